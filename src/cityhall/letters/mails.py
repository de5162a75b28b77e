"""The one letter that this room itself writes."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import gettext as _

from cityhall.acts.letterhead import letterhead
from cityhall.acts.mail import Context, Letter, writes


@writes("letters.refused")
def refused(context: Context, language: str) -> Letter | None:
    """To whoever wrote a letter that was not taken: why, and the way out."""
    parts = [
        _("Hello,"),
        _("We could not take in your letter: %(why)s") % {"why": context["why"]},
        f"{letterhead().name(language)}\n{settings.ORIGIN}/",
    ]
    return Letter(_("Your letter was not taken in"), "\n\n".join(parts) + "\n")

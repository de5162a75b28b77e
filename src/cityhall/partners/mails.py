"""The one mail of this counter: a webhook was turned off."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cityhall.acts.mail import Context, Letter, writes
from cityhall.partners import queries


@writes("partners.webhook_disabled")
def webhook_disabled(context: Context, language: str) -> Letter | None:
    row = queries.subscription(context["subscription"])
    if row is None:
        return None
    link = settings.ORIGIN + reverse("manage_webhook", args=[row.pk])
    facts = {"name": row.name, "link": link}
    text = _(
        "The address of the webhook “%(name)s” has taken nothing for three days, so it was "
        "turned off. What happened meanwhile waits for it.\n\n"
        "Mend the other side, then turn it on again here:\n%(link)s"
    )
    return Letter(_("The webhook “%(name)s” was turned off") % facts, text % facts)

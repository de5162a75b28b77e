"""What the city office did about other systems, in words for the public record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cityhall.acts import telling
from cityhall.acts.models import Act
from cityhall.acts.telling import Told

VERBS = {
    "create_key": gettext_lazy("gave out a key"),
    "revoke_key": gettext_lazy("revoked a key"),
    "add_server": gettext_lazy("named another server"),
    "change_server": gettext_lazy("changed what is said of a server"),
    "add_route": gettext_lazy("lets a kind of report go on to a server"),
    "remove_route": gettext_lazy("keeps a kind of report here again"),
    "resend": gettext_lazy("sent a report to a server again"),
    "subscribe": gettext_lazy("lets an address be told of acts"),
    "unsubscribe": gettext_lazy("ended a webhook"),
    "change_secret": gettext_lazy("changed the secret of a webhook"),
    "enable_webhook": gettext_lazy("turned a webhook on"),
    "disable_webhook": gettext_lazy("turned a webhook off"),
    "replay": gettext_lazy("had an event told again"),
}
SUBJECTS = {
    "partners.apikey": gettext_lazy("Key"),
    "partners.upstream": gettext_lazy("Server"),
    "partners.forwarding": gettext_lazy("Report on its way"),
    "partners.subscription": gettext_lazy("Webhook"),
}


@telling.tells("partners", VERBS, SUBJECTS)
def tell(acts: Sequence[Act], actor: Any, words: Any) -> list[Told]:
    return [_told(act, words) for act in acts]


def _told(act: Act, words: Any) -> Told:
    facts = {
        "office": telling.office(act.by, words),
        "verb": telling.verb_name(act.verb),
        "which": act.public.get("partner") or act.public.get("server") or act.public.get("to"),
    }
    if facts["which"]:
        return Told(_("%(office)s: %(verb)s (%(which)s).") % facts)
    return Told(_("%(office)s: %(verb)s.") % facts)

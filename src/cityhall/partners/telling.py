"""What is done about other systems, in a word or two for the public record."""

from __future__ import annotations

from django.utils.translation import gettext_lazy

from cityhall.acts import telling

telling.tells(
    "partners",
    {
        "create_key": gettext_lazy("key for another system"),
        "revoke_key": gettext_lazy("key of another system taken back"),
        "subscribe": gettext_lazy("news for another system"),
        "unsubscribe": gettext_lazy("no more news for another system"),
        "enable_webhook": gettext_lazy("news for another system go on"),
        "disable_webhook": gettext_lazy("news for another system stopped"),
        "change_secret": gettext_lazy("new secret for another system"),
        "resend": gettext_lazy("news sent again"),
        "replay": gettext_lazy("news sent again"),
        "add_server": gettext_lazy("another city’s server added"),
        "change_server": gettext_lazy("another city’s server changed"),
        "add_route": gettext_lazy("kind of report passed on"),
        "remove_route": gettext_lazy("kind of report no longer passed on"),
    },
    {
        "partners.apikey": gettext_lazy("Key"),
        "partners.subscription": gettext_lazy("Subscription"),
        "partners.upstream": gettext_lazy("Other server"),
    },
)(telling.plainly)

"""The only code that writes what concerns other systems: one function an act."""

from cityhall.partners.actions.forwarding import (
    UpstreamFacts,
    add_route,
    change_upstream,
    create_upstream,
    forward,
    may_forward,
    remove_route,
    resend,
    set_upstream_active,
    settle,
    take,
)
from cityhall.partners.actions.keys import (
    KeyFacts,
    create_key,
    may_manage_partners,
    note_use,
    revoke_key,
)
from cityhall.partners.actions.sendings import Incoming, file_incoming, may_send, say_more
from cityhall.partners.actions.webhooks import (
    SubscriptionFacts,
    change_secret,
    disable,
    enable,
    replay,
    subscribe,
    unsubscribe,
)

__all__ = [
    "Incoming",
    "KeyFacts",
    "SubscriptionFacts",
    "UpstreamFacts",
    "add_route",
    "change_secret",
    "change_upstream",
    "create_key",
    "create_upstream",
    "disable",
    "enable",
    "file_incoming",
    "forward",
    "may_forward",
    "may_manage_partners",
    "may_send",
    "note_use",
    "remove_route",
    "replay",
    "resend",
    "revoke_key",
    "say_more",
    "set_upstream_active",
    "settle",
    "subscribe",
    "take",
    "unsubscribe",
]

"""The only code that reads what concerns other systems."""

from cityhall.partners.queries.incoming import by_token, key_named, key_of, keys
from cityhall.partners.queries.outgoing import (
    Counts,
    Disagreement,
    connections,
    deliveries,
    disagreements,
    forwardings,
    forwardings_of,
    in_trouble,
    open_to,
    subscription,
    subscriptions,
    upstream,
    upstreams,
)

__all__ = [
    "Counts",
    "Disagreement",
    "by_token",
    "connections",
    "deliveries",
    "disagreements",
    "forwardings",
    "forwardings_of",
    "in_trouble",
    "key_named",
    "key_of",
    "keys",
    "open_to",
    "subscription",
    "subscriptions",
    "upstream",
    "upstreams",
]

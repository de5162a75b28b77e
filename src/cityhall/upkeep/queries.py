"""What the office reads of upkeep: how long data is kept, what is due, what was forgotten."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min

from cityhall.acts import queries as acts
from cityhall.acts.keeping import RULES, Rule
from cityhall.acts.models import Act, Message
from cityhall.upkeep.models import Beat, Keeping


@dataclass(frozen=True)
class Kept:
    """A rule as the city has set it. `due` would be forgotten now; `None` where nobody asked."""

    rule: Rule
    days: int
    due: int | None = None


def kept(*, at: datetime | None = None) -> list[Kept]:
    """Every rule with its days; with a moment, also how much of it is due then."""
    days = dict(Keeping.objects.values_list("code", "days"))
    found = []
    for rule in RULES.values():
        count = days.get(rule.code, rule.days)
        due = rule.due(at - timedelta(days=count)) if at else None
        found.append(Kept(rule, count, due))
    return found


def forgotten(count: int) -> list[Act]:
    """The newest acts of forgetting, newest first."""
    return acts.newest_public("upkeep.forget", count)


def last_beat(name: str) -> datetime | None:
    """When a part that works in the background was last alive."""
    return Beat.objects.filter(name=name).values_list("at", flat=True).first()


def outbox() -> tuple[int, datetime | None]:
    """How many mails wait to be sent, and since when the oldest does."""
    waiting = Message.objects.filter(
        sent_at__isnull=True, next_try_at__isnull=False, in_digest=False
    )  # what waits for its digest is in no hurry
    said = waiting.aggregate(count=Count("pk"), oldest=Min("created_at"))
    return said["count"], said["oldest"]

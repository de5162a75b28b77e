"""Counts of acts by day, office and kind: added up with every seal, never counted for a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from cityhall.acts.models import Act
from cityhall.database import bulk
from cityhall.people.queries import city
from cityhall.record.models import DayCount

Key = tuple[str, str, str]  # day, office, kind


def counted(start: int, end: int) -> Counter[Key]:
    """What the entries [start, end) add; the day is that of the city's calendar."""
    zone = city().timezone
    rows = Act.objects.filter(position__gte=start, position__lt=end).order_by()
    return Counter(
        (at.astimezone(zone).date().isoformat(), by, verb)
        for at, by, verb in rows.values_list("at", "by", "verb").iterator()
    )


def keep(counts: Mapping[Key, int]) -> None:
    """Add these to what is kept, in the transaction of the seal over them."""
    bulk.add_up(DayCount, ["day", "by", "verb"], "count", counts)

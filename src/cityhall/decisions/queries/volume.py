"""What the city had to decide in the last year: how many of each kind, between which values."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Count

from cityhall.decisions.models import Matter
from divan.charter.model import Charter

YEAR = timedelta(days=365)
MOST_READ = 1_000  # matters of which the fields are looked at, the newest first
Ranges = dict[tuple[str, str], tuple[int, int]]


def volume(charter: Charter, at: datetime) -> tuple[dict[str, int], Ranges]:
    """Counts by kind, and the least and largest whole number of each field of each kind. They
    are of what everyone may read. Values that this charter would not take are left out."""
    rows = Matter.objects.filter(filed_at__gt=at - YEAR, filed_at__lte=at, about=None)
    counts = dict(rows.order_by().values_list("kind").annotate(count=Count("pk")))
    ranges: Ranges = {}
    newest = rows.order_by("-filed_at", "-pk").values_list("kind", "fields")[:MOST_READ]
    for kind, said in newest:
        if kind not in charter.matters:
            continue
        for name, one in charter.matters[kind].fields.items():
            value = said.get(name)
            if not one.ordered or type(value) is not int or not one.low <= value <= one.high:
                continue
            low, high = ranges.get((kind, name), (value, value))
            ranges[kind, name] = (min(low, value), max(high, value))
    return {kind: counts[kind] for kind in sorted(counts)}, ranges

"""The charter in force, its versions, and who sits where. All of it public."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from cityhall.decisions.laws import in_force
from cityhall.decisions.models import Charter, Matter, Seat

__all__ = ["adopted_by", "in_force", "seats", "versions"]


def versions() -> QuerySet[Charter]:
    """Every version that was ever in force, newest first."""
    return Charter.objects.filter(number__isnull=False).order_by("-number")


def adopted_by() -> dict[int, Matter]:
    """The matter that adopted each version, by the key of the version; the first has none."""
    rows = Matter.objects.filter(proposal__number__isnull=False, outcome="approved")
    return {row.proposal_id: row for row in rows.only("title", "proposal").order_by("-pk")}


def seats(at: datetime) -> dict[str, list[Seat]]:
    """The seats held at a moment, by body."""
    found: dict[str, list[Seat]] = {}
    rows = Seat.objects.filter(Q(until__isnull=True) | Q(until__gt=at), since__lte=at)
    for seat in rows.select_related("person", "post"):
        found.setdefault(seat.body, []).append(seat)
    return found

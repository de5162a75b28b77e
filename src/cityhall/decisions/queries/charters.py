"""The charter in force, its versions, and who sits where. All of it public."""

from __future__ import annotations

from django.db.models import QuerySet

from cityhall.decisions.laws import in_force
from cityhall.decisions.models import Charter, Seat

__all__ = ["in_force", "seats", "versions"]


def versions() -> QuerySet[Charter]:
    """Every version that was ever in force, newest first."""
    return Charter.objects.filter(number__isnull=False).order_by("-number")


def seats() -> dict[str, list[Seat]]:
    """The seats held now, by body."""
    found: dict[str, list[Seat]] = {}
    for seat in Seat.objects.filter(until__isnull=True).select_related("person", "post"):
        found.setdefault(seat.body, []).append(seat)
    return found

"""The only code that reads the record for a person. All of it is public: the leaves are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from django.db.models import Q, QuerySet

from cityhall.acts import telling
from cityhall.acts.models import Act, Withheld
from cityhall.acts.queries import record_size
from cityhall.record.filters import Asked
from cityhall.record.models import Comparison, Cosignature, DayCount, Integration, Seal, Witness
from divan import language

WINDOW = 20_000
"""Entries that one page walks through at most, where no index holds all that was asked."""


@dataclass(frozen=True)
class Page:
    """Entries, newest first; `older` is where the next page begins, or `None`."""

    acts: list[Act]
    older: int | None
    looked_to: int | None = None  # down to which entry was looked, where not to the end


def page(asked: Asked, zone: tzinfo) -> Page:
    """A part of the record, newest first. One query, two when a day is asked for in pages.

    Each filter by itself stands in an index. With several, at most WINDOW entries are walked
    through, so no page costs more as the record grows.
    """
    rows = _filtered(asked)
    if asked.day is not None:
        return _of_a_day(rows, asked, zone)
    below = record_size() if asked.after is None else asked.after
    floor = 0
    if _filters(asked) > 1:
        floor = max(0, below - WINDOW)
    rows = rows.filter(position__lt=below, position__gte=floor).order_by("-position")
    found = list(rows[: asked.count + 1])
    if len(found) > asked.count:
        return Page(found[:-1], found[-2].position)
    return Page(found, floor or None, floor or None)


def entry(position: int) -> Act | None:
    """One entry, with what it seals while that is kept."""
    return Act.objects.filter(pk=position).select_related("sealed").first()


def withheld(position: int) -> Withheld | None:
    return Withheld.objects.filter(pk=position).select_related("act").first()


def withheld_among(acts: Sequence[Act]) -> set[int]:
    """Which of these entries are withheld; asks only where a leaf is empty."""
    empty = [act.position for act in acts if not act.leaf]
    if not empty:
        return set()
    return set(Withheld.objects.filter(pk__in=empty).values_list("pk", flat=True))


def last_seal() -> Seal | None:
    return Seal.objects.order_by("-size").first()


def seal_over(position: int) -> Seal | None:
    """The first seal that covers an entry."""
    return Seal.objects.filter(size__gt=position).order_by("size").first()


def seals(count: int) -> list[Seal]:
    """The newest seals, each with its cosignatures."""
    newest = Seal.objects.order_by("-size").prefetch_related("cosignatures__witness")
    return list(newest[:count])


def witnesses() -> list[Witness]:
    """Those who are asked, in the order of their names."""
    return list(Witness.objects.filter(active=True))


def cosignatures(seal: Seal) -> list[Cosignature]:
    return list(seal.cosignatures.select_related("witness").order_by("witness__name"))


def last_witnessed() -> Seal | None:
    """The newest seal that a witness vouches for."""
    newest = Cosignature.objects.order_by("-seal_id").values_list("seal_id", flat=True).first()
    return Seal.objects.filter(pk=newest).first() if newest else None


def alarm() -> Integration | None:
    """What forbids sealing, if anything does."""
    return Integration.objects.exclude(alarm="").first()


def compared() -> Comparison | None:
    """How database and record were last compared, if they were."""
    return Comparison.objects.filter(at__isnull=False).first()


def counts_of(day: date) -> list[tuple[str, str, int]]:
    """What was done on a day: office, kind of act and how often, kept by the integrator."""
    return list(DayCount.objects.filter(day=day).values_list("by", "verb", "count"))


def _filtered(asked: Asked) -> QuerySet[Act]:
    rows = Act.objects.all()
    if asked.by:
        rows = rows.filter(by=asked.by)
    if asked.verb:
        rows = rows.filter(verb=asked.verb)
    if subject := asked.subject:
        rows = rows.filter(object_type=subject[0], object_id=subject[1])
    if asked.number is not None:
        about = Q(object_type__in=list(telling.SUBJECTS), object_id=asked.number)
        rows = rows.filter(Q(position=asked.number) | about)
    elif asked.words:
        rows = rows.filter(_named(asked.words))
    return rows


def _named(words: Sequence[str]) -> Q:
    """Acts whose kind, or whose office, is called by these words in any language."""
    verbs = telling.verbs_named(words, language.fold)
    offices = [
        by
        for by, label in telling.offices().items()
        if all(word in language.fold(" ".join(label.values())) for word in words)
    ]
    return Q(verb__in=verbs) | Q(by__in=offices)


def _filters(asked: Asked) -> int:
    """How many indexes it would take; a search for words takes more than one by itself."""
    return bool(asked.by) + bool(asked.verb) + bool(asked.on) + 2 * bool(asked.words)


def _of_a_day(rows: QuerySet[Act], asked: Asked, zone: tzinfo) -> Page:
    """The entries of a day by the city's calendar, latest first."""
    assert asked.day is not None  # noqa: S101 - the caller asked
    begins = datetime.combine(asked.day, time.min, zone).astimezone(UTC)
    ends = datetime.combine(asked.day + timedelta(days=1), time.min, zone).astimezone(UTC)
    rows = rows.filter(at__gte=begins, at__lt=ends).order_by("-at", "-position")
    if asked.after is not None:
        last = Act.objects.filter(pk=asked.after).values_list("at", flat=True).first()
        if last is not None:
            rows = rows.filter(Q(at__lt=last) | Q(at=last, position__lt=asked.after))
    found = list(rows[: asked.count + 1])
    if len(found) > asked.count:
        return Page(found[:-1], found[-2].position)
    return Page(found, None)

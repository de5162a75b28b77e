"""Reading acts. Each counter shows the acts on its own objects, after its own `visible_to`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from heapq import merge
from itertools import islice
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from cityhall.acts.models import Act, Register

Audience = Act.Audience
UNDO = "service.undo"  # an act whose `undoes` is the position of the act that it took back


def on_object(object_type: str, object_id: int, audiences: Iterable[str]) -> QuerySet[Act]:
    """The acts on one object that these audiences may read in words, in order."""
    return Act.objects.filter(
        object_type=object_type, object_id=object_id, audience__in=list(audiences)
    ).select_related("sealed")


def facts(act: Act) -> dict[str, Any]:
    """What an act states, whether the record says it in words or sealed."""
    sealed = getattr(act, "sealed", None)
    return act.public or (sealed.words.get("facts", {}) if sealed else {})


def last(on: Model, verb: str) -> Act | None:
    """The latest act of this verb on an object, whoever may read it."""
    acts = Act.objects.filter(object_type=on._meta.label_lower, object_id=on.pk, verb=verb)
    return acts.order_by("-position").first()


def standing(on: Model, verb: str) -> Act | None:
    """The latest act of this verb on an object that was not taken back, whoever may read it."""
    acts = Act.objects.filter(object_type=on._meta.label_lower, object_id=on.pk)
    found = list(acts.filter(verb__in=(verb, UNDO)).select_related("sealed").defer("leaf"))
    gone = {facts(act).get("undoes") for act in found if act.verb == UNDO}
    held = [act for act in found if act.verb == verb and act.position not in gone]
    return max(held, key=lambda act: act.position, default=None)


def first_on(on: Model) -> Act | None:
    """The first act on an object, whoever may read it."""
    acts = Act.objects.filter(object_type=on._meta.label_lower, object_id=on.pk)
    return acts.order_by("position").first()


def newest_on(on: Model, count: int) -> list[Act]:
    """The newest acts on an object, newest first, whoever may read them."""
    acts = Act.objects.filter(object_type=on._meta.label_lower, object_id=on.pk)
    return list(acts.order_by("-position")[:count])


def latest_public(verbs: Iterable[str], count: int, *, among: int = 1000) -> list[Act]:
    """The newest public acts of these verbs, newest first, out of the last `among` entries.

    The bound keeps a page from walking through a whole record in which such acts are rare.
    """
    acts = Act.objects.filter(
        position__gte=record_size() - among, verb__in=list(verbs), audience=Audience.PUBLIC
    )
    return list(acts.defer("leaf").order_by("-position")[:count])


def newest_public(verb: str, count: int) -> list[Act]:
    """The newest public acts of one verb, newest first; the index of verbs stands in this order."""
    acts = Act.objects.filter(verb=verb, audience=Audience.PUBLIC)
    return list(acts.defer("leaf").order_by("-position")[:count])


def public_facts(verbs: Sequence[str], *, since: datetime) -> Iterator[Act]:
    """All public acts of these verbs from a moment on, in no order, without their words."""
    acts = Act.objects.filter(verb__in=verbs, audience=Audience.PUBLIC, at__gte=since)
    return acts.only("position", "at", "verb", "object_id", "public").order_by().iterator()


def on_objects(
    object_type: str, object_ids: Sequence[int], audiences: Iterable[str]
) -> QuerySet[Act]:
    """The acts on several objects that these audiences may read in words, in order."""
    return (
        Act.objects.filter(
            object_type=object_type, object_id__in=object_ids, audience__in=list(audiences)
        )
        .select_related("sealed")
        .defer("leaf")
    )


def public_by_time(
    verbs: Sequence[str],
    start: datetime,
    end: datetime,
    *,
    after: tuple[datetime, int] | None = None,
    count: int,
) -> list[tuple[datetime, int]]:
    """Moment and position of public acts of these verbs in a span of time, the oldest first.

    Each verb is a walk along its own index; the walks are joined, for a database would sort.
    """
    walks = []
    for verb in verbs:
        acts = Act.objects.filter(
            verb=verb,
            audience=Audience.PUBLIC,
            at__gte=max(start, after[0]) if after else start,
            at__lte=end,
        )
        if after is not None:
            acts = acts.exclude(at=after[0], position__lte=after[1])
        walks.append(list(acts.order_by("at", "position").values_list("at", "position")[:count]))
    return list(islice(merge(*walks), count))


def at_positions(positions: Sequence[int]) -> list[Act]:
    """The acts at these positions with what they sealed, in the order of time."""
    acts = Act.objects.filter(pk__in=positions).select_related("sealed").defer("leaf")
    return sorted(acts, key=lambda act: (act.at, act.position))


def after_position(seen: int, count: int, *, verbs: Sequence[str] = ()) -> list[Act]:
    """The next public acts from a position on, in order: what a reader of the record reads next.

    Positions are given in the order of commits, so none comes in later below one that is seen.
    """
    acts = Act.objects.filter(position__gte=seen, audience=Audience.PUBLIC)
    if verbs:
        acts = acts.filter(verb__in=verbs)
    return list(acts.defer("leaf").order_by("position")[:count])


def undone(*, since: datetime | None = None, after: int = 0) -> set[int]:
    """The positions of acts that were taken back, by acts from a moment or a position on."""
    acts = Act.objects.filter(verb=UNDO, position__gte=after)
    if since is not None:
        acts = acts.filter(at__gte=since)
    return {facts.get("undoes", -1) for facts in acts.values_list("public", flat=True)}


def record_size() -> int:
    """How many leaves the record holds. Every kept page asks it, so it is asked directly."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT size FROM {Register._meta.db_table} WHERE id = 1")  # noqa: S608
        row = cursor.fetchone()
    return row[0] if row else 0


def last_position(object_type: str, object_id: int) -> int:
    """The position of the newest act on an object; -1 without any."""
    acts = Act.objects.filter(object_type=object_type, object_id=object_id)
    found = acts.order_by("-position").values_list("position", flat=True).first()
    return -1 if found is None else found

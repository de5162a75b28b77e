"""Reading acts. Each counter shows the acts on its own objects, after its own `visible_to`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Model, QuerySet

from cityhall.acts.models import Act, Register

Audience = Act.Audience


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


def record_size() -> int:
    """How many leaves the record holds. Every kept page asks it, so it is asked directly."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT size FROM {Register._meta.db_table} WHERE id = 1")  # noqa: S608
        row = cursor.fetchone()
    return row[0] if row else 0

"""Reading acts. Each counter shows the acts on its own objects, after its own `visible_to`."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import QuerySet

from cityhall.acts.models import Act, Register

Audience = Act.Audience


def on_object(object_type: str, object_id: int, audiences: Iterable[str]) -> QuerySet[Act]:
    """The acts on one object that these audiences may read in words, in order."""
    return Act.objects.filter(
        object_type=object_type, object_id=object_id, audience__in=list(audiences)
    ).select_related("sealed")


def latest_public(verbs: Sequence[str], count: int) -> list[Act]:
    """The newest public acts of these verbs, newest first."""
    acts = Act.objects.filter(verb__in=verbs, audience=Audience.PUBLIC)
    return list(acts.order_by("-position")[:count])


def record_size() -> int:
    """How many leaves the record holds."""
    return Register.objects.values_list("size", flat=True).filter(pk=1).first() or 0

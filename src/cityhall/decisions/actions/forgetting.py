"""What a decided matter forgets with time: which residents took part, and what they typed.

What everyone may read stays: the decision, its story with words as they were published, the acts of
those who held a seat under the name of the seat, and the replay, whose names then lead to nobody.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from cityhall.acts import actions as acts
from cityhall.acts.keeping import Rule, keep
from cityhall.decisions.laws import law
from cityhall.decisions.models import Ballot, Delegation, Happened, Matter, Seat
from cityhall.decisions.queries import OPEN
from cityhall.people.models import Membership
from divan import language

_GIVEN = Delegation._meta.label_lower


def _decided(before: datetime) -> QuerySet[Matter]:
    """Matters that know their persons, wait for no time, and about which nothing is undecided."""
    rows = Matter.objects.filter(key__isnull=False, due_at__isnull=True, updated_at__lt=before)
    under_way = Matter.objects.filter(about__isnull=False, phase__in=OPEN).values("about")
    return rows.exclude(phase__in=OPEN).exclude(pk__in=under_way)


def _taken_back(before: datetime) -> QuerySet[Delegation]:
    return Delegation.objects.filter(until__lt=before)


def forget_residents(before: datetime, most: int) -> Mapping[str, int]:
    """Erase the keys of matters, who took part without a seat, ballots of registers and what was
    typed; and votes that were passed on and taken back."""
    locked = _decided(before).select_for_update(of=("self",)).select_related("charter")
    rows = list(locked.order_by("updated_at", "pk")[:most])
    seated = _seated()
    for row in rows:
        row.key, row.text = None, row.public_text
        row.applicant_id = row.applicant_id if row.applicant_id in seated else None
        row.fields = _masked(row)
    Matter.objects.bulk_update(rows, ["key", "text", "applicant", "fields"], batch_size=100)
    keys = [row.pk for row in rows]
    happened = Happened.objects.filter(matter__in=keys)
    happened.update(words=F("shown"))
    people = happened.exclude(person__isnull=True).exclude(person__in=seated).update(person=None)
    ballots, _each = Ballot.objects.filter(poll__matter__in=keys).delete()
    given = list(_taken_back(before).order_by("pk").values_list("pk", flat=True)[:most])
    acts.forget_about(_GIVEN, given)
    Delegation.objects.filter(pk__in=given).delete()
    return {"matters": len(keys), "people": people, "ballots": ballots, "delegations": len(given)}


def _seated() -> set[int]:
    """Everybody who holds or held a seat: what they did there is public."""
    posts = Seat.objects.filter(post__isnull=False).values("post")
    held = Membership.objects.filter(post__in=posts).values_list("person", flat=True)
    own = Seat.objects.filter(person__isnull=False).values_list("person", flat=True)
    return {pk for pk in (*own, *held) if pk is not None}


def _masked(row: Matter) -> dict[str, object]:
    """The fields as the page of the matter shows them."""
    kinds = {name: one.kind for name, one in law(row.charter).matters[row.kind].fields.items()}
    return {
        name: language.mask(value, "fa")
        if kinds.get(name) == "text" and isinstance(value, str)
        else value
        for name, value in row.fields.items()
    }


keep(
    Rule(
        "matters",
        _("Who took part in a decision"),
        _(
            "Which residents filed, supported, spoke or voted, and words as they were typed, after "
            "a matter was decided. Who acted from a seat stays, and what was published."
        ),
        days=1825,
        least=365,
        most=7300,
        due=lambda before: _decided(before).count() + _taken_back(before).count(),
        erase=forget_residents,
    )
)

"""The acts of keeping a city running: setting how long data is kept, and forgetting it on time."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cityhall.acts.actions import record
from cityhall.acts.keeping import RULES, Rule
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.acts.worker import chore
from cityhall.database import erasing
from cityhall.people.actions import may_manage_city, take_turn
from cityhall.people.actor import SYSTEM, Actor
from cityhall.upkeep.models import Beat, Keeping

STEP = 200  # of each kind in one transaction: nobody waits long behind it
EVERY = timedelta(days=1)
WORKER = "worker"


@transaction.atomic
def keep_for(days: Mapping[str, int], *, actor: Actor, at: datetime) -> list[str]:
    """Set for how many days kinds of data are kept; the codes of those that changed.

    Raises `Refused` at the code of a rule whose days are out of bounds.
    """
    take_turn()
    demand(may_manage_city(actor=actor))
    changed = []
    for code, count in days.items():
        rule = _rule(code)
        if not rule.least <= count <= rule.most:
            message = _("Choose between %(least)d and %(most)d days.")
            raise Refused(
                Refusal("days", message % {"least": rule.least, "most": rule.most}, code, 422)
            )
        row = _row(rule)
        if row.days == count:
            continue
        before, row.days = row.days, count
        row.save()
        facts = {"rule": code, "days": count, "days_before": before}
        record(actor, "upkeep.keep", row, facts, at=at)
        changed.append(code)
    return changed


@transaction.atomic
def forget_some(code: str, *, at: datetime, most: int = STEP) -> Mapping[str, int]:
    """Forget some of what is older than its rule allows; the act says how many, never whose."""
    rule = _rule(code)
    row = _row(rule)
    gone = rule.erase(at - timedelta(days=row.days), most)
    if not any(gone.values()):
        Keeping.objects.filter(pk=row.pk).update(cleared_at=at)
    else:
        record(SYSTEM, "upkeep.forget", row, {"rule": code, "days": row.days, **gone}, at=at)
    return gone


@chore
def forget_on_time(at: datetime) -> int:
    """One bounded step of every rule that was not cleared within the last day.

    Once a day is on time, and keeps the record from filling with it. When a day's work is done,
    what it erased is taken out of the database's files, too.
    """
    fresh = Keeping.objects.filter(cleared_at__gt=at - EVERY).values_list("code", flat=True)
    due = set(RULES) - set(fresh)
    gone = sum(sum(forget_some(code, at=at, most=STEP).values()) for code in due)
    if due and not gone:
        erasing.settle()
    return gone


@chore
@transaction.atomic
def beat(at: datetime) -> None:
    """Note that the worker is alive."""
    Beat.objects.update_or_create(name=WORKER, defaults={"at": at})


def _rule(code: str) -> Rule:
    if code not in RULES:
        raise Refused(Refusal("unknown", _("There is no such kind of data."), code, 404))
    return RULES[code]


def _row(rule: Rule) -> Keeping:
    row, _made = Keeping.objects.get_or_create(code=rule.code, defaults={"days": rule.days})
    return row

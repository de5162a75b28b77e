"""Stages that ask a whole register: their rows, and their ballots as the engine counts them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import msgspec
from django.db.models import Q

from cityhall.decisions.models import Ballot, Matter, Poll
from cityhall.decisions.passing import names, passed_on
from cityhall.decisions.tokens import by_pk
from divan.charter import poll
from divan.charter.casting import asked
from divan.charter.model import Charter, Stage
from divan.charter.model import Matter as Type
from divan.charter.procedures import Vote
from divan.charter.state import Open, State


def keep(row: Matter, charter: Charter, state: State, *, at: datetime) -> None:
    """Make the rows of `Poll` say which registers the state asks."""
    asking = asked(charter, charter.matters[row.kind])
    if not asking:
        return
    for one in state.open:
        if stage := asking.get(one.stage):
            facts = {"body": stage.body, "task": stage.procedure.kind}
            times = {"opened_at": one.opened_at, "due_at": one.due_at}
            Poll.objects.get_or_create(matter=row, stage=one.stage, defaults={**facts, **times})
    over = Poll.objects.filter(matter=row, closed_at__isnull=True)
    over.exclude(stage__in=[one.stage for one in state.open]).update(closed_at=at)


def closing(
    key: bytes, charter: Charter, row: Matter, at: datetime
) -> dict[tuple[str, str], poll.Poll]:
    """The ballots of every register whose time is over by then, and who passed their vote on."""
    kind = charter.matters[row.kind]
    asking = asked(charter, kind)
    if not asking or row.due_at is None or at < row.due_at:
        return {}
    over = [
        one
        for one in msgspec.json.decode(row.state, type=State).open
        if one.stage in asking and one.due_at <= at
    ]
    return {
        (str(row.nonce), one.stage): poll.Poll(
            tuple(_ballots(key, row, one.stage)), _carried(key, kind, asking[one.stage], row, one)
        )
        for one in over
    }


def _ballots(key: bytes, row: Matter, stage: str) -> Iterator[poll.Ballot]:
    rows = Ballot.objects.filter(poll__matter=row, poll__stage=stage)
    for person, said, salt in rows.values_list("person_id", "said", "salt"):
        yield poll.Ballot(by_pk(key, person), tuple(said), salt)


def _carried(key: bytes, kind: Type, stage: Stage, row: Matter, one: Open) -> dict[str, str]:
    """Votes passed on at the close, between people who were on the register at the opening."""
    if not isinstance(stage.procedure, Vote) or not stage.procedure.delegable:
        return {}
    among = Q(
        person__is_active=True,
        person__confirmed_at__lte=one.opened_at,
        to__is_active=True,
        to__confirmed_at__lte=one.opened_at,
    )
    return names(key, passed_on([stage.body], kind, row.fields, one.due_at, among))

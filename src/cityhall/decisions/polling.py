"""A poll of a register as its reader sees it: may they vote, until when, what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cityhall.decisions import queries
from cityhall.decisions.actions import may_cast
from cityhall.decisions.models import Ballot, Matter, Poll
from cityhall.decisions.naming import body_name
from cityhall.decisions.words import BALLOTS
from cityhall.people.actor import Actor
from divan.charter.model import Charter
from divan.charter.procedures import Vote
from divan.charter.state import State, Step


@dataclass(frozen=True)
class Asked:
    """`why_not`: what keeps a signed-in reader from voting, as long as it is open."""

    stage: str
    body: str
    open: bool
    opened_at: datetime
    due_at: datetime
    answers: list[tuple[str, str]]
    many: bool  # several answers may be given
    passes: bool  # a vote may be passed on
    own: Ballot | None = None
    counted: bool = False
    why_not: str = ""
    result: list[tuple[str, int]] = field(default_factory=list)
    took: int = 0
    size: int = 0

    @property
    def own_words(self) -> str:
        said = self.own.said if self.own is not None else []
        labels = [label for code, label in self.answers if code in said]
        return _(", ").join(labels) or pgettext("answers", "none")


def asked(
    actor: Actor, row: Matter, charter: Charter, state: State, options: list[tuple[str, str]]
) -> list[Asked]:
    """Every poll of a matter, open or closed."""
    own = queries.own_ballots(actor, row)
    return [_asked(actor, row, charter, state, options, own, one) for one in queries.polls(row)]


def _asked(
    actor: Actor,
    row: Matter,
    charter: Charter,
    state: State,
    options: list[tuple[str, str]],
    own: Mapping[int, Ballot],
    poll: Poll,
) -> Asked:
    stage, ballot = poll.stage, own.get(poll.pk)
    procedure = next(one.procedure for one in charter.matters[row.kind].stages() if one.id == stage)
    is_open = any(one.stage == stage for one in state.open)
    step = next((one for one in state.passed if one.stage == stage and one.figures), None)
    answers = options
    if isinstance(procedure, Vote):
        answers = [(code, str(label)) for code, label in BALLOTS.items()]
    refusal = None
    if is_open and actor.person is not None:
        refusal = may_cast(row, stage, actor=actor, state=state)
    return Asked(
        stage=stage,
        body=body_name(charter, poll.body),
        open=is_open,
        opened_at=poll.opened_at,
        due_at=poll.due_at,
        answers=answers,
        many=not isinstance(procedure, Vote),
        passes=isinstance(procedure, Vote) and procedure.delegable,
        own=ballot,
        counted=ballot is not None and step is not None and not _aside(row, state, actor),
        why_not=refusal.message if refusal is not None else "",
        result=_result(step, answers) if step is not None else [],
        took=_took(step) if step is not None else 0,
        size=int(step.figures.get("seats", 0)) if step is not None else 0,
    )


def _aside(row: Matter, state: State, actor: Actor) -> bool:
    return queries.token_of(actor, row) in state.recused


def _result(step: Step, answers: list[tuple[str, str]]) -> list[tuple[str, int]]:
    """What each answer got, in the order in which they were asked."""
    given = {code.removeprefix("option "): figure for code, figure in step.figures.items()}
    return [(label, int(given[code])) for code, label in answers if code in given]


def _took(step: Step) -> int:
    """The votes that were cast, those passed on among them."""
    figures = step.figures
    if "cast" in figures:
        return int(figures["cast"])
    return sum(int(figures[code]) for code in BALLOTS)

"""The state machine of a matter: pure, replayable, the same for the city and for a simulation.

Deadlines take effect by being read: whoever looks at a matter at a moment first lets all time
before it pass (`read_at`). A deadline is the first moment that is too late. No event is taken
from anybody who has no authority at that moment; a refusal names the rule.
"""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from divan.charter import (
    answers,
    authority,
    fields,
    handlers,
    route,
    stages,
)
from divan.charter.events import AnyEvent, Filed
from divan.charter.model import Charter
from divan.charter.moves import close_stage, end, enter_route
from divan.charter.refusals import Refusal, Refused
from divan.charter.state import State
from divan.charter.taking import HANDLERS
from divan.charter.world import World

__all__ = ["answers", "decide", "due", "handlers", "read_at", "start"]  # handlers register


def start(
    charter: Charter, world: World, event: Filed, at: datetime, *, about: State | None = None
) -> State | Refusal:
    """Put a matter forward. Answers its first state, or the rule that stands against it.

    `about` is the decision that it is about, for a matter that is. Reviews and ratifications
    are filed by nobody (`by` is ""), when the decision `wants` them.
    """
    matter = charter.matters.get(event.matter)
    if matter is None:
        return Refusal("no_matter", {"matter": event.matter[:60]})
    kind = event.matter.rpartition(".")[2]
    if matter.of and (refusal := _may_raise(charter, world, about, matter.of, kind, at)):
        return refusal
    wanted = about is not None and not event.by and kind in about.wants
    applicant = about.applicant if about is not None else ""
    if not wanted and not authority.may_file(charter, world, matter, event.by, applicant, at):
        return Refusal("no_standing", {"matter": event.matter})
    if event.as_body and not world.holds(event.by, event.as_body, at):
        return Refusal("not_your_body", {"body": event.as_body[:60]})
    if bool(matter.object) != bool(event.object):
        return Refusal("no_object", {"matter": event.matter})
    try:
        given = dict(event.fields)
        own = {name: one for name, one in matter.fields.items() if not one.aggregate}
        unknown = [name for name in given if name not in own]
        if unknown:
            return Refusal("unknown_value", {"problem": unknown[0][:60]})
        codes = fields.codes(own, given)
        for one in matter.aggregates:
            total = world.total(matter.name, one, given, at)
            codes[one.name] = min(total, matter.fields[one.name].high)
    except ValueError as error:
        return Refusal("unknown_value", {"problem": str(error)[:200]})
    state = State(
        charter=charter.digest,
        id=event.id,
        matter=matter.name,
        applicant=event.by,
        phase="gathering",
        filed_at=at,
        codes=codes,
        text=event.text,
        object=event.object,
        options=event.options,
        as_body=event.as_body,
        case=route.case_of(matter, codes),
        supporters=(event.by,) if event.by else (),
        recused=_signers(about) if kind in ("appeal", "veto", "override") else (),
    )
    if state.case < 0:
        return Refusal("no_case", {"matter": matter.name})
    return enter_route(charter, world, state, at)


def _may_raise(
    charter: Charter, world: World, about: State | None, of: str, kind: str, at: datetime
) -> Refusal | None:
    """Whether a decision of this type still lies open to an appeal, a veto, a review."""
    if about is None or about.matter != of:
        return Refusal("no_object", {"matter": f"{of}.{kind}"})
    if about.decided_at is None or about.outcome not in ("approved", "refused"):
        return Refusal("not_decided")
    if kind in about.about.values():
        return Refusal("known_about")
    if kind in ("review", "ratify"):
        return None if kind in about.wants else Refusal("too_late", {"kind": kind})
    window = charter.matters[of].about[kind].window
    until = window.after(about.decided_at, world.calendar, world.day) if window else None
    if until is None or at >= until:
        return Refusal("too_late", {"kind": kind})
    return None


def _signers(about: State | None) -> tuple[str, ...]:
    """Who signed the decision: they step aside where others look at it again."""
    signed = (step.by for step in about.passed) if about is not None else ()
    return tuple(dict.fromkeys(one for one in signed if one))


def decide(
    charter: Charter, world: World, state: State, event: AnyEvent, at: datetime
) -> State | Refusal:
    """Take one event at a moment. Answers the new state, or the rule that stands against it.

    A refused event changes nothing. Raises `ValueError` when the state belongs to another
    charter, or `at` lies before something that already happened.
    """
    if state.charter != charter.digest:
        raise ValueError("this matter is governed by another charter")
    state = read_at(charter, world, state, at)
    handler = HANDLERS.get(type(event))
    if handler is None:
        return Refusal("no_event", {"event": type(event).__name__})
    try:
        return handler(charter, world, state, event, at)
    except Refused as refused:
        return refused.refusal


def due(state: State) -> datetime | None:
    """The next moment at which time alone changes this matter; `None` where it never does."""
    moments = [stages.due(one) for one in state.open]
    moments += [one for one in (state.due_at, state.expires_at, state.review_at) if one]
    return min(moments, default=None)


def read_at(charter: Charter, world: World, state: State, at: datetime) -> State:
    """The matter as it stands at a moment: every deadline until then has taken effect, in order."""
    while (moment := due(state)) is not None and moment <= at:
        state = _pass(charter, world, state, moment)
    return state


def _pass(charter: Charter, world: World, state: State, moment: datetime) -> State:
    """What the next deadline does."""
    for one in state.open:
        if stages.due(one) <= moment:
            if one.stopped_at is not None:
                running = stages.resumed(one, world, moment)
                kept = tuple(running if each is one else each for each in state.open)
                return replace(state, open=kept)
            stage = charter.matters[state.matter].steps[one.stage]
            outcome = stages.at_due(charter, world, state, stage, one)  # type: ignore[arg-type]
            return close_stage(charter, world, state, one, outcome, moment)
    if state.expires_at is not None and state.expires_at <= moment:
        return end(replace(state, expires_at=None, review_at=None), "expired", moment)
    if state.review_at is not None and state.review_at <= moment:
        return replace(state, review_at=None, wants=(*state.wants, "review"))
    return _phase_over(charter, world, state, moment)


def _phase_over(charter: Charter, world: World, state: State, moment: datetime) -> State:
    matter = charter.matters[state.matter]
    if state.phase == "filed":
        assert matter.admit is not None  # noqa: S101 - nothing waits for admission otherwise
        if matter.admit.silence == "refused":
            return end(state, "lapsed", moment)
        return enter_route(charter, world, state, moment)
    if state.phase == "decided":
        return replace(state, phase="in_force", in_force_at=moment, due_at=None)
    return end(state, "lapsed", moment)  # not enough joined in, or a voice was left without answer

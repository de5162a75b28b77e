"""What is done at an open stage: signatures, ballots, consent, objections, the clock."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from divan.charter import authority, events, stages
from divan.charter.model import Charter
from divan.charter.moves import close_stage
from divan.charter.procedures import Choose, Consent, Decide, Vote
from divan.charter.refusals import Refused
from divan.charter.stages import Outcome
from divan.charter.state import Objection, State
from divan.charter.taking import (
    handles,
    kept,
    open_stage,
    seated,
    settled,
    with_authority,
)
from divan.charter.world import World


@handles(events.Signed)
def _signed(
    charter: Charter, world: World, state: State, event: events.Signed, at: datetime
) -> State:
    stage, one = open_stage(charter, state, event.stage, Decide)
    with_authority(charter, world, state, stage, event.by, at)
    if event.outcome not in ("approved", "refused", "referred"):
        raise Refused("no_outcome", outcome=event.outcome[:40])
    assert isinstance(stage.procedure, Decide)  # noqa: S101 - open_stage has seen to it
    if event.outcome == "referred" and not stage.procedure.may_refer:
        raise Refused("no_outcome", outcome=event.outcome)
    if not event.reasons:
        raise Refused("reasons")
    missing = [body for body in stage.consult.bodies if body not in one.opinions]
    if missing and (one.opinions_by is None or at < one.opinions_by):
        raise Refused("consult", bodies=", ".join(missing))
    done = Outcome(event.outcome)
    return close_stage(charter, world, state, one, done, at, by=event.by, reasons=event.reasons)


@handles(events.Opined)
def _opined(
    charter: Charter, world: World, state: State, event: events.Opined, at: datetime
) -> State:
    stage, one = open_stage(charter, state, event.stage)
    if event.body not in stage.consult.bodies:
        raise Refused("not_asked", body=event.body[:60])
    if not world.holds(event.by, event.body, at):
        raise Refused("no_authority", body=event.body)
    if event.body in one.opinions:
        raise Refused("twice_opined", body=event.body)
    return kept(state, replace(one, opinions=(*one.opinions, event.body)))


@handles(events.Voted)
def _voted(
    charter: Charter, world: World, state: State, event: events.Voted, at: datetime
) -> State:
    stage, one = open_stage(charter, state, event.stage, Vote)
    seated(charter, world, state, stage, one, event.by, at)
    if event.choice not in ("yes", "no", "abstain"):
        raise Refused("no_outcome", outcome=event.choice[:40])
    one = replace(one, answers={**one.answers, event.by: event.choice})
    return settled(charter, world, state, stage, one, at)


@handles(events.Chose)
def _chose(
    charter: Charter, world: World, state: State, event: events.Chose, at: datetime
) -> State:
    stage, one = open_stage(charter, state, event.stage, Choose)
    seated(charter, world, state, stage, one, event.by, at)
    unknown = [option for option in event.options if option not in state.options]
    if unknown or len(set(event.options)) != len(event.options):
        raise Refused("no_option", options=", ".join(state.options))
    one = replace(one, choices={**one.choices, event.by: event.options})
    return settled(charter, world, state, stage, one, at)


@handles(events.Consented)
def _consented(
    charter: Charter, world: World, state: State, event: events.Consented, at: datetime
) -> State:
    stage, one = open_stage(charter, state, event.stage, Consent)
    seated(charter, world, state, stage, one, event.by, at)
    withdrawn = tuple(
        replace(each, status="rejected") if each.by == event.by and each.status == "open" else each
        for each in one.objections
    )
    one = replace(one, answers={**one.answers, event.by: "consent"}, objections=withdrawn)
    return settled(charter, world, state, stage, one, at)


@handles(events.Objected)
def _objected(
    charter: Charter, world: World, state: State, event: events.Objected, at: datetime
) -> State:
    stage, one = open_stage(charter, state, event.stage, Consent)
    seated(charter, world, state, stage, one, event.by, at)
    procedure = stage.procedure
    assert isinstance(procedure, Consent)  # noqa: S101 - open_stage has seen to it
    if not event.reasons and procedure.blocks == "reasoned":
        raise Refused("reasons")
    if any(
        each.by == event.by and each.round == one.round and each.status != "rejected"
        for each in one.objections
    ):
        raise Refused("twice_objected")
    tested = procedure.tested_by and event.reasons
    objection = Objection(event.by, event.reasons, one.round, "open" if tested else "upheld")
    one = replace(
        one,
        answers={**one.answers, event.by: "object"},
        objections=(*one.objections, objection),
    )
    return settled(charter, world, state, stage, one, at)


@handles(events.Tested)
def _tested(
    charter: Charter, world: World, state: State, event: events.Tested, at: datetime
) -> State:
    stage, one = open_stage(charter, state, event.stage, Consent)
    procedure = stage.procedure
    assert isinstance(procedure, Consent)  # noqa: S101 - open_stage has seen to it
    if not 0 <= event.objection < len(one.objections):
        raise Refused("no_objection", number=event.objection)
    objection = one.objections[event.objection]
    if objection.status != "open":
        raise Refused("objection_tested", number=event.objection)
    tester = procedure.tested_by
    own = event.by == objection.by
    holds = bool(tester) and world.holds(event.by, tester, at)
    if own or not holds or authority.conflicted(charter, world, state, event.by, tester, at):
        raise Refused("no_authority", body=tester or "-")
    if not event.reasons:
        raise Refused("reasons")
    ruled = replace(objection, status="upheld" if event.upheld else "rejected")
    objections = list(one.objections)
    objections[event.objection] = ruled
    return settled(charter, world, state, stage, replace(one, objections=tuple(objections)), at)


@handles(events.Amended)
def _amended(
    charter: Charter, world: World, state: State, event: events.Amended, at: datetime
) -> State:
    stage, one = open_stage(charter, state, event.stage, Consent)
    procedure = stage.procedure
    assert isinstance(procedure, Consent)  # noqa: S101 - open_stage has seen to it
    if event.by != state.applicant:
        seated(charter, world, state, stage, one, event.by, at)
    if not event.text or event.text == state.text:
        raise Refused("same_text")
    if not any(each.status == "upheld" for each in one.objections):
        raise Refused("nothing_upheld")
    if one.round >= procedure.rounds:
        raise Refused("last_round", rounds=procedure.rounds)
    met = tuple(
        each if each.status == "rejected" else replace(each, status="met")
        for each in one.objections
    )
    state = replace(state, text=event.text)
    return kept(state, replace(one, answers={}, objections=met, round=one.round + 1))


@handles(events.ClockStopped)
def _stopped(
    charter: Charter, world: World, state: State, event: events.ClockStopped, at: datetime
) -> State:
    stage, one = open_stage(charter, state, event.stage)
    with_authority(charter, world, state, stage, event.by, at)
    if stage.stop is None:
        raise Refused("no_stop")
    if one.stopped_at is not None:
        raise Refused("stopped_already")
    if not event.reasons:
        raise Refused("reasons")
    longest = stage.stop.after(at, world.calendar, world.day)
    left = world.calendar.between(at, longest) - timedelta(seconds=one.stopped)
    if left <= timedelta(0):
        raise Refused("stopped_enough", cap=str(stage.stop))
    until = world.calendar.add(at, left)
    return kept(state, replace(one, stopped_at=at, stop_ends=until))


@handles(events.ClockResumed)
def _resumed(
    charter: Charter, world: World, state: State, event: events.ClockResumed, at: datetime
) -> State:
    stage, one = open_stage(charter, state, event.stage)
    if event.by != state.applicant:
        with_authority(charter, world, state, stage, event.by, at)
    if one.stopped_at is None:
        raise Refused("running")
    return kept(state, stages.resumed(one, world, at))

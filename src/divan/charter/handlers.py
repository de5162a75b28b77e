"""What each event does, and who may bring it about. One function an event."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from msgspec.structs import replace

from divan.charter import authority, events, stages
from divan.charter.model import Charter, Stage
from divan.charter.moves import close_stage, end, enter, enter_route, publish
from divan.charter.procedures import Choose, Consent, Decide, Procedure, Vote
from divan.charter.refusals import Refused
from divan.charter.stages import Outcome
from divan.charter.state import Objection, Open, Seat, State, Voice
from divan.charter.world import World

Handler = Callable[[Charter, World, State, Any, datetime], State]
HANDLERS: dict[type, Handler] = {}


def _handles(kind: type) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


@_handles(events.Read)
def _read(charter: Charter, world: World, state: State, event: events.Read, at: datetime) -> State:
    return state


@_handles(events.Supported)
def _supported(
    charter: Charter, world: World, state: State, event: events.Supported, at: datetime
) -> State:
    _phase(state, "gathering")
    matter = charter.matters[state.matter]
    if not authority.may_join(charter, world, matter.standing, event.by, state.applicant, at):
        raise Refused("no_standing", matter=state.matter)
    if event.by in state.supporters:
        raise Refused("twice_supported")
    state = replace(state, supporters=(*state.supporters, event.by))
    return enter_route(charter, world, state, at)


@_handles(events.Admitted)
def _admitted(
    charter: Charter, world: World, state: State, event: events.Admitted, at: datetime
) -> State:
    _phase(state, "filed")
    admit = charter.matters[state.matter].admit
    assert admit is not None  # noqa: S101 - no matter waits in this phase otherwise
    body = charter.bodies[admit.body]
    able = authority.able(charter, world, state, body, at)
    if not able and body.deputy:
        able = authority.able(charter, world, state, charter.bodies[body.deputy], at)
    if event.by not in {seat.person for seat in able}:
        raise Refused("no_authority", body=admit.body)
    if not event.admitted:
        if not event.reasons:
            raise Refused("reasons")
        return end(state, "refused", at)
    return enter_route(charter, world, state, at, admitted=True)


@_handles(events.Signed)
def _signed(
    charter: Charter, world: World, state: State, event: events.Signed, at: datetime
) -> State:
    stage, one = _stage(charter, state, event.stage, Decide)
    _authority(charter, world, state, stage, event.by, at)
    if event.outcome not in ("approved", "refused", "referred"):
        raise Refused("no_outcome", outcome=event.outcome[:40])
    assert isinstance(stage.procedure, Decide)  # noqa: S101 - _stage has seen to it
    if event.outcome == "referred" and not stage.procedure.may_refer:
        raise Refused("no_outcome", outcome=event.outcome)
    if not event.reasons:
        raise Refused("reasons")
    missing = [body for body in stage.consult.bodies if body not in one.opinions]
    if missing and (one.opinions_by is None or at < one.opinions_by):
        raise Refused("consult", bodies=", ".join(missing))
    done = Outcome(event.outcome)
    return close_stage(charter, world, state, one, done, at, by=event.by, reasons=event.reasons)


@_handles(events.Opined)
def _opined(
    charter: Charter, world: World, state: State, event: events.Opined, at: datetime
) -> State:
    stage, one = _stage(charter, state, event.stage)
    if event.body not in stage.consult.bodies:
        raise Refused("not_asked", body=event.body[:60])
    if not world.holds(event.by, event.body, at):
        raise Refused("no_authority", body=event.body)
    if event.body in one.opinions:
        raise Refused("twice_opined", body=event.body)
    return _kept(state, replace(one, opinions=(*one.opinions, event.body)))


@_handles(events.Voted)
def _voted(
    charter: Charter, world: World, state: State, event: events.Voted, at: datetime
) -> State:
    stage, one = _stage(charter, state, event.stage, Vote)
    _seat(charter, world, state, stage, one, event.by, at)
    if event.choice not in ("yes", "no", "abstain"):
        raise Refused("no_outcome", outcome=event.choice[:40])
    one = replace(one, answers={**one.answers, event.by: event.choice})
    return _settled(charter, world, state, stage, one, at)


@_handles(events.Chose)
def _chose(
    charter: Charter, world: World, state: State, event: events.Chose, at: datetime
) -> State:
    stage, one = _stage(charter, state, event.stage, Choose)
    _seat(charter, world, state, stage, one, event.by, at)
    unknown = [option for option in event.options if option not in state.options]
    if unknown or len(set(event.options)) != len(event.options):
        raise Refused("no_option", options=", ".join(state.options))
    one = replace(one, choices={**one.choices, event.by: event.options})
    return _settled(charter, world, state, stage, one, at)


@_handles(events.Consented)
def _consented(
    charter: Charter, world: World, state: State, event: events.Consented, at: datetime
) -> State:
    stage, one = _stage(charter, state, event.stage, Consent)
    _seat(charter, world, state, stage, one, event.by, at)
    withdrawn = tuple(
        replace(each, status="rejected") if each.by == event.by and each.status == "open" else each
        for each in one.objections
    )
    one = replace(one, answers={**one.answers, event.by: "consent"}, objections=withdrawn)
    return _settled(charter, world, state, stage, one, at)


@_handles(events.Objected)
def _objected(
    charter: Charter, world: World, state: State, event: events.Objected, at: datetime
) -> State:
    stage, one = _stage(charter, state, event.stage, Consent)
    _seat(charter, world, state, stage, one, event.by, at)
    procedure = stage.procedure
    assert isinstance(procedure, Consent)  # noqa: S101 - _stage has seen to it
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
    return _settled(charter, world, state, stage, one, at)


@_handles(events.Tested)
def _tested(
    charter: Charter, world: World, state: State, event: events.Tested, at: datetime
) -> State:
    stage, one = _stage(charter, state, event.stage, Consent)
    procedure = stage.procedure
    assert isinstance(procedure, Consent)  # noqa: S101 - _stage has seen to it
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
    return _settled(charter, world, state, stage, replace(one, objections=tuple(objections)), at)


@_handles(events.Amended)
def _amended(
    charter: Charter, world: World, state: State, event: events.Amended, at: datetime
) -> State:
    stage, one = _stage(charter, state, event.stage, Consent)
    procedure = stage.procedure
    assert isinstance(procedure, Consent)  # noqa: S101 - _stage has seen to it
    seated = event.by in {seat.person for seat in one.seats}
    if event.by != state.applicant and not seated:
        raise Refused("no_authority", body=stage.body)
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
    return _kept(state, replace(one, answers={}, objections=met, round=one.round + 1))


@_handles(events.Recused)
def _recused(
    charter: Charter, world: World, state: State, event: events.Recused, at: datetime
) -> State:
    """Ballots of whoever steps aside no longer count; a stage without anybody left is vacant."""
    _running(state)
    if event.by in state.recused:
        raise Refused("twice_recused")
    state = replace(state, recused=(*state.recused, event.by))
    for one in state.open:
        if event.by not in {seat.person for seat in one.seats}:
            continue
        stage = charter.matters[state.matter].steps[one.stage]
        assert isinstance(stage, Stage)  # noqa: S101 - groups do not open themselves
        state = _without(charter, world, state, stage, one, event.by, at)
    return state


def _without(
    charter: Charter, world: World, state: State, stage: Stage, one: Open, person: str, at: datetime
) -> State:
    left = tuple(seat for seat in one.seats if seat.person != person)
    if not left and charter.bodies[stage.body].one_seat:
        left = authority.deciders(charter, world, state, stage, at)
    gone = sum(seat.weight for seat in one.seats if seat.person == person)
    stay = isinstance(stage.procedure, Vote) and stage.procedure.recused == "stay"
    one = replace(
        one,
        seats=left,
        base=one.base if stay else one.base - gone,
        answers={who: said for who, said in one.answers.items() if who != person},
        choices={who: said for who, said in one.choices.items() if who != person},
        objections=tuple(
            replace(each, status="rejected") if each.by == person and each.status != "met" else each
            for each in one.objections
        ),
    )
    if not left:
        return close_stage(charter, world, state, one, Outcome("vacant"), at)
    return _settled(charter, world, state, stage, one, at)


@_handles(events.ClockStopped)
def _stopped(
    charter: Charter, world: World, state: State, event: events.ClockStopped, at: datetime
) -> State:
    stage, one = _stage(charter, state, event.stage)
    _authority(charter, world, state, stage, event.by, at)
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
    return _kept(state, replace(one, stopped_at=at, stop_ends=until))


@_handles(events.ClockResumed)
def _resumed(
    charter: Charter, world: World, state: State, event: events.ClockResumed, at: datetime
) -> State:
    stage, one = _stage(charter, state, event.stage)
    if event.by != state.applicant:
        _authority(charter, world, state, stage, event.by, at)
    if one.stopped_at is None:
        raise Refused("running")
    return _kept(state, stages.resumed(one, world, at))


@_handles(events.CalledIn)
def _called_in(
    charter: Charter, world: World, state: State, event: events.CalledIn, at: datetime
) -> State:
    _phase(state, "open")
    call = charter.matters[state.matter].about.get("call_in")
    if call is None or call.stage in state.visited:
        raise Refused("no_call_in")
    if not authority.may_join(charter, world, call.who, event.by, state.applicant, at):
        raise Refused("no_standing", matter=f"{state.matter}.call_in")
    if not event.reasons:
        raise Refused("reasons")
    if event.by in state.callers:
        raise Refused("twice_supported")
    state = replace(state, callers=(*state.callers, event.by))
    if not authority.enough(charter, world, call.who, state.callers, state.applicant, at):
        return state
    state = replace(state, open=(), group="", group_done={})
    return enter(charter, world, state, call.stage, at)


@_handles(events.Voiced)
def _voiced(
    charter: Charter, world: World, state: State, event: events.Voiced, at: datetime
) -> State:
    """Any member of any body, and any resident, in every charter."""
    if state.phase not in ("gathering", "filed", "open"):
        raise Refused("decided_already")
    member = bool(world.bodies_of(event.by, at))
    if not member and world.residents is not None and event.by not in world.residents:
        raise Refused("no_standing", matter=state.matter)
    if not event.text:
        raise Refused("no_text")
    stage = state.open[0].stage if state.open else ""
    return replace(state, voices=(*state.voices, Voice(event.by, event.text, at, stage)))


@_handles(events.Replied)
def _replied(
    charter: Charter, world: World, state: State, event: events.Replied, at: datetime
) -> State:
    """By whoever sits in a body on the route, admits the matter, or filed it."""
    if state.ended:
        raise Refused("decided_already")
    if not 0 <= event.voice < len(state.voices):
        raise Refused("no_voice", number=event.voice)
    voice = state.voices[event.voice]
    if voice.answer:
        raise Refused("answered_already", number=event.voice)
    if not event.text:
        raise Refused("no_text")
    if not _may_reply(charter, world, state, voice, event.by, at):
        raise Refused("no_authority", body=state.matter)
    voices = list(state.voices)
    voices[event.voice] = replace(voice, answer=event.text, answered_by=event.by)
    state = replace(state, voices=tuple(voices))
    if state.phase == "answering" and all(one.answer for one in voices):
        return publish(charter, world, state, at)
    return state


def _may_reply(
    charter: Charter, world: World, state: State, voice: Voice, person: str, at: datetime
) -> bool:
    if person == voice.by:
        return False
    matter = charter.matters[state.matter]
    bodies = {
        stage.body
        for stage in matter.stages()
        if stage.id in state.visited or any(one.stage == stage.id for one in state.open)
    }
    if matter.admit is not None:
        bodies.add(matter.admit.body)
    deputies = {charter.bodies[one].deputy for one in bodies if one}
    held = world.bodies_of(person, at)
    return person == state.applicant or not held.isdisjoint(bodies | deputies)


@_handles(events.Withdrawn)
def _withdrawn(
    charter: Charter, world: World, state: State, event: events.Withdrawn, at: datetime
) -> State:
    _running(state)
    if event.by != state.applicant:
        raise Refused("not_applicant")
    return end(state, "withdrawn", at)


@_handles(events.Affected)
def _affected(
    charter: Charter, world: World, state: State, event: events.Affected, at: datetime
) -> State:
    """A matter about this decision was filed, or has ended. Told by whoever runs both."""
    about = charter.matters[state.matter].about.get(event.kind)
    if about is None:
        raise Refused("no_about", kind=event.kind[:40])
    if not event.outcome:
        if event.matter in state.about:
            raise Refused("known_about")
        suspended = (*state.suspended_by, event.matter) if about.suspends else state.suspended_by
        waits = {**state.about, event.matter: event.kind}
        wants = tuple(one for one in state.wants if one != event.kind)
        return replace(state, about=waits, suspended_by=suspended, wants=wants)
    if state.about.get(event.matter) != event.kind:
        raise Refused("no_about", kind=event.kind)
    left = {one: kind for one, kind in state.about.items() if one != event.matter}
    free = tuple(one for one in state.suspended_by if one != event.matter)
    state = replace(state, about=left, suspended_by=free)
    return _effect(charter, world, state, event, at)


def _effect(
    charter: Charter, world: World, state: State, event: events.Affected, at: datetime
) -> State:
    """Upheld, an appeal or a veto undoes the decision; a review ends it when it is refused."""
    upheld = event.outcome == "approved"
    if event.kind in ("appeal", "veto", "override") and upheld:
        return end(state, "vetoed" if event.kind == "veto" else "reversed", at)
    if event.kind == "ratify":
        return replace(state, expires_at=None) if upheld else end(state, "expired", at)
    if event.kind == "review":
        if event.outcome == "refused":
            return end(state, "repealed", at)
        review = charter.matters[state.matter].about["review"]
        assert review.window is not None  # noqa: S101 - a review says after how long
        return replace(state, review_at=review.window.after(at, world.calendar, world.day))
    return state


def _phase(state: State, phase: str) -> None:
    if state.phase != phase:
        raise Refused("wrong_phase", phase=state.phase)


def _running(state: State) -> None:
    if state.phase not in ("gathering", "filed", "open"):
        raise Refused("decided_already")


def _stage(
    charter: Charter, state: State, stage: str, kind: type[Procedure] | None = None
) -> tuple[Stage, Open]:
    """The open stage of a name. Raises where it is not open or decides in another way."""
    one = next((each for each in state.open if each.stage == stage), None)
    if one is None:
        raise Refused("not_open", stage=stage[:60])
    found = charter.matters[state.matter].steps[stage]
    assert isinstance(found, Stage)  # noqa: S101 - groups do not open themselves
    if kind is not None and not isinstance(found.procedure, kind):
        raise Refused("other_procedure", stage=stage, kind=found.procedure.kind)
    return found, one


def _authority(
    charter: Charter, world: World, state: State, stage: Stage, person: str, at: datetime
) -> None:
    """Whoever signs must hold the seat, be its acting deputy or hold its mandate, now."""
    if not authority.may_decide(charter, world, state, stage, person, at):
        raise Refused("no_authority", body=stage.body)


def _seat(
    charter: Charter,
    world: World,
    state: State,
    stage: Stage,
    one: Open,
    person: str,
    at: datetime,
) -> Seat:
    """The frozen seat of whoever answers, who must still hold it and not have stepped aside."""
    seat = next((each for each in one.seats if each.person == person), None)
    if seat is None:
        raise Refused("no_seat", stage=stage.id)
    _authority(charter, world, state, stage, person, at)
    return seat


def _kept(state: State, one: Open) -> State:
    return replace(
        state, open=tuple(one if each.stage == one.stage else each for each in state.open)
    )


def _settled(
    charter: Charter, world: World, state: State, stage: Stage, one: Open, at: datetime
) -> State:
    """Keep a stage's new answers, and close it where nothing more has to be waited for."""
    state = _kept(state, one)
    outcome = stages.early(charter, world, state, stage, one)
    return state if outcome is None else close_stage(charter, world, state, one, outcome, at)

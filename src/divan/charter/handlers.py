"""What is done to a matter as a whole: joining, admitting, stepping aside, voices, withdrawal."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from divan.charter import authority, events
from divan.charter.model import Charter, Stage
from divan.charter.moves import close_stage, end, enter, enter_route, publish
from divan.charter.procedures import Vote
from divan.charter.refusals import Refused
from divan.charter.stages import Outcome
from divan.charter.state import Open, State, Voice
from divan.charter.taking import (
    handles,
    in_phase,
    settled,
    undecided,
)
from divan.charter.world import World


@handles(events.Read)
def _read(charter: Charter, world: World, state: State, event: events.Read, at: datetime) -> State:
    return state


@handles(events.Supported)
def _supported(
    charter: Charter, world: World, state: State, event: events.Supported, at: datetime
) -> State:
    in_phase(state, "gathering")
    matter = charter.matters[state.matter]
    if not authority.may_join(charter, world, matter.standing, event.by, state.applicant, at):
        raise Refused("no_standing", matter=state.matter)
    if event.by in state.supporters:
        raise Refused("twice_supported")
    state = replace(state, supporters=(*state.supporters, event.by))
    return enter_route(charter, world, state, at)


@handles(events.Admitted)
def _admitted(
    charter: Charter, world: World, state: State, event: events.Admitted, at: datetime
) -> State:
    in_phase(state, "filed")
    admit = charter.matters[state.matter].admit
    assert admit is not None  # noqa: S101 - no matter waits in this phase otherwise
    acting = authority.acting(charter, world, state, charter.bodies[admit.body], at)
    if event.by not in {seat.person for seat in acting}:
        raise Refused("no_authority", body=admit.body)
    if not event.admitted:
        if not event.reasons:
            raise Refused("reasons")
        return end(state, "refused", at)
    return enter_route(charter, world, state, at)


@handles(events.Recused)
def _recused(
    charter: Charter, world: World, state: State, event: events.Recused, at: datetime
) -> State:
    """Ballots of whoever steps aside no longer count; a stage without anybody left is vacant."""
    undecided(state)
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
    return settled(charter, world, state, stage, one, at)


@handles(events.CalledIn)
def _called_in(
    charter: Charter, world: World, state: State, event: events.CalledIn, at: datetime
) -> State:
    in_phase(state, "open")
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


@handles(events.Voiced)
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


@handles(events.Replied)
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


@handles(events.Withdrawn)
def _withdrawn(
    charter: Charter, world: World, state: State, event: events.Withdrawn, at: datetime
) -> State:
    undecided(state)
    if event.by != state.applicant:
        raise Refused("not_applicant")
    return end(state, "withdrawn", at)


@handles(events.Affected)
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

"""How a matter moves: into its route, from stage to stage, to its end and into force."""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from divan.charter import authority, route, stages
from divan.charter.model import ENDS, Charter, Group, Stage
from divan.charter.stages import Outcome
from divan.charter.state import Open, State, Step
from divan.charter.world import World


def enter_route(charter: Charter, world: World, state: State, at: datetime) -> State:
    """From gathering to admission, as far as nothing has to be waited for; once admitted, to the
    first stage."""
    matter = charter.matters[state.matter]
    if state.phase == "gathering":
        joined = state.supporters
        if joined and not authority.enough(
            charter, world, matter.standing, joined, state.applicant, at
        ):
            if state.due_at is None:
                until = matter.gather_within.after(at, world.calendar, world.day)
                state = replace(state, due_at=until)
            return state
        if matter.admit is not None:
            until = matter.admit.within.after(at, world.calendar, world.day)
            return replace(state, phase="filed", due_at=until)
    state = replace(state, phase="open", due_at=None)
    return enter(charter, world, state, matter.cases[state.case].steps[0].id, at)


def enter(charter: Charter, world: World, state: State, to: str, at: datetime) -> State:
    """Go to a step or an end. No step is entered twice, so a route always ends."""
    if to in ENDS:
        return arrive(charter, world, state, to, at)
    if to in state.visited:
        return arrive(charter, world, state, "lapsed", at)
    state = replace(state, visited=(*state.visited, to))
    step = charter.matters[state.matter].steps[to]
    if isinstance(step, Stage):
        met = stages.opened(charter, world, state, step, at)
        if isinstance(met, Outcome):
            return _leave(charter, world, state, to, met, at)
        return replace(state, open=(met,))
    return _enter_group(charter, world, state, step, at)


def _enter_group(charter: Charter, world: World, state: State, group: Group, at: datetime) -> State:
    waiting: list[Open] = []
    done: dict[str, str] = {}
    steps: list[Step] = []
    for stage in group.stages:
        met = stages.opened(charter, world, state, stage, at)
        if isinstance(met, Outcome):
            done[stage.id] = met.outcome
            steps.append(Step(stage.id, met.outcome, at, figures=met.figures))
        else:
            waiting.append(met)
    state = replace(
        state,
        group=group.id,
        group_done=done,
        open=tuple(waiting),
        passed=(*state.passed, *steps),
    )
    return _settle_group(charter, world, state, group, at)


def _settle_group(
    charter: Charter, world: World, state: State, group: Group, at: datetime
) -> State:
    outcome = route.group_outcome(group, state.group_done)
    if not outcome:
        return state
    state = replace(state, open=(), group="", group_done={})
    return _leave(charter, world, state, group.id, Outcome(outcome), at)


def close_stage(
    charter: Charter,
    world: World,
    state: State,
    one: Open,
    outcome: Outcome,
    at: datetime,
    *,
    by: str = "",
    reasons: str = "",
) -> State:
    """An open stage has its outcome; go where that leads."""
    matter = charter.matters[state.matter]
    waiting = tuple(each for each in state.open if each.stage != one.stage)
    state = replace(state, open=waiting)
    if outcome.chosen:
        state = replace(state, chosen=outcome.chosen)
    group = matter.group_of.get(one.stage)
    if group is None:
        return _leave(charter, world, state, one.stage, outcome, at, by=by, reasons=reasons)
    step = Step(one.stage, outcome.outcome, at, by, reasons, outcome.figures)
    state = replace(
        state,
        group_done={**state.group_done, one.stage: outcome.outcome},
        passed=(*state.passed, step),
    )
    return _settle_group(charter, world, state, group, at)


def _leave(
    charter: Charter,
    world: World,
    state: State,
    step: str,
    outcome: Outcome,
    at: datetime,
    *,
    by: str = "",
    reasons: str = "",
) -> State:
    passed = Step(step, outcome.outcome, at, by, reasons, outcome.figures)
    state = replace(state, passed=(*state.passed, passed))
    to = route.target(charter.matters[state.matter], step, outcome.outcome)
    return enter(charter, world, state, to, at)


def arrive(charter: Charter, world: World, state: State, outcome: str, at: datetime) -> State:
    """The route has ended. A decision is published only when every voice has its answer."""
    state = replace(state, open=(), outcome=outcome, group="", group_done={})
    if outcome == "lapsed":
        return end(state, outcome, at)
    if any(not voice.answer for voice in state.voices):
        until = charter.matters[state.matter].answer_within
        return replace(state, phase="answering", due_at=until.after(at, world.calendar, world.day))
    return publish(charter, world, state, at)


def publish(charter: Charter, world: World, state: State, at: datetime) -> State:
    """The decision is made. It comes into force at once, or when the time for a veto is over."""
    matter = charter.matters[state.matter]
    state = replace(state, decided_at=at, due_at=None)
    if state.outcome != "approved":
        return end(state, state.outcome, at)
    veto, review = matter.about.get("veto"), matter.about.get("review")
    if matter.expires is not None:
        ratify = ("ratify",) if "ratify" in matter.about else ()
        until = matter.expires.after(at, world.calendar, world.day)
        state = replace(state, expires_at=until, wants=(*state.wants, *ratify))
    if review is not None and review.window is not None:
        state = replace(state, review_at=review.window.after(at, world.calendar, world.day))
    if veto is not None and veto.window is not None:
        until = veto.window.after(at, world.calendar, world.day)
        return replace(state, phase="decided", due_at=until)
    return replace(state, phase="in_force", in_force_at=at)


def end(state: State, outcome: str, at: datetime) -> State:
    """The matter is over."""
    return replace(
        state,
        phase="ended",
        outcome=outcome,
        open=(),
        due_at=None,
        review_at=None,
        expires_at=None,
        decided_at=state.decided_at or at,
    )

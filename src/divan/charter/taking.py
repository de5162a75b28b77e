"""What all handlers of events share: their register, and what must hold before one is taken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Any

from msgspec.structs import replace

from divan.charter import authority, stages
from divan.charter.model import Charter, Stage
from divan.charter.moves import close_stage
from divan.charter.procedures import Procedure
from divan.charter.refusals import Refused
from divan.charter.state import Open, Seat, State
from divan.charter.world import World

Handler = Callable[[Charter, World, State, Any, datetime], State]
HANDLERS: dict[type, Handler] = {}


def handles(kind: type) -> Callable[[Handler], Handler]:
    def register(handler: Handler) -> Handler:
        HANDLERS[kind] = handler
        return handler

    return register


def in_phase(state: State, phase: str) -> None:
    if state.phase != phase:
        raise Refused("wrong_phase", phase=state.phase)


def undecided(state: State) -> None:
    if state.phase not in ("gathering", "filed", "open"):
        raise Refused("decided_already")


def open_stage(
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


def with_authority(
    charter: Charter, world: World, state: State, stage: Stage, person: str, at: datetime
) -> None:
    """Whoever signs must hold the seat, be its acting deputy or hold its mandate, now."""
    if not authority.may_decide(charter, world, state, stage, person, at):
        raise Refused("no_authority", body=stage.body)


def seated(
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
    with_authority(charter, world, state, stage, person, at)
    return seat


def kept(state: State, one: Open) -> State:
    return replace(
        state, open=tuple(one if each.stage == one.stage else each for each in state.open)
    )


def settled(
    charter: Charter, world: World, state: State, stage: Stage, one: Open, at: datetime
) -> State:
    """Keep a stage's new answers, and close it where nothing more has to be waited for."""
    state = kept(state, one)
    outcome = stages.early(charter, world, state, stage, one)
    return state if outcome is None else close_stage(charter, world, state, one, outcome, at)

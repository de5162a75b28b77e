"""Whether those who sit now could amend a charter, if all of them wanted to.

Walked by the engine's own moves. A charter that nobody could amend would lock its people out.
"""

from __future__ import annotations

from datetime import datetime

from msgspec.structs import replace

from divan.charter import authority, stages
from divan.charter.check.walk import filed
from divan.charter.model import Charter, Matter, Stage, Who
from divan.charter.moves import close_stage, enter
from divan.charter.procedures import Choose, Consent, Decide, Vote, vote
from divan.charter.stages import Outcome
from divan.charter.state import Open, State
from divan.charter.world import World


def amendable(charter: Charter, world: World, at: datetime) -> bool:
    """Whether one way to amend the charter can be begun, and ends in approval when all agree."""
    return any(
        _begun(charter, world, matter, at)
        and any(_approved(charter, world, matter, case, at) for case in range(len(matter.cases)))
        for matter in charter.matters.values()
        if matter.object == "charter"
    )


def _begun(charter: Charter, world: World, matter: Matter, at: datetime) -> bool:
    """Whether enough people are there to file it, and its gatekeeper does not keep it out."""
    admit = matter.admit
    if admit is not None and admit.silence == "refused":
        keeper = charter.bodies[admit.body]
        if not authority.acting(charter, world, filed(charter, matter, 0), keeper, at):
            return False
    return any(
        _many(charter, world, one, at) >= authority.needed(charter, world, one, at)
        for one in matter.standing
    )


def _many(charter: Charter, world: World, who: Who, at: datetime) -> int:
    if who.kind == "any_office":
        offices = (one.name for one in charter.bodies.values() if one.one_seat)
        return sum(len(world.holders(one, at)) for one in offices)
    if not who.body:
        return 1
    body = charter.bodies[who.body]
    if body.seats is None:
        return world.registers.get(body.name, 0)
    return len({one.person for one in world.holders(body.name, at)})


def _approved(charter: Charter, world: World, matter: Matter, case: int, at: datetime) -> bool:
    state = enter(charter, world, filed(charter, matter, case), matter.cases[case].steps[0].id, at)
    while state.open:
        one = state.open[0]
        outcome = _agreed(charter, world, state, one)
        state = close_stage(charter, world, state, one, outcome, at)
    return state.outcome == "approved"


def _agreed(charter: Charter, world: World, state: State, one: Open) -> Outcome:
    """What comes of an open stage when everybody asked is in favour."""
    stage = charter.matters[state.matter].steps[one.stage]
    assert isinstance(stage, Stage)  # noqa: S101 - groups do not open themselves
    procedure = stage.procedure
    if isinstance(procedure, Decide):
        return Outcome("approved")
    if one.seats:
        word = "consent" if isinstance(procedure, Consent) else "yes"
        answers = {seat.person: word for seat in one.seats}
        choices = {seat.person: state.options[:1] for seat in one.seats}
        agreed = replace(one, answers=answers, choices=choices)
        return stages.at_due(charter, world, state, stage, agreed)
    if isinstance(procedure, Vote):
        return Outcome(vote.outcome(procedure, vote.Count(one.base, 0, 0, one.base), ()))
    assert isinstance(procedure, Choose)  # noqa: S101 - a register does nothing else
    met = procedure.quorum is None or procedure.quorum.holds(one.base, one.base)
    return Outcome("approved" if met else "inquorate")

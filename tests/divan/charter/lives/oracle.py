"""What must hold of every life of a matter, said a second time and plainly, without the engine's
own code: authority from the holdings, counts from the ballots."""

from __future__ import annotations

from datetime import datetime
from fractions import Fraction

from divan.charter import events
from divan.charter.model import Charter, Stage
from divan.charter.procedures import Vote
from divan.charter.state import Seat, State, Step
from divan.charter.world import World

DECIDING = (
    events.Signed,
    events.Voted,
    events.Chose,
    events.Consented,
    events.Objected,
    events.ClockStopped,
)


def holders(world: World, body: str, at: datetime) -> set[str]:
    return {
        one.person
        for one in world.holdings
        if one.body == body and (one.until is None or at < one.until)
    }


def above(charter: Charter, body: str) -> set[str]:
    """The bodies a body answers to, one after the other."""
    found: list[str] = []
    while (body := charter.bodies[body].reports_to) and body not in found:
        found.append(body)
    return set(found)


def free(
    charter: Charter, world: World, state: State, person: str, body: str, at: datetime
) -> bool:
    """Not their own matter, not one of a superior, not stepped aside."""
    if person == state.applicant or person in state.recused:
        return False
    return not any(
        state.applicant in holders(world, superior, at) for superior in above(charter, body)
    )


def able(charter: Charter, world: World, state: State, body: str, at: datetime) -> set[str]:
    """Of the people in a body, as many as it has seats, those who may decide."""
    people = [one.person for one in world.holdings if one.body == body]
    return {
        person
        for person in people[: charter.bodies[body].seats]
        if free(charter, world, state, person, body, at)
    }


def entitled(charter: Charter, world: World, state: State, stage: Stage, at: datetime) -> set[str]:
    """Everybody who may decide a stage at a moment."""
    body = charter.bodies[stage.body]
    people = able(charter, world, state, stage.body, at)
    if body.seats != 1:
        return people
    if not people and body.deputy:
        people = able(charter, world, state, body.deputy, at)
    for one in charter.mandates:
        fields = charter.matters[state.matter].deciding
        point = [state.codes[field.name] for field in fields]
        runs = any(
            all(low <= x <= high for (low, high), x in zip(box, point, strict=True))
            for box in one.when.boxes
        )
        if one.giver == stage.body and one.matter == state.matter and runs:
            people |= able(charter, world, state, one.to, at)
    return people


def lawful(
    charter: Charter, world: World, state: State, event: events.AnyEvent, at: datetime
) -> bool:
    """Whether an event that was taken came from somebody with authority at that moment. `state`
    is the matter as it stood just before."""
    if isinstance(event, DECIDING):
        stage = charter.matters[state.matter].steps[event.stage]
        assert isinstance(stage, Stage)
        return event.by in entitled(charter, world, state, stage, at)
    if isinstance(event, events.Amended):
        stage = charter.matters[state.matter].steps[event.stage]
        assert isinstance(stage, Stage)
        own = event.by == state.applicant
        return own or event.by in entitled(charter, world, state, stage, at)
    if isinstance(event, events.Admitted):
        admit = charter.matters[state.matter].admit
        assert admit is not None
        body = charter.bodies[admit.body]
        people = able(charter, world, state, body.name, at)
        return event.by in (people or able(charter, world, state, body.deputy, at))
    if isinstance(event, events.Tested):
        stage = charter.matters[state.matter].steps[event.stage]
        tester = stage.procedure.tested_by  # type: ignore[union-attr]
        return event.by in able(charter, world, state, tester, at)
    if isinstance(event, events.Withdrawn):
        return event.by == state.applicant
    return True


def ballots(seats: list[Seat], base: int, said: dict[str, str]) -> dict[str, int]:
    """The count of a vote from what was said last by each who still sits, one seat one ballot."""
    weights: dict[str, int] = {}
    for seat in seats:
        weights.setdefault(seat.person, seat.weight)
    count = {"yes": 0, "no": 0, "abstain": 0, "seats": base}
    for person, choice in said.items():
        if person in weights:
            count[choice] += weights[person]
    return count


def verdict(vote: Vote, count: dict[str, int], chair: str) -> str:
    """What a count without sectors says, by the text of docs/charter.md."""
    yes, no, abstain, seats = (count[one] for one in ("yes", "no", "abstain", "seats"))
    present = yes + no + abstain
    if present == 0:
        return "timeout"
    if vote.quorum is not None and not _reached(vote.quorum, present, seats):
        return "inquorate"
    cast = yes + no + (abstain if vote.abstain == "counts" else 0)
    base = {"seats": seats, "present": present, "cast": cast}[vote.threshold.of]
    if base > 0 and _reached(vote.threshold, yes, base):
        return "approved"
    if vote.tie == "chair" and yes == no > 0 and chair == "yes":
        return "approved"
    return "refused"


def _reached(share: object, part: int, whole: int) -> bool:
    wanted = Fraction(share.part) * (1 if share.counted else whole)  # type: ignore[attr-defined]
    return part > wanted if share.strict else part >= wanted  # type: ignore[attr-defined]


def closed(before: State, after: State) -> list[Step]:
    """The steps that an event or a passing of time has ended."""
    return list(after.passed[len(before.passed) :])

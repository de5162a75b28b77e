"""The charter of the tests: a city with all five ways of deciding, and a year's calendar."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from divan import worktime
from divan.charter import events, load
from divan.charter.engine import decide, start
from divan.charter.refusals import Refusal
from divan.charter.state import State
from divan.charter.world import Holding, World

TEXT = Path(__file__).with_name("city.yaml").read_text(encoding="utf-8")
CHARTER = load(TEXT)
WEEK = {day: ["08:00-16:00"] for day in ("sat", "sun", "mon", "tue", "wed")}
CALENDAR = worktime.load({"zone": "Asia/Tehran", "week": WEEK})
NOON = datetime(2026, 11, 25, 8, 30, tzinfo=UTC)  # a Wednesday
HOUR = timedelta(hours=1)

SECTORS = {"government": 4, "business": 3, "civil_society": 5}
HOLDINGS = (
    *(Holding("council", f"council{seat}") for seat in range(15)),
    Holding("mayor", "mayor"),
    Holding("first_deputy", "deputy"),
    Holding("works", "works"),
    *(Holding("court", f"court{seat}") for seat in range(7)),
    *(
        Holding("forum", f"{sector}{seat}", sector=sector)
        for sector, seats in SECTORS.items()
        for seat in range(seats)
    ),
)
WORLD = World(CALENDAR, HOLDINGS)
FORUM = [one.person for one in HOLDINGS if one.body == "forum"]
COUNCIL = [one.person for one in HOLDINGS if one.body == "council"]


def spend(amount: int, *, by: str = "works", world: World = WORLD, at: datetime = NOON) -> State:
    """A matter of spending, filed and admitted."""
    fields = {"amount": amount, "supplier": "company", "topic": "roads"}
    filed = events.Filed(by=by, id="m1", matter="spend", fields=fields, text="hash-1")
    state = start(CHARTER, world, filed, at)
    assert isinstance(state, State), state
    return take(state, events.Admitted(by="deputy"), world=world, at=at)


def take(
    state: State, *happened: events.AnyEvent, world: World = WORLD, at: datetime = NOON
) -> State:
    """The state after events, each of which must be taken."""
    for event in happened:
        answer = decide(CHARTER, world, state, event, at)
        assert isinstance(answer, State), f"{event}: {answer}"
        state = answer
    return state


def refused(
    state: State, event: events.AnyEvent, *, world: World = WORLD, at: datetime = NOON
) -> str:
    """The rule that stands against an event."""
    answer = decide(CHARTER, world, state, event, at)
    assert isinstance(answer, Refusal), f"taken: {event}"
    assert answer.text("fa") and answer.text("en")
    return answer.rule


def waiting(state: State) -> list[str]:
    return [one.stage for one in state.open]

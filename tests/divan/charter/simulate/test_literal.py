"""A simulated matter, decided again by the engine event by event, ends alike at the same moment."""

from __future__ import annotations

import dataclasses
from importlib import resources
from pathlib import Path

import pytest
from tests.divan.charter.lives.charters import compose

from divan.charter import Charter, events
from divan.charter import load as load_charter
from divan.charter.engine import decide, read_at, start
from divan.charter.simulate import clock, reading, run, stream, town
from divan.charter.simulate.routes import OPTIONS, Routes
from divan.charter.state import State
from divan.charter.world import Past

pytestmark = pytest.mark.slow

FOLDER = resources.files("divan.charter") / "data"
PEOPLE, MATTERS = reading.load((FOLDER / "town.matters.yaml").read_bytes())
HERE = Path(__file__).parent
NAMES = ("hierarchy", "collaborative", "network", "hybrid")


def shipped(name: str) -> Charter:
    return load_charter((FOLDER / f"{name}.yaml").read_bytes())


def literally(
    charter: Charter, matters: stream.Matters, seed: int, sample: range, people=PEOPLE, steps=None
):
    """Each sampled matter: as simulated (outcome, end), and as the engine decides it (the same,
    and how many events it took)."""
    made = town.settle(charter, people)
    drawn = stream.draw(matters, seed)
    filings = town.file(made, matters, drawn)
    ran = run.run(
        made, people, matters, drawn, filings, Routes(made, matters.origin),
        trace=sample,
    )  # fmt: skip
    for filing in filings:
        numbers = filing.numbers.tolist()
        past = [
            Past(filing.matter.name, clock.moment(matters.origin, at), filing.values(place))
            for place, at in enumerate(drawn.at[filing.numbers].tolist())
        ]
        for place, number in enumerate(numbers):
            if number not in sample:
                continue
            earlier = tuple(past[:place])
            world = dataclasses.replace(made.world, earlier=earlier)
            filed = events.Filed(
                by=filing.applicants[place],
                id=str(number),
                matter=filing.matter.name,
                fields=filing.values(place),
                text="text 1",
                options=OPTIONS,
            )
            state = start(
                charter, world, filed, clock.moment(matters.origin, int(drawn.at[number]))
            )
            assert isinstance(state, State), state
            state = joined(charter, made.world, state, made.people, state.filed_at)
            for at, event in ran.trace[number]:
                answer = decide(charter, made.world, state, event, clock.moment(matters.origin, at))
                assert isinstance(answer, State), (number, at, event, answer)
                state = answer
            end = int(ran.end[number])  # out of hours a deadline has come by the next opening
            opening = clock.CALENDAR.next_open(clock.moment(matters.origin, end))
            state = read_at(charter, made.world, state, opening)
            assert state.decided_at is not None, (number, state)
            if steps is not None:
                steps.update(f"{one.stage}:{one.outcome}" for one in state.passed)
            simulated = (run.ENDS[ran.outcome[number]], end)
            worked = clock.CALENDAR.between(matters.origin, state.decided_at)
            yield simulated, (state.outcome, worked.total_seconds()), len(ran.trace[number])


def joined(charter: Charter, world, state: State, people, at) -> State:
    """Where several must file together, all who may join do, one after the other."""
    for person in people:
        if state.phase == "gathering":
            answer = decide(charter, world, state, events.Supported(by=person), at)
            state = answer if isinstance(answer, State) else state
    return state


@pytest.mark.parametrize("name", NAMES)
def test_the_engine_decides_a_sample_alike_and_at_the_same_time(name: str) -> None:
    taken = 0
    for simulated, engine, count in literally(shipped(name), MATTERS, 3, range(0, 500, 5)):
        assert simulated == engine
        taken += count
    assert taken > 150


@pytest.mark.parametrize("seed", [1, 2])
def test_so_it_is_with_everything_that_the_shipped_charters_leave_out(seed: int) -> None:
    charter = load_charter((HERE / "tangled.yaml").read_bytes())
    people, matters = reading.load((HERE / "tangled.matters.yaml").read_bytes())
    steps: set[str] = set()
    for simulated, engine, _ in literally(charter, matters, seed, range(420), people, steps):
        assert simulated == engine
    wanted = "rule signed chosen sectors chair consent group g1 g2 g3 last"
    assert {step.split(":")[0] for step in steps} == set(wanted.split())
    assert {step.split(":")[1] for step in steps} >= {
        "approved", "refused", "referred", "timeout", "objected", "inquorate",
    }  # fmt: skip


RANDOM = """
matters: 1
days: 30
people:
  shared_error: 10 %
  mended: 50 %
  away: 2 days
  amend: 3 hours
  everyone: {competence: 70 %, hours: 10 per week, attention: 85 %, absence: 15 %, abstain: 15 %, refers: 15 %, objects: 60 %}
kinds:
  a: {rate: 1 per day, good: 60 %, reading: 30 minutes, as: {m0: {x: 0 .. 100, hot: 50 %}}}
  b: {rate: 1 per day, good: 60 %, reading: 30 minutes, urgent: true, as: {m1: {x: 0 .. 100, hot: 10 %}}}
"""  # noqa: E501


@pytest.mark.parametrize("seed", range(0, 40, 5))
def test_so_it_is_with_random_charters(seed: int) -> None:
    people, matters = reading.load(RANDOM)
    for number in range(seed, seed + 5):
        made = compose(number)
        for simulated, engine, _ in literally(made.charter, matters, number, range(90), people):
            assert simulated == engine, made.text


def test_a_deadline_that_is_wrong_by_a_minute_is_found(monkeypatch) -> None:
    monkeypatch.setattr(run, "after", lambda *of: (clock.after(*of)[0] + 60, None))
    found = literally(shipped("hierarchy"), MATTERS, 3, range(0, 400, 2))
    with pytest.raises(AssertionError):
        for simulated, engine, _ in found:
            assert simulated == engine

"""A simulated matter, decided again by the engine event by event, ends alike at the same moment."""

from __future__ import annotations

import dataclasses
from importlib import resources
from pathlib import Path

import pytest

from divan.charter import Charter, events
from divan.charter import load as load_charter
from divan.charter.engine import decide, read_at, start
from divan.charter.simulate import clock, reading, run, stream, town
from divan.charter.simulate.routes import OPTIONS, Routes
from divan.charter.state import State
from divan.charter.world import Past

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
            for at, event in ran.trace[number]:
                answer = decide(charter, made.world, state, event, clock.moment(matters.origin, at))
                assert isinstance(answer, State), (number, at, event, answer)
                state = answer
            end = clock.moment(matters.origin, int(ran.end[number]))
            state = read_at(charter, made.world, state, end)
            assert state.decided_at is not None, (number, state)
            if steps is not None:
                steps.update(f"{one.stage}:{one.outcome}" for one in state.passed)
            simulated = (run.ENDS[ran.outcome[number]], end)
            yield simulated, (state.outcome, state.decided_at), len(ran.trace[number])


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


def test_a_deadline_that_is_wrong_by_a_minute_is_found(monkeypatch) -> None:
    monkeypatch.setattr(run, "after", lambda span, at: clock.after(span, at) + 60)
    found = literally(shipped("hierarchy"), MATTERS, 3, range(0, 400, 2))
    with pytest.raises(AssertionError):
        for simulated, engine, _ in found:
            assert simulated == engine

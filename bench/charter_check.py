"""Checking a large charter, beside Z3 on its largest table; and the engine's events a second.

python bench/charter_check.py
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from random import Random
from time import process_time
from typing import Any

from divan import worktime
from divan.charter import Charter, events, load
from divan.charter.boxes import Box
from divan.charter.check import check
from divan.charter.check.cases import check_cases
from divan.charter.engine import decide, start
from divan.charter.model import Matter
from divan.charter.state import State
from divan.charter.world import Holding, World
from report import Section, aim, table

BODIES, MATTERS, CASES = 200, 100, 200
ROUNDS = 5
EVENTS = 200_000
NOON = datetime(2026, 11, 25, 9, tzinfo=UTC)
FIELDS = {
    "amount": (0, 10**12),
    "area": (0, 22),
    "topic": (0, 11),
    "days": (0, 3650),
    "urgent": (0, 1),
}
NAMES = {
    "area": [f"area{number}" for number in range(23)],
    "topic": [f"topic{number}" for number in range(12)],
}


def partition(lot: Random, cases: int) -> list[Box]:
    """The whole domain, cut at random into so many boxes: complete and without overlap."""
    boxes: list[Box] = [tuple(FIELDS.values())]
    while len(boxes) < cases:
        box = boxes.pop(lot.randrange(len(boxes)))
        axes = [axis for axis, (low, high) in enumerate(box) if low < high]
        if not axes:
            boxes.append(box)
            continue
        axis = lot.choice(axes)
        low, high = box[axis]
        cut = lot.randint(low, high - 1)
        boxes.append((*box[:axis], (low, cut), *box[axis + 1 :]))
        boxes.append((*box[:axis], (cut + 1, high), *box[axis + 1 :]))
    return boxes


def condition(box: Box) -> str:
    """A box as a charter's author writes it."""
    parts = []
    for (name, whole), (low, high) in zip(FIELDS.items(), box, strict=True):
        if (low, high) == whole:
            continue
        if name in NAMES:
            parts.append(f"{name} in [{', '.join(NAMES[name][low : high + 1])}]")
        elif name == "urgent":
            parts.append("urgent" if low else "not urgent")
        else:
            parts.append(f"{low} <= {name} <= {high}")
    return " and ".join(parts) or "amount >= 0"


def text(tables: list[list[Box]]) -> str:
    """A charter with 200 bodies and a matter for each table."""
    lines = [
        "charter: 1",
        "name: Large",
        "bodies:",
        "  council: {assembly: 15, filled_by: election}",
    ]
    for number in range(1, BODIES):
        deputy = 1 + number % (BODIES - 1)
        lines.append(
            f"  office{number}: {{office: 1, filled_by: council, deputy: office{deputy}, "
            "reports_to: council}"
        )
    lines += ["procedures:", "  sign: {decide: {}}"]
    lines.append('  majority: {vote: {quorum: ">= 1/2 of seats", pass: "> 1/2 of present"}}')
    lines.append("matters:")
    for number, cases in enumerate(tables):
        lines += [
            f"  matter{number}:",
            "    standing: any office",
            "    fields:",
            f"      amount: {{money: IRR, max: {10**12}}}",
            f"      area: {{area: [{', '.join(NAMES['area'])}]}}",
            f"      topic: {{choice: [{', '.join(NAMES['topic'])}]}}",
            "      days: {days: true, max: 3650}",
            "      urgent: {flag: true}",
            "    route:",
        ]
        for case, box in enumerate(cases):
            office = 1 + (number * 7 + case) % (BODIES - 1)
            lines += [
                f'      - when: "{condition(box)}"',
                "        stages:",
                f"          - {{id: s{case}, body: office{office}, by: sign, within: 3 days, then: "
                f"{{timeout: c{case}, vacant: c{case}, referred: c{case}}}}}",
                f"          - {{id: c{case}, body: council, by: majority, within: 30 days}}",
            ]
    lines += [
        "  amend:",
        "    object: charter",
        "    standing: council 1/5",
        "    route: [{stages: [{id: change, body: council, by: majority, within: 60 days}]}]",
    ]
    return "\n".join(lines) + "\n"


def tables(lot: Random) -> list[list[Box]]:
    return [partition(lot, CASES if number == 0 else 3) for number in range(MATTERS - 1)]


def least(task: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The least seconds of CPU of some rounds."""
    seconds = []
    for _ in range(rounds):
        begin = process_time()
        task()
        seconds.append(process_time() - begin)
    return min(seconds)


def z3_table(z3: Any, cases: list[Box]) -> tuple[int, bool]:
    """The same two questions to Z3: how many pairs of cases meet, and whether anything is left."""
    names = [z3.Int(name) for name in FIELDS]

    def inside(box: Box) -> Any:
        return z3.And(
            *[z3.And(x >= low, x <= high) for x, (low, high) in zip(names, box, strict=True)]
        )

    parts = [inside(box) for box in cases]
    solver, met = z3.Solver(), 0
    for later, one in enumerate(parts):
        for other in parts[:later]:
            solver.push()
            solver.add(one, other)
            met += solver.check() == z3.sat
            solver.pop()
    whole = z3.Solver()
    whole.add(inside(tuple(FIELDS.values())), *[z3.Not(one) for one in parts])
    return met, whole.check() == z3.unsat


def alone(charter: Charter, matter: Matter) -> Charter:
    """The charter with one matter only, so that the table alone is measured."""
    return Charter(charter.name, charter.bodies, charter.procedures, {matter.name: matter}, {})


def lives(kind: str) -> float:
    """Events a second of CPU: matters filed and carried to their end, again and again, each at
    another moment. `votes`: referred to a council of 15 that votes; `signatures`: signed at once,
    so that half of all events set a deadline."""
    charter = load(text([[tuple(FIELDS.values())]]))
    week = {day: ["08:00-16:00"] for day in ("mon", "tue", "wed", "thu", "fri")}
    calendar = worktime.load({"zone": "Asia/Tehran", "week": week})
    holdings = [Holding("council", f"c{seat}") for seat in range(15)]
    holdings += [Holding(f"office{number}", f"o{number}") for number in range(1, BODIES)]
    world = World(calendar, tuple(holdings))
    fields = {"amount": 5, "area": "area1", "topic": "topic1", "days": 1, "urgent": False}
    filed = events.Filed(by="o9", id="m", matter="matter0", fields=fields)
    refer = events.Signed(by="o1", stage="s0", outcome="referred", reasons="r")
    ballots = [
        events.Voted(by=f"c{seat}", stage="c0", choice="yes" if seat % 3 else "no")
        for seat in range(15)
    ]
    approve = events.Signed(by="o1", stage="s0", outcome="approved", reasons="r")
    happens = (refer, *ballots) if kind == "votes" else (approve,)
    done, at = 0, NOON
    begin = process_time()
    while done < EVENTS:
        at += timedelta(seconds=1)
        state = start(charter, world, filed, at)
        assert isinstance(state, State)
        for event in happens:
            answer = decide(charter, world, state, event, at)
            assert isinstance(answer, State), answer
            state = answer
        assert state.outcome == ("approved" if kind == "votes" else "")
        done += 1 + len(happens)
    return done / (process_time() - begin)


def measure() -> Section:
    made = tables(Random(1405))
    written = text(made)
    begin = process_time()
    charter = load(written)
    reading = process_time() - begin
    assert not [one for one in check(charter) if one.error]
    whole = least(lambda: check(charter))
    one = alone(charter, charter.matters["matter0"])
    ours = least(lambda: list(check_cases(one)))
    gap = load(text([made[0][1:], *made[1:]]))
    gapped = alone(gap, gap.matters["matter0"])
    found = [each.code for each in check_cases(gapped) if each.error]
    assert found == ["gap"], found
    witness = least(lambda: list(check_cases(gapped)))
    rows = [["ours", f"{ours * 1e3:.1f}", f"{witness * 1e3:.1f}"]]
    verdict = [aim("seconds of the whole check", whole, 1, at_least=False)]
    try:
        import z3
    except ImportError:
        verdict.append("beside Z3: left out; `pip install z3-solver` (requirements/bench.txt)")
    else:
        assert z3_table(z3, made[0]) == (0, True)
        theirs = least(lambda: z3_table(z3, made[0]), 2)
        assert z3_table(z3, made[0][1:]) == (0, False)
        theirs_gap = least(lambda: z3_table(z3, made[0][1:]), 2)
        version = z3.get_version_string()
        rows.append([f"Z3 {version}", f"{theirs * 1e3:.1f}", f"{theirs_gap * 1e3:.1f}"])
        verdict.append(aim("times Z3's CPU, complete table", theirs / ours, 20, at_least=True))
        verdict.append(aim("times Z3's CPU, a gap", theirs_gap / witness, 20, at_least=True))
    voted, signed = (max(lives(kind) for _ in range(3)) for kind in ("votes", "signatures"))
    verdict.append(aim("events a second of CPU, a council votes", voted, 50_000, at_least=True))
    verdict.append(f"events a second of CPU, signatures that each open a stage: {signed:,.0f}")
    how = (
        "`python bench/charter_check.py`: a charter with 200 bodies and 100 types of matter, the "
        "largest with 200 cases over 5 fields. CPU of this process, the least of 5 rounds (Z3: of "
        "2). Both answer of the same table which cases meet and whether a value is left over. "
        f"Reading the file ({len(written) // 1000:,} kB of YAML) took {reading:.1f} s, the "
        f"check of all of it {whole:.2f} s."
    )
    lines = table(["largest table, ms of CPU", "complete", "with a gap"], rows)
    return Section("Checking a charter", how, lines, verdict)


if __name__ == "__main__":
    said = measure().text()
    print(said)
    sys.exit(1 if "MISSED" in said else 0)

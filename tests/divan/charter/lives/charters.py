"""Random charters, composed from parts: bodies, procedures, routes, what may be done afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from random import Random

from divan.charter import Charter, load
from divan.charter.check import check

BODIES = """\
  council: {{assembly: {council}, filled_by: election}}
  mayor: {{office: 1, filled_by: council, deputy: second, reports_to: council}}
  second: {{office: 1, filled_by: mayor, deputy: works, reports_to: mayor}}
  works: {{office: 1, filled_by: mayor, deputy: second, reports_to: mayor}}
  forum: {{table: {{state: {state}, trade: {trade}, people: {people}}}, reports_to: council}}
  board: {{assembly: 5, weights: {{big: 3, mid: 2, small: 1}}, filled_by: election}}
  court: {{panel: {court}, filled_by: lot}}
"""
MANY = ("council", "forum", "board")
ONE = ("mayor", "second", "works")


@dataclass(frozen=True)
class Parts:
    """A charter and how it was written."""

    text: str
    charter: Charter


@lru_cache(maxsize=4000)
def compose(seed: int) -> Parts:
    """The first charter from a number on that the checker lets pass."""
    lot = Random(seed)
    while True:
        text = write(lot)
        charter = load(text)
        if not any(one.error for one in check(charter)):
            return Parts(text, charter)


def write(lot: Random) -> str:
    bodies = BODIES.format(
        council=lot.randint(3, 9),
        state=lot.randint(2, 3),
        trade=lot.randint(2, 3),
        people=lot.randint(2, 4),
        court=lot.choice([3, 5]),
    )
    procedures = "  sign: {decide: {}}\n" + "".join(
        f"  p{number}: {_procedure(lot)}\n" for number in range(4)
    )
    matters = "".join(_matter(lot, f"m{number}") for number in range(2))
    mandate = ""
    if "body: mayor" in matters.split("when: ")[1] and lot.random() < 0.7:
        mandate = "mandates:\n  - {from: mayor, to: second, matter: m0, when: x <= 5}\n"
    return (
        f"charter: 1\nname: Random\nbodies:\n{bodies}procedures:\n{procedures}"
        f"matters:\n{matters}{_amend(lot)}{mandate}"
    )


def _share(lot: Random, base: str) -> str:
    part = lot.choice(["1/2", "1/3", "2/3", "3/5", "1/4"])
    return f"{lot.choice(['>', '>='])} {part} of {base}"


def _procedure(lot: Random) -> str:
    kind = lot.choice(["vote", "vote", "vote", "consent", "choose"])
    if kind == "vote":
        parts = [f'pass: "{_share(lot, lot.choice(["seats", "present", "cast"]))}"']
        if lot.random() < 0.7:
            parts.append(f'quorum: "{_share(lot, "seats")}"')
        parts.append(f"abstain: {lot.choice(['counts', 'ignored'])}")
        parts.append(f"recused: {lot.choice(['leave', 'stay'])}")
        if lot.random() < 0.3:
            parts.append("tie: chair, chair: mayor")
        if lot.random() < 0.2:
            parts.append("delegable: true" + lot.choice(["", ", cap: 2"]))
        return "{vote: {" + ", ".join(parts) + "}}"
    if kind == "consent":
        parts = [f"rounds: {lot.randint(1, 3)}"]
        if lot.random() < 0.6:
            parts.append("tested_by: court")
        if lot.random() < 0.4:
            parts.append(f'quorum: "{_share(lot, "seats")}"')
        return "{consent: {" + ", ".join(parts) + "}}"
    tie = lot.choice(["fails", "lot"])
    return "{choose: {ballot: approval, winners: 1, tie: " + tie + ', least: ">= 1/3 of cast"}}'


def _within(lot: Random) -> str:
    return lot.choice(["3 hours", "1 days", "3 days", "10 days", "2 weeks", "1 month"])


def _stage(lot: Random, name: str, later: list[str], *, edges: bool = True) -> str:
    if lot.random() < 0.45:
        body, by = lot.choice(ONE), "sign"
    else:
        body, by = lot.choice(MANY), f"p{lot.randrange(4)}"
    parts = [f"id: {name}, body: {body}, by: {by}, within: {_within(lot)}"]
    if lot.random() < 0.25:
        parts.append(f"stop: {lot.choice(['2 days', '1 week', '5 hours'])}")
    if by == "sign" and lot.random() < 0.2:
        parts.append("consult: {bodies: [court], within: 2 hours}")
    if edges:
        then = [
            f"{outcome}: {lot.choice([*later, *later, 'refused', 'lapsed'])}"
            for outcome in ("refused", "timeout", "vacant")
            if lot.random() < 0.6
        ]
        if then:
            parts.append("then: {" + ", ".join(then) + "}")
    return "{" + ", ".join(parts) + "}"


def _steps(lot: Random, matter: str, case: int, later: list[str]) -> tuple[str, list[str]]:
    """The steps of one case, as text, with their names; edges lead forward only."""
    count = lot.randint(1, 3)
    names = [f"{matter}_{case}_{number}" for number in range(count)]
    lines = []
    for number, name in enumerate(names):
        ahead = [*names[number + 1 :], *later]
        if lot.random() < 0.2:
            inner = [_stage(lot, f"{name}_{one}", [], edges=False) for one in range(3)]
            kind = lot.choice(["all: [{}]", "any: [{}]", "of: 2, stages: [{}]"])
            stages = kind.format(", ".join(inner))
            lines.append(f"          - {{id: {name}, {stages}}}")
        else:
            lines.append(f"          - {_stage(lot, name, ahead)}")
    return "\n".join(lines), names


def _matter(lot: Random, name: str) -> str:
    standing = lot.choice(["anyone", "any resident", "any office", "council 1/3 or court", "works"])
    admit = ""
    if lot.random() < 0.4:
        silence = lot.choice(["admitted", "refused"])
        admit = f"    admit: {{by: mayor, within: 2 days, silence: {silence}}}\n"
    limits = sorted(lot.sample(range(5, 95), 2))
    cases: list[str] = []
    later: list[str] = []
    for case in (2, 1, 0):  # the last first, so that earlier ones may lead into later ones
        steps, names = _steps(lot, name, case, later)
        when = f"when: x <= {limits[case]}\n        " if case < 2 else ""
        cases.insert(0, f"      - {when}stages:\n{steps}\n")
        later = [*names[:1], *later]
    return (
        f"  {name}:\n    standing: {standing}\n{admit}"
        "    fields: {x: {days: true, max: 100}, hot: {flag: true}}\n"
        f"    route:\n{''.join(cases)}{_afterwards(lot, later)}"
    )


def _afterwards(lot: Random, steps: list[str]) -> str:
    lines = []
    judge = "to: court, by: {vote: {pass: '> 1/2 of present', quorum: '>= 1/2 of seats'}}"
    if lot.random() < 0.6:
        suspends = lot.choice(["true", "false"])
        lines.append(
            f"    appeal: {{standing: anyone, within: 5 days, suspends: {suspends}, {judge}, "
            "decide_within: 5 days}"
        )
    if lot.random() < 0.3:
        lines.append(
            f"    veto: {{standing: council, within: 2 days, {judge}, decide_within: 2 days}}"
        )
    if lot.random() < 0.3:
        lines.append(f"    review: {{after: 1 month, {judge}, decide_within: 9 days}}")
    if lot.random() < 0.3:
        lines.append("    expires: 2 months")
        lines.append(f"    ratify: {{{judge}, decide_within: 5 days}}")
    if lot.random() < 0.3:
        lines.append(f"    call_in: {{standing: council 1/3, to: {lot.choice(steps)}}}")
    return "".join(f"{one}\n" for one in lines)


def _amend(lot: Random) -> str:
    share = lot.choice(["> 1/2", ">= 2/3"])
    by = f"{{vote: {{pass: '{share} of seats'}}}}"
    return (
        "  amend:\n    object: charter\n    standing: council 1/3\n    route: [{stages: [{"
        f"id: change, body: council, by: {by}, within: 1 month}}]}}]\n"
    )

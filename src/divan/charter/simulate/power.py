"""What a seat weighs at a stage: its share of the power, by the stage's own rule."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import product
from math import comb, prod

from divan.ballots import banzhaf
from divan.ballots.power import MOST_WEIGHT
from divan.charter.procedures import Procedure, Vote
from divan.charter.procedures.vote import Count, passes
from divan.charter.state import Seat

MOST = 200_000  # coalitions, counted by class, that are worth looking at


def powers(procedure: Procedure, seats: Sequence[Seat], base: int) -> tuple[float, ...]:
    """The share of every seat, in the order of the seats; they sum to 1, or are all 0.

    Of a vote: Banzhaf, exact, also where it must pass in each sector. Of anything else: equal.
    """
    if not isinstance(procedure, Vote):
        return (1 / len(seats),) * len(seats) if seats else ()
    return tuple(float(one) for one in vote_powers(procedure, seats, base))


def vote_powers(procedure: Vote, seats: Sequence[Seat], base: int) -> tuple[Fraction, ...]:
    """Banzhaf's index of every seat when all answer yes or no. `base`: of what "of seats" means.

    Where there are too many coalitions to count, the share of the seat in all weights."""
    weights = [seat.weight for seat in seats]
    if not seats or not sum(weights):
        return (Fraction(0),) * len(seats)
    if not procedure.in_each_sector and sum(weights) <= MOST_WEIGHT:
        of = base if procedure.threshold.of == "seats" else sum(weights)
        return banzhaf(procedure.threshold.least(of), weights)
    classes: dict[tuple[str, int], int] = {}
    for seat in seats:
        key = (seat.sector, seat.weight)
        classes[key] = classes.get(key, 0) + 1
    if not procedure.in_each_sector or prod(one + 1 for one in classes.values()) > MOST:
        return tuple(Fraction(one, sum(weights)) for one in weights)
    swings = _swings(procedure, classes)
    total = sum(swings[key] * number for key, number in classes.items())
    shares = {key: Fraction(one, total) if total else Fraction(0) for key, one in swings.items()}
    return tuple(shares[(seat.sector, seat.weight)] for seat in seats)


def _swings(procedure: Vote, classes: dict[tuple[str, int], int]) -> dict[tuple[str, int], int]:
    """For a seat of each class, how many coalitions of the others it turns into winning ones."""
    keys = list(classes)
    sizes = [range(number + 1) for number in classes.values()]
    wins = {yes: _wins(procedure, classes, yes) for yes in product(*sizes)}
    found = {}
    for place, key in enumerate(keys):
        total = 0
        for yes, won in wins.items():
            if won or yes[place] == classes[key]:
                continue
            more = (*yes[:place], yes[place] + 1, *yes[place + 1 :])
            if wins[more]:
                others = [number - (one == key) for one, number in classes.items()]
                total += prod(comb(n, k) for n, k in zip(others, yes, strict=True))
        found[key] = total
    return found


def _wins(procedure: Vote, classes: dict[tuple[str, int], int], yes: tuple[int, ...]) -> bool:
    sums: dict[str, list[int]] = {}
    for ((sector, weight), number), agreed in zip(classes.items(), yes, strict=True):
        said = sums.setdefault(sector, [0, 0])
        said[0] += agreed * weight
        said[1] += (number - agreed) * weight
    parts = [Count(one, other, 0, one + other) for one, other in sums.values()]
    whole = Count(
        sum(one.yes for one in parts),
        sum(one.no for one in parts),
        0,
        sum(one.seats for one in parts),
    )
    return passes(procedure, whole, parts)

"""Approval: every voter names the options they accept; the most accepted win.

Source: S. J. Brams and P. C. Fishburn, "Approval Voting", American Political Science Review 72
(1978) 831-847. Counting is exact; a tie for the last place is declared, and broken only by an
order that was drawn before the count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from divan.ballots.result import BallotError, Number, Reason, Result


def approval(
    ballots: Iterable[Collection[str]],
    options: Sequence[str],
    *,
    seats: int = 1,
    weights: Iterable[Number] | None = None,
    least: Number = 0,
    order: Sequence[str] = (),
) -> Result:
    """Count approvals.

    `ballots`: for each voter the options accepted; an empty one abstains. `weights`: one for each
    ballot, 1 by default. `least`: approvals without which no option wins, beside at least one.
    `order`: a lot drawn beforehand, best first, that breaks ties; without it ties are declared.

    Raises `BallotError` for an option that is unknown or stands twice, a negative weight, `seats`
    below 1 or above the number of options, and an `order` that does not name each option once.
    """
    _check(options, seats, order)
    scores = _scores(ballots, options, weights)
    able = [one for one in options if scores[one] > 0 and scores[one] >= least]
    ranked = sorted(able, key=lambda one: (-scores[one], order.index(one) if order else 0))
    reasons = []
    if len(able) < len(options):
        below = [one for one in options if one not in able]
        reasons.append(Reason("too_few", {"options": below}))
    if len(ranked) <= seats:
        return _result(ranked, frozenset(), scores, reasons)
    last = scores[ranked[seats - 1]]
    if scores[ranked[seats]] < last:
        return _result(ranked[:seats], frozenset(), scores, reasons)
    tied = frozenset(one for one in ranked if scores[one] == last)
    figures = {"options": [one for one in options if one in tied], "approvals": last}
    if order:
        reasons.append(Reason("tie_by_lot", {**figures, "order": list(order)}))
        return _result(ranked[:seats], frozenset(), scores, reasons)
    reasons.append(Reason("tie_declared", figures))
    return _result([one for one in ranked if scores[one] > last], tied, scores, reasons)


def _scores(
    ballots: Iterable[Collection[str]], options: Sequence[str], weights: Iterable[Number] | None
) -> dict[str, Number]:
    """Equal ballots are joined first, so that a large poll costs its distinct ballots."""
    joined: dict[frozenset[str], Number] = {}
    if weights is None:
        joined.update(Counter(map(frozenset, ballots)))
    else:
        for number, (ballot, weight) in enumerate(zip(ballots, weights, strict=True)):
            if weight < 0:
                raise BallotError(f"weights[{number}]", weight, "a weight is 0 or more")
            accepted = frozenset(ballot)
            joined[accepted] = joined.get(accepted, 0) + weight
    scores: dict[str, Number] = dict.fromkeys(options, 0)
    for accepted, weight in joined.items():
        for option in accepted:
            if option not in scores:
                raise BallotError("ballot", option, f"the options are {', '.join(options)}")
            scores[option] += weight
    return scores


def _check(options: Sequence[str], seats: int, order: Sequence[str]) -> None:
    for name, count in Counter(options).items():
        if count > 1:
            raise BallotError("options", name, "each option stands once")
    if not 1 <= seats <= len(options):
        raise BallotError("seats", seats, f"from 1 to the number of options, {len(options)}")
    if order and sorted(order) != sorted(options):
        raise BallotError("order", list(order), "name each option once")


def _result(
    winners: Sequence[str],
    tied: frozenset[str],
    scores: dict[str, Number],
    reasons: Sequence[Reason],
) -> Result:
    approved = [Reason("approvals", {"option": one, "count": scores[one]}) for one in winners]
    return Result("approval", tuple(winners), scores, tied, (*approved, *reasons))

"""Choose: among options, by approval, ranked or budget ballots.

Approval ballots are counted by `divan.ballots.approval`. Ranked and budget ballots are part of
the language, so that a charter which names them can be read and checked, but no engine counts
them yet: `can_run` says so, and such a charter cannot be adopted.
"""

from __future__ import annotations

from dataclasses import dataclass

from divan.charter.share import Share, share
from divan.charter.source import Node

OUTCOMES = ("approved", "refused", "inquorate", "timeout", "vacant")
BALLOTS = ("approval", "ranked", "budget")


@dataclass(frozen=True)
class Choose:
    """`winners`: how many options win. `least`: the share of ballots without which none wins.
    `tie`: "fails", or by "lot", drawn from the seed that the world publishes before the count."""

    ballot: str = "approval"
    winners: int = 1
    least: Share | None = None
    quorum: Share | None = None
    tie: str = "fails"
    secret: bool = False

    kind = "choose"

    def outcomes(self) -> tuple[str, ...]:
        return tuple(one for one in OUTCOMES if one != "inquorate" or self.quorum is not None)


def read(node: Node) -> Choose:
    """Read `{ballot: approval, winners: 1, least: ">= 1/3 of cast", tie: lot}`."""
    named = node.map(("ballot", "winners", "least", "quorum", "tie", "secret"))
    return Choose(
        ballot=named["ballot"].one_of(BALLOTS) if "ballot" in named else "approval",
        winners=named["winners"].whole(1, 100) if "winners" in named else 1,
        least=share(named["least"], ("cast",)) if "least" in named else None,
        quorum=share(named["quorum"], ("seats",)) if "quorum" in named else None,
        tie=named["tie"].one_of(("fails", "lot")) if "tie" in named else "fails",
        secret="secret" in named and named["secret"].flag(),
    )

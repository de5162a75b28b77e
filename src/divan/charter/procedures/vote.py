"""Vote: yes, no or abstain, with a quorum and a threshold that each say of what.

Abstentions and their effect on quorum and threshold are explicit, because platforms changed
them in prose four times over (docs/charter.md). Counting is in whole numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from divan.charter.share import Share, share
from divan.charter.source import Node

OUTCOMES = ("approved", "refused", "inquorate", "timeout", "vacant")
CHOICES = ("yes", "no", "abstain")


@dataclass(frozen=True)
class Vote:
    """`quorum` may be none. `abstain`: "counts" in the base `cast`, or is "ignored" there.
    `tie`: "fails", or goes to the "chair", whose own ballot then decides. `recused`: seats that
    stepped aside "leave" every base or "stay" in it. `cap`: the most one delegate may carry."""

    threshold: Share
    quorum: Share | None = None
    abstain: str = "counts"
    tie: str = "fails"
    chair: str = ""
    in_each_sector: bool = False
    secret: bool = False
    delegable: bool = False
    cap: int | None = None
    recused: str = "leave"

    kind = "vote"

    def outcomes(self) -> tuple[str, ...]:
        return tuple(one for one in OUTCOMES if one != "inquorate" or self.quorum is not None)


@dataclass(frozen=True)
class Count:
    """Weights of the ballots of a body, or of one of its sectors. `seats`: of all that can act."""

    yes: int
    no: int
    abstain: int
    seats: int

    def base(self, of: str, abstain: str) -> int:
        if of == "seats":
            return self.seats
        if of == "present":
            return self.yes + self.no + self.abstain
        return self.yes + self.no + (self.abstain if abstain == "counts" else 0)


def outcome(vote: Vote, whole: Count, sectors: Iterable[Count] = (), *, chair: str = "") -> str:
    """What a count says: approved, refused, inquorate, or timeout where nobody answered.

    `sectors`: a count for each, used by `in_each_sector`. `chair`: the chair's own ballot.
    """
    present = whole.base("present", vote.abstain)
    if present == 0:
        return "timeout"
    if vote.quorum and not vote.quorum.holds(present, whole.base(vote.quorum.of, vote.abstain)):
        return "inquorate"
    if passes(vote, whole, sectors):
        return "approved"
    tied = whole.yes == whole.no and whole.yes > 0
    return "approved" if tied and vote.tie == "chair" and chair == "yes" else "refused"


def passes(vote: Vote, whole: Count, sectors: Iterable[Count] = ()) -> bool:
    counts = [whole, *(sectors if vote.in_each_sector else ())]
    return all(
        vote.threshold.holds(one.yes, one.base(vote.threshold.of, vote.abstain)) for one in counts
    )


def read(node: Node) -> Vote:
    """Read `{quorum: ">= 1/2 of seats", pass: "> 1/2 of present", abstain: counts, tie: fails}`."""
    named = node.map(
        (
            "quorum",
            "pass",
            "abstain",
            "tie",
            "chair",
            "in_each_sector",
            "secret",
            "delegable",
            "cap",
            "recused",
        ),
        need=("pass",),
    )

    def flag(key: str) -> bool:
        return key in named and named[key].flag()

    def one(key: str, known: tuple[str, ...]) -> str:
        return named[key].one_of(known) if key in named else known[0]

    tie = one("tie", ("fails", "chair"))
    if tie == "chair" and "chair" not in named:
        raise node.fail("missing", key="chair")
    return Vote(
        threshold=share(named["pass"]),
        quorum=share(named["quorum"], ("seats",)) if "quorum" in named else None,
        abstain=one("abstain", ("counts", "ignored")),
        tie=tie,
        chair=named["chair"].name() if "chair" in named else "",
        in_each_sector=flag("in_each_sector"),
        secret=flag("secret"),
        delegable=flag("delegable"),
        cap=named["cap"].whole(1) if "cap" in named else None,
        recused=one("recused", ("leave", "stay")),
    )


def count(choices: Mapping[str, str], weights: Mapping[str, int], seats: int) -> Count:
    """A count from each seat's choice and weight. `seats` is the weight of all that can act."""
    sums = dict.fromkeys(CHOICES, 0)
    for seat, choice in choices.items():
        sums[choice] += weights.get(seat, 0)
    return Count(sums["yes"], sums["no"], sums["abstain"], seats)

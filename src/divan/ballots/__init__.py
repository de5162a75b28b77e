"""Ballots in, outcome and reasons out: approval, delegation, voting power.

Ranked and budget ballots will stand behind the same `Result`.
"""

from divan.ballots.approval import approval
from divan.ballots.delegation import NOBODY, Delegated, Fate, most_specific, resolve
from divan.ballots.power import banzhaf, banzhaf_swings, shapley_shubik
from divan.ballots.result import BallotError, Reason, Result

__all__ = [
    "NOBODY",
    "BallotError",
    "Delegated",
    "Fate",
    "Reason",
    "Result",
    "approval",
    "banzhaf",
    "banzhaf_swings",
    "most_specific",
    "resolve",
    "shapley_shubik",
]

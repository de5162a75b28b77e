"""Consent: a proposal passes unless a reasoned objection is upheld.

After G. Endenburg's sociocratic consent ("Sociocracy: The Organization of Decision-Making",
1998): not "who is for it?" but "what speaks against it?". Consensus is consent in which a block
stands without reasons.
"""

from __future__ import annotations

from dataclasses import dataclass

from divan.charter.share import Share, share
from divan.charter.source import Node

OUTCOMES = ("approved", "objected", "inquorate", "timeout", "vacant")


@dataclass(frozen=True)
class Consent:
    """`rounds`: how often the text may be put, so at most `rounds - 1` amendments. `tested_by`:
    the body that tests objections; where none, a reasoned objection stands. `blocks`: "reasoned",
    or "any" where an objection without reasons stands. `after`: where an objected matter goes."""

    rounds: int
    tested_by: str = ""
    blocks: str = "reasoned"
    after: str = ""
    quorum: Share | None = None

    kind = "consent"

    def outcomes(self) -> tuple[str, ...]:
        return tuple(one for one in OUTCOMES if one != "inquorate" or self.quorum is not None)


def read(node: Node) -> Consent:
    """Read `{rounds: 2, tested_by: court, after: refused}`."""
    named = node.map(("rounds", "tested_by", "blocks", "after", "quorum"), need=("rounds",))
    return Consent(
        rounds=named["rounds"].whole(1, 20),
        tested_by=named["tested_by"].name() if "tested_by" in named else "",
        blocks=named["blocks"].one_of(("reasoned", "any")) if "blocks" in named else "reasoned",
        after=named["after"].name() if "after" in named else "",
        quorum=share(named["quorum"], ("seats",)) if "quorum" in named else None,
    )

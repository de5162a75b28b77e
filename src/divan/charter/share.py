"""A share that says of what, and whether exactly so much is enough: `>= 2/3 of seats`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor

from divan.charter.source import Node, refuse_other_digits

BASES = ("seats", "present", "cast")
_SHARE = re.compile(r"(>=|>)\s*([0-9]{1,6})(?:\s*/\s*([0-9]{1,6})|\s*(%))?\s+of\s+([a-z]+)")
_BARE = re.compile(r"(>=|>)?\s*[0-9.]+\s*(/\s*[0-9]+|%)?")


@dataclass(frozen=True)
class Share:
    """More than (`strict`) or at least a fraction, or a whole number, of a base.

    `part` is a Fraction of the base where `counted` is false, else a number of seats. Bases:
    `seats` all that can act; `present` whoever answered, abstentions too; `cast` yes and no.
    """

    part: Fraction
    of: str
    strict: bool
    counted: bool = False

    def holds(self, yes: int, base: int) -> bool:
        """Whether `yes` is enough of `base`; of nothing, nothing is enough."""
        if base <= 0:
            return False
        wanted = self.part if self.counted else self.part * base
        return yes > wanted if self.strict else yes >= wanted

    def least(self, base: int) -> int:
        """The fewest that are enough of `base`; above `base` where none are."""
        wanted = self.part if self.counted else self.part * base
        return max(1, floor(wanted) + 1 if self.strict else ceil(wanted))

    def __str__(self) -> str:
        part = (
            self.part.numerator
            if self.counted
            else f"{self.part.numerator}/{self.part.denominator}"
        )
        return f"{'>' if self.strict else '>='} {part} of {self.of}"


def share(node: Node, bases: tuple[str, ...] = BASES) -> Share:
    """Read `> 1/2 of present`, `>= 60 % of cast`, `>= 9 of seats`. A bare fraction is refused."""
    said = node.text().strip()
    found = _SHARE.fullmatch(said)
    if found is None or found[5] not in bases:
        refuse_other_digits(said, node)
        if found is None and _BARE.fullmatch(said):
            raise node.fail("bare_fraction", value=said[:40])
        raise node.fail(
            "wanted", value=said[:60], wanted=f"> 1/2 of {' | '.join(bases)}, >= 9 of {bases[0]}"
        )
    sign, number, under, percent, base = found.groups()
    if under and int(under) == 0:
        raise node.fail("wanted", value=said[:60], wanted="> 1/2 of seats")
    counted = under is None and percent is None
    part = Fraction(int(number), int(under or (100 if percent else 1)))
    if not counted and part > 1:
        raise node.fail("wanted", value=said[:60], wanted="0/1 … 1/1")
    return Share(part, base, sign == ">", counted)

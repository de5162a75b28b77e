"""Who may file: `any office`, `applicant or any resident`, `council 1/5 or electors 1/100`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from divan.charter.model import Body, Who
from divan.charter.source import Node, refuse_other_digits

_GROUPS = {
    "any office": "any_office",
    "any resident": "any_resident",
    "anyone": "anyone",
    "applicant": "applicant",
}
_PART = re.compile(r"([a-z][a-z0-9_]*)(?:\s+([0-9]{1,6})/([0-9]{1,6}))?")


def read_standing(node: Node, bodies: Mapping[str, Body]) -> tuple[Who, ...]:
    said = node.text().strip()
    refuse_other_digits(said, node)
    return tuple(_one(part.strip(), node, bodies) for part in re.split(r"\s+or\s+", said))


def _one(part: str, node: Node, bodies: Mapping[str, Body]) -> Who:
    if part in _GROUPS:
        return Who(_GROUPS[part])
    found = _PART.fullmatch(part)
    wanted = "any office | any resident | applicant | anyone | council 1/5"
    if found is None:
        raise node.fail("wanted", value=part[:40], wanted=wanted)
    body, over, under = found.groups()
    if body not in bodies:
        raise node.fail("unknown_body", name=body, known=", ".join(sorted(bodies)[:30]))
    if over is None:
        return Who("body", body)
    if int(under) == 0 or not 0 < int(over) <= int(under):
        raise node.fail("wanted", value=part[:40], wanted=wanted)
    return Who("body", body, Fraction(int(over), int(under)))

"""Bodies: presets are read here and expanded to the one kind of body there is."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from divan.charter.model import PRESETS, Body
from divan.charter.reading.texts import known, names
from divan.charter.source import Node
from divan.charter.span import span

MOST_SEATS = 10_000
FILLED = ("appointment", "election", "lot", "membership", "ex_officio")
_COMMON = (
    "name",
    "filled_by",
    "sectors",
    "weights",
    "term",
    "deputy",
    "reports_to",
    "independent_of",
    "ends",
    "skills",
    "from",
    "strata",
)


def read_bodies(node: Node) -> dict[str, Body]:
    bodies = {name: _body(name, one) for name, one in node.named()}
    nodes = node.map()
    for name, body in bodies.items():
        said = nodes[name].map()
        for key in ("deputy", "reports_to", "from"):
            if key in said:
                known(said[key], "unknown_body", bodies)
        for one in said["independent_of"].several() if "independent_of" in said else []:
            known(one, "unknown_body", bodies)
        if body.filled_by not in (*FILLED, "") and body.filled_by not in bodies:
            known(said["filled_by"], "unknown_body", (*bodies, *FILLED))
    return bodies


def _body(name: str, node: Node) -> Body:
    said = node.map((*PRESETS, "seats", "register", *_COMMON))
    chosen = [key for key in (*PRESETS, "seats", "register") if key in said]
    if len(chosen) != 1:
        raise node.fail("one_of", known=", ".join((*PRESETS, "seats", "register")))
    preset = chosen[0]
    body = Body(name, preset, **_preset(preset, said[preset]), mark=node.mark)
    body = dataclasses.replace(body, **_common(said))
    if "sectors" in said:
        sectors = {key: one.whole(0, MOST_SEATS) for key, one in said["sectors"].named()}
        if body.seats is not None and sum(sectors.values()) > body.seats:
            raise said["sectors"].fail(
                "wanted", value=sum(sectors.values()), wanted=f"0 … {body.seats}"
            )
        body = dataclasses.replace(body, sectors=sectors)
    return _weighted(body, said)


def _preset(preset: str, node: Node) -> dict[str, Any]:
    """What a preset says about seats; docs/charter.md has the table."""
    if preset in ("electorate", "register"):
        return {"seats": None, "register": node.text()}
    if preset == "table":
        sectors = {key: one.whole(0, MOST_SEATS) for key, one in node.named()}
        return {"seats": sum(sectors.values()), "sectors": sectors, "filled_by": "appointment"}
    if preset == "node":
        return {"seats": 1, "register": node.text(), "filled_by": "membership"}
    seats = node.whole(1, MOST_SEATS)
    if preset == "office":
        if seats != 1:
            raise node.fail("wanted", value=seats, wanted="1")
        return {"seats": 1, "filled_by": "appointment"}
    if preset == "panel":
        return {"seats": seats, "filled_by": "lot"}
    if preset == "circle":
        return {"seats": seats, "filled_by": "membership", "ends": "matter"}
    return {"seats": seats}


def _common(said: Mapping[str, Node]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for key in ("filled_by", "deputy", "reports_to"):
        if key in said:
            made[key] = said[key].name()
    if "name" in said:
        made["title"] = names(said["name"])
    if "from" in said:
        made["drawn_from"] = said["from"].name()
    if "term" in said:
        made["term"] = span(said["term"], least=1)
    if "independent_of" in said:
        made["independent_of"] = tuple(one.name() for one in said["independent_of"].several())
    for key in ("strata", "skills"):
        if key in said:
            made[key] = tuple(one.name() for one in said[key].items())
    if "ends" in said:
        text = said["ends"].text()
        made["ends"] = text if text == "matter" else str(span(said["ends"], least=1))
    return made


def _weighted(body: Body, said: Mapping[str, Node]) -> Body:
    """Weights stand for each sector; seats with weights of their own are sectors of one seat."""
    if "weights" not in said:
        return body
    weights = {key: one.whole(0, 1_000_000) for key, one in said["weights"].named()}
    sectors = body.sectors or dict.fromkeys(weights, 1)
    for key, one in said["weights"].map().items():
        if key not in sectors:
            raise one.fail("unknown_key", key=key, known=", ".join(sectors))
    if body.seats is not None and sum(sectors.values()) > body.seats:
        raise said["weights"].fail("wanted", value=len(weights), wanted=f"1 … {body.seats}")
    return dataclasses.replace(body, sectors=sectors, weights=weights)

"""The JSON Schema of a charter's file, for editors and for other programs.

It is made from what the reader itself knows (presets, outcomes, kinds of field), so that the two
cannot drift apart; the published copy is `data/charter-1.schema.json`. It describes the file as
JSON types: YAML numbers and dates may stand where the reader takes text.
"""

from __future__ import annotations

import json
from typing import Any

from divan.charter.fields import KINDS as FIELD_KINDS
from divan.charter.model import ABOUT, OUTCOMES, PRESETS
from divan.charter.procedures.choose import BALLOTS
from divan.charter.reading import VERSION
from divan.charter.reading.bodies import FILLED, MOST_SEATS
from divan.charter.reading.texts import LANGUAGES
from divan.charter.source import LARGEST
from divan.worktime.interval import DAYS

Schema = dict[str, Any]
NAME = r"^[a-z][a-z0-9_]{0,39}$"
SPAN = r"^[0-9]{1,6}\s+(minute|hour|day|week|month|year)s?$"
SHARE = r"^\s*(>=|>)\s*[0-9]{1,6}(\s*/\s*[0-9]{1,6}|\s*%)?\s+of\s+(seats|present|cast)\s*$"


def text() -> str:
    """As the published file has it."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


def schema() -> Schema:
    """The schema as data, draft 2020-12."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"charter-{VERSION}.schema.json",
        "title": "Charter",
        "description": "Who may decide what, how, by when, and what happens otherwise.",
        **_object(
            {
                "charter": {"const": VERSION},
                "name": _ref("names"),
                "calendar": _calendar(),
                "bodies": _named("body"),
                "procedures": _named("procedure"),
                "matters": _named("matter"),
                "mandates": {"type": "array", "items": _ref("mandate")},
                "words": {"type": "object", "additionalProperties": _ref("names")},
            },
            need=("charter", "name", "bodies", "procedures", "matters"),
        ),
        "$defs": {
            "name": {"type": "string", "pattern": NAME},
            "names": _names(),
            "span": {"type": "string", "pattern": SPAN, "examples": ["3 days", "1 year"]},
            "share": {"type": "string", "pattern": SHARE, "examples": ["> 1/2 of present"]},
            "whole": {
                "oneOf": [
                    {"type": "integer", "minimum": 0, "maximum": LARGEST},
                    {"type": "string", "pattern": "^[0-9][0-9_]*$"},
                ]
            },
            "seats": {
                "oneOf": [
                    {"type": "integer", "minimum": 1, "maximum": MOST_SEATS},
                    {"type": "string", "pattern": "^[1-9][0-9_]*$"},
                ]
            },
            "day": {"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$"},
            "condition": {
                "oneOf": [{"type": "string", "maxLength": 2000}, {"type": "boolean"}],
                "description": "Fields compared with constants; and, or, not, in.",
            },
            "standing": {"type": "string", "examples": ["any office", "council 1/5"]},
            "bodies": _one_or_more(_ref("name")),
            "body": _body(),
            "procedure": _procedure(),
            "rule": _rule(),
            "field": _field(),
            "aggregate": _object(
                {"sum": _ref("name"), "same": _one_or_more(_ref("name")), "over": _ref("span")},
                need=("sum", "over"),
            ),
            "consult": _consult(),
            "then": _object(dict.fromkeys(OUTCOMES, _ref("name"))),
            "stage": _stage(),
            "group": _group(),
            "case": _object(
                {
                    "when": _ref("condition"),
                    "stages": {
                        "type": "array",
                        "minItems": 1,
                        "items": {"anyOf": [_ref("stage"), _ref("group")]},
                    },
                },
                need=("stages",),
            ),
            "about": _about(),
            "call_in": _object(
                {"standing": _ref("standing"), "to": _ref("name")}, need=("standing", "to")
            ),
            "matter": _matter(),
            "mandate": _object(
                {
                    "from": _ref("name"),
                    "to": _ref("name"),
                    "matter": _ref("name"),
                    "when": _ref("condition"),
                    "until": _ref("day"),
                    "onward": {"type": "boolean"},
                },
                need=("from", "to", "matter"),
            ),
        },
    }


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}


def _object(properties: Schema, need: tuple[str, ...] = ()) -> Schema:
    made: Schema = {"type": "object", "additionalProperties": False, "properties": properties}
    return {**made, "required": list(need)} if need else made


def _named(kind: str) -> Schema:
    return {
        "type": "object",
        "propertyNames": _ref("name"),
        "additionalProperties": _ref(kind),
    }


def _one_or_more(one: Schema) -> Schema:
    return {"anyOf": [one, {"type": "array", "items": one}]}


def _exactly_one(keys: tuple[str, ...]) -> list[Schema]:
    return [{"required": [key]} for key in keys]


def _names() -> Schema:
    text = {"type": "string", "minLength": 1, "maxLength": 400}
    return {"anyOf": [text, _object(dict.fromkeys(LANGUAGES, text))]}


def _calendar() -> Schema:
    text = {"type": "string"}
    return _object(
        {
            "zone": {**text, "examples": ["Asia/Tehran"]},
            "weekend": {"type": "array", "items": {"enum": list(DAYS)}},
            "hours": {**text, "pattern": r"^[0-2][0-9]:[0-5][0-9]\s*-\s*[0-2][0-9]:[0-5][0-9]$"},
            "holidays": {**text, "examples": ["IR"]},
        }
    )


def _body() -> Schema:
    seats = _ref("seats")
    sectors = {
        "type": "object",
        "propertyNames": _ref("name"),
        "additionalProperties": _ref("whole"),
    }
    text = {"type": "string", "minLength": 1}
    presets = {
        "office": {"const": 1},
        "assembly": seats,
        "table": sectors,
        "panel": seats,
        "electorate": text,
        "node": text,
        "circle": seats,
        "seats": seats,
        "register": text,
    }
    filled = {"anyOf": [{"enum": list(FILLED)}, _ref("name")]}
    made = _object(
        {
            **presets,
            "name": _ref("names"),
            "filled_by": filled,
            "sectors": sectors,
            "weights": sectors,
            "term": _ref("span"),
            "deputy": _ref("name"),
            "reports_to": _ref("name"),
            "independent_of": _ref("bodies"),
            "ends": {"anyOf": [{"const": "matter"}, _ref("span")]},
            "skills": {"type": "array", "items": _ref("name")},
            "from": _ref("name"),
            "strata": {"type": "array", "items": _ref("name")},
        }
    )
    return {**made, "oneOf": _exactly_one((*PRESETS, "seats", "register"))}


def _procedure() -> Schema:
    flag = {"type": "boolean"}
    kinds = {
        "decide": _object({"may_refer": flag}),
        "vote": _object(
            {
                "quorum": _ref("share"),
                "pass": _ref("share"),
                "abstain": {"enum": ["counts", "ignored"]},
                "tie": {"enum": ["fails", "chair"]},
                "chair": _ref("name"),
                "in_each_sector": flag,
                "secret": flag,
                "delegable": flag,
                "cap": _ref("whole"),
                "recused": {"enum": ["leave", "stay"]},
            },
            need=("pass",),
        ),
        "consent": _object(
            {
                "rounds": {"type": "integer", "minimum": 1, "maximum": 20},
                "tested_by": _ref("name"),
                "blocks": {"enum": ["reasoned", "any"]},
                "after": _ref("name"),
                "quorum": _ref("share"),
            },
            need=("rounds",),
        ),
        "choose": _object(
            {
                "ballot": {"enum": list(BALLOTS)},
                "winners": {"type": "integer", "minimum": 1, "maximum": 100},
                "least": _ref("share"),
                "quorum": _ref("share"),
                "tie": {"enum": ["fails", "lot"]},
                "secret": flag,
            }
        ),
    }
    return {**_object(kinds), "minProperties": 1, "maxProperties": 1}


def _rule() -> Schema:
    line = _object(
        {"when": _ref("condition"), "then": {"enum": ["approved", "refused", "referred"]}},
        need=("when", "then"),
    )
    inner = _object(
        {"lines": {"type": "array", "items": line}, "may_refuse": {"type": "boolean"}},
        need=("lines",),
    )
    return _object({"rule": inner}, need=("rule",))


def _field() -> Schema:
    choices = {"type": "array", "minItems": 1, "items": _ref("name")}
    yes = {"const": True}
    kinds = {
        "money": {"type": "string"},
        "choice": choices,
        "area": choices,
        **dict.fromkeys(("days", "date", "flag", "text", "party"), yes),
    }
    made = _object({**kinds, "max": _ref("whole"), "from": _ref("day"), "until": _ref("day")})
    return {**made, "oneOf": _exactly_one(FIELD_KINDS)}


def _consult() -> Schema:
    full = _object({"bodies": _ref("bodies"), "within": _ref("span")}, need=("bodies",))
    return {"anyOf": [_ref("bodies"), full]}


def _stage() -> Schema:
    return _object(
        {
            "id": _ref("name"),
            "name": _ref("names"),
            "body": _ref("name"),
            "by": {"anyOf": [_ref("name"), _ref("procedure"), _ref("rule")]},
            "within": _ref("span"),
            "consult": _ref("consult"),
            "stop": _ref("span"),
            "then": _ref("then"),
        },
        need=("id", "by"),
    )


def _group() -> Schema:
    stages = {"type": "array", "items": _ref("stage")}
    made = _object(
        {
            "id": _ref("name"),
            "all": stages,
            "any": stages,
            "of": {"type": "integer", "minimum": 1, "maximum": 100},
            "stages": stages,
            "then": _ref("then"),
        },
        need=("id",),
    )
    return {**made, "oneOf": _exactly_one(("all", "any", "of"))}


def _about() -> Schema:
    return _object(
        {
            "standing": _ref("standing"),
            "within": _ref("span"),
            "after": _ref("span"),
            "suspends": {"type": "boolean"},
            "to": _ref("name"),
            "by": {"anyOf": [_ref("name"), _ref("procedure")]},
            "decide_within": _ref("span"),
            "override": _ref("about"),
        },
        need=("to", "by"),
    )


def _matter() -> Schema:
    about = {kind: _ref("call_in" if kind == "call_in" else "about") for kind in ABOUT}
    admit = _object(
        {
            "by": _ref("name"),
            "within": _ref("span"),
            "silence": {"enum": ["admitted", "refused"]},
        },
        need=("by", "within"),
    )
    return _object(
        {
            "name": _ref("names"),
            "basis": _ref("names"),
            "standing": _ref("standing"),
            "admit": admit,
            "fields": _named("field"),
            "aggregate": _named("aggregate"),
            "route": {"type": "array", "minItems": 1, "items": _ref("case")},
            "object": {"const": "charter"},
            "answer_within": _ref("span"),
            "gather_within": _ref("span"),
            "expires": _ref("span"),
            **about,
        },
        need=("standing", "route"),
    )

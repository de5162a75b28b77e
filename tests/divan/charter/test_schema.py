"""The published schema is the reader's own: what is read validates, what is refused does not."""

from __future__ import annotations

import datetime
import json
from importlib import resources
from io import StringIO
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from click.testing import CliRunner
from ruamel.yaml import YAML
from tests.divan.charter.city import TEXT

from divan.charter import CharterError, load, schema
from divan.charter.model import OUTCOMES
from divan.charter.reading import KEYS, bodies, matters, routes
from divan.cli.charter import command

DATA = resources.files("divan.charter") / "data"
BROKEN = Path(__file__).with_name("broken")
SCHEMA = schema.schema()
VALIDATOR = jsonschema_rs.validator_for(SCHEMA)
DEFS = SCHEMA["$defs"]


def plain(text: str) -> Any:
    """A file as JSON types, as an editor sees it."""

    def node(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): node(one) for key, one in value.items()}
        if isinstance(value, list):
            return [node(one) for one in value]
        return value.isoformat() if isinstance(value, datetime.date) else value

    return node(YAML(typ="safe", pure=True).load(StringIO(text)))


def test_the_published_file_is_what_the_command_prints() -> None:
    published = (DATA / "charter-1.schema.json").read_text(encoding="utf-8")
    assert published == schema.text()
    assert json.loads(CliRunner().invoke(command, ["schema"]).output) == SCHEMA
    jsonschema_rs.meta.validate(SCHEMA)


@pytest.mark.parametrize("name", ["hierarchy", "collaborative", "network", "hybrid"])
def test_a_shipped_charter_validates(name: str) -> None:
    assert not _errors((DATA / f"{name}.yaml").read_text(encoding="utf-8"))


def test_the_city_and_every_readable_twin_validate() -> None:
    assert not _errors(TEXT)
    for path in sorted(BROKEN.glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        try:
            load(text)
        except CharterError:
            continue
        assert not _errors(text), path.name


def _errors(text: str) -> list[str]:
    return [
        f"{list(one.instance_path)}: {one.message}" for one in VALIDATOR.iter_errors(plain(text))
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("charter: 1\n", "charter: 2\n"),
        ("calendar:", "calender:"),
        ("assembly: 15", "assembly: none"),
        ("office: 1, filled_by: council", "office: 2, filled_by: council"),
        ("    standing: any office\n", ""),
        ("within: 3 days", "within: three days"),
        ("within: 3 days", "witin: 3 days"),
        ("timeout: mayor_signs, vacant: mayor_signs", "late: mayor_signs"),
        ("rounds: 2, ", ""),
        ('pass: "> 1/2 of present"', 'pass: "1/2"'),
        ("{choice: [roads, water, parks, lighting]}", "{choice: [roads], flag: true}"),
        ("sign: {decide: {}}", "sign: {decide: {}, vote: {pass: '> 1/2 of cast'}}"),
        ("id: unit", "id: Unit"),
        ("body: works", "nobody: works"),
        ("object: charter", "object: chart"),
        ("silence: admitted", "silence: golden"),
        ("sum: amount, ", ""),
        ("suspends: false", "suspends: perhaps"),
    ],
)
def test_what_the_reader_refuses_does_not_validate(before: str, after: str) -> None:
    assert before in TEXT
    text = TEXT.replace(before, after, 1)
    with pytest.raises(CharterError):
        load(text)
    assert _errors(text)


@pytest.mark.parametrize(
    ("known", "properties"),
    [
        (KEYS, SCHEMA["properties"]),
        ((*matters._KEYS,), DEFS["matter"]["properties"]),
        (matters._ABOUT_KEYS, DEFS["about"]["properties"]),
        ((*bodies.PRESETS, "seats", "register", *bodies._COMMON), DEFS["body"]["properties"]),
        (routes._STAGE, DEFS["stage"]["properties"]),
        (("id", *routes._GROUPS, "stages", "then"), DEFS["group"]["properties"]),
        (OUTCOMES, DEFS["then"]["properties"]),
    ],
)
def test_reader_and_schema_know_the_same_keys(known, properties) -> None:
    assert set(known) == set(properties)

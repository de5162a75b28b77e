"""`divan charter simulate` and `compare` from names that ship, and what they refuse in one line."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner

from divan.cli import group

STREAM = """
matters: 1
name: {en: A week, fa: یک هفته}
days: 20
kinds:
  repair: {name: {en: A repair, fa: تعمیر}, rate: 1 per day, good: 50 %, reading: 1 hour, as: {
    spend: {amount: 1 .. 900_000, supplier: 9, topic: [roads]},
    plan: {cost: 1 .. 900_000, quarter: [north], noisy: 0 %},
    share_water: {litres: 1 .. 900, season: [winter], begins: 2026-12-01}}}
"""


@pytest.fixture
def stream(tmp_path: Path) -> Path:
    file = tmp_path / "week.yaml"
    file.write_text(STREAM, encoding="utf-8")
    return file


def divan(*words: object):
    return CliRunner().invoke(group, ["charter", *map(str, words)])


def test_the_four_that_ship_are_compared_by_name(stream: Path, tmp_path: Path) -> None:
    names = ("hierarchy", "collaborative", "network", "hybrid")
    json_file, svg_file = tmp_path / "out.json", tmp_path / "out.svg"
    done = divan(
        "compare", *names, "--matters", stream, "--seeds", 3, "--json", json_file, "--svg", svg_file
    )
    assert done.exit_code == 0, done.output
    assert "A municipality in lines" in done.output and "A repair" in done.output
    assert "no ranking" in done.output
    made = json.loads(json_file.read_text(encoding="utf-8"))
    assert list(made["charters"]) == list(names)
    assert ElementTree.fromstring(svg_file.read_text(encoding="utf-8")).tag.endswith("svg")


def test_in_persian_and_from_a_file_of_ones_own(stream: Path, tmp_path: Path) -> None:
    source = Path(__file__).parents[1] / "charter" / "city.yaml"
    done = divan("compare", source, "hierarchy", "--matters", stream, "--seeds", 2, "--lang", "fa")
    assert done.exit_code == 0, done.output
    assert "شهرداری مهرشهر" in done.output and "رتبه‌بندی نیست" in done.output


def test_one_charter_alone_has_no_differences(stream: Path) -> None:
    done = divan("simulate", "network", "--matters", stream, "--seeds", 2)
    assert done.exit_code == 0, done.output
    assert "no difference" not in done.output and "ranking" not in done.output


def test_the_sample_town_fits_every_charter_that_ships() -> None:
    done = divan("compare", "hierarchy", "collaborative", "network", "hybrid", "--seeds", 2)
    assert done.exit_code == 0, done.output
    assert "A year of a sample town" in done.output


BROKEN = "charter: 1\nname: x\nbodies: {a: {office: 1}}\nprocedures: {s: {decide: {}}}\nmatters: {}"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("none", "hierarchy"), "none: No such file"),
        (("hierarchy", "hierarchy"), "twice"),
        (("hierarchy",) * 9, "at most 8"),
        (("broken.yaml",), "broken.yaml:"),
        (("empty.yaml",), "the file is empty"),
        (("hierarchy", "--matters", "none"), "none: No such file"),
        (("hierarchy", "--matters", "empty.yaml"), "the file is empty"),
        (("hierarchy", "--matters", "other.yaml"), "other.yaml:2:66: kinds.k.as: 'شهرداری"),
        (("hierarchy", "--json", "nowhere/x.json", "--seeds", 2), "nowhere/x.json: No such file"),
    ],
)
def test_what_cannot_be_is_one_line(words, said: str, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("broken.yaml").write_text(BROKEN)
    Path("empty.yaml").write_text("")
    Path("other.yaml").write_text(
        "{matters: 1, days: 9, kinds: {k: {\n"
        "  rate: 1 per day, good: 50 %, reading: 1 hour,              as: {other: {}}}}}"
    )
    done = divan("compare", *words)
    assert done.exit_code != 0
    message = done.output.strip().splitlines()[-1]
    assert said in message, done.output
    assert done.exception is None or isinstance(done.exception, SystemExit)


def test_a_deadline_beyond_all_calendars_is_one_line(stream: Path, tmp_path: Path) -> None:
    text = (Path(__file__).parents[1] / "charter" / "city.yaml").read_text(encoding="utf-8")
    long = tmp_path / "long.yaml"
    long.write_text(text.replace("within: 3 days", "within: 36000 days"), encoding="utf-8")
    done = divan("simulate", long, "--matters", stream, "--seeds", 2)
    assert done.exit_code == 1 and "at most 2000 days of work" in done.output

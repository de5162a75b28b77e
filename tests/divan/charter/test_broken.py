"""One fault each: every broken charter gives exactly its finding, its mended twin gives none.

The first line of a file in broken/ says what is found, in which line, with which values, by
which way. The first forty are the twenty of the reference on governance, some in several forms.
"""

from __future__ import annotations

import difflib
import re
from pathlib import Path

import pytest

from divan.charter import CharterError, load
from divan.charter.check import check
from divan.charter.wording import checks

FOLDER = Path(__file__).with_name("broken")
BROKEN = sorted(one for one in FOLDER.glob("*.yaml") if ".mended" not in one.name)
SAYS = re.compile(r"# finds (\w+) at (\d+)(?: \[(.+?)\])?(?: via (.+))?")
Said = tuple[str, int, str, str]


def found(path: Path) -> list[Said]:
    """What reading and checking a file says: code, line, witness, way."""
    try:
        findings = check(load(path.read_bytes()))
    except CharterError as error:
        return [(error.fault.code, error.fault.mark.line, "", "")]
    for one in findings:
        assert one.fault.path, one
        assert all(one.line(language) for language in ("fa", "en"))
    return [
        (one.code, one.fault.mark.line, one.witness, " -> ".join(one.trace)) for one in findings
    ]


def expected(path: Path) -> Said:
    match = SAYS.fullmatch(path.read_text(encoding="utf-8").splitlines()[0])
    assert match, path.name
    return match[1], int(match[2]), match[3] or "", match[4] or ""


@pytest.mark.parametrize("path", BROKEN, ids=lambda one: one.stem)
def test_it_gives_its_finding_and_no_other(path: Path) -> None:
    assert found(path) == [expected(path)]


@pytest.mark.parametrize("path", BROKEN, ids=lambda one: one.stem)
def test_its_mended_twin_is_clean_and_differs_in_little(path: Path) -> None:
    twin = path.with_suffix(".mended.yaml")
    assert found(twin) == []
    before, after = (one.read_text(encoding="utf-8").splitlines()[1:] for one in (path, twin))
    other = [one for one in difflib.ndiff(before, after) if one[0] in "+-"]
    assert 0 < len(other) <= 12


def test_there_are_fifty_and_every_finding_has_one() -> None:
    assert len(BROKEN) >= 50
    shown = {expected(path)[0] for path in BROKEN}
    assert not set(checks.SENTENCES) - shown


def test_both_languages_use_the_same_figures() -> None:
    for code, (english, persian) in checks.SENTENCES.items():
        named = [set(re.findall(r"{(\w+)}", text)) for text in (english, persian)]
        assert named[0] == named[1] or code == "one_votes", code

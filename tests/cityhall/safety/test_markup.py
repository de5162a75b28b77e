"""Words that are code stay words, on every page and in every picture."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from tests.cityhall.kept import kept
from tests.cityhall.safety import markup
from tests.cityhall.safety.walks import each, make_planted, walk


@pytest.mark.parametrize("role", each("VROA", "planted"))
def test_no_page_runs_what_somebody_wrote(db: None, role: str) -> None:
    shown = 0
    for answer in kept(walk, role, "fa", make_planted).answers:
        assert answer.status < 500, answer.address
        where = f"{answer.status} {answer.address}"
        if answer.kind.startswith(("text/html", "image/svg")):
            assert not list(markup.live(answer.text)), where
            assert "1337zqx" not in answer.text, where
            shown += "&lt;script&gt;zqx(1)" in answer.text
        if answer.kind.startswith(("image/svg", "application/atom")):
            ElementTree.fromstring(answer.text)  # words broke no tag
        for name, value in answer.where.items():
            assert "<script" not in value, f"{where} {name}"
    assert shown > 15, "the words were hardly shown: the walk proves nothing"


def test_live_code_would_be_seen() -> None:
    """The control: each payload, unescaped, is noticed."""
    for payload in markup.PAYLOADS:
        page = f"<p>{payload}</p><a href='{payload}'>x</a>"
        assert list(markup.live(page)) or "{{" in payload, payload
    assert not list(markup.live("<p>on &lt;script&gt;</p><a href='/a:b/'>x</a>"))

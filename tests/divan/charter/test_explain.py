"""Every rule is a sentence, in both languages, with nothing left out."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.divan.charter.city import CHARTER

from divan.charter import load
from divan.charter.explain import explain
from divan.charter.phrases import PHRASES, condition_words


@pytest.mark.parametrize("language", ["fa", "en"])
def test_every_body_matter_case_and_stage_is_told_with_its_line(language) -> None:
    told = explain(CHARTER, language)
    assert {one.about for one in told} == {"", *CHARTER.bodies, *CHARTER.matters}
    lines = {one.mark.line for one in told}
    for matter in CHARTER.matters.values():
        assert {case.mark.line for case in matter.cases} <= lines
        assert {step.mark.line for step in matter.steps.values()} <= lines


def test_persian_sentences_are_persian() -> None:
    texts = [one.text for one in explain(CHARTER, "fa")]
    assert "mayor در ۵ روز کاری امضا می‌کند." in texts
    assert not any("{" in text or "  " in text for text in texts)
    assert any("دست‌کم نصف صندلی‌ها" in text for text in texts)


def test_defaults_are_spelt_out() -> None:
    texts = [one.text for one in explain(CHARTER, "en")]
    assert "nobody can decide: it lapses." in texts
    assert "A tie fails." in texts


def test_both_languages_have_the_same_figures() -> None:
    import re

    for code, (english, persian) in PHRASES.items():
        named = [sorted(re.findall(r"{(\w+)}", text)) for text in (english, persian)]
        assert named[0] == named[1], code


def test_a_condition_in_words() -> None:
    said = condition_words("amount <= 500_000_000 and not urgent", "fa")
    assert said == "amount حداکثر ۵۰۰٬۰۰۰٬۰۰۰ و نه urgent"


HERE = Path(__file__).parent
WHOLE = (HERE / "whole.yaml").read_text(encoding="utf-8")
CHANGES = [
    tuple(line.split(" →", 1))
    for line in (HERE / "whole.changes.txt").read_text(encoding="utf-8").splitlines()[1:]
]


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize(("was", "now"), CHANGES)
def test_each_word_of_the_file_is_heard_in_a_sentence(was, now, language) -> None:
    assert was in WHOLE
    before, after = (
        [one.text for one in explain(load(text), language)]
        for text in (WHOLE, WHOLE.replace(was, now.strip(), 1))
    )
    assert before != after


def test_a_mandate_ends_on_a_day_of_the_readers_calendar() -> None:
    texts = [one.text for one in explain(load(WHOLE), "fa")]
    assert any("شنبه ۲۹ اسفند ۱۴۰۵" in text for text in texts)

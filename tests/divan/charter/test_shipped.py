"""The four charters that ship are clean, complete in both languages, and use every primitive."""

from __future__ import annotations

import re
from importlib import resources
from xml.etree import ElementTree

import pytest

from divan.charter import CharterError, load
from divan.charter.advise import advise, every
from divan.charter.check import check
from divan.charter.draw import draw_bodies, draw_route
from divan.charter.explain import explain
from divan.charter.model import ABOUT, PRESETS
from divan.charter.procedures import KINDS

NAMES = ("hierarchy", "collaborative", "network", "hybrid")
FOLDER = resources.files("divan.charter") / "data"
ANSWERS = list(every())
CHARTERS = {name: load((FOLDER / f"{name}.yaml").read_bytes()) for name in NAMES}


SPOKEN = [*CHARTERS.values(), *(load(advise(one).text) for one in ANSWERS[::97])]


@pytest.mark.parametrize("name", NAMES)
def test_it_has_neither_error_nor_warning(name: str) -> None:
    assert [one.line() for one in check(CHARTERS[name])] == []


@pytest.mark.parametrize("name", NAMES)
def test_everything_has_a_name_in_persian_and_english(name: str) -> None:
    charter = CHARTERS[name]
    named = [charter.name, *(body.title for body in charter.bodies.values())]
    named += [matter.title for matter in charter.matters.values()]
    assert all({"fa", "en"} <= set(one) for one in named)
    assert all({"fa", "en"} <= set(one) for one in charter.words.values())


@pytest.mark.parametrize("charter", SPOKEN)
def test_its_persian_sentences_hold_no_latin_word_but_the_names_of_a_clock(charter) -> None:
    told = " ".join(one.text for one in explain(charter, "fa"))
    assert set(re.findall(r"[A-Za-z_]+", told)) <= {"Asia", "Tehran", "IR"}


def test_together_they_use_every_primitive() -> None:
    every = CHARTERS.values()
    assert {body.preset for one in every for body in one.bodies.values()} >= set(PRESETS)
    matters = [matter for one in every for matter in one.matters.values()]
    stages = [stage for matter in matters for stage in matter.stages()]
    assert {stage.procedure.kind for stage in stages} == set(KINDS)
    assert {about for matter in matters for about in matter.about} == set(ABOUT)
    groups = {step.kind for m in matters for step in m.steps.values() if hasattr(step, "need")}
    assert groups == {"all", "any", "of"}
    kinds = {field.kind for matter in matters for field in matter.fields.values()}
    assert kinds == {"money", "choice", "area", "days", "date", "flag", "party"}
    assert any(one.mandates for one in every)
    assert any(matter.aggregates for matter in matters)
    assert any(stage.consult.bodies for stage in stages) and any(stage.stop for stage in stages)


SKETCHED = [  # what a first sketch of the hybrid city left out, and what is said of that
    (", by: court_vote, decide_within: 20 days", "'by' is missing"),
    (", to: council, by: council_vote, decide_within: 60 days", "'to' is missing"),
    (", vacant: mayor_signs, referred: mayor_signs", "filed by mayor would be decided by nobody"),
]


@pytest.mark.parametrize(("left_out", "said"), SKETCHED)
def test_the_sketch_of_the_hybrid_city_was_mended_where_a_check_found_it(left_out, said) -> None:
    whole = CHARTERS["hybrid"].source
    assert whole.count(left_out) == 1
    try:
        found = [one.line() for one in check(load(whole.replace(left_out, ""))) if one.error]
    except CharterError as error:
        found = [str(error)]
    assert any(said in one for one in found), found


@pytest.mark.parametrize("language", ["fa", "en"])
@pytest.mark.parametrize("name", NAMES)
def test_it_is_drawn(name: str, language: str) -> None:
    charter = CHARTERS[name]
    pictures = [draw_bodies(charter, language)]
    pictures += [draw_route(charter, one, language) for one in charter.matters.values()]
    for picture in pictures:
        texts = [one for one in ElementTree.fromstring(picture).iter() if one.tag.endswith("text")]
        assert texts
        assert {one.get("direction") for one in texts} == {"rtl" if language == "fa" else "ltr"}

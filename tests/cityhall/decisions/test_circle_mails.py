"""Who hears that an organisation is invited to a circle, that it is formed, and that it is over."""

from __future__ import annotations

from tests.cityhall.conftest import NOW
from tests.cityhall.decisions.test_circles import by, called, enter, joined, person
from tests.cityhall.decisions.test_mails import told
from tests.cityhall.decisions.test_ways import plan

from cityhall.acts.mail import letter_of
from cityhall.acts.models import Message
from cityhall.decisions.actions import circles
from cityhall.decisions.models import Node

INVITED, FORMED, ENDED = (f"decisions.circle_{one}" for one in ("invited", "formed", "ended"))
BOTH = {"skills": ["آب", "راه دوچرخه"], "sectors": []}


def test_each_event_is_one_mail_to_each_who_speaks(trial) -> None:
    for key in ("water", "cyclists"):
        enter(key)
    circle = called(trial, plan(trial), **BOTH)
    assert told(INVITED) == ["cyclists", "water"]
    facts = Message.objects.get(kind=INVITED, address="water@node.example").context
    letter = letter_of(INVITED, facts, "en")
    assert letter is not None
    for part in (circle.matter.title, "آب", f"/decisions/circles/{circle.pk}/"):
        assert part in letter.text
    assert "راه دوچرخه" not in letter.text
    persian = letter_of(INVITED, facts, "fa")
    assert persian is not None and "حلقه" in persian.subject
    joined(circle, "water")
    assert told(FORMED) == [] and letter_of(INVITED, facts, "en") is None
    joined(circle, "cyclists")
    assert told(FORMED) == ["cyclists", "water"]
    circles.report(circle.pk, "گزارش ما", actor=by("water"), at=NOW)
    assert told(ENDED) == ["cyclists", "water"]
    for kind in (FORMED, ENDED):
        assert letter_of(kind, facts, "en") is not None


def test_whoever_declined_hears_no_more(trial) -> None:
    for key in ("water", "cyclists"):
        enter(key)
    circle = called(trial, plan(trial), **BOTH)
    part = circle.parts.get(node__speaker=person("cyclists"))
    circles.decline(part.pk, "وقت نداریم", actor=by("cyclists"), at=NOW)
    joined(circle, "water")
    circles.report(circle.pk, "گزارش ما", actor=by("water"), at=NOW)
    assert told(FORMED) == told(ENDED) == ["water"]


def test_one_mail_for_two_organisations_and_none_to_a_closed_account(trial) -> None:
    for key in ("water", "cyclists"):
        enter(key)
    Node.objects.update(speaker=person("water"))
    called(trial, plan(trial), **BOTH)
    assert told(INVITED) == ["water"]
    closed = person("water")
    closed.is_active = False
    closed.save()
    called(trial, plan(trial), **BOTH)
    assert told(INVITED) == ["water"]

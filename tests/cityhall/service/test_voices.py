"""What residents say afterwards: me too, once each, and answers."""

from __future__ import annotations

import pytest
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Act, Message
from cityhall.acts.refusals import Refused
from cityhall.people.actor import Actor
from cityhall.service.actions import Closing, answer, ask, close, may_join, me_too, reply
from cityhall.service.models import Party, Request


def refusal_of(call, *arguments, **named):
    with pytest.raises(Refused) as caught:
        call(*arguments, **named)
    return caught.value.refusal


def test_each_browser_has_one_voice(filed, actor) -> None:
    request = filed()
    for browser in ("b2", "b3", "b2", "b3", "b2"):
        me_too(request.pk, actor=actor("nobody", browser), at=NOW)
    request.refresh_from_db()
    assert request.voices == 2
    assert Act.objects.filter(verb="service.me_too").count() == 2
    assert Act.objects.latest("position").public == {"status": "received", "voices": 2}
    assert request.version == 4  # filed, and two voices


def test_whoever_reported_is_not_counted_again(filed, actor) -> None:
    request = filed(by=actor("nobody", "mine"))
    assert me_too(request.pk, actor=actor("nobody", "mine"), at=NOW) == (request, False)
    signed_in = filed(by=actor("resident"))
    assert me_too(signed_in.pk, actor=actor("resident"), at=NOW)[1] is False
    with_address = filed(by=actor("nobody", "mine"), email="Sara@example.org")
    assert me_too(with_address.pk, actor=actor("resident"), at=NOW)[1] is False


def test_one_browser_does_not_grow_with_the_addresses_it_writes(filed, actor) -> None:
    request = filed()
    for number in range(5):
        me_too(request.pk, actor=actor("nobody", "b2"), at=NOW, email=f"a{number}@example.org")
    assert Request.objects.get().voices == 1


def test_one_address_gets_each_mail_once_from_however_many_browsers(filed, actor, town) -> None:
    request = filed()
    for number in range(5):
        who = actor("nobody", f"b{number + 2}")
        me_too(request.pk, actor=who, at=NOW, email="navid@example.org")
    reply(request.pk, "we are coming", actor=actor("lamp"), at=NOW)
    assert list(Message.objects.values_list("address", flat=True)) == ["navid@example.org"]


def test_an_address_alone_is_a_voice_and_nothing_at_all_is_none(filed) -> None:
    request = filed()
    nameless = Actor()
    assert may_join(request, actor=nameless).code == "nobody"
    assert me_too(request.pk, actor=nameless, at=NOW, email="navid@example.org")[1]
    assert me_too(request.pk, actor=nameless, at=NOW, email="navid@example.org")[1] is False


def test_what_nobody_may_see_takes_no_voice(filed, actor) -> None:
    request = filed("conduct")
    refusal = refusal_of(me_too, request.pk, actor=actor("neighbour"), at=NOW)
    assert (refusal.code, refusal.status) == ("private", 404)


def test_a_closed_report_takes_no_voice(filed, actor) -> None:
    request = filed()
    close(request.pk, Closing("answered", "…"), actor=actor("lamp"), at=NOW)
    assert refusal_of(me_too, request.pk, actor=actor("neighbour"), at=NOW).code == "closed"


def test_an_unknown_report_takes_no_voice(town, actor) -> None:
    assert refusal_of(me_too, 77, actor=actor("neighbour"), at=NOW).status == 404


def test_a_voice_is_a_party_that_keeps_its_own_language(filed, actor) -> None:
    request = filed()
    english = Actor(browser="b2", language="en")
    me_too(request.pk, actor=english, at=NOW, email="navid@example.org")
    party = Party.objects.get(role="voice")
    assert (party.email, party.language, party.created_at) == ("navid@example.org", "en", NOW)


def test_an_answer_needs_a_question_and_words(filed, actor) -> None:
    request = filed()
    refusal = refusal_of(answer, request.pk, "پلاک ۱۲", actor=actor("nobody"), at=NOW)
    assert refusal.code == "not_asked"
    ask(request.pk, "کدام پلاک؟", actor=actor("lamp"), at=NOW)
    assert refusal_of(answer, request.pk, " ", actor=actor("nobody"), at=NOW).field == "text"
    answered = answer(request.pk, "پلاک ۱۲", actor=actor("nobody"), at=NOW)
    assert answered.status == "in_progress"
    act = Act.objects.latest("position")
    assert (act.verb, act.by, act.audience) == ("service.answer", "resident", "parties")
    assert act.sealed.words == {"text": "پلاک ۱۲"}

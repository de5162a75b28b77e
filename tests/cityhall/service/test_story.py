"""Acts in words: every verb has its sentence, in both languages, for each who may read it."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from zoneinfo import ZoneInfo

import pytest
from django.test import RequestFactory
from django.utils import translation
from tests.cityhall.conftest import NOW

from cityhall.acts.actions import forget
from cityhall.acts.models import Act
from cityhall.people.actor import Actor
from cityhall.service import actions, queries, story
from cityhall.service.actions import Closing
from cityhall.web.preferences import Preferences
from cityhall.web.wording import Wording

ACTIONS = Path(actions.__file__).parent
TEHRAN = ZoneInfo("Asia/Tehran")


def wording(language: str = "en") -> Wording:
    request = RequestFactory().get("/")
    request.preferences, request.language = Preferences(language=language), language
    return Wording(request, TEHRAN, NOW)


def told(request, language: str = "en", *, full: bool = False) -> list[story.Line]:
    acts = Act.objects.filter(object_id=request.pk, object_type="service.request")
    with translation.override(language):
        return story.sentences(
            acts.select_related("sealed"), queries.catalogue(), wording(language), full=full
        )


@pytest.fixture
def life(filed, actor):
    """A report on which nearly everything has happened."""
    lamp, crew = actor("lamp"), actor("crew")
    request = filed(by=Actor(browser="hers"))
    actions.acknowledge(request.pk, actor=lamp, at=NOW)
    for number in range(3):
        actions.me_too(request.pk, actor=Actor(browser=f"v{number}"), at=NOW)
    actions.claim(request.pk, actor=lamp, at=NOW)
    actions.assign(request.pk, actor=lamp, at=NOW, person=crew.person, reason="روشن خودش نیست")
    actions.reply(request.pk, "فردا می‌آییم؛ 09121234567", actor=lamp, at=NOW)
    actions.note(request.pk, "نردبان بلند لازم است", actor=lamp, at=NOW)
    actions.ask(request.pk, "کدام تیر؟", actor=lamp, at=NOW)
    actions.answer(request.pk, "تیر سوم", actor=Actor(browser="hers"), at=NOW)
    actions.pause(request.pk, "قطعه نیست", actor=lamp, at=NOW)
    actions.resume(request.pk, actor=lamp, at=NOW)
    actions.me_too(request.pk, actor=Actor(browser="late"), at=NOW)
    ending = Closing("fixed", "عوض شد", "دیدم")
    actions.close(request.pk, ending, actor=crew, at=NOW)
    actions.reopen(request.pk, "نشد 09121112233", actor=Actor(browser="hers"), at=NOW)
    actions.close(request.pk, ending, actor=crew, at=NOW + timedelta(days=90))
    actions.confirm_solved(request.pk, actor=Actor(browser="hers"), at=NOW + timedelta(days=91))
    return request


def test_a_whole_life_in_english(life) -> None:
    lines = told(life, full=True)
    assert [(line.text, line.quote) for line in lines] == [
        ("A resident reported this. It went to Lighting, until 1 December, 10:00.", ""),
        ("Lighting officer saw it.", ""),
        ("3 more people said “me too”.", ""),
        ("Lighting officer took it on.", ""),
        ("Lighting officer handed it to a colleague in Lighting.", "روشن خودش نیست"),
        ("Lighting officer wrote:", "فردا می‌آییم؛ 09121234567"),
        ("Lighting officer noted, for officers only:", "نردبان بلند لازم است"),
        ("Lighting officer asked the reporter:", "کدام تیر؟"),
        ("The reporter answered:", "تیر سوم"),
        ("Lighting officer stopped the clock:", "قطعه نیست"),
        ("Work goes on, until 1 December, 10:00.", ""),
        ("One more person said “me too”.", ""),
        ("Lighting crew closed it: fixed.", "عوض شد"),
        (
            "The reporter said “not solved”. It is open again, until 1 December, 10:00.",
            "نشد 09121112233",
        ),
        ("Lighting crew closed it, later than promised: fixed.", "عوض شد"),
        ("The reporter said “solved”.", ""),
    ]


def test_the_same_life_in_persian(life) -> None:
    assert [line.text for line in told(life, "fa")] == [
        "ساکنی این را گزارش داد. به واحد روشنایی رسید؛ مهلت: ۱۰ آذر، ۱۰:۰۰.",
        "کارشناس روشنایی آن را دید.",
        "۳ نفر دیگر: «من هم».",
        "کارشناس روشنایی کار را برداشت.",
        "کارشناس روشنایی آن را به همکاری در واحد روشنایی سپرد.",
        "کارشناس روشنایی نوشت:",
        "کارشناس روشنایی یادداشت کرد؛ فقط برای کارکنان:",
        "کارشناس روشنایی از گزارش‌دهنده پرسید:",
        "گزارش‌دهنده پاسخ داد:",
        "کارشناس روشنایی کار را متوقف کرد و نوشت:",
        "کار ادامه دارد؛ مهلت: ۱۰ آذر، ۱۰:۰۰.",
        "۱ نفر دیگر: «من هم».",
        "اکیپ روشنایی آن را بست: درست شد.",
        "گزارش‌دهنده گفت «حل نشده». دوباره باز شد؛ مهلت تازه: ۱۰ آذر، ۱۰:۰۰.",
        "اکیپ روشنایی آن را دیرتر از مهلت بست: درست شد.",
        "گزارش‌دهنده گفت «حل شد».",
    ]


def test_the_public_reads_words_masked_and_reasons_not_at_all(life) -> None:
    quotes = " ".join(line.quote for line in told(life))
    assert "فردا می‌آییم" in quotes
    assert "نشد" in quotes
    for kept in ("09121234567", "09121112233", "روشن خودش نیست", "نردبان", "کدام تیر", "تیر سوم"):
        assert kept not in quotes


def test_a_report_that_goes_to_another_unit_and_back_into_the_queue(filed, actor, town) -> None:
    request = filed()
    actions.assign(request.pk, actor=actor("dispatcher"), at=NOW, unit=town.roads)
    actions.claim(request.pk, actor=actor("road"), at=NOW)
    actions.assign(request.pk, actor=actor("road"), at=NOW, unit=town.roads)
    assert [line.text for line in told(request)][1:] == [
        "Dispatcher handed it to Roads.",
        "Roads officer took it on.",
        "Roads officer put it back into the queue of Roads.",
    ]


def test_joined_reports_lead_to_each_other(filed, actor) -> None:
    first, second = filed(), filed(by=Actor(browser="other"))
    actions.merge(second.pk, first.pk, actor=actor("lamp"), at=NOW)
    joined, absorbed = told(second)[-1], told(first)[-1]
    assert joined.text == "This tells of the same as another report:"
    assert (joined.href, joined.link) == (f"/reports/{first.pk}/", f"Report {first.pk}")
    assert "with one more person" in absorbed.text
    assert absorbed.href == f"/reports/{second.pk}/"


def test_words_that_were_erased_are_said_to_be_erased(filed, actor) -> None:
    request = filed()
    actions.reply(request.pk, "سلام", actor=actor("lamp"), at=NOW)
    actions.assign(request.pk, actor=actor("lamp"), at=NOW, person=actor("lamp").person)
    forget(Act.objects.get(verb="service.reply"))
    lines = told(request)
    assert lines[1].quote == "[The words of this entry were erased.]"
    assert lines[2].quote == ""  # nothing was ever written there


def test_offices_that_are_gone_and_strangers_have_a_name_too() -> None:
    act = SimpleNamespace(
        position=1, at=NOW, by="post:gone", verb="service.claim", object_id=1, public={}, leaf="{}"
    )
    empty = queries.Catalogue({}, {}, {}, {})
    with translation.override("en"):
        assert story.sentences([act], empty, wording())[0].text == "The city took it on."
        act.by = "system"
        assert story.sentences([act], empty, wording())[0].text == "The system took it on."
        act.verb = "service.unheard_of"
        assert story.sentences([act], empty, wording())[0].text == "An act was recorded."


def test_every_verb_that_an_act_on_a_report_records_has_a_sentence() -> None:
    source = "".join(path.read_text(encoding="utf-8") for path in ACTIONS.glob("*.py"))
    recorded = set(re.findall(r'^\s+"(service\.\w+)",$', source, re.MULTILINE))
    elsewhere = {"service.define", "service.change", "service.create_group", "service.request"}
    elsewhere |= {"service.escalated"}  # a mail
    assert {"service.file", "service.close", "service.import"} <= recorded
    assert recorded - elsewhere - set(story._TELLERS) == set()


def test_news_of_the_city_is_a_sentence_for_each_verb(life) -> None:
    known, words = queries.catalogue(), wording()
    acts = Act.objects.filter(verb__in=story.NEWS).order_by("position")
    with translation.override("en"):
        said = [story.news(act, life.requested_at, known, words) for act in acts]
    assert said == [
        "Lighting officer stopped the clock and said why.",
        "closed after less than a minute: fixed.",
        "the reporter said “not solved”; it is open again.",
        "closed after 90 days: fixed.",
        "the reporter said “solved”.",
    ]

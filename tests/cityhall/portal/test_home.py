"""The first page: what it asks, what it knows, what waits for whom; and at which cost."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from tests.cityhall.conftest import NOW

from cityhall.people.actor import Actor
from cityhall.service.actions import (
    Closing,
    ask,
    claim,
    close,
    confirm_solved,
    me_too,
    merge,
    pause,
    refresh_figures,
    reopen,
)
from cityhall.service.models import Request

FIXED = Closing("fixed", "درست شد", "دیدم")


@pytest.fixture(autouse=True)
def at_noon(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def home(client) -> str:
    answer = client.get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def voices(request: Request, count: int) -> None:
    for number in range(count):
        me_too(request.pk, actor=Actor(browser=f"{request.pk}-{number}"), at=NOW)


def test_it_asks_first_and_the_danger_words_come_first(filed, client_as) -> None:
    filed("hole")
    page = home(client_as(language="en"))
    assert '<form class="ask" action="/report/" method="get">' in page
    chips = re.findall(r'class="chip ([^"]*)" href="([^"]+)">([^<]+)<', page)
    assert chips[0] == ("danger", "/report/?service=fallen-wire", "Fallen wire")
    assert chips[1][2] == "Pothole"  # the one that is used
    assert [tone for tone, *_ in chips].count("danger") == 1
    assert 'href="/track/"' in page


def test_the_way_to_all_kinds_says_how_many_there_are(filed, client_as, town) -> None:
    service = type(town.services["lamp"])
    for number in range(3):
        service.objects.create(
            service_code=f"more-{number}",
            name={"fa": "بیشتر", "en": "More"},
            group=town.group,
            unit=town.roads,
        )
    assert '<a class="chip " href="/services/">All 8 kinds</a>' in home(client_as(language="en"))


def test_nothing_is_invented_in_an_empty_city(town, client_as) -> None:
    page = home(client_as(language="en"))
    assert 'class="value"' not in page
    assert "Nothing has been closed or opened again yet." in page
    assert "Nothing waits for you" in page
    assert "holds 0 entries" in page


def test_figures_are_those_that_are_kept(filed, client_as, actor) -> None:
    wire = filed("wire", at=NOW - timedelta(days=2))
    close(wire.pk, FIXED, actor=actor("lamp"), at=NOW - timedelta(days=2, hours=-5))
    assert 'class="value"' not in home(client_as())  # nobody worked them out yet
    refresh_figures(NOW)
    page = home(client_as(language="en"))
    assert re.findall(r'class="value">([^<]+)<', page) == ["5 hours", "0 of 100", "0 of 100"]
    assert "۵ ساعت" in home(client_as())
    for code in ("urgent-hours", "not-solved", "on-time"):
        assert f'href="/about/figures/{code}/"' in page


def test_news_are_the_newest_public_acts_in_words(filed, client_as, actor) -> None:
    first = filed(text="چراغ اول خاموش است", at=NOW - timedelta(hours=3))
    second = filed(text="چراغ دوم خاموش است", at=NOW - timedelta(hours=3))
    hidden = filed("conduct", text="canaryword رفتار")
    close(first.pk, FIXED, actor=actor("lamp"), at=NOW - timedelta(hours=1))
    close(hidden.pk, FIXED, actor=actor("road"), at=NOW)
    reopen(first.pk, "نشد", actor=Actor(browser="browser-1"), at=NOW - timedelta(minutes=9))
    pause(second.pk, "قطعه نیست", actor=actor("lamp"), at=NOW)
    page = home(client_as(language="en"))
    told = re.findall(r'<p><a href="/reports/(\d+)/"><bdi>([^<]+)</bdi></a>: ([^<]+)</p>', page)
    assert told == [
        (str(second.pk), "چراغ دوم خاموش است", "Lighting officer stopped the clock and said why."),
        (str(first.pk), "چراغ اول خاموش است", "the reporter said “not solved”; it is open again."),
        (str(first.pk), "چراغ اول خاموش است", "closed after 2 hours: fixed."),
    ]
    assert "today 12:00" in page
    assert "canaryword" not in page
    assert f"/reports/{hidden.pk}/" not in page


def test_a_visitor_is_shown_what_most_neighbours_share(filed, client_as, actor) -> None:
    few, many, done = filed(text="چراغ کم"), filed(text="چراغ زیاد"), filed(text="چراغ درست")
    voices(many, 3)
    voices(few, 1)
    voices(done, 5)
    close(done.pk, FIXED, actor=actor("lamp"), at=NOW)
    page = home(client_as(language="en"))
    turn = page.split('id="turn"')[1]
    assert re.findall(r"<h3><bdi>([^<]+)</bdi></h3>", turn) == ["چراغ زیاد", "چراغ کم"]
    assert "3 neighbours" in turn
    assert "You too?" in turn


def test_a_resident_is_asked_for_answers_and_verdicts(filed, client_as, actor) -> None:
    asked, ended = filed(by=actor("resident")), filed(by=actor("resident"))
    joined, judged = filed(by=actor("resident")), filed(by=actor("resident"))
    other = filed()
    ask(asked.pk, "کدام تیر؟", actor=actor("lamp"), at=NOW)
    for request in (ended, judged):
        close(request.pk, FIXED, actor=actor("lamp"), at=NOW)
    confirm_solved(judged.pk, actor=actor("resident"), at=NOW)
    merge(joined.pk, other.pk, actor=actor("lamp"), at=NOW)
    turn = home(client_as("resident", language="en")).split('id="turn"')[1]
    assert re.findall(r'<p><a href="/reports/(\d+)/">', turn) == [str(ended.pk), str(asked.pk)]
    assert "The office asks you" in turn
    assert "Is it solved?" in turn
    assert "The office asks you" not in home(client_as("neighbour", language="en"))


def test_an_officer_reads_the_size_of_the_queue(filed, client_as, actor) -> None:
    for number in range(3):
        filed("wire", by=Actor(browser=str(number)))
    late = filed("wire", at=NOW - timedelta(hours=5))
    filed("hole")
    claim(late.pk, actor=actor("lamp"), at=NOW)
    turn = home(client_as("lamp", language="en")).split('id="turn"')[1]
    assert "4 reports in your queue" in turn
    assert "1 is late" in turn
    assert 'href="/desk/"' in turn


COST = 11


@pytest.mark.parametrize("count", [2, 40])
def test_the_page_costs_the_same_queries_however_much_happens(
    count, filed, client_as, actor, django_assert_num_queries
) -> None:
    for number in range(count):
        request = filed(by=Actor(browser=str(number)))
        voices(request, 2)
        if number % 2:
            close(request.pk, FIXED, actor=actor("lamp"), at=NOW)
    refresh_figures(NOW)
    visitor = client_as()
    home(visitor)
    with django_assert_num_queries(COST):
        home(visitor)
    assert not visitor.cookies


def test_the_record_is_said_to_be_what_it_is(filed, client_as) -> None:
    filed()
    page = home(client_as(language="en"))
    assert "holds 1 entry." in page
    assert "witness" not in page

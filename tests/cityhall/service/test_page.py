"""The page of one report: what it says to whom, and what visitors and the reporter do there."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.signing import get_cookie_signer
from tests.cityhall.conftest import NOW

from cityhall.people.actor import Actor
from cityhall.service import receipts, uploads
from cityhall.service.actions import (
    Closing,
    answer,
    ask,
    assign,
    claim,
    close,
    confirm_solved,
    me_too,
    merge,
    note,
    pause,
    reply,
)
from cityhall.service.models import Draft, Party, Photo, Request, Status
from cityhall.web.middleware import BROWSER

FIXED = Closing("fixed", "لامپ عوض شد؛ شمارهٔ من 09121234567", "سرپرست شیفت دید")


def page_of(client, request, query: str = "") -> str:
    found = client.get(f"/reports/{request.pk}/{query}")
    assert found.status_code == 200
    return found.content.decode()


def as_browser(client, browser: str):
    """A visitor whose browser has this name."""
    client.cookies[BROWSER] = get_cookie_signer(salt=BROWSER).sign(browser)
    return client


@pytest.fixture
def sent(filed):
    """`sent("lamp", …)`: a report that the browser "hers" has written and sent."""

    def send(service: str = "lamp", **facts: object) -> Request:
        request = filed(service, by=Actor(browser="hers"), **facts)
        Draft.objects.create(
            token=uuid4().hex[:22],
            browser=receipts.voice_of("browser", "hers"),
            request=request,
            created_at=NOW,
        )
        return request

    return send


@pytest.fixture
def at_noon(monkeypatch):
    """Pages are made at the time of the acts."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)


def test_at_a_glance_what_until_when_and_who(filed, client_as, actor, at_noon) -> None:
    request = filed(text="چراغ‌های کوچهٔ نسترن خاموش است. سه شب است.")
    claim(request.pk, actor=actor("lamp"), at=NOW)
    page = page_of(client_as(language="en"), request)
    assert "<h1><bdi>چراغ‌های کوچهٔ نسترن خاموش است</bdi></h1>" in page
    assert '<span class="badge waiting">in progress</span>' in page
    assert "Until when?" in page
    assert "Lighting<br>" in page
    assert "Lighting officer" in page
    assert "Street light out" in page


def test_the_clock_is_said_in_working_time(filed, client_as, actor, at_noon) -> None:
    five_hours_ago = NOW - timedelta(days=1, hours=5)  # Sunday 7:00, before the office opens
    request = filed("lamp", at=five_hours_ago)
    page = page_of(client_as(language="en"), request)
    assert "12 working hours of the 40 working hours that the city promised have passed." in page
    assert '<progress class="bar " value="29" max="100"' in page  # 11.5 of 40
    page = page_of(client_as(language="en"), filed("lamp", at=NOW))
    assert "The city promised 40 working hours." in page
    assert "0 minutes" not in page


def test_a_danger_is_counted_day_and_night(filed, client_as, at_noon) -> None:
    request = filed("wire", at=NOW - timedelta(hours=5))
    page = page_of(client_as(language="en"), request)
    assert "Late by 3 hours. The city had promised 2 hours." in page
    assert 'class="card danger"' in page


def test_a_clock_that_stands_still_says_so(filed, client_as, actor, at_noon) -> None:
    request = filed("wire", at=NOW - timedelta(hours=5))
    pause(request.pk, "راه بسته است", actor=actor("lamp"), at=NOW - timedelta(hours=4))
    page = page_of(client_as(language="en"), request)
    assert "The clock stands still at 1 hour of 2 hours." in page


def test_how_it_ended_is_explained_with_evidence(filed, client_as, actor, at_noon) -> None:
    request = filed("wire", at=NOW - timedelta(hours=5))
    close(request.pk, FIXED, actor=actor("lamp"), at=NOW - timedelta(hours=4))
    page = page_of(client_as(language="en"), request)
    assert "It took 1 hour of the 2 hours that the city had promised." in page
    assert "<h2>fixed</h2>" in page
    assert "لامپ عوض شد" in page
    assert "سرپرست شیفت دید" in page
    assert "09121234567" not in page
    assert "You too?" not in page  # there is nothing left to join


# The report, its pauses, its acts, its photos, the appeals about it (none in JSON); two more where
# a browser is known.
COST = 5


@pytest.mark.parametrize("voices", [2, 120])
def test_the_page_costs_the_same_queries_however_long_the_story(
    voices, filed, client_as, django_assert_num_queries
) -> None:
    request = filed(latitude=35.62, longitude=51.06)
    for number in range(voices):
        me_too(request.pk, actor=Actor(browser=f"v{number}"), at=NOW)
    visitor = client_as()
    page_of(visitor, request)
    with django_assert_num_queries(COST):
        page_of(visitor, request)
    with django_assert_num_queries(COST - 1):
        page_of(visitor, request, "?format=json")
    known = as_browser(client_as(), "somebody")
    with django_assert_num_queries(COST + 2):
        page_of(known, request)


def test_neighbours_share_the_drawing_of_a_map(filed, client_as, django_assert_num_queries) -> None:
    first = filed(latitude=35.62001, longitude=51.06001)
    second = filed(latitude=35.62003, longitude=51.06003)
    visitor = client_as()
    page_of(visitor, first)
    with django_assert_num_queries(COST):  # none for streets and borders
        page = page_of(visitor, second)
    [x, y] = re.search(r'class="pin selected" r="9" cx="([\d.]+)" cy="([\d.]+)"', page).groups()
    assert 100 <= float(x) <= 380
    assert 60 <= float(y) <= 210


@pytest.mark.parametrize("name", ["", "neighbour", "lamp"])
def test_a_hidden_report_is_as_unknown_as_one_that_never_was(sent, name, filed, client_as) -> None:
    hidden = sent("conduct", text="canaryword رفتار کارمند")
    client = client_as(name)
    for query in ("", "?format=json"):
        there = client.get(f"/reports/{hidden.pk}/{query}")
        never = client.get(f"/reports/999999/{query}")
        assert (there.status_code, never.status_code) == (404, 404)
        assert there.content == never.content
    for verb in ("me-too", "answer", "solved", "not-solved"):
        assert client.post(f"/reports/{hidden.pk}/{verb}/", {"text": "x"}).status_code == 404
    hidden.refresh_from_db()
    assert (hidden.voices, hidden.status) == (0, "received")


def test_a_hidden_report_is_open_to_its_reporter_and_its_officers(filed, client_as, actor) -> None:
    hidden = filed("conduct", text="canaryword رفتار کارمند", by=actor("resident"))
    for name in ("resident", "road", "dispatcher"):
        page = page_of(client_as(name, language="en"), hidden)
        assert "canaryword" in page
        assert "You too?" not in page
    assert client_as("lamp").get(f"/reports/{hidden.pk}/").status_code == 404


def test_numbers_beyond_every_database_are_unknown(client_as, town) -> None:
    for number in ("0", "99999999999999999999999"):
        assert client_as().get(f"/reports/{number}/").status_code == 404


def test_the_public_reads_masked_words_and_the_reporter_their_own(sent, client_as) -> None:
    text = "چراغ خاموش است. شمارهٔ من 09123334455 است."
    request = sent(text=text, landmark="canarymark")
    public = page_of(client_as(), request) + page_of(client_as(), request, "?format=json")
    assert "09123334455" not in public
    assert "canarymark" not in public
    own = page_of(as_browser(client_as(language="en"), "hers"), request)
    assert "09123334455" in own
    assert "canarymark" in own
    assert "What everyone else reads" in own
    assert "This is your report." in own


def test_whoever_keeps_the_words_keeps_the_answers_too(filed, client_as) -> None:
    request = filed(text="canaryword", publish="nothing", answers={"count": "7"})
    page = page_of(client_as(language="en"), request)
    assert "canaryword" not in page
    assert "How many lights?" not in page
    assert "keeps the words between themselves and the city" in page
    assert page_of(client_as(), request, "?format=json").count("canaryword") == 0


def test_answers_are_public_unless_they_are_free_words(sent, client_as, town) -> None:
    lamp = town.services["lamp"]
    free = {"code": "who", "datatype": "text", "description": {"fa": "چه کسی؟", "en": "Who?"}}
    lamp.questions = [*lamp.questions, free]
    lamp.save()
    answers = {"count": "3", "since": "week", "who": "canaryperson"}
    request = sent(answers=answers)
    page = page_of(client_as(language="en"), request)
    assert "How many lights?" in page
    assert "A week" in page
    assert "canaryperson" not in page
    listed = client_as(language="en").get(f"/reports/{request.pk}/?format=json").json()
    assert [one["code"] for one in listed["answers"]] == ["count", "since"]
    assert "canaryperson" in page_of(as_browser(client_as(), "hers"), request)
    assert "canaryperson" in page_of(client_as("lamp"), request)


def test_a_place_that_is_hidden_is_shown_to_its_officers_only(filed, client_as) -> None:
    request = filed("noise", address="canaryplace", latitude=35.62345, longitude=51.06)
    page = page_of(client_as(language="en"), request)
    assert "canaryplace" not in page
    assert '<svg viewBox="0 0 480' not in page
    assert "only the district is shown" in page
    officer = page_of(client_as("road"), request)
    assert "canaryplace" in officer
    assert '<svg viewBox="0 0 480' in officer


def test_what_parties_and_officers_say_among_themselves_stays_there(sent, client_as, actor) -> None:
    request = sent()
    note(request.pk, "canarynote", actor=actor("lamp"), at=NOW)
    ask(request.pk, "canaryask", actor=actor("lamp"), at=NOW)
    for client, seen in (
        (client_as(), set()),
        (client_as("neighbour"), set()),
        (as_browser(client_as(), "hers"), {"canaryask"}),
        (client_as("lamp"), {"canaryask", "canarynote"}),
    ):
        page = page_of(client, request)
        assert {word for word in ("canaryask", "canarynote") if word in page} == seen
        listed = client.get(f"/reports/{request.pk}/?format=json").json()
        assert ("service.note" in {act["verb"] for act in listed["acts"]}) == ("canarynote" in seen)


def test_a_joined_report_leads_to_the_other(filed, client_as, actor) -> None:
    first, second = filed(), filed()
    merge(second.pk, first.pk, actor=actor("lamp"), at=NOW)
    page = page_of(client_as(language="en"), second)
    assert f'<a href="/reports/{first.pk}/">Report {first.pk}</a>' in page
    listed = client_as().get(f"/reports/{second.pk}/?format=json").json()
    assert (listed["merged_into"], listed["status"]) == (first.pk, "closed")
    assert f"/reports/{second.pk}/" in page_of(client_as(), first)


def test_me_too_counts_each_browser_once_and_remembers_it(filed, client_as) -> None:
    request, visitor = filed(), client_as(language="en")
    answer_ = visitor.post(f"/reports/{request.pk}/me-too/", {"email": "new@example.org"})
    assert answer_.status_code == 302
    assert answer_.headers["Location"] == f"/reports/{request.pk}/"
    page = page_of(visitor, request)
    assert "Thank you: your voice was added." in page
    assert "You said “me too”. Thank you." in page
    visitor.post(f"/reports/{request.pk}/me-too/")
    assert "Your voice already counts." in page_of(visitor, request)
    assert Request.objects.get().voices == 1
    assert Party.objects.get(role="voice").email == "new@example.org"
    client_as().post(f"/reports/{request.pk}/me-too/")
    assert Request.objects.get().voices == 2


def test_a_wrong_address_is_refused_at_its_field(filed, client_as) -> None:
    request = filed()
    answer_ = client_as().post(f"/reports/{request.pk}/me-too/", {"email": "not an address"})
    page = answer_.content.decode()
    assert answer_.status_code == 422
    assert 'value="not an address" aria-invalid="true" aria-describedby="email_error"' in page
    assert Request.objects.get().voices == 0


def test_me_too_on_a_closed_report_is_refused_in_words(filed, client_as, actor) -> None:
    request = filed()
    close(request.pk, FIXED, actor=actor("lamp"), at=NOW)
    answer_ = client_as(language="en").post(f"/reports/{request.pk}/me-too/")
    assert answer_.status_code == 409
    assert "If the trouble is back, report it anew." in answer_.content.decode()
    twin = client_as().post(f"/reports/{request.pk}/me-too/?format=json")
    assert (twin.status_code, twin.json()["error"]["code"]) == (409, "closed")


def test_forms_need_their_token(filed, client_as) -> None:
    from django.test import Client

    request = filed()
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(f"/reports/{request.pk}/me-too/").status_code == 403
    page = page_of(strict, request)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)[1]
    posted = strict.post(f"/reports/{request.pk}/me-too/", {"csrfmiddlewaretoken": token})
    assert posted.status_code == 302


def test_only_whoever_reported_is_asked_whether_it_is_solved(sent, client_as, actor) -> None:
    request = sent()
    close(request.pk, FIXED, actor=actor("lamp"), at=NOW)
    for client in (client_as(), client_as("neighbour"), client_as("lamp")):
        assert "حل شد؟" not in page_of(client, request)
        for verb in ("solved", "not-solved"):
            assert client.post(f"/reports/{request.pk}/{verb}/", {"text": "x"}).status_code == 404
    hers = as_browser(client_as(), "hers")
    assert "حل شد؟" in page_of(hers, request)
    assert hers.post(f"/reports/{request.pk}/solved/").status_code == 302
    assert Request.objects.get().verdict == "solved"
    assert "آیا" not in page_of(hers, request)
    assert hers.post(f"/reports/{request.pk}/solved/").status_code == 409


def test_not_solved_needs_a_word_and_opens_the_report_again(sent, client_as, actor) -> None:
    request = sent()
    close(request.pk, FIXED, actor=actor("lamp"), at=NOW)
    hers = as_browser(client_as(language="en"), "hers")
    for posted in ({}, {"text": "   "}):
        refused = hers.post(f"/reports/{request.pk}/not-solved/", posted)
        page = refused.content.decode()
        assert refused.status_code == 422
        assert "<details open>" in page
        assert 'id="not-solved_error">Write a few words.' in page
    said = hers.post(f"/reports/{request.pk}/not-solved/", {"text": "هنوز تاریک است 09121112233"})
    assert said.status_code == 302
    request.refresh_from_db()
    assert (request.status, request.reopened) == (Status.IN_PROGRESS, 1)
    public = page_of(client_as(language="en"), request)
    assert "هنوز تاریک است" in public
    assert "09121112233" not in public
    assert "The reporter said “not solved”." in public


def test_a_report_joined_to_another_asks_for_no_verdict(sent, filed, client_as, actor) -> None:
    first, second = filed(), sent()
    merge(second.pk, first.pk, actor=actor("lamp"), at=NOW)
    assert 'id="verdict"' not in page_of(as_browser(client_as(), "hers"), second)


def test_the_offices_question_is_answered_on_the_page(sent, client_as, actor) -> None:
    request = sent()
    ask(request.pk, "شمارهٔ تیر چیست؟", actor=actor("lamp"), at=NOW)
    hers = as_browser(client_as(), "hers")
    assert page_of(hers, request).count("شمارهٔ تیر چیست؟") == 2  # in the story and at the form
    assert hers.post(f"/reports/{request.pk}/answer/", {"text": ""}).status_code == 422
    assert client_as().post(f"/reports/{request.pk}/answer/", {"text": "x"}).status_code == 404
    assert hers.post(f"/reports/{request.pk}/answer/", {"text": "canary142"}).status_code == 302
    assert "canary142" in page_of(hers, request)
    assert "canary142" in page_of(client_as("lamp"), request)
    assert "canary142" not in page_of(client_as(), request)
    assert hers.post(f"/reports/{request.pk}/answer/", {"text": "x"}).status_code == 409


@pytest.fixture
def photo(db):
    """`photo(request, is_public=…)`: a photo and its files."""

    def make(request: Request, *, is_public: bool) -> Photo:
        made = Photo.objects.create(
            id=uuid4(),
            request=request,
            is_public=is_public,
            width=8,
            height=6,
            size=2048,
            created_at=NOW,
        )
        files = {"large": b"\xff\xd8large", "thumb": b"\xff\xd8thumb"}
        uploads.write(made.pk, uploads.Picture(files, 8, 6))
        return made

    return make


def test_a_photo_is_shown_to_whoever_may_see_it(sent, client_as, photo) -> None:
    request = sent()
    shown, kept = photo(request, is_public=True), photo(request, is_public=False)
    visitor, hers = client_as(), as_browser(client_as(), "hers")
    page = page_of(visitor, request)
    assert str(shown.pk) in page
    assert str(kept.pk) not in page + page_of(visitor, request, "?format=json")
    assert str(kept.pk) in page_of(hers, request)
    seen = visitor.get(f"/photos/{shown.pk}/thumb.jpg")
    assert (seen.status_code, seen.headers["Content-Type"]) == (200, "image/jpeg")
    assert b"".join(seen.streaming_content) == b"\xff\xd8thumb"
    assert status_of(visitor, kept, "large") == 404
    assert status_of(hers, kept, "large") == 200
    assert status_of(client_as("lamp"), kept, "large") == 200
    assert status_of(visitor, shown, "huge") == 404
    shown.pk = uuid4()
    assert status_of(visitor, shown, "large") == 404


def status_of(client, photo: Photo, size: str) -> int:
    answer_ = client.get(f"/photos/{photo.pk}/{size}.jpg")
    if answer_.streaming:
        list(answer_.streaming_content)  # to the end, which closes the file
    return answer_.status_code


def test_data_saver_shows_photos_as_links_and_no_map(filed, client_as, photo) -> None:
    request = filed(latitude=35.62, longitude=51.06)
    shown = photo(request, is_public=True)
    saver = client_as()
    saver.cookies["preferences"] = "language=fa&saver=on"
    page = page_of(saver, request)
    assert f'<a href="/photos/{shown.pk}/large.jpg">' in page
    assert "<img" not in page
    assert '<svg viewBox="0 0 480' not in page


def test_json_tells_the_story_without_words_that_are_not_public(filed, client_as, actor) -> None:
    request = filed()
    reply(request.pk, "فردا می‌آییم؛ 09121234567", actor=actor("lamp"), at=NOW)
    listed = client_as().get(f"/reports/{request.pk}/?format=json").json()
    assert [act["verb"] for act in listed["acts"]] == ["service.file", "service.reply"]
    assert listed["acts"][0]["words"] is None
    assert listed["acts"][1]["by"] == "post:lamp"
    assert "فردا می‌آییم" in listed["acts"][1]["words"]
    assert "09121234567" not in str(listed)


def test_the_story_names_offices_and_no_person(filed, client_as, actor, town) -> None:
    request = filed(by=actor("resident"), name="سارا ساکن", email="sara@example.org")
    claim(request.pk, actor=actor("lamp"), at=NOW)
    crew = town.persons["crew"]
    assign(request.pk, actor=actor("lamp"), at=NOW, person=crew, reason="امید اکیپ برود")
    answer_ = "روشن چراغی آمد"
    ask(request.pk, "کجا؟", actor=actor("crew"), at=NOW)
    answer(request.pk, answer_, actor=actor("resident"), at=NOW)
    close(request.pk, FIXED, actor=actor("crew"), at=NOW)
    confirm_solved(request.pk, actor=actor("resident"), at=NOW)
    page = page_of(client_as(), request) + page_of(client_as(), request, "?format=json")
    for person in town.persons.values():
        assert person.name not in page
        assert person.email not in page
    assert "اکیپ روشنایی" in page

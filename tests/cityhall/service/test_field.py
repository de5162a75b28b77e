"""The round of a worker: what is on it, and an outcome that a phone sends once or many times."""

from __future__ import annotations

import gzip
import io
import json
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image
from tests.cityhall.conftest import NOW
from tests.cityhall.service.test_closing import refusal_of
from tests.cityhall.service.test_races import told

import cityhall
from cityhall.acts.models import Act
from cityhall.service import rounds
from cityhall.service.actions import (
    Closing,
    Finding,
    assign,
    close,
    confirm_solved,
    pause,
    reopen,
    send_finding,
)
from cityhall.service.models import FieldOutcome, Photo, Request

LATER = NOW + timedelta(hours=1)


@pytest.fixture(autouse=True)
def photos_kept(settings, tmp_path) -> None:
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def handed(filed, actor, town) -> Callable[..., Request]:
    """`handed(…)`: a report in the hands of the crew."""

    def make(**facts: object) -> Request:
        row = filed(**facts)
        return assign(row.pk, actor=actor("lamp"), at=NOW, person=town.persons["crew"])

    return make


def picture(shade: int = 90) -> SimpleUploadedFile:
    written = io.BytesIO()
    Image.new("RGB", (64, 48), (shade, 90, 120)).save(written, "JPEG")
    return SimpleUploadedFile("1.jpg", written.getvalue(), "image/jpeg")


def fixed(**facts: object) -> Finding:
    return Finding(**{"key": uuid4(), "outcome": "fixed", **facts})


def test_an_outcome_with_a_photo_closes_the_report_once_however_often_it_is_sent(
    handed, actor
) -> None:
    row, finding = handed(), fixed()
    answers = [
        send_finding(row.pk, finding, [picture()], actor=actor("crew"), at=LATER) for _ in range(3)
    ]
    assert [fresh for _row, fresh in answers] == [True, False, False]
    row.refresh_from_db()
    assert (row.status, row.outcome, row.evidence) == ("done", "fixed", "")
    assert row.explanation == "اکیپ به محل رفت و آن را درست کرد."  # in the reporter's language
    assert Act.objects.filter(verb="service.close").count() == 1
    assert FieldOutcome.objects.get().key == finding.key
    shown = Photo.objects.get()
    assert (shown.purpose, shown.is_public) == ("evidence", True)


def test_another_key_on_the_closed_report_is_told_and_changes_nothing(handed, actor) -> None:
    """The control of the test above: it is the key that makes a repetition harmless."""
    row = handed()
    send_finding(row.pk, fixed(), [picture()], actor=actor("crew"), at=LATER)
    told = refusal_of(send_finding, row.pk, fixed(), [picture(40)], actor=actor("crew"), at=LATER)
    assert (told.code, told.status) == ("closed", 409)
    assert (FieldOutcome.objects.count(), Photo.objects.count()) == (1, 1)


def test_a_key_serves_one_report_one_person_and_one_outcome(handed, actor) -> None:
    one, other, finding = handed(), handed(), fixed(text="لامپ را عوض کردم")
    for row, name in ((one, "crew"), (other, "crew")):
        assert send_finding(row.pk, finding, actor=actor(name), at=LATER)[1]
    third = handed()
    note = fixed(key=finding.key, outcome="note", text="نردبان")
    assert send_finding(third.pk, note, actor=actor("lamp"), at=LATER)[1]
    assert send_finding(third.pk, finding, actor=actor("crew"), at=LATER)[1]
    told = refusal_of(send_finding, third.pk, note, actor=actor("crew"), at=LATER)
    assert (told.code, told.status) == ("key", 409)


@pytest.mark.parametrize(
    ("facts", "code", "field"),
    [
        ({}, "evidence", "evidence"),
        ({"outcome": "not_ours"}, "empty", "text"),
        ({"outcome": "note", "text": " "}, "empty", "text"),
        ({"outcome": "duplicate", "text": "x"}, "outcome", "outcome"),
        ({"outcome": "imported", "text": "x"}, "outcome", "outcome"),
        ({"text": "x" * 4001}, "long", "text"),
    ],
)
def test_what_lacks_something_is_refused_and_its_key_stays_free(
    handed, actor, facts, code, field
) -> None:
    row, finding = handed(), fixed(**facts)
    told = refusal_of(send_finding, row.pk, finding, actor=actor("crew"), at=LATER)
    assert (told.code, told.field, told.status) == (code, field, 422)
    assert not FieldOutcome.objects.exists()
    again = fixed(key=finding.key, text="خودم درست کردم")
    assert send_finding(row.pk, again, actor=actor("crew"), at=LATER)[1]


def test_words_alone_are_evidence_and_explanation(handed, actor) -> None:
    row = handed()
    send_finding(row.pk, fixed(text="لامپ را ظهر عوض کردم"), actor=actor("crew"), at=LATER)
    row.refresh_from_db()
    assert (row.explanation, row.evidence) == ("لامپ را ظهر عوض کردم", "لامپ را ظهر عوض کردم")


def test_an_outcome_ends_the_round_that_the_worker_saw_and_no_later_one(handed, actor) -> None:
    """On the phone since morning; meanwhile the office closed the report and it came back."""
    row = handed()
    stale = fixed(reopened=row.reopened)
    close(row.pk, Closing("answered", "رفتیم."), actor=actor("lamp"), at=LATER)
    reopen(row.pk, "هنوز خاموش است", actor=actor("nobody"), at=LATER)
    told = refusal_of(send_finding, row.pk, stale, [picture()], actor=actor("crew"), at=LATER)
    assert told.code == "reopened"
    row.refresh_from_db()
    assert row.is_open
    assert send_finding(row.pk, fixed(reopened=1), [picture()], actor=actor("crew"), at=LATER)[1]


def test_a_note_leaves_the_report_open_and_is_written_once(handed, actor) -> None:
    row, finding = handed(), fixed(outcome="note", text="نردبان بلند لازم است")
    for _ in range(2):
        send_finding(row.pk, finding, actor=actor("crew"), at=LATER)
    row.refresh_from_db()
    assert row.is_open
    assert Act.objects.filter(verb="service.note").count() == 1


def test_what_is_not_handed_to_the_worker_is_not_theirs(filed, actor) -> None:
    told = refusal_of(send_finding, filed().pk, fixed(text="x"), actor=actor("crew"), at=LATER)
    assert (told.code, told.status) == ("not_yours", 403)


@pytest.mark.django_db(transaction=True)
def test_one_outcome_through_two_lines_at_once_is_one_act(handed, actor, at_once) -> None:
    row, finding, crew = handed(), fixed(), actor("crew")
    jobs = [
        partial(send_finding, row.pk, finding, [picture()], actor=crew, at=LATER) for _ in range(6)
    ]
    answers = at_once(jobs)
    assert told(answers) == {"done": 6}
    assert sum(fresh for _row, fresh in answers) == 1
    assert Act.objects.filter(verb="service.close").count() == 1
    assert Photo.objects.count() == 1


def test_the_round_goes_to_the_nearest_next_and_to_dangers_first(handed, actor) -> None:
    far = handed(latitude=35.64, longitude=51.09)
    near = handed(latitude=35.621, longitude=51.051)
    nowhere = handed()
    mid = handed(latitude=35.63, longitude=51.06)
    start = handed(latitude=35.62, longitude=51.05)
    danger = handed(service="wire", latitude=35.61, longitude=51.01)
    crew = actor("crew")

    def order(order: str, start: int = 0) -> list[int]:
        return [stop.request.pk for stop in rounds.round_of(crew, order, start, LATER).stops]

    assert order("near", start.pk) == [
        danger.pk,
        start.pk,
        near.pk,
        mid.pk,
        far.pk,
        nowhere.pk,
    ]
    assert order("near") == [danger.pk, start.pk, near.pk, mid.pk, far.pk, nowhere.pk]
    assert order("near", far.pk)[1:3] == [far.pk, mid.pk]
    assert order("due")[0] == danger.pk
    assert order("area")[0] == danger.pk
    assert order("near", 999_999) == order("near")


def test_what_is_paused_stands_last_and_is_counted_apart(handed, actor, client_as) -> None:
    paused = handed(latitude=35.62, longitude=51.05)
    danger = handed(service="wire", latitude=35.61, longitude=51.01)
    going = handed(latitude=35.64, longitude=51.09)
    pause(paused.pk, "منتظر لامپ", actor=actor("lamp"), at=LATER)
    for order in rounds.ORDERS:
        shown = rounds.round_of(actor("crew"), order, paused.pk, LATER)
        assert [stop.request.pk for stop in shown.stops] == [danger.pk, going.pk, paused.pk]
        assert shown.paused == 1
    page = client_as("crew", "en").get(reverse("field")).content.decode()
    assert "One of them is paused and stands last." in page


def test_the_page_costs_the_same_however_long_the_round(
    handed, client_as, django_assert_max_num_queries
) -> None:
    client = client_as("crew")
    handed(latitude=35.62, longitude=51.06)
    client.get("/field/")
    with django_assert_max_num_queries(12) as asked:
        client.get("/field/")
        few = len(asked)
    for step in range(8):
        handed(latitude=35.621 + step / 1000, longitude=51.06)
    client.get("/field/")  # the map of this view is drawn once
    with django_assert_max_num_queries(few):
        page = client.get("/field/").content.decode()
    assert page.count('data-outcome="') == 9
    assert 'href="geo:35.62000,51.06000?q=35.62000,51.06000"' in page
    assert page.count('class="cluster"') == 9
    assert ">۹</text>" in page, "the map counts as the list beside it does"


def test_a_plain_form_closes_the_report_and_says_so(handed, client_as) -> None:
    row, client = handed(), client_as("crew")
    data = {"key": str(uuid4()), "reopened": "0", "outcome": "fixed", "photos": picture()}
    answer = client.post(reverse("field_outcome", args=[row.pk]), data, follow=True)
    assert "بسته شد" in answer.content.decode()
    assert Request.objects.get(pk=row.pk).outcome == "fixed"


def test_a_refused_form_keeps_the_words_and_tells_what_happened(handed, client_as, actor) -> None:
    row, client = handed(), client_as("crew")
    close(row.pk, Closing("answered", "تلفنی حل شد."), actor=actor("lamp"), at=LATER)
    confirm_solved(row.pk, actor=actor("nobody"), at=LATER)
    data = {"key": str(uuid4()), "outcome": "fixed", "text": "zqkept"}
    answer = client.post(reverse("field_outcome", args=[row.pk]), data)
    page = answer.content.decode()
    assert answer.status_code == 409
    for words in ("zqkept", "تلفنی حل شد.", "این گزارش بسته شده است"):
        assert words in page
    program = client.post(
        reverse("field_outcome", args=[row.pk]), data, headers={"accept": "application/json"}
    )
    body = json.loads(program.content)
    assert (program.status_code, body["error"]["code"]) == (409, "closed")
    assert len(body["meanwhile"]) == 3


def test_a_program_is_told_to_sign_in_and_not_sent_to_a_page(town, client_as) -> None:
    ask = {"headers": {"accept": "application/json"}}
    for answer in (
        client_as().get("/field/", **ask),
        client_as().post("/field/1/outcome/", **ask),
    ):
        assert (answer.status_code, json.loads(answer.content)["error"]["code"]) == (401, "sign_in")
    told = json.loads(client_as("crew").get("/field/", **ask).content)
    assert set(told) == {"owner", "token"}
    other = json.loads(client_as("lamp").get("/field/", **ask).content)
    assert told["owner"] != other["owner"]


def test_signing_out_tells_the_browser_to_drop_what_pages_kept(client_as) -> None:
    answer = client_as("crew").post("/account/sign-out/")
    assert answer.headers["Clear-Site-Data"] == '"storage"'


def test_the_page_is_within_its_budget_with_a_day_of_work_on_it(handed, client_as) -> None:
    """Scripts, stylesheet and typeface included; in data-saver page and stylesheet alone."""
    for step in range(15):
        text = f"چراغ شمارهٔ {step} از سر شب خاموش است و کوچه تاریک مانده است."
        handed(text=text, latitude=35.6 + step / 500, longitude=51.06)
    static = Path(cityhall.__file__).parent
    style = packed(static / "portal/static/portal/divan.css")
    scripts = sum(packed(one) for one in (static / "service/static/service").glob("field*.js"))
    font = (static / "portal/static/portal/fonts/vazirmatn.woff2").stat().st_size
    client = client_as("crew")
    gzipped = {"accept-encoding": "gzip"}
    assert len(client.get("/field/", headers=gzipped).content) + style + scripts + font <= 60 * 1024
    client.cookies["preferences"] = "language=fa&saver=on"
    assert len(client.get("/field/", headers=gzipped).content) + style <= 14 * 1024


def packed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), 6))

"""The desk: who gets in, what a case shows and hides, every form of it, done and refused."""

from __future__ import annotations

import io
import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from PIL import Image
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Act
from cityhall.people.models import Organization, Person
from cityhall.service.actions import assign, claim, me_too, note, pause, reply
from cityhall.service.models import Photo, Request
from cityhall.service.views.desk import VERBS

DESK, CASE = 15, 30  # queries of the two pages, however long the queue
NAME, EMAIL, PHONE = "سارا گزارشی", "sara.canary@example.org", "09121234567"


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages open a quarter of an hour after the reports were made."""
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(minutes=15))


@pytest.fixture
def report(filed) -> Request:
    return filed("lamp", name=NAME, email=EMAIL, phone=PHONE, latitude=35.62, longitude=51.07)


@pytest.fixture
def desk(client_as) -> Client:
    return client_as("lamp")


def case_of(client: Client, request: Request, query: str = "") -> str:
    response = client.get(reverse("case", args=[request.pk]) + query)
    assert response.status_code == 200
    return response.content.decode()


def do(client: Client, request: Request, verb: str, **fields: object):
    fields.setdefault("version", Request.objects.get(pk=request.pk).version)
    return client.post(reverse("case_act", args=[request.pk, verb]), fields)


def picture(name: str = "work.jpg") -> SimpleUploadedFile:
    file = io.BytesIO()
    Image.new("RGB", (40, 30), "#0d6a70").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


def errors_of(page: str) -> str:
    found = re.search(r'<section class="errors".*?</section>', page, re.S)
    return found.group() if found else ""


def last_act() -> Act:
    return Act.objects.latest("position")


# Who gets in


@pytest.mark.parametrize(
    ("who", "status"),
    [("dispatcher", 200), ("lamp", 200), ("road", 200), ("crew", 200), ("admin", 403)],
)
def test_the_desk_is_for_those_who_work_on_reports(client_as, who: str, status: int) -> None:
    assert client_as(who).get(reverse("desk")).status_code == status


def test_a_resident_is_told_that_it_is_not_theirs_and_a_visitor_signs_in(client_as, report) -> None:
    for address in (reverse("desk"), reverse("case", args=[report.pk])):
        assert client_as("resident").get(address).status_code == 403
        answer = client_as().get(address)
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))


@pytest.mark.parametrize("verb", [*VERBS, "reveal"])
@pytest.mark.parametrize(
    ("who", "status"), [("", 302), ("resident", 403), ("road", 403), ("crew", 403), ("admin", 403)]
)
def test_no_form_of_a_case_works_for_others(
    client_as, report, verb: str, who: str, status: int
) -> None:
    answer = do(client_as(who), report, verb, text="…", into=1, outcome="fixed")
    assert answer.status_code == status
    assert Act.objects.count() == 1
    assert EMAIL not in answer.content.decode()


def test_a_case_of_another_unit_is_refused_in_words(client_as, report) -> None:
    answer = client_as("road").get(reverse("case", args=[report.pk]))
    assert answer.status_code == 403
    assert "این گزارش دست واحد دیگری است." in answer.content.decode()


def test_a_confidential_case_of_another_unit_is_as_unknown_as_none(client_as, filed) -> None:
    secret = filed("conduct")
    assert client_as("lamp").get(reverse("case", args=[secret.pk])).status_code == 404
    unknown = client_as("lamp").get(reverse("case", args=[999]))
    assert unknown.status_code == 404
    assert "گزارشی با این شماره نیست." in unknown.content.decode()
    assert f'href="{reverse("desk")}">برگردید</a>' in unknown.content.decode()
    assert client_as("lamp").get("/desk/99999999999999999999/").status_code == 404
    assert client_as("road").get(reverse("case", args=[secret.pk])).status_code == 200


def test_unknown_verbs_and_wrong_methods(desk, report) -> None:
    assert do(desk, report, "forget").status_code == 404
    assert desk.get(reverse("case_act", args=[report.pk, "reply"])).status_code == 405
    assert desk.post(reverse("case", args=[report.pk])).status_code == 405
    assert desk.post(reverse("desk")).status_code == 405


def test_a_form_from_elsewhere_is_refused(town, report) -> None:
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(town.persons["lamp"])
    assert do(strict, report, "claim").status_code == 403
    assert Act.objects.count() == 1


# The queue


def test_the_queue_shows_kind_deadline_and_danger(client_as, filed) -> None:
    filed("lamp", text="چراغ کوچه خاموش است.")
    filed("wire", text="سیم روی زمین افتاده.")
    page = client_as("lamp").get(reverse("desk")).content.decode()
    assert page.index("سیم روی زمین افتاده") < page.index("چراغ کوچه خاموش است")
    assert page.count("خطر جانی") == 1
    assert 'همه <span class="count">۲</span>' in page


def test_a_field_worker_has_their_own_queue_and_no_tabs(
    client_as, report, filed, actor, town
) -> None:
    filed("lamp", text="مال دیگری.")
    assign(report.pk, actor=actor("lamp"), at=NOW, person=town.persons["crew"])
    page = client_as("crew").get(reverse("desk")).content.decode()
    assert reverse("case", args=[report.pk]) in page
    assert "مال دیگری" not in page
    assert "?scope=unclaimed" not in page
    assert "do-reply" in case_of(client_as("crew"), report)


def test_pages_of_the_queue_lead_to_each_other(desk, filed) -> None:
    made = [filed().pk for _ in range(51)]
    first = desk.get(reverse("desk")).content.decode()
    address = re.search(r'rel="next" href="([^"]+)"', first).group(1).replace("&amp;", "&")
    second = desk.get(address).content.decode()
    seen = [set(map(int, re.findall(r'href="/desk/(\d+)/', page))) for page in (first, second)]
    assert seen[0] | seen[1] == set(made)
    assert made[50] not in seen[0]


@pytest.mark.parametrize("after", ["x", "~", "2026-11-23~1", "<script>"])
def test_a_page_that_is_none_is_refused_in_words(desk, report, after: str) -> None:
    for address in (reverse("desk"), reverse("case", args=[report.pk])):
        answer = desk.get(address, {"after": after})
        assert answer.status_code == 400
        assert "<script>" not in answer.content.decode()


@pytest.mark.parametrize("reports", [2, 40])
def test_pages_cost_the_same_however_long_the_queue(
    desk, filed, django_assert_num_queries, reports: int
) -> None:
    for number in range(reports):
        row = filed(text=f"چراغ {number}", latitude=35.62, longitude=51.07)
    desk.get(reverse("desk"))  # what is kept in memory is kept now
    case_of(desk, row)
    with django_assert_num_queries(DESK):
        desk.get(reverse("desk"))
    with django_assert_num_queries(CASE):
        case_of(desk, row)


# A case


def test_reading_a_case_changes_nothing(desk, report) -> None:
    before = Request.objects.values().get()
    page = case_of(desk, report)
    assert report.title in page  # its text, of one sentence
    assert Request.objects.values().get() == before
    assert Act.objects.count() == 1


def test_a_case_hides_who_reported_until_a_reason_is_given(desk, report) -> None:
    hidden = (NAME, EMAIL, PHONE)
    assert not any(one in case_of(desk, report) for one in hidden)
    answer = do(desk, report, "reveal", text="باید برای بازدید هماهنگ کنم")
    assert answer.status_code == 200
    assert all(one in answer.content.decode() for one in hidden)
    assert answer.headers["Cache-Control"] == "no-store"
    act = last_act()
    assert (act.verb, act.audience) == ("service.reveal", "staff")
    assert act.sealed.words["text"] == "باید برای بازدید هماهنگ کنم"
    assert not any(one in case_of(desk, report) for one in hidden)


def test_without_a_reason_nothing_is_shown(desk, report) -> None:
    answer = do(desk, report, "reveal", text=" ")
    assert answer.status_code == 422
    assert EMAIL not in answer.content.decode()
    assert last_act().verb == "service.file"


def test_what_cannot_be_done_says_why(client_as, report, actor) -> None:
    claim(report.pk, actor=actor("lamp"), at=NOW)
    page = case_of(client_as("lamp"), report)
    assert "برداشتن:" not in page  # one's own already: nothing is missing
    assert "ادامهٔ مهلت" not in page  # it runs
    do(client_as("lamp"), report, "pause", text="قطعه نیست")
    page = case_of(client_as("lamp"), report)
    assert 'id="do-resume"' in page
    assert 'id="do-pause"' not in page


def test_a_closed_case_keeps_only_what_still_makes_sense(desk, report) -> None:
    do(desk, report, "close", outcome="answered", explanation="پاسخ دادیم")
    page = case_of(desk, report)
    forms = set(re.findall(r'id="(\w+)-form"', page))
    assert forms == {"note", "reveal", "undo"}
    assert "این گزارش بسته شده است" in page


def test_reports_alike_are_offered_for_joining(desk, report, filed) -> None:
    other = filed("lamp", text="چراغ کوچه خاموش است", latitude=35.6201, longitude=51.0701)
    page = case_of(desk, report)
    assert f"?do=merge&amp;into={other.pk}#do-merge" in page
    opened = case_of(desk, report, f"?do=merge&into={other.pk}")
    assert '<details class="do" id="do-merge" open>' in opened
    assert f'value="{str(other.pk).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))}"' in opened


def test_nobody_s_words_become_markup(desk, filed) -> None:
    bad = '<script>alert(1)</script>"><img src=x onerror=alert(1)>'
    request = filed(text=bad, name=bad, address=bad)
    reply_to = do(desk, request, "reply", text=bad, version=0)
    shown = do(desk, request, "reveal", text=bad)
    for page in (case_of(desk, request), reply_to.content.decode(), shown.content.decode()):
        assert "<script>alert" not in page
        assert "<img src=x" not in page


# Each form, done


@pytest.mark.parametrize(
    ("verb", "fields", "status"),
    [
        ("claim", {}, "in_progress"),
        ("reply", {"text": "فردا می‌آییم"}, "in_progress"),
        ("ask", {"text": "کدام پلاک؟"}, "waiting"),
        ("note", {"text": "زنگ زدم"}, "received"),
        ("pause", {"text": "قطعه نیست"}, "paused"),
        ("close", {"outcome": "answered", "explanation": "پاسخ دادیم"}, "done"),
        ("close", {"outcome": "fixed", "explanation": "شد", "evidence": "دیدم"}, "done"),
    ],
)
def test_each_form_does_its_act_and_says_so(
    desk, report, verb: str, fields: dict, status: str
) -> None:
    answer = do(desk, report, verb, **fields)
    assert (answer.status_code, answer.url) == (302, reverse("case", args=[report.pk]))
    report.refresh_from_db()
    assert report.status == status
    act = last_act()
    assert (act.verb, act.by) == (f"service.{verb}", "post:lamp")
    assert 'class="notice done"' in desk.get(answer.url).content.decode()


def test_resuming(desk, report) -> None:
    do(desk, report, "pause", text="قطعه نیست")
    assert do(desk, report, "resume").status_code == 302
    assert Request.objects.get().status == "in_progress"


def test_joining_takes_numbers_in_any_digits(desk, report, filed) -> None:
    other = filed()
    typed = f" #{str(other.pk).translate(str.maketrans('0123456789', '۰۱۲۳۴۵۶۷۸۹'))} "
    assert do(desk, report, "merge", into=typed).status_code == 302
    assert Request.objects.get(pk=report.pk).merged_into == other


def test_handing_to_a_person_and_to_another_unit(desk, report, town) -> None:
    crew = town.persons["crew"]
    answer = do(desk, report, "assign", to=f"{town.lighting.pk}:{crew.pk}", reason="نزدیک است")
    assert answer.url == reverse("case", args=[report.pk])
    assert Request.objects.get().assignee == crew
    answer = do(desk, report, "assign", to=str(town.roads.pk))
    assert answer.url == reverse("desk") + f"?done={report.pk}"  # it is theirs no more
    assert Request.objects.get().unit == town.roads


@pytest.mark.parametrize("address", ["case", "desk_bulk"])
def test_bodies_outside_are_not_offered_as_units(client_as, report, town, address: str) -> None:
    choice = f'<option value="{town.roads.pk}">'
    where = reverse(address, args=[report.pk] if address == "case" else [])
    assert choice in client_as("dispatcher").get(where).content.decode()
    Organization.objects.filter(code="roads").update(classification="outside")
    assert choice not in client_as("dispatcher").get(where).content.decode()
    answer = do(client_as("dispatcher"), report, "assign", to=str(town.roads.pk))
    assert answer.status_code == 422
    assert "assign-to-error" in answer.content.decode()


def test_photos_of_the_work_are_evidence(desk, report) -> None:
    answer = do(
        desk,
        report,
        "close",
        outcome="fixed",
        explanation="عوض شد",
        photos=[
            picture(),
        ],
    )
    assert answer.status_code == 302
    photo = Photo.objects.get()
    assert (photo.purpose, photo.is_public, photo.request) == ("evidence", True, report)
    assert last_act().public["photos"] == 1


def test_a_photo_is_kept_when_the_rest_of_the_closing_is_refused(desk, report) -> None:
    answer = do(desk, report, "close", outcome="fixed", explanation=" ", photos=[picture()])
    page = answer.content.decode()
    assert answer.status_code == 422
    photo = Photo.objects.get()
    assert reverse("photo", args=[photo.pk, "thumb"]) in page
    assert do(desk, report, "close", outcome="fixed", explanation="شد").status_code == 302
    photo.refresh_from_db()
    assert photo.is_public


def test_a_file_that_is_no_photo_is_refused_by_its_name(desk, report) -> None:
    bad = SimpleUploadedFile("virus.jpg", b"MZ not a picture", "image/jpeg")
    answer = do(desk, report, "close", outcome="fixed", explanation="عوض شد", photos=[bad])
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "virus.jpg" in errors_of(page)
    assert "عوض شد" in page
    assert Request.objects.get().is_open


# Each form, refused


@pytest.mark.parametrize(
    ("verb", "fields", "field"),
    [
        ("reply", {"text": ""}, "text"),
        ("reply", {"text": "م" * 4001}, "text"),
        ("ask", {"text": " "}, "text"),
        ("note", {}, "text"),
        ("pause", {"text": ""}, "text"),
        ("assign", {"to": ""}, "to"),
        ("assign", {"to": "x"}, "to"),
        ("assign", {"to": "9" * 30}, "to"),
        ("merge", {"into": ""}, "into"),
        ("merge", {"into": "چهار"}, "into"),
        ("merge", {"into": "-1"}, "into"),
        ("merge", {"into": "9" * 40}, "into"),
        ("merge", {"into": "123456"}, "into"),
        ("close", {"explanation": "…"}, "outcome"),
        ("close", {"outcome": "won", "explanation": "…"}, "outcome"),
        ("close", {"outcome": "fixed"}, "explanation"),
        ("close", {"outcome": "fixed", "explanation": "شد"}, "evidence"),
    ],
)
def test_each_refusal_stands_at_its_field(
    desk, report, verb: str, fields: dict, field: str
) -> None:
    answer = do(desk, report, verb, **fields)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="#{verb}-{field}"' in errors_of(page)
    assert f'id="{verb}-{field}"' in page
    assert f'id="{verb}-{field}-error"' in page
    assert re.search(rf'id="do-{verb}"( open)?', page)
    assert Act.objects.count() == 1


def test_a_person_of_another_unit_is_refused_at_the_choice(desk, report, town) -> None:
    crew, road = town.persons["crew"], town.persons["road"]
    answer = do(desk, report, "assign", to=f"{town.lighting.pk}:{road.pk}", reason="چون")
    page = answer.content.decode()
    assert (answer.status_code, "assign-to-error" in page) == (422, True)
    assert ">چون</textarea>" in page
    Organization.objects.filter(pk=town.roads.pk).update(dissolved_on=NOW.date())
    assert do(desk, report, "assign", to=str(town.roads.pk)).status_code == 422
    assert do(desk, report, "assign", to=f"{town.lighting.pk}:{crew.pk}").status_code == 302


def test_what_changed_meanwhile_is_told_and_the_words_are_kept(desk, report, actor) -> None:
    seen = report.version
    reply(report.pk, "همکارم نوشت", actor=actor("dispatcher"), at=NOW)
    answer = do(desk, report, "pause", text="قطعهٔ تابلو نیست", version=seen)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "همکارم نوشت" in errors_of(page)
    assert "ساکنی این را گزارش داد" not in errors_of(page)  # that was known
    assert ">قطعهٔ تابلو نیست</textarea>" in page
    fresh = int(re.search(r'name="version" value="(\d+)"', page).group(1))
    assert do(desk, report, "pause", text="قطعهٔ تابلو نیست", version=fresh).status_code == 302


def test_voices_and_notes_meanwhile_stop_nobody(desk, report, actor) -> None:
    seen = report.version
    me_too(report.pk, actor=actor("nobody", "b2"), at=NOW)
    note(report.pk, "…", actor=actor("dispatcher"), at=NOW)
    assert do(desk, report, "claim", version=seen).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 40])
def test_a_form_without_a_version_is_not_done(desk, report, version: str) -> None:
    assert do(desk, report, "claim", version=version).status_code == 409
    assert Act.objects.count() == 1


def test_a_case_that_left_meanwhile_is_refused_in_words(desk, report, actor, town) -> None:
    assign(report.pk, actor=actor("dispatcher"), at=NOW, unit=town.roads)
    answer = do(desk, report, "reply", text="می‌آییم")
    assert answer.status_code == 403
    assert "این گزارش دست واحد دیگری است." in answer.content.decode()


# Onward


def test_send_and_take_the_next(desk, report, filed, actor) -> None:
    theirs, following = filed(), filed()
    claim(theirs.pk, actor=actor("dispatcher"), at=NOW)
    answer = do(desk, report, "reply", text="می‌آییم", then="next", scope="unit")
    assert answer.url == reverse("case", args=[following.pk]) + f"?done={report.pk}"
    following.refresh_from_db()
    assert following.assignee == actor("lamp").person
    assert last_act().verb == "service.claim"
    last = do(desk, following, "reply", text="می‌آییم", then="next")
    assert last.url == reverse("desk") + f"?done={following.pk}"


def test_one_s_own_taking_is_no_news(desk, report, filed) -> None:
    following = filed()
    case_of(desk, following)
    answer = do(desk, report, "reply", text="می‌آییم", then="next")
    assert 'id="fresh"' not in desk.get(answer.url).content.decode()


def test_what_was_done_is_said_once_beside_the_way_back(desk, report, filed) -> None:
    following = filed()
    answer = do(desk, report, "reply", text="می‌آییم", then="next")
    page = desk.get(answer.url).content.decode()
    assert page.count('class="notice ') == 1
    said = re.search(r'<div class="notice done">.*?</form>', page, re.S).group()
    assert f"گزارش {digits(report.pk)}" in said
    assert f"گزارش {digits(following.pk)} را برداشتید." in said
    assert "فرستاده شد" not in said  # the same in other words
    assert 'id="do-undo"' in said


def test_a_case_stands_in_its_place_of_the_queue(desk, filed) -> None:
    made = [filed().pk for _ in range(20)]
    page = case_of(desk, Request.objects.get(pk=made[10]))
    beside = [int(key) for key in re.findall(r'<li><a href="/desk/(\d+)/"', page)]
    assert beside[:12] == made[6:18]
    assert re.findall(r'href="/desk/(\d+)/" aria-current="true"', page) == [str(made[10])]
    assert 'rel="prev"' in page and 'rel="next"' in page


def test_the_late_ones_are_a_way_to_their_list_and_counted_there(
    client_as, filed, actor, monkeypatch
) -> None:
    late, paused = filed(), filed()
    pause(paused.pk, "قطعه نیست", actor=actor("lamp"), at=NOW)
    monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=40))
    desk = client_as("lamp")
    page = desk.get(reverse("desk"), {"service": "street-light"}).content.decode()
    stood = page.split(f'href="/desk/{paused.pk}/')[1].split("</a>")[0]
    assert ">متوقف<" in stood and re.search(r">مهلتش [^<]+ بود<", stood)
    address = re.search(r'class="badge danger" href="([^"]+)"', page).group(1)
    assert address == "/desk/?service=street-light&amp;due=late"
    shown = desk.get(address.replace("&amp;", "&")).content.decode()
    assert 'همه <span class="count">۱</span>' in shown
    assert reverse("case", args=[late.pk]) in shown


def digits(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹"))


def test_an_error_names_its_form(desk, report) -> None:
    page = do(desk, report, "ask", text=" ").content.decode()
    assert ">پرسش از گزارش‌دهنده: " in errors_of(page)


def test_taking_from_a_colleague_names_them(client_as, report, actor) -> None:
    claim(report.pk, actor=actor("lamp"), at=NOW)
    page = case_of(client_as("dispatcher"), report)
    assert 'id="do-claim">از روشن چراغی بگیرید</button>' in page


def test_a_preview_shows_all_that_becomes_public_and_stays_in_sight(desk, report) -> None:
    page = case_of(desk, report)
    assert f'formaction="/desk/{report.pk}/close/#do-close"' in page
    closing = {"outcome": "fixed", "explanation": "لامپ عوض شد", "evidence": "دیدم، 09123334455"}
    shown = do(desk, report, "close", **closing, then="preview").content.decode()
    preview = shown.split('id="close-preview"')[1].split("</section>")[0]
    assert "درست شد" in preview and "لامپ عوض شد" in preview
    assert "دیدم" in preview and "09123334455" not in preview
    assert Request.objects.get().is_open


def test_a_kind_that_moves_nothing_says_where_the_report_stays(
    client_as, report, town, actor
) -> None:
    assert "به واحدی می‌رود که کنار موضوع نوشته شده" in case_of(client_as("dispatcher"), report)
    assign(report.pk, actor=actor("dispatcher"), at=NOW, unit=town.roads)
    page = case_of(client_as("dispatcher"), report)
    assert "نزد واحد معابر می‌ماند" in page


def test_the_place_in_the_queue_is_kept(desk, report, filed) -> None:
    following = filed()
    address = reverse("case", args=[report.pk])
    answer = do(desk, report, "note", text="…", scope="mine")
    assert answer.url == f"{address}?scope=mine"
    page = case_of(desk, report, "?scope=unclaimed")
    assert f"/desk/{following.pk}/?scope=unclaimed" in page
    assert 'name="scope" value="unclaimed"' in page
    assert 'name="scope" value="unit"' in case_of(desk, report, "?scope=all")


@pytest.mark.parametrize("language", ["fa", "en"])
def test_a_case_speaks_its_reader_s_language_throughout(client_as, report, language: str) -> None:
    page = case_of(client_as("lamp", language), report)
    text = re.sub(r"<[^>]+>", " ", re.search(r"<article.*?</aside>", page, re.S).group())
    text = text.replace(report.title, "").replace(report.description, "")
    latin, persian = re.findall(r"[A-Za-z]{2,}", text), re.findall("[آ-ی]{2,}", text)
    if language == "fa":
        assert latin == []
    else:  # names and addresses stay as they are
        assert set(persian) <= set(re.findall("[آ-ی]+", str(town_names(report))))


def town_names(report: Request) -> list[str]:
    return [report.address, *Person.objects.values_list("name", flat=True)]


@pytest.mark.parametrize("address", ["/desk/", "/desk/{}/", "/desk/shift/", "/reports/{}/"])
def test_no_boundary_of_a_district_is_read_with_the_reports_in_it(desk, filed, address) -> None:
    report = filed("lamp", latitude=35.62, longitude=51.07)
    assert report.area is not None
    desk.get(address.format(report.pk))  # what is kept from here on is read once
    with CaptureQueriesContext(connection) as asked:
        assert desk.get(address.format(report.pk)).status_code == 200
    read = any('"people_area"."name"' in one["sql"] for one in asked)
    assert read == (address != "/desk/")  # the control: others do read the district's name
    assert not [one["sql"] for one in asked if '"people_area"."geometry"' in one["sql"]]

"""Personal data is forgotten on time, wholly, and the record says how much and never whose."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cityhall.conftest import NOW

from cityhall.acts.keeping import RULES, Rule, keep
from cityhall.acts.models import Act, Message, Register, Sealed
from cityhall.database import erasing
from cityhall.people.actor import Actor
from cityhall.service import actions as service
from cityhall.service.models import Draft, Party, Photo, Request, Tally
from cityhall.upkeep import actions, queries
from cityhall.upkeep.models import Keeping
from divan.record import commitment

CANARIES = ("Zqcanaryname", "zqcanary@mail.example", "09121110001", "zqcanarytyped", "zqcanarynote")
LATER = NOW + timedelta(days=8000)


def text(extra: str = "") -> str:
    return f"zqcanarytyped تلفن من 09121110001 است. {extra}"


@pytest.fixture
def closed(filed, actor, town) -> Callable[..., Request]:
    """A report full of canaries that was closed at a moment."""

    def make(service_code: str = "lamp", *, at=NOW, **facts: object) -> Request:
        request = filed(
            service_code,
            text=text() + "م " * 1900 if facts.pop("long", False) else text(),
            name=CANARIES[0],
            email=CANARIES[1],
            phone=CANARIES[2],
            at=at - timedelta(days=1),
            publish="nothing",
            **facts,
        )
        officer = actor("dispatcher")
        service.note(request.pk, "zqcanarynote برای همکاران", actor=officer, at=at)
        closing = service.Closing("answered", "انجام شد")
        return service.close(request.pk, closing, actor=officer, at=at)

    return make


def forget(code: str, at=LATER) -> dict[str, int]:
    total: dict[str, int] = {}
    while any((step := actions.forget_some(code, at=at)).values()):
        for name, count in step.items():
            total[name] = total.get(name, 0) + count
    return total


def test_who_reported_is_forgotten_and_the_report_stays(town, closed) -> None:
    request = closed()
    assert forget("contact") == {"reports": 1, "people": 1}
    party = Party.objects.get(request=request)
    assert (party.name, party.email, party.phone, party.person) == ("", "", "", None)
    assert party.role == "reporter"
    request.refresh_from_db()
    assert (request.status, request.contact_kept, request.words_kept) == ("done", False, True)


def test_nothing_is_forgotten_before_its_time_nor_of_open_reports(town, closed, filed) -> None:
    closed()
    filed(email="open@example.org")
    days = timedelta(days=RULES["contact"].days)
    assert forget("contact", at=NOW + days) == {}
    assert forget("contact", at=NOW + days + timedelta(seconds=1)) == {"reports": 1, "people": 1}
    assert Party.objects.filter(email="open@example.org").exists()


def test_a_report_that_was_opened_again_keeps_its_people(town, closed, actor) -> None:
    request = closed()
    service.reopen(request.pk, "نشده", actor=actor("nobody"), at=NOW)
    assert forget("contact") == {}


def test_words_are_forgotten_and_what_was_published_stays(town, closed, filed, actor) -> None:
    request = filed(text=text("بیایید."), publish="words")
    shown = request.public_text
    assert "09121110001" not in shown
    service.close(
        request.pk, service.Closing("answered", "انجام شد"), actor=actor("dispatcher"), at=NOW
    )
    assert forget("words")["reports"] == 1
    request.refresh_from_db()
    assert (request.description, request.public_text) == (shown, shown)
    assert not Sealed.objects.filter(act__object_id=request.pk).exists()
    page = Client(headers={"accept-language": "en"}).get(f"/reports/{request.pk}/")
    assert page.status_code == 200
    assert "were erased" in page.content.decode()


def test_a_hidden_place_is_forgotten(town, filed, actor) -> None:
    request = filed("noise", latitude=35.62, longitude=51.02, landmark="پشت مدرسه")
    service.close(
        request.pk, service.Closing("answered", "انجام شد"), actor=actor("dispatcher"), at=NOW
    )
    forget("words")
    request.refresh_from_db()
    assert (request.latitude, request.longitude) == (None, None)
    assert (request.address, request.landmark) == ("", "")


def test_the_record_stays_whole_and_verifies(town, closed) -> None:
    closed()
    leaves = list(Act.objects.order_by("position").values_list("leaf", flat=True))
    counts = list(Tally.objects.order_by("pk").values_list("count", flat=True))
    for code in RULES:
        forget(code)
    after = list(Act.objects.order_by("position").values_list("position", "leaf"))
    assert [leaf for _position, leaf in after][: len(leaves)] == leaves
    assert [position for position, _leaf in after] == list(range(Register.objects.get().size))
    assert list(Tally.objects.order_by("pk").values_list("count", flat=True)) == counts
    for sealed in Sealed.objects.select_related("act"):
        told = json.loads(sealed.act.leaf)["sealed"]
        assert commitment(bytes(sealed.key), sealed.words) == told


def test_each_run_is_an_act_of_counts_only(town, closed) -> None:
    closed()
    closed()
    forget("contact")
    [act] = Act.objects.filter(verb="upkeep.forget")
    assert act.public == {"rule": "contact", "days": 365, "reports": 2, "people": 2}
    assert act.by == "system"
    assert not any(word in act.leaf for word in CANARIES)


def test_the_chore_goes_in_bounded_steps_and_once_a_day(town, closed, monkeypatch) -> None:
    monkeypatch.setattr(actions, "STEP", 1)
    for _ in range(3):
        closed()
    at = NOW + timedelta(days=400)
    left = []
    for minutes in range(0, 60, 10):
        actions.forget_on_time(at + timedelta(minutes=minutes))
        left.append(Request.objects.filter(contact_kept=True).count())
    assert left == [2, 1, 0, 0, 0, 0]
    acts = Act.objects.filter(verb="upkeep.forget").count()
    closed(at=NOW)
    actions.forget_on_time(at + timedelta(hours=2))  # cleared today: not before tomorrow
    assert Act.objects.filter(verb="upkeep.forget").count() == acts
    actions.forget_on_time(at + timedelta(days=2))
    assert not Request.objects.filter(contact_kept=True).exists()


def test_private_photos_go_with_their_files(town, closed, tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path
    request = closed()
    facts = {"request": request, "width": 1, "height": 1, "size": 1, "created_at": NOW}
    private = Photo.objects.create(**facts)
    public = Photo.objects.create(is_public=True, **facts)
    from cityhall.service import uploads

    for photo in (private, public):
        path = uploads.path_of(photo.pk, "large")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.db.transaction.on_commit", lambda call: call())
        assert forget("photos") == {"photos": 1}
    assert list(Photo.objects.values_list("pk", flat=True)) == [public.pk]
    assert not uploads.path_of(private.pk, "large").exists()
    assert uploads.path_of(public.pk, "large").exists()


def test_no_byte_of_it_is_left_in_the_files_of_the_database(
    transactional_db, town, closed, actor
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL: bytes stay in its files until its own VACUUM; docs/operating.md")
    for number in range(5):
        closed(long=number % 2 == 0)
    visitor = Actor(browser="somebody")
    draft = service.start_draft(actor=visitor, at=NOW, data={"text": text(), "name": CANARIES[0]})
    service.change_draft(draft.pk, {"text": text("م " * 1900)}, actor=visitor)
    Message.objects.update(sent_at=NOW, next_try_at=None)
    file = Path(connection.settings_dict["NAME"])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    held = file.read_bytes()
    assert all(word.encode() in held for word in CANARIES)  # the scan finds what is there
    for code in RULES:
        forget(code)
    erasing.settle()
    assert not Draft.objects.filter(request=None).exists()
    for path in file.parent.glob(file.name + "*"):
        found = [word for word in CANARIES if word.encode() in path.read_bytes()]
        assert found == [], path.name
    assert Request.objects.count() == 5


def test_the_city_sets_the_days_and_the_record_knows(town, actor, client_as) -> None:
    desk = client_as("admin", "en")
    page = desk.get("/manage/keeping/").content.decode()
    assert "Who reported" in page
    days = {code: rule.days for code, rule in RULES.items() if not rule.is_fixed}
    assert desk.post("/manage/keeping/", {**days, "contact": 90}).status_code == 302
    assert Keeping.objects.get(code="contact").days == 90
    [act] = Act.objects.filter(verb="upkeep.keep")
    assert act.public == {"rule": "contact", "days": 90, "days_before": 365}
    assert act.by == "post:admin"
    refused = desk.post("/manage/keeping/", {**days, "contact": 1})
    assert refused.status_code == 422
    least, most = RULES["contact"].least, RULES["contact"].most
    assert f"Choose between {least} and {most} days." in refused.content.decode()
    assert "/manage/keeping/" in desk.get("/manage/").content.decode()


def test_bounds_hold_below_the_form_too(town, actor) -> None:
    from cityhall.acts.refusals import Refused

    with pytest.raises(Refused) as refused:
        actions.keep_for({"contact": 1}, actor=actor("admin"), at=NOW)
    assert refused.value.refusal.field == "contact"
    with pytest.raises(Refused):
        actions.keep_for({"contact": 60}, actor=actor("dispatcher"), at=NOW)


def test_the_page_costs_the_same_in_any_city(town, closed, client_as) -> None:
    desk = client_as("admin")
    desk.get("/manage/keeping/")
    with CaptureQueriesContext(connection) as few:
        desk.get("/manage/keeping/")
    for _ in range(3):
        closed()
    with CaptureQueriesContext(connection) as more:
        desk.get("/manage/keeping/")
    assert len(more) == len(few)


def test_a_dry_run_counts_and_erases_nothing(town, closed) -> None:
    closed()
    due = {one.rule.code: one.due for one in queries.kept(at=LATER)}
    assert (due["contact"], due["words"]) == (1, 1)
    assert Request.objects.filter(contact_kept=True).count() == 1


def test_a_kind_of_data_has_one_rule() -> None:
    known = next(iter(RULES.values()))
    with pytest.raises(RuntimeError, match=known.code):
        keep(Rule(known.code, "", "", 1, 1, 1, lambda at: 0, lambda at, most: {}))


def test_migrations_are_complete(db) -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)

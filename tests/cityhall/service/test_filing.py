"""Filing: what is taken, what is refused and why, what of it everyone may see; drafts sent once."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.db import transaction
from django.db.utils import IntegrityError
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Act, Message
from cityhall.acts.refusals import Refused
from cityhall.people.actor import Actor
from cityhall.service import receipts
from cityhall.service.actions import (
    Report,
    change_draft,
    file_request,
    may_file,
    send_draft,
    start_draft,
)
from cityhall.service.actions.filing import title_of
from cityhall.service.models import Draft, Party, Photo, Publish, Request, Service, Tally

EAST = {"latitude": 35.62, "longitude": 51.07}
PHONE = "09121234567"


def refusal_of(call, *arguments, **named):
    with pytest.raises(Refused) as caught:
        call(*arguments, **named)
    return caught.value.refusal


def test_a_report_goes_to_the_unit_of_its_kind_and_the_area_of_its_place(filed, town) -> None:
    request = filed("lamp", **EAST)
    assert (request.unit, request.area, request.status) == (town.lighting, town.east, "received")
    assert request.is_open
    assert request.assignee is None
    assert request.acknowledged_at is None


def test_its_act_states_the_facts(filed, town) -> None:
    request = filed("lamp", **EAST)
    act = Act.objects.get()
    assert (act.verb, act.by, act.object_id, act.audience) == (
        "service.file",
        "resident",
        request.pk,
        "public",
    )
    assert act.public == {
        "status": "received",
        "service": "street-light",
        "area": "east",
        "unit": "lighting",
        "channel": "web",
        "photos": 0,
        "acknowledge_by": request.acknowledge_by.isoformat(),
        "due": request.due_at.isoformat(),
    }


def test_text_stays_as_typed_and_the_public_reads_it_masked(filed) -> None:
    request = filed(text=f"چراغ خاموش است. شمارهٔ من {PHONE} است.")
    assert PHONE in request.description
    assert PHONE not in request.public_text
    assert request.public_text.startswith("چراغ خاموش است.")
    assert request.title == "چراغ خاموش است"
    assert PHONE not in request.search


def test_a_phone_in_an_address_is_masked_too(filed) -> None:
    request = filed(address=f"خیابان مهر، زنگ {PHONE}")
    assert PHONE in request.address
    assert PHONE not in request.public_address


def test_who_wants_only_kind_and_place_public_says_no_words(filed) -> None:
    request = filed(text="کنار خانهٔ ما", publish=Publish.NOTHING)
    assert (request.title, request.public_text) == ("", "")
    assert request.is_public
    assert request.description == "کنار خانهٔ ما"
    assert "خانه" not in request.search


def test_a_kind_that_hides_its_place_shows_the_area_only(filed, town) -> None:
    request = filed("noise", **EAST, address="کوچهٔ نسترن، پلاک ۱۲")
    assert request.latitude == EAST["latitude"]
    assert (request.public_latitude, request.public_longitude) == (None, None)
    assert request.public_address == ""
    assert request.area == town.east
    assert "نسترن" not in request.search


def test_a_confidential_report_is_public_nowhere(filed) -> None:
    request = filed("conduct", text="کارمند رشوه خواست", address="")
    assert not request.is_public
    assert (request.title, request.public_text, request.public_address) == ("", "", "")
    assert "رشوه" not in request.search
    assert not Tally.objects.exists()
    assert Act.objects.get().audience == "parties"


def test_whoever_reports_is_a_party_and_their_data_stands_nowhere_else(filed, actor) -> None:
    request = filed(name="سارا", email="sara@example.org", phone=PHONE, by=actor("resident"))
    party = Party.objects.get()
    assert (party.request, party.role, party.person) == (
        request,
        "reporter",
        actor("resident").person,
    )
    assert (party.name, party.email, party.phone) == ("سارا", "sara@example.org", PHONE)
    row = json.dumps(Request.objects.values().get(), default=str, ensure_ascii=False)
    assert not any(one in row for one in ("سارا", "sara@example.org", PHONE))


def test_the_receipt_opens_the_report_and_is_not_kept(filed) -> None:
    request = filed()
    code = receipts.code_of(request.nonce)
    assert request.receipt == receipts.hash_of(code)
    assert receipts.hash_of(code.lower().replace("-", " ")) == request.receipt
    row = json.dumps(Request.objects.values().get(), default=str)
    assert code not in row
    assert code.replace("-", "") not in row


def test_a_mail_tells_of_the_receipt_where_an_address_was_left(filed) -> None:
    filed()
    assert not Message.objects.exists()
    request = filed(email="sara@example.org")
    message = Message.objects.get()
    assert (message.kind, message.address, message.language) == (
        "service.received",
        "sara@example.org",
        "fa",
    )
    assert message.context == {
        "request": request.pk,
        "reporter": True,
        "due": request.due_at.isoformat(),
    }


def test_photos_follow_the_wish_of_the_reporter(filed, town) -> None:
    for publish, public in [("all", True), ("words", False), ("nothing", False)]:
        draft = Draft.objects.create(token=publish, browser="x", created_at=NOW)
        photo = Photo.objects.create(draft=draft, width=1, height=1, size=1, created_at=NOW)
        request = filed(publish=publish, photos=[photo])
        photo.refresh_from_db()
        assert (photo.request, photo.draft, photo.is_public) == (request, None, public)


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"text": ""}, "text", "empty"),
        ({"text": " \n\t "}, "text", "empty"),
        ({"text": "\x00\x07"}, "text", "empty"),
        ({"text": "م" * 4001}, "text", "long"),
        ({"address": ""}, "place", "place"),
        ({"address": "  ", "landmark": " "}, "place", "place"),
        ({"latitude": 10.0, "longitude": 51.07}, "place", "outside"),
        ({"latitude": float("nan"), "longitude": 51.07}, "place", "outside"),
        ({"latitude": float("inf"), "longitude": 51.07}, "place", "outside"),
        ({"latitude": 35.62}, "place", "outside"),
        ({"longitude": 51.07}, "place", "outside"),
        ({"answers": {"count": "many"}}, "answer-count", "answer"),
        ({"answers": {"since": "yesterday"}}, "answer-since", "answer"),
        ({"photos": [None] * 6}, "photos", "photos"),
    ],
)
def test_what_cannot_be_filed_is_refused_at_its_field(
    filed, town, actor, changes: dict, field: str, code: str
) -> None:
    refusal = refusal_of(filed, **changes)
    assert (refusal.field, refusal.code, refusal.status) == (field, code, 422)
    assert not Request.objects.exists()
    assert not Act.objects.exists()


def test_a_kind_that_is_no_longer_taken_is_refused(filed, town) -> None:
    Service.objects.update(active=False)
    town.services["lamp"].refresh_from_db()
    assert refusal_of(filed).field == "service"


def test_a_required_answer_must_be_given(filed, town, actor) -> None:
    service = town.services["lamp"]
    service.questions[0]["required"] = True
    report = Report(service=service, text="چراغ", address="مهر")
    assert may_file(report, actor=actor("nobody")).field == "answer-count"
    full = Report(service=service, text="چراغ", address="مهر", answers={"count": "۳"})
    assert may_file(full, actor=actor("nobody")) is None
    assert file_request(full, actor=actor("nobody"), at=NOW).answers == {"count": 3}


@pytest.mark.parametrize("text", ["a\x00b چراغ", "\u202eچراغ\u202c", "چراغ\ud800"])
def test_letters_that_no_database_or_record_can_hold_do_not_break_filing(filed, text: str) -> None:
    request = filed(text=text)
    request.refresh_from_db()
    assert "چراغ" in request.description
    assert "\x00" not in request.description


def test_a_title_is_the_first_sentence_cut_between_words() -> None:
    assert title_of("چراغ سوخته. سه شب است.") == "چراغ سوخته"
    assert title_of("چراغ\nدوم") == "چراغ"
    assert title_of("") == title_of(" \n ") == ""
    long = title_of("واژه " * 60)
    assert len(long) <= 81
    assert long.endswith("واژه…")


def test_counts_are_kept_by_kind_area_and_status(filed, town) -> None:
    filed(**EAST)
    filed(**EAST)
    filed()
    filed("hole", **EAST)
    kept = {(row.service, row.area, row.status): row.count for row in Tally.objects.all()}
    lamp, hole = town.services["lamp"], town.services["hole"]
    assert kept == {
        (lamp, town.east.pk, "received"): 2,
        (lamp, 0, "received"): 1,
        (hole, town.east.pk, "received"): 1,
    }


def test_a_draft_opens_for_its_own_browser_only(town, actor) -> None:
    draft = start_draft(actor=actor("nobody"), at=NOW, data={"text": "چراغ"})
    change_draft(draft.pk, {"address": "مهر"}, actor=actor("nobody"))
    assert Draft.objects.get().data == {"text": "چراغ", "address": "مهر"}
    other = actor("nobody", "browser-2")
    assert refusal_of(change_draft, draft.pk, {"text": "x"}, actor=other).status == 404
    report = Report(service=town.services["lamp"], text="چراغ", address="مهر")
    assert refusal_of(send_draft, draft.pk, report, actor=other, at=NOW).status == 404
    assert refusal_of(change_draft, draft.pk, {}, actor=Actor()).status == 404


def test_a_nameless_browser_gets_no_draft(town) -> None:
    with pytest.raises(ValueError, match="name the browser"):
        start_draft(actor=Actor(), at=NOW)


def test_a_draft_sent_again_gives_the_same_report_and_takes_no_change(town, actor) -> None:
    me = actor("nobody")
    draft = start_draft(actor=me, at=NOW, data={"text": "چراغ", "phone": PHONE})
    report = Report(service=town.services["lamp"], text="چراغ", address="مهر")
    first = send_draft(draft.pk, report, actor=me, at=NOW)
    later = send_draft(draft.pk, report, actor=me, at=NOW + timedelta(minutes=1))
    assert later == first
    assert Request.objects.count() == Act.objects.count() == 1
    assert Draft.objects.get().data == {}
    assert refusal_of(change_draft, draft.pk, {"text": "x"}, actor=me).code == "sent"


def test_a_refused_draft_keeps_what_was_written(town, actor) -> None:
    me = actor("nobody")
    draft = start_draft(actor=me, at=NOW, data={"text": "چراغ"})
    report = Report(service=town.services["lamp"], text="چراغ")
    assert refusal_of(send_draft, draft.pk, report, actor=me, at=NOW).field == "place"
    assert Draft.objects.get().data == {"text": "چراغ"}


@pytest.mark.parametrize(
    "change",
    [
        {"is_open": False},
        {"status": "done"},
        {"status": "done", "is_open": False, "closed_at": NOW},  # without an outcome
        {"closed_at": NOW},
        {"latitude": 91.0, "longitude": 0.0},
    ],
)
def test_the_database_itself_refuses_a_report_that_contradicts_itself(filed, change: dict) -> None:
    filed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.update(**change)


def test_a_report_is_not_merged_into_itself_by_the_database_either(filed) -> None:
    request = filed()
    with pytest.raises(IntegrityError), transaction.atomic():
        Request.objects.update(merged_into=request)

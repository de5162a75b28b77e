"""The officers' acts: who may do them, what they change, whom they tell, what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Act, Message, Sealed
from cityhall.acts.refusals import Refused
from cityhall.people.actor import Actor
from cityhall.people.models import Membership, Organization
from cityhall.service.actions import (
    Closing,
    acknowledge,
    ask,
    assign,
    claim,
    close,
    may_change,
    may_claim,
    may_reveal,
    me_too,
    merge,
    note,
    pause,
    reply,
    resume,
    reveal,
    undo,
)
from cityhall.service.models import Request

LATER = NOW + timedelta(minutes=20)
CLOSING = Closing("answered", "خاموشی برنامه‌ریزی شده بود.")

# Every act of an officer, ready to be done to a report.
ACTS: dict[str, Callable[..., object]] = {
    "claim": claim,
    "acknowledge": acknowledge,
    "assign": lambda pk, **who: assign(pk, unit=Organization.objects.get(code="roads"), **who),
    "ask": lambda pk, **who: ask(pk, "کدام پلاک؟", **who),
    "note": lambda pk, **who: note(pk, "زنگ زدم", **who),
    "reply": lambda pk, **who: reply(pk, "فردا می‌آییم", **who),
    "pause": lambda pk, **who: pause(pk, "قطعه نیست", **who),
    "close": lambda pk, **who: close(pk, CLOSING, **who),
    "reveal": lambda pk, **who: reveal(pk, "باید زنگ بزنم", **who),
}


def refusal_of(call, *arguments, **named):
    with pytest.raises(Refused) as caught:
        call(*arguments, **named)
    return caught.value.refusal


@pytest.fixture
def request_(filed) -> Request:
    return filed("lamp", name="سارا", email="sara@example.org")


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize(
    ("who", "allowed"),
    [
        ("lamp", True),  # an officer of the unit
        ("dispatcher", True),  # sees all units
        ("road", False),  # an officer of another unit
        ("crew", False),  # a field worker to whom it was not handed
        ("admin", False),
        ("resident", False),
        ("nobody", False),
    ],
)
def test_only_those_whose_posts_reach_a_report_work_on_it(
    request_, actor, name: str, who: str, allowed: bool
) -> None:
    before = Act.objects.count()
    if allowed:
        ACTS[name](request_.pk, actor=actor(who), at=LATER)
        assert Act.objects.count() == before + 1
        assert Act.objects.latest("position").by == f"post:{who}"
    else:
        refusal = refusal_of(ACTS[name], request_.pk, actor=actor(who), at=LATER)
        assert (refusal.code, refusal.status) == ("not_yours", 403)
        assert Act.objects.count() == before


def test_a_field_worker_works_on_what_was_handed_to_them(request_, actor, town) -> None:
    crew = actor("crew")
    assert may_change(request_, actor=crew).status == 403
    assign(request_.pk, actor=actor("lamp"), at=NOW, person=town.persons["crew"])
    reply(request_.pk, "در راهم", actor=crew, at=LATER)
    assign(request_.pk, actor=actor("lamp"), at=LATER)  # back to the whole unit
    assert refusal_of(reply, request_.pk, "…", actor=crew, at=LATER).status == 403


@pytest.mark.parametrize("name", [name for name in ACTS if name not in ("note", "reveal")])
def test_nothing_changes_on_a_closed_report(request_, actor, name: str) -> None:
    close(request_.pk, CLOSING, actor=actor("lamp"), at=NOW)
    refusal = refusal_of(ACTS[name], request_.pk, actor=actor("dispatcher"), at=LATER)
    assert (refusal.code, refusal.status) == ("closed", 409)


@pytest.mark.parametrize("name", ACTS)
def test_a_report_that_does_not_exist_is_refused(town, actor, name: str) -> None:
    assert refusal_of(ACTS[name], 404, actor=actor("dispatcher"), at=NOW).status == 404


@pytest.mark.parametrize(
    ("name", "acknowledges", "status"),
    [
        ("claim", True, "in_progress"),
        ("acknowledge", True, "seen"),
        ("assign", True, "seen"),
        ("ask", True, "waiting"),
        ("note", False, "received"),
        ("reply", True, "in_progress"),
        ("pause", True, "paused"),
        ("close", True, "done"),
        ("reveal", False, "received"),
    ],
)
def test_what_each_act_means_for_the_report(
    request_, actor, name: str, acknowledges: bool, status: str
) -> None:
    ACTS[name](request_.pk, actor=actor("lamp"), at=LATER)
    after = Request.objects.get(pk=request_.pk)
    assert after.status == status
    assert after.acknowledged_at == (LATER if acknowledges else None)
    assert (after.version, after.updated_at) == (request_.version + 1, LATER)
    assert Act.objects.latest("position").public["status"] == status


def test_the_first_sight_counts(request_, actor) -> None:
    reply(request_.pk, "دیدیم", actor=actor("lamp"), at=NOW)
    claim(request_.pk, actor=actor("lamp"), at=LATER)
    assert Request.objects.get().acknowledged_at == NOW
    acknowledge(request_.pk, actor=actor("lamp"), at=LATER)  # nothing new: no act
    assert Act.objects.filter(verb="service.acknowledge").count() == 0


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("claim", None),
        ("assign", None),
        ("ask", "service.asked"),
        ("note", None),
        ("reply", "service.replied"),
        ("pause", "service.paused"),
        ("close", "service.closed"),
        ("reveal", None),
    ],
)
def test_whom_each_act_tells(request_, actor, name: str, kind: str | None) -> None:
    me_too(request_.pk, actor=actor("nobody", "b2"), at=NOW, email="navid@example.org")
    Message.objects.all().delete()
    ACTS[name](request_.pk, actor=actor("lamp"), at=LATER)
    told = {(mail.address, mail.context["reporter"], mail.kind) for mail in Message.objects.all()}
    reporter, voice = ("sara@example.org", True, kind), ("navid@example.org", False, kind)
    expected = {None: set(), "service.asked": {reporter}}.get(kind, {reporter, voice})
    assert told == expected


@pytest.mark.parametrize(
    ("name", "audience"),
    [("ask", "parties"), ("note", "staff"), ("reply", "public"), ("reveal", "staff")],
)
def test_who_may_read_what_was_written(request_, actor, name: str, audience: str) -> None:
    ACTS[name](request_.pk, actor=actor("lamp"), at=LATER)
    assert Act.objects.latest("position").audience == audience


def test_of_a_confidential_report_nothing_is_for_the_public(filed, actor) -> None:
    request = filed("conduct", name="سارا")
    for name in ("claim", "reply", "pause"):
        ACTS[name](request.pk, actor=actor("road"), at=LATER)
    assert set(Act.objects.values_list("audience", flat=True)) == {"parties"}


@pytest.mark.parametrize("act", [ask, note, reply, pause, reveal])
@pytest.mark.parametrize(("text", "code"), [("", "empty"), (" \n", "empty"), ("م" * 4001, "long")])
def test_words_are_needed_and_not_too_many(request_, actor, act, text: str, code: str) -> None:
    refusal = refusal_of(act, request_.pk, text, actor=actor("lamp"), at=LATER)
    assert (refusal.code, refusal.field, refusal.status) == (code, "text", 422)


def test_a_reply_is_shown_with_personal_data_masked(request_, actor) -> None:
    reply(request_.pk, "به ۰۹۱۲۱۲۳۴۵۶۷ زنگ بزنید", actor=actor("lamp"), at=LATER)
    words = Sealed.objects.latest("act_id").words
    assert "۰۹۱۲۱۲۳۴۵۶۷" in words["text"]
    assert "۰۹۱۲۱۲۳۴۵۶۷" not in words["shown"]


# Taking and handing on


def test_the_same_words_are_not_sent_twice_running(request_, actor) -> None:
    send = {"actor": actor("lamp"), "at": LATER}
    reply(request_.pk, "فردا می‌آییم", **send)
    again = refusal_of(reply, request_.pk, " فردا می‌آییم ", **send)
    assert (again.code, again.field) == ("same", "text")
    undo(request_.pk, Act.objects.latest("position").position, **send)
    reply(request_.pk, "فردا می‌آییم", **send)  # what was taken back was not said
    me_too(request_.pk, actor=actor("nobody", "b2"), at=LATER)
    reply(request_.pk, "فردا می‌آییم", **send)  # somebody has not read it


def test_whoever_takes_a_report_has_it(request_, actor) -> None:
    assert claim(request_.pk, actor=actor("lamp"), at=LATER).assignee == actor("lamp").person
    assert refusal_of(claim, request_.pk, actor=actor("lamp"), at=LATER).code == "yours"


def test_what_a_colleague_has_is_not_taken_from_them_but_by_a_dispatcher(
    request_, actor, town
) -> None:
    Membership.objects.create(
        person=town.persons["neighbour"], post=town.posts["lamp"], start_date=date(2025, 3, 21)
    )
    claim(request_.pk, actor=actor("lamp"), at=NOW)
    assert refusal_of(claim, request_.pk, actor=actor("neighbour"), at=LATER).code == "taken"
    taken = claim(request_.pk, actor=actor("dispatcher"), at=LATER)
    assert taken.assignee == town.persons["dispatcher"]


def test_a_field_worker_cannot_take_what_lies_in_the_queue(request_, actor) -> None:
    assert may_claim(request_, actor=actor("crew")).status == 403


def test_handing_to_a_unit_moves_the_report_there(request_, actor, town) -> None:
    claim(request_.pk, actor=actor("lamp"), at=NOW)
    moved = assign(
        request_.pk, actor=actor("lamp"), at=LATER, unit=town.roads, reason="مال معابر است"
    )
    assert (moved.unit, moved.assignee, moved.status) == (town.roads, None, "in_progress")
    act = Act.objects.latest("position")
    assert act.public == {
        "status": "in_progress",
        "unit": "roads",
        "unit_before": "lighting",
        "person": False,
    }
    assert act.sealed.words == {"reason": "مال معابر است"}
    assert refusal_of(reply, request_.pk, "…", actor=actor("lamp"), at=LATER).status == 403
    reply(request_.pk, "رسید", actor=actor("road"), at=LATER)


def test_handing_to_a_person_needs_a_post_of_theirs_in_that_unit(request_, actor, town) -> None:
    hand = {"actor": actor("dispatcher"), "at": LATER}
    for unit, person in [(None, "road"), (town.roads, "crew"), (None, "resident")]:
        refusal = refusal_of(assign, request_.pk, unit=unit, person=town.persons[person], **hand)
        assert (refusal.field, refusal.status) == ("person", 422)
    assert assign(request_.pk, person=town.persons["crew"], **hand).assignee_id


def test_a_post_counts_on_its_own_days_of_the_city_s_calendar(request_, actor, town) -> None:
    Membership.objects.filter(person=town.persons["crew"]).update(end_date=date(2026, 11, 24))
    evening = datetime(2026, 11, 23, 20, 29, tzinfo=UTC)  # 23:59 in Tehran
    night = evening + timedelta(minutes=1)  # 00:00 of the 24th in Tehran, still the 23rd in UTC
    hand = {"actor": actor("lamp"), "person": town.persons["crew"]}
    assert refusal_of(assign, request_.pk, at=night, **hand).field == "person"
    assert assign(request_.pk, at=evening, **hand).assignee == town.persons["crew"]


def test_a_dissolved_unit_gets_nothing_more(request_, actor, town) -> None:
    Organization.objects.filter(code="roads").update(dissolved_on=date(2026, 11, 1))
    town.roads.refresh_from_db()
    refusal = refusal_of(assign, request_.pk, actor=actor("lamp"), at=LATER, unit=town.roads)
    assert (refusal.code, refusal.field) == ("dissolved", "unit")


def test_a_body_outside_is_not_handed_to_as_a_unit_is(request_, actor, town) -> None:
    """It would never be told: that is what a handover is for."""
    Organization.objects.filter(code="roads").update(classification="outside")
    town.roads.refresh_from_db()
    refusal = refusal_of(assign, request_.pk, actor=actor("lamp"), at=LATER, unit=town.roads)
    assert (refusal.code, refusal.field) == ("outside", "unit")


def test_handing_a_report_to_where_it_is_is_refused(request_, actor, town) -> None:
    again = refusal_of(assign, request_.pk, actor=actor("lamp"), at=LATER, unit=town.lighting)
    assert again.code == "same"


def test_a_reason_has_its_limit(request_, actor, town) -> None:
    hand = {"actor": actor("lamp"), "at": LATER, "unit": town.roads}
    assert refusal_of(assign, request_.pk, reason="م" * 4001, **hand).field == "reason"


# Questions and pauses


def test_one_question_at_a_time(request_, actor) -> None:
    ask(request_.pk, "کدام پلاک؟", actor=actor("lamp"), at=NOW)
    assert refusal_of(ask, request_.pk, "و؟", actor=actor("lamp"), at=LATER).code == "asked"
    assert refusal_of(pause, request_.pk, "…", actor=actor("lamp"), at=LATER).code == "paused"
    assert resume(request_.pk, actor=actor("lamp"), at=LATER).status == "in_progress"


def test_what_stands_still_is_resumed_once(request_, actor) -> None:
    assert refusal_of(resume, request_.pk, actor=actor("lamp"), at=NOW).code == "running"
    pause(request_.pk, "قطعه نیست", actor=actor("lamp"), at=NOW)
    assert refusal_of(ask, request_.pk, "؟", actor=actor("lamp"), at=LATER).code == "paused"
    resume(request_.pk, actor=actor("lamp"), at=LATER)
    assert refusal_of(resume, request_.pk, actor=actor("lamp"), at=LATER).code == "running"


def test_an_import_without_reporter_cannot_be_asked(request_, actor) -> None:
    request_.parties.all().delete()
    assert refusal_of(ask, request_.pk, "؟", actor=actor("lamp"), at=LATER).code == "nobody"


# Who reported


def test_who_reported_is_told_with_a_reason_that_is_kept(request_, actor) -> None:
    party = reveal(request_.pk, "باید زنگ بزنم", actor=actor("lamp"), at=LATER)
    assert (party.name, party.email) == ("سارا", "sara@example.org")
    act = Act.objects.latest("position")
    assert (act.verb, act.public) == ("service.reveal", {"status": "received"})
    assert act.sealed.words == {"text": "باید زنگ بزنم", "person": actor("lamp").person_id}


def test_where_nothing_was_left_there_is_nothing_to_tell(filed, actor) -> None:
    request = filed()
    assert may_reveal(request, actor=actor("lamp")).code == "nobody"
    assert refusal_of(reveal, request.pk, "…", actor=actor("lamp"), at=NOW).code == "nobody"


# Deciding on what one has read


def test_a_decision_on_an_older_version_is_refused(request_, actor, town) -> None:
    seen = request_.version
    reply(request_.pk, "دیدیم", actor=actor("lamp"), at=NOW)
    for act in (claim, resume):
        refusal = refusal_of(act, request_.pk, actor=actor("lamp"), at=LATER, version=seen)
        assert (refusal.code, refusal.status) == ("changed", 409)
    for act in (ask, reply, pause):
        refusal = refusal_of(act, request_.pk, "…", actor=actor("lamp"), at=LATER, version=seen)
        assert refusal.code == "changed"
    refusal = refusal_of(close, request_.pk, CLOSING, actor=actor("lamp"), at=LATER, version=seen)
    assert refusal.code == "changed"
    hand = {"actor": actor("lamp"), "at": LATER, "version": seen, "unit": town.roads}
    assert refusal_of(assign, request_.pk, **hand).code == "changed"
    into = {"actor": actor("lamp"), "at": LATER, "version": seen}
    assert refusal_of(merge, request_.pk, request_.pk + 1, **into).code in ("changed", "unknown")
    reply(request_.pk, "باز هم", actor=actor("lamp"), at=LATER, version=seen + 1)


@pytest.mark.parametrize("version", [-1, 0, 99, 2**62])
def test_a_version_that_never_was_is_refused(request_, actor, version: int) -> None:
    refusal = refusal_of(claim, request_.pk, actor=actor("lamp"), at=LATER, version=version)
    assert refusal.code == "changed"


def test_voices_and_notes_do_not_stand_in_the_way_of_a_decision(request_, actor) -> None:
    seen = request_.version
    me_too(request_.pk, actor=actor("nobody", "b2"), at=NOW)
    note(request_.pk, "…", actor=actor("dispatcher"), at=NOW)
    reveal(request_.pk, "…", actor=actor("dispatcher"), at=NOW)
    claim(request_.pk, actor=actor("lamp"), at=LATER, version=seen)


def test_an_actor_without_a_person_takes_nothing(request_) -> None:
    reach = frozenset({request_.unit_id})
    machine = Actor(posts=(("lamp", request_.unit_id),), units={"service.handle": reach})
    refusal_of(claim, request_.pk, actor=machine, at=NOW)
    assert Act.objects.count() == 1

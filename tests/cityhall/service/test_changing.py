"""Another kind, two reports of one, a form sent twice: what follows, what is hidden, who hears."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from tests.cityhall.conftest import NOW
from tests.cityhall.service.test_races import told

from cityhall.acts.mail import letter_of
from cityhall.acts.models import Act, Message
from cityhall.acts.refusals import Refused
from cityhall.service import receipts
from cityhall.service.actions import (
    Matter,
    assign,
    change_kind,
    claim,
    me_too,
    merge,
    note,
    once,
    pause,
    resume,
    split,
)
from cityhall.service.clocks import due_at
from cityhall.service.models import Request, Submission

LATER = NOW + timedelta(hours=2)


def test_unit_and_clocks_follow_the_kind_and_everyone_reads_why(
    town, filed, actor, client_as
) -> None:
    row = filed("lamp", email="a@example.org")
    hole = town.services["hole"]
    claim(row.pk, actor=actor("lamp"), at=NOW)
    change_kind(row.pk, hole, "چاله است، نه چراغ", actor=actor("lamp"), at=LATER)
    row.refresh_from_db()
    assert (row.service, row.unit, row.assignee) == (hole, town.roads, None)
    assert row.due_at == due_at(hole, NOW)  # from the report's own day, not from the change
    facts = Act.objects.latest("position").public
    assert (facts["service_before"], facts["unit_before"]) == ("street-light", "lighting")
    assert facts["due"] == due_at(hole, NOW).isoformat(timespec="seconds")
    page = client_as().get(f"/reports/{row.pk}/").content.decode()
    assert "چاله است، نه چراغ" in page
    assert "«چالهٔ خیابان»" in page
    letter = Message.objects.get(kind="service.changed_kind")
    assert "چالهٔ خیابان" in letter_of(letter.kind, letter.context, "fa").text


def test_the_time_in_which_the_clock_stood_still_is_not_counted(town, filed, actor) -> None:
    row = filed("lamp")
    pause(row.pk, "باران", actor=actor("lamp"), at=NOW)
    resume(row.pk, actor=actor("lamp"), at=LATER)
    changed = change_kind(row.pk, town.services["wire"], "سیم", actor=actor("lamp"), at=LATER)
    assert changed.due_at == NOW + timedelta(minutes=120) + timedelta(hours=2)


def test_what_was_handed_on_stays_with_its_unit(town, filed, actor) -> None:
    row = filed("lamp")
    assign(row.pk, unit=town.roads, actor=actor("dispatcher"), at=NOW)
    changed = change_kind(row.pk, town.services["wire"], "سیم", actor=actor("road"), at=NOW)
    assert changed.unit == town.roads


def test_a_new_kind_shows_nothing_that_was_hidden(town, filed, actor) -> None:
    noise = filed("noise", latitude=35.62, longitude=51.07)
    row = change_kind(noise.pk, town.services["hole"], "چاله", actor=actor("road"), at=NOW)
    assert (row.public_address, row.public_latitude) == ("", None)
    lamp = filed("lamp", latitude=35.62, longitude=51.07)
    row = change_kind(lamp.pk, town.services["noise"], "صدا", actor=actor("lamp"), at=NOW)
    assert (row.public_address, row.public_latitude) == ("", None)


def test_under_a_confidential_kind_nothing_is_public_and_nothing_comes_back(
    town, filed, actor, client_as
) -> None:
    row = filed("lamp", text="qanarisecret")
    change_kind(row.pk, town.services["conduct"], "محرمانه", actor=actor("lamp"), at=NOW)
    row.refresh_from_db()
    assert (row.is_public, row.title, row.public_text) == (False, "", "")
    assert "qanarisecret" not in row.search
    assert client_as().get(f"/reports/{row.pk}/").status_code == 404
    with pytest.raises(Refused) as refused:
        change_kind(row.pk, town.services["hole"], "…", actor=actor("road"), at=NOW)
    assert refused.value.refusal.code == "confidential"


@pytest.mark.parametrize(
    ("kind", "reason", "code"), [("lamp", "چرا", "same"), ("hole", " ", "empty")]
)
def test_a_change_needs_another_kind_and_a_reason(
    town, filed, actor, kind: str, reason: str, code: str
) -> None:
    row = filed("lamp")
    with pytest.raises(Refused) as refused:
        change_kind(row.pk, town.services[kind], reason, actor=actor("lamp"), at=NOW)
    assert refused.value.refusal.code == code


# Two of one


def test_two_matters_become_two_linked_reports_of_one_reporter_told_once(
    town, filed, actor, client_as
) -> None:
    row = filed("lamp", text="چراغ خاموش و جلوی در چاله است", email="a@example.org", name="سارا")
    me_too(row.pk, actor=actor("nobody", "b2"), at=NOW, email="b@example.org")
    Message.objects.all().delete()
    part = split(
        row.pk, Matter(town.services["hole"], "جلوی در چاله است"), actor=actor("lamp"), at=LATER
    )
    part.refresh_from_db()
    assert (part.unit, part.status, part.requested_at) == (town.roads, "seen", NOW)
    assert part.due_at == due_at(town.services["hole"], NOW)
    assert part.address == row.address
    party = part.parties.get()
    assert (party.email, party.role, party.name) == ("a@example.org", "reporter", "سارا")
    [message] = Message.objects.all()
    text = letter_of(message.kind, message.context, "fa").text
    assert receipts.code_of(part.nonce) in text
    assert receipts.code_of(row.nonce) in text
    assert client_as().get(f"/track/{receipts.code_of(part.nonce)}/").status_code == 200
    for one, other in ((row, part), (part, row)):
        page = client_as().get(f"/reports/{one.pk}/").content.decode()
        assert f'href="/reports/{other.pk}/"' in page
        assert "a@example.org" not in page
    assert receipts.code_of(part.nonce) not in str(Act.objects.values_list("leaf", flat=True))
    assert (
        f'href="/desk/{part.pk}/"'
        in client_as("dispatcher").get(f"/desk/{row.pk}/").content.decode()
    )


def test_the_second_of_a_confidential_report_is_confidential(town, filed, actor) -> None:
    row = filed("conduct", address="")
    with pytest.raises(Refused) as refused:
        split(row.pk, Matter(town.services["hole"], "چاله"), actor=actor("road"), at=NOW)
    assert refused.value.refusal.code == "confidential"
    part = split(row.pk, Matter(town.services["conduct"], "دوم"), actor=actor("road"), at=NOW)
    assert not part.is_public
    assert not any(act.public for act in Act.objects.all())


def test_a_split_and_a_merge_at_once_leave_two_or_three_whole_reports(
    at_once, town, filed, actor
) -> None:
    row, other = filed(), filed(by=actor("nobody", "b2"))
    matter = Matter(town.services["hole"], "چاله")
    jobs = [
        partial(split, row.pk, matter, actor=actor("lamp"), at=LATER, version=row.version),
        partial(merge, row.pk, other.pk, actor=actor("lamp"), at=LATER, version=row.version),
    ]
    assert told(at_once(jobs)) == {"done": 1, "changed": 1}


# Once


def test_a_form_sent_eight_times_at_once_is_done_once(at_once, filed, actor) -> None:
    row, me = filed(), actor("lamp")
    act = partial(note, row.pk, "نکته", actor=me, at=LATER)
    jobs = [partial(once, "key", row.pk, act, actor=me, at=LATER)] * 8
    assert told(at_once(jobs)) == {"done": 1, "again": 7}
    assert Act.objects.filter(verb="service.note").count() == 1


def test_a_form_that_was_refused_can_be_sent_again(filed, actor) -> None:
    row, me = filed(), actor("lamp")
    with pytest.raises(Refused):
        once("key", row.pk, lambda: note(row.pk, "", actor=me, at=NOW), actor=me, at=NOW)
    assert not Submission.objects.exists()
    once("key", row.pk, lambda: note(row.pk, "نکته", actor=me, at=NOW), actor=me, at=NOW)
    assert Act.objects.filter(verb="service.note").count() == 1


def test_merging_against_voices_loses_none(at_once, filed, actor) -> None:
    row, other = filed(), filed(by=actor("nobody", "b0"))
    voices = [
        partial(me_too, row.pk, actor=actor("nobody", f"v{number}"), at=LATER)
        for number in range(8)
    ]
    told(
        at_once(
            [
                *voices[:4],
                partial(merge, row.pk, other.pk, actor=actor("lamp"), at=LATER),
                *voices[4:],
            ]
        )
    )
    heard = set(other.parties.values_list("voice", flat=True))
    assert set(row.parties.values_list("voice", flat=True)) <= heard
    assert Request.objects.get(pk=other.pk).voices == len(heard) - 1

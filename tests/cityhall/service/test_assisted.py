"""Reports that an officer writes for somebody: consent, mark, receipt, and whose they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.cityhall.conftest import NOW
from tests.cityhall.service.test_closing import refusal_of
from tests.cityhall.service.test_races import told as outcomes

from cityhall.acts.models import Act
from cityhall.people.actor import Actor
from cityhall.people.models import Power
from cityhall.service import queries, receipts, spoken
from cityhall.service.actions import (
    Report,
    change_draft,
    file_request,
    me_too,
    me_too_for,
    start_assisted,
    take_over,
)
from cityhall.service.assistance import Help, hashes_of
from cityhall.service.models import Assistance, Draft, Party, Request

LATER = NOW + timedelta(hours=1)
PHONE = "0912 666 7788"
TERMS = Help("phone", ("write", "contact"), "spoken", "line")


@pytest.fixture
def helped(town, actor) -> Callable[..., Request]:
    """`helped(…)`: a report that the lighting officer wrote for somebody on the phone."""

    def make(**facts: object) -> Request:
        told = {"text": "چراغ کوچه خاموش است.", "address": "خیابان مهر", "phone": PHONE, **facts}
        told.setdefault("help", replace(TERMS, known=(PHONE, "گنجشک")))
        report = Report(town.services["lamp"], **told)
        return file_request(report, actor=actor("lamp"), at=NOW)

    return make


def test_the_record_says_that_an_officer_wrote_and_nothing_of_the_person(helped, actor) -> None:
    row = helped(name="zqname")
    act = Act.objects.get(verb="service.file")
    assert (act.by, act.public["assisted"], act.public["channel"]) == ("post:lamp", True, "phone")
    for secret in ("zqname", PHONE, "0912", "spoken", "گنجشک"):
        assert secret not in act.leaf
    assert act.sealed.words["consent"] == {
        "agreed": ["contact", "write"],
        "how": "spoken",
        "reason": "line",
    }
    assert row.channel == "phone"


def test_the_report_is_the_persons_and_not_the_officers(helped, actor) -> None:
    row, officer = helped(), actor("lamp")
    party = row.parties.get()
    assert (party.person, party.phone) == (None, PHONE)
    assert not queries.is_party(officer, row)
    assert row not in queries.own_requests(officer)
    row.parties.update(person=officer.person)  # the control: so it would have been
    assert queries.is_party(officer, row)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"channel": "web"}, "channel"),
        ({"agreed": ()}, "agreed"),
        ({"agreed": ("contact",)}, "agreed"),
        ({"agreed": ("write", "everything")}, "agreed"),
        ({"how": ""}, "how"),
        ({"reason": "x"}, "reason"),
    ],
)
def test_without_consent_nothing_begins(actor, change, field) -> None:
    refused = refusal_of(start_assisted, replace(TERMS, **change), actor=actor("lamp"), at=NOW)
    assert (refused.field, refused.status) == (field, 422)
    assert not Draft.objects.exists()


@pytest.mark.parametrize("name", ["nobody", "resident", "crew", "admin"])
def test_whoever_has_no_power_writes_for_nobody(town, actor, name) -> None:
    assert refusal_of(start_assisted, TERMS, actor=actor(name), at=NOW).status == 403
    report = Report(town.services["lamp"], "x", address="y", help=replace(TERMS, known=("12345",)))
    assert refusal_of(file_request, report, actor=actor(name), at=NOW).status == 403


def test_a_clerk_with_the_power_alone_writes_and_reads_nothing_after(town, actor) -> None:
    post = town.posts["crew"]
    post.powers = [Power.ASSIST]
    post.save()
    clerk = actor("crew")
    report = Report(town.services["conduct"], "zq", help=replace(TERMS, known=("12345",)))
    row = file_request(report, actor=clerk, at=NOW)
    assert queries.one(clerk, row.pk) is None
    assert queries.one(actor("road"), row.pk) is not None


def test_a_draft_opens_for_its_officer_in_any_browser_and_for_nobody_else(town, actor) -> None:
    draft = start_assisted(TERMS, actor=actor("lamp"), at=NOW)
    assert queries.own_draft(replace(actor("lamp"), browser="another"), draft.token) == draft
    assert queries.own_draft(actor("road"), draft.token) is None
    assert queries.own_draft(replace(actor("nobody"), browser="another"), draft.token) is None
    town.posts["lamp"].powers = []
    town.posts["lamp"].save()
    assert queries.own_draft(actor("lamp"), draft.token) is None


# ---- The whole way through the pages

AGREED = {"channel": "desk", "agreed": ["write"], "how": "signed", "reason": "writing"}


def test_all_that_is_missing_is_said_at_once_and_first_words_are_no_fault(client_as) -> None:
    officer = client_as("lamp")
    page = officer.post("/assisted/", {"channel": "phone"}).content.decode()
    assert [f'href="#{name}"' in page for name in ("channel", "agreed", "how", "reason")] == [
        False,
        True,
        True,
        True,
    ]
    terms = {"channel": "phone", "agreed": "write", "how": "spoken", "reason": "line"}
    address = officer.post("/assisted/", terms).url
    shown = officer.post(address, {"text": "چراغ کوچه خاموش است."})
    assert shown.status_code == 200
    assert 'class="errors"' not in shown.content.decode()
    again = officer.post(address, {"text": "چراغ کوچه خاموش است."})  # still without a kind
    assert 'class="errors"' in again.content.decode()
    title = officer.get(address.replace("what", "contact")).content.decode().split("</title>")[0]
    assert "چطور به او خبر دهیم" in title


def test_an_officer_writes_and_the_person_takes_it_over(town, client_as) -> None:
    officer, client = client_as("lamp"), client_as()
    assert reverse("assisted") in officer.get("/desk/").content.decode()
    begun = officer.post(reverse("assisted"), AGREED)
    token = begun.url.split("/")[2]
    step = partial(reverse, "report_step")
    officer.post(step(args=[token, "what"]), {"text": "چراغ خاموش است", "service": "street-light"})
    officer.post(step(args=[token, "where"]), {"address": "خیابان مهر"})
    officer.post(step(args=[token, "details"]))
    page = officer.get(step(args=[token, "contact"])).content.decode()
    assert 'name="phone"' not in page, "they did not agree to leave a number"
    assert "roshan@example.org" not in page, "the officer's own address is not offered"
    refused = officer.post(step(args=[token, "contact"]), {"phone": PHONE})
    assert refused.status_code == 422
    officer.post(step(args=[token, "contact"]), {"word": "گنجشک ۱۲"})
    sent = officer.post(step(args=[token, "check"]), {"publish": "words"}, follow=True)
    row = Request.objects.get()
    code = receipts.code_of(row.nonce)
    receipt = sent.content.decode()
    assert code in receipt
    assert all(words in receipt for _sign, words in spoken.groups(code, "fa")[0])
    assert (row.parties.get().phone, row.channel) == ("", "desk")
    assert officer.get("/").content.decode().count(code) == 0

    tracked = client.get(reverse("tracked", args=[code])).content.decode()
    take = reverse("take_over", args=[code])
    assert take in tracked
    assert client.post(take, {"known": "کلاغ"}).status_code == 422
    taken = client.post(take, {"known": "گنجشك 12"})
    assert taken.status_code == 302
    assert client.get(reverse("tracked", args=[code])).status_code == 404
    assert taken.url != reverse("tracked", args=[code])
    own = client.get(taken.url).content.decode()
    assert "/mine/" not in own
    story = client.get(reverse("request", args=[row.pk])).content.decode()
    assert "گزارش‌دهنده گزارش را تحویل گرفت" in story
    sent = reverse("report_sent", args=[token])  # the browser is its reporter's from now on
    assert (client.get(sent).status_code, officer.get(sent).status_code) == (200, 404)


def test_the_receipt_is_shown_to_its_writer_for_half_an_hour(town, client_as, actor) -> None:
    draft = start_assisted(TERMS, actor=actor("lamp"), at=NOW)
    facts = {"service": "street-light", "text": "چراغ", "address": "مهر", "word": "گنجشک"}
    change_draft(draft.pk, facts, actor=actor("lamp"))
    officer = client_as("lamp")
    officer.post(reverse("report_step", args=[draft.token, "check"]), {"publish": "all"})
    row = Request.objects.get()
    sent = reverse("report_sent", args=[draft.token])
    code = receipts.code_of(row.nonce)
    assert code in officer.get(sent).content.decode()
    Request.objects.update(requested_at=row.requested_at - timedelta(minutes=31))
    after = officer.get(sent)
    assert (after.status_code, code in after.content.decode()) == (410, False)


# ---- Taking over


def test_a_signed_in_person_has_the_report_on_their_page(helped, actor, town) -> None:
    row = helped()
    before = row.receipt
    taken = take_over(row.pk, "09126667788", actor=actor("resident"), at=LATER)
    party = taken.parties.get()
    assert (party.person, party.email) == (town.persons["resident"], "sara@example.org")
    assert queries.is_party(actor("resident"), taken)
    assert taken.receipt != before
    assert Act.objects.latest("position").verb == "service.take_over"
    again = refusal_of(take_over, row.pk, PHONE, actor=actor("neighbour"), at=LATER)
    assert again.code == "taken_over"


def test_nobody_counts_twice_after_taking_over(helped, actor) -> None:
    row = helped()
    me_too(row.pk, actor=actor("resident"), at=NOW)
    me_too(row.pk, actor=actor("neighbour"), at=NOW)
    taken = take_over(row.pk, PHONE, actor=actor("resident"), at=LATER)
    assert (taken.voices, taken.parties.count()) == (1, 2)
    assert not me_too(row.pk, actor=actor("resident"), at=LATER)[1]


def test_every_try_counts_and_ten_are_all(helped, actor) -> None:
    row = helped()
    for _ in range(10):
        refused = refusal_of(take_over, row.pk, "گنجش", actor=actor("resident"), at=LATER)
        assert refused.code == "known"
    refused = refusal_of(take_over, row.pk, PHONE, actor=actor("resident"), at=LATER)
    assert (refused.code, refused.status) == ("tries", 429)


@pytest.mark.django_db(transaction=True)
def test_of_many_who_take_over_at_once_one_does(helped, at_once) -> None:
    row = helped()
    jobs = [
        partial(take_over, row.pk, PHONE, actor=Actor(browser=f"b{number}"), at=LATER)
        for number in range(6)
    ]
    assert outcomes(at_once(jobs)) == {"done": 1, "taken_over": 5}
    assert Assistance.objects.get().tries <= 6


def test_an_ordinary_report_is_not_taken_over(filed, actor) -> None:
    refused = refusal_of(take_over, filed().pk, "x", actor=actor("resident"), at=LATER)
    assert refused.status == 404


# ---- One register of voices


def test_a_voice_by_phone_counts_once_however_it_is_written(filed, helped, actor) -> None:
    row, officer = filed(), actor("lamp")
    join = partial(me_too_for, row.pk, actor=officer, at=LATER)
    assert join("0912-666-7788", TERMS)[1]
    assert not join("09126667788", TERMS)[1]
    assert join("09126667789", replace(TERMS, agreed=("write",)))[1]
    row.refresh_from_db()
    assert row.voices == 2
    assert set(Party.objects.filter(role="voice").values_list("phone", flat=True)) == {
        "0912-666-7788",
        "",
    }  # the second did not agree that the number is kept
    own = helped()
    assert not me_too_for(own.pk, "09126667788", TERMS, actor=officer, at=LATER)[1]


@given(st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=60)
def test_what_is_known_is_kept_as_a_hash_of_its_own_report(one: str, other: str) -> None:
    from uuid import UUID

    first, second = UUID(int=1), UUID(int=2)
    assert hashes_of([one], first) == hashes_of([one], first)
    assert not set(hashes_of([one], first)) & set(hashes_of([other], second))
    assert all(len(kept) == 64 for kept in hashes_of([one], first))


def test_every_sign_of_a_code_has_words_and_no_two_the_same() -> None:
    for tongue in ("fa", "en"):
        said = [words for group in spoken.groups(receipts.ALPHABET, tongue) for _s, words in group]
        assert len(said) == len(set(said)) == 32

"""How reports end: with an outcome, an explanation and evidence, or joined to another."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Act, Message
from cityhall.acts.refusals import Refused
from cityhall.service.actions import (
    Closing,
    close,
    confirm_solved,
    may_close,
    may_merge,
    me_too,
    merge,
    reopen,
)
from cityhall.service.models import Party, Photo, Request, Tally

LATER = NOW + timedelta(hours=1)


def refusal_of(call, *arguments, **named):
    with pytest.raises(Refused) as caught:
        call(*arguments, **named)
    return caught.value.refusal


def photo() -> Photo:
    from cityhall.service.models import Draft

    draft, _ = Draft.objects.get_or_create(token="t", browser="b", created_at=NOW)
    return Photo.objects.create(draft=draft, width=1, height=1, size=1, created_at=NOW)


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("fixed", "done"),
        ("made_safe", "done"),
        ("answered", "done"),
        ("not_found", "declined"),
        ("not_ours", "declined"),
        ("not_possible", "declined"),
    ],
)
def test_the_outcome_decides_how_it_is_called(filed, actor, outcome: str, status: str) -> None:
    closing = Closing(outcome, "رفتیم و دیدیم.", evidence="سرکارگر، ۲ آذر")
    closed = close(filed().pk, closing, actor=actor("lamp"), at=LATER)
    closed.refresh_from_db()
    assert (closed.status, closed.is_open, closed.outcome) == (status, False, outcome)
    assert (closed.closed_at, closed.explanation) == (LATER, "رفتیم و دیدیم.")
    act = Act.objects.latest("position")
    assert act.public == {"status": status, "outcome": outcome, "photos": 0, "on_time": True}


@pytest.mark.parametrize(
    ("closing", "field"),
    [
        (Closing("", "…"), "outcome"),
        (Closing("solved", "…"), "outcome"),
        (Closing("duplicate", "…"), "outcome"),  # that is a merge
        (Closing("imported", "…"), "outcome"),
        (Closing("answered", ""), "explanation"),
        (Closing("answered", "  "), "explanation"),
        (Closing("answered", "م" * 4001), "explanation"),
        (Closing("fixed", "درست شد"), "evidence"),
        (Closing("made_safe", "درست شد", evidence="  "), "evidence"),
        (Closing("fixed", "درست شد", evidence="م" * 251), "evidence"),
        (Closing("answered", "…", photos=[None] * 6), "photos"),
    ],
)
def test_a_closing_that_lacks_something_is_refused_at_its_field(
    filed, actor, closing: Closing, field: str
) -> None:
    request = filed()
    refusal = refusal_of(close, request.pk, closing, actor=actor("lamp"), at=LATER)
    assert (refusal.field, refusal.status) == (field, 422)
    assert Request.objects.get().is_open
    assert may_close(request, actor=actor("lamp")) is None


def test_a_photo_is_evidence_and_is_seen_with_the_report(filed, actor) -> None:
    request, evidence = filed(publish="nothing"), photo()
    close(request.pk, Closing("fixed", "درست شد", photos=[evidence]), actor=actor("lamp"), at=NOW)
    evidence.refresh_from_db()
    assert (evidence.request, evidence.draft) == (request, None)
    assert (evidence.purpose, evidence.is_public) == ("evidence", True)


def test_evidence_of_a_confidential_report_stays_so(filed, actor) -> None:
    request, evidence = filed("conduct"), photo()
    close(request.pk, Closing("fixed", "…", photos=[evidence]), actor=actor("road"), at=NOW)
    evidence.refresh_from_db()
    assert not evidence.is_public


def test_what_the_public_reads_of_the_end_is_masked(filed, actor) -> None:
    closing = Closing("fixed", "به ۰۹۱۲۱۲۳۴۵۶۷ گفتیم", evidence="رضا، 09121234567")
    closed = close(filed().pk, closing, actor=actor("lamp"), at=NOW)
    assert "۰۹۱۲" not in closed.explanation
    assert "0912" not in closed.evidence


def test_a_report_ends_late_when_its_deadline_has_passed(filed, actor) -> None:
    request = filed()
    on_the_dot, after = request.due_at, request.due_at + timedelta(seconds=1)
    for at, on_time in [(on_the_dot, True), (after, False)]:
        other = filed()
        close(other.pk, Closing("answered", "…"), actor=actor("lamp"), at=at)
        assert Act.objects.latest("position").public["on_time"] is on_time


# The reporter's word


def test_yes_ends_it(filed, actor) -> None:
    request = filed()
    close(request.pk, Closing("answered", "…"), actor=actor("lamp"), at=NOW)
    judged = confirm_solved(request.pk, actor=actor("nobody"), at=LATER)
    assert (judged.verdict, judged.is_open) == ("solved", False)
    assert refusal_of(reopen, request.pk, "نه", actor=actor("nobody"), at=LATER).code == "judged"


def test_no_opens_it_again_with_the_same_officer_and_a_new_clock(filed, actor) -> None:
    request = filed()
    close(request.pk, Closing("fixed", "…", "دیدم"), actor=actor("lamp"), at=NOW)
    again = reopen(request.pk, "هنوز تاریک است", actor=actor("nobody"), at=LATER)
    again.refresh_from_db()
    assert (again.status, again.is_open, again.closed_at) == ("in_progress", True, None)
    assert (again.outcome, again.explanation, again.evidence) == ("", "", "")
    assert (again.verdict, again.reopened) == ("not_solved", 1)
    assert again.due_at > request.due_at
    act = Act.objects.latest("position")
    assert act.public["outcome_before"] == "fixed"
    close(request.pk, Closing("fixed", "…", "دیدم"), actor=actor("lamp"), at=LATER)
    assert Request.objects.get().verdict == ""  # asked anew
    assert reopen(request.pk, "باز نه", actor=actor("nobody"), at=LATER).reopened == 2


def test_an_open_report_is_not_judged(filed, actor) -> None:
    request = filed()
    assert refusal_of(confirm_solved, request.pk, actor=actor("nobody"), at=NOW).code == "open"
    assert refusal_of(reopen, request.pk, "نه", actor=actor("nobody"), at=NOW).code == "open"


def test_no_needs_words(filed, actor) -> None:
    request = filed()
    close(request.pk, Closing("answered", "…"), actor=actor("lamp"), at=NOW)
    assert refusal_of(reopen, request.pk, " ", actor=actor("nobody"), at=LATER).field == "text"
    assert not Request.objects.get().is_open


# Joining


def test_a_duplicate_brings_its_people_to_the_other_report(filed, actor) -> None:
    first = filed(email="sara@example.org")
    second = filed(by=actor("nobody", "b2"), email="navid@example.org")
    me_too(second.pk, actor=actor("nobody", "b3"), at=NOW)
    me_too(second.pk, actor=actor("nobody", "browser-1"), at=NOW)  # the first report's own
    Message.objects.all().delete()
    merged = merge(second.pk, first.pk, actor=actor("lamp"), at=LATER)
    first.refresh_from_db()
    assert (merged.status, merged.outcome, merged.merged_into) == ("declined", "duplicate", first)
    assert first.voices == 2  # b2 and b3; browser-1 reported it itself
    assert set(first.parties.values_list("email", "role")) == {
        ("sara@example.org", "reporter"),
        ("navid@example.org", "voice"),
        ("", "voice"),
    }
    assert [mail.address for mail in Message.objects.all()] == ["navid@example.org"]
    assert Message.objects.get().context["into"] == first.pk
    verbs = list(Act.objects.order_by("position").values_list("verb", "object_id"))[-2:]
    assert verbs == [("service.merge", second.pk), ("service.absorb", first.pk)]
    assert Act.objects.latest("position").public == {
        "status": "received",
        "from": second.pk,
        "voices": 2,
        "joined": 2,
    }


def test_me_too_on_a_joined_report_counts_where_it_went_however_far(filed, actor) -> None:
    a, b, c = filed(), filed(), filed()
    merge(a.pk, b.pk, actor=actor("lamp"), at=NOW)
    merge(b.pk, c.pk, actor=actor("lamp"), at=NOW)
    joined, new = me_too(a.pk, actor=actor("nobody", "b9"), at=LATER)
    assert (joined, new) == (c, True)
    assert Request.objects.get(pk=a.pk).voices == Request.objects.get(pk=b.pk).voices == 0


def test_what_cannot_be_joined_says_why(filed, actor) -> None:
    request, other, gone, done = filed(), filed(), filed(), filed()
    private = filed("conduct")
    merge(gone.pk, other.pk, actor=actor("lamp"), at=NOW)
    close(done.pk, Closing("answered", "…"), actor=actor("lamp"), at=NOW)
    who = {"actor": actor("dispatcher"), "at": LATER}
    reasons = {
        request.pk: "itself",
        gone.pk: "merged",
        done.pk: "closed",
        private.pk: "private",
        10**9: "unknown",
    }
    for into, code in reasons.items():
        refusal = refusal_of(merge, request.pk, into, **who)
        assert (refusal.code, refusal.field, refusal.status) == (code, "into", 422)
    gone.refresh_from_db()
    assert str(other.pk) in may_merge(request, gone, actor=actor("lamp")).message
    assert refusal_of(merge, private.pk, filed("conduct").pk, **who).code == "private"
    assert refusal_of(merge, gone.pk, request.pk, **who).code == "closed"


def test_a_joined_report_is_not_judged(filed, actor) -> None:
    a, b = filed(), filed()
    merge(a.pk, b.pk, actor=actor("lamp"), at=NOW)
    assert refusal_of(confirm_solved, a.pk, actor=actor("nobody"), at=NOW).code == "merged"


def test_counts_follow_every_change(filed, actor) -> None:
    a, b = filed(), filed()
    close(a.pk, Closing("answered", "…"), actor=actor("lamp"), at=NOW)
    reopen(a.pk, "نه", actor=actor("nobody"), at=NOW)
    merge(a.pk, b.pk, actor=actor("lamp"), at=NOW)
    kept = {row.status: row.count for row in Tally.objects.exclude(count=0)}
    assert kept == {"declined": 1, "received": 1}
    assert Party.objects.filter(request=b).count() == 1  # the same browser reported both

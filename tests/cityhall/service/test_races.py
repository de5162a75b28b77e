"""Two people at the same moment: one of them is first, the other is told, and nothing is torn.

On both databases; any error other than a refusal (a lock that timed out, a deadlock) fails.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

import pytest
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.people.actor import actor_for
from cityhall.people.models import Membership, Person
from cityhall.service.actions import (
    Closing,
    Report,
    answer,
    ask,
    claim,
    close,
    confirm_solved,
    me_too,
    merge,
    reopen,
    resume,
    send_draft,
    start_draft,
)
from cityhall.service.models import Draft, Party, Request, Tally

LATER = NOW + timedelta(hours=1)
CLOSING = Closing("answered", "انجام شد.")


def told(answers: list[object]) -> Counter[str]:
    """How often each answer came: "done", or the code of a refusal. Other errors are raised."""
    codes = []
    for one in answers:
        if isinstance(one, Exception) and not isinstance(one, Refused):
            raise one
        codes.append(one.refusal.code if isinstance(one, Refused) else "done")
    return Counter(codes)


def gap_free() -> bool:
    acts = list(Act.objects.order_by("position").values_list("position", flat=True))
    return acts == list(range(len(acts)))


@pytest.fixture
def officers(town) -> list:
    """Eight holders of the lighting officer's post."""
    people = [
        Person.objects.create(email=f"officer{number}@example.org", name=f"کارشناس {number}")
        for number in range(8)
    ]
    for person in people:
        Membership.objects.create(
            person=person, post=town.posts["lamp"], start_date=date(2025, 3, 21)
        )
    return [actor_for(person, on=NOW.date()) for person in people]


def test_of_eight_officers_one_takes_a_report_and_the_others_are_told(
    at_once, filed, officers
) -> None:
    for _ in range(5):
        request = filed()
        jobs = [partial(claim, request.pk, actor=one, at=LATER) for one in officers]
        answers = at_once(jobs)
        assert told(answers) == {"done": 1, "taken": 7}
        [winner] = [row for row in answers if isinstance(row, Request)]
        assert Request.objects.get(pk=request.pk).assignee_id == winner.assignee_id
    assert gap_free()


def test_of_eight_closings_one_counts(at_once, filed, officers) -> None:
    request = filed()
    jobs = [partial(close, request.pk, CLOSING, actor=one, at=LATER) for one in officers]
    assert told(at_once(jobs)) == {"done": 1, "closed": 7}
    assert Act.objects.filter(verb="service.close").count() == 1


def test_of_eight_questions_one_is_asked(at_once, filed, officers) -> None:
    request = filed()
    jobs = [partial(ask, request.pk, "کدام پلاک؟", actor=one, at=LATER) for one in officers]
    assert told(at_once(jobs)) == {"done": 1, "asked": 7}
    assert request.pauses.count() == 1


def test_an_answer_and_a_resumption_end_one_pause(at_once, filed, actor) -> None:
    for _ in range(5):
        request = filed()
        ask(request.pk, "کدام پلاک؟", actor=actor("lamp"), at=NOW)
        jobs: list[Callable[[], object]] = [
            partial(answer, request.pk, "۱۲", actor=actor("nobody"), at=LATER),
            partial(resume, request.pk, actor=actor("lamp"), at=LATER),
        ]
        assert told(at_once(jobs))["done"] == 1
        assert request.pauses.filter(ended_at=LATER).count() == request.pauses.count() == 1


def test_yes_and_no_at_once_is_one_of_them(at_once, filed, actor) -> None:
    for _ in range(5):
        request = filed()
        close(request.pk, CLOSING, actor=actor("lamp"), at=NOW)
        jobs: list[Callable[[], object]] = [
            partial(confirm_solved, request.pk, actor=actor("nobody"), at=LATER),
            partial(reopen, request.pk, "نه", actor=actor("nobody"), at=LATER),
        ]
        codes = told(at_once(jobs))
        request.refresh_from_db()
        assert codes["done"] == 1
        assert request.is_open == (request.verdict == "not_solved")


def test_closing_against_reopening_leaves_a_whole_report(at_once, filed, actor, officers) -> None:
    for _ in range(5):
        request = filed()
        close(request.pk, CLOSING, actor=actor("lamp"), at=NOW)
        closings = [partial(close, request.pk, CLOSING, actor=one, at=LATER) for one in officers]
        no = partial(reopen, request.pk, "نه", actor=actor("nobody"), at=LATER)
        told(at_once([*closings[:3], no, *closings[3:7]]))
        request.refresh_from_db()
        verbs = Act.objects.filter(object_id=request.pk).values_list("verb", flat=True)
        done = Counter(verbs)
        assert done["service.reopen"] == 1
        assert done["service.close"] == (1 if request.is_open else 2)
        assert request.version == 1 + len(verbs)


def test_two_reports_joined_to_each_other_make_no_ring_and_no_deadlock(
    at_once, filed, actor
) -> None:
    for _ in range(8):
        a, b = filed(), filed()
        jobs = [
            partial(merge, a.pk, b.pk, actor=actor("lamp"), at=LATER),
            partial(merge, b.pk, a.pk, actor=actor("lamp"), at=LATER),
        ]
        codes = told(at_once(jobs))
        assert codes["done"] == 1
        a.refresh_from_db()
        b.refresh_from_db()
        assert {a.merged_into_id, b.merged_into_id} in ({a.pk, None}, {b.pk, None})
    assert gap_free()


def test_voices_for_a_joined_report_do_not_wait_for_a_merge_that_waits_for_them(
    at_once, filed, actor
) -> None:
    into, gone = filed(), filed()
    merge(gone.pk, into.pk, actor=actor("lamp"), at=NOW)
    voices = [
        partial(me_too, gone.pk, actor=actor("nobody", f"b{number}x"), at=LATER)
        for number in range(24)
    ]
    merges = [partial(merge, gone.pk, into.pk, actor=actor("lamp"), at=LATER) for _ in range(24)]
    jobs = [job for pair in zip(voices, merges, strict=True) for job in pair]
    assert told(at_once(jobs)) == {"done": 24, "closed": 24}
    assert Request.objects.get(pk=into.pk).voices == 24


def test_a_report_sent_eight_times_at_once_is_one_report(at_once, town, actor) -> None:
    me = actor("nobody")
    draft = start_draft(actor=me, at=NOW)
    report = Report(service=town.services["lamp"], text="چراغ", address="مهر", email="a@b.org")
    answers = at_once([partial(send_draft, draft.pk, report, actor=me, at=LATER)] * 8)
    assert told(answers) == {"done": 8}
    assert len({row.pk for row in answers}) == 1
    assert Request.objects.count() == Party.objects.count() == Act.objects.count() == 1
    assert Draft.objects.get().request_id == answers[0].pk


def test_sixty_browsers_that_say_me_too_twice_are_sixty_voices(at_once, filed, actor) -> None:
    request = filed()
    jobs = [
        partial(me_too, request.pk, actor=actor("nobody", f"voice-{number % 60}"), at=LATER)
        for number in range(120)
    ]
    assert told(at_once(jobs)) == {"done": 120}
    request.refresh_from_db()
    assert request.voices == 60
    assert request.parties.filter(role="voice").count() == 60
    assert Act.objects.filter(verb="service.me_too").count() == 60
    assert gap_free()


def test_reports_of_many_kinds_at_once_are_counted_rightly(at_once, town, filed, actor) -> None:
    kinds = ["lamp", "hole", "noise", "conduct"]
    jobs = [partial(filed, kinds[number % 4], by=actor("nobody")) for number in range(48)]
    assert told(at_once(jobs)) == {"done": 48}
    assert sorted(Tally.objects.values_list("count", flat=True)) == [12, 12, 12]
    assert gap_free()

"""The whole life of reports in random sequences of acts: what must hold after every one."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Act, Register
from cityhall.acts.queries import facts
from cityhall.acts.refusals import Refused
from cityhall.people.actor import Actor, actor_for
from cityhall.service import actions
from cityhall.service.actions import Closing, Report, file_request
from cityhall.service.actions.common import facets_of
from cityhall.service.models import OPEN, Outcome, Party, Request, Status, Tally

OFFICERS = st.sampled_from(["dispatcher", "lamp", "dispatcher", "road", "crew"])
ANYBODY = st.sampled_from(["b1", "b2", "b3", "b4"])
WORDS = st.sampled_from(["چراغ خاموش است", "تماس: 09121234567", "ok"])
WAITS = st.sampled_from([timedelta(0), timedelta(minutes=7), timedelta(hours=9), timedelta(days=3)])
PLACES = st.sampled_from([(None, None), (35.62, 51.07), (35.62, 51.02)])
VERBS = {
    *("claim", "assign", "ask", "note", "reply", "pause", "resume", "close", "merge", "absorb"),
    *("me_too", "answer", "solved", "reopen"),
}
OUTCOMES = st.sampled_from(["fixed", "answered", "not_found", "not_ours"])


def there_is(*statuses: str) -> Callable[[object], bool]:
    return lambda _life: Request.objects.filter(status__in=statuses).exists()


def a_life(town: SimpleNamespace, done: Counter[str]) -> type[RuleBasedStateMachine]:
    """A machine that does acts in the town; every example is rolled back at its end.

    `done` counts the acts that were not refused, by verb.
    """

    class Life(RuleBasedStateMachine):
        def __init__(self) -> None:
            super().__init__()
            self.transaction = transaction.atomic()
            self.transaction.__enter__()
            self.at = NOW
            self.acts: Counter[int] = Counter()  # by report
            self.numbers: list[int] = []
            self.due: dict[int, datetime] = {}
            self.actors = {
                name: actor_for(town.persons[name], on=NOW.date())
                for name in ("lamp", "road", "dispatcher", "crew")
            }

        def teardown(self) -> None:
            transaction.set_rollback(True)
            self.transaction.__exit__(None, None, None)

        def some(self, place: int, *statuses: str) -> int:
            """One of the reports; with statuses one that has them, if there is any."""
            fit = Request.objects.filter(status__in=statuses).order_by("pk")
            numbers = list(fit.values_list("pk", flat=True)) or self.numbers
            return numbers[place % len(numbers)]

        def do(
            self, act: Callable[..., object], number: int, *words: object, **who: object
        ) -> bool:
            """Do an act; a refusal must have changed nothing."""
            before = Request.objects.filter(pk=number).values().get(), Act.objects.count()
            try:
                act(number, *words, at=self.at, **who)
            except Refused as refused:
                assert refused.refusal.message
                assert before == (
                    Request.objects.filter(pk=number).values().get(),
                    Act.objects.count(),
                )
                return
            made = Act.objects.count() - before[1]
            for act_made in Act.objects.order_by("-position")[:made]:
                self.acts[act_made.object_id] += 1
                done[act_made.verb] += 1

        @rule(wait=WAITS)
        def time_passes(self, wait: timedelta) -> None:
            self.at += wait

        @initialize()
        def two_reports(self) -> None:
            self.file("lamp", (35.62, 51.07), "b1")
            self.file("lamp", (None, None), "b2")

        @rule(kind=st.sampled_from(["lamp", "hole", "conduct"]), place=PLACES, by=ANYBODY)
        def file(self, kind: str, place: tuple[float | None, float | None], by: str) -> None:
            service = town.services[kind]
            report = Report(service, "چراغ", *place, address="مهر")
            request = file_request(report, actor=Actor(browser=by), at=self.at)
            self.numbers.append(request.pk)
            self.acts[request.pk] = 1

        @rule(place=st.integers(0, 9), who=OFFICERS)
        def claim(self, place: int, who: str) -> None:
            self.do(actions.claim, self.some(place), actor=self.actors[who])

        @rule(place=st.integers(0, 9), who=OFFICERS, to=st.sampled_from(["lighting", "roads"]))
        def hand_to_a_unit(self, place: int, who: str, to: str) -> None:
            unit = getattr(town, to)
            self.do(actions.assign, self.some(place), actor=self.actors[who], unit=unit)

        @rule(place=st.integers(0, 9), who=OFFICERS, to=OFFICERS)
        def hand_to_a_person(self, place: int, who: str, to: str) -> None:
            person = town.persons[to]
            self.do(actions.assign, self.some(place), actor=self.actors[who], person=person)

        @rule(place=st.integers(0, 9), who=OFFICERS, words=WORDS, asks=st.booleans())
        def stop_the_clock(self, place: int, who: str, words: str, asks: bool) -> None:
            number = self.some(place, "received", "seen", "in_progress")
            act = actions.ask if asks else actions.pause
            self.do(act, number, words, actor=self.actors[who])

        @rule(place=st.integers(0, 9), who=OFFICERS, words=WORDS, inside=st.booleans())
        def write(self, place: int, who: str, words: str, inside: bool) -> None:
            act = actions.note if inside else actions.reply
            self.do(act, self.some(place), words, actor=self.actors[who])

        @precondition(there_is("waiting", "paused"))
        @rule(place=st.integers(0, 9), who=OFFICERS)
        def resume(self, place: int, who: str) -> None:
            self.do(actions.resume, self.some(place, "waiting", "paused"), actor=self.actors[who])

        @rule(place=st.integers(0, 9), who=OFFICERS, outcome=OUTCOMES, words=WORDS)
        def close(self, place: int, who: str, outcome: str, words: str) -> None:
            closing = Closing(outcome, words, evidence="سرکارگر")
            self.do(actions.close, self.some(place, *OPEN), closing, actor=self.actors[who])

        @rule(place=st.integers(0, 9), into=st.integers(0, 9), who=OFFICERS)
        def merge(self, place: int, into: int, who: str) -> None:
            self.do(actions.merge, self.some(place, *OPEN), self.some(into), actor=self.actors[who])

        @rule(place=st.integers(0, 9), by=ANYBODY)
        def me_too(self, place: int, by: str) -> None:
            self.do(actions.me_too, self.some(place), actor=Actor(browser=by))

        @precondition(there_is("waiting", "done", "declined"))
        @rule(place=st.integers(0, 9), words=WORDS, content=st.booleans())
        def the_reporter_speaks(self, place: int, words: str, content: bool) -> None:
            number = self.some(place, "waiting", "done", "declined")
            reporter = Actor(browser="b1")
            if Request.objects.get(pk=number).status == Status.WAITING:
                self.do(actions.answer, number, words, actor=reporter)
            elif content:
                self.do(actions.confirm_solved, number, actor=reporter)
            else:
                self.do(actions.reopen, number, words, actor=reporter)

        @invariant()
        def the_counts_are_those_of_the_rows(self) -> None:
            rows = Request.objects.filter(is_public=True)
            counted = Counter(
                (service, area or 0, status)
                for service, area, status in rows.values_list("service", "area", "status")
            )
            kept = {
                (row.service_id, row.area, row.status): row.count for row in Tally.objects.all()
            }
            assert all(count >= 0 for count in kept.values())
            assert {key: count for key, count in kept.items() if count} == counted

        @invariant()
        def every_act_is_on_the_record_and_counted_by_its_report(self) -> None:
            acts = list(Act.objects.order_by("position"))
            assert [act.position for act in acts] == list(range(len(acts)))
            assert Register.objects.filter(size=len(acts)).exists() or not acts
            assert Counter(act.object_id for act in acts) == +self.acts
            for request in Request.objects.all():
                assert request.version == 1 + self.acts[request.pk]

        @invariant()
        def the_last_act_states_the_report_as_it_is(self) -> None:
            acts = Act.objects.select_related("sealed").order_by("position")
            latest = {act.object_id: act for act in acts}
            for request in Request.objects.all():
                last = latest[request.pk]
                assert facts(last)["status"] == request.status
                assert json.loads(last.leaf)["public"] == last.public
                assert request.updated_at == last.at

        @invariant()
        def state_and_times_agree(self) -> None:
            for request in Request.objects.prefetch_related("pauses"):
                assert request.is_open == (request.status in OPEN)
                assert request.is_open == (request.closed_at is None)
                assert request.is_open == (request.outcome == "")
                standing = request.status in (Status.WAITING, Status.PAUSED)
                open_pauses = [one for one in request.pauses.all() if one.ended_at is None]
                assert len(open_pauses) == int(standing)
                assert request.due_at > request.requested_at
                assert request.facets == facets_of(request)
                if request.status == Status.RECEIVED:
                    assert request.acknowledged_at is None
                    assert request.assignee is None

        @invariant()
        def deadlines_move_forward_only(self) -> None:
            for request in Request.objects.all():
                assert request.due_at >= self.due.get(request.pk, NOW)
                self.due[request.pk] = request.due_at

        @invariant()
        def joined_reports_lead_to_one_that_stands_alone(self) -> None:
            into = dict(Request.objects.values_list("pk", "merged_into"))
            for request in Request.objects.exclude(merged_into=None):
                assert (request.outcome, request.is_open) == (Outcome.DUPLICATE, False)
                seen, number = set(), request.pk
                while into[number] is not None:
                    assert number not in seen
                    seen.add(number)
                    number = into[number]

        @invariant()
        def voices_are_those_of_the_parties(self) -> None:
            parties = Counter(Party.objects.values_list("request", "role"))
            for request in Request.objects.all():
                assert request.voices == parties[request.pk, "voice"]
                assert parties[request.pk, "reporter"] == 1

    return Life


def live(town: SimpleNamespace, examples: int) -> Counter[str]:
    done: Counter[str] = Counter()
    run_state_machine_as_test(
        a_life(town, done),
        settings=settings(
            max_examples=examples,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,  # so that what was reached stays reached
            suppress_health_check=list(HealthCheck),
        ),
    )
    return done


@pytest.mark.slow
def test_whatever_happens_to_reports_the_building_stands(town) -> None:
    done = live(town, examples=150)
    assert {verb.removeprefix("service.") for verb in done} == VERBS


def test_a_wrong_count_would_be_seen(town, monkeypatch) -> None:
    """The control: an act that forgets the counts is caught by the same machine."""
    monkeypatch.setattr("cityhall.service.actions.common.move_tally", lambda *_: None)
    with pytest.raises(AssertionError):
        live(town, examples=40)

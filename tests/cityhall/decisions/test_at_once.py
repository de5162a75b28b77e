"""Two deciders, two clicks, two workers, a standstill: one outcome, and all of it replays."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from tests.cityhall.decisions.test_ways import DAY, plan

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.decisions import actions, clock, queries
from cityhall.decisions.models import Delegation, Happened, Matter
from cityhall.people.actor import Actor
from divan.charter import events, published


def happens(trial, row: Matter, who: str, event: events.AnyEvent, words: str = "") -> partial:
    actor = Actor(person=trial.people[who])
    at = row.updated_at + timedelta(hours=1)
    return partial(actions.happen, row.pk, event, actor=actor, at=at, words=words)


def sound(row: Matter) -> None:
    """The events are numbered without a gap, and give the state that stands."""
    row.refresh_from_db()
    numbers = list(row.events.values_list("number", flat=True))
    assert numbers == list(range(1, row.version + 1))
    assert published.replay(queries.publication(row)) == queries.state(row)
    acts = Act.objects.filter(object_type="decisions.matter", object_id=row.pk)
    assert acts.exclude(verb="decisions.effect").count() == row.version


def test_two_signatures_at_once_are_one(trial, at_once) -> None:
    row = plan(trial)
    happens(trial, row, "table1", events.Opined(stage="signs", body="table"), "نظر")()
    outcomes = ("approved", "refused") * 2
    jobs = [
        happens(trial, row, "mayor1", events.Signed(stage="signs", outcome=one), "دلیل")
        for one in outcomes
    ]
    answers = at_once(jobs, 4)
    assert sum(isinstance(one, Matter) for one in answers) == 1
    assert all(isinstance(one, Matter | Refused) for one in answers), answers
    assert Happened.objects.filter(matter=row, event__event="signed").count() == 1
    sound(row)


def test_the_last_votes_at_once_close_a_stage_once(trial, at_once) -> None:
    row = trial.file("resident", "site", options="میدان\nایستگاه")
    jobs = [
        happens(trial, row, f"council{n}", events.Chose(stage="chooses", options=("option_1",)))
        for n in (1, 1, 2, 2, 3, 4, 5)
    ]
    answers = at_once(jobs, 7)
    assert all(isinstance(one, Matter | Refused) for one in answers), answers
    row.refresh_from_db()
    [step] = queries.state(row).passed
    assert (row.outcome, step.figures["cast"]) == ("approved", 5)
    sound(row)


def test_a_vote_taken_back_while_the_stage_closes_counts_or_not_but_once(
    trial,
    at_once,
) -> None:
    row = plan(trial)
    happens(trial, row, "council1", events.CalledIn(), "به رأی")()
    to = trial.people["council2"].pk
    giver = Actor(person=trial.people["council1"])
    given = actions.delegate("council", to, actor=giver, at=row.updated_at)
    for who, choice in (("council2", "yes"), ("council3", "no"), ("council4", "yes")):
        row = happens(trial, row, who, events.Voted(stage="votes", choice=choice))()
    assert row.due_at is not None
    due = row.due_at
    at_once(
        [
            lambda: actions.revoke(given.pk, actor=giver, at=due),
            lambda: clock.keep_deadlines(due),
            lambda: clock.keep_deadlines(due),
        ],
        3,
    )
    row.refresh_from_db()
    figures = queries.state(row).passed[-1].figures
    assert (figures["yes"], figures["no"]) in ((3, 1), (2, 1))
    assert Delegation.objects.get().until == due
    sound(row)


def test_deadlines_of_a_long_standstill_are_acted_on_once_each_at_their_own_time(
    trial,
    at_once,
) -> None:
    row = plan(trial)
    morning = row.filed_at + 60 * DAY
    at_once([lambda: clock.keep_deadlines(morning)] * 3, 3)
    clock.keep_deadlines(morning)
    sound(row)
    assert (row.phase, row.outcome) == ("ended", "lapsed")
    steps = [(step.stage, step.outcome) for step in queries.state(row).passed]
    assert steps == [("signs", "timeout"), ("votes", "timeout")]
    acts = Act.objects.filter(verb="decisions.read", object_id=row.pk).order_by("position")
    assert acts.count() == 2
    assert [act.at for act in acts] == [morning, morning]
    told = [act.public["effective"] for act in acts]
    assert told == sorted(told) and told[-1] < morning.isoformat()


def test_a_page_shows_what_time_did_before_any_worker_ran(trial, monkeypatch) -> None:
    row = plan(trial)
    assert row.due_at is not None
    at = row.due_at + timedelta(minutes=1)
    monkeypatch.setattr("cityhall.decisions.views.matter.timezone.now", lambda: at)
    shown = trial.page("resident", row)
    assert "time ran out" in shown
    assert not Act.objects.filter(verb="decisions.read").exists()


def test_one_matter_that_cannot_move_does_not_hold_up_the_others(
    trial,
    monkeypatch,
    caplog,
) -> None:
    stuck, other = plan(trial), plan(trial)
    assert other.due_at is not None
    pass_time = actions.pass_time

    def broken(matter_id: int, **more: object) -> Matter:
        if matter_id == stuck.pk:
            raise RuntimeError("broken on purpose")
        return pass_time(matter_id, **more)

    monkeypatch.setattr(clock.actions, "pass_time", broken)
    assert clock.keep_deadlines(other.due_at) == 1
    assert str(stuck.pk) in caplog.text
    other.refresh_from_db()
    assert queries.state(other).passed

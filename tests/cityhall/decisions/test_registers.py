"""A whole register is asked: who may vote, until when, how often, and what is counted of it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.cityhall.conftest import NOW
from tests.cityhall.decisions.test_ways import later

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.decisions import actions, clock, queries
from cityhall.decisions.models import Ballot, Matter, Poll
from cityhall.people.actor import Actor
from cityhall.people.models import Person
from divan.charter import published

HOUR = timedelta(hours=1)


def cast(hall, row: Matter, who: str, *said: str, at=None) -> Ballot:
    """A ballot an hour after the matter was filed."""
    actor = Actor(person=hall.people[who])
    return actions.cast(row.pk, "asks", said, actor=actor, at=at or row.filed_at + HOUR)


def refused(hall, row: Matter, who: str, *said: str, at=None) -> str:
    before = (Act.objects.count(), Ballot.objects.count())
    with pytest.raises(Refused) as caught:
        cast(hall, row, who, *said, at=at)
    assert (Act.objects.count(), Ballot.objects.count()) == before
    return caught.value.refusal.code


def figures(row: Matter) -> dict[str, object]:
    row.refresh_from_db()
    return dict(queries.state(row).passed[-1].figures)


def sound(row: Matter) -> published.Publication:
    """What is published replays from its JSON to the state that stands."""
    row.refresh_from_db()
    made = published.decode(published.encode(queries.publication(row)))
    assert published.replay(made) == queries.state(row)
    return made


def test_from_the_amendment_to_the_count(asking) -> None:
    assert queries.in_force().number == 2
    row = asking.file("resident", "road")
    assert queries.state(row).open[0].base == 5
    cast(asking, row, "r1", "yes")
    cast(asking, row, "r2", "no")
    cast(asking, row, "r3", "no")
    cast(asking, row, "r2", "yes")
    version = row.version
    row.refresh_from_db()
    assert (row.version, row.events.count()) == (version, 1)  # the state is not written again
    assert refused(asking, row, "r4", "yes", at=row.due_at) == "not_open"
    later(row)
    assert figures(row) == {"yes": 2, "no": 1, "abstain": 0, "seats": 5}
    assert row.outcome == "approved"
    assert Poll.objects.get().closed_at == queries.state(row).passed[-1].at
    made = sound(row)
    assert len(made.casts) == Act.objects.filter(verb="decisions.cast").count() == 4


def test_a_quorum_is_of_the_register_and_too_few_are_too_few(asking) -> None:
    row = asking.file("resident", "road")
    cast(asking, row, "r1", "yes")
    cast(asking, row, "r2", "yes")
    later(row)
    assert (figures(row)["seats"], row.outcome) == (5, "lapsed")
    assert queries.state(row).passed[-1].outcome == "inquorate"
    sound(row)


def test_a_register_chooses_among_options(asking) -> None:
    row = asking.file("resident", "place", options="پل\nبوستان")
    cast(asking, row, "r1", "option_2", "option_1")
    cast(asking, row, "r2", "option_2")
    assert refused(asking, row, "r3", "option_3") == "no_option"
    assert refused(asking, row, "r3", "option_1", "option_1") == "no_option"
    later(row)
    assert queries.state(row).chosen == ("option_2",)
    assert figures(row)["option option_2"] == 2
    sound(row)


def test_who_confirmed_after_the_opening_is_no_voter_and_no_part_of_the_base(asking) -> None:
    row = asking.file("resident", "road")
    late = Person.objects.create(email="late@hall.example", name="late")
    asking.people["late"] = late
    assert refused(asking, row, "late", "yes") == "not_on_register"
    Person.objects.filter(pk=late.pk).update(confirmed_at=row.filed_at + timedelta(minutes=1))
    assert refused(asking, row, "late", "yes") == "not_on_register"
    assert queries.state(row).open[0].base == 5
    second = asking.file("resident", "road")
    assert second.filed_at > row.filed_at
    Person.objects.filter(pk=late.pk).update(confirmed_at=second.filed_at)
    assert cast(asking, second, "late", "yes")


def test_whoever_closed_their_account_votes_no_more(asking) -> None:
    row = asking.file("resident", "road")
    Person.objects.filter(pk=asking.people["r1"].pk).update(is_active=False)
    assert refused(asking, row, "r1", "yes") == "not_on_register"


def test_who_put_it_forward_or_asks_for_something_else_is_refused(asking) -> None:
    row = asking.file("resident", "road")
    assert refused(asking, row, "resident", "yes") == "own_ballot"
    assert refused(asking, row, "r1", "maybe") == "no_outcome"
    assert refused(asking, row, "r1") == "no_outcome"
    assert refused(asking, row, "r1", "yes", "no") == "no_outcome"
    with pytest.raises(Refused) as caught:
        actions.cast(row.pk, "asks", ["yes"], actor=Actor(), at=row.filed_at)
    assert caught.value.refusal.code == "sign_in"
    permit = asking.file("resident", "permit", field_metres="9", field_place="south")
    with pytest.raises(Refused) as caught:
        actor = Actor(person=asking.people["r1"])
        actions.cast(permit.pk, "person", ["yes"], actor=actor, at=permit.filed_at)
    assert caught.value.refusal.code == "no_register"


def test_the_same_ballot_again_is_one_and_a_change_is_a_second_act(asking) -> None:
    row = asking.file("resident", "road")
    first = cast(asking, row, "r1", "yes")
    assert cast(asking, row, "r1", "yes").entry == first.entry
    changed = cast(asking, row, "r1", "no")
    assert (changed.pk, changed.seal == first.seal) == (first.pk, False)
    assert Act.objects.filter(verb="decisions.cast").count() == 2
    assert Ballot.objects.count() == 1


def test_until_the_close_the_record_shows_neither_ballot_nor_person(asking) -> None:
    row = asking.file("resident", "road")
    member = Actor(person=asking.people["r1"], posts=(("clerk-post", 1),))
    actions.cast(row.pk, "asks", ["yes"], actor=member, at=row.filed_at)
    made = Ballot.objects.get()
    act = Act.objects.get(position=made.entry)
    assert act.by == "resident"
    assert set(act.public) == {"kind", "stage", "by", "seal"}
    open_text = published.encode(queries.publication(row)).decode()
    assert made.seal in act.leaf and made.seal in open_text
    for hidden in (made.salt, '"yes"', "r1@hall"):
        assert hidden not in act.leaf and hidden not in open_text
    later(row)
    assert made.salt in published.encode(sound(row)).decode()


def test_a_hall_that_changes_drops_or_adds_a_ballot_is_found_by_the_replay(asking) -> None:
    def forge(change) -> None:
        row = asking.file("resident", "road")
        for who, said in (("r1", "yes"), ("r2", "no"), ("r3", "no")):
            cast(asking, row, who, said)
        change(row)
        later(row)
        with pytest.raises(published.ReplayError, match="stage asks"):
            published.replay(queries.publication(row))

    forge(lambda row: row.polls.get().ballots.filter(said=["no"]).update(said=["yes"]))
    forge(lambda row: row.polls.get().ballots.filter(said=["no"]).delete())
    forge(
        lambda row: Ballot.objects.create(
            poll=row.polls.get(), person=asking.people["r4"], said=["yes"], salt="a", seal="b",
            cast_at=NOW, entry=1,
        )
    )  # fmt: skip


def test_time_closes_a_vote_before_any_worker_runs(asking, monkeypatch) -> None:
    row = asking.file("resident", "road")
    for who in ("r1", "r2", "r3"):
        cast(asking, row, who, "yes")
    monkeypatch.setattr("cityhall.decisions.views.matter.timezone.now", lambda: row.due_at + HOUR)
    assert "3 yes, 0 no, 0 abstained" in asking.page("r1", row)
    assert refused(asking, row, "r4", "no", at=row.due_at + HOUR) == "not_open"
    clock.keep_deadlines(row.due_at + 20 * HOUR)
    assert figures(row)["yes"] == 3
    sound(row)


def test_a_vote_is_asked_of_nobody_where_the_register_is_empty(asking) -> None:
    Person.objects.update(confirmed_at=None)
    row = asking.file("resident", "road")
    assert queries.state(row).passed[-1].outcome == "vacant"
    assert not Poll.objects.exists()
    assert Client().get(f"/decisions/{row.pk}/").status_code == 200


def test_a_ballot_costs_the_same_queries_however_many_came_before(asking) -> None:
    row = asking.file("resident", "road")

    def queries_of(who: str) -> list[str]:
        with CaptureQueriesContext(connection) as caught:
            cast(asking, row, who, "yes")
        asked = [one["sql"].split(" WHERE ")[0][:60] for one in caught.captured_queries]
        return [sql for sql in asked if "SAVEPOINT" not in sql]

    cast(asking, row, "r1", "yes")  # caches are warm
    before = queries_of("r2")
    many = Person.objects.bulk_create(
        Person(email=f"m{n}@hall.example", confirmed_at=NOW) for n in range(60)
    )
    Ballot.objects.bulk_create(
        Ballot(poll=row.polls.get(), person=one, said=["no"], cast_at=NOW, entry=1) for one in many
    )
    assert queries_of("r3") == before
    assert not any("UPDATE" in sql and "decisions_matter" in sql for sql in before)


# At once


def casting(hall, row: Matter, who: str, said: str, at) -> partial:
    actor = Actor(person=hall.people[who])
    return partial(actions.cast, row.pk, "asks", [said], actor=actor, at=at)


def test_many_clicks_of_one_person_at_once_are_one_ballot(asking, at_once) -> None:
    row = asking.file("resident", "road")
    said = ("yes", "yes", "no", "yes", "no", "no", "yes", "yes")
    answers = at_once([casting(asking, row, "r1", one, row.filed_at) for one in said], 8)
    assert all(isinstance(one, Ballot) for one in answers), answers
    acts = Act.objects.filter(verb="decisions.cast")
    assert Ballot.objects.count() == 1
    assert Ballot.objects.get().entry == acts.order_by("position").last().position
    assert 1 <= acts.count() <= 8
    later(row)
    assert sum(figures(row)[one] for one in ("yes", "no")) == 1
    sound(row)


def test_a_second_ballot_of_a_person_is_refused_by_the_database(asking) -> None:
    row = asking.file("resident", "road")
    first = cast(asking, row, "r1", "yes")
    first.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        first.save(force_insert=True)


def test_ballots_that_race_with_the_close_count_or_are_refused(asking, at_once) -> None:
    row = asking.file("resident", "road")
    due = row.due_at
    last = due - timedelta(microseconds=1)
    jobs = [casting(asking, row, who, "yes", last) for who in ("r1", "r2", "r3", "r4")]
    jobs[2:2] = [partial(clock.keep_deadlines, due), partial(clock.keep_deadlines, due)]
    jobs += [casting(asking, row, "r1", "no", due), casting(asking, row, "r2", "no", due)]
    answers = at_once(jobs, 8)
    assert all(isinstance(one, Ballot | Refused | int) for one in answers), answers
    assert all(isinstance(one, Refused) for one in answers[-2:])
    clock.keep_deadlines(due)
    taken = sum(isinstance(one, Ballot) for one in answers)
    row.refresh_from_db()
    step = queries.state(row).passed[-1]
    assert (step.figures["yes"], step.figures["no"]) == (taken, 0)
    assert Ballot.objects.count() == Act.objects.filter(verb="decisions.cast").count() == taken
    sound(row)

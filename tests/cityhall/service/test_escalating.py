"""Lateness goes up the chain of posts: each step once, whoever asks, however late they ask."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Act, Message
from cityhall.people import chain
from cityhall.people.models import Post, Power
from cityhall.service import actions, clocks
from cityhall.service.models import Escalation, Request
from cityhall.service.queries.shift import shift

WEEK = timedelta(days=7)


def told(request):
    return list(
        Escalation.objects.filter(request=request, clock="due").values_list("level", "posts")
    )


@pytest.fixture
def head(town):
    """A head of the lighting unit above its officer; nobody holds the post yet."""
    post = Post.objects.create(
        code="head",
        label={"fa": "رئیس روشنایی", "en": "Head of lighting"},
        organization=town.lighting,
        powers=[Power.HANDLE],
        sort_key="a",
    )
    Post.objects.filter(code="lamp").update(superior=post)
    return post


@pytest.mark.django_db
class TestEscalating:
    def test_the_chain_goes_from_the_unit_to_the_city(self, town, head):
        steps = chain.offices(on=NOW.date()).chain(town.lighting.pk)
        assert [[post.code for post in step] for step in steps] == [
            ["lamp"],
            ["head"],
            ["dispatcher"],
        ]

    def test_posts_in_a_ring_end_somewhere(self, town, head):
        Post.objects.filter(code="head").update(superior=town.posts["lamp"])
        assert len(chain.offices(on=NOW.date()).chain(town.lighting.pk)) <= 3

    def test_a_vacant_post_is_passed_over(self, town, head):
        on = NOW.date()
        steps = chain.held_steps(chain.offices(on=on), town.lighting.pk, on=on)
        assert [[post.code for post in step.posts] for step in steps] == [["lamp"], ["dispatcher"]]

    def test_nothing_happens_before_the_deadline(self, filed):
        row = filed()
        assert actions.escalate_late(row.acknowledge_by - timedelta(minutes=1)) == 0

    def test_each_step_comes_in_its_time(self, filed, actor):
        row = filed()
        actions.acknowledge(row.pk, actor=actor("lamp"), at=NOW)
        row.refresh_from_db()
        second = clocks.next_step(row.service, row.due_at, 1)
        assert actions.escalate_late(row.due_at) == 1
        assert actions.escalate_late(second - timedelta(minutes=1)) == 0
        assert actions.escalate_late(second) == 1
        assert actions.escalate_late(second + WEEK) == 0
        assert told(row) == [(1, ["lamp"]), (2, ["dispatcher"])]

    def test_after_a_week_of_standstill_every_step_is_taken_once(self, filed, actor):
        row = filed()
        late = row.due_at + WEEK
        assert actions.escalate_late(late) == 4  # two steps of each clock
        assert actions.escalate_late(late) == actions.escalate_late(late + WEEK) == 0
        mails = Message.objects.filter(kind="service.escalated").values_list("address", flat=True)
        assert sorted(mails) == ["dana@example.org"] * 2 + ["roshan@example.org"] * 2
        assert Act.objects.filter(verb="service.escalate").count() == 4

    def test_who_waits_for_an_answer_is_not_late(self, filed, actor):
        row = filed()
        actions.ask(row.pk, "کجا؟", actor=actor("lamp"), at=NOW)
        assert actions.escalate_late(row.due_at + WEEK) == 0

    def test_a_deadline_that_moved_begins_anew(self, filed, actor):
        row = filed()
        actions.claim(row.pk, actor=actor("lamp"), at=NOW)
        assert actions.escalate_late(row.due_at) == 1
        Request.objects.filter(pk=row.pk).update(due_at=row.due_at + WEEK)
        assert actions.escalate_late(row.due_at + WEEK - timedelta(minutes=1)) == 0
        assert actions.escalate_late(row.due_at + WEEK) == 1

    def test_a_pause_holds_the_chain_and_resuming_goes_on_with_it(self, filed, actor):
        row, officer = filed(), actor("lamp")
        actions.claim(row.pk, actor=officer, at=NOW)
        late = row.due_at + timedelta(minutes=1)
        assert actions.escalate_late(late) == 1
        actions.pause(row.pk, "باران", actor=officer, at=late)
        assert actions.escalate_late(late + WEEK) == 0
        actions.resume(row.pk, actor=officer, at=late + WEEK)
        assert actions.escalate_late(late + WEEK + timedelta(hours=2)) == 1
        assert [level for level, _posts in told(row)] == [1, 2]

    def test_a_closed_report_asks_nobody(self, filed, actor):
        row = filed()
        closing = actions.Closing("fixed", "درست شد", "بازدید شد")
        actions.close(row.pk, closing, actor=actor("lamp"), at=NOW)
        assert actions.escalate_late(row.due_at + WEEK) == 0

    def test_imported_backlogs_ring_no_bells(self, filed):
        row = filed()
        Request.objects.filter(pk=row.pk).update(source="old", external_id="1")
        assert actions.escalate_late(row.due_at + WEEK) == 0

    def test_it_does_not_make_an_officers_page_old(self, filed, actor):
        row = filed()
        version = Request.objects.get(pk=row.pk).version
        actions.escalate_late(row.due_at)
        actions.claim(row.pk, actor=actor("lamp"), at=row.due_at, version=version)

    def test_everyone_reads_who_was_told(self, filed, client):
        row = filed()
        actions.escalate_late(row.due_at)
        assert "کارشناس روشنایی" in client.get(f"/reports/{row.pk}/").content.decode()

    def test_no_mail_names_a_person_in_the_record(self, filed):
        row = filed()
        actions.escalate_late(row.due_at)
        assert all("roshan" not in act.leaf for act in Act.objects.all())


@pytest.mark.django_db(transaction=True)
def test_two_workers_take_each_step_once(filed, at_once):
    row = filed()
    late = row.due_at + WEEK
    said = at_once([lambda: actions.escalate_late(late)] * 4)
    assert sum(said) == 4
    assert Message.objects.filter(kind="service.escalated").count() == 4


@pytest.mark.django_db
class TestShift:
    def test_the_shift_ends_when_the_office_closes(self, town):
        assert clocks.end_of_shift(NOW).isoformat() == "2026-11-23T11:00:00+00:00"  # 14:30
        evening = clocks.end_of_shift(NOW + timedelta(hours=6))
        assert evening.isoformat() == "2026-11-24T11:00:00+00:00"

    def test_it_shows_what_will_be_late_by_then_and_whose_it_is(self, town, filed, actor):
        soon, later = filed("wire"), filed()  # in two hours by the clock; in five days
        seen = shift(actor("lamp"), at=NOW)
        assert [row.pk for row in seen.due] == [soon.pk]
        assert later.pk not in [row.pk for row in seen.unseen]
        assert shift(actor("road"), at=NOW).is_quiet
        assert shift(actor("lamp"), at=NOW + timedelta(hours=2, minutes=1)).late_count == 1

    def test_the_page_costs_the_same_for_many(
        self, filed, client_as, django_assert_max_num_queries
    ):
        for _ in range(4):
            filed("wire", at=NOW)
        client = client_as("lamp")
        client.get("/desk/shift/")
        with django_assert_max_num_queries(20):
            assert client.get("/desk/shift/").status_code == 200

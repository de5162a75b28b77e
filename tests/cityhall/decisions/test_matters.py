"""An overspend walks through the building: filed, consented, late, voted, appealed."""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace

import pytest
from tests.cityhall.conftest import NOW
from tests.divan.charter.city import COUNCIL, FORUM, TEXT

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.decisions import actions, clock, queries
from cityhall.decisions.actions import Put
from cityhall.decisions.models import Charter, Happened, Matter, Waiting
from divan.charter import events, published

FIELDS = {"amount": 7_000_000_000, "supplier": "Ali Karimi", "topic": "roads"}


def overspend(hall: SimpleNamespace, **more: object) -> Matter:
    put = Put(
        kind="spend", title="آسفالت خیابان مهر", text="با آقای کریمی", fields={**FIELDS, **more}
    )
    return actions.file_matter(put, actor=hall.by("works"), at=NOW)


def happen(hall: SimpleNamespace, row: Matter, who: str, event: events.AnyEvent, **more) -> Matter:
    at = more.pop("at", NOW)
    return actions.happen(row.pk, event, actor=hall.by(who), at=at, **more)


def to_council(hall: SimpleNamespace) -> Matter:
    row = happen(hall, overspend(hall), "deputy", events.Admitted())
    for one in FORUM:
        row = happen(hall, row, one, events.Consented(stage="table"))
    clock.keep_deadlines(row.due_at + timedelta(days=7))
    return Matter.objects.get(pk=row.pk)


def decided(hall: SimpleNamespace) -> Matter:
    row = to_council(hall)
    at = row.updated_at + timedelta(days=8)
    for one in COUNCIL:
        row = happen(hall, row, one, events.Voted(stage="council", choice="yes"), at=at)
    return row


def test_an_overspend_travels_from_the_forum_past_the_mayor_to_the_council(hall) -> None:
    row = decided(hall)
    assert (row.phase, row.outcome) == ("in_force", "approved")
    verbs = list(Act.objects.filter(object_type="decisions.matter").values_list("verb", flat=True))
    assert verbs[:2] == ["decisions.filed", "decisions.admitted"]
    assert verbs.count("decisions.read") == 1  # the mayor's missed deadline, once
    assert verbs.count("decisions.voted") == 15


def test_a_deadline_is_acted_on_once_also_after_a_week(hall) -> None:
    row = to_council(hall)
    before = Act.objects.count()
    clock.keep_deadlines(row.updated_at + timedelta(days=7))
    assert Act.objects.count() == before


def test_the_published_events_replay_to_the_same_state_and_name_nobody(hall) -> None:
    row = decided(hall)
    publication = queries.publication(row)
    state = published.replay(publication)
    assert state == queries.state(row)
    text = published.encode(publication).decode()
    for private in ("karimi", "کریمی", "hall.example", *FORUM):
        assert private not in text.lower()
    tampered = published.decode(text.encode().replace(b'"choice":"yes"', b'"choice":"no"', 1))
    with pytest.raises(published.ReplayError):
        published.replay(tampered)


def test_the_inbox_holds_whoever_must_act_and_nobody_else(hall) -> None:
    row = happen(hall, overspend(hall), "deputy", events.Admitted())
    waiting = Waiting.objects.filter(matter=row)
    assert {(one.person.name, one.task) for one in waiting} == {(one, "consent") for one in FORUM}
    happen(hall, row, FORUM[0], events.Consented(stage="table"))
    assert waiting.all().count() == len(FORUM) - 1


def test_a_refusal_of_the_engine_leaves_nothing(hall) -> None:
    row = overspend(hall)
    before = (Act.objects.count(), Happened.objects.count())
    with pytest.raises(Refused) as refused:
        happen(hall, row, "mayor", events.Admitted())
    assert refused.value.refusal.code == "no_authority"
    assert (Act.objects.count(), Happened.objects.count()) == before


def test_an_appeal_upheld_undoes_the_decision(hall) -> None:
    row = decided(hall)
    at = row.updated_at + timedelta(hours=1)
    put = Put(kind="spend.appeal", title="اعتراض به آسفالت", about=row.pk)
    appeal = actions.file_matter(put, actor=hall.by("resident"), at=at)
    for seat in range(7):
        vote = events.Voted(stage="appeal", choice="yes")
        appeal = happen(hall, appeal, f"court{seat}", vote, at=at)
    assert appeal.outcome == "approved"
    row.refresh_from_db()
    assert (row.phase, row.outcome) == ("ended", "reversed")


def test_splitting_a_purchase_does_not_pass_the_limit(hall) -> None:
    first = happen(hall, overspend(hall, amount=400_000_000), "deputy", events.Admitted())
    second = happen(hall, overspend(hall, amount=400_000_000), "deputy", events.Admitted())
    stages = [queries.state(row).open[0].stage for row in (first, second)]
    assert stages == ["unit", "table"]


def test_a_charter_changes_by_its_own_amendment_and_no_matter_under_way(hall) -> None:
    under_way = overspend(hall)
    text = TEXT.replace("year_total <= 500_000_000", "year_total <= 9_000_000_000")
    put = Put(kind="amend", title="حد تازه برای واحد", proposal=text)
    with pytest.raises(Refused):
        actions.adopt(text, actor=hall.office, at=NOW)
    row = actions.file_matter(put, actor=hall.by("council0"), at=NOW)
    for one in COUNCIL[1:3]:
        row = happen(hall, row, one, events.Supported())
    assert row.phase == "open"
    for one in COUNCIL:
        if one != "council0":
            row = happen(hall, row, one, events.Voted(stage="two_thirds", choice="yes"))
    assert row.outcome == "approved"
    assert Charter.objects.get(in_force=True).number == 2
    assert happen(hall, under_way, "deputy", events.Admitted()).charter.number == 1
    fresh = happen(hall, overspend(hall, supplier="other"), "deputy", events.Admitted())
    assert [one.stage for one in queries.state(fresh).open] == ["unit"]


def test_a_faulty_charter_is_never_proposed(hall) -> None:
    text = TEXT.replace('quorum: ">= 2/3 of seats"', 'quorum: ">= 99 of seats"')
    put = Put(kind="amend", title="حد تازه", proposal=text)
    with pytest.raises(Refused) as refused:
        actions.file_matter(put, actor=hall.by("council0"), at=NOW)
    assert refused.value.refusal.code == "faulty"

"""What is decided in the made-up city: each step was allowed, and everybody can replay it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from cityhall.acts.models import Act
from cityhall.decisions import queries
from cityhall.decisions.models import Charter, Circle, Matter, Waiting
from cityhall.demo.circles import SHADES
from cityhall.demo.docket import Docket
from cityhall.demo.founding import found
from cityhall.demo.hall import seat
from cityhall.demo.matters import scripts
from cityhall.demo.places import draw
from cityhall.demo.worktimes import ZONE
from cityhall.people.actor import Actor
from cityhall.people.models import Area
from cityhall.service import actions as service
from cityhall.service.models import Request, Service
from divan.charter import published

NOW = datetime(2026, 11, 23, 18, 40, tzinfo=ZONE)


@pytest.fixture
def city(db: None) -> Mapping[str, Actor]:
    """The city without its year of reports, but for two that were closed as not possible."""
    founded = found(draw(1405), NOW)
    cache.clear()  # the city's hours were not kept before this transaction ends
    people = seat(founded, NOW)
    ring = Area.objects.get(code="district-1").geometry["coordinates"][0]
    longitude, latitude = (sum(each) / len(ring) for each in zip(*ring, strict=True))
    for number in (1, 2):
        at = NOW - timedelta(days=40 + number)
        kind = Service.objects.get(service_code="light-pole")
        report = service.Report(
            service=kind,
            text=f"تیر برق کج است {number}",
            publish="all",
            latitude=latitude,
            longitude=longitude,
            answers={"damage": "leaning", "wires": "no"},
        )
        row = service.file_request(report, actor=people["civil1"], at=at)
        closing = service.Closing("not_possible", "این کار شدنی نیست.")
        service.close(row.pk, closing, actor=people["dispatcher"], at=at + timedelta(days=2))
    Docket(people, scripts(NOW)).end(NOW)
    return people


def test_the_city_decides_in_the_open(city) -> None:
    """One walk through all of it: building it anew for every question would take too long."""
    rows = list(Matter.objects.order_by("pk"))
    _every_state(rows)
    _everybody_replays(rows)
    _an_overspend_goes_the_long_way(rows)
    _a_permit_is_decided_at_once(rows)
    _an_amendment_changes_the_next_route_only(rows)
    _a_granted_appeal_opens_a_report(rows)
    _a_decided_target_holds(rows)
    _a_circle_is_at_work()
    _inboxes(city)


def _every_state(rows: list[Matter]) -> None:
    assert {row.phase for row in rows} == {"gathering", "filed", "open", "in_force", "ended"}
    outcomes = {row.outcome for row in rows if row.phase == "ended"}
    assert {"refused", "reversed", "withdrawn"} <= outcomes
    assert Charter.objects.get(in_force=True).number == 2


def _everybody_replays(rows: list[Matter]) -> None:
    """From what is published alone, without a name in it."""
    for row in rows:
        publication = queries.publication(row)
        assert published.replay(publication) == queries.state(row), row.title
        told = published.encode(publication).decode()
        assert not any(name in told for name in ("mehrshahr.example", "مهرپرور", "راه‌سازان"))


def _an_overspend_goes_the_long_way(rows: list[Matter]) -> None:
    row, appeal = rows[0], next(each for each in rows if each.kind == "spend.appeal")
    steps = [(step.stage, step.outcome) for step in queries.state(row).passed]
    assert steps == [
        ("table", "approved"), ("mayor_signs", "timeout"), ("council_votes", "approved"),
    ]  # fmt: skip
    assert (row.phase, row.outcome) == ("ended", "reversed")
    assert (appeal.about, appeal.outcome) == (row, "approved")
    verbs = Act.objects.filter(object_type="decisions.matter", object_id=row.pk)
    told = list(verbs.order_by("position").values_list("verb", flat=True))
    once = [told.count(f"decisions.{verb}") for verb in ("filed", "admitted", "read")]
    assert once == [1, 1, 1]
    assert told.count("decisions.consented") == 12 and told.count("decisions.voted") == 15
    reasons = row.events.filter(event__event="voted").exclude(words="")
    assert all(one.event["reasons"] for one in reasons) and reasons.count() == 3
    steps = [act.at for act in verbs.order_by("position")]
    assert steps == sorted(steps)


def _a_permit_is_decided_at_once(rows: list[Matter]) -> None:
    stalls = [row for row in rows if row.kind == "stall"]
    assert (stalls[0].version, stalls[0].outcome) == (1, "approved")
    assert [step.figures for step in queries.state(stalls[0]).passed] == [{"line": 1}]
    waits = stalls[-1]
    assert [step.figures for step in queries.state(waits).passed] == [{"line": 0}]
    assert queries.state(waits).open[0].stage == "person"


def _an_amendment_changes_the_next_route_only(rows: list[Matter]) -> None:
    before, after = (
        next(row for row in rows if row.fields.get("supplier") == supplier)
        for supplier in ("کارگاه چوب سرو", "روشنایی پارس")
    )
    assert before.fields["amount"] == after.fields["amount"]
    routes = [[step.stage for step in queries.state(row).passed] for row in (before, after)]
    assert routes == [["table", "mayor_signs"], ["unit"]]
    assert [row.charter.number for row in (before, after)] == [1, 2]


def _a_granted_appeal_opens_a_report(rows: list[Matter]) -> None:
    row = next(each for each in rows if each.kind == "closing" and each.outcome == "approved")
    request = Request.objects.get(pk=row.subject_id)
    assert request.is_open and request.reopened == 1
    act = Act.objects.get(verb="service.reopen", object_id=request.pk)
    assert act.public["matter"] == row.pk
    effect = Act.objects.get(verb="decisions.effect", object_id=row.pk)
    assert effect.public == {"subject": f"request:{request.pk}", "done": True, "why": ""}


def _a_decided_target_holds(rows: list[Matter]) -> None:
    row = next(each for each in rows if each.kind == "service_level")
    kind = Service.objects.get(pk=row.subject_id)
    assert kind.resolve_minutes == row.fields["hours"] * 60


def _a_circle_is_at_work() -> None:
    circle = Circle.objects.get(ended_at__isnull=True)
    assert (circle.body, circle.matter.title) == ("forum", SHADES)
    assert [one.status for one in circle.parts.all()] == ["accepted"] * 3
    assert [one.done_at is None for one in circle.tasks.all()] == [False, True]


def _inboxes(city: Mapping[str, Actor]) -> None:
    for key in ("dispatcher", "parviz.dadkhah", "resident", "mayor", "council1"):
        assert queries.inbox_size(city[key], timezone.now()), key
    assert not Waiting.objects.filter(person=city["fieldworker"].person).exists()

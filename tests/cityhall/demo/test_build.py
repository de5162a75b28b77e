"""The demo city through the ordinary door: every event of its story is an act that was allowed."""

from __future__ import annotations

from datetime import datetime

import pytest

from cityhall.acts.models import Act, Message
from cityhall.demo import build
from cityhall.demo.hall import ELECTORS, NAMES
from cityhall.demo.offices import OFFICIALS
from cityhall.demo.story import tell
from cityhall.demo.worktimes import ZONE
from cityhall.partners.models import ApiKey, Forwarding, Upstream
from cityhall.people.models import Area, City, MapLayer, Organization, Person
from cityhall.service.models import Party, Photo, ReplyTemplate, Request, Service

NOW = datetime(2026, 11, 23, 18, 40, tzinfo=ZONE)

pytestmark = pytest.mark.django_db(transaction=True)


ELSEWHERE = (  # not of the story: what follows from it, and how the year ends
    *("service.absorb", "service.escalate", "service.hand_over"),
    *("service.body_takes", "service.body_refuses", "service.body_silent"),
    *("service.send_on", "service.forward", "service.hear"),
)
BY_THE_APP = 2  # reports that a neighbourhood's app sends when the year is told
BY_THE_PANEL = 1  # a report that an appeal opens again


@pytest.mark.slow
def test_a_small_city_is_built_and_rebuilt(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert not build.there_is_a_city()
    assert build.may_replace()
    seen: list[int] = []
    build.rebuild(now=NOW, seed=1405, count=60, progress=seen.append)
    build.rebuild(now=NOW, seed=1405, count=60)
    assert sum(seen) == 60 == Request.objects.exclude(channel="open311").count()
    assert Request.objects.filter(channel="open311").count() == BY_THE_APP
    assert City.objects.get().is_demo
    assert (Area.objects.count(), Service.objects.count()) == (8, 40)
    assert MapLayer.objects.count() == 4
    assert Organization.objects.filter(classification="outside").count() == 7
    assert Person.objects.count() == len(OFFICIALS) + 1 + len(NAMES) + ELECTORS
    positions = list(Act.objects.values_list("position", flat=True))
    assert positions == list(range(len(positions)))
    acts = Act.objects.filter(object_type="service.request").exclude(verb__in=ELSEWHERE)
    assert acts.count() == len(tell(NOW, count=60)) + BY_THE_APP + BY_THE_PANEL
    assisted = Request.objects.filter(assistance__isnull=False)
    assert {row.channel for row in assisted} <= {"phone", "desk"} and assisted.exists()
    server = Upstream.objects.get()
    assert not server.active and server.endpoint.endswith(".example/open311/v2/")  # asks nobody
    assert Forwarding.objects.filter(state="sent").exists()
    assert ApiKey.objects.get().last_used_at is not None
    for number in Forwarding.objects.values_list("request", flat=True):
        story = Act.objects.filter(object_type="service.request", object_id=number)
        told = list(story.order_by("position").values_list("at", flat=True))
        assert told == sorted(told)
    assert ReplyTemplate.objects.get(outcome="not_ours").unit.code == "lighting"
    assert Party.objects.filter(mobile__startswith="0912000").exists()
    assert not Message.objects.filter(sent_at=None).exists()
    for photo in Photo.objects.all():
        assert list(tmp_path.glob(f"photos/*/{photo.pk}.large.jpg"))
    assert build.may_replace()


def test_a_real_city_is_never_replaced():
    City.objects.create(name={"en": "Real"}, is_demo=False)
    assert build.there_is_a_city()
    assert not build.may_replace()


def test_whoever_builds_it_is_told_how_to_sign_in():
    said = build.how_to_sign_in()
    for who in ("resident@", "dispatcher@", "fieldworker@", "administrator@"):
        assert who in said

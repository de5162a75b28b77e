"""Reports go on to a second Divan, once each, and what is said there comes back."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.partners import actions, following, geo_client, queries
from cityhall.partners.models import Forwarding, Upstream
from cityhall.people.actor import Actor
from cityhall.service import actions as service
from cityhall.service.actions import Report
from cityhall.web import egress
from cityhall.web.egress import Answer, NoAnswer

pytestmark = pytest.mark.xdist_group("second")  # one other city for all
ROOT = Path(__file__).parents[3]
State = Forwarding.State


class Second:
    """The other city, and what it has."""

    def __init__(self, process: subprocess.Popen[str], said: dict[str, Any]) -> None:
        self.process, self.key = process, said["key"]
        self.address = f"http://127.0.0.1:{said['port']}/open311/v2/"

    def order(self, text: str) -> None:
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(text + "\n")
        self.process.stdin.flush()
        assert self.process.stdout.readline() == "done\n"

    def has(self) -> list[geo_client.Known]:
        return geo_client.requests(geo_client.Server(self.address), {})


@pytest.fixture(scope="module")
def process(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[Second]:
    home = tmp_path_factory.mktemp("second")
    shutil.copytree(migrated, home, dirs_exist_ok=True)
    env = {name: value for name, value in os.environ.items() if not name.startswith("DIVAN_")}
    env |= {"DIVAN_HOME": str(home), "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}
    command = [sys.executable, "-m", "tests.cityhall.partners.second"]
    with subprocess.Popen(
        command, env=env, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as running:
        assert running.stdout and running.stdin
        yield Second(running, json.loads(running.stdout.readline()))
        running.stdin.close()
        running.wait(timeout=30)


@pytest.fixture
def second(process: Second, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Second:
    settings.OUT_LOOPBACK = True
    monkeypatch.setattr(geo_client, "SECONDS", 300.0)  # a busy machine is no lost answer
    return process


@pytest.fixture
def upstream(town: SimpleNamespace, actor: Callable[[str], Actor], second: Second) -> Upstream:
    return make_upstream(town, actor("admin"), second)


def make_upstream(
    town: SimpleNamespace, admin: Actor, second: Second, *, repeats_safely: bool = False
) -> Upstream:
    now = {"actor": admin, "at": timezone.now()}
    facts = actions.UpstreamFacts(
        name={"fa": "استان", "en": "Province"},
        endpoint=second.address,
        code="province",
        key=second.key,
        repeats_safely=repeats_safely,
    )
    row = actions.create_upstream(facts, **now)
    actions.add_route("province", town.services["hole"], None, "pothole", **now)
    return row


def report(town: SimpleNamespace, text: str, kind: str = "hole", **facts: Any) -> Any:
    said = {"latitude": 35.62, "longitude": 51.06, "address": "خیابان مهر", **facts}
    return service.file_request(
        Report(town.services[kind], text, **said), actor=Actor(browser="b"), at=timezone.now()
    )


def work(ahead: timedelta = timedelta()) -> None:
    at = timezone.now() + ahead
    following.forward_new(at)
    following.send_due(at)


def only() -> Forwarding:
    return Forwarding.objects.get()


def test_a_report_goes_on_and_its_end_comes_back(
    town: SimpleNamespace, upstream: Upstream, second: Second
) -> None:
    row = report(town, "چالهٔ یک، تلفن 09121112233", name="zqname", email="zq@example.org")
    report(town, "چراغ", "lamp")  # goes nowhere
    work()
    sent = only()
    assert sent.state == State.SENT and sent.request_id == row.pk
    [there] = [one for one in second.has() if one.number == sent.remote_id]
    assert "چالهٔ یک" in there.description
    assert f"/reports/{row.pk}/" in there.description
    for secret in ("09121112233", "zqname", "zq@"):
        assert secret not in str(second.has())
    act = Act.objects.get(verb="service.forward")
    assert act.public["number"] == sent.remote_id and act.by == "system"
    second.order(f"close {sent.remote_id} پر شد")
    work(timedelta(hours=1))
    sent = only()
    assert (sent.remote_status, sent.remote_notes) == ("closed", "پر شد")
    assert Act.objects.get(verb="service.hear").public["said"] == "closed"
    row.refresh_from_db()
    assert row.is_open  # ours to decide
    [apart] = queries.disagreements(upstream)
    assert (apart.theirs, apart.ours) == ("closed", "open")
    work(timedelta(hours=2))
    assert Act.objects.filter(verb="service.hear").count() == 1  # news are told once


def test_nothing_goes_twice_however_often_the_worker_looks(
    town: SimpleNamespace, upstream: Upstream, second: Second
) -> None:
    before = len(second.has())
    row = report(town, "چالهٔ دو")
    for hours in range(4):
        work(timedelta(hours=hours))
    assert len(second.has()) == before + 1
    with pytest.raises(IntegrityError), transaction.atomic():  # the database holds it
        Forwarding.objects.create(
            request=row, upstream=upstream, remote_code="pothole", created_at=timezone.now()
        )


def test_a_lost_answer_is_looked_for_before_anything_is_sent_again(
    town: SimpleNamespace, upstream: Upstream, second: Second
) -> None:
    before = len(second.has())
    report(town, "چالهٔ سه")
    second.order("lose")
    work()
    assert only().state == State.DOUBTFUL
    assert len(second.has()) == before + 1  # it was taken; only the answer is lost
    work(timedelta(minutes=2))
    assert only().state == State.SENT
    assert len(second.has()) == before + 1


def test_a_server_that_knows_repetitions_is_simply_asked_again(
    town: SimpleNamespace, actor: Callable[[str], Actor], second: Second
) -> None:
    make_upstream(town, actor("admin"), second, repeats_safely=True)
    before = len(second.has())
    report(town, "چالهٔ چهار")
    second.order("lose")
    work()
    assert only().state == State.DOUBTFUL
    work(timedelta(minutes=2))
    assert only().state == State.SENT
    assert len(second.has()) == before + 1


def test_a_crash_while_sending_leaves_a_doubt_and_no_second_report(
    town: SimpleNamespace, upstream: Upstream, second: Second, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = len(second.has())
    report(town, "چالهٔ پنج")
    post = geo_client.post_request

    def die(*arguments: Any) -> Any:
        post(*arguments)
        raise KeyboardInterrupt

    monkeypatch.setattr(geo_client, "post_request", die)
    with pytest.raises(KeyboardInterrupt):
        work()
    assert only().state == State.SENDING
    monkeypatch.setattr(geo_client, "post_request", post)
    work(timedelta(minutes=5))
    assert only().state == State.SENT
    assert len(second.has()) == before + 1


def test_while_the_server_is_away_reports_wait_longer_and_longer(
    town: SimpleNamespace, upstream: Upstream, second: Second, monkeypatch: pytest.MonkeyPatch
) -> None:
    report(town, "چالهٔ شش")
    tried = []

    def away(*arguments: Any, **more: Any) -> Answer:
        tried.append(arguments)
        raise NoAnswer("no connection")

    monkeypatch.setattr(geo_client, "fetch", away)
    for minutes in range(0, 240, 2):
        work(timedelta(minutes=minutes))
    assert only().state == State.WAITING
    assert 4 <= len(tried) <= 7
    monkeypatch.setattr(geo_client, "fetch", egress.fetch)
    work(timedelta(days=2))
    assert only().state == State.SENT


def test_where_nobody_can_know_a_person_decides(
    town: SimpleNamespace,
    upstream: Upstream,
    actor: Callable[[str], Actor],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A server that shows nothing of what it took: after three looks we ask."""
    report(town, "چالهٔ هفت")
    sent = []

    def blackbox(method: str, url: str, **more: Any) -> Answer:
        if method == "POST":
            sent.append(url)
            raise NoAnswer("no whole answer", arrived=True)
        return Answer(200, {}, b"<?xml version='1.0'?><service_requests/>")

    monkeypatch.setattr(geo_client, "fetch", blackbox)
    for hours in range(6):
        work(timedelta(hours=hours))
    assert len(sent) == 1
    [row] = queries.in_trouble(upstream)
    with pytest.raises(Refused):
        actions.settle(row.pk, "  ", actor=actor("admin"), at=timezone.now())
    with pytest.raises(Refused) as refused:
        actions.resend(row.pk, actor=actor("dispatcher"), at=timezone.now())
    assert refused.value.refusal.status == 403
    actions.settle(row.pk, "77", actor=actor("admin"), at=timezone.now())
    assert (only().state, only().remote_id) == (State.SENT, "77")
    with pytest.raises(Refused):  # decided
        actions.resend(row.pk, actor=actor("admin"), at=timezone.now())


def test_what_is_refused_over_there_waits_with_its_reason(
    town: SimpleNamespace, upstream: Upstream, actor: Callable[[str], Actor], second: Second
) -> None:
    upstream.routes.update(remote_code="no-such-kind")
    report(town, "چالهٔ هشت")
    for hours in range(3):
        work(timedelta(hours=hours))
    row = only()
    assert row.state == State.REFUSED and "no-such-kind" in row.fault
    Forwarding.objects.update(remote_code="pothole")
    actions.resend(row.pk, actor=actor("admin"), at=timezone.now())
    work()
    assert only().state == State.SENT


def test_confidential_reports_and_older_ones_stay_here(
    town: SimpleNamespace, upstream: Upstream, actor: Callable[[str], Actor]
) -> None:
    now = {"actor": actor("admin"), "at": timezone.now()}
    with pytest.raises(Refused):
        actions.add_route("province", town.services["conduct"], None, "x", **now)
    with pytest.raises(Refused):  # one way for each kind and area
        actions.add_route("province", town.services["hole"], None, "x", **now)
    row = report(town, "zqsecret", "conduct")
    with pytest.raises(Refused):
        actions.forward(row, upstream, "x", at=timezone.now())


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"<html>",
        b"<!DOCTYPE x [<!ENTITY a 'b'>]><service_requests><request><service_request_id>&a;"
        b"</service_request_id></request></service_requests>",
        b"<!DOCTYPE x SYSTEM 'file:///etc/passwd'><service_requests/>",
        b"<service_requests><request><service_request_id/></request></service_requests>",
        b"\xff\xfe\x00",
        b"[]",
    ],
)
def test_an_answer_that_cannot_be_read_is_a_lost_one(
    answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(geo_client, "fetch", lambda *a, **k: Answer(200, {}, answer))
    with pytest.raises(geo_client.Lost):
        geo_client.post_request(geo_client.Server("https://x.example/"), {}, "r")


def test_keys_for_other_servers_are_sealed_and_never_shown(
    town: SimpleNamespace, upstream: Upstream, second: Second, client_as: Callable[..., Any]
) -> None:
    upstream.refresh_from_db()
    assert second.key not in upstream.sealed_key
    page = client_as("admin").get("/manage/partners/servers/province/").content.decode()
    assert second.key not in page and upstream.sealed_key not in page
    asked = client_as("admin").get("/manage/partners/servers/province/?kinds=1")
    assert "pothole" in asked.content.decode()


def test_the_area_s_own_route_goes_before_that_of_everywhere(
    town: SimpleNamespace, upstream: Upstream, actor: Callable[[str], Actor], second: Second
) -> None:
    now = {"actor": actor("admin"), "at": timezone.now()}
    actions.add_route("province", town.services["hole"], town.east, "street-light", **now)
    report(town, "در خاور")
    report(town, "در باختر", longitude=51.02)
    following.forward_new(timezone.now())
    codes = set(Forwarding.objects.values_list("request__area__code", "remote_code"))
    assert codes == {("east", "street-light"), ("west", "pothole")}

"""What is handed to a body goes into its own system; an officer sends one by hand; all is seen."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import timezone
from tests.cityhall.service.test_races import told

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.partners import actions, following, geo_client
from cityhall.partners.models import Forwarding, Upstream
from cityhall.people.models import Organization
from cityhall.service import actions as service
from cityhall.service.hooks import elsewhere_of
from cityhall.service.models import Handover, Request

pytestmark = pytest.mark.django_db
State = Forwarding.State


@pytest.fixture
def company(town: SimpleNamespace) -> Organization:
    return Organization.objects.create(
        code="power",
        name={"fa": "شرکت برق", "en": "Power company"},
        classification="outside",
        parent=town.city,
        sort_key="a",
    )


@pytest.fixture
def upstream(company: Organization, actor: Callable[..., Any]) -> Upstream:
    facts = actions.UpstreamFacts(
        name={"fa": "سامانهٔ برق", "en": "Power desk"},
        endpoint="https://power.example/open311/v2/",
        code="power-desk",
        body=company,
        other_code="any",
    )
    return actions.create_upstream(facts, actor=actor("admin"), at=timezone.now())


class Wire:
    """The other side: what it was sent, and what it says of each."""

    def __init__(self) -> None:
        self.sent: list[dict[str, str]] = []
        self.known: dict[str, tuple[str, str]] = {}
        self.fault: Exception | None = None

    def post(self, server: Any, fields: dict[str, str], reference: str) -> Any:
        if self.fault is not None:
            raise self.fault
        self.sent.append(fields)
        number = f"P-{len(self.sent)}"
        self.known[number] = ("open", "")
        return SimpleNamespace(number=number, token="")

    def requests(self, server: Any, asked: dict[str, str]) -> list[geo_client.Known]:
        numbers = asked.get("service_request_id", "").split(",")
        return [
            geo_client.Known(number, status, notes, "", None)
            for number, (status, notes) in self.known.items()
            if number in numbers
        ]


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    made = Wire()
    monkeypatch.setattr(geo_client, "post_request", made.post)
    monkeypatch.setattr(geo_client, "requests", made.requests)
    return made


def work(ahead: timedelta = timedelta()) -> None:
    at = timezone.now() + ahead
    following.forward_new(at)
    following.send_due(at)


def hand(row: Request, company: Organization, actor: Callable[..., Any]) -> Handover:
    return service.hand_over(row.pk, company, actor=actor("dispatcher"), at=timezone.now())


def test_a_handover_goes_into_the_body_s_system_which_thereby_takes_it(
    filed, actor, company, upstream, wire, client_as
) -> None:
    row = filed("lamp", text="تیر خاموش است، تلفن 09121112233")
    handover = hand(row, company, actor)
    assert handover.channel == Handover.Channel.OPEN311
    assert Forwarding.objects.get().state == State.WAITING  # in the same transaction
    work()
    handover.refresh_from_db()
    assert (handover.state, handover.external_id) == ("taken", "P-1")
    assert "09121112233" not in str(wire.sent) and wire.sent[0]["service_code"] == "any"
    verbs = list(Act.objects.order_by("position").values_list("verb", flat=True))[-2:]
    assert verbs == ["service.forward", "service.body_takes"]
    wire.known["P-1"] = ("closed", "لامپ عوض شد")
    work(timedelta(hours=1))
    row.refresh_from_db()
    assert row.is_open  # ours to decide, and the officer sees it
    page = client_as("dispatcher").get(f"/desk/{row.pk}/").content.decode()
    assert "لامپ عوض شد" in page and "آنجا بسته، اینجا باز" in page and "P-1" in page


def test_nothing_of_a_handover_is_left_where_its_transaction_fails(
    filed, actor, company, upstream, monkeypatch
) -> None:
    row = filed("lamp")
    monkeypatch.setattr(actions.carrying.Forwarding.objects, "get_or_create", _broken)
    with pytest.raises(RuntimeError):
        hand(row, company, actor)
    row.refresh_from_db()
    assert row.body is None and not Handover.objects.exists()


def _broken(**facts: Any) -> Any:
    raise RuntimeError


def test_a_report_taken_back_before_it_left_does_not_leave_and_goes_when_handed_anew(
    filed, actor, company, upstream, wire
) -> None:
    row = filed("lamp")
    handover = hand(row, company, actor)
    service.take_back(handover.pk, "خودمان رفتیم", actor=actor("dispatcher"), at=timezone.now())
    work()
    assert not wire.sent
    hand(row, company, actor)
    work()
    assert len(wire.sent) == 1
    assert Forwarding.objects.get().state == State.SENT  # one row, however often


def test_a_kind_they_do_not_take_or_a_report_they_have_goes_another_way(
    filed, actor, company, upstream, wire
) -> None:
    Upstream.objects.update(other_code="")
    assert hand(filed("lamp"), company, actor).channel == Handover.Channel.OFFICER
    with pytest.raises(Refused) as refused:
        service.hand_over(
            filed("lamp").pk,
            company,
            actor=actor("dispatcher"),
            at=timezone.now(),
            channel="open311",
        )
    assert refused.value.refusal.code == "channel"
    Upstream.objects.update(other_code="any")
    row = filed("lamp")
    there = hand(row, company, actor)
    work()
    service.body_refuses(there.pk, "مال ما نیست", actor=actor("dispatcher"), at=timezone.now())
    assert hand(row, company, actor).channel == Handover.Channel.OFFICER


def test_a_refusal_of_their_machine_is_no_refusal_of_the_body(
    filed, actor, company, upstream, wire
) -> None:
    row = filed("lamp")
    wire.fault = geo_client.Declined(403, "403: api_key")
    handover = hand(row, company, actor)
    work()
    handover.refresh_from_db()
    assert handover.state == "offered"
    [seen] = elsewhere_of(row, actor("admin"))
    assert "403: api_key" in seen.answered and seen.address.endswith("/power-desk/")
    [seen] = elsewhere_of(row, actor("dispatcher"))
    assert seen.address == ""  # not theirs to decide
    stuck = Forwarding.objects.get()
    actions.settle(stuck.pk, "P-9", actor=actor("admin"), at=timezone.now())
    handover.refresh_from_db()
    assert (handover.state, handover.external_id) == ("taken", "P-9")


def test_an_officer_sends_one_on_by_hand_once_and_keeps_it(
    filed, actor, company, upstream, wire, client_as
) -> None:
    row, secret = filed("lamp"), filed("conduct")
    page = client_as("lamp").get(f"/desk/{row.pk}/outside/").content.decode()
    assert f"/desk/{row.pk}/outside/send/" in page
    sent = {"server": "power-desk"}
    assert client_as("lamp").post(f"/desk/{row.pk}/outside/send/", sent).status_code == 302
    assert client_as("lamp").post(f"/desk/{row.pk}/outside/send/", sent).status_code == 409
    work()
    row.refresh_from_db()
    assert row.body is None and len(wire.sent) == 1
    assert not Handover.objects.exists()
    assert Act.objects.get(verb="service.send_on").by == "post:lamp"
    page = client_as("lamp").get(f"/desk/{row.pk}/outside/").content.decode()
    assert "/outside/send/" not in page and "P-1" in page
    for number, code in ((secret.pk, 409), (row.pk, 403)):  # confidential; another unit
        answer = client_as("road").post(f"/desk/{number}/outside/send/", sent)
        assert answer.status_code == code, number


def test_a_server_belongs_to_one_body_outside(town, actor, company, upstream) -> None:
    now = {"actor": actor("admin"), "at": timezone.now()}
    for body in (company, town.lighting):
        facts = actions.UpstreamFacts(
            name={"en": "Another"}, endpoint="https://other.example/v2/", body=body
        )
        with pytest.raises(Refused) as refused:
            actions.create_upstream(facts, **now)
        assert refused.value.refusal.field == "body"


def test_of_eight_sendings_on_one_goes(at_once, filed, actor, company, upstream) -> None:
    row = filed("lamp")
    officer, at = actor("lamp"), timezone.now()
    job = partial(actions.send_on, row.pk, "power-desk", actor=officer, at=at)
    assert told(at_once([job] * 8)) == {"done": 1, "there": 7}
    assert Forwarding.objects.count() == 1


def test_a_number_that_comes_while_the_city_takes_it_back_tears_nothing(
    at_once, filed, actor, company, upstream
) -> None:
    officer, admin, at = actor("dispatcher"), actor("admin"), timezone.now()
    for number in range(5):
        row = filed("lamp")
        handover = hand(row, company, actor)
        sent = Forwarding.objects.get(request=row)
        Forwarding.objects.filter(pk=sent.pk).update(state=State.REFUSED, next_at=None)
        answers = at_once(
            [
                partial(actions.settle, sent.pk, f"P-{number}", actor=admin, at=at),
                partial(service.take_back, handover.pk, "خودمان", actor=officer, at=at),
            ]
        )
        assert told(answers) == {"done": 2}
        row.refresh_from_db()
        handover.refresh_from_db()
        assert (row.body, handover.state) == (None, "recalled")


@pytest.fixture
def declined(filed, actor, company, upstream, wire) -> Request:
    """A report that the other server did not take: it lacks an address."""
    row = filed("lamp")
    hand(row, company, actor)
    wire.fault = geo_client.Declined(400, "address_string")
    work()
    return row


def test_what_a_server_declines_is_said_in_words_with_its_answer_behind(
    declined, actor, client_as
) -> None:
    row = declined
    [found] = elsewhere_of(row, actor("dispatcher"))
    assert "address_string" not in found.trouble
    assert "نشانی می‌خواهند" in found.trouble
    page = client_as("dispatcher").get(f"/desk/{row.pk}/").content.decode()
    assert '<bdi class="code" dir="ltr">address_string</bdi>' in page


def test_what_waits_for_a_decision_leads_to_a_page_that_its_reader_may_open(
    declined, client_as
) -> None:
    row = declined
    admin = client_as("admin")
    page = admin.get("/manage/partners/servers/power-desk/").content.decode()
    assert f'href="/desk/{row.pk}/"' not in page and f'href="/reports/{row.pk}/"' in page
    assert admin.get(f"/reports/{row.pk}/").status_code == 200

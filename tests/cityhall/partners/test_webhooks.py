"""Webhooks: signed as Standard Webhooks says, sent until taken, and empty of personal data."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from standardwebhooks import Webhook
from standardwebhooks.webhooks import WebhookVerificationError

from cityhall.acts.models import Act, Message
from cityhall.acts.worker import ERRANDS
from cityhall.partners import actions, delivering, events
from cityhall.partners.models import Delivery, Subscription
from cityhall.people.actor import Actor
from cityhall.service import actions as service
from cityhall.web.egress import Answer, NoAnswer


class Listener:
    """The other side: what it was sent, and what it answers."""

    def __init__(self) -> None:
        self.calls: list[tuple[str, bytes, dict[str, str]]] = []
        self.status = 200

    def __call__(self, method: str, url: str, *, body: bytes, headers: Any, **_: Any) -> Answer:
        self.calls.append((url, body, dict(headers)))
        if not self.status:
            raise NoAnswer("no connection")
        return Answer(self.status, {}, b"")


@pytest.fixture
def listener(monkeypatch: pytest.MonkeyPatch) -> Listener:
    made = Listener()
    monkeypatch.setattr(delivering, "fetch", made)
    return made


@pytest.fixture
def subscribed(actor: Callable[[str], Actor]) -> tuple[Subscription, str]:
    facts = actions.SubscriptionFacts(name="Map", url="https://map.example/hook")
    return actions.subscribe(facts, actor=actor("admin"), at=timezone.now())


def work(ahead: timedelta = timedelta()) -> None:
    at = timezone.now() + ahead
    delivering.queue_new(at)
    delivering.send_due(at)


def test_every_public_act_from_then_on_is_told_once_and_in_order(
    filed: Callable[..., Any],
    listener: Listener,
    subscribed: tuple[Subscription, str],
    actor: Callable[[str], Actor],
) -> None:
    row = filed(name="zqname", email="zq@example.org", text="zqwords 09121112233")
    officer = actor("lamp")
    service.claim(row.pk, actor=officer, at=timezone.now())
    service.note(row.pk, "zqnote", actor=officer, at=timezone.now())
    filed("conduct", text="zqsecret")
    work()
    work()
    told = [json.loads(body) for _url, body, _headers in listener.calls]
    verbs = [one["type"] for one in told]
    assert verbs == ["service.file", "service.claim"]
    assert len(verbs) == len({one["data"]["position"] for one in told})
    assert told[-1]["data"]["object"] == f"service.request:{row.pk}"
    assert told[-1]["data"]["facts"]["status"] == "in_progress"
    said = b"".join(body for _url, body, _headers in listener.calls)
    for secret in (b"zq", b"0912", b"conduct"):
        assert secret not in said


def test_the_signature_is_that_of_standard_webhooks(
    filed: Callable[..., Any], listener: Listener, subscribed: tuple[Subscription, str]
) -> None:
    filed()
    work()
    _url, body, headers = listener.calls[-1]
    assert Webhook(subscribed[1]).verify(body, headers)["type"] == "service.file"
    with pytest.raises(WebhookVerificationError):
        Webhook(subscribed[1]).verify(body + b" ", headers)
    with pytest.raises(WebhookVerificationError):
        Webhook("whsec_" + "A" * 43 + "=").verify(body, headers)


def test_a_new_secret_and_the_old_one_both_sign_for_a_day(
    filed: Callable[..., Any],
    listener: Listener,
    subscribed: tuple[Subscription, str],
    actor: Callable[[str], Actor],
) -> None:
    row, old = subscribed
    _row, new = actions.change_secret(row.pk, actor=actor("admin"), at=timezone.now())
    filed()
    work()
    _url, body, headers = listener.calls[-1]
    for secret in (old, new):
        assert Webhook(secret).verify(body, headers)
    Subscription.objects.update(previous_until=timezone.now() - timedelta(hours=1))
    filed()
    work()
    _url, body, headers = listener.calls[-1]
    assert Webhook(new).verify(body, headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(old).verify(body, headers)


def test_only_chosen_acts_are_told(
    filed: Callable[..., Any], listener: Listener, actor: Callable[[str], Actor]
) -> None:
    facts = actions.SubscriptionFacts("Map", "https://map.example/", ["service.claim", "unknown"])
    actions.subscribe(facts, actor=actor("admin"), at=timezone.now())
    row = filed()
    service.claim(row.pk, actor=actor("lamp"), at=timezone.now())
    work()
    assert [json.loads(body)["type"] for _url, body, _headers in listener.calls] == [
        "service.claim"
    ]


def test_what_is_not_taken_is_told_again_later_under_the_same_id(
    filed: Callable[..., Any], listener: Listener, subscribed: tuple[Subscription, str]
) -> None:
    Subscription.objects.update(verbs=["service.file"])
    filed()
    filed()
    listener.status = 500
    for minutes in range(0, 120, 1):
        work(timedelta(minutes=minutes))
    # One is tried, the other waits behind it: they come in their order.
    assert 3 <= len(listener.calls) <= 6
    assert len({headers["webhook-id"] for _url, _body, headers in listener.calls}) == 1
    listener.status = 204
    work(timedelta(days=1))
    work(timedelta(days=1, minutes=1))
    assert Delivery.objects.filter(done_at=None).count() == 0
    assert len({headers["webhook-id"] for _url, _body, headers in listener.calls}) == 2
    assert Subscription.objects.get().failing_since is None


def test_after_three_days_it_is_turned_off_with_a_notice(
    filed: Callable[..., Any],
    listener: Listener,
    subscribed: tuple[Subscription, str],
    actor: Callable[[str], Actor],
) -> None:
    filed()
    listener.status = 0
    for hours in range(0, 100, 2):
        work(timedelta(hours=hours))
    row = Subscription.objects.get()
    assert row.disabled_at is not None and row.disabled_by_worker
    assert Act.objects.get(verb="partners.disable_webhook").by == "system"
    mail = Message.objects.get(kind="partners.webhook_disabled")
    assert mail.address == "azar@example.org"
    tries = len(listener.calls)
    filed()
    work(timedelta(days=9))
    assert len(listener.calls) == tries
    listener.status = 200
    actions.enable(row.pk, actor=actor("admin"), at=timezone.now())
    work(timedelta(days=9))
    assert not Delivery.objects.filter(next_at__isnull=False).exists()
    types = [json.loads(body)["type"] for _url, body, _headers in listener.calls]
    assert types.count("service.file") >= 2  # what happened meanwhile too


def test_an_event_can_be_told_again_from_the_log(
    filed: Callable[..., Any],
    listener: Listener,
    subscribed: tuple[Subscription, str],
    client_as: Callable[..., Any],
) -> None:
    filed()
    work()
    delivery = Delivery.objects.order_by("-position")[0]
    client = client_as("admin", language="en")
    page = client.get(f"/manage/partners/webhooks/{subscribed[0].pk}/").content.decode()
    assert "service.file" in page and "200" in page
    count = len(listener.calls)
    answer = client.post(f"/manage/partners/webhooks/{subscribed[0].pk}/replay/{delivery.pk}/")
    assert answer.status_code == 302
    work(timedelta(seconds=1))
    ids = [headers["webhook-id"] for _url, _body, headers in listener.calls]
    assert ids[count - 1] in ids[count:]


def test_secrets_are_shown_once_and_kept_sealed(client_as: Callable[..., Any]) -> None:
    client = client_as("admin", language="en")
    made = client.post(
        "/manage/partners/webhooks/new/", {"name": "Map", "url": "https://map.example/"}
    )
    page = made.content.decode()
    secret = page.partition('value="whsec_')[2].partition('"')[0]
    assert len(secret) == 44
    row = Subscription.objects.get()
    assert secret not in row.sealed_secret
    for address in ("/manage/partners/", f"/manage/partners/webhooks/{row.pk}/"):
        assert secret not in client.get(address).content.decode()


@pytest.mark.parametrize("url", ["", "map.example", "ftp://map.example/", "http://a@b.example/"])
def test_what_is_no_address_is_refused_at_its_field(
    client_as: Callable[..., Any], url: str
) -> None:
    answer = client_as("admin").post("/manage/partners/webhooks/new/", {"name": "x", "url": url})
    assert answer.status_code == 422 and b"id_url_error" in answer.content


def test_the_worker_does_all_of_it() -> None:
    names = {f"{work.__module__}.{work.__name__}" for work in ERRANDS}
    assert {
        "cityhall.partners.delivering.queue_new",
        "cityhall.partners.delivering.send_due",
        "cityhall.partners.following.forward_new",
        "cityhall.partners.following.send_due",
        "cityhall.partners.media.fetch_due",
    } <= names
    assert "service.note" not in events.EVENTS

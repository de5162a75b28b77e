"""Addresses that are told of public acts: subscribed, changed, stopped, told again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from cityhall.acts.actions import Mail, record
from cityhall.acts.queries import record_size
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.partners.actions.keys import cleaned_label, may_manage_partners
from cityhall.partners.events import EVENTS
from cityhall.partners.models import Delivery, Subscription
from cityhall.partners.sealing import new_webhook_secret, seal
from cityhall.people.actions import take_turn
from cityhall.people.actor import Actor
from cityhall.web.egress import NoAnswer, checked

BOTH_SIGN = timedelta(hours=24)  # the old secret and the new, after a change
LONGEST_URL = 500


@dataclass(frozen=True)
class SubscriptionFacts:
    name: str
    url: str
    verbs: Sequence[str] = ()


@transaction.atomic
def subscribe(facts: SubscriptionFacts, *, actor: Actor, at: datetime) -> tuple[Subscription, str]:
    """Tell an address of public acts from now on; its secret is shown here and nowhere else."""
    take_turn()
    demand(may_manage_partners(actor=actor))
    secret = new_webhook_secret()
    row = Subscription.objects.create(
        name=cleaned_label(facts.name),
        url=_url(facts.url),
        verbs=[verb for verb in EVENTS if verb in facts.verbs],
        sealed_secret=seal(secret),
        owner=actor.person,
        created_at=at,
    )
    public = {"events": row.verbs}
    words = {"name": row.name, "url": row.url}
    record(actor, "partners.subscribe", row, public, words=words, at=at)
    row.seen = record_size()  # it is not told of its own beginning
    row.save(update_fields=["seen"])
    return row, secret


@transaction.atomic
def change_secret(number: int, *, actor: Actor, at: datetime) -> tuple[Subscription, str]:
    """A fresh secret. For a day the old one signs as well, so that nothing is missed."""
    row = _own(number, actor)
    secret = new_webhook_secret()
    row.sealed_previous, row.previous_until = row.sealed_secret, at + BOTH_SIGN
    row.sealed_secret = seal(secret)
    row.save(update_fields=["sealed_previous", "previous_until", "sealed_secret"])
    record(actor, "partners.change_secret", row, {}, at=at)
    return row, secret


@transaction.atomic
def enable(number: int, *, actor: Actor, at: datetime) -> Subscription:
    """Go on telling an address, first of what waited for it."""
    row = _own(number, actor)
    if row.disabled_at is not None:
        row.disabled_at, row.failing_since, row.rests_until = None, None, None
        row.disabled_by_worker = False
        row.save()
        row.deliveries.filter(next_at__isnull=False).update(next_at=at)
        record(actor, "partners.enable_webhook", row, {}, at=at)
    return row


@transaction.atomic
def disable(
    number: int, *, actor: Actor, at: datetime, by_worker: bool = False, mails: Sequence[Mail] = ()
) -> Subscription:
    """Stop telling an address; events wait for it meanwhile."""
    row = _locked(number) if by_worker else _own(number, actor)
    if row.disabled_at is None:
        row.disabled_at, row.disabled_by_worker = at, by_worker
        row.save(update_fields=["disabled_at", "disabled_by_worker"])
        public = {"failing_since": row.failing_since.isoformat() if row.failing_since else None}
        record(actor, "partners.disable_webhook", row, public, at=at, mails=mails)
    return row


@transaction.atomic
def unsubscribe(number: int, *, actor: Actor, at: datetime) -> None:
    """End a subscription with its log."""
    row = _own(number, actor)
    record(actor, "partners.unsubscribe", row, {}, at=at)
    row.delete()


@transaction.atomic
def replay(number: int, delivery_id: int, *, actor: Actor, at: datetime) -> Delivery:
    """Tell of one act again, under the same id, so that whoever has it knows it as one."""
    row = _own(number, actor)
    delivery = row.deliveries.select_for_update().filter(pk=delivery_id).first()
    if delivery is None:
        raise Refused(Refusal("unknown", _("There is no such event."), status=404))
    delivery.next_at, delivery.tries, delivery.done_at = at, 0, None
    delivery.save(update_fields=["next_at", "tries", "done_at"])
    record(actor, "partners.replay", row, {"position": delivery.position}, at=at)
    return delivery


def _own(number: int, actor: Actor) -> Subscription:
    take_turn()
    demand(may_manage_partners(actor=actor))
    return _locked(number)


def _locked(number: int) -> Subscription:
    row = Subscription.objects.select_for_update().filter(pk=number).first()
    if row is None:
        raise Refused(Refusal("unknown", _("There is no such subscription."), status=404))
    return row


def _url(typed: str) -> str:
    url = typed.strip()
    try:
        if checked(url).fragment or len(url) > LONGEST_URL:
            raise NoAnswer("")
    except NoAnswer:
        message = _("Write the whole address, such as https://example.org/divan.")
        raise Refused(Refusal("url", message, "url", 422)) from None
    return url

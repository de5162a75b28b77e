"""Webhooks: every public act becomes an event for whoever asked, sent until it is taken."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from cityhall.acts import queries as acts
from cityhall.acts.actions import Mail
from cityhall.partners.actions import disable
from cityhall.partners.events import body_of, headers_of
from cityhall.partners.models import Delivery, Subscription
from cityhall.partners.sealing import opened
from cityhall.people.actor import SYSTEM
from cityhall.web.egress import NoAnswer, fetch

WAITS = (
    timedelta(seconds=5),
    *(timedelta(minutes=minutes) for minutes in (5, 30, 120, 300, 600, 840, 1200, 1440)),
)
GIVEN_UP_AFTER = timedelta(days=3)  # of failures without one success
LOG_KEPT = timedelta(days=30)
AT_ONCE = 50  # events of one subscription in one round
MOST_NEW = 500
SECONDS = 10.0
MOST_BYTES = 64 * 1024


def queue_new(at: datetime) -> int:
    """Make events of the public acts since the last look; how many there were."""
    count = 0
    for row in Subscription.objects.filter(disabled_at=None):
        count += _queue_new(row.pk, at)
    return count


def send_due(at: datetime) -> int:
    """Send the events that are due, the oldest first; how many were taken."""
    taken = 0
    for row in Subscription.objects.filter(disabled_at=None).exclude(rests_until__gt=at):
        taken += _send_due(row, at)
    return taken


@transaction.atomic
def forget_old(at: datetime) -> int:
    """Forget the log of what was taken a month ago."""
    over = Delivery.objects.filter(next_at=None, created_at__lt=at - LOG_KEPT)
    return over.delete()[0]


def _queue_new(number: int, at: datetime) -> int:
    with transaction.atomic():
        row = Subscription.objects.select_for_update().get(pk=number)
        size = acts.record_size()
        found = acts.after_position(row.seen, MOST_NEW, verbs=row.verbs)
        made = [
            Delivery(
                subscription=row, position=act.position, verb=act.verb, next_at=at, created_at=at
            )
            for act in found
        ]
        Delivery.objects.bulk_create(made, ignore_conflicts=True)
        seen = found[-1].position + 1 if len(found) == MOST_NEW else size
        if seen != row.seen:
            Subscription.objects.filter(pk=row.pk).update(seen=seen)
    return len(made)


def _send_due(row: Subscription, at: datetime) -> int:
    secrets = _secrets(row, at)
    due = row.deliveries.filter(next_at__lte=at).order_by("position")[:AT_ONCE]
    taken = 0
    for delivery in list(due):
        if not _claim(delivery, at):
            continue
        status, fault = _try(row, delivery, secrets, at)
        if not fault:
            taken += 1
            _keep(delivery, status=status, fault="", done_at=at, next_at=None)
            if row.failing_since is not None:
                Subscription.objects.filter(pk=row.pk).update(failing_since=None, rests_until=None)
                row.failing_since = None
            continue
        _keep(delivery, status=status, fault=fault)
        _note_failure(row, delivery, at)
        break  # whoever does not take one takes no other either; they wait, in their order
    return taken


def _secrets(row: Subscription, at: datetime) -> list[str]:
    """The secrets that sign now: the new one first, the old one for a day beside it."""
    known = [row.sealed_secret]
    if row.previous_until is not None and at < row.previous_until:
        known.append(row.sealed_previous)
    return [opened(one) for one in known]


def _claim(delivery: Delivery, at: datetime) -> bool:
    """Whether this worker tries now; the next try is settled before this one."""
    wait = WAITS[min(delivery.tries, len(WAITS) - 1)]
    mine = Delivery.objects.filter(pk=delivery.pk, tries=delivery.tries, next_at__isnull=False)
    claimed = mine.update(tries=delivery.tries + 1, tried_at=at, next_at=at + wait)
    delivery.next_at = at + wait
    return bool(claimed)


def _try(
    row: Subscription, delivery: Delivery, secrets: list[str], at: datetime
) -> tuple[int | None, str]:
    """One try: the status, and what was wrong; nothing when it was taken."""
    found = acts.at_positions([delivery.position])
    if not found:
        return None, ""
    body = body_of(found[0])
    event_id = f"msg_{row.pk}_{delivery.position}"
    headers = headers_of(event_id, body, at, secrets)
    try:
        answer = fetch(
            "POST", row.url, body=body, headers=headers, seconds=SECONDS, most_bytes=MOST_BYTES
        )
    except NoAnswer as error:
        return None, error.why[:200]
    if 200 <= answer.status < 300:
        return answer.status, ""
    return answer.status, f"answered {answer.status}"


def _note_failure(row: Subscription, delivery: Delivery, at: datetime) -> None:
    since = row.failing_since or at
    Subscription.objects.filter(pk=row.pk).update(failing_since=since, rests_until=delivery.next_at)
    if at - since >= GIVEN_UP_AFTER:
        disable(row.pk, actor=SYSTEM, at=at, by_worker=True, mails=_mails(row))


def _mails(row: Subscription) -> list[Mail]:
    """A notice to whoever made the subscription."""
    owner = row.owner
    if owner is None or not owner.is_active:
        return []
    language = owner.language or "fa"
    return [Mail("partners.webhook_disabled", owner.email, language, {"subscription": row.pk})]


def _keep(delivery: Delivery, **changes: object) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(**changes)

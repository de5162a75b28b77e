"""The outbox: what waits in it goes out once, in order, and nothing that fails holds up the rest.

A message is claimed before it is sent, with its next try settled, so several workers never send
the same one and a worker that dies loses none. It is noted as soon as the other side took it; only
a crash between that yes and the note repeats it, with the same Message-ID.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from cityhall.acts import wishes as readers
from cityhall.acts.channels import CHANNELS, Channel, Undeliverable, Unreachable
from cityhall.acts.courtesy import step_aside
from cityhall.acts.letterhead import letterhead
from cityhall.acts.models import Message
from cityhall.acts.wishes import Pace, Wishes, reader_key

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 360, 720, 1440))
MOST_TRIES = len(WAITS) + 1
STALE = timedelta(days=7)  # a server that is down so long takes old news no more
KEPT = timedelta(days=30)  # how long the address of a mail that went out is remembered
BATCH = 20  # messages claimed in one short transaction
_FIRST_REST, _LONGEST_REST = timedelta(seconds=10), timedelta(minutes=5)
_FAILURES_IN_A_ROW = 3  # then the other side is left alone until the next round

Fate = Message.Fate
log = logging.getLogger(__name__)


class Patience:
    """Which channels are left alone, and until when: a server that is down is asked ever less."""

    def __init__(self) -> None:
        self._until: dict[str, tuple[datetime, timedelta]] = {}

    def is_over(self, name: str, at: datetime) -> bool:
        return name not in self._until or at >= self._until[name][0]

    def note(self, name: str, at: datetime, *, reached: bool) -> None:
        known = self._until.pop(name, None)
        if not reached:
            wait = min(known[1] * 2, _LONGEST_REST) if known else _FIRST_REST
            self._until[name] = (at + wait, wait)


def send_due(
    at: datetime,
    *,
    most: int = 100,
    patience: Patience | None = None,
    only: Collection[str] = (),
) -> int:
    """Send what is due, oldest first; how many messages went out or had nothing left to say.

    A worker gives its `patience`, so that it does not knock every two seconds for a whole night.
    `only` names channels, if not all are meant.
    """
    patience = patience or Patience()
    sent = 0
    for name, make in CHANNELS.items():
        if (only and name not in only) or not patience.is_over(name, at):
            continue
        line = make()
        try:
            this = _Round(name, line, at)
            sent += this.run(most)
            patience.note(name, at, reached=this.reached)
        finally:
            line.close()
    return sent


class _Round:
    """One look into the outbox for one channel."""

    def __init__(self, name: str, line: Channel, at: datetime) -> None:
        self.name, self.line, self.at = name, line, at
        self.failures = 0
        self.reached = True

    def run(self, most: int) -> int:
        """Claim a batch, send it, and so on; an other side that is down ends the round."""
        sent = 0
        while sent < most and (batch := self._claimed(min(BATCH, most - sent))):
            wishes = readers.of_many(reader_key(group[0].address) for group in batch)
            for place, group in enumerate(batch):
                step_aside()
                try:
                    gone = self._deal_with(group, wishes.get(reader_key(group[0].address)))
                except Unreachable as error:
                    _report(f"the {self.name} channel", error.args[0])
                    self._release(batch[place:])
                    self.reached = False
                    return sent
                sent += len(group) if gone else 0
                if self.failures == _FAILURES_IN_A_ROW:
                    self._release(batch[place + 1 :])
                    return sent
        return sent

    def _claimed(self, most: int) -> list[list[Message]]:
        """Groups of messages that this worker, and no other, tries now; a digest is one group."""
        waiting = Message.objects.filter(
            channel=self.name, sent_at__isnull=True, next_try_at__lte=self.at
        )
        with transaction.atomic():
            found = list(
                waiting.select_for_update(skip_locked=True).order_by("next_try_at", "pk")[:most]
            )
            if not found:
                return []
            groups = [[one] for one in found if not one.in_digest]
            groups += _digests([one for one in found if one.in_digest])
            tries: dict[int, list[int]] = defaultdict(list)
            for one in (one for group in groups for one in group):
                tries[one.tries].append(one.pk)
            for known, keys in tries.items():
                wait = WAITS[known] if known < len(WAITS) else None
                Message.objects.filter(pk__in=keys).update(
                    tries=known + 1,
                    next_try_at=None if wait is None else self.at + wait,
                    fate=Fate.FAILED if wait is None else "",
                )
        return groups

    def _deal_with(self, group: list[Message], wishes: Wishes | None) -> bool:
        """Send a group, or put it off as its reader wishes; whether it is done with."""
        first, wishes = group[0], wishes or Wishes()
        if not first.in_digest:
            pace = wishes.pace(first)
            if pace == Pace.NEVER:
                _end(group, Fate.UNWANTED, self.at)
                return True
            if pace != Pace.AT_ONCE:
                language = wishes.language or first.language
                when = readers.next_digest(first.created_at, pace, language, letterhead().zone)
                self._put_off(group, max(when, self.at), in_digest=True)
                return False
            when = readers.civil(self.at, letterhead().zone)
            if first.topic and self.name == Message.Channel.SMS and when > self.at:
                self._put_off(group, when)
                return False
        elif unwanted := [one for one in group if wishes.pace(one) == Pace.NEVER]:
            _end(unwanted, Fate.UNWANTED, self.at)
            group = [one for one in group if one not in unwanted]
            if not group:
                return True
        return self._send(group, wishes)

    def _send(self, group: Sequence[Message], wishes: Wishes) -> bool:
        first = group[0]
        self.line.open()
        try:
            said = self.line.send(group, wishes)
        except Unreachable:
            raise  # it is not this message's fault
        except Undeliverable as error:
            _report(f"mail {first.pk} ({first.kind})", f"undeliverable ({error})")
            _end(group, Fate.FAILED, None)
            return False
        except Exception as error:
            # Named without its text, in which an address or a name may stand.
            _report(f"mail {first.pk} ({first.kind}), try {first.tries + 1}", type(error).__name__)
            self.failures += 1
            self.line.close()
            return False
        note_sent(group, self.at, Fate.SENT if said else Fate.EMPTY)
        self.failures = 0
        return True

    def _put_off(self, group: Iterable[Message], when: datetime, *, in_digest: bool = False):
        for one in group:
            Message.objects.filter(pk=one.pk).update(
                tries=one.tries, next_try_at=when, fate="", in_digest=in_digest
            )

    @transaction.atomic
    def _release(self, groups: Iterable[Sequence[Message]]) -> None:
        """Give back what was claimed and not tried, as if nobody had looked."""
        for one in (one for group in groups for one in group):
            stale = self.at - one.created_at > STALE
            Message.objects.filter(pk=one.pk).update(
                tries=one.tries,
                next_try_at=None if stale else one.next_try_at,
                fate=Fate.FAILED if stale else "",
            )


def _digests(found: Sequence[Message]) -> Iterator[list[Message]]:
    """Digests, each with all that waits for the same reader and the same moment."""
    if not found:
        return
    heads = {(one.address, one.next_try_at) for one in found}
    same = Q()
    for address, when in heads:
        same |= Q(address=address, next_try_at=when)
    letters: dict[tuple[str, datetime | None], list[Message]] = defaultdict(list)
    rows = Message.objects.filter(same, in_digest=True, channel=found[0].channel)
    for one in rows.select_for_update().order_by("pk"):
        letters[one.address, one.next_try_at].append(one)
    yield from letters.values()


def note_sent(group: Sequence[Message], at: datetime, fate: str) -> None:
    """Note the other side's yes, at once and in a transaction of its own."""
    _end(group, fate, at)


def _end(group: Iterable[Message], fate: str, sent_at: datetime | None) -> None:
    sent = sent_at if fate == Fate.SENT else None
    with transaction.atomic():
        Message.objects.filter(pk__in=[one.pk for one in group]).update(
            sent_at=sent, next_try_at=None, fate=fate
        )


@transaction.atomic
def forget_sent(at: datetime) -> int:
    """Forget messages, and with them addresses, a month after they went out or were given up."""
    over = Message.objects.filter(next_try_at__isnull=True, created_at__lt=at - KEPT)
    return over.delete()[0]


def _report(what: str, fault: str) -> None:
    log.error("%s: %s", what, fault)

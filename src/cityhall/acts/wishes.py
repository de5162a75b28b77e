"""How readers want their news, and the signed ticket by which a mail lets its reader choose.

Nobody's address is kept with a wish: its keyed hash says whose it is. So a wish outlives the
mails, and tells nothing to whoever reads the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, tzinfo

from django.core import signing
from django.db import transaction
from django.utils.crypto import salted_hmac

from cityhall.acts.mail import EVERYTHING, URGENT
from cityhall.acts.models import Message, Reader, Wish

Pace = Wish.Pace
CIVIL = time(8)  # digests go out at this hour of the city
QUIET_FROM = time(21)  # no telephone rings after it for what can wait
_FIRST_DAY = {"fa": 5, "ar": 5}  # of the week: Saturday; elsewhere Monday
_SALT = "divan.news"


@dataclass(frozen=True)
class Wishes:
    """What one reader has chosen; empty fields say: as the message has it."""

    language: str = ""
    calendar: str = ""
    digits: str = ""
    topics: Mapping[str, str] = field(default_factory=dict)
    things: Mapping[str, str] = field(default_factory=dict)

    def pace(self, message: Message) -> str:
        """When this message should reach the reader; what is necessary or urgent goes at once."""
        if not message.topic:
            return Pace.AT_ONCE
        stops = (self.topics.get(EVERYTHING), self.things.get(message.about))
        pace = self.topics.get(message.topic, Pace.AT_ONCE)
        if Pace.NEVER in (*stops, pace):
            return Pace.NEVER
        at_once = message.kind in URGENT or message.channel == Message.Channel.SMS
        return Pace.AT_ONCE if at_once else pace


@dataclass(frozen=True)
class Ticket:
    """What a link in a mail opens: the wishes of its reader, beginning with this thing or topic."""

    key: str
    topic: str = ""
    about: str = ""

    @property
    def token(self) -> str:
        return signing.Signer(salt=_SALT).sign_object([self.key, self.topic, self.about])


def reader_key(address: str) -> str:
    """What stands for an address where only its wishes are kept."""
    digest = salted_hmac("divan.reader", address.strip().lower(), algorithm="sha256")
    return digest.hexdigest()[:32]


def read_token(token: str) -> Ticket | None:
    """The ticket in a link, if this installation signed it."""
    try:
        key, topic, about = signing.Signer(salt=_SALT).unsign_object(token[:600])
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return Ticket(key, topic, about)


def ticket_for(message: Message) -> Ticket:
    """The ticket of one mail: it is about its report, or else about its topic."""
    about = message.about if message.topic else ""
    return Ticket(reader_key(message.address), "" if about else message.topic, about)


def of(key: str) -> Wishes:
    return of_many([key]).get(key, Wishes())


def of_many(keys: Iterable[str]) -> dict[str, Wishes]:
    """The wishes of those readers who have any; two queries."""
    readers = Reader.objects.filter(key__in=set(keys)).prefetch_related("wishes")
    return {
        reader.key: Wishes(
            reader.language,
            reader.calendar,
            reader.digits,
            {wish.topic: wish.pace for wish in reader.wishes.all() if wish.topic},
            {wish.about: wish.pace for wish in reader.wishes.all() if wish.about},
        )
        for reader in readers
    }


@transaction.atomic
def choose(
    key: str,
    *,
    at: datetime,
    topics: Mapping[str, str] | None = None,
    things: Mapping[str, str] | None = None,
    look: Mapping[str, str] | None = None,
) -> None:
    """Write down what a reader chose. Asking for news at once is the same as no wish."""
    reader, _made = Reader.objects.get_or_create(key=key, defaults={"changed_at": at})
    Reader.objects.filter(pk=reader.pk).update(changed_at=at, **(look or {}))
    chosen = [({"topic": name, "about": ""}, pace) for name, pace in (topics or {}).items()]
    chosen += [({"topic": "", "about": name}, pace) for name, pace in (things or {}).items()]
    for which, pace in chosen:
        if pace == Pace.AT_ONCE:
            Wish.objects.filter(reader=reader, **which).delete()
        else:
            Wish.objects.update_or_create(reader=reader, **which, defaults={"pace": Pace(pace)})


def stop(ticket: Ticket, *, at: datetime) -> None:
    """What one press on “unsubscribe” does: no more of this thing, topic, or anything."""
    if ticket.about:
        choose(ticket.key, at=at, things={ticket.about: Pace.NEVER})
    else:
        choose(ticket.key, at=at, topics={ticket.topic or EVERYTHING: Pace.NEVER})


def next_digest(at: datetime, pace: str, language: str, zone: tzinfo) -> datetime:
    """When the next daily or weekly letter goes out: in the morning, by the city's clock."""
    local = at.astimezone(zone)
    day = local.date() if local.time() < CIVIL else local.date() + timedelta(days=1)
    if pace == Pace.WEEKLY:
        day += timedelta(days=(_FIRST_DAY.get(language, 0) - day.weekday()) % 7)
    return datetime.combine(day, CIVIL, zone)


def civil(at: datetime, zone: tzinfo) -> datetime:
    """This moment, or the morning after a night in which nobody's telephone should ring."""
    local = at.astimezone(zone)
    if CIVIL <= local.time() < QUIET_FROM:
        return at
    day = local.date() if local.time() < CIVIL else local.date() + timedelta(days=1)
    return datetime.combine(day, CIVIL, zone)

"""What the desk shows an officer: the queue on one side, one case with all that can be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal
from cityhall.people.actor import Actor
from cityhall.service import actions, queries
from cityhall.service.models import Request
from cityhall.service.queries.desk import STANDING
from cityhall.service.sheet import Sheet, sheet
from cityhall.service.story import Line
from cityhall.web.wording import Wording


@dataclass(frozen=True)
class Place:
    """Where in which queue the officer stands; kept in every address of the desk."""

    scope: str = "unit"
    after: str = ""

    @property
    def query(self) -> str:
        """The query of an address, with its question mark; empty at the beginning of the queue."""
        kept = {"scope": self.scope if self.scope != "unit" else "", "after": self.after}
        query = urlencode({name: value for name, value in kept.items() if value})
        return f"?{query}" if query else ""

    def desk(self) -> str:
        return reverse("desk") + self.query

    def case(self, number: int) -> str:
        return reverse("case", args=[number]) + self.query

    def doing(self, number: int, verb: str, **given: object) -> str:
        """The case with one of its forms open; what works where no script does."""
        query = urlencode({"do": verb, **given})
        return f"{self.case(number)}{'&' if self.query else '?'}{query}#do-{verb}"


@dataclass(frozen=True)
class Waiting:
    """A report in the queue: whether it is late, and whether its clock stands still."""

    request: Request
    late: bool
    standing: bool


@dataclass(frozen=True)
class Queue:
    place: Place
    rows: list[Waiting]
    older: str
    counts: queries.QueueCounts
    field_only: bool


@dataclass(frozen=True)
class Offer:
    """Something to do with a case: its form is shown, or the words of `refusal` say why not."""

    verb: str
    label: str
    key: str
    refusal: Refusal | None = None


@dataclass(frozen=True)
class Case:
    """A case as its officer sees it; `offers` by verb, in the order of the page."""

    sheet: Sheet
    offers: dict[str, Offer]
    similar: list[queries.Similar]
    following: Request | None
    previous: Request | None
    late: bool
    standing: bool

    @property
    def why_not(self) -> dict[str, list[str]]:
        """What cannot be done now, by the reason."""
        reasons: dict[str, list[str]] = {}
        for offer in self.offers.values():
            if offer.refusal is not None:
                reasons.setdefault(offer.refusal.message, []).append(offer.label)
        return reasons

    def may(self, verb: str) -> bool:
        return verb in self.offers and self.offers[verb].refusal is None

    def since(self, version: int) -> list[Line]:
        """What happened after this version."""
        count = self.sheet.request.version - version
        fresh = {act.position for act in self.sheet.acts[-count:]} if count > 0 else set()
        return [line for line in self.sheet.story if line.act_position in fresh]


def queue(actor: Actor, place: Place, at: datetime) -> Queue:
    """A page of the queue. Raises `ValueError` for a place that no page gave."""
    rows, older = queries.queue(actor, scope=place.scope, after=place.after)
    return Queue(
        place,
        [Waiting(row, is_late(row, at), row.status in STANDING) for row in rows],
        older,
        queries.queue_counts(actor, at=at),
        field_only=not (actor.may("service.handle") or actor.may("service.dispatch")),
    )


def case(actor: Actor, row: Request, place: Place, words: Wording) -> Case:
    """Gather a case that the actor handles; a fixed number of queries."""
    return Case(
        sheet=sheet(actor, row, words, party=False),
        offers={offer.verb: offer for offer in _offers(actor, row)},
        similar=_similar(actor, row, words.now) if row.is_open and row.is_public else [],
        following=queries.next_in_queue(actor, row, scope=place.scope),
        previous=queries.previous_in_queue(actor, row, scope=place.scope),
        late=is_late(row, words.now),
        standing=row.status in STANDING,
    )


def is_late(row: Request, at: datetime) -> bool:
    """Whether a deadline has passed on a clock that runs."""
    return bool(row.is_open and row.due_at and row.due_at < at and row.status not in STANDING)


def _offers(actor: Actor, row: Request) -> Iterable[Offer]:
    yield Offer("claim", _("Take"), "A", actions.may_claim(row, actor=actor))
    yield Offer("reply", _("Write to the residents"), "W", actions.may_change(row, actor=actor))
    yield Offer("assign", _("Hand to"), "R", actions.may_change(row, actor=actor))
    yield Offer("ask", _("Ask the reporter"), "Q", actions.may_ask(row, actor=actor))
    yield Offer("note", _("Note for officers"), "N", actions.may_handle(row, actor=actor))
    yield Offer("merge", _("Join to another report"), "M", actions.may_merge(row, actor=actor))
    if row.status in STANDING:
        yield Offer("resume", _("Let the clock run"), "P", actions.may_resume(row, actor=actor))
    else:
        yield Offer("pause", _("Stop the clock"), "P", actions.may_pause(row, actor=actor))
    yield Offer("close", _("Close with an outcome"), "C", actions.may_close(row, actor=actor))
    yield Offer("reveal", _("Show who reported"), "", actions.may_reveal(row, actor=actor))


def _similar(actor: Actor, row: Request, at: datetime) -> list[queries.Similar]:
    found = queries.similar(
        actor,
        service=row.service,
        text=row.public_text or row.title,
        latitude=row.latitude,
        longitude=row.longitude,
        at=at,
        most=4,
    )
    return [one for one in found if one.request.pk != row.pk][:3]

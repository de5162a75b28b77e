"""What the desk shows an officer: the queue on one side, one case with all that can be done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal
from cityhall.people.actor import Actor
from cityhall.people.models import Person
from cityhall.service import actions, queries
from cityhall.service.hooks import Elsewhere, elsewhere_of
from cityhall.service.models import Look, Request, SavedView, Undo
from cityhall.service.place import Place
from cityhall.service.place import wanted as wanted_at
from cityhall.service.queries import Beside
from cityhall.service.queries.desk import STANDING
from cityhall.service.replies import Ready, ready
from cityhall.service.sheet import Sheet, sheet
from cityhall.service.story import Line
from cityhall.web.wording import Wording


@dataclass(frozen=True)
class Waiting:
    """A report in the queue: late, with a clock that stands still, changed since it was seen."""

    request: Request
    late: bool
    standing: bool
    changed: bool = False


@dataclass(frozen=True)
class Queue:
    place: Place
    rows: list[Waiting]
    earlier: bool
    older: str
    counts: queries.QueueCounts
    field_only: bool
    views: list[SavedView]
    known: queries.Catalogue


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
    following: int | None
    previous: int | None
    late: bool
    standing: bool
    ready: dict[str, list[Ready]]
    linked: list[int]
    others: list[Person]
    seen: Look | None
    elsewhere: list[Elsewhere]

    @property
    def why_not(self) -> dict[str, list[str]]:
        """What cannot be done now, by the reason."""
        reasons: dict[str, list[str]] = {}
        for offer in self.offers.values():
            if offer.refusal is not None and offer.refusal.code != "yours":  # nothing is missing
                reasons.setdefault(offer.refusal.message, []).append(offer.label)
        return reasons

    def may(self, verb: str) -> bool:
        return verb in self.offers and self.offers[verb].refusal is None

    def since(self, version: int) -> list[Line]:
        """What happened after this version."""
        count = self.sheet.request.version - version
        fresh = {act.position for act in self.sheet.acts[-count:]} if count > 0 else set()
        return [line for line in self.sheet.story if line.act_position in fresh]


def queue(actor: Actor, place: Place, at: datetime, count: int = 50) -> Queue:
    """A page of the queue. Raises `ValueError` for a place that no page gave, and `Refused` for a
    filter that names nothing."""
    known = queries.catalogue()
    wanted = wanted_at(place, actor, known, at)
    rows, older = queries.queue(
        actor, scope=place.scope, after=place.after, count=count, wanted=wanted
    )
    return _queue(actor, place, known, wanted, at, rows, older, earlier=bool(place.after))


def queue_beside(actor: Actor, place: Place, row: Request, at: datetime) -> tuple[Queue, Beside]:
    """The part of the queue in which a report stands; raises as `queue` does."""
    queries.start_of(place.after)  # the page to which the officer goes back
    known = queries.catalogue()
    wanted = wanted_at(place, actor, known, at)
    found = queries.beside(actor, row, scope=place.scope, wanted=wanted)
    shown = _queue(actor, place, known, wanted, at, found.rows, found.older, earlier=found.earlier)
    return shown, found


def _queue(
    actor: Actor,
    place: Place,
    known: queries.Catalogue,
    wanted: queries.Wanted,
    at: datetime,
    rows: list[Request],
    older: str,
    *,
    earlier: bool,
) -> Queue:
    seen = queries.seen_versions(actor, [row.pk for row in rows])
    return Queue(
        place,
        [
            Waiting(
                row,
                is_late(row, at),
                row.status in STANDING,
                seen.get(row.pk, row.version) < row.version,
            )
            for row in rows
        ],
        earlier,
        older,
        queries.queue_counts(actor, at=at, wanted=wanted),
        field_only=not (actor.may("service.handle") or actor.may("service.dispatch")),
        views=queries.views_of(actor),
        known=known,
    )


def case(actor: Actor, row: Request, beside: Beside, words: Wording) -> Case:
    """Gather a case that the actor handles; a fixed number of queries."""
    return Case(
        sheet=sheet(actor, row, words, party=False),
        offers={offer.verb: offer for offer in _offers(actor, row)},
        similar=_similar(actor, row, words.now) if row.is_open and row.is_public else [],
        following=beside.following,
        previous=beside.previous,
        late=is_late(row, words.now),
        standing=row.status in STANDING,
        ready=_ready(row, words.now),
        linked=queries.linked(actor, row),
        others=queries.present(actor, row, words.now),
        seen=queries.look_of(actor, row),
        elsewhere=elsewhere_of(row, actor),
    )


def others_in_words(others: list[Person]) -> str:
    """Who else has the case open, as a sentence; empty when nobody has."""
    if not others:
        return ""
    mark = "، " if get_language() == "fa" else ", "
    names = mark.join(str(person) for person in others)
    return _("%(names)s: has this report open too, right now.") % {"names": names}


def picked(case: Case, given: Mapping[str, str]) -> dict[str, str]:
    """What a ready reply that was chosen by its link puts into its form."""
    for one in case.ready.get(given.get("do", ""), []):
        if str(one.id) == given.get("ready"):
            field = "explanation" if one.use == "close" else "text"
            return {field: one.text, "outcome": one.outcome}
    return {}


@dataclass(frozen=True)
class Undoable:
    """One's own last act, while it can be taken back."""

    number: int
    act: int
    label: str
    until: datetime


def undoable(actor: Actor, number: int, at: datetime) -> Undoable | None:
    """What the actor did last to this report, if they may take it back."""
    last = queries.undo_of(actor, number)
    if last is None or actions.may_undo(last.request, last, actor=actor, at=at):
        return None
    if at >= _until(last):  # the letter of it has left
        return None
    return Undoable(number, last.act, _DONE.get(last.verb, lambda: "")(), _until(last))


def _until(last: Undo) -> datetime:
    told = last.verb in _TELLING
    return last.made_at + (actions.HOLD if told else actions.UNDO_FOR)


_TELLING = {  # of these somebody gets a letter, which does not come back
    "service.ask",
    "service.reply",
    "service.pause",
    "service.merge",
    "service.close",
    "service.change_kind",
}
_DONE: dict[str, Callable[[], str]] = {
    "service.claim": lambda: _("You took report %s."),
    "service.assign": lambda: _("You handed on report %s."),
    "service.ask": lambda: _("You asked the reporter of report %s."),
    "service.note": lambda: _("You noted something on report %s."),
    "service.reply": lambda: _("You wrote to the residents of report %s."),
    "service.pause": lambda: _("You stopped the clock of report %s."),
    "service.resume": lambda: _("You let the clock of report %s run again."),
    "service.merge": lambda: _("You joined report %s to another."),
    "service.close": lambda: _("You closed report %s."),
    "service.change_kind": lambda: _("You changed the kind of report %s."),
}


def _ready(row: Request, at: datetime) -> dict[str, list[Ready]]:
    """The replies that are ready for this report, by what they are for."""
    found: dict[str, list[Ready]] = {}
    for template in queries.templates_for(row) if row.is_open else []:
        found.setdefault(template.use, []).append(ready(template, row, at))
    return {use: made[:9] for use, made in found.items()}


def is_late(row: Request, at: datetime) -> bool:
    """Whether a deadline has passed on a clock that runs."""
    return bool(row.is_open and row.due_at and row.due_at < at and row.status not in STANDING)


def _offers(actor: Actor, row: Request) -> Iterable[Offer]:
    yield Offer("claim", _("Take"), "A", actions.may_claim(row, actor=actor))
    yield Offer("reply", _("Write to the residents"), "W", actions.may_change(row, actor=actor))
    yield Offer("assign", _("Hand to"), "R", actions.may_change(row, actor=actor))
    yield Offer("ask", _("Ask the reporter"), "Q", actions.may_ask(row, actor=actor))
    yield Offer("note", _("Note for officers"), "N", actions.may_handle(row, actor=actor))
    kind = actions.may_change_kind(row, actor=actor)
    yield Offer("kind", _("Change the kind"), "T", kind)
    yield Offer("split", _("Make two of it"), "S", actions.may_split(row, actor=actor))
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

"""One thing done with many reports: first what each will become, then each by an act of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused
from cityhall.people.actor import Actor
from cityhall.people.models import Organization, Person
from cityhall.service import actions, queries
from cityhall.service.actions import Closing
from cityhall.service.actions.voices import text_refusal
from cityhall.service.models import Request, Status
from cityhall.service.words import outcome_word, status_word

MOST = 50  # a page of the queue
VERBS = ("claim", "assign", "reply", "note", "pause", "resume", "close")
OUTCOMES = ("answered", "not_found", "not_ours", "not_possible")  # the others need evidence each


@dataclass(frozen=True)
class Wish:
    """What is to be done with all of them."""

    verb: str
    text: str = ""
    unit: Organization | None = None
    person: Person | None = None
    outcome: str = ""


@dataclass(frozen=True)
class Outlook:
    """What a report would become, or why nothing would be done with it; or what was done."""

    request: Request
    becomes: str = ""
    refusal: Refusal | None = None


def fault(wish: Wish) -> Refusal | None:
    """What is wrong with the wish itself, whatever the reports."""
    if wish.verb not in VERBS:
        return Refusal("verb", _("Choose what to do with them."), "verb", 422)
    if wish.verb in ("reply", "note", "pause", "close") and (why := text_refusal(wish.text)):
        return why
    if wish.verb == "assign" and wish.unit is None:
        return Refusal("to", _("Choose to whom it goes."), "to", 422)
    if wish.verb == "close" and wish.outcome not in OUTCOMES:
        return Refusal("outcome", _("Choose how it ended."), "outcome", 422)
    return None


def outlook(rows: Sequence[Request], wish: Wish, *, actor: Actor, at: datetime) -> list[Outlook]:
    """What each report would become; nothing is done."""
    made = []
    for row in rows:
        refusal = _may(row, wish, actor, at)
        made.append(Outlook(row, "" if refusal else _becomes(row, wish), refusal))
    return made


def carry_out(
    chosen: Sequence[tuple[int, int]], wish: Wish, key: str, *, actor: Actor, at: datetime
) -> list[Outlook]:
    """Do it with each of these (number, version), each in an act and a transaction of its own.

    Sent again with the same key, what was done is not done again. One that is refused does not
    stop the others.
    """
    done = []
    for number, version in chosen[:MOST]:
        row = queries.one(actor, number)
        if row is None:
            continue
        refusal = None
        try:
            actions.once(key, number, _act(number, version, wish, actor, at), actor=actor, at=at)
        except Refused as refused:
            refusal = refused.refusal
        row = queries.one(actor, number) or row
        if refusal is None:
            actions.look(row, actor=actor, at=at)
        done.append(Outlook(row, "" if refusal else status_word(row.status), refusal))
    return done


def _act(number: int, version: int, wish: Wish, actor: Actor, at: datetime) -> Callable[[], object]:
    who: dict[str, Any] = {"actor": actor, "at": at, "version": version}
    closing = Closing(wish.outcome, wish.text)
    acts: dict[str, Callable[[], object]] = {
        "claim": lambda: actions.claim(number, **who),
        "assign": lambda: actions.assign(
            number, unit=wish.unit, person=wish.person, reason=wish.text, **who
        ),
        "reply": lambda: actions.reply(number, wish.text, **who),
        "note": lambda: actions.note(number, wish.text, actor=actor, at=at),
        "pause": lambda: actions.pause(number, wish.text, **who),
        "resume": lambda: actions.resume(number, **who),
        "close": lambda: actions.close(number, closing, **who),
    }
    return acts[wish.verb]


def _may(row: Request, wish: Wish, actor: Actor, at: datetime) -> Refusal | None:
    if wish.verb == "assign":
        return actions.may_assign(row, actor=actor, unit=wish.unit, person=wish.person, at=at)
    if wish.verb == "close":
        return actions.may_close(row, Closing(wish.outcome, wish.text), actor=actor)
    asked = {
        "claim": actions.may_claim,
        "reply": actions.may_change,
        "note": actions.may_handle,
        "pause": actions.may_pause,
        "resume": actions.may_resume,
    }[wish.verb]
    return asked(row, actor=actor)


def _becomes(row: Request, wish: Wish) -> str:
    """In words, what the report will be."""
    if wish.verb == "assign":
        return _("with %s") % (wish.person or wish.unit)
    if wish.verb == "close":
        return _("closed: %s") % outcome_word(wish.outcome)
    if wish.verb == "pause":
        return status_word(Status.PAUSED)
    if wish.verb == "note":
        return _("unchanged, with a note")
    waiting = wish.verb == "reply" and row.status in (Status.WAITING, Status.PAUSED)
    return status_word(row.status if waiting else Status.IN_PROGRESS)

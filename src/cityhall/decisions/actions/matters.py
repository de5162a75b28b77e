"""Matters: filed, moved by events, moved by time. The engine decides; this keeps what it said."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import msgspec
from django.db import transaction
from django.utils.translation import gettext as _

from cityhall.acts.actions import record
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.decisions import mails, polls, worlds
from cityhall.decisions.actions import bounds, charters
from cityhall.decisions.actions.inbox import keep_waiting
from cityhall.decisions.capacity import signatory
from cityhall.decisions.laws import in_force, law
from cityhall.decisions.models import LEAST_TITLE, LONGEST_TITLE, Charter, Happened, Matter
from cityhall.decisions.queries import state as read
from cityhall.decisions.subjects import SUBJECTS, of_code
from cityhall.decisions.tokens import token
from cityhall.decisions.words import refusal_words
from cityhall.people.actor import SYSTEM, Actor
from cityhall.web.preferences import page_language
from divan import language
from divan.charter import engine, events, model, refusals
from divan.charter.published import digest
from divan.charter.state import State
from divan.charter.world import World

NOBODY = b"0" * 32  # the key of a matter whose own is erased: its names lead to nobody
LONGEST_TEXT = 20_000
OVER = ("in_force", "ended")  # phases in which what was decided is carried out
MOST_STEPS = 200  # of time in one go; a route has fewer


@dataclass(frozen=True)
class Put:
    """What somebody puts forward. `fields` as the charter's type asks for them."""

    kind: str
    title: str
    text: str = ""
    fields: Mapping[str, Any] = field(default_factory=dict)
    as_body: str = ""
    about: int | None = None
    proposal: str = ""  # the text of an amended charter
    options: Sequence[str] = ()
    subject: tuple[str, int] | None = None
    language: str = "fa"


def file_matter(put: Put, *, actor: Actor, at: datetime) -> Matter:
    """Put a matter forward under the charter in force, or that of the decision it is about.

    A proposed charter is checked before the transaction, and only for whoever may file it: the
    check can take seconds, in which nobody else could write.
    """
    at = at.astimezone(UTC)  # the same moment is the same text, wherever it is replayed
    amended = None
    if put.proposal:
        demand(charters.may_propose(put.kind, put.fields, actor=actor, at=at))
        amended = charters.checked(put.proposal)
    return _file(put, amended, actor=actor, at=at)


@transaction.atomic
def _file(put: Put, amended: model.Charter | None, *, actor: Actor, at: datetime) -> Matter:
    about = _locked(put.about) if put.about is not None else None
    charter = about.charter if about is not None else in_force()
    if charter is None:
        raise Refused(Refusal("no_charter", _("No charter is in force yet."), status=409))
    said = law(charter)
    kind = said.matters.get(put.kind)
    if kind is None:
        raise Refused(Refusal("unknown", _("There is no such kind of matter."), "kind", 422))
    if actor.person is None and actor.kind != "system":
        raise Refused(
            Refusal("sign_in", _("Sign in first: a matter has a name behind it."), status=403)
        )
    of_charter = kind.object == "charter"
    if bool(kind.of) != (about is not None) or of_charter != bool(put.proposal):
        _answer(refusals.Refusal("no_object", {"matter": put.kind}))
    demand(bounds.too_many_filed(actor=actor, at=at))
    title, text = _words(put)
    put = _about_thing(put, actor=actor, at=at)
    proposal = charters.propose(amended, at=at) if amended is not None else None
    key = secrets.token_bytes(32) if about is None else bytes(about.key or secrets.token_bytes(32))
    row = Matter(
        key=key,
        charter=charter,
        kind=put.kind,
        title=language.mask(title, put.language),
        text=text,
        public_text=language.mask(text, put.language),
        fields=dict(put.fields),
        options=[language.mask(one, put.language) for one in put.options],
        applicant=actor.person,
        about=about,
        about_state=about.state if about is not None else "",
        proposal=proposal,
        subject_type=put.subject[0] if put.subject else "",
        subject_id=put.subject[1] if put.subject else None,
        filed_at=at,
        updated_at=at,
    )
    world = worlds.build(key, said, row, at=at, filing=kind)
    event = events.Filed(
        by=token(key, actor.person) if actor.person else "",
        id=str(row.nonce),
        matter=put.kind,
        fields=worlds.named(key, kind, put.fields),
        text=_hash(key, text),
        object=_object(about, proposal),
        options=tuple(f"option_{number}" for number in range(1, len(put.options) + 1)),
        as_body=put.as_body,
    )
    state = _answer(
        engine.start(said, world, event, at, about=read(about) if about is not None else None)
    )
    _keep(row, world, event, state, actor=actor, at=at, words=text)
    if about is not None:
        told = events.Affected(kind=put.kind.rpartition(".")[2], matter=str(row.nonce))
        _tell(about, told, at=at)
    if row.phase in OVER:  # decided at once: by a rule, or because nobody can decide
        _ended(row, state, at=at)
    return row


@transaction.atomic
def happen(
    matter_id: int,
    event: events.AnyEvent,
    *,
    actor: Actor,
    at: datetime,
    words: str = "",
    version: int | None = None,
) -> Matter:
    """Something that a person does to a matter. `words` stand behind the event's hash.

    Raises `Refused` with the engine's rule; then nothing has changed.
    """
    at = at.astimezone(UTC)
    row = _locked(matter_id)
    if actor.person is None:
        raise Refused(Refusal("sign_in", _("Sign in first."), status=403))
    if version is not None and version != row.version:
        raise Refused(Refusal("changed", _("Something happened on this matter meanwhile.")))
    if row.key is None:
        raise Refused(Refusal("forgotten", _("This matter's persons were forgotten.")))
    if isinstance(event, events.Voiced):
        demand(bounds.too_many_voices(row, actor=actor))
    key = bytes(row.key)
    words = language.clean(words).strip()
    if len(words) > LONGEST_TEXT:
        raise Refused(Refusal("long", _("At most 20,000 letters, please."), "text", 422))
    event = _signed(event, token(key, actor.person), _hash(key, words))
    said = law(row.charter)
    _let_pass(row, at=at)
    world = worlds.build(key, said, row, at=at)
    state = _answer(engine.decide(said, world, read(row), event, at))
    _keep(row, world, event, state, actor=actor, at=at, words=words)
    _wanted(row, at=at)
    return row


@transaction.atomic
def pass_time(matter_id: int, *, at: datetime) -> Matter:
    """Let all time until now take effect on one matter, each deadline as an act of its own.

    Safe to repeat: what has taken effect once is in the state, so it happens once.
    """
    row = _locked(matter_id)
    _let_pass(row, at=at)
    _wanted(row, at=at)
    return row


def _let_pass(row: Matter, *, at: datetime) -> None:
    said = law(row.charter)
    for _step in range(MOST_STEPS):
        state = read(row)
        moment = engine.due(state)
        if moment is None or moment > at:
            break
        world = worlds.build(bytes(row.key or NOBODY), said, row, at=moment)
        state = engine.read_at(said, world, state, moment)
        _keep(row, world, events.Read(), state, actor=SYSTEM, at=moment, now=at)


def _locked(matter_id: int) -> Matter:
    row = (
        Matter.objects.select_for_update(of=("self",))
        .select_related("charter")
        .filter(pk=matter_id)
        .first()
    )
    if row is None:
        raise Refused(Refusal("unknown", _("There is no matter with this number."), status=404))
    return row


def _keep(
    row: Matter,
    world: World,
    event: events.AnyEvent,
    state: State,
    *,
    actor: Actor,
    at: datetime,
    now: datetime | None = None,
    words: str = "",
) -> None:
    """Save what followed, whom it waits for, and put the act on the record.

    `at` is when it took effect; `now` when it is written down, where that is later.
    """
    before = row.phase
    row.state = msgspec.json.encode(state).decode()
    row.phase, row.outcome = state.phase, state.outcome
    row.due_at = engine.due(state)
    row.updated_at = at
    row.version = 1 if row.pk is None else row.version + 1
    row.save()
    number = row.version
    plain = msgspec.json.decode(msgspec.json.encode(event))
    Happened.objects.create(
        matter=row,
        number=number,
        at=at,
        event=plain,
        world=worlds.keep(world),
        person=actor.person,
        words=words,
        shown=language.mask(words, page_language()),
        state=digest(state),
    )
    said = law(row.charter)
    waits = keep_waiting(row, said, world, state, at=at)
    polls.keep(row, said, state, at=at)
    public = {
        "kind": row.kind,
        "number": number,
        "event": plain,
        "phase": state.phase,
        "outcome": state.outcome,
        "open": [one.stage for one in state.open],
        "effective": at.astimezone(UTC).isoformat(),
        "state": digest(state),
    }
    told = [*mails.of(row, plain, state, before), *mails.waiting_for(row, waits)]
    signer = signatory(actor, said, world, state, event, at)
    record(signer, f"decisions.{plain['event']}", row, public, at=now or at, mails=told)
    if state.phase in OVER and before not in (*OVER, ""):
        _ended(row, state, at=at)


def _ended(row: Matter, state: State, *, at: datetime) -> None:
    """What an ended matter does: tell the decision it is about, adopt the charter it amends."""
    approved = state.outcome == "approved"
    if row.about_id is not None:
        kind = row.kind.rpartition(".")[2]
        told = events.Affected(kind=kind, matter=str(row.nonce), outcome=state.outcome)
        _tell(_locked(row.about_id), told, at=at)
    if approved:
        _carry_out(row, at=at)


def _carry_out(row: Matter, *, at: datetime) -> None:
    """Do what was approved. Where that cannot be done any more the decision stands, and why
    nothing followed stands on the record beside it."""
    subject = of_code(row.subject_type) if row.subject_id is not None else None
    if row.proposal is None and subject is None:
        return
    why = ""
    try:
        with transaction.atomic():
            if row.proposal is not None:
                charters.amend(row, row.proposal, at=at)
            if subject is not None:
                subject.approved(row, at)
    except Refused as refused:
        why = refused.refusal.code
    facts = {"subject": f"{row.subject_type}:{row.subject_id}" if subject else "charter"}
    record(SYSTEM, "decisions.effect", row, {**facts, "done": not why, "why": why}, at=at)


def _tell(row: Matter, event: events.Affected, *, at: datetime) -> None:
    said = law(row.charter)
    world = worlds.build(bytes(row.key or NOBODY), said, row, at=at)
    answer = engine.decide(said, world, read(row), event, at)
    if isinstance(answer, State):
        _keep(row, world, event, answer, actor=SYSTEM, at=at)


def _wanted(row: Matter, *, at: datetime) -> None:
    """File what the engine asks to be filed: a review whose day has come, a ratification."""
    for kind in read(row).wants:
        put = Put(kind=f"{row.kind}.{kind}", title=row.title, text=row.text, about=row.pk)
        file_matter(put, actor=SYSTEM, at=at)


def _answer(answer: State | refusals.Refusal) -> State:
    if isinstance(answer, refusals.Refusal):
        raise Refused(Refusal(answer.rule, refusal_words(answer), status=409))
    return answer


def _signed(event: events.AnyEvent, by: str, words: str) -> events.AnyEvent:
    """The event in its author's name, with the hash of their words where it holds words."""
    changes = {"by": by}
    for name in ("reasons", "text"):
        if hasattr(event, name) and words:
            changes[name] = words
    return msgspec.structs.replace(event, **changes)


def _hash(key: bytes, words: str) -> str:
    """A commitment to words: without the matter's key nobody can try guesses against it."""
    return hashlib.sha256(key + words.encode()).hexdigest() if words else ""


def _object(about: Matter | None, proposal: Charter | None) -> str:
    if about is not None:
        return str(about.nonce)
    return proposal.digest if proposal is not None else ""


def _about_thing(put: Put, *, actor: Actor, at: datetime) -> Put:
    """With the fields that follow from the thing of another counter that it is about."""
    subject = SUBJECTS.get(put.kind)
    if subject is None:
        return replace(put, subject=None)
    number = put.subject[1] if put.subject and put.subject[0] == subject.code else 0
    demand(subject.refusal(number, actor=actor))
    fields = {**put.fields, **subject.fields(number, at)}
    return replace(put, subject=(subject.code, number), fields=fields)


def _words(put: Put) -> tuple[str, str]:
    title = " ".join(language.clean(put.title).split())  # it stands in mails: one line
    text = language.clean(put.text).strip()
    if not LEAST_TITLE <= len(title) <= LONGEST_TITLE:
        raise Refused(Refusal("title", _("Give it a title of 3 to 160 letters."), "title", 422))
    if len(text) > LONGEST_TEXT:
        raise Refused(Refusal("long", _("At most 20,000 letters, please."), "text", 422))
    return title, text

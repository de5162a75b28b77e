"""Casting a ballot where a whole register is asked, and changing it until the close."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from cityhall.acts.actions import record
from cityhall.acts.refusals import Refusal, demand
from cityhall.decisions import queries
from cityhall.decisions.actions.matters import pass_time
from cityhall.decisions.laws import law
from cityhall.decisions.models import Ballot, Matter, Poll
from cityhall.decisions.tokens import token
from cityhall.decisions.words import refusal_words
from cityhall.people.actor import Actor
from cityhall.people.queries import on_register
from divan.charter import casting, poll
from divan.charter.state import State


@dataclass(frozen=True)
class Elector:
    """Whoever casts a ballot signs as a resident, also where they hold a post."""

    signature: str = "resident"


def may_cast(
    row: Matter,
    stage: str,
    said: Sequence[str] | None = None,
    *,
    actor: Actor,
    state: State | None = None,
) -> Refusal | None:
    """Whether the actor may cast this ballot, or any. `state`: where time has moved it on."""
    if actor.person is None:
        return Refusal("sign_in", _("Sign in to vote."), status=403)
    if row.key is None:
        return Refusal("forgotten", _("This matter's persons were forgotten."))
    me = token(bytes(row.key), actor.person)
    wrong = casting.may_cast(law(row.charter), state or queries.state(row), stage, me, said)
    if wrong is not None:
        return Refusal(wrong.rule, refusal_words(wrong), status=409)
    opened = Poll.objects.filter(matter=row, stage=stage).first()
    if opened is None or not on_register(opened.opened_at).filter(pk=actor.person.pk).exists():
        message = _(
            "The register was closed when this vote opened: whoever had an account with a "
            "confirmed address by then can vote."
        )
        return Refusal("not_on_register", message, status=403)
    return None


@transaction.atomic
def cast(matter_id: int, stage: str, said: Sequence[str], *, actor: Actor, at: datetime) -> Ballot:
    """Cast a ballot, or replace one's own. The same one again is the one that stands.

    The record gets its seal under the person's token; what it says is public with the close.
    Costs the same however many have voted: neither the matter's state nor its world is written.
    """
    at = at.astimezone(UTC)
    row = pass_time(matter_id, at=at)  # and its turn: the close comes before or after
    said = sorted(said)
    demand(may_cast(row, stage, said, actor=actor))
    assert actor.person is not None and row.key is not None  # noqa: S101 - demanded above
    opened = Poll.objects.get(matter=row, stage=stage)
    own = Ballot.objects.filter(poll=opened, person=actor.person).first()
    if own is not None and own.said == said:
        return own
    made = poll.Ballot(token(bytes(row.key), actor.person), tuple(said), secrets.token_hex(16))
    seal = casting.seal(str(row.nonce), stage, made)
    public = {"kind": row.kind, "stage": stage, "by": made.by, "seal": seal}
    act = record(Elector(), "decisions.cast", row, public, at=at)
    own = own or Ballot(poll=opened, person=actor.person)
    own.said, own.salt, own.seal = said, made.salt, seal
    own.cast_at, own.entry = at, act.position
    own.save()
    return own

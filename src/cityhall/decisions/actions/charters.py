"""Adopting a charter: the first by an administrator, every later one by its own amendment."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cityhall.acts.actions import record
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.decisions import worlds
from cityhall.decisions.laws import in_force, law
from cityhall.decisions.models import Charter, Matter
from cityhall.decisions.tokens import token
from cityhall.decisions.words import UNDONE, refusal_words
from cityhall.people.actions import may_manage_city
from cityhall.people.actor import SYSTEM, Actor
from cityhall.web.preferences import page_language
from divan.charter import CharterError, authority, model, refusals
from divan.charter.check import check
from divan.charter.check.lockout import amendable
from divan.charter.reading import load

LATER = ("ballot_later", "secret_later")  # what the language has, and no engine runs yet


def may_propose(
    kind: str, fields: Mapping[str, Any], *, actor: Actor, at: datetime
) -> Refusal | None:
    """Whether the charter in force lets this person propose another by this kind of matter."""
    charter = in_force()
    said = law(charter) if charter is not None else None
    known = said.matters.get(kind) if said is not None else None
    if said is None or known is None or actor.person is None:
        return None  # filing it is refused in better words
    if known.object != "charter":
        return Refusal("no_object", _("Such a matter amends no charter."), "proposal", 422)
    key = secrets.token_bytes(32)
    row = Matter(charter=charter, kind=kind, fields=dict(fields))
    world = worlds.build(key, said, row, at=at)
    if authority.may_file(said, world, known, token(key, actor.person), "", at):
        return None
    wrong = refusals.Refusal("no_standing", {"matter": kind})
    return Refusal(wrong.rule, refusal_words(wrong), status=409)


def checked(text: str) -> model.Charter:
    """A text that can be read and passes its check. Takes up to seconds of computing, so it comes
    before the transaction that keeps it.

    Raises `Refused` with the first line of what is wrong; ballots that nothing counts yet are
    named before anything else, since no correction but another ballot helps.
    """
    try:
        read = load(text.replace("\r\n", "\n"))  # as browsers send it
    except CharterError as error:
        line = error.fault.line(page_language())
        message = _("The charter cannot be read: %(line)s") % {"line": line}
        raise Refused(Refusal("unreadable", message, "text", 422)) from None
    wrong = [one for one in check(read) if one.error]
    later = next((one for one in wrong if one.code in LATER), None)
    if later is not None:
        raise Refused(Refusal("later", later.fault.line(page_language()), "text", 422))
    if wrong:
        message = _("The charter has %(count)s errors; the first: %(line)s") % {
            "count": len(wrong),
            "line": wrong[0].line(page_language()),
        }
        raise Refused(Refusal("faulty", message, "text", 422))
    return read


def propose(read: model.Charter, *, at: datetime) -> Charter:
    """The row of a checked text; the same text is one row."""
    made, _fresh = Charter.objects.get_or_create(
        digest=read.digest,
        defaults={"name": dict(read.name), "text": read.source, "proposed_at": at},
    )
    return made


def may_adopt(*, actor: Actor) -> Refusal | None:
    if may_manage_city(actor=actor):
        return Refusal("not_yours", _("Only the city office sets up a charter."), status=403)
    if Charter.objects.filter(in_force=True).exists():
        return Refusal(
            "in_force",
            _("A charter is in force. It changes only by its own amendment: file that matter."),
        )
    return None


def adopt(text: str, *, actor: Actor, at: datetime) -> Charter:
    """Put the first charter in force."""
    demand(may_adopt(actor=actor))
    read = checked(text)
    with transaction.atomic():
        demand(may_adopt(actor=actor))
        return _put_in_force(propose(read, at=at), actor=actor, at=at, by_matter=None)


def amend(row: Matter, proposal: Charter, *, at: datetime) -> Charter:
    """Put an amended charter in force, once the old one has decided so.

    The new one must still pass its check, and those who sit now must be able to amend it: else
    the old one stands. So it does where the charter that decided is itself no longer in force.
    Matters under way stay with the charter under which they were filed.
    """
    old = Charter.objects.select_for_update().filter(in_force=True).first()
    if old != row.charter:
        raise Refused(Refusal("superseded", str(UNDONE["superseded"])))
    said = law(proposal)
    if any(one.error for one in check(said)):
        raise Refused(Refusal("faulty", str(UNDONE["faulty"])))
    if not amendable(said, worlds.today(said, at=at), at):
        raise Refused(Refusal("locked_out", str(UNDONE["locked_out"])))
    return _put_in_force(proposal, actor=SYSTEM, at=at, by_matter=row.pk)


def _put_in_force(made: Charter, *, actor: Actor, at: datetime, by_matter: int | None) -> Charter:
    before = Charter.objects.select_for_update().filter(in_force=True).first()
    last = Charter.objects.filter(number__isnull=False).order_by("-number").first()
    Charter.objects.filter(in_force=True).update(in_force=False)
    made.number = made.number or (last.number or 0 if last else 0) + 1
    made.adopted_at, made.in_force = at, True
    made.save()
    public = {"digest": made.digest, "number": made.number, "matter": by_matter}
    public["before"] = before.digest if before else None
    record(actor, "decisions.adopt", made, public, at=at)
    return made

"""The person for whom an officer wrote takes the report over: from then on it is theirs alone."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db.models import F
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.people.actor import Actor
from cityhall.service import receipts
from cityhall.service.actions.common import atomic, commit, locked, tally_key
from cityhall.service.actions.filing import own_voices
from cityhall.service.assistance import hashes_of
from cityhall.service.models import Assistance, Draft, Party, Request
from cityhall.service.models_assisted import MOST_TRIES


def may_take_over(request: Request, *, actor: Actor) -> Refusal | None:
    """Whether this report waits for its person to take it over, and this visitor could be them."""
    help_ = Assistance.objects.filter(request=request).first()
    if help_ is None:
        return Refusal("not_assisted", _("Nobody else wrote this report."), status=404)
    if help_.taken_over_at is not None:
        return Refusal("taken_over", _("This report was taken over already."))
    if help_.tries >= MOST_TRIES:
        message = _("Too many tries. The code still shows how the report stands.")
        return Refusal("tries", message, status=429)
    if not own_voices(actor):
        return Refusal("nobody", _("Allow cookies for this site, or sign in."))
    return None


def take_over(request_id: int, known: str, *, actor: Actor, at: datetime) -> Request:
    """Make a report the actor's own, for what only its person knows. Every try counts.

    The tracking code changes: whoever heard or printed the old one has nothing in it any more.
    """
    _count_try(request_id, actor)
    return _taken_over(request_id, known, actor=actor, at=at)


@atomic
def _count_try(request_id: int, actor: Actor) -> None:
    """Kept whatever comes of the try; the constraint holds when many come at once."""
    demand(may_take_over(locked(request_id), actor=actor))
    Assistance.objects.filter(request=request_id).update(tries=F("tries") + 1)


@atomic
def _taken_over(request_id: int, known: str, *, actor: Actor, at: datetime) -> Request:
    request = locked(request_id)
    help_ = Assistance.objects.get(request=request)
    if help_.taken_over_at is not None:
        raise Refused(Refusal("taken_over", _("This report was taken over already.")))
    if not set(hashes_of([known], request.nonce)) & set(help_.known):
        message = _("That is not what was left with the report. Look at your receipt.")
        raise Refused(Refusal("known", message, "known", 422))
    before = tally_key(request)
    help_.taken_over_at = at
    help_.save(update_fields=["taken_over_at"])
    _make_own(request, actor)
    request.nonce = uuid.uuid4()
    request.receipt = receipts.hash_of(receipts.code_of(request.nonce))
    browser = receipts.voice_of("browser", actor.browser or request.nonce.hex)
    Draft.objects.filter(request=request).update(browser=browser)
    public = {"voices": request.voices}
    commit(request, "service.take_over", actor=actor, at=at, before=before, public=public)
    return request


def _make_own(request: Request, actor: Actor) -> None:
    """The reporter is the actor now. If they had said "me too" by themselves, that voice goes:
    nobody counts twice."""
    voices = own_voices(actor)
    twice = request.parties.filter(role=Party.Role.VOICE, voice__in=voices)
    request.voices -= twice.delete()[0]
    party = request.parties.get(role=Party.Role.REPORTER)
    party.voice, party.person, party.language = voices[0], actor.person, actor.language
    if actor.person is not None and not party.email:
        party.email = actor.person.email
    party.save()

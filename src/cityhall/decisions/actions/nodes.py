"""Organisations register, the city office confirms them, they say what they can and how much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from cityhall.acts.actions import record
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.decisions.models import Node, Skill
from cityhall.people.actions import may_manage_city
from cityhall.people.actor import Actor
from divan import language

MOST_CAPACITY, MOST_SKILLS, MOST_OWN = 20, 12, 10
SPEAKER = Actor()  # signs as a resident, whatever post they hold beside it
_SHORTEST, _LONGEST_SKILL, _LONGEST_NAME = 2, 40, 120


@dataclass(frozen=True)
class Offer:
    """What an organisation can do, and in how many circles at once."""

    skills: Sequence[str]
    capacity: int = 1


def may_register(*, actor: Actor) -> Refusal | None:
    if actor.person is None:
        return Refusal("sign_in", _("Sign in first: somebody speaks for it."), status=403)
    waiting = Node.objects.filter(speaker=actor.person, status=Node.Status.PENDING)
    if waiting.count() >= MOST_OWN:
        return Refusal("many", _("Ten of yours wait already. Let the city office answer first."))
    return None


def may_confirm(*, actor: Actor) -> Refusal | None:
    if may_manage_city(actor=actor):
        return Refusal("not_yours", _("Only the city office confirms organisations."), status=403)
    return None


def may_change(node: Node, *, actor: Actor) -> Refusal | None:
    if actor.person is None or node.speaker_id != actor.person_id:
        return Refusal("not_yours", _("Only who speaks for it changes it."), status=403)
    if node.status == Node.Status.REFUSED:
        return Refusal("refused", _("The city office did not confirm this organisation."))
    return None


@transaction.atomic
def register_node(name: str, sector: str, offer: Offer, *, actor: Actor, at: datetime) -> Node:
    """Enter an organisation that the actor speaks for; nobody else sees it until confirmed."""
    demand(may_register(actor=actor))
    name = " ".join(language.clean(name).split())
    folded = language.fold(name)
    if not folded or not _SHORTEST <= len(name) <= _LONGEST_NAME or len(folded) > _LONGEST_NAME:
        raise Refused(Refusal("name", _("Give its name in 2 to 120 letters."), "name", 422))
    if language.mask(name, "fa") != name:
        message = _("A name stands here, and no phone, card or e-mail.")
        raise Refused(Refusal("name", message, "name", 422))
    if sector not in Node.Sector.values:
        raise Refused(Refusal("sector", _("Choose one of the three sectors."), "sector", 422))
    words = _words(offer)
    try:
        with transaction.atomic():
            node = Node.objects.create(
                name=name, folded=folded, sector=sector, capacity=offer.capacity,
                speaker=actor.person, registered_at=at,
            )  # fmt: skip
    except IntegrityError:
        message = _("An organisation of this name stands here already.")
        raise Refused(Refusal("same", message, "name")) from None
    node.skills.set(_rows(words))
    said = {"speaker": actor.person_id, "name": name, "skills": words}
    record(SPEAKER, "decisions.node", node, _public(node, words), at=at, words=said)
    return node


@transaction.atomic
def answer_node(node_id: int, *, confirmed: bool, actor: Actor, at: datetime) -> Node:
    """The city office confirms that it exists and who speaks for it, or does not."""
    demand(may_confirm(actor=actor))
    node = _locked(node_id)
    if node.status != Node.Status.PENDING:
        raise Refused(Refusal("answered", _("This organisation was answered already.")))
    node.status = Node.Status.CONFIRMED if confirmed else Node.Status.REFUSED
    node.save(update_fields=["status"])
    record(actor, "decisions.node_answered", node, {"confirmed": confirmed}, at=at)
    return node


@transaction.atomic
def change_node(node_id: int, offer: Offer, *, actor: Actor, at: datetime) -> Node:
    """Say anew what the organisation can do, and in how many circles at once."""
    node = _locked(node_id)
    demand(may_change(node, actor=actor))
    words = _words(offer)
    if offer.capacity < node.taken:
        message = _("It is in more circles than that now.")
        raise Refused(Refusal("taken", message, "capacity"))
    node.capacity = offer.capacity
    node.save(update_fields=["capacity"])
    node.skills.set(_rows(words))
    public = _public(node, words)
    record(SPEAKER, "decisions.node_changed", node, public, at=at, words={"skills": words})
    return node


def _locked(node_id: int) -> Node:
    node = Node.objects.select_for_update().filter(pk=node_id).first()
    if node is None:
        raise Refused(Refusal("unknown", _("There is no such organisation."), status=404))
    return node


def _words(offer: Offer) -> list[str]:
    """The skills, each once, as one shared word each; refuses what is no skill."""
    found: dict[str, str] = {}
    for typed in offer.skills:
        word = " ".join(language.clean(typed).split())
        folded = language.fold(word)
        if not folded:
            continue
        if len(word) > _LONGEST_SKILL or len(folded) > _LONGEST_SKILL:
            message = _("A skill is a word or two, at most 40 letters.")
            raise Refused(Refusal("skill", message, "skills", 422))
        if any(letter.isdigit() or letter in "@/:<>" for letter in word):
            message = _("A skill is a word or two, without numbers and addresses.")
            raise Refused(Refusal("skill", message, "skills", 422))
        found.setdefault(folded, word)
    if not 1 <= len(found) <= MOST_SKILLS:
        message = _("Name one to twelve skills, one a line.")
        raise Refused(Refusal("skills", message, "skills", 422))
    if not 1 <= offer.capacity <= MOST_CAPACITY:
        message = _("From one to twenty circles at once.")
        raise Refused(Refusal("capacity", message, "capacity", 422))
    return list(found.values())


def _rows(words: Sequence[str]) -> list[Skill]:
    """A row for each word: the one that stands, or a new one."""
    return [
        Skill.objects.get_or_create(folded=language.fold(word), defaults={"word": word})[0]
        for word in words
    ]


def _public(node: Node, words: Sequence[str]) -> dict[str, object]:
    return {"sector": node.sector, "skills": len(words), "capacity": node.capacity}

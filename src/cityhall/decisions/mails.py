"""Mails of this counter: a voice was answered, a matter was decided, a matter waits for you."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cityhall.acts.actions import Mail
from cityhall.acts.mail import Context, Letter, topic, writes
from cityhall.decisions.models import Happened, Matter
from cityhall.decisions.words import OUTCOMES
from cityhall.people.models import Person
from cityhall.people.names import name_in
from cityhall.people.queries import city
from divan.charter.state import State

OWN = "decisions.own"
topic(OWN, lambda: _("Matters that you put forward or raised a voice in"))
_OVER = ("decided", "in_force", "ended")


def of(row: Matter, event: Mapping[str, Any], state: State, before: str) -> list[Mail]:
    """What an event tells whom: with the decision everybody who follows it, and before it whoever
    raised the voice that was answered."""
    if event["event"] != "filed" and state.phase in _OVER and before not in _OVER:
        return [_mail("decisions.decided", person, row) for person in _followers(row)]
    if event["event"] == "replied":
        asked = row.events.filter(event__event="voiced").order_by("number")
        one = asked.select_related("person")[event.get("voice", 0) :][:1]
        return [_mail("decisions.answered", each.person, row) for each in one if each.person]
    return []


def _followers(row: Matter) -> Iterable[Person]:
    said = Happened.objects.filter(matter=row, event__event__in=("voiced", "supported"))
    ids = {*said.values_list("person_id", flat=True), row.applicant_id}
    return Person.objects.filter(pk__in=ids - {None}, is_active=True).order_by("pk")


def _mail(kind: str, person: Person, row: Matter) -> Mail:
    return Mail(kind, person.email, person.language or "fa", {"matter": row.pk}, topic=OWN)


@writes("decisions.answered")
def answered(context: Context, language: str) -> Letter | None:
    return _letter(
        context,
        _("Your voice was answered: %(title)s"),
        _("You raised a voice in “%(title)s”. It has an answer now:\n%(link)s"),
    )


@writes("decisions.decided")
def decided(context: Context, language: str) -> Letter | None:
    return _letter(
        context,
        _("Decided: %(title)s"),
        _("“%(title)s” is decided: %(outcome)s."),
        _("Who decided and why, step by step:\n%(link)s"),
    )


def _letter(context: Context, subject: str, *paragraphs: str) -> Letter | None:
    row = Matter.objects.filter(pk=context["matter"]).first()
    if row is None:
        return None
    link = settings.ORIGIN + reverse("matter", args=[row.pk])
    facts = {"title": row.title, "link": link, "outcome": OUTCOMES.get(row.outcome, "")}
    why = _("You receive this mail because you put it forward, joined in or raised a voice.")
    said = [_("Hello,"), *(each % facts for each in paragraphs)]
    text = "\n\n".join([*said, f"{name_in(city().name)}\n{settings.ORIGIN}/", why])
    return Letter(subject % facts, text + "\n", link)

"""Mails of this counter: a voice was answered, a matter was decided, a matter waits for you."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cityhall.acts.actions import Mail
from cityhall.acts.mail import Context, Letter, topic, writes
from cityhall.decisions import laws
from cityhall.decisions.models import Happened, Matter, Waiting
from cityhall.decisions.stations import silence
from cityhall.decisions.words import OUTCOMES, TASKS
from cityhall.people.models import Person
from cityhall.people.names import name_in
from cityhall.people.queries import city
from divan.charter.state import State
from divan.language import date_words, latin_digits, persian_digits

OWN, MINE = "decisions.own", "decisions.mine"
topic(OWN, lambda: _("Matters that you put forward or raised a voice in"))
topic(MINE, lambda: _("Decisions that wait for you"))
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


def waiting_for(row: Matter, tasks: Sequence[tuple[int, str]]) -> list[Mail]:
    """A mail to each person for whom tasks begin to wait; `tasks`: (key of the person, task)."""
    of_person: dict[int, list[str]] = {}
    for pk, task in tasks:
        of_person.setdefault(pk, []).append(task)
    if not of_person:
        return []
    return [
        Mail(
            "decisions.waiting",
            one.email,
            one.language or "fa",
            {"matter": row.pk, "person": one.pk, "tasks": of_person[one.pk]},
            topic=MINE,
        )
        for one in Person.objects.filter(pk__in=of_person, is_active=True).order_by("pk")
    ]


def _followers(row: Matter) -> Iterable[Person]:
    said = Happened.objects.filter(matter=row, event__event__in=("voiced", "supported"))
    ids = {*said.values_list("person_id", flat=True), row.applicant_id}
    return Person.objects.filter(pk__in=ids - {None}, is_active=True).order_by("pk")


def _mail(kind: str, person: Person, row: Matter) -> Mail:
    return Mail(kind, person.email, person.language or "fa", {"matter": row.pk}, topic=OWN)


@writes("decisions.waiting")
def waiting(context: Context, language: str) -> Letter | None:
    """Nothing is left to say once the task is done, or time went past it."""
    waits = Waiting.objects.filter(matter=context["matter"], person=context["person"])
    rows = list(waits.filter(task__in=context["tasks"]).select_related("matter__charter"))
    if not rows:
        return None
    rows.sort(key=lambda one: (one.due_at is None, one.due_at, one.pk))
    one, row = rows[0], rows[0].matter
    ends = [silence(laws.law(row.charter), row.kind, one.stage, one.task)]
    if one.due_at is not None:
        due = _moment(one.due_at, context, language)
        ends.insert(0, _("Until %(due)s.") % {"due": due})
    tasks = _(", ").join(dict.fromkeys(str(TASKS[each.task]) for each in rows))
    facts = {"task": tasks, "ends": " ".join(filter(None, ends))}
    return letter(
        row,
        _("You receive this mail because you hold a seat in a body that must act."),
        _("Waits for you: %(title)s"),
        _("“%(title)s” waits for you: %(task)s."),
        "%(ends)s" if facts["ends"] else "",
        _("Read it and answer:\n%(link)s"),
        **facts,
    )


@writes("decisions.answered")
def answered(context: Context, language: str) -> Letter | None:
    return _news(
        context,
        _("Your voice was answered: %(title)s"),
        _("You raised a voice in “%(title)s”. It has an answer now:\n%(link)s"),
    )


@writes("decisions.decided")
def decided(context: Context, language: str) -> Letter | None:
    return _news(
        context,
        _("Decided: %(title)s"),
        _("“%(title)s” is decided: %(outcome)s."),
        _("Who decided and why, step by step:\n%(link)s"),
    )


def _news(context: Context, subject: str, *paragraphs: str) -> Letter | None:
    row = Matter.objects.filter(pk=context["matter"]).first()
    if row is None:
        return None
    why = _("You receive this mail because you put it forward, joined in or raised a voice.")
    return letter(row, why, subject, *paragraphs, outcome=OUTCOMES.get(row.outcome, ""))


def letter(
    row: Matter, why: str, subject: str, *paragraphs: str, path: str = "", **facts: object
) -> Letter:
    """A letter about a matter, with a link to its page or to the one at `path`."""
    link = settings.ORIGIN + (path or reverse("matter", args=[row.pk]))
    facts |= {"title": row.title, "link": link}
    said = [_("Hello,"), *(each % facts for each in paragraphs if each)]
    text = "\n\n".join([*said, f"{name_in(city().name)}\n{settings.ORIGIN}/", why])
    return Letter(subject % facts, text + "\n", link)


def _moment(at: datetime, context: Context, language: str) -> str:
    digits = context.get("digits") or ("fa" if language == "fa" else "latin")
    local = at.astimezone(city().timezone)
    day = date_words(
        local.date(), language, calendar=context.get("calendar") or None, digits=digits
    )
    written = persian_digits if digits == "fa" else latin_digits
    clock = written(f"{local.hour}:{local.minute:02}")
    return _("%(day)s at %(clock)s") % {"day": day, "clock": clock}

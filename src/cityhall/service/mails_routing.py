"""The mails about where a report is: to bodies outside, to the officers told of lateness, to
everybody concerned. They carry facts and a link, never what somebody wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cityhall.acts.mail import Context, Letter, writes
from cityhall.people.names import name_in
from cityhall.people.queries import city
from cityhall.service import handover_keys, queries
from cityhall.service.mails import About, _writes
from cityhall.service.models import Request
from cityhall.service.queries.handovers import for_mail
from divan.language import date_words, latin_digits, persian_digits

NOTHING: Context = {}


@writes("service.body_asked")
def body_asked(context: Context, language: str) -> Letter | None:
    """To a body outside: what it is, where, until when, and the address of their answer."""
    handover = for_mail(context["handover"])
    if handover is None:
        return None
    request = handover.request
    facts = _facts(request, language) | {
        "body": name_in(handover.body.name),
        "place": request.public_address or (name_in(request.area.name) if request.area else "–"),
        "answer_by": _moment(handover.answer_by, language),
        "answer": settings.ORIGIN + handover_keys.address(handover),
    }
    return _letter(
        facts,
        _("Report %(number)s for you: %(kind)s"),
        _("To %(body)s"),
        _("A resident reported something that is in your care: %(kind)s. Place: %(place)s."),
        _("Do you take it? Please answer by %(answer_by)s here, without signing in:\n%(answer)s"),
        _("If it is not yours, say why there. Everyone can read your answer."),
        _("What everyone can read of the report:\n%(link)s"),
    )


Lines = Callable[[dict[str, str]], list[str]]


def _to_staff(kind: str) -> Callable[[Lines], Lines]:
    """Make a function's lines the mails of this kind to officers of the city."""

    def register(lines: Lines) -> Lines:
        @writes(kind)
        def write(context: Context, language: str) -> Letter | None:
            request = queries.for_mail(context["request"])
            if request is None or not request.is_open:
                return None
            facts = _facts(request, language, context)
            facts["link"] = settings.ORIGIN + reverse("case", args=[request.pk])
            facts["unit"] = name_in(request.unit.name)
            if body := context.get("body"):
                facts["body"] = name_in(body)
            if deadline := context.get("deadline"):
                facts["deadline"] = _moment(datetime.fromisoformat(deadline), language, context)
            facts["clock"] = context.get("clock", "")
            return _letter(facts, *lines(facts))

        return lines

    return register


@_to_staff("service.escalated")
def escalated(facts: dict[str, str]) -> list[str]:
    seen = facts["clock"] == "acknowledge"
    return [
        _("Nobody has looked at report %(number)s: %(kind)s")
        if seen
        else _("Report %(number)s is late: %(kind)s"),
        _("Report %(number)s (%(kind)s) lies with %(unit)s, to be seen by %(deadline)s.")
        if seen
        else _("Report %(number)s (%(kind)s) lies with %(unit)s and was promised by %(deadline)s."),
        _("You are told because your post stands above this work. See it here:\n%(link)s"),
    ]


@_to_staff("service.body_refused")
def body_refused(facts: dict[str, str]) -> list[str]:
    return [
        _("%(body)s refused report %(number)s"),
        _("%(body)s says that report %(number)s (%(kind)s) is not theirs. %(unit)s has it again."),
        _("Read why, and hand it on:\n%(link)s"),
    ]


@_to_staff("service.body_silent")
def body_silent(facts: dict[str, str]) -> list[str]:
    return [
        _("%(body)s is silent about report %(number)s"),
        _("%(body)s let their time pass without taking or refusing report %(number)s (%(kind)s)."),
        _("Ask them, or take it back:\n%(link)s"),
    ]


@_writes("service.handed_over")
def handed_over(about: About) -> list[str]:
    return [
        _("Report %(number)s is now with %(body)s"),
        _("Report %(number)s (%(kind)s) is in the care of %(body)s; we have handed it to them."),
        _("See until when, and what they answer:\n%(link)s"),
    ]


@_writes("service.body_took")
def body_took(about: About) -> list[str]:
    return [
        _("%(body)s took report %(number)s"),
        _("%(body)s has said that they take care of report %(number)s (%(kind)s)."),
        _("Follow it here:\n%(link)s"),
    ]


@_writes("service.body_refused_party")
def body_refused_party(about: About) -> list[str]:
    return [
        _("%(body)s did not take report %(number)s"),
        _("%(body)s says that report %(number)s (%(kind)s) is not theirs. The city goes on."),
        _("Read why here:\n%(link)s"),
    ]


def _facts(request: Request, language: str, context: Context = NOTHING) -> dict[str, str]:
    return {
        "number": _digits(request.pk, language, context),
        "kind": name_in(request.service.name),
        "link": settings.ORIGIN + reverse("request", args=[request.pk]),
    }


def _digits(text: object, language: str, context: Context = NOTHING) -> str:
    """A number in the reader's digits."""
    wanted = context.get("digits") or ("fa" if language == "fa" else "latin")
    return persian_digits(str(text)) if wanted == "fa" else latin_digits(str(text))


def _moment(at: datetime, language: str, context: Context = NOTHING) -> str:
    local = at.astimezone(city().timezone)
    calendar = context.get("calendar") or None
    digits = context.get("digits") or ("fa" if language == "fa" else "latin")
    return _("%(day)s at %(clock)s") % {
        "day": date_words(local.date(), language, calendar=calendar, digits=digits),
        "clock": _digits(f"{local.hour}:{local.minute:02}", language, context),
    }


def _letter(facts: dict[str, str], subject: str, *paragraphs: str) -> Letter:
    body = [paragraph % facts for paragraph in paragraphs]
    signed = f"{name_in(city().name)}\n{settings.ORIGIN}/"
    return Letter(subject % facts, "\n\n".join([*body, signed]) + "\n", facts["link"])

"""The mails of the service counter. They carry facts and a link, never what somebody wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cityhall.acts.mail import Context, Letter, writes
from cityhall.people.names import name_in
from cityhall.people.queries import city
from cityhall.service import queries, receipts
from cityhall.service.models import Outcome, Request
from divan.language import date_words, persian_digits


class About:
    """What a mail may say of a report, in its reader's language, calendar and digits."""

    def __init__(self, request: Request, context: Context, language: str) -> None:
        self.is_reporter: bool = context.get("reporter", False)
        self.code = receipts.code_of(request.nonce) if self.is_reporter else ""
        self.facts = {
            "number": _digits(request.pk, language),
            "kind": name_in(request.service.name),
            "link": self._link(request.pk),
        }
        if due := context.get("due"):
            self.facts["due"] = _moment(datetime.fromisoformat(due), language)
        if outcome := context.get("outcome"):
            self.facts["outcome"] = str(Outcome(outcome).label)
        if into := context.get("into"):
            self.facts["into"] = _digits(into, language)
            self.facts["link"] = settings.ORIGIN + reverse("request", args=[into])

    def _link(self, number: int) -> str:
        """The address where a reporter can answer; for everybody else the public one."""
        path = (
            reverse("tracked", args=[self.code]) if self.code else reverse("request", args=[number])
        )
        return settings.ORIGIN + path


def _moment(at: datetime, language: str) -> str:
    local = at.astimezone(city().timezone)
    return _("%(day)s at %(clock)s") % {
        "day": date_words(local.date(), language),
        "clock": _digits(f"{local.hour}:{local.minute:02}", language),
    }


def _digits(text: object, language: str) -> str:
    return persian_digits(str(text)) if language == "fa" else str(text)


def _letter(about: About, subject: str, *paragraphs: str) -> Letter:
    """A letter with greeting, signature and why it came; `%(…)s` are filled with the facts."""
    why = (
        _("You receive this mail because you made this report.")
        if about.is_reporter
        else _("You receive this mail because you said “me too” on this report.")
    )
    body = [_("Hello,"), *(paragraph % about.facts for paragraph in paragraphs)]
    text = "\n\n".join([*body, f"{name_in(city().name)}\n{settings.ORIGIN}/", why])
    return Letter(subject % about.facts, text + "\n")


Lines = Callable[[About], list[str]]  # the subject, then paragraphs


def _writes(kind: str) -> Callable[[Lines], Lines]:
    """Make a function's lines the mails of this kind; about a report that is gone none is sent."""

    def register(lines: Lines) -> Lines:
        @writes(kind)
        def write(context: Context, language: str) -> Letter | None:
            request = queries.for_mail(context["request"])
            if request is None:
                return None
            about = About(request, context, language)
            return _letter(about, *lines(about))

        return lines

    return register


@_writes("service.received")
def received(about: About) -> list[str]:
    about.facts["code"] = about.code
    lines = [
        _("We have your report %(number)s"),
        _("Thank you. Your report has arrived: %(kind)s. Its number is %(number)s."),
        _("Your tracking code:\n%(code)s"),
        _("See how it stands whenever you like:\n%(link)s"),
        _("Whoever has this code can read and answer in your place. Keep it to yourself."),
    ]
    if "due" in about.facts:
        lines.insert(2, _("Until when? %(due)s."))
    return lines


@_writes("service.asked")
def asked(about: About) -> list[str]:
    return [
        _("A question about your report %(number)s"),
        _(
            "To go on with your report (%(kind)s) we need an answer from you. "
            "Until it comes, the clock of the report stands still."
        ),
        _("Read the question and answer it here:\n%(link)s"),
    ]


@_writes("service.replied")
def replied(about: About) -> list[str]:
    return [
        _("News of report %(number)s"),
        _("There is news of report %(number)s (%(kind)s). Read it here:\n%(link)s"),
    ]


@_writes("service.paused")
def paused(about: About) -> list[str]:
    return [
        _("Report %(number)s is paused"),
        _("Work on report %(number)s (%(kind)s) has to wait for now. Read why:\n%(link)s"),
    ]


@_writes("service.closed")
def closed(about: About) -> list[str]:
    subject = _("Report %(number)s is closed: %(outcome)s")
    ended = _("Report %(number)s (%(kind)s) is closed. How it ended: %(outcome)s.")
    if not about.is_reporter:
        return [subject, ended, _("Explanation and evidence are here:\n%(link)s")]
    return [
        subject,
        ended,
        _("Is it solved? Read our explanation and tell us with one press of a button:\n%(link)s"),
        _("If you say that it is not solved, the report is opened again."),
    ]


@_writes("service.reopened")
def reopened(about: About) -> list[str]:
    said = (
        _("You told us that it is not solved (%(kind)s). Your report is open again.")
        if about.is_reporter
        else _("Whoever reported it says that it is not solved (%(kind)s). It is open again.")
    )
    return [
        _("Report %(number)s is open again"),
        said,
        _("New deadline: %(due)s."),
        _("Follow it here:\n%(link)s"),
    ]


@_writes("service.merged")
def merged(about: About) -> list[str]:
    return [
        _("Report %(number)s is now part of report %(into)s"),
        _(
            "Your report %(number)s (%(kind)s) tells of the same thing as report %(into)s. "
            "We have joined them; from now on you get the news of that one."
        ),
        _("Follow it here:\n%(link)s"),
    ]

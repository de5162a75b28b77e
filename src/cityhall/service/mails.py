"""The letters of the service counter. They carry facts and a link, never what somebody wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from cityhall.acts.mail import Context, Letter, topic, writes
from cityhall.people.names import name_in
from cityhall.people.queries import city
from cityhall.service import queries, receipts
from cityhall.service.actions import common
from cityhall.service.models import Outcome
from divan.language import date_words, latin_digits, persian_digits


class About:
    """What a mail may say of a report, in its reader's language, calendar and digits."""

    def __init__(self, request: queries.Mailed, context: Context, language: str) -> None:
        self.is_reporter: bool = context.get("reporter", False)
        self.is_officer: bool = context.get("officer", False)
        self.calendar = context.get("calendar") or None
        self.digits = context.get("digits") or ("fa" if language == "fa" else "latin")
        self.code = receipts.code_of(request.nonce) if self.is_reporter else ""
        self.facts = {
            "number": self.written(request.pk),
            "kind": name_in(request.kind),
            "link": self._link(request.pk),
        }
        if matter := context.get("matter"):
            self.facts["matter"] = self.written(matter)
        if due := context.get("due"):
            self.facts["due"] = self.moment(datetime.fromisoformat(due), language)
        if outcome := context.get("outcome"):
            self.facts["outcome"] = str(Outcome(outcome).label)
        if body := context.get("body"):
            self.facts["body"] = name_in(body)
        if part := context.get("part"):
            self._tell_part(queries.mailed(part))
        if into := context.get("into"):
            self.facts["into"] = self.written(into)
            self.facts["link"] = settings.ORIGIN + reverse("request", args=[into])

    def _tell_part(self, part: queries.Mailed | None) -> None:
        """The report that was made of the second matter, with the reporter's code for it."""
        self.facts |= {"part": "", "part_kind": "", "part_code": "", "part_link": ""}
        if part is None or not self.is_reporter:
            return
        code = receipts.code_of(part.nonce)
        self.facts |= {
            "part": self.written(part.pk),
            "part_kind": name_in(part.kind),
            "part_code": code,
            "part_link": settings.ORIGIN + reverse("tracked", args=[code]),
        }

    def _link(self, number: int) -> str:
        """The address where a reporter can answer; for everybody else the public one."""
        if self.is_officer:
            return settings.ORIGIN + reverse("case", args=[number])
        path = (
            reverse("tracked", args=[self.code]) if self.code else reverse("request", args=[number])
        )
        return settings.ORIGIN + path

    def written(self, text: object) -> str:
        """A number in the reader's digits."""
        return persian_digits(str(text)) if self.digits == "fa" else latin_digits(str(text))

    def moment(self, at: datetime, language: str) -> str:
        local = at.astimezone(city().timezone)
        day = date_words(local.date(), language, calendar=self.calendar, digits=self.digits)
        clock = self.written(f"{local.hour}:{local.minute:02}")
        return _("%(day)s at %(clock)s") % {"day": day, "clock": clock}


def _letter(about: About, subject: str, *paragraphs: str) -> Letter:
    """A letter with greeting, signature and why it came; `%(…)s` are filled with the facts."""
    if about.is_officer:
        why = _("You receive this mail because this report is in your hands.")
    elif about.is_reporter:
        why = _("You receive this mail because you made this report.")
    else:
        why = _("You receive this mail because you said “me too” on this report.")
    body = [_("Hello,"), *(paragraph % about.facts for paragraph in paragraphs)]
    text = "\n\n".join([*body, f"{name_in(city().name)}\n{settings.ORIGIN}/", why])
    return Letter(subject % about.facts, text + "\n", about.facts["link"])


Lines = Callable[[About], list[str]]  # the subject, then paragraphs


def _writes(kind: str, *, urgent: bool = False) -> Callable[[Lines], Lines]:
    """Make a function's lines the mails of this kind; about a report that is gone none is sent."""

    def register(lines: Lines) -> Lines:
        @writes(kind, urgent=urgent)
        def write(context: Context, language: str) -> Letter | None:
            request = queries.mailed(context["request"])
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


@_writes("service.asked", urgent=True)
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
    if "matter" in about.facts:
        return [
            _("Report %(number)s is open again"),
            _("The appeal about it was granted (matter %(matter)s). It is open again: %(kind)s."),
            _("New deadline: %(due)s."),
            _("Follow it here:\n%(link)s"),
        ]
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


@_writes("service.assigned", urgent=True)
def assigned(about: About) -> list[str]:
    return [
        _("Report %(number)s is in your hands"),
        _("Report %(number)s (%(kind)s) was handed to you:\n%(link)s"),
    ]


@_writes("service.answered")
def answered(about: About) -> list[str]:
    return [
        _("Report %(number)s: your question was answered"),
        _("Your question on report %(number)s (%(kind)s) was answered. Read it here:\n%(link)s"),
    ]


@_writes("service.said")
def said(about: About) -> list[str]:
    return [
        _("Report %(number)s: a letter from the reporter"),
        _("The reporter wrote about report %(number)s (%(kind)s). Read it here:\n%(link)s"),
    ]


topic(common.OWN, lambda: _("News of reports that you made"))
topic(common.JOINED, lambda: _("News of reports on which you said “me too”"))
topic(
    common.TO_OFFICER, lambda: _("Reports in your hands, and answers to your questions"), staff=True
)


@_writes("service.changed_kind")
def changed_kind(about: About) -> list[str]:
    lines = [
        _("Report %(number)s goes under another kind"),
        _("We have put your report %(number)s under “%(kind)s”, so that the right unit gets it."),
        _("Read why:\n%(link)s"),
    ]
    if "due" in about.facts:
        lines.insert(2, _("Until when? %(due)s."))
    return lines


@_writes("service.split")
def split(about: About) -> list[str]:
    return [
        _("Your report %(number)s has become two"),
        _(
            "Your report %(number)s (%(kind)s) told of two matters. So that each gets to its unit, "
            "we have made a second report of the other: number %(part)s (%(part_kind)s)."
        ),
        _("Your tracking code for the second:\n%(part_code)s"),
        _("The first:\n%(link)s"),
        _("The second:\n%(part_link)s"),
    ]

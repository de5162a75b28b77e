"""What the page of one report says to one reader: gathered once, for HTML, JSON and the tracker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from markupsafe import Markup

from cityhall.acts.models import Act
from cityhall.people import maps
from cityhall.people.actor import Actor
from cityhall.people.models import Organization
from cityhall.service import clocks, queries
from cityhall.service.actions.filing import own_voices
from cityhall.service.models import CLOSED, Handover, Photo, Publish, Request, Status
from cityhall.service.questions import Question, checked, in_words, questions_of
from cityhall.service.story import Line, sentences
from cityhall.service.words import TONES, outcome_word, status_word
from cityhall.web.wording import Wording

MAP_WIDTH, MAP_HEIGHT = 480, 270
_OPEN_TO_ALL = ("singlevaluelist", "multivaluelist", "number", "datetime")  # hold no free words
_A_PHONE_NUMBER = 10_000_000


@dataclass(frozen=True)
class Until:
    """The answer to "until when?": a date, how much of the promise has passed, in words."""

    at: datetime | None
    heading: str
    sentence: str
    tone: str = ""
    value: int = 0  # of 100 parts


@dataclass(frozen=True)
class Sheet:
    """A report as one reader may see it; `full` for whoever reported it and for its officers."""

    request: Request
    title: str
    stage: str
    tone: str
    outcome: str
    party: bool
    full: bool
    joined: bool
    text: str
    place: str
    until: Until
    office: str
    answers: list[tuple[str, str, str]]  # code, question, answer
    photos: list[Photo]
    evidence_photos: list[Photo]
    acts: list[Act]
    story: list[Line]
    handovers: list[Handover]

    @property
    def says_more(self) -> bool:
        """Whether the text says more than the title, which is its first sentence."""
        return self.text.strip().rstrip(".؛،!؟?") != self.title

    @property
    def asks_for_verdict(self) -> bool:
        """Whether this reader is to say if it is solved."""
        row = self.request
        closed = row.status in CLOSED and row.merged_into_id is None
        return self.party and closed and not row.verdict

    @property
    def asks_for_answer(self) -> bool:
        return self.party and self.request.status == Status.WAITING

    @property
    def question(self) -> str:
        """What the office asked last."""
        asked = [line.quote for line in self.story if line.verb == "service.ask"]
        return asked[-1] if asked else ""


def sheet(actor: Actor, row: Request, words: Wording, *, party: bool | None = None) -> Sheet:
    """Gather the page of a report that the actor may read; a fixed number of queries.

    `party=True` for a reader who showed the receipt code of this report.
    """
    party = queries.is_party(actor, row) if party is None else party
    full = party or queries.handles(actor, row)
    known = queries.catalogue([row])
    acts = queries.timeline(actor, row, party=party)
    photos = queries.photos(actor, row, party=party)
    kind = words.name(row.service.name)
    return Sheet(
        request=row,
        title=row.title or kind,
        stage=status_word(row.status, own=party),
        tone=TONES[Status(row.status)],
        outcome=outcome_word(row.outcome),
        party=party,
        full=full,
        joined=not party and row.is_open and queries.has_voice(row, own_voices(actor)),
        text=row.description if full else row.public_text,
        place=_place(row, full),
        until=_until(row, clocks.clock(row, words.now), words),
        office=_office(row, acts, known, words),
        answers=_answers(row, full),
        photos=[photo for photo in photos if photo.purpose == Photo.Purpose.REPORT],
        evidence_photos=[photo for photo in photos if photo.purpose == Photo.Purpose.EVIDENCE],
        acts=acts,
        story=sentences(acts, known, words, full=full),
        handovers=_handovers(row, acts),
    )


def picture(row: Request, language: str, *, full: bool, label: str) -> Markup | None:
    """The map around a report, if this reader may see where it is."""
    latitude = row.latitude if full else row.public_latitude
    longitude = row.longitude if full else row.public_longitude
    if latitude is None or longitude is None:
        return None
    view = _shared(maps.fitting([(latitude, longitude)], MAP_WIDTH, MAP_HEIGHT))
    return maps.svg(view, [maps.Pin(latitude, longitude, state="selected")], language, label=label)


def _shared(view: maps.View) -> maps.View:
    """A view that neighbours share, so that a city needs few drawings: its middle lies on a grid.

    The place stays within the middle half of the picture.
    """
    world = replace(view, centre_latitude=0.0, centre_longitude=0.0, width=0, height=0)
    x, y = world.point(view.centre_latitude, view.centre_longitude)
    wide, tall = view.width / 2, view.height / 2
    return view.around(*world.place(round(x / wide) * wide, round(y / tall) * tall))


def _handovers(row: Request, acts: Sequence[Act]) -> list[Handover]:
    """The bodies outside that had the report; asked only where its story tells of one."""
    told = any(act.verb == "service.hand_over" for act in acts)
    return queries.handovers_of(row) if told else []


def _place(row: Request, full: bool) -> str:
    parts = (row.address, row.landmark) if full else (row.public_address,)
    return "، ".join(part for part in parts if part)


def _answers(row: Request, full: bool) -> list[tuple[str, str, str]]:
    """Answers in words. To the public only those that were chosen or counted, never free words."""
    questions = questions_of(row.service.questions)
    if not full:
        return answers_for_all(questions, row.answers, row.publish)
    return [
        (question.code, question.label(), in_words(question, row.answers[question.code]))
        for question in questions
        if question.code in row.answers
    ]


def answers_for_all(
    questions: Sequence[Question], answers: Mapping[str, Any], publish: str
) -> list[tuple[str, str, str]]:
    """Those answers that everyone may read: code, question, answer."""
    if publish == Publish.NOTHING:
        return []
    return [
        (question.code, question.label(), in_words(question, answers[question.code]))
        for question in questions
        if question.code in answers and _is_for_all(question, answers)
    ]


def _is_for_all(question: Question, answers: Mapping[str, Any]) -> bool:
    """Whether everyone may read an answer: one of a kind without free words, and fit for it.

    Words that were typed before the question became a list or a number do not fit; and a number
    as long as a telephone's is one, whatever was asked.
    """
    if question.datatype not in _OPEN_TO_ALL:
        return False
    answer = checked([question], answers)[0].get(question.code)
    if question.datatype == "number":
        return answer is not None and abs(answer) < _A_PHONE_NUMBER
    return answer is not None


def _office(row: Request, acts: Sequence[Act], known: queries.Catalogue, words: Wording) -> str:
    """The office whose holder took the report, while somebody has it."""
    if row.assignee_id is None:
        return ""
    for act in reversed([act for act in acts if not getattr(act, "undone", False)]):
        if act.verb == "service.claim":
            label = known.posts.get(act.by.removeprefix("post:"))
            return words.name(label) if label else ""
        if act.verb == "service.assign":
            break
    return ""


def _until(row: Request, clock: clocks.Clock | None, words: Wording) -> Until:
    if row.merged_into_id is not None:
        return Until(row.closed_at, _("Joined on"), "")
    if clock is None or row.due_at is None:
        if row.closed_at is not None:
            return Until(row.closed_at, _("Closed on"), "")
        return Until(None, _("Until when?"), _("No deadline was set for this report."))
    if row.body is not None and row.is_open:
        return _elsewhere(row.body, row.due_at, clock, words)
    facts = {
        name: hours(length, words, working=not row.service.round_the_clock)
        for name, length in (
            ("spent", clock.spent),
            ("promised", clock.promised),
            ("late", clock.late),
        )
    }
    if row.closed_at is not None:
        return _closed(row.closed_at, clock, facts)
    value = min(100, round(100 * clock.spent / clock.promised)) if clock.promised else 100
    if clock.standing:
        sentence = _("The clock stands still at %(spent)s of %(promised)s.") % facts
        return Until(row.due_at, _("Until when?"), sentence, "waiting", value)
    if clock.late:
        sentence = _("Late by %(late)s. The city had promised %(promised)s.") % facts
        return Until(row.due_at, _("Promised until"), sentence, "danger", 100)
    if clock.spent < timedelta(minutes=1):
        return Until(row.due_at, _("Until when?"), _("The city promised %(promised)s.") % facts)
    sentence = _("%(spent)s of the %(promised)s that the city promised have passed.") % facts
    return Until(row.due_at, _("Until when?"), sentence, "waiting" if value >= 75 else "", value)


def _elsewhere(body: Organization, due: datetime, clock: clocks.Clock, words: Wording) -> Until:
    facts = {"body": words.name(body.name)}
    if clock.late:
        return Until(
            due,
            _("Promised until"),
            _("%(body)s promised this, and is late.") % facts,
            "danger",
            100,
        )
    sentence = _("%(body)s promised this. The city's own clock stands still.") % facts
    return Until(due, _("Until when?"), sentence, "waiting")


def _closed(at: datetime, clock: clocks.Clock, facts: dict[str, str]) -> Until:
    if clock.late:
        sentence = _("It took %(spent)s; the city had promised %(promised)s.") % facts
        return Until(at, _("Closed on"), sentence, "waiting")
    sentence = _("It took %(spent)s of the %(promised)s that the city had promised.") % facts
    return Until(at, _("Closed on"), sentence, "done")


def hours(length: timedelta, words: Wording, *, working: bool) -> str:
    """A stretch of time in hours (a day of working time would be anybody's guess) or minutes."""
    minutes = round(length.total_seconds() / 60)
    if minutes < 60:
        text = ngettext("%(count)s minute", "%(count)s minutes", minutes)
        return text % {"count": words.number(minutes)}
    count = round(minutes / 60)
    if working:
        text = ngettext("%(count)s working hour", "%(count)s working hours", count)
    else:
        text = ngettext("%(count)s hour", "%(count)s hours", count)
    return text % {"count": words.number(count)}

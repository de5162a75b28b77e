"""A year of Mehrshahr: three thousand reports and all that is done about them.

``tell(now)`` gives every event up to ``now`` in order. The same seed, count and moment give the
same story, and nothing but them is asked: no clock, no chance but the seed's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random

from .answers import answers
from .arrivals import SCENES, YEAR, Arrival, arrivals
from .events import (
    Acknowledged,
    Answered,
    Asked,
    Claimed,
    Closed,
    Event,
    Filed,
    Handed,
    Merged,
    MeToo,
    Noted,
    NotSolved,
    Paused,
    Picture,
    Replied,
    Resumed,
    Solved,
    Story,
)
from .hints import traits
from .kinds import kind
from .offices import OFFICIALS, RESIDENT
from .places import draw
from .residents import Contact, contact, email
from .words import Voice, Writer
from .workload import Course, work
from .worktimes import ZONE, WorkLine, calendar

STILL_OPEN = 170
"""About how many of three thousand reports are open at the end."""

_OWN_BODIES = {7: ("railways",), 5: ("roads-office",), 6: ("roads-office",), 8: ("roads-office",)}
_BODIES = ("water-company", "power-company", "gas-company", "telecom", "police")
_HOME = "سروستان"
"""The neighbourhood of the resident who has an account."""
_MINUTE = timedelta(minutes=1)


def tell(now: datetime, *, seed: int = 1405, count: int = 3000) -> Story:
    """The story of the year that ends at ``now`` (aware). ``count`` reports are filed."""
    city = draw(seed)
    reports = arrivals(city, now, seed, count)
    line = WorkLine(now.astimezone(ZONE) - timedelta(days=YEAR + 2), calendar())
    courses = work(reports, line, now, seed, round(STILL_OPEN * count / 3000))
    teller = _Teller(Random(f"story {seed} {now.astimezone(ZONE).date()}"), reports, courses, now)
    told = [event for position in range(len(reports)) for event in teller.events(position)]
    told.sort(key=lambda event: (event.at, event.number))
    return tuple(event for event in told if event.at <= now)


@dataclass
class _Case:
    """A report in the making: who writes it, who works on it, and the slots of its texts."""

    number: int
    arrival: Arrival
    course: Course
    language: str
    slots: Mapping[str, str]
    officer: str = ""
    asked_until: datetime | None = None


class _Teller:
    """Turns courses into events with words."""

    def __init__(
        self, random: Random, reports: Sequence[Arrival], courses: Sequence[Course], now: datetime
    ) -> None:
        self.random, self.reports, self.courses, self.now = random, reports, courses, now
        self.writer, self.hours = Writer(random), calendar()

    def events(self, position: int) -> Iterator[Event]:
        """All events of a report, in order of time except for the voices of others."""
        arrival, course = self.reports[position], self.courses[position]
        voice = self.writer.voice(kind(arrival.kind).group)
        slots = arrival.place.slots[voice.language] if arrival.place else {"class": ""}
        case = _Case(position + 1, arrival, course, voice.language, slots)
        filed = self._filed(case, voice)
        case.slots = {**slots, "told": traits(arrival.kind, filed.text)}
        yield filed
        if course.acknowledged is None:
            return
        dispatcher = self.random.choice(_BY_POST["dispatcher"])
        # Whoever hands a report on has seen it; sometimes that is noted before.
        waits = course.handed is None or course.handed > self.now
        if waits or self.random.random() < 0.35:
            yield Acknowledged(course.acknowledged, case.number, dispatcher)
        if arrival.echo is not None:
            yield self._joined(case, dispatcher)
            return
        yield from self._handed(case, dispatcher)
        yield from self._worked(case, course)
        yield from self._others(case)
        yield from self._judged(case)

    def _filed(self, case: _Case, voice: Voice) -> Filed:
        arrival, random = case.arrival, self.random
        slots = case.slots
        day = arrival.at.date()
        text = self.writer.report(arrival.kind, voice, day, slots)
        publish = random.choices(("all", "words", "nothing"), (88, 8, 4))[0]
        if publish == "words" and not arrival.photos:
            publish = "all"
        filed = Filed(
            arrival.at, case.number, arrival.kind, voice.language, text, arrival.place,
            answers(arrival.kind, text, voice.language, arrival.at, random),
            contact(random, voice.language), self._channel(voice), publish, arrival.photos,
        )  # fmt: skip
        return self._signed(filed) if voice.key == "polite" else filed

    def _signed(self, filed: Filed) -> Filed:
        """Some of the last months' reports from one neighbourhood are the known resident's."""
        here = filed.place and filed.place.slots["fa"]["area"] == _HOME
        if not here or filed.channel != "web" or self.now - filed.at > timedelta(days=120):
            return filed
        known = Contact(RESIDENT.fa, RESIDENT.email)
        return replace(filed, account=RESIDENT.key, contact=known)

    def _channel(self, voice: Voice) -> str:
        weights = {"elderly": (40, 42, 18), "polite": (82, 14, 4), "manager": (80, 12, 8)}
        shares = weights.get(voice.key, (94, 5, 1))
        return self.random.choices(("web", "phone", "desk"), shares)[0]

    def _joined(self, case: _Case, dispatcher: str) -> Event:
        """A second report of the same thing: joined to the first, or already done with it."""
        earlier = case.arrival.echo or 0
        first, at = self.courses[earlier], case.course.handed or case.arrival.at
        if first.closed is None or first.closed > at:
            return Merged(at, case.number, dispatcher, earlier + 1)
        case.officer = dispatcher
        return self._closing(case, at, "fixed", again=False)

    def _handed(self, case: _Case, dispatcher: str) -> Iterator[Event]:
        course, at = case.course, case.course.handed or case.arrival.at
        unit = course.moved or course.unit
        supervisor = _BY_POST[f"{unit}-supervisor"][0]
        if course.moved:
            yield Handed(at, case.number, dispatcher, unit=unit, reason=self._line(case, "hand"))
            at += timedelta(minutes=self.random.uniform(4, 9))
        if self.random.random() < 0.04:
            yield Noted(at + _MINUTE, case.number, supervisor, self._line(case, "note", "fa"))
        if self.random.random() < 0.25 and not kind(case.arrival.kind).round_the_clock:
            case.officer = supervisor
            yield Claimed(at + 2 * _MINUTE, case.number, supervisor)
        else:
            case.officer = self.random.choice(_BY_POST[f"{unit}-crew"])
            reason = self._line(case, "hand person") if self.random.random() < 0.3 else ""
            yield Handed(at + 2 * _MINUTE, case.number, supervisor, to=case.officer, reason=reason)
        yield from self._asked(case, supervisor, at)

    def _asked(self, case: _Case, supervisor: str, at: datetime) -> Iterator[Event]:
        """One report in twelve needs a word from its reporter, who may be slow to give it."""
        course, random = case.course, self.random
        fresh = self.now - at < timedelta(days=7)
        throw, lag = random.random(), min(120, random.lognormvariate(2.4, 1.1))
        if throw > (0.16 if fresh else 0.085) or kind(case.arrival.kind).danger:
            return
        asked = self.writer.question(case.arrival.kind, at.date(), case.slots, case.language)
        begun = at + timedelta(minutes=random.uniform(6, 25))
        until = begun + timedelta(hours=3 * lag if fresh else lag)
        first_stop = min((start for start, _ in course.pauses), default=until + _MINUTE)
        ends = course.closed or until
        if asked is None or ends < until + timedelta(minutes=30) or first_stop < until:
            return
        case.asked_until = until
        yield Asked(begun, case.number, supervisor, asked[0])
        yield Answered(until, case.number, asked[1])

    def _worked(self, case: _Case, course: Course) -> Iterator[Event]:
        ready = (case.course.handed or case.arrival.at) + 14 * _MINUTE
        if case.asked_until:
            ready = self._at_work(case, case.asked_until + 14 * _MINUTE)
        if course.closed is None or course.replied is None:
            return
        replied = max(course.replied, ready)
        closed = max(course.closed, replied + timedelta(minutes=9))
        course.closed = closed
        text = self._line(case, "reply", at=replied)
        if text and (course.pauses or self.random.random() < 0.62):
            yield Replied(replied, case.number, case.officer, text)
        for start, until in course.pauses:
            reason = self._line(case, "pause", at=start)
            if reason and replied < start and until < closed:
                yield Paused(start, case.number, case.officer, reason)
                yield Resumed(until, case.number, case.officer)
        yield self._closing(case, closed, course.outcome, again=course is not case.course)

    def _at_work(self, case: _Case, at: datetime) -> datetime:
        """When somebody of the unit reads what came at this moment."""
        if kind(case.arrival.kind).round_the_clock or self.hours.is_open(at):
            return at
        return self.hours.next_open(at).astimezone(ZONE) + 9 * _MINUTE

    def _closing(self, case: _Case, at: datetime, outcome: str, *, again: bool) -> Closed:
        outcome, text = self._explained(case, at, outcome)
        if again and outcome == "fixed":
            opening = self.writer.line("pothole", "again", at.date(), case.slots, case.language)
            text = f"{opening} {text}"
        photos, evidence = self._evidence(case, at, outcome)
        return Closed(at, case.number, case.officer, outcome, text, evidence, photos)

    def _explained(self, case: _Case, at: datetime, outcome: str) -> tuple[str, str]:
        """The outcome and why; another outcome where this one has no fitting words here."""
        code, day = case.arrival.kind, at.date()
        if outcome == "not_ours" and case.language == "fa":
            district = case.arrival.place.district if case.arrival.place else 0
            bodies = (*_BODIES, *_OWN_BODIES.get(district, ()))
            _, text = self.writer.outside(code, day, case.slots, bodies)
            if text:
                return outcome, text
        elif text := self.writer.line(code, outcome, day, case.slots, case.language):
            return outcome, text
        return "fixed", self.writer.line(code, "fixed", day, case.slots, case.language)

    def _evidence(self, case: _Case, at: datetime, outcome: str) -> tuple[tuple[Picture, ...], str]:
        if outcome not in ("fixed", "made_safe"):
            return (), ""
        scene, shown = SCENES.get(case.arrival.kind), case.arrival.photos
        recent = self.now - at < timedelta(days=45)
        wish = 0.7 if shown else 0.07 if recent else 0.005
        if outcome == "fixed" and scene and self.random.random() < wish:
            seed = shown[0].seed if shown else self.random.randrange(1_000_000)
            return (Picture(scene, seed, at.month, after=True),), ""
        return (), self._line(case, "evidence", "fa", at=at)

    def _others(self, case: _Case) -> Iterator[Event]:
        """Others join while the report is open, most of them in the first two days."""
        if kind(case.arrival.kind).confidential:
            return
        until, said = case.course.closed or self.now, set[str]()
        for _ in range(case.arrival.voices):
            at = case.arrival.at + timedelta(minutes=12, hours=self.random.expovariate(1 / 26))
            language = "en" if self.random.random() < 0.06 else "fa"
            address = email(self.random) if self.random.random() < 0.4 else ""
            elsewhere = {"class": "", "told": case.slots["told"]}
            slots = case.slots if language == case.language else elsewhere
            comment = self._comment(case, at, slots, language)
            comment = "" if comment in said else comment
            said.add(comment)
            if at < until - timedelta(minutes=20):
                yield MeToo(at, case.number, language, address, comment)

    def _comment(self, case: _Case, at: datetime, slots: Mapping[str, str], language: str) -> str:
        if self.random.random() < 0.5:
            return ""
        return self.writer.line(case.arrival.kind, "me_too", at.date(), slots, language)

    def _judged(self, case: _Case) -> Iterator[Event]:
        course = case.course
        if course.judged is None or course.closed is None:
            return
        judged = max(course.judged, course.closed + timedelta(minutes=15))
        if course.verdict == "solved":
            yield Solved(judged, case.number)
            return
        yield NotSolved(judged, case.number, self._line(case, "unsolved", at=judged))
        if course.again:
            again = replace(course.again, pauses=[])
            again.replied = max(again.replied or judged, judged + timedelta(minutes=10))
            yield from self._worked(case, again)
            if again.closed and self.random.random() < 0.55:
                yield Solved(again.closed + timedelta(hours=9), case.number)

    def _line(
        self, case: _Case, section: str, language: str = "", *, at: datetime | None = None
    ) -> str:
        day = (at or case.arrival.at).date()
        slots = {**case.slots, "crew": _crew_number(case.officer)}
        return self.writer.line(case.arrival.kind, section, day, slots, language or case.language)


def _crew_number(officer: str) -> str:
    return _CREW.get(officer, "۱")


def _posts() -> dict[str, list[str]]:
    """Keys of officials by post; crews of a unit together under ``<unit>-crew``."""
    found: dict[str, list[str]] = {}
    for official in OFFICIALS:
        for post in official.posts:
            name = post.rsplit("-", 1)[0] if post[-1].isdigit() else post
            found.setdefault(name, []).append(official.key)
    return found


_BY_POST = _posts()
_CREW = {
    official.key: "۰۱۲۳۴۵۶۷۸۹"[int(official.posts[0][-1])]
    for official in OFFICIALS
    if official.posts[0][-1].isdigit()
}

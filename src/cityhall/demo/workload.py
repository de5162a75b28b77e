"""How the units of the city work through their reports: queues, crews, pauses.

Ordinary reports wait in their unit's queue, on a line of working minutes; a crew takes whatever
falls due first. Dangers and other round-the-clock kinds are worked on at once, on the clock of
the wall. How long ordinary reports lie before a crew is sent is set so that about as many are open
at the end as asked.
"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random

from .arrivals import Arrival
from .kinds import kind
from .texts.reader import chapters
from .worktimes import ZONE, WorkLine

_ELSEWHERE = {
    "drain": "water", "trench": "water", "rubble": "districts", "sweeping": "waste",
    "wall": "structures", "bridge": "roads", "pavement": "districts", "branches": "districts",
    "bin": "districts", "sign": "roads", "graffiti": "building", "dogs": "districts",
    "light-pole": "traffic", "obstruction": "building", "pests": "districts", "bus": "structures",
}  # fmt: skip
"""Where reports of a kind go that were filed under the wrong one."""

_OUTCOMES = {
    "fixed": 74, "made_safe": 7, "answered": 6, "not_ours": 7, "not_possible": 7, "not_found": 5,
}  # fmt: skip
_OWN_OUTCOMES = {
    "light-new": {"fixed": 45, "not_possible": 40}, "bump": {"fixed": 50, "not_possible": 38},
    "staff": {"fixed": 45, "answered": 45}, "noise": {"fixed": 55, "answered": 22, "not_ours": 12},
    "construction": {"fixed": 60, "answered": 18, "not_found": 10, "not_possible": 8},
    "branches": {"fixed": 70, "not_ours": 14, "not_possible": 12},
    "wire": {"fixed": 45, "made_safe": 15, "not_ours": 35},
    "gas": {"fixed": 50, "made_safe": 10, "not_ours": 20, "not_found": 20},
}  # fmt: skip
"""Weights of how reports end; only outcomes for which the kind has words."""


_BUSY = 0.66
"""The share of their working time that crews are at work on reports, over the whole year."""
_STRAIN = {"waste": 0.92, "lighting": 0.97, "districts": 1.0, "traffic": 0.95, "building": 0.9}
"""Units with too few people, or enough."""


@dataclass
class Course:
    """What becomes of a report: times (None: never), and how it ends.

    ``pauses`` are (from, until). ``moved`` is the unit it goes to instead of ``unit``. ``again`` is
    the second course, after "not solved".
    """

    acknowledged: datetime | None = None
    handed: datetime | None = None
    replied: datetime | None = None
    pauses: list[tuple[datetime, datetime]] = field(default_factory=list)
    closed: datetime | None = None
    outcome: str = "fixed"
    unit: str = ""
    moved: str = ""
    verdict: str = ""
    judged: datetime | None = None
    again: Course | None = None

    def is_open(self, now: datetime) -> bool:
        """Whether the report is open at the moment."""
        if self.again and self.judged and self.judged <= now:
            return self.again.is_open(now)
        return self.closed is None or self.closed > now


def work(
    reports: Sequence[Arrival], line: WorkLine, now: datetime, seed: int, wanted_open: int
) -> list[Course]:
    """A course for each report, with about ``wanted_open`` of them open at ``now``."""
    run = partial(_run, reports, line.minutes([report.at for report in reports]), line, now, seed)
    long, short = 2.0, 0.0
    best: list[Course] = []
    gap = len(reports)
    for _ in range(7):
        ease = (long + short) / 2
        courses = run(ease)
        still = sum(
            course.is_open(now)
            for report, course in zip(reports, courses, strict=True)
            if report.echo is None
        )
        if abs(still - wanted_open) < gap:
            best, gap = courses, abs(still - wanted_open)
        long, short = (ease, short) if still > wanted_open else (long, ease)
    return best


@dataclass
class _Job:
    """A report in a queue: a crew may be sent from ``ready``, ``due`` orders it.

    ``effort`` is 1 on average, ``hold`` a pause it still has ahead; minutes of working time.
    """

    ready: float
    due: float
    effort: float
    hold: float
    stops: list[tuple[float, float]] = field(default_factory=list)
    begun: float | None = None
    closed: float | None = None


@dataclass
class _Unit:
    crews: int
    pace: float
    idle: int
    queue: list[tuple[float, int]] = field(default_factory=list)


def _run(
    reports: Sequence[Arrival],
    minutes: Sequence[float],
    line: WorkLine,
    now: datetime,
    seed: int,
    ease: float,
) -> list[Course]:
    random = Random(f"work {seed} {now.astimezone(ZONE).date()}")
    courses = [_first_steps(report, random) for report in reports]
    ordinary = [i for i, report in enumerate(reports) if not kind(report.kind).round_the_clock]
    seen = _seen(reports, minutes, ordinary, random)
    jobs = {i: _job(reports[i], seen[i], ease, random) for i in ordinary if reports[i].echo is None}
    _queue(jobs, courses, minutes[-1] - minutes[0])
    _write_ordinary(courses, ordinary, seen, jobs, line, random)
    for i, report in enumerate(reports):
        if kind(report.kind).round_the_clock:
            _at_once(courses[i], report, random)
        _judge(courses[i], report, line, random)
    return courses


def _first_steps(report: Arrival, random: Random) -> Course:
    course = Course(unit=kind(report.kind).unit)
    if report.kind in _ELSEWHERE and random.random() < 0.09:
        course.moved = _ELSEWHERE[report.kind]
    course.outcome = _outcome(report, random)
    return course


def _outcome(report: Arrival, random: Random) -> str:
    texts = chapters()[report.kind]
    weights = _OWN_OUTCOMES.get(report.kind, _OUTCOMES)
    known = {code: weight for code, weight in weights.items() if texts.of(code)}
    return random.choices(list(known), list(known.values()))[0]


def _seen(
    reports: Sequence[Arrival], minutes: Sequence[float], ordinary: list[int], random: Random
) -> dict[int, float]:
    """When the dispatchers have seen each: mostly well within the target, one in ten after it."""
    found = {}
    for i in ordinary:
        target = kind(reports[i].kind).acknowledge
        share = random.uniform(0.05, 0.7) if random.random() < 0.9 else random.uniform(1.0, 2.4)
        found[i] = minutes[i] + 4 + min(target, 420) * share * random.random()
    return found


def _job(report: Arrival, seen: float, ease: float, random: Random) -> _Job:
    target = kind(report.kind).resolve
    hold = 0.0
    if chapters()[report.kind].of("pause") and random.random() < 0.26:
        hold = random.uniform(2, 22) * 420
    # One in thirty slips to the bottom of the pile: that happens in every office.
    slip = random.uniform(1, 5) * target if random.random() < 0.035 else 0.0
    rest = target * min(0.7, random.uniform(0.05, 0.6) * ease) + slip
    return _Job(seen + 20 + rest, seen + target + slip, random.gammavariate(2.2, 1 / 2.2), hold)


def _queue(jobs: dict[int, _Job], courses: Sequence[Course], span: float) -> None:
    """Let the crews work: fills ``begun``, ``stops`` and ``closed`` of the jobs."""
    units = _units(courses, jobs, span)
    events: list[tuple[float, int, str]] = [(job.ready, i, "ready") for i, job in jobs.items()]
    heapq.heapify(events)

    def start(unit: _Unit, at: float) -> None:
        while unit.idle and unit.queue:
            _, position = heapq.heappop(unit.queue)
            job = jobs[position]
            unit.idle -= 1
            job.begun = job.begun or at
            if job.hold:
                # The crew looks at it, finds what is missing, and leaves it for now.
                heapq.heappush(events, (at + 25, position, "hold"))
            else:
                heapq.heappush(events, (at + job.effort * unit.pace, position, "done"))

    while events:
        at, position, what = heapq.heappop(events)
        unit, job = units[courses[position].moved or courses[position].unit], jobs[position]
        if what == "ready":
            heapq.heappush(unit.queue, (job.due, position))
        elif what == "hold":
            unit.idle += 1
            job.stops.append((at, at + job.hold))
            heapq.heappush(events, (at + job.hold, position, "ready"))
            job.hold, job.due = 0.0, job.due - 420
        else:
            unit.idle += 1
            job.closed = at
        start(unit, at)


def _units(courses: Sequence[Course], jobs: dict[int, _Job], span: float) -> dict[str, _Unit]:
    """Each unit's crews, and how long a job takes them if they are ``_BUSY`` of their time."""
    load = Counter(courses[i].moved or courses[i].unit for i in jobs)
    units = {}
    for code, count in load.items():
        crews = 2 if count > 120 else 1
        units[code] = _Unit(
            crews, min(_BUSY * _STRAIN.get(code, 1.0) * crews * span / count, 400), crews
        )
    return units


def _write_ordinary(
    courses: Sequence[Course],
    ordinary: list[int],
    seen: dict[int, float],
    jobs: dict[int, _Job],
    line: WorkLine,
    random: Random,
) -> None:
    """Turn places on the line into moments."""
    wanted: list[tuple[int, str, float]] = []
    for i in ordinary:
        wanted.append((i, "acknowledged", seen[i]))
        wanted.append((i, "handed", seen[i] + random.uniform(3, 90)))
        job = jobs.get(i)
        if job is None:
            continue
        begun = job.begun or seen[i]
        # What lies long is looked at and answered before its turn comes.
        early = seen[i] + 120 + (begun - seen[i]) * random.uniform(0.1, 0.6)
        wanted.append((i, "replied", min(begun + 2, early)))
        for stop, until in job.stops:
            wanted += [(i, "stop", stop), (i, "until", until)]
        if job.closed is not None:
            wanted.append((i, "closed", max(job.closed, begun + 12, seen[i] + 135)))
    moments = line.moments([place for _, _, place in wanted])
    opened: dict[int, datetime] = {}
    for (i, what, _), moment in zip(wanted, moments, strict=True):
        moment += timedelta(seconds=random.randrange(55))
        if what == "stop":
            opened[i] = moment
        elif what == "until":
            courses[i].pauses.append((opened[i], moment))
        else:
            setattr(courses[i], what, moment)


def _at_once(course: Course, report: Arrival, random: Random) -> None:
    """Round the clock: seen in minutes, done in hours, one in nine late."""
    service = kind(report.kind)
    target = timedelta(minutes=service.resolve)
    course.acknowledged = report.at + timedelta(
        minutes=1 + service.acknowledge * random.uniform(0.05, 0.8)
    )
    course.handed = course.acknowledged + timedelta(minutes=random.uniform(1, 8))
    course.replied = course.handed + timedelta(minutes=random.uniform(4, 25))
    share = random.uniform(0.25, 0.95)
    if random.random() < 0.11:
        share = random.uniform(1.05, 3.2)
    elif random.random() < 0.04:
        share = random.uniform(6, 30)
    if report.echo is not None:
        return
    course.closed = course.replied + target * share + timedelta(minutes=6)
    if not service.danger and chapters()[report.kind].of("pause") and random.random() < 0.09:
        stop = course.replied + timedelta(minutes=random.uniform(15, 50))
        until = stop + timedelta(hours=random.uniform(5, 44))
        course.pauses.append((stop, until))
        course.closed = max(course.closed, until + timedelta(hours=random.uniform(1, 4)))


def _judge(course: Course, report: Arrival, line: WorkLine, random: Random) -> None:
    """Whether the reporter says that it is solved; "not solved" begins a second course."""
    throw, wait = random.random(), random.lognormvariate(2.6, 1.0)
    second = random.uniform(0.2, 0.9)
    if course.closed is None:
        return
    doubtful = course.outcome in ("not_found", "not_possible", "made_safe")
    unhappy = 0.14 if doubtful else 0.055
    if throw > 0.36 + unhappy:
        return
    course.judged = course.closed + timedelta(hours=min(wait, 200) + 0.3)
    course.verdict = "not_solved" if throw < unhappy else "solved"
    if course.verdict == "solved" and doubtful:
        course.verdict, course.judged = "", None
        return
    if course.verdict == "solved":
        return
    course.again = _second(course, report, line, second)


def _second(course: Course, report: Arrival, line: WorkLine, share: float) -> Course:
    """Back on the desk: seen the same day, done with more care."""
    service = kind(report.kind)
    outcome = "fixed" if course.outcome != "not_possible" else "not_possible"
    again = Course(unit=course.unit, moved=course.moved, outcome=outcome)
    judged = course.judged or report.at
    if service.round_the_clock:
        again.replied = judged + timedelta(minutes=20)
        again.closed = again.replied + timedelta(minutes=service.resolve) * (0.3 + share)
        return again
    (place,) = line.minutes([judged])
    wait = service.resolve * (0.2 + share)
    again.replied, again.closed = line.moments([place + 35, place + 60 + wait])
    return again

"""The city: can every report find somebody, do clocks know next year, does the work go on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

from cityhall.people import queries
from cityhall.people.models import City, Membership, Organization, Power
from cityhall.record import queries as sealing
from cityhall.service import queries as service
from cityhall.upkeep import queries as upkeep
from cityhall.upkeep import serving
from cityhall.upkeep.actions import WORKER
from cityhall.upkeep.checks import Check, Fault

BEAT = timedelta(minutes=30)
STUCK = timedelta(hours=1)
MOST = 5  # names in one line


ALARMS = {
    "rolled_back": "more was published than the database holds",
    "changed": "entries are no longer what was sealed",
    "forked": "a witness holds another history",
}


def record(at: datetime) -> Iterator[Fault]:
    if alarm := sealing.alarm():
        yield Fault(
            "record-alarm",
            f"An alarm stands over the record, and nothing is sealed: {ALARMS[alarm.alarm]}.",
            "Find out why (docs/record.md); then: cityhall record explain-alarm REASON",
        )


def as_recorded(at: datetime) -> Iterator[Fault]:
    found = sealing.compared()
    if found is not None and found.count:
        yield Fault(
            "record-differs",
            f"The database says something else than the record at: {', '.join(found.places)}",
            "cityhall check --record says what; mend the rows, or restore a backup, and find out "
            "who changed them",
        )


def founded(at: datetime) -> Iterator[Fault]:
    if not City.objects.exists():
        yield Fault(
            "no-city",
            "No city is set up yet.",
            "cityhall administrator EMAIL (or, to look around: cityhall demo)",
        )
        return
    if not any(Power.PEOPLE in held.post.powers for held in _held(at)):
        yield Fault(
            "no-administrator",
            "Nobody is administrator: no post can be filled and no setting changed.",
            "cityhall administrator EMAIL",
        )
    if not queries.city().second_factor and not queries.city().is_demo:
        yield Fault(
            "no-second-factor",
            "Officers sign in without a second factor.",
            "Turn it on under /manage/city/.",
            "warning",
        )
    if queries.city().is_demo and settings.HTTPS:
        yield Fault(
            "demo-in-public",
            "This is the made-up city, whose password everybody knows, under a public address.",
            "Begin in an empty DIVAN_HOME: cityhall migrate && cityhall administrator EMAIL",
        )


def offices(at: datetime) -> Iterator[Fault]:
    """Reports go to units: each needs somebody who can work on them."""
    kinds = [kind for kind in service.services(active=False) if kind.active]
    if City.objects.exists() and not kinds:
        yield Fault(
            "no-kinds",
            "There are no kinds of report, so nobody can report anything.",
            "Make them under /manage/services/.",
        )
    gone = [str(kind) for kind in kinds if kind.unit.dissolved_on is not None]
    if gone:
        yield Fault(
            "kind-without-unit",
            f"Reports go to a unit that does not exist any more: {_some(gone)}",
            "Choose another unit for each under /manage/services/.",
        )
    posts = [post for post in queries.posts() if Power.HANDLE in post.powers]
    held = {one.post_id for one in _held(at)}
    able = {post.organization_id for post in posts if post.pk in held}
    unable = {kind.unit for kind in kinds if not _reached(kind.unit, able)}
    if unable:
        yield Fault(
            "unit-without-officer",
            f"Nobody can work on what comes to: {_some(sorted(str(unit) for unit in unable))}",
            "Appoint somebody to a post that handles reports, under /manage/units/.",
        )
    empty = [str(post) for post in queries.posts() if post.pk not in held]
    if empty:
        yield Fault(
            "post-without-holder",
            f"Nobody holds: {_some(empty)}",
            "Appoint somebody under /manage/people/, or abolish the post.",
            "warning",
        )


def holidays(at: datetime) -> Iterator[Fault]:
    """Deadlines reach into next year: its days off must be known in time."""
    if not City.objects.exists() or queries.city().is_demo:
        return
    year = (at + timedelta(days=60)).year
    if not any(day.year == year for day in queries.city().calendar.holidays):
        yield Fault(
            "no-holidays",
            f"The calendar knows no day off in {year}: deadlines will fall on holidays.",
            "Enter them under /manage/city/ (a country's own come by themselves).",
            "warning",
        )


def worker(at: datetime) -> Iterator[Fault]:
    beat = upkeep.last_beat(WORKER)
    if serving.is_served(settings.HOME) and (beat is None or at - beat > BEAT):
        since = f"since {beat:%Y-%m-%d %H:%M} UTC" if beat else "ever"
        yield Fault(
            "worker-silent",
            f"The worker has not stirred {since}: mails wait, nothing is forgotten on time.",
            "Run cityhall serve without --no-worker, or cityhall work beside it; look at its log.",
        )
    waiting, oldest = upkeep.outbox()
    if oldest is not None and at - oldest > STUCK:
        yield Fault(
            "outbox-stuck",
            f"{waiting:,} mails wait, the oldest for {str(at - oldest).split('.')[0]}.",
            "Mend the mail server (see above, or the log); they go out by themselves then.",
        )


def _held(at: datetime) -> list[Membership]:
    today = queries.city_day(at)
    return [one for one in queries.open_memberships() if one.start_date <= today]


def _reached(unit: Organization | None, able: set[int]) -> bool:
    """Whether somebody in this unit, or in one above it, can work on its reports."""
    while unit is not None:
        if unit.pk in able:
            return True
        unit = unit.parent
    return False


def _some(names: list[str]) -> str:
    more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
    return ", ".join(names[:MOST]) + more


ALL: tuple[Check, ...] = (founded, record, as_recorded, offices, holidays, worker)

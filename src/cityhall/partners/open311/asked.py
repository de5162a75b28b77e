"""What a call asks: dates, lists, pages, places; each is refused by name if it makes no sense."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _

from cityhall.partners.open311.door import refused
from cityhall.people.queries import city
from cityhall.service.queries import Catalogue, Span

LONGEST_SPAN = timedelta(days=90)
MOST = 1000
MOST_EXTENDED = 200  # reports with their stories in one answer
DEEPEST = 20_000  # rows before a numbered page; further on the key of the page before leads
_SPACE_FOR_PLUS = re.compile(r" (\d\d:?\d\d)$")
_EPOCH = datetime(1900, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    span: Span
    extensions: bool
    skip: int
    count: int
    after: tuple[datetime, int] | None
    paged: bool


def requests_asked(given: QueryDict, known: Catalogue, now: datetime) -> Asked:
    """The arguments of GET requests. Raises `Refused`."""
    start, end = span(given, now)
    extensions = truth(given, "extensions")
    most = MOST_EXTENDED if extensions else MOST
    page = number(given, "page", 1, 1, 1_000_000)
    count = number(given, "page_size", most, 1, MOST)
    skip = (page - 1) * min(count, most)
    if skip > DEEPEST:
        message = _("page: beyond row %(n)s follow the address in the header Link instead.")
        raise refused(400, message % {"n": DEEPEST})
    return Asked(
        span=Span(start, end, kinds(given, known), openness(given)),
        extensions=extensions,
        skip=skip,
        count=min(count, most),
        after=key(given),
        paged="page" in given or "page_size" in given,
    )


def span(given: QueryDict, now: datetime) -> tuple[datetime, datetime]:
    """From when until when: the last 90 days, or 90 days from or to what is given."""
    start, end = moment(given, "start_date"), moment(given, "end_date")
    if start is not None and end is not None:
        if start > end:
            raise refused(400, _("start_date is later than end_date."))
        if end - start > LONGEST_SPAN:
            raise refused(400, _("start_date and end_date may be at most 90 days apart."))
        return start, end
    if start is not None:
        return start, min(start + LONGEST_SPAN, max(now, start))
    end = now if end is None else end
    return end - LONGEST_SPAN, end


def moment(given: QueryDict, name: str) -> datetime | None:
    """A W3C date and time. One without a zone is the city's; an unquoted + arrives as a space."""
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        read = datetime.fromisoformat(_SPACE_FOR_PLUS.sub(r"+\1", text[:40]))
        if read.tzinfo is None:
            read = read.replace(tzinfo=city().timezone)
        at = read.astimezone(UTC)
    except (ValueError, OverflowError):
        at = None
    if at is None or not _EPOCH <= at < datetime(9000, 1, 1, tzinfo=UTC):
        message = _("%(name)s “%(value)s” is no date; write 2026-11-23T18:30:00Z.")
        raise refused(400, message % {"name": name, "value": text[:40]})
    return at


def kinds(given: QueryDict, known: Catalogue) -> tuple[int, ...] | None:
    """Keys of the kinds in `service_code`, which may be several with commas."""
    codes = listed(given, "service_code")
    if not codes:
        return None
    by_code = {kind.code: pk for pk, kind in known.kinds.items()}
    for code in codes:
        if code not in by_code:
            message = _("service_code “%(code)s” is not known here.")
            raise refused(404, message % {"code": code[:60]})
    return tuple(by_code[code] for code in codes)


def openness(given: QueryDict) -> bool | None:
    states = {state.lower() for state in listed(given, "status")}
    if wrong := states - {"open", "closed"}:
        message = _("status “%(value)s” is neither open nor closed.")
        raise refused(400, message % {"value": sorted(wrong)[0][:40]})
    return None if len(states) != 1 else "open" in states


def listed(given: QueryDict, name: str) -> list[str]:
    """The values of an argument, in one with commas or in several; at most 1,000."""
    text = ",".join(given.getlist(name))
    values = list(dict.fromkeys(one.strip() for one in text.split(",") if one.strip()))
    if len(values) > MOST:
        raise refused(400, _("%(name)s: at most 1,000 at once.") % {"name": name})
    return values


def report_numbers(texts: list[str]) -> list[int]:
    """Those that can be numbers of reports; others are simply not found."""
    return [int(one) for one in texts if one.isascii() and one.isdecimal() and len(one) < 19]


def number(given: QueryDict, name: str, default: int, least: int, most: int) -> int:
    text = given.get(name, "").strip()
    if not text:
        return default
    value = int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else -1
    if not least <= value <= most:
        message = _("%(name)s “%(value)s” is not between %(least)s and %(most)s.")
        facts = {"name": name, "value": text[:40], "least": least, "most": most}
        raise refused(400, message % facts)
    return value


def truth(given: QueryDict, name: str) -> bool:
    text = given.get(name, "").strip().lower()
    if text not in ("", "true", "false", "1", "0"):
        message = _("%(name)s “%(value)s” is neither true nor false.")
        raise refused(400, message % {"name": name, "value": text[:40]})
    return text in ("true", "1")


def key(given: QueryDict) -> tuple[datetime, int] | None:
    """The place in a list at which the next page begins, as the header Link gave it."""
    text = given.get("after", "").strip()
    if not text:
        return None
    stamp, _tilde, last = text.partition("~")
    try:
        at = datetime.fromisoformat(stamp[:40]).astimezone(UTC)
        if not at >= _EPOCH or not (last.isascii() and last.isdecimal() and len(last) < 19):
            raise ValueError(text)
        return at, int(last)
    except (ValueError, OverflowError):
        raise refused(400, _("after: follow the address in the header Link as it is.")) from None


def degrees(given: QueryDict, name: str) -> float | None:
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        value = float(text) if len(text) < 40 and text.isascii() else math.nan
    except ValueError:
        value = math.nan
    if not math.isfinite(value) or abs(value) > (90 if name == "lat" else 180):
        message = _("%(name)s “%(value)s” is not in degrees; write it as 35.6892.")
        raise refused(400, message % {"name": name, "value": text[:40]})
    return value

"""A year of Mehrshahr: whole, believable, and the same again."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
from collections import Counter
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from cityhall.demo.events import (
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
    Replied,
    Resumed,
    Solved,
    Story,
)
from cityhall.demo.kinds import KINDS, kind
from cityhall.demo.offices import OFFICIALS, RESIDENT
from cityhall.demo.pictures import SCENES
from cityhall.demo.story import tell
from cityhall.demo.weather import weather
from cityhall.demo.worktimes import ZONE, calendar

from .test_words import FORBIDDEN

pytestmark = pytest.mark.xdist_group("story")  # told once
NOW = datetime(2026, 11, 23, 18, 40, tzinfo=ZONE)


@pytest.fixture(scope="module")
def story() -> Story:
    return tell(NOW)


@pytest.fixture(scope="module")
def filed(story) -> dict[int, Filed]:
    return {event.number: event for event in story if isinstance(event, Filed)}


def still_open(story: Story) -> dict[int, Event]:
    """The last thing that was done with each report that is open at the end."""
    last: dict[int, Event] = {}
    for event in story:
        if not isinstance(event, MeToo | Noted):
            last[event.number] = event
    return {n: e for n, e in last.items() if not isinstance(e, Closed | Merged | Solved)}


def words(event: Event) -> list[str]:
    said = (getattr(event, name, "") for name in ("text", "reason", "explanation", "evidence"))
    return [*filter(None, said), *filter(None, [getattr(event, "comment", "")])]


def digest(story: Story) -> str:
    return hashlib.sha256(repr(story).encode()).hexdigest()


@pytest.mark.slow
def test_the_same_moment_and_seed_tell_the_same_story_in_another_process_too():
    code = (
        "import hashlib; from datetime import datetime; from zoneinfo import ZoneInfo;"
        "from cityhall.demo.story import tell;"
        "now = datetime(2026, 11, 23, 18, 40, tzinfo=ZoneInfo('Asia/Tehran'));"
        "print(hashlib.sha256(repr(tell(now, count=150)).encode()).hexdigest())"
    )
    source = str(Path(__file__).parents[3] / "src")
    environment = {**os.environ, "PYTHONHASHSEED": "12345", "PYTHONPATH": source}
    other = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    here = tell(NOW, count=150)
    assert other.stdout.strip() == digest(here) == digest(tell(NOW, count=150))
    assert digest(here) != digest(tell(NOW, count=150, seed=2))


def test_three_thousand_reports_over_a_year_until_now(story, filed):
    assert sorted(filed) == list(range(1, 3001))
    assert NOW - timedelta(days=366) < story[0].at
    assert story[-1].at <= NOW
    assert all(one.at <= other.at for one, other in pairwise(story))
    assert {each.kind for each in filed.values()} == {each.code for each in KINDS}


def test_some_were_reported_today(filed):
    today = [each for each in filed.values() if each.at.date() == NOW.date()]
    assert 3 <= len(today) <= 30


def test_at_dawn_only_the_night_has_reported_today():
    dawn = NOW.replace(hour=4)
    today = [e for e in tell(dawn, count=400) if isinstance(e, Filed) and e.at.date() == NOW.date()]
    assert all(event.at <= dawn for event in today)


def test_about_a_hundred_and_seventy_are_open_in_all_states(story):
    last = still_open(story)
    assert 130 <= len(last) <= 200
    states = Counter(type(event) for event in last.values())
    assert {Filed, Handed, Claimed, Replied, Asked, Paused} <= set(states)


def test_six_in_a_hundred_closings_are_answered_not_solved(story):
    closings = sum(isinstance(event, Closed) for event in story)
    assert 0.04 < sum(isinstance(event, NotSolved) for event in story) / closings < 0.08
    assert 0.25 < sum(isinstance(event, Solved) for event in story) / closings < 0.45


def test_no_two_descriptions_are_the_same(filed):
    assert len({each.text for each in filed.values()}) >= 0.95 * len(filed)
    openings = Counter(re.sub(r"\d|[۰-۹]", "", each.text)[:40] for each in filed.values())
    assert openings.most_common(1)[0][1] <= 12


def test_no_text_has_a_slot_left(story):
    for event in story:
        for text in words(event):
            assert not re.search(r"[{}\[\]|]|@(?!example\.com)|\bNone\b", text), text
            assert text == text.strip()


def test_nobody_writes_officialese(story):
    for event in story:
        for text in words(event):
            plain = text.replace("ي", "ی").replace("ك", "ک")
            assert not FORBIDDEN.search(plain), text


def test_arabic_letters_are_typed_by_some_residents_and_by_no_officer(story, filed):
    odd = [each for each in filed.values() if re.search("[يك]", each.text)]
    assert 0.02 < len(odd) / len(filed) < 0.12
    for event in story:
        if not isinstance(event, Filed):
            assert not any(re.search("[يك]", text) for text in words(event))


def test_one_report_in_eight_or_so_is_in_english(filed):
    english = [each for each in filed.values() if each.language == "en"]
    assert 0.08 < len(english) / len(filed) < 0.16
    assert not any(re.search("[\u0600-\u06ff]", each.text) for each in english)


def test_english_reports_get_english_replies(story, filed):
    for event in story:
        if filed[event.number].language == "en" and isinstance(event, Replied | Closed | Paused):
            text = getattr(event, "text", "") + getattr(event, "explanation", "")
            assert not re.search("[\u0600-\u06ff]", text), text


def test_some_texts_hold_personal_data_to_mask(filed):
    phones = [each for each in filed.values() if re.search(r"0912000|۰۹۱۲۰۰۰", each.text)]
    assert len(phones) > 20


def test_a_report_goes_its_way_in_order(story):
    ways: dict[int, list[Event]] = {}
    for event in story:
        if not isinstance(event, MeToo | Noted):
            ways.setdefault(event.number, []).append(event)
    for way in ways.values():
        assert isinstance(way[0], Filed)
        assert sum(isinstance(event, Filed) for event in way) == 1
        waiting = paused = closed = False
        for event in way:
            assert not (closed and isinstance(event, Replied | Handed | Asked | Paused | Closed))
            assert not (waiting and isinstance(event, Asked | Paused | Closed | Resumed))
            assert not (paused and isinstance(event, Asked | Paused | Closed))
            waiting = isinstance(event, Asked) or (waiting and not isinstance(event, Answered))
            paused = isinstance(event, Paused) or (paused and not isinstance(event, Resumed))
            closed = isinstance(event, Closed | Merged) or (
                closed and not isinstance(event, NotSolved)
            )


def test_a_duplicate_joins_an_open_report_of_its_kind_nearby(story, filed):
    open_now: set[int] = set()
    merged = 0
    for event in story:
        if isinstance(event, Filed):
            open_now.add(event.number)
        elif isinstance(event, Closed):
            open_now.discard(event.number)
        elif isinstance(event, Merged):
            merged += 1
            assert event.into in open_now
            one, other = filed[event.number], filed[event.into]
            assert one.kind == other.kind
            assert abs(one.place.latitude - other.place.latitude) < 0.002
            open_now.discard(event.number)
    assert merged > 20


def test_ordinary_work_is_done_in_working_hours(story, filed):
    hours = calendar()
    for event in story:
        if isinstance(event, Acknowledged | Closed | Replied):
            service = kind(filed[event.number].kind)
            if not service.round_the_clock and not isinstance(event, Closed):
                assert 7 <= event.at.astimezone(ZONE).hour <= 15, event
    closings = [
        event for event in story
        if isinstance(event, Closed) and not kind(filed[event.number].kind).round_the_clock
    ]  # fmt: skip
    open_doors = sum(hours.is_open(event.at - timedelta(minutes=2)) for event in closings)
    assert open_doors > 0.95 * len(closings)


def test_dangers_are_answered_in_hours_whatever_the_hour(story, filed):
    closed = {event.number: event.at for event in reversed(story) if isinstance(event, Closed)}
    waits = sorted(
        (closed[number] - each.at).total_seconds() / 3600
        for number, each in filed.items()
        if kind(each.kind).danger and number in closed
    )
    assert 1 < waits[len(waits) // 2] < 8


def test_some_reports_are_late_but_most_are_not(story, filed):
    closed = {event.number: event.at for event in reversed(story) if isinstance(event, Closed)}
    hours, late = calendar(), 0
    for number, at in closed.items():
        service = kind(filed[number].kind)
        limit = timedelta(minutes=service.resolve)
        start = filed[number].at
        late += at > (start + limit if service.round_the_clock else hours.add(start, limit))
    assert 0.15 < late / len(closed) < 0.45


def test_kinds_follow_season_and_weather(filed):
    months = {code: Counter() for code in ("dry-tree", "rubbish", "sweeping")}
    for each in filed.values():
        if each.kind in months:
            months[each.kind][each.at.month] += 1
        day = weather(1405, each.at.date())
        assert each.kind != "snow" or day.snow
        assert each.kind != "flood" or day.rain
    assert sum(months["dry-tree"][m] for m in (6, 7, 8, 9)) > 2 * sum(
        months["dry-tree"][m] for m in (12, 1, 2, 3)
    )
    assert months["sweeping"][11] + months["sweeping"][10] > 2 * (
        months["sweeping"][5] + months["sweeping"][6]
    )


def test_every_actor_is_an_official_and_every_photo_can_be_drawn(story):
    known = {official.key for official in OFFICIALS}
    for event in story:
        assert getattr(event, "by", next(iter(known))) in known
        assert getattr(event, "to", "") in known | {""}
        for photo in getattr(event, "photos", ()):
            assert photo.scene in SCENES


def test_the_known_resident_has_a_few_reports(filed):
    own = [each for each in filed.values() if each.account == RESIDENT.key]
    assert 1 <= len(own) <= 40
    assert all(each.contact.email == RESIDENT.email for each in own)

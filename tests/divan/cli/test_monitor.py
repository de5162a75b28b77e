"""The monitor: quiet while the log only grows, and an alarm with evidence for everything else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from divan.cli.keeping import keep_alarm
from divan.cli.watching import Look, Watching
from divan.record import (
    ED25519,
    EMPTY_ROOT,
    Checkpoint,
    SigningKey,
    decode_entries,
    encode_entries,
    grow,
    of_keys,
    parse_note,
    tiles_of,
)
from divan.record.leaf import leaf_fault

CITY = SigningKey("city.example/record", ED25519, bytes(range(32)))


def leaf(n: int, verb: str = "service.file", **public: object) -> bytes:
    held = {
        "at": "2026-11-23T10:42:11.000000Z",
        "by": "system",
        "n": n,
        "on": "service.request:1",
        "public": public,
        "sealed": None,
        "v": 1,
        "verb": verb,
    }
    return json.dumps(held, sort_keys=True, separators=(",", ":")).encode()


class City:
    """A log in memory that can also lie."""

    def __init__(self) -> None:
        self.entries: list[bytes] = []
        self.files: dict[str, bytes] = {}
        self.away = False

    def read(self, path: str) -> bytes:
        if self.away:
            raise OSError("no route")
        if path not in self.files:
            raise FileNotFoundError(path)
        return self.files[path]

    def publish(self, *entries: bytes, key: SigningKey = CITY) -> None:
        self.entries += entries
        size, root, files = grow(self, 0, EMPTY_ROOT, self.entries)
        self.files |= dict(files)
        self.files["checkpoint"] = bytes(Checkpoint(CITY.name, size, root).signed([key]))

    def act(self, count: int = 1) -> None:
        first = len(self.entries)
        self.publish(*(leaf(n) for n in range(first, first + count)))


@pytest.fixture
def city() -> City:
    made = City()
    made.act(300)
    return made


@pytest.fixture
def watching(tmp_path: Path) -> Watching:
    return Watching(tmp_path / "copy", of_keys(CITY.public), leaf_fault)


def kinds(found: Look) -> list[str]:
    return [alarm.kind for alarm in found.alarms]


def test_a_log_that_only_grows_is_copied_without_an_alarm(city: City, watching: Watching) -> None:
    sizes = []
    for more in (0, 1, 212, 0, 600, 3):
        if more:
            city.act(more)
        found = watching.look(city)
        assert kinds(found) == []
        sizes.append((found.size, found.new))
    assert sizes == [(300, 300), (301, 1), (513, 212), (513, 0), (1113, 600), (1116, 3)]
    for tile in tiles_of(1116):
        assert watching.mine.read(tile.path) == city.read(tile.path)


def test_a_row_changed_behind_its_back(city: City, watching: Watching) -> None:
    watching.look(city)
    entries = decode_entries(city.files["tile/entries/000"])
    entries[17] = leaf(17, amount=9)
    city.files["tile/entries/000"] = encode_entries(entries)
    found = watching.look(city)
    assert kinds(found) == ["changed"]
    assert "entry 17" in found.alarms[0].why
    assert found.alarms[0].evidence["before"] != found.alarms[0].evidence["now"]
    assert kinds(watching.look(city, compare=0)) == []  # who does not look does not see
    assert watching.mine.read("tile/entries/000") != city.files["tile/entries/000"]


def test_what_the_city_says_of_its_own_database(city: City, watching: Watching) -> None:
    def says(verb: str, **public: object) -> Look:
        city.publish(leaf(len(city.entries), verb, **public))
        return watching.look(city)

    assert kinds(says("record.agrees")) == []
    found = says("record.differs", count=1, places=["service.request:7"])
    assert kinds(found) == ["differs"]
    assert "service.request:7" in found.alarms[0].why
    city.act(600)  # it is not forgotten over what comes after
    assert kinds(watching.look(city)) == ["differs"]
    assert kinds(says("record.agrees")) == []
    assert kinds(says("service.file", about="record.differs")) == []  # another act


def test_a_log_rolled_back_from_a_backup(city: City, watching: Watching) -> None:
    backup = dict(city.files), list(city.entries)
    city.act(50)
    watching.look(city)
    city.files, city.entries = dict(backup[0]), list(backup[1])
    found = watching.look(city)
    assert kinds(found) == ["rollback"]
    assert set(found.alarms[0].evidence) == {"checkpoint-before", "checkpoint-now"}
    city.publish(*(leaf(n, amount=1) for n in range(300, 320)))  # and goes on differently
    assert kinds(watching.look(city)) == ["fork"]
    city.publish(*(leaf(n, amount=1) for n in range(320, 400)))
    found = watching.look(city)
    assert kinds(found) == ["fork"]
    assert "the first is entry 300" in found.alarms[0].why
    assert watching.last() is not None
    assert watching.last()[0].size == 350  # type: ignore[index]


def test_two_heads_of_one_size(city: City, watching: Watching) -> None:
    watching.look(city)
    liar = City()
    liar.publish(*(leaf(n, amount=2) for n in range(300)))
    assert kinds(watching.look(liar)) == ["fork"]


def test_a_gap_a_false_hash_and_a_false_signature(city: City, watching: Watching) -> None:
    watching.look(city)
    city.act(600)
    whole = dict(city.files)
    del city.files["tile/entries/002"]
    assert kinds(watching.look(city)) == ["gap"]
    city.files = {**whole, "tile/0/002": bytes(8192)}
    found = watching.look(city)
    assert kinds(found) == ["changed"]
    assert "tile/0/002" in found.alarms[0].evidence["faults.txt"].decode()
    stranger = SigningKey(CITY.name, ED25519, bytes(32))
    city.files = dict(whole)
    city.publish(key=stranger)
    assert kinds(watching.look(city)) == ["forged"]
    city.files = {**whole}
    del city.files["checkpoint"]
    assert kinds(watching.look(city)) == ["gap"]
    city.files = dict(whole)
    assert kinds(watching.look(city)) == []
    del city.files["tile/0/000"]
    assert kinds(watching.look(city)) == ["gap"]


def test_a_leaf_out_of_its_place(city: City, watching: Watching) -> None:
    watching.look(city)
    city.publish(leaf(4))
    found = watching.look(city)
    assert kinds(found) == ["changed"]
    assert "says that it is entry 4" in found.alarms[0].why


def test_a_split_view_is_shown_by_anyone_who_saw_the_other(city: City, watching: Watching) -> None:
    liar = City()
    liar.publish(*(leaf(n, amount=3) for n in range(280)))
    friend = City()
    friend.act(100)
    found = watching.look(city, {"the witness": liar, "a friend": friend})
    assert kinds(found) == ["split"]
    assert "the witness" in found.alarms[0].why
    here, there = (found.alarms[0].evidence[f"checkpoint-{side}"] for side in ("here", "there"))
    assert parse_note(here).text != parse_note(there).text
    ahead = City()
    ahead.act(400)
    away = City()
    found = watching.look(city, {"ahead": ahead, "away": away})
    assert kinds(found) == []
    assert any("ahead by 100" in note for note in found.notes)


def test_what_is_withheld_in_public_is_no_alarm_and_what_is_emptied_in_silence_is(
    city: City, watching: Watching
) -> None:
    watching.look(city)
    entries = decode_entries(city.files["tile/entries/000"])
    entries[40] = b""
    city.files["tile/entries/000"] = encode_entries(entries)
    assert kinds(watching.look(city)) == ["changed"]
    city.publish(leaf(300, "record.withhold", entry=40))
    city.files["tile/entries/000"] = encode_entries(entries)
    found = watching.look(city)
    assert kinds(found) == []
    assert any("40" in note for note in found.notes)
    assert watching.mine.read("tile/entries/000") == city.files["tile/entries/000"]


def test_an_alarm_is_kept_once_with_its_evidence(city: City, watching: Watching) -> None:
    watching.look(city)
    del city.files["tile/0/000"]
    alarm = watching.look(city).alarms[0]
    place = keep_alarm(watching.copy, alarm, "20261125T140000Z")
    assert place is not None
    assert (place / "why.txt").read_text().startswith("gap: tile/0/000")
    assert parse_note((place / "checkpoint").read_bytes()).text
    assert keep_alarm(watching.copy, alarm, "20261125T140100Z") is None


def test_a_city_that_is_away_is_no_alarm(city: City, watching: Watching) -> None:
    city.away = True
    with pytest.raises(OSError, match="no route"):
        watching.look(city)

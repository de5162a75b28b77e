"""Thousands of tamperings of an exported log: two verifiers, written apart, find and locate each.

A verifier with a planted bug must miss some: that is the control.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from types import ModuleType

import pytest

from divan.record import (
    COSIGNATURE,
    ED25519,
    EMPTY_ROOT,
    Checkpoint,
    RecordError,
    SigningKey,
    audit,
    cosign,
    decode_entries,
    encode_entries,
    grow,
    leaf_hash,
    parse_note,
    parse_path,
    parse_policy,
)
from divan.record.audit import _Auditing

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[3]
SIZE = 300  # a full tile, a partial one, and a level above
TAMPERINGS = 3_000
LOG = SigningKey("city.example/record", ED25519, bytes(range(32)))
WITNESS = SigningKey("paper.example", COSIGNATURE, bytes(range(1, 33)))
POLICY = f"log {LOG.public}\nwitness paper {WITNESS.public}\nquorum paper\n"
Files = dict[str, bytes]
Verifier = Callable[[Files], list[str]]
Tampering = tuple[str, Files, set[str]]  # what was done, the files, the places it may be found at


def leaf(n: int, verb: str = "service.file", **public: int) -> bytes:
    held = {"n": n, "public": public, "verb": verb}
    return json.dumps(held, sort_keys=True, separators=(",", ":")).encode()


def log(entries: list[bytes]) -> Files:
    size, root, files = grow(None, 0, EMPTY_ROOT, entries)  # type: ignore[arg-type]
    note = Checkpoint(LOG.name, size, root).signed([LOG])
    note = note.signed(cosign(WITNESS, note.text, 1_700_000_000))
    return {**dict(files), "checkpoint": bytes(note)}


UNTOUCHED = log([leaf(n) for n in range(SIZE)])


class Reading(Files):
    def read(self, path: str) -> bytes:
        if path not in self:
            raise FileNotFoundError(path)
        return self[path]


def library(files: Files) -> list[str]:
    """What `divan.record` finds."""
    try:
        note = parse_note(files.get("checkpoint", b""))
        head = parse_policy(POLICY.encode()).check(note).checkpoint
    except RecordError as error:
        return [f"checkpoint: {error}"]
    return [str(fault) for fault in audit(Reading(files), head.size, head.root).faults]


def one_file(without: str = "") -> ModuleType:
    """A fresh copy of verify/divan_verify.py; with a bug, when one of its checks is left out."""
    text = (ROOT / "verify" / "divan_verify.py").read_text(encoding="utf-8")
    assert without in text
    module = ModuleType("divan_verify")
    exec(text.replace(without, "False") if without else text, module.__dict__)
    return module


def single(module: ModuleType) -> Verifier:
    """What the one-file verifier finds; files come from memory instead of the disk."""
    policy = module.parse_policy(POLICY.split("\n"))

    def find(files: Files) -> list[str]:
        module.read = lambda _, path: files.get(path, b"")
        try:
            return list(module.check_log("", policy)[1])
        except module.Wrong as wrong:
            return [f"checkpoint: {wrong}"]

    return find


def changed(files: Files, **more: bytes | None) -> Files:
    new = {**files, **{path: data for path, data in more.items() if data is not None}}
    return {path: data for path, data in new.items() if more.get(path, b"") is not None}


def places(path: str) -> set[str]:
    """Where a changed file may be reported: by its own name, or by an entry that it holds."""
    if path == "checkpoint":
        return {"checkpoint"}
    tile = parse_path(path)
    first = tile.index * 256
    entries = (
        {f"entry {n}:" for n in range(first, first + tile.width)} if tile.level <= 0 else set()
    )
    return {path, *entries}


@lru_cache(maxsize=1)
def tamperings() -> tuple[Tampering, ...]:
    return tuple(_tamperings())


def _tamperings() -> Iterator[Tampering]:
    rng = random.Random(20_261_125)
    names = sorted(UNTOUCHED)
    bundles = [name for name in names if "entries" in name]
    for number in range(TAMPERINGS):
        path = rng.choice(names)
        data = UNTOUCHED[path]
        kind = number % 10
        at = rng.randrange(len(data))
        if kind <= 3:
            flipped = data[at] ^ (1 << rng.randrange(8))
            new: bytes | None = data[:at] + bytes([flipped]) + data[at + 1 :]
            what = f"a bit of byte {at} of {path}"
        elif kind == 4:
            new, what = data[:at], f"{path} cut at {at}"
        elif kind == 5:
            new, what = data + rng.randbytes(rng.choice([1, 2, 32, 64])), f"{path} longer"
        elif kind == 6:
            new, what = None, f"{path} deleted"
        elif kind == 7:
            path = rng.choice(bundles)
            entries = decode_entries(UNTOUCHED[path])
            one, other = rng.sample(range(len(entries)), 2)
            entries[one], entries[other] = entries[other], entries[one]
            new, what = encode_entries(entries), f"entries {one} and {other} of {path} swapped"
        elif kind == 8:
            path = rng.choice(bundles)
            entries = decode_entries(UNTOUCHED[path])
            one = rng.randrange(len(entries))
            entries[one] = rng.choice([b"", leaf(one, amount=rng.randrange(10**6))])
            new, what = encode_entries(entries), f"entry {one} of {path} replaced"
        else:
            yield _rewritten(rng, rng.choice(bundles))
            continue
        if new != data:
            yield what, changed(UNTOUCHED, **{path: new}), places(path)


def _rewritten(rng: random.Random, bundle: str) -> Tampering:
    """An entry and its hash, changed together: only what lies above tells."""
    entries = decode_entries(UNTOUCHED[bundle])
    one = rng.randrange(len(entries))
    entries[one] = leaf(one, amount=rng.randrange(10**6))
    tile = bundle.replace("entries", "0")
    hashes = bytearray(UNTOUCHED[tile])
    hashes[one * 32 : one * 32 + 32] = leaf_hash(entries[one])
    files = changed(UNTOUCHED, **{bundle: encode_entries(entries), tile: bytes(hashes)})
    partial = ".p/" in tile
    return (
        f"entry {one} of {bundle} rewritten with its hash",
        files,
        ({"checkpoint"} if partial else {tile}),
    )


def missed(find: Verifier) -> Iterator[str]:
    """The tamperings that a verifier does not find, or finds elsewhere."""
    for what, files, where in tamperings():
        faults = find(files)
        if not any(place in fault for fault in faults for place in where):
            yield f"{what}: {faults[:3]}"


def test_the_untouched_log_passes_both() -> None:
    assert library(UNTOUCHED) == []
    assert single(one_file())(UNTOUCHED) == []
    assert len(tamperings()) > 2_900


def test_the_library_finds_and_locates_every_tampering() -> None:
    assert list(missed(library)) == []


def test_the_one_file_verifier_finds_and_locates_every_tampering() -> None:
    assert list(missed(single(one_file()))) == []


@pytest.mark.parametrize("bug", ["differences", "rise", "entries"])
def test_a_library_with_a_planted_bug_misses_some(
    bug: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_Auditing, bug, lambda *_: None)
    assert next(missed(library), None)


@pytest.mark.parametrize(
    "check",
    [
        "root_of(right) != root",
        "made not in (None, hashes[at])",
        "sha(LEAF, entry) != there",
        "not good[quorum]",
    ],
)
def test_a_one_file_verifier_that_leaves_out_a_check_misses_some(check: str) -> None:
    assert next(missed(single(one_file(without=check))), None)


def test_a_withheld_entry_is_explained_by_a_later_act_and_by_nothing_else() -> None:
    at = 17
    for act, good in (
        (leaf(299, "record.withhold", entry=at), True),
        (leaf(299, "record.withhold", entry=at + 1), False),
        (leaf(299, "service.close", entry=at), False),
    ):
        files = log([*(leaf(n) for n in range(299)), act])
        entries = decode_entries(files["tile/entries/000"])
        entries[at] = b""
        files["tile/entries/000"] = encode_entries(entries)
        for find in (library, single(one_file())):
            assert (find(files) == []) is good
            assert good or any(f"entry {at}:" in fault for fault in find(files))
    early = log([leaf(0, "record.withhold", entry=at), *(leaf(n) for n in range(1, 299))])
    entries = decode_entries(early["tile/entries/000"])
    entries[at] = b""
    early["tile/entries/000"] = encode_entries(entries)
    assert library(early) and single(one_file())(early)


def test_the_one_file_verifier_is_short_and_needs_nothing_of_ours() -> None:
    text = (ROOT / "verify" / "divan_verify.py").read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 300
    imports = [line for line in text.splitlines() if line.startswith(("import ", "from "))]
    allowed = {"base64", "hashlib", "hmac", "json", "sys", "urllib", "pathlib", "cryptography"}
    assert {line.split()[1].split(".")[0] for line in imports} == allowed

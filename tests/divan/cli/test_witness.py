"""The witness: its key, its memory, its answers, and what it does when it cannot keep them."""

from __future__ import annotations

import io
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from tests.divan.record.naive import entry

from divan.cli import vouching as keeping
from divan.cli.vouching import Vouching
from divan.cli.witness import application, told
from divan.record import (
    ED25519,
    EMPTY_ROOT,
    Checkpoint,
    Note,
    RecordError,
    Request,
    SigningKey,
    Tree,
    cosigned_at,
    leaf_hashes,
    parse_cosignatures,
    parse_note,
)

CITY = SigningKey("city.example/record", ED25519, bytes(range(32)))
TREE = Tree(leaf_hashes([entry(n) for n in range(40)]))
OTHER = Tree(leaf_hashes([entry(n + 1) for n in range(40)]))


def head(size: int, tree: Tree = TREE, key: SigningKey = CITY, origin: str = CITY.name) -> Note:
    return Checkpoint(origin, size, tree.root(size)).signed([key])


def asked(old: int, size: int, tree: Tree = TREE, **more: Any) -> bytes:
    proof = tree.consistency_proof(old, size) if 0 < old <= size else ()
    return bytes(Request(old, proof, head(size, tree, **more)))


@pytest.fixture
def home(tmp_path: Path) -> Path:
    return tmp_path / "witness"


@pytest.fixture
def vouching(home: Path) -> Any:
    made = Vouching.open(home, "paper.example", (str(CITY.public),))
    yield made
    made.close()


def ask(
    vouching: Vouching, body: bytes, path: str = "/add-checkpoint", method: str = "POST"
) -> Any:
    said: dict[str, Any] = {}

    def respond(status: str, headers: list[tuple[str, str]]) -> None:
        said["status"], said["headers"] = int(status.split()[0]), dict(headers)

    environ: dict[str, object] = {
        "PATH_INFO": path,
        "REQUEST_METHOD": method,
        "wsgi.input": io.BytesIO(body),
    }
    said["body"] = b"".join(application(vouching, lambda: 1_700_000_000.5)(environ, respond))
    return said


def test_it_cosigns_what_adds_and_remembers_it(home: Path, vouching: Vouching) -> None:
    for old, size in ((0, 7), (7, 7), (7, 8), (8, 40)):
        answer = ask(vouching, asked(old, size))
        assert answer["status"] == 200
        lines = parse_cosignatures(answer["body"], head(size).text, [vouching.key.public])
        assert cosigned_at(vouching.key.public, lines[0], head(size).text) == 1_700_000_000
    vouching.close()
    again = Vouching.open(home, None)
    assert again.seen(CITY.name).size == 40
    assert again.key == vouching.key
    shown = ask(again, b"", f"/{CITY.name}/checkpoint", "GET")
    assert parse_note(shown["body"]).text == head(40).text
    assert ask(again, asked(8, 40))["status"] == 409
    again.close()


def test_it_answers_each_fault_with_the_status_of_the_specification(vouching: Vouching) -> None:
    stranger = SigningKey(CITY.name, ED25519, bytes(32))
    elsewhere = SigningKey("town.example", ED25519, bytes(32))
    assert ask(vouching, asked(0, 7, key=elsewhere, origin="town.example"))["status"] == 404
    assert ask(vouching, asked(0, 7, key=stranger))["status"] == 403
    assert ask(vouching, b"nonsense")["status"] == 400
    assert ask(vouching, b"\xff" * 100)["status"] == 400
    assert ask(vouching, bytes(Request(9, (), head(7))))["status"] == 400
    assert ask(vouching, asked(0, 7))["status"] == 200
    conflict = ask(vouching, asked(0, 9))
    assert (conflict["status"], conflict["body"]) == (409, b"7\n")
    assert conflict["headers"]["Content-Type"] == "text/x.tlog.size"
    assert ask(vouching, bytes(Request(7, (), head(9))))["status"] == 422
    assert ask(vouching, b"", "/add-checkpoint", "GET")["status"] == 405
    assert ask(vouching, b"", "/town.example/checkpoint", "GET")["status"] == 404
    assert ask(vouching, b"", "/", "GET")["body"].decode().strip() == told(vouching)
    assert vouching.seen(CITY.name).size == 7


def test_a_rewritten_history_under_the_citys_own_key_is_refused_and_kept(
    home: Path, vouching: Vouching
) -> None:
    assert ask(vouching, asked(0, 7))["status"] == 200
    assert ask(vouching, asked(7, 7, OTHER))["status"] == 409
    assert ask(vouching, asked(7, 12, OTHER))["status"] == 422
    assert ask(vouching, asked(7, 12, OTHER))["status"] == 422
    kept = sorted((home / "evidence").glob("*.txt"))
    assert len(kept) == 2
    assert {parse_note(k.read_bytes().partition(b"\n\n")[2]).text for k in kept} == {
        head(7, OTHER).text,
        head(12, OTHER).text,
    }
    assert vouching.seen(CITY.name).root == TREE.root(7)
    assert ask(vouching, asked(7, 12))["status"] == 200


def test_nothing_is_signed_that_could_not_be_kept(
    vouching: Vouching, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask(vouching, asked(0, 7))["status"] == 200

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(keeping.os, "fsync", full)
        answer = ask(vouching, asked(7, 8))
    assert answer["status"] == 500
    assert "—".encode() not in answer["body"]
    assert vouching.seen(CITY.name).size == 7
    assert ask(vouching, asked(7, 8))["status"] == 200


def test_a_head_that_reached_the_disk_counts_though_its_answer_failed(
    vouching: Vouching, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert ask(vouching, asked(0, 7))["status"] == 200

    def failing(_: Path) -> None:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as broken:
        broken.setattr(keeping, "sync_folder", failing)
        assert ask(vouching, asked(7, 8))["status"] == 500
    shown = ask(vouching, b"", f"/{CITY.name}/checkpoint", "GET")["body"]
    assert parse_note(shown).text == head(8).text
    assert ask(vouching, asked(7, 8, OTHER))["status"] == 409
    assert ask(vouching, asked(8, 8, OTHER))["status"] == 409
    assert ask(vouching, asked(8, 12))["status"] == 200


def test_wrong_proofs_of_one_head_are_kept_once_and_leave_room(
    home: Path, vouching: Vouching, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeping, "MOST_WITHOUT_PROOF", 2)
    assert ask(vouching, asked(0, 7))["status"] == 200
    for size in (9, 10, 11, 12):
        for wrong in (bytes(32), bytes([1]) * 32):
            body = bytes(Request(7, (wrong,), head(size)))
            assert ask(vouching, body)["status"] == 422
    assert len(list((home / "evidence").glob("*.txt"))) == 2
    assert ask(vouching, asked(7, 7, OTHER))["status"] == 409
    assert len(list((home / "evidence").glob("*.txt"))) == 3


def test_the_state_is_on_the_disk_before_the_answer(
    vouching: Vouching, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    real = os.fsync
    monkeypatch.setattr(keeping.os, "fsync", lambda fd: (order.append("fsync"), real(fd))[1])
    replace = os.replace
    monkeypatch.setattr(keeping.os, "replace", lambda *a: (order.append("replace"), replace(*a))[1])
    ask(vouching, asked(0, 7))
    assert order == ["fsync", "replace", "fsync"]


def test_its_key_is_its_own_and_two_cannot_run_on_one_memory(
    home: Path, vouching: Vouching
) -> None:
    assert stat.S_IMODE((home / "key").stat().st_mode) == 0o600
    assert vouching.key.secret not in told(vouching)
    assert str(vouching.key.public) in told(vouching)
    with pytest.raises(RecordError, match="another witness"):
        Vouching.open(home, None)
    with pytest.raises(RecordError, match="cannot change"):
        Vouching.open(home, "other.example", hold=False)
    with pytest.raises(RecordError, match="of a witness"):
        Vouching.open(home, None, (str(vouching.key.public),), hold=False)
    with pytest.raises(RecordError, match="give a new witness a name"):
        Vouching.open(home.parent / "new", None)


def test_a_memory_that_somebody_changed_is_refused(home: Path, vouching: Vouching) -> None:
    ask(vouching, asked(0, 7))
    vouching.close()
    place = next((home / "signed").iterdir())
    place.write_bytes(bytes(head(7)))
    with pytest.raises(RecordError, match="restore it"):
        Vouching.open(home, None)


def test_an_empty_log_is_cosigned_and_never_with_another_root(vouching: Vouching) -> None:
    empty = Checkpoint(CITY.name, 0, EMPTY_ROOT).signed([CITY])
    assert ask(vouching, bytes(Request(0, (), empty)))["status"] == 200
    assert ask(vouching, bytes(Request(0, (bytes(32),), empty)))["status"] == 422
    false = bytes(empty).replace(EMPTY_ROOT.hex()[:4].encode(), b"0000")
    assert ask(vouching, false)["status"] in (200, 400, 403, 422)

"""`divan verify`, and the one file beside it, on an export as a person holds it."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from divan.cli import group
from divan.record import (
    COSIGNATURE,
    ED25519,
    EMPTY_ROOT,
    Checkpoint,
    ProofFile,
    Receipt,
    SigningKey,
    Tree,
    commitment,
    cosign,
    grow,
    leaf_hashes,
)
from divan.record.leaf import canonical, leaf_fault

ROOT = Path(__file__).resolve().parents[3]
LOG = SigningKey("city.example/record", ED25519, bytes(range(32)))
WITNESS = SigningKey("paper.example", COSIGNATURE, bytes(range(1, 33)))
WORDS = {"text": "درخت افتاد"}
DATA = b"year,amount\n1405,12\n"


def leaves(count: int, amount: int = 0) -> list[bytes]:
    return [
        canonical(
            {
                "at": "2026-11-23T10:42:11.000000Z",
                "by": "system",
                "n": n,
                "on": f"service.request:{n}",
                "public": {"sha256": hashlib.sha256(DATA).hexdigest(), "amount": amount},
                "sealed": commitment(bytes(32), WORDS),
                "v": 1,
                "verb": "service.file",
            }
        )
        for n in range(count)
    ]


def export(folder: Path, entries: list[bytes], at: int = 7) -> Path:
    size, root, files = grow(None, 0, EMPTY_ROOT, entries)  # type: ignore[arg-type]
    for path, data in files:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    note = Checkpoint(LOG.name, size, root).signed([LOG])
    note = note.signed(cosign(WITNESS, note.text, 1_700_000_000))
    (folder / "checkpoint").write_bytes(bytes(note))
    policy = f"log {LOG.public}\nwitness paper {WITNESS.public}\nquorum paper\n"
    (folder / "policy").write_text(policy)
    proof = Tree(leaf_hashes(entries)).inclusion_proof(at)
    receipt = bytes(Receipt(entries[at], bytes(32), WORDS))
    (folder / "data.csv.tlog-proof").write_bytes(bytes(ProofFile(at, proof, note, receipt)))
    (folder / "data.csv").write_bytes(DATA)
    return folder


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export(tmp_path_factory.mktemp("whole"), leaves(300))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return export(tmp_path, leaves(300))


def divan(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(group, ["verify", *map(str, words)], prog_name="divan")
    return (2 if "Error: " in done.output else done.exit_code), done.output


def alone(what: str, where: Path, trust: Path | str) -> tuple[int, str]:
    """The one file, in a process of its own that cannot import anything of ours."""
    command = [sys.executable, "-I", ROOT / "verify" / "divan_verify.py", what, where, trust]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout + done.stderr


def test_both_prove_a_whole_export_and_its_receipt(whole: Path) -> None:
    policy, receipt = whole / "policy", whole / "data.csv.tlog-proof"
    for code, said in (
        divan("export", whole, "--policy", policy),
        divan("log", whole, "--policy", policy, "--since", receipt),
        divan("receipt", receipt, "--policy", policy),
        alone("export", whole, policy),
        alone("receipt", receipt, policy),
        alone("log", whole, str(LOG.public)),
    ):
        assert code == 0, said
        assert said.strip().endswith("proved")
    assert "درخت افتاد" in divan("receipt", receipt, "--policy", policy)[1]
    assert "درخت افتاد" in alone("receipt", receipt, policy)[1]


def test_a_receipt_fails_after_any_one_of_its_lines_is_changed(folder: Path) -> None:
    receipt, policy = folder / "data.csv.tlog-proof", folder / "policy"
    good = receipt.read_text()
    lines = good.split("\n")
    for number, line in enumerate(lines):
        if not line:
            continue
        at = max(0, len(line) - 4)
        letter = "B" if line[at] != "B" else "C"
        changed = [*lines[:number], line[:at] + letter + line[at + 1 :], *lines[number + 1 :]]
        receipt.write_text("\n".join(changed))
        assert divan("receipt", receipt, "--policy", policy)[0] == 1, line
        if number % 3 == 0:
            assert alone("receipt", receipt, policy)[0] == 1, line


def test_a_file_that_the_leaf_does_not_name_is_found(folder: Path) -> None:
    (folder / "data.csv").write_bytes(DATA + b"1406,13\n")
    for code, said in (
        divan("export", folder, "--policy", folder / "policy"),
        alone("export", folder, folder / "policy"),
    ):
        assert code == 1
        assert "data.csv is not the file that the leaf names" in said


def test_a_history_rewritten_under_the_citys_own_key_shows_beside_an_old_receipt(
    whole: Path, tmp_path: Path
) -> None:
    other = export(tmp_path, leaves(320, amount=5))
    receipt = whole / "data.csv.tlog-proof"
    key = ("--key", str(LOG.public))
    assert divan("log", other, *key)[0] == 0  # true to itself: nothing else can show it
    code, said = divan("log", other, *key, "--since", receipt)
    assert (code, "a fork" in said) == (1, True)
    shorter = export(tmp_path / "short", leaves(250))
    code, said = divan("log", shorter, *key, "--since", receipt)
    assert (code, "rolled back" in said) == (1, True)
    (other / "data.csv.tlog-proof").write_bytes(receipt.read_bytes())
    assert divan("export", other, *key)[0] == 1
    assert alone("export", other, str(LOG.public))[0] == 1


def test_a_witness_that_did_not_sign_is_missed(folder: Path) -> None:
    note = (folder / "checkpoint").read_text()
    (folder / "checkpoint").write_text("\n".join(note.split("\n")[:-2]) + "\n")
    for code, said in (
        divan("log", folder, "--policy", folder / "policy"),
        alone("log", folder, folder / "policy"),
    ):
        assert code == 1
        assert "witness" in said or "quorum" in said
    assert divan("log", folder, "--key", str(LOG.public))[0] == 0


def test_what_cannot_be_checked_is_one_line_and_status_2(folder: Path, tmp_path: Path) -> None:
    for words in (
        ("log", tmp_path / "nowhere", "--key", str(LOG.public)),
        ("log", "ftp://city.example", "--key", str(LOG.public)),
        ("log", "http://127.0.0.1:9/record", "--key", str(LOG.public)),
        ("log", folder, "--key", "not a key"),
        ("receipt", tmp_path / "nothing", "--key", str(LOG.public)),
        ("receipt", folder / "data.csv", "--policy", tmp_path / "nothing"),
    ):
        code, said = divan(*words)
        assert code == 2, said
    assert alone("receipt", tmp_path / "nothing", str(LOG.public))[0] == 1
    code, said = divan("export", folder)
    assert (code, "believing the keys in the directory itself" in said) == (0, True)


def test_a_leaf_has_one_form() -> None:
    good = leaves(1)[0]
    assert leaf_fault(0, good) is None
    for bad in (b"", b"{}", b"[" * 5_000, good + b" ", good.replace(b'"v":1', b'"v":2'), b"\xff"):
        assert leaf_fault(0, bad)
    assert "entry 0" in str(leaf_fault(1, good))

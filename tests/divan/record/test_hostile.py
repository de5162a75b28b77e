"""Any bytes, to every reader: an answer or one refusal, never another exception, never slowly."""

from __future__ import annotations

import random
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from divan.record import (
    COSIGNATURE,
    ED25519,
    EMPTY_ROOT,
    Checkpoint,
    Decision,
    ProofFile,
    Receipt,
    RecordError,
    Request,
    SigningKey,
    commitment,
    cosign,
    decide,
    leaf_hash,
    of_keys,
    opened,
    parse_checkpoint,
    parse_cosignatures,
    parse_note,
    parse_path,
    parse_policy,
    parse_proof_file,
    parse_receipt,
    parse_request,
    parse_signer,
    parse_verifier,
    verify_consistency,
    verify_inclusion,
)
from divan.record.leaf import leaf_fault
from divan.record.note import MOST_NOTE_BYTES

KEY = SigningKey("city.example/record", ED25519, bytes(32))
WITNESS = SigningKey("paper.example", COSIGNATURE, bytes(32))
LEAF = b'{"public":{},"sealed":"%s","v":1}' % commitment(bytes(32), {"a": "b"}).encode()
HEAD = Checkpoint(KEY.name, 1, leaf_hash(LEAF))
NOTE = HEAD.signed([KEY]).signed(cosign(WITNESS, HEAD.text, 1_700_000_000))
PROOF = ProofFile(0, (), NOTE, bytes(Receipt(LEAF, bytes(32), {"a": "b"})))
POLICY = f"log {KEY.public}\nwitness w {WITNESS.public}\ngroup g all w\nquorum g\n".encode()
REQUEST = bytes(Request(0, (), NOTE))


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


def _judge(data: bytes) -> Decision:
    return decide(data, logs={KEY.name: [KEY.public]}, seen={}, key=WITNESS, time=1)


def _proof(data: bytes) -> object:
    proof = parse_proof_file(data)
    held = parse_receipt(proof.extra)
    held.check_words()
    return proof.check(held.leaf, parse_policy(POLICY))


READERS: dict[str, tuple[bytes, Callable[[bytes], Any]]] = {
    "note": (bytes(NOTE), parse_note),
    "opened": (bytes(NOTE), lambda data: opened(parse_note(data), [KEY.public, WITNESS.public])),
    "checkpoint": (HEAD.text.encode(), lambda data: parse_checkpoint(_text(data))),
    "checked": (bytes(NOTE), lambda data: of_keys(KEY.public).check(parse_note(data))),
    "proof file": (bytes(PROOF), _proof),
    "receipt": (bytes(PROOF.extra or b""), parse_receipt),
    "policy": (POLICY, parse_policy),
    "request": (REQUEST, parse_request),
    "decision": (REQUEST, _judge),
    "verifier key": (str(KEY.public).encode(), lambda data: parse_verifier(_text(data))),
    "signing key": (KEY.secret.encode(), lambda data: parse_signer(_text(data))),
    "path": (b"tile/0/x001/234.p/5", lambda data: parse_path(_text(data))),
    "leaf": (LEAF, lambda data: leaf_fault(0, data)),
    "answer": (
        NOTE.signatures[1].line.encode(),
        lambda data: parse_cosignatures(data, HEAD.text, [WITNESS.public]),
    ),
}
PIECES = [b"\n", b"\n\n", "— ".encode(), b" ", b"+", b"old 0\n", b"9" * 30, b"\x00", b"\xff", b"{"]


def test_what_is_whole_is_read() -> None:
    for name, (good, read) in READERS.items():
        assert read(good) is not None or name == "leaf"
    assert _judge(REQUEST).status == 200


@given(data=st.binary(max_size=200))
@settings(max_examples=150, deadline=None)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    for _, read in READERS.values():
        try:
            read(data)
        except RecordError as error:
            assert str(error)


@pytest.mark.parametrize("name", READERS)
def test_what_is_nearly_whole_is_read_or_refused(name: str) -> None:
    good, read = READERS[name]
    rng = random.Random(name)
    refused = 0
    for _ in range(400):
        changed = bytearray(good)
        for _ in range(rng.randint(1, 3)):
            at = rng.randint(0, len(changed))
            kind = rng.choice(["cut", "put", "byte"])
            if kind == "cut":
                del changed[at : at + rng.randint(1, 40)]
            elif kind == "put":
                changed[at:at] = rng.choice(PIECES)
            else:
                changed[at : at + 1] = bytes([rng.randint(0, 255)])
        try:
            read(bytes(changed))
        except RecordError as error:
            refused += bool(str(error))
    assert refused or name in ("decision", "leaf")


def test_more_than_the_specifications_need_is_refused_before_it_is_read() -> None:
    for read in (parse_note, parse_proof_file, parse_policy, parse_request):
        with pytest.raises(RecordError, match="at most"):
            read(b"x\n" * MOST_NOTE_BYTES * 2)
    many = NOTE.text.encode() + b"\n" + NOTE.signatures[0].line.encode() * 101
    with pytest.raises(RecordError, match="at most 100"):
        parse_note(many)
    sixteen = NOTE.text.encode() + b"\n" + NOTE.signatures[0].line.encode() * 16
    assert len(parse_note(sixteen).signatures) == 16


def test_parts_are_counted_as_the_parser_walks_not_searched_again_and_again() -> None:
    """Work grows with the length, not its square: bytes looked at for each reader, counted."""

    class Counting(bytes):
        looked = 0

        def __getitem__(self, key: Any) -> Any:
            if isinstance(key, slice):
                Counting.looked += len(range(*key.indices(len(self))))
            return bytes.__getitem__(self, key)

    from divan.record import decode_entries

    looks = []
    for count in (100, 200):
        Counting.looked = 0
        decode_entries(Counting(b"\x00\x01x" * count), count)
        looks.append(Counting.looked)
    assert looks[1] <= 2 * looks[0]


@given(
    st.binary(max_size=80),
    st.lists(st.binary(max_size=40), max_size=4),
    st.integers(),
    st.integers(),
)
def test_any_arguments_of_a_proof_are_judged_or_refused(
    leaf: bytes, proof: list[bytes], index: int, size: int
) -> None:
    with pytest.raises(RecordError):
        verify_inclusion(index, size, leaf, proof, b"\x01" * 32)
    with pytest.raises(RecordError):
        verify_consistency(index, size, leaf, b"\x01" * 32, proof)


@pytest.mark.parametrize(
    "change",
    [
        lambda s: s.replace("\n1\n", "\n01\n"),
        lambda s: s.replace("\n1\n", "\n+1\n"),
        lambda s: s.replace("\n1\n", "\n١\n"),
        lambda s: s.replace("\n1\n", f"\n{2**63}\n"),
        lambda s: s.replace("=\n", "=\n\n"),
        lambda s: s.replace("\n1\n", "\r\n1\n"),
        lambda s: s[:-1],
        lambda s: s.replace(b64encode(HEAD.root).decode(), b64encode(HEAD.root[:31]).decode()),
        lambda s: "\n" + s,
    ],
)
def test_a_checkpoint_has_one_spelling(change: Callable[[str], str]) -> None:
    changed = change(HEAD.text)
    assert changed != HEAD.text
    with pytest.raises(RecordError):
        parse_checkpoint(parse_note((changed + "\n" + NOTE.signatures[0].line).encode()).text)


def test_an_empty_log_has_one_root() -> None:
    assert Checkpoint("x", 0, EMPTY_ROOT).size == 0
    with pytest.raises(RecordError, match="no leaves"):
        Checkpoint("x", 0, bytes(32))


def test_a_secret_is_never_in_what_is_refused() -> None:
    for bad in (KEY.secret[:-3], KEY.secret + "A", KEY.secret.replace("+", "-", 3)):
        with pytest.raises(RecordError) as refused:
            parse_signer(bad)
        assert KEY.secret[-30:-5] not in str(refused.value)

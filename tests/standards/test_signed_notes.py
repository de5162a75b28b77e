"""Notes, checkpoints, cosignatures and witness requests as others published them.

Sources: golang.org/x/mod/sumdb/note (its example and tests), C2SP signed-note, tlog-checkpoint,
tlog-cosignature, tlog-policy and tlog-proof, FiloSottile/torchwood internal/witness.
"""

from __future__ import annotations

from base64 import b64decode

import pytest

from divan.record import (
    COSIGNATURE,
    ED25519,
    ProofError,
    Seen,
    SigningKey,
    VerifierKey,
    decide,
    opened,
    parse_checkpoint,
    parse_note,
    parse_policy,
    parse_signer,
    parse_verifier,
)
from divan.record.note import sign_note
from divan.record.witness import Request, parse_request

# golang.org/x/mod/sumdb/note, ExampleSign and ExampleOpen
VKEY = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
SKEY = "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz"
GO_NOTE = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpR"
    "Zb6KE6RyyBwJnAM=\n"
).encode()

# C2SP tlog-checkpoint and tlog-cosignature
BEHIND_THE_SOFA = (
    "example.com/behind-the-sofa\n"
    "20852163\n"
    "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
    "\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcy"
    "v2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b"
    "2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
).encode()

# FiloSottile/torchwood internal/witness, TestRace: a log and three of its heads
SIGSUM = "sigsum.org/v1/tree/4d6d8825a6bb689d459628312889dfbb0bcd41b5211d9e1ce768b0ff0309e562"
SIGSUM_KEY = bytes.fromhex("ffdc2d4d98e4124d3feaf788c0c2f9abfd796083d1f0495437f302ec79cf100f")
WITNESS_SEED = bytes.fromhex("31ffc2116ecbe003acaa800ab70757bd7d53206e3febef6a6d0796d95530b34f")
WITNESS_PUBLIC = "64848ad8abed6e85981b3b3875b252b8767ebb4b02f703aca3b1e71bbd6a8e50"
ONE = f"""old 0

{SIGSUM}
1
KgAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

— {SIGSUM} UgIom7fPZTqpxWWhyjWduBvTvGVqsokMbqTArsQilegKoFBJQjUFAmQ0+YeS\
PM3wfUQMFSzVnnNuWRTYrajXpNUbIQY=
""".encode()
THREE = f"""old 1
KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
KgIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

{SIGSUM}
3
RcCI1Nk56ZcSmIEfIn0SleqtV7uvrlXNccFx595Iwl0=

— {SIGSUM} UgIom2VbtIcdFbwFAy1n7s6IkAxIY6J/GQOTuZF2ORV39d75cbAj2aQYwyJr\
e36kezNobZs4SUUdrcawfAB8WVrx6go=
""".encode()
FIVE = f"""old 1
KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
+fUDV+k970B4I3uKrqJM4aP1lloPZP8mvr2Z4wRw2LI=
KgQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=

{SIGSUM}
5
QrtXrQZCCvpIgsSmOsah7HdICzMLLyDfxToMql9WTjY=

— {SIGSUM} UgIomw/EOJmWi0i1FQsOj+etB7F8IccFam/jgd6wzRns4QPVmyEZtdvl1U2K\
EmLOZ/ASRcWJi0tW90dJWAShei7sDww=
""".encode()


def test_gos_example_note_opens_and_signing_its_text_gives_its_bytes() -> None:
    key = parse_verifier(VKEY)
    note = parse_note(GO_NOTE)
    assert opened(note, [key]) == (key,)
    assert str(key) == VKEY
    signer = parse_signer(SKEY)
    assert signer.secret == SKEY
    assert signer.public == key
    assert bytes(sign_note(note.text, [signer])) == GO_NOTE == bytes(note)
    assert SKEY[-20:] not in repr(signer) + str(signer)


def test_a_changed_note_of_a_known_key_is_rejected_and_an_unknown_key_is_ignored() -> None:
    key = parse_verifier(VKEY)
    with pytest.raises(ProofError, match="not over this text"):
        opened(parse_note(GO_NOTE.replace(b"answer", b"ANSWER")), [key])
    other = SigningKey("EnochRoot", ED25519, bytes(32))
    both = parse_note(GO_NOTE).signed(*sign_note(parse_note(GO_NOTE).text, [other]).signatures)
    assert opened(both, [key]) == (key,)
    assert opened(both, [other.public, key]) == (key, other.public)
    with pytest.raises(ProofError, match="none is by a key"):
        opened(both, [SigningKey("EnochRoot", ED25519, bytes(31) + b"1").public])


def test_the_specifications_checkpoint_reads_and_writes_byte_for_byte() -> None:
    note = parse_note(BEHIND_THE_SOFA)
    head = parse_checkpoint(note.text)
    assert (head.origin, head.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert head.root == b64decode("CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=")
    assert head.text == note.text
    assert bytes(note) == BEHIND_THE_SOFA
    line = note.signatures[1]
    assert line.name == "witness.example.com/w1"
    assert int.from_bytes(line.data[:8], "big") == 1_679_315_147  # the time in its example


def test_a_witness_follows_the_published_log_and_never_goes_back() -> None:
    key = SigningKey("example.com", COSIGNATURE, WITNESS_SEED)
    assert key.public.public.hex() == WITNESS_PUBLIC
    logs = {SIGSUM: [VerifierKey(SIGSUM, ED25519, SIGSUM_KEY)]}
    seen: dict[str, Seen] = {}

    def ask(body: bytes) -> int:
        decision = decide(body, logs=logs, seen=seen, key=key, time=1_700_000_000)
        if decision.seen is not None:
            seen[decision.origin] = decision.seen
            note = parse_request(body).note
            opened(parse_note(bytes(note) + decision.body), [key.public])
        return decision.status

    assert ask(ONE) == 200
    assert ask(FIVE) == 200
    assert ask(THREE) == 409  # signed by the log, and would roll it back
    assert seen[SIGSUM].size == 5
    root = "42bb57ad06420afa4882c4a63ac6a1ec77480b330b2f20dfc53a0caa5f564e36"
    assert seen[SIGSUM].root.hex() == root
    assert bytes(parse_request(FIVE)) == FIVE
    many = ONE.replace(b"old 0\n", b"old 0\n" + b"KgE" + b"A" * 40 + b"=\n" * 1)
    assert ask(many.replace(b"old 0", b"old 5")) == 400


def test_more_than_63_hashes_are_a_bad_request() -> None:
    line = b"KgEAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n"
    logs = {SIGSUM: [VerifierKey(SIGSUM, ED25519, SIGSUM_KEY)]}
    key = SigningKey("example.com", COSIGNATURE, WITNESS_SEED)
    for count, status in ((63, 422), (64, 400)):
        body = ONE.replace(b"old 0\n", b"old 0\n" + line * count)
        assert decide(body, logs=logs, seen={}, key=key, time=1).status == status
    assert isinstance(parse_request(ONE), Request)


def test_the_specifications_policy_asks_for_two_of_three_and_one_of_three() -> None:
    """C2SP tlog-policy, its example, with keys filled in."""
    keys = {name: SigningKey(name, COSIGNATURE, name.encode() * 16) for name in NAMES}
    log = SigningKey("log", ED25519, bytes(32)).public
    lines = [f"log {log}", *(f"witness {name} {key.public}" for name, key in keys.items())]
    policy = parse_policy(
        "\n".join(
            [
                *lines,
                "group X-witnesses 2 X1 X2 X3",
                "group Y-witnesses any Y1 Y2 Y3",
                "group X-and-Y all X-witnesses Y-witnesses",
                "\t# a comment",
                " quorum\tX-and-Y ",
            ]
        ).encode()
    )
    assert policy.satisfied({"X1": 1, "X3": 1, "Y2": 1})
    assert not policy.satisfied({"X1": 1, "Y1": 1, "Y2": 1, "Y3": 1})
    assert not policy.satisfied({"X1": 1, "X2": 1, "X3": 1})


NAMES = ("X1", "X2", "X3", "Y1", "Y2", "Y3")

"""Whom to trust: the keys of logs and witnesses, and how many witnesses suffice. C2SP tlog-policy.

    log example.org/record+1b2c3d4e+AX…
    witness daily daily.example+5e6f7a8b+BB… https://witness.daily.example/
    group papers 1 daily weekly
    quorum papers

https://c2sp.org/tlog-policy
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from divan.record.checkpoint import Checkpoint, parse_checkpoint
from divan.record.cosignature import cosigned_at
from divan.record.errors import FormError, ProofError, RecordError
from divan.record.keys import COSIGNATURE, ED25519, VerifierKey, parse_verifier
from divan.record.note import Note, opened
from divan.record.text import parse_number

MOST_POLICY_BYTES = 1_000_000
MOST_LINES = 10_000
NONE = "none"


@dataclass(frozen=True)
class Party:
    """A log or a witness: its key, and where it answers, if that is known."""

    key: VerifierKey
    url: str = ""


@dataclass(frozen=True)
class Group:
    """At least `needed` of `members`, which are witnesses or groups defined before."""

    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True)
class Verdict:
    """Which log signed a checkpoint, and which witnesses, by name, when (seconds since 1970)."""

    checkpoint: Checkpoint
    log: VerifierKey
    witnesses: Mapping[str, int]


@dataclass(frozen=True)
class Policy:
    """What `parse_policy` reads. Names are the policy's own and mean nothing outside it."""

    logs: tuple[Party, ...] = ()
    witnesses: Mapping[str, Party] = field(default_factory=dict)
    groups: Mapping[str, Group] = field(default_factory=dict)
    quorum: str = NONE

    def check(self, note: Note) -> Verdict:
        """Check that a log of the policy signed this checkpoint and that its quorum cosigned.

        The origin must be the name of the key that signed. Raises `ProofError` when it does not
        hold, `FormError` for a note that is no checkpoint.
        """
        checkpoint = parse_checkpoint(note.text)
        log = opened(note, [party.key for party in self.logs])[0]
        if log.name != checkpoint.origin:
            raise ProofError("origin", checkpoint.origin, f"the log that signed it is {log.name}")
        times = self.cosigned(note)
        if not self.satisfied(times):
            names = ", ".join(times) or "nobody"
            raise ProofError("witnesses", names, f"the quorum {self.quorum} did not cosign")
        return Verdict(checkpoint, log, times)

    def cosigned(self, note: Note) -> dict[str, int]:
        """The witnesses of the policy that cosigned, and when. Raises `ProofError` if forged."""
        times = {}
        lines = {(each.name, each.key_id): each for each in note.signatures}
        for name, party in self.witnesses.items():
            signature = lines.get((party.key.name, party.key.key_id))
            if signature is not None:
                times[name] = cosigned_at(party.key, signature, note.text)
        return times

    def satisfied(self, names: Mapping[str, int]) -> bool:
        """Do these witnesses make the quorum?"""
        good = {name: name in names for name in self.witnesses} | {NONE: True}
        for name, group in self.groups.items():  # in order of definition: members stand before
            good[name] = sum(good[each] for each in group.members) >= group.needed
        return good[self.quorum]


def of_keys(*keys: VerifierKey) -> Policy:
    """A policy that trusts these logs and asks for no witness."""
    return Policy(logs=tuple(Party(key) for key in keys))


def parse_policy(data: bytes) -> Policy:
    """Raises `FormError`, naming the line."""
    if len(data) > MOST_POLICY_BYTES or data.count(b"\n") > MOST_LINES:
        raise FormError(
            "policy", len(data), f"at most {MOST_POLICY_BYTES} bytes, {MOST_LINES} lines"
        )
    reading = _Reading()
    for number, line in enumerate(data.decode("utf-8", "surrogateescape").split("\n"), 1):
        try:
            reading.line(line)
        except RecordError as error:
            raise FormError(f"line {number}, {error.field}", error.value, error.hint) from error
    if reading.quorum is None:
        raise FormError("policy", "", "a line `quorum NAME` or `quorum none` is missing")
    return Policy(tuple(reading.logs), reading.witnesses, reading.groups, reading.quorum)


class _Reading:
    def __init__(self) -> None:
        self.logs: list[Party] = []
        self.witnesses: dict[str, Party] = {}
        self.groups: dict[str, Group] = {}
        self.quorum: str | None = None
        self._members: set[str] = set()
        self._keys: set[tuple[str, bytes]] = set()

    def line(self, line: str) -> None:
        if any((c < " " and c != "\t") or c == "\x7f" for c in line):
            raise FormError("line", line, "it contains a control character")
        words = [word for word in line.replace("\t", " ").split(" ") if word]
        if not words or words[0].startswith("#"):
            return
        kind, rest = words[0], words[1:]
        if kind == "log" and len(rest) in (1, 2):
            self.logs.append(self._party("log", ED25519, rest))
        elif kind == "witness" and len(rest) in (2, 3):
            self.witnesses[self._new(rest[0])] = self._party("witness", COSIGNATURE, rest[1:])
        elif kind == "group" and len(rest) >= 3:
            self.groups[self._new(rest[0])] = self._group(rest[1], rest[2:])
        elif kind == "quorum" and len(rest) == 1:
            if self.quorum is not None:
                raise FormError("quorum", rest[0], "there is exactly one such line")
            self.quorum = rest[0] if rest[0] == NONE else self._known(rest[0])
        else:
            raise FormError("line", line, "log, witness, group or quorum, and what belongs to it")

    def _party(self, kind: str, wanted: int, words: list[str]) -> Party:
        key = parse_verifier(words[0])
        if key.kind != wanted:
            raise FormError("key", words[0], f"the key of a {kind} is of type {wanted}")
        if (kind, key.public) in self._keys:
            raise FormError("key", words[0], f"this {kind} is listed twice")
        self._keys.add((kind, key.public))
        return Party(key, *words[1:])

    def _group(self, needed: str, members: list[str]) -> Group:
        for name in members:
            if self._known(name) in self._members:
                raise FormError("group", name, "it is a member already")
            self._members.add(name)
        count = {"any": 1, "all": len(members)}.get(needed)
        if count is None:
            count = parse_number("group", needed)
        if not 1 <= count <= len(members):
            raise FormError("group", needed, f"from 1 to {len(members)}, `any` or `all`")
        return Group(count, tuple(members))

    def _new(self, name: str) -> str:
        if name == NONE or name in self.witnesses or name in self.groups:
            raise FormError("name", name, "it is taken")
        return name

    def _known(self, name: str) -> str:
        if name not in self.witnesses and name not in self.groups:
            raise FormError("name", name, "no witness or group of this name stands before")
        return name

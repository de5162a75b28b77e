"""The whole log in one folder, to verify years from now without this server."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from cityhall.record import keys, proofs, queries
from cityhall.record.files import CHECKPOINT, Folder
from cityhall.record.integrator import folder
from cityhall.record.models import Seal, Witness
from divan.record import parse_note, read_tile, tiles_of

README = """This folder holds the public record of a city, as sealed: checkpoint, tiles, entries.

policy            the keys of the city and of its witnesses
checkpoint        the last seal, with the witnesses' signatures
tile/             the entries and the tree over them (C2SP tlog-tiles)
entry-N.tlog-proof  proofs of single entries, where some were asked for
divan_verify.py   the verifier: python divan_verify.py log . policy

Before you trust it, compare the key in `policy` with one that you have from elsewhere.
"""


class NothingSealed(Exception):  # noqa: N818 - it is what is the matter
    """There is no seal yet."""


def export(
    target: Path,
    *,
    positions: tuple[int, ...] = (),
    verifier: Path | None = None,
    progress: Callable[[int], None] | None = None,
) -> Seal:
    """Write checkpoint, all files it covers, the policy, and proofs of these entries."""
    seal = queries.last_witnessed()
    if seal is None or not _is_ours(seal):
        seal = queries.last_seal()
    if seal is None:
        raise NothingSealed
    source, out = folder(), Folder(target)
    target.mkdir(parents=True, exist_ok=True)
    some: list[tuple[str, bytes]] = []
    for tile in tiles_of(seal.size):
        some.append((tile.path, read_tile(source, tile)))
        if len(some) == 256:
            out.write(some, repair=True)
            some = []
            if progress:
                progress(256)
    out.write(some, repair=True)
    for position in positions:
        act = queries.entry(position)
        if act is None or position >= seal.size:
            raise LookupError(position)
        hidden = queries.withheld(position) if not act.leaf else None
        data = proofs.file_of(act, proofs.of(act, hidden))
        out.write([(f"entry-{position}.tlog-proof", data)], repair=True)
    extras = [("policy", policy().encode()), ("README", README.encode())]
    if verifier is not None and verifier.is_file():
        extras.append(("divan_verify.py", verifier.read_bytes()))
    out.write(extras, repair=True)
    lines = "".join(one.line for one in queries.cosignatures(seal))
    out.publish((seal.note + lines).encode())
    assert (target / CHECKPOINT).exists()  # noqa: S101
    return seal


def _is_ours(seal: Seal) -> bool:
    """Whether a key that counts today signed it; none did where the key before it leaked."""
    now = {key.public.key_id for key in keys.signing_keys()}
    return any(line.key_id in now for line in parse_note(seal.note.encode()).signatures)


def policy() -> str:
    """The city's keys and witnesses as a policy file (C2SP tlog-policy)."""
    lines = [f"log {key.public}" for key in keys.signing_keys()]
    names = []
    for number, row in enumerate(Witness.objects.filter(active=True), 1):
        names.append(f"witness-{number}")
        lines.append(f"witness witness-{number} {row.key} {row.url}".rstrip())
    if names:
        lines += [f"group witnesses any {' '.join(names)}", "quorum witnesses"]
    else:
        lines.append("quorum none")
    return "\n".join(lines) + "\n"

"""`cityhall check --record`: everything derived again, from files and database, both ways.

Files: every tile and bundle against the newest seal. Database: every act against the bundle that
was sealed, column by column; every sealed word against its commitment; every seal against the tree.
State: every row of every counter against what its acts say. Memory is bounded by one bundle.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from cityhall.acts import leaves
from cityhall.acts.models import Act, Register, Withheld
from cityhall.acts.replay import REPLAYS, may_hear
from cityhall.record import keys
from cityhall.record.integrator import folder
from cityhall.record.models import Seal
from divan.record import (
    ProofError,
    RecordError,
    TileNodes,
    VerifierKey,
    decode_entries,
    encode_entries,
    open_checkpoint,
    parse_path,
    parse_verifier,
    read_entries,
    read_tile,
    root,
    tile_at,
)
from divan.record.audit import audit
from divan.record.hashing import HASH
from divan.record.tiles import ENTRIES, WIDTH

_COLUMNS = {"at": "at", "by": "by", "verb": "verb", "on": "object", "public": "public", "n": "key"}


class Fault(NamedTuple):
    """One difference: where, and what is wrong there."""

    place: str
    what: str

    def __str__(self) -> str:
        return f"{self.place}: {self.what}"


Progress = Callable[[int, int], None]


def check(progress: Progress | None = None) -> Iterator[Fault]:
    """Every difference, in the order in which it is met. Nothing: all is as it was sealed."""
    last = Seal.objects.order_by("-size").first()
    yield from _register()
    if last is not None:
        yield from _published(last)
        yield from _files(last)
        yield from _seals(last)
    yield from _acts(last.size if last else 0, progress)
    for replay in REPLAYS:
        for difference in replay():
            yield Fault(difference.row, str(difference).partition(": ")[2])


def _register() -> Iterator[Fault]:
    size = Register.objects.filter(pk=1).values_list("size", flat=True).first() or 0
    top = Act.objects.order_by("-position").values_list("position", flat=True).first()
    there = 0 if top is None else top + 1
    if size != there:
        yield Fault("acts_register", f"it counts {size} acts, the last one is number {there - 1}")


def _published(last: Seal) -> Iterator[Fault]:
    served = folder().published()
    if served is None:
        yield Fault("checkpoint", "the file is missing")
        return
    try:
        head, _note = open_checkpoint(served, _trusted())
    except RecordError as error:
        yield Fault("checkpoint", str(error))
        return
    if (head.size, head.root.hex()) != (last.size, last.root):
        yield Fault("checkpoint", f"it is of {head.size} entries, the last seal of {last.size}")


def _files(last: Seal) -> Iterator[Fault]:
    try:
        report = audit(folder(), last.size, bytes.fromhex(last.root))
    except (OSError, RecordError) as error:
        yield Fault("files", str(error))
        return
    for fault in report.faults:
        yield Fault(fault.place, fault.what)
    yield from _older_files(last)


def _older_files(last: Seal) -> Iterator[Fault]:
    """Partial files of earlier seals are beginnings of what stands there now."""
    files = folder()
    for path in (files.root / "tile").rglob("*"):
        name = str(path.relative_to(files.root))
        if not path.is_file() or path.name.startswith("."):
            continue  # a file that was being written when the power went
        try:
            tile = parse_path(name)
            now = tile_at(tile.level, tile.index, last.size)
            if tile.width >= now.width:
                continue  # audited, or ahead of the seal and written anew before the next
            data = read_tile(files, now)
            if tile.level == ENTRIES:
                data = encode_entries(decode_entries(data)[: tile.width])
            else:
                data = data[: tile.width * HASH]
            if files.read(name) != data:
                yield Fault(name, "it is not the beginning of what stands there now")
        except (OSError, RecordError) as error:
            yield Fault(name, str(error))


def _seals(last: Seal) -> Iterator[Fault]:
    """Each seal is signed, says what its row says, and is a beginning of the present tree."""
    trusted = _trusted()
    nodes = TileNodes(folder(), last.size)
    for seal in Seal.objects.order_by("size").iterator(chunk_size=500):
        place = f"seal {seal.size}"
        try:
            head, _note = open_checkpoint(seal.note.encode(), trusted)
            if (head.size, head.root.hex()) != (seal.size, seal.root):
                raise ProofError("note", head.size, "it says something else than its row")
            found = root(seal.size, nodes).hex()
            if found != seal.root:
                raise ProofError("root", seal.root, f"the tiles lead to {found}")
        except (OSError, RecordError) as error:
            yield Fault(place, str(error))


def _acts(sealed: int, progress: Progress | None) -> Iterator[Fault]:
    """Every act beside its sealed entry; then those that no seal covers yet."""
    for start, end in leaves.spans(0, sealed, WIDTH):
        try:
            entries: Sequence[bytes | None] = read_entries(folder(), start // WIDTH, sealed)
        except (OSError, RecordError):
            entries = [None] * (end - start)  # said already, when files were looked at
        rows = {act.position: act for act in _rows(start, end)}
        hidden = {row.position: row for row in _withheld(start, end)}
        for position, entry in zip(range(start, end), entries, strict=True):
            act = rows.get(position)
            if act is None:
                yield Fault(f"entry {position}", "it is sealed, and the database has no such act")
            elif entry is None or not (entry or act.leaf):
                yield from _blank(act, hidden.get(position))
            else:
                yield from _act(act, entry)
        if progress:
            progress(end, sealed)
    expected = sealed
    for act in _rows(sealed, None).iterator(chunk_size=500):
        if act.position != expected:
            yield Fault(f"entry {expected}", "an act is missing")
        expected = act.position + 1
        yield from _act(act, act.leaf.encode())
    negative = Act.objects.filter(position__lt=0).values_list("position", flat=True)
    for position in negative:
        yield Fault(f"entry {position}", "an act stands before the first")


def _act(act: Act, entry: bytes) -> Iterator[Fault]:
    """An act beside its entry: its leaf, each column, what it seals, and who may read it."""
    place = f"entry {act.position}"
    if not act.leaf:
        yield Fault(place, "its leaf is empty in the database, and not withheld in the files")
        return
    if not entry:
        yield Fault(place, "it is withheld in the files, and not in the database")
        return
    if act.leaf.encode() != entry:
        yield Fault(place, "column leaf is not what was sealed")
    told = leaves.told(act)
    if told != entry:
        yield Fault(place, _named(told, entry))
    sealed = json.loads(entry).get("sealed") is not None
    if hasattr(act, "sealed") and not sealed:
        yield Fault(place, "words are sealed in the database, and none in its leaf")
    if not may_hear(act.verb, act.audience, sealed and not act.public):
        yield Fault(place, f"column audience is {act.audience!r}: acts of this kind have another")


def _named(told: bytes, entry: bytes) -> str:
    """Which column a difference lies in, as far as can be said."""
    try:
        says, sealed = json.loads(told), json.loads(entry)
    except ValueError:
        return "its columns make no leaf"
    wrong = [name for name in sealed if says.get(name) != sealed[name]]
    if wrong == ["sealed"]:
        return "what it seals (acts_sealed: words or key) is not what was sealed"
    columns = ", ".join(_COLUMNS.get(name, name) for name in wrong) or "its columns"
    return f"column {columns}: not what was sealed"


def _blank(act: Act, hidden: Withheld | None) -> Iterator[Fault]:
    """A withheld entry: who withheld it, and why, must be on record."""
    place = f"entry {act.position}"
    if act.leaf:
        return
    if hidden is None:
        yield Fault(place, "it is empty, and nothing says why it is withheld")
        return
    said = hidden.act.public
    if (said.get("entry"), said.get("ground")) != (act.position, hidden.ground):
        yield Fault(place, f"acts_withheld does not agree with entry {hidden.act_id}")
    if act.public:
        yield Fault(place, "it is withheld, and column public still says something")


def _rows(start: int, end: int | None):
    rows = Act.objects.filter(position__gte=start).select_related("sealed").order_by("position")
    return rows if end is None else rows.filter(position__lt=end)


def _withheld(start: int, end: int):
    return Withheld.objects.filter(position__gte=start, position__lt=end).select_related("act")


def _trusted() -> list[VerifierKey]:
    """The keys of today and those that the record itself says were used before."""
    found = {str(key.public) for key in keys.signing_keys()}
    verbs = ("record.begin", "record.rotate_key")
    for public in Act.objects.filter(verb__in=verbs).values_list("public", flat=True):
        found |= {public[name] for name in ("key", "before") if name in public}
    trusted = []
    for text in sorted(found):
        try:
            trusted.append(parse_verifier(text))
        except RecordError:
            continue  # a changed act, which is found as such
    return trusted

"""The one integrator: entries become tiles, tiles a root, the root a signed seal, in that order.

Whatever it does can be done again: tiles are made of entries alone, so a second writer writes the
same bytes. What must not happen twice, two seals that contradict each other, the database refuses.
The order is tiles (settled on disk), seal (committed), checkpoint (published): whatever a crash
leaves, nothing that was published lacks anything that it covers.
"""

from __future__ import annotations

import logging
import os
import platform
import secrets
import shutil
import threading
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import close_old_connections, connections, transaction
from django.db.models import Q
from django.db.utils import DatabaseError
from django.utils import timezone

from cityhall.acts import actions as acts
from cityhall.acts import leaves
from cityhall.acts.models import Act, Withheld
from cityhall.acts.queries import record_size
from cityhall.people.actor import SYSTEM
from cityhall.record import counting, keys
from cityhall.record.files import Changed, Folder
from cityhall.record.models import Integration, Seal
from divan.record import (
    Checkpoint,
    Growing,
    RecordError,
    SigningKey,
    encode_entries,
    parse_checkpoint,
    parse_note,
    tile_at,
)
from divan.record.tiles import ENTRIES, WIDTH

PAUSE = 0.5  # seconds between looks; an entry is sealed well within two
LEASE = timedelta(seconds=30)
AT_ONCE = 32 * WIDTH  # entries read at a time: bounds memory, and the files settled together
MOST_AT_ONCE = 32 * AT_ONCE  # entries under one seal, so that its transaction stays short
log = logging.getLogger(__name__)
_ME = f"{platform.node()}:{os.getpid()}:{secrets.token_hex(4)}"
_EDGES: dict[Path, Growing] = {}  # the right edge, kept while nobody else integrates


class Alarmed(Exception):  # noqa: N818 - it is what happened
    """Something of which only people can say what it means; it was written down."""


def folder() -> Folder:
    return Folder(Path(settings.HOME) / "record")


def run(stop: threading.Event) -> None:
    """Integrate until `stop` is set; made to be a thread."""
    try:
        while not stop.wait(PAUSE):
            close_old_connections()
            try:
                integrate(timezone.now())
            except Alarmed:
                pass  # it is in the database, on /record and in the log already
            except (keys.KeyFault, OSError, DatabaseError, RecordError, Changed) as error:
                log.error("integrating: %s", _plain(error))
                stop.wait(5)
    finally:
        connections.close_all()


def integrate(at: datetime) -> Seal | None:
    """Seal what no seal covers yet; the new seal, or `None` when there was nothing to do.

    Raises `Alarmed` when the record cannot be sealed honestly.
    """
    seal, size = _last(), record_size()
    waiting = Withheld.objects.filter(taken_out=False).exists()
    if size == (seal.size if seal else 0) and not waiting and seal and _is_published(seal):
        return None
    if not size or not _take_turn(at):
        return None
    if Integration.objects.exclude(alarm="").exists():
        raise Alarmed
    files = folder()
    signers = keys.first_key()
    _begin(signers[0].public, at)
    seal, size = _last(), record_size()
    _not_behind(files, seal, size, at)
    if waiting:
        _take_out(files, seal)
    edge = _edge(files, seal, at)
    size = min(size, edge.size + MOST_AT_ONCE)
    made = _grow(files, edge, size, signers, at) if size > edge.size else None
    publish(files)
    return made


def publish(files: Folder | None = None) -> None:
    """Serve the newest seal with all that vouch for it; the last step of everything."""
    files = files or folder()
    newest = _last()
    if newest is None:
        return
    note = parse_note(newest.note.encode())
    lines = newest.cosignatures.order_by("witness_id").values_list("line", flat=True)
    data = bytes(note) + "".join(lines).encode()
    if files.published() != data:
        files.publish(data)


def raise_alarm(alarm: str, evidence: str, at: datetime) -> None:
    """Write down what was found; the first alarm stays until people take it off."""
    Integration.objects.get_or_create(pk=1)
    fresh = Integration.objects.filter(pk=1, alarm="")
    if fresh.update(alarm=alarm, evidence=evidence[:4000], alarmed_at=at):
        log.critical("the record: %s: %s", alarm, evidence[:300])


def forget_edge() -> None:
    """Read the right edge anew next time (after a restore, and in tests)."""
    _EDGES.clear()


def set_published_aside(at: datetime) -> Path | None:
    """Keep what was published beside the record, where the database does not lead to it any more.

    Sealing then goes on from what the database holds; whoever kept the other seal can show both.
    """
    files = folder()
    if not _contradiction(files.published() or b"", _last()):
        return None
    aside = files.root.with_name(f"{files.root.name}-before-{at:%Y%m%dT%H%M%SZ}")
    files.root.rename(aside)
    forget_edge()
    return aside


def begin_anew() -> None:
    """Remove files and key of a record whose database was emptied; for made-up cities only."""
    shutil.rmtree(folder().root, ignore_errors=True)
    if not keys.is_given():
        keys.path().unlink(missing_ok=True)
    forget_edge()


def _grow(
    files: Folder,
    edge: Growing,
    size: int,
    signers: Sequence[SigningKey],
    at: datetime,
) -> Seal | None:
    old = edge.size
    _EDGES.pop(files.root, None)  # until all went well
    for start, end in leaves.spans(old, size, AT_ONCE):
        some = leaves.entries(start, end)
        if len(some) != end - start:
            _alarm(
                "changed", f"entries {start} to {end - 1}: {end - start - len(some)} are gone", at
            )
        data, hashes = [one.data for one in some], b"".join(one.hash for one in some)
        _write(files, edge.add(data, hashes), at)
        _take_turn(at)
    _write(files, edge.finish(), at)
    checkpoint = Checkpoint(signers[0].name, edge.size, edge.root())
    note = bytes(checkpoint.signed(signers)).decode()
    made = Seal(size=edge.size, root=edge.root().hex(), note=note, at=at)
    counts = counting.counted(old, size)
    with transaction.atomic():
        last = _last()
        if (last.size if last else 0) != old or not _holds_turn():
            return None  # another integrator was quicker; what we wrote is what it wrote
        made.save(force_insert=True)
        counting.keep(counts)
    _EDGES[files.root] = edge
    for tile in _became_full(old, size):
        files.drop_partial(tile)
    return made


def _edge(files: Folder, seal: Seal | None, at: datetime) -> Growing:
    """The right edge at the last seal: kept, or from tiles, or made anew out of the database."""
    kept = _EDGES.get(files.root) if files.published() is not None else None
    if seal is None:
        return Growing()
    if kept is not None and kept.size == seal.size and kept.root().hex() == seal.root:
        return kept
    try:
        return Growing.load(files, seal.size, bytes.fromhex(seal.root))
    except (OSError, RecordError) as error:
        log.warning("tiles up to %s are made anew: %s", seal.size, _plain(error))
    return _rebuilt(files, seal, at)


def _rebuilt(files: Folder, seal: Seal, at: datetime) -> Growing:
    """All tiles anew, if the database still gives the root that was sealed; else an alarm."""
    for write in (False, True):
        edge = Growing()
        for start, end in leaves.spans(0, seal.size, AT_ONCE):
            some = leaves.entries(start, end)
            if len(some) != end - start:
                _alarm("changed", f"some of the entries {start} to {end - 1} are gone", at)
            made = edge.add([one.data for one in some], b"".join(one.hash for one in some))
            _ = files.write(made, repair=True) if write else list(made)
        if edge.root().hex() != seal.root:
            said = f"{seal.size} entries of the database give {edge.root().hex()}"
            _alarm("changed", f"{said}, the seal says {seal.root}", at)
    files.write(edge.finish(), repair=True)
    return edge


def _not_behind(files: Folder, seal: Seal | None, size: int, at: datetime) -> None:
    """Raise the alarm when the database is behind, or beside, what was published or sealed."""
    if seal is not None and size < seal.size:
        _alarm("changed", f"{seal.size} entries were sealed, the database holds {size}", at)
    served = files.published() or b""
    if alarm := _contradiction(served, seal):
        _alarm(alarm, served.decode("utf-8", "replace"), at)


def _contradiction(served: bytes, seal: Seal | None) -> str:
    """The alarm for what is published beside the last seal; "" where the seal leads to it."""
    try:
        there = parse_checkpoint(parse_note(served).text)
    except RecordError:
        return ""  # nothing, or not ours: it is replaced
    if there.size > (seal.size if seal else 0):
        return "rolled_back"
    if seal is not None and there.size == seal.size and there.root.hex() != seal.root:
        return "changed"
    return ""


def _take_out(files: Folder, seal: Seal | None) -> None:
    """Take the bytes of withheld entries out of the bundles that are served."""
    for row in Withheld.objects.filter(taken_out=False):
        if seal is None or row.position >= seal.size:
            continue
        first = row.position // WIDTH * WIDTH
        widths = {tile_at(ENTRIES, first // WIDTH, seal.size).width}
        full = tile_at(ENTRIES, first // WIDTH, first + WIDTH).path
        partial = files.root / f"{full}.p"
        if partial.is_dir():
            widths |= {int(one.name) for one in partial.iterdir() if one.name.isdecimal()}
        for width in widths:
            some = leaves.entries(first, first + width)
            path = full if width == WIDTH else f"{full}.p/{width}"
            files.write([(path, encode_entries([one.data for one in some]))])
        Withheld.objects.filter(pk=row.pk).update(taken_out=True)
    forget_edge()  # its unfinished bundle may hold what was taken out


def _begin(key: object, at: datetime) -> None:
    """The record's first key is on record itself."""
    if Act.objects.filter(verb="record.begin").exists():
        return
    with transaction.atomic():
        row = Integration.objects.get_or_create(pk=1)[0]
        acts.record(SYSTEM, "record.begin", row, {"key": str(key)}, at=at)


def _write(files: Folder, made: object, at: datetime) -> None:
    try:
        files.write(made)  # type: ignore[arg-type]
    except Changed as changed:
        said = "holds other entries than the database"
        _alarm("changed", f"the file {changed} {said}", at)


def _alarm(alarm: str, evidence: str, at: datetime) -> None:
    raise_alarm(alarm, evidence, at)
    raise Alarmed


def _take_turn(at: datetime) -> bool:
    """Be the one that integrates, for the time of a lease; it is renewed when half is over."""
    mine = Integration.objects.filter(pk=1, holder=_ME, until__gt=at + LEASE / 2)
    if mine.exists():
        return True
    free = Q(holder=_ME) | Q(until__isnull=True) | Q(until__lt=at)
    row = Integration.objects.filter(pk=1)
    if row.filter(free).update(holder=_ME, until=at + LEASE):
        return True
    if row.exists():
        return False
    Integration.objects.get_or_create(pk=1)
    return bool(row.filter(free).update(holder=_ME, until=at + LEASE))


def _holds_turn() -> bool:
    return Integration.objects.select_for_update().filter(pk=1, holder=_ME, alarm="").exists()


def _became_full(old: int, size: int) -> list[str]:
    """Paths of the tiles that were partial at `old` and are full at `size`."""
    made, shift = [], 0
    for level in (ENTRIES, 0, 1, 2, 3, 4):
        shift = 8 * max(level, 0)
        index = (old >> shift) // WIDTH
        if (old >> shift) % WIDTH and (size >> shift) // WIDTH > index:
            made.append(tile_at(level, index, size).path)
    return made


def _is_published(seal: Seal) -> bool:
    lines = (folder().published() or b"").split(b"\n", 2)
    return len(lines) == 3 and lines[1] == str(seal.size).encode()


def _last() -> Seal | None:
    return Seal.objects.order_by("-size").first()


def _plain(error: Exception) -> str:
    return str(error) if isinstance(error, keys.KeyFault | RecordError | Changed) else repr(error)

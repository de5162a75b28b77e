"""Reading another system's CSV row by row: bounded memory, every line accounted for."""

from __future__ import annotations

import csv
import gzip
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple
from zoneinfo import ZoneInfo

from cityhall.service import times
from cityhall.service.mapping import Mapping
from divan import language

LONGEST_LINE = 1_000_000  # bytes
LONGEST_FIELD = 131_072  # letters
_TOO_LONG = b"\x00\n"
_NOT_TEXT = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True)
class Reject:
    """A row that was not taken: where, what, why."""

    line: int
    field: str
    value: str
    reason: str


class Row(NamedTuple):
    """One report of another system, read and checked; a tuple, for there may be millions."""

    line: int
    external_id: str
    service: str
    group: str
    unit: str
    area: str
    requested_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    outcome: str
    explanation: str
    description: str
    address: str
    channel: str
    latitude: float | None
    longitude: float | None


class FileError(ValueError):
    """A file that cannot be read at all: its name, the fault and the way out."""


class Source:
    """A CSV file, plain or .gz. Iterating gives `Row` or `Reject`, in the order of lines."""

    def __init__(self, path: Path, mapping: Mapping) -> None:
        self.path, self.mapping = path, mapping
        self.size = path.stat().st_size
        self.raw: BinaryIO = path.open("rb")
        self._zone = ZoneInfo(mapping.zone)
        self._no_place = set(mapping.no_place)
        self._columns: dict[str, int] = {}
        self._read_time = times.reader(mapping.times)

    def __enter__(self) -> Source:
        return self

    def __exit__(self, *_error: object) -> None:
        self.raw.close()

    def position(self) -> int:
        """Bytes of the file that have been read, for progress."""
        return self.raw.tell()

    def digest(self) -> str:
        """SHA-256 of the file and its mapping: what makes two runs the same."""
        total = hashlib.sha256(repr(self.mapping).encode())
        with self.path.open("rb") as file:
            while block := file.read(1 << 20):
                total.update(block)
        return total.hexdigest()

    def rows(self, after: int = 0) -> Iterator[Row | Reject]:
        """All rows past line `after`. Raises `FileError` when the file or its header is bad."""
        csv.field_size_limit(LONGEST_FIELD)
        reader = csv.reader(self._lines(), strict=False)
        try:
            header = next(reader, None)
        except csv.Error as error:
            raise FileError(f"{self.path}: line 1: {error}") from None
        self._read_header(header)
        width = len(header or ())
        while True:
            begun = reader.line_num + 1
            try:
                cells = next(reader, None)
            except csv.Error as error:
                if reader.line_num > after:
                    lines = f"lines {begun} to {reader.line_num}"
                    yield Reject(reader.line_num, "", "", f"{lines} are not readable: {error}")
                continue
            except (EOFError, OSError, gzip.BadGzipFile) as error:
                yield Reject(reader.line_num + 1, "", "", f"the file breaks off: {error}")
                return
            if cells is None:
                return
            if reader.line_num <= after or not cells:
                continue
            if len(cells) != width:
                reason = f"{len(cells)} fields, the header has {width}"
                if cells == [_TOO_LONG.decode().strip("\n")]:
                    reason = f"a line longer than {LONGEST_LINE:,} bytes"
                yield Reject(reader.line_num, "", "", reason)
                continue
            yield self._row(reader.line_num, cells)

    def _lines(self) -> Iterator[str]:
        packed = self.raw.read(2) == b"\x1f\x8b"
        self.raw.seek(0)
        stream = gzip.GzipFile(fileobj=self.raw) if packed else self.raw
        first = True
        while line := stream.readline(LONGEST_LINE):
            if len(line) == LONGEST_LINE and not line.endswith(b"\n"):
                while (rest := stream.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                    pass
                line = _TOO_LONG  # keeps its line number; the row is rejected
            text = line.decode("utf-8", "surrogateescape")
            yield text.removeprefix("\ufeff") if first else text
            first = False

    def _read_header(self, header: list[str] | None) -> None:
        if not header:
            raise FileError(f"{self.path}: empty; the first line must name the columns")
        known = {name.strip(): place for place, name in enumerate(header)}
        for field, column in self.mapping.columns().items():
            if column not in known:
                names = ", ".join(list(known)[:30])
                raise FileError(
                    f"{self.path}: the column {column!r} for {field} is not there; it has {names}"
                )
            self._columns[field] = known[column]

    def _row(self, line: int, cells: list[str]) -> Row | Reject:
        got = {field: cells[place].strip() for field, place in self._columns.items()}
        if _NOT_TEXT.search("".join(got.values())):
            field, value = next(pair for pair in got.items() if _NOT_TEXT.search(pair[1]))
            return Reject(line, field, ascii(value)[:80], "not UTF-8 text")
        try:
            return self._checked(line, got)
        except _Fault as fault:
            value = got.get(fault.field, "")
            return Reject(line, fault.field, value[:80], fault.reason)

    def _checked(self, line: int, got: dict[str, str]) -> Row:
        for field in ("id", "service", "unit"):
            if not got[field]:
                raise _Fault(field, "empty")
            if len(got[field]) > 100:
                raise _Fault(field, "longer than 100 letters")
        requested = self._time(got, "requested_at")
        if requested is None:
            raise _Fault("requested_at", "empty")
        closed = self._closed(got, requested)
        due = self._time(got, "due_at")
        latitude, longitude = self._place(got)
        get = got.get
        return Row(
            line=line,
            external_id=got["id"],
            service=got["service"],
            group=get("group", "")[:100],
            unit=got["unit"],
            area=get("area", "")[:100],
            requested_at=requested,
            due_at=due,
            closed_at=closed,
            outcome=self._outcome(got) if closed else "",
            explanation=language.clean(get("explanation", ""))[:4000],
            description=language.clean(get("description", ""))[:4000],
            address=language.clean(get("address", ""))[:250],
            channel=get("channel", "")[:20] or "import",
            latitude=latitude,
            longitude=longitude,
        )

    def _time(self, got: dict[str, str], field: str) -> datetime | None:
        text = got.get(field, "")
        if not text:
            return None
        try:
            moment = self._read_time(text)
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=self._zone)
            moment = moment.astimezone(UTC)
        except (ValueError, OverflowError):
            raise _Fault(field, f"not a time of the form {self.mapping.times}") from None
        if not 1900 <= moment.year <= 2200:
            raise _Fault(field, "a year between 1900 and 2200, please")
        return moment

    def _closed(self, got: dict[str, str], requested: datetime) -> datetime | None:
        closed = self._time(got, "closed_at")
        status = self.mapping.status
        if status is not None:
            if got["status"] in status.open:
                return None
            if got["status"] not in status.closed:
                raise _Fault("status", "neither open nor closed in the mapping")
            if closed is None:
                raise _Fault("closed_at", "closed, but no time of closing")
        if closed is not None and closed < requested:
            raise _Fault("closed_at", "closed before it was reported")
        return closed

    def _outcome(self, got: dict[str, str]) -> str:
        column = self.mapping.outcome
        return column.values.get(got["outcome"], "imported") if column else "imported"

    def _place(self, got: dict[str, str]) -> tuple[float | None, float | None]:
        if not got.get("latitude") or not got.get("longitude"):
            return None, None
        numbers = []
        for field, most in (("latitude", 90.0), ("longitude", 180.0)):
            try:
                number = float(got[field])
            except ValueError:
                raise _Fault(field, "not a number of degrees") from None
            if not -most <= number <= most:  # also refuses NaN
                raise _Fault(field, f"degrees from -{most:.0f} to {most:.0f}")
            numbers.append(number)
        place = (numbers[0], numbers[1])
        return (None, None) if place in self._no_place else place


class _Fault(Exception):  # noqa: N818
    def __init__(self, field: str, reason: str) -> None:
        self.field, self.reason = field, reason

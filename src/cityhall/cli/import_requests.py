"""`cityhall import-requests`: reports of another system, from a CSV file."""

from __future__ import annotations

import csv
import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cityhall.cli import require_database, start_django

if TYPE_CHECKING:
    from cityhall.service.rows import Reject, Row

BATCH = 2000


@click.command(
    "import-requests",
    epilog="Example: cityhall import-requests cases.csv.gz --mapping boston-2015.yaml",
)
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--mapping",
    required=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="What the columns mean (docs/import.md).",
)
@click.option(
    "--rejects",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where rows that were not taken go; default: beside the database.",
)
def command(file: Path, mapping: Path, rejects: Path | None) -> None:
    """Take in the reports of FILE (CSV, also .gz).

    Stopped or killed, it goes on where it was when called again; what is already known is
    counted and left alone.
    """
    start_django()
    require_database()
    from django.conf import settings
    from django.utils import timezone

    from cityhall.database import bulk, search
    from cityhall.service import mapping as mappings
    from cityhall.service.actions import begin_import, end_import
    from cityhall.service.rows import FileError, Source

    bulk.spare_memory()
    try:
        meaning = mappings.load(mapping)
        with Source(file, meaning) as source:
            digest = source.digest()
            run = begin_import(meaning.source, digest, at=timezone.now())
            if rejects is None:
                rejects = settings.HOME / "imports" / f"{file.name}-{digest[:8]}.rejects.csv"
            with (
                _RejectFile(rejects, run.line) as out,
                click.progressbar(length=source.size, label=file.name, show_eta=True) as bar,
            ):
                _take_all(source, run, meaning, out, bar)
        ended = end_import(run.pk, at=timezone.now())
        search.compact()  # many batches left many parts of the index, and each slows a search
    except (mappings.MappingError, FileError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{error.filename or file}: {error.strerror}") from None
    total = ended.created + ended.known + ended.rejected
    click.echo(
        f"{total:,} rows: {ended.created:,} taken, {ended.known:,} already known, "
        f"{ended.rejected:,} rejected" + (f" (see {rejects})" if ended.rejected else "")
    )


def _take_all(source: Any, run: Any, meaning: Any, out: _RejectFile, bar: Any) -> None:
    from django.utils import timezone

    from cityhall.service.actions import take_batch
    from cityhall.service.rows import Reject

    found = source.rows(after=run.line)
    read = 0
    for batch in _batches(found):
        rows = [one for one in batch if not isinstance(one, Reject)]
        refused = [one for one in batch if isinstance(one, Reject)]
        out.write(refused)
        take_batch(
            run.pk,
            rows,
            line=batch[-1].line,
            rejected=len(refused),
            mapping=meaning,
            at=timezone.now(),
        )
        bar.update(source.position() - read)
        read = source.position()


def _batches(found: Iterator[Row | Reject]) -> Iterator[list[Row | Reject]]:
    while batch := list(islice(found, BATCH)):
        yield batch


class _RejectFile:
    """Rejected rows as CSV; lines past the last settled one are dropped when a run goes on."""

    def __init__(self, path: Path, settled: int) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        kept: list[list[str]] = []
        if settled and path.exists():
            with path.open(newline="", encoding="utf-8") as file:
                kept = [
                    row for row in csv.reader(file) if row[0].isdecimal() and int(row[0]) <= settled
                ]
        fresh = path.with_name(path.name + ".new")
        self.file = fresh.open("w", newline="", encoding="utf-8")
        self.writer = csv.writer(self.file)
        self.writer.writerow(["line", "field", "value", "reason"])
        self.writer.writerows(kept)
        self.write([])
        os.replace(fresh, path)

    def __enter__(self) -> _RejectFile:
        return self

    def __exit__(self, *_error: object) -> None:
        self.file.close()

    def write(self, rejects: list[Any]) -> None:
        """Put rejects on disk, before the batch that counts them is committed."""
        for one in rejects:
            self.writer.writerow([one.line, one.field, _harmless(one.value), one.reason])
        self.file.flush()
        os.fsync(self.file.fileno())


def _harmless(value: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return "'" + value if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value

"""The files by which programs verify the record: checkpoint, tiles, bundles, keys, proofs."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cityhall.acts import leaves
from cityhall.record import proofs, queries
from cityhall.record.integrator import folder
from divan.record import FormError, decode_entries, encode_entries, parse_path, read_tile
from divan.record.tiles import ENTRIES, WIDTH

_FOR_EVER = "public, max-age=31536000, immutable"
_SOON_OLD = "public, max-age=2"  # a seal is replaced by the next one
_A_WHILE = "public, max-age=300"  # a bundle changes when an entry in it is withheld
_BYTES = "application/octet-stream"
_TEXT = "text/plain; charset=utf-8"


@require_safe
def checkpoint(request: HttpRequest) -> HttpResponse:
    """The newest seal with all that vouch for it, as a signed note."""
    data = folder().published()
    if data is None:
        raise Http404(_("Nothing is sealed yet."))
    return _file(data, _TEXT, _SOON_OLD)


@require_safe
def tile(request: HttpRequest, path: str) -> HttpResponse:
    """A tile of hashes or a bundle of entries, as C2SP tlog-tiles has it.

    Hashes are the files that were sealed. Entries are what the database tells now, by its leaves
    and by its columns: a row that was changed since no longer has the hash that was sealed, and
    whoever verifies or monitors the record sees it at once.
    """
    try:
        wanted = parse_path(f"tile/{path}")
        data = read_tile(folder(), wanted)  # only what is sealed is served here
        if wanted.level == ENTRIES:
            return _told(wanted.index * WIDTH, wanted.width, _A_WHILE, decode_entries(data))
    except (FormError, OSError):
        raise Http404(_("The record has no such tile.")) from None
    return _file(data, _BYTES, _FOR_EVER)


@require_safe
def entries(request: HttpRequest, number: int) -> HttpResponse:
    """Up to 256 entries as the database tells them now; the last ones may not be sealed yet."""
    if number > 2**40:
        raise Http404(_("The record has no such entries."))
    return _told(number * WIDTH, WIDTH, "no-cache")


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """The keys with which the seals are verified, one a line."""
    found = proofs.verifier_keys()
    if not found:
        raise Http404(_("Nothing is sealed yet."))
    return _file("".join(f"{key}\n" for key in found).encode(), _TEXT, _A_WHILE)


@require_safe
def proof(request: HttpRequest, position: int) -> HttpResponse:
    """The file to keep: entry, way to the seal, seal. 404 while no seal covers the entry."""
    act = queries.entry(position)
    if act is None:
        raise Http404(_("The record has no entry with this number."))
    hidden = queries.withheld(position) if not act.leaf else None
    try:
        data = proofs.file_of(act, proofs.of(act, hidden))
    except LookupError:
        raise Http404(_("No seal covers this entry yet. Try again in a few seconds.")) from None
    response = _file(data, _TEXT, "no-cache")
    name = f"entry-{position}.tlog-proof"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """The verifier in one file, to run on one's own machine."""
    try:
        data = verifier_path().read_bytes()
    except OSError:
        raise Http404(_("The verifier is not here; it is part of Divan’s source.")) from None
    response = _file(data, "text/x-python; charset=utf-8", _A_WHILE)
    response.headers["Content-Disposition"] = 'attachment; filename="divan_verify.py"'
    return response


def _told(first: int, width: int, kept: str, sealed: Sequence[bytes] = ()) -> HttpResponse:
    told = leaves.as_told(first, first + width, sealed)
    if not told:
        raise Http404(_("The record has no such entries."))
    return _file(encode_entries([data for _position, data in told]), _BYTES, kept)


def verifier_path() -> Path:
    """The verifier beside the sources, or where the installed package put it."""
    beside = settings.BASE.parent.parent / "verify" / "divan_verify.py"
    return beside if beside.is_file() else Path(sys.prefix) / "share" / "divan" / beside.name


def _file(data: bytes, kind: str, kept: str) -> HttpResponse:
    response = HttpResponse(data, content_type=kind)
    response.headers["Cache-Control"] = kept
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response

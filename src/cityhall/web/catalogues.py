"""Translations ship as text (.po); what the program reads (.mo) is made from it here.

Where the program may not write to its own folder, whoever installs it makes them once:
`python -m cityhall.web.catalogues`.
"""

from __future__ import annotations

import os
from pathlib import Path

import polib

_BUILDING = Path(__file__).resolve().parent.parent


def compile_all() -> int:
    """Make every .mo that is missing or older than its .po; how many were made."""
    made = 0
    sources = [*_BUILDING.glob("locale/*/*/*.po"), *_BUILDING.glob("*/locale/*/*/*.po")]
    for source in sorted(sources):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            fresh = target.with_suffix(f".{os.getpid()}")
            polib.pofile(str(source)).save_as_mofile(str(fresh))
            fresh.replace(target)  # at once, for whoever reads it meanwhile
            made += 1
    return made


if __name__ == "__main__":
    print(f"{compile_all()} translations made")

"""Refuse physical directions in stylesheets and inline styles or scripts in templates.

A page must turn around with its language, so only logical properties are used; and the
content security policy allows neither inline styles nor inline scripts.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent / "src" / "cityhall"

_PHYSICAL = re.compile(
    r"""(?x) (?<![\w-]) (?:
        (?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*\s*:
      | (?:left|right|top|bottom)\s*:
      | (?:min-|max-)?(?:width|height)\s*:
      | (?:float|clear|text-align)\s*:\s*(?:left|right)
      | background(?:-position)?\s*:[^;}]*\b(?:left|right)\b
      | (?:margin|padding|inset)\s*:\s*(?:[^\s;(]+\s+){3}[^\s;]
      | translateX
    )"""
)
_FREE = re.compile(r"/\*.*?\*/|@media[^{]*", re.DOTALL)  # comments, and widths of the window
_INLINE = re.compile(
    r"""(?ix) <[a-z][^>{]*\s (?:style|on[a-z]+)\s*= | <script(?![^>]*\ssrc=) | <style"""
)


def physical(css: str) -> Iterator[tuple[int, str]]:
    """Line and text of every declaration that names a physical direction."""
    blank = _FREE.sub(lambda found: re.sub(r"[^\n]", " ", found.group()), css)
    for number, line in enumerate(blank.splitlines(), 1):
        if found := _PHYSICAL.search(line):
            yield number, found.group().strip()


def inline(template: str) -> Iterator[tuple[int, str]]:
    """Line and text of every inline style, script or event handler."""
    for number, line in enumerate(template.splitlines(), 1):
        if found := _INLINE.search(line):
            yield number, found.group().strip()


def main() -> int:
    faults = [
        f"{path.relative_to(ROOT)}:{line}: {what}: use a logical property"
        for path in sorted(ROOT.glob("*/static/**/*.css"))
        for line, what in physical(path.read_text(encoding="utf-8"))
    ] + [
        f"{path.relative_to(ROOT)}:{line}: {what}: the security policy forbids it"
        for path in sorted(ROOT.glob("*/jinja2/**/*.html"))
        for line, what in inline(path.read_text(encoding="utf-8"))
    ]
    print("\n".join(faults) or "stylesheets and templates: no faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

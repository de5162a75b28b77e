"""A city's own colour, and whether words in it can be read."""

from __future__ import annotations

import re

LEAST_CONTRAST = 5.0
SHEET = "#fffefb"  # the brightest ground on which the accent stands
_COLOUR = re.compile(r"#[0-9a-f]{6}")


def read(typed: str) -> str:
    """A colour as #rrggbb in small letters. Raises `ValueError` for anything else."""
    colour = typed.strip().lower()
    if not _COLOUR.fullmatch(colour):
        raise ValueError(f"{typed!r} is not a colour such as #0d6a70")
    return colour


def contrast(one: str, other: str) -> float:
    """The contrast of two colours from 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.2126 * _linear(red) + 0.7152 * _linear(green) + 0.0722 * _linear(blue)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

"""A city's own colour in all the roles of the stylesheet's accent, by day and by night."""

from __future__ import annotations

from cityhall.people.colour import LEAST_CONTRAST, contrast

DARK_SHEET = "#1b2224"  # the brighter of the two grounds at night
_WHITE, _BLACK = "#ffffff", "#000000"
_STEPS = 20


def css(accent: str) -> str:
    """Custom properties that replace the stylesheet's. `accent` is #rrggbb, readable by day.

    At night the colour is lightened until words in it can be read on the dark sheet.
    """
    day = _properties(
        tile=accent,
        deep=mixed(accent, _BLACK, 0.35),
        wash=mixed(accent, _WHITE, 0.9),
        seal=mixed(accent, _BLACK, 0.35),
    )
    light = readable_at_night(accent)
    night = _properties(
        tile=light,
        deep=mixed(light, _WHITE, 0.4),
        wash=mixed(accent, DARK_SHEET, 0.75),
        seal=mixed(accent, _BLACK, 0.5),
    )
    return (
        f":root{{{day}}}\n"
        f"@media (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{night}}}}}\n"
        f":root[data-theme=dark]{{{night}}}\n"
    )


def readable_at_night(colour: str) -> str:
    """The colour with as little white as makes it readable on the dark sheet."""
    for step in range(_STEPS + 1):
        made = mixed(colour, _WHITE, step / _STEPS)
        if contrast(made, DARK_SHEET) >= LEAST_CONTRAST:
            return made
    return _WHITE


def mixed(colour: str, other: str, share: float) -> str:
    """A colour with a share of another, from 0 to 1."""
    parts = (
        round(int(colour[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share)
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{part:02x}" for part in parts)


def _properties(**roles: str) -> str:
    return ";".join(f"--{role}:{colour}" for role, colour in roles.items())

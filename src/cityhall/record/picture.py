"""The way of one entry to the seal, as a small picture: what is proved, and by what."""

from __future__ import annotations

from html import escape

from django.utils.html import mark_safe
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

WIDTH = 280
_STEP, _TOP, _SHOWN = 34, 40, 6


def way(index: int, size: int, steps: int) -> SafeString:
    """Entry below, seal above; at each step the neighbour that the proof brings along.

    Long ways are cut in the middle. It is drawn left to right; each text keeps its own direction.
    """
    shown = list(range(steps)) if steps <= _SHOWN else [*range(3), None, *range(steps - 2, steps)]
    height = _TOP + _STEP * (len(shown) + 1) + 24
    y = height - 34
    x = WIDTH / 2
    parts = [_box(x, y, _("this entry"), "bar-mark"), ""]
    at = index
    for step in shown:
        above = y - _STEP
        if step is None:
            parts.append(f'<text x="{x}" y="{above + 6}" text-anchor="middle">⋮</text>')
            y = above
            continue
        side = -1 if at & 1 else 1
        beside = x + side * 62
        parts.append(f'<line class="line" x1="{x}" y1="{y - 9}" x2="{x}" y2="{above + 7}"/>')
        parts.append(f'<line class="axis" x1="{beside}" y1="{y - 8}" x2="{x}" y2="{above + 7}"/>')
        parts.append(f'<rect class="area" x="{beside - 7}" y="{y - 8}" width="14" height="14"/>')
        parts.append(f'<circle class="bar-mark" cx="{x}" cy="{above}" r="6"/>')
        y, at = above, at >> 1
    parts.append(f'<line class="line" x1="{x}" y1="{y - 7}" x2="{x}" y2="{y - _STEP + 12}"/>')
    parts.append(_box(x, y - _STEP, _("seal"), "area"))
    label = escape(_("From this entry to the seal in %(steps)s steps") % {"steps": steps})
    return mark_safe(
        f'<figure class="chart"><svg viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{label}" direction="ltr">{"".join(parts)}</svg></figure>'
    )


def _box(x: float, y: float, text: str, kind: str) -> str:
    """A labelled box in the middle; dark ones carry their label beside them."""
    inside = (
        f'<text x="{x}" y="{y + 5}" text-anchor="middle">{escape(text)}</text>'
        if kind == "area"
        else f'<text x="{x}" y="{y + 24}" text-anchor="middle">{escape(text)}</text>'
    )
    return (
        f'<rect class="{kind}" x="{x - 44}" y="{y - 12}" width="88" height="24" rx="4"/>' + inside
    )

"""A report as small multiples: one panel a measure, one line a charter. SVG, right in Persian.

A dot is the mean, the bar its interval of 95 %; scales begin at zero, or mark it. No colour says
better or worse. In Persian the scales begin at the right, as the text does.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from xml.sax.saxutils import escape

from divan.charter.simulate.compare import Estimate, Report
from divan.charter.simulate.phrases import MEASURES, figure, interval, measure_name, named, say

WIDTH, COLUMNS = 960, 3
_GAP, _TOP, _HEAD, _ROW, _PAD = 16, 60, 46, 40, 14
_LONGEST = 34  # letters of a title in one line
_STYLE = (
    "text{font:14px Vazirmatn,sans-serif;fill:#1c2733}.soft{fill:#5a6672;font-size:13px}"
    ".name{font-weight:800}.title{font-size:18px;font-weight:800}"
    ".box{fill:#fffefb;stroke:#d9dfe0}.way{stroke:#d9dfe0;stroke-width:2;fill:none}"
    ".span{stroke:#0d6a70;stroke-width:6;stroke-linecap:round;opacity:.35}.dot{fill:#0d6a70}"
)


def picture(report: Report, language: str = "fa") -> str:
    """The whole report as one SVG text."""
    persian = language == "fa"
    names = {key: named(one.charter.name, key, language) for key, one in report.charters.items()}
    parts: list[str] = []
    code = "title" if len(names) > 1 else "title_one"
    title = f"{say(code, language)}: {named(report.matters.name, '', language)}".rstrip(": ")
    parts.append(_text(title, 0, WIDTH, 34, persian, "title", inset=_GAP))
    wide = (WIDTH - _GAP * (COLUMNS + 1)) // COLUMNS
    tall = _HEAD + _ROW * len(names) + _PAD
    for place, (measure, (unit, _, _)) in enumerate(MEASURES.items()):
        row, column = divmod(place, COLUMNS)
        if persian:
            column = COLUMNS - 1 - column
        left, top = _GAP + column * (wide + _GAP), _TOP + row * (tall + _GAP)
        values = {key: one.values[measure] for key, one in report.charters.items()}
        heading = measure_name(measure, language)
        parts += _panel(heading, names, values, unit, (left, top, wide, tall), language)
    rows = -(-len(MEASURES) // COLUMNS)
    height = _TOP + rows * (tall + _GAP)
    if len(names) > 1:
        parts.append(
            _text(say("no_rank", language), 0, WIDTH, height + 12, persian, "soft", inset=_GAP)
        )
        height += 28
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
        f'aria-label="{escape(title, {chr(34): "&quot;"})}"><style>{_STYLE}</style>'
        f"{''.join(parts)}</svg>"
    )


def _panel(
    heading: str,
    names: Mapping[str, str],
    values: Mapping[str, Estimate],
    unit: str,
    frame: tuple[int, int, int, int],
    language: str,
) -> list[str]:
    left, top, wide, tall = frame
    right, persian = left + wide, language == "fa"
    parts = [f'<rect class="box" x="{left}" y="{top}" width="{wide}" height="{tall}" rx="8"/>']
    lines = _broken(heading)
    for number, line in enumerate(lines):
        y = top + (26 if len(lines) == 1 else 19 + 17 * number)
        parts.append(_text(line, left, right, y, persian, "name"))
    known = [one for one in values.values() if one.known]
    low = min([0.0, *(one.low for one in known)])
    high = max([1e-9, *(one.high for one in known)])
    track = wide - 2 * _PAD

    def place(value: float) -> float:
        share = (min(max(value, low), high) - low) / (high - low)
        return right - _PAD - share * track if persian else left + _PAD + share * track

    for row, (key, one) in enumerate(values.items()):
        y = top + _HEAD + row * _ROW
        parts.append(_text(names[key], left, right, y + 13, persian, "soft"))
        said = say("none", language) if not one.known else figure(one.mean, unit, language)
        parts.append(_text(said, left, right, y + 13, persian, "", end=True))
        zero = f"M{place(0):.1f} {y + 20}v10" if low < 0 else ""
        parts.append(f'<path class="way" d="M{left + _PAD} {y + 25}H{right - _PAD}{zero}"/>')
        if one.known:
            a, b, dot = (f"{place(each):.1f}" for each in (one.low, one.high, one.mean))
            told = escape(f"{names[key]}: {said} {interval(one, unit, language)}")
            parts.append(
                f'<g><title>{told}</title><path class="span" d="M{a} {y + 25}H{b}"/>'
                f'<circle class="dot" cx="{dot}" cy="{y + 25}" r="4.5"/></g>'
            )
    return parts


def _text(
    said: str,
    left: int,
    right: int,
    y: int,
    persian: bool,
    kind: str,
    *,
    end: bool = False,
    inset: int = _PAD,
) -> str:
    """A text at the beginning of its place, or at its end."""
    at_right = persian != end
    x = right - inset if at_right else left + inset
    anchor = "end" if end else "start"
    attributes = f'direction="{"rtl" if persian else "ltr"}" text-anchor="{anchor}"'
    if kind:
        attributes += f' class="{kind}"'
    return f'<text x="{x}" y="{y}" {attributes}>{escape(said)}</text>'


def _broken(heading: str) -> Sequence[str]:
    """A heading in one line, or in two of about the same length."""
    if len(heading) <= _LONGEST:
        return [heading]
    words = heading.split()
    breaks = range(1, len(words))
    best = min(breaks, key=lambda one: abs(len(" ".join(words[:one])) - len(heading) / 2))
    return [" ".join(words[:best]), " ".join(words[best:])]

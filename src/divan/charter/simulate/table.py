"""A report as lines for a terminal, in English and Persian, that a council can read."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

from divan.charter.simulate.compare import Estimate, Report
from divan.charter.simulate.phrases import (
    MEASURES,
    difference,
    figure,
    interval,
    measure_name,
    named,
    say,
)
from divan.language import persian_digits


def table(report: Report, language: str = "en") -> Iterator[str]:
    """Measure by measure one line for each charter: value, interval, difference to the first."""
    names = {key: named(one.charter.name, key, language) for key, one in report.charters.items()}
    several = len(names) > 1
    title = named(report.matters.name, "", language) or say("title", language)
    filed, seeds = f"{report.filed:.0f}", str(len(report.seeds))
    if language == "fa":
        filed, seeds = persian_digits(filed), persian_digits(seeds)
    yield say("heading", language, title=title, filed=filed, seeds=seeds)
    if several:
        yield say("base", language, name=next(iter(names.values())))
    for code, (unit, _, _) in MEASURES.items():
        yield ""
        yield measure_name(code, language)
        values = {key: one.values[code] for key, one in report.charters.items()}
        gaps = {key: one.differences.get(code) for key, one in report.charters.items()}
        yield from _rows(names, values, gaps, unit, language)
    yield ""
    yield say("kinds", language)
    for kind in report.matters.kinds:
        yield f"  {named(kind.title, kind.name, language)}"
        values = {key: one.kinds[kind.name]["days_mean"] for key, one in report.charters.items()}
        gaps = {
            key: one.kind_differences.get(kind.name, {}).get("days_mean")
            for key, one in report.charters.items()
        }
        yield from _rows(names, values, gaps, "days", language)
    if several:
        yield ""
        yield say("no_rank", language)


def _rows(
    names: Mapping[str, str],
    values: Mapping[str, Estimate],
    gaps: Mapping[str, Estimate | None],
    unit: str,
    language: str,
) -> Iterator[str]:
    wide = max(map(_width, names.values()))
    shown = {key: figure(one.mean, unit, language) for key, one in values.items()}
    spans = {key: interval(one, unit, language) for key, one in values.items()}
    broad, long = max(map(_width, shown.values())), max(map(_width, spans.values()))
    for key, one in values.items():
        if not one.known:
            yield f"    {_pad(names[key], wide)}  {say('none', language)}"
            continue
        gap = gaps[key]
        parts = [
            _pad(names[key], wide),
            _pad(shown[key], broad, before=True),
            _pad(spans[key], long),
        ]
        if gap is not None:
            parts.append(difference(gap, unit, language))
        yield ("    " + "  ".join(parts)).rstrip()


def _width(text: str) -> int:
    """How many places a text takes: marks and joiners take none."""
    return sum(unicodedata.category(one) not in ("Mn", "Cf") for one in text)


def _pad(text: str, width: int, *, before: bool = False) -> str:
    space = " " * (width - _width(text))
    return space + text if before else text + space

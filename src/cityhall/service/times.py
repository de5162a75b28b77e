"""Times of another system's file, read fast: `strptime` takes most of an import otherwise."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime

_DIGITS = {
    "%Y": r"(?P<Y>\d{4})",
    "%m": r"(?P<m>\d{1,2})",
    "%d": r"(?P<d>\d{1,2})",
    "%H": r"(?P<H>\d{1,2})",
    "%I": r"(?P<I>\d{1,2})",
    "%M": r"(?P<M>\d{1,2})",
    "%S": r"(?P<S>\d{1,2})",
    "%p": r"(?P<p>[AaPp][Mm])",
}


def reader(form: str) -> Callable[[str], datetime]:
    """A function that reads texts of this form ("iso" or as for `strptime`).

    It raises `ValueError` for a text of another form. Forms of numbers only are read by one
    regular expression; the others by `strptime` itself.
    """
    if form == "iso":
        return datetime.fromisoformat
    parts = re.split(r"(%.)", form)
    simple = all(part in _DIGITS for part in parts[1::2]) and {"%Y", "%m", "%d"} <= set(parts)
    if not simple or len(set(parts[1::2])) < len(parts[1::2]):
        return lambda text: datetime.strptime(text, form)  # noqa: DTZ007
    read = "".join(_DIGITS.get(part) or re.escape(part) for part in parts)
    absent = "".join(f"(?P<{code[1]}>)" for code in _DIGITS if code not in parts)
    pattern = re.compile(read + absent)
    return lambda text: _read(pattern, text, form)


def _read(pattern: re.Pattern[str], text: str, form: str) -> datetime:
    found = pattern.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} does not have the form {form}")
    year, month, day, hour, twelfth, minute, second, half = found.group(*"YmdHIMSp")
    if twelfth:
        hour = _of_twelve(int(twelfth), half)
    return datetime(  # noqa: DTZ001
        int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0)
    )


def _of_twelve(hour: int, half: str) -> int:
    if not 1 <= hour <= 12:
        raise ValueError(f"{hour}: hours go from 1 to 12")
    return hour % 12 + (12 if half.lower() == "pm" else 0)

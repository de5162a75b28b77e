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
    pattern = re.compile("".join(_DIGITS.get(part) or re.escape(part) for part in parts))
    return lambda text: _read(pattern, text, form)


def _read(pattern: re.Pattern[str], text: str, form: str) -> datetime:
    found = pattern.fullmatch(text)
    if found is None:
        raise ValueError(f"{text!r} does not have the form {form}")
    got = found.groupdict()
    hour = int(got.get("H") or 0)
    if got.get("I"):
        hour = int(got["I"])
        if not 1 <= hour <= 12:
            raise ValueError(f"{text!r}: hours go from 1 to 12")
        hour = hour % 12 + (12 if (got.get("p") or "am").lower() == "pm" else 0)
    return datetime(  # noqa: DTZ001
        int(got["Y"]),
        int(got["m"]),
        int(got["d"]),
        hour,
        int(got.get("M") or 0),
        int(got.get("S") or 0),
    )

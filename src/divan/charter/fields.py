"""The typed fields of a matter. Every domain is finite, coded as whole numbers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from divan.charter.errors import NOWHERE, Mark
from divan.charter.source import Node

KINDS = ("money", "choice", "area", "days", "date", "flag", "text", "party")
ORDERED = ("money", "days", "date")
LARGEST_MONEY = 2**53 - 1  # what every JSON reader takes exactly
FIRST_DATE, LAST_DATE = date(1900, 1, 1), date(2200, 12, 31)


@dataclass(frozen=True)
class Field:
    """`low` and `high` bound the codes. `values` are the names of a choice, in order of code."""

    name: str
    kind: str
    low: int = 0
    high: int = 0
    values: tuple[str, ...] = ()
    currency: str = ""
    mark: Mark = NOWHERE
    aggregate: bool = False

    @property
    def decides(self) -> bool:
        """Whether a condition may compare it."""
        return self.kind not in ("text", "party")

    @property
    def ordered(self) -> bool:
        return self.kind in ORDERED

    def code(self, value: object) -> int:
        """The code of a value as files give it. Raises `ValueError` outside the domain."""
        if self.kind in ("choice", "area"):
            if isinstance(value, str) and value in self.values:
                return self.values.index(value)
            raise ValueError(f"{self.name}={value!r}: one of {', '.join(self.values)}")
        if self.kind == "flag":
            if isinstance(value, bool):
                return int(value)
            raise ValueError(f"{self.name}={value!r}: true or false")
        if self.kind == "date":
            value = _ordinal(self.name, value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise ValueError(f"{self.name}={value!r}: a whole number")
        if not self.low <= value <= self.high:
            raise ValueError(
                f"{self.name}={value!r}: from {self.show(self.low)} to {self.show(self.high)}"
            )
        return value

    def show(self, code: int) -> str:
        """A code as people write it."""
        if self.kind in ("choice", "area"):
            return self.values[code]
        if self.kind == "flag":
            return "true" if code else "false"
        if self.kind == "date":
            return date.fromordinal(code).isoformat()
        return f"{code:,}"


def _ordinal(name: str, value: object) -> int:
    if isinstance(value, date):
        return value.toordinal()
    try:
        return date.fromisoformat(str(value)).toordinal()
    except ValueError:
        raise ValueError(f"{name}={value!r}: a date such as 2026-11-25") from None


def field(name: str, node: Node) -> Field:
    """Read one field, such as `{money: IRR, max: 900_000}` or `{choice: [roads, water]}`."""
    named = node.map((*KINDS, "max", "from", "until"))
    kinds = [kind for kind in KINDS if kind in named]
    if len(kinds) != 1:
        raise node.fail("one_of", known=", ".join(KINDS))
    kind = kinds[0]
    said = named[kind]
    if kind in ("choice", "area"):
        return Field(name, kind, 0, *_choices(said), mark=node.mark)
    if kind == "date":
        low = _date(named.get("from"), FIRST_DATE)
        high = _date(named.get("until"), LAST_DATE)
        return Field(name, kind, low, high, mark=node.mark)
    if kind == "flag":
        return Field(name, kind, 0, 1, ("false", "true"), mark=node.mark)
    if kind == "money":
        if "max" not in named:
            raise node.fail("missing", key="max")
        return Field(
            name,
            kind,
            0,
            named["max"].whole(1, LARGEST_MONEY),
            currency=said.text()[:8],
            mark=node.mark,
        )
    if kind == "days":
        high = named["max"].whole(1, 36_500) if "max" in named else 36_500
        return Field(name, kind, 0, high, mark=node.mark)
    return Field(name, kind, mark=node.mark)


def _choices(node: Node) -> tuple[int, tuple[str, ...]]:
    values: list[str] = []
    for one in node.items():
        value = one.name()
        if value in values:
            raise one.fail("twice", key=value, line=node.mark.line)
        values.append(value)
    if not values:
        raise node.fail("wanted", value="[]", wanted="[roads, water]")
    return len(values) - 1, tuple(values)


def _date(node: Node | None, default: date) -> int:
    if node is None:
        return default.toordinal()
    try:
        return date.fromisoformat(node.text()).toordinal()
    except ValueError:
        raise node.fail("wanted", value=node.text()[:40], wanted="2026-11-25") from None


def codes(fields: Mapping[str, Field], values: Mapping[str, object]) -> dict[str, int]:
    """The codes of the fields that decide. Raises `ValueError` for one missing or outside."""
    missing = [name for name in fields if name not in values]
    if missing:
        raise ValueError(f"{missing[0]}: is missing")
    return {name: one.code(values[name]) for name, one in fields.items() if one.decides}

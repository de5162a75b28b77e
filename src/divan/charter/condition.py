"""Conditions: fields compared with constants, as sets of boxes.

The grammar is read by `ast.parse` and passed through a positive list: comparisons, chained ones,
`in`, `and`, `or`, `not`. No calls, attributes, arithmetic, or two fields in one comparison. So
every condition is a finite union of boxes, and everything said about it is exact.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from divan.charter.boxes import Box, intersect
from divan.charter.fields import Field
from divan.charter.source import LARGEST, Node, refuse_other_digits

LONGEST = 2_000
MOST_NODES = 400
MOST_BOXES = 1_000
_SIGNS: dict[type[ast.cmpop], str] = {
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
    ast.NotEq: "!=",
    ast.GtE: ">=",
    ast.Gt: ">",
    ast.In: "in",
    ast.NotIn: "not in",
}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
Pieces = list[tuple[int, int]]


@dataclass(frozen=True)
class Condition:
    """The text as written, and the boxes over `fields`, in the order of the matter's fields."""

    text: str
    boxes: tuple[Box, ...]
    fields: tuple[str, ...]  # those that the text names


def whole_domain(fields: Mapping[str, Field]) -> Box:
    """The box of all values of the fields that decide."""
    return tuple((one.low, one.high) for one in fields.values() if one.decides)


def always(fields: Mapping[str, Field]) -> Condition:
    return Condition("", (whole_domain(fields),), ())


def condition(node: Node, fields: Mapping[str, Field]) -> Condition:
    """Read a condition. Raises `CharterError` with the place for whatever the grammar lacks."""
    said = node.text().strip()
    if len(said) > LONGEST:
        raise node.fail("condition_long", most=LONGEST)
    refuse_other_digits(said, node)
    if not said.isascii():
        for word in said.split():
            if not word.isascii():
                raise node.fail("bad_name", value=word[:40])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", SyntaxWarning)
            tree = ast.parse(said, mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        problem = getattr(error, "msg", None) or type(error).__name__
        raise node.fail("condition_syntax", problem=problem) from None
    if sum(1 for _ in ast.walk(tree)) > MOST_NODES:
        raise node.fail("condition_large", what=f"> {MOST_NODES}")
    reader = _Reader(node, fields)
    boxes = reader.boxes(tree.body)
    return Condition(said, tuple(boxes), tuple(sorted(reader.named)))


class _Reader:
    def __init__(self, node: Node, fields: Mapping[str, Field]) -> None:
        self.node, self.fields = node, fields
        self.axes = {
            name: axis
            for axis, name in enumerate(one.name for one in fields.values() if one.decides)
        }
        self.whole = whole_domain(fields)
        self.named: set[str] = set()

    def boxes(self, tree: ast.expr, *, negated: bool = False) -> list[Box]:
        """The boxes of a part; `not` is carried down to the comparisons."""
        if isinstance(tree, ast.UnaryOp) and isinstance(tree.op, ast.Not):
            return self.boxes(tree.operand, negated=not negated)
        if isinstance(tree, ast.BoolOp):
            parts = [self.boxes(one, negated=negated) for one in tree.values]
            joined = isinstance(tree.op, ast.Or) is not negated
            return self._bounded(_union(parts) if joined else self._product(parts))
        if isinstance(tree, ast.Compare):
            return self._comparison(tree, negated)
        if isinstance(tree, ast.Name):
            one = self._field(tree.id)
            if one.kind != "flag":
                raise self._form(tree)
            return self._on(one, [(0, 0) if negated else (1, 1)])
        raise self._form(tree)

    def _product(self, parts: Sequence[list[Box]]) -> list[Box]:
        product = [self.whole]
        for part in parts:
            product = [both for a in product for b in part if (both := intersect(a, b))]
            self._bounded(product)
        return product

    def _comparison(self, tree: ast.Compare, negated: bool) -> list[Box]:
        terms = [tree.left, *tree.comparators]
        links = [
            self._link(left, sign, right, negated)
            for left, sign, right in zip(terms, tree.ops, terms[1:], strict=False)
        ]
        return self._bounded(_union(links) if negated else self._product(links))

    def _link(self, left: ast.expr, op: ast.cmpop, right: ast.expr, negated: bool) -> list[Box]:
        sign = _SIGNS.get(type(op))
        if sign is None:
            raise self._form(left)
        if sign in ("in", "not in"):
            one = self._as_field(left)
            if one is None or not isinstance(right, ast.List | ast.Tuple):
                raise self._form(left)
            values = [self._value(one, each) for each in right.elts]
            return self._on(one, _pieces(values, one, (sign == "not in") is not negated))
        one, other = self._as_field(left), self._as_field(right)
        if one is None and other is not None:
            one, right, sign = other, left, _TURNED[sign]
        elif other is not None and ast.unparse(right) not in (one.values if one else ()):
            raise self.node.fail("condition_fields", what=ast.unparse(left))
        if one is None:
            raise self.node.fail("condition_constants", what=ast.unparse(left)[:40])
        if sign not in ("==", "!=") and not one.ordered:
            raise self.node.fail("condition_order", field=one.name)
        value = self._value(one, right, clip=True)
        return self._on(one, _cut(sign, value, one, negated))

    def _on(self, one: Field, pieces: Pieces) -> list[Box]:
        axis = self.axes[one.name]
        kept = [
            (max(low, one.low), min(high, one.high))
            for low, high in pieces
            if low <= one.high and high >= one.low and low <= high
        ]
        return [(*self.whole[:axis], piece, *self.whole[axis + 1 :]) for piece in kept]

    def _as_field(self, tree: ast.expr) -> Field | None:
        """The field that a term names; a constant, or the name of a value, is none."""
        if not isinstance(tree, ast.Name):
            return None
        if tree.id in self.fields:
            return self._field(tree.id)
        return None

    def _field(self, name: str) -> Field:
        if name not in self.fields:
            known = ", ".join(one.name for one in self.fields.values() if one.decides)
            raise self.node.fail("unknown_field", name=name[:40], known=known)
        one = self.fields[name]
        if not one.decides:
            raise self.node.fail("condition_text", field=name)
        self.named.add(name)
        return one

    def _value(self, one: Field, tree: ast.expr, *, clip: bool = False) -> int:
        """The code of a constant. With `clip`, numbers beyond the domain are kept as they are."""
        value: object = None
        if isinstance(tree, ast.Name):
            value = {"true": True, "false": False}.get(tree.id, tree.id)
        elif isinstance(tree, ast.Constant) and type(tree.value) in (int, str, bool):
            value = tree.value
        elif (
            isinstance(tree, ast.UnaryOp)
            and isinstance(tree.op, ast.USub)
            and isinstance(tree.operand, ast.Constant)
            and type(tree.operand.value) is int
        ):
            value = -tree.operand.value
        else:
            raise self._form(tree)
        if isinstance(value, str) and one.kind in ("money", "days", "flag"):
            raise self._unknown(one, value)
        if clip and one.ordered and type(value) is int and abs(value) <= LARGEST:
            return value
        if clip and one.kind == "date" and isinstance(value, str):
            try:
                return date.fromisoformat(value).toordinal()
            except ValueError:
                raise self._unknown(one, value) from None
        try:
            return one.code(value)
        except ValueError:
            raise self._unknown(one, value) from None

    def _unknown(self, one: Field, value: object) -> Exception:
        known = ", ".join(one.values) or f"{one.show(one.low)} … {one.show(one.high)}"
        return self.node.fail("condition_value", value=str(value)[:40], field=one.name, known=known)

    def _form(self, tree: ast.expr) -> Exception:
        try:
            what = ast.unparse(tree)[:60]
        except (ValueError, RecursionError):
            what = type(tree).__name__
        return self.node.fail("condition_form", what=what)

    def _bounded(self, boxes: list[Box]) -> list[Box]:
        if len(boxes) > MOST_BOXES:
            raise self.node.fail("condition_large", what=f"> {MOST_BOXES}")
        return boxes


def _union(parts: Sequence[list[Box]]) -> list[Box]:
    return list(dict.fromkeys(box for part in parts for box in part))


def _cut(sign: str, value: int, one: Field, negated: bool) -> Pieces:
    low, high = min(one.low, value), max(one.high, value)
    pieces: dict[str, Pieces] = {
        "<": [(low, value - 1)],
        "<=": [(low, value)],
        "==": [(value, value)],
        "!=": [(low, value - 1), (value + 1, high)],
        ">=": [(value, high)],
        ">": [(value + 1, high)],
    }
    opposite = {"<": ">=", "<=": ">", "==": "!=", "!=": "==", ">=": "<", ">": "<="}
    return pieces[opposite[sign] if negated else sign]


def _pieces(values: Sequence[int], one: Field, outside: bool) -> Pieces:
    """Runs of neighbouring values, or the runs between them."""
    runs: Pieces = []
    for value in sorted(set(values)):
        if runs and runs[-1][1] == value - 1:
            runs[-1] = (runs[-1][0], value)
        else:
            runs.append((value, value))
    if not outside:
        return runs
    edges = [one.low - 1, *(edge for run in runs for edge in run), one.high + 1]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return [(low + 1, high - 1) for low, high in pairs if low + 1 <= high - 1]

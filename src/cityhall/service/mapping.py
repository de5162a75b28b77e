"""What the columns of another system's file mean, as people write it in YAML (docs/import.md)."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError


class StatusColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which values of a column mean open, and which closed."""

    column: str
    open: list[str]
    closed: list[str]


class OutcomeColumn(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which values of a column mean which of our outcomes; others count as "imported"."""

    column: str
    values: dict[str, str] = {}


class Mapping(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mapping. Texts name columns, except `source`, `zone`, `language` and `times`."""

    source: str
    zone: str
    times: str  # as for strptime, or "iso"
    id: str
    requested_at: str
    service: str
    unit: str
    language: str = "fa"
    group: str = ""
    due_at: str = ""
    closed_at: str = ""
    status: StatusColumn | None = None
    outcome: OutcomeColumn | None = None
    explanation: str = ""
    description: str = ""
    address: str = ""
    area: str = ""
    channel: str = ""
    latitude: str = ""
    longitude: str = ""
    no_place: list[tuple[float, float]] = []

    def columns(self) -> dict[str, str]:
        """Our field: the file's column, for every column that the mapping names."""
        texts = [
            "id",
            "requested_at",
            "service",
            "unit",
            "group",
            "due_at",
            "closed_at",
            "explanation",
            "description",
            "address",
            "area",
            "channel",
            "latitude",
            "longitude",
        ]
        named = {field: getattr(self, field) for field in texts if getattr(self, field)}
        if self.status:
            named["status"] = self.status.column
        if self.outcome:
            named["outcome"] = self.outcome.column
        return named


class MappingError(ValueError):
    """A mapping that cannot be used: file, line, field and way out in one sentence."""


def load(path: Path) -> Mapping:
    """The mapping in a YAML file. Raises `MappingError`."""
    try:
        text = path.read_text(encoding="utf-8")
        if len(text) > 100_000:
            raise MappingError(f"{path}: a mapping has at most 100,000 letters")
        tree = YAML(typ="rt").load(text)
    except UnicodeDecodeError:
        raise MappingError(f"{path}: not UTF-8 text") from None
    except OSError as error:
        raise MappingError(f"{path}: {error.strerror}") from None
    except MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise MappingError(f"{path} line {line}: {error.problem}") from None
    except (YAMLError, ValueError, RecursionError) as error:
        raise MappingError(f"{path}: {str(error).splitlines()[0]}") from None
    if not isinstance(tree, dict):
        raise MappingError(f"{path}: write lines such as «source: our-old-system»")
    try:
        mapping = msgspec.convert(_plain(tree), Mapping)
    except msgspec.ValidationError as error:
        raise MappingError(f"{path} line {_line(tree, str(error))}: {error}") from None
    _check(mapping, path, tree)
    return mapping


def _check(mapping: Mapping, path: Path, tree: Any) -> None:
    def fault(field: str, message: str) -> MappingError:
        return MappingError(f"{path} line {_line(tree, f'$.{field}')}: {message}")

    try:
        ZoneInfo(mapping.zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise fault(
            "zone", f"zone {mapping.zone!r} is not known; write one such as Asia/Tehran"
        ) from None
    if not mapping.source or len(mapping.source) > 60:
        raise fault("source", "source must have 1 to 60 letters")
    if mapping.times != "iso" and "%" not in mapping.times:
        raise fault("times", 'times must be "iso" or a form such as "%Y-%m-%d %H:%M"')
    if bool(mapping.latitude) != bool(mapping.longitude):
        raise fault("latitude", "give both latitude and longitude, or neither")


def _plain(value: Any) -> Any:
    """ruamel's own types as plain ones."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, str):
        return str(value)
    if isinstance(value, float):
        return float(value)
    return value


def _line(tree: Any, message: str) -> int:
    """The line of the field that a message of msgspec names (`… - at `$.status.open``)."""
    path = message.rsplit("$", 1)[-1].strip("`.").split(".") if "$" in message else []
    line, node = 1, tree
    for part in path:
        key = part.split("[")[0]
        if not isinstance(node, dict) or key not in node:
            break
        line = (
            node.lc.value(key)[0] + 1
            if not isinstance(node[key], dict)
            else node.lc.key(key)[0] + 1
        )
        node = node[key]
    return line

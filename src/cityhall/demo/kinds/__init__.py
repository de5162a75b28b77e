"""The forty kinds of report in their nine groups, one module a group."""

from __future__ import annotations

from ..services import Group, Kind
from . import calm, danger, green, health, light, street, traffic, waste, water

_MODULES = (danger, light, street, waste, water, green, traffic, calm, health)

GROUPS: tuple[Group, ...] = tuple(module.GROUP for module in _MODULES)
KINDS: tuple[Kind, ...] = tuple(kind for module in _MODULES for kind in module.KINDS)


def kind(code: str) -> Kind:
    """The kind of a code. Raises KeyError for an unknown one."""
    return _BY_CODE[code]


_BY_CODE = {each.code: each for each in KINDS}

"""Words: what fields, values, sectors, groups, skills and currencies are called by people."""

from __future__ import annotations

from collections.abc import Iterable

from divan.charter.model import Body, Matter, Names
from divan.charter.reading.texts import names
from divan.charter.source import Node


def read_words(node: Node, bodies: Iterable[Body], matters: Iterable[Matter]) -> dict[str, Names]:
    """`{amount: {fa: مبلغ, en: Amount}}`. Raises for a word that the charter does not use."""
    used = {*_of_bodies(bodies), *_of_matters(matters)}
    said = node.map()
    for key in said:
        if key not in used:
            place = (node.keys or {}).get(key, node.mark)
            known = ", ".join(sorted(used - {""} - said.keys())[:30])
            raise Node(key, place, node.path).fail("unknown_key", key=key[:40], known=known)
    return {key: names(one) for key, one in said.items()}


def _of_bodies(bodies: Iterable[Body]) -> Iterable[str]:
    for body in bodies:
        yield from (*body.sectors, *body.strata, *body.skills, body.register)


def _of_matters(matters: Iterable[Matter]) -> Iterable[str]:
    for matter in matters:
        for field in matter.fields.values():
            yield from (field.name, field.currency)
            if field.kind != "flag":
                yield from field.values

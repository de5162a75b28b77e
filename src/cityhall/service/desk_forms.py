"""What an officer's forms hold. A value that means nothing is refused at its field."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused
from cityhall.people.actor import Actor
from cityhall.people.models import Organization, Person, Power
from cityhall.people.queries import holders_by_unit, names_by_unit, units
from cityhall.service.models import Request, Service
from cityhall.service.queries import Catalogue, services
from cityhall.service.turning import destinations
from cityhall.web.wording import Wording
from divan import language


@dataclass(frozen=True)
class Targets:
    """A unit to which a report can be handed, and who holds a post there: (value, name)."""

    name: str
    choices: list[tuple[str, str]]


def targets(row: Request | None, *, on: date) -> list[Targets]:
    """Every unit to which a report can be handed, its own first, by name; two queries.

    Bodies outside are not among them: they are told, and answer, by a handover of their own.
    """
    holders = names_by_unit(on=on)
    inside = units().exclude(classification=Organization.Classification.OUTSIDE)
    own = row.unit_id if row is not None else None
    found = sorted(inside, key=lambda unit: (unit.pk != own, language.sort_key(str(unit))))
    return [
        Targets(
            str(unit),
            [
                (f"{unit.pk}", _("%(unit)s, the whole unit") % {"unit": unit}),
                *((f"{unit.pk}:{key}", name) for key, name in holders.get(unit.pk, [])),
            ],
        )
        for unit in found
    ]


def handed_to(post: QueryDict, *, on: date) -> tuple[Organization, Person | None]:
    """The unit, or the person of a unit, that was chosen. Raises `Refused`."""
    unit_key, colon, person_key = post.get("to", "").partition(":")
    unit = units().filter(pk=whole_number(unit_key)).first()
    if unit is None:
        raise Refused(Refusal("to", _("Choose to whom it goes."), "to", 422))
    if not colon:
        return unit, None
    there = holders_by_unit(on=on, among=[unit]).get(unit.pk, [])
    person = next((one for one in there if one.pk == whole_number(person_key)), None)
    if person is None:
        raise Refused(Refusal("not_there", _("This person holds no post in that unit."), "to", 422))
    return unit, person


@dataclass(frozen=True)
class KindGroup:
    """A group of kinds of report under which one can go: (code, name)."""

    name: str
    choices: list[tuple[str, str]]


def kinds(known: Catalogue, row: Request, words: Wording) -> list[KindGroup]:
    """The kinds under which a report can go, by group, each with the place where it would lie."""
    groups: dict[str, KindGroup] = {}
    where = destinations(row, known, at=words.now)
    for kind in known.kinds.values():
        if kind.active:
            name = words.name(kind.group)
            group = groups.setdefault(name, KindGroup(name, []))
            goes = f" · {words.name(where[kind.code])}" if kind.code in where else ""
            group.choices.append((kind.code, words.name(kind.name) + goes))
    return list(groups.values())


def kind(post: QueryDict) -> Service:
    """The kind that was chosen. Raises `Refused`.

    It comes as `kind`: `service` is a filter of the queue, which every form carries along.
    """
    found = services(active=False).filter(service_code=post.get("kind", "")).first()
    if found is None:
        raise Refused(Refusal("service", _("Choose a kind of report."), "service", 422))
    return found


def same_form(post: QueryDict, verb: str) -> str:
    """What two presses of one button have in common: the page's key, the verb, all that was typed.

    Empty for a form that carries no key.
    """
    if not post.get("once"):
        return ""
    said = sorted(
        (name, tuple(post.getlist(name))) for name in post if name != "csrfmiddlewaretoken"
    )
    return hashlib.sha256(repr((verb, said)).encode("utf-8", "replace")).hexdigest()[:36]


def is_key(text: str) -> bool:
    """Whether this is the key of a photo."""
    try:
        UUID(text)
    except ValueError:
        return False
    return True


def colleagues(actor: Actor, *, on: date) -> list[tuple[str, str]]:
    """Those who hold a post in the units that the actor reaches, to filter by: (value, name)."""
    reach = actor.reach(Power.HANDLE) | actor.reach(Power.DISPATCH)
    there = [unit for unit in units() if unit.pk in reach]
    found: dict[int, Person] = {}
    for people in holders_by_unit(on=on, among=there).values():
        found |= {person.pk: person for person in people}
    others = [person for key, person in found.items() if key != actor.person_id]
    return [(str(person.pk), str(person)) for person in others[:200]]


def other_report(post: QueryDict) -> int:
    """The number of the other report. Raises `Refused` for anything but a number."""
    number = whole_number(post.get("into", ""))
    if not number:
        message = _("Write the number of the other report, such as 4063.")
        raise Refused(Refusal("number", message, "into", 422))
    return number


def version(post: QueryDict) -> int:
    """The version that the officer had before their eyes; 0, which never was, for none."""
    return whole_number(post.get("version", ""))


def whole_number(typed: str) -> int:
    """A number as people type it; 0 for anything else."""
    plain = language.latin_digits(typed).strip().removeprefix("#")
    return int(plain) if plain.isascii() and plain.isdecimal() and len(plain) < 19 else 0

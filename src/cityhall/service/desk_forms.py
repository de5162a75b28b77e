"""What an officer's forms hold. A value that means nothing is refused at its field."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused
from cityhall.people.models import Organization, Person
from cityhall.people.queries import holders_by_unit, units
from cityhall.service.models import Request
from divan import language


@dataclass(frozen=True)
class Targets:
    """A unit to which a report can be handed, and who holds a post there: (value, name)."""

    name: str
    choices: list[tuple[str, str]]


def targets(row: Request, *, on: date) -> list[Targets]:
    """Everywhere a report can be handed, the report's own unit first; two queries."""
    holders = holders_by_unit(on=on)
    found = sorted(units(), key=lambda unit: unit.pk != row.unit_id)
    return [
        Targets(
            str(unit),
            [
                (f"{unit.pk}", _("%(unit)s, the whole unit") % {"unit": unit}),
                *((f"{unit.pk}:{person.pk}", str(person)) for person in holders.get(unit.pk, [])),
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

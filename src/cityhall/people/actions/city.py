"""What holds for the entire city: its name, clock, hours, colour and danger number."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cityhall.acts import actions as acts
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.people import colour
from cityhall.people.actions.accounts import STAND_IN
from cityhall.people.actions.common import (
    atomic,
    city_changed,
    cleaned_names,
    may_manage_city,
    root,
    sort_key,
    take_turn,
)
from cityhall.people.actor import Actor
from cityhall.people.contact import cleaned_phone
from cityhall.people.models import City
from divan import worktime


@atomic
def change_city(
    *,
    name: Mapping[str, str],
    zone: str,
    work: Mapping[str, Any],
    emergency_phone: str = "",
    accent: str = "",
    second_factor: bool = True,
    actor: Actor,
    at: datetime,
) -> City:
    """Change the city's own facts. `work` is week, holidays and exceptions of `worktime.load`.

    Raises `Refused` at "name_…", "emergency_phone", "accent", or at the calendar's own field:
    "zone", "week.sat[0]", "holidays.add[2]", "exceptions.2026-03-19" and the like.
    """
    take_turn()
    demand(may_manage_city(actor=actor))
    city = the_city()
    fresh = {
        "name": cleaned_names(name),
        "zone": zone,
        "work": dict(work),
        "emergency_phone": cleaned_phone(emergency_phone, "emergency_phone"),
        "accent": _readable(accent),
        "second_factor": second_factor,
    }
    _check_calendar(zone, work)
    changed = sorted(field for field, value in fresh.items() if getattr(city, field) != value)
    for field in changed:
        setattr(city, field, fresh[field])
    city.save()
    if "name" in changed:
        _rename_root(city)
    facts = {"changed": changed, "zone": zone, "second_factor": second_factor}
    acts.record(actor, "people.change_city", city, facts, at=at)
    city_changed()
    return city


def the_city() -> City:
    """The one row of the city, made with stand-in names where there is none."""
    return City.objects.get_or_create(pk=1, defaults={"name": STAND_IN})[0]


def _readable(accent: str) -> str:
    """The city's colour, or nothing. Raises `Refused` when words in it could not be read."""
    if not accent.strip():
        return ""
    try:
        chosen = colour.read(accent)
    except ValueError:
        message = _("Write the colour as # and six digits, such as #0d6a70.")
        raise Refused(Refusal("bad_colour", message, "accent", 422)) from None
    if colour.contrast(chosen, colour.SHEET) < colour.LEAST_CONTRAST:
        message = _("Words in this colour are hard to read on white; choose a darker one.")
        raise Refused(Refusal("pale", message, "accent", 422))
    return chosen


def _check_calendar(zone: str, work: Mapping[str, Any]) -> None:
    try:
        worktime.load({"zone": zone, **work})
    except worktime.CalendarError as error:
        raise Refused(Refusal("bad_calendar", str(error), error.field, 422)) from error


def _rename_root(city: City) -> None:
    top = root()
    if top is not None:
        top.name, top.sort_key = city.name, sort_key(city.name)
        top.save(update_fields=["name", "sort_key"])

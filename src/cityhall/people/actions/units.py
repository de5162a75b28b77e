"""Making, naming and dissolving the units of the city."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext as _

from cityhall.acts import actions as acts
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.people import hooks, queries
from cityhall.people.actions.common import (
    atomic,
    cleaned_code,
    cleaned_names,
    may_manage,
    sort_key,
    take_turn,
)
from cityhall.people.actor import Actor
from cityhall.people.contact import cleaned_phone
from cityhall.people.models import Organization


@atomic
def create_unit(
    *,
    name: Mapping[str, str],
    parent: Organization,
    code: str = "",
    phone: str = "",
    outside: bool = False,
    actor: Actor,
    at: datetime,
) -> Organization:
    """Make a unit under another one, or name a body outside the city that takes reports."""
    take_turn()
    demand(may_manage(parent, actor=actor) or _still_there(parent))
    names = cleaned_names(name)
    kinds = Organization.Classification
    unit = Organization.objects.create(
        code=cleaned_code(code, names, Organization, stem="unit"),
        name=names,
        classification=kinds.OUTSIDE if outside else kinds.UNIT,
        parent=parent,
        phone=cleaned_phone(phone),
        sort_key=sort_key(names),
    )
    facts = {"unit": unit.code, "parent": parent.code, "kind": unit.classification}
    acts.record(actor, "people.create_unit", unit, facts, at=at)
    return unit


@atomic
def rename_unit(
    code: str, *, name: Mapping[str, str], phone: str = "", actor: Actor, at: datetime
) -> Organization:
    """Give a unit another name or phone number; its code stays, so its addresses do too."""
    take_turn()
    unit = found_unit(code)
    demand(may_manage(unit, actor=actor) or _still_there(unit))
    unit.name = cleaned_names(name)
    unit.phone = cleaned_phone(phone)
    unit.sort_key = sort_key(unit.name)
    unit.save(update_fields=["name", "phone", "sort_key"])
    acts.record(actor, "people.rename_unit", unit, {"unit": unit.code}, at=at)
    return unit


def may_dissolve(unit: Organization, *, actor: Actor) -> Refusal | None:
    """Whether a unit can go: nothing and nobody may hang on it any more."""
    if refusal := may_manage(unit, actor=actor) or _still_there(unit):
        return refusal
    if unit.parent_id is None:
        return Refusal("root", _("The city itself cannot be dissolved."))
    if unit.units.filter(dissolved_on=None).exists():
        return Refusal("has_units", _("Other units stand under it; dissolve those first."))
    if queries.open_memberships().filter(post__organization=unit).exists():
        return Refusal("has_holders", _("Somebody still holds a post here; end that first."))
    for may_lose in hooks.dissolving:
        if refusal := may_lose(unit):
            return refusal
    return None


@atomic
def dissolve_unit(code: str, *, actor: Actor, at: datetime) -> Organization:
    """End a unit from today on, and its posts with it; its reports and its past stay."""
    take_turn()
    unit = found_unit(code)
    demand(may_dissolve(unit, actor=actor))
    unit.dissolved_on = queries.today()
    unit.save(update_fields=["dissolved_on"])
    posts = unit.posts.filter(abolished_on=None)
    ended = sorted(posts.values_list("code", flat=True))
    posts.update(abolished_on=unit.dissolved_on)
    acts.record(actor, "people.dissolve_unit", unit, {"unit": unit.code, "posts": ended}, at=at)
    return unit


def found_unit(code: str) -> Organization:
    """Raises `Refused` with status 404 when there is no such unit."""
    unit = Organization.objects.filter(code=code).first()
    if unit is None:
        raise Refused(Refusal("unknown", _("There is no such unit."), status=404))
    return unit


def _still_there(unit: Organization) -> Refusal | None:
    if unit.dissolved_on is None:
        return None
    return Refusal("dissolved", _("This unit does not exist any more."), "parent", 422)

"""What every act of the city office does: take its turn, check its reach, clean its words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.db.models import F, Model
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cityhall.acts.refusals import Refusal, Refused
from cityhall.people.actor import Actor
from cityhall.people.models import City, Organization, Power
from cityhall.people.names import name_in
from divan import language

atomic = transaction.atomic
LONGEST_NAME = 120
RESERVED = frozenset({"new"})  # words of our own addresses
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def take_turn() -> None:
    """Acts of the city office are one after another, so that what a check saw still holds."""
    if not connection.in_atomic_block:
        raise RuntimeError("an act of the city office runs inside a transaction")
    City.objects.select_for_update().filter(pk=1).first()


def may_manage(unit: Organization, *, actor: Actor) -> Refusal | None:
    """Whether the actor's posts let them shape this unit, its posts and who holds them."""
    if actor.may(Power.PEOPLE, unit.pk):
        return None
    return Refusal("not_yours", _("Your post does not reach this unit."), status=403)


def may_manage_city(*, actor: Actor) -> Refusal | None:
    """Whether the actor may change what holds for the entire city."""
    top = root()
    if top is not None and actor.may(Power.PEOPLE, top.pk):
        return None
    message = _("Only an administrator of the entire city can do this.")
    return Refusal("not_yours", message, status=403)


def may_grant(powers: Iterable[str], unit: Organization, *, actor: Actor) -> Refusal | None:
    """Nobody gives a power in a unit that they lack there, except the city's administrators."""
    if may_manage_city(actor=actor) is None:
        return None
    if all(actor.may(power, unit.pk) for power in powers):
        return None
    message = _("You can give only powers that you hold yourself in this unit.")
    return Refusal("too_much", message, "powers", 403)


def root() -> Organization | None:
    """The city itself, under which every unit stands."""
    city = Organization.Classification.CITY
    return Organization.objects.filter(classification=city, parent=None).first()


def cleaned_names(given: Mapping[str, str], field: str = "name") -> dict[str, str]:
    """Names by language. Raises `Refused` when there is none or one is too long."""
    names = {
        code: " ".join(language.clean(given.get(code, "")).split())
        for code, _label in settings.LANGUAGES
    }
    for code, name in names.items():
        if len(name) > LONGEST_NAME:
            message = _("At most 120 letters, please.")
            raise Refused(Refusal("too_long", message, f"{field}_{code}", 422))
    names = {code: name for code, name in names.items() if name}
    if not names:
        message = _("Give it a name in at least one language.")
        raise Refused(Refusal("nameless", message, f"{field}_{settings.LANGUAGE_CODE}", 422))
    return names


def cleaned_code(
    given: str, names: Mapping[str, str], model: type[Model], *, stem: str, field: str = "code"
) -> str:
    """The code of something new: as given, or made from its English name (else from `stem`).

    Raises `Refused` for a code that is taken or is no code.
    """
    longest = model._meta.get_field(field).max_length or 40
    code = language.latin_digits(given).strip().lower()
    if not code:
        return _free(slugify(names.get("en", "")) or stem, model, field)
    if len(code) > longest or not _CODE.fullmatch(code):
        message = _("Use small Latin letters, digits and hyphens, such as street-lights.")
        raise Refused(Refusal("bad_code", message, "code", 422))
    if code in RESERVED or model._default_manager.filter(**{field: code}).exists():
        raise Refused(Refusal("taken", _("This short name is taken; choose another."), "code", 422))
    return code


def sort_key(names: Mapping[str, str]) -> str:
    return language.sort_key(name_in(names, settings.LANGUAGE_CODE))[:200]


def city_changed(*, map_too: bool = False) -> None:
    """Let pages read the city anew once this act is committed."""
    if map_too:
        City.objects.filter(pk=1).update(map_version=F("map_version") + 1)
    transaction.on_commit(forget_city)


def forget_city() -> None:
    cache.delete_many(["city", "areas"])


def _free(stem: str, model: type[Model], field: str) -> str:
    longest = model._meta.get_field(field).max_length or 40
    stem = stem[: longest - 4].strip("-_")
    taken = set(
        model._default_manager.filter(**{f"{field}__startswith": stem}).values_list(
            field, flat=True
        )
    ) | set(RESERVED)
    if stem not in taken:
        return stem
    return next(f"{stem}-{n}" for n in range(2, len(taken) + 3) if f"{stem}-{n}" not in taken)

"""The only code that writes people, units, posts and the city: one function an act."""

from cityhall.people.actions.accounts import account_of, change_own, first_administrator
from cityhall.people.actions.city import change_city
from cityhall.people.actions.common import (
    cleaned_code,
    cleaned_names,
    may_grant,
    may_manage,
    may_manage_city,
    take_turn,
)
from cityhall.people.actions.maps import set_areas, set_layer
from cityhall.people.actions.posts import (
    abolish_post,
    appoint,
    change_post,
    create_post,
    end_membership,
    reset_second_factor,
    set_superior,
)
from cityhall.people.actions.units import create_unit, dissolve_unit, may_dissolve, rename_unit

__all__ = [
    "abolish_post",
    "account_of",
    "appoint",
    "change_city",
    "change_own",
    "change_post",
    "cleaned_code",
    "cleaned_names",
    "create_post",
    "create_unit",
    "dissolve_unit",
    "end_membership",
    "first_administrator",
    "may_dissolve",
    "may_grant",
    "may_manage",
    "may_manage_city",
    "rename_unit",
    "reset_second_factor",
    "set_areas",
    "set_layer",
    "set_superior",
    "take_turn",
]

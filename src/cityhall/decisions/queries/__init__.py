"""The only code that reads charters and matters for a page; every read starts from `visible_to`."""

from cityhall.decisions.queries.charters import adopted_by, in_force, seats, versions
from cityhall.decisions.queries.delegations import delegations, members
from cityhall.decisions.queries.matters import (
    OPEN,
    Page,
    about_thing,
    bodies_of,
    events,
    followed,
    inbox,
    inbox_size,
    newest,
    offices,
    one,
    publication,
    state,
    tasks,
    titles,
    visible_to,
    waiting_about,
)

__all__ = [
    "OPEN",
    "Page",
    "about_thing",
    "adopted_by",
    "bodies_of",
    "delegations",
    "events",
    "followed",
    "in_force",
    "inbox",
    "inbox_size",
    "members",
    "newest",
    "offices",
    "one",
    "publication",
    "seats",
    "state",
    "tasks",
    "titles",
    "versions",
    "visible_to",
    "waiting_about",
]

"""The only code that reads charters and matters for a page; every read starts from `visible_to`."""

from cityhall.decisions.queries.charters import in_force, seats, versions
from cityhall.decisions.queries.matters import (
    Page,
    bodies_of,
    events,
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
)

__all__ = [
    "Page",
    "bodies_of",
    "events",
    "in_force",
    "inbox",
    "inbox_size",
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
]

"""How the reporter of a report is told of it; addresses are said in part, to their own."""

from __future__ import annotations

from typing import NamedTuple

from cityhall.acts import wishes
from cityhall.acts.wishes import Pace, reader_key
from cityhall.service.models import Party, Request


class News(NamedTuple):
    """Whether an e-mail address is known and wants news, and the end of the proven number."""

    email: bool
    wanted: bool
    mobile: str


def news_of(request: Request) -> News:
    party = request.parties.filter(role=Party.Role.REPORTER).first()
    if party is None:
        return News(False, False, "")
    about = f"service.request:{request.pk}"
    stopped = bool(party.email) and (
        wishes.of(reader_key(party.email)).things.get(about) == Pace.NEVER
    )
    return News(bool(party.email), bool(party.email) and not stopped, party.mobile[-4:])

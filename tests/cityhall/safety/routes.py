"""Every address of the site, read from the URL conf itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.cityhall.safety.world import World

UNKNOWN_PHOTO = "00000000-0000-4000-8000-000000000000"


def patterns(
    found: URLResolver | None = None, before: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    """Name, route and pattern of every address, in the order of the URL conf."""
    for one in (found or get_resolver()).url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, route)
        else:
            yield one.name or f"nameless {route}", route, one


def names() -> list[str]:
    return [name for name, _route, _pattern in patterns()]


def parameters(pattern: URLPattern) -> list[str]:
    return list(pattern.pattern.converters)


def fillings(world: World) -> Mapping[str, list[Any]]:
    """What each parameter of an address can be in this town."""
    return {
        "request_id": [row.pk for row in world.reports.values()] + [999_999],
        "photo_id": [photo.pk for photo in world.photos.values()] + [UNKNOWN_PHOTO],
        "size": ["large", "thumb", "huge"],
        "token": [world.draft.token, "no-such-token"],
        "step": ["what", "where", "similar", "details", "contact", "check", "nowhere"],
        "code": [
            *world.codes.values(),
            "00000-00000",
            *("fa", "en", "lighting", "roads", "lamp", "admin", "pole", "home", "secret"),
            *("urgent-hours", "solved"),
        ],
        "verb": ["answer", "solved", "not-solved", "note", "claim", "reveal", "close", "dance"],
        "membership_id": [world.membership.pk, 999_999],
    }


def addresses(world: World, *, most: int = 400) -> list[str]:
    """All addresses that the URL conf and the town's rows make together."""
    values = fillings(world)
    made: list[str] = []
    for name, _route, pattern in patterns():
        combinations: list[dict[str, Any]] = [{}]
        for parameter in parameters(pattern):
            combinations = [
                {**one, parameter: value} for one in combinations for value in values[parameter]
            ]
        for arguments in combinations[:most]:
            made.append(reverse(name, kwargs=arguments))
    return list(dict.fromkeys(made))


def holes(route: str) -> int:
    return len(re.findall(r"<", route))

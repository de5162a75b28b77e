"""Every address of the site, read from the URL conf itself."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver, reverse
from tests.cityhall.safety.world import MET, World

UNKNOWN_PHOTO = "00000000-0000-4000-8000-000000000000"
STEPS = ("what", "where", "similar", "details", "contact", "check")
TWINS = ("html", "json", "atom")


def patterns(found: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    """Name and route of every address, in the order of the URL conf."""
    for one in (found or get_resolver()).url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from patterns(one, route)
        elif isinstance(one, URLPattern):
            yield one.name or f"nameless: {route}", route


def plain() -> list[str]:
    """The addresses that need nothing filled in."""
    return [f"/{route}" for _name, route in patterns() if "<" not in route]


def addresses(world: World, role: str) -> list[str]:
    """Where a walk through the town begins: all that a role could type, guess or have seen.

    Tracking codes are the reporter's own: whoever else has one was given it.
    """
    made = plain()
    numbers = [row.pk for row in world.reports.values()]
    made += [f"{reverse(name, args=[pk])}" for pk in numbers for name in ("request", "case")]
    made += [f"{reverse('request', args=[pk])}?format={twin}" for pk in numbers for twin in TWINS]
    made += [
        reverse("photo", args=[photo.pk, size])
        for photo in world.photos.values()
        for size in ("large", "thumb")
    ]
    made += [reverse("report_step", args=[world.draft.token, step]) for step in STEPS]
    made += [reverse("report_step", args=[world.helped.token, step]) for step in STEPS]
    made += [
        reverse("report_sent", args=[row.draft.token])
        for row in world.reports.values()
        if hasattr(row, "draft")
    ]
    made.append(f"{reverse('search')}?q={MET}")
    made += [f"{reverse('request_list')}?q={MET}&format={twin}" for twin in TWINS]
    made += [
        f"/open311/v2/{call}.{form}?extensions=true"
        for form in ("xml", "json")
        for call in (
            "services",
            "services/pole",
            "requests",
            "servicerequestupdates",
            *(f"requests/{number}" for number in numbers),
        )
    ]
    if role == "R":
        made += [reverse("tracked", args=[code]) for code in world.own_codes()]
    return list(dict.fromkeys(made))

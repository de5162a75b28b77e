"""The city on every page: its name, zone, emblem and emergency number."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from cityhall.people.queries import city


def city_context(request: HttpRequest) -> dict[str, Any]:
    return {"city": city()}

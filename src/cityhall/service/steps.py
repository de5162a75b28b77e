"""A report being written, step by step: what a draft still misses, and the report it becomes."""

from __future__ import annotations

from typing import Any

from cityhall.people import queries
from cityhall.people.landmarks import landmarks
from cityhall.people.maps import View, whole_city
from cityhall.people.names import name_in
from cityhall.service.actions import Report
from cityhall.service.assistance import help_of
from cityhall.service.models import Draft, Publish, Service
from cityhall.service.questions import checked, questions_of

NUMBERED = ("what", "where", "details", "contact", "check")
ORDER = ("what", "where", "similar", "details", "contact", "check")
PICTURES = {"small": (326, 300), "large": (640, 400)}  # as the page shows them, in pixels


def next_step(step: str) -> str:
    return ORDER[ORDER.index(step) + 1]


def previous_step(step: str) -> str:
    """The numbered step before this one; similar reports are only passed on the way forward."""
    return NUMBERED[max(0, NUMBERED.index(step) - 1)]


def missing(draft: Draft, service: Service | None) -> str:
    """The first step that lacks something without which nothing can be sent; empty for none."""
    data = draft.data
    if service is None or not data.get("text"):
        return "what"
    if service.place_required and not has_place(data):
        return "where"
    if checked(questions_of(service.questions), data.get("answers", {}))[1]:
        return "details"
    given = help_of(data)
    if given is not None and not given.known:
        return "contact"
    return ""


def has_place(data: dict[str, Any]) -> bool:
    return data.get("latitude") is not None or any(
        data.get(name) for name in ("address", "landmark", "area")
    )


def report_of(draft: Draft, service: Service) -> Report:
    """What a draft says, as the act of filing takes it; its photos are read with it."""
    data = draft.data
    landmark = landmarks().get(data.get("landmark", ""))
    area_code = data.get("area") or (landmark.area_code if landmark else "")
    return Report(
        service=service,
        text=data.get("text", ""),
        latitude=data.get("latitude"),
        longitude=data.get("longitude"),
        address=data.get("address", ""),
        landmark=name_in(landmark.names) if landmark else "",
        area=next((one for one in queries.areas() if one.code == area_code), None),
        answers=data.get("answers", {}),
        publish=data.get("publish", Publish.ALL),
        name=data.get("name", ""),
        email=data.get("email", ""),
        phone=data.get("phone", ""),
        photos=list(draft.photos.all()),
        help=help_of(data),
    )


def views(data: dict[str, Any]) -> dict[str, View]:
    """The two maps of a draft, by the name of their buttons: the whole city until it is moved."""
    kept = data.get("map")
    return {
        name: View(*kept, width, height) if kept else whole_city(width, height)
        for name, (width, height) in PICTURES.items()
    }

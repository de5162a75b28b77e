"""The structures of GeoReport v2, and their two forms: XML and JSON say the same."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from xml.etree import ElementTree

import msgspec
from msgspec import UNSET, UnsetType


class Endpoint(msgspec.Struct, kw_only=True):
    specification: str
    url: str
    changeset: datetime
    type: str  # production or test
    formats: list[str]


class Discovery(msgspec.Struct, kw_only=True):
    """Where the service is, in which forms, and how to come by a key."""

    changeset: datetime
    contact: str
    key_service: str
    endpoints: list[Endpoint]


class Service(msgspec.Struct, kw_only=True):
    """A kind of report."""

    service_code: str
    service_name: str
    description: str
    metadata: bool  # whether there is a definition
    type: str  # always realtime: a number is given at once
    keywords: str
    group: str


class Value(msgspec.Struct):
    key: str
    name: str


class Attribute(msgspec.Struct, kw_only=True):
    """A question of a kind of report."""

    variable: bool
    code: str
    datatype: str
    required: bool
    datatype_description: str
    order: int
    description: str
    values: list[Value] | UnsetType = UNSET


class Definition(msgspec.Struct, kw_only=True):
    service_code: str
    attributes: list[Attribute]


class Photo(msgspec.Struct):
    media_url: str


class Note(msgspec.Struct, kw_only=True):
    """A line of the public story of a report."""

    datetime: datetime
    summary: str
    description: str
    type: str


class Answered(msgspec.Struct, kw_only=True):
    """An answer that everyone may read."""

    code: str
    label: str
    value: str


class Extended(msgspec.Struct, kw_only=True):
    """Beyond the standard; only with `extensions=true`."""

    channel: str
    title: str
    stage: str
    outcome: str | None
    area: str | None
    voices: int
    merged_into: str | None
    url: str
    photos: list[Photo]


class Report(msgspec.Struct, kw_only=True):
    """A report, as everyone may read it."""

    service_request_id: str
    status: str  # open or closed
    status_notes: str | None
    service_name: str
    service_code: str
    description: str
    agency_responsible: str
    service_notice: str | None
    requested_datetime: datetime
    updated_datetime: datetime
    expected_datetime: datetime | None
    address: str | None
    address_id: str | None
    zipcode: str | None
    lat: float | None
    long: float | None
    media_url: str | None
    extended_attributes: Extended | UnsetType = UNSET
    attributes: list[Answered] | UnsetType = UNSET
    notes: list[Note] | UnsetType = UNSET


class Filed(msgspec.Struct, kw_only=True):
    """The answer to a new report: its number, or a token for it."""

    service_request_id: str | UnsetType = UNSET
    token: str | UnsetType = UNSET
    service_notice: str | None = None
    account_id: str | None = None


class Token(msgspec.Struct, kw_only=True):
    service_request_id: str
    token: str


class RequestUpdate(msgspec.Struct, kw_only=True):
    """Something that happened to a report; the names are those that FixMyStreet uses."""

    update_id: str
    service_request_id: str
    status: str  # OPEN or CLOSED
    description: str
    updated_datetime: datetime
    media_url: str | None = None


class UpdateTaken(msgspec.Struct):
    update_id: str


class Fault(msgspec.Struct):
    code: int
    description: str


_CHILD = {
    "discovery": "",
    "endpoints": "endpoint",
    "formats": "format",
    "services": "service",
    "attributes": "attribute",
    "values": "value",
    "photos": "photo",
    "notes": "note",
    "service_requests": "request",
    "service_request_updates": "request_update",
    "errors": "error",
}


def as_json(value: Any) -> bytes:
    """JSON with times to the second, in UTC."""
    return msgspec.json.encode(_with_stamps(msgspec.to_builtins(value, builtin_types=(datetime,))))


def as_xml(root: str, value: Any) -> bytes:
    """XML under this root: a list becomes the children that belong to its name."""
    made = ElementTree.Element(root)
    builtins = msgspec.to_builtins(value, builtin_types=(datetime,))
    if root in ("discovery", "service_definition"):
        _fill(made, builtins)
    else:
        for one in builtins if isinstance(builtins, list) else [builtins]:
            _fill(ElementTree.SubElement(made, _CHILD[root]), one)
    return ElementTree.tostring(made, encoding="utf-8", xml_declaration=True)


def stamp(moment: datetime) -> str:
    """The W3C form of ISO 8601, with its zone."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _fill(element: ElementTree.Element, value: Any) -> None:
    if isinstance(value, dict):
        for name, inner in value.items():
            _fill(ElementTree.SubElement(element, name), inner)
    elif isinstance(value, list):
        for inner in value:
            _fill(ElementTree.SubElement(element, _CHILD[element.tag]), inner)
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    elif isinstance(value, datetime):
        element.text = stamp(value)
    elif value is not None:
        element.text = "".join(letter for letter in str(value) if _fits_xml(letter))


def _fits_xml(letter: str) -> bool:
    """Whether XML 1.0 can hold a character at all."""
    return (
        letter >= " " and not "\ud800" <= letter <= "\udfff" and letter not in "\ufffe\uffff"
    ) or (letter in "\n\t")


def _with_stamps(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _with_stamps(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_with_stamps(inner) for inner in value]
    return stamp(value) if isinstance(value, datetime) else value

"""Open311 as OpenAPI says it, in JSON: the same calls that the standard describes in words."""

from __future__ import annotations

from typing import Any

from cityhall.partners.open311 import wire

_DATE = {"type": "string", "format": "date-time"}
_PLACE = {
    "lat": {"type": "number", "minimum": -90, "maximum": 90},
    "long": {"type": "number", "minimum": -180, "maximum": 180},
}
_FAULTS = {
    400: "An argument is missing or makes no sense",
    403: "api_key is missing, unknown, or not for this",
    404: "Not known here, or not public",
    429: "Too many calls",
}


def structures() -> list[Any]:
    """The structures whose schemas are needed."""
    return [
        wire.Discovery,
        wire.Service,
        wire.Definition,
        wire.Report,
        wire.Filed,
        wire.Token,
        wire.RequestUpdate,
        wire.UpdateTaken,
        wire.Fault,
    ]


def operations() -> dict[str, Any]:
    """The calls by path. XML is there as well, at the same address with .xml."""
    base = "/open311/v2"
    return {
        "/open311/discovery.json": {"get": _get("Where Open311 is", "Discovery", [], one=True)},
        f"{base}/services.json": {"get": _get("Kinds of report", "Service", [])},
        f"{base}/services/{{service_code}}.json": {
            "get": _get("Questions of a kind", "Definition", ["service_code"], one=True)
        },
        f"{base}/requests.json": {
            "get": _get("Public reports", "Report", [], query=_REQUESTS),
            "post": _post("Send a report", "Filed", _REPORT),
        },
        f"{base}/requests/{{service_request_id}}.json": {
            "get": _get("One report", "Report", ["service_request_id"], query=_EXTENDED)
        },
        f"{base}/tokens/{{token}}.json": {"get": _get("The number of a token", "Token", ["token"])},
        f"{base}/servicerequestupdates.json": {
            "get": _get("What happened since", "RequestUpdate", [], query=_UPDATES),
            "post": _post("Say more about a report", "UpdateTaken", _MORE),
        },
    }


_TEXT = {"type": "string"}
_EXTENDED = {"extensions": {"type": "boolean"}}
_SPAN = {"start_date": _DATE, "end_date": _DATE, "after": _TEXT}
_REQUESTS: dict[str, Any] = {
    "service_request_id": _TEXT,
    "service_code": _TEXT,
    **_SPAN,
    "status": {"type": "string", "enum": ["open", "closed", "open,closed"]},
    **_EXTENDED,
    "page": {"type": "integer", "minimum": 1, "maximum": 1_000_000},
    "page_size": {"type": "integer", "minimum": 1, "maximum": 1000},
}
_UPDATES: dict[str, Any] = {**_SPAN, "page_size": _REQUESTS["page_size"]}
_REPORT: dict[str, Any] = {
    "service_code": _TEXT,
    "description": {"type": "string", "maxLength": 4000},
    **_PLACE,
    **dict.fromkeys(
        (
            "address_string",
            "address_id",
            "email",
            "device_id",
            "account_id",
            "first_name",
            "last_name",
            "phone",
            "media_url",
        ),
        _TEXT,
    ),
}
_MORE: dict[str, Any] = {
    "service_request_id": _TEXT,
    "update_id": _TEXT,
    "status": _TEXT,
    "description": {"type": "string", "maxLength": 4000},
    "updated_datetime": _DATE,
}
_NEEDED = {"Filed": ["service_code"], "UpdateTaken": ["service_request_id"]}


def _get(
    about: str,
    answer: str,
    inner: list[str],
    *,
    query: dict[str, Any] | None = None,
    one: bool = False,
) -> dict[str, Any]:
    asked = {"jurisdiction_id": _TEXT, **(query or {})}
    parameters = [{"name": name, "in": "path", "required": True, "schema": _TEXT} for name in inner]
    parameters += [
        {"name": name, "in": "query", "schema": schema} for name, schema in asked.items()
    ]
    schema: dict[str, Any] = {"$ref": f"#/components/schemas/{answer}"}
    schema = schema if one else {"type": "array", "items": schema}
    return {
        "tags": ["Open311"],
        "summary": about,
        "parameters": parameters,
        "responses": {"200": _said("As asked", schema), **_faults(400, 403, 404, 429)},
    }


def _post(about: str, answer: str, fields: dict[str, Any]) -> dict[str, Any]:
    schema = {
        "type": "object",
        "required": _NEEDED[answer],
        "properties": {"jurisdiction_id": _TEXT, **fields},
    }
    taken = {"type": "array", "items": {"$ref": f"#/components/schemas/{answer}"}}
    forms = ("application/x-www-form-urlencoded", "multipart/form-data")
    return {
        "tags": ["Open311"],
        "summary": about,
        "security": [{"key": []}],
        "requestBody": {"required": True, "content": {form: {"schema": schema} for form in forms}},
        "responses": {
            "200": _said("Known already", taken),
            "201": _said("Taken", taken),
            **_faults(400, 403, 404, 413, 429),
        },
    }


def _faults(*statuses: int) -> dict[str, Any]:
    schema = {"type": "array", "items": {"$ref": "#/components/schemas/Fault"}}
    return {
        str(status): _said(_FAULTS.get(status, "Too much at once"), schema) for status in statuses
    }


def _said(about: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"description": about, "content": {"application/json": {"schema": schema}}}

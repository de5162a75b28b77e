"""OpenAPI 3.1 of what programs can ask here, made of the views and the structures themselves.

A view that answers JSON says so with `web.described.answers`; the structures are msgspec's, whose
schemas are these. Open311 is described beside it, from its own structures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver

from cityhall.partners.open311.described import operations as open311_operations
from cityhall.partners.open311.described import structures as open311_structures
from cityhall.web.described import Described, Parameter

_CONVERTER = re.compile(r"<(?:(\w+):)?(\w+)>")
_TYPES: dict[str, dict[str, Any]] = {
    "int": {"type": "integer", "minimum": 0},
    "uuid": {"type": "string", "format": "uuid"},
    "slug": {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
}
_REASONS = {400: "An argument makes no sense", 404: "Not known here, or not public"}


class Error(msgspec.Struct):
    """Why something was refused: a code for programs, words for people, and where it was."""

    code: str
    message: str
    field: str


class ErrorOut(msgspec.Struct):
    error: Error


class Route(NamedTuple):
    """One address that answers JSON, for the page of developers."""

    path: str
    about: str


def routes() -> list[Route]:
    return [Route(path, said.about) for path, said, _inner in _described()]


@lru_cache(maxsize=1)
def document() -> dict[str, Any]:
    """The whole description. It changes with the program only, so it is made once."""
    found = list(_described())
    kinds = [said.answer for _path, said, _inner in found]
    schemas, components = msgspec.json.schema_components(
        [*kinds, ErrorOut, *open311_structures()], ref_template="#/components/schemas/{name}"
    )
    by_kind = {repr(kind): schema for kind, schema in zip(kinds, schemas, strict=False)}
    error = schemas[len(kinds)]
    paths: dict[str, Any] = {}
    for path, said, inner in found:
        paths[path] = {"get": _operation(path, said, inner, by_kind[repr(said.answer)], error)}
    paths |= open311_operations()
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Divan",
            "version": "1",
            "description": "What everyone may read of this city, as JSON; and Open311.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": settings.ORIGIN}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": "A key of the city."}
            },
        },
    }


def _described() -> Iterator[tuple[str, Described, dict[str, str]]]:
    """Path, description and converters of every address that says what JSON it answers."""
    for route, view in _views(get_resolver(), ""):
        said = getattr(view, "described", None)
        if said is not None:
            inner = {name: kind or "str" for kind, name in _CONVERTER.findall(route)}
            yield "/" + _CONVERTER.sub(r"{\2}", route), said, inner


def _views(found: URLResolver, before: str) -> Iterator[tuple[str, Any]]:
    for one in found.url_patterns:
        route = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _views(one, route)
        elif isinstance(one, URLPattern):
            yield route, one.callback


def _operation(
    path: str, said: Described, inner: dict[str, str], schema: Any, error: Any
) -> dict[str, Any]:
    parameters = [
        {
            "name": name,
            "in": "path",
            "required": True,
            "schema": _TYPES.get(kind, {"type": "string"}),
        }
        for name, kind in inner.items()
    ]
    parameters += [_query(name, one) for name, one in said.parameters.items()]
    if said.asked:
        form = {"type": "string", "enum": ["json"]}
        parameters.append({"name": "format", "in": "query", "required": True, "schema": form})
    failing = sorted({*said.errors, *([404] if inner else [])})
    return {
        "summary": said.about,
        "operationId": re.sub(r"\W+", "_", path).strip("_") or "home",
        "parameters": parameters,
        "responses": {
            "200": {"description": "As asked", "content": {"application/json": {"schema": schema}}},
            **{
                str(status): {
                    "description": _REASONS[status],
                    "content": {"application/json": {"schema": error}},
                }
                for status in failing
            },
        },
    }


def _query(name: str, one: Parameter) -> dict[str, Any]:
    made: dict[str, Any] = {
        "name": name,
        "in": "query",
        "description": one.about,
        "schema": dict(one.schema),
    }
    if one.example is not None:
        made["example"] = one.example
    return made

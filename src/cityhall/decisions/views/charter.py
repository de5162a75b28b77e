"""The charter in force: its bodies and who sits in them, its matters, its text, its versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import msgspec
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cityhall.decisions import laws, queries
from cityhall.decisions.drafts import Part, parts
from cityhall.decisions.models import Charter as Row
from cityhall.decisions.models import Matter
from cityhall.decisions.sheet import body_name, kind_name
from cityhall.decisions.views.filing import standing
from cityhall.web import respond
from cityhall.web.described import answers
from cityhall.web.templating import url
from divan.charter.draw import draw_bodies, draw_route
from divan.charter.model import Charter


class BodyOut(msgspec.Struct, kw_only=True):
    """A body; `seats` is null for a register."""

    name: str
    title: dict[str, str]
    preset: str
    seats: int | None
    held: int
    reports_to: str | None


class KindOut(msgspec.Struct, kw_only=True):
    """A kind of matter, with the drawing of its route."""

    name: str
    title: dict[str, str]
    basis: dict[str, str]
    picture: str


class VersionOut(msgspec.Struct, kw_only=True):
    """A version; `matter` is the address of the matter that adopted it, null for the first."""

    number: int
    digest: str
    adopted_at: datetime
    in_force: bool
    matter: str | None
    text: str


class CharterOut(msgspec.Struct, kw_only=True):
    """The charter in force. `rules` are its sentences in the reader's language."""

    name: dict[str, str]
    bodies: list[BodyOut]
    matters: list[KindOut]
    rules: list[Part]
    versions: list[VersionOut]


@answers(CharterOut, "The charter in force, with all its versions", errors=(404,))
@require_safe
def charter(request: HttpRequest) -> HttpResponse:
    row = queries.in_force()
    json = respond.wanted(request) == "json"
    if row is None and json:
        raise Http404
    context: dict[str, Any] = {"section": "decisions", "charter": row}
    if row is not None:
        said = laws.law(row)
        seats = queries.seats(timezone.now())
        versions, adopted = list(queries.versions()), queries.adopted_by()
        rules = parts(said, request.language)
        if json:
            held = {name: len(many) for name, many in seats.items()}
            return respond.json(
                _out(row, said, held, rules, [_version(v, adopted) for v in versions])
            )
        context |= {
            "bodies": [
                (body_name(said, name), body, seats.get(name, []), body_name(said, body.reports_to))
                for name, body in said.bodies.items()
            ],
            "kinds": [
                (kind_name(said, name), name, standing(said, one), laws.title(one.basis, ""))
                for name, one in said.matters.items()
                if not one.of
            ],
            "rules": rules,
            "drawn": draw_bodies(said, request.language),
            "versions": [(one, adopted.get(one.pk)) for one in versions],
        }
    return render(request, "decisions/charter.html", context)


def _out(
    row: Row, said: Charter, held: dict[str, int], rules: list[Part], versions: list[VersionOut]
) -> CharterOut:
    return CharterOut(
        name=row.name,
        bodies=[
            BodyOut(
                name=name,
                title=dict(body.title),
                preset=body.preset,
                seats=body.seats,
                held=held.get(name, 0),
                reports_to=body.reports_to or None,
            )
            for name, body in said.bodies.items()
        ],
        matters=[
            KindOut(
                name=name,
                title=dict(one.title),
                basis=dict(one.basis),
                picture=url("charter_picture", name),
            )
            for name, one in said.matters.items()
        ],
        rules=rules,
        versions=versions,
    )


def _version(one: Row, adopted: dict[int, Matter]) -> VersionOut:
    by = adopted.get(one.pk)
    return VersionOut(
        number=one.number,
        digest=one.digest,
        adopted_at=one.adopted_at,
        in_force=one.in_force,
        matter=url("matter", by.pk) if by is not None else None,
        text=url("charter_text", one.number),
    )


@require_safe
def picture(request: HttpRequest, name: str) -> HttpResponse:
    """Who answers to whom (`bodies`), or the route of a kind of matter, as SVG."""
    row = queries.in_force()
    said = laws.law(row) if row else None
    if said is None or name not in ("bodies", *said.matters):
        raise Http404
    if name == "bodies":
        drawn = draw_bodies(said, request.language)
    else:
        drawn = draw_route(said, said.matters[name], request.language)
    return HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")


@require_safe
def text(request: HttpRequest, number: int) -> HttpResponse:
    """The file of a version, as it was adopted."""
    found = queries.versions().filter(number=number).first()
    if found is None:
        raise Http404
    return HttpResponse(found.text, content_type="application/yaml; charset=utf-8")

"""The charter in force: its bodies and who sits in them, its matters, its text, its versions."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cityhall.decisions import laws, queries
from cityhall.decisions.sheet import body_name, kind_name
from cityhall.decisions.views.filing import standing
from divan.charter.draw import draw_bodies, draw_route
from divan.charter.explain import Sentence, explain
from divan.charter.model import Charter


@require_safe
def charter(request: HttpRequest) -> HttpResponse:
    row = queries.in_force()
    context: dict[str, Any] = {"section": "decisions", "charter": row}
    if row is not None:
        said = laws.law(row)
        seats = queries.seats()
        context |= {
            "bodies": [
                (body_name(said, name), body, seats.get(name, []), body_name(said, body.reports_to))
                for name, body in said.bodies.items()
            ],
            "kinds": [
                (kind_name(said, name), name, standing(said, one))
                for name, one in said.matters.items()
                if not one.of
            ],
            "rules": rules(said, request.language),
            "versions": list(queries.versions()),
        }
    return render(request, "decisions/charter.html", context)


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


def rules(said: Charter, language: str) -> list[tuple[str, list[Sentence]]]:
    """The sentences of the charter, under the body or matter they belong to."""
    found: dict[str, list[Sentence]] = {}
    for one in explain(said, language):
        found.setdefault(one.about, []).append(one)
    names = {name: body_name(said, name) for name in said.bodies}
    names |= {name: kind_name(said, name) for name in said.matters}
    return [(names[about], sentences) for about, sentences in found.items()]


@require_safe
def text(request: HttpRequest, number: int) -> HttpResponse:
    """The file of a version, as it was adopted."""
    found = queries.versions().filter(number=number).first()
    if found is None:
        raise Http404
    return HttpResponse(found.text, content_type="application/yaml; charset=utf-8")

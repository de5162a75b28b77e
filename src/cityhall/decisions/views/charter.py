"""The charter in force: its bodies and who sits in them, its matters, its text, its versions."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cityhall.decisions import laws, queries
from cityhall.decisions.sheet import body_name, kind_name
from cityhall.decisions.views.filing import standing


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
                (kind_name(said, name), laws.title(one.basis, ""), standing(said, one))
                for name, one in said.matters.items()
                if not one.of
            ],
            "versions": list(queries.versions()),
        }
    return render(request, "decisions/charter.html", context)


@require_safe
def text(request: HttpRequest, number: int) -> HttpResponse:
    """The file of a version, as it was adopted."""
    found = queries.versions().filter(number=number).first()
    if found is None:
        raise Http404
    return HttpResponse(found.text, content_type="application/yaml; charset=utf-8")

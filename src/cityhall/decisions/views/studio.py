"""Where the city office writes its charter: text, findings and drawing side by side."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cityhall.acts.refusals import Refused
from cityhall.decisions import actions, laws, queries
from cityhall.decisions.actions import Put
from cityhall.decisions.charter_forms import CharterForm
from cityhall.decisions.drafts import SHIPPED, draft, shipped
from cityhall.decisions.sheet import body_name
from cityhall.decisions.views.advise import answered
from cityhall.decisions.views.doors import office
from cityhall.web import respond
from cityhall.web.limits import limited
from cityhall.web.templating import url
from divan.charter.advise import QUESTIONS, advise
from divan.charter.model import Matter

START = "hybrid"


@limited("charter", per_minute=60, burst=60)
@require_http_methods(["GET", "HEAD", "POST"])
@office
def studio(request: HttpRequest) -> HttpResponse:
    """The text with what the checker says of it. Buttons check it, adopt it, or propose it."""
    row = queries.in_force()
    amending = _amending() if row is not None else None
    form = CharterForm(
        request.POST if request.method == "POST" else None,
        initial={"text": _start(request)},
        bodies=_bodies(request) if amending else [],
        request=request,
    )
    valid = request.method == "POST" and form.is_valid()
    do = request.POST.get("do", "check")
    if valid and do in ("adopt", "propose"):
        try:
            return _adopt(request, form) if do == "adopt" else _propose(request, form, amending)
        except Refused as refused:
            form.refuse(refused.refusal)
    text = form.written_text()
    found = draft(text, request.language, laws.law(row) if row is not None else None)
    if respond.wanted(request) == "json":
        return respond.json(found, status=422 if form.errors else 200)
    context: dict[str, Any] = {
        "form": form,
        "draft": found,
        "charter": row,
        "amending": amending,
        "shipped": list(SHIPPED.items()),
        "start": request.GET.get("start", ""),
        "adopting": actions.may_adopt(actor=request.actor),
    }
    return render(request, "decisions/studio.html", context, status=422 if form.errors else 200)


def _start(request: HttpRequest) -> str:
    """The text to begin with: what eight answers make, the one asked for, or the one in force."""
    given = answered(request.GET)
    if len(given) == len(QUESTIONS):
        return advise(given).text
    asked = shipped(request.GET.get("start", ""))
    row = queries.in_force()
    return asked or (row.text if row is not None else shipped(START))


def _amending() -> Matter | None:
    """The kind of matter that amends the charter in force, where a title is all it asks for."""
    row = queries.in_force()
    kinds = laws.law(row).matters.values() if row is not None else ()
    fitting = (one for one in kinds if one.object == "charter" and not one.fields)
    return next(fitting, None)


def _bodies(request: HttpRequest) -> list[tuple[str, str]]:
    row = queries.in_force()
    held = queries.bodies_of(request.actor, timezone.now())
    return [(one, body_name(laws.law(row), one)) for one in held] if row is not None else []


def _adopt(request: HttpRequest, form: CharterForm) -> HttpResponse:
    actions.adopt(form.cleaned_data["text"], actor=request.actor, at=timezone.now())
    messages.success(request, _("The charter is in force. Now fill its seats."))
    return redirect(url("charter_seats"))


def _propose(request: HttpRequest, form: CharterForm, amending: Matter | None) -> HttpResponse:
    """File the matter that amends the charter: the charter in force decides about its successor."""
    put = Put(
        kind=amending.name if amending is not None else "",
        title=form.cleaned_data["title"] or _("Amending the charter"),
        text=form.cleaned_data["reasons"],
        as_body=form.cleaned_data.get("as_body", ""),
        proposal=form.cleaned_data["text"],
        language=request.language,
    )
    made = actions.file_matter(put, actor=request.actor, at=timezone.now())
    return redirect(url("matter", made.pk))

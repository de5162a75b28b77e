"""Bodies outside the city: what they promised, handing a report to one, and their answer."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cityhall.acts.refusals import Refusal, Refused
from cityhall.people.doors import needs
from cityhall.people.models import Organization, Power
from cityhall.people.queries import city
from cityhall.service import actions, hooks, queries, targets
from cityhall.service.models import BodyTerms, Handover, Request
from cityhall.service.queries import handovers, routing
from cityhall.service.routing_forms import TermsForm
from cityhall.service.views.desk import for_officers
from cityhall.web import respond
from cityhall.web.limits import limited
from cityhall.web.preferences import page_language
from cityhall.web.private import kept_to_oneself

_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@needs(Power.SERVICES)
def bodies(request: HttpRequest) -> HttpResponse:
    """The bodies outside: what they promised, and which rules lead there."""
    _demand_reach(request)
    rules: dict[int, list[Any]] = {}
    for rule in routing.rules().filter(active=True):
        rules.setdefault(rule.to_id, []).append(rule)
    rows = [
        {"body": body, "terms": terms, "words": _promises(terms), "rules": rules.get(body.pk, [])}
        for body in queries.bodies()
        for terms in [_terms(body)]
    ]
    return render(request, "service/manage_bodies.html", {"rows": rows})


@_page
@needs(Power.SERVICES)
def edit_body(request: HttpRequest, code: str) -> HttpResponse:
    """What a body promised: its mail, its clocks, and the rules that say what is its."""
    _demand_reach(request)
    body = next((one for one in queries.bodies() if one.code == code), None)
    if body is None:
        raise Http404(_("There is no such body."))
    terms = _terms(body)
    day = targets.working_day(city().calendar)
    form = TermsForm(request.POST or None, terms=terms, day=day, request=request)
    if request.method == "POST" and form.is_valid():
        try:
            actions.set_terms(body, actor=request.actor, at=timezone.now(), **form.facts())
        except Refused as refused:
            form.refuse(refused.refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("edit_body", code)
    page = {
        "form": form,
        "body": body,
        "words": _promises(terms),
        "day": day,
        "rules": routing.rules().filter(to=body),
    }
    return render(request, "service/manage_body.html", page, status=422 if form.errors else 200)


@_page
@for_officers
def hand_over(request: HttpRequest, request_id: int) -> HttpResponse:
    """Hand a report to a body outside, or note what the body that has it said."""
    row = queries.one(request.actor, request_id)
    if row is None:
        raise Http404(_("There is no report with this number."))
    if refusal := actions.may_handle(row, actor=request.actor):
        return respond.refused(request, refusal, back=reverse("desk"))
    wrong: Refusal | None = None
    if request.method == "POST":
        try:
            said = _DOING[_verb(request)](request, row)
        except Refused as refused:
            wrong = refused.refusal
            row = queries.one(request.actor, request_id) or row
        else:
            messages.success(request, said)
            return redirect("case_body", row.pk)
    known = handovers.of_request(row)
    page = {
        "section": "desk",
        "report": row,
        "handovers": known,
        "current": known[-1] if known and known[-1].ended_at is None else None,
        "refusal": actions.may_hand_over(row, actor=request.actor, at=timezone.now()),
        "choices": _choices(known),
        "wrong": wrong,
        "typed": request.POST if wrong else {},
        "steps": handovers.steps_of(row),
        "elsewhere": hooks.elsewhere_of(row, request.actor),
        "ways": hooks.ways_of(row, request.actor),
    }
    return render(request, "service/case_body.html", page, status=wrong.status if wrong else 200)


@_page
@kept_to_oneself
@limited("body_answer", per_minute=30, burst=30)
def answer(request: HttpRequest, handover_id: int, key: str) -> HttpResponse:
    """Where a body answers, by the address in its mail: it takes the report, or says why not."""
    handover = handovers.by_key(handover_id, key)
    if handover is None:
        raise Http404
    wrong: Refusal | None = None
    if request.method == "POST":
        try:
            _answer(request, handover)
        except Refused as refused:
            wrong = refused.refusal
            handover = handovers.by_key(handover_id, key) or handover
        else:
            messages.success(request, _("Thank you. Your answer is on the report's page."))
            return redirect("body_answer", handover_id, key)
    page = {
        "handover": handover,
        "report": handover.request,
        "wrong": wrong,
        "typed": request.POST if wrong else {},
    }
    return render(request, "service/body_answer.html", page, status=wrong.status if wrong else 200)


def _answer(request: HttpRequest, handover: Handover) -> None:
    actor = actions.body_actor(handover.body, language=page_language())
    now = timezone.now()
    if request.POST.get("answer") == "take":
        number = request.POST.get("number", "")
        actions.body_accepts(handover.pk, actor=actor, at=now, number=number)
    elif request.POST.get("answer") == "refuse":
        actions.body_refuses(handover.pk, request.POST.get("text", ""), actor=actor, at=now)
    else:
        raise Refused(Refusal("answer", _("Say whether you take it."), "answer", 422))


def _verb(request: HttpRequest) -> str:
    verb = request.POST.get("do", "")
    if verb not in _DOING:
        raise Http404
    return verb


def _hand(request: HttpRequest, row: Request) -> str:
    body = next((one for one in queries.bodies() if one.code == request.POST.get("body")), None)
    if body is None:
        raise Refused(Refusal("body", _("Choose a body outside the city."), "body", 422))
    made = actions.hand_over(row.pk, body, actor=request.actor, at=timezone.now())
    if made.channel == Handover.Channel.EMAIL:
        return _("Handed to %(body)s; the mail is on its way.") % {"body": body}
    if made.channel == Handover.Channel.OPEN311:
        return _("Handed to %(body)s; it is on its way into their system.") % {"body": body}
    return _("Handed to %(body)s. Tell them, and note here what they say.") % {"body": body}


def _takes(request: HttpRequest, row: Request) -> str:
    number = request.POST.get("number", "")
    actions.body_accepts(_current(row), actor=request.actor, at=timezone.now(), number=number)
    return _("Noted: they took it.")


def _refuses(request: HttpRequest, row: Request) -> str:
    text = request.POST.get("text", "")
    actions.body_refuses(_current(row), text, actor=request.actor, at=timezone.now())
    return _("Noted: they refused it. It is the city's again.")


def _take_back(request: HttpRequest, row: Request) -> str:
    text = request.POST.get("text", "")
    actions.take_back(_current(row), text, actor=request.actor, at=timezone.now())
    return _("It is the city's again.")


def _current(row: Request) -> int:
    """The handover on which the page's buttons act."""
    known = handovers.of_request(row)
    if not known:
        raise Refused(Refusal("over", _("This report is not with a body outside.")))
    return known[-1].pk


_DOING: dict[str, Callable[[HttpRequest, Request], str]] = {
    "hand": _hand,
    "takes": _takes,
    "refuses": _refuses,
    "back": _take_back,
}


def _choices(known: list[Handover]) -> list[tuple[Organization, bool]]:
    """The bodies, and whether each has refused this very report."""
    refused = {one.body_id for one in known if one.state == Handover.State.REFUSED}
    return [(body, body.pk in refused) for body in queries.bodies()]


def _terms(body: Organization) -> BodyTerms:
    """What a body promised, where `terms` was read with it."""
    return getattr(body, "terms", None) or BodyTerms(organization=body)


def _promises(terms: BodyTerms) -> dict[str, str]:
    calendar = city().calendar
    return {
        stem: targets.in_words(
            getattr(terms, f"{stem}_minutes"), calendar, round_the_clock=terms.round_the_clock
        )
        for stem in ("answer", "resolve")
    }


def _demand_reach(request: HttpRequest) -> None:
    if actions.may_route(actor=request.actor) is not None:
        raise PermissionDenied

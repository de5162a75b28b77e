"""Routing rules in the city office: the list with its warnings, a rule, and a trial on the past."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cityhall.acts.refusals import Refused
from cityhall.people.doors import needs
from cityhall.people.models import Power
from cityhall.people.queries import areas, posts, units
from cityhall.service import actions, queries, rulebook
from cityhall.service.actions.routing import fill
from cityhall.service.models import RoutingRule
from cityhall.service.queries import routing as reading
from cityhall.service.routing_forms import RuleForm
from cityhall.service.rule_words import Vocabulary, case_in_words, conditions, said_of
from cityhall.service.views.page import wording

_page = require_http_methods(["GET", "HEAD", "POST"])
TRIED_AT_ONCE = 10_000


@require_safe
@needs(Power.SERVICES)
def rules(request: HttpRequest) -> HttpResponse:
    """Every rule in words, and what is wrong with them."""
    _demand_reach(request)
    rows, known = list(reading.rules()), _vocabulary(request)
    book = rulebook.compiled(rows)
    page = {
        "rules": [Shown(row, conditions(row, known)) for row in rows],
        **_warnings(reading.warnings(book, rows), book, known),
    }
    return render(request, "service/manage_routing.html", page)


@_page
@needs(Power.SERVICES)
def new_rule(request: HttpRequest) -> HttpResponse:
    _demand_reach(request)
    return _edit(request, None)


@_page
@needs(Power.SERVICES)
def edit_rule(request: HttpRequest, number: int) -> HttpResponse:
    _demand_reach(request)
    row = reading.rule(number)
    if row is None:
        raise Http404(_("There is no such rule."))
    return _edit(request, row)


@require_safe
@needs(Power.SERVICES)
def trial(request: HttpRequest) -> HttpResponse:
    """The rules in force on past reports: how many would go elsewhere than they went."""
    _demand_reach(request)
    most = reading.MOST_TRIED if request.GET.get("all") else TRIED_AT_ONCE
    found = reading.trial(rulebook.compiled(reading.rules()), most=most)
    page = {"tried": _tried(found, _vocabulary(request)), "more": found.count == TRIED_AT_ONCE}
    return render(request, "service/routing_trial.html", page)


@dataclass(frozen=True)
class Shown:
    row: RoutingRule
    conditions: list[tuple[str, str]]


@dataclass(frozen=True)
class Tried:
    """A rule tried before it is saved; a new one has the number 0."""

    number: int
    book: rulebook.Rulebook
    warnings: reading.Warnings
    trial: reading.Trial


QUIET: dict[str, list[Any]] = {"contests": [], "gaps": [], "idle": [], "gone": []}


def _edit(request: HttpRequest, row: RoutingRule | None) -> HttpResponse:
    """The page of a rule. Its buttons save it, or only try it on past reports."""
    do, known = request.POST.get("do", "save"), _vocabulary(request)
    form = _form(request, row)
    tried = None
    if request.method == "POST" and form.is_valid():
        try:
            if do != "try":
                saved = _save(request, form, row)
                messages.success(request, _("Saved. It holds for reports that come from now on."))
                return redirect("edit_rule", saved.pk)
            tried = _try(form, row)
        except Refused as refused:
            form.refuse(refused.refusal)
    page = {
        "form": form,
        "rule": row,
        "groups": _by_group(form),
        "versions": _versions(row, known) if row else [],
        "tried": _tried(tried.trial, known) if tried else None,
        **(_warnings(tried.warnings, tried.book, known, only=tried.number) if tried else QUIET),
    }
    status = 422 if form.errors else 200
    return render(request, "service/manage_rule.html", page, status=status)


def _save(request: HttpRequest, form: RuleForm, row: RoutingRule | None) -> RoutingRule:
    facts = {
        "actor": request.actor,
        "at": timezone.now(),
        "reason": form.cleaned_data["reason"],
    }
    if row is None:
        return actions.make_rule(form.draft(), **facts)
    typed = request.POST.get("version", "")
    version = (
        int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 9 else row.version
    )
    return actions.change_rule(row.pk, form.draft(), version=version, **facts)


def _try(form: RuleForm, row: RoutingRule | None) -> Tried:
    """The rule as it is typed among the others, on past reports; nothing is saved."""
    rows = list(reading.rules())
    number = row.pk if row else 0
    draft = RoutingRule(pk=number, version=row.version + 1 if row else 1)
    fill(draft, form.draft(), on=timezone.now())
    others = [one for one in rows if one.pk != number]
    book = rulebook.compiled([*others, draft])
    warnings = reading.warnings(book, [*others, draft])
    return Tried(number, book, warnings, reading.trial(book, most=TRIED_AT_ONCE))


def _form(request: HttpRequest, row: RoutingRule | None) -> RuleForm:
    kinds: dict[str, list[tuple[str, str]]] = {}
    for service in queries.services(active=False):
        kinds.setdefault(service.group.code, []).append((service.service_code, str(service)))
    return RuleForm(
        request.POST or None,
        units=list(units()),
        posts=list(posts()),
        groups=[(group.code, str(group)) for group in queries.groups()],
        kinds=list(kinds.items()),
        areas=[(area.code, str(area)) for area in areas()],
        rule=row,
        request=request,
        **({} if row else {"initial": {"to": request.GET.get("to", "")}}),
    )


def _by_group(form: RuleForm) -> list[tuple[str, list[Any]]]:
    """The kinds as boxes under the name of their group."""
    boxes = {box.data["value"]: box for box in form["kinds"]}
    groups: dict[str, list[Any]] = {}
    for service in queries.services(active=False):
        if service.service_code in boxes:
            groups.setdefault(str(service.group), []).append(boxes[service.service_code])
    return list(groups.items())


def _versions(row: RoutingRule, known: Vocabulary) -> list[dict[str, Any]]:
    """The forms of a rule, newest first: which post made each, when, and what it said."""
    offices = queries.catalogue().posts
    return [
        {
            "version": one.version,
            "at": one.at,
            "by": offices.get(one.by.removeprefix("post:"), {}),
            "act": one.act,
            "to": known.unit(one.content["to"]),
            "name": one.content["name"],
            "active": one.content["active"],
            "rank": one.content["rank"],
            "conditions": said_of(one.content, known),
        }
        for one in row.versions.all()[:50]
    ]


def _warnings(
    found: reading.Warnings, book: rulebook.Rulebook, known: Vocabulary, *, only: int | None = None
) -> dict[str, Any]:
    """What is wrong, in words; `only` what concerns the rule of this number."""

    def concerns(*rows: RoutingRule) -> bool:
        return only is None or any((row.pk or 0) == only for row in rows)

    pairs = [
        (book.row(one.one), book.row(one.other), case_in_words(one.witness, known))
        for one in found.contests
    ]
    return {
        "contests": [pair for pair in pairs if concerns(*pair[:2])],
        "gaps": [
            {
                "kind": known.of(known.kinds, gap.kind),
                "areas": known.listed(
                    known.of(known.areas, area) if area else _("reports without a district")
                    for area in gap.areas
                ),
                "everywhere": len(gap.areas) == len(book.book.domain.areas) + 1,
                "always": gap.always,
                "example": case_in_words(gap.witness, known),
            }
            for gap in found.gaps
            if only is None
        ],
        "idle": [row for row in map(book.row, found.idle) if concerns(row)],
        "gone": [row for row in found.gone if concerns(row)],
        "without": found.without,
    }


def _tried(found: reading.Trial, known: Vocabulary) -> dict[str, Any]:
    return {
        "count": found.count,
        "same": found.same,
        "elsewhere": found.elsewhere,
        "unclaimed": found.unclaimed,
        "since": found.since,
        "by_rule": sorted(found.by_rule.items()),
        "moves": [
            (known.unit(move.went), known.unit(move.goes), move) for move in found.largest()[:50]
        ],
        "contested": found.contested()[:20],
    }


def _vocabulary(request: HttpRequest) -> Vocabulary:
    known = queries.catalogue()
    return Vocabulary(
        kinds={kind.code: kind.name for kind in known.kinds.values()},
        groups={group.code: group.name for group in queries.groups()},
        areas={area.code: area.name for area in known.areas.values()},
        units={unit.code: unit.name for unit in known.units.values()},
        words=wording(request),
    )


def _demand_reach(request: HttpRequest) -> None:
    if actions.may_route(actor=request.actor) is not None:
        raise PermissionDenied

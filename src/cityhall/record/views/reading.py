"""The record for people: what was done, by which office; one entry; and why it cannot change."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cityhall.acts import telling
from cityhall.acts.refusals import Refused
from cityhall.people.queries import city, city_day
from cityhall.record import facts, filters, proofs, queries, reading, structs
from cityhall.record.actions import may_withhold
from cityhall.record.filters import Asked
from cityhall.web import respond
from cityhall.web.described import Parameter, answers
from cityhall.web.kept_pages import until_the_next_act
from cityhall.web.templating import url
from cityhall.web.wording import Wording

SEALS = 8  # on the page of explanations


@answers(
    structs.RecordOut,
    "Entries of the public record, newest first",
    errors=(400,),
    q=Parameter("words to look for"),
    by=Parameter("whose acts, such as post:lamp"),
    verb=Parameter("which acts, such as service.close"),
    on=Parameter("about what, such as service.request:4063"),
    day=Parameter("of one day"),
    after=Parameter("the next page begins here; follow `older` of the page before"),
)
@require_safe
@until_the_next_act
def index(request: HttpRequest) -> HttpResponse:
    """The record: how it stands, what was done today, and all entries with filters."""
    words = _wording(request)
    try:
        asked = filters.read(request.GET, words.language, words.calendar)
    except Refused as refused:
        return respond.refused(request, refused.refusal, back=url("record"))
    page = queries.page(asked, city().timezone)
    lines = reading.lines(page.acts, request.actor, words)
    stands = reading.standing(words)
    older = _address(asked, after=str(page.older)) if page.older else ""
    match respond.wanted(request):
        case "json":
            return _json(page, lines, stands, older)
        case "atom":
            return _atom(request, lines, words)
    today = city_day(words.now)
    context = {
        "section": "record",
        "asked": asked,
        "lines": lines,
        "page": page,
        "stands": stands,
        "today": today,
        "busy": reading.busy(queries.counts_of(today), words) if not asked.narrow else [],
        "offices": _offices(words),
        "verbs": sorted(((verb, str(text)) for verb, text in telling.VERBS.items()), key=_second),
        "today_href": _address(Asked(day=today)),
        "on_text": _on_text(asked, words),
        "without_subject": _address(asked, on="") if asked.on else "",
        "older": older,
        "newest": _address(asked) if asked.after is not None else "",
        "json": _address(asked, format="json"),
        "atom": _address(asked, format="atom"),
    }
    return render(request, "record/index.html", context)


@answers(structs.OneOut, "One entry of the public record with its proof")
@require_safe
def entry(request: HttpRequest, position: int) -> HttpResponse:
    """One entry: what it says, what it seals, and how anyone can check it."""
    act = queries.entry(position)
    if act is None:
        raise Http404(_("The record has no entry with this number."))
    words = _wording(request)
    [line] = reading.lines([act], request.actor, words)
    hidden = queries.withheld(position) if line.is_withheld else None
    proof = proofs.of(act, hidden)
    if respond.wanted(request) == "json":
        return respond.json(proofs.out(act, line, hidden, proof))
    refusal = may_withhold(act, actor=request.actor)
    size = queries.record_size()
    context = {
        "section": "record",
        "act": act,
        "line": line,
        "facts": facts.of(act, words),
        "sealed": proofs.sealed_state(act),
        "hidden": hidden,
        "why": reading.why_withheld(hidden) if hidden else "",
        "proof": proof,
        "earlier": position - 1 if position else None,
        "later": position + 1 if position + 1 < size else None,
        "may_withhold": refusal is None,
    }
    return render(request, "record/entry.html", context)


@require_safe
@until_the_next_act
def how(request: HttpRequest) -> HttpResponse:
    """Why nothing in the record can be changed in secret, with a picture; and how to check it."""
    words = _wording(request)
    context = {
        "section": "record",
        "stands": reading.standing(words),
        "seals": queries.seals(SEALS),
        "keys": proofs.verifier_keys(),
        "address": settings.ORIGIN + url("record").rstrip("/"),
    }
    return render(request, "record/how.html", context)


def _json(page: queries.Page, lines: Any, stands: reading.Standing, older: str) -> HttpResponse:
    alarm = stands.alarm.alarm if stands.alarm else None
    return respond.json(
        structs.RecordOut(
            size=stands.size,
            seal=structs.seal_out(stands.seal),
            witnesses=[structs.witness_out(row) for row in queries.witnesses()],
            alarm=alarm,
            compared=structs.compared_out(stands.compared),
            entries=structs.entries_out(page.acts, lines),
            older=f"{older}&format=json" if older else None,
        )
    )


def _atom(request: HttpRequest, lines: list[reading.Line], words: Wording) -> HttpResponse:
    entries = [
        respond.FeedEntry(
            address=line.href,
            title=line.told.subject or line.kind,
            text=line.told.text,
            updated=line.at,
            published=line.at,
        )
        for line in lines
    ]
    updated = max((line.at for line in lines), default=words.now)
    title = f"{_('Public record')} — {words.name(city().name)}"
    return respond.atom(request, title, entries, updated=updated)


def _offices(words: Wording) -> list[tuple[str, str]]:
    """Who may have acted, to choose from: the posts by name, then everyone else."""
    posts = sorted(
        ((by, words.name(label)) for by, label in telling.offices().items()), key=_second
    )
    others = [(by, telling.office(by, words)) for by in ("resident", "import", "system")]
    return posts + others


def _on_text(asked: Asked, words: Wording) -> str:
    if not (subject := asked.subject):
        return ""
    return f"{telling.SUBJECTS[subject[0]]} {words.digits(subject[1])}"


def _address(asked: Asked, **changes: str) -> str:
    query = urlencode(asked.query(**changes))
    return url("record") + (f"?{query}" if query else "")


def _second(pair: tuple[str, str]) -> str:
    return pair[1]


def _wording(request: HttpRequest) -> Wording:
    return Wording(request, city().timezone, timezone.now())

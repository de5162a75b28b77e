"""The page of one matter, what its people do there, and what anyone needs to replay it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cityhall.acts.refusals import Refusal, Refused
from cityhall.decisions import actions, queries
from cityhall.decisions.laws import law
from cityhall.decisions.models import Matter
from cityhall.decisions.naming import body_name, kind_name
from cityhall.decisions.queries import circles
from cityhall.decisions.sheet import sheet
from cityhall.decisions.words import OUTCOMES, PHASES
from cityhall.people.doors import needs
from cityhall.people.queries import city
from cityhall.web import respond
from cityhall.web.limits import limited
from cityhall.web.templating import url
from cityhall.web.wording import Wording
from divan.charter import events, published
from divan.charter.draw import draw_route

_Builder = Callable[[QueryDict], events.AnyEvent]


@require_safe
def page(request: HttpRequest, matter_id: int) -> HttpResponse:
    return _shown(request, _found(request, matter_id))


@require_safe
def replay(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Charter, worlds and events as JSON: `divan charter replay FILE` gives the same outcome."""
    body = published.encode(queries.publication(_found(request, matter_id)))
    return HttpResponse(body, content_type="application/json; charset=utf-8")


@require_safe
def way(request: HttpRequest, matter_id: int) -> HttpResponse:
    """The way that the charter gives this matter as SVG, with where it stands."""
    row = _found(request, matter_id)
    charter, state = law(row.charter), queries.state(row)
    stands = {step.stage: "done" for step in state.passed} | {
        one.stage: "now" for one in state.open
    }
    drawn = draw_route(
        charter, charter.matters[row.kind], request.language, case=state.case, stands=stands
    )
    return HttpResponse(drawn, content_type="image/svg+xml; charset=utf-8")


@limited("matter_act", per_minute=60, burst=60)
@require_POST
@needs()
def act(request: HttpRequest, matter_id: int, verb: str) -> HttpResponse:
    """One event, by its verb. A refusal is shown on the page, above what was typed."""
    row = _found(request, matter_id)
    if verb not in VERBS and verb != "cast":
        raise Http404
    post, now = request.POST, timezone.now()
    try:
        if verb == "cast":
            said = post.getlist("said")
            actions.cast(row.pk, post.get("stage", ""), said, actor=request.actor, at=now)
            done = _("Your ballot is in. Until the close you can change it.")
        else:
            build, words = VERBS[verb]
            typed = post.get(words, "") if words else ""
            actions.happen(row.pk, build(post), actor=request.actor, at=now, words=typed)
            done = _("It is done, and on the public record.")
    except Refused as refused:
        return _shown(request, row, refused.refusal, verb)
    messages.success(request, done)
    return redirect(url("matter", row.pk))


def _signed(post: QueryDict) -> events.AnyEvent:
    return events.Signed(stage=post.get("stage", ""), outcome=post.get("outcome", ""))


def _whole(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else -1


VERBS: dict[str, tuple[_Builder, str]] = {
    "support": (lambda post: events.Supported(), ""),
    "admit": (lambda post: events.Admitted(admitted=post.get("answer") == "yes"), "text"),
    "sign": (_signed, "text"),
    "opine": (lambda p: events.Opined(stage=p.get("stage", ""), body=p.get("body", "")), "text"),
    "vote": (lambda p: events.Voted(stage=p.get("stage", ""), choice=p.get("choice", "")), "text"),
    "choose": (
        lambda p: events.Chose(stage=p.get("stage", ""), options=tuple(p.getlist("option"))),
        "",
    ),
    "consent": (lambda post: events.Consented(stage=post.get("stage", "")), ""),
    "object": (lambda post: events.Objected(stage=post.get("stage", "")), "text"),
    "test": (
        lambda p: events.Tested(
            stage=p.get("stage", ""),
            objection=_whole(p.get("objection", "")),
            upheld=p.get("answer") == "yes",
        ),
        "text",
    ),
    "amend": (lambda post: events.Amended(stage=post.get("stage", "")), "text"),
    "recuse": (lambda post: events.Recused(), "text"),
    "stop": (lambda post: events.ClockStopped(stage=post.get("stage", "")), "text"),
    "resume": (lambda post: events.ClockResumed(stage=post.get("stage", "")), ""),
    "call-in": (lambda post: events.CalledIn(), "text"),
    "voice": (lambda post: events.Voiced(), "text"),
    "reply": (lambda post: events.Replied(voice=_whole(post.get("voice", ""))), "text"),
    "withdraw": (lambda post: events.Withdrawn(), "text"),
}


def _found(request: HttpRequest, matter_id: int) -> Matter:
    row = queries.one(request.actor, matter_id)
    if row is None:
        raise Http404
    return row


def _shown(
    request: HttpRequest, row: Matter, refusal: Refusal | None = None, verb: str = ""
) -> HttpResponse:
    seen = sheet(request.actor, row, Wording(request, city().timezone, timezone.now()))
    context = {
        "section": "decisions",
        "matter": row,
        "seen": seen,
        "refusal": refusal,
        "verb": verb,
        "typed": request.POST.get("text", "") if refusal else "",
        "bodies": [
            (one, body_name(law(row.charter), one))
            for one in queries.bodies_of(request.actor, timezone.now())
        ],
        "circles": circles.circles_of(row),
        "calls": bool(circles.calling_bodies(request.actor, row, timezone.now())),
        "about": [
            (
                one,
                kind_name(law(row.charter), one.kind),
                OUTCOMES.get(one.outcome) or PHASES[one.phase],
            )
            for one in queries.about_decision(row)
        ],
    }
    if refusal is not None and respond.wanted(request) == "json":
        return respond.refusal(refusal)
    status = refusal.status if refusal else 200
    return render(request, "decisions/matter.html", context, status=status)

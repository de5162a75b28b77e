"""A circle for one matter: who is needed, who they are, what they do, what they report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cityhall.acts.refusals import Refusal, Refused
from cityhall.decisions import circle_out, queries
from cityhall.decisions.actions import circles as actions
from cityhall.decisions.circle_forms import SECTORS, NeedsForm, TaskForm, need_name
from cityhall.decisions.laws import law
from cityhall.decisions.models import Circle, Node, Part
from cityhall.decisions.naming import body_name
from cityhall.decisions.queries import circles as found
from cityhall.people.doors import needs
from cityhall.web import respond
from cityhall.web.described import answers
from cityhall.web.limits import limited
from cityhall.web.templating import url
from divan.charter import circle as proposing

ANSWERS = {
    Part.Status.INVITED: (gettext_lazy("invited"), "waiting"),
    Part.Status.ACCEPTED: (gettext_lazy("takes part"), "done"),
    Part.Status.DECLINED: (gettext_lazy("declined"), "danger"),
}
ENDINGS = {
    "": gettext_lazy("at work"),
    Circle.Ending.REPORT: gettext_lazy("reported and dissolved"),
    Circle.Ending.MATTER: gettext_lazy("ended with its matter"),
    Circle.Ending.BODY: gettext_lazy("dissolved by the accountable body"),
}
VERBS = ("accept", "decline", "task", "done", "report", "dissolve", "invite")


@dataclass(frozen=True)
class Proposed:
    """A member of the circle that the law proposes, in the reader's words."""

    node: Node
    sector: str
    covers: list[str]
    alone: list[str]


@dataclass(frozen=True)
class Proposal:
    members: list[Proposed]
    missing: list[str]
    busy: tuple[str, ...]


@limited("circles", per_minute=60, burst=60)
@require_http_methods(["GET", "HEAD", "POST"])
@needs()
def call(request: HttpRequest, matter_id: int) -> HttpResponse:
    """Say what a matter needs; read who would cover it, and why; invite them."""
    row, now = queries.one(request.actor, matter_id), timezone.now()
    if row is None:
        raise Http404
    refusal = actions.may_call(row, actor=request.actor, at=now)
    posted = request.method == "POST"
    asked = request.POST if posted else request.GET if "look" in request.GET else None
    form = NeedsForm(asked, skills=found.skills(), request=request)
    shown = None
    if refusal is None and form.is_valid():
        said = form.cleaned_data
        try:
            if posted:
                circle = actions.call_circle(
                    row.pk, said["skills"], said["sectors"],
                    seen=_numbers(request), actor=request.actor, at=now,
                )  # fmt: skip
                messages.success(request, _("They are invited. It is on the public record."))
                return redirect(url("circle", circle.pk))
            if why := actions.needs(said["skills"], said["sectors"]):
                form.refuse(why)
            else:
                shown = _shown(*found.proposal(said["skills"], said["sectors"]))
        except Refused as refused:
            form.refuse(refused.refusal)
    bodies = found.calling_bodies(request.actor, row, now)
    context = {
        "section": "decisions",
        "matter": row,
        "form": form,
        "refusal": refusal,
        "proposal": shown,
        "body": body_name(law(row.charter), bodies[0]) if bodies else "",
    }
    status = refusal.status if refusal else 422 if form.errors else 200
    return render(request, "decisions/circle_new.html", context, status=status)


@answers(circle_out.CircleOut, "One circle: members, tasks, report", errors=(404,))
@require_safe
def page(request: HttpRequest, circle_id: int) -> HttpResponse:
    row = _found(request, circle_id)
    if respond.wanted(request) == "json":
        return respond.json(circle_out.circle(row))
    return _page(request, row)


@limited("circles", per_minute=60, burst=60)
@require_POST
@needs()
def act(request: HttpRequest, circle_id: int, verb: str) -> HttpResponse:
    """One act, by its verb. A refusal is shown on the page, above what was typed."""
    row, now, post = _found(request, circle_id), timezone.now(), request.POST
    if verb not in VERBS:
        raise Http404
    form = _task_form(request, row, post) if verb == "task" else None
    text, by = post.get("text", ""), {"actor": request.actor, "at": now}
    try:
        if verb == "accept":
            actions.accept(_part(row, post), **by)
        elif verb == "decline":
            actions.decline(_part(row, post), text, **by)
        elif verb == "done":
            actions.finish_task(row.pk, _whole(post.get("task", "")), **by)
        elif verb == "report":
            actions.report(row.pk, text, **by)
        elif verb == "dissolve":
            actions.dissolve(row.pk, text, **by)
        elif verb == "invite":
            actions.invite_next(row.pk, seen=_numbers(request), **by)
        elif form is not None and not _add(row, form, by):
            return _page(request, row, form=form, status=422)
    except Refused as refused:
        if form is not None:
            form.refuse(refused.refusal)
        return _page(request, row, refused.refusal, verb, form)
    messages.success(request, _("It is done, and on the public record."))
    return redirect(url("circle", row.pk))


def _add(row: Circle, form: TaskForm, by: Mapping[str, Any]) -> bool:
    day = form.day("due") if form.is_valid() else None
    if form.errors or day is None:
        if not form.errors:
            form.add_error("due", _("Until which day?"))
        return False
    said = form.cleaned_data
    actions.add_task(row.pk, said["what"], said["owner"], day, **by)
    return True


def _found(request: HttpRequest, circle_id: int) -> Circle:
    row = found.circle(request.actor, circle_id)
    if row is None:
        raise Http404
    return row


def _page(
    request: HttpRequest,
    row: Circle,
    refusal: Refusal | None = None,
    verb: str = "",
    form: TaskForm | None = None,
    status: int = 200,
) -> HttpResponse:
    now, actor = timezone.now(), request.actor
    parts, ending = list(row.parts.all()), found.ending(row)
    over = bool(ending)
    steers = actor.person is not None and actions.may_steer(row, actor=actor, at=now) is None
    works = actor.person is not None and actions.may_work(row, actor=actor) is None
    skills, sectors = found.open_needs(row)
    context = {
        "section": "decisions",
        "circle": row,
        "matter": row.matter,
        "over": over,
        "ending": ENDINGS[ending],
        "body": body_name(law(row.matter.charter), row.body),
        "parts": [_member(one, actor.person_id, over) for one in parts],
        "open": [] if over else [*skills, *(str(SECTORS[Node.Sector(one)]) for one in sectors)],
        "next": _shown(*found.next_best(row)) if steers and (skills or sectors) else None,
        "tasks": [
            (one, works and one.done_at is None and one.owner.node.speaker_id == actor.person_id)
            for one in row.tasks.all()
        ],
        "form": form or (_task_form(request, row) if works else None),
        "works": works,
        "steers": steers,
        "refusal": refusal,
        "verb": verb,
        "typed": request.POST.get("text", "") if refusal else "",
    }
    return render(
        request, "decisions/circle.html", context, status=refusal.status if refusal else status
    )


def _member(part: Part, me: int | None, over: bool) -> dict[str, Any]:
    status, tone = ANSWERS[Part.Status(part.status)]
    invited = part.status == Part.Status.INVITED
    return {
        "part": part,
        "sector": SECTORS[Node.Sector(part.node.sector)],
        "status": status,
        "tone": tone,
        "covers": [need_name(one) for one in part.covers],
        "alone": [need_name(one) for one in part.alone],
        "answers": invited and not over and me is not None and part.node.speaker_id == me,
    }


def _shown(circle: proposing.Circle, nodes: Mapping[str, Node]) -> Proposal:
    members = [
        Proposed(
            nodes[one.name],
            str(SECTORS[Node.Sector(nodes[one.name].sector)]),
            _names(one.covers),
            _names(one.alone),
        )
        for one in circle.members
    ]
    return Proposal(members, _names(circle.missing), circle.busy)


def _names(many: Iterable[str]) -> list[str]:
    return [need_name(one) for one in many]


def _task_form(request: HttpRequest, row: Circle, data: Any = None) -> TaskForm:
    owners = [
        (one.pk, one.node.name) for one in row.parts.all() if one.status == Part.Status.ACCEPTED
    ]
    return TaskForm(data, owners=owners, request=request)


def _part(row: Circle, post: Mapping[str, str]) -> int:
    """An invitation of this circle; 0 where there is no such."""
    number = _whole(post.get("part", ""))
    return number if number in {one.pk for one in row.parts.all()} else 0


def _numbers(request: HttpRequest) -> list[int]:
    return [_whole(one) for one in request.POST.getlist("node")[:100]]


def _whole(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0

"""Organisations that can be asked to a circle: the list, a new one, one of them."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from cityhall.acts.refusals import Refused
from cityhall.decisions import circle_out
from cityhall.decisions.actions import nodes as actions
from cityhall.decisions.actions.nodes import Offer
from cityhall.decisions.circle_forms import SECTORS, NodeForm, OfferForm, need_name
from cityhall.decisions.models import Node
from cityhall.decisions.queries import circles as queries
from cityhall.people.doors import needs
from cityhall.web import respond
from cityhall.web.described import answers
from cityhall.web.limits import limited
from cityhall.web.templating import url

STATES = {
    Node.Status.PENDING: (gettext_lazy("waits for the city office"), "waiting"),
    Node.Status.CONFIRMED: (gettext_lazy("confirmed"), "done"),
    Node.Status.REFUSED: (gettext_lazy("not confirmed"), "danger"),
}


@answers(circle_out.NodesOut, "Organisations that can be asked to a circle, by name")
@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """Every organisation with its sector, its skills and what it is in now."""
    nodes = queries.nodes(request.actor)
    if respond.wanted(request) == "json":
        found = [circle_out.node(one, one.living) for one in nodes]  # type: ignore[attr-defined]
        return respond.json(circle_out.NodesOut(found))
    context = {
        "section": "decisions",
        "nodes": nodes,
        "sectors": SECTORS,
        "states": STATES,
    }
    return render(request, "decisions/nodes.html", context)


@limited("nodes", per_minute=20, burst=20)
@require_http_methods(["GET", "HEAD", "POST"])
@needs()
def new(request: HttpRequest) -> HttpResponse:
    """Enter an organisation that the reader speaks for."""
    form = NodeForm(request.POST if request.method == "POST" else None, request=request)
    if form.is_valid():
        said = form.cleaned_data
        try:
            node = actions.register_node(
                said["name"],
                said["sector"],
                Offer(form.skills, said["capacity"]),
                actor=request.actor,
                at=timezone.now(),
            )
        except Refused as refused:
            form.refuse(refused.refusal)
        else:
            messages.success(request, _("Entered. Everyone sees it once the city office confirms."))
            return redirect(url("node", node.pk))
    context = {"section": "decisions", "form": form, "known": queries.skills()}
    return render(request, "decisions/node_new.html", context, status=_status(form))


@answers(circle_out.NodeOut, "One organisation and its circles", errors=(404,))
@limited("nodes", per_minute=60, burst=60)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, node_id: int) -> HttpResponse:
    """One organisation: its circles; for who speaks for it its offer, for the office its answer."""
    node = queries.node(request.actor, node_id)
    if node is None:
        raise Http404
    if request.method == "POST" and request.actor.person is None:
        return redirect_to_login(request.get_full_path())
    if request.method != "POST" and respond.wanted(request) == "json":
        return respond.json(circle_out.node(node, node.history))  # type: ignore[attr-defined]
    mine = actions.may_change(node, actor=request.actor) is None
    do = request.POST.get("do", "")
    form = OfferForm(
        request.POST if request.method == "POST" and do not in ("confirm", "refuse") else None,
        skills=[one.word for one in node.skills.all()],
        initial={"capacity": node.capacity},
        request=request,
    )
    status = 200
    if request.method == "POST":
        try:
            if do in ("confirm", "refuse"):
                actions.answer_node(
                    node.pk, confirmed=do == "confirm", actor=request.actor, at=timezone.now()
                )
                messages.success(request, _("Answered, and on the public record."))
                return redirect(url("nodes"))
            if form.is_valid():
                offer = Offer(form.skills, form.cleaned_data["capacity"])
                actions.change_node(node.pk, offer, actor=request.actor, at=timezone.now())
                messages.success(request, _("Changed, and on the public record."))
                return redirect(url("node", node.pk))
            status = 422
        except Refused as refused:
            status = refused.refusal.status
            if form.is_bound:
                form.refuse(refused.refusal)
            else:
                messages.error(request, refused.refusal.message)
    office = actions.may_confirm(actor=request.actor) is None
    context = {
        "section": "decisions",
        "node": node,
        "sector": SECTORS[Node.Sector(node.sector)],
        "state": STATES[Node.Status(node.status)],
        "mine": mine,
        "form": form,
        "known": queries.skills() if mine else [],
        "answers": office and node.status == Node.Status.PENDING,
        "parts": [(one, [need_name(each) for each in one.covers]) for one in node.history],
    }
    return render(request, "decisions/node.html", context, status=status)


def _status(form: OfferForm) -> int:
    return 422 if form.errors else 200

"""Units, posts and appointments in the city office."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cityhall.acts.refusals import Refused
from cityhall.people import actions, hooks, office_queries, queries
from cityhall.people.doors import needs
from cityhall.people.forms import (
    AppointForm,
    EndForm,
    NewPostForm,
    NewUnitForm,
    PostForm,
    SuperiorForm,
    UnitForm,
)
from cityhall.people.models import Post, Power

_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@needs(Power.PEOPLE)
def units(request: HttpRequest) -> HttpResponse:
    """The tree of units that the reader's posts reach."""
    return render(
        request, "people/manage_units.html", {"rows": office_queries.units(request.actor)}
    )


@_page
@needs(Power.PEOPLE)
def new_unit(request: HttpRequest) -> HttpResponse:
    reached = {row.unit.code: row.unit for row in office_queries.units(request.actor)}
    form = NewUnitForm(
        request.POST or None,
        parents=[(code, str(unit)) for code, unit in reached.items()],
        initial={"parent": request.GET.get("under", "")},
        request=request,
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.create_unit(
                name=form.names(),
                parent=reached[said["parent"]],
                code=said["code"],
                phone=said["phone"],
                outside=said["outside"],
                **_now(request),
            )
        except Refused as refused:
            form.refuse(refused.refusal)
        else:
            return redirect("manage_unit", made.code)
    return _form_page(request, "people/new_unit.html", form)


@_page
@needs(Power.PEOPLE)
def unit(request: HttpRequest, code: str) -> HttpResponse:
    """A unit: its name, its posts, whoever holds them, and what counters keep for it."""
    found = office_queries.unit(request.actor, code)
    if found is None:
        raise Http404
    do = request.POST.get("do", "")
    form = UnitForm(
        request.POST if do == "rename" else None,
        names=found.name,
        initial={"phone": found.phone},
        request=request,
    )
    try:
        if do == "dissolve":
            actions.dissolve_unit(code, **_now(request))
            messages.success(request, _("The unit is dissolved. Its past stays in the record."))
            return redirect("manage_units")
        if do == "rename" and form.is_valid():
            said = form.cleaned_data
            actions.rename_unit(code, name=form.names(), phone=said["phone"], **_now(request))
            messages.success(request, _("Saved."))
            return redirect("manage_unit", code)
    except Refused as refused:
        if do == "rename":
            form.refuse(refused.refusal)
        else:
            messages.error(request, refused.refusal.message)
            return redirect("manage_unit", code)
    page = {
        "unit": found,
        "form": form,
        "posts": office_queries.posts_of(found),
        "under": queries.units().filter(parent=found),
        "panels": [panel(found, request.actor) for panel in hooks.unit_panels],
        "dissolving": actions.may_dissolve(found, actor=request.actor),
    }
    return render(request, "people/manage_unit.html", page, status=422 if form.errors else 200)


@_page
@needs(Power.PEOPLE)
def new_post(request: HttpRequest) -> HttpResponse:
    reached = {row.unit.code: row.unit for row in office_queries.units(request.actor)}
    form = NewPostForm(
        request.POST or None,
        units=[(code, str(unit)) for code, unit in reached.items()],
        initial={"unit": request.GET.get("unit", "")},
        request=request,
    )
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            made = actions.create_post(
                unit=reached[said["unit"]],
                label=form.names(),
                powers=said["powers"],
                code=said["code"],
                **_now(request),
            )
        except Refused as refused:
            form.refuse(refused.refusal)
        else:
            return redirect("manage_post", made.code)
    return _form_page(request, "people/new_post.html", form)


@_page
@needs(Power.PEOPLE)
def post(request: HttpRequest, code: str) -> HttpResponse:
    """A post: what its holder may do, who holds it, and since when."""
    found = office_queries.post(request.actor, code)
    if found is None:
        raise Http404
    do = request.POST.get("do", "")
    change = PostForm(
        request.POST if do == "change" else None,
        names=found.label,
        initial={"powers": found.powers},
        request=request,
    )
    appoint = AppointForm(
        request.POST if do == "appoint" else None, today=queries.today(), request=request
    )
    above = SuperiorForm(
        request.POST if do == "superior" else None,
        posts=[
            (one.code, f"{one.organization}: {one}")
            for one in queries.posts()
            if one.pk != found.pk
        ],
        initial={"superior": found.superior.code if found.superior else ""},
        request=request,
    )
    sent = {"change": change, "appoint": appoint, "superior": above}.get(do)
    try:
        if do == "superior" and above.is_valid():
            superior = above.cleaned_data["superior"]
            actions.set_superior(found.code, superior, **_now(request))
            messages.success(request, _("Saved."))
            return redirect("manage_post", code)
        if (done := _done(request, found, do, change, appoint)) is not None:
            return done
    except Refused as refused:
        if sent is None:
            messages.error(request, refused.refusal.message)
            return redirect("manage_post", code)
        sent.refuse(refused.refusal)
    now, past = office_queries.memberships_of(found)
    page = {
        "post": found,
        "change": change,
        "appoint": appoint,
        "above": above,
        "holding": now,
        "past": past,
        "today": queries.today(),
        "secured": office_queries.with_second_factor(now),
    }
    status = 422 if sent is not None and sent.errors else 200
    return render(request, "people/manage_post.html", page, status=status)


@_page
@needs(Power.PEOPLE)
def end(request: HttpRequest, membership_id: int) -> HttpResponse:
    """One page before somebody loses a post: from which day?"""
    found = office_queries.membership(request.actor, membership_id)
    if found is None:
        raise Http404
    form = EndForm(request.POST or None, today=queries.today(), request=request)
    if request.method == "POST" and form.is_valid():
        day = form.day("end")
        try:
            if form.is_valid():
                actions.end_membership(membership_id, end=day, **_now(request))
                messages.success(request, _("Saved."))
                return redirect("manage_post", found.post.code)
        except Refused as refused:
            form.refuse(refused.refusal)
    return _form_page(request, "people/end_membership.html", form, membership=found)


@require_POST
@needs(Power.PEOPLE)
def reset_second_factor(request: HttpRequest, membership_id: int) -> HttpResponse:
    """For an officer who lost phone and recovery codes."""
    found = office_queries.membership(request.actor, membership_id)
    if found is None:
        raise Http404
    try:
        actions.reset_second_factor(membership_id, **_now(request))
    except Refused as refused:
        messages.error(request, refused.refusal.message)
    else:
        messages.success(request, _("Their second factor is off; they enrol anew at sign-in."))
    return redirect("manage_post", found.post.code)


def _done(
    request: HttpRequest, found: Post, do: str, change: PostForm, appoint: AppointForm
) -> HttpResponse | None:
    """Do what a form on the page of a post asked for; `None` when nothing was done."""
    if do == "abolish":
        actions.abolish_post(found.code, **_now(request))
        messages.success(request, _("The post is abolished. Its past stays in the record."))
        return redirect("manage_unit", found.organization.code)
    if do == "change" and change.is_valid():
        powers = change.cleaned_data["powers"]
        actions.change_post(found.code, label=change.names(), powers=powers, **_now(request))
    elif do == "appoint" and appoint.is_valid():
        day, said = appoint.day("start"), appoint.cleaned_data
        if not appoint.is_valid():
            return None
        actions.appoint(
            found.code, email=said["email"], name=said["name"], start=day, **_now(request)
        )
    else:
        return None
    messages.success(request, _("Saved."))
    return redirect("manage_post", found.code)


def _now(request: HttpRequest) -> dict[str, Any]:
    return {"actor": request.actor, "at": timezone.now()}


def _form_page(request: HttpRequest, template: str, form: Any, **more: Any) -> HttpResponse:
    status = 422 if form.errors else 200
    return render(request, template, {"form": form, **more}, status=status)

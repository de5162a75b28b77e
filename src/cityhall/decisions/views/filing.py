"""Putting a matter forward: which kind, then its fields as the charter names them."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cityhall.acts.refusals import Refused
from cityhall.decisions import actions, laws, queries
from cityhall.decisions.actions import Put
from cityhall.decisions.forms import MatterForm
from cityhall.decisions.naming import body_name, by_rule, kind_name, table
from cityhall.decisions.subjects import SUBJECTS
from cityhall.people.doors import needs
from cityhall.people.queries import city
from cityhall.web import respond
from cityhall.web.limits import limited
from cityhall.web.templating import url
from cityhall.web.wording import Wording
from divan.charter.model import Charter, Matter


@require_safe
@needs()
def kinds(request: HttpRequest) -> HttpResponse:
    """The kinds of matter that the charter in force knows, with who may file each."""
    row = queries.in_force()
    charter = laws.law(row) if row else None
    found = [
        (
            name,
            kind_name(charter, name),
            laws.title(one.basis, ""),
            standing(charter, one),
            by_rule(one),
        )
        for name, one in (charter.matters.items() if charter else ())
        if not one.of and not _from_its_own_page(request, name)
    ]
    found.sort(key=lambda one: not one[4])
    return render(request, "decisions/kinds.html", {"section": "decisions", "kinds": found})


@limited("new_matter", per_minute=20, burst=20)
@require_http_methods(["GET", "HEAD", "POST"])
@needs()
def new(request: HttpRequest, kind: str) -> HttpResponse:
    about = _about(request)
    row = about.charter if about is not None else queries.in_force()
    charter = laws.law(row) if row else None
    if charter is None or kind not in charter.matters:
        raise Http404
    said = charter.matters[kind]
    if bool(said.of) != (about is not None):
        raise Http404
    thing = SUBJECTS.get(kind)
    number = _number(request.GET.get("subject", "")) if thing else 0
    named = thing.title(request.actor, number) if thing and number else ""
    choices = thing.choices(request.actor) if thing else []
    if thing and not choices:  # people come from the thing's own page
        if not named:
            raise Http404
        if refusal := thing.refusal(number, actor=request.actor):
            return respond.refused(request, refusal, back=thing.address(number))
    start: dict[str, Any] = {"title": about.title if about is not None else named}
    if choices and number:
        start["subject"] = number
    form = MatterForm(
        request.POST if request.method == "POST" else None,
        charter=charter,
        kind=said,
        bodies=[
            (one, body_name(charter, one))
            for one in queries.bodies_of(request.actor, timezone.now())
        ],
        things=choices,
        known=frozenset(thing.fields(number, timezone.now())) if thing else frozenset(),
        initial=start,
        request=request,
    )
    if request.method == "POST" and form.is_valid():
        put = Put(
            kind=kind,
            title=form.headline(kind_name(charter, kind)),
            text=form.cleaned_data["text"],
            fields=form.values(),
            as_body=form.cleaned_data.get("as_body", ""),
            about=about.pk if about is not None else None,
            proposal=form.cleaned_data.get("proposal", ""),
            options=form.options(),
            subject=(thing.code, form.cleaned_data.get("subject") or number) if thing else None,
            language=request.language,
        )
        try:
            made = actions.file_matter(put, actor=request.actor, at=timezone.now())
        except Refused as refused:
            form.refuse(refused.refusal)
        else:
            return redirect(url("matter", made.pk))
    context = {
        "section": "decisions",
        "form": form,
        "kind": kind_name(charter, kind),
        "basis": laws.title(said.basis, ""),
        "who": standing(charter, said),
        "about": about,
        "table": table(charter, said, wording(request)) if form.routine else [],
        "thing": (named, thing.address(number)) if thing and named else None,
    }
    status = 422 if form.errors else 200
    return render(request, "decisions/new.html", context, status=status)


def _from_its_own_page(request: HttpRequest, kind: str) -> bool:
    """Whether people come to matters of this kind from the page of what they are about."""
    thing = SUBJECTS.get(kind)
    return thing is not None and not thing.choices(request.actor)


def wording(request: HttpRequest) -> Wording:
    return Wording(request, city().timezone, timezone.now())


def _about(request: HttpRequest) -> Any:
    typed = request.GET.get("about", "")
    if not typed:
        return None
    found = queries.one(request.actor, _number(typed))
    if found is None:
        raise Http404
    return found


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 19 else 0


def standing(charter: Charter, matter: Matter) -> str:
    """Who may file, in words."""
    groups = {
        "any_office": _("anyone who holds an office"),
        "any_resident": _("any resident"),
        "anyone": _("anyone"),
        "applicant": _("whoever filed the matter"),
    }
    said = []
    for who in matter.standing:
        if who.kind in groups:
            said.append(str(groups[who.kind]))
        elif who.share is None:
            said.append(_("a member of %(body)s") % {"body": body_name(charter, who.body)})
        else:
            share = f"{who.share.numerator}/{who.share.denominator}"
            said.append(
                _("%(share)s of %(body)s together")
                % {"share": share, "body": body_name(charter, who.body)}
            )
    return _(" or ").join(said)

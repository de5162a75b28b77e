"""Replies kept ready, in the city office: the list, and one page to make or change each."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cityhall.acts.refusals import Refused
from cityhall.people.doors import needs
from cityhall.people.models import Power
from cityhall.service import actions, queries
from cityhall.service.models import ReplyTemplate, Request
from cityhall.service.replies import PLACES, facts, fill
from cityhall.service.reply_forms import USES, ReplyForm

_page = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
@needs(Power.SERVICES)
def replies(request: HttpRequest) -> HttpResponse:
    """The replies that the reader may change, and the city's own, by what they are for."""
    rows = queries.templates(request.actor)
    uses = [(label, [row for row in rows if row.use == use]) for use, label in USES]
    return render(request, "service/manage_replies.html", {"uses": uses})


@_page
@needs(Power.SERVICES)
def new_reply(request: HttpRequest) -> HttpResponse:
    return _edit(request, None)


@_page
@needs(Power.SERVICES)
def edit_reply(request: HttpRequest, template_id: int) -> HttpResponse:
    mine = {row.pk: row for row in queries.templates(request.actor)}
    template = mine.get(template_id)
    if template is None or actions.may_word(template.unit, actor=request.actor):
        raise Http404
    return _edit(request, template)


def _edit(request: HttpRequest, template: ReplyTemplate | None) -> HttpResponse:
    units = {unit.code: unit for unit in queries.units_for_kinds(request.actor)}
    services = {kind.service_code: kind for kind in queries.services(active=False)}
    whole = [] if actions.may_word(None, actor=request.actor) else [("", _("the whole city"))]
    form = ReplyForm(
        request.POST or None,
        units=[*whole, *((code, str(unit)) for code, unit in units.items())],
        services=[(code, str(kind)) for code, kind in services.items()],
        template=template,
        request=request,
    )
    if request.method == "POST" and form.is_valid() and request.POST.get("do") != "preview":
        said = form.cleaned_data
        wording = actions.Wording(
            use=said["use"],
            name=form.names(),
            text=form.texts(),
            unit=units.get(said["unit"]),
            service=services.get(said["service"]),
            outcome=said["outcome"],
            active=said["active"],
        )
        who = {"actor": request.actor, "at": timezone.now()}
        try:
            if template is None:
                actions.make_template(wording, **who)
            else:
                actions.change_template(template.pk, wording, **who)
        except Refused as refused:
            form.refuse(refused.refusal)
        else:
            messages.success(request, _("Saved."))
            return redirect("manage_replies")
    quiet = request.POST.get("do") == "preview"
    context = {
        "form": form,
        "template": template,
        "places": PLACES,
        "quiet": quiet,
        "texts": [form[name] for name in form.fields if name.startswith("text_")],
        "previews": _previews(form, queries.newest_of(request.actor)) if form.is_bound else [],
    }
    status = 422 if form.is_bound and form.errors and not quiet else 200
    return render(request, "service/manage_reply.html", context, status=status)


def _previews(form: ReplyForm, example: Request | None) -> list[tuple[str, str]]:
    """The words in each language as the reader of one real report would get them."""
    texts = form.texts() if form.is_valid() else {}
    if example is None:
        return []
    return [
        (code, fill(text, facts(example, code, timezone.now())))
        for code, text in texts.items()
        if text
    ]

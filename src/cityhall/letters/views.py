"""Choosing how news comes, and stopping it with one press, with or without signing in."""

from __future__ import annotations

import hmac

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from cityhall.acts import wishes
from cityhall.acts.mail import EVERYTHING
from cityhall.acts.refusals import Refusal, Refused
from cityhall.acts.wishes import Pace, Ticket, read_token, reader_key
from cityhall.letters import choices as page
from cityhall.letters import sms
from cityhall.people.doors import needs
from cityhall.web.limits import limited
from cityhall.web.private import kept_to_oneself


@require_http_methods(["GET", "HEAD", "POST"])
@needs()
def own(request: HttpRequest) -> HttpResponse:
    """How the signed-in person wants news."""
    ticket = Ticket(reader_key(request.actor.person.email))
    return _chosen(request, ticket, reverse("own_news"), staff=request.actor.is_staff)


@require_http_methods(["GET", "HEAD", "POST"])
@kept_to_oneself
def choices(request: HttpRequest, token: str) -> HttpResponse:
    """The same for whoever came by the link in a mail; no sign-in, and no address is shown."""
    return _chosen(request, _ticket(token), reverse("news_choices", args=[token]), staff=False)


@csrf_exempt  # mail programs press this button (RFC 8058): the ticket is the permission
@require_http_methods(["GET", "HEAD", "POST"])
@kept_to_oneself
@limited("news_stop", per_minute=30, burst=30)
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Looking changes nothing: programs follow links before people do. Pressing stops the news."""
    ticket = _ticket(token)
    if request.method != "POST":
        return render(request, "letters/stop.html", {"ticket": ticket, "token": token})
    if request.POST.get("all"):
        ticket = Ticket(ticket.key, EVERYTHING)
    wishes.stop(ticket, at=timezone.now())
    if request.POST.get("List-Unsubscribe") == "One-Click":
        return HttpResponse(_("Done: no more of this comes to you."), content_type="text/plain")
    return render(request, "letters/stopped.html", {"ticket": ticket, "token": token})


@csrf_exempt
@require_POST
@limited("news_sms", per_minute=600, burst=600)
def short_message(request: HttpRequest) -> HttpResponse:
    """What the SMS gateway received for us; it proves itself by the key of the settings."""
    known = settings.SMS_KEY
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if not known or not hmac.compare_digest(given.encode(), known.encode()):
        raise Http404
    number, text = request.POST.get("from", "")[:40], request.POST.get("text", "")[:1000]
    stopped = sms.take_in(number, text, at=timezone.now())
    return HttpResponse("stopped" if stopped else "ignored", content_type="text/plain")


def _ticket(token: str) -> Ticket:
    ticket = read_token(token)
    if ticket is None:
        raise Http404(_("This link is not whole. Copy all of it from the mail."))
    return ticket


def _chosen(request: HttpRequest, ticket: Ticket, address: str, *, staff: bool) -> HttpResponse:
    refusal: Refusal | None = None
    if request.method == "POST":
        try:
            page.take(ticket, request.POST.dict(), at=timezone.now())
        except Refused as refused:
            refusal = refused.refusal
        else:
            messages.success(request, _("Saved."))
            return redirect(address)
    known = wishes.of(ticket.key)
    context = {
        "section": "account",
        "address": address,
        "refusal": refusal,
        "topics": page.topics(known, staff=staff),
        "look": page.look(known),
        "nothing": known.topics.get(EVERYTHING) == Pace.NEVER,
        "about": ticket.about,
        "report": ticket.about.rpartition(":")[2],
        "not_this": known.things.get(ticket.about) == Pace.NEVER,
    }
    status = refusal.status if refusal else 200
    return render(request, "letters/choices.html", context, status=status)

"""What the service counter adds to the city office and to «صفحهٔ من»."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cityhall.acts.worker import chore
from cityhall.people import hooks
from cityhall.people.actor import Actor
from cityhall.people.hooks import Item, Panel, Step
from cityhall.people.models import Organization, Power
from cityhall.service import queries
from cityhall.service.actions.catalogue import may_lose
from cityhall.service.actions.escalating import escalate_late
from cityhall.service.actions.handing_over import say_who_is_silent
from cityhall.service.actions.routing import may_route
from cityhall.service.words import status_word

MOST_OWN = 20


def kinds_step(actor: Actor) -> Step | None:
    if not actor.may(Power.SERVICES):
        return None
    made = queries.services().count()
    return Step(
        _("Kinds of report"),
        _("What residents can report, which unit gets it, and until when it is done."),
        reverse("manage_services"),
        made,
        ngettext("%(n)s kind", "%(n)s kinds", made) % {"n": made},
    )


def kinds_of_unit(unit: Organization, actor: Actor) -> Panel:
    """The kinds of report that a unit gets."""
    mine = actor.may(Power.SERVICES, unit.pk)
    items = tuple(
        Item(
            str(service),
            reverse("edit_service", args=[service.service_code]) if mine else reverse("services"),
            "" if service.active else _("turned off"),
        )
        for service in queries.services(active=False).filter(unit=unit)
    )
    more = None
    if mine:
        more = Item(_("New kind of report"), f"{reverse('new_service')}?unit={unit.code}")
    return Panel(_("Kinds of report"), items, _("No kind of report goes to this unit."), more)


def own_reports(actor: Actor) -> Panel:
    """What a person reported or joined, newest first."""
    items = tuple(
        Item(
            report.title or str(report.service),
            reverse("request", args=[report.pk]),
            status_word(report.status, own=True),
        )
        for report in queries.own_requests(actor, MOST_OWN)
    )
    more = Item(_("Report something"), reverse("report"))
    return Panel(_("Your reports"), items, _("You have not reported anything yet."), more)


def routing_step(actor: Actor) -> Step | None:
    if may_route(actor=actor) is not None:
        return None
    made = queries.active_rules()
    return Step(
        _("Routing rules"),
        _("Where a report goes when not to the unit of its kind: by place, hour, words."),
        reverse("manage_routing"),
        made,
        ngettext("%(n)s rule", "%(n)s rules", made) % {"n": made},
        optional=True,
    )


def bodies_step(actor: Actor) -> Step | None:
    if may_route(actor=actor) is not None:
        return None
    known = len(queries.bodies())
    return Step(
        _("Bodies outside"),
        _("Utilities, roads, the province: what is theirs, and what they promised."),
        reverse("manage_bodies"),
        known,
        ngettext("%(n)s body", "%(n)s bodies", known) % {"n": known},
        optional=True,
    )


@chore
def clocks_chore(at: datetime) -> int:
    """What the clocks ask for: bodies that are silent, and lateness that goes up."""
    return say_who_is_silent(at) + escalate_late(at)


hooks.steps.append(kinds_step)
hooks.steps += [routing_step, bodies_step]
hooks.unit_panels.append(kinds_of_unit)
hooks.own_panels.append(own_reports)
hooks.dissolving.append(may_lose)

"""What the service counter adds to the city office and to «صفحهٔ من»."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cityhall.people import hooks
from cityhall.people.actor import Actor
from cityhall.people.hooks import Item, Panel, Step
from cityhall.people.models import Organization, Power
from cityhall.service import queries
from cityhall.service.actions.catalogue import may_lose
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


hooks.steps.append(kinds_step)
hooks.unit_panels.append(kinds_of_unit)
hooks.own_panels.append(own_reports)
hooks.dissolving.append(may_lose)

"""What this counter adds to the city office."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cityhall.partners import actions, queries
from cityhall.people import hooks
from cityhall.people.actor import Actor
from cityhall.people.hooks import Step


def partners_step(actor: Actor) -> Step | None:
    if actions.may_manage_partners(actor=actor) is not None:
        return None
    made = queries.connections()
    return Step(
        _("Other systems"),
        _("Keys for apps and neighbours, reports that go on to other servers, and webhooks."),
        reverse("manage_partners"),
        made,
        ngettext("%(n)s connection", "%(n)s connections", made) % {"n": made},
        optional=True,
    )


hooks.steps.append(partners_step)

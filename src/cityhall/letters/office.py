"""What this room adds to «صفحهٔ من»: the way to the page on which one chooses."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from cityhall.people import hooks
from cityhall.people.actor import Actor
from cityhall.people.hooks import Item, Panel


def own_news(actor: Actor) -> Panel:
    more = Item(_("Choose when news comes"), reverse("own_news"))
    return Panel(_("News by e-mail"), (), _("At once, daily, weekly or never: as you like."), more)


hooks.own_panels.append(own_news)

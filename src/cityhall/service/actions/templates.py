"""Making and changing the replies that officers have ready."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _

from cityhall.acts import actions as acts
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.people.actions import cleaned_names
from cityhall.people.actor import Actor
from cityhall.people.models import Organization, Power
from cityhall.service.actions.closing import OFFICERS_OUTCOMES
from cityhall.service.actions.common import atomic
from cityhall.service.models import ReplyTemplate, Service
from cityhall.service.replies import PLACES, unknown_places
from divan import language

LONGEST = 2000


@dataclass(frozen=True)
class Wording:
    """All that is said of a template. `unit` none: for the whole city; `service` none: any kind."""

    use: str
    name: Mapping[str, str]
    text: Mapping[str, str]
    unit: Organization | None = None
    service: Service | None = None
    outcome: str = ""
    active: bool = True


def may_word(unit: Organization | None, *, actor: Actor) -> Refusal | None:
    """Whether the actor may make replies for this unit, or, without one, for the whole city."""
    if unit is None:
        roots = Organization.objects.filter(parent=None).values_list("pk", flat=True)
        if actor.reach(Power.SERVICES) & set(roots):
            return None
    elif actor.may(Power.SERVICES, unit.pk):
        return None
    message = _("Your post does not reach the replies of this unit.")
    return Refusal("not_yours", message, "unit", 403)


@atomic
def make_template(wording: Wording, *, actor: Actor, at: datetime) -> ReplyTemplate:
    """Keep a reply ready. Raises `Refused` at the field that is wrong."""
    demand(may_word(wording.unit, actor=actor))
    last = ReplyTemplate.objects.filter(use=wording.use).aggregate(last=Max("order"))["last"] or 0
    template = ReplyTemplate(order=last + 10, **_checked(wording))
    template.save()
    acts.record(actor, "service.make_template", template, _facts(template), at=at)
    return template


@atomic
def change_template(
    template_id: int, wording: Wording, *, actor: Actor, at: datetime
) -> ReplyTemplate:
    """Change a reply that is kept ready; what was sent with it before stays as it was sent."""
    template = ReplyTemplate.objects.select_for_update().filter(pk=template_id).first()
    if template is None:
        raise Refused(Refusal("unknown", _("There is no such reply."), status=404))
    demand(may_word(template.unit, actor=actor) or may_word(wording.unit, actor=actor))
    for name, value in _checked(wording).items():
        setattr(template, name, value)
    template.save()
    acts.record(actor, "service.change_template", template, _facts(template), at=at)
    return template


def _checked(wording: Wording) -> dict[str, object]:
    if wording.use not in ReplyTemplate.Use.values:
        raise Refused(Refusal("use", _("Choose what it is for."), "use", 422))
    closes = wording.use == ReplyTemplate.Use.CLOSE
    if closes and wording.outcome not in OFFICERS_OUTCOMES:
        raise Refused(Refusal("outcome", _("Choose how it ended."), "outcome", 422))
    texts = {}
    for code, _label in settings.LANGUAGES:
        text = language.clean(wording.text.get(code, "")).strip()
        if len(text) > LONGEST:
            raise Refused(Refusal("long", _("At most 2,000 letters, please."), f"text_{code}", 422))
        if unknown := unknown_places(text):
            raise Refused(Refusal("place", _no_place(unknown[0]), f"text_{code}", 422))
        if text:
            texts[code] = text
    if not texts:
        message = _("Write it in at least one language.")
        raise Refused(Refusal("empty", message, f"text_{settings.LANGUAGE_CODE}", 422))
    return {
        "use": wording.use,
        "outcome": wording.outcome if closes else "",
        "unit": wording.unit,
        "service": wording.service,
        "name": cleaned_names(wording.name),
        "text": texts,
        "active": wording.active,
    }


def _no_place(name: str) -> str:
    if name in ("code", "کد"):
        return _("A reply can be read by everyone, so a tracking code cannot stand in it.")
    known = ", ".join(f"{{{one}}}" for one in PLACES)
    return _("{%(name)s} cannot be filled in. These can: %(known)s.") % {
        "name": name,
        "known": known,
    }


def _facts(template: ReplyTemplate) -> dict[str, object]:
    return {
        "use": template.use,
        "unit": template.unit.code if template.unit else None,
        "service": template.service.service_code if template.service else None,
        "languages": sorted(template.text),
        "active": template.active,
    }

"""Making and changing kinds of report, and the groups in which they are listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import msgspec
from django.conf import settings
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from cityhall.acts import actions as acts
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.people.actions import cleaned_code, cleaned_names, take_turn
from cityhall.people.actor import SYSTEM, Actor
from cityhall.people.models import Organization, Power
from cityhall.service.actions.common import atomic
from cityhall.service.models import OPEN, Request, Service, ServiceGroup
from cityhall.service.questions import questions_of
from cityhall.service.targets import LONGEST
from divan import language

MOST_QUESTIONS, MOST_VALUES, MOST_KEYWORDS = 8, 12, 60
LISTS = ("singlevaluelist", "multivaluelist")


@dataclass(frozen=True)
class Kind:
    """All that an administrator says of a kind of report. Texts are by language, times minutes."""

    name: Mapping[str, str]
    unit: Organization
    group: ServiceGroup
    description: Mapping[str, str] = field(default_factory=dict)
    keywords: Mapping[str, Sequence[str]] = field(default_factory=dict)
    questions: Sequence[Mapping[str, Any]] = ()
    acknowledge_minutes: int = 480
    resolve_minutes: int = 2400
    round_the_clock: bool = False
    danger: bool = False
    confidential: bool = False
    hide_place: bool = False
    place_required: bool = True
    active: bool = True


PLAIN = (
    "acknowledge_minutes",
    "resolve_minutes",
    "round_the_clock",
    "danger",
    "confidential",
    "hide_place",
    "place_required",
    "active",
)


def may_define(unit: Organization, *, actor: Actor) -> Refusal | None:
    """Whether the actor may make and change the kinds of report that this unit gets."""
    if actor.may(Power.SERVICES, unit.pk):
        return None
    message = _("Your post does not reach the kinds of report of this unit.")
    return Refusal("not_yours", message, "unit", 403)


@atomic
def define_service(kind: Kind, *, code: str = "", actor: Actor, at: datetime) -> Service:
    """Make a kind of report. Raises `Refused` at the field of `Kind` that is wrong."""
    take_turn()
    demand(may_define(kind.unit, actor=actor))
    fresh = _checked(kind)
    last = Service.objects.filter(group=kind.group).aggregate(last=Max("order"))["last"] or 0
    service = Service(
        service_code=cleaned_code(code, fresh["name"], Service, stem="kind", field="service_code"),
        order=last + 10,
        **fresh,
    )
    service.save()
    acts.record(actor, "service.define", service, _facts(service), at=at)
    return service


@atomic
def change_service(code: str, kind: Kind, *, actor: Actor, at: datetime) -> Service:
    """Change a kind of report; its code stays. New targets count for new reports only."""
    take_turn()
    service = Service.objects.select_related("unit", "group").filter(service_code=code).first()
    if service is None:
        raise Refused(Refusal("unknown", _("There is no such kind of report."), status=404))
    demand(may_define(service.unit, actor=actor))
    if kind.unit != service.unit:
        demand(may_define(kind.unit, actor=actor))
    fresh = _checked(kind)
    changed = sorted(name for name, value in fresh.items() if getattr(service, name) != value)
    for name in changed:
        setattr(service, name, fresh[name])
    service.save()
    facts = {**_facts(service), "changed": changed}
    acts.record(actor, "service.redefine", service, facts, at=at)
    return service


@atomic
def set_target_as_decided(service_id: int, minutes: int, *, matter: int, at: datetime) -> Service:
    """Have a kind of report be done within so many minutes of working time, as another counter
    decided under this number; for new reports only."""
    take_turn()
    rows = Service.objects.select_related("unit", "group")
    service = rows.select_for_update(of=("self",)).filter(pk=service_id).first()
    if service is None:
        raise Refused(Refusal("unknown", _("There is no such kind of report."), status=404))
    if not 0 < minutes <= LONGEST:
        raise Refused(Refusal("target", _("A target is at least a minute, at most a year.")))
    service.resolve_minutes = minutes
    service.acknowledge_minutes = min(service.acknowledge_minutes, minutes)
    service.save(update_fields=["resolve_minutes", "acknowledge_minutes"])
    facts = {**_facts(service), "changed": ["resolve_minutes"], "matter": matter}
    acts.record(SYSTEM, "service.redefine", service, facts, at=at)
    return service


@atomic
def create_group(
    name: Mapping[str, str], *, code: str = "", actor: Actor, at: datetime
) -> ServiceGroup:
    """Make a group of kinds of report, after the others. Raises `Refused` at "group_…"."""
    take_turn()
    if not actor.may(Power.SERVICES):
        message = _("Your post does not reach the kinds of report.")
        raise Refused(Refusal("not_yours", message, status=403))
    names = cleaned_names(name, "group")
    last = ServiceGroup.objects.aggregate(last=Max("order"))["last"] or 0
    group = ServiceGroup.objects.create(
        code=cleaned_code(code, names, ServiceGroup, stem="group"), name=names, order=last + 10
    )
    acts.record(actor, "service.create_group", group, {"group": group.code}, at=at)
    return group


def may_lose(unit: Organization) -> Refusal | None:
    """Whether a unit can be dissolved: no kind of report and no open report may hang on it."""
    if Service.objects.filter(unit=unit, active=True).exists():
        return Refusal("has_kinds", _("Kinds of report still go to this unit; move them first."))
    if Request.objects.filter(unit=unit, status__in=OPEN).exists():
        return Refusal("has_reports", _("Reports are still open here; hand them on first."))
    return None


def _checked(kind: Kind) -> dict[str, Any]:
    """The columns of a kind. Raises `Refused` at the field that is wrong."""
    if kind.unit.dissolved_on is not None:
        raise Refused(Refusal("dissolved", _("This unit does not exist any more."), "unit", 422))
    for name in ("acknowledge_minutes", "resolve_minutes"):
        if not 1 <= getattr(kind, name) <= LONGEST:
            message = _("Choose a time between one minute and a year.")
            raise Refused(Refusal("bad_time", message, name, 422))
    if kind.acknowledge_minutes > kind.resolve_minutes:
        message = _("A report is looked at before it is done; give this more time.")
        raise Refused(Refusal("bad_time", message, "resolve_minutes", 422))
    return {
        "name": cleaned_names(kind.name),
        "description": _texts(kind.description, 600, "description"),
        "group": kind.group,
        "unit": kind.unit,
        "keywords": _keywords(kind.keywords),
        "questions": _questions(kind.questions),
        **{name: getattr(kind, name) for name in PLAIN},
    }


def _texts(given: Mapping[str, str], longest: int, field: str) -> dict[str, str]:
    said = {
        code: language.clean(given.get(code, "")).strip() for code, _label in settings.LANGUAGES
    }
    for code, text in said.items():
        if len(text) > longest:
            message = _("At most %(n)d letters, please.") % {"n": longest}
            raise Refused(Refusal("too_long", message, f"{field}_{code}", 422))
    return {code: text for code, text in said.items() if text}


def _keywords(given: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    kept: dict[str, list[str]] = {}
    for code, _label in settings.LANGUAGES:
        words = [" ".join(language.clean(word).split()) for word in given.get(code, ())]
        words = list(dict.fromkeys(word for word in words if word))
        if len(words) > MOST_KEYWORDS or any(len(word) > 40 for word in words):
            message = _("At most 60 words of 40 letters each, please.")
            raise Refused(Refusal("too_long", message, f"keywords_{code}", 422))
        if words:
            kept[code] = words
    return kept


def _questions(given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Questions as stored, their codes made where they lack one. Fields are "q0-…", "q0v1-…"."""
    if len(given) > MOST_QUESTIONS:
        message = _("At most eight questions, please: nobody answers more.")
        raise Refused(Refusal("too_many", message, "questions", 422))
    made: list[dict[str, Any]] = []
    for place, one in enumerate(given):
        made.append(_question(f"q{place}", one, {other["code"] for other in made}))
    try:
        questions_of(made)
    except msgspec.ValidationError as error:
        message = _("Choose the kind of answer from the list.")
        raise Refused(Refusal("bad_question", message, "questions", 422)) from error
    return made


def _question(prefix: str, given: Mapping[str, Any], taken: set[str]) -> dict[str, Any]:
    asked = _texts(given.get("description", {}), 200, f"{prefix}-description")
    if not asked:
        message = _("Write the question in at least one language.")
        raise Refused(Refusal("empty", message, f"{prefix}-description_fa", 422))
    made: dict[str, Any] = {
        "code": _code(given.get("code", ""), asked.get("en", ""), f"question_{prefix[1:]}", taken),
        "datatype": given.get("datatype", "string"),
        "description": asked,
        "required": bool(given.get("required")),
    }
    if hint := _texts(given.get("hint", {}), 200, f"{prefix}-hint"):
        made["hint"] = hint
    if made["datatype"] in LISTS:
        made["values"] = _values(prefix, given.get("values", ()))
    return made


def _values(prefix: str, given: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    if len(given) > MOST_VALUES:
        message = _("At most twelve answers to choose from, please.")
        raise Refused(Refusal("too_many", message, f"{prefix}-datatype", 422))
    values: list[dict[str, Any]] = []
    for place, one in enumerate(given):
        names = _texts(one.get("name", {}), 80, f"{prefix}v{place}-name")
        if not names:
            continue
        taken = {value["key"] for value in values}
        key = _code(one.get("key", ""), names.get("en", ""), f"value_{place}", taken)
        values.append({"key": key, "name": names})
    if len(values) < 2:
        message = _("Give at least two answers to choose from.")
        raise Refused(Refusal("too_few", message, f"{prefix}v{len(values)}-name_fa", 422))
    return values


def _code(given: str, english: str, stem: str, taken: set[str]) -> str:
    """The code as it was, or one made of the English words; never one that is taken."""
    made = slugify(given or english).replace("-", "_")[:40] or stem
    return made if made not in taken else f"{made[:36]}_{len(taken) + 1}"


def _facts(service: Service) -> dict[str, Any]:
    return {
        "service": service.service_code,
        "group": service.group.code,
        "unit": service.unit.code,
        "active": service.active,
        "acknowledge_minutes": service.acknowledge_minutes,
        "resolve_minutes": service.resolve_minutes,
        "questions": [question["code"] for question in service.questions],
    }

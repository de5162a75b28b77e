"""Making and changing routing rules, and what they say of one report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from cityhall.acts import actions as acts
from cityhall.acts import queries as act_queries
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.people.actions import cleaned_names, take_turn
from cityhall.people.actions.common import root
from cityhall.people.actor import Actor
from cityhall.people.models import Area, Organization, Person, Post, Power
from cityhall.people.queries import city_day, post_holders
from cityhall.service import rulebook
from cityhall.service.actions.common import atomic
from cityhall.service.models import (
    Request,
    RoutingRule,
    RoutingVersion,
    Service,
    ServiceGroup,
)
from divan import language

MOST_RULES, MOST_PHRASES, LONGEST_PHRASE, MOST_RANK = 300, 60, 60, 9


@dataclass(frozen=True)
class Draft:
    """All that an administrator says of a rule; an empty condition is none."""

    name: Mapping[str, str]
    to: Organization
    post: Post | None = None
    kinds: Sequence[str] = ()
    groups: Sequence[str] = ()
    areas: Sequence[str] = ()
    weekdays: Sequence[int] = ()
    months: Sequence[int] = ()
    hours: Sequence[tuple[int, int]] = ()  # minutes of the day
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)
    confidential: bool | None = None
    rank: int = 0
    active: bool = True


@dataclass(frozen=True)
class Routed:
    """Where a report goes: the city's unit, whose it is there, a body outside; and why."""

    unit: Organization
    person: Person | None = None
    body: Organization | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


def may_route(*, actor: Actor) -> Refusal | None:
    """Whether the actor may say where reports go: a rule can concern any unit of the city."""
    top = root()
    if top is not None and actor.may(Power.SERVICES, top.pk):
        return None
    message = _("Rules hold for the entire city; your post does not reach that far.")
    return Refusal("not_yours", message, status=403)


@atomic
def make_rule(draft: Draft, *, actor: Actor, at: datetime, reason: str = "") -> RoutingRule:
    """Make a rule. Raises `Refused` at the field of `Draft` that is wrong."""
    take_turn()
    demand(may_route(actor=actor))
    if RoutingRule.objects.count() >= MOST_RULES:
        message = _("A city has at most 300 rules; change one that is no longer needed.")
        raise Refused(Refusal("too_many", message, status=422))
    rule = RoutingRule(version=1)
    fill(rule, draft, on=at)
    rule.save()
    _keep(rule, "service.make_rule", actor=actor, at=at, reason=reason, changed=[])
    return rule


@atomic
def change_rule(
    number: int,
    draft: Draft,
    *,
    actor: Actor,
    at: datetime,
    version: int | None = None,
    reason: str = "",
) -> RoutingRule:
    """Change a rule; the earlier form is kept. It holds for reports that come from now on.

    `version` is the one that was read. Raises `Refused` where a colleague was quicker.
    """
    take_turn()
    demand(may_route(actor=actor))
    rule = RoutingRule.objects.select_related("to", "post").filter(pk=number).first()
    if rule is None:
        raise Refused(Refusal("unknown", _("There is no such rule."), status=404))
    if version is not None and version != rule.version:
        message = _("A colleague changed this rule meanwhile. Read it again first.")
        raise Refused(Refusal("changed", message))
    before = content_of(rule)
    fill(rule, draft, on=at)
    after = content_of(rule)
    changed = sorted(name for name in after if after[name] != before[name])
    if not changed:
        return rule
    rule.version += 1
    rule.save()
    _keep(rule, "service.change_rule", actor=actor, at=at, reason=reason, changed=changed)
    return rule


def route(service: Service, area: Area | None, text: str, *, at: datetime) -> Routed:
    """Where the rules send a report of this kind; without a rule to the unit of its kind."""
    rules = rulebook.rulebook()
    if not rules.rows:
        return Routed(service.unit)
    decision = rulebook.decide(rules, service=service, area=area, at=at, text=text)
    if decision.contested:
        numbers = [rules.row(rule).pk for rule in decision.contested]
        return Routed(service.unit, facts={"rules_at_odds": numbers})
    if decision.rule is None:
        return Routed(service.unit)
    row = rules.row(decision.rule)
    facts = {"rule": row.pk, "rule_version": row.version}
    if row.to.classification == Organization.Classification.OUTSIDE:
        return Routed(service.unit, body=row.to, facts=facts)
    return Routed(row.to, _only_holder(row.post, at), facts=facts)


def was_handed_on(request: Request) -> bool:
    """Whether somebody has handed this report on, so that no rule may move it any more."""
    return act_queries.standing(request, "service.assign") is not None


def where_to(request: Request, service: Service, *, at: datetime) -> Routed | None:
    """Where a held report would go under this kind. `None`: somebody handed it on, and it stays.

    What is not public stays in the city, whatever a rule says.
    """
    if was_handed_on(request):
        return None
    return _kept_inside(route(service, request.area, request.description, at=at), request)


def reroute(request: Request, *, at: datetime) -> Routed | None:
    """Put a report where it goes now that its kind or area has changed.

    For acts that change them, on a locked report: after the change and before `commit`, with the
    facts of what this answers; a body outside gets it by `hand_over_by_rule` after that. Whoever
    had taken it keeps it while its unit stays the same.
    """
    routed = where_to(request, request.service, at=at)
    if routed is None:
        return None
    if routed.unit.pk != request.unit_id:
        request.unit, request.assignee = routed.unit, None
    request.assignee = request.assignee or routed.person
    return routed


def _kept_inside(routed: Routed, request: Request) -> Routed:
    return routed if request.is_public or routed.body is None else replace(routed, body=None)


def fill(rule: RoutingRule, draft: Draft, *, on: datetime) -> None:
    """Put what was said into a rule, checked. Raises `Refused` at the field that is wrong."""
    outside = draft.to.classification == Organization.Classification.OUTSIDE
    if draft.to.dissolved_on is not None and draft.to.dissolved_on <= city_day(on):
        raise Refused(Refusal("dissolved", _("This unit does not exist any more."), "to", 422))
    if outside and draft.confidential:
        message = _("What is confidential stays in the city; choose one of its units.")
        raise Refused(Refusal("confidential", message, "to", 422))
    if draft.post is not None and draft.post.organization_id != draft.to.pk:
        message = _("This post stands in another unit; choose one of the unit above.")
        raise Refused(Refusal("elsewhere", message, "post", 422))
    if not -MOST_RANK <= draft.rank <= MOST_RANK:
        raise Refused(Refusal("rank", _("Choose a number from -9 to 9."), "rank", 422))
    rule.name, rule.to, rule.post = cleaned_names(draft.name), draft.to, draft.post
    rule.rank, rule.active, rule.conditions = draft.rank, draft.active, _conditions(draft)


def content_of(rule: RoutingRule) -> dict[str, Any]:
    """A rule as its versions keep it."""
    return {
        "name": rule.name,
        "to": rule.to.code,
        "post": rule.post.code if rule.post is not None else "",
        "rank": rule.rank,
        "active": rule.active,
        **{name: rule.conditions.get(name) for name in CONDITIONS},
    }


CONDITIONS = (
    "kinds",
    "groups",
    "areas",
    "weekdays",
    "months",
    "hours",
    "words",
    "confidential",
)


def _conditions(draft: Draft) -> dict[str, Any]:
    """The conditions that were given; those left out hold for everything."""
    made: dict[str, Any] = {
        "kinds": _known(draft.kinds, Service, "service_code", "kinds"),
        "groups": _known(draft.groups, ServiceGroup, "code", "groups"),
        "areas": _known(draft.areas, Area, "code", "areas"),
        "weekdays": _numbers(draft.weekdays, range(7), "weekdays"),
        "months": _numbers(draft.months, range(1, 13), "months"),
        "hours": _hours(draft.hours),
        "words": _phrases(draft.words),
    }
    made = {name: value for name, value in made.items() if value}
    if draft.confidential is not None:
        made["confidential"] = draft.confidential
    return made


def _known(given: Sequence[str], model: Any, column: str, field: str) -> list[str]:
    wanted = sorted(set(given))
    found = set(model.objects.filter(**{f"{column}__in": wanted}).values_list(column, flat=True))
    if missing := [code for code in wanted if code not in found]:
        message = _("“%s” is not there any more; choose from the list.") % missing[0][:60]
        raise Refused(Refusal("unknown", message, field, 422))
    return wanted


def _numbers(given: Sequence[int], allowed: range, field: str) -> list[int]:
    if any(one not in allowed for one in given):
        raise Refused(Refusal("unknown", _("Choose from the list."), field, 422))
    return sorted(set(given))


def _hours(given: Sequence[tuple[int, int]]) -> list[list[int]]:
    if len(given) > 6 or any(not (0 <= a < 1440 and 0 <= b <= 1440 and a != b) for a, b in given):
        message = _("Write hours such as 22:00-06:00, with a comma between two of them.")
        raise Refused(Refusal("hours", message, "hours", 422))
    return [list(span) for span in given]


def _phrases(given: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    kept: dict[str, list[str]] = {}
    for code, _label in settings.LANGUAGES:
        words = [" ".join(language.clean(word).split()) for word in given.get(code, ())]
        words = list(dict.fromkeys(word for word in words if word))
        if len(words) > MOST_PHRASES or any(len(word) > LONGEST_PHRASE for word in words):
            message = _("At most 60 phrases of 60 letters each, please.")
            raise Refused(Refusal("too_long", message, f"words_{code}", 422))
        if unread := [word for word in words if not rulebook.phrase(word)]:
            message = _("“%s” has no word in it.") % unread[0]
            raise Refused(Refusal("no_word", message, f"words_{code}", 422))
        if words:
            kept[code] = words
    return kept


def _only_holder(post: Post | None, at: datetime) -> Person | None:
    """Who holds the post of a rule; where several or none do, the unit hands it on itself."""
    holders = post_holders([post], on=city_day(at)).get(post.pk, []) if post else []
    return holders[0] if len(holders) == 1 else None


def _keep(
    rule: RoutingRule, verb: str, *, actor: Actor, at: datetime, reason: str, changed: list[str]
) -> None:
    content = content_of(rule)
    facts = {
        "rule": rule.pk,
        "version": rule.version,
        "to": rule.to.code,
        "active": rule.active,
        "changed": changed,
    }
    # Phrases are typed by hand and may name somebody: they are sealed with the reason.
    words = {"words": rule.conditions["words"]} if rule.conditions.get("words") else {}
    said = language.clean(reason).strip()[:500]
    act = acts.record(actor, verb, rule, facts, said, at=at, words=words)
    RoutingVersion.objects.create(
        rule=rule,
        version=rule.version,
        content=content,
        at=at,
        by=actor.signature,
        act=act.position,
    )

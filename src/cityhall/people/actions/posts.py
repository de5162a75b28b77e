"""Making posts, and saying who holds them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import F
from django.utils.translation import gettext as _

from cityhall.acts import actions as acts
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.people import queries
from cityhall.people.actions.accounts import account_of
from cityhall.people.actions.common import (
    atomic,
    cleaned_code,
    cleaned_names,
    may_grant,
    may_manage,
    root,
    sort_key,
    take_turn,
)
from cityhall.people.actor import Actor
from cityhall.people.models import Membership, Organization, Person, Post, Power

FARTHEST = timedelta(days=366)


@atomic
def create_post(
    *,
    unit: Organization,
    label: Mapping[str, str],
    powers: Iterable[str],
    code: str = "",
    actor: Actor,
    at: datetime,
) -> Post:
    """Make an office in a unit, with what its holder may do there and in the units under it."""
    take_turn()
    granted = _known(powers)
    demand(may_manage(unit, actor=actor) or may_grant(granted, unit, actor=actor))
    if unit.dissolved_on is not None:
        raise Refused(Refusal("dissolved", _("This unit does not exist any more."), "unit", 422))
    names = cleaned_names(label)
    post = Post.objects.create(
        code=cleaned_code(code, names, Post, stem=f"{unit.code}-post"),
        label=names,
        organization=unit,
        powers=granted,
        sort_key=sort_key(names),
    )
    facts = {"post": post.code, "unit": unit.code, "powers": granted}
    acts.record(actor, "people.create_post", post, facts, at=at)
    return post


@atomic
def change_post(
    code: str, *, label: Mapping[str, str], powers: Iterable[str], actor: Actor, at: datetime
) -> Post:
    """Give a post another name or other powers; its holders have them at once."""
    take_turn()
    post = found_post(code)
    granted, before = _known(powers), list(post.powers)
    added = [power for power in granted if power not in before]
    demand(
        may_manage(post.organization, actor=actor)
        or may_grant(added, post.organization, actor=actor)
    )
    post.label, post.powers = cleaned_names(label), granted
    post.sort_key = sort_key(post.label)
    post.save(update_fields=["label", "powers", "sort_key"])
    _demand_an_administrator()
    facts = {"post": post.code, "powers": granted, "powers_before": before}
    acts.record(actor, "people.change_post", post, facts, at=at)
    return post


@atomic
def set_superior(code: str, superior: str, *, actor: Actor, at: datetime) -> Post:
    """Say which post stands above this one, or with an empty code none by name.

    Whoever holds that post is told when work here is late. Raises `Refused` for a ring.
    """
    take_turn()
    post = found_post(code)
    demand(may_manage(post.organization, actor=actor))
    above = Post.objects.filter(code=superior, abolished_on=None).first() if superior else None
    if superior and above is None:
        message = _("There is no such post to stand above it.")
        raise Refused(Refusal("unknown", message, "superior", 422))
    step: Post | None = above
    while step is not None:
        if step.pk == post.pk:
            message = _("This post cannot stand above itself.")
            raise Refused(Refusal("ring", message, "superior", 422))
        step = step.superior
    before = post.superior
    post.superior = above
    post.save(update_fields=["superior"])
    facts = {
        "post": post.code,
        "superior": above.code if above else None,
        "superior_before": before.code if before else None,
    }
    acts.record(actor, "people.set_superior", post, facts, at=at)
    return post


@atomic
def abolish_post(code: str, *, actor: Actor, at: datetime) -> Post:
    """End a post from today on. Raises `Refused` while somebody holds it."""
    take_turn()
    post = found_post(code)
    demand(may_manage(post.organization, actor=actor))
    if queries.open_memberships().filter(post=post).exists():
        raise Refused(Refusal("held", _("Somebody still holds this post; end that first.")))
    post.abolished_on = queries.today()
    post.save(update_fields=["abolished_on"])
    acts.record(actor, "people.abolish_post", post, {"post": post.code}, at=at)
    return post


@atomic
def appoint(
    code: str,
    *,
    email: str,
    name: str = "",
    start: date | None = None,
    actor: Actor,
    at: datetime,
) -> Membership:
    """Let a person hold a post from a day on; an account is made for them where there is none.

    `start` is today when left out, and at most a year away.
    """
    take_turn()
    post, today = found_post(code), queries.today()
    start = start or today
    unit = post.organization
    demand(may_manage(unit, actor=actor) or may_grant(post.powers, unit, actor=actor))
    if abs(start - today) > FARTHEST:
        message = _("Choose a day within a year from today.")
        raise Refused(Refusal("too_far", message, "start", 422))
    person = account_of(email, name=name)
    if queries.open_memberships().filter(person=person, post=post).exists():
        raise Refused(Refusal("held", _("This person holds the post already."), "email", 422))
    membership = Membership.objects.create(person=person, post=post, start_date=start)
    facts = {"post": post.code, "unit": unit.code, "from": start.isoformat()}
    news = acts.Mail(
        "people.appointed",
        person.email,
        person.language or settings.LANGUAGE_CODE,
        {"post": post.code},
    )
    acts.record(actor, "people.appoint", membership, facts, at=at, mails=[news])
    return membership


@atomic
def end_membership(
    membership_id: int, *, end: date | None = None, actor: Actor, at: datetime
) -> Membership:
    """Let a person hold a post no more. `end` is the first day without it: today, or later."""
    take_turn()
    membership = found_membership(membership_id)
    post, today = membership.post, queries.today()
    end = end or today
    demand(may_manage(post.organization, actor=actor))
    if membership.end_date is not None and membership.end_date <= today:
        raise Refused(Refusal("ended", _("This ended already.")))
    if not today <= end <= today + FARTHEST:
        message = _("Choose today or a day within the coming year.")
        raise Refused(Refusal("bad_day", message, "end", 422))
    membership.end_date = max(end, membership.start_date)
    membership.save(update_fields=["end_date"])
    _demand_an_administrator()
    facts = {"post": post.code, "until": membership.end_date.isoformat()}
    acts.record(actor, "people.end_membership", membership, facts, at=at)
    return membership


@atomic
def reset_second_factor(membership_id: int, *, actor: Actor, at: datetime) -> Person:
    """Take the second factor off an officer who lost it, and sign them out everywhere.

    They enrol a new one when they sign in. The actor must reach every post that they hold.
    """
    take_turn()
    membership = found_membership(membership_id)
    person = membership.person
    for held in queries.open_memberships().filter(person=person):
        unit = held.post.organization
        demand(may_manage(unit, actor=actor) or may_grant(held.post.powers, unit, actor=actor))
    demand(may_manage(membership.post.organization, actor=actor))
    if not Authenticator.objects.filter(user=person).delete()[0]:
        raise Refused(Refusal("none", _("This person has no second factor to take off.")))
    Person.objects.filter(pk=person.pk).update(session_epoch=F("session_epoch") + 1)
    facts = {"post": membership.post.code}
    acts.record(actor, "people.reset_second_factor", membership, facts, at=at)
    return person


def found_post(code: str) -> Post:
    """Raises `Refused` with status 404 when there is no such post today."""
    post = queries.posts().filter(code=code).first()
    if post is None:
        raise Refused(Refusal("unknown", _("There is no such post."), status=404))
    return post


def found_membership(membership_id: int) -> Membership:
    """Raises `Refused` with status 404 when nobody holds a post under this number."""
    known = Membership.objects.select_related("post__organization", "person")
    membership = known.filter(pk=membership_id).first()
    if membership is None:
        raise Refused(Refusal("unknown", _("There is no such appointment."), status=404))
    return membership


def _known(powers: Iterable[str]) -> list[str]:
    """Powers in their own order. Raises `Refused` for one that does not exist."""
    wanted = set(powers)
    if wanted - set(Power.values):
        raise Refused(Refusal("no_power", _("Choose from the powers in the list."), "powers", 422))
    return [power for power in Power.values if power in wanted]


def _demand_an_administrator() -> None:
    """Refuse what would leave the city without anybody who can manage it, for good."""
    top = root()
    if top is None:
        return
    left = queries.open_memberships().filter(
        post__organization=top,
        start_date__lte=queries.today(),
        end_date=None,
        person__is_active=True,
    )
    if any(Power.PEOPLE in powers for powers in left.values_list("post__powers", flat=True)):
        return
    message = _("This would leave the city without an administrator; appoint another one first.")
    raise Refused(Refusal("last_administrator", message))

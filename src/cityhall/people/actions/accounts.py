"""Accounts: a person's own facts, and the first administrator of a city.

An account is its person's own business, so what is done with it leaves no leaf in the record;
what it may do in office is an appointment, and that does.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.utils import timezone
from django.utils.translation import gettext as _

from cityhall.acts import actions as acts
from cityhall.acts.refusals import Refusal, Refused
from cityhall.people import queries
from cityhall.people.actions.common import atomic, city_changed, root, sort_key, take_turn
from cityhall.people.actor import SYSTEM, Actor
from cityhall.people.contact import cleaned_email, cleaned_phone
from cityhall.people.models import City, Membership, Organization, Person, Post, Power
from divan import language

STAND_IN = {"fa": "شهر ما", "en": "Our city"}
ADMINISTRATOR = {"fa": "راهبر سامانه", "en": "Administrator"}


def account_of(
    email: str, *, name: str = "", password: str | None = None, verified: bool = False
) -> Person:
    """The person who signs in with this address, made now where there is none.

    A new account has no password unless one is given: its person signs in with a code. `verified`
    says that the address is known to be theirs. A name is kept where there was none. Raises
    `Refused` for what is no address, and for an account that was closed.
    """
    address, called = cleaned_email(email), cleaned_name(name)
    known = EmailAddress.objects.filter(email=address).select_related("user").first()
    person = known.user if known else Person.objects.filter(email=address).first()
    if person is None:
        person = Person.objects.create_user(email=address, password=password, name=called)
    if not person.is_active:
        raise Refused(
            Refusal("closed", _("The account with this address is closed."), "email", 422)
        )
    if known is None:
        EmailAddress.objects.create(user=person, email=address, primary=True, verified=verified)
    if called and not person.name:
        person.name = called
        person.save(update_fields=["name"])
    return person


def on_address(*, instance: EmailAddress, **_signal: Any) -> None:
    """Whoever has shown that an address is theirs is on the register from then on."""
    if instance.verified:
        unknown = Person.objects.filter(pk=instance.user_id, confirmed_at__isnull=True)
        unknown.update(confirmed_at=timezone.now())


@atomic
def change_own(*, name: str, phone: str, language_code: str, actor: Actor) -> Person:
    """Change one's own name, phone number and the language of one's mails."""
    person = Person.objects.select_for_update().get(pk=actor.person_id)
    person.name, person.phone = cleaned_name(name), cleaned_phone(phone)
    person.language = language_code
    person.save(update_fields=["name", "phone", "language"])
    return person


@atomic
def first_administrator(email: str, *, at: datetime, forget_second_factor: bool = False) -> Person:
    """Make somebody administrator of the city; safe to repeat.

    Makes the city, its root organization and the administrator's post where there are none, and
    an account for the address. `forget_second_factor` lets in whoever lost theirs: they enrol a
    new one at sign-in. Raises `Refused` for what is no address.
    """
    City.objects.get_or_create(pk=1, defaults={"name": STAND_IN})
    take_turn()
    person = account_of(email)
    if forget_second_factor:
        Authenticator.objects.filter(user=person).delete()
    post = _administrators_post(_root(at), at)
    if not queries.open_memberships().filter(person=person, post=post, end_date=None).exists():
        # Since yesterday: another time zone, chosen next, must not put it off until tomorrow.
        start = queries.city_day(at) - timedelta(days=1)
        membership = Membership.objects.create(person=person, post=post, start_date=start)
        facts = {"post": post.code, "unit": post.organization.code, "from": start.isoformat()}
        acts.record(SYSTEM, "people.appoint", membership, facts, at=at)
    city_changed()
    return person


def cleaned_name(typed: str) -> str:
    """A person's name as typed. Raises `Refused` when it is too long."""
    name = " ".join(language.clean(typed).split())
    if len(name) > 120:
        raise Refused(Refusal("too_long", _("At most 120 letters, please."), "name", 422))
    return name


def _root(at: datetime) -> Organization:
    found = root()
    if found is not None:
        return found
    name = City.objects.get(pk=1).name
    made = Organization.objects.create(
        code="city",
        name=name,
        classification=Organization.Classification.CITY,
        sort_key=sort_key(name),
    )
    acts.record(SYSTEM, "people.create_unit", made, {"unit": made.code, "parent": None}, at=at)
    return made


def _administrators_post(unit: Organization, at: datetime) -> Post:
    posts = queries.posts().filter(organization=unit)
    found = next((post for post in posts if Power.PEOPLE in post.powers), None)
    if found is not None:
        return found
    powers = [Power.SERVICES, Power.PEOPLE]
    made = Post.objects.create(
        code="administrator",
        label=ADMINISTRATOR,
        organization=unit,
        powers=powers,
        sort_key=sort_key(ADMINISTRATOR),
    )
    facts = {"post": made.code, "unit": unit.code, "powers": [str(power) for power in powers]}
    acts.record(SYSTEM, "people.create_post", made, facts, at=at)
    return made

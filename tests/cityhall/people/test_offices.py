"""Units, posts and appointments: what each act changes, says on the record, and refuses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.utils import timezone

from cityhall.acts.models import Act, Message
from cityhall.acts.refusals import Refused
from cityhall.people import actions, office_queries, queries
from cityhall.people.actor import Actor, actor_for
from cityhall.people.models import City, Membership, Organization, Person, Post, Power


@pytest.fixture
def now() -> datetime:
    return timezone.now()


@pytest.fixture
def admin(town: SimpleNamespace) -> Actor:
    return actor_for(town.persons["admin"], on=queries.today())


@pytest.fixture
def chief(town: SimpleNamespace) -> Actor:
    """Somebody who manages people in the lighting unit only."""
    post = Post.objects.create(
        code="chief",
        label={"fa": "رئیس روشنایی", "en": "Head of lighting"},
        organization=town.lighting,
        powers=[Power.HANDLE, Power.PEOPLE],
        sort_key="x",
    )
    person = Person.objects.create_user(email="chief@example.org", name="رئیس")
    Membership.objects.create(person=person, post=post, start_date=date(2025, 1, 1))
    return actor_for(person, on=queries.today())


def refused(act: Callable[..., object], *args: object, **given: object) -> tuple[str, int]:
    """The code and status with which an act is refused; nothing was written."""
    before = Act.objects.count()
    with pytest.raises(Refused) as caught:
        act(*args, **given)
    assert Act.objects.count() == before
    assert caught.value.refusal.message
    return caught.value.refusal.code, caught.value.refusal.status


def last_act() -> Act:
    return Act.objects.order_by("-position").first()


def test_a_unit_is_made_under_another(town: SimpleNamespace, admin: Actor, now: datetime) -> None:
    unit = actions.create_unit(
        name={"fa": "فضای سبز", "en": "Parks and trees"},
        parent=town.city,
        phone="۰۲۱-۵۵۱۰",
        actor=admin,
        at=now,
    )
    assert unit.code == "parks-and-trees"
    assert unit.phone == "021-5510"
    act = last_act()
    assert (act.verb, act.by) == ("people.create_unit", "post:admin")
    assert act.public == {"unit": "parks-and-trees", "parent": "city", "kind": "unit"}


def test_codes_are_made_where_none_is_given_and_never_twice(
    town: SimpleNamespace, admin: Actor, now: datetime
) -> None:
    made = [
        actions.create_unit(name=name, parent=town.city, actor=admin, at=now).code
        for name in (
            {"en": "Parks"},
            {"en": "Parks"},
            {"fa": "پارک"},
            {"fa": "پارک"},
            {"en": "New"},
        )
    ]
    assert made == ["parks", "parks-2", "unit", "unit-2", "new-2"]


@pytest.mark.parametrize("code", ["roads", "new", "Über", "a b", "../x", "x" * 41, "-a", "a--b"])
def test_a_code_that_is_taken_or_none_is_refused(
    town: SimpleNamespace, admin: Actor, now: datetime, code: str
) -> None:
    facts = {"name": {"en": "X"}, "parent": town.city, "code": code, "actor": admin, "at": now}
    assert refused(actions.create_unit, **facts)[1] == 422


def test_a_unit_without_a_name_is_refused(
    town: SimpleNamespace, admin: Actor, now: datetime
) -> None:
    facts = {"name": {"fa": " \u202e "}, "parent": town.city, "actor": admin, "at": now}
    assert refused(actions.create_unit, **facts) == ("nameless", 422)


@pytest.mark.parametrize("role", ["resident", "lamp", "crew", "dispatcher"])
def test_only_who_manages_people_shapes_units(
    town: SimpleNamespace, actor: Callable[[str], Actor], now: datetime, role: str
) -> None:
    given = {"actor": actor(role), "at": now}
    name = {"en": "X"}
    assert refused(actions.create_unit, name=name, parent=town.city, **given)[1] == 403
    assert refused(actions.rename_unit, "roads", name=name, **given)[1] == 403
    assert refused(actions.dissolve_unit, "roads", **given)[1] == 403
    make = {"unit": town.roads, "label": name, "powers": [], **given}
    assert refused(actions.create_post, **make)[1] == 403
    assert refused(actions.change_post, "lamp", label=name, powers=[], **given)[1] == 403
    assert refused(actions.abolish_post, "lamp", **given)[1] == 403
    assert refused(actions.appoint, "lamp", email="x@example.org", **given)[1] == 403
    held = Membership.objects.get(post__code="road")
    assert refused(actions.end_membership, held.pk, **given)[1] == 403
    assert refused(actions.reset_second_factor, held.pk, **given)[1] == 403
    assert not Person.objects.filter(email="x@example.org").exists()


def test_a_post_reaches_its_own_unit_and_no_other(
    town: SimpleNamespace, chief: Actor, now: datetime
) -> None:
    given = {"actor": chief, "at": now}
    inside = actions.create_unit(name={"en": "Lamps"}, parent=town.lighting, **given)
    assert inside.parent == town.lighting
    for other in (town.roads, town.city):
        fault = refused(actions.create_unit, name={"en": "X"}, parent=other, **given)
        assert fault == ("not_yours", 403)
    rows = office_queries.units(actor_for(chief.person, on=queries.today()))
    assert [(row.unit.code, row.depth) for row in rows] == [("lighting", 0), ("lamps", 1)]


def test_nobody_gives_a_power_that_they_lack(
    town: SimpleNamespace, chief: Actor, now: datetime
) -> None:
    given = {"actor": chief, "at": now}
    label = {"en": "Lamp dispatcher"}
    make = {"unit": town.lighting, "label": label, **given}
    actions.create_post(powers=[Power.HANDLE], **make)
    assert refused(actions.create_post, powers=[Power.DISPATCH], **make) == (
        "too_much",
        403,
    )
    change = {"label": label, **given}
    assert refused(actions.change_post, "lamp", powers=[Power.SERVICES], **change) == (
        "too_much",
        403,
    )
    strong = Post.objects.create(
        code="strong",
        label=label,
        organization=town.lighting,
        powers=[Power.DISPATCH],
        sort_key="s",
    )
    # Neither by appointing themselves to a stronger post of their own unit …
    assert refused(actions.appoint, strong.code, email="chief@example.org", **given) == (
        "too_much",
        403,
    )
    # … nor does the city's administrator need to hold what they give.
    actions.create_post(
        unit=town.lighting,
        label=label,
        powers=[Power.DISPATCH],
        actor=actor_for(town.persons["admin"], on=queries.today()),
        at=now,
    )


def test_a_power_that_stays_may_be_one_that_the_actor_lacks(
    town: SimpleNamespace, chief: Actor, now: datetime
) -> None:
    Post.objects.filter(code="lamp").update(powers=[Power.HANDLE, Power.SERVICES])
    actions.change_post("lamp", label={"en": "Lamp"}, powers=[Power.SERVICES], actor=chief, at=now)
    assert Post.objects.get(code="lamp").powers == [Power.SERVICES]
    assert last_act().public == {
        "post": "lamp",
        "powers": ["service.manage"],
        "powers_before": ["service.handle", "service.manage"],
    }


def test_an_unknown_power_is_refused(town: SimpleNamespace, admin: Actor, now: datetime) -> None:
    make = {"unit": town.roads, "label": {"en": "X"}, "powers": ["root"], "actor": admin, "at": now}
    assert refused(actions.create_post, **make) == ("no_power", 422)


def test_an_appointment_makes_the_account_and_tells_its_person(
    town: SimpleNamespace, admin: Actor, now: datetime
) -> None:
    held = actions.appoint("road", email=" Mina@Example.org ", name="مینا نو", actor=admin, at=now)
    person = held.person
    assert (person.email, person.name) == ("mina@example.org", "مینا نو")
    assert not person.has_usable_password()
    assert not EmailAddress.objects.get(user=person).verified
    assert held.start_date == queries.today()
    assert actor_for(person, on=queries.today()).may(Power.HANDLE, town.roads.pk)
    message = Message.objects.get()
    assert (message.kind, message.address) == ("people.appointed", "mina@example.org")
    assert last_act().public == {
        "post": "road",
        "unit": "roads",
        "from": queries.today().isoformat(),
    }


def test_an_appointment_begins_on_its_day(
    town: SimpleNamespace, admin: Actor, now: datetime
) -> None:
    start = queries.today() + timedelta(days=7)
    held = actions.appoint("road", email="mina@example.org", start=start, actor=admin, at=now)
    assert not actor_for(held.person, on=queries.today()).is_staff
    assert actor_for(held.person, on=start).is_staff


def test_an_appointment_needs_an_address_a_near_day_and_an_open_account(
    town: SimpleNamespace, admin: Actor, now: datetime
) -> None:
    given = {"actor": admin, "at": now}
    assert refused(actions.appoint, "road", email="no address", **given)[1] == 422
    far = queries.today() + timedelta(days=900)
    assert refused(actions.appoint, "road", email="m@example.org", start=far, **given) == (
        "too_far",
        422,
    )
    assert refused(actions.appoint, "none", email="m@example.org", **given)[1] == 404
    holder = town.persons["road"].email
    assert refused(actions.appoint, "road", email=holder, **given) == ("held", 422)
    Person.objects.filter(email="navid@example.org").update(is_active=False)
    assert refused(actions.appoint, "road", email="navid@example.org", **given) == ("closed", 422)


def test_whoever_loses_a_post_loses_it_at_once(
    town: SimpleNamespace, admin: Actor, now: datetime
) -> None:
    held = Membership.objects.get(post__code="road")
    assert actor_for(held.person, on=queries.today()).is_staff
    actions.end_membership(held.pk, actor=admin, at=now)
    assert not actor_for(held.person, on=queries.today()).is_staff
    assert last_act().public == {"post": "road", "until": queries.today().isoformat()}
    again = refused(actions.end_membership, held.pk, actor=admin, at=now)
    assert again == ("ended", 409)


def test_a_post_that_begins_today_can_end_today(
    town: SimpleNamespace, admin: Actor, now: datetime
) -> None:
    held = actions.appoint("road", email="mina@example.org", actor=admin, at=now)
    actions.end_membership(held.pk, actor=admin, at=now)
    assert not actor_for(held.person, on=queries.today()).is_staff


def test_an_end_lies_between_today_and_a_year(
    town: SimpleNamespace, admin: Actor, now: datetime
) -> None:
    held = Membership.objects.get(post__code="road")
    for day in (queries.today() - timedelta(days=1), queries.today() + timedelta(days=900)):
        assert refused(actions.end_membership, held.pk, end=day, actor=admin, at=now) == (
            "bad_day",
            422,
        )
    later = queries.today() + timedelta(days=3)
    actions.end_membership(held.pk, end=later, actor=admin, at=now)
    assert actor_for(held.person, on=queries.today()).is_staff
    assert not actor_for(held.person, on=later).is_staff


def test_the_last_administrator_cannot_leave(
    town: SimpleNamespace, admin: Actor, now: datetime
) -> None:
    given = {"actor": admin, "at": now}
    own = Membership.objects.get(post__code="admin")
    assert refused(actions.end_membership, own.pk, **given)[0] == "last_administrator"
    tomorrow = queries.today() + timedelta(days=1)
    assert refused(actions.end_membership, own.pk, end=tomorrow, **given)[0] == "last_administrator"
    change = {"label": {"en": "A"}, "powers": [Power.SERVICES], **given}
    assert refused(actions.change_post, "admin", **change)[0] == "last_administrator"
    assert refused(actions.abolish_post, "admin", **given)[0] == "held"
    own.refresh_from_db()
    assert own.end_date is None
    # One who begins later does not count; one who holds the post does.
    other = actions.appoint("admin", email="b@example.org", start=tomorrow, **given)
    assert refused(actions.end_membership, own.pk, **given)[0] == "last_administrator"
    Membership.objects.filter(pk=other.pk).update(start_date=queries.today())
    actions.end_membership(own.pk, **given)


def test_an_administrator_of_a_unit_is_no_administrator_of_the_city(
    town: SimpleNamespace, chief: Actor, admin: Actor, now: datetime
) -> None:
    own = Membership.objects.get(post__code="admin")
    assert refused(actions.end_membership, own.pk, actor=admin, at=now)[0] == "last_administrator"
    assert actions.may_manage_city(actor=chief)


def test_a_unit_goes_only_when_nothing_hangs_on_it(
    town: SimpleNamespace, admin: Actor, now: datetime
) -> None:
    given = {"actor": admin, "at": now}
    assert refused(actions.dissolve_unit, "roads", **given)[0] == "has_holders"
    actions.end_membership(Membership.objects.get(post__code="road").pk, **given)
    assert refused(actions.dissolve_unit, "roads", **given)[0] == "has_kinds"
    for service in town.services.values():
        service.unit = town.lighting
        service.save()
    below = actions.create_unit(name={"en": "Below"}, parent=town.roads, **given)
    assert refused(actions.dissolve_unit, "roads", **given)[0] == "has_units"
    reach = {"actor": actor_for(admin.person, on=queries.today()), "at": now}
    actions.dissolve_unit(below.code, **reach)
    actions.dissolve_unit("roads", **reach)
    assert Post.objects.get(code="road").abolished_on == queries.today()
    assert last_act().public == {"unit": "roads", "posts": ["road"]}
    assert refused(actions.dissolve_unit, "roads", **given)[0] == "dissolved"
    assert refused(actions.dissolve_unit, "city", **given)[0] == "root"


def test_a_post_is_abolished_when_nobody_holds_it(
    town: SimpleNamespace, admin: Actor, now: datetime
) -> None:
    assert refused(actions.abolish_post, "road", actor=admin, at=now) == ("held", 409)
    actions.end_membership(Membership.objects.get(post__code="road").pk, actor=admin, at=now)
    actions.abolish_post("road", actor=admin, at=now)
    assert refused(actions.abolish_post, "road", actor=admin, at=now) == ("unknown", 404)


def test_the_first_administrator_finds_an_empty_house(db: None, now: datetime) -> None:
    person = actions.first_administrator("Mina@example.org", at=now)
    cache.clear()
    actor = actor_for(person, on=queries.today())
    assert actor.may(Power.PEOPLE)
    assert actions.may_manage_city(actor=actor) is None
    assert [act.verb for act in Act.objects.all()] == [
        "people.create_unit",
        "people.create_post",
        "people.appoint",
    ]
    assert {act.by for act in Act.objects.all()} == {"system"}
    assert City.objects.get().second_factor


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Asia/Tehran", "Pacific/Pago_Pago"])
def test_the_first_administrator_works_at_once_in_any_time_zone(
    db: None, now: datetime, zone: str
) -> None:
    person = actions.first_administrator("mina@example.org", at=now)
    City.objects.update(zone=zone)
    cache.clear()
    assert actor_for(person, on=queries.today()).may(Power.PEOPLE)


def test_naming_the_first_administrator_twice_changes_nothing(db: None, now: datetime) -> None:
    first = actions.first_administrator("mina@example.org", at=now)
    acts = Act.objects.count()
    assert actions.first_administrator("mina@example.org", at=now) == first
    assert Act.objects.count() == acts
    assert Organization.objects.count() == Post.objects.count() == 1


def test_a_second_administrator_takes_the_same_post(town: SimpleNamespace, now: datetime) -> None:
    person = actions.first_administrator("mina@example.org", at=now)
    assert person.memberships.get().post == town.posts["admin"]


def test_the_first_administrator_needs_an_address(db: None, now: datetime) -> None:
    with pytest.raises(Refused):
        actions.first_administrator("no address", at=now)


def test_an_account_is_found_again_by_its_address(town: SimpleNamespace) -> None:
    known = town.persons["resident"]
    assert actions.account_of("SARA@example.org", name="دیگری") == known
    known.refresh_from_db()
    assert known.name == "سارا ساکن"
    assert EmailAddress.objects.filter(user=known).count() == 1
    actions.account_of("sara@example.org")
    assert EmailAddress.objects.filter(user=known).count() == 1


def test_acts_of_the_office_take_turns(town: SimpleNamespace) -> None:
    actions.take_turn()  # inside the test's own transaction


@pytest.mark.django_db(transaction=True)
def test_an_act_of_the_office_outside_a_transaction_is_a_mistake() -> None:
    with pytest.raises(RuntimeError):
        actions.take_turn()


def test_officers_are_found_by_any_of_their_words(town: SimpleNamespace, admin: Actor) -> None:
    def found(words: str) -> list[str]:
        return [one.post.code for one in office_queries.officers(admin, words)[0]]

    assert found("") == ["admin", "crew", "dispatcher", "road", "lamp"]
    assert found("روشن") == ["crew", "lamp"]
    assert found("ROSHAN@") == ["lamp"]
    assert found("كارشناس معابر") == ["road"]
    assert found("سارا") == []  # residents are not to browse


def test_an_officer_outside_the_reach_is_not_found(town: SimpleNamespace, chief: Actor) -> None:
    codes = {one.post.code for one in office_queries.officers(chief)[0]}
    assert codes == {"lamp", "crew", "chief"}


CANARIES = {
    "email": "canary.person@example.org",
    "name": "قناری نامدار",
    "phone": "09351112233",
}


def test_no_leaf_of_the_office_names_anybody(
    town: SimpleNamespace, admin: Actor, now: datetime
) -> None:
    given = {"actor": admin, "at": now}
    held = actions.appoint(
        "road", email=CANARIES["email"], name=CANARIES["name"], start=queries.today(), **given
    )
    actor = actor_for(held.person, on=queries.today())
    actions.change_own(
        name=CANARIES["name"], phone=CANARIES["phone"], language_code="fa", actor=actor
    )
    actions.end_membership(held.pk, **given)
    actions.first_administrator(CANARIES["email"], at=now)
    leaves = "\n".join(Act.objects.values_list("leaf", flat=True))
    assert Act.objects.count() >= 3
    for word in (*CANARIES.values(), "canary", "قناری", f'"person":{held.person_id}'):
        assert word not in leaves

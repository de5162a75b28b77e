"""Kinds of report: the acts that make them, and the pages where they are made without code."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.people.actor import Actor, actor_for
from cityhall.people.models import Membership, Person, Post, Power
from cityhall.service import actions, kind_forms, targets
from cityhall.service.models import Service, ServiceGroup
from cityhall.service.questions import questions_of
from divan import worktime

SHORT = worktime.load(
    {"zone": "Asia/Tehran", "week": {"sat": ["07:30-14:30"], "sun": ["08:00-15:00"]}}
)
CHOICE = {
    "datatype": "singlevaluelist",
    "description": {"en": "How many?"},
    "values": [{"name": {"en": "One"}}, {"name": {"en": "Some", "fa": "چند تا"}}],
}


@pytest.fixture
def admin(actor: Callable[[str], Actor]) -> Actor:
    return actor("admin")


@pytest.fixture
def head(town: SimpleNamespace) -> Actor:
    """Somebody who makes the kinds of report of the lighting unit only."""
    post = Post.objects.create(
        code="head",
        label={"en": "Head"},
        organization=town.lighting,
        powers=[Power.SERVICES],
        sort_key="h",
    )
    person = Person.objects.create_user(email="head@example.org", name="رئیس")
    Membership.objects.create(person=person, post=post, start_date=date(2025, 1, 1))
    return actor_for(person, on=date(2026, 11, 23))


def define(town: SimpleNamespace, actor: Actor, code: str = "", **changes: Any) -> Service:
    facts: dict[str, Any] = {
        "name": {"en": "Dark lamp"},
        "unit": town.lighting,
        "group": town.group,
    }
    kind = actions.Kind(**{**facts, **changes})
    return actions.define_service(kind, code=code, actor=actor, at=timezone.now())


def fault(town: SimpleNamespace, actor: Actor, code: str = "", **changes: Any) -> tuple[str, int]:
    """The field and status of a refusal; nothing was written."""
    before = Service.objects.count(), Act.objects.count()
    with pytest.raises(Refused) as caught:
        define(town, actor, code, **changes)
    assert (Service.objects.count(), Act.objects.count()) == before
    return caught.value.refusal.field, caught.value.refusal.status


def test_a_kind_is_made_with_questions_of_its_own(town: SimpleNamespace, admin: Actor) -> None:
    made = define(
        town,
        admin,
        questions=[
            CHOICE,
            {"datatype": "text", "description": {"fa": "چه شده؟"}, "required": True},
        ],
        keywords={"fa": ["چراغ", " چراغ ", "تاريك"], "en": []},
        acknowledge_minutes=60,
        resolve_minutes=420,
    )
    assert made.service_code == "dark-lamp"
    assert made.keywords == {"fa": ["چراغ", "تاریک"]}
    first, second = questions_of(made.questions)
    assert (first.code, [value.key for value in first.values]) == ("how_many", ["one", "some"])
    assert (second.code, second.required) == ("question_1", True)
    act = Act.objects.get()
    assert (act.verb, act.by) == ("service.define", "post:admin")
    assert act.public == {
        "service": "dark-lamp",
        "group": "street",
        "unit": "lighting",
        "active": True,
        "acknowledge_minutes": 60,
        "resolve_minutes": 420,
        "questions": ["how_many", "question_1"],
    }


def test_codes_of_questions_and_values_stay_and_never_meet(
    town: SimpleNamespace, admin: Actor
) -> None:
    twice = {**CHOICE, "values": [{"name": {"en": "Yes"}}, {"name": {"en": "Yes!"}}]}
    made = define(town, admin, questions=[twice, twice, {**twice, "code": "kept"}])
    codes = [question.code for question in questions_of(made.questions)]
    assert codes[2] == "kept"
    assert len(set(codes)) == 3
    for question in questions_of(made.questions):
        assert len({value.key for value in question.values}) == 2


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": {}}, "name_fa"),
        ({"name": {"fa": "x" * 121}}, "name_fa"),
        ({"description": {"en": "x" * 601}}, "description_en"),
        ({"keywords": {"fa": ["x" * 41]}}, "keywords_fa"),
        ({"keywords": {"en": [str(n) for n in range(61)]}}, "keywords_en"),
        ({"acknowledge_minutes": 0}, "acknowledge_minutes"),
        ({"resolve_minutes": 10**9}, "resolve_minutes"),
        ({"acknowledge_minutes": 100, "resolve_minutes": 99}, "resolve_minutes"),
        ({"questions": [{"description": {}}]}, "q0-description_fa"),
        ({"questions": [CHOICE, {"description": {"en": "x" * 201}}]}, "q1-description_en"),
        ({"questions": [{**CHOICE, "values": []}]}, "q0v0-name_fa"),
        ({"questions": [{**CHOICE, "values": CHOICE["values"][:1]}]}, "q0v1-name_fa"),
        ({"questions": [{**CHOICE, "values": CHOICE["values"] * 7}]}, "q0-datatype"),
        ({"questions": [{**CHOICE, "datatype": "colour"}]}, "questions"),
        ({"questions": [CHOICE] * 9}, "questions"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(
    town: SimpleNamespace, admin: Actor, changes: dict[str, Any], field: str
) -> None:
    assert fault(town, admin, **changes) == (field, 422)


@pytest.mark.parametrize("code", ["pothole", "new", "A b", "x" * 61, "ü"])
def test_a_code_that_is_taken_or_none_is_refused(
    town: SimpleNamespace, admin: Actor, code: str
) -> None:
    assert fault(town, admin, code) == ("code", 422)


@pytest.mark.parametrize("role", ["resident", "lamp", "crew", "dispatcher"])
def test_only_who_manages_kinds_makes_them(
    town: SimpleNamespace, actor: Callable[[str], Actor], role: str
) -> None:
    assert fault(town, actor(role))[1] == 403
    with pytest.raises(Refused):
        actions.create_group({"en": "X"}, actor=actor(role), at=timezone.now())


def test_a_head_makes_and_moves_kinds_within_the_reach_only(
    town: SimpleNamespace, head: Actor
) -> None:
    define(town, head)
    assert fault(town, head, unit=town.roads) == ("unit", 403)
    kind = actions.Kind(name={"en": "X"}, unit=town.lighting, group=town.group)
    with pytest.raises(Refused):  # not theirs to take
        actions.change_service("pothole", kind, actor=head, at=timezone.now())
    away = actions.Kind(name={"en": "X"}, unit=town.roads, group=town.group)
    with pytest.raises(Refused):  # nor theirs to give away
        actions.change_service("street-light", away, actor=head, at=timezone.now())


def test_a_change_says_what_changed(town: SimpleNamespace, admin: Actor) -> None:
    old = town.services["hole"]
    kind = actions.Kind(
        name=old.name, unit=town.lighting, group=town.group, active=False,
        acknowledge_minutes=old.acknowledge_minutes, resolve_minutes=old.resolve_minutes,
    )  # fmt: skip
    changed = actions.change_service("pothole", kind, actor=admin, at=timezone.now())
    assert (changed.unit, changed.active) == (town.lighting, False)
    assert Act.objects.get().public["changed"] == ["active", "unit"]
    with pytest.raises(Refused) as caught:
        actions.change_service("nothing", kind, actor=admin, at=timezone.now())
    assert caught.value.refusal.status == 404


def test_groups_are_listed_in_the_order_in_which_they_were_made(
    town: SimpleNamespace, admin: Actor
) -> None:
    made = [
        actions.create_group(name, actor=admin, at=timezone.now()).code
        for name in ({"en": "Water"}, {"fa": "آب"})
    ]
    assert made == ["water", "group"]
    assert list(ServiceGroup.objects.values_list("code", flat=True)) == ["street", *made]


def test_a_working_day_is_as_long_as_the_citys(town: SimpleNamespace) -> None:
    assert targets.working_day(SHORT) == 420
    assert targets.working_day(worktime.WorkCalendar.always("UTC")) == 1440


@pytest.mark.parametrize(
    ("minutes", "parts", "words", "all_day"),
    [
        (1260, (3, "days"), "3 working days", "21 hours"),
        (420, (1, "days"), "1 working day", "7 hours"),
        (480, (8, "hours"), "8 working hours", "8 hours"),
        (1440, (24, "hours"), "24 working hours", "1 day"),
        (15, (15, "minutes"), "15 working minutes", "15 minutes"),
        (1, (1, "minutes"), "1 working minute", "1 minute"),
    ],
)
def test_targets_are_said_as_people_say_them(
    minutes: int, parts: tuple[int, str], words: str, all_day: str
) -> None:
    assert targets.split(minutes, 420) == parts
    assert targets.joined(*parts, 420) == minutes
    with translation.override("en"):
        assert targets.in_words(minutes, SHORT, round_the_clock=False) == words
        assert targets.in_words(minutes, SHORT, round_the_clock=True) == all_day


QUESTIONS = [{"description": {"en": str(n)}, "datatype": "text", "values": []} for n in range(3)]


def asked(questions: list[dict[str, Any]]) -> list[str]:
    return [question.get("description", {}).get("en", "") for question in questions]


def test_buttons_change_the_questions() -> None:
    assert asked(kind_forms.edited(QUESTIONS, "add")) == ["0", "1", "2", ""]
    assert asked(kind_forms.edited(QUESTIONS, "remove-1")) == ["0", "2"]
    assert asked(kind_forms.edited(QUESTIONS, "up-2")) == ["0", "2", "1"]
    assert asked(kind_forms.edited(QUESTIONS, "up-0")) == ["0", "1", "2"]
    grown = kind_forms.edited(kind_forms.edited(QUESTIONS, "value-1"), "value-1")
    assert [len(one["values"]) for one in grown] == [0, 2, 0]
    assert len(kind_forms.edited(grown, "drop-1-0")[1]["values"]) == 1
    assert asked(QUESTIONS) == ["0", "1", "2"]  # what was given stays as it was


@pytest.mark.parametrize(
    "order",
    ["", "remove", "remove-9", "remove--1", "up-x", "drop-0", "drop-0-5", "value-٣", "zap-0"],
)
def test_an_order_that_fits_nothing_changes_nothing(order: str) -> None:
    assert kind_forms.edited(QUESTIONS, order) == QUESTIONS


def test_questions_and_values_do_not_grow_without_end() -> None:
    many: list[dict[str, Any]] = []
    for _ in range(30):
        many = kind_forms.edited(many, "add")
    assert len(many) == 8
    for _ in range(30):
        many = kind_forms.edited(many, "value-0")
    assert len(many[0]["values"]) == 12


PAGE = {
    "name_fa": "چراغ تاریک",
    "name_en": "Dark lamp",
    "description_fa": "چراغی که روشن نمی‌شود",
    "description_en": "",
    "keywords_fa": "چراغ، تاریک",
    "keywords_en": "lamp, dark",
    "group": "street",
    "unit": "lighting",
    "acknowledge_amount": "۴",
    "acknowledge_unit": "hours",
    "resolve_amount": "3",
    "resolve_unit": "days",
    "active": "on",
    "q0-code": "",
    "q0-datatype": "singlevaluelist",
    "q0-description_en": "How many?",
    "q0-required": "on",
    "q0v0-key": "",
    "q0v0-name_en": "One",
    "q0v1-key": "",
    "q0v1-name_fa": "همه",
}


def test_the_page_makes_a_kind(town: SimpleNamespace, client_as: Callable[..., Client]) -> None:
    answer = client_as("admin").post("/manage/services/new/", PAGE)
    assert answer.url == "/manage/services/dark-lamp/"
    made = Service.objects.get(service_code="dark-lamp")
    assert (made.acknowledge_minutes, made.resolve_minutes) == (240, 1260)
    assert made.keywords == {"fa": ["چراغ", "تاریک"], "en": ["lamp", "dark"]}
    assert not made.place_required
    (question,) = questions_of(made.questions)
    assert question.required
    assert [value.key for value in question.values] == ["one", "value_1"]


def test_the_page_shows_a_kind_as_it_was_typed_and_saves_it_unchanged(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    client = client_as("admin")
    client.post("/manage/services/new/", PAGE)
    before = Service.objects.values().get(service_code="dark-lamp")
    page = client.get("/manage/services/dark-lamp/").content.decode()
    for shown in ("چراغ، تاریک", "How many?", "همه", 'value="how_many"', 'value="value_1"'):
        assert shown in page
    again = PAGE | {"q0-code": "how_many", "q0v0-key": "one", "q0v1-key": "value_1"}
    assert client.post("/manage/services/dark-lamp/", again).status_code == 302
    assert Service.objects.values().get(service_code="dark-lamp") == before


def test_a_target_by_the_clock_on_the_wall_has_long_days(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    client = client_as("admin", "en")
    client.post("/manage/services/new/", PAGE | {"round_the_clock": "on"})
    assert Service.objects.get(service_code="dark-lamp").resolve_minutes == 3 * 1440
    assert "done within 3 days" in client.get("/manage/services/").content.decode()


def test_a_new_group_is_made_on_the_way(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    client = client_as("admin")
    facts = PAGE | {"group": "", "group_fa": "روشنایی", "group_en": "Light"}
    assert client.post("/manage/services/new/", facts).status_code == 302
    assert Service.objects.get(service_code="dark-lamp").group.code == "light"
    page = client.post("/manage/services/new/", PAGE | {"group": "", "name_en": "Other"})
    assert page.status_code == 422
    assert 'id="id_group_error"' in page.content.decode()
    assert ServiceGroup.objects.count() == 2


def test_a_kind_that_is_refused_leaves_no_group_behind(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    facts = PAGE | {"group": "", "group_en": "Light", "code": "pothole"}
    assert client_as("admin").post("/manage/services/new/", facts).status_code == 422
    assert ServiceGroup.objects.count() == 1
    assert not Act.objects.exists()


def test_buttons_of_the_page_change_what_is_shown_and_save_nothing(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    client = client_as("admin")
    page = client.post("/manage/services/new/", PAGE | {"name_fa": "نیمه‌کاره", "do": "add"})
    body = page.content.decode()
    assert page.status_code == 200
    assert "نیمه‌کاره" in body
    assert 'name="q1-datatype"' in body
    body = client.post("/manage/services/new/", PAGE | {"do": "value-0"}).content.decode()
    assert 'name="q0v2-name_fa"' in body
    body = client.post("/manage/services/new/", PAGE | {"do": "remove-0"}).content.decode()
    assert "q0-datatype" not in body
    assert not Service.objects.filter(service_code="dark-lamp").exists()


def test_a_fault_in_a_question_stands_at_that_question(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    client = client_as("admin")
    page = client.post("/manage/services/new/", PAGE | {"q0-description_en": ""})
    assert page.status_code == 422
    body = page.content.decode()
    assert 'href="#id_q0-description_fa"' in body
    assert 'id="id_q0-description_fa_error"' in body
    page = client.post(
        "/manage/services/new/", PAGE | {"resolve_amount": "1", "resolve_unit": "hours"}
    )
    assert 'id="id_resolve_amount_error"' in page.content.decode()


@pytest.mark.parametrize("words", ["fa", "en"])
@pytest.mark.parametrize(
    "address", ["/manage/services/", "/manage/services/new/", "/manage/services/street-light/"]
)
def test_who_gets_in(client_as: Callable[..., Client], address: str, words: str) -> None:
    assert client_as("admin", words).get(address).status_code == 200
    for role in ("resident", "lamp", "crew", "dispatcher"):
        assert client_as(role, words).get(address).status_code == 403
        assert client_as(role, words).post(address, PAGE).status_code in (403, 405)
    assert client_as("", words).get(address).url == f"/account/sign-in/?next={address}"


def test_a_head_sees_the_kinds_of_the_own_unit_only(town: SimpleNamespace, head: Actor) -> None:
    client = Client(headers={"accept-language": "en"})
    client.force_login(head.person)
    page = client.get("/manage/services/").content.decode()
    assert "Street light out" in page
    assert "Pothole" not in page
    assert client.get("/manage/services/pothole/").status_code == 404
    assert client.post("/manage/services/pothole/", PAGE).status_code == 404
    assert client.post("/manage/services/new/", PAGE | {"unit": "roads"}).status_code == 422
    assert "/manage/city/" not in client.get("/manage/").content.decode()


def test_an_unknown_kind_is_not_found(client_as: Callable[..., Client]) -> None:
    assert client_as("admin").get("/manage/services/nothing/").status_code == 404


HOSTILE = ["", "x" * 5000, "\x00", "<script>alert(1)</script>", "-1", "9" * 400, "1e9", "٣"]


@pytest.mark.parametrize("value", HOSTILE)
def test_hostile_words_in_any_field_never_break_the_page(
    town: SimpleNamespace, client_as: Callable[..., Client], value: str
) -> None:
    client = client_as("admin")
    for field in [*PAGE, "code", "do", "group_en", "q0-hint_fa", "q1-datatype"]:
        page = client.post("/manage/services/new/", PAGE | {field: value})
        assert page.status_code < 500, field
        assert b"<script>alert" not in page.content, field
    assert b"<script>alert" not in client.get("/manage/services/").content


def test_the_list_costs_as_many_queries_with_many_kinds(
    town: SimpleNamespace, client_as: Callable[..., Client], admin: Actor
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = client_as("admin")
    client.get("/manage/services/")

    def cost() -> int:
        with CaptureQueriesContext(connection) as caught:
            client.get("/manage/services/")
        return len(caught)

    few = cost()
    for number in range(20):
        define(town, admin, name={"en": f"Kind {number}"})
    assert cost() == few


def test_a_full_kind_fits_into_one_form(
    town: SimpleNamespace, client_as: Callable[..., Client], settings: object
) -> None:
    facts = {name: value for name, value in PAGE.items() if not name.startswith("q")}
    for q in range(8):
        facts |= {f"q{q}-{part}": "x" for part in ("code", "hint_fa", "hint_en", "required")}
        facts |= {f"q{q}-datatype": "multivaluelist", f"q{q}-description_fa": "؟"}
        facts |= {f"q{q}-description_en": f"Q{q}"}
        for v in range(12):
            facts |= {f"q{q}v{v}-key": f"k{v}", f"q{q}v{v}-name_fa": "آ", f"q{q}v{v}-name_en": "A"}
    facts |= dict.fromkeys(kind_forms.SWITCHES, "on") | {"code": "full", "do": "save"}
    facts |= {"group_fa": "", "group_en": "", "csrfmiddlewaretoken": "x"}
    assert len(facts) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
    assert client_as("admin").post("/manage/services/new/", facts).status_code == 302
    assert len(Service.objects.get(service_code="full").questions) == 8

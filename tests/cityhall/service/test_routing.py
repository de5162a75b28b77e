"""Routing rules in the building: what they move, what they never touch, who changed what."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.people.models import Organization
from cityhall.service import actions, queries, rulebook
from cityhall.service.actions import RuleDraft
from cityhall.service.models import Handover, RoutingRule, RoutingVersion
from cityhall.service.queries import routing as reading
from cityhall.service.replay import compare
from cityhall.service.turning import destinations, would_turn
from divan.language import persian_digits

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(filed):
    return filed


@pytest.fixture
def actors(town, actor):
    return {name: actor(name) for name in ("admin", "dispatcher", "lamp")}


@pytest.fixture
def company(town):
    return Organization.objects.create(
        code="water-company",
        name={"fa": "شرکت آب", "en": "Water company"},
        classification="outside",
        parent=town.city,
        sort_key="a",
    )


def draft(to, **facts):
    return RuleDraft(name={"fa": "قاعده", "en": "Rule"}, to=to, **facts)


def make(town, actors, to, **facts):
    return actions.make_rule(draft(to, **facts), actor=actors["admin"], at=NOW)


def test_a_rule_moves_a_report_and_its_story_says_which(town, actors, file):
    rule = make(town, actors, town.roads, kinds=["street-light"], areas=["east"])
    east = file(latitude=35.62, longitude=51.07)
    west = file(latitude=35.62, longitude=51.02)
    assert (east.unit, west.unit) == (town.roads, town.lighting)
    act = Act.objects.get(verb="service.file", object_id=east.pk)
    assert (act.public["rule"], act.public["rule_version"]) == (rule.pk, 1)
    assert "rule" not in Act.objects.get(verb="service.file", object_id=west.pk).public


def test_words_are_found_in_whatever_form_and_spelling(town, actors, file):
    make(town, actors, town.roads, words={"fa": ["نشت گاز"]})
    assert file(text="از لوله‌ها گاز نشت می‌کند").unit == town.roads
    assert file(text="در کوچه نشتِ گاز هست").unit == town.roads
    assert file(text="لوله‌های گاز").unit == town.lighting


def test_hours_are_those_of_the_city(town, actors, file):
    make(town, actors, town.roads, hours=[(22 * 60, 6 * 60)])
    noon, night = file(), file(at=NOW + timedelta(hours=11))  # 12:00 and 23:00 in Tehran
    assert (noon.unit, night.unit) == (town.lighting, town.roads)


def test_rules_at_odds_move_nothing_and_say_so(town, actors, file):
    one = make(town, actors, town.roads, areas=["east"])
    other = make(town, actors, town.city, kinds=["street-light"])
    row = file(latitude=35.62, longitude=51.07)
    assert row.unit == town.lighting
    assert Act.objects.get(verb="service.file").public["rules_at_odds"] == [one.pk, other.pk]


def test_a_post_with_one_holder_gets_the_report_at_once(town, actors, file):
    make(town, actors, town.roads, post=town.posts["road"], kinds=["street-light"])
    assert file().assignee == town.persons["road"]


def test_a_rule_to_a_body_hands_the_report_over_and_never_a_confidential_one(
    town, actors, file, company
):
    make(town, actors, company)
    row = file()
    handover = Handover.objects.get(request=row)
    assert (row.body, row.unit, handover.state) == (company, town.lighting, "offered")
    secret = file("conduct")
    assert secret.body is None and not Handover.objects.filter(request=secret).exists()


def test_changing_a_rule_keeps_its_earlier_form_and_who_made_it(town, actors, file):
    rule = make(town, actors, town.roads, areas=["east"])
    before = file(latitude=35.62, longitude=51.07)
    changed = replace(draft(town.city), areas=["east"])
    actions.change_rule(rule.pk, changed, actor=actors["admin"], at=NOW, reason="شکایت zqname")
    assert file(latitude=35.62, longitude=51.07).unit == town.city
    before.refresh_from_db()
    assert before.unit == town.roads
    versions = list(RoutingVersion.objects.filter(rule=rule))
    assert [(one.version, one.content["to"]) for one in versions] == [(2, "city"), (1, "roads")]
    assert all(one.by == "post:admin" for one in versions)
    act = Act.objects.get(verb="service.change_rule")
    assert act.public["changed"] == ["to"] and "zqname" not in act.leaf


def test_a_colleague_who_was_quicker_is_not_overwritten(town, actors):
    rule = make(town, actors, town.roads)
    actions.change_rule(rule.pk, draft(town.city), actor=actors["admin"], at=NOW, version=1)
    with pytest.raises(Refused) as refused:
        actions.change_rule(rule.pk, draft(town.roads), actor=actors["admin"], at=NOW, version=1)
    assert refused.value.refusal.code == "changed"


def test_what_a_person_handed_on_no_rule_moves(town, actors, file):
    untouched, handed = file(), file()
    actions.assign(handed.pk, actor=actors["dispatcher"], at=NOW, unit=town.city)
    make(town, actors, town.roads, kinds=["street-light"])
    handed.refresh_from_db()
    assert actions.reroute(handed, at=NOW) is None and handed.unit == town.city
    assert actions.reroute(untouched, at=NOW).unit == town.roads == untouched.unit


def test_a_handing_on_that_was_taken_back_binds_no_rule(town, actors, file):
    row = file()
    actions.assign(row.pk, actor=actors["dispatcher"], at=NOW, unit=town.city)
    last = Act.objects.latest("position").position
    actions.undo(row.pk, last, actor=actors["dispatcher"], at=NOW)
    row.refresh_from_db()
    make(town, actors, town.roads, kinds=["street-light"])
    assert actions.reroute(row, at=NOW).unit == town.roads


def test_another_kind_goes_where_the_rules_send_it_and_the_record_says_by_which(town, actors, file):
    rule = make(town, actors, town.city, kinds=["pothole"])
    row = file("lamp")
    actions.claim(row.pk, actor=actors["lamp"], at=NOW)
    kind = town.services["hole"]
    seen = would_turn(row, kind, actor=actors["lamp"], at=NOW)
    assert (seen.routed.unit, seen.stays) == (town.city, False)
    assert destinations(row, queries.catalogue(), at=NOW)[kind.service_code] == town.city.name
    changed = actions.change_kind(row.pk, kind, "چاله است", actor=actors["lamp"], at=NOW)
    assert (changed.unit, changed.assignee, changed.due_at) == (town.city, None, seen.due)
    facts = Act.objects.get(verb="service.change_kind").public
    assert (facts["rule"], facts["unit"]) == (rule.pk, "city")


def test_another_kind_that_is_a_body_s_is_handed_over_with_it(town, actors, file, company):
    make(town, actors, company, kinds=["pothole"])
    row = file("lamp")
    actions.pause(row.pk, "باران", actor=actors["lamp"], at=NOW)
    kind = town.services["hole"]
    assert would_turn(row, kind, actor=actors["lamp"], at=NOW).routed.body == company
    actions.change_kind(row.pk, kind, "چاله است", actor=actors["lamp"], at=NOW)
    row.refresh_from_db()
    assert (row.body, row.unit, row.status) == (company, town.roads, "in_progress")
    assert not row.pauses.filter(ended_at=None).exists()
    last, before = Act.objects.order_by("-position")[:2]
    assert (last.verb, before.verb) == ("service.hand_over", "service.change_kind")
    assert list(compare()) == []


def test_under_a_confidential_kind_no_rule_takes_a_report_out_of_the_city(
    town, actors, file, company
):
    row = file("lamp")
    make(town, actors, company)
    kind = town.services["conduct"]
    assert destinations(row, queries.catalogue(), at=NOW)[kind.service_code] == kind.unit.name
    changed = actions.change_kind(row.pk, kind, "محرمانه", actor=actors["lamp"], at=NOW)
    assert (changed.body, changed.unit) == (None, kind.unit)


@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("kinds", {"kinds": ["no-such-kind"]}),
        ("areas", {"areas": ["no-such-area"]}),
        ("weekdays", {"weekdays": [7]}),
        ("hours", {"hours": [(0, 1441)]}),
        ("hours", {"hours": [(5, 5)]}),
        ("words_fa", {"words": {"fa": ["!!"]}}),
        ("words_en", {"words": {"en": ["x" * 61]}}),
        ("rank", {"rank": 10}),
    ],
)
def test_what_a_rule_cannot_say_is_refused_at_its_field(town, actors, field, facts):
    with pytest.raises(Refused) as refused:
        make(town, actors, town.roads, **facts)
    assert refused.value.refusal.field == field
    assert not RoutingRule.objects.exists()


def test_a_rule_is_for_whoever_reaches_the_entire_city(town, actors):
    with pytest.raises(Refused) as refused:
        actions.make_rule(draft(town.roads), actor=actors["dispatcher"], at=NOW)
    assert refused.value.refusal.status == 403


def test_a_rule_to_a_unit_that_is_gone_claims_nothing_and_is_warned_of(town, actors, file):
    rule = make(town, actors, town.roads, kinds=["street-light"])
    Organization.objects.filter(pk=town.roads.pk).update(dissolved_on=NOW.date())
    rulebook.KEPT.forget()
    assert file().unit == town.lighting
    found = reading.warnings(rulebook.compiled(reading.rules()), list(reading.rules()))
    assert found.gone == [rule]


def test_a_trial_says_what_would_go_elsewhere_than_people_left_it(town, actors, file):
    rows = [file(latitude=35.62, longitude=51.07) for _ in range(3)]
    actions.assign(rows[0].pk, actor=actors["dispatcher"], at=NOW, unit=town.roads)
    rule = make(town, actors, town.roads, areas=["east"])
    found = reading.trial(rulebook.compiled(reading.rules()))
    [move] = found.largest()
    assert (found.count, found.same, move.count) == (3, 1, 2)
    assert (move.went, move.goes, move.by_rule) == ("lighting", "roads", {rule.pk: 2})
    assert move.examples == [rows[2].pk, rows[1].pk]


def test_a_trial_costs_the_same_queries_for_many_reports(
    town, actors, file, django_assert_num_queries
):
    make(town, actors, town.roads, words={"fa": ["چراغ"]})
    for _ in range(3):
        file()
    book = rulebook.compiled(reading.rules())
    with django_assert_num_queries(5):
        reading.trial(book)


def test_another_process_sees_a_changed_rule_at_once(town, actors, file):
    assert file().unit == town.lighting
    kept = rulebook.KEPT.get()
    make(town, actors, town.roads, kinds=["street-light"])
    rulebook.KEPT._value = (rulebook.KEPT._value[0], kept)  # as another process still has it
    assert file().unit == town.roads


def test_the_public_page_of_a_report_names_the_rule(town, actors, file, client):
    rule = make(town, actors, town.roads, kinds=["street-light"])
    row = file()
    assert (
        f"قاعدهٔ {persian_digits(str(rule.pk))}"
        in client.get(f"/reports/{row.pk}/").content.decode()
    )
    assert queries.active_rules() == 1


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("company", "به شرکت آب سپرده می‌شود"),
        ("city", "طبق قاعدهٔ"),
        ("", "به واحد معابر می‌رود"),
        ("odds", "قاعده‌ها با هم نمی‌خوانند"),
        ("handed", "چون کسی آن را به آنجا سپرده است"),
    ],
)
def test_the_officer_reads_where_another_kind_leads_before_saying_so(
    town, actors, file, company, client_as, to: str, said: str
):
    row = file("lamp")
    if to in ("company", "city", "odds"):
        make(town, actors, company if to == "company" else town.city, kinds=["pothole"])
    if to == "odds":
        make(town, actors, town.lighting, kinds=["pothole"])
    if to == "handed":
        actions.assign(row.pk, actor=actors["dispatcher"], at=NOW, unit=town.city)
    form = {"kind": "pothole", "text": "چاله", "then": "preview"}
    answer = client_as("dispatcher").post(f"/desk/{row.pk}/kind/", form)
    page = answer.content.decode()
    assert answer.status_code == 200 and said in page
    assert '<option value="pothole" selected>' in page  # what was chosen is still there
    row.refresh_from_db()
    assert row.service == town.services["lamp"]
    assert (
        client_as("dispatcher").post(f"/desk/{row.pk}/kind/", {"then": "preview"}).status_code
        == 422
    )


def test_a_rule_says_its_hours_in_words_and_keeps_each_value_apart(town, actors, client_as):
    make(
        town,
        actors,
        town.roads,
        hours=[(21 * 60, 6 * 60)],
        areas=["east", "west"],
        words={"fa": ["چاله"], "en": ["gas leak"]},
    )
    page = client_as("admin").get("/manage/routing/").content.decode()
    assert "<dd>\u2068۲۱:۰۰ تا ۶:۰۰\u2069</dd>" in page
    assert "«\u2068چاله\u2069»" in page
    english = client_as("admin", "en").get("/manage/routing/").content.decode()
    assert "<dd>\u2068East\u2069, \u2068West\u2069</dd>" in english
    assert "<dd>\u206821:00 to 6:00\u2069</dd>" in english


def test_a_rule_without_name_and_end_is_told_both_in_our_words(town, actors, client_as):
    answer = client_as("admin", "en").post("/manage/routing/new/", {"rank": "0"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Give the rule a name." in page and "Choose where it goes." in page
    assert "This field is required" not in page

"""Organisations come together for one matter, answer, work, report and part: through the pages."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from tests.cityhall.conftest import NOW
from tests.cityhall.decisions.test_ways import plan

from cityhall.acts.models import Act, Sealed
from cityhall.acts.refusals import Refused
from cityhall.decisions import clock
from cityhall.decisions.actions import circles, nodes
from cityhall.decisions.actions.nodes import Offer
from cityhall.decisions.models import Circle, Matter, Node, Part, Skill, Task
from cityhall.people.actor import Actor, actor_for
from cityhall.people.models import Person
from cityhall.people.queries import today

SPEAKERS = {
    "water": ("شرکت آب", "public", ["لوله", "آب"]),
    "builders": ("انجمن سازندگان", "business", ["آسفالت", "لوله"]),
    "cyclists": ("دوچرخه‌سواران", "civil_society", ["راه دوچرخه"]),
    "walkers": ("پیاده‌ها", "civil_society", ["راه دوچرخه", "پیاده‌رو"]),
}
NEEDS = {"skills": ["لوله", "راه دوچرخه"], "sectors": ["civil_society"]}


def person(name: str) -> Person:
    return Person.objects.get_or_create(email=f"{name}@node.example", defaults={"name": name})[0]


def by(name: str) -> Actor:
    return Actor(person=person(name))


def office() -> Actor:
    return actor_for(Person.objects.get(email="azar@example.org"), on=today())


def enter(key: str, capacity: int = 1, *, confirmed: bool = True) -> Node:
    name, sector, skills = SPEAKERS[key]
    offer = Offer(skills, capacity)
    node = nodes.register_node(name, sector, offer, actor=by(key), at=NOW)
    if confirmed:
        nodes.answer_node(node.pk, confirmed=True, actor=office(), at=NOW)
    node.refresh_from_db()
    return node


def client(name: str) -> Client:
    made = Client(headers={"accept-language": "en"})
    made.force_login(person(name))
    return made


def called(trial, row: Matter, **needs: list[str]) -> Circle:
    """A circle that the mayor calls through the pages, as it is proposed."""
    wanted = needs or NEEDS
    mayor = trial.as_("mayor1")
    shown = mayor.get(f"/decisions/{row.pk}/circle/", {**wanted, "look": "1"})
    assert shown.status_code == 200, shown.content.decode()
    seen = ids(shown.content.decode())
    answer = mayor.post(f"/decisions/{row.pk}/circle/", {**wanted, "node": seen})
    assert answer.status_code == 302, answer.content.decode()
    return Circle.objects.get(pk=int(answer.url.strip("/").split("/")[-1]))


def ids(page: str) -> list[int]:
    return [int(one.split('"')[0]) for one in page.split('name="node" value="')[1:]]


def act(who: Client, circle: Circle, verb: str, wanted: int = 302, **data: object) -> str:
    answer = who.post(f"/decisions/circles/{circle.pk}/{verb}/", data)
    assert answer.status_code == wanted, answer.content.decode()
    circle.refresh_from_db()
    return answer.content.decode()


def joined(circle: Circle, key: str) -> Part:
    part = circle.parts.get(node__name=SPEAKERS[key][0])
    return circles.accept(part.pk, actor=by(key), at=NOW)


def test_an_organisation_is_entered_confirmed_and_changed_on_its_pages(trial) -> None:
    form = {"name": "شرکت آب", "sector": "public", "skill": ["لوله", "لوله", ""], "capacity": "۲"}
    answer = client("water").post("/decisions/nodes/new/", form)
    assert answer.status_code == 302, answer.content.decode()
    assert Client().get(answer.url).status_code == 404, "nobody sees it before it is confirmed"
    assert "شرکت آب" not in Client().get("/decisions/nodes/").content.decode()
    assert client("water").post(answer.url, {"do": "confirm"}).status_code == 403
    admin = Client()
    admin.force_login(office().person)
    assert "water@node.example" in admin.get(answer.url).content.decode()
    assert admin.post(answer.url, {"do": "confirm"}).status_code == 302
    assert admin.post(answer.url, {"do": "refuse"}).status_code == 409
    shown = Client().get(answer.url).content.decode()
    assert "شرکت آب" in shown and "water@node.example" not in shown
    assert 'value="لوله"' in client("walkers").get("/decisions/nodes/new/").content.decode()
    change = {"do": "change", "skill": ["آب"], "capacity": "3"}
    assert client("walkers").post(answer.url, change).status_code == 403
    assert client("water").post(answer.url, change).status_code == 302
    node = Node.objects.get()
    assert ([one.word for one in node.skills.all()], node.capacity) == (["آب"], 3)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": "x"}, "2 to 120"),
        ({"name": "تماس 09121112233"}, "no phone"),
        ({"sector": "nothing"}, "errors"),
        ({"skill": []}, "one to twelve"),
        ({"skill": [f"مهارت {chr(1575 + n)}" for n in range(13)]}, "one to twelve"),
        ({"skill": ["09121112233"]}, "without numbers"),
        ({"skill": ["sector:public"]}, "without numbers"),
        ({"skill": ["م" * 41]}, "at most 40"),
        ({"capacity": "0"}, "errors"),
        ({"name": "  شركت آب "}, "stands here already"),  # the other kaf, and spaces
    ],
)
def test_what_is_no_organisation_is_refused_at_its_field(trial, change, said) -> None:
    enter("water")
    form = {"name": "تازه", "sector": "public", "skill": ["لوله"], "capacity": "1", **change}
    answer = client("walkers").post("/decisions/nodes/new/", form)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert Node.objects.count() == 1


def test_a_circle_from_the_proposal_to_its_report(trial) -> None:
    for key in SPEAKERS:
        enter(key)
    row = plan(trial)
    shown = trial.page("mayor1", f"/decisions/{row.pk}/circle/?look=1&skills=لوله&sectors=business")
    assert "انجمن سازندگان" in shown and "شرکت آب" not in shown, "one that covers both is enough"
    circle = called(trial, row)
    assert (circle.body, circle.parts.count()) == ("mayor", 2)
    member = circle.parts.get(node__sector="civil_society")
    assert member.covers == ["راه دوچرخه", "sector:civil_society"] == member.alone
    address = f"/decisions/circles/{circle.pk}/"
    assert address in trial.page("resident", row)
    for one in circle.parts.select_related("node__speaker"):
        name = one.node.speaker.name
        assert address in client(name).get("/decisions/inbox/").content.decode()
        act(client(name), circle, "accept", part=one.pk)
    owner = circle.parts.get(node__sector="civil_society")
    speaker = client(owner.node.speaker.name)
    task = {"what": "نقشهٔ راه، 09121112233", "owner": owner.pk, "due": today().isoformat()}
    act(speaker, circle, "task", **task)
    made = Task.objects.get()
    assert "09121112233" not in made.what
    other = client(circle.parts.exclude(pk=owner.pk).get().node.speaker.name)
    act(other, circle, "done", 403, task=made.pk)
    act(speaker, circle, "done", task=made.pk)
    act(speaker, circle, "done", 409, task=made.pk)
    act(other, circle, "report", text="راه جدا بهتر است. زنگ بزنید: 09121112233")
    assert circle.ending == "report" and "09121112233" not in circle.report
    assert not Node.objects.exclude(taken=0).exists(), "whoever joined is free again"
    shown = Client(headers={"accept-language": "en"}).get(address).content.decode()
    assert "راه جدا بهتر است" in shown and "reported and dissolved" in shown
    act(other, circle, "report", 409, text="دوباره")
    acts = Act.objects.filter(object_type="decisions.circle").order_by("position")
    assert [one.verb.split("_")[-1] for one in acts] == [
        "decisions.circle", "accepted", "accepted", "task", "done", "ended",
    ]  # fmt: skip
    assert [one.by for one in acts] == ["seat:mayor", *["resident"] * 5]
    leaves = "".join(one.leaf for one in Act.objects.all())
    for private in ("راه", "نقشه", "0912", "شرکت", "node.example"):
        assert private not in leaves
    assert Sealed.objects.filter(act=acts.last()).exists()
    assert "dissolved" in Client(headers={"accept-language": "en"}).get("/record/").content.decode()


def test_a_refusal_asks_the_next_best_and_only_the_accountable_body_invites(trial) -> None:
    for key in SPEAKERS:
        enter(key)
    circle = called(trial, plan(trial), skills=["راه دوچرخه"], sectors=[])
    [first] = circle.parts.all()
    speaker = first.node.speaker.name
    act(client(speaker), circle, "decline", 422, part=first.pk, text="")
    act(client("water"), circle, "decline", 403, part=first.pk, text="نه")
    act(client(speaker), circle, "decline", part=first.pk, text="وقت نداریم، 09121112233")
    act(client(speaker), circle, "accept", 409, part=first.pk)
    address = f"/decisions/circles/{circle.pk}/"
    shown = trial.page("mayor1", address)
    assert "وقت نداریم" in shown and "09121112233" not in shown
    [best] = ids(shown)
    assert best != first.node_id
    assert "/invite/" not in trial.page("council1", address)
    act(trial.as_("council1"), circle, "invite", 403, node=[best])
    act(trial.as_("mayor1"), circle, "invite", 409, node=[first.node_id])
    act(trial.as_("mayor1"), circle, "invite", node=[best])
    assert set(circle.parts.values_list("node", "status")) == {
        (first.node_id, "declined"), (best, "invited"),
    }  # fmt: skip
    assert "/invite/" not in trial.page("mayor1", address), "all is covered, or may still be"


def test_what_nobody_covers_and_who_is_busy_is_said(trial) -> None:
    enter("water")
    called(trial, plan(trial), skills=["آب"], sectors=[])
    circle = Circle.objects.get()
    joined(circle, "water")
    row = plan(trial)
    look = f"/decisions/{row.pk}/circle/?look=1&skills=آب&sectors=business"
    shown = trial.page("mayor1", look)
    assert "Nobody free covers: آب, business" in shown
    assert "are busy: شرکت آب" in shown and "/invite" not in shown
    answer = trial.as_("mayor1").post(look, {"skills": ["آب"], "node": ["1"]})
    assert answer.status_code == 422


def test_only_a_body_that_decides_the_matter_calls_and_only_one_circle_lives(trial) -> None:
    enter("cyclists")
    row = plan(trial)
    address = f"/decisions/{row.pk}/circle/"
    assert trial.as_("resident").get(address).status_code == 403
    assert trial.as_("clerk1").post(address, {"skills": ["راه دوچرخه"]}).status_code == 403
    assert address not in trial.page("clerk1", row)
    assert address in trial.page("council2", row), "the council votes if the mayor lets it lapse"
    called(trial, row, skills=["راه دوچرخه"], sectors=[])
    seen = [Node.objects.get().pk]
    again = {"skills": ["راه دوچرخه"], "node": seen}
    assert trial.as_("mayor1").post(address, again).status_code == 422
    assert Circle.objects.count() == 1
    for hostile in ({"skills": ["نادان"]}, {}, {"sectors": ["sea"]}):
        assert trial.as_("mayor1").post(address, {**hostile, "node": seen}).status_code == 422


def test_the_accountable_body_dissolves_with_a_reason(trial) -> None:
    enter("cyclists")
    circle = called(trial, plan(trial), skills=["راه دوچرخه"], sectors=[])
    joined(circle, "cyclists")
    act(client("cyclists"), circle, "dissolve", 403, text="تمام")
    act(trial.as_("mayor1"), circle, "dissolve", text="دیگر لازم نیست")
    assert (circle.ending, Node.objects.get().taken) == ("body", 0)


def test_a_circle_ends_with_its_matter_at_once_for_readers_and_once_by_the_worker(trial) -> None:
    enter("cyclists")
    row = plan(trial)
    circle = called(trial, row, skills=["راه دوچرخه"], sectors=[])
    part = joined(circle, "cyclists")
    trial.do(row, "resident", "withdraw", text="پس گرفتم")
    shown = trial.page("resident", f"/decisions/circles/{circle.pk}/")
    assert "ended with its matter" in shown
    with pytest.raises(Refused):
        circles.report(circle.pk, "دیر رسید", actor=by("cyclists"), at=NOW)
    assert clock.end_circles(NOW) == 1
    assert clock.end_circles(NOW) == 0
    circle.refresh_from_db()
    part.node.refresh_from_db()
    assert (circle.ending, part.node.taken) == ("matter", 0)
    assert Act.objects.filter(verb="decisions.circle_ended").count() == 1


def test_capacity_is_held_by_the_database_and_cannot_go_below_what_is_taken(trial) -> None:
    node = enter("cyclists", capacity=1)
    joined(called(trial, plan(trial), skills=["راه دوچرخه"], sectors=[]), "cyclists")
    with pytest.raises(IntegrityError), transaction.atomic():
        Node.objects.update(taken=2)
    nodes.change_node(node.pk, Offer(["راه دوچرخه"], 2), actor=by("cyclists"), at=NOW)
    joined(called(trial, plan(trial), skills=["راه دوچرخه"], sectors=[]), "cyclists")
    with pytest.raises(Refused) as refused:
        nodes.change_node(node.pk, Offer(["راه دوچرخه"], 1), actor=by("cyclists"), at=NOW)
    assert refused.value.refusal.code == "taken"


def test_two_acceptances_at_once_take_the_last_place_once(trial, at_once) -> None:
    node = enter("cyclists", capacity=1)
    two = [called(trial, plan(trial), skills=["راه دوچرخه"], sectors=[]) for _each in range(2)]
    parts = [one.parts.get() for one in two]
    actor = by("cyclists")
    jobs = [partial(circles.accept, one.pk, actor=actor, at=NOW) for one in parts * 2]
    answers = at_once(jobs, 4)
    assert sum(isinstance(one, Part) for one in answers) == 1, answers
    assert all(isinstance(one, Part | Refused) for one in answers), answers
    node.refresh_from_db()
    assert node.taken == 1
    assert Part.objects.filter(status="accepted").count() == 1
    assert Act.objects.filter(verb="decisions.circle_accepted").count() == 1


def test_two_calls_at_once_are_one_circle_and_a_skill_is_one_row(trial, at_once) -> None:
    enter("cyclists")
    row, mayor = plan(trial), Actor(person=trial.people["mayor1"])
    seen = [Node.objects.get().pk]
    call = partial(circles.call_circle, row.pk, ["راه دوچرخه"], [], seen=seen, actor=mayor, at=NOW)
    answers = at_once([call, call, call], 3)
    assert sum(isinstance(one, Circle) for one in answers) == 1, answers
    assert all(isinstance(one, Circle | Refused) for one in answers), answers
    offers = [
        partial(
            nodes.register_node, f"نام {letter}", "public", Offer(["تازه"]), actor=mayor, at=NOW
        )
        for letter in "ابپ"
    ]
    assert all(isinstance(one, Node) for one in at_once(offers, 3))
    assert Skill.objects.filter(word="تازه").count() == 1


def test_a_task_needs_a_day_to_come_and_an_owner_who_accepted(trial) -> None:
    for key in ("cyclists", "builders"):
        enter(key)
    circle = called(trial, plan(trial), skills=["راه دوچرخه", "آسفالت"], sectors=[])
    joined(circle, "cyclists")
    me, mine = client("cyclists"), circle.parts.get(node__sector="civil_society")
    invited = circle.parts.exclude(pk=mine.pk).get()
    good = {"what": "نقشه", "owner": mine.pk, "due": today().isoformat()}
    yesterday = (today() - timedelta(days=1)).isoformat()
    for wrong in ({"owner": invited.pk}, {"due": yesterday}, {"due": "x"}, {"due": ""}):
        shown = act(me, circle, "task", 422, **{**good, **wrong})
        assert "نقشه" in shown, "what was typed stays"
    act(client("builders"), circle, "task", 403, **good)
    assert not Task.objects.exists()


def test_pages_cost_a_fixed_number_of_queries(trial, django_assert_num_queries) -> None:
    def cost(address: str) -> int:
        from django.db import connection
        from django.test.utils import CaptureQueriesContext

        Client().get(address)
        with CaptureQueriesContext(connection) as caught:
            assert Client().get(address).status_code == 200
        return len(caught)

    enter("cyclists", capacity=3)
    circle = called(trial, plan(trial), skills=["راه دوچرخه"], sectors=[])
    joined(circle, "cyclists")
    addresses = ["/decisions/nodes/", f"/decisions/circles/{circle.pk}/"]
    before = [cost(one) for one in addresses]
    for key in ("water", "builders", "walkers"):
        enter(key)
    other = called(trial, plan(trial))
    for part in other.parts.select_related("node__speaker"):
        circles.accept(part.pk, actor=Actor(person=part.node.speaker), at=NOW)
    assert [cost(one) for one in (addresses[0], f"/decisions/circles/{other.pk}/")] == before
    assert max(before) <= 10


def test_each_page_has_its_twin_for_machines(trial) -> None:
    for key in ("water", "cyclists"):
        enter(key)
    enter("builders", confirmed=False)
    circle = called(trial, plan(trial))
    joined(circle, "water")
    owner = joined(circle, "cyclists").pk
    circles.add_task(circle.pk, "نقشه", owner, NOW.date(), actor=by("cyclists"), at=NOW)
    everyone = Client()
    listed = everyone.get("/decisions/nodes/?format=json").json()["nodes"]
    assert [one["name"] for one in listed] == ["دوچرخه‌سواران", "شرکت آب"]  # not the unconfirmed
    one = everyone.get(listed[0]["url"] + "?format=json").json()
    assert (one["sector"], one["circles"]) == (
        "civil_society", [f"/decisions/circles/{circle.pk}/"]
    )  # fmt: skip
    told = everyone.get(f"/decisions/circles/{circle.pk}/?format=json").json()
    assert told["ending"] is None and told["missing"] == []
    assert {part["node"]: part["status"] for part in told["parts"]} == {
        each["url"]: "accepted" for each in listed
    }
    assert [(task["what"], task["owner"]) for task in told["tasks"]] == [("نقشه", listed[0]["url"])]
    assert everyone.get("/decisions/circles/99/?format=json").status_code == 404

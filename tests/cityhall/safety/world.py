"""A small town in which every secret carries a word found nowhere else, and whoever may read it.

Eight roles stand at the counter. `R` has reported everything here; `O` holds a post in the unit
of these reports, `X` one in another unit, and `F` is the field worker to whom one was handed.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signing import get_cookie_signer
from django.test import Client
from django.utils import timezone
from PIL import Image
from tests.cityhall.conftest import make_town
from tests.divan.charter.city import TEXT as CHARTER

from cityhall.decisions import actions as decisions
from cityhall.decisions.actions import Put, circles, nodes
from cityhall.decisions.models import Circle, Matter, Node
from cityhall.partners import actions as partners
from cityhall.partners.models import Delivery
from cityhall.people.actor import Actor, actor_for
from cityhall.people.models import Membership, Organization
from cityhall.people.queries import city_day
from cityhall.service import actions, receipts
from cityhall.service.actions import Closing, Report
from cityhall.service.assistance import Help
from cityhall.service.models import (
    Draft,
    Handover,
    Photo,
    Publish,
    ReplyTemplate,
    Request,
    RoutingRule,
    Service,
)
from cityhall.web.middleware import BROWSER

ROLES = {
    "V": "",
    "R": "resident",
    "N": "neighbour",
    "D": "dispatcher",
    "O": "lamp",
    "X": "road",
    "F": "crew",
    "A": "admin",
}
CSRF = "c" * 32
MET = "zqmet0"  # stands in what everyone may read: a crawler that misses it saw nothing

# Each secret, and the roles that may be shown it. Nobody else, nowhere: not in a page, a feed,
# a search, a cookie, a header or a log.
CANARIES = {
    # Whoever reported: shown to an officer once, who asks for it with a reason (see REVEALED).
    "zqname1": "",
    "zqmail1@example.org": "",
    "09121112233": "",
    # In their account.
    "zqperson1": "R",
    "zqaccount1@example.org": "R",
    "09352223344": "R",
    # Written into the open report, masked for the public.
    "09123334455": "RDOF",
    "0084573211": "RDOF",
    "zqinside1@example.org": "RDOF",
    "IR640170000000123456789017": "RDOF",
    "zqanswer1": "RDOF",  # an answer in free words
    "zqasked1": "RDOF",  # the office's question, and the answer
    "zqanswered1": "RDOF",
    "zqnote1": "DOF",  # a note inside the office
    "zqassign1": "RDOF",  # why it was handed over
    "09124445566": "RDOF",  # in a reply, a pause, an explanation: masked for the public
    "zqmetoo1@example.org": "",  # whoever said "me too"
    # What the reporter kept for the city.
    "zqnothing1": "RDO",
    "zqplace1": "RDO",  # address and landmark of a kind whose place is hidden
    "zqlandmark1": "RDO",
    "35.62135": "",  # the point itself is never written out
    "zqsecret1": "RDO",  # a confidential report
    "zqsecretplace1": "RDO",
    "zqsecretanswer1": "RDO",
    # Other systems: whose they are, and what opens them.
    "zqkeyname1": "A",
    "zqkeymail1@example.org": "A",
    "zqserverkey1": "",
    "zqwebhook1": "A",
    # Written into a matter: masked for everyone.
    "09127778899": "",
    "zqmatter1@example.org": "",
    # Who speaks for an organisation; the office asks whether they do.
    "zqspeaker1": "NA",
    "zqspeaker1@example.org": "NA",
    "09128889900": "",  # in a refusal, a task: masked for everyone
    # A body outside: where its mail goes; what a rule looks for, and why it was made.
    "zqbody1@example.org": "A",
    "zqwords1": "A",
    "zqreason1": "",
    # Told to an officer at the desk: they wrote it, and may no more read it than the rest may.
    "zqhelped1": "",
    "09126667788": "",
    "zqword1": "",
    "zqhelpedtext1": "DX",  # what the person kept for the city; the writer was O
    "zqhelpeddraft1": "O",
    # A draft that was not sent.
    "zqdraft1": "R",
    "zqdraftmail1@example.org": "R",
    # What a camera writes into a photo, and what its owner called the file.
    "zqcamera1": "",
    "zqfile1": "",
}

REVEALED = ("zqname1", "zqmail1@example.org", "09121112233")


@dataclass
class World:
    """The rows that addresses are made of; `reports` by the name of what is special to each."""

    town: SimpleNamespace
    reports: dict[str, Request]
    photos: dict[str, Photo]
    draft: Draft
    helped: Draft  # written by O for somebody
    codes: dict[str, str]
    membership: Membership
    partners: SimpleNamespace
    matter: Matter
    circle: Circle
    node: Node  # waits for the office
    rule: RoutingRule
    handover: Handover
    reply: ReplyTemplate = field(default_factory=ReplyTemplate)
    browser: str = "browser-of-the-reporter"
    actors: dict[str, Actor] = field(default_factory=dict)

    def own_codes(self) -> list[str]:
        """The tracking codes that the reporter was given; the assisted report is another's."""
        return [code for name, code in self.codes.items() if name != "assisted"]

    def client(self, role: str, *, language: str = "fa", **options: Any) -> Client:
        """A browser of this role. The reporter's is the one in which the reports were written."""
        client = Client(headers={"accept-language": language}, **options)
        client.cookies["csrftoken"] = CSRF
        if ROLES[role]:
            client.force_login(self.town.persons[ROLES[role]])
        if role == "R":
            client.cookies["browser"] = get_cookie_signer(salt=BROWSER).sign(self.browser)
        return client


def make_world() -> World:
    """Everything through the ordinary acts, over the last days."""
    town = make_town()
    resident = town.persons["resident"]
    resident.name, resident.email, resident.phone = (
        "zqperson1",
        "zqaccount1@example.org",
        "09352223344",
    )
    resident.save()
    now = timezone.now() - timedelta(hours=3)
    world = World(
        town=town,
        reports={},
        photos={},
        draft=Draft(),
        helped=Draft(),
        codes={},
        membership=Membership.objects.get(person=town.persons["lamp"]),
        partners=SimpleNamespace(),
        matter=Matter(),
        circle=Circle(),
        node=Node(),
        rule=RoutingRule(),
        handover=Handover(),
    )
    for role, name in ROLES.items():
        person = town.persons.get(name)
        browser = world.browser if role == "R" else "" if person else "browser-of-a-visitor"
        world.actors[role] = actor_for(person, on=now.date(), browser=browser)
    _kinds(town)
    world.matter = _matter(world, now)
    _circle(world, now)
    _open(world, now)
    _partners(world, now)
    _others(world, now)
    _outside(world, now)
    world.draft = actions.start_draft(
        actor=world.actors["R"],
        at=now,
        data={
            "text": f"zqdraft1 {MET}",
            "service": "pole",
            "address": "کوچهٔ سرو",
            "email": "zqdraftmail1@example.org",
        },
    )
    world.photos["draft"] = actions.add_photo(
        world.draft.pk, photo(40), actor=world.actors["R"], at=now
    )
    _assisted(world, now)
    wording = actions.Wording("reply", {"fa": f"آماده {MET}"}, {"fa": "{موضوع} تا {مهلت}"})
    world.reply = actions.make_template(wording, actor=world.actors["A"], at=now)
    for name, row in world.reports.items():
        row.refresh_from_db()
        world.codes[name] = receipts.code_of(row.nonce)
    actions.refresh_figures(timezone.now())
    return world


def _outside(world: World, at: Any) -> None:
    """A body outside, a rule to it, and two reports that it had: one refused, one still with it."""
    body = Organization.objects.create(
        code="water-company",
        name={"fa": "شرکت آب", "en": "Water company"},
        classification="outside",
        parent=world.town.city,
        sort_key="a",
    )
    admin, officer = world.actors["A"], world.actors["O"]
    actions.set_terms(
        body,
        email="zqbody1@example.org",
        answer_minutes=600,
        resolve_minutes=6000,
        round_the_clock=False,
        actor=admin,
        at=at,
    )
    draft = actions.RuleDraft(name={"fa": "آب", "en": "Water"}, to=body, words={"fa": ["zqwords1"]})
    world.rule = actions.make_rule(draft, actor=admin, at=at, reason="zqreason1")
    for name in ("refused", "handed"):
        row = _file(world, name, _report(world, "pole", f"{MET} لوله ترکیده"), at)
        world.handover = actions.hand_over(row.pk, body, actor=officer, at=at)
        if name == "refused":
            reason = f"{MET} از آن ما نیست، 09124445566"
            actions.body_refuses(world.handover.pk, reason, actor=officer, at=at)


def photo(shade: int) -> SimpleUploadedFile:
    """A photo as a phone takes it, with the place and the owner written into it."""
    facts = Image.Exif()
    facts[0x010E] = facts[0x013B] = "zqcamera1"
    facts.get_ifd(0x8825).update({1: "N", 2: (35.0, 37.0, 12.0), 3: "E", 4: (51.0, 3.0, 0.0)})
    written = io.BytesIO()
    Image.new("RGB", (120, 90), (shade, 90, 120)).save(
        written, "JPEG", exif=facts, comment=b"zqcamera1"
    )
    return SimpleUploadedFile("zqfile1.jpg", written.getvalue(), "image/jpeg")


def _matter(world: World, at: datetime) -> Matter:
    """A matter of spending, filed by the officer of another unit, admitted by nobody yet."""
    office, works = world.actors["A"], world.actors["X"]
    decisions.adopt(CHARTER, actor=office, at=at)
    decisions.take_seat("works", actor=office, at=at, person=works.person)
    said = "zqmatter1@example.org 09127778899"
    fields = {"amount": 7, "supplier": said, "topic": "roads"}
    put = Put(kind="spend", title=f"آسفالت {said}", text=f"آسفالت، {said}", fields=fields)
    return decisions.file_matter(put, actor=works, at=at)


def _circle(world: World, at: datetime) -> None:
    """Two organisations, one of which declined; a third that the office has not answered yet."""
    speaker, office = world.actors["N"], world.actors["A"]
    assert speaker.person is not None
    speaker.person.name, speaker.person.email = "zqspeaker1", "zqspeaker1@example.org"
    speaker.person.save()
    made = [
        nodes.register_node(f"{MET} {name}", "public", nodes.Offer([skill]), actor=speaker, at=at)
        for name, skill in (("آب", "لوله"), ("راه", "آسفالت"), ("برق", "تیر"), ("گاز", "گرما"))
    ]
    for one in made[:3]:
        nodes.answer_node(one.pk, confirmed=True, actor=office, at=at)
    world.node = made[3]
    world.circle = circles.call_circle(
        world.matter.pk, ["لوله", "آسفالت", "تیر"], [], seen=[one.pk for one in made[:3]],
        actor=world.actors["X"], at=at,
    )  # fmt: skip
    said = "با 09128889900 هماهنگ شود"
    first, second, _third = world.circle.parts.all()
    circles.decline(first.pk, f"{MET} {said}", actor=speaker, at=at)
    circles.accept(second.pk, actor=speaker, at=at)
    circles.add_task(world.circle.pk, said, second.pk, city_day(at), actor=speaker, at=at)


def _kinds(town: SimpleNamespace) -> None:
    def kind(code: str, **facts: Any) -> None:
        town.services[code] = Service.objects.create(
            service_code=code,
            name={"fa": f"موضوع {code}", "en": f"Kind {code}"},
            group=town.group,
            unit=town.lighting,
            questions=[
                {"code": "more", "datatype": "text", "description": {"fa": "دیگر؟", "en": "More?"}},
                {
                    "code": "count",
                    "datatype": "number",
                    "description": {"fa": "چند تا؟", "en": "How many?"},
                },
            ],
            **facts,
        )

    kind("pole")
    kind("home", hide_place=True)
    kind("secret", confidential=True, place_required=False)


def _report(world: World, kind: str, text: str, **facts: Any) -> Report:
    return Report(
        service=world.town.services[kind],
        text=text,
        name="zqname1",
        email="zqmail1@example.org",
        phone="09121112233",
        **{"address": "خیابان مهر", **facts},
    )


def _file(world: World, name: str, report: Report, at: Any, *, photos: int = 0) -> Request:
    """A report of the resident, written as a draft so that photos come the ordinary way."""
    me = world.actors["R"]
    draft = actions.start_draft(actor=me, at=at)
    for shade in range(photos):
        actions.add_photo(draft.pk, photo(60 + 20 * shade), actor=me, at=at)
    facts = {**vars(report), "photos": list(draft.photos.all())}
    row = actions.send_draft(draft.pk, Report(**facts), actor=me, at=at)
    world.reports[name] = row
    if photos:
        world.photos[name] = row.photos.get()
    return row


def _open(world: World, at: Any) -> None:
    """The report to which everything happened, now in the hands of the field worker."""
    text = (
        f"تیر برق {MET} کج شده است. شماره‌ام 09123334455، کد ملی 0084573211، "
        "ایمیل zqinside1@example.org و شبا IR640170000000123456789017 است."
    )
    report = _report(
        world,
        "pole",
        text,
        latitude=35.62,
        longitude=51.06,
        answers={"more": "zqanswer1", "count": "3"},
    )
    pk = _file(world, "open", report, at, photos=1).pk
    me, officer = world.actors["R"], world.actors["O"]
    stranger = Actor(browser="browser-of-somebody")
    actions.me_too(pk, actor=stranger, at=at, email="zqmetoo1@example.org")
    actions.claim(pk, actor=officer, at=at)
    actions.note(pk, "zqnote1", actor=officer, at=at)
    actions.ask(pk, "zqasked1؟", actor=officer, at=at)
    actions.answer(pk, "zqanswered1", actor=me, at=at)
    actions.reply(pk, f"{MET} با 09124445566 تماس گرفتیم.", actor=officer, at=at)
    actions.pause(pk, f"{MET} منتظر 09124445566 هستیم.", actor=officer, at=at)
    actions.resume(pk, actor=officer, at=at)
    crew = world.town.persons["crew"]
    actions.assign(pk, actor=officer, at=at, person=crew, reason="zqassign1")


def _partners(world: World, at: Any) -> None:
    """A key, a server that refused a report, and a webhook with an event."""
    now = {"actor": world.actors["A"], "at": at}
    facts = partners.KeyFacts(
        name="zqkeyname1", code="app", contact="zqkeymail1@example.org", scopes=["report"]
    )
    partners.create_key(facts, **now)
    server = partners.create_upstream(
        partners.UpstreamFacts(
            name={"en": f"Province {MET}"},
            code="province",
            endpoint="https://open311.example/v2/",
            key="zqserverkey1",
        ),
        **now,
    )
    partners.add_route("province", world.town.services["pole"], None, "POLE", **now)
    stuck = partners.forward(world.reports["open"], server, "POLE", at=at)
    stuck.state, stuck.next_at = "refused", None
    stuck.save()
    told = partners.SubscriptionFacts(name="zqwebhook1", url="https://hooks.example/zqwebhook1")
    webhook, _secret = partners.subscribe(told, **now)
    delivery = Delivery.objects.create(
        subscription=webhook, position=0, verb="service.file", next_at=at, created_at=at
    )
    world.partners = SimpleNamespace(webhook=webhook, delivery=delivery, stuck=stuck)


def _others(world: World, at: Any) -> None:
    officer = world.actors["O"]
    point = {"latitude": 35.6213579, "longitude": 51.0713579}
    hidden = {"address": "کوچهٔ zqplace1", "landmark": "کنار zqlandmark1", **point}
    secret = {"address": "zqsecretplace1", "answers": {"more": "zqsecretanswer1"}, **point}
    _file(world, "hidden", _report(world, "home", f"{MET} سر و صدا", **hidden), at, photos=1)
    _file(world, "secret", _report(world, "secret", "zqsecret1", **secret), at, photos=1)
    nothing = _report(world, "pole", "zqnothing1", publish=Publish.NOTHING)
    _file(world, "nothing", nothing, at, photos=1)
    words = _report(world, "pole", f"{MET} فقط حرف", publish=Publish.WORDS)
    _file(world, "words", words, at, photos=1)
    waiting = _file(world, "waiting", _report(world, "pole", f"{MET} پرسش دارد"), at)
    actions.ask(waiting.pk, "zqasked1 کجا؟", actor=officer, at=at)
    closed = _file(world, "closed", _report(world, "pole", f"{MET} درست شد"), at)
    ending = Closing(outcome="fixed", explanation=f"{MET} 09124445566", evidence="بازدید شد")
    actions.close(closed.pk, ending, actor=officer, at=at)
    twin = _file(world, "twin", _report(world, "pole", f"{MET} همان"), at)
    actions.merge(twin.pk, world.reports["open"].pk, actor=officer, at=at)
    elsewhere = Report(world.town.services["hole"], f"{MET} چاله", address="خیابان مهر")
    world.reports["elsewhere"] = actions.file_request(elsewhere, actor=world.actors["N"], at=at)


def _assisted(world: World, at: Any) -> None:
    """A report that O wrote for somebody and sent, about another unit's work; and one begun."""
    officer = world.actors["O"]
    terms = Help("desk", ("write", "contact"), "spoken", "wish")
    sent = actions.start_assisted(terms, actor=officer, at=at)
    told = Report(
        world.town.services["hole"],
        "zqhelpedtext1",
        address="خیابان مهر",
        publish=Publish.NOTHING,
        name="zqhelped1",
        phone="09126667788",
        help=replace(terms, known=("09126667788", "zqword1")),
    )
    world.reports["assisted"] = actions.send_draft(sent.pk, told, actor=officer, at=at)
    world.helped = actions.start_assisted(terms, actor=officer, at=at)
    begun = {"text": f"zqhelpeddraft1 {MET}", "service": "pole", "address": "کوچهٔ سرو"}
    actions.change_draft(world.helped.pk, begun, actor=officer)

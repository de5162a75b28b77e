"""Who may do what: one row for every address, one column for every role, by hand.

Columns: V a visitor, R who reported, N another resident, D the dispatcher, O an officer of the
report's unit, X an officer of another unit, F the field worker who holds the report,
A the administrator. A row with one figure means the same for all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from tests.cityhall.safety.routes import UNKNOWN_PHOTO
from tests.cityhall.safety.world import ROLES, World

from cityhall.acts.wishes import Ticket, reader_key
from cityhall.record.views.files import verifier_path
from cityhall.service.handover_keys import key_of
from cityhall.service.models import Undo

Arguments = Callable[[World], list[Any]]


@dataclass(frozen=True)
class Row:
    """The statuses of one address. `data` is what is posted; `other` stands for PUT and its kin."""

    get: str
    post: str = "405"
    about: str = ""
    arguments: Arguments = lambda world: []
    data: dict[str, Any] | Callable[[World], dict[str, Any]] = field(default_factory=dict)
    other: str = "405"
    query: str = ""

    def expected(self, verb: str, role: str) -> int:
        given = {"GET": self.get, "HEAD": self.get, "POST": self.post}.get(verb, self.other)
        statuses = given.split()
        return int(statuses[0] if len(statuses) == 1 else statuses[list(ROLES).index(role)])


def _report(name: str) -> Arguments:
    return lambda world: [world.reports[name].pk]


def _photo(name: str) -> Arguments:
    return lambda world: [world.photos[name].pk, "large"]


def _case(name: str, verb: str) -> Arguments:
    return lambda world: [world.reports[name].pk, verb]


def _code(name: str, *more: str) -> Arguments:
    return lambda world: [world.codes[name], *more]


def _draft(*more: str) -> Arguments:
    return lambda world: [world.draft.token, *more]


def _sent(world: World) -> list[Any]:
    return [world.reports["open"].draft.token]


def _said(world: World) -> dict[str, Any]:
    return {**WORDS, "version": world.reports["open"].version}


def _ticket(world: World) -> list[Any]:
    about = f"service.request:{world.reports['open'].pk}"
    return [Ticket(reader_key("zqmail1@example.org"), about=about).token]


def _many(world: World) -> dict[str, Any]:
    """Several at once: what each would become."""
    row = world.reports["open"]
    boxes = [f"{row.pk}-{row.version}"]
    return {"verb": "note", "one": boxes, "do": "preview", **WORDS}


def _other_kind(world: World) -> dict[str, Any]:
    return {**_said(world), "kind": "home"}


def _last_of_open(world: World) -> dict[str, Any]:
    return {"act": Undo.objects.get(request=world.reports["open"]).act}


def _fixed(*arguments: Any) -> Arguments:
    return lambda world: list(arguments)


def _found(world: World) -> dict[str, Any]:
    return {**WORDS, "key": str(uuid4()), "outcome": "made_safe"}


NOBODY = 999_999
WORDS = {"text": "چند کلمه"}
NODE = {"name": "سازمان تازه", "sector": "business", "skill": "نقشه", "capacity": "2"}
PACES = {"topic-service.own": "daily", "language": "fa", "calendar": "", "digits": ""}

#                    V   R   N   D   O   X   F   A
REPORTER = "         404 302 404 404 404 404 404 404"
THEIR_BROWSER = "    404 200 404 404 404 404 404 404"
KEPT_FROM_OTHERS = " 404 200 404 200 200 404 404 404"
OFFICERS = "         302 403 403 200 200 200 200 403"
THEIR_CASE = "       302 403 403 200 200 403 200 403"
ACT_ON_CASE = "      302 403 403 302 302 403 302 403"
SECRET_CASE = "      302 403 403 200 200 404 404 403"
NO_CASE = "          302 403 403 404 404 404 404 403"
BAD_FILTER = "       302 403 403 400 400 400 400 403"
WISHLESS = "         302 403 403 422 422 422 422 403"
DONE_AT_DESK = "     302 403 403 302 302 302 302 403"
OFFICE = "           302 403 403 403 403 403 403 200"
OFFICE_REFUSED = "   302 403 403 403 403 403 403 422"
OFFICE_DONE = "      302 403 403 403 403 403 403 302"
OFFICE_UNKNOWN = "   302 403 403 403 403 403 403 404"
SIGNED_IN = "        302 200 200 200 200 200 200 200"
STRANGERS = "        200 302 302 302 302 302 302 302"
NO_FACTOR = "        302 404 404 404 404 404 404 404"

VERIFIER = "200" if verifier_path().exists() else "404"

TABLE: dict[str, list[Row]] = {
    # The portal
    "home": [Row("200")],
    "search": [Row("200"), Row("200", about="with words", query="q=zqmet0")],
    "about": [Row("200")],
    "figure": [
        Row("200", arguments=_fixed("urgent-hours")),
        Row("404", about="unknown", arguments=_fixed("nothing")),
    ],
    "preferences": [Row("200", "302", data={"language": "fa"})],
    "language": [Row("302", arguments=_fixed("en")), Row("404", arguments=_fixed("xx"))],
    "accent": [Row("200")],
    "robots": [Row("200")],
    "health": [Row("200")],
    "metrics": [Row("200")],  # the tests call from this machine
    # News, and no more of it: the ticket in a mail opens the page, looking changes nothing
    "own_news": [Row(SIGNED_IN, "302", data=PACES)],
    "news_choices": [
        Row("200", "302", arguments=_ticket, data=PACES),
        Row("200", "422", about="no such pace", arguments=_ticket, data={"topic-service.own": "x"}),
        Row("404", "404", about="a broken link", arguments=_fixed("no:such-ticket")),
    ],
    "news_stop": [
        Row("200", "200", arguments=_ticket, data={"List-Unsubscribe": "One-Click"}),
        Row("404", "404", about="a broken link", arguments=_fixed("no:such-ticket")),
    ],
    "news_sms": [Row("405", "404", data={"from": "09121112233", "text": "stop"})],
    # Reports, for everyone
    "request_list": [Row("200"), Row("400", about="no such kind", query="service=none")],
    "request_map": [Row("200")],
    "request": [
        Row("200", arguments=_report("open")),
        Row("200", about="place hidden", arguments=_report("hidden")),
        Row(KEPT_FROM_OTHERS, about="confidential", arguments=_report("secret")),
        Row("404", about="unknown", arguments=_fixed(NOBODY)),
    ],
    "me_too": [
        Row("405", "302", arguments=_report("open")),
        Row("405", "404", about="confidential", arguments=_report("secret")),
        Row("405", "404", about="unknown", arguments=_fixed(NOBODY)),
    ],
    "answer": [
        Row("405", REPORTER, arguments=_report("waiting"), data=WORDS),
        Row("405", "404", about="unknown", arguments=_fixed(NOBODY), data=WORDS),
    ],
    "solved": [Row("405", REPORTER, arguments=_report("closed"))],
    "not_solved": [Row("405", REPORTER, arguments=_report("closed"), data=WORDS)],
    "photo": [
        Row("200", arguments=_photo("open")),
        Row("404 200 404 200 200 404 404 404", about="kept back", arguments=_photo("words")),
        Row(KEPT_FROM_OTHERS, about="confidential", arguments=_photo("secret")),
        Row("404", about="of a draft", arguments=_photo("draft")),
        Row("404", about="unknown", arguments=_fixed(UNKNOWN_PHOTO, "large")),
    ],
    "services": [Row("200")],
    # A report being written: for the browser that began it
    "report": [Row("200", "302", data={"text": "چراغ خاموش است", "service": "pole"})],
    "report_sent": [
        Row(THEIR_BROWSER, arguments=_sent),
        Row(REPORTER, about="not sent yet", arguments=_draft()),
        Row("404", about="unknown", arguments=_fixed("no-such-token")),
    ],
    "draft_photo": [
        Row(THEIR_BROWSER, arguments=lambda world: [world.draft.token, world.photos["draft"].pk]),
        Row("404", about="another's", arguments=lambda w: [w.draft.token, w.photos["open"].pk]),
    ],
    "report_step": [
        Row(THEIR_BROWSER, REPORTER, arguments=_draft("contact"), data={"name": "مینا"}),
        Row(
            THEIR_BROWSER,
            REPORTER,
            about="check",
            arguments=_draft("check"),
            data={"publish": "all"},
        ),
        Row("404", "404", about="no such step", arguments=_draft("nowhere")),
        Row("404", "404", about="unknown", arguments=_fixed("no-such-token", "what")),
    ],
    # By the code on the receipt: whoever holds it is the reporter
    "track": [
        Row("200", "302", data=lambda world: {"code": world.codes["secret"]}),
        Row("200", "422", about="unknown", data={"code": "00000-00000"}),
    ],
    "tracked": [
        Row("200", arguments=_code("secret")),
        Row("404", about="unknown", arguments=_fixed("00000-00000")),
    ],
    "track_qr": [Row("200", arguments=_code("open")), Row("404", arguments=_fixed("short"))],
    "tracked_photo": [
        Row("200", arguments=lambda w: [w.codes["secret"], w.photos["secret"].pk, "large"]),
        Row(
            "404",
            about="another's",
            arguments=lambda w: [w.codes["open"], w.photos["secret"].pk, "large"],
        ),
    ],
    "tracked_news": [
        Row("200", "302", arguments=_code("open"), data={"do": "hear"}),
        Row("200", "422", about="no mobile", arguments=_code("open"), data={"do": "send-code"}),
        Row("200", "404", about="no such order", arguments=_code("open"), data={"do": "dance"}),
        Row("404", "404", about="unknown", arguments=_fixed("00000-00000"), data={"do": "hear"}),
    ],
    "track_say": [
        Row("405", "302", arguments=_code("waiting", "answer"), data=WORDS),
        Row("405", "404", about="no such verb", arguments=_code("waiting", "dance")),
        Row("405", "404", about="unknown", arguments=_fixed("00000-00000", "answer"), data=WORDS),
    ],
    "take_over": [
        Row("200", "302", arguments=_code("assisted"), data={"known": "zqword1"}),
        Row("200", "422", about="unknown", arguments=_code("assisted"), data={"known": "x"}),
        Row("404", "404", about="not assisted", arguments=_code("open"), data={"known": "x"}),
        Row("404", "404", about="no such code", arguments=_fixed("00000-00000")),
    ],
    # The desk
    "desk": [Row(OFFICERS), Row(BAD_FILTER, about="no such filter", query="service=none")],
    "desk_bulk": [
        Row(OFFICERS, OFFICERS, data=_many),
        Row(OFFICERS, WISHLESS, about="without a wish"),
    ],
    "desk_views": [Row("405", DONE_AT_DESK, data={"name": "نما", "due": "late"})],
    "case_here": [
        Row("405", THEIR_CASE, arguments=_report("open"), data=_said),
        Row("405", SECRET_CASE, about="confidential", arguments=_report("secret")),
        Row("405", NO_CASE, about="unknown", arguments=_fixed(NOBODY)),
    ],
    "case": [
        Row(THEIR_CASE, arguments=_report("open")),
        Row(SECRET_CASE, about="confidential", arguments=_report("secret")),
        Row(NO_CASE, about="unknown", arguments=_fixed(NOBODY)),
    ],
    "case_act": [
        *(
            Row("405", ACT_ON_CASE, about=verb, arguments=_case("open", verb), data=_said)
            for verb in ("note", "reply", "ask", "pause")
        ),
        Row(
            "405",
            "302 403 403 302 409 403 409 403",
            about="take what a colleague has",
            arguments=_case("open", "claim"),
            data=_said,
        ),
        Row(
            "405",
            "302 403 403 302 302 403 403 403",
            about="change the kind",
            arguments=_case("open", "kind"),
            data=_other_kind,
        ),
        Row(
            "405",
            "302 403 403 302 302 403 403 403",
            about="split",
            arguments=_case("open", "split"),
            data=_other_kind,
        ),
        Row(
            "405",
            "302 403 403 409 409 403 409 403",
            about="take back what is not the last thing any more",
            arguments=_case("open", "undo"),
            data=_last_of_open,
        ),
        Row("405", THEIR_CASE, about="reveal", arguments=_case("open", "reveal"), data=WORDS),
        Row(
            "405",
            "302 403 403 422 422 403 422 403",
            about="reveal without a reason",
            arguments=_case("open", "reveal"),
        ),
        Row(
            "405",
            "302 403 403 302 302 404 404 403",
            about="confidential",
            arguments=_case("secret", "note"),
            data=WORDS,
        ),
        Row("405", NO_CASE, about="unknown", arguments=_fixed(NOBODY, "note"), data=WORDS),
        Row("405", NO_CASE, about="no such verb", arguments=_case("open", "dance")),
    ],
    "assisted": [
        Row("302 403 403 200 200 200 403 403", "302 403 403 422 422 422 403 403"),
        Row(
            "302 403 403 200 200 200 403 403",
            "302 403 403 302 302 302 403 403",
            about="agreed",
            data={"channel": "desk", "agreed": "write", "how": "spoken", "reason": "wish"},
        ),
    ],
    "assisted_me_too": [
        Row(
            "405",
            "404 404 404 404 302 404 404 404",
            arguments=lambda w: [w.helped.token, w.reports["open"].pk],
            data={"phone": "09121110000"},
        ),
        Row("405", "404", about="a draft of one's own", arguments=lambda w: [w.draft.token, 1]),
    ],
    # In the street
    "field": [Row("302 403 403 200 200 200 200 403")],
    "field_worker": [Row("200")],
    "field_outcome": [
        Row(
            "405",
            "302 403 403 302 302 403 302 403",
            about="made safe, without a photo but with words",
            arguments=_report("open"),
            data=_found,
        ),
        Row(
            "405",
            "302 403 403 302 302 404 404 403",
            about="confidential",
            arguments=_report("secret"),
            data=_found,
        ),
        Row(
            "405",
            "302 403 403 409 409 403 403 403",
            about="closed",
            arguments=_report("closed"),
            data=_found,
        ),
        Row(
            "405",
            "302 403 403 422 422 422 422 403",
            about="without a key",
            arguments=_report("open"),
        ),
        Row("405", NO_CASE, about="unknown", arguments=_fixed(NOBODY), data=_found),
    ],
    "shift": [Row(OFFICERS)],
    "outside": [Row(OFFICERS)],
    "case_body": [
        Row(
            THEIR_CASE,
            "302 403 403 422 422 403 422 403",
            arguments=_report("open"),
            data={"do": "hand"},
        ),
        Row(
            "302 403 403 200 200 404 404 403",
            "302 403 403 404 404 404 404 403",
            about="confidential, no such verb",
            arguments=_report("secret"),
        ),
        Row(NO_CASE, NO_CASE, about="unknown", arguments=_fixed(NOBODY)),
    ],
    "send_on": [
        Row("405", "302 403 403 422 422 422 422 403", arguments=_report("open")),
        Row("405", NO_CASE, about="unknown", arguments=_fixed(NOBODY)),
    ],
    # A body outside the city, by the address in its mail
    "body_answer": [
        Row("200", "422", arguments=lambda world: [world.handover.pk, key_of(world.handover)]),
        Row(
            "404",
            "404",
            about="another key",
            arguments=lambda world: [world.handover.pk, "0" * 32],
            data={"answer": "take"},
        ),
        Row("404", "404", about="unknown", arguments=_fixed(NOBODY, "0" * 32)),
    ],
    # The city office
    "manage": [Row(OFFICE)],
    "manage_city": [Row(OFFICE, OFFICE_REFUSED)],
    "manage_areas": [Row(OFFICE, OFFICE_REFUSED, data={"do": "areas"})],
    "manage_units": [Row(OFFICE)],
    "new_unit": [Row(OFFICE, OFFICE_REFUSED)],
    "manage_unit": [
        Row(
            OFFICE,
            OFFICE_DONE,
            arguments=_fixed("lighting"),
            data={"do": "rename", "name_fa": "روشنایی", "name_en": "Light"},
        ),
        Row(OFFICE_UNKNOWN, OFFICE_UNKNOWN, about="unknown", arguments=_fixed("none")),
    ],
    "new_post": [Row(OFFICE, OFFICE_REFUSED)],
    "manage_post": [
        Row(
            OFFICE,
            OFFICE_DONE,
            arguments=_fixed("lamp"),
            data={"do": "appoint", "email": "new@example.org"},
        ),
        Row(OFFICE_UNKNOWN, OFFICE_UNKNOWN, about="unknown", arguments=_fixed("none")),
    ],
    "manage_people": [Row(OFFICE)],
    "manage_keeping": [Row(OFFICE, OFFICE_REFUSED)],
    "end_membership": [
        Row(OFFICE, OFFICE_DONE, arguments=lambda world: [world.membership.pk]),
        Row(OFFICE_UNKNOWN, OFFICE_UNKNOWN, about="unknown", arguments=_fixed(NOBODY)),
    ],
    "reset_second_factor": [
        Row("405", OFFICE_DONE, arguments=lambda world: [world.membership.pk]),
        Row("405", OFFICE_UNKNOWN, about="unknown", arguments=_fixed(NOBODY)),
    ],
    "manage_services": [Row(OFFICE)],
    "new_service": [Row(OFFICE, OFFICE_REFUSED)],
    "edit_service": [
        Row(OFFICE, OFFICE_REFUSED, arguments=_fixed("pole")),
        Row(OFFICE_UNKNOWN, OFFICE_UNKNOWN, about="unknown", arguments=_fixed("none")),
    ],
    # Open311: a key, not a cookie, says who sends; whoever reads, reads what everyone reads
    "open311_discovery": [Row("200", arguments=_fixed("json"))],
    "open311_services": [
        Row("200", arguments=_fixed("xml")),
        Row("404", "404", about="no such form", arguments=_fixed("yaml")),
    ],
    "open311_definition": [
        Row("200", arguments=_fixed("pole", "json")),
        Row("404", about="unknown", arguments=_fixed("none", "json")),
    ],
    "open311_requests": [
        Row("200", "403", arguments=_fixed("json")),
        Row("200", "403", about="all there is", arguments=_fixed("xml"), query="extensions=true"),
        Row("400", "403", about="no date", arguments=_fixed("xml"), query="start_date=x"),
    ],
    "open311_request": [
        Row("200", arguments=lambda world: [world.reports["open"].pk, "json"]),
        Row("404", about="confidential", arguments=lambda w: [w.reports["secret"].pk, "json"]),
        Row("404", about="unknown", arguments=_fixed(NOBODY, "xml")),
    ],
    "open311_token": [Row("404", arguments=_fixed("none", "json"))],
    "open311_updates": [Row("200", "403", arguments=_fixed("xml"))],
    "open311_elsewhere": [Row("404", "404", arguments=_fixed("nothing.xml"))],
    "developers": [Row("200")],
    "openapi": [Row("200")],
    # Other systems, in the city office
    "manage_partners": [Row(OFFICE)],
    "new_key": [Row(OFFICE, OFFICE_REFUSED)],
    "manage_key": [
        Row(OFFICE, arguments=_fixed("app")),
        Row(OFFICE_UNKNOWN, about="unknown", arguments=_fixed("none")),
    ],
    "revoke_key": [
        Row("405", OFFICE_DONE, arguments=_fixed("app")),
        Row("405", OFFICE_UNKNOWN, about="unknown", arguments=_fixed("none")),
    ],
    "new_server": [Row(OFFICE, OFFICE_REFUSED)],
    "manage_server": [
        Row(OFFICE, OFFICE_REFUSED, arguments=_fixed("province"), data={"do": "change"}),
        Row(OFFICE, OFFICE_DONE, about="stop", arguments=_fixed("province"), data={"do": "stop"}),
        Row(OFFICE_UNKNOWN, OFFICE_UNKNOWN, about="unknown", arguments=_fixed("none")),
    ],
    "decide_forwarding": [
        Row("405", OFFICE_DONE, arguments=lambda world: [world.partners.stuck.pk]),
        Row("405", OFFICE_UNKNOWN, about="unknown", arguments=_fixed(NOBODY)),
    ],
    "new_webhook": [Row(OFFICE, OFFICE_REFUSED)],
    "manage_webhook": [
        Row(OFFICE, OFFICE_DONE, arguments=lambda world: [world.partners.webhook.pk]),
        Row(OFFICE_UNKNOWN, OFFICE_UNKNOWN, about="unknown", arguments=_fixed(NOBODY)),
    ],
    "replay_delivery": [
        Row(
            "405",
            OFFICE_DONE,
            arguments=lambda w: [w.partners.webhook.pk, w.partners.delivery.pk],
        ),
        Row("405", OFFICE_UNKNOWN, about="unknown", arguments=_fixed(NOBODY, NOBODY)),
    ],
    # The record: for everyone; nothing is sealed in this world
    "record": [Row("200"), Row("400", about="no such kind of act", query="verb=x")],
    "record_how": [Row("200")],
    "record_entry": [
        Row("200", arguments=_fixed(0)),
        Row("404", about="unknown", arguments=_fixed(NOBODY)),
    ],
    "record_proof": [
        Row("404", about="not sealed", arguments=_fixed(0)),
        Row("404", about="unknown", arguments=_fixed(NOBODY)),
    ],
    "record_checkpoint": [Row("404")],
    "record_keys": [Row("404")],
    "record_tile": [
        Row("404", arguments=_fixed("0/000.p/1")),
        Row("404", about="no tile", arguments=_fixed("../../secret")),
    ],
    "record_entries": [
        Row("200", arguments=_fixed(0)),
        Row("404", about="unknown", arguments=_fixed(NOBODY)),
    ],
    "record_verifier": [Row(VERIFIER)],
    "record_withhold": [
        Row(OFFICE, OFFICE_REFUSED, arguments=_fixed(0)),
        Row(OFFICE_UNKNOWN, OFFICE_UNKNOWN, about="unknown", arguments=_fixed(NOBODY)),
    ],
    "record_witnesses": [
        Row(OFFICE, OFFICE_REFUSED, data={"do": "add"}),
        Row(OFFICE, OFFICE_UNKNOWN, about="unknown", data={"do": "remove", "witness": NOBODY}),
    ],
    # Decisions: everyone reads, whoever the charter names decides
    "matters": [Row("200"), Row("400", about="no such page", query="before=x")],
    "decisions_inbox": [Row(SIGNED_IN)],
    "delegations": [
        Row(SIGNED_IN, "302 422 422 422 422 422 422 422", data={"body": "council"}),
    ],
    "matter_way": [
        Row("200", arguments=lambda world: [world.matter.pk]),
        Row("404", about="unknown", arguments=_fixed(NOBODY)),
    ],
    "charter": [Row("200")],
    "charter_picture": [
        Row("200", arguments=_fixed("bodies")),
        Row("200", about="a route", arguments=_fixed("spend")),
        Row("404", about="unknown", arguments=_fixed("nothing")),
    ],
    "charter_text": [
        Row("200", arguments=_fixed(1)),
        Row("404", about="unknown", arguments=_fixed(NOBODY)),
    ],
    # Charters: the city office writes and seats, everyone may ask which would fit
    "manage_charter": [
        Row(OFFICE, OFFICE_REFUSED),
        Row(OFFICE, OFFICE, about="checked", data={"text": "charter: 2"}),
    ],
    "charter_seats": [Row(OFFICE)],
    "charter_body": [
        Row(OFFICE, OFFICE_REFUSED, arguments=_fixed("council"), data={"do": "take"}),
        Row(OFFICE_UNKNOWN, OFFICE_UNKNOWN, about="unknown", arguments=_fixed("nothing")),
    ],
    "charter_advise": [
        Row("200"),
        Row("200", about="no such answer", query="size=x"),
        Row("200", about="nothing to simulate yet", query="simulate=yes"),
    ],
    "new_matter": [Row(SIGNED_IN)],
    "new_matter_of": [
        Row(SIGNED_IN, "302 422 422 422 422 422 422 422", arguments=_fixed("spend")),
        Row(NO_FACTOR, NO_FACTOR, about="unknown", arguments=_fixed("nothing")),
    ],
    "matter": [
        Row("200", arguments=lambda world: [world.matter.pk]),
        Row("404", about="unknown", arguments=_fixed(NOBODY)),
    ],
    # Coming together: everyone reads, N speaks for the organisations, X decides the matter
    "nodes": [Row("200")],
    "new_node": [
        Row(SIGNED_IN, "302 422 422 422 422 422 422 422"),
        Row(SIGNED_IN, "302", about="entered", data=NODE),
    ],
    "node": [
        Row(
            "404 404 200 404 404 404 404 200",
            "404 404 302 404 404 404 404 403",
            about="that waits",
            arguments=lambda world: [world.node.pk],
            data={**NODE, "do": "change"},
        ),
        Row(
            "404 404 200 404 404 404 404 200",
            "404 404 403 404 404 404 404 302",
            about="answered",
            arguments=lambda world: [world.node.pk],
            data={"do": "confirm"},
        ),
        Row(
            "200",
            "302 403 302 403 403 403 403 403",
            about="confirmed",
            arguments=lambda world: [world.circle.parts.all()[1].node_id],
            data={**NODE, "do": "change"},
        ),
        Row("404", "404", about="unknown", arguments=_fixed(NOBODY)),
    ],
    "call_circle": [
        Row(
            "302 403 403 403 403 200 403 403",
            "302 403 403 403 403 422 403 403",
            arguments=lambda world: [world.matter.pk],
        ),
        Row(NO_FACTOR, NO_FACTOR, about="unknown", arguments=_fixed(NOBODY)),
    ],
    "circle": [
        Row("200", arguments=lambda world: [world.circle.pk]),
        Row("404", about="unknown", arguments=_fixed(NOBODY)),
    ],
    "circle_act": [
        Row(
            "405",
            "302 403 302 403 403 403 403 403",
            about="accept",
            arguments=lambda world: [world.circle.pk, "accept"],
            data=lambda world: {"part": world.circle.parts.all()[2].pk},
        ),
        Row(
            "405",
            "302 403 302 403 403 403 403 403",
            about="decline",
            arguments=lambda world: [world.circle.pk, "decline"],
            data=lambda world: {"part": world.circle.parts.all()[2].pk, **WORDS},
        ),
        Row(
            "405",
            "302 403 302 403 403 403 403 403",
            about="done",
            arguments=lambda world: [world.circle.pk, "done"],
            data=lambda world: {"task": world.circle.tasks.get().pk},
        ),
        Row(
            "405",
            "302 403 302 403 403 403 403 403",
            about="report",
            arguments=lambda world: [world.circle.pk, "report"],
            data=WORDS,
        ),
        Row(
            "405",
            "302 403 403 403 403 302 403 403",
            about="dissolve",
            arguments=lambda world: [world.circle.pk, "dissolve"],
            data=WORDS,
        ),
        Row(
            "405",
            "302 403 403 403 403 409 403 403",
            about="nobody is left to invite",
            arguments=lambda world: [world.circle.pk, "invite"],
        ),
        Row(
            "405",
            "302 404 404 404 404 404 404 404",
            about="unknown",
            arguments=lambda world: [world.circle.pk, "nothing"],
        ),
    ],
    "matter_replay": [Row("200", arguments=lambda world: [world.matter.pk])],
    "matter_act": [
        Row(
            "405",
            "302 409 409 409 409 302 409 409",
            about="withdraw",
            arguments=lambda world: [world.matter.pk, "withdraw"],
        ),
        Row("405", "302", about="voice", arguments=lambda w: [w.matter.pk, "voice"], data=WORDS),
        Row(
            "405",
            "302 404 404 404 404 404 404 404",
            about="unknown",
            arguments=lambda world: [world.matter.pk, "nothing"],
        ),
    ],
    # Where reports go
    "manage_routing": [Row(OFFICE)],
    "new_rule": [Row(OFFICE, OFFICE_REFUSED)],
    "edit_rule": [
        Row(OFFICE, OFFICE_REFUSED, arguments=lambda world: [world.rule.pk]),
        Row(OFFICE_UNKNOWN, OFFICE_UNKNOWN, about="unknown", arguments=_fixed(NOBODY)),
    ],
    "routing_trial": [Row(OFFICE)],
    "manage_bodies": [Row(OFFICE)],
    "edit_body": [
        Row(OFFICE, OFFICE_REFUSED, arguments=_fixed("water-company")),
        Row(OFFICE_UNKNOWN, OFFICE_UNKNOWN, about="unknown", arguments=_fixed("none")),
    ],
    "manage_replies": [Row(OFFICE)],
    "new_reply": [Row(OFFICE, OFFICE_REFUSED)],
    "edit_reply": [
        Row(OFFICE, OFFICE_REFUSED, arguments=lambda world: [world.reply.pk]),
        Row(OFFICE_UNKNOWN, OFFICE_UNKNOWN, about="unknown", arguments=_fixed(NOBODY)),
    ],
    # One's own account
    "map_picture": [Row("200")],
    "account": [Row(SIGNED_IN, "302", data={"language": "fa"})],
    "end_other_sessions": [Row("405", "302")],
    "account_login": [Row(STRANGERS, STRANGERS)],
    "account_signup": [Row(STRANGERS, STRANGERS)],
    "account_logout": [Row(SIGNED_IN, "302")],
    "account_request_login_code": [Row("302")],
    "account_confirm_login_code": [Row("302", "302")],
    "account_email_verification_sent": [Row("302", "302")],
    "account_inactive": [Row("200")],
    "account_reauthenticate": [Row(SIGNED_IN, SIGNED_IN)],
    "account_email": [Row(SIGNED_IN, "302")],
    "account_change_password": [Row(SIGNED_IN, SIGNED_IN)],
    "account_set_password": [Row("302", "302")],
    "account_reset_password": [Row("200", "200")],
    "account_confirm_password_reset_code": [Row("302", "302")],
    "account_complete_password_reset": [Row("302", "302")],
    # Without a second factor yet; turning one on asks for the password first
    "mfa_index": [Row(SIGNED_IN)],
    "mfa_authenticate": [Row("302", "302")],
    "mfa_reauthenticate": [Row("302", "302")],
    "mfa_activate_totp": [Row("302", "302")],
    "mfa_deactivate_totp": [Row(NO_FACTOR, NO_FACTOR)],
    "mfa_view_recovery_codes": [Row(NO_FACTOR)],
    "mfa_generate_recovery_codes": [Row("302", "302")],
    "mfa_download_recovery_codes": [Row(NO_FACTOR)],
}

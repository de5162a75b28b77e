"""Who may do what: one row for every address, one column for every role, by hand.

Columns: V a visitor, R who reported, N another resident, D the dispatcher, O an officer of the
report's unit, X an officer of another unit, F the field worker who holds the report,
A the administrator. A row with one figure means the same for all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.cityhall.safety.routes import UNKNOWN_PHOTO
from tests.cityhall.safety.world import ROLES, World

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


def _fixed(*arguments: Any) -> Arguments:
    return lambda world: list(arguments)


NOBODY = 999_999
WORDS = {"text": "چند کلمه"}

#                    V   R   N   D   O   X   F   A
REPORTER = "         404 302 404 404 404 404 404 404"
THEIR_BROWSER = "    404 200 404 404 404 404 404 404"
KEPT_FROM_OTHERS = " 404 200 404 200 200 404 404 404"
OFFICERS = "         302 403 403 200 200 200 200 403"
THEIR_CASE = "       302 403 403 200 200 403 200 403"
ACT_ON_CASE = "      302 403 403 302 302 403 302 403"
SECRET_CASE = "      302 403 403 200 200 404 404 403"
NO_CASE = "          302 403 403 404 404 404 404 403"
OFFICE = "           302 403 403 403 403 403 403 200"
OFFICE_REFUSED = "   302 403 403 403 403 403 403 422"
OFFICE_DONE = "      302 403 403 403 403 403 403 302"
OFFICE_UNKNOWN = "   302 403 403 403 403 403 403 404"
SIGNED_IN = "        302 200 200 200 200 200 200 200"
STRANGERS = "        200 302 302 302 302 302 302 302"
NO_FACTOR = "        302 404 404 404 404 404 404 404"

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
    "track_say": [
        Row("405", "302", arguments=_code("waiting", "answer"), data=WORDS),
        Row("405", "404", about="no such verb", arguments=_code("waiting", "dance")),
        Row("405", "404", about="unknown", arguments=_fixed("00000-00000", "answer"), data=WORDS),
    ],
    # The desk
    "desk": [Row(OFFICERS)],
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

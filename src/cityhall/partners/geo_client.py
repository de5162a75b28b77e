"""The other side of Open311: what we ask of another server, in XML, which every one must speak.

Names are those of GeoReport v2. Nothing here writes: it asks, and says what it was told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlencode
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from cityhall.web.egress import Answer, NoAnswer, fetch

MOST_TEXT = 4000
SECONDS = 20.0  # until an answer must be whole; a busy server may take its time to file a report


@dataclass(frozen=True)
class Server:
    """Where another server is. `key` is only ever sent when posting."""

    endpoint: str
    jurisdiction: str = ""
    key: str = ""


class Declined(Exception):  # noqa: N818 - it is what happened
    """The other side said no, and said it surely: nothing was taken."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status, self.why = status, why


class Lost(Exception):  # noqa: N818 - it is what happened
    """Nobody knows whether it was taken: no answer, or none that can be read."""


class Away(Exception):  # noqa: N818 - it is what happened
    """The other side was surely not reached, or asked to come again later."""


@dataclass(frozen=True)
class Taken:
    """A report was taken: under a number, or under a token that leads to one."""

    number: str = ""
    token: str = ""


@dataclass(frozen=True)
class Known:
    """What the other side says of a report."""

    number: str
    status: str  # open or closed
    notes: str
    description: str
    updated_at: datetime | None


def post_request(server: Server, fields: Mapping[str, str], reference: str) -> Taken:
    """Send a report, once. Raises `Declined`, `Lost` or `Away`."""
    sent = {"jurisdiction_id": server.jurisdiction, "api_key": server.key, **fields}
    body = urlencode({name: value for name, value in sent.items() if value}).encode()
    headers = {
        "Content-Type": "application/x-www-form-urlencoded; charset=utf-8",
        "Idempotency-Key": f'"{reference}"',
    }
    try:
        answer = fetch(
            "POST",
            server.endpoint + "requests.xml",
            body=body,
            headers=headers,
            seconds=SECONDS,
        )
    except NoAnswer as error:
        raise (Lost if error.arrived else Away)(error.why) from None
    if answer.status == 429:
        raise Away("429: asked to come again later")
    if 400 <= answer.status < 500 and answer.status != 408:
        raise Declined(answer.status, _fault(answer))
    if not 200 <= answer.status < 300:
        raise Lost(f"answered {answer.status}")
    rows = _rows(answer, "request")
    number, token = (
        (_text(rows[0], name) for name in ("service_request_id", "token")) if rows else ("", "")
    )
    if not (number or token):
        raise Lost("neither a number nor a token in the answer")
    return Taken(number, "" if number else token)


def number_of(server: Server, token: str) -> str:
    """The number that a token stands for; empty while there is none. Raises `NoAnswer`."""
    rows = _ask(server, f"tokens/{quote(token, safe='')}.xml", {}, "request")
    return _text(rows[0], "service_request_id") if rows else ""


def requests(server: Server, arguments: Mapping[str, str]) -> list[Known]:
    """What GET requests says. Raises `NoAnswer`."""
    return [_known(row) for row in _ask(server, "requests.xml", arguments, "request")]


def services(server: Server) -> list[tuple[str, str]]:
    """Codes and names of the kinds of report over there. Raises `NoAnswer`."""
    rows = _ask(server, "services.xml", {}, "service")
    found = [(_text(row, "service_code")[:120], _text(row, "service_name")[:200]) for row in rows]
    return [(code, name) for code, name in found if code]


def _ask(server: Server, path: str, arguments: Mapping[str, str], child: str) -> Sequence[Element]:
    query = {"jurisdiction_id": server.jurisdiction, **arguments}
    said = urlencode({name: value for name, value in query.items() if value})
    answer = fetch("GET", server.endpoint + path + (f"?{said}" if said else ""), seconds=SECONDS)
    if answer.status != 200:
        raise NoAnswer(f"answered {answer.status}: {_fault(answer)}"[:200])
    found = _rows(answer, child)
    if found is None:
        raise NoAnswer("the answer is no XML that can be read")
    return found


def _rows(answer: Answer, child: str) -> list[Element] | None:
    """The children of an answer; `None` for what is no XML, entities and bombs among it."""
    try:
        root = fromstring(answer.body, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError, LookupError):
        return None
    return [root] if root.tag == child else list(root.iter(child))


def _known(row: Element) -> Known:
    try:
        moment = datetime.fromisoformat(_text(row, "updated_datetime"))
        updated = moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except (ValueError, OverflowError):
        updated = None
    return Known(
        number=_text(row, "service_request_id")[:120],
        status=_text(row, "status").lower()[:40],
        notes=_text(row, "status_notes"),
        description=_text(row, "description"),
        updated_at=updated,
    )


def _text(row: Element, name: str) -> str:
    return (row.findtext(name) or "").strip()[:MOST_TEXT]


def _fault(answer: Answer) -> str:
    """What the other side says is wrong, as far as it says it."""
    said = [_text(row, "description") for row in _rows(answer, "error") or []]
    return "; ".join(filter(None, said))[:200] or f"status {answer.status}"

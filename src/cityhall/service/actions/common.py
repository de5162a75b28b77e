"""What every act on a report does: lock, change, keep the counts and the index, record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from cityhall.acts import actions as acts
from cityhall.acts import queries as act_queries
from cityhall.acts.models import Act, Message
from cityhall.acts.refusals import Refusal, Refused
from cityhall.people.actor import Actor
from cityhall.people.models import Person
from cityhall.service.models import Party, Request, Tally, Undo
from divan import language

# Acts that change nothing an officer decides by.
_HARMLESS = frozenset(
    {
        "service.me_too",
        "service.absorb",
        "service.reveal",
        "service.note",
        "service.send_on",
        "service.forward",
        "service.escalate",
        "service.body_silent",
        "service.take_over",
    }
)

UNDO_FOR = timedelta(hours=1)  # after that nobody takes back an act
HOLD = timedelta(minutes=2)  # the mails of an officer's act wait that long, for it may be undone
UNDOABLE = frozenset(
    {
        "service.claim",
        "service.assign",
        "service.ask",
        "service.note",
        "service.reply",
        "service.pause",
        "service.resume",
        "service.merge",
        "service.close",
        "service.change_kind",
    }
)
_STATE = (  # what such an act may change
    "status",
    "is_open",
    "is_public",
    "service_id",
    "unit_id",
    "assignee_id",
    "acknowledge_by",
    "acknowledged_at",
    "due_at",
    "closed_at",
    "outcome",
    "explanation",
    "evidence",
    "verdict",
    "merged_into_id",
    "title",
    "public_text",
    "public_address",
    "public_latitude",
    "public_longitude",
    "search",
)


def locked(request_id: int, version: int | None = None) -> Request:
    """The report, held until the transaction ends.

    `version` is the one on which somebody decided. Raises `Refused` when the report does not
    exist, or when more than a "me too" or a note has come to it since that version.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a report is locked inside a transaction")
    row = (
        Request.objects.select_for_update(of=("self",))
        .select_related("service", "unit")
        .filter(pk=request_id)
        .first()
    )
    if row is None:
        raise Refused(Refusal("unknown", _("There is no report with this number."), status=404))
    if version is not None and _has_changed(row, version):
        raise Refused(Refusal("changed", _("Something happened on this report meanwhile.")))
    row.stood = {name: getattr(row, name) for name in _STATE}  # type: ignore[attr-defined]
    return row


def _has_changed(request: Request, version: int) -> bool:
    newer = request.version - version  # every act raises the version by one
    if newer == 0:
        return False
    known = 0 < newer <= 100
    return not known or any(
        act.verb not in _HARMLESS for act in act_queries.newest_on(request, newer)
    )


def facets_of(request: Request) -> str:
    """The filters as search tokens; docs/service.md lists them."""
    openness = "open" if request.is_open else "closed"
    area = f" a{request.area_id}" if request.area_id else ""
    return f"s{request.service_id}{area} t{openness}"


def words_of(request: Request, place_words: Sequence[str] = ()) -> str:
    """The search column: what is public of a report, folded and with lemmas."""
    text = " ".join(
        (
            request.public_text or request.title,
            *request.service.name.values(),
            request.public_address,
            *place_words,
        )
    )
    return language.search_terms(text)


def move_tally(
    before: tuple[int, int, str] | None, after: tuple[int, int, str] | None, count: int = 1
) -> None:
    """Keep the counts of public reports. Keys are (service, area or 0, status), taken in order."""
    if before == after:
        return
    steps = sorted(
        [(key, step) for key, step in ((before, -count), (after, count)) if key is not None]
    )
    for (service_id, area_id, status), step in steps:
        row = Tally.objects.filter(service_id=service_id, area=area_id, status=status)
        if not row.update(count=F("count") + step):
            Tally.objects.get_or_create(service_id=service_id, area=area_id, status=status)
            row.update(count=F("count") + step)


def tally_key(request: Request) -> tuple[int, int, str] | None:
    if not request.is_public:
        return None
    return (request.service_id, request.area_id or 0, request.status)


def commit(
    request: Request,
    verb: str,
    *,
    actor: Actor,
    at: datetime,
    before: tuple[int, int, str] | None,
    public: Mapping[str, Any] | None = None,
    words: Mapping[str, Any] | None = None,
    reason: str = "",
    audience: str = Act.Audience.PUBLIC,
    mails: Sequence[acts.Mail] = (),
    restore: Mapping[str, Any] | None = None,
) -> Act:
    """Save a changed report and put the act on the record, in this order always (no deadlocks).

    An officer's act can be undone: how the report stood is kept, with what else must be put back
    (`restore`), and the mails wait for `HOLD`.
    """
    request.updated_at = at
    request.version += 1
    request.facets = facets_of(request)
    request.save()
    move_tally(before, tally_key(request))
    undoable = verb in UNDOABLE and actor.is_staff and hasattr(request, "stood")
    facts = {"status": request.status, **(public or {})}
    said = dict(words or {})
    if not request.is_public:  # then even the facts are not said in words on the record
        said["facts"], facts = facts, {}
        audience = Act.Audience.PARTIES if audience == Act.Audience.PUBLIC else audience
    act = acts.record(
        actor,
        verb,
        request,
        facts,
        reason,
        at=at,
        words=said,
        audience=audience,
        mails=mails,
        hold=HOLD if undoable else acts.NOW,
    )
    if undoable:
        _keep(request, act, actor, restore or {})
    return act


def _keep(request: Request, act: Act, actor: Actor, restore: Mapping[str, Any]) -> None:
    """Keep how a report stood before an act, until the next one."""
    stood: dict[str, Any] = request.stood  # type: ignore[attr-defined]
    changed = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in stood.items()
        if value != getattr(request, name)
    }
    facts = {
        "person": actor.person,
        "act": act.position,
        "verb": act.verb,
        "version": request.version,
        "before": {"fields": changed, **restore},
        "made_at": act.at,
    }
    Undo.objects.update_or_create(request=request, defaults=facts)
    request.stood = {name: getattr(request, name) for name in stood}  # type: ignore[attr-defined]


def keep_joined(request: Request, joined: Mapping[str, Any]) -> None:
    """Keep what a merge brought to the other report, beside how this one stood."""
    row = Undo.objects.filter(request=request).first()
    if row is not None:
        row.before = {**row.before, "joined": dict(joined)}
        row.save(update_fields=["before"])


def mails_to_parties(request: Request, kind: str, **context: Any) -> list[acts.Mail]:
    """One message for everybody who reported or said "me too" and can be reached."""
    return [_mail(party, kind, context) for party in _reachable(request)]


def mails_to_reporter(request: Request, kind: str, **context: Any) -> list[acts.Mail]:
    reporters = _reachable(request).filter(role=Party.Role.REPORTER)
    return [_mail(party, kind, context) for party in reporters]


def mail_to_officer(
    request: Request, person: Person | None, kind: str, *, actor: Actor
) -> list[acts.Mail]:
    """News for an officer of the case, unless it is their own doing."""
    if person is None or person.pk == actor.person_id:
        return []
    facts = {"request": request.pk, "officer": True}
    return [acts.Mail(kind, person.email, person.language or "fa", facts, topic=TO_OFFICER)]


OWN, JOINED, TO_OFFICER = "service.own", "service.joined", "service.desk"  # topics of news


def _reachable(request: Request) -> QuerySet[Party]:
    return request.parties.exclude(email="", mobile="").order_by("pk")


def _mail(party: Party, kind: str, context: Mapping[str, Any]) -> acts.Mail:
    reporter = party.role == Party.Role.REPORTER  # only they are sent the tracking code
    facts = {"request": party.request_id, "reporter": reporter, **context}
    topic = OWN if reporter else JOINED
    if kind == "service.received":
        topic = ""  # the receipt was asked for by reporting
    if party.mobile:
        return acts.Mail(kind, party.mobile, party.language, facts, topic, Message.Channel.SMS)
    return acts.Mail(kind, party.email, party.language, facts, topic)


atomic = transaction.atomic

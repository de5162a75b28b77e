"""What every act on a report does: lock, change, keep the counts and the index, record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from cityhall.acts import actions as acts
from cityhall.acts import queries as act_queries
from cityhall.acts.models import Act
from cityhall.acts.refusals import Refusal, Refused
from cityhall.people.actor import Actor
from cityhall.service.models import Party, Request, Tally
from divan import language

# Acts that change nothing an officer decides by.
_HARMLESS = frozenset({"service.me_too", "service.absorb", "service.reveal", "service.note"})


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
) -> Act:
    """Save a changed report and put the act on the record, in this order always (no deadlocks)."""
    request.updated_at = at
    request.version += 1
    request.facets = facets_of(request)
    request.save()
    move_tally(before, tally_key(request))
    facts = {"status": request.status, **(public or {})}
    said = dict(words or {})
    if not request.is_public:  # then even the facts are not said in words on the record
        said["facts"], facts = facts, {}
        audience = Act.Audience.PARTIES if audience == Act.Audience.PUBLIC else audience
    return acts.record(
        actor,
        verb,
        request,
        facts,
        reason,
        at=at,
        words=said,
        audience=audience,
        mails=mails,
    )


def mails_to_parties(request: Request, kind: str, **context: Any) -> list[acts.Mail]:
    """One mail for everybody who reported or said "me too" and left an address."""
    parties = request.parties.exclude(email="").order_by("pk")
    return [_mail(party, kind, context) for party in parties]


def mails_to_reporter(request: Request, kind: str, **context: Any) -> list[acts.Mail]:
    parties = request.parties.filter(role=Party.Role.REPORTER).exclude(email="")
    return [_mail(party, kind, context) for party in parties]


def _mail(party: Party, kind: str, context: Mapping[str, Any]) -> acts.Mail:
    reporter = party.role == Party.Role.REPORTER  # only they are sent the tracking code
    facts = {"request": party.request_id, "reporter": reporter, **context}
    return acts.Mail(kind, party.email, party.language, facts)


atomic = transaction.atomic

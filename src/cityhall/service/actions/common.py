"""What every act on a report does: lock, change, keep the counts and the index, record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import F

from cityhall.acts import actions as acts
from cityhall.acts.models import Act
from cityhall.acts.refusals import Refusal, Refused
from cityhall.people.actor import Actor
from cityhall.service.models import Party, Request, Tally
from divan import language


def locked(request_id: int) -> Request:
    """The report, held until the transaction ends. Raises `Refused` when it does not exist."""
    if not connection.in_atomic_block:
        raise RuntimeError("a report is locked inside a transaction")
    row = (
        Request.objects.select_for_update(of=("self",))
        .select_related("service", "unit")
        .filter(pk=request_id)
        .first()
    )
    if row is None:
        raise Refused(Refusal("unknown", f"#{request_id}", status=404))
    return row


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


def move_tally(before: tuple[int, int, str] | None, after: tuple[int, int, str] | None) -> None:
    """Keep the counts of public reports. Keys are (service, area or 0, status), taken in order."""
    if before == after:
        return
    steps = sorted([(key, step) for key, step in ((before, -1), (after, 1)) if key is not None])
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
    if request.service.confidential:
        audience = Act.Audience.PARTIES if audience == Act.Audience.PUBLIC else audience
    return acts.record(
        actor,
        verb,
        request,
        facts,
        reason,
        at=at,
        words=words,
        audience=audience,
        mails=mails,
    )


def mails_to_parties(request: Request, kind: str, **context: Any) -> list[acts.Mail]:
    """One mail for everybody who reported or said "me too" and left an address."""
    parties = Party.objects.filter(request=request).exclude(email="")
    return [
        acts.Mail(kind, party.email, party.language, {"request": request.pk, **context})
        for party in parties
    ]


def mails_to_reporter(request: Request, kind: str, **context: Any) -> list[acts.Mail]:
    parties = Party.objects.filter(request=request, role=Party.Role.REPORTER).exclude(email="")
    return [
        acts.Mail(kind, party.email, party.language, {"request": request.pk, **context})
        for party in parties
    ]


atomic = transaction.atomic

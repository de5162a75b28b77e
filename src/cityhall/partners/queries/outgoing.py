"""Reports that went on to other servers, and events that other addresses are told of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from cityhall.partners.models import ApiKey, Delivery, Forwarding, Route, Subscription, Upstream
from cityhall.service.models import Request

MOST = 100


class Counts(NamedTuple):
    """How many forwardings of a server are where."""

    sent: int
    waiting: int
    trouble: int


@dataclass(frozen=True)
class Disagreement:
    """A report of which the other side says something else than we do."""

    forwarding: Forwarding
    theirs: str
    ours: str


_TROUBLE = Q(state=Forwarding.State.REFUSED) | Q(
    state=Forwarding.State.DOUBTFUL, next_at__isnull=True
)


def upstreams() -> list[tuple[Upstream, Counts]]:
    """Other servers by code, with what went there."""
    rows = Upstream.objects.annotate(
        n_sent=Count("forwardings", filter=Q(forwardings__state=Forwarding.State.SENT)),
        n_all=Count("forwardings"),
        n_trouble=Count(
            "forwardings",
            filter=Q(forwardings__state=Forwarding.State.REFUSED)
            | Q(forwardings__state=Forwarding.State.DOUBTFUL, forwardings__next_at__isnull=True),
        ),
    )
    return [
        (row, Counts(row.n_sent, row.n_all - row.n_sent - row.n_trouble, row.n_trouble))
        for row in rows
    ]


def upstream(code: str) -> Upstream | None:
    return Upstream.objects.filter(code=code).first()


def forwardings(row: Upstream) -> list[Forwarding]:
    """The newest reports that went to a server."""
    return list(row.forwardings.select_related("request__service")[:MOST])


def in_trouble(row: Upstream) -> list[Forwarding]:
    """Those that wait for a person: refused over there, or with an answer that was lost."""
    return list(row.forwardings.filter(_TROUBLE).select_related("request__service")[:MOST])


def disagreements(row: Upstream) -> list[Disagreement]:
    """Reports that are closed over there and open here, or the other way round."""
    apart = Q(remote_status="closed", request__is_open=True) | Q(
        remote_status="open", request__is_open=False
    )
    found = row.forwardings.filter(apart, state=Forwarding.State.SENT)
    return [
        Disagreement(one, one.remote_status, "open" if one.request.is_open else "closed")
        for one in found.select_related("request__service")[:MOST]
    ]


def forwardings_of(request_ids: Sequence[int]) -> dict[int, list[Forwarding]]:
    """Where reports went, for a page that shows them; one query."""
    found: dict[int, list[Forwarding]] = {}
    for one in Forwarding.objects.filter(request__in=request_ids).select_related("upstream"):
        found.setdefault(one.request_id, []).append(one)
    return found


def open_to(request: Request) -> list[Upstream]:
    """The servers that take this kind of report and do not have this one; one query."""
    routes = Route.objects.filter(
        Q(area=None) | Q(area=request.area_id), upstream=OuterRef("pk"), service=request.service_id
    )
    there = Forwarding.objects.filter(upstream=OuterRef("pk"), request=request)
    rows = Upstream.objects.filter(active=True).filter(~Q(other_code="") | Exists(routes))
    return list(rows.exclude(Exists(there.exclude(state=Forwarding.State.REFUSED))))


def subscriptions() -> QuerySet[Subscription]:
    """Addresses that are told of acts, with what waits for each."""
    waiting = Count("deliveries", filter=Q(deliveries__next_at__isnull=False))
    return Subscription.objects.annotate(waiting=waiting)


def subscription(number: int) -> Subscription | None:
    return Subscription.objects.filter(pk=number).first()


def deliveries(row: Subscription) -> list[Delivery]:
    """The newest events of a subscription, newest first."""
    return list(row.deliveries.order_by("-position")[:MOST])


def connections() -> int:
    """How many keys, servers and webhooks there are."""
    in_use = ApiKey.objects.filter(revoked_at=None).count()
    return in_use + Upstream.objects.count() + Subscription.objects.count()

"""Keys, and what came in under them."""

from __future__ import annotations

from django.db.models import Count, Q, QuerySet

from cityhall.partners.models import ApiKey, Sending
from cityhall.partners.sealing import fits, prefix_of


def key_of(given: str) -> ApiKey | None:
    """The key that was given, unless it is unknown or revoked."""
    prefix = prefix_of(given)
    row = ApiKey.objects.filter(prefix=prefix, revoked_at=None).first() if prefix else None
    return row if row is not None and fits(given, row.digest) else None


def keys() -> QuerySet[ApiKey]:
    """All keys with how many reports came under each; those in use first."""
    reports = Count("sendings", filter=Q(sendings__kind=Sending.Kind.REQUEST))
    return ApiKey.objects.annotate(reports=reports).order_by("revoked_at", "name", "pk")


def key_named(code: str) -> ApiKey | None:
    return ApiKey.objects.filter(code=code).first()


def by_token(token: str) -> Sending | None:
    """The sending that was answered with this token, once its report stands."""
    if not (token.isascii() and token.isprintable() and len(token) == 24):
        return None
    return Sending.objects.filter(
        token=token, kind=Sending.Kind.REQUEST, request__isnull=False
    ).first()

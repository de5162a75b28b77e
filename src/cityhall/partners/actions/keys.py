"""Keys of other systems: made, shown once, used, revoked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from cityhall.acts.actions import record
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.partners.models import ApiKey, Scope
from cityhall.partners.sealing import digest_of, new_key
from cityhall.people.actions import cleaned_code, may_manage_city, take_turn
from cityhall.people.actor import Actor
from divan import language

MOST_A_MINUTE = 6000


@dataclass(frozen=True)
class KeyFacts:
    """All that an administrator says of a key."""

    name: str
    scopes: Sequence[str]
    code: str = ""
    contact: str = ""
    per_minute: int = 60
    by_token: bool = False


def may_manage_partners(*, actor: Actor) -> Refusal | None:
    """Whether the actor may let other systems in: whoever may shape the entire city."""
    return may_manage_city(actor=actor)


@transaction.atomic
def create_key(facts: KeyFacts, *, actor: Actor, at: datetime) -> tuple[ApiKey, str]:
    """Make a key; the text of it is here and nowhere else. Raises `Refused` at the wrong field."""
    take_turn()
    demand(may_manage_partners(actor=actor))
    name = cleaned_label(facts.name)
    scopes = [scope for scope in Scope.values if scope in facts.scopes]
    if not scopes:
        raise Refused(Refusal("empty", _("Choose what the key is for."), "scopes", 422))
    if not 1 <= facts.per_minute <= MOST_A_MINUTE:
        message = _("Choose a number between 1 and 6,000.")
        raise Refused(Refusal("limit", message, "per_minute", 422))
    key, prefix = new_key()
    row = ApiKey.objects.create(
        code=cleaned_code(facts.code, {"en": name}, ApiKey, stem="partner"),
        name=name,
        contact=facts.contact,
        prefix=prefix,
        digest=digest_of(key),
        scopes=scopes,
        per_minute=facts.per_minute,
        by_token=facts.by_token,
        created_at=at,
    )
    public = {"partner": row.code, "scopes": scopes, "per_minute": row.per_minute}
    record(actor, "partners.create_key", row, public, words={"name": name}, at=at)
    return row, key


@transaction.atomic
def revoke_key(code: str, *, actor: Actor, at: datetime) -> ApiKey:
    """End a key at once and for ever; the second time nothing changes."""
    take_turn()
    demand(may_manage_partners(actor=actor))
    row = ApiKey.objects.select_for_update().filter(code=code).first()
    if row is None:
        raise Refused(Refusal("unknown", _("There is no such key."), status=404))
    if row.revoked_at is None:
        row.revoked_at = at
        row.save(update_fields=["revoked_at"])
        record(actor, "partners.revoke_key", row, {"partner": row.code}, at=at)
    return row


def note_use(key: ApiKey, at: datetime) -> None:
    """Keep when a key was last used, to the hour: not every call that reads should write."""
    old = Q(last_used_at=None) | Q(last_used_at__lt=at - timedelta(hours=1))
    if key.last_used_at is None or key.last_used_at < at - timedelta(hours=1):
        ApiKey.objects.filter(old, pk=key.pk).update(last_used_at=at)


def cleaned_label(typed: str, field: str = "name") -> str:
    """A name that officers read. Raises `Refused` for none and for one that is too long."""
    name = " ".join(language.clean(typed).split())
    if not name:
        raise Refused(Refusal("nameless", _("Give it a name."), field, 422))
    if len(name) > 120:
        raise Refused(Refusal("too_long", _("At most 120 letters, please."), field, 422))
    return name

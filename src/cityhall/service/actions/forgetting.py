"""What a report forgets with time: who reported it, what was typed, photos kept from the public.

What everyone may read stays: kind, area, dates, outcome, and the words as they were published.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from cityhall.acts import actions as acts
from cityhall.acts.keeping import Rule, keep
from cityhall.service import uploads
from cityhall.service.actions.photos import DRAFTS_LIVE, forget_old_drafts
from cityhall.service.models import Assistance, Draft, Party, Photo, Request
from divan import language

_ON = Request._meta.label_lower


def _closed(before: datetime, **more: Any) -> QuerySet[Request]:
    return Request.objects.filter(is_open=False, closed_at__lt=before, **more)


def _next(before: datetime, most: int, **more: Any) -> list[int]:
    """The keys of reports whose turn it is, locked until the transaction ends."""
    rows = _closed(before, **more).select_for_update(of=("self",)).order_by("closed_at")
    return list(rows.values_list("pk", flat=True)[:most])


def forget_contact(before: datetime, most: int) -> Mapping[str, int]:
    """Erase who reported or joined, and which browser it was."""
    keys = _next(before, most, contact_kept=True)
    parties = list(Party.objects.filter(request__in=keys))
    for party in parties:
        party.person = None
        party.name = party.email = party.phone = party.mobile = ""
        party.voice = secrets.token_hex(32)  # nobody's any more, and still one of its own
    changed = ["person", "name", "email", "phone", "mobile", "voice"]
    Party.objects.bulk_update(parties, changed, batch_size=100)
    Draft.objects.filter(request__in=keys).delete()
    Assistance.objects.filter(request__in=keys).update(known=[])
    Request.objects.filter(pk__in=keys).update(contact_kept=False)
    return {"reports": len(keys), "people": len(parties)}


def forget_words(before: datetime, most: int) -> Mapping[str, int]:
    """Erase words as they were typed, places that were never public, and what acts sealed."""
    keys = _next(before, most, words_kept=True)
    rows = Request.objects.filter(pk__in=keys)
    sealed = acts.forget_about(_ON, keys)
    answered = [row for row in rows.exclude(answers={}) if row.answers]
    for row in answered:
        row.answers = _masked(row.answers) if row.is_public else {}
    Request.objects.bulk_update(answered, ["answers"], batch_size=100)
    rows.update(
        description=F("public_text"),
        address=F("public_address"),
        landmark="",
        latitude=F("public_latitude"),
        longitude=F("public_longitude"),
        words_kept=False,
    )
    rows.filter(is_public=False).update(explanation="", evidence="")
    return {"reports": len(keys), "acts": sealed}


def forget_photos(before: datetime, most: int) -> Mapping[str, int]:
    """Erase photos that the public may not see, file and all."""
    old = Photo.objects.filter(
        is_public=False, request__is_open=False, request__closed_at__lt=before
    )
    keys = list(old.select_for_update(of=("self",)).values_list("pk", flat=True)[:most])
    Photo.objects.filter(pk__in=keys).delete()

    def erase_files() -> None:
        for key in keys:
            uploads.erase(key)

    transaction.on_commit(erase_files)
    return {"photos": len(keys)}


def _masked(answers: Mapping[str, Any]) -> dict[str, Any]:
    return {
        code: language.mask(value, "fa") if isinstance(value, str) else value
        for code, value in answers.items()
    }


keep(
    Rule(
        "contact",
        _("Who reported"),
        _("Name, e-mail, phone and account of everybody on a closed report, after it was closed."),
        days=365,
        least=30,
        most=3650,
        due=lambda before: _closed(before, contact_kept=True).count(),
        erase=forget_contact,
    )
)
keep(
    Rule(
        "words",
        _("What was typed"),
        _(
            "Words as they were written, answers, notes and places that were never public, after "
            "a report was closed. What was published stays, masked as it was."
        ),
        days=1825,
        least=90,
        most=7300,
        due=lambda before: _closed(before, words_kept=True).count(),
        erase=forget_words,
    )
)
keep(
    Rule(
        "photos",
        _("Photos kept from the public"),
        _("Photos that nobody agreed to publish, after their report was closed."),
        days=365,
        least=30,
        most=3650,
        due=lambda before: Photo.objects.filter(
            is_public=False, request__is_open=False, request__closed_at__lt=before
        ).count(),
        erase=forget_photos,
    )
)
keep(
    Rule(
        "drafts",
        _("Reports that were never sent"),
        _("What somebody began to write, with its photos. A day is enough to come back to it."),
        days=DRAFTS_LIVE.days,
        least=DRAFTS_LIVE.days,
        most=DRAFTS_LIVE.days,
        due=lambda before: Draft.objects.filter(request=None, created_at__lt=before).count(),
        erase=lambda before, most: {"drafts": forget_old_drafts(before + timedelta(days=1))},
    )
)

"""Rules for personal data that belongs to no counter: old mails, sessions, files of imports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils.translation import gettext_lazy as _

from cityhall.acts.keeping import Rule, keep
from cityhall.acts.models import Message


def _mails(before: datetime) -> object:
    return Message.objects.filter(next_try_at__isnull=True, created_at__lt=before)


def forget_mails(before: datetime, most: int) -> Mapping[str, int]:
    """Forget mails that went out or were given up, and with them their addresses."""
    keys = list(_mails(before).order_by("pk").values_list("pk", flat=True)[:most])
    Message.objects.filter(pk__in=keys).delete()
    return {"mails": len(keys)}


def forget_sessions(before: datetime, most: int) -> Mapping[str, int]:
    """Forget sessions that ended so long ago, and with them who was signed in."""
    old = Session.objects.filter(expire_date__lt=before).order_by("expire_date")
    keys = list(old.values_list("pk", flat=True)[:most])
    Session.objects.filter(pk__in=keys).delete()
    return {"sessions": len(keys)}


def forget_files(before: datetime, most: int) -> Mapping[str, int]:
    """Erase rows that imports rejected, and mails that were only written as files."""
    old = list(_files(before))[:most]
    for path in old:
        path.unlink(missing_ok=True)
    return {"files": len(old)}


def _files(before: datetime) -> Iterator[Path]:
    for folder in ("imports", "mail"):
        for path in sorted((settings.HOME / folder).glob("*")):
            if path.is_file() and path.stat().st_mtime < before.timestamp():
                yield path


keep(
    Rule(
        "mails",
        _("Addresses of mails"),
        _("What was sent to whom, after it went out."),
        days=30,
        least=1,
        most=30,
        due=lambda before: _mails(before).count(),
        erase=forget_mails,
    )
)
keep(
    Rule(
        "sessions",
        _("Who was signed in"),
        _("Sessions, after they ended by themselves."),
        days=1,
        least=1,
        most=90,
        due=lambda before: Session.objects.filter(expire_date__lt=before).count(),
        erase=forget_sessions,
    )
)
keep(
    Rule(
        "files",
        _("Files beside the database"),
        _(
            "Rows that an import rejected, and mails that were written as files for want of a "
            "mail server."
        ),
        days=30,
        least=1,
        most=365,
        due=lambda before: sum(1 for _file in _files(before)),
        erase=forget_files,
    )
)

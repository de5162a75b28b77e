"""Backups: is there a fresh one, on another disk, and was it ever tried."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

from cityhall.upkeep.backup import manifest, places
from cityhall.upkeep.backup.errors import BackupError
from cityhall.upkeep.checks import Check, Fault

OLD = timedelta(days=2)
LAST_DRILL = timedelta(days=120)


def fresh(at: datetime) -> Iterator[Fault]:
    last = places.latest(settings.BACKUPS)
    if last is None:
        yield Fault(
            "no-backup",
            f"There is no backup in DIVAN_BACKUPS={settings.BACKUPS}.",
            "cityhall backup, and turn on divan-backup.timer (docs/operating.md)",
        )
        return
    age = at - places.time_of(last)
    if age > OLD:
        yield Fault(
            "backup-old",
            f"The newest backup is {age.days} days old ({last}).",
            "cityhall backup; then find out why the timer did not: systemctl status divan-backup",
        )
    try:
        manifest.read(last)
    except BackupError as error:
        yield Fault(
            "backup-broken", f"The newest backup cannot be read: {error}", "cityhall backup"
        )
    if settings.BACKUPS.stat().st_dev == settings.HOME.stat().st_dev:
        yield Fault(
            "backup-same-disk",
            f"Backups ({settings.BACKUPS}) are on the disk of the city: both are lost together.",
            "Set DIVAN_BACKUPS to a folder on another disk, and copy it to another house.",
            "warning",
        )


def drilled(at: datetime) -> Iterator[Fault]:
    if places.latest(settings.BACKUPS) is None:
        return
    try:
        said = json.loads((settings.BACKUPS / places.DRILL).read_text(encoding="utf-8"))
        last = datetime.fromisoformat(said["drilled_at"])
    except (OSError, ValueError, KeyError):
        yield Fault(
            "never-drilled",
            "Nobody has tried yet whether a backup brings the city back.",
            "cityhall restore --drill",
            "warning",
        )
        return
    if at - last > LAST_DRILL:
        yield Fault(
            "drill-old",
            f"The last drill was {(at - last).days} days ago.",
            "cityhall restore --drill",
            "warning",
        )


ALL: tuple[Check, ...] = (fresh, drilled)

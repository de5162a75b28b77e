"""DIVAN_HOME: can it be written, is there room, are its keys safe; and is the clock right."""

from __future__ import annotations

import os
import shutil
import stat
from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

from cityhall.record import keys as sealing
from cityhall.upkeep.backup.writing import keys_in
from cityhall.upkeep.checks import Check, Fault

LEAST_FREE = 500 * 1024 * 1024  # bytes
LEAST_FILES = 2000
SKEW = timedelta(minutes=2)


def writable(at: datetime) -> Iterator[Fault]:
    home = settings.HOME
    probe = home / f".probe-{os.getpid()}"
    try:
        probe.write_bytes(b"x" * 4096)
    except OSError as error:
        yield Fault(
            "home-not-writable",
            f"DIVAN_HOME={home} cannot be written ({error.strerror}): nothing can be reported.",
            f"Give it to the user who runs cityhall (chown -R divan {home}), or make room.",
        )
    finally:
        probe.unlink(missing_ok=True)


def room(at: datetime) -> Iterator[Fault]:
    for name, place in (("DIVAN_HOME", settings.HOME), ("DIVAN_BACKUPS", settings.BACKUPS)):
        if not place.is_dir():
            continue
        free, files = shutil.disk_usage(place).free, os.statvfs(place)
        if free < LEAST_FREE:
            yield Fault(
                "disk-full",
                f"{name}={place}: only {free // 2**20} MB are free.",
                "Make room before reports fail: remove what is not the city's.",
            )
        if files.f_files and files.f_favail < LEAST_FILES:
            yield Fault(
                "no-inodes",
                f"{name}={place}: the disk can take only {files.f_favail} more files.",
                "Remove small files that are not the city's, or enlarge the file system.",
            )


def keys(at: datetime) -> Iterator[Fault]:
    for key in keys_in(settings.HOME):
        mode = stat.S_IMODE(key.stat().st_mode)
        if mode & 0o077:
            yield Fault(
                "key-readable",
                f"{key} can be read by other users of this machine (mode {mode:o}).",
                f"chmod 600 {key}",
            )
    try:
        sealing.signing_keys()
    except sealing.KeyFault as fault:
        yield Fault(
            "record-key",
            f"The key of the record is of no use, so nothing is sealed: {fault}",
            "Put it back as it was: DIVAN_HOME/record.key from a backup, or DIVAN_RECORD_KEY.",
        )
    if len(settings.SECRET_KEY) < 32:
        yield Fault(
            "secret-short",
            "The secret is shorter than 32 letters, so sessions can be forged.",
            "Restore DIVAN_HOME/secret from a backup, or set DIVAN_SECRET.",
        )


def static(at: datetime) -> Iterator[Fault]:
    if not (settings.HOME / "static" / "staticfiles.json").is_file():
        yield Fault(
            "static-missing",
            "Style sheets and fonts are not collected: pages look bare and load slowly.",
            "cityhall migrate",
        )


def clock(at: datetime) -> Iterator[Fault]:
    """The disk's own clock is the machine's; what the record knows is the better witness."""
    from django.db import DatabaseError, connection

    from cityhall.acts.models import Act

    if at.year < 2026:
        yield Fault(
            "clock-wrong",
            f"This machine's clock says {at:%Y-%m-%d %H:%M} UTC.",
            "Turn on time synchronisation (timedatectl set-ntp true).",
        )
    try:
        last = Act.objects.order_by("-position").values_list("at", flat=True).first()
        if last is not None and last > at + SKEW:
            yield Fault(
                "clock-back",
                f"The newest act is from {last:%Y-%m-%d %H:%M} UTC, later than this machine's "
                f"clock ({at:%Y-%m-%d %H:%M}): the clock went back.",
                "Turn on time synchronisation (timedatectl set-ntp true), then wait it out.",
            )
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute("SELECT clock_timestamp()")
                there = cursor.fetchone()[0]
            if abs(there - at) > SKEW:
                yield Fault(
                    "clock-apart",
                    f"The clocks of this machine and PostgreSQL's differ by {abs(there - at)}.",
                    "Turn on time synchronisation on both.",
                )
    except DatabaseError:
        return


ALL: tuple[Check, ...] = (writable, room, keys, static, clock)

"""Whether this folder is being served: a lock that ends with its process, however it ends."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

NAME = "serving.lock"


class Served(Exception):  # noqa: N818 - it is what the folder is
    """A server runs on this folder."""


def hold(home: Path) -> int | None:
    """Say that this process serves the folder, until it ends; `None` where it cannot be said."""
    try:
        handle = os.open(home / NAME, os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except OSError:  # a disk that cannot be written: the city is still readable
        return None
    return handle


def is_served(home: Path) -> bool:
    try:
        with while_nobody_serves(home):
            return False
    except Served:
        return True


@contextmanager
def while_nobody_serves(home: Path) -> Iterator[None]:
    """Keep servers away meanwhile. Raises `Served` while one runs."""
    handle = os.open(home / NAME, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Served(f"{home} is being served; stop cityhall serve first") from None
        yield
    finally:
        os.close(handle)

"""The keys that seal the record: made at the first start with mode 0600, or given by environment.

`$DIVAN_HOME/record.key` (or DIVAN_RECORD_KEY) holds one key a line, as signed notes write them.
All of them sign every seal; the first is the city's key. Two stand there only while one hands over
to the next.
"""

from __future__ import annotations

import os
import secrets
import stat
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings

from divan.record import ED25519, FormError, SigningKey, parse_signer

VARIABLE = "DIVAN_RECORD_KEY"


class KeyFault(Exception):  # noqa: N818 - said to people as it is
    """The key cannot be read or made: why, and the way out."""


def path() -> Path:
    return Path(settings.HOME) / "record.key"


def is_given() -> bool:
    """Whether the environment holds the keys; they are then nobody's to change here."""
    return bool(os.environ.get(VARIABLE, "").strip())


def signing_keys() -> list[SigningKey]:
    """The keys that sign, the city's own first; empty before the first start.

    Raises `KeyFault` for a file that is no key or that others can read.
    """
    given = os.environ.get(VARIABLE, "")
    if given.strip():
        return _parsed(given.replace(",", "\n"), VARIABLE)
    file = path()
    try:
        mode, text = stat.S_IMODE(file.stat().st_mode), file.read_text(encoding="ascii")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise KeyFault(f"{file} cannot be read ({type(error).__name__})") from None
    if mode & 0o077:
        raise KeyFault(f"{file} can be read by others; run: chmod 600 {file}")
    return _parsed(text, str(file))


def make(name: str) -> SigningKey:
    """A new key; nothing is written."""
    return SigningKey(name, ED25519, secrets.token_bytes(32))


def keep(keys: list[SigningKey], *, only_if_none: bool = False) -> None:
    """Write the key file whole, with mode 0600. Raises `FileExistsError` if `only_if_none`."""
    file = path()
    text = "".join(f"{key.secret}\n" for key in keys)
    fresh = file.with_name(f".{file.name}.{os.getpid()}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    if only_if_none:
        try:
            os.link(fresh, file)  # fails where another process was quicker
        finally:
            fresh.unlink()
        return
    os.replace(fresh, file)


def first_key() -> list[SigningKey]:
    """The keys, made now where there are none yet."""
    if found := signing_keys():
        return found
    try:
        keep([make(origin_name())], only_if_none=True)
    except FileExistsError:
        pass
    except OSError as error:
        raise KeyFault(f"{path()} cannot be written ({error.strerror})") from None
    return signing_keys()


def origin_name() -> str:
    """What a new log is called: the address of the record without its scheme."""
    return f"{urlsplit(settings.ORIGIN).netloc or 'city'}/record"


def _parsed(text: str, where: str) -> list[SigningKey]:
    try:
        keys = [parse_signer(line) for line in text.split() if line]
    except FormError as error:
        raise KeyFault(f"{where} holds no key: {error.hint}") from None
    if len({key.name for key in keys}) > 1:
        raise KeyFault(f"{where} holds keys of different names; a log keeps its name")
    return keys

"""The few `DIVAN_…` variables, read once and checked; docs/operating.md holds the same table."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote, urlsplit

VARIABLES: dict[str, str] = {
    "DIVAN_HOME": "folder of the database, photos, keys and mail; default: .divan here",
    "DIVAN_SECRET": "secret of sessions and receipt codes; default: made once in DIVAN_HOME/secret",
    "DIVAN_RECORD_KEY": "key of the public record; default: made once in DIVAN_HOME/record.key",
    "DIVAN_DATABASE_URL": "postgres://user:password@host:port/name; default: SQLite in DIVAN_HOME",
    "DIVAN_HOSTS": "names this city answers to, with commas; default: localhost,127.0.0.1",
    "DIVAN_ORIGIN": "address used in mails and QR pictures; default: http://127.0.0.1:8000",
    "DIVAN_PROXIES": "how many trusted proxies add X-Forwarded-For and -Proto; default: 0",
    "DIVAN_MAIL_URL": "smtp://user:password@host:587 (smtps:// for TLS); default: DIVAN_HOME/mail",
    "DIVAN_MAIL_FROM": "sender of mails; default: city@localhost",
    "DIVAN_MAIL_REPLY": "address that takes answers, such as reply@city.example; default: none",
    "DIVAN_IMAP_URL": "imaps://user:password@host/INBOX with the answers; default: none",
    "DIVAN_SMS_URL": "where the SMS gateway takes messages, https://…; default: no SMS",
    "DIVAN_SMS_KEY": "what we and the SMS gateway prove ourselves with; default: none",
    "DIVAN_SMS_FROM": "number or name from which SMS come; default: the gateway's own",
    "DIVAN_TILES": "https://…/{z}/{x}/{y}.png under the city's own map; default: none",
    "DIVAN_BACKUPS": "folder of backups, on another disk; default: DIVAN_HOME/backups",
    "DIVAN_READ_ONLY": "1 lets everybody read and nobody write; default: 0",
    "DIVAN_METRICS_TOKEN": "lets a collector elsewhere read /metrics; default: only this machine",
    "DIVAN_LOG": "json for one JSON object a line with every request; default: lines of faults",
    "DIVAN_OUT_LOOPBACK": "1 lets this city call servers on this machine, for trials; default: 0",
    "DIVAN_DEBUG": "1 shows errors in detail, for developers only; default: 0",
}


def stop(name: str, value: str, way_out: str) -> NoReturn:
    """End with one line and status 2: the variable, its value, the way out."""
    print(f"{name}={value!r}: {way_out}", file=sys.stderr)
    raise SystemExit(2)


@dataclass(frozen=True)
class Database:
    engine: str
    name: str
    user: str = ""
    password: str = ""
    host: str = ""
    port: str = ""


def home() -> Path:
    return Path(os.environ.get("DIVAN_HOME") or ".divan").resolve()


def is_read_only(folder: Path) -> bool:
    """Whether the folder's disk is mounted for reading only."""
    try:
        return bool(os.statvfs(folder).f_flag & os.ST_RDONLY)
    except OSError:
        return False


def secret(folder: Path) -> str:
    """The installation's secret: from the environment, or made once with mode 0600."""
    given = os.environ.get("DIVAN_SECRET", "")
    path = folder / "secret"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if given:
            if len(given) < 32:
                stop("DIVAN_SECRET", "…", "give at least 32 random characters")
            return given
        try:
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return path.read_text(encoding="ascii").strip()
        with os.fdopen(handle, "w", encoding="ascii") as file:
            made = secrets.token_urlsafe(48)
            file.write(made)
        return made
    except OSError as error:
        stop(
            "DIVAN_HOME",
            str(folder),
            f"cannot be written ({error.strerror}); choose another folder",
        )


def database(folder: Path) -> Database:
    url = os.environ.get("DIVAN_DATABASE_URL", "")
    if not url:
        return Database("cityhall.database.sqlite", str(folder / "city.sqlite3"))
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql") or not parts.path.strip("/"):
        stop(
            "DIVAN_DATABASE_URL", parts.scheme + "://…", "write postgres://user:password@host/name"
        )
    if find_spec("psycopg") is None:
        stop(
            "DIVAN_DATABASE_URL",
            parts.scheme + "://…",
            "the driver is not installed; run: "
            "pip install --require-hashes -r requirements/postgres.txt",
        )
    return Database(
        "cityhall.database.postgresql",
        parts.path.strip("/"),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        parts.hostname or "",
        str(parts.port or ""),
    )


def whole_number(name: str, default: int) -> int:
    value = os.environ.get(name, "") or str(default)
    if not value.isdecimal():
        stop(name, value, "write a whole number, such as 1")
    return int(value)


def one_of(name: str, known: tuple[str, ...]) -> str:
    """One of a few words; the first is the default."""
    value = os.environ.get(name, "") or known[0]
    if value not in known:
        stop(name, value, f"write one of: {', '.join(known)}")
    return value


def flag(name: str) -> bool:
    """Whether a variable is 1; anything but 1 and 0 is a mistake."""
    return one_of(name, ("0", "1")) == "1"


def token(name: str) -> str:
    """A secret word from the environment, long enough not to be guessed; empty: none."""
    value = os.environ.get(name, "")
    if value and len(value) < 24:
        stop(name, "…", "give at least 24 random characters")
    return value


def mail() -> dict[str, str | int | bool]:
    """Django's e-mail settings from `DIVAN_MAIL_URL`; without it mails are files to look at."""
    url = os.environ.get("DIVAN_MAIL_URL", "")
    if not url:
        return {
            "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "EMAIL_FILE_PATH": str(home() / "mail"),
        }
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps") or not parts.hostname:
        stop("DIVAN_MAIL_URL", parts.scheme + "://…", "write smtp://user:password@host:587")
    return {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_USE_TLS": parts.scheme == "smtp"
        and parts.hostname not in ("localhost", "127.0.0.1"),
        "EMAIL_TIMEOUT": 20,
    }


def reply_address() -> str:
    """The address that takes answers, to which `+…` is added; empty where there is none."""
    given = os.environ.get("DIVAN_MAIL_REPLY", "")
    name, _, host = given.rpartition("@")
    if given and (not name or not host or "+" in given or " " in given):
        stop("DIVAN_MAIL_REPLY", given, "write one address without +, such as reply@city.example")
    return given


def web_address(name: str) -> str:
    url = os.environ.get(name, "")
    if url and (urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname):
        stop(name, "…", "write an address that begins with https://")
    return url

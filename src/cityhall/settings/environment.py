"""The few `DIVAN_…` variables, read once and checked; docs/operating.md holds the same table."""

from __future__ import annotations

import os
import secrets
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import unquote, urlsplit

VARIABLES: dict[str, str] = {
    "DIVAN_HOME": "folder of the database, photos, keys and mail; default: .divan here",
    "DIVAN_SECRET": "secret of sessions and receipt codes; default: made once in DIVAN_HOME/secret",
    "DIVAN_DATABASE_URL": "postgres://user:password@host:port/name; default: SQLite in DIVAN_HOME",
    "DIVAN_HOSTS": "names this city answers to, with commas; default: localhost,127.0.0.1",
    "DIVAN_ORIGIN": "address used in mails and QR pictures; default: http://127.0.0.1:8000",
    "DIVAN_PROXIES": "how many trusted proxies add X-Forwarded-For and -Proto; default: 0",
    "DIVAN_MAIL_URL": "smtp://user:password@host:587 (smtps:// for TLS); default: DIVAN_HOME/mail",
    "DIVAN_MAIL_FROM": "sender of mails; default: city@localhost",
    "DIVAN_TILES": "https://…/{z}/{x}/{y}.png under the city's own map; default: none",
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
    return Database(
        "django.db.backends.postgresql",
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

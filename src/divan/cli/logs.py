"""Logs to read, in a directory or at an address. All that `divan` asks of the network is here.

Answers are bounded in size and time. A redirection is never followed: an address that was given
is the address that is asked.
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click
import urllib3

from divan.record import Policy, Reader, RecordError, of_keys, parse_policy, parse_verifier
from divan.record.tiles import MOST_BUNDLE_BYTES

SECONDS = 30


class DirectoryLog:
    """A log's files under a directory."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def read(self, path: str) -> bytes:
        """The file at this path; `FileNotFoundError` when it is not there."""
        try:
            with (self.folder / path).open("rb") as file:
                return file.read(MOST_BUNDLE_BYTES + 1)
        except (NotADirectoryError, IsADirectoryError) as error:
            raise FileNotFoundError(path) from error


class HttpLog:
    """A log's files under an address."""

    def __init__(self, url: str, seconds: float = SECONDS) -> None:
        self.url = checked_url(url)
        self._pool = urllib3.PoolManager(
            timeout=urllib3.Timeout(connect=min(10, seconds), read=seconds),
            retries=urllib3.Retry(connect=1, read=1, redirect=0, status=0, other=0),
            headers={"User-Agent": "divan", "Accept-Encoding": "gzip, identity"},
        )

    def read(self, path: str) -> bytes:
        """The file at this path; `FileNotFoundError` for 404, `OSError` for any other trouble."""
        return self._ask("GET", f"{self.url}/{path}", None, MOST_BUNDLE_BYTES)[1]

    def _ask(self, method: str, url: str, body: bytes | None, most: int) -> tuple[int, bytes]:
        try:
            answer = self._pool.request(
                method, url, body=body, redirect=False, preload_content=False
            )
            try:
                data = bytes(answer.read(most + 1, decode_content=True))
            finally:
                answer.release_conn() if answer.closed else answer.close()
        except urllib3.exceptions.HTTPError as error:
            raise OSError(f"{url}: {_why(error)}") from error
        if answer.status in (404, 410):
            raise FileNotFoundError(url)
        if answer.status != 200:
            raise OSError(f"{url}: it answers {answer.status}")
        if len(data) > most:
            raise OSError(f"{url}: it is longer than {most} bytes")
        return answer.status, data


def open_log(where: str, seconds: float = SECONDS) -> Reader:
    """The log in a directory or at an address."""
    if "://" in where:
        return HttpLog(where, seconds)
    if not Path(where).is_dir():
        raise click.ClickException(f"{where}: there is no such directory")
    return DirectoryLog(Path(where))


def post(url: str, body: bytes, content_type: str) -> None:
    """Send to an address; `OSError` when it does not take it."""
    try:
        answer = urllib3.request(
            "POST",
            checked_url(url),
            body=body,
            headers={"Content-Type": content_type, "User-Agent": "divan"},
            redirect=False,
            retries=False,
            timeout=SECONDS,
            preload_content=False,
        )
        answer.close()
    except urllib3.exceptions.HTTPError as error:
        raise OSError(f"{url}: {_why(error)}") from error
    if not 200 <= answer.status < 300:
        raise OSError(f"{url}: it answers {answer.status}")


def _why(error: urllib3.exceptions.HTTPError) -> str:
    """What the network said last, in a line: a certificate, a name, a port that nobody answers."""
    last = getattr(error, "reason", None) or error
    return " ".join(str(last).split())[:200] or type(last).__name__


def checked_url(url: str) -> str:
    """The address without a slash at its end; refuses other schemes and passwords in it."""
    try:
        parts = urlsplit(url)
        bad = parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc
    except ValueError:
        bad = True
    if bad:
        raise click.ClickException(f"{url}: an address starts with https:// or http://")
    return url.rstrip("/")


def trusted(keys: tuple[str, ...], policy: str | None, own: Path | None = None) -> Policy:
    """The policy of the options `--key` and `--policy`; else that of an export, with a warning."""
    try:
        if policy is not None:
            return parse_policy(load(Path(policy)))
        if keys:
            return of_keys(*(parse_verifier(key) for key in keys))
        if own is not None and own.is_file():
            warning = (
                "believing the keys in the directory itself, which whoever made it could choose"
            )
            click.echo(f"{warning}; give --key or --policy to check against your own", err=True)
            return parse_policy(load(own))
    except RecordError as error:
        raise click.ClickException(str(error)) from None
    raise click.ClickException("whom do you trust? Give --key, as the city prints it, or --policy")


def load(path: Path, most: int = 4_000_000) -> bytes:
    """A file of at most this many bytes; one line for a person when it cannot be read."""
    try:
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise click.ClickException(f"{path}: {error.strerror}") from None
    if len(data) > most:
        raise click.ClickException(f"{path}: it is longer than {most} bytes")
    return data

"""The one door out: whatever this building asks of another server goes through here.

An address that somebody typed may lead anywhere, also to this machine's own neighbours. So the
name is resolved once, every address that it has must be a public one, and the connection is made
to exactly that address: a name that answers differently the second time gains nothing. Redirects
are not followed, answers are small and soon there, or they are no answers.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from functools import lru_cache
from http.client import HTTPException
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError

Address = ipaddress.IPv4Address | ipaddress.IPv6Address

SECONDS = 10.0
MOST_BYTES = 2 * 1024 * 1024
LONGEST_URL = 2000
MOST_ADDRESSES = 3  # of one name that are tried
AGENT = "Divan"
# `is_global` takes these for public, though an IPv4 address of any kind may stand inside:
# NAT64 (RFC 6052, RFC 8215), 6to4, Teredo, and the old "compatible" form.
_WRAPPED = tuple(
    ipaddress.ip_network(one)
    for one in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
)


@dataclass(frozen=True)
class Answer:
    """What the other server said. Names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class NoAnswer(Exception):  # noqa: N818 - it is what happened
    """There is no answer. `arrived`: the other side may have read what was sent all the same."""

    def __init__(self, why: str, *, arrived: bool = False) -> None:
        super().__init__(why)
        self.why = why
        self.arrived = arrived


def fetch(
    method: str,
    url: str,
    *,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
    seconds: float = SECONDS,
    most_bytes: int = MOST_BYTES,
) -> Answer:
    """Ask another server, once. Raises `NoAnswer` where it may not be asked or does not answer."""
    parts = checked(url)
    said = {"User-Agent": AGENT, "Accept-Encoding": "identity", **(headers or {})}
    said["Host"] = parts.netloc
    fault = NoAnswer("the name has no address")
    for address in _addresses(parts)[:MOST_ADDRESSES]:
        try:
            connection = _connected(parts, address, seconds)
        except (HTTPError, OSError, ValueError) as error:
            fault = NoAnswer(f"no connection ({type(error).__name__})")
            continue
        return _ask(connection, method, _target(parts), body, said, seconds, most_bytes)
    raise fault


def checked(url: str) -> SplitResult:
    """The parts of an address that may be asked, as far as its text says.

    Raises `NoAnswer` with the reason.
    """
    if len(url) > LONGEST_URL or any(not 32 < ord(letter) < 127 for letter in url):
        raise NoAnswer("write the address in plain letters, without spaces")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise NoAnswer("this is no address") from None
    if parts.scheme not in ("http", "https") or not parts.hostname or "\\" in url:
        raise NoAnswer("an address begins with https://")
    if parts.username is not None or parts.password is not None or port == 0:
        raise NoAnswer("an address holds no name and no password")
    return parts


def may_reach(address: Address) -> bool:
    """Whether an IP address is one of the public network."""
    inner = address.ipv4_mapped if address.version == 6 else None
    known: Address = inner or address
    if known.is_loopback:
        return bool(settings.OUT_LOOPBACK)
    wrapped = known.version == 6 and any(known in network for network in _WRAPPED)
    return known.is_global and not known.is_multicast and not wrapped


def _addresses(parts: SplitResult) -> list[str]:
    """The addresses of a host; one that is not public shuts out the others as well."""
    host, port = parts.hostname or "", parts.port or _port(parts)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        addresses = list(dict.fromkeys(str(one[4][0]) for one in found))
        private = [one for one in addresses if not may_reach(ipaddress.ip_address(one))]
    except (OSError, UnicodeError, ValueError):
        raise NoAnswer("the name has no address") from None
    if private:
        raise NoAnswer("the address leads into a private network")
    return addresses


def _connected(parts: SplitResult, address: str, seconds: float) -> HTTPConnection:
    port = parts.port or _port(parts)
    connection: HTTPConnection
    if parts.scheme == "https":
        connection = HTTPSConnection(
            address,
            port,
            timeout=seconds,
            ssl_context=_tls(),
            server_hostname=parts.hostname,
            assert_hostname=parts.hostname,
        )
    else:
        connection = HTTPConnection(address, port, timeout=seconds)
    try:
        connection.connect()
    except BaseException:
        connection.close()
        raise
    return connection


def _ask(
    connection: HTTPConnection,
    method: str,
    target: str,
    body: bytes | None,
    headers: Mapping[str, str],
    seconds: float,
    most_bytes: int,
) -> Answer:
    """One question on an open line, which is cut when the time is over, however slowly it drips."""
    over = threading.Event()
    watch = threading.Timer(seconds, _cut, (connection.sock, over))
    watch.daemon = True
    watch.start()
    try:
        connection.request(
            method, target, body, headers, preload_content=False, decode_content=False
        )
        with closing(connection.getresponse()) as response:
            said = {name.lower(): value for name, value in response.headers.items()}
            if said.get("content-encoding", "identity") not in ("identity", ""):
                raise NoAnswer("the answer is packed, though that was declined", arrived=True)
            read = response.read(most_bytes + 1)
        if len(read) > most_bytes:
            raise NoAnswer(f"the answer is larger than {most_bytes} bytes", arrived=True)
        if over.is_set():  # what came is a part, though nothing in it says so
            raise NoAnswer(f"no whole answer in {seconds:g} seconds", arrived=True)
        return Answer(response.status, said, read)
    except (HTTPError, HTTPException, OSError, ValueError) as error:
        raise NoAnswer(f"no whole answer ({type(error).__name__})", arrived=True) from None
    finally:
        watch.cancel()
        connection.close()


def _cut(line: socket.socket, over: threading.Event) -> None:
    over.set()
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def _target(parts: SplitResult) -> str:
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _port(parts: SplitResult) -> int:
    return 443 if parts.scheme == "https" else 80


@lru_cache
def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()

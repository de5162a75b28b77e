"""The one door out: nobody is led into our own network, and no answer costs more than it may."""

from __future__ import annotations

import ast
import ipaddress
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cityhall.web import egress
from cityhall.web.egress import NoAnswer, fetch

SOURCES = Path(egress.__file__).parents[1]
NAMES = ("requests", "urllib3", "http", "socket", "ftplib", "telnetlib", "urllib")
MAY_LISTEN = {"cli/serve.py"}  # says what is wrong with an address to listen on

HOSTILE = [
    "127.0.0.1",
    "127.1",
    "0",
    "0.0.0.0",
    "2130706433",
    "0x7f.1",
    "0x7f000001",
    "017700000001",
    "localhost",
    "localhost.",
    "[::1]",
    "[::]",
    "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]",
    "[::127.0.0.1]",
    "[64:ff9b::7f00:1]",
    "[64:ff9b::169.254.169.254]",
    "[64:ff9b:1::a00:1]",
    "[2002:7f00:1::]",
    "[2002:a9fe:a9fe::1]",
    "[2001:0:7f00:1::]",
    "[fd00::1]",
    "[fe80::1]",
    "[fec0::1]",
    "[ff02::1]",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "169.254.169.254",
    "192.0.0.8",
    "198.18.0.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
]


class Trap:
    """A server on loopback that counts whoever comes, and answers with these bytes."""

    def __init__(self, answer: Callable[[socket.socket], None]) -> None:
        self.answer, self.hits, self.seen = answer, 0, b""
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self.socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _where = self.socket.accept()
            except OSError:
                return
            self.hits += 1
            with line:
                try:
                    line.settimeout(5)
                    self.seen = line.recv(65_536)
                    self.answer(line)
                except OSError:
                    pass


@contextmanager
def trap(answer: bytes | Callable[[socket.socket], None] = b"") -> Iterator[Trap]:
    write = answer if callable(answer) else lambda line: line.sendall(answer)
    made = Trap(write)
    try:
        yield made
    finally:
        made.socket.close()


OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"


@pytest.mark.parametrize("host", HOSTILE)
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_no_form_of_a_private_address_is_called(host: str, scheme: str) -> None:
    with trap(OK) as one:
        with pytest.raises(NoAnswer) as caught:
            fetch("GET", f"{scheme}://{host}:{one.port}/")
        assert not caught.value.arrived
        assert one.hits == 0


@pytest.mark.parametrize(
    "url",
    [
        "file:///etc/passwd",
        "gopher://example.org/",
        "//example.org/",
        "example.org",
        "",
        "http://",
        "http://user@example.org/",
        "http://user:password@example.org/",
        "http://example.org:0/",
        "http://example.org:99999/",
        "http://exam ple.org/",
        "http://example.org/\r\nX: y",
        "http://example.org\\@127.0.0.1/",
        "http://\u0661\u0662\u0667.0.0.1/",
        "http://[::1/",
        "https://" + "a" * 3000,
    ],
)
def test_what_is_no_plain_address_is_refused(url: str) -> None:
    with pytest.raises(NoAnswer):
        fetch("GET", url)


def test_one_private_address_of_a_name_shuts_out_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    answers = [(2, 1, 6, "", ("93.184.216.34", 80)), (2, 1, 6, "", ("10.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *a, **k: answers)
    with pytest.raises(NoAnswer, match="private"):
        fetch("GET", "http://rebinding.example/")


def test_a_name_that_answers_differently_later_gains_nothing(
    settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is resolved once, and the connection goes to exactly that address."""
    asked: list[str] = []
    known = socket.getaddrinfo

    def resolve(host: str, port: int, *more: Any, **how: Any) -> list[Any]:
        if host != "name.example":
            return known(host, port, *more, **how)
        asked.append(host)
        return [(2, 1, 6, "", ("127.0.0.1" if len(asked) == 1 else "10.0.0.1", port))]

    settings.OUT_LOOPBACK = True
    with trap(OK) as one:
        monkeypatch.setattr(egress.socket, "getaddrinfo", resolve)
        connected = []
        connect = socket.socket.connect
        monkeypatch.setattr(
            socket.socket, "connect", lambda s, at: connected.append(at[0]) or connect(s, at)
        )
        assert fetch("GET", f"http://name.example:{one.port}/x?y=1").body == b"ok"
    assert connected == ["127.0.0.1"] and asked == ["name.example"]
    assert one.seen.startswith(b"GET /x?y=1 HTTP/1.1\r\n")
    assert f"Host: name.example:{one.port}".encode() in one.seen


def test_redirects_are_answers_and_are_not_followed(settings: Any) -> None:
    settings.OUT_LOOPBACK = True
    with trap(OK) as inner:
        there = f"http://127.0.0.1:{inner.port}/".encode()
        head = b"HTTP/1.1 302 Found\r\nLocation: " + there + b"\r\nContent-Length: 0\r\n\r\n"
        with trap(head) as outer:
            assert fetch("GET", f"http://127.0.0.1:{outer.port}/").status == 302
        assert inner.hits == 0


def test_answers_that_are_too_large_are_none(settings: Any) -> None:
    settings.OUT_LOOPBACK = True

    def endless(line: socket.socket) -> None:
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            line.sendall(b"x" * 65_536)

    with trap(endless) as one, pytest.raises(NoAnswer, match="larger") as caught:
        fetch("GET", f"http://127.0.0.1:{one.port}/", most_bytes=100_000)
    assert caught.value.arrived


@pytest.mark.parametrize("part", [b"H", b"HTTP/1.1 200 OK\r\nX: ", b"HTTP/1.1 200 OK\r\n\r\n"])
def test_answers_that_drip_are_cut_off(settings: Any, part: bytes) -> None:
    """A byte now and then would keep any single read content for ever."""
    settings.OUT_LOOPBACK = True
    over = threading.Event()

    def drip(line: socket.socket) -> None:
        line.sendall(part)
        while not over.wait(0.05):
            line.sendall(b"x")

    with trap(drip) as one:
        try:
            with pytest.raises(NoAnswer) as caught:
                fetch("GET", f"http://127.0.0.1:{one.port}/", seconds=0.4)
            assert caught.value.arrived
        finally:
            over.set()


def test_packed_answers_are_declined(settings: Any) -> None:
    settings.OUT_LOOPBACK = True
    bomb = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nxx"
    with trap(bomb) as one, pytest.raises(NoAnswer, match="packed"):
        fetch("GET", f"http://127.0.0.1:{one.port}/")


def test_a_dead_port_was_surely_not_reached(settings: Any) -> None:
    settings.OUT_LOOPBACK = True
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    with pytest.raises(NoAnswer) as caught:
        fetch("POST", f"http://127.0.0.1:{port}/", body=b"x")
    assert not caught.value.arrived


def test_a_line_that_breaks_after_sending_leaves_a_doubt(settings: Any) -> None:
    settings.OUT_LOOPBACK = True
    with trap(lambda line: None) as one, pytest.raises(NoAnswer) as caught:
        fetch("POST", f"http://127.0.0.1:{one.port}/", body=b"x")
    assert caught.value.arrived


@given(st.integers(0, 2**32 - 1))
def test_an_ipv4_address_is_judged_the_same_in_every_wrapping(number: int) -> None:
    plain = ipaddress.IPv4Address(number)
    mapped = ipaddress.IPv6Address(f"::ffff:{plain}")
    assert egress.may_reach(mapped) == egress.may_reach(plain)
    for prefix in ("64:ff9b::", "::"):
        assert not egress.may_reach(ipaddress.IPv6Address(f"{prefix}{plain}"))
    assert not egress.may_reach(ipaddress.IPv6Address((0x2002 << 112) | (number << 80)))


def test_public_addresses_are_reached() -> None:
    for one in ("93.184.216.34", "8.8.8.8", "2606:2800:220:1:248:1893:25c8:1946"):
        assert egress.may_reach(ipaddress.ip_address(one))


def opens_lines(source: str) -> set[str]:
    """Which modules that speak to other servers a file imports."""
    found = set()
    for node in ast.walk(ast.parse(source)):
        names = [one.name for one in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or "", *(f"{node.module}.{one.name}" for one in node.names)]
        for name in names:
            if name.partition(".")[0] in NAMES and not name.startswith(("urllib.parse", "http.")):
                found.add(name)
            if name.startswith(("http.client", "urllib.request")):
                found.add(name)
    return found - {"urllib", "http"}


def test_no_other_file_opens_lines_to_elsewhere() -> None:
    wrong = {
        str(path.relative_to(SOURCES)): found
        for path in SOURCES.rglob("*.py")
        if (found := opens_lines(path.read_text(encoding="utf-8")))
    }
    assert "web/egress.py" in wrong  # the search does find what it looks for
    assert set(wrong) - MAY_LISTEN == {"web/egress.py"}, wrong

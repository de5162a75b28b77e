"""The server as a city runs it: what it writes to its log while strangers knock at every door."""

from __future__ import annotations

import errno
import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.cityhall.safety import crawler
from tests.cityhall.safety.world import CANARIES

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("served")]
ROOT = Path(__file__).parents[3]
FOUND = """
import django, json
django.setup()
from tests.cityhall.safety.world import make_world
world = make_world()
print(json.dumps({"codes": world.codes, "token": world.draft.token,
                  "numbers": {name: row.pk for name, row in world.reports.items()}}))
"""
PATIENCE = 60  # seconds until the server must listen


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[dict[str, Any]]:
    """A server of its own with the town of secrets; `log` is what it wrote so far."""
    home = tmp_path_factory.mktemp("served")
    shutil.copytree(migrated, home, dirs_exist_ok=True)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    variables = {
        **{name: value for name, value in os.environ.items() if not name.startswith("DIVAN_")},
        "DIVAN_HOME": str(home),
        "DJANGO_SETTINGS_MODULE": "cityhall.settings",
        "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
    }
    cityhall = Path(sys.executable).with_name("cityhall")
    run: dict[str, Any] = {"env": variables, "cwd": home, "check": True, "text": True}
    made = subprocess.run([sys.executable, "-c", FOUND], stdout=subprocess.PIPE, **run)
    log = home / "log"
    with log.open("wb") as out:
        server = subprocess.Popen(
            [cityhall, "serve", "--port", str(port)],
            env=variables,
            cwd=home,
            stdout=out,
            stderr=subprocess.STDOUT,
        )
        try:
            _until_it_listens(server, port)
            yield {"port": port, "log": log, **json.loads(made.stdout.splitlines()[-1])}
        finally:
            server.terminate()
            server.wait(timeout=PATIENCE)


def _until_it_listens(server: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(PATIENCE * 10):
        assert server.poll() is None, "the server ended before it listened"
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the server does not listen")


def ask(
    served: dict[str, Any], verb: str, path: str, body: bytes = b"", **headers: str
) -> tuple[int, http.client.HTTPMessage, bytes]:
    line = http.client.HTTPConnection("127.0.0.1", served["port"], timeout=PATIENCE)
    try:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(verb, path, body or None, given)
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read()
    finally:
        line.close()


def test_the_log_of_the_server_holds_no_secret_and_no_code(served: dict[str, Any]) -> None:
    codes, numbers = served["codes"], served["numbers"]
    form = {"Content_Type": "application/x-www-form-urlencoded"}
    for name, code in codes.items():
        assert ask(served, "GET", f"/track/{code}/")[0] == 200
        for verb, path in (
            ("GET", f"/track/{code}/answer/"),
            ("POST", f"/track/{code}/answer/"),
            ("POST", f"/track/{code}/solved/"),
            ("GET", f"/track/{code}/nowhere/at/all/"),
            ("DELETE", f"/track/{code}/"),
            ("GET", f"/track/{code}"),
            ("GET", f"/reports/{numbers[name]}/nowhere/"),
        ):
            status = ask(served, verb, path, b"text=zqanswered1" if verb == "POST" else b"", **form)
            assert 300 <= status[0] < 500, (verb, path)
    token = served["token"]
    assert ask(served, "GET", f"/report/{token}/check/")[0] == 404
    assert ask(served, "POST", f"/report/{token}/contact/", b"name=zqname1", **form)[0] == 403
    assert ask(served, "GET", "/reports/?q=zqname1&service=zqname1")[0] == 400
    assert ask(served, "GET", "/zqname1/", Host="zqname1.example.org")[0] == 400
    log = served["log"].read_text()
    assert "Not Found" in log and "Forbidden" in log, "nothing was logged: the search is blind"
    assert "/track/…/" in log
    for line in log.splitlines():
        secrets = {*codes.values(), token, *CANARIES} - {"zqname1"}
        assert not crawler.find(line, secrets), line
    assert "Traceback" not in log


def test_a_forged_host_is_refused_and_never_comes_back_in_a_link(served: dict[str, Any]) -> None:
    for host in ("evil.example", "evil.example:80", "127.0.0.1@evil.example", "127.0.0.1.evil"):
        status, _headers, body = ask(served, "GET", "/account/sign-in/", Host=host)
        assert status == 400
        assert b"evil" not in body
    status, headers, _body = ask(served, "GET", "/reports", X_Forwarded_Host="evil.example")
    assert (status, headers["Location"]) == (301, "/reports/")


def test_the_server_names_neither_itself_nor_its_version(served: dict[str, Any]) -> None:
    _status, headers, _body = ask(served, "GET", "/")
    assert headers["Server"] is None
    assert headers["X-Powered-By"] is None


@pytest.mark.parametrize(
    "line",
    [
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Bad: a\x00b\r\n\r\n",
        b"GET /\x00 HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET /\xff\xfe HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nCookie: session=\x01\xff; browser=\xe2\xae\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept-Language: \xff\x00,,;;q=\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST /report/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: -5\r\n\r\n",
        b"POST /report/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999999\r\n\r\n",
        b"POST /report/ HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"GET " + b"/a" * 200_000 + b" HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n" + b"X-Many: 1\r\n" * 30_000 + b"\r\n",
    ],
    ids=lambda line: repr(line[:60]),
)
def test_raw_nonsense_on_the_wire_is_refused_and_the_server_lives(
    served: dict[str, Any], line: bytes
) -> None:
    with socket.create_connection(("127.0.0.1", served["port"]), timeout=PATIENCE) as wire:
        try:
            wire.sendall(line)
            wire.shutdown(socket.SHUT_WR)
            start = wire.recv(64)
        except OSError as error:  # the server has hung up
            if error.errno not in (errno.EPIPE, errno.ECONNRESET, errno.ENOTCONN):
                raise
            start = b""
    assert not start or b" 5" not in start[8:13], start
    assert ask(served, "GET", "/health")[0] == 200

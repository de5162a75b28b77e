"""Over real sockets: a witness, a monitor and both verifiers beside a city that is only files."""

from __future__ import annotations

import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.divan.cli.test_verify import LOG, ROOT, export, leaves

from divan.cli import group
from divan.record import Request, parse_cosignatures, parse_note, parse_verifier


class Handler(http.server.SimpleHTTPRequestHandler):
    """Files, a redirection, an answer without end, and a place that takes alarms."""

    told: list[Any] = []

    def do_GET(self) -> None:
        if self.path.startswith("/elsewhere/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/elsewhere"))
            self.end_headers()
        elif self.path.startswith("/broken/"):
            self.send_error(500)
        else:
            super().do_GET()

    def do_POST(self) -> None:
        Handler.told.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def city(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    folder = export(tmp_path / "city", leaves(300))
    server = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0),
        lambda *a: Handler(*a, directory=str(folder)),  # type: ignore[arg-type]
    )
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield folder, f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
    thread.join()


def divan(*words: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(group, [*map(str, words)], prog_name="divan")
    return done.exit_code, done.output


def test_verifiers_read_a_log_at_an_address_and_follow_no_redirection(
    city: tuple[Path, str],
) -> None:
    folder, url = city
    assert divan("verify", "log", url, "--policy", folder / "policy")[0] == 0
    code, said = divan("verify", "log", f"{url}/elsewhere", "--key", str(LOG.public))
    assert (code != 0, "302" in said) == (True, True)
    assert "500" in divan("verify", "log", f"{url}/broken", "--key", str(LOG.public))[1]
    command = [sys.executable, "-I", ROOT / "verify" / "divan_verify.py", "log", url]
    done = subprocess.run(
        [*command, folder / "policy"], capture_output=True, text=True, check=False, timeout=60
    )
    assert (done.returncode, done.stdout.split()[-1]) == (0, "proved"), done.stderr


def test_a_monitor_started_beside_the_city_tells_of_a_change_behind_its_back(
    city: tuple[Path, str], tmp_path: Path
) -> None:
    folder, url = city
    backup = shutil.copytree(folder, tmp_path / "backup")
    watch = ("monitor", url, "--key", str(LOG.public), "--copy", tmp_path / "copy", "--once")
    assert divan(*watch)[0] == 0
    export(folder, leaves(340))
    code, said = divan(*watch)
    assert (code, "340 entries, 40 new" in said) == (0, True), said

    bundle = folder / "tile" / "entries" / "000"
    bundle.write_bytes(bundle.read_bytes().replace(b"service.file", b"service.lose", 1))
    Handler.told.clear()
    program = tmp_path / "ring"
    program.write_text(f"#!/bin/sh\ntouch '{tmp_path / 'ran'}'\n", encoding="utf-8")
    program.chmod(0o700)
    code, said = divan(*watch, "--webhook", f"{url}/alarm", "--exec", program)
    assert (code, "ALARM  changed: entry 0" in said) == (1, True), said
    assert Handler.told[0]["kind"] == "changed"
    assert (tmp_path / "ran").exists()
    evidence = Path(Handler.told[0]["evidence"])
    assert parse_note((evidence / "checkpoint").read_bytes()).signatures

    shutil.rmtree(folder)
    shutil.copytree(backup, folder)
    code, said = divan(*watch)
    assert (code, "ALARM  rollback" in said) == (1, True), said
    shutil.rmtree(folder)
    folder.mkdir()
    assert divan(*watch)[0] == 1  # even its checkpoint is gone


def test_a_witness_answers_over_a_socket_and_shows_what_it_signed(
    city: tuple[Path, str], tmp_path: Path
) -> None:
    folder, _ = city
    home, port = tmp_path / "witness", _free()
    words = ("--home", home, "--name", "paper.example", "--log", LOG.public, "--port", port)
    with _started(*words) as url:
        with urllib.request.urlopen(url, timeout=10) as answer:
            said = answer.read().decode()
        vkey = next(line.strip() for line in said.split("\n") if line.startswith("    paper"))
        note = parse_note((folder / "checkpoint").read_bytes())
        asked = urllib.request.Request(
            f"{url}/add-checkpoint", data=bytes(Request(0, (), note)), method="POST"
        )
        with urllib.request.urlopen(asked, timeout=10) as answer:
            assert parse_cosignatures(answer.read(), note.text, [parse_verifier(vkey)])
        beside = f"{url}/{LOG.name}"
        watch = ("--key", str(LOG.public), "--once", "--beside", beside)
        code, said = divan("monitor", folder, "--copy", tmp_path / "copy", *watch)
        assert (code, beside in said) == (0, False), said
        liar = export(tmp_path / "liar", leaves(300, amount=9))
        code, said = divan("monitor", liar, "--copy", tmp_path / "other", *watch)
        assert (code, "ALARM  split" in said) == (1, True), said
        second = _witness(*words)  # on the same memory
        assert "another witness runs" in second.communicate(timeout=30)[1]
        assert second.returncode == 2
    code, said = divan("witness", "--home", home, "--show")
    assert (code, f"{LOG.name}, signed up to 300 entries" in said) == (0, True)


def test_a_log_that_cannot_be_reached_is_said_with_its_reason(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/record"
    said = CliRunner().invoke(
        group,
        ["monitor", url, "--key", str(LOG.public), "--copy", str(tmp_path / "c"), "--once"],
    )
    assert said.exit_code == 2
    assert "refused" in said.output
    assert "MaxRetryError" not in said.output


def test_a_witness_on_a_port_that_is_taken_says_so_in_one_line(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = _witness("--home", tmp_path / "w", "--name", "p.example", "--port", port)
        out, error = done.communicate(timeout=30)
    assert done.returncode == 2
    assert error.count("\n") == 1
    assert "cannot listen" in error
    assert "witness p.example p.example+" in out


def _free() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def _witness(*words: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", "from divan.cli import main; main()", "witness"]
    return subprocess.Popen(
        [*command, *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


@contextmanager
def _started(*words: object) -> Iterator[str]:
    running = _witness(*words)
    assert running.stdout is not None
    try:
        lines = iter(running.stdout.readline, "")
        said = next(line for line in lines if line.startswith("It answers at"))
        yield said.split()[-1].rstrip("/")
    finally:
        running.terminate()
        running.communicate(timeout=30)

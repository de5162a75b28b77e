"""Processes that are measured: what a command takes, and servers with their CPU clocks."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self

PATIENCE = 60.0  # seconds until a server must answer
CITYHALL = [sys.executable, "-c", "from cityhall.cli import main; main()"]


@dataclass(frozen=True)
class Spent:
    """What a process took: seconds on the wall, seconds of CPU, bytes of memory at most."""

    wall: float
    cpu: float
    peak: int


def spend(command: Sequence[str], env: Mapping[str, str]) -> Spent:
    """Run a command to its end. Raises `CalledProcessError` when it fails."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, env=dict(env), stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    wall = time.perf_counter() - begin
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, command)
    return Spent(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024)


def city_environment(home: Path, **more: str) -> dict[str, str]:
    """SQLite in `home`, whatever the caller's own DIVAN_… settings are."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("DIVAN_")}
    settings = {"DIVAN_HOME": str(home), "DJANGO_SETTINGS_MODULE": "cityhall.settings"}
    return {**kept, **settings, **more}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server on 127.0.0.1 until the block ends; `core` pins it to one core where that exists."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], port: int, core: int | None = None
    ) -> None:
        self.command, self.env, self.port = list(command), dict(env), port
        self.core = core
        self.seconds_to_answer = 0.0

    def __enter__(self) -> Self:
        begin = time.perf_counter()
        self.said = tempfile.TemporaryFile()
        self.process = subprocess.Popen(
            self.command, env=self.env, stdout=subprocess.DEVNULL, stderr=self.said
        )
        if self.core is not None and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(self.process.pid, {self.core})
        while not self._answers():
            if self.process.poll() is not None or time.perf_counter() - begin > PATIENCE:
                self.__exit__()
                raise RuntimeError(f"{self.command[-6:]} did not start: {self._said()}")
            time.sleep(0.005)
        self.seconds_to_answer = time.perf_counter() - begin
        return self

    def __exit__(self, *_error: object) -> None:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()

    def cpu(self) -> float:
        """Seconds of CPU that the process and its threads have used (its POSIX CPU clock)."""
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def memory(self) -> int:
        """Bytes of memory that are the process's own or its share of shared ones (Linux: PSS)."""
        lines = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))

    def _answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as answer:
                return bool(answer.status == 200)
        except (OSError, urllib.error.URLError):
            return False

    def _said(self) -> str:
        self.said.seek(0)
        return self.said.read().decode()[-500:]


def city_server(home: Path, core: int | None = None, **settings: str) -> Server:
    """`cityhall serve` on a city, without the worker, whose work would blur the pages' clocks."""
    port = free_port()
    command = [*CITYHALL, "serve", "--port", str(port), "--no-worker"]
    return Server(command, city_environment(home, **settings), port, core)

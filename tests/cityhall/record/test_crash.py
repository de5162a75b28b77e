"""The long run of bench/crash_record.py in short, with the planted faults that it must find."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "bench" / "crash_record.py"), *arguments]
    known = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    return subprocess.run(command, capture_output=True, text=True, env=known, check=False)


@pytest.mark.slow
def test_nothing_is_lost_and_no_seal_is_withdrawn() -> None:
    done = run("--cycles", "6")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["first", "ack"])
def test_a_planted_fault_is_found(fault: str) -> None:
    assert run("--cycles", "12", "--sabotage", fault).returncode == 1

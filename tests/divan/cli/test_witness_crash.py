"""The long run of bench/crash_witness.py in short, with the planted fault that it must find."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

TRIAL = Path(__file__).resolve().parents[3] / "bench" / "crash_witness.py"


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(TRIAL), *arguments], capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_a_witness_remembers_what_it_signed() -> None:
    done = run("--cycles", "15")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_a_witness_that_answers_before_it_has_kept_is_found() -> None:
    done = run("--cycles", "15", "--sabotage", "early")
    assert done.returncode == 1, done.stdout + done.stderr
    assert "it signed a head of" in done.stdout or "cannot be opened" in done.stdout

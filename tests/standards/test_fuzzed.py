"""Schemathesis over our own description, Open311 in it: whatever it sends, no fault of ours.

This is the short run; `python bench/fuzz.py` is the long one, with more seeds and more examples.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.standards import fuzzed

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("fuzzed")]


@pytest.mark.parametrize(("mode", "seed"), [("positive", 1), ("negative", 2)])
def test_no_input_brings_a_fault_of_ours(tmp_path: Path, mode: str, seed: int) -> None:
    with fuzzed.city(tmp_path / "city") as where:
        done = fuzzed.run(where, tmp_path, mode=mode, seed=seed, examples=10)
    assert done.returncode == 0, done.stdout[-4000:]


def test_a_planted_fault_is_found(tmp_path: Path) -> None:
    """One value in a hundred: a single seed may miss it, several together must not."""
    with fuzzed.city(tmp_path / "city", planted=True) as where:
        found = False
        for seed in range(1, 9):
            done = fuzzed.run(
                where, tmp_path, mode="positive", seed=seed, examples=150, only=r"/requests\.json$"
            )
            found = done.returncode == 1 and "500" in done.stdout
            if found:
                break
    assert found, done.stdout[-4000:]

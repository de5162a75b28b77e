"""Schemathesis over our own description, Open311 in it: whatever it sends, no fault of ours.

This is the short run; `python bench/strangers.py` is the long one, with more seeds and all phases.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.standards import fuzzed

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("fuzzed")]


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory, migrated: Path) -> Iterator[fuzzed.City]:
    home = tmp_path_factory.mktemp("fuzzed")
    shutil.copytree(migrated, home, dirs_exist_ok=True)
    with fuzzed.city(home) as made:
        yield made


@pytest.mark.parametrize("seed", [1, 2, 3])
@pytest.mark.parametrize("mode", ["positive", "negative"])
def test_no_input_brings_a_fault_of_ours(
    city: fuzzed.City, tmp_path: Path, mode: str, seed: int
) -> None:
    done = fuzzed.run(city, tmp_path, mode=mode, seed=seed, examples=10)
    assert done.returncode == 0, done.stdout[-4000:]
    assert fuzzed.cases(done) > 120, done.stdout[-4000:]  # a run that asked nothing found nothing


def test_a_planted_fault_is_found(city: fuzzed.City, tmp_path: Path) -> None:
    """One value in twenty: a single seed may miss it, several together must not."""
    for seed in range(1, 9):
        done = fuzzed.run(city, tmp_path, mode="positive", seed=seed, examples=100, planted=True)
        if done.returncode == 1 and "500" in done.stdout:
            return
    pytest.fail(f"eight seeds missed it: {done.stdout[-2000:]}")

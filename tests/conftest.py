"""Settings for every test: a home of its own, and named skips for what a machine lacks."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest

from cityhall.web import catalogues

os.environ["DIVAN_HOME"] = tempfile.mkdtemp(prefix="divan-test-")
(Path(os.environ["DIVAN_HOME"]) / "static").mkdir()  # or whitenoise warns that it is missing
os.environ.setdefault("DIVAN_SECRET", "only-for-tests-" + "0" * 32)
# Here, not in pyproject.toml: pytest-django would read the settings before this home is set.
os.environ["DJANGO_SETTINGS_MODULE"] = "cityhall.settings"
catalogues.compile_all()
django.setup()

REQUIRED = set(filter(None, os.environ.get("DIVAN_REQUIRE", "").split(",")))
DATA = Path(os.environ.get("DIVAN_DATA") or Path(__file__).parents[2] / "shared" / "data")


def missing(what: str, why: str) -> None:
    """Skip by name, or fail where this machine is required to have it."""
    if what in REQUIRED:
        pytest.fail(f"{what} is required here: {why}")
    pytest.skip(f"{what}: {why}")


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data, outside the project."""
    if not DATA.is_dir():
        pytest.skip(f"real data: no folder {DATA} (set DIVAN_DATA)")
    return DATA


@pytest.fixture(autouse=True)
def fresh_memory() -> Iterator[None]:
    """What processes keep in memory does not leak between tests."""
    from django.core.cache import cache

    from cityhall.web import limits

    cache.clear()
    limits.forget()
    yield

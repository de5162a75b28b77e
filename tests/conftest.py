"""Settings for every test: a home of its own, and named skips for what a machine lacks."""

from __future__ import annotations

import atexit
import fcntl
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import pytest
from _pytest.nodeid import NodeId
from django.conf import settings
from django.db import connection
from hypothesis import settings as examples
from jinja2 import FileSystemBytecodeCache

from cityhall.web import catalogues

# In memory where there is room: each commit waits for the disk, and tests commit all the time.
_MEMORY = Path("/dev/shm")
_ROOMY = _MEMORY.is_dir() and shutil.disk_usage(_MEMORY).free > 2**31


def _folder() -> str:
    """A folder that goes when this process ends."""
    made = tempfile.mkdtemp(prefix="divan-test-", dir=_MEMORY if _ROOMY else None)
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


os.environ["DIVAN_HOME"] = _folder()
# What the workers of one run need make once: the first process makes it, the others inherit it.
SHARED = Path(os.environ.get("TESTS_SHARED") or _folder())
os.environ["TESTS_SHARED"] = str(SHARED)
(Path(os.environ["DIVAN_HOME"]) / "static").mkdir()  # or whitenoise warns that it is missing
os.environ.setdefault("DIVAN_SECRET", "only-for-tests-" + "0" * 32)
# Here, not in pyproject.toml: pytest-django would read the settings before this home is set.
os.environ["DJANGO_SETTINGS_MODULE"] = "cityhall.settings"
catalogues.compile_all()
django.setup()
(SHARED / "templates").mkdir(exist_ok=True)
settings.TEMPLATES[0]["OPTIONS"]["bytecode_cache"] = FileSystemBytecodeCache(
    str(SHARED / "templates")
)
# Tests write rows around the acts that would say that a kept page is old.
settings.KEEP_PAGES = False
# No test asserts a time, and hypothesis's deadline for an example is one.
examples.register_profile("divan", deadline=None)
examples.load_profile("divan")

ROOT = Path(__file__).parents[1]
REQUIRED = set(filter(None, os.environ.get("DIVAN_REQUIRE", "").split(",")))
DATA = Path(os.environ.get("DIVAN_DATA") or Path(__file__).parents[2] / "shared" / "data")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of one `xdist_group` go to one worker.

    xdist 3.8 says so by the end of a test's name, which pytest 9.2 no longer lets it change
    (pytest-dev/pytest-xdist, issue 1386): every worker would make what the group shares anew.
    """
    if not config.getoption("loadgroup", default=False):
        return
    for item in items:
        groups = "_".join(sorted(mark.args[0] for mark in item.iter_markers("xdist_group")))
        if groups and not item.nodeid.endswith(f"@{groups}"):
            item._id = NodeId.parse(f"{item.nodeid}@{groups}")


def missing(what: str, why: str) -> None:
    """Skip by name, or fail where this machine is required to have it."""
    if what in REQUIRED:
        pytest.fail(f"{what} is required here: {why}")
    pytest.skip(f"{what}: {why}")


@pytest.fixture(scope="session")
def migrated() -> Path:
    """A home as `cityhall migrate` leaves it, made once for all workers: to be copied only."""
    home = SHARED / "migrated"
    with (SHARED / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not home.exists():
            known = {key: value for key, value in os.environ.items() if key[:6] != "DIVAN_"}
            begun = SHARED / "begun"
            subprocess.run(
                [sys.executable, "-c", "from cityhall.cli import main; main()", "migrate"],
                env={**known, "DIVAN_HOME": str(begun), "PYTHONPATH": str(ROOT / "src")},
                stdout=subprocess.DEVNULL,
                check=True,
            )
            (begun / "secret").unlink()  # each city has its own
            begun.rename(home)
    return home


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """On SQLite a worker's database begins as a copy; see the next fixture."""
    return connection.vendor == "sqlite"


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
    django_db_keepdb: bool,
    request: pytest.FixtureRequest,
) -> None:
    if django_db_keepdb:
        made = request.getfixturevalue("migrated") / "city.sqlite3"
        shutil.copy(made, settings.DATABASES["default"]["TEST"]["NAME"])


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real data, outside the project."""
    if not DATA.is_dir():
        pytest.skip(f"real data: no folder {DATA} (set DIVAN_DATA)")
    return DATA


@pytest.fixture(autouse=True)
def fresh_memory() -> Iterator[None]:
    """What processes keep in memory does not leak between tests."""
    from django.core.cache import caches

    from cityhall.web import kept_pages, limits

    for name in ("default", "drawings"):
        caches[name].clear()
    limits.forget()
    kept_pages.forget()
    yield

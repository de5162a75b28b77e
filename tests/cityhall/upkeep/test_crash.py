"""Nothing acknowledged is lost when the city is killed: short runs; the long ones: bench/."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.conftest import missing

ROOT = Path(__file__).parents[3]
TOGETHER = pytest.mark.xdist_group("killed on SQLite")  # one city for all
POSTGRES = "postgres://postgres@127.0.0.1:5432"


def crash(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "bench" / "crash.py"), "--dir", str(folder)]
    name = f"divan_crash_test_{os.getpid()}"
    path = os.pathsep.join([str(ROOT / "src"), str(ROOT)])
    return subprocess.run(
        [*command, *words, "--log", str(folder.with_suffix(".txt"))],
        env={**os.environ, "PYTHONPATH": path, "DIVAN_BENCH_POSTGRES": f"{POSTGRES}/{name}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A city on SQLite that nobody has killed yet, built once."""
    folder = tmp_path_factory.mktemp("crash") / "prepared"
    done = crash(folder, "--cycles", "0")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture
def database(request: pytest.FixtureRequest) -> Iterator[str]:
    kind: str = request.param
    if kind == "postgres":
        import psycopg

        try:
            psycopg.connect(f"{POSTGRES}/postgres", connect_timeout=5).close()
        except psycopg.OperationalError as error:
            missing("postgres", str(error).strip().splitlines()[0])
    yield kind
    if kind == "postgres":
        with psycopg.connect(f"{POSTGRES}/postgres", autocommit=True) as server:
            name = f"divan_crash_test_{os.getpid()}"
            server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


@pytest.mark.slow
@pytest.mark.parametrize(
    "database", [pytest.param("sqlite", marks=TOGETHER), "postgres"], indirect=True
)
def test_killed_again_and_again_a_city_loses_nothing(
    tmp_path: Path, request: pytest.FixtureRequest, database: str
) -> None:
    if database == "sqlite":
        shutil.copytree(request.getfixturevalue("prepared"), tmp_path / "run")
    done = crash(tmp_path / "run", "--db", database, "--cycles", "5")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "faults: 0" in done.stdout
    assert "5 kills" in done.stdout


@TOGETHER
@pytest.mark.slow
@pytest.mark.parametrize(
    ("planted", "found"), [("ack", "lost: "), ("mail", "the server never took it")]
)
def test_a_planted_saboteur_is_caught(
    tmp_path: Path, prepared: Path, planted: str, found: str
) -> None:
    shutil.copytree(prepared, tmp_path / "run")
    done = crash(tmp_path / "run", "--cycles", "40", "--sabotage", planted)
    assert done.returncode == 1, done.stdout + done.stderr
    assert found in done.stdout

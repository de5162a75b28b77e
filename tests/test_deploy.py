"""The settings of an installation are read as data: a password may hold any sign."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
AS_CITY = ROOT / "deploy" / "as-city"
ENV = """\
# a comment; a line without a name
DIVAN_MAIL_URL=smtp://u:p&q;touch gone@mail.example:587
DIVAN_MAIL_FROM=City <city@city.example>
DIVAN_DATABASE_URL=postgres://u:a$b`id`@h/n
DIVAN_SMS_KEY="two words"
DIVAN_LOG='json'
DIVAN_SECRET=a=b=c
DIVAN_HOME={home}
DIVAN_TILES=no line end"""
SHOW = "import json, os; print(json.dumps(dict(os.environ)))"


def test_the_mail_server_s_pipe_is_the_city_s_user_already(tmp_path: Path) -> None:
    """Postfix starts `as-city cityhall receive-mail` as divan, who may become nobody else."""
    (tmp_path / "env").write_text(f"DIVAN_HOME={tmp_path}\n", encoding="utf-8")
    for name, does in {"id": "echo divan", "setpriv": "echo setpriv"}.items():
        (tmp_path / name).write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / name).chmod(0o755)
    done = subprocess.run(
        ["sh", str(AS_CITY), "echo", "taken"],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "DIVAN_ENV": str(tmp_path / "env")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == "taken\n"


def test_the_verifier_is_part_of_what_is_installed() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    (verifier,) = told["tool"]["setuptools"]["data-files"]["share/divan"]
    assert (ROOT / verifier).is_file()
    assert f"COPY {Path(verifier).parent} " in (ROOT / "deploy" / "Containerfile").read_text()


def test_a_command_gets_each_setting_as_it_stands(tmp_path: Path) -> None:
    (tmp_path / "env").write_text(ENV.format(home=tmp_path), encoding="utf-8")
    stand_in = tmp_path / "setpriv"  # it would become another user
    stand_in.write_text('#!/bin/sh\nwhile [ "$1" != -- ]; do shift; done\nshift\nexec "$@"\n')
    stand_in.chmod(0o755)
    done = subprocess.run(
        ["sh", str(AS_CITY), sys.executable, "-c", SHOW],
        env={"PATH": f"{tmp_path}:{os.environ['PATH']}", "DIVAN_ENV": str(tmp_path / "env")},
        capture_output=True,
        text=True,
        check=True,
    )
    told = json.loads(done.stdout)
    assert {name: value for name, value in told.items() if name.startswith("DIVAN_")} == {
        "DIVAN_ENV": str(tmp_path / "env"),
        "DIVAN_MAIL_URL": "smtp://u:p&q;touch gone@mail.example:587",
        "DIVAN_MAIL_FROM": "City <city@city.example>",
        "DIVAN_DATABASE_URL": "postgres://u:a$b`id`@h/n",
        "DIVAN_SMS_KEY": "two words",
        "DIVAN_LOG": "json",
        "DIVAN_SECRET": "a=b=c",
        "DIVAN_HOME": str(tmp_path),
        "DIVAN_TILES": "no line end",
    }
    assert told["HOME"] == str(tmp_path)
    assert not (tmp_path / "gone").exists()
    assert done.stderr == ""

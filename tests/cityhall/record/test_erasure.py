"""What was erased lies nowhere any more: every file is searched, and everything still verifies."""

from __future__ import annotations

import io
import logging
from pathlib import Path

import pytest
from django.db import connection
from tests.cityhall.conftest import NOW

from cityhall.acts.actions import forget_about
from cityhall.database import erasing
from cityhall.people.actor import Actor
from cityhall.record import checking, integrator
from cityhall.service.actions import note
from cityhall.service.models import Request

SECRET = "qanarimahramaneh"


def places(home: Path, logs: str) -> list[str]:
    """Where the canary still is: database, its log, tiles, index of words, files, logs."""
    found = ["the log"] if SECRET in logs else []
    name = connection.settings_dict["NAME"]
    files = [*home.rglob("*")]
    if connection.vendor == "sqlite" and Path(str(name)).exists():
        files += [Path(f"{name}{end}") for end in ("", "-wal", "-shm")]
    found += [
        str(path) for path in files if path.is_file() and SECRET.encode() in path.read_bytes()
    ]
    return found


@pytest.mark.django_db(transaction=True)
def test_erased_words_are_nowhere_and_the_record_verifies(town, filed, actor, home) -> None:
    heard = io.StringIO()
    logging.getLogger().addHandler(handler := logging.StreamHandler(heard))
    report = filed("lamp", text=f"چراغ {SECRET}", by=Actor(browser="b"))
    note(report.pk, f"یادداشت {SECRET}", actor=actor("lamp"), at=NOW)
    integrator.integrate(NOW)
    erasing.settle()
    if connection.vendor == "sqlite" and Path(str(connection.settings_dict["NAME"])).exists():
        assert places(home, "")  # the search does find what is there
    forget_about("service.request", [report.pk])
    Request.objects.filter(pk=report.pk).update(
        description="", title="", public_text="", search="", answers={}
    )
    erasing.settle(vacuum=True)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            table = "service_request_words"
            cursor.execute(f"INSERT INTO {table}({table}) VALUES ('optimize')")
        erasing.settle(vacuum=True)
    assert places(home, heard.getvalue()) == []
    assert list(checking.check()) == []
    integrator.integrate(NOW)
    logging.getLogger().removeHandler(handler)

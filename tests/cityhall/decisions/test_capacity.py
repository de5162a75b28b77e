"""Acts of a seat are signed with its body, on the record and in its words; never with a person."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from django.test import Client
from django.utils import timezone
from tests.cityhall.decisions.test_ways import later, plan

from cityhall.acts import telling
from cityhall.acts.models import Act
from cityhall.decisions import queries
from cityhall.decisions.models import Charter, Matter
from cityhall.record import checking, integrator, keys
from divan.charter import published

ROOT = Path(__file__).resolve().parents[3]


def signed(row: Matter, verb: str) -> list[str]:
    acts = Act.objects.filter(object_type="decisions.matter", object_id=row.pk)
    acts = acts.filter(verb=f"decisions.{verb}").order_by("position")
    return list(acts.values_list("by", flat=True))


def test_every_act_of_a_seat_bears_its_body_and_voices_stay_of_residents(trial) -> None:
    row = plan(trial)
    trial.do(row, "council1", "voice", text="و پارک؟")
    trial.do(row, "table3", "opine", stage="signs", body="table", text="نظر")
    trial.do(row, "mayor1", "reply", voice=0, text="می‌ماند")
    trial.do(row, "council1", "call-in", text="به رأی شورا")
    trial.do(row, "council2", "recuse", text="خویشاوند")
    trial.do(row, "council3", "vote", stage="votes", choice="yes")
    assert signed(row, "filed") == ["resident"]
    assert signed(row, "voiced") == ["resident"], "a voice is a person's own"
    assert signed(row, "opined") == ["seat:table"]
    assert signed(row, "replied") == ["seat:mayor"]
    assert signed(row, "called_in") == ["seat:council"]
    assert signed(row, "recused") == ["seat:council"]
    assert signed(row, "voted") == ["seat:council"]
    later(row)
    assert set(signed(row, "read")) == {"system"}


def test_a_juror_rules_as_the_panel_and_a_filing_office_signs_as_itself(trial) -> None:
    row = trial.file("resident", "pact")
    trial.do(row, "table1", "object", stage="agrees", text="زیان دارد")
    trial.do(row, "court1", "test", stage="agrees", objection=0, outcome="upheld", text="درست است")
    assert signed(row, "objected") == ["seat:table"]
    assert signed(row, "tested") == ["seat:court"]
    alarm = trial.file("clerk1", "alarm", as_body="clerk")
    assert signed(alarm, "filed") == ["seat:clerk"]


def test_the_record_says_the_seat_and_can_be_asked_for_it(trial) -> None:
    row = plan(trial)
    trial.do(row, "council1", "call-in", text="به رأی شورا")
    trial.do(row, "council3", "vote", stage="votes", choice="yes")
    client = Client(headers={"accept-language": "en"})
    page = client.get("/record/", {"by": "seat:council"}).content.decode()
    assert "A seat of council" in page
    assert telling.offices()["seat:mayor"]["en"] == "mayor"
    assert telling.offices()["seat:council"]["fa"] != telling.offices()["seat:council"]["en"]
    for act in Act.objects.filter(by__startswith="seat:"):
        assert "council1" not in act.leaf
        assert "@" not in act.leaf


def test_a_body_of_an_earlier_charter_keeps_its_name_and_an_unknown_one_its_code(trial) -> None:
    Charter.objects.filter(in_force=True).update(in_force=False)
    assert "seat:court" in telling.offices()

    class Words:
        @staticmethod
        def name(label):
            return label["en"]

    assert telling.office("seat:court", Words) == "A seat of court"
    assert "nothing" in telling.office("seat:nothing", Words)


def test_a_record_with_seats_is_sealed_checked_and_verified_by_the_one_file(
    trial, tmp_path, settings
) -> None:
    settings.HOME = tmp_path
    integrator.forget_edge()
    row = plan(trial)
    trial.do(row, "council1", "call-in", text="به رأی شورا")
    trial.do(row, "council3", "vote", stage="votes", choice="yes")
    assert integrator.integrate(timezone.now()) is not None
    assert list(checking.check()) == []
    assert published.replay(queries.publication(row)) == queries.state(row)
    key = keys.signing_keys()[0].public
    script = ROOT / "verify" / "divan_verify.py"
    command = [sys.executable, "-I", script, "log", tmp_path / "record", str(key)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr

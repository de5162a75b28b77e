"""Published by mistake: the text is gone everywhere, the hash stays, and everyone reads why."""

from __future__ import annotations

import json

import pytest
from tests.cityhall.conftest import NOW

from cityhall.acts.actions import forget
from cityhall.acts.models import Act, Withheld
from cityhall.acts.refusals import Refused
from cityhall.record import actions, checking, exporting, integrator
from cityhall.record.models import Seal
from divan.record.audit import audit

pytestmark = pytest.mark.django_db


@pytest.fixture
def mistaken(town, filed) -> int:
    """The position of an entry that should not have been published; it is sealed."""
    report = filed("lamp")
    integrator.integrate(NOW)
    return Act.objects.get(object_type="service.request", object_id=report.pk).position


def withhold(position: int, actor, **given: str) -> int:
    given = {"ground": "personal_data", "reason": "نام کسی در آن بود", **given}
    return actions.withhold(position, actor=actor("admin"), at=NOW, **given)


def test_text_is_gone_and_all_still_verifies(mistaken, actor, home) -> None:
    leaf = Act.objects.get(pk=mistaken).leaf
    root = Seal.objects.get().root
    withhold(mistaken, actor)
    integrator.integrate(NOW)
    act = Act.objects.get(pk=mistaken)
    assert (act.leaf, act.public) == ("", {})
    for path in (home / "record").rglob("*"):
        if path.is_file():
            assert leaf.encode() not in path.read_bytes()
    last = Seal.objects.last()
    report = audit(integrator.folder(), last.size, bytes.fromhex(last.root))
    assert (report.faults, report.withheld) == ([], [mistaken])
    assert Seal.objects.first().root == root
    assert list(checking.check()) == []
    integrator.forget_edge()
    assert list(exporting.export(home / "out").root) == list(last.root)
    report = audit(exporting.Folder(home / "out"), last.size, bytes.fromhex(last.root))
    assert not report.faults


def test_an_empty_entry_that_nothing_explains_is_a_fault(mistaken, actor) -> None:
    withhold(mistaken, actor)
    integrator.integrate(NOW)
    Withheld.objects.filter(pk=mistaken).update(ground="danger")
    assert [str(one) for one in checking.check()] == [
        f"entry {mistaken}: acts_withheld does not agree with entry {mistaken + 2}"
    ]


def test_everyone_reads_who_and_why_and_nobody_the_reason(mistaken, actor, client_as) -> None:
    made = withhold(mistaken, actor)
    integrator.integrate(NOW)
    visitor = client_as(language="en")
    page = visitor.get(f"/record/{mistaken}/").content.decode()
    assert "it held somebody’s personal data" in page
    assert f"/record/{made}/" in page
    assert "Administrator withheld this entry" in visitor.get(f"/record/{made}/").content.decode()
    assert "نام کسی" not in visitor.get(f"/record/{made}/").content.decode()
    assert visitor.get(f"/record/{mistaken}/proof").status_code == 200
    twin = visitor.get(f"/record/{mistaken}/?format=json").json()
    assert (twin["leaf"], twin["withheld"]) == (None, "personal_data")
    assert visitor.get("/record/").status_code == 200


def test_it_takes_the_whole_citys_office_a_ground_and_a_reason(mistaken, actor, client_as) -> None:
    for name in ("lamp", "dispatcher", "resident"):
        with pytest.raises(Refused):
            actions.withhold(mistaken, ground="danger", reason="x", actor=actor(name), at=NOW)
    for wrong in ({"ground": "because"}, {"reason": "  "}):
        with pytest.raises(Refused):
            withhold(mistaken, actor, **wrong)
    admin = client_as("admin")
    answer = admin.post(f"/manage/record/{mistaken}/", {"ground": "danger", "reason": "x"})
    assert answer.status_code == 302
    with pytest.raises(Refused):
        withhold(mistaken, actor)


def test_what_no_seal_covers_and_what_the_record_needs_stays(mistaken, actor, filed) -> None:
    fresh = filed("lamp", by=actor("neighbour"))
    with pytest.raises(Refused, match=r"seal|مُهر"):
        withhold(Act.objects.get(object_id=fresh.pk, verb="service.file").position, actor)
    with pytest.raises(Refused):
        withhold(Act.objects.get(verb="record.begin").position, actor)


def test_forgetting_what_an_act_sealed_leaves_everything_verifiable(mistaken, actor) -> None:
    act = Act.objects.get(pk=mistaken)
    assert json.loads(act.leaf)["sealed"] is None or act.sealed
    made = withhold(mistaken, actor)
    integrator.integrate(NOW)
    forget(Act.objects.get(pk=made))
    assert list(checking.check()) == []

"""The integrator: entries in order; tiles first, seal next, checkpoint last."""

from __future__ import annotations

import pytest
from tests.cityhall.conftest import NOW

from cityhall.acts.models import Act
from cityhall.record import actions, integrator, keys
from cityhall.record.models import DayCount, Integration, Seal
from divan.record import Growing, leaf_hashes, open_checkpoint, root_of, tiles_of

pytestmark = pytest.mark.django_db


def leaves() -> list[bytes]:
    return [leaf.encode() for leaf in Act.objects.order_by("pk").values_list("leaf", flat=True)]


def whole() -> None:
    """What is published is signed, covers every act, and every file of it is right."""
    files = integrator.folder()
    data = files.published()
    assert data is not None
    head, _note = open_checkpoint(data, [key.public for key in keys.signing_keys()])
    assert head.size == Act.objects.count() == Seal.objects.last().size
    assert head.root == root_of(leaf_hashes(leaves()))
    assert Growing.load(files, head.size, head.root).size == head.size
    for tile in tiles_of(head.size):
        assert files.read(tile.path)


def test_every_act_is_sealed(acts) -> None:
    acts(5)
    made = integrator.integrate(NOW)
    assert made.size == 6  # the key of the record is on record itself
    whole()
    assert integrator.integrate(NOW) is None
    acts(300)
    integrator.integrate(NOW)
    whole()
    assert list(Seal.objects.values_list("size", flat=True)) == [6, 306]


@pytest.mark.parametrize("steps", [(1, 1, 1), (255, 1, 1), (256, 256), (600, 1, 700, 3)])
def test_it_grows_across_tiles(acts, steps) -> None:
    for many in steps:
        acts(many)
        integrator.integrate(NOW)
        whole()
        integrator.forget_edge()


def test_the_key_is_made_once_and_nobody_else_reads_it(acts, home) -> None:
    acts(1)
    integrator.integrate(NOW)
    assert (home / "record.key").stat().st_mode & 0o777 == 0o600
    text = (home / "record.key").read_text()
    acts(1)
    integrator.integrate(NOW)
    assert (home / "record.key").read_text() == text
    begun = Act.objects.get(verb="record.begin")
    assert begun.public["key"] == str(keys.signing_keys()[0].public)


def test_counts_of_the_day_are_kept(acts) -> None:
    acts(10)
    integrator.integrate(NOW)
    acts(1)
    integrator.integrate(NOW)
    counted = dict(DayCount.objects.values_list("by", "count"))
    assert counted.pop("post:lamp") == 5
    assert sum(DayCount.objects.values_list("count", flat=True)) == 12


def test_lost_files_are_made_anew_to_the_byte(acts, home) -> None:
    acts(700)
    integrator.integrate(NOW)
    files = integrator.folder()
    before = {tile.path: files.read(tile.path) for tile in tiles_of(701)}
    for path in before:
        (files.root / path).unlink()
    acts(1)
    integrator.forget_edge()
    integrator.integrate(NOW)
    whole()
    for path, data in before.items():
        if ".p/" not in path:
            assert files.read(path) == data


def test_a_damaged_tile_is_mended_from_the_database(acts) -> None:
    acts(700)
    integrator.integrate(NOW)
    path = integrator.folder().root / "tile/0/002.p/189"
    data = bytearray(path.read_bytes())
    data[5] ^= 1
    path.write_bytes(data)
    integrator.forget_edge()
    acts(1)
    integrator.integrate(NOW)
    whole()


def test_a_database_older_than_the_published_seal_is_not_sealed(acts) -> None:
    acts(5)
    integrator.integrate(NOW)
    ahead = integrator.folder().published()
    integrator.folder().publish(ahead.replace(b"\n6\n", b"\n9\n"))
    with pytest.raises(integrator.Alarmed):
        integrator.integrate(NOW)
    assert Integration.objects.get().alarm == "rolled_back"
    acts(10)
    with pytest.raises(integrator.Alarmed):
        integrator.integrate(NOW)
    assert Seal.objects.count() == 1
    assert b"\n9\n" in integrator.folder().published()


def test_once_explained_the_record_goes_on_from_what_the_database_holds(acts, home) -> None:
    acts(5)
    integrator.integrate(NOW)
    integrator.folder().publish(
        integrator.folder().published().replace(b"\n6\n", b"\n9\n"),
    )
    with pytest.raises(integrator.Alarmed):
        integrator.integrate(NOW)
    assert actions.explain_alarm("restored from a backup", at=NOW) == "rolled_back"
    assert integrator.integrate(NOW).size == 7
    whole()
    [aside] = home.glob("record-before-*")
    assert b"\n9\n" in (aside / "checkpoint").read_bytes()


def test_one_integrator_at_a_time(acts) -> None:
    acts(5)
    Integration.objects.create(holder="another", until=NOW + integrator.LEASE)
    assert integrator.integrate(NOW) is None
    assert not Seal.objects.exists()
    assert integrator.integrate(NOW + 2 * integrator.LEASE).size == 6

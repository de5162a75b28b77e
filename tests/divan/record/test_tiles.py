"""Files of the log: the specification's own numbers, and growth that never rewrites a full file."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.divan.record.naive import entry, mth

from divan.record import (
    EMPTY_ROOT,
    FormError,
    Growing,
    ProofError,
    RecordError,
    Tile,
    TileNodes,
    Tree,
    audit,
    consistency_proof,
    decode_entries,
    encode_entries,
    grow,
    grown,
    inclusion_proof,
    leaf_hashes,
    parse_path,
    read_entry,
    root,
    tile_at,
    tiles_of,
    verify_consistency,
    verify_inclusion,
)


class Files(dict[str, bytes]):
    """A log in memory."""

    def read(self, path: str) -> bytes:
        if path not in self:
            raise FileNotFoundError(path)
        return self[path]


def test_paths_are_those_of_the_specification() -> None:
    assert Tile(0, 1_234_067).path == "tile/0/x001/x234/067"
    assert Tile(0, 1_234_067, 8).path == "tile/0/x001/x234/067.p/8"
    assert Tile(2, 0, 1).path == "tile/2/000.p/1"
    assert Tile(-1, 1000).path == "tile/entries/x001/000"


@settings(deadline=None)
@given(st.integers(-1, 63), st.integers(0, 2**62), st.integers(1, 256))
def test_a_path_names_its_tile(level: int, index: int, width: int) -> None:
    tile = Tile(level, index, width)
    assert parse_path(tile.path) == tile


@pytest.mark.parametrize(
    "path",
    [
        "tile/0/1",
        "tile/0/x000/001",
        "tile/00/000",
        "tile/64/000",
        "tile/0/000.p/0",
        "tile/0/000.p/256",
        "tile/0/000.p/01",
        "tile/0/000.p/",
        "tile/-1/000",
        "tile/0/../000",
        "tile/0/٠٠٠",
        "/tile/0/000",
        "tile/0/000\n",
        "tile/0/" + "x999/" * 7 + "999",
        "",
    ],
)
def test_another_spelling_is_no_path(path: str) -> None:
    with pytest.raises(FormError):
        parse_path(path)


def test_70000_entries_are_the_files_of_the_specifications_example() -> None:
    tiles = list(tiles_of(70_000))
    of = {level: [t.width for t in tiles if t.level == level] for level in range(-1, 4)}
    assert of[-1] == of[0] == [256] * 273 + [112]
    assert of[1] == [256, 17]
    assert of[2] == [1]
    assert of[3] == []
    small = [(t.level, t.width) for t in tiles_of(256) if t.level >= 0]
    assert small == [(0, 256), (1, 1)]
    assert list(tiles_of(0)) == []


@settings(deadline=None)
@given(st.integers(0, 200_000), st.integers(0, 3_000))
def test_growth_makes_exactly_the_files_that_were_not_there(old: int, more: int) -> None:
    before, after = set(tiles_of(old)), set(tiles_of(old + more))
    assert set(grown(old, old + more)) == after - before
    assert before - after <= {t for t in before if t.width < 256}


def test_a_log_grown_piece_by_piece_has_the_roots_and_files_of_one_grown_at_once() -> None:
    rng = random.Random(5)
    files, size, top = Files(), 0, EMPTY_ROOT
    while size < 70_000:
        step = min(70_000 - size, rng.choice([1, 7, 255, 256, 257, 3_000, 9_999]))
        some = [entry(n) for n in range(size, size + step)]
        was = size
        size, top, new = grow(files, size, top, some)
        assert [path for path, _ in new if not path.startswith("tile/entries")]
        assert {path for path, _ in new} == {tile.path for tile in grown(was, size)}
        assert not any(path in files and files[path] != data for path, data in new)
        files.update(new)
        if size < 3_000:
            assert top == mth(0, size)
    whole, once, all_files = grow(Files(), 0, EMPTY_ROOT, [entry(n) for n in range(70_000)])
    assert (whole, once) == (size, top)
    assert dict(all_files).items() <= files.items()
    assert {path for path, _ in all_files} == {tile.path for tile in tiles_of(70_000)}
    tree = Tree(leaf_hashes([entry(n) for n in range(70_000)]))
    assert tree.root() == top == root(size, TileNodes(files, size))
    nodes = TileNodes(files, size, remember=4)
    for index in (0, 255, 256, 65_535, 65_536, 69_999):
        found = inclusion_proof(index, size, nodes)
        assert found == tree.inclusion_proof(index)
        verify_inclusion(index, size, leaf_hashes([read_entry(files, index, size)]), found, top)
    for old in (1, 256, 300, 65_536, 65_537, 69_999):
        found = consistency_proof(old, size, nodes)
        verify_consistency(old, size, root(old, nodes), top, found)
    assert audit(files, size, top).faults == []


def test_entries_come_before_the_hashes_that_cover_them() -> None:
    _, _, files = grow(Files(), 0, EMPTY_ROOT, [entry(n) for n in range(600)])
    seen: set[str] = set()
    for path, _ in files:
        tile = parse_path(path)
        if tile.level == 0:
            assert Tile(-1, tile.index, tile.width).path in seen
        seen.add(path)


def test_growing_refuses_an_edge_that_does_not_fit_its_root() -> None:
    size, top, new = grow(Files(), 0, EMPTY_ROOT, [entry(n) for n in range(300)])
    files = Files(new)
    files["tile/0/001.p/44"] = bytes(44 * 32)
    with pytest.raises(ProofError, match="root"):
        Growing.load(files, size, top)
    files = Files(new)
    files["tile/entries/001.p/44"] = encode_entries([b"x"] * 44)
    with pytest.raises(ProofError, match="entries"):
        Growing.load(files, size, top)
    files["tile/0/001.p/44"] = b"short"
    with pytest.raises(FormError, match="1408 bytes"):
        Growing.load(files, size, top)


def test_a_partial_tile_that_is_gone_is_read_from_the_full_one() -> None:
    files = Files(grow(Files(), 0, EMPTY_ROOT, [entry(n) for n in range(512)])[2])
    assert root(200, TileNodes(files, 200)) == mth(0, 200)
    assert root(300, TileNodes(files, 512)) == mth(0, 300)
    assert read_entry(files, 299, 300) == entry(299)
    with pytest.raises(FormError, match="0 to 299"):
        read_entry(files, 300, 300)
    with pytest.raises(FormError, match="has none there"):
        tile_at(0, 2, 300)


@settings(deadline=None)
@given(st.lists(st.binary(max_size=300), max_size=256))
def test_a_bundle_reads_back(entries: list[bytes]) -> None:
    assert decode_entries(encode_entries(entries)) == entries
    assert decode_entries(encode_entries(entries), len(entries)) == entries


@settings(deadline=None)
@given(st.binary(max_size=2_000), st.none() | st.integers(0, 256))
def test_any_bytes_are_a_bundle_or_refused(data: bytes, count: int | None) -> None:
    try:
        entries = decode_entries(data, count)
    except RecordError:
        return
    assert encode_entries(entries) == data


def test_an_entry_beyond_two_bytes_of_length_is_refused() -> None:
    assert len(encode_entries([b"x" * 65_535])) == 65_537
    with pytest.raises(FormError, match="65536"):
        encode_entries([b"x" * 65_536])

"""The map of Mehrshahr: exact, organic, addressable, the same for the same seed."""

from __future__ import annotations

import json
from collections import Counter
from itertools import pairwise

import pytest

from cityhall.demo.outline import districts, edge
from cityhall.demo.places import City, draw, to_lonlat
from cityhall.demo.shapes import along, clip, inside, simplify

pytestmark = pytest.mark.xdist_group("places")  # drawn once
Whole = list[tuple[int, int]]


@pytest.fixture(scope="module")
def city() -> City:
    return draw(1405)


def whole(ring: list[tuple[float, float]]) -> Whole:
    """A ring in whole hundred-thousandths of a degree, as it stands in the GeoJSON."""
    return [(round(x * 100_000), round(y * 100_000)) for x, y in map(to_lonlat, ring)]


def doubled_area(ring: Whole) -> int:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairwise([*ring, ring[0]]))


def sides(ring: Whole) -> list[tuple]:
    return list(pairwise([*ring, ring[0]]))


def tiles(parts: list[Whole], border: Whole) -> bool:
    """Whether the parts cover the border's inside once: areas add up, inner sides come in pairs."""
    ways = Counter(side for part in parts for side in sides(part))
    lonely = {side for side in ways if side[::-1] not in ways}
    return (
        sum(map(doubled_area, parts)) == doubled_area(border)
        and max(ways.values()) == 1
        and lonely == set(sides(border))
    )


def test_districts_tile_the_city_without_gap_or_overlap():
    assert tiles([whole(ring) for ring in districts().values()], whole(edge()))


def test_a_moved_corner_would_be_noticed():
    parts = [whole(ring) for ring in districts().values()]
    x, y = parts[3][7]
    parts[3][7] = (x + 1, y)
    assert not tiles(parts, whole(edge()))


def test_eight_districts_each_with_its_neighbourhoods(city):
    found = city.layers()["district"]["features"]
    assert [each["properties"]["name_fa"] for each in found][:2] == ["ناحیهٔ ۱", "ناحیهٔ ۲"]
    assert len(found) == 8
    for number, each in enumerate(found, 1):
        hoods = each["properties"]["neighbourhoods"]
        assert len(hoods) >= 3
        ring = districts()[number]
        rings = [to_lonlat(point) for point in ring]
        assert all(inside(hood["point"], rings) for hood in hoods)


def test_the_same_seed_gives_the_same_map_and_another_seed_another():
    first = draw.__wrapped__(7).layers()
    assert first == draw.__wrapped__(7).layers()
    assert first["street"] != draw.__wrapped__(8).layers()["street"]


def test_the_layers_are_small_and_rounded(city):
    text = json.dumps(city.layers(), ensure_ascii=False, separators=(",", ":"))
    assert len(text.encode()) < 150_000
    for layer in city.layers().values():
        for feature in layer["features"]:
            assert feature["properties"]["name_fa"]
            assert feature["properties"]["name_en"].isascii()


def test_no_two_streets_have_one_name_and_there_are_enough(city):
    assert len({street.fa for street in city.streets}) == len(city.streets) > 250
    assert len({street.en for street in city.streets}) == len(city.streets)
    kinds = Counter(street.kind for street in city.streets)
    assert kinds["alley"] > kinds["street"] > kinds["boulevard"] > 5


def test_nastaran_alley_is_in_the_second_district(city):
    alley = next(street for street in city.streets if street.fa == "کوچهٔ نسترن")
    assert (alley.district, alley.neighbourhood[0], alley.en) == (2, "نسترن", "Nastaran Alley")


def test_streets_lie_in_the_district_they_name(city):
    for street in city.streets:
        if street.district:
            assert city.district_at(along(street.line, 0.5)) == street.district, street.fa


def test_landmarks_stand_in_the_district_they_name_and_apart(city):
    points = [spot.point for spot in city.spots]
    assert len(set(points)) == len(points) > 60
    for spot in city.spots:
        assert city.district_at(spot.point) == spot.landmark.district, spot.landmark.fa


def test_near_finds_the_nearest_of_a_kind_or_nothing(city):
    school = next(spot for spot in city.spots if spot.landmark.kind == "school")
    found = city.near(school.point, "school", within=1)
    assert found == school.landmark
    assert city.near((9_000, 9_000)) is None


def test_clip_ends_on_the_border():
    (piece,) = clip([(0, 0), (10, 0), (20, 0)], lambda p: p[0] <= 14)
    assert piece[-1][0] == pytest.approx(14, abs=0.05)


def test_simplify_keeps_within_the_tolerance():
    line = [(0, 0), (5, 1), (10, 0), (15, 8), (20, 0)]
    assert simplify(line, 2) == [(0, 0), (10, 0), (15, 8), (20, 0)]
    assert simplify(line, 0.5) == line

"""Maps: places and pixels agree, pictures stay small, and nothing hostile gets into them."""

from __future__ import annotations

import gzip
import math
import re
from itertools import combinations, pairwise
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from cityhall.people import geometry, maps
from cityhall.people.landmarks import by_area, landmarks
from cityhall.people.models import Area, MapLayer
from cityhall.people.names import name_in
from cityhall.people.places import Box, distance

degrees = st.floats(-70, 70), st.floats(-170, 170)


@given(*degrees, st.floats(4, 19), st.floats(0, 640), st.floats(0, 400))
def test_a_pixel_leads_to_a_place_and_back(
    latitude: float, longitude: float, zoom: float, x: float, y: float
) -> None:
    view = maps.View(latitude, longitude, zoom, 640, 400)
    there = view.place(x, y)
    assert view.point(*there) == pytest.approx((x, y), abs=0.01)


def test_projection_agrees_with_the_published_example() -> None:
    """The worked example of pseudo-Mercator in IOGP 373-7-2: metres east and north of 0, 0."""
    latitude, longitude = 24 + 22 / 60 + 54.433 / 3600, -(100 + 20 / 60)
    view = maps.View(0, 0, 10, 0, 0)
    x, y = view.point(latitude, longitude)
    assert x * view.metres == pytest.approx(-11169055.58, abs=0.01)
    assert -y * view.metres == pytest.approx(2800000.00, abs=0.01)


def test_moving_and_zooming_keep_what_they_should() -> None:
    view = maps.View(35.62, 51.05, 14, 600, 300)
    assert view.moved("north").point(35.62, 51.05) == pytest.approx((300, 250), abs=0.1)
    assert view.moved("east").point(35.62, 51.05) == pytest.approx((100, 150), abs=0.1)
    assert view.moved("west").moved("east") == view
    assert view.zoomed(1).metres == pytest.approx(view.metres / 2)
    assert view.zoomed(99).zoom == maps.MOST_ZOOM
    assert view.zoomed(-99).zoom == maps.LEAST_ZOOM
    with pytest.raises(KeyError):
        view.moved("up")


def test_the_box_spans_the_picture() -> None:
    box = maps.View(35.62, 51.05, 15, 640, 400).box
    assert isinstance(box, Box)
    assert box.holds(35.62, 51.05)
    across = distance(35.62, box.west, 35.62, box.east)
    assert across == pytest.approx(640 * maps.View(35.62, 51.05, 15, 640, 400).metres, rel=0.01)


@given(st.lists(st.tuples(*degrees), min_size=1, max_size=6))
def test_a_fitting_view_holds_every_point(points: list[tuple[float, float]]) -> None:
    view = maps.fitting(points, 320, 320)
    for latitude, longitude in points:
        x, y = view.point(latitude, longitude)
        assert -1 <= x <= 321 or view.zoom == maps.LEAST_ZOOM
        assert -1 <= y <= 321 or view.zoom == maps.LEAST_ZOOM
    assert view.zoom <= maps.CLOSE


def test_the_whole_city_is_seen_and_fills_the_picture(town: SimpleNamespace) -> None:
    view = maps.whole_city(640, 400)
    west, south = view.point(35.60, 51.00)
    east, north = view.point(35.65, 51.10)
    assert 0 <= west < east <= 640
    assert 0 <= north < south <= 400
    assert east - west > 500 or south - north > 300
    assert maps.fitting([], 640, 400) == view


@pytest.mark.django_db
def test_without_any_area_the_map_is_the_earth_and_still_drawn() -> None:
    view = maps.whole_city(320, 320)
    assert view.zoom == maps.LEAST_ZOOM
    assert maps.svg(view, [], "fa").startswith("<svg")


def drawn(view: maps.View, language: str = "fa", **more: object) -> ElementTree.Element:
    return ElementTree.fromstring(maps.svg(view, [], language, standalone=True, **more))


def test_a_picture_names_streets_only_when_near(town: SimpleNamespace) -> None:
    far = "".join(drawn(maps.whole_city(640, 400)).itertext())
    near = "".join(drawn(maps.View(35.625, 51.05, 17, 640, 400)).itertext())
    assert "خیابان مهر" not in far
    assert "ناحیهٔ خاوری" in far
    assert "خیابان مهر" in near
    english = "".join(drawn(maps.View(35.625, 51.05, 17, 640, 400), "en").itertext())
    assert "Mehr St" in english


def test_inline_wears_classes_and_standalone_wears_colours(town: SimpleNamespace) -> None:
    view = maps.whole_city(640, 400)
    inline, alone = maps.base(view, "fa", False), maps.base(view, "fa", True)
    assert 'class="street' in inline
    assert "#" not in inline
    assert 'stroke="#ffffff"' in alone
    assert "style=" not in inline + alone


def test_only_what_the_view_shows_is_drawn(town: SimpleNamespace) -> None:
    nowhere = maps.View(35.10, 50.10, 15, 640, 400)
    assert "<path class" not in maps.base(nowhere, "fa", False)
    assert "<path class" in maps.base(maps.whole_city(640, 400), "fa", False)


def test_a_base_is_drawn_once_until_the_map_changes(
    town: SimpleNamespace, django_assert_num_queries
) -> None:
    view = maps.whole_city(640, 400)
    maps.base(view, "fa", False)
    with django_assert_num_queries(0):
        first = maps.base(view, "fa", False)
    with django_assert_num_queries(2):
        assert maps.base(view, "en", False) != first


def test_a_crowded_city_stays_small(town: SimpleNamespace) -> None:
    """Ten thousand small streets: far away they are left out, near only the seen ones stand."""
    features = [
        {
            "type": "Feature",
            "properties": {"class": "alley", "name": {"fa": f"کوچهٔ {number}"}},
            "geometry": {
                "type": "LineString",
                "coordinates": [
                    [51.0 + number % 100 / 1000, 35.6 + number // 100 / 2000],
                    [51.0009 + number % 100 / 1000, 35.6003 + number // 100 / 2000],
                ],
            },
        }
        for number in range(10_000)
    ]
    MapLayer.objects.filter(kind="street").update(features={"features": features})
    view = maps.whole_city(640, 400)
    for zoom in range(6):
        picture = maps.svg(view.zoomed(zoom), [], "fa", standalone=True)
        assert len(gzip.compress(picture.encode())) < 12_000


def test_names_and_titles_are_escaped(town: SimpleNamespace) -> None:
    Area.objects.filter(code="east").update(name={"fa": "<script>1</script>"})
    view = maps.whole_city(640, 400)
    pins = [maps.Pin(35.62, 51.05, 'javascript:"x', '"><img onerror=1>', "done")]
    picture = maps.svg(view, pins, "fa", standalone=True, label='"><b>')
    assert "<script>" not in picture
    assert "<img" not in picture
    assert "<b>" not in picture
    ElementTree.fromstring(picture)


def test_a_picture_with_links_is_a_group_and_each_link_has_a_name(town: SimpleNamespace) -> None:
    view = maps.whole_city(640, 400)
    plain = maps.svg(view, [maps.Pin(35.62, 51.05, state="selected")], "fa", label="x")
    linked = maps.svg(view, [maps.Pin(35.62, 51.05, "/reports/1/", "چراغ", "waiting")], "fa")
    assert 'role="img"' in plain
    assert 'role="group"' in linked
    assert 'aria-label="چراغ"' in linked
    assert 'class="pin waiting"' in linked


def texts(picture: str) -> list[tuple[float, float]]:
    found = re.findall(r'<text class="district-name"[^>]* x="(\d+)" y="(\d+)"', picture)
    return [(float(x), float(y) - 5) for x, y in found]


def test_a_district_is_named_where_there_is_room_if_not_in_its_middle(town) -> None:
    """A district around another has its middle under the other's name."""
    whole = [[51.0, 35.6], [51.1, 35.6], [51.1, 35.65], [51.0, 35.65], [51.0, 35.6]]
    inner = [[51.03, 35.605], [51.07, 35.605], [51.07, 35.645], [51.03, 35.645], [51.03, 35.605]]
    Area.objects.filter(code="west").update(
        geometry={"type": "Polygon", "coordinates": [inner]}, sort_key="a"
    )
    Area.objects.filter(code="east").update(
        geometry={"type": "Polygon", "coordinates": [whole]}, sort_key="b"
    )
    drawn = maps.base(maps.whole_city(640, 400), "fa", False)
    assert "ناحیهٔ خاوری" in drawn and "ناحیهٔ باختری" in drawn


def test_no_name_lies_under_the_cross_in_the_middle(town) -> None:
    view = maps.whole_city(640, 400)
    free = texts(maps.svg(view, [], "fa"))
    latitude, longitude = view.place(*free[0])
    pinned = maps.svg(view, [maps.Pin(latitude, longitude, state="middle")], "fa")
    assert len(texts(pinned)) == len(free)
    assert all(abs(x - free[0][0]) > 12 or abs(y - free[0][1]) > 12 for x, y in texts(pinned))


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(0, 200)), max_size=12))
def test_marks_are_moved_apart_and_stay_in_the_picture(points) -> None:
    frame = (14, 14, 386, 286)
    moved = geometry.spread(points, 25, frame)
    for one, other in combinations(moved, 2):
        assert math.dist(one, other) > 12
    assert all(14 <= x <= 386 and 14 <= y <= 286 for x, y in moved)


def test_marks_with_room_stay_where_they_are() -> None:
    points = [(50.0, 50.0), (80.0, 50.0), (80.0, 90.0)]
    assert geometry.spread(points, 25, (0, 0, 400, 300)) == points


def test_outside_tiles_lie_under_the_map_but_never_in_a_file(
    town: SimpleNamespace, settings
) -> None:
    settings.TILES = "https://tiles.example/{z}/{x}/{y}.png"
    view = maps.View(35.62, 51.05, 14.4, 640, 400)
    inline = maps.svg(view, [], "fa")
    assert "https://tiles.example/14/" in inline
    assert 'class="street' not in inline
    assert inline.count("<image") <= 20
    assert "tiles.example" not in maps.svg(view, [], "fa", standalone=True)


def test_a_ring_is_cut_at_the_frame() -> None:
    ring = [(-50.0, -50.0), (50.0, -50.0), (50.0, 50.0), (-50.0, 50.0)]
    cut = geometry.ring_within(ring, (0, 0, 100, 100))
    assert geometry.surface_of(cut) == pytest.approx(2500)
    assert geometry.ring_within(ring, (60, 60, 100, 100)) == []


@given(st.lists(st.tuples(st.floats(-1000, 1000), st.floats(-1000, 1000)), min_size=2, max_size=40))
def test_simplifying_keeps_ends_and_strays_no_farther_than_it_may(line) -> None:
    kept = geometry.simplified(line, 5)
    assert (kept[0], kept[-1]) == (line[0], line[-1])
    for point in line:
        sides = pairwise(kept)
        assert min(geometry._from_segment(point, a, b) for a, b in sides) <= 5.001


def test_a_border_of_two_neighbours_is_drawn_once() -> None:
    left = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
    right = [(1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.0, 0.0)]
    pieces = geometry.unshared([left, right])
    segments = [pair for piece in pieces for pair in pairwise(piece)]
    assert len(segments) == 7


# The map as a picture of its own


def picture(client: Client, **asked: object):
    return client.get("/map.svg", asked)


def test_a_picture_is_svg_and_kept_for_long(town: SimpleNamespace, client: Client) -> None:
    answer = picture(client, lat=35.62, lon=51.05, zoom=15, w=300, h=200, lang="en", v=1)
    root = ElementTree.fromstring(answer.content)
    assert (root.get("width"), root.get("height")) == ("300", "200")
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert answer["Cache-Control"] == "public, max-age=31536000, immutable"
    marked = picture(client, mark_lat=35.62, mark_lon=51.05)
    assert marked["Cache-Control"].startswith("private"), "a mark may be somebody's home"
    assert marked.content != picture(client).content


def test_an_address_of_a_view_leads_to_its_picture(town: SimpleNamespace, client: Client) -> None:
    view = maps.whole_city(300, 200).zoomed(2)
    pins = [maps.Pin(view.centre_latitude, view.centre_longitude, state="middle")]
    drawn = ElementTree.fromstring(client.get(maps.address(view, "fa")).content)
    expected = ElementTree.fromstring(maps.svg(view, pins, "fa", True))
    assert [one.attrib for one in drawn] == [one.attrib for one in expected]


@pytest.mark.parametrize(
    "asked",
    [
        {"zoom": 99},
        {"zoom": -5},
        {"w": 100_000, "h": 100_000},
        {"w": 1, "h": 0},
        {"lat": 89, "lon": -179},
        {"mark_lat": 1e300, "mark_lon": -1e300},
        {"lang": "xx"},
        {"lang": "\u0000<script>"},
        {"v": "x" * 5000},
    ],
)
def test_what_is_too_much_is_brought_to_what_there_is(
    town: SimpleNamespace, client: Client, asked: dict[str, object]
) -> None:
    answer = picture(client, **asked)
    assert answer.status_code == 200
    root = ElementTree.fromstring(answer.content)
    assert 64 <= float(root.get("width", 0)) <= 1280
    assert "inf" not in answer.content.decode()
    assert "nan" not in answer.content.decode()


@pytest.mark.parametrize("name", ["lat", "lon", "zoom", "w", "h", "mark_lat", "mark_lon"])
@pytest.mark.parametrize("value", ["nan", "inf", "1e999", "x", "\u0000", "'><svg onload=x>"])
def test_what_is_no_number_is_refused_by_name(
    town: SimpleNamespace, client: Client, name: str, value: str
) -> None:
    asked = {"mark_lat": "35.6", name: value}
    answer = picture(client, **asked)
    assert answer.status_code == 400
    assert name in answer.content.decode()
    assert "<svg onload" not in answer.content.decode()


def landmark(latitude: float, longitude: float, **properties: object) -> dict:
    geometry = {"type": "Point", "coordinates": [longitude, latitude]}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def test_known_places_stand_under_their_area_in_order(town: SimpleNamespace) -> None:
    features = [
        landmark(35.62, 51.07, name={"fa": "مسجد", "en": "Mosque"}),
        landmark(35.62, 51.08, name_fa="آرامگاه", name_en="Tomb"),
        landmark(35.62, 51.02, name="بازار"),
        landmark(35.62, 51.03),
        {"type": "Feature", "properties": {"name": "نه"}, "geometry": None},
    ]
    MapLayer.objects.create(kind="landmark", features={"features": features})
    listed = [(area, [name_in(one.names) for one in ones]) for area, ones in by_area()]
    assert listed == [("ناحیهٔ باختری", ["بازار"]), ("ناحیهٔ خاوری", ["آرامگاه", "مسجد"])]
    assert landmarks()["35.62000,51.08000"].area_code == "east"

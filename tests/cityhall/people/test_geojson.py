"""Maps that somebody uploads: what goes in, and how everything else is refused in words."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone, translation

from cityhall.acts.models import Act
from cityhall.acts.refusals import Refused
from cityhall.people import actions, geojson, places
from cityhall.people.actor import Actor
from cityhall.people.models import Area, City, MapLayer

RING = [[51.1, 35.6], [51.2, 35.6], [51.2, 35.7], [51.1, 35.6]]


def polygon(*rings: Any) -> dict[str, Any]:
    return {"type": "Polygon", "coordinates": list(rings) or [RING]}


def feature(geometry: Any = None, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": geometry or polygon()}


def collection(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": list(features)}).encode()


def read(data: bytes, kinds: tuple[str, ...] = geojson.AREAS, **more: Any) -> list[geojson.Shape]:
    return geojson.read(data, kinds, geojson.USUAL, **more)


def fault(data: bytes, **more: Any) -> str:
    """The words in which a file is refused, always at its field."""
    with pytest.raises(Refused) as caught:
        read(data, **more)
    assert (caught.value.refusal.field, caught.value.refusal.status) == ("file", 422)
    return caught.value.refusal.message


@pytest.fixture
def admin(actor: Callable[[str], Actor]) -> Actor:
    return actor("admin")


def test_a_shape_keeps_its_names_and_loses_all_else() -> None:
    (shape,) = read(
        collection(feature(name_fa=" ناحيهٔ  ۱ ", name_en="One", code=7, owner="Ali", note={"x": 1}))
    )
    assert shape.names == {"fa": "ناحیهٔ ۱", "en": "One"}
    assert shape.code == "7"
    assert set(shape.geometry) == {"type", "coordinates"}


def test_heights_go_and_decimals_end_at_ten_centimetres() -> None:
    ring = [[51.123456789, 35.6, 1200.5], *[[*point, 3] for point in RING[1:3]]]
    ring.append(ring[0])
    (shape,) = read(collection(feature(polygon(ring))))
    assert shape.geometry["coordinates"][0][0] == [51.123457, 35.6]


def test_a_mark_at_the_beginning_of_a_file_does_no_harm() -> None:
    assert len(read(b"\xef\xbb\xbf" + collection(feature()))) == 1


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"FeatureCollection"',
        b"NaN",
        b"\xff\xfe\x00",
        b"[" * 200_000,
        b'{"type": "Feature"}',
        b'{"type": "FeatureCollection"}',
        b'{"type": "FeatureCollection", "features": {}}',
        b'{"type": "FeatureCollection", "features": []}',
        b'{"type": "FeatureCollection", "features": [null]}',
        b'{"type": "FeatureCollection", "features": [{"geometry": []}]}',
        collection(feature({"type": "Point", "coordinates": [51, 35]})),
        collection(feature({"type": "GeometryCollection", "geometries": []})),
        collection(feature({"type": "Polygon"})),
        collection(feature({"type": "Polygon", "coordinates": []})),
        collection(feature({"type": "Polygon", "coordinates": [[]]})),
        collection(feature({"type": "Polygon", "coordinates": [[51, 35]]})),
        collection(feature({"type": "Polygon", "coordinates": "all"})),
        collection(feature(polygon(RING[:3]))),
        collection(feature(polygon([*RING[:3], [51.3, 35.6]]))),
        collection(feature(polygon([[51.1], *RING[1:]]))),
        collection(feature(polygon([["51.1", "35.6"], *RING[1:]]))),
        collection(feature(polygon([[True, False], *RING[1:]]))),
        collection(feature(polygon([[None, None], *RING[1:]]))),
        collection(feature(polygon([[539000, 3950000], *RING[1:]]))),
        collection(feature(polygon([[51.1, 90.1], *RING[1:]]))),
        b'{"type":"FeatureCollection","features":[{"geometry":{"type":"Polygon","coordinates":'
        b"[[[1e400,1],[1,1],[1,2],[1e400,1]]]}}]}",
        b'{"type":"FeatureCollection","features":[{"geometry":{"type":"Polygon","coordinates":'
        b"[[[" + b"9" * 400 + b",1],[1,1],[1,2],[1,1]]]}}]}",
    ],
)
def test_what_is_no_map_is_refused_in_words(data: bytes) -> None:
    assert len(fault(data)) > 10


def test_a_file_of_metres_is_told_what_to_do() -> None:
    assert "WGS 84" in fault(collection(feature(polygon([[539000.5, 3950000.1], *RING[1:]]))))


def test_a_file_that_is_too_large_is_refused_before_it_is_read() -> None:
    with translation.override("en"):
        assert "8 MB" in fault(b"{" + b" " * geojson.MOST_BYTES)


def test_too_many_features_or_points_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    with translation.override("en"):
        assert "3 features" in fault(collection(feature(), feature(), feature()), most=2)
    monkeypatch.setattr(geojson, "MOST_POINTS", 7)
    assert len(read(collection(feature()))) == 1
    fault(collection(feature(), feature()))


def test_the_names_of_properties_are_offered_when_a_name_is_missing(
    town: SimpleNamespace, admin: Actor
) -> None:
    data = collection(feature(NAHIYE="۱", NAME_EN="One"))
    with pytest.raises(Refused) as caught:
        actions.set_areas(data, actor=admin, at=timezone.now())
    assert "NAHIYE, NAME_EN" in caught.value.refusal.message
    columns = geojson.Columns(fa="NAHIYE", en="NAME_EN")
    (area,) = actions.set_areas(data, columns=columns, actor=admin, at=timezone.now())
    assert (area.code, area.name) == ("one", {"fa": "۱", "en": "One"})


@pytest.mark.django_db(transaction=True)
def test_areas_are_added_or_drawn_anew_and_none_is_lost(
    town: SimpleNamespace, admin: Actor
) -> None:
    version = City.objects.get().map_version
    assert places.area_at(35.62, 51.07) == town.east
    cache.get("areas")
    north = feature(name_en="North", code="north")
    moved = feature(name_en="East", name_fa="خاور", code="east")
    actions.set_areas(collection(north, moved), actor=admin, at=timezone.now())
    assert set(Area.objects.values_list("code", flat=True)) == {"east", "west", "north"}
    assert Area.objects.get(code="east").pk == town.east.pk
    assert places.area_at(35.62, 51.07) is None  # what was kept in memory is read anew
    assert City.objects.get().map_version == version + 1
    act = Act.objects.get()
    assert act.public == {"added": ["north"], "changed": ["east"]}


def test_a_code_may_stand_once_in_a_file(town: SimpleNamespace, admin: Actor) -> None:
    data = collection(feature(name_en="A", code="x"), feature(name_en="B", code="X"))
    with pytest.raises(Refused):
        actions.set_areas(data, actor=admin, at=timezone.now())
    assert not Area.objects.filter(code="x").exists()


@pytest.mark.parametrize(
    ("kind", "geometry"),
    [
        ("street", {"type": "LineString", "coordinates": RING}),
        ("street", {"type": "MultiLineString", "coordinates": [RING, RING]}),
        ("park", polygon()),
        ("park", {"type": "MultiPolygon", "coordinates": [[RING]]}),
        ("water", {"type": "LineString", "coordinates": RING}),
        ("water", polygon()),
        ("landmark", {"type": "Point", "coordinates": [51.05, 35.62]}),
    ],
)
def test_every_layer_that_goes_in_can_be_drawn(
    town: SimpleNamespace,
    admin: Actor,
    client_as: Callable[..., Client],
    kind: str,
    geometry: dict[str, Any],
) -> None:
    hostile = '"><script>alert(1)</script>'
    data = collection(feature(geometry, name_fa=hostile, **{"class": hostile}))
    actions.set_layer(kind, data, actor=admin, at=timezone.now())
    assert len(MapLayer.objects.get(kind=kind).features["features"]) == 1
    page = client_as("admin").get("/manage/areas/")
    assert page.status_code == 200
    assert b"<script>alert" not in page.content


def test_a_layer_takes_only_its_own_geometries(town: SimpleNamespace, admin: Actor) -> None:
    for kind, geometry in (("landmark", polygon()), ("street", polygon()), ("park", None)):
        data = collection(feature(geometry or {"type": "Point", "coordinates": [1, 1]}))
        with pytest.raises(Refused):
            actions.set_layer(kind, data, actor=admin, at=timezone.now())
    with pytest.raises(Refused):
        actions.set_layer("sky", collection(feature()), actor=admin, at=timezone.now())


@pytest.mark.parametrize("role", ["resident", "lamp", "dispatcher"])
def test_only_the_citys_administrators_draw(
    town: SimpleNamespace, actor: Callable[[str], Actor], role: str
) -> None:
    data = collection(feature(name_en="A"))
    for act in (
        lambda: actions.set_areas(data, actor=actor(role), at=timezone.now()),
        lambda: actions.set_layer("park", data, actor=actor(role), at=timezone.now()),
    ):
        with pytest.raises(Refused) as caught:
            act()
        assert caught.value.refusal.status == 403


def upload(data: bytes, name: str = "map.geojson") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, content_type="application/geo+json")


def test_the_page_takes_a_file_and_shows_the_areas(
    town: SimpleNamespace, client_as: Callable[..., Client]
) -> None:
    client = client_as("admin", "en")
    answer = client.post(
        "/manage/areas/",
        {"do": "areas", "areas-file": upload(collection(feature(name_en="Northern hills")))},
    )
    assert answer.status_code == 302
    assert "Northern hills" in client.get("/manage/areas/").content.decode()


@pytest.mark.parametrize(
    "data", [b"", b"no map", collection(feature(name_en="x" * 500, code="\x00"))]
)
def test_the_page_refuses_what_is_no_map(
    town: SimpleNamespace, client_as: Callable[..., Client], data: bytes
) -> None:
    client = client_as("admin")
    for do in ("areas", "layer"):
        facts = {"do": do, f"{do}-file": upload(data), "layer-kind": "street"}
        assert client.post("/manage/areas/", facts).status_code in (302, 422)
    assert client.post("/manage/areas/", {"do": "areas"}).status_code == 422
    assert client.post("/manage/areas/", {"do": "layer", "layer-kind": "sky"}).status_code == 422
    assert client.post("/manage/areas/", {"do": "dance"}).status_code == 200

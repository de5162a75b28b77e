"""The city's own map: its areas, and the layers that are drawn under reports."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.utils.text import slugify
from django.utils.translation import gettext as _

from cityhall.acts import actions as acts
from cityhall.acts.refusals import Refusal, Refused, demand
from cityhall.people import geojson
from cityhall.people.actions.city import the_city
from cityhall.people.actions.common import (
    atomic,
    city_changed,
    may_manage_city,
    sort_key,
    take_turn,
)
from cityhall.people.actor import Actor
from cityhall.people.models import Area, MapLayer

GEOMETRIES: dict[str, tuple[str, ...]] = {
    MapLayer.Kind.WATER: (*geojson.LINES, *geojson.AREAS),
    MapLayer.Kind.PARK: geojson.AREAS,
    MapLayer.Kind.STREET: geojson.LINES,
    MapLayer.Kind.LANDMARK: ("Point",),
}


@atomic
def set_areas(
    data: bytes, *, columns: geojson.Columns = geojson.USUAL, actor: Actor, at: datetime
) -> list[Area]:
    """Add the areas of a GeoJSON file, and redraw those whose code is known; none is removed.

    Raises `Refused` at the field "file" for whatever is wrong with the file.
    """
    take_turn()
    demand(may_manage_city(actor=actor))
    shapes = geojson.read(data, geojson.AREAS, columns, most=geojson.MOST_AREAS)
    known = {area.code: area for area in Area.objects.all()}
    areas = [_area(shape, data) for shape in shapes]
    codes = [area.code for area in areas]
    if twice := sorted({code for code in codes if codes.count(code) > 1}):
        message = _("The code %(code)s stands twice in the file.") % {"code": twice[0]}
        raise Refused(Refusal("bad_map", message, "file", 422))
    for area in areas:
        if area.code in known:
            area.pk = known[area.code].pk
        area.save()
    facts = {
        "added": sorted(code for code in codes if code not in known),
        "changed": sorted(code for code in codes if code in known),
    }
    city = the_city()
    acts.record(actor, "people.set_areas", city, facts, at=at)
    city_changed(map_too=True)
    return areas


@atomic
def set_layer(
    kind: str,
    data: bytes,
    *,
    columns: geojson.Columns = geojson.USUAL,
    actor: Actor,
    at: datetime,
) -> MapLayer:
    """Draw a layer of the base map from a GeoJSON file, in place of the one before.

    Raises `Refused` at "kind" or "file".
    """
    take_turn()
    demand(may_manage_city(actor=actor))
    if kind not in GEOMETRIES:
        raise Refused(Refusal("no_kind", _("Choose a layer from the list."), "kind", 422))
    shapes = geojson.read(data, GEOMETRIES[kind], columns)
    features = {"type": "FeatureCollection", "features": _features(shapes)}
    layer, _made = MapLayer.objects.update_or_create(kind=kind, defaults={"features": features})
    facts = {"layer": kind, "features": len(shapes)}
    acts.record(actor, "people.set_layer", the_city(), facts, at=at)
    city_changed(map_too=True)
    return layer


def _area(shape: geojson.Shape, data: bytes) -> Area:
    if not shape.names:
        found = ", ".join(geojson.properties_of(data)) or "–"
        message = _(
            "Feature %(n)d has no name. Say below which property holds it; the file has: %(found)s"
        )
        facts = {"n": shape.number, "found": found}
        raise Refused(Refusal("bad_map", message % facts, "file", 422))
    code = slugify(shape.code) or slugify(shape.names.get("en", "")) or f"area-{shape.number}"
    return Area(
        code=code[:40], name=shape.names, geometry=shape.geometry, sort_key=sort_key(shape.names)
    )


def _features(shapes: Sequence[geojson.Shape]) -> list[dict[str, object]]:
    return [
        {
            "type": "Feature",
            "properties": {"class": shape.kind, "name": shape.names},
            "geometry": shape.geometry,
        }
        for shape in shapes
    ]

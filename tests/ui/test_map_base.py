"""Outlines made ready for the browser, and what is wrong with those that cannot be."""

import json
from typing import Any

import pytest
from shapely.geometry import Point, shape

from ui.errors import MapInputError
from ui.map.base import CANVAS_FROM, BaseMap, GeometryLayer, outlines


def square(west: float, south: float, **properties: Any) -> dict[str, Any]:
    """Return a feature of one degree a side."""
    ring = [[west, south], [west + 1, south], [west + 1, south + 1], [west, south + 1], [west, south]]
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Polygon", "coordinates": [ring]},
    }


def layer(*features: dict[str, Any], **options: Any) -> GeometryLayer:
    """Return a layer of those features."""
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    return GeometryLayer("communes", "Communes", content, **options)


def test_features_keep_their_order_code_and_name_alone() -> None:
    """Codes come in the order of the features; other properties do not travel to the browser."""
    ready = outlines(layer(square(2, 50, code="62041", nom="Arras", population=42000), square(0, 49, code="62004")))
    assert ready.codes == ("62041", "62004")
    assert ready.bounds == (0, 49, 3, 51)
    first, second = json.loads(ready.content)["features"]
    assert set(first["properties"]) == {"code", "name", "at"}
    assert first["properties"]["name"] == "Arras"
    assert second["properties"]["name"] == "62004"


def test_the_point_of_an_area_lies_inside_it() -> None:
    """The label's point is inside even where the centroid is not: a U open to the north."""
    ring = [[0, 0], [9, 0], [9, 9], [8, 9], [8, 1], [1, 1], [1, 9], [0, 9], [0, 0]]
    crescent = {"type": "Polygon", "coordinates": [ring]}
    feature = {"type": "Feature", "properties": {"code": "u"}, "geometry": crescent}
    at = json.loads(outlines(layer(feature)).content)["features"][0]["properties"]["at"]
    assert shape(crescent).contains(Point(at))
    assert not shape(crescent).contains(shape(crescent).centroid)


def test_many_areas_go_on_a_canvas() -> None:
    """From a few hundred areas on, one drawn element each would make the page heavy."""
    many = [square(0, 0, code=str(rank)) for rank in range(CANVAS_FROM)]
    assert outlines(layer(*many)).on_canvas
    assert not outlines(layer(*many[1:])).on_canvas


def test_an_area_without_code_is_refused() -> None:
    """Values could never be painted on it: the property that is missing is named."""
    with pytest.raises(MapInputError, match="« insee »".replace(" ", "\u202f")):
        outlines(layer(square(0, 0, code="62041"), key="insee"))


def test_two_areas_with_one_code_are_refused() -> None:
    """One value cannot be painted on two areas: the code is named."""
    with pytest.raises(MapInputError, match="62041"):
        outlines(layer(square(0, 0, code="62041"), square(1, 0, code="62041")))


@pytest.mark.parametrize("content", [b"{", b"[]", b'{"type": "Feature"}', b'{"features": []}'])
def test_bytes_that_hold_no_outlines_are_refused(content: bytes) -> None:
    """A broken or empty file is named by its French title."""
    with pytest.raises(MapInputError, match="Communes"):
        outlines(GeometryLayer("communes", "Communes", content))


def test_unknown_outlines_are_named_with_the_known_ones() -> None:
    """Asking for a level that the map does not have says which it has."""
    with pytest.raises(MapInputError, match=r"cantons.*communes"):
        BaseMap((layer(square(0, 0, code="1")),)).layer("cantons")

"""Outlines for the screen."""

import json

import pytest
import shapely

from geo import outlines, territory
from geo.territory import UnknownArea


@pytest.mark.parametrize(("level", "count"), [("commune", 46), ("iris", 66), ("carreau", 1727), ("qpv", 6)])
def test_geojson_has_every_area_once(level: str, count: int) -> None:
    """The GeoJSON of a level holds each of its areas, with code and name, and valid polygons."""
    features = json.loads(outlines.geojson(level))["features"]
    assert len({feature["properties"]["code"] for feature in features}) == count
    assert all(feature["properties"]["name"] for feature in features)
    assert all(shapely.geometry.shape(feature["geometry"]).is_valid for feature in features)


def test_geojson_is_always_the_same() -> None:
    """The same tables give the same bytes, so that a browser's cache holds."""
    assert outlines.geojson("iris") == outlines.geojson("iris")


def test_simplified_communes_still_share_their_borders() -> None:
    """Simplifying opens no gap: the union keeps no hole and the areas still add up."""
    frame = outlines.areas("commune")
    simple = outlines.simplify(frame, 60.0)
    before, after = (
        shapely.union_all(frame.geometry.to_numpy()),
        shapely.union_all(simple.geometry.to_numpy()),
    )
    assert simple.area.sum() == pytest.approx(after.area, rel=1e-9)
    assert after.area == pytest.approx(before.area, rel=0.02)


def test_a_zone_becomes_rings_in_degrees() -> None:
    """Each polygon keeps its outer ring and its holes, without the corners that lie on a straight line."""
    from pyproj import Transformer

    x, y = Transformer.from_crs(4326, 2154, always_xy=True).transform(2.78, 50.29)
    holed = shapely.box(x, y, x + 600, y + 600).difference(shapely.box(x + 200, y + 200, x + 400, y + 400))
    far = shapely.Polygon([(x + 900, y), (x + 1000, y), (x + 1100, y), (x + 1100, y + 200), (x + 900, y + 200)])
    found = outlines.polygons(shapely.union_all([holed, far]))
    assert sorted(len(polygon) for polygon in found) == [1, 2]
    assert {len(ring) for polygon in found for ring in polygon} == {5}
    west = min(lon for polygon in found for ring in polygon for lon, _ in ring)
    south = min(lat for polygon in found for ring in polygon for _, lat in ring)
    assert (west, south) == (pytest.approx(2.78, abs=1e-3), pytest.approx(50.29, abs=1e-3))


def test_iris_of_five_communes_are_marked_approximate() -> None:
    """The 25 rebuilt outlines are marked, the 41 others are not."""
    frame = outlines.areas("iris")
    assert (frame["outline"] == "approché").sum() == 25
    assert frame.loc[frame["outline"] == "approché", "commune"].nunique() == 5


def test_labels_stand_alone() -> None:
    """An IRIS is named with its commune, a whole commune once, a cell by its commune."""
    of = territory.load()
    assert of.label("62041") == "Arras"
    assert of.label("620411001") == "Ronville (Arras)"
    assert of.label("620070000") == "Acq"
    assert of.label(of.cells["id"].iloc[0]).startswith("Carreau à ")


def test_unknown_area_is_named() -> None:
    """A code outside the territory is named in the error."""
    with pytest.raises(UnknownArea, match="75056"):
        territory.load().label("75056")


def test_names_are_sorted_as_a_french_reader_expects() -> None:
    """Écurie and Étrun come among the E."""
    names = [area.name for area in territory.load().communes.values()]
    assert names.index("Écurie") < names.index("Étrun") < names.index("Fampoux")

"""Outlines for the screen: simplified once, borders still shared, as GeoJSON bytes that never vary."""

import json
from typing import TYPE_CHECKING, Any

from data import store

if TYPE_CHECKING:
    import geopandas as gpd

METRIC = 2154
GEOGRAPHIC = 4326
# Twice the width of a drawn border at the closest useful zoom; measured: 770 kB become 84 kB.
TOLERANCE_M = {"commune": 15.0, "iris": 12.0, "carreau": 0.0, "qpv": 2.0}
TABLE_OF_LEVEL = {"commune": "communes", "iris": "iris", "carreau": "grid", "qpv": "qpv"}
CODE_OF_LEVEL = {"commune": "code", "iris": "code", "carreau": "id", "qpv": "code"}
DECIMALS = 5  # one metre


def areas(level: str) -> "gpd.GeoDataFrame":
    """Return the areas of a level in EPSG:2154 with columns `code`, `name`, `commune`, `outline`.

    Parameters
    ----------
    level : {"commune", "iris", "carreau", "qpv"}

    Returns
    -------
    GeoDataFrame
        Sorted by code. `outline` is "officiel" or "approché"; `commune` is the code of the commune
        ("" for a priority neighbourhood, which may lie over two).
    """
    table = store.read_geometry(TABLE_OF_LEVEL[level]).to_crs(METRIC)
    table = table.rename(columns={CODE_OF_LEVEL[level]: "code"})
    if level == "commune":
        table["commune"], table["outline"] = table["code"], "officiel"
    elif level == "carreau":
        table["name"], table["outline"] = "Carreau de 200 m", "officiel"
    elif level == "qpv":
        table["commune"] = ""
    frame = table[["code", "name", "commune", "outline", "geometry"]]
    return frame.sort_values("code").reset_index(drop=True)


def simplify(frame: "gpd.GeoDataFrame", tolerance: float) -> "gpd.GeoDataFrame":
    """Simplify areas (metres) and keep the borders that two of them share."""
    import shapely

    if tolerance <= 0:
        return frame
    return frame.set_geometry(shapely.coverage_simplify(frame.geometry.to_numpy(), tolerance))


def _rounded(coordinates: Any) -> Any:
    if isinstance(coordinates, (int, float)):
        return round(coordinates, DECIMALS)
    return [_rounded(part) for part in coordinates]


def geojson(level: str) -> bytes:
    """Return the areas of a level as compact GeoJSON (EPSG:4326): properties `code`, `name`, `outline`."""
    frame = areas(level)
    frame = (simplify(frame, TOLERANCE_M[level]) if level != "qpv" else frame).to_crs(GEOGRAPHIC)
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "name": name, "outline": outline},
            "geometry": {"type": shape["type"], "coordinates": _rounded(shape["coordinates"])},
        }
        for code, name, outline, shape in zip(
            frame["code"],
            frame["name"],
            frame["outline"],
            (geometry.__geo_interface__ for geometry in frame.geometry),
            strict=True,
        )
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()


def polygons(geometry: Any, tolerance: float = 1.0) -> list[list[list[tuple[float, float]]]]:
    """Return the polygons of a geometry (EPSG:2154) as rings of (longitude, latitude), the outer ring first.

    Parameters
    ----------
    geometry : shapely Polygon or MultiPolygon
    tolerance : float
        Metres within which corners are dropped: those that lie on a straight line, at least.
    """
    import shapely
    from pyproj import Transformer

    to_degrees = Transformer.from_crs(METRIC, GEOGRAPHIC, always_xy=True)

    def degrees(ring: Any) -> list[tuple[float, float]]:
        x, y = shapely.get_coordinates(ring).T
        return [(float(lon), float(lat)) for lon, lat in zip(*to_degrees.transform(x, y), strict=True)]

    parts = shapely.get_parts(shapely.simplify(geometry, tolerance))
    return [[degrees(ring) for ring in (part.exterior, *part.interiors)] for part in parts]


def bounds() -> tuple[float, float, float, float]:
    """Return the territory's west, south, east, north in degrees."""
    west, south, east, north = store.read("communes").total_bounds
    return float(west), float(south), float(east), float(north)

"""Invented outlines of the territory in use: of its IRIS, and of its priority neighbourhoods.

They follow the lists in use (codes, names, communes) and the real communes, nothing else: where the lines pass is
drawn at random, with a fixed seed for each area.
"""

import json
import math
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
import shapely

from data import store
from data.importers import fictitious

SEED = 20_241_231
METRIC, GEOGRAPHIC = 2154, 4326
# How many times each point is brought to the middle of its cell, so that cells have comparable sizes.
ROUNDS = 3
CORNERS = 24
TRIES = 200
# Seven decimals of a degree are a centimetre.
DECIMALS = 7

Point = npt.NDArray[np.float64]


def iris() -> bytes:
    """Return a GeoJSON of invented IRIS: they cover their commune without overlapping; a sole one is the commune."""
    listed = store.read_plain("iris", ["code", "name", "commune", "type"]).sort_values("code")
    communes = store.read_geometry("communes").to_crs(METRIC).set_index("code").geometry
    shapes: list[Any] = []
    properties: list[dict[str, str]] = []
    for commune, rows in listed.groupby("commune"):
        shapes += cells(communes[commune], len(rows), _draw(str(commune)))
        properties += [
            {"CODE_IRIS": str(code), "NOM_IRIS": str(name), "INSEE_COM": str(commune), "TYP_IRIS": str(type_)}
            for code, name, type_ in rows[["code", "name", "type"]].itertuples(index=False)
        ]
    return _geojson(_joined(_in_degrees(shapes)), properties)


def neighbourhoods() -> bytes | None:
    """Return a GeoJSON of invented outlines of the listed neighbourhoods; None for a territory that has none.

    Each one has about the published area, lies in its first commune, and apart from the others.
    """
    # Not the table in use, which this very file may have become: the same list always gives the same file.
    listed = store.read_file(store.ground("qpv"), "qpv").sort_values("code")
    communes = store.read_geometry("communes").to_crs(METRIC).set_index("code").geometry
    drawn: list[Any] = []
    properties: list[dict[str, str]] = []
    for code, name, touched, hectares in listed[["code", "name", "communes", "area_ha"]].itertuples(index=False):
        commune = next((one for one in str(touched).split(";") if one in communes.index), None)
        if commune is None:
            continue
        drawn.append(_apart(communes[commune], 10_000 * float(hectares), drawn, _draw(str(code))))
        properties.append({"CODE_QP": str(code), "LIB_QP": str(name), "INSEE_COM": commune})
    return _geojson(_in_degrees(drawn), properties) if drawn else None


def cells(whole: Any, count: int, draw: np.random.Generator) -> list[Any]:
    """Cut an area into Voronoi cells of points drawn in it.

    Parameters
    ----------
    whole : Polygon or MultiPolygon
        In metres.
    count : int
        Number of cells; 1 gives the area back as it is.
    draw : Generator

    Returns
    -------
    list of Polygon or MultiPolygon
        Together they are the area; none overlaps another; none is empty.
    """
    if count == 1:
        return [whole]
    points = _inside(whole, count, draw)
    for turn in range(ROUNDS + 1):
        of = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(points), extend_to=whole, ordered=True))
        parts = [_surface(part) for part in shapely.intersection(of, whole)]
        if turn < ROUNDS:
            points = shapely.get_coordinates(shapely.point_on_surface(parts))
    return parts


def _surface(shape: Any) -> Any:
    """Leave out the points and lines where two areas only touch."""
    if shape.geom_type in ("Polygon", "MultiPolygon"):
        return shape
    return shapely.union_all([part for part in shapely.get_parts(shape) if part.geom_type == "Polygon"])


def _draw(code: str) -> np.random.Generator:
    return np.random.default_rng([SEED, crc32(code.encode())])


def _inside(whole: Any, count: int, draw: np.random.Generator) -> Point:
    """Draw points in an area, evenly.

    Returns
    -------
    array of shape (count, 2)
        In metres.
    """
    west, south, east, north = shapely.bounds(whole)
    found = np.empty((0, 2))
    while len(found) < count:
        tried = draw.uniform((west, south), (east, north), size=(8 * count, 2))
        found = np.vstack([found, tried[shapely.contains_xy(whole, tried[:, 0], tried[:, 1])]])
    return found[:count]


def _apart(commune: Any, area: float, others: list[Any], draw: np.random.Generator) -> Any:
    """Draw a rounded shape of some area in a commune, off the others where there is room."""
    radius = math.sqrt(max(area, 10_000.0) / math.pi)
    angles = np.linspace(0, 2 * math.pi, CORNERS, endpoint=False)
    two, five = draw.uniform(0, 2 * math.pi, size=2)
    rays = radius * (1 + 0.18 * np.sin(2 * angles + two) + 0.12 * np.sin(5 * angles + five))
    ring = np.column_stack([rays * np.cos(angles), rays * np.sin(angles)])
    best: Any = None
    for centre in _inside(commune, TRIES, draw):
        shape = _surface(shapely.intersection(shapely.polygons(ring + centre), commune))
        lost = sum(shapely.area(shapely.intersection(shape, other)) for other in others)
        free = shapely.area(shape) - 2 * lost
        if best is None or free > best[0]:
            best = (free, shape)
        if lost == 0 and shapely.area(shape) > 0.98 * shapely.area(shapely.polygons(ring)):
            break
    return best[1]


def _in_degrees(shapes: list[Any]) -> Any:
    import geopandas as gpd

    degrees = gpd.GeoSeries(shapes, crs=METRIC).to_crs(GEOGRAPHIC).to_numpy()
    return shapely.transform(degrees, lambda xy: xy.round(DECIMALS))


def _joined(shapes: Any) -> Any:
    """Give each outline the corners that its neighbours have on their common border, so that no sliver remains."""
    corners = shapely.multipoints(np.unique(shapely.get_coordinates(shapes), axis=0))
    return shapely.snap(shapes, corners, 3 * 10.0**-DECIMALS)


def _geojson(shapes: Any, properties: list[dict[str, str]]) -> bytes:
    features = [
        {
            "type": "Feature",
            "properties": {**one, fictitious.COLUMN: fictitious.MARK},
            "geometry": shapely.geometry.mapping(shape),
        }
        for one, shape in zip(properties, shapes, strict=True)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()

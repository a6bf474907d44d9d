"""The never-changing part of a map: its outlines, read from static files named by their content."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from ui.errors import MapInputError

Role = Literal["area", "overlay"]
CANVAS_FROM = 400
"""From this many areas on, they are drawn on a canvas: one element a cell would make the page heavy."""


@dataclass(frozen=True)
class GeometryLayer:
    """Outlines under one name.

    Parameters
    ----------
    name
        Short name in code: « communes », « iris », « cells », « qpv ». It comes back as `MapEvent.layer`.
    title
        French name shown to the reader: « Communes ».
    geojson
        A FeatureCollection in WGS84, encoded in UTF-8; already simplified.
    key, label
        Properties holding the code and the name of each area.
    role
        « area » can be painted; « overlay » is a dashed outline that lies over the painted areas.
    framed
        Whether thin outlines stay over other painted levels (the communes over the IRIS).
    approximate
        Whether the outlines must be announced as « approchés ».
    source
        Producer and licence, for the attribution line.
    """

    name: str
    title: str
    geojson: bytes
    key: str = "code"
    label: str = "nom"
    role: Role = "area"
    framed: bool = False
    approximate: bool = False
    source: str = ""


@dataclass(frozen=True)
class Background:
    """A tile background, off until somebody asks for it: it is the only thing that needs the internet."""

    name: str
    title: str
    url: str
    attribution: str
    max_zoom: int = 18


IGN_PLAN = Background(
    name="ign",
    title="Plan IGN",
    url="https://data.geopf.fr/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&STYLE=normal&FORMAT=image/png"
    "&LAYER=GEOGRAPHICALGRIDSYSTEMS.PLANIGNV2&TILEMATRIXSET=PM&TILEMATRIX={z}&TILEROW={y}&TILECOL={x}",
    attribution="Fond\u202f: IGN, Plan IGN v2",
)
OPENSTREETMAP = Background(
    name="osm",
    title="OpenStreetMap",
    url="https://tile.openstreetmap.org/{z}/{x}/{y}.png",
    attribution="Fond\u202f: © contributeurs d’OpenStreetMap",
)


@dataclass(frozen=True)
class BaseMap:
    """The outlines and backgrounds that a map can show, and its accessible name.

    `bounds` is (west, south, east, north); by default that of the first layer.
    """

    layers: tuple[GeometryLayer, ...]
    label: str = "Carte du territoire"
    bounds: tuple[float, float, float, float] | None = None
    backgrounds: tuple[Background, ...] = (IGN_PLAN, OPENSTREETMAP)

    def layer(self, name: str) -> GeometryLayer:
        """Return the layer of that name.

        Raises
        ------
        MapInputError
            When the map has none of that name.
        """
        for layer in self.layers:
            if layer.name == name:
                return layer
        known = ", ".join(layer.name for layer in self.layers)
        raise MapInputError(f"La carte n’a pas de contours nommés « {name} » (elle connaît : {known}).")


@dataclass(frozen=True)
class Outlines:
    """A layer made ready for the browser: each feature keeps its code, its name and a point inside it."""

    content: bytes
    codes: tuple[str, ...]
    bounds: tuple[float, float, float, float]

    @property
    def on_canvas(self) -> bool:
        """Whether there are too many areas for one drawn element each."""
        return len(self.codes) >= CANVAS_FROM


@lru_cache(maxsize=32)
def outlines(layer: GeometryLayer) -> Outlines:
    """Reduce a layer to what the browser needs; the order of `codes` is that of the features.

    The point inside each area is the centre of its largest inscribed circle, so that a label or a circle does
    not fall on the border of a crescent-shaped commune.

    Raises
    ------
    MapInputError
        When the bytes are not a FeatureCollection, a feature has no code, or two have the same.
    """
    import shapely
    from shapely.geometry import shape

    features = _features(layer)
    kept: list[dict[str, Any]] = []
    codes: list[str] = []
    geometries = [shape(feature["geometry"]) for feature in features]
    for feature, geometry in zip(features, geometries, strict=True):
        properties = feature.get("properties") or {}
        if properties.get(layer.key) is None:
            raise MapInputError(f"Un contour de « {layer.title} » n’a pas de code (propriété « {layer.key} »).")
        code = str(properties[layer.key])
        circle = shapely.maximum_inscribed_circle(geometry, tolerance=1e-4)
        centre = shapely.get_point(circle, 0)
        codes.append(code)
        kept.append(
            {
                "type": "Feature",
                "properties": {
                    "code": code,
                    "name": str(properties.get(layer.label) or code),
                    "at": [round(centre.x, 5), round(centre.y, 5)],
                },
                "geometry": {
                    "type": feature["geometry"]["type"],
                    "coordinates": _rounded(feature["geometry"]["coordinates"]),
                },
            }
        )
    if len(set(codes)) != len(codes):
        twice = next(code for code in codes if codes.count(code) > 1)
        raise MapInputError(f"Deux contours de « {layer.title} » portent le même code {twice}.")
    bounds = shapely.total_bounds(geometries)
    content = json.dumps({"type": "FeatureCollection", "features": kept}, ensure_ascii=False, separators=(",", ":"))
    west, south, east, north = (round(float(value), 5) for value in bounds)
    return Outlines(content.encode(), tuple(codes), (west, south, east, north))


def _features(layer: GeometryLayer) -> Sequence[dict[str, Any]]:
    try:
        collection = json.loads(layer.geojson)
        features = collection["features"]
    except (ValueError, KeyError, TypeError) as error:
        raise MapInputError(f"Les contours « {layer.title} » ne sont pas un GeoJSON lisible.") from error
    if not features:
        raise MapInputError(f"Les contours « {layer.title} » sont vides.")
    return list(features)


def _rounded(coordinates: Any) -> Any:
    """Round to 1e-5 degree, about 1 m: a screen shows no more, and the file is smaller."""
    if isinstance(coordinates, (int, float)):
        return round(coordinates, 5)
    return [_rounded(part) for part in coordinates]

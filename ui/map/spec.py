"""The view of the moment as the small JSON that the painter sends to the browser.

Values are lists in the order of the outlines' features, without their codes: 46 communes take about 1 kB.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from ui.errors import MapInputError
from ui.map.base import BaseMap, Outlines, outlines
from ui.map.legend import legend_spec
from ui.map.paint import HATCHED, Circles, Line, Paint, PointLayer, View, Zone
from ui.map.static_files import publish


def view_spec(base: BaseMap, view: View) -> dict[str, Any]:
    """Check a view against its base map and return it as plain JSON values.

    Raises
    ------
    MapInputError
        When the view names outlines, areas, overlays or a background that the map does not have.
    """
    layer = base.layer(view.level)
    if layer.role != "area":
        raise MapInputError(f"Les contours « {layer.title} » se superposent à la carte et ne se colorent pas.")
    shapes = outlines(layer)
    for name in view.overlays:
        if base.layer(name).role != "overlay":
            raise MapInputError(f"Les contours « {name} » ne sont pas une surcouche.")
    if view.background is not None and view.background not in {tile.name for tile in base.backgrounds}:
        raise MapInputError(f"La carte n’a pas de fond nommé « {view.background} ».")
    spec: dict[str, Any] = {
        "level": view.level,
        "selected": sorted(_known(view.selected, shapes, layer.title)),
        "focus": view.focus,
        "labels": view.labels,
        "named": list(view.named),
        "overlays": sorted(view.overlays),
        "background": view.background,
        "paint": _paint(view.paint or _ground(view.circles), shapes, layer.title),
        "circles": _circles(view.circles, shapes, layer.title),
        "points": [_points(points) for points in view.points],
        "lines": [_line(line) for line in view.lines],
        "zones": [_zone(zone) for zone in view.zones],
        "legend": legend_spec(base, view),
    }
    if view.focus is not None:
        _known([view.focus], shapes, layer.title)
    return {name: value for name, value in spec.items() if value not in (None, [], False)}


def _known(codes: Iterable[str], shapes: Outlines, title: str) -> set[str]:
    unknown = set(codes).difference(shapes.codes)
    if unknown:
        raise MapInputError(f"Les contours « {title} » n’ont pas de territoire {min(unknown)}.")
    return set(codes)


def _in_order(values: Mapping[str, Any], shapes: Outlines, title: str) -> list[Any]:
    _known(values, shapes, title)
    return [values.get(code) for code in shapes.codes]


def _paint(paint: Paint | None, shapes: Outlines, title: str) -> dict[str, Any] | None:
    if paint is None:
        return None
    return {
        "classes": _in_order(paint.classes, shapes, title),
        "palette": list(paint.palette),
        "tips": _texts(paint.tips, shapes, title),
    }


def _ground(circles: Circles | None) -> Paint | None:
    """Return the hatched ground of the counts that are hidden, under circles that stand alone."""
    if circles is None or not circles.hatched:
        return None
    return Paint(dict.fromkeys(circles.hatched, HATCHED), (), ())


def _texts(tips: Mapping[str, str], shapes: Outlines, title: str) -> dict[str, Any]:
    """Send each text once: cells share their values, communes their « secret statistique »."""
    ordered = _in_order(tips, shapes, title)
    rank = {text: position for position, text in enumerate(dict.fromkeys(text for text in ordered if text))}
    return {"texts": list(rank), "of": [rank[text] if text else None for text in ordered]}


def _circles(circles: Circles | None, shapes: Outlines, title: str) -> dict[str, Any] | None:
    if circles is None:
        return None
    radii = {code: circles.radius(value) for code, value in circles.values.items()}
    return {
        "radii": _in_order(radii, shapes, title),
        "colour": circles.colour,
        "tips": _texts(circles.tips, shapes, title),
    }


def _points(layer: PointLayer) -> dict[str, Any]:
    points = [[point.identifier, round(point.lon, 5), round(point.lat, 5), point.tip] for point in layer.points]
    spec: dict[str, Any] = {
        "key": layer.key,
        "title": layer.title,
        "colour": layer.colour,
        "shape": layer.shape,
        "letter": layer.letter,
        "shown": layer.shown,
        "states": {point.identifier: point.state for point in layer.points if point.state != "normal"},
    }
    if layer.fixed:
        content = json.dumps(points, ensure_ascii=False, separators=(",", ":")).encode()
        return {**spec, "url": publish(f"points-{layer.key}", ".json", content)}
    return {**spec, "points": points}


def _line(line: Line) -> dict[str, Any]:
    return {
        "key": line.key,
        "title": line.title,
        "colour": line.colour,
        "dashed": line.dashed,
        "tip": line.tip,
        "path": [[round(lon, 5), round(lat, 5)] for lon, lat in line.path],
        "stops": [
            [stop.identifier, round(stop.lon, 5), round(stop.lat, 5), stop.number, stop.tip] for stop in line.stops
        ],
    }


def _zone(zone: Zone) -> dict[str, Any]:
    return {
        "key": zone.key,
        "title": zone.title,
        "tip": zone.tip,
        "approximate": zone.approximate,
        "polygons": [
            [[[round(lon, 5), round(lat, 5)] for lon, lat in ring] for ring in polygon] for polygon in zone.polygons
        ],
    }

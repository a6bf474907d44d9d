"""A sketch of a team's day on the communes, as the text of an SVG: depot, numbered stops, the way between them."""

from functools import lru_cache
from html import escape
from itertools import pairwise
from math import hypot
from typing import Any

from data import store
from geo import outlines
from outreach.tours import TourDay

WIDTH, HEIGHT = 1000.0, 430.0
# Metres: finer than a hair on a sketch a hand wide.
_TOLERANCE_M = 30.0
# A day inside one town still shows where the town is.
_LEAST_WIDTH_M = 7_000.0
_AROUND = 0.34
_GROUND, _BORDER, _WAY, _INK, _QUIET = "#EEF2F2", "#B9C6C9", "#0B6478", "#1A2A30", "#6A7C82"
_FONT = 'font-family="Source Sans 3"'
_NAME_SIZE, _LETTER = 21.0, 0.52

Box = tuple[float, float, float, float]
Spot = tuple[float, float]


def svg(day: TourDay) -> str | None:
    """Draw the way of a day, as the crow flies.

    Returns
    -------
    str or None
        An SVG of `WIDTH` by `HEIGHT`; None when no place of the day has a position. A place without one is left
        out: the sheet lists it all the same.
    """
    from pyproj import Transformer

    to_metres = Transformer.from_crs(4326, 2154, always_xy=True)
    depot = None if day.team.lon is None else to_metres.transform(day.team.lon, day.team.lat)
    stops = {
        str(rank): to_metres.transform(visit.stop.lon, visit.stop.lat)
        for rank, visit in enumerate(day.visits, start=1)
        if visit.stop.lon is not None
    }
    places = [*([depot] if depot else []), *stops.values()]
    if not places:
        return None
    view = _frame(places)

    def at(place: Spot) -> Spot:
        west, _, east, north = view
        scale = WIDTH / (east - west)
        return (place[0] - west) * scale, (north - place[1]) * scale

    marks = [at(place) for place in places]
    way = [*marks, *(marks[:1] if depot else [])]
    drawn = [*_ground(view), _path(way), *_names(view, marks, way)]
    if depot:
        drawn.append(_depot(*marks[0]))
    for label, place in stops.items():
        drawn.append(_stop(label, *at(place)))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:.0f} {HEIGHT:.0f}">'
        f'<rect width="{WIDTH:.0f}" height="{HEIGHT:.0f}" fill="#FFFFFF"/>{"".join(drawn)}'
        f'<rect width="{WIDTH:.0f}" height="{HEIGHT:.0f}" fill="none" stroke="{_BORDER}" stroke-width="3"/></svg>'
    )


def _frame(places: list[Spot]) -> Box:
    """Return the box, in metres and in the drawing's proportions, that holds the places with room around them."""
    west, east = min(x for x, _ in places), max(x for x, _ in places)
    south, north = min(y for _, y in places), max(y for _, y in places)
    width = max((east - west) * (1 + _AROUND), _LEAST_WIDTH_M, (north - south) * (1 + _AROUND) * WIDTH / HEIGHT)
    middle, level = (west + east) / 2, (south + north) / 2
    height = width * HEIGHT / WIDTH
    return middle - width / 2, level - height / 2, middle + width / 2, level + height / 2


@lru_cache(maxsize=2)
def _communes(fingerprint: str) -> list[tuple[str, Any]]:
    frame = outlines.simplify(outlines.areas("commune"), _TOLERANCE_M)
    return list(zip(frame["name"], frame.geometry, strict=True))


def _in_view(view: Box) -> list[tuple[str, Any]]:
    from shapely.geometry import box

    window = box(*view)
    parts = [(name, shape.intersection(window)) for name, shape in _communes(store.fingerprint("communes"))]
    return [(name, part) for name, part in parts if not part.is_empty and part.area > 0]


def _ground(view: Box) -> list[str]:
    west, _, east, north = view
    scale = WIDTH / (east - west)

    def ring(coordinates: Any) -> str:
        return "M" + "L".join(f"{(x - west) * scale:.1f} {(north - y) * scale:.1f}" for x, y, *_ in coordinates) + "Z"

    drawn = []
    for _, shape in _in_view(view):
        parts = [part for part in getattr(shape, "geoms", [shape]) if part.geom_type == "Polygon"]
        rings = "".join(ring(line.coords) for part in parts for line in (part.exterior, *part.interiors))
        drawn.append(
            f'<path d="{rings}" fill="{_GROUND}" stroke="{_BORDER}" stroke-width="2" fill-rule="evenodd" '
            'stroke-linejoin="round"/>'
        )
    return drawn


def _names(view: Box, marks: list[Spot], way: list[Spot]) -> list[str]:
    """Name the communes whose name has room, the widest first, away from the marks, the way and one another."""
    west, _, east, north = view
    scale = WIDTH / (east - west)
    taken: list[Box] = [(x - 30, y - 30, x + 30, y + 30) for x, y in marks]
    taken += [(x - 6, y - 6, x + 6, y + 6) for x, y in _along(way)]
    drawn = []
    for name, shape in sorted(_in_view(view), key=lambda pair: (-pair[1].area, pair[0])):
        spot = shape.representative_point()
        x, y = (spot.x - west) * scale, (north - spot.y) * scale
        half = len(name) * _NAME_SIZE * _LETTER / 2
        own = (x - half, y - _NAME_SIZE, x + half, y + _NAME_SIZE / 2)
        inside = own[0] > 0 and own[2] < WIDTH and own[1] > 0 and own[3] < HEIGHT
        if inside and not any(_meet(own, other) for other in taken):
            taken.append(own)
            drawn.append(
                f'<text x="{x:.1f}" y="{y:.1f}" {_FONT} font-size="{_NAME_SIZE:.0f}" fill="{_QUIET}" '
                f'stroke="{_GROUND}" stroke-width="6" stroke-linejoin="round" paint-order="stroke" '
                f'text-anchor="middle">{escape(name)}</text>'
            )
    return drawn


def _along(way: list[Spot]) -> list[Spot]:
    """Return points along the way, close enough for no name to pass between two of them."""
    points = []
    for (x, y), (to_x, to_y) in pairwise(way):
        steps = max(1, round(hypot(to_x - x, to_y - y) / 12))
        points += [(x + (to_x - x) * step / steps, y + (to_y - y) * step / steps) for step in range(steps)]
    return points


def _meet(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _path(way: list[Spot]) -> str:
    points = " ".join(f"{x:.1f},{y:.1f}" for x, y in way)
    return (
        f'<polyline points="{points}" fill="none" stroke="{_WAY}" stroke-width="5" stroke-linejoin="round" '
        'stroke-dasharray="14 8"/>'
    )


def _depot(x: float, y: float) -> str:
    return (
        f'<rect x="{x - 14:.1f}" y="{y - 14:.1f}" width="28" height="28" rx="4" fill="{_INK}" stroke="#FFFFFF" '
        'stroke-width="3"/>'
        f'<text x="{x:.1f}" y="{y + 8:.1f}" {_FONT} font-size="22" font-weight="600" fill="#FFFFFF" '
        'text-anchor="middle">D</text>'
    )


def _stop(label: str, x: float, y: float) -> str:
    return (
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="18" fill="{_WAY}" stroke="#FFFFFF" stroke-width="3"/>'
        f'<text x="{x:.1f}" y="{y + 8.5:.1f}" {_FONT} font-size="24" font-weight="600" fill="#FFFFFF" '
        f'text-anchor="middle">{label}</text>'
    )

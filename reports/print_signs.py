"""The signs of a print map, drawn alike on the territory and in the legend."""

from __future__ import annotations

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.palettes import HATCH_INK, MISSING_GROUND, OUTLINE_ON_LIGHT
from reports.print_canvas import Sheet

INK: Final = "#14242A"
QPV_INK: Final = "#7A1E3A"
UNKNOWN_RADIUS: Final = 1.5
"""Of the disc of a count that is not known, millimetres."""
_REACH: Final = {"square": 1.15, "diamond": 1.2, "triangle": 1.3, "pentagon": 1.1, "star": 1.35}
"""How far each sign reaches beyond a circle's radius, so that all weigh about the same on the page."""

Box = tuple[float, float, float, float]


def draw_hatching(sheet: Sheet, areas: list[BaseGeometry], *, withheld: bool, step: float | None = None) -> None:
    """Hatch areas: close strokes that rise for a secret value, sparse ones that fall for an absent one."""
    sheet.shapes(areas, fill=MISSING_GROUND)
    whole = shapely.union_all(areas)
    step = step or (1.5 if withheld else 2.6)
    strokes = _strokes(whole.bounds, step, 1.0 if withheld else -1.0)
    cut = shapely.get_parts(shapely.intersection(shapely.MultiLineString(strokes), whole))
    lines = [shapely.get_coordinates(part) for part in cut if part.geom_type == "LineString"]
    sheet.lines(lines, colour=HATCH_INK, line=0.5)


def _strokes(bounds: Box, step: float, slope: float) -> list[list[tuple[float, float]]]:
    """Parallel lines at 45° over a box, on a raster of the whole page so that neighbours match."""
    left, bottom, right, top = bounds
    crossings = [y - slope * x for x in (left, right) for y in (bottom, top)]
    pitch = step * np.sqrt(2)
    first, last = int(np.floor(min(crossings) / pitch)), int(np.ceil(max(crossings) / pitch))
    return [[(left, slope * left + n * pitch), (right, slope * right + n * pitch)] for n in range(first, last + 1)]


def draw_dashes(sheet: Sheet, areas: list[BaseGeometry]) -> None:
    """Outline areas in dashes over a pale line, which stands out on light and dark fills alike."""
    sheet.shapes(areas, edge="#FFFFFF", line=2.2, opacity=0.85)
    sheet.shapes(areas, edge=QPV_INK, line=1.1, dash=(3.2, 1.8))


def radii_of(values: NDArray[np.float64], greatest: float, biggest: float) -> NDArray[np.float64]:
    """Radii whose squares are proportional to the values; 0 for none or a missing one."""
    if greatest <= 0:
        return np.zeros(len(values))
    return np.asarray(biggest * np.sqrt(np.nan_to_num(values) / greatest), dtype=np.float64)


def draw_circle(sheet: Sheet, x: float, y: float, radius: float, colour: str) -> None:
    """Draw a proportional circle with its pale rim."""
    sheet.circle(x, y, radius, fill="#FFFFFF", opacity=0.5)
    sheet.circle(x, y, radius, fill=colour, opacity=0.8)
    sheet.circle(x, y, radius, edge="#FFFFFF", line=0.7)


def draw_unknown(sheet: Sheet, x: float, y: float, radius: float, *, withheld: bool) -> BaseGeometry:
    """Draw the hatched disc that stands for a count not known over a known rate, and return its shape."""
    disc = shapely.Point(x, y).buffer(radius, quad_segs=12)
    draw_hatching(sheet, [disc], withheld=withheld, step=0.7 if withheld else 1.1)
    sheet.shapes([disc], edge=OUTLINE_ON_LIGHT, line=0.6)
    return disc


def draw_mark(sheet: Sheet, x: float, y: float, *, radius: float, mark: str, colour: str) -> BaseGeometry:
    """Draw the sign of a place with its white ring, and return its shape."""
    corners = {"square": 4, "diamond": 4, "triangle": 3, "pentagon": 5, "star": 10}.get(mark, 48)
    turn = np.pi / 4 if mark == "square" else 0.0
    reach = radius * _REACH.get(mark, 1.0)
    angles = np.pi / 2 + turn + np.arange(corners) * 2 * np.pi / corners
    lengths = np.where(np.arange(corners) % 2 == 1, 0.45, 1.0) if mark == "star" else np.ones(corners)
    across, up = reach * lengths * np.cos(angles), reach * lengths * np.sin(angles)
    shape = shapely.Polygon(np.column_stack([x + across, y + up]))
    sheet.shapes([shape], fill="#FFFFFF", edge="#FFFFFF", line=1.6)
    sheet.shapes([shape], fill=colour)
    return shape

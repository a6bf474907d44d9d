"""The map itself: areas, hatching, outlines, circles, places and names, on the paper."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, TypeVar

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.affinity import affine_transform
from shapely.geometry.base import BaseGeometry

from geo.palettes import OUTLINE_ON_LIGHT
from reports.print_canvas import Sheet, polygons
from reports.print_labels import Label, place_names
from reports.print_signs import (
    INK,
    QPV_INK,
    UNKNOWN_RADIUS,
    draw_circle,
    draw_dashes,
    draw_hatching,
    draw_mark,
    draw_unknown,
    radii_of,
)
from reports.print_spec import PrintMap
from reports.print_type import width

PLAIN_GROUND: Final = "#EEF1F0"
"""Of areas that bear no rate: under circles, or under places alone."""

_MOST_OUTLINED: Final = 300

Box = tuple[float, float, float, float]
Metres = TypeVar("Metres", float, NDArray[np.float64])


@dataclass(frozen=True)
class Projection:
    """From metres on the ground to millimetres on the paper: one scale, no rotation.

    Attributes
    ----------
    scale : float
        Millimetres on the paper for a metre on the ground.
    left, bottom : float
        Where the origin of EPSG:2154 would fall, millimetres.
    """

    scale: float
    left: float
    bottom: float

    @classmethod
    def fit(cls, spec: PrintMap, frame: Box) -> Projection:
        """The largest scale that shows the whole territory inside the frame (millimetres), centred."""
        bounds = (spec.units if spec.communes is None else spec.communes).total_bounds.tolist()
        wide, high = max(bounds[2] - bounds[0], 1.0), max(bounds[3] - bounds[1], 1.0)
        scale = min((frame[2] - frame[0]) / wide, (frame[3] - frame[1]) / high)
        left = (frame[0] + frame[2]) / 2 - scale * (bounds[0] + bounds[2]) / 2
        bottom = (frame[1] + frame[3]) / 2 - scale * (bounds[1] + bounds[3]) / 2
        return cls(scale, left, bottom)

    def shape(self, geometry: BaseGeometry | None) -> BaseGeometry:
        """A geometry on the paper; an absent one is empty."""
        if geometry is None or geometry.is_empty:
            return shapely.Polygon()
        if not geometry.is_valid:
            geometry = shapely.make_valid(geometry)
        return affine_transform(geometry, [self.scale, 0, 0, self.scale, self.left, self.bottom])

    def point(self, x: Metres, y: Metres) -> tuple[Metres, Metres]:
        """A position on the paper, or many."""
        return self.left + self.scale * x, self.bottom + self.scale * y


def within_frame(spec: PrintMap, projection: Projection, frame: Box) -> PrintMap:
    """The same map without the places and neighbourhoods that lie outside its frame.

    A map of one commune would otherwise draw its neighbours' over the legend, or off the page.
    """
    marks = []
    for kind in spec.marks:
        across, up = projection.point(kind.x, kind.y)
        inside = (across > frame[0]) & (across < frame[2]) & (up > frame[1]) & (up < frame[3])
        marks.append(replace(kind, x=kind.x[inside], y=kind.y[inside]))
    qpv = spec.qpv
    if qpv is not None:
        room = shapely.box(*frame)
        qpv = qpv[[room.contains(projection.shape(geometry)) for geometry in qpv.geometry]]
    return replace(spec, marks=tuple(marks), qpv=qpv if qpv is not None and len(qpv) else None)


def draw_territory(
    sheet: Sheet, spec: PrintMap, projection: Projection, frame: Box, *, type_scale: float, biggest: float
) -> list[Label]:
    """Draw the map into a frame.

    Parameters
    ----------
    sheet : Sheet
        The page.
    spec : PrintMap
        What to show.
    projection : Projection
        Where it falls on the page.
    frame : tuple of float
        Left, bottom, right and top of the room for it, millimetres.
    type_scale : float
        Of the names and marks.
    biggest : float
        Radius of the circle of the greatest value, millimetres.

    Returns
    -------
    list of Label
        The names that found a place.
    """
    units = [projection.shape(geometry) for geometry in spec.units.geometry]
    communes = units if spec.communes is None else [projection.shape(g) for g in spec.communes.geometry]
    sheet.shapes(communes, fill=PLAIN_GROUND)
    _paint(sheet, spec, units)
    _hatch(sheet, spec, units)
    _outline(sheet, spec, units, communes)
    if spec.qpv is not None:
        draw_dashes(sheet, [projection.shape(geometry) for geometry in spec.qpv.geometry])
    if spec.fictitious:
        left, bottom, right, top = shapely.total_bounds(np.array(communes, dtype=object)).tolist()
        _stamp(sheet, (left, bottom, right, top))
    signs = _circles(sheet, spec, units, biggest) + _marks(sheet, spec, projection, 1.55 * type_scale)
    if not spec.names:
        return []
    return _names(sheet, spec, communes, frame=frame, signs=signs, type_scale=type_scale)


def _paint(sheet: Sheet, spec: PrintMap, units: list[BaseGeometry]) -> None:
    painted = spec.fill or spec.cross
    if painted is None:
        return
    for i, colour in enumerate(painted.colours):
        # A hair of its own colour closes the white seams that renderers leave between neighbours.
        sheet.shapes([units[u] for u in np.flatnonzero(painted.index == i)], fill=colour, edge=colour, line=0.25)


def _hatch(sheet: Sheet, spec: PrintMap, units: list[BaseGeometry]) -> None:
    secret = np.zeros(len(units), dtype=np.bool_) if spec.secret is None else spec.secret
    for mask, withheld in ((spec.unpainted & secret, True), (spec.unpainted & ~secret, False)):
        areas = [units[u] for u in np.flatnonzero(mask)]
        if areas:
            draw_hatching(sheet, areas, withheld=withheld)


def _outline(sheet: Sheet, spec: PrintMap, units: list[BaseGeometry], communes: list[BaseGeometry]) -> None:
    # Cells of a grid lie too close for outlines of their own.
    if len(units) <= _MOST_OUTLINED:
        sheet.shapes(units, edge="#FFFFFF", line=0.45)
    # A hair of grey on a white line: seen between two light areas as well as between two dark ones.
    sheet.shapes(communes, edge="#FFFFFF", line=1.0)
    sheet.shapes(communes, edge=OUTLINE_ON_LIGHT, line=0.25)
    border = shapely.union_all(communes)
    parts = [shapely.Polygon(part.exterior) for part in polygons([border])]
    sheet.shapes(parts, edge=OUTLINE_ON_LIGHT, line=0.9)


def _circles(sheet: Sheet, spec: PrintMap, units: list[BaseGeometry], biggest: float) -> list[BaseGeometry]:
    if spec.circles is None:
        return []
    values = spec.circles.values
    radii = radii_of(values, float(np.nanmax(values, initial=0.0)), biggest * spec.circles.shrink)
    hearts = [unit.centroid if unit.contains(unit.centroid) else unit.representative_point() for unit in units]
    drawn: list[BaseGeometry] = []
    # The largest first, so that no small circle lies hidden under a great one.
    for u in np.argsort(-radii, kind="stable"):
        if radii[u] > 0 and not units[u].is_empty:
            draw_circle(sheet, hearts[u].x, hearts[u].y, float(radii[u]), spec.circles.colour)
            drawn.append(hearts[u].buffer(float(radii[u])))
    for u in np.flatnonzero(spec.uncircled):
        if not units[u].is_empty:
            withheld = spec.secret is not None and bool(spec.secret[u])
            drawn.append(draw_unknown(sheet, hearts[u].x, hearts[u].y, UNKNOWN_RADIUS, withheld=withheld))
    return drawn


def _marks(sheet: Sheet, spec: PrintMap, projection: Projection, radius: float) -> list[BaseGeometry]:
    drawn: list[BaseGeometry] = []
    # The first kind named lies on top: a service is not hidden by the town hall that houses it.
    for marks in reversed(spec.marks):
        for x, y in zip(marks.x.tolist(), marks.y.tolist(), strict=True):
            across, up = projection.point(x, y)
            drawn.append(draw_mark(sheet, across, up, radius=radius, mark=marks.mark, colour=marks.colour))
    return drawn


def _names(
    sheet: Sheet,
    spec: PrintMap,
    communes: list[BaseGeometry],
    *,
    frame: Box,
    signs: list[BaseGeometry],
    type_scale: float,
) -> list[Label]:
    populations = np.zeros(len(spec.names)) if spec.populations is None else spec.populations
    labels = place_names(spec.names, communes, populations, frame=frame, signs=signs, scale=type_scale)
    for label in labels:
        for line, height in zip(label.lines, label.baselines, strict=True):
            sheet.text(
                label.x,
                height,
                line,
                size=label.size,
                weight=label.weight,
                colour=INK,
                align="center",
                halo=("#FFFFFF", label.size * 0.28),
            )
    return labels


def _stamp(sheet: Sheet, extent: Box) -> None:
    """Write « EXEMPLE FICTIF » from corner to corner, pale enough to read the map through it."""
    words = "EXEMPLE FICTIF"
    wide, high = extent[2] - extent[0], extent[3] - extent[1]
    angle = float(np.degrees(np.arctan2(high, wide)))
    size = 0.72 * float(np.hypot(wide, high)) / width(words, 1.0, 700)
    lean = np.radians(angle)
    # The baseline passes below the middle by half a capital, so that the words sit on the diagonal.
    drop = 0.33 * size * 25.4 / 72
    x = (extent[0] + extent[2]) / 2 + drop * float(np.sin(lean))
    y = (extent[1] + extent[3]) / 2 - drop * float(np.cos(lean))
    sheet.text(
        x,
        y,
        words,
        size=size,
        weight=700,
        colour=QPV_INK,
        align="center",
        angle=angle,
        opacity=0.16,
        halo=("#FFFFFF", 0.5),
    )

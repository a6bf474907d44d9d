"""Where the names of the communes go: none over another, the most populous first.

A greedy placement over candidate positions, after Yoeli (1972, "The logic of automated map lettering", *The
Cartographic Journal* 9-2) and Christensen, Marks and Shieber (1995, *ACM Transactions on Graphics* 14-3):
each name takes the cheapest of its free positions, where cost grows with the distance to the heart of its
commune, with what it leaves of it, and with the signs that it would cover. A name with no acceptable
position is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from reports.print_canvas import polygons
from reports.print_type import MM, Weight, width

Box = tuple[float, float, float, float]

LEADING: Final = 1.08
_CAP: Final = 0.66
"""Height of a capital in Source Sans, in ems."""
_BELOW: Final = 0.2
"""How far its letters go under the baseline, in ems."""
_GAP: Final = 0.55
"""Least space between two names, millimetres."""
_AWAY: Final = 0.55
"""The share of a name that may lie outside its commune."""
_WORST: Final = 1.6
"""The cost above which a name is better left out."""


@dataclass(frozen=True)
class Label:
    """A name set in its place.

    Attributes
    ----------
    lines : tuple of str
        One or two lines.
    x : float
        Their middle, millimetres.
    baselines : tuple of float
        One height a line, millimetres.
    size : float
        Points.
    weight : int
        Weight of the font.
    box : tuple of float
        What it covers: left, bottom, right, top, millimetres.
    """

    lines: tuple[str, ...]
    x: float
    baselines: tuple[float, ...]
    size: float
    weight: Weight
    box: Box


def place_names(
    names: Sequence[str],
    areas: Sequence[BaseGeometry],
    populations: NDArray[np.float64],
    *,
    frame: Box,
    signs: Sequence[BaseGeometry],
    scale: float = 1.0,
) -> list[Label]:
    """Place as many names as can be read, none over another nor out of the frame.

    Parameters
    ----------
    names : sequence of str
        One a commune.
    areas : sequence of geometry
        Their outlines on the paper, millimetres.
    populations : float[c]
        Names are placed from the greatest to the least; the greatest are set larger. NaN counts as least.
    frame : tuple of float
        Left, bottom, right and top that no name crosses.
    signs : sequence of geometry
        Circles and marks that names had better not cover, millimetres.
    scale : float
        Of the type.

    Returns
    -------
    list of Label
        In the order of placement.
    """
    ranks = np.argsort(-np.nan_to_num(populations, nan=-1.0), kind="stable")
    around = np.array([shapely.buffer(sign, _GAP) for sign in signs], dtype=object)
    placed: list[Label] = []
    for rank, i in enumerate(ranks.tolist()):
        if not polygons([areas[i]]):
            continue
        size, weight = _type_of(rank, scale)
        candidates, wander = _candidates(names[i], areas[i], around, size, weight)
        boxes = np.array([candidate.box for candidate in candidates])
        free = np.flatnonzero(_inside(boxes, frame) & ~_touching(boxes, placed))
        if not len(free):
            continue
        costs = wander[free] + _burden(boxes[free], areas[i], around)
        least = int(np.argmin(costs))
        if costs[least] <= _WORST:
            placed.append(candidates[int(free[least])])
    return placed


def _type_of(rank: int, scale: float) -> tuple[float, Weight]:
    if rank == 0:
        return 10.0 * scale, 700
    return (7.6 * scale, 600) if rank <= 8 else (6.9 * scale, 400)


def _candidates(
    name: str, area: BaseGeometry, signs: NDArray[np.object_], size: float, weight: Weight
) -> tuple[list[Label], NDArray[np.float64]]:
    """Positions around the heart of the area, on one line and on two, with the cost of wandering off."""
    heart = _heart(area)
    em = size * MM
    labels, costs = [], []

    def add(lines: tuple[str, ...], x: float, middle: float, cost: float) -> None:
        wide = max(width(line, size, weight) for line in lines)
        high = (_CAP + (len(lines) - 1) * LEADING) * em
        baselines = tuple(middle + high / 2 - (_CAP + n * LEADING) * em for n in range(len(lines)))
        box = (x - wide / 2, baselines[-1] - _BELOW * em, x + wide / 2, middle + high / 2 + 0.1 * em)
        labels.append(Label(lines, x, baselines, size, weight, box))
        costs.append(cost + 0.15 * (len(lines) - 1))

    for lines in _settings(name):
        half = max(width(line, size, weight) for line in lines) / 2 + 0.9 * em
        for right in _ASIDE:
            for up in _ABOVE:
                cost = 0.5 * abs(right) + 0.12 * abs(up)
                add(lines, heart[0] + right * half, heart[1] + up * em, cost)
        # In the middle of its own great circle, where there is one.
        for sign in signs[shapely.contains_xy(signs, *heart)] if len(signs) else ():
            middle = sign.centroid
            add(lines, float(middle.x), float(middle.y), -0.1)
    return labels, np.array(costs, dtype=np.float64)


def _heart(area: BaseGeometry) -> tuple[float, float]:
    """The middle of the largest circle that the area holds: its heart, even where it winds."""
    largest = max(polygons([area]), key=lambda part: part.area)
    x, y = shapely.get_coordinates(shapely.maximum_inscribed_circle(largest, tolerance=0.3))[0].tolist()
    return float(x), float(y)


_ASIDE: Final = (0.0, -0.25, 0.25, -0.5, 0.5, -1.0, 1.0)
_ABOVE: Final = (0.0, *(sign * 0.55 * n for n in range(1, 10) for sign in (1, -1)))
"""Where names are tried: shifts in half widths, then in ems."""


def _settings(name: str) -> list[tuple[str, ...]]:
    """The name on one line, and on two where a hyphen or space near its middle allows it."""
    seams = [n + 1 for n, letter in enumerate(name) if letter in "- " and 2 < n < len(name) - 3]
    if not seams or len(name) < 10:
        return [(name,)]
    seam = min(seams, key=lambda n: abs(n - len(name) / 2))
    return [(name,), (name[:seam].strip(), name[seam:])]


def _inside(boxes: NDArray[np.float64], frame: Box) -> NDArray[np.bool_]:
    return np.asarray(
        (boxes[:, 0] >= frame[0]) & (boxes[:, 1] >= frame[1]) & (boxes[:, 2] <= frame[2]) & (boxes[:, 3] <= frame[3])
    )


def _touching(boxes: NDArray[np.float64], placed: Sequence[Label]) -> NDArray[np.bool_]:
    """Whether each box comes too near to a name that is already placed."""
    if not placed:
        return np.zeros(len(boxes), dtype=np.bool_)
    others = np.array([label.box for label in placed])
    across, up = _GAP, 0.4 * _GAP
    return np.asarray(
        (
            (boxes[:, None, 0] < others[None, :, 2] + across)
            & (others[None, :, 0] < boxes[:, None, 2] + across)
            & (boxes[:, None, 1] < others[None, :, 3] + up)
            & (others[None, :, 1] < boxes[:, None, 3] + up)
        ).any(axis=1)
    )


def _burden(boxes: NDArray[np.float64], area: BaseGeometry, signs: NDArray[np.object_]) -> NDArray[np.float64]:
    """The cost of leaving the commune (share of the name) and of covering signs (share of each sign or
    name)."""
    patches = np.array([shapely.box(*box) for box in boxes], dtype=object)
    own = np.maximum(shapely.area(patches), 1e-9)
    shapely.prepare(area)
    left = 1.0 - shapely.area(shapely.intersection(patches, area)) / own
    # A name that lies mostly on the neighbour would be read as the neighbour's.
    cost = np.where(left > _AWAY, np.inf, 1.1 * left)
    if len(signs):
        which, sign = shapely.STRtree(patches).query(signs, predicate="intersects")[::-1]
        shared = shapely.area(shapely.intersection(patches[which], signs[sign]))
        share = shared / np.minimum(shapely.area(signs[sign]), own[which])
        # Wholly inside a great circle a name reads well; across its rim it does not.
        within = shapely.contains_properly(signs[sign], patches[which])
        np.add.at(cost, which, np.where(within, 0.3, 1.3 * share))
    return np.asarray(cost, dtype=np.float64)

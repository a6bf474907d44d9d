"""Which areas touch which: the neighbours of a commune, an IRIS or a quarter, from their outlines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np

from geo._validate import number
from geo.errors import NeighbourError

if TYPE_CHECKING:
    import geopandas as gpd

Rule = Literal["rook", "queen"]


def neighbours(
    areas: gpd.GeoDataFrame,
    *,
    code: str = "code",
    rule: Rule = "rook",
    tolerance: float = 1.0,
    shortest_border: float = 20.0,
) -> dict[str, tuple[str, ...]]:
    """Return the neighbours of each area.

    Outlines drawn apart leave slivers, gaps and overlaps along the border that they share. Two areas
    therefore touch when they come within `tolerance`, and share the part of one border that lies within
    `tolerance` of the other. A mere corner leaves a few times the tolerance of such a border, hence
    `shortest_border`.

    Parameters
    ----------
    areas : GeoDataFrame
        Polygons in projected metres (EPSG:2154).
    code : str
        Column of the unique codes.
    rule : {"rook", "queen"}
        "rook": they share a border. "queen": a common corner is enough.
    tolerance : float
        Width of slivers to be overlooked, in metres; 0 for outlines that share their vertices exactly.
    shortest_border : float
        For "rook", the border, in metres, that two neighbours share at least: strictly more than 0 when 0.

    Returns
    -------
    dict of str to tuple of str
        Codes of the neighbours, sorted; empty for an island. Symmetric. In the order of the areas.

    Raises
    ------
    NeighbourError
        If codes repeat, an outline is missing, coordinates are not projected or an argument is impossible.
    """
    import shapely

    codes = _codes(areas, code)
    for what, value in (("La tolérance", tolerance), ("La frontière minimale", shortest_border)):
        if not 0 <= value < np.inf:
            raise NeighbourError(f"{what} vaut {number(value)}\u202f: il faut des mètres, 0 ou plus.")
    if rule not in ("rook", "queen"):
        raise NeighbourError(f"Règle de voisinage inconnue\u202f: «\u202f{rule}\u202f». Règles\u202f: rook, queen.")

    outlines = areas.geometry.to_numpy()
    tree = shapely.STRtree(outlines)
    first, second = tree.query(outlines, predicate="dwithin", distance=tolerance)
    once = first < second
    first, second = first[once], second[once]
    if rule == "rook":
        borders = shapely.boundary(outlines)
        near = shapely.buffer(borders[second], tolerance) if tolerance else borders[second]
        shared = shapely.length(shapely.intersection(borders[first], near))
        kept = shared >= shortest_border if shortest_border else shared > 0
        first, second = first[kept], second[kept]

    found: dict[str, set[str]] = {name: set() for name in codes}
    for one, other in zip(first, second, strict=True):
        found[codes[one]].add(codes[other])
        found[codes[other]].add(codes[one])
    return {name: tuple(sorted(others)) for name, others in found.items()}


def _codes(areas: gpd.GeoDataFrame, code: str) -> list[str]:
    if code not in areas.columns:
        raise NeighbourError(f"La colonne «\u202f{code}\u202f» manque\u202f: elle doit porter les codes.")
    if areas.crs is None or not areas.crs.is_projected:
        shown = "aucune" if areas.crs is None else areas.crs.to_string()
        raise NeighbourError(f"Projection reçue\u202f: {shown}. Il faut des mètres en Lambert-93 (EPSG:2154).")
    codes = [str(value) for value in areas[code]]
    repeated = areas[code][areas[code].duplicated()]
    if len(repeated):
        raise NeighbourError(f"Le code «\u202f{repeated.iloc[0]}\u202f» revient plusieurs fois.")
    empty = np.flatnonzero(areas.geometry.isna() | areas.geometry.is_empty)
    if empty.size:
        raise NeighbourError(f"Le contour de «\u202f{codes[empty[0]]}\u202f» manque.")
    return codes

"""Values of areas carried over to other zones, as a priority neighbourhood or a zone of ten minutes.

Symbols: s a source area of value v_s, t a target zone, W(a) what an area holds of what the value is spread like: its
surface (areal interpolation) or its inhabitants (dasymetric interpolation: people live in the inhabited cells only).

- What adds up (people, households): v_t = Σ_s v_s W(s ∩ t) / W(s). When the targets cut the sources up without
  leaving anything, the total is the same.
- What is averaged (a rate, an index): v_t = Σ_s v_s W(s ∩ t) / Σ_s W(s ∩ t).

A cell that two areas share is divided between them by its surface.

Sources: Goodchild M. F., Lam N. S.-N. (1980), Areal interpolation, *Geo-Processing* 1; Eicher C. L., Brewer C. A.
(2001), Dasymetric mapping and areal interpolation, *Cartography and Geographic Information Science* 28.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from geo._validate import number
from geo.errors import OverlayError

if TYPE_CHECKING:
    import geopandas as gpd

FloatArray = npt.NDArray[np.float64]

WEIGHT = "weight"
COVERAGE = "coverage"


def interpolate(
    source: gpd.GeoDataFrame,
    target: gpd.GeoDataFrame,
    *,
    extensive: Sequence[str] = (),
    intensive: Sequence[str] = (),
    weights: gpd.GeoDataFrame | None = None,
) -> gpd.GeoDataFrame:
    """Estimate values of areas on other zones.

    Parameters
    ----------
    source : GeoDataFrame
        Areas that do not overlap, with the columns to carry over; metres (EPSG:2154).
    target : GeoDataFrame
        Zones, in the same projection.
    extensive, intensive : sequence of str
        Columns that add up, and columns that are averaged.
    weights : GeoDataFrame, optional
        Inhabited cells with a column `weight`, 0 or more (their inhabitants). Without it, values are spread
        evenly over the surface. An area without inhabitants spreads what adds up over its surface, and counts
        for nothing in an average unless the whole zone has none.

    Returns
    -------
    GeoDataFrame
        The targets with the estimates, and `coverage`: the share of what the zone holds (inhabitants, or surface)
        that lies in a source. An estimate is NaN where an area that takes part has no value, and, for an average,
        where no source reaches.

    Raises
    ------
    OverlayError
        If projections differ or are not in metres, a column is missing, or a weight is negative or missing.
    """
    columns = [*extensive, *intensive]
    _check(source, target, columns, weights)
    surface, held, whole, in_zone = _parts(source, target, weights)
    adding = _adding(surface, held, whole, source)
    result = target.copy()
    for name in extensive:
        result[name] = _sum(adding, source[name].to_numpy(dtype=float))
    parts = np.where(held.sum(axis=0) > 0, held, surface)
    for name in intensive:
        value = source[name].to_numpy(dtype=float)
        result[name] = _sum(_shares(parts.T, parts.sum(axis=0)).T, value, nothing=np.nan)
    result[COVERAGE] = _coverage(surface, held, in_zone, target)
    return result


def shares(
    source: gpd.GeoDataFrame, target: gpd.GeoDataFrame, *, weights: gpd.GeoDataFrame | None = None
) -> tuple[FloatArray, FloatArray]:
    """Return the share of each area that lies in each zone, by which what adds up is carried over.

    Parameters
    ----------
    source, target, weights
        As in `interpolate`.

    Returns
    -------
    shares : float[m, n]
        W(s ∩ t) / W(s) of each of m sources in each of n targets, 0 to 1.
    coverage : float[n]
        As in `interpolate`.

    Raises
    ------
    OverlayError
    """
    _check(source, target, [], weights)
    surface, held, whole, in_zone = _parts(source, target, weights)
    return _adding(surface, held, whole, source), _coverage(surface, held, in_zone, target)


def _parts(
    source: gpd.GeoDataFrame, target: gpd.GeoDataFrame, weights: gpd.GeoDataFrame | None
) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Return the surface shared, what each area holds of each zone, what each area and each zone holds."""
    areas, zones = source.geometry.to_numpy(), target.geometry.to_numpy()
    surface = _shared(areas, zones)
    if weights is None:
        return surface, surface, _surfaces(areas), _surfaces(zones)
    return surface, *_inhabited(areas, zones, weights)


def _adding(surface: FloatArray, held: FloatArray, whole: FloatArray, source: gpd.GeoDataFrame) -> FloatArray:
    """Return the share of each area in each zone; by surface for an area that holds nobody."""
    by_surface = _shares(surface, _surfaces(source.geometry.to_numpy()))
    return np.asarray(np.where((whole <= 0)[:, None], by_surface, _shares(held, whole)), dtype=np.float64)


def _coverage(surface: FloatArray, held: FloatArray, in_zone: FloatArray, target: gpd.GeoDataFrame) -> FloatArray:
    bare = in_zone <= 0
    reached = np.where(bare, surface.sum(axis=0), held.sum(axis=0))
    whole = np.where(bare, _surfaces(target.geometry.to_numpy()), in_zone)
    return np.asarray(np.clip(reached / whole, 0.0, 1.0), dtype=np.float64)


def _sum(shares: FloatArray, values: FloatArray, *, nothing: float = 0.0) -> FloatArray:
    """Return the sum of the values by their shares in each zone; NaN where one that takes part is missing."""
    missing = np.isnan(values)
    total = shares.T @ np.where(missing, 0.0, values)
    touched = (shares[missing] > 1e-9).any(axis=0)
    alone = ~(shares > 0).any(axis=0)
    return np.where(touched, np.nan, np.where(alone, nothing, total))


def _shares(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Divide each row by its whole; 0 where there is nothing to divide."""
    return np.asarray(part / np.where(whole > 0, whole, 1.0)[:, None] * (whole > 0)[:, None], dtype=np.float64)


def _surfaces(geometries: npt.NDArray[Any]) -> FloatArray:
    import shapely

    return np.asarray(shapely.area(geometries), dtype=np.float64)


def _pieces(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> tuple[npt.NDArray[Any], npt.NDArray[Any], Any]:
    """Return the ranks of what overlaps in two layers, and the overlaps."""
    import shapely

    first, second = shapely.STRtree(other).query(one, predicate="intersects")
    return first, second, shapely.intersection(one[first], other[second])


def _shared(one: npt.NDArray[Any], other: npt.NDArray[Any]) -> FloatArray:
    """Return the surface that each area of a layer shares with each of another, float[m, n]."""
    found = np.zeros((len(one), len(other)))
    first, second, overlap = _pieces(one, other)
    np.add.at(found, (first, second), _surfaces(overlap))
    return found


def _inhabited(
    areas: npt.NDArray[Any], zones: npt.NDArray[Any], weights: gpd.GeoDataFrame
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return what each area holds of each zone, what each area holds and what each zone holds, in inhabitants.

    A cell on the edge of the territory lies in an area for what it shares with it, over what it shares with any.
    """
    cells = weights.geometry.to_numpy()
    people = weights[WEIGHT].to_numpy(dtype=float)
    surface = _surfaces(cells)
    cell, area, piece = _pieces(cells, areas)
    own = _surfaces(piece)
    inside = np.bincount(cell, weights=own, minlength=len(cells))
    of_piece = people[cell] * own / np.where(inside > 0, inside, 1.0)[cell]
    whole = np.bincount(area, weights=of_piece, minlength=len(areas)).astype(np.float64)
    held = np.zeros((len(areas), len(zones)))
    rank, zone, overlap = _pieces(piece, zones)
    share = _surfaces(overlap) / np.where(own > 0, own, 1.0)[rank]
    np.add.at(held, (area[rank], zone), of_piece[rank] * share)
    cell, zone, overlap = _pieces(cells, zones)
    in_zone = np.bincount(zone, weights=people[cell] * _surfaces(overlap) / surface[cell], minlength=len(zones))
    return held, whole, np.maximum(in_zone, held.sum(axis=0))


def _check(
    source: gpd.GeoDataFrame, target: gpd.GeoDataFrame, columns: list[str], weights: gpd.GeoDataFrame | None
) -> None:
    layers = [("sources", source), ("zones", target)] + ([("carreaux", weights)] if weights is not None else [])
    for name, layer in layers:
        if layer.crs is None or not layer.crs.is_projected or layer.crs != source.crs:
            shown = "aucune" if layer.crs is None else layer.crs.to_string()
            raise OverlayError(f"Projection des {name}\u202f: {shown}. Il faut la même partout, en mètres (EPSG:2154).")
        bad = np.flatnonzero(layer.geometry.isna() | layer.geometry.is_empty | (layer.geometry.area <= 0))
        if bad.size:
            raise OverlayError(f"Dans les {name}, la ligne {bad[0]} n’a pas de surface.")
    missing = [name for name in columns if name not in source.columns]
    if missing:
        raise OverlayError(f"La colonne «\u202f{missing[0]}\u202f» manque dans les sources.")
    if weights is not None:
        if WEIGHT not in weights.columns:
            raise OverlayError(f"La colonne «\u202f{WEIGHT}\u202f» manque dans les carreaux.")
        people = weights[WEIGHT].to_numpy(dtype=float)
        wrong = people[~((people >= 0) & np.isfinite(people))]
        if wrong.size:
            raise OverlayError(f"Un carreau pèse {number(float(wrong[0]))}\u202f: il faut un nombre positif ou nul.")

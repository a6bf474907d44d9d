"""Which points are neighbours: the nearest ones, or those within a distance."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from geo._validate import number
from geo.errors import NeighbourError


def nearest(codes: Sequence[str], xy: npt.ArrayLike, k: int) -> dict[str, tuple[str, ...]]:
    """Return, for each point, the k nearest others and those of which it is one of the k nearest.

    Parameters
    ----------
    codes : sequence of n str
    xy : array_like, shape (n, 2)
        Metres (EPSG:2154).
    k : int
        From 1 to n − 1.

    Returns
    -------
    dict of str to tuple of str
        Symmetric; nobody is alone.

    Raises
    ------
    NeighbourError
        If a position is missing or k is impossible.
    """
    from scipy.spatial import cKDTree

    points = _points(codes, xy)
    if not 1 <= k < len(points):
        raise NeighbourError(f"{k} voisins demandés pour {len(points)} points\u202f: il en faut de 1 à un de moins.")
    found: list[set[int]] = [set() for _ in points]
    for one, others in enumerate(cKDTree(points).query(points, k + 1)[1]):
        for other in [int(rank) for rank in others if rank != one][:k]:
            found[one].add(other)
            found[other].add(one)
    return {code: tuple(sorted(codes[rank] for rank in found[one])) for one, code in enumerate(codes)}


def within(codes: Sequence[str], xy: npt.ArrayLike, distance: float) -> dict[str, tuple[str, ...]]:
    """Return the points within a distance of each point, itself aside; none for a point that stands alone.

    Parameters
    ----------
    codes : sequence of n str
    xy : array_like, shape (n, 2)
        Metres (EPSG:2154).
    distance : float
        Metres, positive.

    Raises
    ------
    NeighbourError
        If a position is missing or the distance is not positive.
    """
    from scipy.spatial import cKDTree

    points = _points(codes, xy)
    if not 0 < distance < np.inf:
        raise NeighbourError(f"La distance vaut {number(distance)}\u202f: il faut des mètres, positifs.")
    found: list[list[str]] = [[] for _ in points]
    for one, other in cKDTree(points).query_pairs(distance, output_type="ndarray").tolist():
        found[one].append(codes[other])
        found[other].append(codes[one])
    return {code: tuple(sorted(others)) for code, others in zip(codes, found, strict=True)}


def _points(codes: Sequence[str], xy: npt.ArrayLike) -> npt.NDArray[np.float64]:
    points = np.asarray(xy, dtype=np.float64)
    if points.shape != (len(codes), 2):
        raise NeighbourError(f"Il y a {len(codes)} codes pour des positions de forme {points.shape}.")
    missing = np.flatnonzero(~np.isfinite(points).all(axis=1))
    if missing.size:
        raise NeighbourError(f"La position de «\u202f{codes[missing[0]]}\u202f» manque.")
    return points

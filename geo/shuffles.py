"""The areas that take part in a measure of spatial structure, and shuffles of their values over them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo._validate import number
from geo.errors import ClusterError

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Graph = Mapping[str, Sequence[str]]

FEWEST: Final = 4


@dataclass(frozen=True, eq=False)
class Areas:
    """The areas that take part, and their neighbours among them, padded with -1."""

    codes: tuple[str, ...]
    values: FloatArray
    neighbours: IntArray
    degree: IntArray
    dropped: tuple[str, ...]
    islands: tuple[str, ...]

    @property
    def pairs(self) -> tuple[IntArray, IntArray]:
        """Each area beside each of its neighbours, two int[m]."""
        there = self.neighbours >= 0
        return np.nonzero(there)[0].astype(np.int64), self.neighbours[there]

    def lag(self, values: FloatArray) -> FloatArray:
        """Return the sum of the neighbours' values, float[..., n]."""
        padded = np.concatenate([values, np.zeros((*values.shape[:-1], 1))], axis=-1)
        return np.asarray(padded[..., self.neighbours].sum(axis=-1), dtype=np.float64)


def taking_part(values: pd.Series[float], graph: Graph) -> Areas:
    """Return the areas that have a value and a neighbour with one.

    Raises
    ------
    ClusterError
        If a neighbour list is missing, a value is infinite, fewer than four areas are left or all are equal.
    """
    codes = [str(code) for code in values.index]
    unknown = [code for code in codes if code not in graph]
    if unknown:
        raise ClusterError(f"Les voisins de «\u202f{unknown[0]}\u202f» ne sont pas connus.")
    given = np.asarray(values, dtype=np.float64)
    infinite = np.flatnonzero(np.isinf(given))
    if infinite.size:
        raise ClusterError(f"La valeur de «\u202f{codes[infinite[0]]}\u202f» est infinie.")
    known = {code for code, value in zip(codes, given, strict=True) if not np.isnan(value)}
    joined = {code for code in known if any(other in known for other in graph[code])}
    kept = [code for code in codes if code in joined]
    if len(kept) < FEWEST:
        raise ClusterError(
            f"{len(kept)} territoire(s) seulement ont une valeur et un voisin qui en a une\u202f: il en faut {FEWEST}."
        )
    rank = {code: position for position, code in enumerate(kept)}
    around = [[rank[other] for other in dict.fromkeys(graph[code]) if other in joined] for code in kept]
    widest = max(len(one) for one in around)
    neighbours = np.array([one + [-1] * (widest - len(one)) for one in around], dtype=np.int64)
    x = given[[code in joined for code in codes]]
    if x.max() - x.min() <= 1e-12 * max(1.0, float(np.abs(x).max())):
        raise ClusterError(f"Toutes les valeurs sont égales ({number(float(x[0]))})\u202f: il n’y a rien à situer.")
    return Areas(
        codes=tuple(kept),
        values=x,
        neighbours=neighbours,
        degree=(neighbours >= 0).sum(axis=1).astype(np.int64),
        dropped=tuple(code for code in codes if code not in known),
        islands=tuple(code for code in codes if code in known and code not in joined),
    )


def conditional(areas: Areas, z: FloatArray, permutations: int, seed: int) -> tuple[FloatArray, FloatArray]:
    """Return how far each area's mean of neighbours is from that of shuffles of the others.

    Returns
    -------
    scores : float[n]
        Standard deviations, from the exact mean and variance of a draw without replacement.
    shuffled : float[permutations, n]
        Means of as many others, drawn without replacement.
    """
    n, widest = areas.neighbours.shape
    degree = areas.degree.astype(float)
    others_mean = -z / (n - 1)
    others_variance = (z @ z - np.square(z)) / (n - 1) - np.square(others_mean)
    variance = others_variance / degree * (n - 1 - degree) / (n - 2)
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = np.where(variance > 0, (areas.lag(z) / degree - others_mean) / np.sqrt(variance), 0.0)
    # One set of draws among n − 1 others serves every area: each skips itself.
    drawn = _without_replacement(permutations, n - 1, widest, np.random.default_rng(seed))
    shuffled = np.empty((permutations, n))
    for area in range(n):
        picked = drawn[:, : areas.degree[area]]
        shuffled[:, area] = z[picked + (picked >= area)].mean(axis=1)
    return scores, shuffled


def _without_replacement(rows: int, among: int, count: int, generator: np.random.Generator) -> IntArray:
    """Return rows of `count` distinct numbers below `among`."""
    if among <= 8 * count:
        return np.argsort(generator.random((rows, among)), axis=1)[:, :count].astype(np.int64)
    drawn = generator.integers(among, size=(rows, count))
    while True:
        ordered = np.sort(drawn, axis=1)
        again = np.flatnonzero((ordered[:, 1:] == ordered[:, :-1]).any(axis=1))
        if not again.size:
            return drawn
        drawn[again] = generator.integers(among, size=(again.size, count))


def two_sided(statistic: FloatArray, shuffled: FloatArray) -> FloatArray:
    """Return the two-sided p of each statistic among its shuffles (draws by areas)."""
    slack = 1e-12 * np.maximum(1.0, np.abs(statistic))
    above = (shuffled >= statistic - slack).sum(axis=0)
    below = (shuffled <= statistic + slack).sum(axis=0)
    return np.asarray(np.minimum(1.0, 2 * (np.minimum(above, below) + 1) / (len(shuffled) + 1)), dtype=np.float64)

"""Whether a value is scattered or clustered in space, and where its clusters are.

Symbols: n areas of values x_i with mean x̄, z_i = x_i − x̄; w_ij the weight of neighbour j of i, 0 when they are not
neighbours, and d_i the number of neighbours of i.

- Global Moran: I = (n / Σ w_ij) (Σ_i Σ_j w_ij z_i z_j) / Σ z_i², with w_ij = 1 / d_i. Near −1 / (n − 1) when values are
  scattered at random, towards 1 when neighbours resemble each other, below when they differ.
- Local Moran: I_i = (n − 1) z_i Σ_j w_ij z_j / Σ z_i²: the part of an area.
- Getis and Ord: G_i* = Σ_j w_ij x_j / Σ x_j, with w_ij = 1 and the area among its own neighbours: hot and cold spots.

Sources: Cliff A., Ord J. K. (1981), *Spatial Processes*; Anselin L. (1995), Local indicators of spatial association,
*Geographical Analysis* 27; Ord J. K., Getis A. (1995), Local spatial autocorrelation statistics, *Geographical
Analysis* 27; Sokal R., Oden N., Thomson B. (1998) for the moments under conditional permutation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo._validate import number
from geo.errors import ClusterError
from geo.multiplicity import adjusted

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.int64]
Graph = Mapping[str, Sequence[str]]

FEWEST: Final = 4
#: High or low, among high or low ones: the quadrants of Moran's diagram.
HIGH_HIGH, LOW_HIGH, LOW_LOW, HIGH_LOW = "HH", "LH", "LL", "HL"
NO_VALUE, NO_NEIGHBOUR = "sans valeur", "sans voisin"


@dataclass(frozen=True)
class Moran:
    """The global Moran of some values.

    Attributes
    ----------
    statistic : float
        I.
    expected : float
        −1 / (n − 1), under no spatial structure.
    z, p_analytic : float
        Standard deviations from it when values are shuffled over the areas, and the two-sided p of a normal law.
    p : float
        Two-sided, from the permutations: twice the share of the shuffles on the scarcer side of I, itself
        included, 1 at most.
    permutations : int
    n : int
        Areas that took part.
    dropped, islands : tuple of str
        Areas left out: without a value; without a neighbour that has one.
    """

    statistic: float
    expected: float
    z: float
    p_analytic: float
    p: float
    permutations: int
    n: int
    dropped: tuple[str, ...]
    islands: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class _Areas:
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


def moran(values: pd.Series[float], graph: Graph, *, permutations: int = 999, seed: int = 0) -> Moran:
    """Return the global Moran of values, with row-standardised weights.

    Parameters
    ----------
    values : Series
        By code of area. An area without a value is left out, and said.
    graph : mapping of str to sequence of str
        The neighbours of each area, symmetric; see `geo.neighbours`.
    permutations, seed : int
        Shuffles of the values over the areas; the same seed gives the same p.

    Raises
    ------
    ClusterError
        If fewer than four areas are left, or their values are all equal.
    """
    areas = _areas(values, graph)
    z = areas.values - areas.values.mean()
    n = len(z)
    total = float(z @ z)

    def of(shuffled: FloatArray) -> FloatArray:
        # Each row of weights adds up to 1: they add up to n.
        mean = areas.lag(shuffled) / areas.degree
        return np.asarray((shuffled * mean).sum(axis=-1) / total, dtype=np.float64)

    statistic = float(of(z))
    generator = np.random.default_rng(seed)
    step = max(1, 2_000_000 // areas.neighbours.size)
    simulated = np.concatenate(
        [
            of(generator.permuted(np.broadcast_to(z, (min(step, permutations - start), n)), axis=1))
            for start in range(0, permutations, step)
        ]
        or [np.empty(0)]
    )
    expected = -1.0 / (n - 1)
    score = (statistic - expected) / np.sqrt(_variance(areas, z))
    return Moran(
        statistic=statistic,
        expected=expected,
        z=float(score),
        p_analytic=float(_two_sided(np.array([score]))[0]),
        p=float(_of_shuffles(np.array([statistic]), simulated[:, None])[0]),
        permutations=permutations,
        n=n,
        dropped=areas.dropped,
        islands=areas.islands,
    )


def local_moran(values: pd.Series[float], graph: Graph, *, permutations: int = 999, seed: int = 0) -> pd.DataFrame:
    """Return the local Moran of each area: does it resemble its neighbours, and are they all high or low?

    Each area keeps its value while the others are shuffled.

    Parameters
    ----------
    values, graph, permutations, seed
        As in `moran`.

    Returns
    -------
    DataFrame
        One row a code of `values`, in that order: `statistic`; `z` (exact mean and variance of the shuffles); `p`
        (two-sided, from the shuffles); `q` (p adjusted for the number of areas by Benjamini and Hochberg: keeping
        q ≤ 0.05 leaves on average at most 5 % of false alarms among those kept); `quadrant` ("HH", "LH", "LL",
        "HL": the area's own side, then its neighbours'); `note` ("sans valeur", "sans voisin" where there is
        nothing to say, else "").

    Raises
    ------
    ClusterError
    """
    areas = _areas(values, graph)
    z = areas.values - areas.values.mean()
    lag = areas.lag(z) / areas.degree
    scores, shuffled = _conditional(areas, z, permutations, seed)
    high, around = z > 0, lag > 0
    quadrant = np.where(high, np.where(around, HIGH_HIGH, HIGH_LOW), np.where(around, LOW_HIGH, LOW_LOW))
    found = pd.DataFrame(
        {
            "statistic": (len(z) - 1) * z * lag / (z @ z),
            "z": np.sign(z) * scores,
            "p": _of_shuffles(lag, shuffled),
            "quadrant": quadrant,
        },
        index=list(areas.codes),
    )
    return _whole(values, found, areas)


def getis_ord(
    values: pd.Series[float], graph: Graph, *, star: bool = True, permutations: int = 999, seed: int = 0
) -> pd.DataFrame:
    """Return the Getis-Ord statistic of each area: is it in a hot or in a cold spot?

    Parameters
    ----------
    values, graph, permutations, seed
        As in `moran`.
    star : bool
        Whether the area is among its own neighbours: G* when true, G when not.

    Returns
    -------
    DataFrame
        One row a code of `values`: `statistic`; `z` (positive where values are high; its p under the normal law is
        `p_analytic`); `p` (two-sided, from shuffles of the other areas); `q` (`p` adjusted as in `local_moran`);
        `note`.

    Raises
    ------
    ClusterError
        Also when a value is negative: shares of a total would have no meaning.
    """
    areas = _areas(values, graph)
    x = areas.values
    if (x < 0).any():
        raise ClusterError(
            f"Une valeur est négative ({number(float(x.min()))})\u202f: les points chauds se lisent sur des valeurs "
            "positives."
        )
    n, degree = len(x), areas.degree.astype(float)
    around = areas.lag(x)
    if star:
        sums, weight = around + x, degree + 1
        mean, variance, others = np.full(n, x.mean()), np.full(n, x.var()), float(n - 1)
        total, count = np.full(n, x.sum()), float(n)
    else:
        sums, weight, count, others = around, degree, float(n - 1), float(n - 2)
        total = x.sum() - x
        mean = total / count
        variance = np.maximum((np.square(x).sum() - np.square(x)) / count - np.square(mean), 0.0)
    spread = np.sqrt(variance * (count * weight - np.square(weight)) / others)
    with np.errstate(divide="ignore", invalid="ignore"):
        z = np.where(spread > 0, (sums - weight * mean) / spread, 0.0)
        statistic = np.where(total > 0, sums / total, np.nan)
    shuffled = _conditional(areas, x - x.mean(), permutations, seed)[1]
    found = pd.DataFrame(
        {
            "statistic": statistic,
            "z": z,
            "p_analytic": _two_sided(z),
            "p": _of_shuffles((around - degree * x.mean()) / degree, shuffled),
        },
        index=list(areas.codes),
    )
    return _whole(values, found, areas)


def _areas(values: pd.Series[float], graph: Graph) -> _Areas:
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
    return _Areas(
        codes=tuple(kept),
        values=x,
        neighbours=neighbours,
        degree=(neighbours >= 0).sum(axis=1).astype(np.int64),
        dropped=tuple(code for code in codes if code not in known),
        islands=tuple(code for code in codes if code in known and code not in joined),
    )


def _variance(areas: _Areas, z: FloatArray) -> float:
    """Return the variance of Moran's I when the values are shuffled (Cliff and Ord, 1981, formula 1.37)."""
    n = len(z)
    first, second = areas.pairs
    weights = np.zeros((n, n))
    weights[first, second] = 1.0 / areas.degree[first]
    both = weights + weights.T
    s0, s1 = weights.sum(), np.square(both).sum() / 2
    s2 = np.square(weights.sum(axis=0) + weights.sum(axis=1)).sum()
    kurtosis = n * (z**4).sum() / np.square(np.square(z).sum())
    left = n * ((n * n - 3 * n + 3) * s1 - n * s2 + 3 * s0**2)
    right = kurtosis * ((n * n - n) * s1 - 2 * n * s2 + 6 * s0**2)
    return float((left - right) / ((n - 1) * (n - 2) * (n - 3) * s0**2) - 1.0 / (n - 1) ** 2)


def _conditional(areas: _Areas, z: FloatArray, permutations: int, seed: int) -> tuple[FloatArray, FloatArray]:
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


def _of_shuffles(statistic: FloatArray, shuffled: FloatArray) -> FloatArray:
    """Return the two-sided p of each statistic among its shuffles (draws by areas)."""
    slack = 1e-12 * np.maximum(1.0, np.abs(statistic))
    above = (shuffled >= statistic - slack).sum(axis=0)
    below = (shuffled <= statistic + slack).sum(axis=0)
    return np.asarray(np.minimum(1.0, 2 * (np.minimum(above, below) + 1) / (len(shuffled) + 1)), dtype=np.float64)


def _two_sided(z: FloatArray) -> FloatArray:
    from scipy.special import ndtr

    return np.asarray(2 * ndtr(-np.abs(z)), dtype=np.float64)


def _whole(values: pd.Series[float], found: pd.DataFrame, areas: _Areas) -> pd.DataFrame:
    """Return the results beside the areas left out, with the control of multiple testing."""
    found.insert(list(found.columns).index("p") + 1, "q", adjusted(found["p"].to_numpy(dtype=float)))
    result = found.reindex([str(code) for code in values.index])
    notes = dict.fromkeys(areas.dropped, NO_VALUE) | dict.fromkeys(areas.islands, NO_NEIGHBOUR)
    result["note"] = [notes.get(str(code), "") for code in values.index]
    if "quadrant" in result:
        result["quadrant"] = result["quadrant"].fillna("")
    return result

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

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from geo._validate import number
from geo.errors import ClusterError
from geo.multiplicity import adjusted
from geo.shuffles import Areas, Graph, conditional, taking_part, two_sided

FloatArray = npt.NDArray[np.float64]

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
    areas = taking_part(values, graph)
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
        p_analytic=float(_normal_p(np.array([score]))[0]),
        p=float(two_sided(np.array([statistic]), simulated[:, None])[0]),
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
    areas = taking_part(values, graph)
    z = areas.values - areas.values.mean()
    lag = areas.lag(z) / areas.degree
    scores, shuffled = conditional(areas, z, permutations, seed)
    high, around = z > 0, lag > 0
    quadrant = np.where(high, np.where(around, HIGH_HIGH, HIGH_LOW), np.where(around, LOW_HIGH, LOW_LOW))
    found = pd.DataFrame(
        {
            "statistic": (len(z) - 1) * z * lag / (z @ z),
            "z": np.sign(z) * scores,
            "p": two_sided(lag, shuffled),
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
    areas = taking_part(values, graph)
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
    shuffled = conditional(areas, x - x.mean(), permutations, seed)[1]
    found = pd.DataFrame(
        {
            "statistic": statistic,
            "z": z,
            "p_analytic": _normal_p(z),
            "p": two_sided((around - degree * x.mean()) / degree, shuffled),
        },
        index=list(areas.codes),
    )
    return _whole(values, found, areas)


def _variance(areas: Areas, z: FloatArray) -> float:
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


def _normal_p(z: FloatArray) -> FloatArray:
    from scipy.special import ndtr

    return np.asarray(2 * ndtr(-np.abs(z)), dtype=np.float64)


def _whole(values: pd.Series[float], found: pd.DataFrame, areas: Areas) -> pd.DataFrame:
    """Return the results beside the areas left out, with the control of multiple testing."""
    found.insert(list(found.columns).index("p") + 1, "q", adjusted(found["p"].to_numpy(dtype=float)))
    result = found.reindex([str(code) for code in values.index])
    notes = dict.fromkeys(areas.dropped, NO_VALUE) | dict.fromkeys(areas.islands, NO_NEIGHBOUR)
    result["note"] = [notes.get(str(code), "") for code in values.index]
    if "quadrant" in result:
        result["quadrant"] = result["quadrant"].fillna("")
    return result

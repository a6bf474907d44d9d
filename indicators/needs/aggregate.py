"""Normalised components made into one number an area.

Symbols: x_k the normalised components of an area, w_k their weights (they add up to 1).

- arithmetic: Σ w_k x_k. A low component makes up for a high one.
- geometric: Π x_k^{w_k}; harmonic: 1 / Σ (w_k / x_k). Needs that come together count more than one alone.
- Mazziotta and Pareto: M + S² / M, with M the weighted mean and S the weighted standard deviation of the x_k: one
  very high component counts more than its share, because it is not made up for. The sign is the one for what is
  worse the higher it is.
- Pareto ranks: no weights and no scale. The first front holds the areas that no other equals or exceeds on every
  component; the second, those that only the first exceeds so; and so on.

Sources: OECD and JRC (2008), *Handbook on Constructing Composite Indicators*, step 6; Mazziotta M., Pareto A. (2016),
On a generalized non-compensatory composite index for measuring socio-economic phenomena, *Social Indicators Research*
127; for the fronts, Goldberg D. (1989), *Genetic Algorithms*, chapter 5.
"""

from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Aggregation = Literal["arithmetic", "geometric", "harmonic", "mpi", "pareto"]
AGGREGATIONS: Final[dict[Aggregation, str]] = {
    "arithmetic": "Moyenne arithmétique",
    "geometric": "Moyenne géométrique",
    "harmonic": "Moyenne harmonique",
    "mpi": "Mazziotta-Pareto",
    "pareto": "Rangs de Pareto",
}


def aggregate(scores: FloatArray, weights: FloatArray, method: Aggregation) -> FloatArray:
    """Make one number of the components of each area; vectorised over draws.

    Parameters
    ----------
    scores : float[..., k, n]
        Normalised, positive components by areas.
    weights : float[..., k]
        Adding up to 1; broadcast against the draws.
    method : Aggregation

    Returns
    -------
    float[..., n]
        Higher is more need. For "pareto", minus the number of the front: the weights play no part.
    """
    if method == "pareto":
        return -fronts(scores).astype(float)
    if method == "geometric":
        return np.asarray(np.exp(_weighted(np.log(scores), weights)), dtype=np.float64)
    if method == "harmonic":
        return 1.0 / _weighted(1.0 / scores, weights)
    mean = _weighted(scores, weights)
    if method == "arithmetic":
        return mean
    variance = np.maximum(_weighted(np.square(scores), weights) - np.square(mean), 0.0)
    return mean + variance / mean


def _weighted(values: FloatArray, weights: FloatArray) -> FloatArray:
    """Return the weighted sums over the components, float[..., n]."""
    return np.asarray(np.matmul(weights[..., None, :], values)[..., 0, :], dtype=np.float64)


def fronts(scores: FloatArray) -> NDArray[np.int64]:
    """Return the Pareto front of each area, 1 for those that no other equals or exceeds on every component.

    Parameters
    ----------
    scores : float[..., k, n]
        Higher is more need.

    Returns
    -------
    int[..., n]
    """
    count, n = scores.shape[-2], scores.shape[-1]
    flat = scores.reshape(-1, count, n)
    found = np.zeros((len(flat), n), dtype=np.int64)
    for draw, one in enumerate(flat):
        # above[i, j]: i is at least as high as j everywhere, and higher somewhere.
        at_least = np.ones((n, n), dtype=bool)
        higher = np.zeros((n, n), dtype=bool)
        for component in one:
            at_least &= component[:, None] >= component[None, :]
            higher |= component[:, None] > component[None, :]
        above = at_least & higher
        left, front = np.ones(n, dtype=bool), 1
        while left.any():
            exceeded = above[left].any(axis=0)
            now = left & ~exceeded
            found[draw, now] = front
            left &= exceeded
            front += 1
    return found.reshape(*scores.shape[:-2], n)

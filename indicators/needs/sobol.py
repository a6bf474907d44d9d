"""Which choice moves a result: first-order and total Sobol indices.

Two independent samples of the choices, A and B, and for each choice i the sample AB_i: A, with choice i taken from B.
With f the result and V its variance:

- first order, the share of V that disappears on average once choice i is settled:
  S_i = 1 − mean((f(B) − f(AB_i))²) / (2 V);
- total, the share that remains while only choice i is open:
  T_i = mean((f(A) − f(AB_i))²) / (2 V).

The true ones are such that 0 ≤ S_i ≤ T_i; estimates that stray out of it by their sampling error are brought back.

Both estimators are Jansen's (1999), on the design of Saltelli et al. (2010), Variance based sensitivity analysis of
model output, *Computer Physics Communications* 181. For a result of several numbers (the place of each area), their
variances are added before they are divided (Gamboa, Janon, Klein and Lagnoux, 2014).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Indices:
    """Sobol indices of m results on k choices.

    Attributes
    ----------
    first, total : float[k, m]
        NaN for a result that never moves. A first-order index is never below 0 nor above its total.
    whole_first, whole_total : float[k]
        Of all results together; NaN when none moves.
    """

    first: FloatArray
    total: FloatArray
    whole_first: FloatArray
    whole_total: FloatArray


def indices(of_a: FloatArray, of_b: FloatArray, of_ab: FloatArray) -> Indices:
    """Estimate the Sobol indices of results.

    Parameters
    ----------
    of_a, of_b : float[draws, m]
        Results on the samples A and B.
    of_ab : float[k, draws, m]
        Results on A with the choice i taken from B.

    Returns
    -------
    Indices
    """
    variance = np.concatenate([of_a, of_b]).var(axis=0)
    settled = np.square(of_b - of_ab).mean(axis=1) / 2
    alone = np.square(of_a - of_ab).mean(axis=1) / 2
    still = variance <= 1e-12
    safe = np.where(still, np.nan, variance)
    whole = variance.sum() if not still.all() else np.nan
    total, whole_total = alone / safe, alone.sum(axis=1) / whole
    return Indices(
        first=_within(1 - settled / safe, total),
        total=total,
        whole_first=_within(1 - settled.sum(axis=1) / whole, whole_total),
        whole_total=whole_total,
    )


def _within(first: FloatArray, total: FloatArray) -> FloatArray:
    return np.minimum(np.maximum(first, 0.0), total)

"""Weighted regression of direct estimates on covariates, for a given variance between areas."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Regression:
    """Generalised least squares of direct estimates, weight 1 / (σ² + ψ).

    Attributes
    ----------
    beta : float[p]
    covariance : float[p, p]
        (X′V⁻¹X)⁻¹, the covariance of `beta`.
    residual : float[m]
        Direct estimate less Xβ.
    weight : float[m]
        1 / (σ² + ψ).
    """

    beta: Floats
    covariance: Floats
    residual: Floats
    weight: Floats


def regress(direct: Floats, variance: Floats, X: Floats, sigma2: float) -> Regression:
    """Return the regression for a variance between areas.

    Parameters
    ----------
    direct, variance : float[m]
    X : float[m, p]
        Of full column rank.
    sigma2 : float
    """
    weight = 1.0 / (sigma2 + variance)
    covariance: Floats = np.asarray(np.linalg.inv(X.T @ (weight[:, None] * X)), dtype=float)
    beta = covariance @ (X.T @ (weight * direct))
    return Regression(beta, covariance, direct - X @ beta, weight)

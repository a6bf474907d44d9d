"""Fay–Herriot: each area's direct estimate drawn towards a regression, the more so the less certain it is.

Model, for area i of m: y_i = θ_i + e_i with e_i ~ N(0, ψ_i) known, θ_i = x_i′β + u_i with u_i ~ N(0, σ²).
The estimate is γ_i y_i + (1 − γ_i) x_i′β with γ_i = σ² / (σ² + ψ_i).

Sources: Fay and Herriot (1979), *JASA* 74; Prasad and Rao (1990), *JASA* 85, for the mean squared error under
restricted maximum likelihood; Datta and Lahiri (2000), *Statistica Sinica* 10, under maximum likelihood, where the
bias of σ² counts; Rao and Molina (2015), § 6.2 and 6.4.6 for benchmarking.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from indicators.small_area.between_areas import SPARE_AREAS, variance_between
from indicators.small_area.errors import SmallAreaError
from indicators.small_area.regression import Floats, Regression, regress


@dataclass(frozen=True)
class SmallArea:
    """Estimates of m areas.

    Attributes
    ----------
    beta : float[p]
    sigma2 : float
        Variance between areas.
    adjusted : bool
        The likelihood was greatest at 0: `sigma2` is that of the adjusted likelihood.
    eblup, mse, gamma : float[m]
        Estimates, their mean squared errors, shares of the direct estimate in each (0 where there is none).
    benchmarked : float[m]
        Estimates times the ratio that makes their weighted mean the whole's; `eblup` without a whole.
    benchmarked_mse : float[m]
        `mse`, plus the square of what benchmarking moved.
    ratio : float
        The ratio; 1 without a whole.
    leverage, residual : float[m]
        x′(X′V⁻¹X)⁻¹x / (σ² + ψ), and standardised residual of the direct estimate; NaN where there is none.
    """

    beta: Floats
    sigma2: float
    adjusted: bool
    eblup: Floats
    mse: Floats
    gamma: Floats
    benchmarked: Floats
    benchmarked_mse: Floats
    ratio: float
    leverage: Floats
    residual: Floats


def fay_herriot(
    direct: ArrayLike,
    variance: ArrayLike,
    X: ArrayLike,
    *,
    method: str = "reml",
    sizes: ArrayLike | None = None,
    whole: float | None = None,
) -> SmallArea:
    """Estimate every area; one without a direct estimate (NaN) receives the regression's.

    Parameters
    ----------
    direct : float[m]
        Direct estimates, NaN where nobody was asked.
    variance : float[m]
        Their sampling variances, known and positive; ignored where `direct` is NaN.
    X : float[m, p]
        Covariates, with the intercept's column; known everywhere.
    method : {"reml", "ml", "adjusted"}
        How σ² is estimated; the mean squared error follows (Prasad–Rao, or Datta–Lahiri under "ml").
    sizes : float[m], optional
        People of each area, for benchmarking.
    whole : float, optional
        Direct estimate of the whole territory, which the weighted mean of the areas is made to equal.

    Raises
    ------
    SmallAreaError
        Shapes that do not agree, a variance that is not positive, fewer areas than coefficients and three, or
        covariates that say the same thing twice.
    """
    y, psi, x = (np.asarray(one, dtype=float) for one in (direct, variance, X))
    there = ~np.isnan(y)
    _check(y, psi, x, there)
    y_in, psi_in, x_in = y[there], psi[there], x[there]
    between = variance_between(y_in, psi_in, x_in, method=method)
    fit = regress(y_in, psi_in, x_in, between.sigma2)
    synthetic = x @ fit.beta
    from_regression = np.einsum("ij,jk,ik->i", x, fit.covariance, x)
    gamma, eblup, mse = np.zeros(len(y)), synthetic.copy(), between.sigma2 + from_regression
    leverage, residual = np.full(len(y), np.nan), np.full(len(y), np.nan)
    gamma[there] = between.sigma2 * fit.weight
    eblup[there] += gamma[there] * fit.residual
    # The bias of maximum likelihood is not that of the adjusted one, which lies above.
    used = "adjusted" if between.adjusted else method
    mse[there] = _mse(fit, psi_in, between.sigma2, from_regression[there], used)
    leverage[there] = from_regression[there] * fit.weight
    residual[there] = fit.residual / np.sqrt((1 - leverage[there]).clip(1e-9) / fit.weight)
    estimates = SmallArea(
        fit.beta, between.sigma2, between.adjusted, eblup, mse, gamma, eblup, mse, 1.0, leverage, residual
    )
    if whole is None or sizes is None:
        return estimates
    return benchmark(estimates, np.asarray(sizes, dtype=float), whole)


def benchmark(estimates: SmallArea, sizes: Floats, whole: float) -> SmallArea:
    """Multiply every estimate by the ratio that makes their mean, weighted by `sizes`, equal to the whole's.

    Raises
    ------
    SmallAreaError
        The mean is not positive.
    """
    mean = float(np.average(estimates.eblup, weights=sizes))
    if not mean > 0:
        raise SmallAreaError("Les estimations des territoires ont une moyenne nulle : aucun calage n’est possible.")
    ratio = whole / mean
    moved = estimates.eblup * (ratio - 1)
    return replace(
        estimates, benchmarked=estimates.eblup + moved, benchmarked_mse=estimates.mse + moved**2, ratio=ratio
    )


def _mse(fit: Regression, psi: Floats, sigma2: float, from_regression: Floats, method: str) -> Floats:
    """Return g1 + g2 + 2 g3, less the bias of σ² under maximum likelihood."""
    weight = fit.weight
    shrunk = psi * weight
    g1 = sigma2 * shrunk
    g2 = shrunk**2 * from_regression
    information = 0.5 * float((weight**2).sum())
    g3 = psi**2 * weight**3 / information
    mse = g1 + g2 + 2 * g3
    if method != "ml":
        return mse
    # tr[(X′V⁻¹X)⁻¹ X′V⁻²X] = Σ weight² x′(X′V⁻¹X)⁻¹x
    bias = -float((weight**2 * from_regression).sum()) / (2 * information)
    return mse - bias * shrunk**2


def _check(y: Floats, psi: Floats, x: Floats, there: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> None:
    if x.ndim != 2 or not len(y) == len(psi) == len(x):
        raise SmallAreaError(
            f"Les estimations ({len(y)}), les variances ({len(psi)}) et les variables ({len(x)}) ne se répondent pas."
        )
    if not np.isfinite(x).all():
        raise SmallAreaError("Une variable explicative manque pour un territoire.")
    if not (psi[there] > 0).all():
        raise SmallAreaError("Une variance d’estimation directe n’est pas positive : lissez les variances d’abord.")
    if there.sum() < x.shape[1] + SPARE_AREAS:
        raise SmallAreaError(
            f"{int(there.sum())} territoires enquêtés ne suffisent pas pour {x.shape[1]} coefficients."
        )
    if np.linalg.matrix_rank(x[there]) < x.shape[1]:
        raise SmallAreaError("Les variables explicatives disent deux fois la même chose.")

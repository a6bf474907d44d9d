"""The variance between areas of the Fay–Herriot model: restricted or full maximum likelihood, never left at 0.

With m areas, ψ the known sampling variances and V = diag(σ² + ψ), Fisher scoring solves the likelihood equation.
When its solution is 0 every estimate would become the regression's, with an interval that is far too short: then
the adjusted likelihood σ² · L(σ²) of Li and Lahiri, which is maximised inside (0, ∞), is used in its place. Under the
restricted likelihood of p coefficients it has a maximum from p + 3 areas on: with fewer it never falls.

Sources: Rao and Molina (2015), *Small Area Estimation*, 2nd ed., § 6.1.2; Li and Lahiri (2010), An adjusted
maximum likelihood method for solving small area estimation problems, *J. Multivariate Analysis* 101.
"""

from dataclasses import dataclass

import numpy as np

from indicators.small_area.errors import SmallAreaError
from indicators.small_area.regression import Floats, regress

METHODS = ("reml", "ml", "adjusted")
SPARE_AREAS = 3
"""How many more areas than coefficients the adjusted restricted likelihood needs to have a maximum."""
_MOST_STEPS = 200


@dataclass(frozen=True)
class BetweenAreas:
    """A variance between areas; `adjusted` when the likelihood was greatest at 0."""

    sigma2: float
    adjusted: bool


def variance_between(direct: Floats, variance: Floats, X: Floats, *, method: str = "reml") -> BetweenAreas:
    """Estimate σ².

    Parameters
    ----------
    direct, variance : float[m]
        Direct estimates and their sampling variances, all positive.
    X : float[m, p]
    method : {"reml", "ml", "adjusted"}
        The last takes the adjusted restricted likelihood whatever the other says: for few respondents an area.

    Raises
    ------
    SmallAreaError
        The method is unknown.
    """
    if method not in METHODS:
        raise SmallAreaError(f"La méthode « {method} » n’existe pas : « reml », « ml » ou « adjusted ».")
    if method == "adjusted":
        return BetweenAreas(_adjusted(direct, variance, X, "reml"), adjusted=True)
    sigma2 = float(max(np.var(direct) - variance.mean(), 0.1 * variance.mean()))
    for _ in range(_MOST_STEPS):
        score, information = _score(direct, variance, X, sigma2, method)
        step = score / information
        # Half of the way to 0 at most: the equation is not defined below.
        following = max(sigma2 + step, sigma2 / 2)
        # Relative to itself: what is small depends on the unit, and on the way to 0 each step is half of it.
        if abs(following - sigma2) <= 1e-10 * sigma2:
            return BetweenAreas(following, adjusted=False)
        sigma2 = following
        if sigma2 < 1e-6 * variance.min():
            return BetweenAreas(_adjusted(direct, variance, X, method), adjusted=True)
    return BetweenAreas(sigma2, adjusted=False)


def _score(direct: Floats, variance: Floats, X: Floats, sigma2: float, method: str) -> tuple[float, float]:
    """Return the derivative of the log-likelihood, and its expected information."""
    fit = regress(direct, variance, X, sigma2)
    weight = fit.weight
    explained = float(((weight * fit.residual) ** 2).sum())
    if method == "ml":
        return 0.5 * (explained - float(weight.sum())), 0.5 * float((weight**2).sum())
    projection = np.diag(weight) - (weight[:, None] * X) @ fit.covariance @ (X.T * weight)
    return (
        0.5 * (explained - float(np.trace(projection))),
        0.5 * float(np.einsum("ij,ji->", projection, projection)),
    )


def log_likelihood(direct: Floats, variance: Floats, X: Floats, sigma2: float, *, method: str = "reml") -> float:
    """Return the log-likelihood at σ², β being estimated, up to a constant."""
    fit = regress(direct, variance, X, sigma2)
    value = 0.5 * float(np.log(fit.weight).sum()) - 0.5 * float((fit.weight * fit.residual**2).sum())
    if method == "reml":
        value += 0.5 * float(np.linalg.slogdet(fit.covariance)[1])
    return value


def _adjusted(direct: Floats, variance: Floats, X: Floats, method: str) -> float:
    from scipy.optimize import minimize_scalar

    def against(log_sigma2: float) -> float:
        return -(log_sigma2 + log_likelihood(direct, variance, X, float(np.exp(log_sigma2)), method=method))

    middle = float(np.log(variance.mean()))
    found = minimize_scalar(against, bounds=(middle - 14, middle + 7), method="bounded", options={"xatol": 1e-9})
    return float(np.exp(found.x))

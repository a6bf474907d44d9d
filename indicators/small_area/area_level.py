"""Fay–Herriot on the proportions of the areas, on the arcsine scale."""

import numpy as np
from scipy.special import stdtrit

from indicators.small_area.fay_herriot import SmallArea, fay_herriot
from indicators.small_area.proportions import arcsine_variance, from_arcsine, to_arcsine
from indicators.small_area.regression import Floats
from indicators.small_area.results import AreaEstimates
from indicators.small_area.sample import PlacedSample


def fit_area_level(sample: PlacedSample) -> SmallArea:
    """Fit arcsin √p of the areas on their covariates, with variance 1 / (4ñ + 2).

    Raises
    ------
    SmallAreaError
        Too few areas with respondents.
    """
    X = np.hstack([np.ones((sample.areas, 1)), sample.X])
    return fay_herriot(
        to_arcsine(sample.direct, sample.effective), arcsine_variance(sample.effective), X, method="adjusted"
    )


def area_level(sample: PlacedSample) -> AreaEstimates:
    """Estimate every area by Fay–Herriot.

    Raises
    ------
    SmallAreaError
        Too few areas with respondents.
    """
    fit = fit_area_level(sample)
    asked = int((sample.count > 0).sum())
    mse = fit.mse + finite_variance(sample)
    reach = float(stdtrit(asked - coefficients(sample), 0.975)) * np.sqrt(mse)
    value = from_arcsine(fit.eblup, fit.mse)
    low, high = from_arcsine(fit.eblup - reach), from_arcsine(fit.eblup + reach)
    # d sin²(θ) / dθ = sin 2θ: the error on the scale of proportions.
    error = np.abs(np.sin(2 * fit.eblup)) * np.sqrt(mse)
    empty = sample.size <= 0
    value, low, high, error = (np.where(empty, np.nan, one) for one in (value, low, high, error))
    return AreaEstimates("fay_herriot", value, low, high, error, fit.gamma, float(np.sqrt(fit.sigma2)))


def finite_variance(sample: PlacedSample) -> Floats:
    """Return what chance adds, among the few people of an area, to arcsin √p: (1 − n/N) / 4N; 0 where nobody lives."""
    left = (1 - sample.count / np.maximum(sample.size, 1.0)).clip(0.0)
    return np.asarray(left / (4 * np.maximum(sample.size, 1.0)))


def coefficients(sample: PlacedSample) -> int:
    """Return how many coefficients the regression has."""
    return 1 + int(sample.X.shape[1])


def predict_area_level(sample: PlacedSample) -> Floats:
    """Return the estimate of each area: for cross-validation."""
    fit = fit_area_level(sample)
    return from_arcsine(fit.eblup, fit.mse)

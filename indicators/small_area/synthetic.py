"""The plain synthetic estimate: the territory's rates by profile, applied to the profiles of each area.

It supposes that people alike answer alike wherever they live. Its error is judged by how far it is, on average,
from the direct estimates beyond their own variance: a variance between areas, kept away from 0. Sources: Gonzalez
and Waksberg (1973), Estimation of the error of synthetic estimates; Rao and Molina (2015), § 3.2.
"""

import numpy as np

from indicators.small_area.between_areas import variance_between
from indicators.small_area.proportions import generalised_variance
from indicators.small_area.regression import Floats
from indicators.small_area.results import AreaEstimates, logit_interval
from indicators.small_area.sample import PlacedSample

PRIOR_RESPONDENTS = 5.0
"""How many respondents the territory's rate is worth in the rate of a profile."""


def profile_rates(sample: PlacedSample) -> Floats:
    """Return the rate of each profile, float[24], drawn towards the whole's when few have it."""
    profiles = len(sample.members)
    weight = sample.weight * (len(sample.weight) / sample.weight.sum())
    people = np.bincount(sample.profile, weight, profiles)
    said = np.bincount(sample.profile, weight * sample.yes, profiles)
    return np.asarray((said + PRIOR_RESPONDENTS * sample.whole) / (people + PRIOR_RESPONDENTS))


def predict_synthetic(sample: PlacedSample) -> Floats:
    """Return the synthetic estimate of each area, float[m]; NaN where nobody of the public lives."""
    size = sample.size
    total = sample.people @ profile_rates(sample)
    return np.asarray(np.divide(total, size, out=np.full(sample.areas, np.nan), where=size > 0)).clip(0.0, 1.0)


def synthetic(sample: PlacedSample) -> AreaEstimates:
    """Estimate every area by the rates of the profiles.

    Parameters
    ----------
    sample : PlacedSample
        With at least one respondent.
    """
    value = predict_synthetic(sample)
    whole = sample.whole
    effective = sample.effective
    seen = (effective > 0) & ~np.isnan(value)
    expected = generalised_variance(effective, whole, 1.0)
    # On the logit scale (to first order): a high rate may be further off than a low one.
    slope = np.where(seen, value * (1 - value), 1.0).clip(1e-4)
    gap, variance = (sample.direct - value)[seen] / slope[seen], expected[seen] / slope[seen] ** 2
    between = variance_between(gap, variance, np.ones((int(seen.sum()), 1)), method="adjusted")
    own = float(generalised_variance([effective.sum()], whole, 1.0)[0])
    finite = value * (1 - value) / np.maximum(sample.size, 1.0)
    error = np.sqrt(between.sigma2 * (value * (1 - value)) ** 2 + own + finite)
    low, high = logit_interval(value, error)
    return AreaEstimates("synthetic", value, low, high, error, np.zeros(sample.areas), float(np.sqrt(between.sigma2)))

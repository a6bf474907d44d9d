"""What every method returns, and how estimates are made to agree with a whole."""

from dataclasses import dataclass, replace

import numpy as np
from scipy.special import expit, logit

from indicators.small_area.regression import Floats

_EDGE = 1e-4
_FARTHEST = 40.0
NORMAL_95 = 1.959963984540054


@dataclass(frozen=True, eq=False)
class AreaEstimates:
    """Proportions of m areas.

    Attributes
    ----------
    method : str
        "unit", "fay_herriot" or "synthetic".
    value, low, high : float[m]
        Estimates and 95 % intervals, from 0 to 1; NaN where nobody of the public lives.
    error : float[m]
        Root of the mean squared error.
    local : float[m]
        Share of the information that comes from the area's own respondents, from 0 to 1.
    between : float
        Standard deviation between areas beyond what the covariates tell, on the method's own scale.
    shift : float
        What was added to every logit so that the areas agree with the whole; 0 when nothing was.
    """

    method: str
    value: Floats
    low: Floats
    high: Floats
    error: Floats
    local: Floats
    between: float
    shift: float = 0.0


def to_logit(share: Floats) -> Floats:
    """Return the logit of proportions, those of 0 and 1 being brought just inside."""
    return np.asarray(logit(np.clip(share, _EDGE, 1 - _EDGE)))


def logit_interval(value: Floats, error: Floats, quantile: float = NORMAL_95) -> tuple[Floats, Floats]:
    """Return the ends of an interval that is symmetric on the logit scale, so never below 0 nor above 1."""
    middle = np.clip(value, _EDGE, 1 - _EDGE)
    reach = quantile * error / (middle * (1 - middle))
    return np.asarray(expit(to_logit(middle) - reach)), np.asarray(expit(to_logit(middle) + reach))


def agree(estimates: AreaEstimates, people: Floats, whole: float) -> AreaEstimates:
    """Add to every logit the number that makes the mean over people equal to the whole's.

    A ratio could take a proportion above 1. What an estimate is moved by is added, squared, to its mean squared
    error, and its interval is widened as much.

    Parameters
    ----------
    estimates : AreaEstimates
    people : float[m]
        Of the public, in each area.
    whole : float
        Between 0 and 1.

    Source: Rao and Molina (2015), § 6.4.6, for the error; Rosenman, McCartan and Olivella (2023), Recalibration of
    predicted probabilities using the logit shift, *Political Analysis* 31.
    """
    from scipy.optimize import brentq

    known = ~np.isnan(estimates.value) & (people > 0)
    if not known.any() or not 0 < whole < 1:
        return estimates
    inside, weight = to_logit(estimates.value[known]), people[known]

    def gap(shift: float) -> float:
        return float(np.average(expit(inside + shift), weights=weight)) - whole

    # From one end of what `to_logit` gives to far beyond the other.
    shift = float(brentq(gap, -_FARTHEST, _FARTHEST))
    value = expit(to_logit(estimates.value) + shift)
    moved = value - estimates.value
    error = np.hypot(estimates.error, moved)
    # What was told without any error has an interval of one point, which moves as it is.
    wider = np.divide(error, estimates.error, out=np.ones_like(error), where=estimates.error > 0)
    middle = to_logit(estimates.value)
    below, above = middle - to_logit(estimates.low), to_logit(estimates.high) - middle
    return replace(
        estimates,
        value=value,
        low=expit(middle + shift - wider * below),
        high=expit(middle + shift + wider * above),
        error=error,
        shift=shift,
    )

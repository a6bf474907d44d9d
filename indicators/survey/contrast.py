"""Whether two domains, or two waves, differ by more than their sampling: a test on the difference."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.survey import intervals
from indicators.survey.design import Design
from indicators.survey.estimation import Floats, Kind, linearised

# Probability under which a difference is said to be one.
SIGNIFICANT = 0.05


@dataclass(frozen=True)
class Contrast:
    """The difference between two estimates of the same figure.

    Attributes
    ----------
    first, second, difference : float
        `difference` is second − first.
    se, low, high : float
        Of the difference.
    statistic, freedom, p_value : float
        Student's test that there is none; NaN where it cannot be made.
    n_first, n_second : int
        Respondents.
    """

    first: float
    second: float
    difference: float
    se: float
    low: float
    high: float
    statistic: float
    freedom: int
    p_value: float
    n_first: int
    n_second: int

    @property
    def significant(self) -> bool:
        """Whether the difference is larger than chance explains (p under 5 %)."""
        return bool(self.p_value < SIGNIFICANT)


def contrast(
    made: Design,
    outcome: Floats,
    first: NDArray[np.bool_],
    second: NDArray[np.bool_],
    kind: Kind = "proportion",
) -> Contrast:
    """Compare the figures of two domains of one design; waves are strata of it, for they are drawn apart.

    The linearised variable of a difference is the difference of theirs: domains that share respondents or
    clusters, or were calibrated together, are compared with their covariance.

    Parameters
    ----------
    outcome : float[n]
        Known wherever `first` or `second` is true.
    first, second : bool[n]

    Notes
    -----
    Särndal, Swensson and Wretman (1992), § 5.6 and 5.11; the same as `svycontrast` of R's survey.
    """
    before, scores_before = linearised(made.weights, outcome, first, kind)
    after, scores_after = linearised(made.weights, outcome, second, kind)
    counts = int(first.sum()), int(second.sum())
    if not (np.isfinite(before) and np.isfinite(after)):
        nothing = np.nan
        return Contrast(before, after, nothing, nothing, nothing, nothing, nothing, 0, nothing, *counts)
    se = float(np.sqrt(made.variance(scores_after - scores_before)))
    freedom = made.freedom(first | second)
    difference = after - before
    low, high = intervals.symmetric(difference, se, freedom)
    statistic = difference / se if se > 0 else np.nan
    p_value = intervals.two_sided(statistic, freedom)
    return Contrast(before, after, difference, se, low, high, statistic, freedom, p_value, *counts)

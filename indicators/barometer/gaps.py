"""Whether published shares differ by more than their sampling, from what is published of them alone."""

import math
from collections.abc import Sequence
from itertools import combinations

from indicators.barometer.findings import Finding
from indicators.survey.contrast import SIGNIFICANT
from indicators.survey.intervals import LEVEL

Estimated = tuple[float, float, float]


def apart(a: Finding, b: Finding, *, comparisons: int = 1) -> bool:
    """Return whether two shares differ by more than chance explains (p under 5 % for all comparisons together).

    Shares without a figure are never apart. A share whose interval reaches 0 or 100 % has no log-odds: its interval
    must then be clear of the other.

    Parameters
    ----------
    comparisons : int
        How many are made at once: the threshold is divided by it (Bonferroni).
    """
    if a.share is None or a.low is None or a.high is None or b.share is None or b.low is None or b.high is None:
        return False
    if min(a.low, b.low) <= 0 or max(a.high, b.high) >= 100:
        return a.low > b.high or b.low > a.high
    return probability((a.share, a.low, a.high), (b.share, b.low, b.high)) * comparisons < SIGNIFICANT


def probability(a: Estimated, b: Estimated) -> float:
    """Return the probability of so large a gap between two shares if they were the same.

    Parameters
    ----------
    a, b : (share, low, high)
        Percent, strictly between 0 and 100, with the 95 % logit interval.

    Notes
    -----
    A logit interval is symmetric on the log-odds ln(p / (1 − p)): its length over twice the normal quantile is the
    standard error there; the difference of two log-odds, over the root of the sum of their squares, is held against
    the normal law. The interval's own quantile, of Student, is a little larger, and the covariance is left out: it is
    nil for groups that share nobody and positive for those that do. Both make the test a little prudent. Intervals
    may overlap while a gap is sure (Schenker and Gentleman, 2001, *The American Statistician* 55).

    Examples
    --------
    >>> round(probability((19, 15.7, 22.8), (12, 9.0, 15.8)), 3)
    0.007
    """
    from scipy.special import ndtr

    gap = _log_odds(a[0]) - _log_odds(b[0])
    spread = math.hypot(_error(a), _error(b))
    return float(2 * ndtr(-abs(gap) / spread)) if spread > 0 else float(gap == 0)


def _log_odds(percent: float) -> float:
    return math.log(percent / (100 - percent))


def _error(of: Estimated) -> float:
    """Return the standard error of the log-odds that an interval was made with."""
    from scipy.special import ndtri

    return (_log_odds(of[2]) - _log_odds(of[1])) / (2 * float(ndtri((1 + LEVEL) / 2)))


def largest(shown: Sequence[Finding]) -> tuple[Finding, Finding] | None:
    """Return the highest and the lowest of the two shares with the largest sure gap; None when no gap is sure.

    Parameters
    ----------
    shown : sequence of Finding
        With a figure, from the largest; all their pairs are compared, with `apart`.
    """
    pairs = list(combinations(shown, 2))
    sure = [(high, low) for high, low in pairs if apart(high, low, comparisons=len(pairs))]
    return max(sure, key=lambda pair: (pair[0].share or 0.0) - (pair[1].share or 0.0), default=None)

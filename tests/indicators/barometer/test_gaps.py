"""Whether two published shares differ by more than chance."""

import numpy as np
import pytest
from scipy.stats import norm

from indicators.barometer.findings import Finding, hidden
from indicators.barometer.gaps import apart, largest
from indicators.survey import intervals


def finding(share: float, n: int, key: str = "x") -> Finding:
    """A share of n respondents drawn at random, with the interval that the barometer gives it."""
    p = share / 100
    se = float(np.sqrt(p * (1 - p) / (n - 1)))
    low, high = intervals.logit(p, se, n - 1, n)
    return Finding(key, key, share, 100 * low, 100 * high, n, "fiable")


def test_intervals_that_overlap_may_hide_a_sure_gap() -> None:
    """19 % of 457 and 12 % of 352: the intervals meet, and yet p is under 1 %."""
    a, b = finding(19, 457), finding(12, 352)
    assert a.low is not None
    assert b.high is not None
    assert a.low < b.high
    assert apart(a, b)
    assert apart(b, a)
    assert apart(a, b, comparisons=3)


def test_a_gap_that_chance_explains() -> None:
    """16 and 14 % of 200 are the same; what is hidden is never apart."""
    assert not apart(finding(16, 200), finding(14, 200))
    assert not apart(finding(16, 200), hidden("y", "y"))


def test_many_comparisons_ask_for_more() -> None:
    """A gap that is sure alone is not one of many: the threshold is shared between them."""
    a, b = finding(20, 300), finding(13.5, 300)
    assert apart(a, b)
    assert not apart(a, b, comparisons=10)


@pytest.mark.parametrize(("other", "sure"), [(6, True), (2, False)])
def test_nobody_has_no_log_odds(other: float, sure: bool) -> None:
    """Against a share of 0 %, the intervals must be clear of each other."""
    assert apart(finding(0, 200), finding(other, 200)) is sure


def test_agrees_with_the_usual_test() -> None:
    """Over many pairs of shares, the verdict is that of the test of two proportions, but near its threshold."""
    generator = np.random.default_rng(7)
    wrong = 0
    for _ in range(300):
        (p, q), n = generator.uniform(5, 60, 2), 400
        spread = np.sqrt(p * (100 - p) / n + q * (100 - q) / n)
        p_value = 2 * norm.sf(abs(p - q) / spread)
        wrong += (p_value < 0.05) != apart(finding(p, n), finding(q, n)) and not 0.02 < p_value < 0.1
    assert wrong == 0


def test_the_largest_sure_gap_is_not_always_between_the_ends() -> None:
    """A high share of few respondents is not surely apart from a low one of few; two middle ones may be."""
    ends = finding(45, 12, "haut"), finding(5, 12, "bas")
    middle = finding(30, 900, "plus"), finding(20, 900, "moins")
    shown = (ends[0], *middle, ends[1])
    gap = largest(shown)
    assert gap is not None
    assert [one.key for one in gap] == ["plus", "moins"]
    assert largest(ends) is None
    assert largest(()) is None

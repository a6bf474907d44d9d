"""From recipients and a rate to non-recipients."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import nbinom

from indicators.uptake.counts import CAF, Rule
from indicators.uptake.model import noise, non_recipients, take_up
from indicators.uptake.rates import Rate

EXACT = Rule(1, 1)


def certain(rate):
    return Rate(rate, rate, rate, True, 2020, "")


def test_pocket_calculator():
    """660 recipients at a rate of 34 %: 1 000 entitled, 340 do not claim."""
    assert take_up(np.array([660.0]), np.ones(1), EXACT, certain(0.34)).value == pytest.approx([340])


def test_chance_alone_is_the_negative_binomial_law():
    """With nothing else uncertain, the interval is that of the negative binomial law, exactly known."""
    of = take_up(np.array([66.0]), np.ones(1), EXACT, certain(0.34), draws=40_000)
    assert [of.low[0], of.high[0]] == pytest.approx(nbinom.ppf([0.025, 0.975], 66, 0.66), abs=1)


def test_rate_alone_for_a_large_count():
    """Where chance is negligible, the interval is the rate's: R × t / (1 − t) at its bounds."""
    of = take_up(np.array([1e7]), np.ones(1), EXACT, Rate(0.34, 0.29, 0.39, False, 2018, ""), draws=40_000)
    assert of.low[0] == pytest.approx(1e7 * 0.29 / 0.71, rel=0.01)
    assert of.high[0] == pytest.approx(1e7 * 0.39 / 0.61, rel=0.01)


def test_one_rate_for_all_areas():
    """The national rate errs in all areas at once: the whole's interval is as wide as the sum of the areas'."""
    of = take_up(np.full(20, 1e6), np.ones(20), EXACT, Rate(0.34, 0.29, 0.39, False, 2018, ""), draws=4000)
    assert of.whole[2] - of.whole[1] == pytest.approx((of.high - of.low).sum(), rel=0.01)


def test_chance_evens_out():
    """Chance errs in each area apart: the whole is better known than its areas."""
    of = take_up(np.full(20, 50.0), np.ones(20), EXACT, certain(0.34), draws=4000)
    assert of.whole[2] - of.whole[1] < 0.4 * (of.high - of.low).sum()


@given(st.lists(st.one_of(st.none(), st.integers(1, 200)), min_size=1, max_size=10), st.floats(0.05, 0.8))
def test_estimates_add_up(counts, rate):
    """The whole is the sum of the areas, masked ones included, and lies in its interval."""
    published = np.array([np.nan if one is None else 5.0 * one for one in counts])
    of = take_up(published, np.ones(len(counts)), CAF, certain(rate), of_areas=0.2, draws=300)
    assert of.whole[0] == pytest.approx(of.value.sum())
    assert (of.value > 0).all()
    assert (of.low <= of.high).all()


def test_nobody_claims_nobody_is_expected():
    """Without recipients the formula expects no non-recipient; the guide says what that leaves unseen."""
    found = non_recipients(np.zeros((5, 2), dtype=np.int64), np.full((5, 2), 0.5), np.random.default_rng(0))
    assert not found.any()


def test_noise_keeps_the_mean():
    """What makes areas differ does not move their mean."""
    assert noise(0.3, (400_000,), np.random.default_rng(0)).mean() == pytest.approx(1, abs=0.005)


def test_same_seed_same_interval():
    """Two runs give the same figures."""
    one, two = (take_up(np.array([25.0, np.nan]), np.ones(2), CAF, certain(0.3)) for _ in range(2))
    assert one.low.tolist() == two.low.tolist()
    assert one.high.tolist() == two.high.tolist()

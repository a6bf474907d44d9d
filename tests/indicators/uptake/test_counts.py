"""What rounding and masking leave possible."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson

from indicators.uptake.counts import CAF, CNAM, Rule, complete
from indicators.uptake.errors import CountImpossible

NAN = np.nan


def made(published, weight=None, rule=CAF, **more):
    of = np.array(published, dtype=float)
    weights = np.ones(len(of)) if weight is None else np.array(weight, dtype=float)
    return complete(of, weights, rule, draws=4000, generator=np.random.default_rng(1), **more)


def test_rounding_to_five():
    """A count published as 20 is 18 to 22; one published as 5 is not 3 or 4, which are masked."""
    found = made([20, 5])
    assert sorted(set(found.draws[:, 0])) == [18, 19, 20, 21, 22]
    assert sorted(set(found.draws[:, 1])) == [5, 6, 7]
    assert found.value.tolist() == [20, 5]


def test_published_as_it_is():
    """What is not rounded does not vary, and a published 0 stays 0."""
    found = made([17, 0], rule=CNAM)
    assert (found.draws == [17, 0]).all()


@given(st.lists(st.one_of(st.none(), st.integers(1, 60)), min_size=1, max_size=12))
def test_masked_is_never_read_as_nil_nor_beyond_its_bound(counts):
    """Masked counts stay between 0 and the greatest masked one, with an expected value above 0."""
    published = np.array([NAN if one is None else 5.0 * one for one in counts])
    found = complete(published, np.linspace(1, 9, len(counts)), CAF, draws=300, generator=np.random.default_rng(3))
    hidden = found.draws[:, np.isnan(published)]
    assert ((hidden >= 0) & (hidden <= 4)).all()
    assert not np.isnan(found.value).any()
    assert (np.abs(found.draws - found.value)[:, ~found.masked] <= 2).all()


def test_all_masked():
    """With nothing published at all, each masked count from 0 to 4 is as likely as another."""
    found = made([NAN] * 3)
    assert found.value == pytest.approx([2, 2, 2], abs=0.1)


def test_masked_grow_with_their_weight():
    """Of two masked communes, the one with more poor households is expected to have more recipients."""
    found = made([5, 10, NAN, NAN], weight=[5, 10, 1, 4])
    assert found.value[2] < found.value[3]


def test_total_is_met_in_every_draw():
    """Masked counts and published ones add up to the published total, rounding included."""
    found = made([20, NAN, NAN], total=25.0)
    sums = found.draws.sum(axis=1)
    assert sums.min() >= 23
    assert sums.max() <= 27


def test_total_keeps_the_roundings_that_it_allows():
    """Eight counts rounded down and two masked ones: no draw leaves the total, and those that it makes likely stay.

    Against every sum written out: the ten together are 158 to 162, and eight roundings alone vary by far more.
    """
    published = np.array([20.0] * 8 + [NAN, NAN])
    found = complete(published, np.ones(10), CAF, draws=20_000, generator=np.random.default_rng(2), total=160.0)
    assert set(found.draws.sum(axis=1)) == {158, 159, 160, 161, 162}
    rounding = np.ones(1)
    for _ in range(8):
        rounding = np.convolve(rounding, np.full(5, 0.2))
    mean = max(np.arange(0.5, 30.0, 0.01), key=lambda one: 8 * np.log(poisson.pmf(np.arange(18, 23), one).sum())
               + 2 * poisson.logcdf(4, one))  # fmt: skip
    masked = np.convolve(*[poisson.pmf(np.arange(5), mean)] * 2)
    # Sum of the eight is 144 + s, of the two m; all five totals are as likely.
    chance = {(s, m): rounding[s] * masked[m] for s in range(33) for m in range(9) if 158 <= 144 + s + m <= 162}
    expected = sum(m * one for (_, m), one in chance.items()) / sum(chance.values())
    assert found.draws[:, 8:].sum(axis=1).mean() == pytest.approx(expected, abs=0.05)


def test_total_without_rounding_conditions_the_law():
    """Two alike masked counts that share 3 follow the law of a Poisson pair given its sum: a binomial one."""
    rule = Rule(step=1, least=5)
    found = complete(
        np.array([7.0, NAN, NAN]),
        np.array([6.0, 1.0, 3.0]),
        rule,
        draws=20_000,
        generator=np.random.default_rng(5),
        total=10,
    )
    assert (found.draws[:, 1:].sum(axis=1) == 3).all()
    # Of 3, each falls to the second with the chance 3 / 4, whatever the mean; 3 is under the bound of 4.
    assert found.value[1:] == pytest.approx([0.75, 2.25], abs=0.02)


def test_law_of_a_masked_count():
    """The draws of a masked count follow a Poisson law cut at the bound, by a count of all cases."""
    published, weight = np.array([20.0, 20.0, 20.0, NAN]), np.array([10.0, 10.0, 10.0, 1.0])
    found = complete(published, weight, CAF, draws=40_000, generator=np.random.default_rng(7))
    shares = np.bincount(found.draws[:, 3], minlength=5) / 40_000
    # Nothing of like size is published (10 is more than twice 1): every value is as likely.
    assert shares == pytest.approx(np.full(5, 0.2), abs=0.01)
    alike = complete(published, np.full(4, 10.0), Rule(1, 5), draws=40_000, generator=np.random.default_rng(7))
    shares = np.bincount(alike.draws[:, 3], minlength=5) / 40_000
    best = max(np.arange(1.0, 21.0, 0.05), key=lambda mean: 3 * poisson.logpmf(20, mean) + poisson.logcdf(4, mean))
    law = poisson.pmf(np.arange(5), best)
    assert shares == pytest.approx(law / law.sum(), abs=0.02)


def test_part_under_its_whole():
    """A masked part is at most its whole, in each draw."""
    whole = np.tile([[3, 30]], (4000, 1))
    found = made([NAN, NAN], rule=CNAM, ceiling=whole)
    assert found.draws[:, 0].max() == 3
    assert found.draws[:, 1].max() == 9


@pytest.mark.parametrize("total", [10.0, 60.0])
def test_impossible_total(total):
    """A total that the parts cannot meet is refused, with the numbers."""
    with pytest.raises(CountImpossible, match="total publié"):
        made([30, NAN], total=total)


def test_naive_oracle_of_the_conditional_law():
    """Against every case written out: three masked counts given their sum."""
    weight = np.array([4.0, 1.0, 2.0, 4.0])
    rule = Rule(step=1, least=5)
    found = complete(
        np.array([8.0, NAN, NAN, NAN]), weight, rule, draws=30_000, generator=np.random.default_rng(11), total=14
    )
    best = max(
        np.arange(0.2, 4.0, 0.001),
        key=lambda ratio: poisson.logpmf(8, 4 * ratio) + poisson.logcdf(4, ratio * weight[1:]).sum(),
    )
    chance = {
        case: np.prod(poisson.pmf(case, best * weight[1:]))
        for case in itertools.product(range(5), repeat=3)
        if sum(case) == 6
    }
    whole = sum(chance.values())
    expected = [sum(one[j] * p for one, p in chance.items()) / whole for j in range(3)]
    assert found.value[1:] == pytest.approx(expected, abs=0.03)

"""A national rate taken to a local profile."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.uptake.composition import composed, moved_share, share_implied, share_of_non_recipients
from indicators.uptake.rates import NORMAL_975, Rate, draw

SHARE = share_implied(0.34, 0.18, 0.57)


def local(recipients, prevalence, elasticity=1.0):
    column = np.full((1, 1), 1.0)
    of = np.array([recipients], dtype=float)
    found = composed(
        of,
        np.array([prevalence], dtype=float),
        np.average(np.array([prevalence]), weights=of).reshape(1, 1),
        share=SHARE,
        rates=(0.18 * column, 0.57 * column),
        elasticity=elasticity * column,
    )
    return found[0]


def test_the_published_rates_imply_the_mix():
    """23 of 39 points: 59 % of those entitled to RSA have a housing benefit."""
    assert pytest.approx(23 / 39) == SHARE
    assert pytest.approx(0.34) == SHARE * 0.18 + (1 - SHARE) * 0.57


def test_alike_areas_have_the_national_rate():
    """Areas of one profile have the national rate, whatever the prevalence."""
    assert local([100, 10, 3], [0.4, 0.4, 0.4]) == pytest.approx([0.34] * 3, abs=1e-6)


@given(
    st.lists(st.tuples(st.integers(1, 3000), st.floats(0.03, 0.97)), min_size=1, max_size=8),
    st.floats(0.3, 1.2),
)
def test_all_areas_together_have_the_national_rate(areas, elasticity):
    """Composing the profiles of all areas returns the national rate."""
    recipients, prevalence = zip(*areas, strict=True)
    rate = local(recipients, prevalence, elasticity)
    entitled = np.array(recipients) / (1 - rate)
    assert (entitled * rate).sum() / entitled.sum() == pytest.approx(0.34, abs=1e-5)


def test_fewer_housing_benefits_more_non_take_up():
    """A commune of owners has a higher rate than one of tenants, both between the published ones."""
    tenants, owners = local([500, 500], [0.6, 0.1])
    assert 0.18 < tenants < 0.34 < owners < 0.57


def test_single_parents_among_non_recipients():
    """Worked by hand: 32,1 % of recipients, 25,2 % of those entitled, 11,9 % of the non-recipients."""
    entitled = 0.321 * 0.66 / 0.84
    assert share_of_non_recipients(0.321, 0.34, 0.16, np.zeros(1))[0] == pytest.approx(entitled * 0.16 / 0.34)


def test_moved_share():
    """A share moves on the logit scale and stays a share."""
    assert moved_share(0.5, np.array([0.0, np.log(3), -50.0])) == pytest.approx([0.5, 0.75, 0.0])


def test_rate_draws_have_the_published_interval():
    """The Dares rate leans: 2.5 % of draws under 25 %, half under 30 %, 2.5 % over 42 %."""
    of = draw(Rate(0.30, 0.25, 0.42, True, 2019, ""), np.random.default_rng(0).standard_normal(200_000))
    assert np.percentile(of, [2.5, 50, 97.5]) == pytest.approx([0.25, 0.30, 0.42], abs=0.002)
    assert draw(Rate(0.3, 0.25, 0.42, True, 2019, ""), np.array([-NORMAL_975]))[0] == pytest.approx(0.25)

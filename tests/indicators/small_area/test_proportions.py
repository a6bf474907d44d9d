"""Proportions of few respondents."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.small_area.proportions import (
    arcsine_variance,
    effective_number,
    from_arcsine,
    generalised_variance,
    to_arcsine,
)


@given(st.floats(0, 1))
def test_there_and_back(share: float) -> None:
    """An angle without variance is the proportion that it came from."""
    assert float(from_arcsine(to_arcsine(share))) == pytest.approx(share, abs=1e-9)


def test_six_noes_keep_a_variance() -> None:
    """Nobody of six says yes: the proportion's own variance is 0, the angle's and the smoothed one are not."""
    assert float(arcsine_variance(6.0)) == pytest.approx(1 / 26)
    assert float(generalised_variance(6.0, 0.15, 1.2)) == pytest.approx(1.2 * 0.15 * 0.85 / 6)
    assert float(to_arcsine(0.0, 6.0)) == pytest.approx(np.arcsin(np.sqrt(0.375 / 6.75)))


def test_a_whole_of_noes_keeps_a_variance() -> None:
    """A share of 0 is held half a respondent away."""
    assert (generalised_variance([5.0, 5.0], 0.0, 1.0) > 0).all()


def test_nobody_has_no_variance() -> None:
    """Without a respondent there is nothing to say."""
    assert np.isnan(arcsine_variance(0.0))
    assert np.isnan(generalised_variance(0.0, 0.2, 1.0))


def test_the_mean_of_a_spread_angle_is_drawn_towards_a_half() -> None:
    """sin² is convex near 0: what is not known of the angle raises the mean, as drawing at random shows."""
    drawn = np.random.default_rng(1).normal(0.4, 0.1, 400_000)
    assert float(from_arcsine(0.4, 0.01)) == pytest.approx(
        float((np.sin(drawn.clip(0, np.pi / 2)) ** 2).mean()), abs=3e-4
    )


def test_effective_respondents_by_hand() -> None:
    """Weights 1, 1 and 2 count as 16/6 respondents; an area without any, as none."""
    found = effective_number(np.array([1.0, 1.0, 2.0]), np.array([0, 0, 0]), 2)
    assert found == pytest.approx([16 / 6, 0.0])

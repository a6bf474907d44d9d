"""Weights of the components: shared out, compared two by two, had from the data."""

import numpy as np
import pytest

from indicators.needs.errors import NeedsError
from indicators.needs.weights import compared, equal, principal, shared


def test_each_person_has_the_same_say():
    """Points count as shares of their own total; who gives none has no say."""
    assert shared([[50, 50], [0, 10], [0, 0]]).tolist() == [0.25, 0.75]


def test_no_points_at_all_count_as_equal():
    """A committee that gives no point leaves the components equal."""
    assert shared([0, 0, 0, 0]).tolist() == equal(4).tolist()


@pytest.mark.parametrize("points", [[-1, 2], [np.nan, 2], [np.inf, 2]])
def test_points_are_numbers_from_zero_up(points):
    """A negative, missing or infinite number of points is refused."""
    with pytest.raises(NeedsError):
        shared(points)


def test_consistent_comparisons_give_their_ratios():
    """If A counts twice B and B twice C, and A four times C, the weights are 4, 2 and 1 sevenths."""
    found = compared([[1, 2, 4], [1 / 2, 1, 2], [1 / 4, 1 / 2, 1]])
    assert found.weights.tolist() == pytest.approx([4 / 7, 2 / 7, 1 / 7])
    assert found.consistency_ratio == pytest.approx(0, abs=1e-12)
    assert found.consistent


def test_contradictory_comparisons_are_told():
    """A over B, B over C and C over A: the ratio is far above Saaty's tenth."""
    found = compared([[1, 5, 1 / 5], [1 / 5, 1, 5], [5, 1 / 5, 1]])
    assert found.weights.tolist() == pytest.approx([1 / 3] * 3)
    assert not found.consistent


@pytest.mark.parametrize("matrix", [[[1, 2], [2, 1]], [[1, 2, 3]], [[1, 0], [0, 1]], np.ones((16, 16))])
def test_impossible_comparisons_are_refused(matrix):
    """Not reciprocal, not square, not positive, or beyond Saaty's table."""
    with pytest.raises(NeedsError):
        compared(matrix)


@pytest.mark.parametrize("count", [1, 2])
def test_one_or_two_components_are_always_consistent(count):
    """There is nothing to contradict."""
    assert compared(np.ones((count, count))).consistency_ratio == 0


def test_independent_components_have_the_same_weight():
    """Three orthogonal components share the variance equally."""
    signs = np.array([[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]], dtype=float)
    assert principal(signs).tolist() == pytest.approx([1 / 3] * 3)


def test_components_of_one_factor_share_it_by_their_loadings():
    """With one factor kept, the weights are the squares of the first eigenvector."""
    generator = np.random.default_rng(3)
    common = generator.normal(size=60)
    values = np.column_stack([common + generator.normal(size=60) * noise for noise in (0.3, 0.5, 0.9)])
    vectors = np.linalg.eigh(np.corrcoef(values, rowvar=False))[1]
    assert principal(values).tolist() == pytest.approx(np.square(vectors[:, -1]).tolist())


def test_a_component_that_does_not_vary_has_no_weight():
    """It says nothing of the differences between areas."""
    values = np.column_stack([np.arange(5.0), np.full(5, 7.0)])
    assert principal(values).tolist() == pytest.approx([1, 0])
    assert principal(np.ones((4, 2))).tolist() == [0.5, 0.5]


def test_a_missing_value_stops_the_analysis():
    """The data cannot say what varies together with a hole in them."""
    with pytest.raises(NeedsError):
        principal(np.array([[1.0, np.nan], [2, 3], [4, 5]]))

"""Comparisons two by two, from answers to points of the sliders."""

import pytest

from indicators.needs.weights import compared
from reports.sentences.priorites_moves import pairs
from ui.views.priorites_pairs import ANSWERS, matrix, points_of


def test_answers_fill_a_reciprocal_matrix() -> None:
    """Pairs come in the order (1, 2), (1, 3), (2, 3)."""
    found = matrix(3, [3.0, 5.0, 1.0])
    assert found.tolist() == [[1, 3, 5], [pytest.approx(1 / 3), 1, 1], [pytest.approx(1 / 5), 1, 1]]


def test_the_heaviest_has_all_the_points_and_none_falls_to_zero() -> None:
    """Even a component that counts nine times less keeps a point: no answer leaves one out."""
    of = compared(matrix(2, [9.0]))
    assert points_of(of) == [10, 1]
    assert points_of(compared(matrix(3, [1.0, 1.0, 1.0]))) == [10, 10, 10]


def test_contradictions_are_said() -> None:
    """A over B over C over A."""
    words = pairs(compared(matrix(3, [5.0, 1 / 5, 5.0])), ["A", "B", "C"])
    assert words.startswith("Les réponses se contredisent")
    assert pairs(compared(matrix(3, [1.0, 1.0, 1.0])), ["A", "B", "C"]).startswith("Les réponses s’accordent")


def test_answers_go_both_ways() -> None:
    """Each answer has its opposite."""
    values = list(ANSWERS.values())
    assert [1 / value for value in reversed(values)] == pytest.approx(values)

"""Two variables crossed in nine classes."""

import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.bivariate import HIGH_HIGH, HIGH_LOW, LOW_HIGH, LOW_LOW, bivariate, code
from geo.cartography import classify
from geo.errors import ClassificationError


def test_nine_places_fill_the_nine_codes():
    """Three levels of one against three of the other: each code once, the column first."""
    x = [1, 2, 3] * 3
    y = [10] * 3 + [20] * 3 + [30] * 3
    crossed = bivariate(x, y)
    assert crossed.index.tolist() == list(range(9))
    assert crossed.counts == (1,) * 9
    assert crossed.index[2] == HIGH_LOW == code("high", "low")
    assert crossed.index[6] == LOW_HIGH == code("low", "high")
    assert (code("low", "low"), code("high", "high")) == (LOW_LOW, HIGH_HIGH)


def test_sentences_can_name_the_corner_where_both_are_high():
    """The places where both are high are found and counted, and a single variable may be asked for."""
    crossed = bivariate([1, 5, 9, 9], [1, 5, 9, 1], names=("pauvreté", "distance"))
    assert crossed.where(x="high", y="high").tolist() == [False, False, True, False]
    assert crossed.count(x="high") == 2
    assert crossed.labels[HIGH_HIGH] == "pauvreté\u202f: niveau haut, distance\u202f: niveau haut"


def test_a_missing_partner_has_no_class():
    """A place where either is missing is −1, belongs to no level, and does not move the others' bounds."""
    x = [1.0, 2, 3, 4, 5, 6]
    y = [1.0, math.nan, 3, 4, 5, 6]
    crossed = bivariate(x, y)
    assert crossed.index[1] == -1
    assert not crossed.where()[1]
    assert crossed.x_breaks == classify(x, scheme="quantiles", k=3).breaks


def test_two_values_are_low_and_high():
    """A variable of two classes has no middle, one of a single class is the middle; the note says so."""
    crossed = bivariate([0, 1, 0, 1], [5, 5, 5, 5], names=("présence", "minutes"))
    assert crossed.index.tolist() == [3, 5, 3, 5]
    assert crossed.x_labels[1] == ""
    assert crossed.y_labels == ("", "5", "")
    assert "présence" in crossed.note
    assert "minutes" in crossed.note


def test_nothing_known():
    """When one variable is missing everywhere, no place has a class."""
    crossed = bivariate([math.nan] * 3, [1, 2, 3])
    assert crossed.index.tolist() == [-1] * 3
    assert sum(crossed.counts) == 0


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=60))
@settings(max_examples=80, deadline=None)
def test_levels_follow_each_variable(pairs):
    """Greater on a variable is never a lower level of it, and the nine counts add up."""
    x, y = np.array(pairs, dtype=float).T
    crossed = bivariate(x, y)
    assert (np.diff((crossed.index % 3)[np.argsort(x)]) >= 0).all()
    assert (np.diff((crossed.index // 3)[np.argsort(y)]) >= 0).all()
    assert sum(crossed.counts) == len(pairs)
    assert crossed.count() == len(pairs)


def test_two_lengths_are_refused():
    """Two variables of different places cannot be crossed."""
    with pytest.raises(ClassificationError, match=re.escape("3 valeurs contre 2")):
        bivariate([1, 2, 3], [1, 2])


def test_an_unknown_level_is_refused():
    """A level that does not exist is named."""
    with pytest.raises(ClassificationError, match="extrême"):
        code("extrême", "low")

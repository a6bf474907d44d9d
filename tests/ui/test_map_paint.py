"""What a map is asked to show: refused when it cannot be drawn, circles true to their counts."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.errors import MapInputError
from ui.map.paint import HATCHED, Circles, Paint


def test_paint_needs_a_label_for_each_colour() -> None:
    """A legend that names fewer classes than the map paints is refused, with both numbers."""
    with pytest.raises(MapInputError, match="1 libellés pour 2 couleurs"):
        Paint({}, ["#fff", "#000"], ["faible"])


@pytest.mark.parametrize("rank", [-2, 2])
def test_paint_needs_a_colour_for_each_class(rank: int) -> None:
    """A class outside the palette is refused, with the area's code."""
    with pytest.raises(MapInputError, match="62041"):
        Paint({"62041": rank}, ["#fff", "#000"], ["faible", "fort"])


def test_hidden_values_are_the_hatched_ones() -> None:
    """Secret or missing areas are told apart from the painted and from the absent ones."""
    paint = Paint({"a": 0, "b": HATCHED}, ["#fff"], ["tout"])
    assert paint.hatched == {"b"}


@given(st.floats(1, 1e6), st.floats(0.01, 1))
def test_the_area_of_a_circle_follows_the_count(greatest: float, share: float) -> None:
    """A count k times smaller has a disc of an area k times smaller, down to the smallest that can be seen."""
    circles = Circles({"a": greatest, "b": greatest * share})
    ratio = (circles.radius(greatest * share) / circles.radius(greatest)) ** 2
    assert ratio == pytest.approx(share, rel=0.12)


def test_nothing_draws_no_circle_and_one_is_still_seen() -> None:
    """0 and a missing count have no circle; a tiny one keeps 1.5 px."""
    circles = Circles({"a": 0, "b": math.nan, "c": 1, "d": 100_000})
    assert [circles.radius(value) for value in circles.values.values()] == [0, 0, 1.5, 28]


def test_a_reference_keeps_one_scale_over_several_maps() -> None:
    """With a reference of 400, a count of 100 has half the largest radius whatever else is shown."""
    assert Circles({"a": 100}, reference=400, largest=20).radius(100) == 10


@pytest.mark.parametrize("value", [-1, math.inf])
def test_a_count_is_positive_and_finite(value: float) -> None:
    """A negative or infinite count is refused with its area."""
    with pytest.raises(MapInputError, match="62041"):
        Circles({"62041": value})


def test_legend_marks_are_round_and_within_the_values() -> None:
    """The legend's circles are round counts, greatest first, none above the greatest value."""
    marks = Circles({"a": 4321}, unit="ménages").marks()
    assert [value for value, _ in marks] == [2000, 500, 100]
    assert marks[0][1] == "2\u202f000\u00a0ménages"


def test_no_value_gives_no_marks() -> None:
    """Circles without any positive count have no scale to show."""
    assert Circles({"a": 0}).marks() == []
    assert Circles({}).marks() == []

"""The line drawn around a group of cells."""

import pytest
import shapely

from geo.errors import ZoneError
from geo.surround import around


def test_a_square_is_surrounded_at_the_margin():
    """The line runs at the margin from each side, corners kept square."""
    assert around([shapely.box(0, 0, 200, 200)], margin=100).equals(shapely.box(-100, -100, 300, 300))


def test_a_hole_is_not_drawn():
    """A ring of cells has an outer line only."""
    ring = shapely.difference(shapely.box(0, 0, 5000, 5000), shapely.box(1000, 1000, 4000, 4000))
    assert around([ring], margin=10).interiors[:] == []


def test_distant_parts_are_joined():
    """Parts that the margin leaves apart are held by one line."""
    one, other = shapely.box(0, 0, 200, 200), shapely.box(5000, 0, 5200, 200)
    joined = around([one, other])
    assert joined.contains(one)
    assert joined.contains(other)


def test_nothing_to_surround_is_refused():
    """An empty group has no line."""
    with pytest.raises(ZoneError, match="aucun carreau"):
        around([])

"""Values carried over from areas to other zones: what adds up keeps its total, what is averaged stays between."""

from itertools import pairwise

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import OverlayError
from geo.overlay import interpolate, shares


def _frame(geometries, **columns):
    return gpd.GeoDataFrame(columns, geometry=list(geometries), crs=2154)


# Two squares of 1 km side by side.
SOURCE = _frame(
    [shapely.box(0, 0, 1000, 1000), shapely.box(1000, 0, 2000, 1000)], households=[100.0, 60.0], rate=[10.0, 40.0]
)
CELLS = _frame(
    [shapely.box(x, 0, x + 200, 200) for x in (0, 800, 1000)],
    weight=[30.0, 10.0, 20.0],
)
MIDDLE = _frame([shapely.box(500, 0, 1500, 1000)])


def test_areal_spreads_evenly_over_the_surface():
    """Half of each square: half of what adds up, the mean of what is averaged."""
    found = interpolate(SOURCE, MIDDLE, extensive=["households"], intensive=["rate"]).iloc[0]
    assert found["households"] == pytest.approx(80)
    assert found["rate"] == pytest.approx(25)
    assert found["coverage"] == pytest.approx(1)


def test_dasymetric_follows_the_inhabited_cells():
    """A quarter of the people of the first square live in the zone, and all those of the second."""
    found = interpolate(SOURCE, MIDDLE, extensive=["households"], intensive=["rate"], weights=CELLS).iloc[0]
    assert found["households"] == pytest.approx(100 * 10 / 40 + 60)
    assert found["rate"] == pytest.approx((10 * 10 + 20 * 40) / 30)


@pytest.mark.parametrize("weights", [None, CELLS])
def test_shares_carry_over_what_adds_up(weights):
    """The share of each square in the zone, times what it holds, is the interpolation; so is the coverage."""
    held, coverage = shares(SOURCE, MIDDLE, weights=weights)
    found = interpolate(SOURCE, MIDDLE, extensive=["households"], weights=weights)
    assert (held.T @ SOURCE["households"]).tolist() == pytest.approx(found["households"].tolist())
    assert coverage.tolist() == pytest.approx(found["coverage"].tolist())


def test_a_cell_on_a_border_is_divided_by_its_surface():
    """Half of the cell on each side of the border of the zone counts."""
    zone = _frame([shapely.box(0, 0, 100, 1000)])
    found = interpolate(SOURCE, zone, extensive=["households"], weights=CELLS).iloc[0]
    assert found["households"] == pytest.approx(100 * 15 / 40)


@given(st.lists(st.integers(1, 1999), min_size=1, max_size=6, unique=True), st.booleans())
def test_zones_that_cut_up_the_sources_keep_the_total(cuts, dasymetric):
    """Whatever the cuts, what adds up has the same total before and after."""
    bounds = [0, *sorted(cuts), 2000]
    zones = _frame([shapely.box(a, 0, b, 1000) for a, b in pairwise(bounds)])
    found = interpolate(SOURCE, zones, extensive=["households"], weights=CELLS if dasymetric else None)
    assert found["households"].sum() == pytest.approx(160, rel=1e-12)


@given(st.integers(0, 1500), st.integers(100, 500))
def test_an_average_stays_between_those_that_it_is_made_from(start, width):
    """A rate carried over is never outside the rates of the sources."""
    zone = _frame([shapely.box(start, 0, start + width, 1000)])
    found = interpolate(SOURCE, zone, intensive=["rate"], weights=CELLS)["rate"].iloc[0]
    assert 10 - 1e-9 <= found <= 40 + 1e-9


def test_the_same_zones_have_the_same_values():
    """Carried over to themselves, the areas keep their values."""
    found = interpolate(SOURCE, SOURCE[["geometry"]], extensive=["households"], intensive=["rate"], weights=CELLS)
    assert found["households"].tolist() == pytest.approx([100, 60])
    assert found["rate"].tolist() == pytest.approx([10, 40])


def test_a_missing_value_is_not_made_up():
    """A zone that a secret area takes part in has no estimate; one that it does not reach has its own."""
    source = SOURCE.assign(rate=[np.nan, 40.0])
    zones = _frame([shapely.box(500, 0, 1500, 1000), shapely.box(1200, 0, 1500, 1000)])
    found = interpolate(source, zones, intensive=["rate"])["rate"]
    assert np.isnan(found[0])
    assert found[1] == pytest.approx(40)


def test_a_zone_beside_the_sources_has_nothing():
    """Nothing adds up there, there is nothing to average, and nothing is covered."""
    found = interpolate(
        SOURCE,
        _frame([shapely.box(5000, 0, 6000, 1000)]),
        extensive=["households"],
        intensive=["rate"],
        weights=CELLS,
    ).iloc[0]
    assert found["households"] == 0
    assert np.isnan(found["rate"])
    assert found["coverage"] == 0


def test_an_area_without_inhabitants_is_spread_over_its_surface():
    """What adds up is not lost; what is averaged counts people only."""
    cells = CELLS.assign(weight=[30.0, 10.0, 0.0])
    found = interpolate(SOURCE, MIDDLE, extensive=["households"], intensive=["rate"], weights=cells).iloc[0]
    assert found["households"] == pytest.approx(100 * 10 / 40 + 30)
    assert found["rate"] == pytest.approx(10)


def test_half_of_a_zone_outside_is_said():
    """The coverage is the share of the zone that the sources reach."""
    found = interpolate(SOURCE, _frame([shapely.box(1500, 0, 2500, 1000)]), intensive=["rate"]).iloc[0]
    assert found["coverage"] == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("source", "target", "weights"),
    [
        (SOURCE.to_crs(4326), MIDDLE, None),
        (SOURCE, MIDDLE.to_crs(3857), None),
        (SOURCE.drop(columns="rate"), MIDDLE, None),
        (SOURCE, MIDDLE, CELLS.assign(weight=[-1.0, 2, 3])),
        (SOURCE, MIDDLE, CELLS.drop(columns="weight")),
        (SOURCE, _frame([shapely.Polygon()]), None),
    ],
)
def test_what_cannot_be_laid_over_is_refused(source, target, weights):
    """Degrees, two projections, no column, a negative weight, an empty zone."""
    with pytest.raises(OverlayError):
        interpolate(source, target, intensive=["rate"], weights=weights)

"""Coordinates whose system nobody says: told from where the points would fall."""

import numpy as np
import pytest
from pyproj import Transformer

from data.importers import coordinates
from data.importers.coordinates import SYSTEMS, System

LON, LAT = np.array([2.7773, 2.70, 2.83]), np.array([50.2910, 50.25, 50.30])


@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("epsg", sorted(SYSTEMS))
def test_the_system_is_found_and_undone(epsg: int, swapped: bool) -> None:
    """Points of the territory written in any known system, in either order, come back to their place."""
    x, y = Transformer.from_crs(4326, epsg, always_xy=True).transform(LON, LAT)
    given = (y, x) if swapped else (x, y)
    found = coordinates.detect(*given)
    assert found == System(epsg, swapped)
    lon, lat = coordinates.to_degrees(*given, found)
    np.testing.assert_allclose(lon, LON, atol=1e-6)
    np.testing.assert_allclose(lat, LAT, atol=1e-6)
    assert bool(found.words) == (epsg != 4326 or swapped)


def test_points_of_the_rest_of_france_are_known_too() -> None:
    """A national file in Lambert-93 has most of its points far from Arras."""
    x, y = Transformer.from_crs(4326, 2154, always_xy=True).transform([2.35, -1.55, 5.37], [48.85, 47.2, 43.3])
    assert coordinates.detect(x, y) == System(2154, swapped=False)


def test_a_few_wrong_points_do_not_change_the_system() -> None:
    """Most of the points decide; the missing ones do not count."""
    lon, lat = np.append(LON, [0.0, np.nan]), np.append(LAT, [0.0, np.nan])
    assert coordinates.detect(lon, lat) == System(4326, swapped=False)


@pytest.mark.parametrize("points", [([], []), ([np.nan], [np.nan]), ([1e9, 2e9], [1e9, 3e9]), ([0.0], [0.0])])
def test_points_of_nowhere_have_no_system(points: tuple[list[float], list[float]]) -> None:
    """Numbers that no known system puts in France are not guessed."""
    assert coordinates.detect(*points) is None

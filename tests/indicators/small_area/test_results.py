"""Estimates made to agree with a whole: whatever they are, and whatever the whole."""

import numpy as np
import pytest

from indicators.small_area.results import AreaEstimates, agree


def _estimates(value: list[float], error: list[float]) -> AreaEstimates:
    middle, reach = np.array(value), np.array(error)
    low, high = (middle - 2 * reach).clip(0, 1), (middle + 2 * reach).clip(0, 1)
    return AreaEstimates("unit", middle, low, high, reach, np.zeros(len(value)), 0.1)


@pytest.mark.parametrize("whole", [0.001, 0.3, 0.5, 0.999])
def test_extreme_areas_agree_with_any_whole(whole: float) -> None:
    """Nobody, everybody and nobody who lives there: the mean over people is the whole's, and bounds hold the value."""
    before = _estimates([0.0, 0.5, np.nan, 1.0], [0.0, 0.05, np.nan, 0.0])
    people = np.array([10.0, 10.0, 0.0, 10.0])
    found = agree(before, people, whole)
    lived_in = people > 0
    assert np.average(found.value[lived_in], weights=people[lived_in]) == pytest.approx(whole, abs=1e-9)
    assert np.isfinite(found.error[lived_in]).all()
    assert (found.low[lived_in] <= found.value[lived_in]).all()
    assert (found.value[lived_in] <= found.high[lived_in]).all()
    assert np.isnan(found.value[2])


def test_what_moves_is_added_to_the_error() -> None:
    """0.2 moved to 0.3 with an error of 0.05: the root of 0.05² + 0.1²."""
    found = agree(_estimates([0.2], [0.05]), np.ones(1), 0.3)
    assert found.value[0] == pytest.approx(0.3)
    assert found.error[0] == pytest.approx(np.hypot(0.05, 0.1))

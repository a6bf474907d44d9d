"""Any indicator in space: the spots, the exceptions, what is left out, and the states in which nothing is measured."""

from dataclasses import replace

import numpy as np
import pytest

from indicators import spatial
from indicators.spatial import ALL_EQUAL, COLD, HIGH_EXCEPTION, HOT, LOW_EXCEPTION, OUTSIDE, TOO_FEW, grouping
from indicators.values import ABSENT, Values, values

SIDE = 12


def _square(monkeypatch: pytest.MonkeyPatch, table: np.ndarray, *, identifier: str = "part_hlm") -> Values:
    """Return values laid on a square of cells, whose neighbours are the eight around."""
    n = len(table)
    codes = [f"{row:02d}{column:02d}" for row in range(n) for column in range(n)]
    graph = {
        f"{row:02d}{column:02d}": tuple(
            f"{row + up:02d}{column + right:02d}"
            for up in (-1, 0, 1)
            for right in (-1, 0, 1)
            if (up, right) != (0, 0) and 0 <= row + up < n and 0 <= column + right < n
        )
        for row in range(n)
        for column in range(n)
    }
    monkeypatch.setattr(spatial, "neighbours", lambda _: graph)
    value = table.astype(float).ravel()
    status = tuple(ABSENT if np.isnan(one) else "diffusé" for one in value)
    return Values(values(identifier, "iris").indicator, tuple(codes), value, status)


def _hills() -> np.ndarray:
    """High in one corner, low in the opposite one, with one exception in each, noise in between."""
    table = 50 + np.random.default_rng(3).normal(0, 3, (SIDE, SIDE))
    table[:4, :4] = 90
    table[-4:, -4:] = 10
    table[1, 1], table[-2, -2] = 12, 88
    return table


def test_spots_and_exceptions_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """High values among their likes are hot, low ones cold; one that differs from its neighbours is an exception."""
    found = grouping(_square(monkeypatch, _hills()))
    assert found.whole is not None
    assert found.whole.statistic > found.whole.expected
    assert {"0002", "0202"} <= set(found.areas(HOT))
    assert {"1109", "0909"} <= set(found.areas(COLD))
    assert found.areas(LOW_EXCEPTION) == ["0101"]
    assert found.areas(HIGH_EXCEPTION) == ["1010"]
    assert (found.table.loc[found.standing, "q"] <= spatial.FALSE_ALARMS).all()


def test_a_negative_value_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same map lowered by a thousand has the same spots and the same scores."""
    high = grouping(_square(monkeypatch, _hills()))
    low = grouping(_square(monkeypatch, _hills() - 1_000))
    assert low.table["kind"].tolist() == high.table["kind"].tolist()
    assert low.table["gi"].to_numpy() == pytest.approx(high.table["gi"].to_numpy())


def test_noise_has_no_spot(monkeypatch: pytest.MonkeyPatch) -> None:
    """Values drawn at random leave nothing standing, however many areas are tested."""
    found = grouping(_square(monkeypatch, np.random.default_rng(1).normal(50, 5, (SIDE, SIDE))))
    assert found.standing == []


def test_hidden_areas_take_no_part(monkeypatch: pytest.MonkeyPatch) -> None:
    """An area without a value is outside, has no score, and does not move the mean of its neighbours."""
    table = _hills()
    table[0, 0] = np.nan
    found = grouping(_square(monkeypatch, table))
    assert found.areas(OUTSIDE) == ["0000"]
    assert found.table.loc["0000", ["gi", "moran", "q"]].isna().all()
    assert found.table.loc["0001", "around"] == pytest.approx(np.mean([90, 90, 90, 12]))


@pytest.mark.parametrize(
    ("table", "reason"),
    [
        (np.full((3, 3), np.nan), TOO_FEW),
        (np.array([[1.0, 2.0], [3.0, np.nan]]), TOO_FEW),
        (np.full((3, 3), 7.0), ALL_EQUAL),
        (np.zeros((3, 3)), ALL_EQUAL),
    ],
)
def test_nothing_to_measure_is_a_state(monkeypatch: pytest.MonkeyPatch, table: np.ndarray, reason: str) -> None:
    """Too few values, or equal ones, are a reason and no fault."""
    found = grouping(_square(monkeypatch, table))
    assert found.whole is None
    assert found.reason == reason


@pytest.mark.parametrize(
    ("level", "identifier"), [("commune", "part_rsa"), ("iris", "fragilite_numerique"), ("carreau", "log_soc")]
)
def test_every_level_of_the_territory(level: str, identifier: str) -> None:
    """At each level all areas have a row, and those without a published value are outside."""
    of = values(identifier, level)
    found = grouping(replace(of))
    assert list(found.table.index) == list(of.codes)
    assert set(found.table.index[~of.known]) <= set(found.areas(OUTSIDE))

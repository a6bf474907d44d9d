"""Estimated minutes: the formula, unknown positions, the bracket around an estimate, chosen parameters."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geo.errors import TravelError
from geo.travel import MODES, TravelMode, adjusted, interval, minutes, travel_mode

ROUND = TravelMode(
    key="round",
    label_fr="à chiffres ronds",
    speed_kmh=30.0,
    detour=1.5,
    fixed_minutes=2.0,
    source="exemple",
    speed_range=(20.0, 60.0),
    detour_range=(1.2, 1.8),
)
COORDINATE = st.floats(-1e6, 1e7, allow_nan=False) | st.just(math.nan)


def points(most: int) -> st.SearchStrategy[np.ndarray]:
    return st.integers(0, most).flatmap(lambda n: arrays(np.float64, (n, 2), elements=COORDINATE))


def test_a_kilometre_takes_its_detour_at_its_speed_plus_the_fixed_minutes() -> None:
    """1 km as the crow flies is 1.5 km of path, 3 minutes at 30 km/h, and 2 fixed minutes."""
    assert minutes([[0, 0]], [[600, 800], [0, 0]], ROUND).tolist() == [[5.0, 2.0]]


def test_an_unknown_position_is_infinitely_far() -> None:
    """A site without a position, or with half of one, is out of reach of everybody, and reaches nobody."""
    lost = [[np.nan, 0], [np.inf, 0]]
    estimate = minutes([[0, 0], *lost], [[0, 1000], *lost], ROUND)
    assert np.isfinite(estimate).tolist() == [[True, False, False], [False] * 3, [False] * 3]
    assert not np.isnan(estimate).any()


@given(points(5), points(4))
def test_minutes_agree_with_a_loop_over_pairs(origins: np.ndarray, destinations: np.ndarray) -> None:
    """Each pair gets what the formula gives when it is written out for that pair alone."""
    estimate = minutes(origins, destinations, ROUND)
    assert estimate.shape == (len(origins), len(destinations))
    for i, (x, y) in enumerate(origins):
        for j, (to_x, to_y) in enumerate(destinations):
            metres = math.dist((x, y), (to_x, to_y))
            expected = math.inf if math.isnan(metres) else metres / 1000 * 1.5 / 30 * 60 + 2
            assert estimate[i, j] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("mode", MODES.values(), ids=MODES)
@given(metres=st.lists(st.floats(0, 1e5), min_size=2, max_size=2))
def test_a_farther_place_is_never_quicker_to_reach(mode: TravelMode, metres: list[float]) -> None:
    """Minutes grow with the crow-fly distance, in every mode."""
    near, far = sorted(metres)
    estimate = minutes([[0, 0]], [[near, 0], [far, 0]], mode)[0]
    assert estimate[0] <= estimate[1]


def test_the_bracket_runs_from_straight_and_fast_to_winding_and_slow() -> None:
    """10 minutes under way become 10 × 0.8 × 0.5 at best and 10 × 1.2 × 1.5 at worst; fixed minutes stay."""
    low, high = interval([12.0, 2.0, np.inf], ROUND)
    assert low.tolist() == [6.0, 2.0, np.inf]
    assert high.tolist() == pytest.approx([20.0, 2.0, np.inf])


@pytest.mark.parametrize("mode", MODES.values(), ids=MODES)
@given(metres=st.floats(0, 1e6))
def test_the_bracket_holds_the_estimate(mode: TravelMode, metres: float) -> None:
    """Whatever the distance, low ≤ estimate ≤ high in every mode."""
    estimate = minutes([[0, 0]], [[metres, 0]], mode)
    low, high = interval(estimate, mode)
    assert low.shape == high.shape == estimate.shape
    assert low <= estimate + 1e-9
    assert estimate <= high + 1e-9


@pytest.mark.parametrize("estimate", [1.9, -1.0, np.nan])
def test_an_estimate_of_another_mode_has_no_bracket(estimate: float) -> None:
    """Minutes shorter than the mode's fixed minutes are refused rather than bracketed wrongly."""
    with pytest.raises(TravelError, match="à chiffres ronds"):
        interval(estimate, ROUND)


def test_a_chosen_speed_takes_its_range_along() -> None:
    """Twice the speed has twice the range: the bracket keeps its proportions, and the choice is said."""
    faster = adjusted(ROUND, speed_kmh=60)
    assert faster.speed_range == (40.0, 120.0)
    assert interval(12.0, faster) == interval(12.0, ROUND)
    assert faster.source == "Choisi par l’utilisateur\u202f: la vitesse. Au départ\u202f: exemple"


def test_a_chosen_detour_widens_its_range_only_when_it_lies_outside() -> None:
    """Within the range the range stays; beyond, it reaches as far as the choice."""
    assert adjusted(ROUND, detour=1.3).detour_range == (1.2, 1.8)
    assert adjusted(ROUND, detour=2.0).detour_range == (1.2, 2.0)


def test_choosing_what_is_already_so_changes_nothing() -> None:
    """The same values, or none, give the same mode with the same source."""
    assert adjusted(ROUND) is ROUND
    assert adjusted(ROUND, speed_kmh=30, detour=1.5, fixed_minutes=2) is ROUND


@given(st.floats(0.1, 500), st.floats(1, 5), st.floats(0, 60))
def test_any_possible_choice_gives_a_usable_mode(speed: float, detour: float, fixed: float) -> None:
    """No possible choice of the three parameters falls outside the ranges made for it."""
    chosen = adjusted(MODES["walk"], speed_kmh=speed, detour=detour, fixed_minutes=fixed)
    low, high = interval(fixed + 10, chosen)
    assert low <= fixed + 10 + 1e-9 <= high + 1e-6


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"speed_kmh": 0.0}, "vitesse vaut 0"),
        ({"speed_kmh": math.nan}, "vitesse vaut manquant"),
        ({"detour": 0.9}, "détour vaut 0,9"),
        ({"fixed_minutes": -1.0}, "temps fixe vaut −1"),
        ({"speed_range": (31.0, 60.0)}, "entre 31 et 60"),
        ({"detour_range": (1.6, 1.8)}, "entre 1,6 et 1,8"),
        ({"detour_range": (0.5, 1.8)}, "plus petit détour vaut 0,5"),
    ],
)
def test_an_impossible_parameter_is_named(change: dict[str, object], named: str) -> None:
    """A mode refuses a parameter that no journey can have, and names it."""
    with pytest.raises(TravelError, match=named):
        replace(ROUND, **change)


def test_an_unknown_mode_is_named_with_those_that_exist() -> None:
    """A wrong key in a link says what would be right."""
    with pytest.raises(TravelError, match=r"plane.*walk.*bike.*car"):
        travel_mode("plane")


def test_positions_must_be_pairs() -> None:
    """Three coordinates, or a bare list of numbers, are refused with their shape."""
    with pytest.raises(TravelError, match=r"départ.*\(1, 3\)"):
        minutes([[1, 2, 3]], [[1, 2]], ROUND)
    with pytest.raises(TravelError, match=r"arrivée.*\(2,\)"):
        minutes([[1, 2]], [1, 2], ROUND)


def test_every_mode_says_where_its_parameters_come_from_and_what_is_assumed() -> None:
    """Each source names the detour's study and admits its hypothesis; the keys are their own index."""
    assert list(MODES) == ["walk", "bike", "car"]
    for key, mode in MODES.items():
        assert mode.key == key
        assert "Mennicken" in mode.source
        assert "hypothèse" in mode.source

"""Access: nearest, cumulative and floating catchments against naive loops and hand-worked grids."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geo import access
from geo.access import (
    GroupAccess,
    by_group,
    cumulative,
    floating_catchment,
    nearest,
    nearest_index,
    population_within,
    shares_within,
)
from geo.errors import AccessError

METHODS = ("2sfca", "e2sfca", "3sfca")
COST = st.integers(0, 40).map(float) | st.just(math.inf)
AMOUNT = st.integers(0, 1000).map(float)


@st.composite
def settings(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    n, m = draw(st.integers(1, 7)), draw(st.integers(1, 5))
    return (
        draw(arrays(np.float64, (n, m), elements=COST)),
        draw(arrays(np.float64, n, elements=AMOUNT)),
        draw(arrays(np.float64, m, elements=AMOUNT)),
    )


def square(side: int) -> np.ndarray:
    """Costs between all the points of a square grid, in steps along its lines."""
    spots = [(row, column) for row in range(side) for column in range(side)]
    return np.array([[abs(a - c) + abs(b - d) for c, d in spots] for a, b in spots], dtype=float)


def naive_weight(cost: float, bands: list[float], weights: list[float]) -> float:
    for bound, weight in zip(bands, weights, strict=True):
        if cost <= bound:
            return weight
    return 0.0


def naive_catchment(  # type: ignore[no-untyped-def]
    cost, demand, supply, *, bands, weights, method
) -> list[float]:
    n, m = cost.shape
    chance = [[1.0] * m for _ in range(n)]
    if method == "3sfca":
        for i in range(n):
            total = sum(naive_weight(cost[i, k], bands, weights) for k in range(m))
            for j in range(m):
                chance[i][j] = naive_weight(cost[i, j], bands, weights) / total if total else 0.0
    reached = [0.0] * n
    for j in range(m):
        competing = sum(demand[i] * chance[i][j] * naive_weight(cost[i, j], bands, weights) for i in range(n))
        for i in range(n):
            if competing:
                share = chance[i][j] * naive_weight(cost[i, j], bands, weights)
                reached[i] += share * supply[j] / competing
    return reached


@given(settings(), st.integers(1, 6))
def test_the_nearest_site_of_a_rank_is_what_sorting_gives(
    setting: tuple[np.ndarray, np.ndarray, np.ndarray], rank: int
) -> None:
    """Sorted costs, padded with infinity, hold the rank-th nearest at its place."""
    cost = setting[0]
    expected = [sorted([*row, *[math.inf] * rank])[rank - 1] for row in cost.tolist()]
    assert nearest(cost, rank=rank).tolist() == expected


def test_each_corner_of_a_square_is_two_steps_from_its_centre() -> None:
    """On a 3 × 3 grid with one site in the middle, corners are at 2, sides at 1 and the middle at 0."""
    assert nearest(square(3)[:, [4]]).tolist() == [2, 1, 2, 1, 0, 1, 2, 1, 2]


@given(settings())
def test_the_index_of_the_nearest_site_leads_to_its_cost(
    setting: tuple[np.ndarray, np.ndarray, np.ndarray],
) -> None:
    """The column named holds the lowest cost, the first of equals; -1 stands for an unreachable point."""
    cost = setting[0]
    for row, column in zip(cost.tolist(), nearest_index(cost), strict=True):
        assert column == (-1 if min(row) == math.inf else row.index(min(row)))


def test_with_no_site_at_all_everybody_is_out_of_reach() -> None:
    """A matrix without columns gives infinity, -1 and no supply, not an error."""
    nowhere = np.empty((2, 0))
    assert nearest(nowhere).tolist() == [math.inf, math.inf]
    assert nearest_index(nowhere).tolist() == [-1, -1]
    assert cumulative(nowhere, [], cutoff=10).tolist() == [0, 0]
    assert floating_catchment(nowhere, [1, 2], [], bands=[10], weights=[1]).tolist() == [0, 0]


@given(settings(), st.integers(0, 40))
def test_cumulative_supply_is_a_sum_over_the_sites_within(
    setting: tuple[np.ndarray, np.ndarray, np.ndarray], cutoff: int
) -> None:
    """Each point sums the supply of the sites at the cutoff or nearer."""
    cost, _, supply = setting
    expected = [sum(s for c, s in zip(row, supply, strict=True) if c <= cutoff) for row in cost]
    assert cumulative(cost, supply, cutoff=cutoff).tolist() == expected


def test_no_cutoff_is_high_enough_for_what_cannot_be_reached() -> None:
    """With an infinite cutoff the unreachable site still does not count."""
    assert cumulative([[1e9, math.inf]], [2, 3], cutoff=math.inf).tolist() == [2]


@given(settings(), st.sampled_from(METHODS))
def test_floating_catchments_agree_with_the_formula_written_as_loops(
    setting: tuple[np.ndarray, np.ndarray, np.ndarray], method: access.CatchmentMethod
) -> None:
    """The three methods give what loops over points and sites give."""
    cost, demand, supply = setting
    bands, weights = [10.0, 20.0, 30.0], [1.0, 1.0, 1.0] if method == "2sfca" else [1.0, 0.68, 0.22]
    found = floating_catchment(cost, demand, supply, bands=bands, weights=weights, method=method)
    assert found == pytest.approx(naive_catchment(cost, demand, supply, bands=bands, weights=weights, method=method))


@given(settings(), st.sampled_from(METHODS))
def test_the_supply_that_somebody_reaches_is_shared_out_whole(
    setting: tuple[np.ndarray, np.ndarray, np.ndarray], method: access.CatchmentMethod
) -> None:
    """Access summed over people is the supply of the sites in whose catchment somebody lives."""
    cost, demand, supply = setting
    bands, weights = [10.0, 25.0], [1.0, 1.0] if method == "2sfca" else [0.9, 0.3]
    found = floating_catchment(cost, demand, supply, bands=bands, weights=weights, method=method)
    reached = ((cost <= 25) & (demand[:, None] > 0)).any(axis=0)
    assert demand @ found == pytest.approx(supply[reached].sum())


def test_two_step_catchments_on_a_square_by_hand() -> None:
    """One desk in the middle of a 3 × 3 grid of 10 people each, reach 1: 5 points share it, 1/50 each."""
    found = floating_catchment(square(3)[:, [4]], [10] * 9, [1], bands=[1], weights=[1], method="2sfca")
    assert found == pytest.approx([0, 0.02, 0, 0.02, 0.02, 0.02, 0, 0.02, 0])


def test_a_three_step_point_splits_its_demand_between_the_sites_in_reach() -> None:
    """Worked by hand: 100 people between two sites at weights 1 and ½ turn to them by ⅔ and ⅓."""
    found = floating_catchment(
        [[5.0, 15.0], [math.inf, 5.0]], [100, 50], [2, 4], bands=[10, 20], weights=[1, 0.5], method="3sfca"
    )
    # Site 0: 100 × ⅔ × 1. Site 1: 100 × ⅓ × ½ + 50 × 1 × 1.
    first, second = 2 / (200 / 3), 4 / (100 / 6 + 50)
    assert found == pytest.approx([2 / 3 * first + 1 / 6 * second, second])


def test_bands_include_their_upper_bound() -> None:
    """A cost equal to a bound belongs to the nearer band; one just beyond the last weighs nothing."""
    cost = [[10.0], [20.0], [20.000001]]
    found = floating_catchment(cost, [1, 1, 1], [1], bands=[10, 20], weights=[1, 0.5])
    assert found == pytest.approx([2 / 3, 1 / 3, 0])


def test_a_site_near_nobody_adds_nothing() -> None:
    """Where demand is zero all around, supply is not divided by zero: it serves nobody."""
    found = floating_catchment([[5.0, 5.0], [math.inf, 5.0]], [0, 10], [3, 1], bands=[10], weights=[1])
    assert found == pytest.approx([0.1, 0.1])


@given(settings(), st.floats(0.01, 100))
def test_only_the_ratios_of_the_weights_matter(
    setting: tuple[np.ndarray, np.ndarray, np.ndarray], factor: float
) -> None:
    """All the weights times the same number give the same access."""
    cost, demand, supply = setting
    one = floating_catchment(cost, demand, supply, bands=[10, 20], weights=[1, 0.4])
    other = floating_catchment(cost, demand, supply, bands=[10, 20], weights=[factor, 0.4 * factor])
    assert one == pytest.approx(other)


OK = np.array([[1.0, 2.0], [3.0, math.inf]])


def catchment(**changes: object) -> Callable[[], object]:
    arguments: dict[str, object] = {
        "cost": OK, "demand": [1, 2], "supply": [1, 1], "bands": [10, 20], "weights": [1, 0.5],
    } | changes  # fmt: skip
    return lambda: floating_catchment(**arguments)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("call", "named"),
    [
        (lambda: nearest([1.0, 2.0]), r"matrice.*\(2,\)"),
        (lambda: nearest([[1.0, -2.0]]), "point 0 au site 1 vaut −2"),
        (lambda: nearest([[1.0], [math.nan]]), "point 1 au site 0 vaut manquant"),
        (lambda: nearest(OK, rank=0), "rang vaut 0"),
        (lambda: nearest(OK, rank=1.5), "rang vaut 1.5"),  # type: ignore[arg-type]
        (lambda: cumulative(OK, [1], cutoff=5), r"offre.*2 valeurs.*\(1,\)"),
        (lambda: cumulative(OK, [1, -1], cutoff=5), "offre, la valeur 1 est −1"),
        (lambda: cumulative(OK, [1, math.inf], cutoff=5), "offre, la valeur 1 est infini"),
        (lambda: cumulative(OK, [1, 1], cutoff=math.nan), "seuil vaut manquant"),
        (catchment(demand=[1, 2, 3]), r"demande.*2 valeurs.*\(3,\)"),
        (catchment(demand=[1, math.nan]), "demande, la valeur 1 est manquant"),
        (catchment(bands=[20, 10]), "20\u202f; 10"),
        (catchment(bands=[10, math.inf]), "10\u202f; infini"),
        (catchment(bands=[], weights=[]), "bandes sont vides"),
        (catchment(weights=[1]), "poids.*2 valeurs"),
        (catchment(weights=[0.5, 1]), "0,5\u202f; 1.*croître"),
        (catchment(weights=[0, 0]), "0\u202f; 0"),
        (catchment(method="4sfca"), "4sfca.*2sfca, e2sfca, 3sfca"),
        (catchment(method="2sfca"), "2sfca.*e2sfca"),
        (lambda: population_within([[1.0]], [1], [10]), r"durée par point.*\(1, 1\)"),
        (lambda: population_within([-1.0], [1], [10]), "durée du point 0 vaut −1"),
        (lambda: population_within([1.0], [1], [10, 10]), "10\u202f; 10"),
        (lambda: shares_within([1.0], [0], [10]), "population totale est nulle"),
        (lambda: by_group([1.0, 2.0], [1, 1], ["a"]), "1 groupes pour 2 durées"),
    ],
)
def test_an_impossible_argument_is_named(call: Callable[[], object], named: str) -> None:
    """What cannot be computed is refused with the value at fault."""
    with pytest.raises(AccessError, match=named):
        call()


@given(st.lists(st.tuples(COST, AMOUNT), max_size=30))
def test_every_inhabitant_falls_into_one_class_of_minutes(people: list[tuple[float, float]]) -> None:
    """Classes count what a loop counts, the unreachable in the last, and leave nobody out."""
    minutes, weights = [m for m, _ in people], [w for _, w in people]
    found = population_within(minutes, weights, [5, 10, 20])
    for k, (low, high) in enumerate([(-1, 5), (5, 10), (10, 20), (20, math.inf)]):
        assert found[k] == sum(w for m, w in people if low < m <= high)
    assert found.sum() == sum(weights)
    if sum(weights):
        assert shares_within(minutes, weights, [5, 10, 20]).sum() == pytest.approx(1)


@given(st.lists(st.tuples(COST, st.integers(0, 4), st.sampled_from("abc")), max_size=20))
def test_group_minutes_agree_with_one_row_a_person(rows: list[tuple[float, int, str]]) -> None:
    """A weight counts as that many people in a list, for mean, middle, worst and unreached."""
    found = by_group([m for m, _, _ in rows], [w for _, w, _ in rows], [g for _, _, g in rows])
    assert list(found) == list(dict.fromkeys(g for _, _, g in rows))
    for group, summary in found.items():
        persons = sorted(m for m, w, g in rows if g == group for _ in range(w))
        reached = [m for m in persons if m < math.inf]
        assert summary.population == len(persons)
        assert summary.unreachable == len(persons) - len(reached)
        assert summary.mean == (pytest.approx(sum(reached) / len(reached)) if reached else None)
        assert summary.median == (persons[(len(persons) - 1) // 2] if persons else None)
        assert summary.worst == (persons[-1] if persons else None)


def test_a_group_that_reaches_nothing_has_no_mean() -> None:
    """The mean of nobody is absent, not zero, and the middle is infinitely far."""
    assert by_group([math.inf], [7], ["Ransart"]) == {
        "Ransart": GroupAccess(population=7, unreachable=7, mean=None, median=math.inf, worst=math.inf)
    }

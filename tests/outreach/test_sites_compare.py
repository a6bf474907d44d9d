"""Plans side by side: the k best, and the curve of what each further site brings."""

import math

import numpy as np
import pytest

from outreach.errors import ImpossiblePlanError, SiteInputError
from outreach.sites import Floor, alternatives, frontier, locate


def town(points=80, places=12, seed=5):
    """Draw a town."""
    rng = np.random.default_rng(seed)
    at, to = rng.random((points, 2)), rng.random((places, 2))
    cost = np.hypot(*(at[:, None, :] - to[None, :, :]).transpose(2, 0, 1)) * 30
    return cost, rng.integers(0, 40, points).astype(float)


@pytest.mark.parametrize(
    ("model", "options"),
    [
        ("p-median", {"sites": 3}),
        ("p-center", {"sites": 3}),
        ("mclp", {"sites": 3, "radius": 6}),
        ("lscp", {"radius": 9}),
    ],
)
def test_alternatives_are_distinct_sorted_and_begin_with_the_best(model, options):
    """Five different plans, none better than the one before, the first that of locate."""
    cost, demand = town()
    plans = alternatives(cost, demand, model=model, k=5, **options)
    best = locate(cost, demand, model=model, **options)
    assert (plans[0].sites, plans[0].objective) == (best.sites, best.objective)
    assert len({plan.sites for plan in plans}) == len(plans) == 5
    worth = [plan.objective * (-1 if model == "mclp" else 1) for plan in plans]
    assert worth == sorted(worth)


def test_alternatives_stop_when_there_are_no_more_plans():
    """Three places and two sites make three plans; all forced make one."""
    cost, demand = town(places=3)
    assert len(alternatives(cost, demand, model="p-median", sites=2, k=9)) == 3
    assert len(alternatives(cost, demand, model="p-median", sites=2, open_sites=[0, 1], k=9)) == 1


def test_alternatives_keep_to_the_locks_and_floors():
    """What holds of the best plan holds of all."""
    cost, demand = town()
    near = np.arange(demand.size) < 20
    floor = Floor(near, 0.8)
    plans = alternatives(
        cost, demand, model="mclp", sites=4, radius=8, open_sites=[3], closed_sites=[5], floors=[floor]
    )
    for plan in plans:
        assert 3 in plan.sites
        assert 5 not in plan.sites
        assert demand[near & plan.covered].sum() >= 0.8 * demand[near].sum() - 1e-6


@pytest.mark.parametrize("k", [0, -2, 1.5, True])
def test_the_number_of_alternatives_must_be_a_positive_integer(k):
    """Anything else is refused by name."""
    with pytest.raises(SiteInputError, match="entier d’au moins 1"):
        alternatives(*town(), model="p-median", sites=2, k=k)


def test_the_frontier_has_a_row_a_number_each_the_plan_of_locate():
    """Objective, coverage and means agree with the plan for that number alone."""
    cost, demand = town()
    curve = frontier(cost, demand, model="mclp", radius=6, sites=[3, 1, 2, 2])
    assert curve["sites"].tolist() == [1, 2, 3]
    assert curve["gain"].isna().tolist() == [True, False, False]
    for row in curve.itertuples():
        plan = locate(cost, demand, model="mclp", radius=6, sites=row.sites)
        assert row.objective == pytest.approx(plan.objective)
        assert row.covered_share == pytest.approx(plan.objective / demand.sum())
        assert len(row.plan) == row.sites


def test_the_frontier_says_why_a_number_has_no_plan():
    """Too few sites for a floor and too many for the places: figures are missing, the reason stands."""
    cost = np.where(np.eye(3), 0.0, 50.0)
    curve = frontier(
        cost, [1, 1, 1], model="mclp", radius=1, sites=range(1, 5), floors=[Floor(np.ones(3, bool), 0.6, "Tous")]
    )
    assert curve["objective"].isna().tolist() == [True, False, False, True]
    assert "33,3" in curve["message"][0]
    assert "4\u00a0guichets demandés, mais 3\u00a0lieux sont possibles" in curve["message"][3]
    assert curve["message"][1] == ""


def test_a_frontier_without_any_plan_is_an_error():
    """An empty curve is not drawn."""
    cost, demand = town(places=3)
    with pytest.raises(ImpossiblePlanError, match="8\u00a0guichets demandés"):
        frontier(cost, demand, model="p-median", sites=[7, 8])
    with pytest.raises(SiteInputError, match="aucun nombre"):
        frontier(cost, demand, model="p-median", sites=[])


def test_the_frontier_can_begin_with_what_is_there_already():
    """Zero new sites beside existing services is the state before."""
    cost, demand = town()
    curve = frontier(cost, demand, model="p-median", sites=range(3), existing=[0])
    assert curve["objective"][0] == pytest.approx(float(demand @ cost[:, 0]))
    assert math.isnan(curve["gain"][0])
    assert (curve["gain"][1:] > 0).all()

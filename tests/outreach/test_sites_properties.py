"""What holds of every plan, whatever the problem."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outreach.sites import frontier, locate

QUICK = settings(max_examples=25, deadline=None, derandomize=True)


@st.composite
def problems(draw):
    """Draw costs, demand and a radius; no capacity, every cost finite."""
    seed = draw(st.integers(0, 10**6))
    rng = np.random.default_rng(seed)
    n, m = draw(st.integers(2, 15)), draw(st.integers(2, 8))
    cost = rng.integers(0, 30, (n, m)) / draw(st.sampled_from([1, 7]))
    demand = rng.integers(0, 50, n) + (np.arange(n) == 0)
    return cost, demand.astype(float), draw(st.floats(0.5, 20))


@QUICK
@given(problems(), st.sampled_from(["p-median", "p-center", "mclp"]))
def test_one_more_site_never_makes_things_worse(problem, model):
    """The frontier falls for costs and rises for coverage, and every point of it is proven."""
    cost, demand, radius = problem
    curve = frontier(cost, demand, model=model, radius=radius, sites=range(1, cost.shape[1] + 1))
    steps = np.diff(curve["objective"]) * (1 if model == "mclp" else -1)
    assert (steps >= -1e-6).all()
    assert curve["proven"].all()
    assert curve["gain"][1:].to_numpy() == pytest.approx(np.abs(steps))


@QUICK
@given(problems(), st.sampled_from(["p-median", "p-center", "mclp", "lscp"]))
def test_without_capacities_everyone_goes_to_the_nearest_open_site(problem, model):
    """Assignment, coverage, load and mean cost all follow from the nearest open site."""
    cost, demand, radius = problem
    if model == "lscp" and not (cost[demand > 0] <= radius).any():
        return
    number = {} if model == "lscp" else {"sites": 2}
    plan = locate(cost, demand, model=model, radius=radius, **number)
    nearest = cost[:, plan.sites].min(axis=1)
    assert cost[np.arange(demand.size), plan.assignment] == pytest.approx(nearest)
    assert set(plan.assignment) <= set(plan.sites)
    assert plan.covered.tolist() == (nearest <= radius).tolist()
    assert plan.mean_cost == pytest.approx(float(demand @ nearest) / demand.sum())
    assert plan.covered_demand == pytest.approx(float(demand[nearest <= radius].sum()))
    assert plan.load.sum() == pytest.approx(float(demand @ plan.served))


@QUICK
@given(problems(), st.sampled_from(["p-median", "p-center", "mclp"]))
def test_a_proven_plan_meets_its_bound(problem, model):
    """Proven means that the objective and the bound are the same number."""
    cost, demand, radius = problem
    plan = locate(cost, demand, model=model, radius=radius, sites=1)
    assert plan.proven
    assert plan.bound == plan.objective


@QUICK
@given(problems(), st.floats(0.1, 9))
def test_the_unit_of_demand_does_not_change_the_plan_s_worth(problem, factor):
    """Ten times the demand is ten times the objective."""
    cost, demand, _ = problem
    one = locate(cost, demand, model="p-median", sites=2)
    many = locate(cost, demand * factor, model="p-median", sites=2)
    assert many.objective == pytest.approx(one.objective * factor, rel=1e-6, abs=1e-6)


@QUICK
@given(problems())
def test_fewest_sites_and_most_coverage_agree(problem):
    """With as many sites as lscp opens, mclp covers all that can be; with one less, it cannot."""
    cost, demand, radius = problem
    if not (cost[demand > 0] <= radius).any():
        return
    fewest = locate(cost, demand, model="lscp", radius=radius)
    everything = float(demand[(cost <= radius).any(axis=1)].sum())
    most = locate(cost, demand, model="mclp", radius=radius, sites=len(fewest.sites))
    assert most.objective == pytest.approx(everything)
    if len(fewest.sites) > 1:
        fewer = locate(cost, demand, model="mclp", radius=radius, sites=len(fewest.sites) - 1)
        assert fewer.objective < everything - 1e-9


@QUICK
@given(problems())
def test_ample_capacities_change_nothing(problem):
    """Sites that can each serve everybody give the plan without capacities."""
    cost, demand, radius = problem
    ample = np.full(cost.shape[1], demand.sum())
    for model in ("p-median", "mclp", "p-center"):
        free = locate(cost, demand, model=model, radius=radius, sites=2)
        held = locate(cost, demand, model=model, radius=radius, sites=2, capacity=ample)
        assert held.objective == pytest.approx(free.objective, rel=1e-6, abs=1e-6)


@QUICK
@given(problems())
def test_no_site_carries_more_than_its_capacity(problem):
    """Loads stay within capacities, and all demand is carried."""
    cost, demand, _ = problem
    capacity = np.full(cost.shape[1], demand.sum() / 2 + 1)
    plan = locate(cost, demand, model="p-median", sites=2, capacity=capacity)
    assert (plan.load <= capacity * (1 + 1e-6) + 1e-6).all()
    assert plan.load.sum() == pytest.approx(demand.sum())
    assert not math.isnan(plan.mean_cost)

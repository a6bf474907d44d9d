"""A plan as others read it: the sites, what they serve, and what each of them alone brings."""

import math
from dataclasses import dataclass, replace
from typing import cast

import numpy as np
from numpy.typing import NDArray

from outreach.sites.flows import Flow, Prices, Service, share_out
from outreach.sites.losses import columns_of
from outreach.sites.models import Solved
from outreach.sites.problem import Bools, Floats, Ints, Problem
from outreach.sites.solver import Clock
from outreach.sites.words import Words, explain_sites


@dataclass(frozen=True, eq=False)
class SitePlan:
    """The answer of a location model; arrays are read-only.

    Attributes
    ----------
    sites : tuple of int
        The columns to open, in ascending order; existing services are not among them.
    objective : float
        p-median: demand-weighted cost of the demand that is reached; p-center: the worst cost; mclp: the
        demand covered (with capacities, served) within the radius; lscp: the number of sites.
    bound : float
        What no plan can beat: from below, and for mclp from above. Equal to the objective when proven.
    proven : bool
        True when no plan does better, to a relative tolerance of 1e-6.
    assignment : int[n]
        The open column (existing services included) that serves each point: the nearest, whatever the
        radius; with capacities, the one that serves the largest share. -1 when no open column reaches the
        point, or, with capacities, when nothing of it is served.
    covered : bool[n]
        Points within the radius of an open column (reached by one, when there is no radius); with
        capacities, points whose whole demand is served so.
    seconds : float
        Time taken.
    why : tuple of str
        One French sentence a site, in the order of ``sites``.
    contribution : float[len(sites)]
        What the objective loses when the site alone is removed: cost added (p-median, p-center; ``inf``
        when demand could no longer be reached or served), demand no longer covered (mclp, lscp).
    existing : tuple of int
        The columns that were open already and are counted.
    served : float[n]
        Share of each point's demand that is served; without capacities 1 where an open column reaches the
        point (for mclp and lscp: within the radius) and 0 elsewhere.
    load : float[m]
        Demand served by each column.
    covered_demand : float
        Demand within the radius of an open column (with capacities: served so).
    covered_share : float
        The same as a share of all demand, from 0 to 1.
    unreached_demand : float
        Demand that no open column reaches; with capacities, that none serves.
    mean_cost : float
        Mean cost of the demand that is assigned, weighted by demand; NaN when there is none.
    worst_cost : float
        Highest cost at which demand is assigned; NaN when there is none.
    """

    sites: tuple[int, ...]
    objective: float
    bound: float
    proven: bool
    assignment: NDArray[np.intp]
    covered: Bools
    seconds: float
    why: tuple[str, ...]
    contribution: Floats
    existing: tuple[int, ...]
    served: Floats
    load: Floats
    covered_demand: float
    covered_share: float
    unreached_demand: float
    mean_cost: float
    worst_cost: float


_NO_PRICES = Prices(np.zeros(0), np.zeros(0))


def read_plan(problem: Problem, solved: Solved, words: Words, clock: Clock, seconds: float) -> SitePlan:
    """Turn what a model solved into a plan."""
    chosen = columns_of(solved.open & ~problem.existing)
    flow = solved.flow or _nearest(problem, solved.open)
    carried = problem.demand[flow.point] * flow.share
    costs = problem.cost[flow.point, flow.column]
    within = problem.near[flow.point, flow.column]
    columns = problem.cost.shape[1]
    assigned = float(carried.sum())
    busy = carried > 0
    covered_demand = float(carried[within].sum())
    counts = within if solved.flow is None and problem.model in ("mclp", "lscp") else np.ones(within.size, bool)
    contribution = _contributions(problem, solved, chosen, clock)
    nearest_load = np.bincount(flow.column, carried, minlength=columns).astype(float)
    plan = SitePlan(
        sites=tuple(chosen.tolist()),
        objective=solved.objective,
        bound=solved.bound,
        proven=solved.proven,
        assignment=_assignment(problem, solved, flow),
        covered=_covered(problem, solved, flow),
        seconds=seconds,
        why=(),
        contribution=contribution,
        existing=tuple(columns_of(problem.existing).tolist()),
        served=_served(problem, solved, flow, counts),
        load=np.bincount(flow.column[counts], carried[counts], minlength=columns).astype(float),
        covered_demand=covered_demand,
        covered_share=covered_demand / float(problem.demand.sum()),
        unreached_demand=max(0.0, float(problem.demand.sum()) - assigned),
        mean_cost=float(carried @ costs) / assigned if assigned > 0 else math.nan,
        worst_cost=float(costs[busy].max()) if busy.any() else math.nan,
    )
    for array in (plan.assignment, plan.covered, plan.contribution, plan.served, plan.load):
        array.flags.writeable = False
    return replace(plan, why=explain_sites(problem, plan, nearest_load[chosen], words))


def _nearest(problem: Problem, open_: Bools) -> Flow:
    """Send each point to its nearest open column, the first of equals."""
    columns = columns_of(open_)
    if not columns.size:
        nothing = np.zeros(0, dtype=np.intp)
        return Flow(nothing, nothing, np.zeros(0), 0.0, _NO_PRICES)
    costs = problem.cost[:, columns]
    rank = costs.argmin(axis=1)
    reached = np.flatnonzero(np.isfinite(costs[np.arange(rank.size), rank]))
    return Flow(reached, columns[rank[reached]], np.ones(reached.size), 0.0, _NO_PRICES)


def _assignment(problem: Problem, solved: Solved, flow: Flow) -> Ints:
    assignment = np.full(problem.demand.size, -1, dtype=np.intp)
    if solved.flow is not None:
        idle = _nearest(problem, solved.open)
        nobody = problem.demand[idle.point] == 0
        assignment[idle.point[nobody]] = idle.column[nobody]
    # The largest share is written last; of equal shares, the first column.
    order = np.lexsort((-flow.column, flow.share))
    assignment[flow.point[order]] = flow.column[order]
    return assignment


def _covered(problem: Problem, solved: Solved, flow: Flow) -> Bools:
    near = problem.near[:, solved.open].any(axis=1)
    if solved.flow is None:
        return np.asarray(near)
    within = problem.near[flow.point, flow.column]
    share = np.bincount(flow.point[within], flow.share[within], minlength=near.size)
    return cast(Bools, near & ((problem.demand == 0) | (share > 1 - 1e-6)))


def _served(problem: Problem, solved: Solved, flow: Flow, counts: Bools) -> Floats:
    served = np.bincount(flow.point[counts], flow.share[counts], minlength=problem.demand.size)
    if solved.flow is not None:
        idle = problem.demand == 0
        served[idle] = problem.near[idle][:, solved.open].any(axis=1)
    return np.minimum(served, 1.0)


def _contributions(problem: Problem, solved: Solved, chosen: Ints, clock: Clock) -> Floats:
    if solved.flow is not None:
        return np.array([_lost_flow(problem, solved, int(column), clock) for column in chosen])
    return np.array([_lost(problem, solved, int(column)) for column in chosen])


def _lost(problem: Problem, solved: Solved, column: int) -> float:
    """What the objective loses without one column, each point going to the next nearest."""
    others = solved.open.copy()
    others[column] = False
    rows = problem.reachable
    weight = problem.demand[rows]
    if problem.model in ("mclp", "lscp"):
        near = problem.near[rows]
        lost = near[:, column] & ~near[:, others].any(axis=1)
        return float(weight[lost].sum())
    before = problem.cost[rows][:, solved.open].min(axis=1)
    after = problem.cost[rows][:, others].min(axis=1, initial=math.inf)
    if problem.model == "p-center":
        return float(after.max() - before.max())
    moved = after > before
    return float(weight[moved] @ (after[moved] - before[moved]))


def _lost_flow(problem: Problem, solved: Solved, column: int, clock: Clock) -> float:
    """What the objective loses without one column, the demand being shared again among the others."""
    others = solved.open.copy()
    others[column] = False
    free = replace(problem, floors=())
    if problem.model in ("mclp", "lscp"):
        service = Service(free, problem.near, np.zeros(problem.demand.size, dtype=bool))
        before = share_out(service, "unserved", solved.open, clock)
        after = share_out(service, "unserved", others, clock)
        return math.nan if before is None or after is None else max(0.0, after.value - before.value)
    if problem.model == "p-center":
        return _worst_flow(free, others, solved.objective, clock) - solved.objective
    service = Service(free, np.isfinite(problem.cost), problem.reachable)
    left = share_out(service, "cost", others, clock)
    return math.inf if left is None else max(0.0, left.value - solved.objective)


def _worst_flow(problem: Problem, open_: Bools, least: float, clock: Clock) -> float:
    """The smallest worst cost at which open columns can serve everyone; ``inf`` when they cannot."""
    costs = problem.cost[problem.reachable][:, open_]
    levels = np.unique(costs[np.isfinite(costs) & (costs >= least)])
    low, high = 0, levels.size
    while low < high:
        middle = (low + high) // 2
        service = Service(problem, problem.cost <= levels[middle], problem.reachable)
        if share_out(service, "cost", open_, clock) is None:
            low = middle + 1
        else:
            high = middle
    return float(levels[low]) if low < levels.size else math.inf

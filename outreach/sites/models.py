"""The four models of location, each solved in stages by the programs of covering sets or of flows."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from outreach.errors import UnsolvedPlanError
from outreach.sites import exchange
from outreach.sites.capacities import Search
from outreach.sites.covering import Decision, minimise
from outreach.sites.flows import Flow, Goal, Prices, Service, share_out
from outreach.sites.losses import (
    TOLERANCE,
    Limit,
    Loss,
    Task,
    columns_of,
    cost_loss,
    covering_loss,
    floor_limits,
    must_cover,
)
from outreach.sites.problem import Bools, Problem
from outreach.sites.solver import Clock

Excluded = tuple[frozenset[int], ...]


@dataclass(frozen=True)
class Solved:
    """Open columns (existing ones included), the objective in the model's own sense, and its bound."""

    open: Bools
    objective: float
    bound: float
    proven: bool
    flow: Flow | None = None


def solve_model(
    problem: Problem, clock: Clock, *, excluded: Excluded = (), start: tuple[int, ...] = ()
) -> Solved | None:
    """Solve a problem by its model; None when no plan satisfies all that is asked.

    Parameters
    ----------
    problem : Problem
        What is asked.
    clock : Clock
        When to stop.
    excluded : tuple of frozenset of int
        Sets of chosen columns; a plan that contains one of them is not wanted.
    start : tuple of int
        Columns of a good plan, from which models with a loss start.
    """
    if problem.capacity is not None:
        return _WITH_CAPACITY[problem.model](problem, clock, excluded, start)
    return _WITHOUT_CAPACITY[problem.model](problem, clock, excluded, start)


def coverable(problem: Problem) -> Bools:
    """Points with demand that a column, not closed, has within the radius."""
    return np.asarray((problem.demand > 0) & problem.near[:, ~problem.closed].any(axis=1))


def _median(problem: Problem, clock: Clock, excluded: Excluded, start: tuple[int, ...]) -> Solved | None:
    loss, charge = cost_loss(problem)
    limits = floor_limits(problem)
    out_of_reach = covering_loss(np.isfinite(problem.cost), problem.demand * problem.reachable)
    if _partial(problem):
        first = minimise(Task(problem, out_of_reach, limits, excluded), clock, start)
        if first is None:
            return None
        limits = (*limits, Limit(out_of_reach, first.value))
        if not first.proven:
            cost = loss.value(first.open) - charge * first.value
            return Solved(first.open, cost, 0.0, False)
        start = tuple(columns_of(first.open & problem.free).tolist())
    task = Task(problem, loss, limits, excluded)
    found = minimise(task, clock, start)
    if found is None:
        return None
    open_ = found.open if problem.count is not None else exchange.close_useless(task, found.open)
    charged = charge * out_of_reach.value(open_)
    return Solved(open_, found.value - charged, max(0.0, found.bound - charged), found.proven)


def _partial(problem: Problem) -> bool:
    """Tell whether some demand is reached by some columns and not by others."""
    return bool(np.isinf(problem.cost[problem.reachable][:, ~problem.closed]).any())


def _coverage(problem: Problem, clock: Clock, excluded: Excluded, start: tuple[int, ...]) -> Solved | None:
    loss = covering_loss(problem.near, problem.demand)
    task = Task(problem, loss, floor_limits(problem), excluded)
    found = minimise(task, clock, start)
    if found is None:
        return None
    open_ = _nearer(task, (*task.limits, Limit(loss, found.value)), found.open, clock)
    total = float(problem.demand.sum())
    return Solved(open_, total - found.value, total - found.bound, found.proven)


def _fewest(problem: Problem, clock: Clock, excluded: Excluded, start: tuple[int, ...]) -> Solved | None:
    task = Task(problem, None, (must_cover(problem.near, coverable(problem)),), excluded)
    found = minimise(task, clock, start)
    if found is None:
        return None
    open_ = _nearer(task, task.limits, found.open, clock)
    return Solved(open_, found.value, found.bound, found.proven)


def _center(problem: Problem, clock: Clock, excluded: Excluded, start: tuple[int, ...]) -> Solved | None:
    floors = floor_limits(problem)
    rows = problem.reachable

    def within(radius: float) -> Task:
        limits = (*floors, must_cover(problem.cost <= radius, rows))
        return Task(problem, None, limits, excluded)

    loss, highest = cost_loss(problem)
    everywhere = within(highest)
    first = exchange.search(replace(everywhere, loss=loss), clock, start)
    known = first.open if first.feasible else None
    found = _bisect(problem, clock, known, lambda radius, share: minimise(within(radius), share))
    if found is None:
        return None
    task = within(found.objective)
    return replace(found, open=_nearer(task, task.limits, found.open, clock))


def _bisect(
    problem: Problem,
    clock: Clock,
    known: Bools | None,
    plan_within: Callable[[float, Clock], Decision | None],
) -> Solved | None:
    """Find the smallest worst cost for which there is a plan, by bisection on the distinct costs.

    A question that takes more than a quarter of the time left is left open, and larger costs are tried.

    Source: Minieka (1970), The m-center problem; Daskin (2013), chapter 5.
    """
    costs = problem.cost[problem.reachable][:, ~problem.closed]
    levels = np.unique(costs[np.isfinite(costs)])
    refuted = int(np.searchsorted(levels, costs.min(axis=1).max()))
    high = levels.size - 1
    if known is None:
        first = plan_within(float(levels[high]), clock)
        if first is None:
            return None
        known = first.open
    if problem.capacity is None:
        high = int(np.searchsorted(levels, _worst(problem, known)))
    low = refuted
    while low < high and clock.left() > 0:
        middle = (low + high) // 2
        try:
            found = plan_within(float(levels[middle]), Clock.of(clock.left() / 4))
        except UnsolvedPlanError:
            low = middle + 1
            continue
        if found is None:
            low = refuted = middle + 1
            continue
        known, high = found.open, middle
        if problem.capacity is None:
            high = min(high, int(np.searchsorted(levels, _worst(problem, known))))
    return Solved(known, float(levels[high]), float(levels[refuted]), refuted == high)


def _worst(problem: Problem, open_: Bools) -> float:
    return float(problem.cost[problem.reachable][:, open_].min(axis=1).max())


def _nearer(task: Task, limits: tuple[Limit, ...], open_: Bools, clock: Clock) -> Bools:
    """Among plans of the same objective, look by exchanges for one with less demand-weighted cost.

    Under a budget alone, sites that bring nothing to the objective are closed, before and after.
    """
    problem = task.problem
    kept = Task(problem, cost_loss(problem)[0], limits, task.excluded)
    open_ = _without_useless(kept, open_)
    number = int((open_ & ~problem.existing).sum())
    start = columns_of(open_ & problem.free).tolist()
    other = exchange.search(replace(kept, problem=replace(problem, count=number)), clock, start)
    assert kept.loss is not None
    if other.feasible and other.value < kept.loss.value(open_):
        return _without_useless(kept, other.open)
    return open_


def _without_useless(kept: Task, open_: Bools) -> Bools:
    if kept.problem.count is not None or kept.problem.model == "lscp":
        return open_
    nothing = Loss(np.zeros((0, open_.size)), np.zeros(0), 1.0)
    return exchange.close_useless(replace(kept, loss=nothing), open_)


def _median_flow(problem: Problem, clock: Clock, excluded: Excluded, start: tuple[int, ...]) -> Solved | None:
    service = Service(problem, np.isfinite(problem.cost), problem.reachable)
    found = Search(service, "cost", clock, excluded).run(start)
    if found is None:
        return None
    open_ = _close_unused(service, "cost", found, clock)
    return Solved(open_, found.value, found.bound, found.proven, _carry(service, open_, clock))


def _coverage_flow(problem: Problem, clock: Clock, excluded: Excluded, start: tuple[int, ...]) -> Solved | None:
    service = Service(problem, problem.near, np.zeros(problem.demand.size, dtype=bool))
    found = Search(service, "unserved", clock, excluded).run(start)
    if found is None:
        return None
    open_ = _close_unused(service, "unserved", found, clock)
    flow = _carry(service, open_, clock, leave=True)
    return Solved(open_, service.wanted - found.value, service.wanted - found.bound, found.proven, flow)


def _fewest_flow(problem: Problem, clock: Clock, excluded: Excluded, start: tuple[int, ...]) -> Solved | None:
    service = Service(problem, problem.near, coverable(problem))
    found = Search(service, "sites", clock, excluded).run(start)
    if found is None:
        return None
    return Solved(found.open, found.value, found.bound, found.proven, _carry(service, found.open, clock))


def _center_flow(problem: Problem, clock: Clock, excluded: Excluded, start: tuple[int, ...]) -> Solved | None:
    pool: list[Prices] = []

    def within(radius: float) -> Service:
        return Service(problem, problem.cost <= radius, problem.reachable)

    def plan_within(radius: float, share: Clock) -> Decision | None:
        return Search(within(radius), "any", share, excluded, pool).run()

    found = _bisect(problem, clock, None, plan_within)
    if found is None:
        return None
    service = within(found.objective)
    open_ = _close_unused(service, "shortfall", Decision(found.open, 0.0, 0.0, True), clock)
    return replace(found, open=open_, flow=_carry(service, open_, clock))


def _carry(service: Service, open_: Bools, clock: Clock, *, leave: bool = False) -> Flow:
    flow = share_out(service, "cost", open_, clock, leave=leave)
    if flow is None:
        raise UnsolvedPlanError("Un plan a été trouvé, mais n’a pu être réparti : accordez plus de temps.")
    return flow


def _close_unused(service: Service, goal: Goal, found: Decision, clock: Clock) -> Bools:
    """Under a budget alone, close the sites without which the plan is worth as much, dearest first."""
    problem, open_ = service.problem, found.open.copy()
    if problem.count is not None:
        return open_
    most = found.value + TOLERANCE * max(found.value, float(problem.demand.sum()))
    chosen = columns_of(open_ & problem.free)
    for column in chosen[np.argsort(-problem.site_cost[chosen], kind="stable")]:
        open_[column] = False
        flow = share_out(service, goal, open_, clock)
        if flow is None or flow.value > most:
            open_[column] = True
    return open_


_Solver = Callable[[Problem, Clock, Excluded, tuple[int, ...]], Solved | None]
_WITHOUT_CAPACITY: dict[str, _Solver] = {
    "p-median": _median,
    "p-center": _center,
    "mclp": _coverage,
    "lscp": _fewest,
}
_WITH_CAPACITY: dict[str, _Solver] = {
    "p-median": _median_flow,
    "p-center": _center_flow,
    "mclp": _coverage_flow,
    "lscp": _fewest_flow,
}

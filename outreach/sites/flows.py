"""How demand is shared among open sites with capacities: a transport problem, and the prices that prove it.

For open sites S, with x_ij the share of point i served by site j, u_i the share left and s_G the shortfall of
a floor:

    minimise   sum_ij w_i c_ij x_ij            (cost)
            or sum_i w_i u_i                   (unserved)
            or sum_{i must} w_i u_i + sum_G s_G     (shortfall: how far S is from doing what is asked)
    subject to sum_j x_ij + u_i = 1
               sum_i w_i x_ij <= K_j           for j in S
               sum_{i in G, c_ij <= R} w_i x_ij + s_G >= share_G sum_{i in G} w_i
               0 <= x, u <= 1, s >= 0;  u_i = 0 for points that must be served and s = 0, but for the shortfall.

Source: Hitchcock (1941), The distribution of a product from several sources to numerous localities.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from outreach.sites.losses import TOLERANCE
from outreach.sites.problem import Bools, Floats, Ints, Problem
from outreach.sites.setprogram import ROW_SIZE, ROW_SLACK
from outreach.sites.solver import Clock, Program, Rows, solve

Goal = Literal["cost", "unserved", "shortfall"]


@dataclass(frozen=True)
class Service:
    """Who may be served from where, and who must be.

    Attributes
    ----------
    problem : Problem
        With capacities.
    usable : bool[n, m]
        Where a column may serve a point.
    must : bool[n]
        Points to serve in full.
    """

    problem: Problem
    usable: Bools
    must: Bools

    @property
    def asked(self) -> Bools:
        """Points with demand that some column, not closed, may serve, or that must be served."""
        some = self.usable[:, ~self.problem.closed].any(axis=1)
        return np.asarray((self.problem.demand > 0) & (some | self.must))

    @property
    def wanted(self) -> float:
        """The demand of all points that are asked for."""
        return float(self.problem.demand[self.asked].sum())


@dataclass(frozen=True)
class Prices:
    """What one unit more of demand at each point, or of each floor, would cost."""

    point: Floats
    floor: Floats


@dataclass(frozen=True)
class Flow:
    """Shares of demand carried: ``share[k]`` of point ``point[k]`` by column ``column[k]``, and their value."""

    point: Ints
    column: Ints
    share: Floats
    value: float
    prices: Prices


def share_out(service: Service, goal: Goal, open_: Bools, clock: Clock, *, leave: bool = False) -> Flow | None:
    """Share demand among the open columns at the least value of a goal; None when it cannot be done.

    Parameters
    ----------
    service : Service
        Who may and who must be served.
    goal : {"cost", "unserved", "shortfall"}
        What is minimised.
    open_ : bool[m]
        The open columns.
    clock : Clock
        Time left; a few seconds more are always granted, for a plan that was found has to be shared out.
    leave : bool
        With the goal "cost", points that need not be served may be left, but as little of them as can be:
        a unit left is dearer than any that is served.
    """
    problem = service.problem
    points = np.flatnonzero(service.asked)
    columns = np.flatnonzero(open_)
    row, rank = np.nonzero(service.usable[np.ix_(points, columns)])
    point, column = points[row], columns[rank]
    size = ROW_SIZE / float(problem.demand.sum())
    weight = problem.demand[points] * size
    carried = weight[row]
    arc, left = np.arange(row.size), row.size + np.arange(points.size)
    floors = len(problem.floors)
    short = row.size + points.size + np.arange(floors)

    rows = Rows()
    whole = np.ones(points.size)
    rows.add(whole, whole, (row, arc, 1.0), (np.arange(points.size), left, 1.0))
    for floor, extra in zip(problem.floors, short, strict=True):
        inside = np.flatnonzero(floor.mask[point] & problem.near[point, column])
        least = floor.share * float(problem.demand[floor.mask].sum()) * size
        rows.add_one(least - ROW_SLACK, math.inf, np.append(inside, extra), np.append(carried[inside], 1.0))
    assert problem.capacity is not None
    bounded = np.flatnonzero(np.bincount(rank, carried, minlength=columns.size) > problem.capacity[columns] * size)
    for full in bounded:
        used = np.flatnonzero(rank == full)
        rows.add_one(-math.inf, float(problem.capacity[columns[full]]) * size, used, carried[used])

    cost = np.zeros(row.size + points.size + floors)
    upper = np.concatenate([np.ones(row.size + points.size), np.full(floors, math.inf)])
    scale = 1.0
    if goal == "cost":
        spent = problem.cost[point, column]
        scale = float(spent.mean()) or 1.0 if spent.size else 1.0
        cost[arc] = carried * spent / scale
        cost[left] = weight * (2 * float(spent.max(initial=0.0)) / scale + 1)
    else:
        cost[left] = weight * (1.0 if goal == "unserved" else service.must[points])
        cost[short] = 1.0
    if goal != "shortfall":
        upper[short] = 0.0
        upper[left[service.must[points] | (goal == "cost" and not leave)]] = 0.0
    program = Program(
        cost=cost,
        lower=np.zeros(cost.size),
        upper=upper,
        integer=np.zeros(cost.size, dtype=bool),
        matrix=rows.matrix(cost.size),
        row_lower=np.concatenate(rows.low),
        row_upper=np.concatenate(rows.high),
    )
    answer = solve(program, Clock.of(max(clock.left(), 10.0)))
    if answer.status != "optimal" or answer.point is None:
        return None
    price = np.zeros(problem.demand.size)
    price[points] = answer.price[: points.size] / weight * scale
    prices = Prices(price, np.maximum(answer.price[points.size : points.size + floors] * scale, 0.0))
    value = float(cost @ answer.point) * scale / size
    share = np.clip(answer.point[: row.size], 0.0, 1.0)
    used = np.flatnonzero(share > TOLERANCE)
    if goal == "cost":
        spent = problem.demand[point[used]] * share[used]
        value = float(spent @ problem.cost[point[used], column[used]])
    return Flow(point[used], column[used], share[used], value, prices)

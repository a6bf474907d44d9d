"""The program that HiGHS solves when sites have capacities: shares of demand carried on arcs.

With x_ij the share of point i served by site j, over the arcs that may be used, and u_i the share left:

    minimise   sum_ij w_i c_ij x_ij                   (cost)
            or sum_i w_i (1 - sum_j x_ij)             (demand not served)
            or sum_j y_j                              (sites), or nothing (is there a plan at all?)
    subject to sum_j x_ij + u_i = 1                   for a point that must be served
               sum_j x_ij <= 1                        for one that may be left
               u_i <= 1 - y_j                         a point is left only when no open site reaches it
               sum_i w_i x_ij <= K_j y_j              capacity
               x_ij <= y_j
               sum_{i in G, c_ij <= R} w_i x_ij >= s sum_{i in G} w_i    for each floor (G, s)
               sum_j y_j = p, sum_j f_j y_j <= B, sum_{j in T} y_j <= |T| - 1   (number, budget, exclusions)
               y binary, x and u between 0 and 1.

Source: Daskin (2013), Network and Discrete Location, 2nd ed., chapters 4 to 7; Sridharan (1995), The
capacitated plant location problem, for the linking rows x_ij <= y_j.
"""

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from outreach.sites.problem import Bools, Floats, Ints, Problem
from outreach.sites.setprogram import add_choice
from outreach.sites.solver import Program, Rows

Goal = Literal["cost", "unserved", "sites", "none"]

# A row that adds up demand is scaled to this size: the solver's tolerance is then 1e-10 of the demand.
_ROW_SIZE = 10_000.0


@dataclass(frozen=True)
class FlowTask:
    """What to minimise, over which arcs, and which points must be served.

    Attributes
    ----------
    problem : Problem
        With capacities.
    goal : {"cost", "unserved", "sites", "none"}
        What is minimised.
    usable : bool[n, m]
        The arcs that may carry demand.
    must : bool[n]
        The points to serve in full.
    forgive : bool
        A point that must be served may be left when no open site reaches it.
    served_at_least : float, optional
        The demand to be served in all, once a first stage has found the most that can be.
    excluded : tuple of frozenset of int
        Sets of columns that are not wanted together again.
    """

    problem: Problem
    goal: Goal
    usable: Bools
    must: Bools
    forgive: bool = False
    served_at_least: float | None = None
    excluded: tuple[frozenset[int], ...] = ()

    @property
    def asked(self) -> Bools:
        """Points that have demand and an arc, or must be served whatever their arcs."""
        reach = self.usable[:, ~self.problem.closed].any(axis=1)
        return np.asarray((self.problem.demand > 0) & (reach | self.must))

    @property
    def wanted(self) -> float:
        """The demand of all points that are asked for."""
        return float(self.problem.demand[self.asked].sum())


@dataclass(frozen=True)
class WrittenFlow:
    """A program, its arcs, and how to read its objective: ``constant + unit * objective``."""

    program: Program
    point: Ints
    column: Ints
    left: Ints
    constant: float
    unit: float


def write_flow(task: FlowTask, free: Ints, fixed: Bools) -> WrittenFlow:
    """Write the program: its columns are the free sites, then the arcs, then the points that may be left.

    Parameters
    ----------
    task : FlowTask
        The program in the words of the problem.
    free : int[q]
        Columns still to be decided.
    fixed : bool[m]
        Columns known to be open.
    """
    problem = task.problem
    live = fixed.copy()
    live[free] = True
    points = np.flatnonzero(task.asked)
    usable = task.usable[np.ix_(points, np.flatnonzero(live))]
    row, rank = np.nonzero(usable)
    point, column = points[row], np.flatnonzero(live)[rank]
    # A point that every live column reaches is served by whichever opens; so is one that a fixed column reaches.
    doubtful = ~usable.all(axis=1) & ~task.usable[np.ix_(points, np.flatnonzero(fixed))].any(axis=1)
    left_row = np.flatnonzero(task.must[points] & doubtful) if task.forgive else np.zeros(0, dtype=np.intp)
    left = points[left_row]
    first_arc, first_left = free.size, free.size + point.size
    arc = first_arc + np.arange(point.size)
    place = np.full(live.size, -1)
    place[free] = np.arange(free.size)
    weight = problem.demand[point]

    rows = Rows()
    must = task.must[points].astype(float)
    rows.add(
        must,
        np.ones(points.size),
        (row, arc, 1.0),
        (left_row, first_left + np.arange(left.size), 1.0),
    )
    decided = np.flatnonzero(place[column] >= 0)
    link = np.arange(decided.size)
    rows.add(
        np.full(decided.size, -math.inf),
        np.zeros(decided.size),
        (link, arc[decided], 1.0),
        (link, place[column[decided]], -1.0),
    )
    _add_left(rows, point, place[column], left, first_left)
    _add_capacities(rows, task, live, place, column, arc, weight)
    total = float(problem.demand.sum())
    for floor in problem.floors:
        inside = np.flatnonzero(floor.mask[point] & problem.near[point, column])
        size = _ROW_SIZE / total
        least = floor.share * float(problem.demand[floor.mask].sum()) * size
        rows.add_one(least, math.inf, arc[inside], weight[inside] * size)
    if task.served_at_least is not None:
        size = _ROW_SIZE / total
        rows.add_one(task.served_at_least * size, math.inf, arc, weight * size)
    add_choice(rows, problem, task.excluded, free, fixed)

    width = first_left + left.size
    cost, constant, unit = np.zeros(width), 0.0, 1.0
    if task.goal == "cost":
        spent = weight * problem.cost[point, column]
        unit = float(spent.mean()) * points.size if spent.any() else 1.0
        cost[arc] = spent / unit
    elif task.goal == "unserved":
        unit, constant = total, task.wanted
        cost[arc] = -weight / unit
    elif task.goal == "sites":
        constant = float((fixed & ~problem.existing).sum())
        cost[: free.size] = 1.0
    program = Program(
        cost=cost,
        lower=np.zeros(width),
        upper=np.ones(width),
        integer=np.arange(width) < free.size,
        matrix=rows.matrix(width),
        row_lower=np.concatenate(rows.low),
        row_upper=np.concatenate(rows.high),
    )
    return WrittenFlow(program, point, column, left, constant, unit)


def _add_left(rows: Rows, point: Ints, site: Ints, left: Ints, first_left: int) -> None:
    """Leave a point only when none of the columns that reach it is open."""
    arcs = np.flatnonzero(np.isin(point, left))
    index = np.arange(arcs.size)
    rows.add(
        np.full(arcs.size, -math.inf),
        np.ones(arcs.size),
        (index, site[arcs], 1.0),
        (index, first_left + np.searchsorted(left, point[arcs]), 1.0),
    )


def _add_capacities(
    rows: Rows, task: FlowTask, live: Bools, place: Ints, column: Ints, arc: Ints, weight: Floats
) -> None:
    capacity = task.problem.capacity
    assert capacity is not None
    size = _ROW_SIZE / float(task.problem.demand.sum())
    wanted = np.bincount(column, weight, minlength=live.size)
    bounded = np.flatnonzero(live & (capacity < wanted))
    index = np.full(live.size, -1)
    index[bounded] = np.arange(bounded.size)
    arcs = np.flatnonzero(index[column] >= 0)
    chosen = place[bounded] >= 0
    rows.add(
        np.full(bounded.size, -math.inf),
        np.where(chosen, 0.0, capacity[bounded] * size),
        (index[column[arcs]], arc[arcs], weight[arcs] * size),
        (np.flatnonzero(chosen), place[bounded[chosen]], -capacity[bounded[chosen]] * size),
    )

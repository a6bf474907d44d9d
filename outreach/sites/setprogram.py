"""The program of covering sets that HiGHS solves, written from losses and limits.

A loss V(S) = sum_i w_i min_{j in S} l_ij is written with the distinct levels L_i1 < L_i2 < ... of each point.
Let N be the set of sites at or under a level; the point pays the step to the next level when no site of N is
open. All points and levels with the same N share one variable z_N, and N' stands for the level below N:

    minimise   sum_N a_N z_N
    subject to z_N + sum_{j in N} y_j >= 1             for the lowest level of a point
               z_N + sum_{j in N - N'} y_j >= z_N'     for the levels above it
               sum_j y_j = p, sum_j f_j y_j <= B       (number, budget)
               sum_N b_N z_N <= h                      for each limit (floors, demand out of reach)
               sum_{j in N} y_j >= 1                   for each set that must be covered
               sum_{j in T} y_j <= |T| - 1             for each plan T that is excluded
               y binary, 0 <= z <= 1.

With capacities the sum to minimise is a lower bound of the value t, which cuts raise (see ``capacities``):

    minimise t subject to t >= sum_N a_N z_N, t >= q + sum_j r_j y_j (bounds), 0 >= q + sum_j r_j y_j (shortfalls).

Columns that are already known to be open shorten the levels; those known to be closed leave the program.

Source: Cornuejols, Nemhauser and Wolsey (1980), A canonical representation of simple plant location problems;
Church (2003), COBRA: a new formulation of the classic p-median location problem; Elloumi (2010), A tighter
formulation of the p-median problem; Toregas, Swain, ReVelle and Bergman (1971) for the rows to be covered.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outreach.sites.losses import Loss, Task, row_keys
from outreach.sites.problem import Bools, Floats, Ints, Problem
from outreach.sites.solver import Program, Rows

ROW_SIZE = 1_000.0
"""A row that adds up demand, and the objective, are scaled to this size: the solver's tolerances are absolute."""

ROW_SLACK = ROW_SIZE * 1e-6
"""A floor or a limit is loosened by a millionth of the demand. Left to hold exactly, or by less than the
solver's own tolerance, it may be declared impossible by rounding alone."""

# Points are read by blocks, so that the table points × levels × columns stays under this many entries.
_BLOCK = 20_000_000


@dataclass(frozen=True)
class Cut:
    """A valid row in the site variables y: ``constant + slope @ y`` bounds the value (or the shortfall) below.

    A hard cut bounds the demand that cannot be served though it must: it may not be positive.
    """

    constant: float
    slope: Floats
    hard: bool


@dataclass(frozen=True)
class Written:
    """A program whose objective, times ``unit`` and plus ``constant``, is the value of the task."""

    program: Program
    constant: float
    unit: float

    def value(self, objective: float) -> float:
        """Read an objective of the program as a value of the task."""
        return self.constant + self.unit * objective


@dataclass(frozen=True)
class _Levels:
    """Each level of each point: packed membership, step above it, whether it is the lowest; and the sure loss."""

    bits: NDArray[np.uint8]
    step: Floats
    lowest: Bools
    constant: float


def write(task: Task, free: Ints, fixed: Bools, size: float, cuts: tuple[Cut, ...] | None = None) -> Written | None:
    """Write a task over its free columns; None when a point that must be covered cannot be.

    Parameters
    ----------
    task : Task
        Without a loss, the number of sites is minimised (or nothing, when it is given).
    free : int[q]
        The columns still to be decided.
    fixed : bool[m]
        The columns known to be open.
    size : float
        About the value of the task, to scale the objective; not used without a loss.
    cuts : tuple of Cut, optional
        Given (even empty) when the loss is only a lower bound of the value.
    """
    soft = [limit for limit in task.limits if limit.at_most > 0]
    nothing = _Levels(np.zeros((0, (free.size + 7) // 8), dtype=np.uint8), np.zeros(0), np.zeros(0, dtype=bool), 0.0)
    objective = nothing if task.loss is None else _levels(task.loss, free, fixed)
    levels = [objective, *(_levels(limit.loss, free, fixed) for limit in soft)]
    rows = Rows()
    add_choice(rows, task.problem, task.excluded, free, fixed)
    for limit in task.limits:
        if limit.at_most > 0:
            continue
        cover = _smallest(_uncovered(limit.loss, free, fixed))
        if not cover.any(axis=1).all():
            return None
        row, column = np.nonzero(cover)
        rows.add(np.ones(cover.shape[0]), np.full(cover.shape[0], math.inf), (row, column, 1.0))
    steps = _add_sets(rows, levels, free.size)
    slack = free.size + np.arange(steps[0].size)
    for limit, level, step in zip(soft, levels[1:], steps[1:], strict=True):
        scale = ROW_SIZE / limit.loss.scale
        most = (limit.at_most - level.constant) * scale + ROW_SLACK
        rows.add_one(-math.inf, most, slack, step * scale)
    unit = 1.0 if task.loss is None else size / ROW_SIZE
    width = free.size + slack.size
    upper = np.ones(width)
    fewest = float(task.loss is None and task.problem.count is None)
    cost = np.concatenate([np.full(free.size, fewest), steps[0] / unit])
    constant = objective.constant
    if fewest:
        constant = float((fixed & ~task.problem.existing).sum())
    if cuts is not None:
        if task.loss is not None:
            value = np.array([width])
            rows.add_one(
                constant / unit, math.inf, np.concatenate([value, slack]), np.concatenate([[1.0], -cost[slack]])
            )
            cost, constant = np.append(np.zeros(width), 1.0), 0.0
            upper, width = np.append(upper, math.inf), width + 1
        _add_cuts(rows, cuts, free, fixed, unit=unit, value=width - 1)
    program = Program(
        cost=cost,
        lower=np.zeros(width),
        upper=upper,
        integer=np.arange(width) < free.size,
        matrix=rows.matrix(width),
        row_lower=np.concatenate(rows.low),
        row_upper=np.concatenate(rows.high),
    )
    return Written(program, constant, unit)


def add_choice(rows: Rows, problem: Problem, excluded: tuple[frozenset[int], ...], free: Ints, fixed: Bools) -> None:
    """Add the rows that bound the choice itself: number, budget, plans not wanted again."""
    paid = fixed & ~problem.existing
    every = np.arange(free.size)
    if problem.count is not None:
        left = float(problem.count - int(paid.sum()))
        rows.add_one(left, left, every, 1.0)
    if problem.budget is not None:
        size = max(problem.budget, 1e-9)
        left = problem.budget - float(problem.site_cost[paid].sum())
        rows.add_one(-math.inf, left / size, every, problem.site_cost[free] / size)
    for plan in excluded:
        members = list(plan)
        inside = np.flatnonzero(np.isin(free, members))
        # When one of its columns is already known to be closed, the plan cannot come back.
        if int(fixed[members].sum()) + inside.size == len(members):
            rows.add_one(-math.inf, inside.size - 1.0, inside, 1.0)


def _add_cuts(rows: Rows, cuts: tuple[Cut, ...], free: Ints, fixed: Bools, *, unit: float, value: int) -> None:
    """Add the rows of cuts; ``value`` is the column of the bounded value, counted in ``unit``."""
    for cut in cuts:
        sure = cut.constant + float(cut.slope[fixed].sum())
        slope = cut.slope[free]
        if cut.hard:
            size = max(float(np.abs(slope).max(initial=0.0)), abs(sure), 1e-9)
            rows.add_one(-math.inf, -sure / size + 1e-6, np.arange(free.size), slope / size)
        else:
            columns = np.append(np.arange(free.size), value)
            rows.add_one(sure / unit, math.inf, columns, np.append(-slope / unit, 1.0))


def _levels(loss: Loss, free: Ints, fixed: Bools) -> _Levels:
    base = loss.points(fixed)
    constant, bits, steps, lowest = 0.0, [], [], []
    block = max(1, _BLOCK // max(1, free.size**2))
    for first in range(0, base.size, block):
        part = slice(first, first + block)
        capped = np.minimum(loss.matrix[part][:, free], base[part, None])
        order = np.argsort(capped, axis=1, kind="stable")
        ladder = np.column_stack([np.take_along_axis(capped, order, axis=1), base[part]])
        constant += float(loss.weight[part] @ ladder[:, 0])
        step = np.diff(ladder, axis=1) * loss.weight[part, None]
        point, level = np.nonzero(step > 0)
        rank = np.empty_like(order)
        np.put_along_axis(rank, order, np.arange(free.size)[None, :], axis=1)
        bits.append(np.packbits(rank[point] <= level[:, None], axis=1))
        steps.append(step[point, level])
        lowest.append(np.diff(point, prepend=-1) > 0)
    if not bits:
        return _Levels(np.zeros((0, (free.size + 7) // 8), dtype=np.uint8), np.zeros(0), np.zeros(0, dtype=bool), 0.0)
    return _Levels(np.concatenate(bits), np.concatenate(steps), np.concatenate(lowest), constant)


def _add_sets(rows: Rows, levels: list[_Levels], columns: int) -> list[Floats]:
    """Give one variable and one row to equal sets; return their steps in each group of levels."""
    bits = np.concatenate([level.bits for level in levels])
    if not bits.size:
        return [np.zeros(0) for _ in levels]
    _, first, inverse = np.unique(row_keys(bits), return_index=True, return_inverse=True)
    lowest = np.concatenate([level.lowest for level in levels])[first]
    members = np.unpackbits(bits[first], axis=1, count=columns).astype(bool)
    # The level below is the entry before, for levels of a point follow each other.
    below = np.where(lowest, -1, inverse[first - 1])
    above = np.flatnonzero(~lowest)
    own = members.copy()
    own[above] &= ~members[below[above]]
    sets = np.arange(first.size)
    row, column = np.nonzero(own)
    rows.add(
        lowest.astype(float),
        np.full(first.size, math.inf),
        (row, column, 1.0),
        (sets, columns + sets, 1.0),
        (above, columns + below[above], -1.0),
    )
    steps, begin = [], 0
    for level in levels:
        part = inverse[begin : begin + level.step.size]
        steps.append(np.bincount(part, level.step, minlength=first.size).astype(float))
        begin += level.step.size
    return steps


def _uncovered(loss: Loss, free: Ints, fixed: Bools) -> Bools:
    """For each point that no fixed column covers, the free columns that would."""
    open_rows = loss.points(fixed) > 0
    return np.asarray(loss.matrix[open_rows][:, free] == 0)


def _smallest(sets: Bools) -> Bools:
    """Keep the sets that contain no other: covering them covers all."""
    if not sets.size:
        return sets[:1]
    _, first = np.unique(row_keys(np.packbits(sets, axis=1)), return_index=True)
    distinct = sets[first].astype(np.float32)
    size = distinct.sum(axis=1)
    kept = np.ones(size.size, dtype=bool)
    block = max(1, _BLOCK // size.size)
    for begin in range(0, size.size, block):
        part = slice(begin, begin + block)
        # A smaller set whose members are all in common makes the larger one useless.
        common = distinct[part] @ distinct.T
        kept[part] = ~((common == size[None, :]) & (size[None, :] < size[part, None])).any(axis=1)
    return np.asarray(sets[first][kept])

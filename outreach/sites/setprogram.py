"""The program of covering sets that HiGHS solves, written from losses and limits.

A loss V(S) = sum_i w_i min_{j in S} l_ij is written with the distinct levels L_i1 < L_i2 < ... of each point.
Let N be the set of sites at or under a level; the point pays the step to the next level when no site of N is
open. All points and levels with the same N share one variable z_N:

    minimise   sum_N a_N z_N
    subject to z_N + sum_{j in N} y_j >= 1       for each set N
               sum_j y_j = p, sum_j f_j y_j <= B (number, budget)
               sum_N b_N z_N <= h                for each limit (floors, demand out of reach)
               sum_{j in N} y_j >= 1             for each set that must be covered
               sum_{j in T} y_j <= |T| - 1       for each plan T that is excluded
               y binary, 0 <= z <= 1.

Columns that are already known to be open shorten the levels; those known to be closed leave the program.

Source: Cornuejols, Nemhauser and Wolsey (1980), A canonical representation of simple plant location problems;
Church (2003), COBRA: a new formulation of the classic p-median location problem; Elloumi (2010), A tighter
formulation of the p-median problem; Toregas, Swain, ReVelle and Bergman (1971) for the rows to be covered.
"""

import math
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from outreach.sites.losses import Loss, Task
from outreach.sites.problem import Bools, Floats, Ints, Problem
from outreach.sites.solver import Program, Rows

# A limit's row is scaled to this size: the solver's tolerance on a row is then 1e-10 of its demand.
_ROW_SIZE = 10_000.0

# Points are read by blocks, so that the table points × levels × columns stays under this many entries.
_BLOCK = 20_000_000


@dataclass(frozen=True)
class Written:
    """A program, its sets (CSR, sets × free columns) and what is lost in any case."""

    program: Program
    sets: Any
    constant: float

    def start(self, chosen: Bools) -> Floats:
        """Complete a choice of the free columns into a point of the program."""
        y = chosen.astype(float)
        return np.concatenate([y, np.maximum(0.0, 1.0 - self.sets @ y)])


@dataclass(frozen=True)
class _Levels:
    """Packed membership of each level over the free columns, the step above it, and the sure loss."""

    bits: NDArray[np.uint8]
    step: Floats
    constant: float


def write(task: Task, free: Ints, fixed: Bools, unit: float) -> Written | None:
    """Write a task over its free columns; None when a point that must be covered cannot be.

    Parameters
    ----------
    task : Task
        Without a loss, the number of sites is minimised (or nothing, when it is given).
    free : int[q]
        The columns still to be decided.
    fixed : bool[m]
        The columns known to be open.
    unit : float
        The objective is counted in this unit.
    """
    soft = [limit for limit in task.limits if limit.at_most > 0]
    nothing = _Levels(np.zeros((0, (free.size + 7) // 8), dtype=np.uint8), np.zeros(0), 0.0)
    objective = nothing if task.loss is None else _levels(task.loss, free, fixed)
    levels = [objective, *(_levels(limit.loss, free, fixed) for limit in soft)]
    sets, steps = _merge(levels, free.size)
    count = sets.shape[0]
    slack = free.size + np.arange(count)
    rows = Rows()
    add_choice(rows, task.problem, task.excluded, free, fixed)
    for limit in task.limits:
        if limit.at_most > 0:
            continue
        cover = np.unique(_uncovered(limit.loss, free, fixed), axis=0)
        if not cover.any(axis=1).all():
            return None
        rows.add(np.ones(cover.shape[0]), np.full(cover.shape[0], math.inf), (*np.nonzero(cover), 1.0))
    for limit, level, step in zip(soft, levels[1:], steps[1:], strict=True):
        size = _ROW_SIZE / limit.loss.scale
        rows.add_one(-math.inf, (limit.at_most - level.constant) * size, slack, step * size)
    row, column = sets.nonzero()
    rows.add(np.ones(count), np.full(count, math.inf), (row, column, 1.0), (np.arange(count), slack, 1.0))
    fewest = float(task.loss is None and task.problem.count is None)
    already = float((fixed & ~task.problem.existing).sum()) if fewest else 0.0
    width = free.size + count
    program = Program(
        cost=np.concatenate([np.full(free.size, fewest), steps[0] / unit]),
        lower=np.zeros(width),
        upper=np.ones(width),
        integer=np.arange(width) < free.size,
        matrix=rows.matrix(width),
        row_lower=np.concatenate(rows.low),
        row_upper=np.concatenate(rows.high),
    )
    return Written(program, sets, objective.constant + already)


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


def _levels(loss: Loss, free: Ints, fixed: Bools) -> _Levels:
    base = loss.points(fixed)
    constant, bits, steps = 0.0, [], []
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
    return _Levels(np.concatenate(bits), np.concatenate(steps), constant)


def _merge(levels: list[_Levels], columns: int) -> tuple[Any, list[Floats]]:
    """Give one variable to equal sets, with its steps in the objective and in each limit."""
    import scipy.sparse as sp

    bits = np.concatenate([level.bits for level in levels])
    if not bits.size:
        return sp.csr_matrix((0, columns)), [np.zeros(0) for _ in levels]
    keys = np.ascontiguousarray(bits).view(np.dtype((np.void, bits.shape[1]))).ravel()
    _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
    members = np.unpackbits(bits[first], axis=1, count=columns)
    steps, begin = [], 0
    for level in levels:
        part = inverse[begin : begin + level.step.size]
        steps.append(np.bincount(part, level.step, minlength=first.size))
        begin += level.step.size
    return sp.csr_matrix(members.astype(float)), steps


def _uncovered(loss: Loss, free: Ints, fixed: Bools) -> Bools:
    """For each point that no fixed column covers, the free columns that would."""
    open_rows = loss.points(fixed) > 0
    return np.asarray(loss.matrix[open_rows][:, free] == 0)

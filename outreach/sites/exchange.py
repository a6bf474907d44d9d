"""A good plan quickly: greedy opening, then exchanges of one open site against a closed one.

Source: Teitz and Bart (1968), Heuristic methods for estimating the generalized vertex median of a weighted
graph; Cornuejols, Fisher and Nemhauser (1977) for the greedy start.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from outreach.sites.losses import TOLERANCE, Loss, Task, columns_of
from outreach.sites.problem import Bools, Floats, Ints
from outreach.sites.solver import Clock

# One unit of broken limit outweighs any gain of the objective, which is counted in parts of its scale.
_PENALTY = 1e6


@dataclass(frozen=True)
class Found:
    """A plan with its loss; ``feasible`` tells whether it keeps every limit."""

    open: Bools
    value: float
    feasible: bool


def search(task: Task, clock: Clock, start: Iterable[int] = ()) -> Found:
    """Open sites one by one where the loss falls most, then exchange while that lowers it.

    Parameters
    ----------
    task : Task
        With a loss; the number of sites, the budget or both bound the plan.
    clock : Clock
        Stops the exchanges.
    start : iterable of int
        Columns to open first, as far as number and budget allow.
    """
    state = _State(task)
    for column in start:
        if state.affordable(None)[column] and state.room():
            state.open[column] = True
    while state.room() and state.grow():
        pass
    while clock.left() > 0 and state.exchange():
        pass
    assert task.loss is not None
    feasible = task.overrun(state.open) == 0 and not task.unwanted(state.open) and state.complete()
    return Found(state.open, task.loss.value(state.open), feasible)


def close_useless(task: Task, found: Bools) -> Bools:
    """Close, dearest first, the sites without which the plan loses nothing and still keeps its limits."""
    assert task.loss is not None
    problem, open_ = task.problem, found.copy()
    most = task.loss.value(found) + TOLERANCE * task.loss.scale
    chosen = columns_of(open_ & problem.free)
    for column in chosen[np.argsort(-problem.site_cost[chosen], kind="stable")]:
        open_[column] = False
        if task.loss.value(open_) > most or task.overrun(open_) > 0:
            open_[column] = True
    return open_


class _State:
    """The open sites during a search, and the scores of all moves from there."""

    def __init__(self, task: Task) -> None:
        self.task = task
        self.problem = task.problem
        self.open: Bools = task.problem.fixed.copy()

    def chosen(self) -> Ints:
        return columns_of(self.open & self.problem.free)

    def room(self) -> bool:
        """Tell whether the number of sites asked for leaves one to open."""
        wanted = self.problem.to_choose
        return wanted is None or self.chosen().size < wanted

    def complete(self) -> bool:
        wanted = self.problem.to_choose
        return wanted is None or self.chosen().size == wanted

    def affordable(self, out: int | None) -> Bools:
        """Mark the columns that may be opened, once ``out`` is closed, within the budget."""
        problem = self.problem
        allowed = problem.free & ~self.open
        if problem.budget is None:
            return allowed
        paid = self.open & ~problem.existing
        left = problem.budget - float(problem.site_cost[paid].sum())
        left += 0.0 if out is None else float(problem.site_cost[out])
        reserve = self._reserve(allowed, out)
        return allowed & (problem.site_cost + reserve <= left * (1 + TOLERANCE) + TOLERANCE)

    def _reserve(self, allowed: Bools, out: int | None) -> Floats:
        """The least cost of the sites that are still to be opened after each column, when a number is set."""
        problem = self.problem
        reserve = np.zeros(self.open.size)
        if problem.to_choose is None or out is not None:
            return reserve
        later = problem.to_choose - self.chosen().size - 1
        if later <= 0:
            return reserve
        costs = np.where(allowed, problem.site_cost, math.inf)
        cheapest = np.sort(costs)[: later + 1]
        # A column among the cheapest leaves its place to the next one.
        return np.asarray(np.where(costs <= cheapest[later - 1], cheapest.sum() - costs, cheapest[:-1].sum()))

    def _scores(self, base: Bools) -> Floats:
        """Score the opening of every column on top of a set of open ones; lower is better."""
        task = self.task
        assert task.loss is not None
        score = _values_after(task.loss, base) / task.loss.scale
        for limit in task.limits:
            over = (_values_after(limit.loss, base) - limit.at_most) / limit.loss.scale
            score += _PENALTY * np.where(over > TOLERANCE, over, 0.0)
        for plan in task.excluded:
            lacking = [column for column in plan if not base[column]]
            if not lacking:
                score[:] = math.inf
            elif len(lacking) == 1:
                score[lacking[0]] = math.inf
        return score

    def _score(self) -> float:
        task = self.task
        assert task.loss is not None
        if task.unwanted(self.open):
            return math.inf
        return task.loss.value(self.open) / task.loss.scale + _PENALTY * task.overrun(self.open)

    def grow(self) -> bool:
        """Open the column that lowers the score most (per unit of cost under a budget alone)."""
        allowed = self.affordable(None)
        if not allowed.any():
            return False
        # An excluded plan may be passed through: the exchanges leave it.
        score = self._scores(self.open)
        score[~allowed] = math.inf
        if self.problem.to_choose is None:
            better = score < self._score() - TOLERANCE
            gain = np.where(better, 1.0, 0.0)
            gain[better] = self._score() - score[better]
            score = np.where(better, -gain / np.maximum(self.problem.site_cost, 1e-12), math.inf)
            if not np.isfinite(score).any():
                return False
        self.open[np.flatnonzero(allowed)[0] if np.isinf(score).all() else int(score.argmin())] = True
        return True

    def exchange(self) -> bool:
        """Make the best exchange (or opening, under a budget alone), if one lowers the score."""
        best, move = self._score() - TOLERANCE, None
        outs: list[int | None] = [int(column) for column in self.chosen()]
        if self.problem.to_choose is None:
            outs.append(None)
        for out in outs:
            allowed = self.affordable(out)
            if not allowed.any():
                continue
            base = self.open.copy()
            if out is not None:
                base[out] = False
            score = np.where(allowed, self._scores(base), math.inf)
            into = int(score.argmin())
            if score[into] < best:
                best, move = float(score[into]), (out, into)
        if move is None:
            return False
        out, into = move
        if out is not None:
            self.open[out] = False
        self.open[into] = True
        return True


def _values_after(loss: Loss, base: Bools) -> Floats:
    """The loss after opening each column on top of a set of open ones."""
    before = loss.points(base)
    return np.asarray(loss.weight @ np.minimum(loss.matrix, before[:, None]))

"""The exact plan without capacities: a good plan, a bound, then HiGHS on what the two leave open."""

import math
from dataclasses import dataclass, replace

from outreach.errors import UnsolvedPlanError
from outreach.sites import exchange
from outreach.sites.lagrange import Relaxation, relax
from outreach.sites.losses import TOLERANCE, Loss, Task, columns_of
from outreach.sites.problem import Bools, Problem
from outreach.sites.setprogram import write
from outreach.sites.solver import Clock, solve

SAME = 1e-6
"""Relative difference under which the bound meets the value: the plan is proven best."""


@dataclass(frozen=True)
class Decision:
    """Open columns, their value, a proven lower bound, and whether the two meet (then they are equal)."""

    open: Bools
    value: float
    bound: float
    proven: bool


def decide(open_: Bools, value: float, bound: float, scale: float) -> Decision:
    """Say whether a bound proves a plan; when it does, bound and value are made the same number."""
    proven = value - bound <= SAME * max(abs(value), SAME * scale)
    return Decision(open_, value, value if proven else bound, proven)


def minimise(task: Task, clock: Clock, start: tuple[int, ...] = ()) -> Decision | None:
    """Find the plan of least loss, or of fewest sites when the task has no loss.

    The plan of the exchanges and the Lagrangian bound fix most columns; HiGHS decides on the others and
    proves the result. Returns None when no plan keeps the limits.

    Raises
    ------
    UnsolvedPlanError
        When the clock stops before a plan is found or proven impossible.
    """
    problem, loss = task.problem, task.loss
    if loss is None:
        return _finish(task, problem.closed, problem.fixed, clock)
    found = _first_plan(task, clock, start)
    if found is None and (task.limits or task.excluded):
        # The limits alone are a small program: it finds a plan to start from, or proves that there is none.
        kept = _finish(replace(task, loss=None), problem.closed, problem.fixed, clock)
        if kept is None:
            return None
        improved = exchange.search(task, clock, columns_of(kept.open & problem.free).tolist())
        found = improved if improved.feasible else exchange.Found(kept.open, loss.value(kept.open), True)
    upper = math.inf if found is None else found.value
    least = loss.value(~problem.closed)
    if found is not None and upper <= least + TOLERANCE * loss.scale:
        return Decision(found.open, upper, upper, True)
    relaxed = relax(problem, loss, upper, clock)
    other = exchange.search(task, clock, relaxed.suggestion)
    if other.feasible and other.value < upper:
        found, upper = other, other.value
    if math.isfinite(upper) and (problem.free & ~relaxed.closed & ~relaxed.open).any():
        relaxed = _continue(problem, loss, upper, relaxed, clock)
    known = None if found is None else found.open
    return _finish(task, relaxed.closed, relaxed.open, clock, known=known, bound=max(relaxed.bound, least))


def _first_plan(task: Task, clock: Clock, start: tuple[int, ...]) -> exchange.Found | None:
    plans = [exchange.search(task, clock)]
    if start:
        plans.append(exchange.search(task, clock, start))
    feasible = [plan for plan in plans if plan.feasible]
    return min(feasible, key=lambda plan: plan.value) if feasible else None


def _continue(problem: Problem, loss: Loss, upper: float, first: Relaxation, clock: Clock) -> Relaxation:
    """Continue the relaxation from its best multipliers, and keep what either round proved."""
    second = relax(problem, loss, upper, clock, multipliers=first.multipliers)
    return Relaxation(
        max(first.bound, second.bound),
        first.closed | second.closed,
        first.open | second.open,
        second.multipliers,
        second.suggestion,
    )


def _finish(
    task: Task, closed: Bools, fixed: Bools, clock: Clock, *, known: Bools | None = None, bound: float = 0.0
) -> Decision | None:
    """Let HiGHS decide on the columns that are neither closed nor fixed, unless a known plan is as good."""
    free = columns_of(~closed & ~fixed)
    loss = task.loss
    size = 1.0 if loss is None else (0.0 if known is None else loss.value(known)) or loss.scale
    written = write(task, free, fixed, size)
    if written is None:
        return None
    answer = solve(written.program, clock)
    if answer.status == "infeasible" and known is None:
        return None
    open_ = known
    if answer.point is not None:
        solved = fixed.copy()
        solved[free[answer.point[: free.size] > 0.5]] = True
        if known is None or loss is None or loss.value(solved) < loss.value(known):
            open_ = solved
    if open_ is None:
        raise UnsolvedPlanError(
            "Aucun plan trouvé dans le temps de calcul : accordez plus de temps ou desserrez les contraintes."
        )
    lower = max(bound, 0.0)
    if answer.status != "infeasible":
        lower = max(lower, written.value(answer.bound))
    if loss is not None:
        return decide(open_, loss.value(open_), lower, loss.scale)
    opened = float((open_ & ~task.problem.existing).sum())
    return decide(open_, opened, math.ceil(lower - SAME), 1.0)

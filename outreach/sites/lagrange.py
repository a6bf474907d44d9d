"""A bound on a loss, and the sites that it proves open or closed, before HiGHS sees the program.

Relax "each point is served" with a multiplier u_i for each unit of demand. What remains splits by site:

    L(u) = sum_i w_i u_i + min over allowed y of sum_j r_j(u) y_j,
    r_j(u) = min of sum_i w_i (l_ij - u_i) x_ij with 0 <= x_ij <= 1 (and sum_i w_i x_ij <= K_j with capacities),

which never exceeds the loss of a plan. A site whose opening (or closing) would lift the bound above the
loss of a plan that is known is closed (or open) in every better plan. The multipliers follow a subgradient.

Source: Cornuejols, Fisher and Nemhauser (1977), Location of bank accounts to optimize float; Christofides
and Beasley (1982), A tree search algorithm for the p-median problem; Held, Wolfe and Crowder (1974).
"""

import math
from dataclasses import dataclass

import numpy as np

from outreach.sites.losses import Loss, columns_of
from outreach.sites.problem import Bools, Floats, Problem
from outreach.sites.solver import Clock

# A site is fixed only when the bound exceeds the known plan by more than rounding could.
_SAFETY = 1e-7


@dataclass(frozen=True)
class Relaxation:
    """The best bound, the columns proven closed and open, and the plan that the bound points to."""

    bound: float
    closed: Bools
    open: Bools
    multipliers: Floats
    suggestion: tuple[int, ...]


@dataclass(frozen=True)
class _Choice:
    """The cheapest allowed y for given site values r, and what it costs to force a column in or out."""

    value: float
    share: Floats
    to_open: Floats
    to_close: Floats


def relax(
    problem: Problem,
    loss: Loss,
    upper: float,
    clock: Clock,
    *,
    multipliers: Floats | None = None,
    capacity: Floats | None = None,
    ceiling: float = math.inf,
    iterations: int = 150,
) -> Relaxation:
    """Raise the bound of a loss by a subgradient and fix what it proves.

    Parameters
    ----------
    problem : Problem
        Says which columns are fixed, free or closed, and the number or budget.
    loss : Loss
        What is bounded from below.
    upper : float
        The loss of a known plan, ``inf`` when there is none: then nothing is fixed.
    multipliers : float[points], optional
        Where to start.
    capacity : float[m], optional
        Demand that each column can serve.
    ceiling : float
        The price at which a unit may be left unserved: no multiplier exceeds it.
    iterations : int
        Evaluations of the bound.
    """
    matrix, weight, columns = loss.matrix, loss.weight, ~problem.closed
    if multipliers is None:
        multipliers = np.median(matrix[:, columns], axis=1)
    here, best_at, best = multipliers.copy(), multipliers.copy(), -math.inf
    target = upper if math.isfinite(upper) else loss.scale
    threshold = upper + _SAFETY * max(abs(upper), 1e-6 * loss.scale)
    closed, open_ = problem.closed.copy(), problem.fixed.copy()
    share, pace, stalled = np.zeros(columns.size), 2.0, 0
    suggestion: tuple[int, ...] = ()
    for _ in range(iterations):
        saved = np.minimum(matrix - here[:, None], 0.0)
        saved[:, ~columns] = 0.0
        worth, served = site_values(saved, weight, capacity)
        choice = _choose(problem, worth)
        bound = float(weight @ here) + choice.value
        if math.isfinite(upper):
            closed |= problem.free & (bound + choice.to_open > threshold)
            open_ |= problem.free & (bound + choice.to_close > threshold)
        if bound > best + 1e-7 * target:
            best, best_at, stalled = bound, here.copy(), 0
            share = choice.share
            suggestion = tuple(columns_of((share > 0.5) & problem.free).tolist())
        else:
            stalled += 1
            if stalled >= 12:
                pace, stalled = pace / 2, 0
        slope = 1.0 - served @ choice.share
        length = float(weight @ (slope * slope))
        settled = not (problem.free & ~closed & ~open_).any()
        if settled or best >= upper or length == 0 or pace < 1e-3 or clock.left() == 0:
            break
        step = pace * (1.02 * target - bound) / length
        here = np.minimum(here + step * slope, ceiling)
    return Relaxation(best, closed, open_ & ~closed, best_at, suggestion)


def site_values(saved: Floats, weight: Floats, capacity: Floats | None) -> tuple[Floats, Floats]:
    """Return what each column saves at most, and the shares of points with which it does.

    Parameters
    ----------
    saved : float[points, m]
        What serving a whole unit of each point from each column changes: negative or zero.
    weight : float[points]
        Demand.
    capacity : float[m], optional
        Demand that each column can serve.
    """
    served = (saved < 0).astype(float)
    if capacity is not None:
        full = columns_of(weight @ served > capacity)
        served[:, full] = _fill(saved[:, full], weight, capacity[full])
        return np.asarray(weight @ (saved * served)), served
    return np.asarray(weight @ saved), served


def _fill(saved: Floats, weight: Floats, capacity: Floats) -> Floats:
    """Serve the points that save most for each unit until the capacity is used: a continuous knapsack."""
    order = np.argsort(saved, axis=0, kind="stable")
    amount = np.where(np.take_along_axis(saved, order, axis=0) < 0, weight[order], 0.0)
    before = np.cumsum(amount, axis=0) - amount
    share = np.zeros(saved.shape)
    np.put_along_axis(share, order, np.clip(capacity - before, 0.0, amount) / weight[order], axis=0)
    return share


def _choose(problem: Problem, worth: Floats) -> _Choice:
    fixed = float(worth[problem.fixed].sum())
    if problem.to_choose is not None:
        return _choose_count(problem, worth, fixed, problem.to_choose)
    return _choose_budget(problem, worth, fixed)


def _choose_count(problem: Problem, worth: Floats, fixed: float, count: int) -> _Choice:
    free = columns_of(problem.free)
    ranked = free[np.argsort(worth[free], kind="stable")]
    share = problem.fixed.astype(float)
    share[ranked[:count]] = 1.0
    to_open, to_close = np.zeros(worth.size), np.zeros(worth.size)
    last = worth[ranked[count - 1]] if count else -math.inf
    following = worth[ranked[count]] if count < ranked.size else math.inf
    to_open[ranked[count:]] = worth[ranked[count:]] - last
    to_close[ranked[:count]] = following - worth[ranked[:count]]
    return _Choice(fixed + float(worth[ranked[:count]].sum()), share, to_open, to_close)


def _choose_budget(problem: Problem, worth: Floats, fixed: float) -> _Choice:
    """Fill the budget by worth per euro: the linear relaxation of a knapsack, and its reduced costs."""
    assert problem.budget is not None
    price = problem.site_cost
    left = problem.budget - float(price[problem.forced].sum())
    free = columns_of(problem.free & (worth < 0))
    with np.errstate(divide="ignore"):
        ratio = np.where(price[free] > 0, worth[free] / np.where(price[free] > 0, price[free], 1.0), -math.inf)
    ranked = free[np.argsort(ratio, kind="stable")]
    before = np.concatenate([[0.0], np.cumsum(price[ranked])])[:-1]
    part = np.where(
        price[ranked] > 0,
        np.clip((left - before) / np.where(price[ranked] > 0, price[ranked], 1.0), 0.0, 1.0),
        1.0,
    )
    share = problem.fixed.astype(float)
    share[ranked] = part
    cut = np.flatnonzero(part < 1.0)
    dual = -worth[ranked[cut[0]]] / price[ranked[cut[0]]] if cut.size else 0.0
    reduced = worth + dual * price
    value = fixed + float(np.minimum(reduced[problem.free], 0.0).sum()) - dual * left
    return _Choice(value, share, np.maximum(reduced, 0.0), np.maximum(-reduced, 0.0))

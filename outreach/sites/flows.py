"""The exact plan with capacities: bound, fix, then HiGHS on the arcs that are left."""

import math
from dataclasses import dataclass, replace

import numpy as np

from outreach.errors import UnsolvedPlanError
from outreach.sites import exchange
from outreach.sites.covering import SAME, Decision, decide
from outreach.sites.flowprogram import FlowTask, WrittenFlow, write_flow
from outreach.sites.lagrange import Relaxation, relax
from outreach.sites.losses import TOLERANCE, Loss, Task, columns_of
from outreach.sites.problem import Bools, Floats, Ints
from outreach.sites.solver import Clock, solve


@dataclass(frozen=True)
class Flow:
    """Shares of demand carried: ``share[k]`` of point ``point[k]`` by column ``column[k]``, and their value."""

    point: Ints
    column: Ints
    share: Floats
    value: float


def serve(task: FlowTask, open_: Bools, clock: Clock) -> Flow | None:
    """Share the demand among open sites at the least value of the goal; None when it cannot be done.

    A transport problem: Hitchcock (1941), The distribution of a product from several sources.
    """
    problem = replace(task.problem, count=None, budget=None, forced=open_ & ~task.problem.existing, closed=~open_)
    inner = replace(task, problem=problem, excluded=())
    written = write_flow(inner, np.zeros(0, dtype=np.intp), open_)
    # Even at the end of the clock, the plan that was found has to be shared out.
    answer = solve(written.program, Clock.of(max(clock.left(), 10.0)))
    if answer.status != "optimal" or answer.point is None:
        return None
    share = np.clip(answer.point[: written.point.size], 0.0, 1.0)
    used = np.flatnonzero(share > TOLERANCE)
    point, column, share = written.point[used], written.column[used], share[used]
    carried = problem.demand[point] * share
    if task.goal == "cost":
        return Flow(point, column, share, float(carried @ problem.cost[point, column]))
    return Flow(point, column, share, max(0.0, task.wanted - float(carried.sum())))


def minimise_flow(task: FlowTask, clock: Clock, start: tuple[int, ...] = ()) -> Decision | None:
    """Find the open sites of least cost, of least demand not served, or of least number.

    Returns None when no plan serves what must be served under the floors, number and budget.

    Raises
    ------
    UnsolvedPlanError
        When the clock stops before a plan is found or proven impossible.
    """
    problem = task.problem
    if task.goal in ("sites", "none"):
        return _finish(task, problem.closed, problem.fixed, None, -math.inf, clock)
    loss, charge = _loss(task)
    search = _Search(task, loss, charge, clock)
    search.consider(exchange.search(Task(problem, loss, excluded=task.excluded), clock, start).open)
    if start:
        search.consider(exchange.search(Task(problem, loss, excluded=task.excluded), clock).open)
    search.relax()
    for _ in range(2):
        if search.consider(search.suggestion()) or math.isfinite(search.upper):
            search.relax()
    if search.known is None:
        search.consider(_largest(task))
    known = None if search.known is None or search.flow is None else (search.known, search.flow)
    return _finish(task, search.closed, search.fixed, known, search.bound - charge, clock)


def _loss(task: FlowTask) -> tuple[Loss, float]:
    """A loss that bounds the goal from below, and the charge in it for demand that is left unserved."""
    problem, rows = task.problem, task.asked
    usable, weight = task.usable[rows], problem.demand[rows]
    if task.goal == "unserved":
        return Loss(1.0 - usable, weight, 1.0), 0.0
    cost, columns = problem.cost[rows], ~problem.closed
    highest = float(cost[:, columns][usable[:, columns]].max(initial=0.0))
    left = 0.0 if task.served_at_least is None else max(0.0, task.wanted - task.served_at_least)
    return Loss(np.where(usable, cost, highest), weight, highest), highest * left


def _largest(task: FlowTask) -> Bools:
    """Open the columns of largest capacity, as far as number and budget allow."""
    problem, open_ = task.problem, task.problem.fixed.copy()
    assert problem.capacity is not None
    left = math.inf if problem.budget is None else problem.budget
    left -= float(problem.site_cost[problem.forced].sum())
    room = math.inf if problem.to_choose is None else problem.to_choose
    free = columns_of(problem.free)
    for column in free[np.argsort(-problem.capacity[free], kind="stable")]:
        if room > 0 and problem.site_cost[column] <= left:
            open_[column] = True
            left -= float(problem.site_cost[column])
            room -= 1
    return open_


class _Search:
    """The best plan known so far, the best bound, and the columns that the two fix."""

    def __init__(self, task: FlowTask, loss: Loss, charge: float, clock: Clock) -> None:
        self.task, self.loss, self.charge, self.clock = task, loss, charge, clock
        self.known: Bools | None = None
        self.flow: Flow | None = None
        self.upper = math.inf
        self.bound = -math.inf
        self.closed = task.problem.closed.copy()
        self.fixed = task.problem.fixed.copy()
        self._last: Relaxation | None = None

    def consider(self, open_: Bools) -> bool:
        """Keep a choice of columns if it is allowed, can be served and is better than the known one."""
        problem = self.task.problem
        paid = open_ & ~problem.existing
        right = problem.count is None or int(paid.sum()) == problem.count
        if problem.budget is not None:
            right &= float(problem.site_cost[paid].sum()) <= problem.budget * (1 + TOLERANCE)
        if not right or any(bool(open_[list(plan)].all()) for plan in self.task.excluded):
            return False
        if self.known is not None and bool((self.known == open_).all()):
            return False
        flow = serve(self.task, open_, self.clock)
        if flow is None or flow.value >= self.upper:
            return False
        self.known, self.flow, self.upper = open_, flow, flow.value
        return True

    def relax(self) -> None:
        """Raise the bound and fix columns, from where the last round ended."""
        self._last = relax(
            self.task.problem,
            self.loss,
            self.upper + self.charge,
            self.clock,
            multipliers=None if self._last is None else self._last.multipliers,
            capacity=self.task.problem.capacity,
            ceiling=1.0 if self.task.goal == "unserved" else self.loss.alone if self.charge else math.inf,
        )
        self.bound = max(self.bound, self._last.bound)
        self.closed |= self._last.closed
        self.fixed |= self._last.open

    def suggestion(self) -> Bools:
        """The columns that the bound points to."""
        open_ = self.task.problem.fixed.copy()
        if self._last is not None:
            open_[list(self._last.suggestion)] = True
        return open_


def _finish(
    task: FlowTask, closed: Bools, fixed: Bools, known: tuple[Bools, Flow] | None, bound: float, clock: Clock
) -> Decision | None:
    free = columns_of(~closed & ~fixed)
    written = write_flow(task, free, fixed)
    start = None if known is None else _point(written, free, *known)
    answer = solve(written.program, clock, start)
    if answer.status == "infeasible" and known is None:
        return None
    open_ = None if known is None else known[0]
    if answer.point is not None:
        open_ = fixed.copy()
        open_[free[answer.point[: free.size] > 0.5]] = True
    if open_ is None:
        raise UnsolvedPlanError(
            "Aucun plan trouvé dans le temps de calcul : accordez plus de temps ou desserrez les contraintes."
        )
    lower = max(bound, 0.0)
    if answer.status != "infeasible":
        lower = max(lower, written.constant + written.unit * answer.bound)
    if task.goal == "none":
        return Decision(open_, 0.0, 0.0, True)
    if task.goal == "sites":
        opened = float((open_ & ~task.problem.existing).sum())
        return decide(open_, opened, math.ceil(lower - SAME), 1.0)
    flow = serve(task, open_, clock)
    if known is not None and (flow is None or known[1].value < flow.value):
        open_, flow = known
    if flow is None:
        raise UnsolvedPlanError("Un plan a été trouvé, mais n’a pu être réparti : accordez plus de temps.")
    return decide(open_, flow.value, lower, written.unit)


def _point(written: WrittenFlow, free: Ints, known: Bools, flow: Flow) -> Floats:
    """Complete a known plan into a point of the program."""
    width = known.size
    arcs = written.point * width + written.column
    point = np.zeros(written.program.cost.size)
    point[: free.size] = known[free]
    # Arcs are written in ascending order of point, then column.
    point[free.size + np.searchsorted(arcs, flow.point * width + flow.column)] = flow.share
    if written.left.size:
        served = np.bincount(flow.point, flow.share, minlength=int(written.left.max()) + 1)
        point[free.size + arcs.size :] = 1.0 - served[written.left]
    return point

"""The exact plan with capacities: covering sets for the choice of sites, cuts for what they can carry.

The choice y is made by the program of covering sets, which knows no capacities. For the sites S that it opens,
a transport problem gives the value, or how far S is from serving all that must be. Its prices, u_i of point i
and v_G of floor G, give for every choice y, by weak duality,

    value(y) >= sum_i w_i u_i + sum_G v_G share_G w(G) + sum_j r_j(u, v) y_j,

where r_j is what column j saves at most within its capacity (as in ``lagrange``). The row is added and the
choice made again, until the bound meets the best plan.

Source: Benders (1962); Geoffrion and McBride (1978), Lagrangean relaxation applied to capacitated facility
location problems; Fischetti, Ljubic and Sinnl (2016), Benders decomposition without separability.
"""

import math
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from outreach.errors import UnsolvedPlanError
from outreach.sites import exchange
from outreach.sites.covering import SAME, Decision, decide
from outreach.sites.flows import Prices, Service, share_out
from outreach.sites.lagrange import Relaxation, relax, site_values
from outreach.sites.losses import TOLERANCE, Loss, Task, columns_of, floor_limits, must_cover
from outreach.sites.problem import Bools
from outreach.sites.setprogram import Cut, write
from outreach.sites.solver import Clock, solve

Aim = Literal["cost", "unserved", "sites", "any"]

# A choice is taken to serve all that must be when it falls short by less than this part of the demand.
_SERVED = 1e-6


@dataclass
class Search:
    """The best plan with capacities: what is asked, and all that is known of it so far.

    Attributes
    ----------
    service : Service
        Who may be served from where, and who must be.
    aim : {"cost", "unserved", "sites", "any"}
        Minimise the cost, the demand left or the number of sites; or find any plan.
    clock : Clock
        When to stop.
    excluded : tuple of frozenset of int
        Sets of columns that are not wanted together again.
    pool : list of Prices
        Prices of earlier shortfalls; each is worth a row here too, whatever arcs may be used.
    """

    service: Service
    aim: Aim
    clock: Clock
    excluded: tuple[frozenset[int], ...] = ()
    pool: list[Prices] = field(default_factory=list)
    known: Bools | None = None
    upper: float = math.inf
    bound: float = 0.0
    cuts: list[Cut] = field(default_factory=list)

    def __post_init__(self) -> None:
        problem = self.service.problem
        self.closed = problem.closed.copy()
        self.fixed = problem.fixed.copy()
        self.task = self._choice()
        self._last: Relaxation | None = None
        must = Prices(self.service.must.astype(float), np.zeros(len(problem.floors)))
        for prices in (must, *self.pool):
            self.cuts.append(self._cut(prices, hard=True))

    def _choice(self) -> Task:
        """The choice of sites as it would be without capacities."""
        service, problem = self.service, self.service.problem
        limits = (*floor_limits(problem), must_cover(service.usable, service.must & (problem.demand > 0)))
        rows = service.asked
        usable, weight = service.usable[rows], problem.demand[rows]
        loss = None
        if self.aim == "unserved":
            loss = Loss((~usable).astype(float), weight, 1.0)
        elif self.aim == "cost":
            cost = problem.cost[rows]
            highest = float(cost[:, ~problem.closed][usable[:, ~problem.closed]].max(initial=0.0))
            loss = Loss(np.where(usable, cost, highest), weight, highest)
        return Task(problem, loss, limits, self.excluded)

    def run(self, start: tuple[int, ...] = ()) -> Decision | None:
        """Find the plan; None when there is none.

        Raises
        ------
        UnsolvedPlanError
            When the clock stops before a plan is found or proven impossible.
        """
        if self.task.loss is not None:
            self._prepare(start)
        seen: set[bytes] = set()
        while True:
            if self.known is not None and (self.aim == "any" or self.bound >= self.upper * (1 - SAME)):
                break
            if self.clock.left() == 0:
                break
            chosen = self._choose()
            if chosen is None:
                if self.known is None:
                    return None
                self.bound = self.upper  # no other plan is left that could be better
                break
            open_, sure = chosen
            if open_.tobytes() in seen:
                # Rounding alone brings a choice back: its rows say all that is known of it.
                if not sure:
                    break
                self.cuts.append(_never(open_))
                continue
            seen.add(open_.tobytes())
            if self._try(open_) and self.aim == "cost":
                self._relax()
        return self._decision()

    def _prepare(self, start: tuple[int, ...]) -> None:
        """Find plans to start from, and the bound and columns that they fix."""
        plain = replace(self.task, limits=())
        for first in dict.fromkeys(((), start)):
            self._try(exchange.search(plain, self.clock, first).open)
        self._relax()
        if self._last is not None:
            self._try(self._with(self._last.suggestion))
        self._try(self._largest())
        if math.isfinite(self.upper):
            self._relax()

    def _choose(self) -> tuple[Bools, bool] | None:
        """Make the choice that the rows so far prefer, and raise the bound; None when they allow none."""
        free = columns_of(~self.closed & ~self.fixed)
        loss = self.task.loss
        size = 1.0 if loss is None else (self.upper if 0 < self.upper < math.inf else loss.scale)
        written = write(self.task, free, self.fixed, size, tuple(self.cuts))
        if written is None:
            return None
        answer = solve(written.program, self.clock)
        if answer.status == "infeasible":
            return None
        self.bound = max(self.bound, written.value(answer.bound))
        if answer.point is None:
            return self.fixed, False
        open_ = self.fixed.copy()
        open_[free[answer.point[: free.size] > 0.5]] = True
        return open_, answer.status == "optimal"

    def _try(self, open_: Bools) -> bool:
        """Value a choice of columns, add the row of its prices; tell whether it is the best plan so far."""
        if not self._allowed(open_):
            return False
        goal: Literal["cost", "unserved"] | None = None
        if self.aim in ("cost", "unserved"):
            goal = "cost" if self.aim == "cost" else "unserved"
        flow = None if goal is None else share_out(self.service, goal, open_, self.clock)
        if flow is None:
            short = share_out(self.service, "shortfall", open_, self.clock)
            if short is None:
                return False
            demand = float(self.service.problem.demand.sum())
            if goal is not None or short.value > _SERVED * demand:
                self.pool.append(short.prices)
                self.cuts.append(self._cut(short.prices, hard=True))
                return False
            self.known, self.upper = open_, float((open_ & ~self.service.problem.existing).sum())
            return True
        self.cuts.append(self._cut(flow.prices, hard=False))
        if flow.value >= self.upper:
            return False
        self.known, self.upper = open_, flow.value
        return True

    def _allowed(self, open_: Bools) -> bool:
        problem = self.service.problem
        paid = open_ & ~problem.existing
        right = problem.count is None or int(paid.sum()) == problem.count
        if problem.budget is not None:
            right &= float(problem.site_cost[paid].sum()) <= problem.budget * (1 + TOLERANCE) + TOLERANCE
        return right and not self.task.unwanted(open_)

    def _cut(self, prices: Prices, *, hard: bool) -> Cut:
        """Turn prices into a row that holds for every choice of sites."""
        service, problem = self.service, self.service.problem
        rows = service.asked
        usable = service.usable[rows]
        point = prices.point[rows]
        if hard:
            point = np.minimum(point, service.must[rows])
        elif self.aim == "unserved":
            point = np.minimum(point, 1.0)
        cost = problem.cost[rows] if self.aim == "cost" and not hard else np.zeros(usable.shape)
        worth = np.broadcast_to(point[:, None], usable.shape).copy()
        constant = float(problem.demand[rows] @ point)
        floor_prices = np.minimum(prices.floor, 1.0) if hard else prices.floor
        for floor, price in zip(problem.floors, floor_prices, strict=True):
            worth += price * (floor.mask[rows, None] & problem.near[rows])
            constant += price * floor.share * float(problem.demand[floor.mask].sum())
        saved = np.where(usable, np.minimum(np.where(usable, cost, 0.0) - worth, 0.0), 0.0)
        slope, _ = site_values(saved, problem.demand[rows], problem.capacity)
        return Cut(constant, slope, hard)

    def _relax(self) -> None:
        """Raise the bound without floors, from where the last round ended, and fix columns."""
        assert self.task.loss is not None
        self._last = relax(
            self.service.problem,
            self.task.loss,
            self.upper,
            self.clock,
            multipliers=None if self._last is None else self._last.multipliers,
            capacity=self.service.problem.capacity,
            ceiling=1.0 if self.aim == "unserved" else math.inf,
        )
        self.bound = max(self.bound, self._last.bound)
        self.closed |= self._last.closed
        self.fixed |= self._last.open
        prices = np.zeros(self.service.problem.demand.size)
        prices[self.service.asked] = self._last.multipliers
        self.cuts.append(self._cut(Prices(prices, np.zeros(len(self.service.problem.floors))), hard=False))

    def _with(self, columns: tuple[int, ...]) -> Bools:
        open_ = self.service.problem.fixed.copy()
        open_[list(columns)] = True
        return open_

    def _largest(self) -> Bools:
        """Open the columns of largest capacity, as far as number and budget allow."""
        problem = self.service.problem
        assert problem.capacity is not None
        left = math.inf if problem.budget is None else problem.budget
        left -= float(problem.site_cost[problem.forced].sum())
        room = math.inf if problem.to_choose is None else problem.to_choose
        free = columns_of(problem.free)
        chosen: list[int] = []
        for column in free[np.argsort(-problem.capacity[free], kind="stable")]:
            if len(chosen) < room and problem.site_cost[column] <= left:
                chosen.append(int(column))
                left -= float(problem.site_cost[column])
        return self._with(tuple(chosen))

    def _decision(self) -> Decision:
        if self.known is None:
            raise UnsolvedPlanError(
                "Aucun plan trouvé dans le temps de calcul : accordez plus de temps ou desserrez les contraintes."
            )
        if self.aim == "any":
            return Decision(self.known, 0.0, 0.0, True)
        if self.aim == "sites":
            return decide(self.known, self.upper, math.ceil(self.bound - SAME), 1.0)
        scale = self.task.loss.scale if self.task.loss is not None else 1.0
        return decide(self.known, self.upper, self.bound, scale)


def _never(open_: Bools) -> Cut:
    """Refuse one choice of columns, and only this one."""
    return Cut(1.0 - float(open_.sum()), np.where(open_, 1.0, -1.0), hard=True)

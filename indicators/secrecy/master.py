"""The program that chooses the cells to hide at least cost, from the cuts known so far."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import gcd
from typing import Any

import numpy as np

from indicators.secrecy.attacker import known_bounds
from indicators.secrecy.cells import Bools
from indicators.secrecy.cuts import Breach, Cut, Problem
from indicators.secrecy.solver import new_solver

_REACH = 100.0
"""An attack written into the program moves no figure by more than this many times the doubt that is asked."""


@dataclass(frozen=True, eq=False)
class Choice:
    """The cells that the program hides (None: no choice found in time), and a proven lower bound of the cost."""

    hidden: Bools | None
    bound: float
    infeasible: bool = False


class Master:
    """Minimise the cost of the hidden cells subject to cuts, by HiGHS.

    A secret that goes on being breached cut after cut (one that needs much room, which many sets of cells can
    give) is better written out: its own table z + v, with z within the room of the hidden cells, is added to
    the program, where M z = 0 and z_p is what is asked.
    """

    def __init__(self, problem: Problem) -> None:
        import highspy

        self.problem = problem
        self.cells = np.flatnonzero(problem.open)
        self.place = np.full(problem.open.size, -1, dtype=np.int32)
        self.place[self.cells] = np.arange(self.cells.size, dtype=np.int32)
        cost = problem.cost[self.cells]
        step = _common_step(cost)
        # Two choices differ by a whole number of steps.
        self.solver = new_solver(mip_detect_symmetry=False, mip_abs_gap=0.999 * step if step else 1e-9)
        self.solver.addVars(self.cells.size, np.zeros(self.cells.size), np.ones(self.cells.size))
        every = np.arange(self.cells.size, dtype=np.int32)
        self.solver.changeColsCost(self.cells.size, every, cost)
        self.solver.changeColsIntegrality(
            self.cells.size, every, np.full(self.cells.size, highspy.HighsVarType.kInteger)
        )
        self.step = step

    def add(self, cuts: Iterable[Cut]) -> None:
        """Add cuts."""
        import highspy

        for cut in cuts:
            self.solver.addRow(cut.right, highspy.kHighsInf, cut.cells.size, self.place[cut.cells], cut.coefficients)

    def write_out(self, breach: Breach) -> None:
        """Add the table by which an attacker finds this side of a secret possible."""
        import highspy

        table, always = self.problem.table, self.problem.always
        shown_low, shown_high = known_bounds(table, np.zeros(always.size, dtype=bool), self.problem.rounding)
        shown_low, shown_high = shown_low - table.value, shown_high - table.value
        wanted = breach.wanted - breach.sign * float(table.value[breach.cell])
        most = _REACH * max(wanted, 1e-9)
        low = -np.minimum(table.value, most)
        high = np.minimum(table.ceiling - table.value, most)
        fixed = ~(always | self.problem.open)
        low[fixed], high[fixed] = shown_low[fixed], shown_high[fixed]
        if breach.insider >= 0:
            low[breach.insider] = high[breach.insider] = 0.0
        if breach.sign > 0:
            low[breach.cell] = wanted
        else:
            high[breach.cell] = -wanted
        first = self.solver.getNumCol()
        self.solver.addVars(low.size, low, high)
        none = np.zeros(table.matrix.shape[0])
        matrix = table.matrix
        columns = (matrix.indices + first).astype(np.int32)
        self.solver.addRows(none.size, none, none, matrix.nnz, matrix.indptr[:-1], columns, matrix.data)
        for cell in self.cells:
            pair = np.array([first + cell, self.place[cell]], dtype=np.int32)
            above, below = shown_high[cell], shown_low[cell]
            self.solver.addRow(-highspy.kHighsInf, above, 2, pair, np.array([1.0, min(0.0, above - high[cell])]))
            self.solver.addRow(below, highspy.kHighsInf, 2, pair, np.array([1.0, max(0.0, below - low[cell])]))

    def choose(self, *, gap: float, seconds: float) -> Choice:
        """Solve, to a relative gap, within a time."""
        import highspy

        if not self.cells.size:
            return Choice(self.problem.always.copy(), 0.0, infeasible=self.solver.getNumRow() > 0)
        self.solver.setOptionValue("mip_rel_gap", gap)
        self.solver.setOptionValue("time_limit", max(seconds, 0.01))
        self.solver.run()
        status, info = self.solver.getModelStatus(), self.solver.getInfo()
        if status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            return Choice(None, np.inf, infeasible=True)
        bound = max(0.0, float(info.mip_dual_bound))
        if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
            return Choice(None, bound)
        hidden = self.problem.always.copy()
        point = np.asarray(self.solver.getSolution().col_value)[: self.cells.size]
        hidden[self.cells[point > 0.5]] = True
        if self.step:
            bound = self.step * np.ceil(bound / self.step - 1e-6)
        return Choice(hidden, bound)


def _common_step(cost: "np.ndarray[Any, np.dtype[np.float64]]") -> float:
    """Return the largest number of which every cost is a multiple, when costs are whole; 0 otherwise."""
    if not cost.size or not np.all(cost == np.round(cost)) or cost.max() > 2**53:
        return 0.0
    return float(gcd(*(int(each) for each in cost)))

"""What an attacker computes: the least and the most that a hidden figure can be, from all that is published.

Let y be the figures, M y = 0 the equations, [l, h] what is known of each figure: its value when it is
published (give or take half a rounding step), from 0 to its ceiling when it is not. The attacker solves

    minimise / maximise  y_i   subject to  M y = 0,  l <= y <= h.

Published figures are constants: what is left falls apart into small independent programs, one for each set
of hidden cells that equations tie together. Each is built once and solved again and again from the last basis
(the constraints do not change, so the last point stays feasible for the primal simplex). Every point met on
the way is a possible table; it spares the program of any bound that it already attains.

The multipliers g of the rows prove the answer: r = ±e_i − M'g combines published figures into the bound. They
are the recipe of the attack, and the cut that stops it.

Source: Fischetti and Salazar (2001), Solving the cell suppression problem on tabular data with linear
constraints, section 2 (the attacker problems); Duncan et al. (1993) for the audit of suppressed tables.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from indicators.errors import SecrecyError
from indicators.secrecy.cells import Bools, Floats, Ints
from indicators.secrecy.solver import load, new_solver
from indicators.secrecy.table import Table

# HiGHS holds bounds to 1e-7: figures are brought under this size, so that this stays far under one unit.
_SIZE = 1e6


@dataclass(frozen=True, eq=False)
class Attack:
    """The answer to one program: the bound, and the multipliers of the rows that prove it."""

    bound: float
    rows: Ints
    multipliers: Floats


@dataclass(frozen=True, eq=False)
class _Part:
    """Hidden cells that equations tie together, and the program that they make."""

    cells: Ints
    rows: Ints
    solver: Any


class Attacker:
    """An attacker who knows the equations of a table and what is published of it.

    Parameters
    ----------
    table : Table
    hidden : bool[n]
        The cells that he cannot see; those that are never shown are hidden anyway.
    rounding : float
        Step to which the published figures are rounded.
    knows : int, optional
        A cell that he knows besides, being its only contributor.

    Attributes
    ----------
    least, most : float[n]
        Over all tables met so far, the smallest and the largest of each figure: they are possible.
    """

    def __init__(self, table: Table, hidden: Bools, *, rounding: float = 0.0, knows: int | None = None) -> None:
        self.table = table
        self.hidden = hidden | table.latent
        self.knows = knows
        self.scale = max(1.0, float(table.value.max(initial=0.0)) / _SIZE)
        low, high = known_bounds(table, self.hidden, rounding)
        if knows is not None:
            low[knows] = high[knows] = table.value[knows]
        self.low, self.high = low / self.scale, high / self.scale
        self.least = table.value.copy()
        self.most = table.value.copy()
        self._rows = table.matrix
        self._columns = table.matrix.tocsc()
        self._part_of, self._members = self._split()
        self._parts: dict[int, _Part] = {}

    def extreme(self, cell: int, sign: int) -> Attack:
        """Return the most (sign 1) or the least (sign −1) that a figure can be; infinite when nothing bounds it.

        Raises
        ------
        SecrecyError
            The solver fails.
        """
        label = self._part_of[cell]
        if self.low[cell] == self.high[cell]:
            return Attack(float(self.low[cell] * self.scale), np.zeros(0, dtype=np.intp), np.zeros(0))
        part = self._part(int(label))
        at = int(np.searchsorted(part.cells, cell))
        return self._solve(part, at, sign)

    def meet(self, figures: Floats) -> None:
        """Take note of a possible table, found elsewhere."""
        self.least, self.most = np.minimum(self.least, figures), np.maximum(self.most, figures)

    def moves(self, cell: int) -> bool:
        """Tell whether two possible tables met so far differ in a figure."""
        return bool(self.most[cell] - self.least[cell] > 1e-6 * max(1.0, abs(float(self.table.value[cell]))) * 2)

    def interval(self, cell: int) -> tuple[float, float]:
        """Return the least and the most that a figure can be, without solving for an end that a table met has."""
        least, most = self._ends[0][cell] * self.scale, self._ends[1][cell] * self.scale
        slack = 1e-9 * max(1.0, abs(float(self.table.value[cell])))
        low = least if self.least[cell] <= least + slack else self.extreme(cell, -1).bound
        high = most if self.most[cell] >= most - slack else self.extreme(cell, 1).bound
        return float(low), float(high)

    @cached_property
    def _ends(self) -> tuple[Floats, Floats]:
        """Bounds that follow from one equation at a time: no table goes beyond them."""
        return propagate(self._rows, self.low, self.high)

    def _split(self) -> tuple[Ints, list[Ints]]:
        """Label the cells that equations tie together; a cell whose figure is known ties nothing."""
        import scipy.sparse as sp
        from scipy.sparse.csgraph import connected_components

        free = np.flatnonzero(self.high > self.low)
        part_of = np.full(self.low.size, -1, dtype=np.intp)
        if not free.size:
            return part_of, []
        inside = self._columns[:, free]
        # The graph has a node for each equation and each free cell; equations without one stand alone.
        _, labels = connected_components(sp.block_array([[None, inside], [inside.T, None]]), directed=False)
        _, part_of[free] = np.unique(labels[inside.shape[0] :], return_inverse=True)
        order = np.argsort(part_of[free], kind="stable")
        sizes = np.bincount(part_of[free])
        return part_of, np.split(free[order], np.cumsum(sizes)[:-1])

    def _part(self, label: int) -> _Part:
        if label not in self._parts:
            cells = self._members[label]
            block = self._columns[:, cells].tocsr()
            rows = np.flatnonzero(np.diff(block.indptr))
            fixed = np.where(self.low == self.high, self.low, 0.0)
            constant = self._rows[rows] @ fixed
            # Primal simplex: a change of cost keeps the last point feasible.
            solver = new_solver(presolve="off", simplex_strategy=4)
            load(solver, block[rows], -constant, self.low[cells], self.high[cells])
            self._parts[label] = _Part(cells, rows, solver)
        return self._parts[label]

    def _solve(self, part: _Part, at: int, sign: int) -> Attack:
        import highspy

        solver = part.solver
        solver.changeColCost(at, -float(sign))
        solver.run()
        status = solver.getModelStatus()
        solver.changeColCost(at, 0.0)
        none = np.zeros(0)
        if status in (highspy.HighsModelStatus.kUnbounded, highspy.HighsModelStatus.kUnboundedOrInfeasible):
            if sign > 0:
                self.most[part.cells[at]] = np.inf
            return Attack(sign * np.inf, np.zeros(0, dtype=np.intp), none)
        if status != highspy.HighsModelStatus.kOptimal:
            raise SecrecyError(
                f"Le calcul de l’intervalle de la case « {self.table.label(int(part.cells[at]))} » a échoué : "
                f"{solver.modelStatusToString(status)}."
            )
        solution = solver.getSolution()
        point = np.asarray(solution.col_value) * self.scale
        self.least[part.cells] = np.minimum(self.least[part.cells], point)
        self.most[part.cells] = np.maximum(self.most[part.cells], point)
        # HiGHS minimises −sign·y: its multipliers are those of the maximum, with the other sign.
        return Attack(float(point[at]), part.rows, -np.asarray(solution.row_dual))


def known_bounds(table: Table, hidden: Bools, rounding: float) -> tuple[Floats, Floats]:
    """Return what everybody knows of each figure: itself when published, from 0 to its ceiling when hidden."""
    half = rounding / 2
    if rounding and table.whole_numbers:
        # A whole number that is rounded to 5 is off by 2 at most; to 10, by 5.
        half = np.floor(half)
    shown_low, shown_high = np.maximum(0.0, table.value - half), table.value + half
    return np.where(hidden, 0.0, shown_low), np.where(hidden, table.ceiling, np.minimum(shown_high, table.ceiling))


def propagate(matrix: Any, low: Floats, high: Floats, *, passes: int = 4) -> tuple[Floats, Floats]:
    """Narrow bounds by each equation in turn: a term is at most minus the least of all the others.

    Source: Savelsbergh (1994), Preprocessing and probing techniques for mixed integer programming problems.
    """
    row = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    column, sign = matrix.indices, matrix.data
    low, high = low.copy(), high.copy()
    for _ in range(passes):
        least = np.where(sign > 0, low[column], -high[column])
        endless = np.isinf(least)
        total = np.bincount(row, weights=np.where(endless, 0.0, least), minlength=matrix.shape[0])
        count = np.bincount(row, weights=endless, minlength=matrix.shape[0])
        others = np.where(count[row] - endless > 0, -np.inf, total[row] - np.where(endless, 0.0, least))
        # sign * y <= -others: an upper bound of a total, a lower bound of a part.
        np.minimum.at(high, column[sign > 0], -others[sign > 0])
        np.maximum.at(low, column[sign < 0], others[sign < 0])
        most = np.where(sign > 0, high[column], -low[column])
        endless = np.isinf(most)
        total = np.bincount(row, weights=np.where(endless, 0.0, most), minlength=matrix.shape[0])
        count = np.bincount(row, weights=endless, minlength=matrix.shape[0])
        others = np.where(count[row] - endless > 0, np.inf, total[row] - np.where(endless, 0.0, most))
        np.maximum.at(low, column[sign > 0], -others[sign > 0])
        np.minimum.at(high, column[sign < 0], others[sign < 0])
    return low, high


def is_exact(low: float, high: float) -> bool:
    """Tell whether an interval leaves no doubt."""
    return high - low <= 1e-6 * max(1.0, abs(low))

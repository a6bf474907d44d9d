"""The inequalities that every sufficient choice of hidden cells satisfies.

Let x_i be 1 when cell i is hidden. What everybody knows of figure i is then an interval whose ends are linear
in x_i: its value v_i (give or take half a rounding step) at x_i = 0, from 0 to its ceiling c_i at x_i = 1. For
any multipliers g of the equations and r = s e_p − M'g (s = 1: upwards, −1: downwards), all tables satisfy

    s y_p = r'y  <=  sum_i ( r_i+ high_i(x) − r_i- low_i(x) ).

The attacker finds s y_p short of what is asked, T, whenever the right side is. Hence the cut

    sum_i k_i x_i >= R,    k_i = r_i+ (c_i − v_i) + r_i- v_i,    R = T − (right side at x = 0) − (k of the cells
                                                                  that are hidden anyway),

in which k_i may be lowered to R, since x is whole. Taking for g the multipliers of an attack that succeeds
gives a cut that its pattern violates; taking a single equation gives the cuts of the start.

Source: Fischetti and Salazar (2001), Solving the cell suppression problem on tabular data with linear
constraints, sections 3 and 4 (capacity constraints, their strengthening, bridgeless inequalities).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from indicators.secrecy.attacker import Attacker, known_bounds
from indicators.secrecy.sensitivity import Sensitivity
from indicators.secrecy.table import Bools, Floats, Ints, Table

TOLERANCE = 1e-6
"""An interval that falls short of what is asked by less than this share of it is taken as reaching it."""


@dataclass(frozen=True, eq=False)
class Problem:
    """A table to protect.

    Attributes
    ----------
    table, sensitivity
    cost : float[n]
        What is lost when a cell is hidden; positive.
    rounding : float
    always : bool[n]
        Hidden in any case: the secret cells, and those that are never shown.
    open : bool[n]
        The cells among which to choose: neither hidden anyway nor public elsewhere.
    """

    table: Table
    sensitivity: Sensitivity
    cost: Floats
    rounding: float
    always: Bools
    open: Bools


@dataclass(frozen=True, eq=False)
class Cut:
    """``coefficients @ x[cells] >= right``."""

    cells: Ints
    coefficients: Floats
    right: float = 1.0


@dataclass(frozen=True)
class Breach:
    """A secret of which an attacker learns more than he may: the cell, and 1 (from above) or −1 (from below)."""

    cell: int
    sign: int


class CutMaker:
    """Writes the cuts of one problem."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        table = problem.table
        self._transposed = table.matrix.T.tocsr()
        self._columns = table.matrix.tocsc()
        nothing = np.zeros(table.value.size, dtype=bool)
        self._low, self._high = known_bounds(table, nothing, problem.rounding)

    def start(self) -> Iterator[Cut]:
        """Yield the cut of each equation that a secret cell is part of."""
        for cell in np.flatnonzero(self.problem.sensitivity.primary):
            for at in range(self._columns.indptr[cell], self._columns.indptr[cell + 1]):
                row = self._columns.indices[at : at + 1]
                for sign in (1, -1):
                    cut = self.against(Breach(int(cell), sign), row, sign / self._columns.data[at : at + 1])
                    if cut is not None:
                        yield cut

    def against(self, breach: Breach, rows: Ints, multipliers: Floats) -> Cut | None:
        """Return the cut of some multipliers; None when the cells that are hidden anyway satisfy it."""
        problem, table = self.problem, self.problem.table
        ratio = -(self._transposed[:, rows] @ multipliers)
        ratio[breach.cell] += breach.sign
        ratio[np.abs(ratio) < 1e-9] = 0.0
        up, down = np.maximum(ratio, 0.0), np.maximum(-ratio, 0.0)
        room = np.zeros(ratio.size)
        raised = up > 0
        room[raised] = up[raised] * (table.ceiling - self._high)[raised]
        room += down * self._low
        right = asked(problem.sensitivity, breach) - float(up @ self._high - down @ self._low)
        right -= float(room[problem.always].sum())
        if not right > TOLERANCE * max(1.0, abs(asked(problem.sensitivity, breach))):
            return None
        cells = np.flatnonzero((room > 0) & problem.open)
        # A coefficient may be raised, never lowered: the solver would drop a tiny one.
        return Cut(cells, np.clip(room[cells] / right, 1e-6, 1.0))


def asked(sensitivity: Sensitivity, breach: Breach) -> float:
    """Return what s·y must be able to reach for this side of a secret."""
    return float(sensitivity.high[breach.cell] if breach.sign > 0 else -sensitivity.low[breach.cell])


def reached(sensitivity: Sensitivity, breach: Breach, bound: float) -> bool:
    """Tell whether an attacker's bound leaves the doubt that is asked."""
    wanted = asked(sensitivity, breach)
    return breach.sign * bound >= wanted - TOLERANCE * max(1.0, abs(wanted))


def find_breaches(problem: Problem, attacker: Attacker) -> Iterator[tuple[Breach, Any]]:
    """Yield every side of a secret on which the attacker learns too much, and his attack."""
    for cell in np.flatnonzero(problem.sensitivity.primary).tolist():
        for sign in (1, -1):
            breach = Breach(cell, sign)
            met = attacker.most[cell] if sign > 0 else attacker.least[cell]
            if reached(problem.sensitivity, breach, float(met)):
                continue
            attack = attacker.extreme(cell, sign)
            if not reached(problem.sensitivity, breach, attack.bound):
                yield breach, attack


def lonely(problem: Problem, hidden: Bools) -> Iterator[Cut]:
    """Yield the bridgeless inequality of each equation where one cell alone is hidden, and not a secret one.

    Such a cell is recovered at once, so that hiding it protects nothing: another must be hidden with it.
    """
    matrix = problem.table.matrix
    per_row = np.diff(matrix.indptr)
    row_of = np.repeat(np.arange(matrix.shape[0]), per_row)
    count = np.bincount(row_of, weights=hidden[matrix.indices], minlength=matrix.shape[0])
    for row in np.flatnonzero(count == 1):
        members = matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]]
        alone = members[hidden[members]][0]
        if problem.open[alone]:
            others = members[problem.open[members] & (members != alone)]
            yield Cut(np.append(others, alone), np.append(np.ones(others.size), -1.0), 0.0)

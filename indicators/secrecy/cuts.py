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

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from indicators.secrecy.attacker import Attack, Attacker, known_bounds
from indicators.secrecy.cells import Bools, Floats, Ints
from indicators.secrecy.insiders import Insider
from indicators.secrecy.sensitivity import Sensitivity
from indicators.secrecy.table import Table

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
    insiders : tuple of Insider
        Lone contributors, from whom some secrets must be kept too.
    """

    table: Table
    sensitivity: Sensitivity
    cost: Floats
    rounding: float
    always: Bools
    open: Bools
    insiders: tuple[Insider, ...] = ()


@dataclass(frozen=True, eq=False)
class Cut:
    """``coefficients @ x[cells] >= right``."""

    cells: Ints
    coefficients: Floats
    right: float = 1.0


@dataclass(frozen=True)
class Breach:
    """One side of a secret: an attacker must find possible a figure y with ``sign * y >= wanted``.

    Attributes
    ----------
    cell : int
    sign : 1 or −1
        From above, or from below.
    wanted : float
    insider : int
        The cell that the attacker knows as its only contributor; −1: he is anybody.
    """

    cell: int
    sign: int
    wanted: float
    insider: int = -1

    @property
    def slack(self) -> float:
        """What may be missing."""
        return TOLERANCE * max(1.0, abs(self.wanted))

    def reached(self, bound: float) -> bool:
        """Tell whether an attacker's bound leaves the doubt that is asked."""
        return self.sign * bound >= self.wanted - self.slack


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
        for cell in np.flatnonzero(self.problem.sensitivity.primary).tolist():
            for at in range(self._columns.indptr[cell], self._columns.indptr[cell + 1]):
                row, sign_of = self._columns.indices[at : at + 1], self._columns.data[at : at + 1]
                for breach in sides(self.problem.sensitivity, cell):
                    cut = self.against(breach, row, breach.sign / sign_of)
                    if cut is not None:
                        yield cut

    def against(self, breach: Breach, rows: Ints, multipliers: Floats) -> Cut | None:
        """Return the cut of some multipliers; None when the cells that are hidden anyway satisfy it."""
        problem, table = self.problem, self.problem.table
        ratio = -(self._transposed[:, rows] @ multipliers)
        ratio[breach.cell] += breach.sign
        ratio[np.abs(ratio) < 1e-9] = 0.0
        up, down = np.maximum(ratio, 0.0), np.maximum(-ratio, 0.0)
        low, high = self._low, self._high
        room = np.zeros(ratio.size)
        raised = up > 0
        room[raised] = up[raised] * (table.ceiling - high)[raised]
        room += down * low
        right = breach.wanted - float(up @ high - down @ low)
        if breach.insider >= 0:
            # His own figure is known to him exactly, hidden or not.
            at = breach.insider
            room[at] = 0.0
            right += float(up[at] * high[at] - down[at] * low[at] - ratio[at] * table.value[at])
        right -= float(room[problem.always].sum())
        if not right > breach.slack:
            return None
        cells = np.flatnonzero((room > 0) & problem.open)
        # A coefficient may be raised, never lowered: the solver would drop a tiny one.
        return Cut(cells, np.clip(room[cells] / right, 1e-6, 1.0))


def sides(sensitivity: Sensitivity, cell: int) -> tuple[Breach, Breach]:
    """Return the two sides of a secret, as anybody must find them."""
    return Breach(cell, 1, float(sensitivity.high[cell])), Breach(cell, -1, -float(sensitivity.low[cell]))


def find_breaches(problem: Problem, hidden: Bools, anybody: Attacker | None = None) -> Iterator[tuple[Breach, Attack]]:
    """Yield every side of a secret on which an attacker learns too much, and his attack.

    `anybody` is the attacker who is no insider, when there is one at hand.
    """
    attacker = anybody or Attacker(problem.table, hidden, rounding=problem.rounding)
    secrets = np.flatnonzero(problem.sensitivity.primary).tolist()
    yield from _tried(attacker, (side for cell in secrets for side in sides(problem.sensitivity, cell)))
    for insider in problem.insiders:
        attacker = Attacker(problem.table, hidden, rounding=problem.rounding, knows=insider.cell)
        yield from _tried(attacker, insider_sides(problem.sensitivity, insider))


def insider_sides(sensitivity: Sensitivity, insider: Insider) -> Iterator[Breach]:
    """Yield the sides of the secrets that must be kept from a lone contributor."""
    for cell, low in zip(insider.secrets.tolist(), insider.low.tolist(), strict=True):
        yield Breach(cell, 1, float(sensitivity.high[cell]), insider.cell)
        yield Breach(cell, -1, -low, insider.cell)


def _tried(attacker: Attacker, breaches: Iterable[Breach]) -> Iterator[tuple[Breach, Attack]]:
    for breach in breaches:
        met = attacker.most[breach.cell] if breach.sign > 0 else attacker.least[breach.cell]
        if breach.reached(float(met)):
            continue
        attack = attacker.extreme(breach.cell, breach.sign)
        if not breach.reached(attack.bound):
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

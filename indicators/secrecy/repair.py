"""A choice of hidden cells made sufficient, then spare: what is returned when time runs out.

For each breach the cheapest table that an attacker must find possible is sought: minimise the cost of the
moves among published cells, each cell's cost spread over the moves that are asked; the cells that move are
hidden. Cells that turn out not to be needed are then published again, dearest first.

Source: Kelly, Golden and Assad (1992), Cell suppression: disclosure protection for sensitive tabular data.
"""

from time import perf_counter
from typing import Any

import numpy as np

from indicators.errors import UnprotectableError
from indicators.secrecy.attacker import Attacker, known_bounds
from indicators.secrecy.cuts import TOLERANCE, Breach, Problem, asked, find_breaches
from indicators.secrecy.solver import load, new_solver
from indicators.secrecy.table import Bools


class Repairer:
    """Hides more cells until no secret is breached."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        table = problem.table
        self._solver = _moves(problem)
        self._size = table.value.size

    def complete(self, hidden: Bools) -> Bools:
        """Return a choice that contains this one and breaches no secret.

        Raises
        ------
        UnprotectableError
        """
        hidden = hidden.copy()
        while True:
            breaches = [breach for breach, _ in find_breaches(self.problem, self._attacker(hidden))]
            if not breaches:
                return hidden
            more = hidden.copy()
            for breach in breaches:
                more |= self._cells_for(breach, more)
            if np.array_equal(more, hidden):
                # Moves too small to be told from rounding errors: hiding everything is always enough here.
                more = hidden | self.problem.open
            hidden = more

    def spare(self, hidden: Bools, deadline: float) -> Bools:
        """Publish again, dearest first, the cells that no secret needs."""
        chosen = np.flatnonzero(hidden & self.problem.open)
        for cell in chosen[np.argsort(-self.problem.cost[chosen], kind="stable")]:
            if perf_counter() > deadline:
                break
            hidden[cell] = False
            if next(find_breaches(self.problem, self._attacker(hidden)), None) is not None:
                hidden[cell] = True
        return hidden

    def _attacker(self, hidden: Bools) -> Attacker:
        return Attacker(self.problem.table, hidden, rounding=self.problem.rounding)

    def _cells_for(self, breach: Breach, hidden: Bools) -> Bools:
        """Return the cells that move in the cheapest table where this side of the secret reaches what is asked."""
        import highspy

        problem, size = self.problem, self._size
        wanted = asked(problem.sensitivity, breach) - breach.sign * float(problem.table.value[breach.cell])
        if wanted <= 0:
            return np.zeros(size, dtype=bool)
        cost = np.where(hidden, 1e-9, problem.cost) / wanted
        every = np.arange(2 * size, dtype=np.int32)
        self._solver.changeColsCost(2 * size, every, np.concatenate([cost, cost]))
        at = breach.cell + (0 if breach.sign > 0 else size)
        upper = float(problem.table.ceiling[breach.cell] - problem.table.value[breach.cell])
        limit = upper if breach.sign > 0 else float(problem.table.value[breach.cell])
        self._solver.changeColBounds(at, min(wanted, limit), limit)
        self._solver.run()
        found = self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        point = np.asarray(self._solver.getSolution().col_value)
        self._solver.changeColBounds(at, 0.0, limit)
        if not found or wanted > limit * (1 + TOLERANCE):
            raise UnprotectableError(_impossible(problem, breach))
        move = np.abs(point[:size] - point[size:])
        return np.asarray((move > 1e-7 * wanted) & problem.open)


def _moves(problem: Problem) -> Any:
    """Write M (up − down) = 0, 0 <= up <= ceiling − value, 0 <= down <= value; what must be published stays."""
    import scipy.sparse as sp

    table = problem.table
    low, high = known_bounds(table, problem.open | problem.always, problem.rounding)
    room = np.concatenate([high - table.value, table.value - low])
    solver = new_solver()
    load(solver, sp.hstack([table.matrix, -table.matrix]), np.zeros(table.matrix.shape[0]), np.zeros(room.size), room)
    return solver


def _impossible(problem: Problem, breach: Breach) -> str:
    label = problem.table.label(breach.cell)
    side = "assez grande" if breach.sign > 0 else "assez petite"
    return (
        f"La case « {label} » est secrète et ne peut pas être protégée : ce qui est déjà public par ailleurs "
        f"empêche de la croire {side}. Retirez du tableau son détail ou ses totaux déjà publics."
    )

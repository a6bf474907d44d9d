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
from indicators.secrecy.attacker import Attacker, is_exact, known_bounds
from indicators.secrecy.cells import Bools, Floats
from indicators.secrecy.cuts import TOLERANCE, Breach, Problem, find_breaches
from indicators.secrecy.solver import load, new_solver


class Repairer:
    """Hides more cells until no secret is breached."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        table = problem.table
        low, high = known_bounds(table, problem.open | problem.always, problem.rounding)
        self._size = table.value.size
        self._room = np.concatenate([high - table.value, table.value - low])
        self._solver = _moves(problem, self._room)

    def complete(self, hidden: Bools) -> Bools:
        """Return a choice that contains this one and breaches no secret.

        Raises
        ------
        UnprotectableError
        """
        hidden = hidden.copy()
        while True:
            anybody = Attacker(self.problem.table, hidden, rounding=self.problem.rounding)
            breaches = [breach for breach, _ in find_breaches(self.problem, hidden, anybody)]
            if not breaches:
                return hidden
            before = hidden.copy()
            for breach in breaches:
                met = anybody.most if breach.sign > 0 else anybody.least
                # A table found for another secret may do for this one.
                if breach.insider < 0 and breach.reached(float(met[breach.cell])):
                    continue
                move = self._move(breach, hidden)
                hidden |= (np.abs(move) > 1e-7 * np.abs(move[breach.cell])) & self.problem.open
                anybody.meet(self.problem.table.value + move)
            if np.array_equal(hidden, before):
                if hidden[self.problem.open].all():
                    raise UnprotectableError(_impossible(self.problem, breaches[0]))
                # Moves too small to be told from rounding errors: hiding everything is enough, if anything is.
                hidden |= self.problem.open

    def spare(self, hidden: Bools, deadline: float) -> Bools:
        """Publish again, dearest first, the cells that no secret needs."""
        chosen = np.flatnonzero(hidden & self.problem.open)
        for cell in chosen[np.argsort(-self.problem.cost[chosen], kind="stable")]:
            if perf_counter() > deadline:
                break
            hidden[cell] = False
            if next(find_breaches(self.problem, hidden), None) is not None:
                hidden[cell] = True
        return hidden

    def publish_vain(self, hidden: Bools) -> Bools:
        """Publish the complementary cells whose figure can be computed exactly: hiding them is vain.

        A figure that is the same in every possible table tells an attacker nothing more when it is published.
        """
        attacker = Attacker(self.problem.table, hidden, rounding=self.problem.rounding)
        kept = hidden.copy()
        for cell in np.flatnonzero(hidden & self.problem.open).tolist():
            kept[cell] = attacker.moves(cell) or not is_exact(*attacker.interval(cell))
        return kept

    def _move(self, breach: Breach, hidden: Bools) -> Floats:
        """Return the cheapest move of the figures that brings this side of a secret to what is asked."""
        import highspy

        problem, size = self.problem, self._size
        wanted = breach.wanted - breach.sign * float(problem.table.value[breach.cell])
        cost = np.where(hidden, 1e-9, problem.cost) / wanted
        every = np.arange(2 * size, dtype=np.int32)
        self._solver.changeColsCost(2 * size, every, np.concatenate([cost, cost]))
        room = self._room
        at, other = (breach.cell, breach.cell + size)[:: breach.sign]
        # The secret moves one way: up and down together would leave it where it is.
        self._solver.changeColBounds(at, min(wanted, room[at]), room[at])
        self._solver.changeColBounds(other, 0.0, 0.0)
        own = [breach.insider, breach.insider + size] if breach.insider >= 0 else []
        for column in own:
            self._solver.changeColBounds(column, 0.0, 0.0)
        self._solver.run()
        found = self._solver.getModelStatus() == highspy.HighsModelStatus.kOptimal
        point = np.asarray(self._solver.getSolution().col_value)
        self._solver.changeColBounds(at, 0.0, room[at])
        for column in (other, *own):
            self._solver.changeColBounds(column, 0.0, room[column])
        if not found or wanted > room[at] * (1 + TOLERANCE):
            raise UnprotectableError(_impossible(problem, breach))
        return np.asarray(point[:size] - point[size:])


def _moves(problem: Problem, room: Floats) -> Any:
    """Write M (up − down) = 0, with the room that each figure has either way when everything may be hidden."""
    import scipy.sparse as sp

    matrix = problem.table.matrix
    solver = new_solver()
    load(solver, sp.hstack([matrix, -matrix]), np.zeros(matrix.shape[0]), np.zeros(room.size), room)
    return solver


def _impossible(problem: Problem, breach: Breach) -> str:
    label = problem.table.label(breach.cell)
    side = "assez grande" if breach.sign > 0 else "assez petite"
    return (
        f"La case « {label} » est secrète et ne peut pas être protégée : ce qui est déjà public par ailleurs "
        f"empêche de la croire {side}. Retirez du tableau son détail ou ses totaux déjà publics."
    )

"""Complementary suppression: the cheapest cells to hide so that no secret can be computed from the others.

A program chooses cells from the cuts known so far; attackers try every secret against its choice; each attack
that succeeds gives the cut that stops it; and so on until none succeeds. Every program solved gives a lower
bound of the least loss, because it knows only a part of what is needed. A choice that stands every attack at
that cost is optimal. When time runs out the best choice that stood every attack is returned, with the bound.

Source: Fischetti and Salazar (2001), Solving the cell suppression problem on tabular data with linear
constraints, Management Science 47(7); Hundepool et al. (2012), Statistical Disclosure Control, ch. 4.
"""

from collections import Counter
from dataclasses import dataclass
from time import perf_counter

import numpy as np

from indicators.errors import UnprotectableError
from indicators.secrecy.cells import Bools
from indicators.secrecy.cuts import Breach, CutMaker, Problem, find_breaches, lonely
from indicators.secrecy.master import Master
from indicators.secrecy.repair import Repairer

_GAPS = (0.02, 0.005, 0.0)
"""Relative gaps to which the program is solved: coarse while attacks still succeed, then to the optimum."""

_STUBBORN = 3
"""A secret breached in as many rounds, when few are left, is written out in the program."""


@dataclass(frozen=True, eq=False)
class Suppression:
    """The cells to hide.

    Attributes
    ----------
    hidden : bool[n]
        Secret cells, complementary ones, and those that are never shown.
    cost, bound : float
        What the complementary cells cost, and the proven least.
    rounds : int
        Programs solved.
    seconds : float
    """

    hidden: Bools
    cost: float
    bound: float
    rounds: int
    seconds: float

    @property
    def proven(self) -> bool:
        """Whether nothing cheaper is possible."""
        return self.cost <= self.bound * (1 + 1e-9) + 1e-9


class _Best:
    """The cheapest choice so far that stood every attack."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.hidden = problem.always | problem.open
        self.cost = self.price(self.hidden)

    def price(self, hidden: Bools) -> float:
        return float(self.problem.cost[hidden & self.problem.open].sum())

    def offer(self, hidden: Bools) -> None:
        if self.price(hidden) < self.cost:
            self.hidden, self.cost = hidden, self.price(hidden)


def suppress(problem: Problem, *, seconds: float) -> Suppression:
    """Choose the cells to hide, proven the cheapest unless time runs out.

    The clock stops the search; making its last choice sufficient comes after.

    Raises
    ------
    UnprotectableError
        What must be published lets a secret be computed whatever is hidden.
    """
    start = perf_counter()
    deadline = start + seconds
    repairer, maker, master = Repairer(problem), CutMaker(problem), Master(problem)
    best = _Best(problem)
    if problem.table.known.any() or np.isfinite(problem.table.ceiling).any():
        # What is public elsewhere may give a secret away whatever is hidden: this names it.
        best.offer(repairer.complete(problem.always))
    master.add(maker.start())
    last = problem.always
    met: Counter[Breach] = Counter()
    written: set[Breach] = set()
    bound, rounds, level = 0.0, 0, 0
    while best.cost > bound * (1 + 1e-9) + 1e-9 and perf_counter() < deadline:
        choice = master.choose(gap=_GAPS[level], seconds=deadline - perf_counter())
        rounds += 1
        if choice.infeasible:
            raise UnprotectableError("Aucun choix de cases à masquer ne protège ce tableau.")
        bound = max(bound, choice.bound)
        if choice.hidden is None:
            break
        again = rounds > 1 and np.array_equal(choice.hidden, last)
        last = choice.hidden
        attacks = list(find_breaches(problem, choice.hidden))
        if not attacks:
            best.offer(choice.hidden)
            level = min(level + 1, len(_GAPS) - 1)
            continue
        against = (maker.against(breach, attack.rows, attack.multipliers) for breach, attack in attacks)
        cuts = [cut for cut in against if cut is not None]
        if again or not cuts:
            # Breaches within rounding errors of what is asked: the repair settles them.
            break
        master.add(cuts)
        master.add(lonely(problem, choice.hidden))
        met.update(breach for breach, _ in attacks)
        if len(attacks) <= _STUBBORN:
            for breach, _ in attacks:
                if met[breach] >= _STUBBORN and breach not in written:
                    master.write_out(breach)
                    written.add(breach)
            best.offer(repairer.complete(choice.hidden))
    if best.cost > bound * (1 + 1e-9) + 1e-9:
        best.offer(repairer.complete(last))
        best.offer(repairer.spare(best.hidden.copy(), perf_counter() + seconds / 10))
        best.offer(repairer.publish_vain(best.hidden))
    bound = min(bound, best.cost)
    return Suppression(best.hidden, best.cost, bound, rounds, perf_counter() - start)

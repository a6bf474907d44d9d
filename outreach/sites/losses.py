"""What a plan loses: the weighted sums that are minimised, or held under a limit.

Write c_ij for the cost of serving point i from site j, w_i for the demand of point i and S for the open
sites. Every covering and median model of this package is made of losses

    V(S) = sum_i w_i min_{j in S} l_ij,

with l = c for the p-median, and l_ij = 0 where j covers i, 1 elsewhere for the covering models: the maximal
covering problem is a p-median of zeros and ones (Church and ReVelle 1976, Theoretical and computational
links between the p-median, location set-covering and the maximal covering location problem).
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from outreach.sites.problem import Bools, Floats, Ints, Problem

TOLERANCE = 1e-9
"""Relative slack under which two values of a loss are the same."""


@dataclass(frozen=True)
class Loss:
    """A loss V(S): ``matrix[i, j]`` is what one unit of point i loses when its best open site is j.

    ``alone`` is what a unit loses when no site is open at all.
    """

    matrix: Floats
    weight: Floats
    alone: float

    def points(self, open_: Bools) -> Floats:
        """What one unit of each point loses."""
        return np.asarray(self.matrix[:, open_].min(axis=1, initial=self.alone))

    def value(self, open_: Bools) -> float:
        """The loss of a plan."""
        return float(self.weight @ self.points(open_))

    @property
    def scale(self) -> float:
        """A size against which a difference is small: everything at its worst."""
        return float(self.weight.sum()) * max(self.alone, 1e-12) or 1.0


@dataclass(frozen=True)
class Limit:
    """A loss that may not exceed ``at_most``; zero means that every point must be covered."""

    loss: Loss
    at_most: float

    def overrun(self, open_: Bools) -> float:
        """By which part of its scale a plan exceeds the limit; zero when it holds."""
        over = (self.loss.value(open_) - self.at_most) / self.loss.scale
        return over if over > TOLERANCE else 0.0


@dataclass(frozen=True)
class Task:
    """Find the open sites that minimise a loss (or, with none, their number) under limits.

    ``excluded`` holds sets of columns: a plan that contains one of them is not wanted again.
    """

    problem: Problem
    loss: Loss | None
    limits: tuple[Limit, ...] = ()
    excluded: tuple[frozenset[int], ...] = ()

    def overrun(self, open_: Bools) -> float:
        """By how much a plan breaks the limits, in all."""
        return sum(limit.overrun(open_) for limit in self.limits)

    def unwanted(self, open_: Bools) -> bool:
        """Tell whether a plan contains one that is excluded."""
        return any(bool(open_[list(plan)].all()) for plan in self.excluded)


def covering_loss(covers: Bools, weight: Floats) -> Loss:
    """Count the demand that no open site covers: points without demand left out, those with equal sites added up."""
    rows = np.flatnonzero(weight > 0)
    bits = np.packbits(covers[rows], axis=1)
    _, first, inverse = np.unique(row_keys(bits), return_index=True, return_inverse=True)
    together = np.bincount(inverse, weight[rows], minlength=first.size).astype(float)
    return Loss((~covers[rows[first]]).astype(float), together, 1.0)


def row_keys(bits: NDArray[np.uint8]) -> NDArray[np.void]:
    """See each row of packed bits as one value, to find the rows that are equal."""
    return np.ascontiguousarray(bits).view(np.dtype((np.void, bits.shape[1]))).ravel()


def must_cover(covers: Bools, rows: Bools) -> Limit:
    """Ask that each of these points be covered by an open site."""
    return Limit(covering_loss(covers[rows], np.ones(int(rows.sum()))), 0.0)


def cost_loss(problem: Problem) -> tuple[Loss, float]:
    """Weigh the cost of all demand that can be reached, an infinite cost standing at the highest finite one.

    The second value is that highest cost. Among plans that leave the same demand out of reach, the loss
    minus this charge is exactly the cost of the demand that is reached.
    """
    rows = problem.reachable
    matrix = problem.cost[rows]
    finite = np.isfinite(matrix)
    highest = float(matrix[:, ~problem.closed][finite[:, ~problem.closed]].max(initial=0.0))
    return Loss(np.where(finite, matrix, highest), problem.demand[rows], highest), highest


def floor_limits(problem: Problem) -> tuple[Limit, ...]:
    """Write the floors as limits on the demand that is not covered in each group."""
    return tuple(
        Limit(
            covering_loss(problem.near[floor.mask], problem.demand[floor.mask]),
            (1.0 - floor.share) * float(problem.demand[floor.mask].sum()),
        )
        for floor in problem.floors
    )


def columns_of(mask: Bools) -> Ints:
    """List the columns of a mask in ascending order."""
    return np.flatnonzero(mask)

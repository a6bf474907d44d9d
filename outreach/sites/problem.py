"""What is asked of a location model, in arrays that all its parts share."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Ints = NDArray[np.intp]

Model = Literal["p-median", "p-center", "mclp", "lscp"]
MODELS: tuple[str, ...] = get_args(Model)


@dataclass(frozen=True, eq=False)
class Floor:
    """At least a share of the masked demand lies within the radius of an open site.

    Attributes
    ----------
    mask : bool[n]
        The demand points of the group, for example those of one commune.
    share : float
        The least share of the group's demand to be covered, between 0 and 1.
    label : str
        The group's name in French, for messages.
    """

    mask: Bools
    share: float
    label: str = ""


@dataclass(frozen=True, eq=False)
class Problem:
    """A location problem whose arguments have been checked (see ``reading``)."""

    model: Model
    cost: Floats
    demand: Floats
    count: int | None
    radius: float | None
    forced: Bools
    closed: Bools
    existing: Bools
    capacity: Floats | None
    budget: float | None
    site_cost: Floats
    floors: tuple[Floor, ...]
    time_limit: float
    labels: tuple[str, ...] = field(default=())

    @cached_property
    def fixed(self) -> Bools:
        """Columns that are open in every plan."""
        return self.forced | self.existing

    @cached_property
    def free(self) -> Bools:
        """Columns about which the plan decides."""
        return ~(self.fixed | self.closed)

    @cached_property
    def to_choose(self) -> int | None:
        """How many free columns the plan opens, when their number is asked for."""
        return None if self.count is None else self.count - int(self.forced.sum())

    @cached_property
    def near(self) -> Bools:
        """Where a column lies within the radius of a point; without radius, where it can be reached."""
        if self.radius is None:
            return np.isfinite(self.cost)
        return self.cost <= self.radius

    @cached_property
    def reachable(self) -> Bools:
        """Points with demand that at least one column, not closed, can reach."""
        return np.asarray((self.demand > 0) & np.isfinite(self.cost[:, ~self.closed]).any(axis=1))

    def name(self, column: int) -> str:
        """Name a column in a sentence."""
        return self.labels[column] if self.labels else f"lieu {column}"

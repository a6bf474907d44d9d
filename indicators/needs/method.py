"""How the index that is shown is made: where its weights come from, its scale, its way of combining."""

from dataclasses import dataclass
from typing import Final, Literal

from indicators.needs.aggregate import Aggregation
from indicators.needs.normalise import Normalisation

Weighing = Literal["points", "egaux", "paires", "acp"]
#: Shared out by the committee, equal, compared two by two, had from the data (see `indicators.needs.weights`).
WEIGHINGS: Final[tuple[Weighing, ...]] = ("points", "egaux", "paires", "acp")
#: What an index can be shown with; a harmonic mean is near the geometric one, and is left to the functions.
COMBINATIONS: Final[tuple[Aggregation, ...]] = ("arithmetic", "geometric", "mpi", "pareto")


@dataclass(frozen=True)
class Method:
    """How the index that is shown is made.

    Attributes
    ----------
    weighing : Weighing
        Where the weights come from.
    scale : Normalisation
        See `indicators.needs.normalise`. Pareto ranks are the same on every scale that keeps the order of areas:
        on all but "goalposts", beyond which areas are equal.
    combine : Aggregation
        See `indicators.needs.aggregate`.
    """

    weighing: Weighing = "points"
    scale: Normalisation = "minmax"
    combine: Aggregation = "arithmetic"

    @property
    def fronts(self) -> bool:
        """Whether the areas are on Pareto fronts, for which weights play no part (but 0: left out)."""
        return self.combine == "pareto"

    @property
    def usual(self) -> bool:
        """Whether scale and way of combining are those of the reference index."""
        return (self.scale, self.combine) == ("minmax", "arithmetic")

"""The components of a public's need at a level, side by side: what an index is made from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data import store
from geo import territory
from indicators.needs.components import Component, keys
from indicators.needs.doubt import Doubt
from indicators.needs.errors import NothingToRank
from indicators.needs.observed import Observed, observed

FloatArray = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class NeedTable:
    """The components of an index.

    Attributes
    ----------
    public, level : str
    codes : tuple of str
        The areas, in the order of `Territory.codes`.
    observed : tuple of Observed
        One a component.
    left_out : tuple of Component
        Those that no area has a value for.
    """

    public: str
    level: str
    codes: tuple[str, ...]
    observed: tuple[Observed, ...]
    left_out: tuple[Component, ...]

    @property
    def components(self) -> tuple[Component, ...]:
        """What the columns are."""
        return tuple(one.component for one in self.observed)

    @property
    def frame(self) -> pd.DataFrame:
        """Areas by components, NaN where not published."""
        return pd.DataFrame({one.component.key: one.value for one in self.observed}, index=list(self.codes))

    @property
    def directions(self) -> Mapping[str, int]:
        """1 where more is more need, -1 where less is."""
        return {one.component.key: one.component.direction for one in self.observed}

    @property
    def doubt(self) -> Doubt:
        """What may be drawn for each value."""
        return Doubt(
            np.column_stack([one.low for one in self.observed]),
            np.column_stack([one.high for one in self.observed]),
            np.column_stack([one.law for one in self.observed]),
        )

    def of(self, key: str) -> Observed:
        """Return a component's values; KeyError when it is not one of the columns."""
        return {one.component.key: one for one in self.observed}[key]


def need_table(public: str, level: str) -> NeedTable:
    """Return the components of a public's need at a level.

    Raises
    ------
    UnknownPublic
    NeedsError
        If no component has a value.
    """
    return _need_table(public, level, store.fingerprint())


@lru_cache(maxsize=16)
def _need_table(public: str, level: str, fingerprint: str) -> NeedTable:
    every = [observed(key, level) for key in keys(public, level)]
    there = tuple(one for one in every if not np.isnan(one.value).all())
    if not there:
        raise NothingToRank
    return NeedTable(
        public,
        level,
        tuple(territory.load().codes(level)),
        there,
        tuple(one.component for one in every if np.isnan(one.value).all()),
    )

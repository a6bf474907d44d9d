"""How far a component's values may be from the truth, and what they may be where nothing is published."""

from dataclasses import dataclass
from typing import Final

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.needs.errors import NeedsError

FloatArray = NDArray[np.float64]

EXACT, NORMAL, UNIFORM = 0, 1, 2
#: Half-width of a 95 % interval, in standard deviations of a normal law.
Z95: Final = 1.959963984540054


@dataclass(frozen=True, eq=False)
class Doubt:
    """What may be drawn for the value of each area on each component.

    Attributes
    ----------
    low, high : float[n, k]
        A 95 % interval where `law` is NORMAL; the bounds where it is UNIFORM; NaN where it is EXACT.
    law : int[n, k]
        EXACT: the value, known. NORMAL: the value, known with an error; each side of the interval has its own
        standard deviation. UNIFORM: anything between the bounds, whether or not a value is published.
    """

    low: FloatArray
    high: FloatArray
    law: NDArray[np.int8]

    @classmethod
    def none(cls, table: pd.DataFrame) -> "Doubt":
        """Return that every value is exact."""
        blank = np.full(table.shape, np.nan)
        return cls(blank, blank.copy(), np.zeros(table.shape, dtype=np.int8))

    def check(self, values: FloatArray) -> None:
        """Refuse bounds that are not around their value.

        Parameters
        ----------
        values : float[n, k]

        Raises
        ------
        NeedsError
            If shapes differ, a bound is missing, or a value lies outside.
        """
        if not self.low.shape == self.high.shape == self.law.shape == values.shape:
            raise NeedsError(
                f"Les bornes forment un tableau {self.low.shape} pour des valeurs {values.shape} : il faut le même."
            )
        drawn = self.law != EXACT
        if not (self.low[drawn] <= self.high[drawn]).all():
            raise NeedsError("Une valeur incertaine n’a pas ses deux bornes, la plus basse en premier.")
        known = drawn & np.isfinite(values)
        if not ((self.low[known] <= values[known]) & (values[known] <= self.high[known])).all():
            raise NeedsError("Une valeur incertaine est hors de ses bornes.")
        if (np.isnan(values) & (self.law == NORMAL)).any():
            raise NeedsError("Une valeur qui n’est pas publiée n’a pas d’erreur de mesure : il lui faut des bornes.")

    def drawable(self, values: FloatArray) -> NDArray[np.bool_]:
        """Return where there is a value or bounds to draw one in, bool[n, k]."""
        return np.asarray(np.isfinite(values) | (self.law == UNIFORM), dtype=np.bool_)

    def central(self, values: FloatArray) -> FloatArray:
        """Return the values, the middle of the bounds where none is published, float[n, k]."""
        return np.where(np.isnan(values) & (self.law == UNIFORM), (self.low + self.high) / 2, values)

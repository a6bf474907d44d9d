"""National rates of non-take-up, their intervals, and draws of them."""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data import store
from data.formats import is_missing
from indicators.uptake.assumptions import HALF_WIDTH, OF_PROFILE, held
from indicators.uptake.errors import RateImpossible

Floats = NDArray[np.float64]
NORMAL_975 = 1.959963984540054


@dataclass(frozen=True)
class Rate:
    """A national rate of non-take-up, as a share of those entitled.

    Attributes
    ----------
    value, low, high : float
        The share and the bounds of its 95 % interval.
    published : bool
        Whether the interval is the producer's; otherwise it is an assumption.
    year : int
        The year that it describes.
    """

    value: float
    low: float
    high: float
    published: bool
    year: int
    source: str

    @property
    def odds(self) -> float:
        """Non-recipients for one recipient: rate / (1 − rate).

        Examples
        --------
        >>> round(Rate(0.34, 0.29, 0.39, False, 2018, "DREES").odds, 3)
        0.515
        """
        return self.value / (1 - self.value)


def national(benefit: str, profile: str = "ensemble") -> Rate | None:
    """Return a national rate, None when none is published.

    Raises
    ------
    RateImpossible
    """
    table = store.read("national_rates")
    rows = table[(table["benefit"] == benefit) & (table["profile"] == profile)]
    if rows.empty or is_missing(rows["rate_percent"].iloc[0]):
        return None
    row = rows.iloc[0]
    percent = float(row["rate_percent"])
    if not 0 < percent < 100:
        raise RateImpossible(benefit, percent)
    published = pd.notna(row["low_percent"]) and pd.notna(row["high_percent"])
    half = held(HALF_WIDTH[benefit]).value if benefit in HALF_WIDTH else 0.0
    if profile != "ensemble":
        half = held(OF_PROFILE).value
    low = float(row["low_percent"]) if published else max(percent - half, percent / 10)
    high = float(row["high_percent"]) if published else min(percent + half, (percent + 900) / 10)
    if not low <= percent <= high or not 0 < low <= high < 100:
        raise RateImpossible(benefit, percent)
    return Rate(percent / 100, low / 100, high / 100, bool(published), int(row["year"]), str(row["source"]))


def logit(share: Floats | float) -> Floats:
    """Return log(p / (1 − p))."""
    of = np.asarray(share, dtype=float)
    return np.asarray(np.log(of) - np.log1p(-of), dtype=float)


def expit(value: Floats | float) -> Floats:
    """Return the share whose logit is given."""
    return np.asarray(1 / (1 + np.exp(-np.asarray(value, dtype=float))), dtype=float)


def draw(rate: Rate, normal: Floats) -> Floats:
    """Turn draws of a standard normal law into rates: the median is the rate, the 95 % interval is its own.

    On the logit scale each side has the standard deviation that puts the bound at its 2.5 % quantile (the
    split normal law of the Bank of England's fan charts): an interval may lean to one side.

    Parameters
    ----------
    normal : float[d]

    Returns
    -------
    float[d]
        Shares between 0 and 1.

    Examples
    --------
    >>> draw(Rate(0.30, 0.25, 0.42, True, 2019, "Dares"), np.array([-NORMAL_975, 0, NORMAL_975])).round(2).tolist()
    [0.25, 0.3, 0.42]
    """
    centre = logit(rate.value)
    below, above = (centre - logit(rate.low)) / NORMAL_975, (logit(rate.high) - centre) / NORMAL_975
    return expit(centre + np.where(normal < 0, below, above) * normal)

"""The values of an indicator on the areas of a level, with the reason where there is none."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data import store
from data.formats import estimated
from geo import territory
from indicators import catalogue, estimates, imported
from indicators.catalogue import Indicator
from indicators.estimates import Estimate

PUBLISHED, SECRET, MASKED, ABSENT = "diffusé", "secret", "masqué", "absent"
# Of an estimate: one that can be read with care, and one that must not be read at all.
FRAGILE, UNRELIABLE = "fragile", "non publiable"
STATUS_LABEL = {
    PUBLISHED: "publié",
    SECRET: "secret statistique",
    MASKED: "masqué ou nul",
    ABSENT: "non disponible",
    FRAGILE: "estimation fragile",
    UNRELIABLE: "estimation non publiable",
}


@dataclass(frozen=True)
class Values:
    """An indicator on the areas of a level.

    Attributes
    ----------
    codes : tuple of str
        The areas, in the order of `geo.territory.Territory.codes`.
    value : float[n]
        NaN where it is not published.
    status : str[n]
        "diffusé", "secret", "masqué" (masked or nil) or "absent"; of an estimate, "diffusé", "fragile"
        (shown, and said to be fragile) or "non publiable" (no value).
    low, high : float[n] or None
        The 95 % interval of an estimate; None for a published indicator.
    whole : Estimate or None
        The estimate of the whole territory: an interval does not add up over areas.
    """

    indicator: Indicator
    codes: tuple[str, ...]
    value: NDArray[np.float64]
    status: tuple[str, ...]
    low: NDArray[np.float64] | None = None
    high: NDArray[np.float64] | None = None
    whole: Estimate | None = None

    @property
    def series(self) -> "pd.Series[float]":
        """The values by code."""
        return pd.Series(self.value, index=list(self.codes), name=self.indicator.id)

    @property
    def known(self) -> NDArray[np.bool_]:
        """Where there is a value, bool[n]."""
        return ~np.isnan(self.value)

    def of(self, code: str) -> float:
        """Return the value of an area (NaN when not published)."""
        return float(self.value[self.codes.index(code)])

    def status_of(self, code: str) -> str:
        """Return why an area has a value or none."""
        return self.status[self.codes.index(code)]

    @property
    def states(self) -> tuple[str, ...]:
        """What each value is, in French: « publié », « estimation », « secret statistique »."""
        shown = {PUBLISHED: "estimation"} if self.indicator.estimated else {}
        return tuple(shown.get(state, STATUS_LABEL[state]) for state in self.status)

    def bounds(self, code: str) -> tuple[float, float] | None:
        """Return the 95 % interval of an area's estimate; None for a published figure, or without a value."""
        if self.low is None or self.high is None or np.isnan(self.of(code)):
            return None
        place = self.codes.index(code)
        return float(self.low[place]), float(self.high[place])

    def write(self, code: str, *, unit: bool = True) -> str:
        """Write the value of an area, an estimate with its interval, or the reason why there is none."""
        value = self.of(code)
        if np.isnan(value):
            return STATUS_LABEL[self.status_of(code)]
        between = self.bounds(code)
        if between is None:
            return self.indicator.write(value, unit=unit)
        return estimated(value, *between, self.indicator.decimals, self.indicator.unit if unit else "")


def values(identifier: str, level: str) -> Values:
    """Return an indicator on every area of a level.

    Raises
    ------
    indicators.errors.UnknownIndicator
    """
    return _values(identifier, level, store.fingerprint())


@lru_cache(maxsize=256)
def _values(identifier: str, level: str, fingerprint: str) -> Values:
    indicator = catalogue.get(identifier, level)
    codes = tuple(territory.load().codes(level))
    if indicator.estimated:
        of = estimates.compute(indicator)
        return Values(indicator, codes, of.value, of.status, of.low, of.high, of.whole)
    if indicator.is_ratio:
        return _ratio(indicator)
    if level == "carreau":
        column = territory.load().cells[identifier].to_numpy(dtype=float)
        return Values(indicator, codes, column, (PUBLISHED,) * len(codes))
    rows = _figures(level, fingerprint).get(identifier)
    if rows is None:
        return Values(indicator, codes, np.full(len(codes), np.nan), (ABSENT,) * len(codes))
    rows = rows.reindex(codes)
    status = tuple(rows["status"].fillna(ABSENT))
    return Values(indicator, codes, rows["value"].to_numpy(dtype=float), status)


@lru_cache(maxsize=4)
def _figures(level: str, fingerprint: str) -> dict[str, pd.DataFrame]:
    table = imported.figures()
    table = table[table["level"] == level]
    return {str(name): rows.set_index("code") for name, rows in table.groupby("indicator")}


def _ratio(indicator: Indicator) -> Values:
    """Divide two figures; a missing term leaves the ratio missing, for the same reason."""
    top = values(indicator.numerator, indicator.level)
    bottom = values(indicator.denominator, indicator.level)
    with np.errstate(divide="ignore", invalid="ignore"):
        value = np.where(bottom.value > 0, indicator.factor * top.value / bottom.value, np.nan)
    status = tuple(
        a if a != PUBLISHED else b if b != PUBLISHED else ABSENT if np.isnan(v) else PUBLISHED
        for a, b, v in zip(top.status, bottom.status, value, strict=True)
    )
    return Values(indicator, top.codes, value, status)

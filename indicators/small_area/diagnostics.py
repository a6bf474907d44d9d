"""What a project lead may ask of the estimates: how local they are, and whether they agree with what was answered.

Only summaries leave: a residual, or an estimate without its own respondents, would tell an area's direct estimate.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from indicators import barometer
from indicators.barometer import Finding
from indicators.barometer.groups import groups, of_communes
from indicators.barometer.topics import EVERY_BENEFIT, EVERYBODY
from indicators.small_area.leave_one_out import leave_one_out
from indicators.small_area.local_rates import LocalRates
from indicators.small_area.published import LocalEstimates, everything, published
from indicators.small_area.sample import place_sample


@dataclass(frozen=True)
class GroupCheck:
    """A group of communes: its direct estimate, and the model's, in percent."""

    label: str
    direct: Finding
    model: float

    @property
    def agrees(self) -> bool:
        """Whether the model's lies in the interval of the direct one; true when there is none to compare with."""
        low, high = self.direct.low, self.direct.high
        return low is None or high is None or low <= self.model <= high


@dataclass(frozen=True, eq=False)
class Diagnostics:
    """Of the communes, for a public.

    Attributes
    ----------
    estimates : LocalEstimates
    groups : tuple of GroupCheck
    total : float
        Mean of the communes over people, in percent: what must be the direct estimate of the whole.
    compared : int
        Communes whose answers were foretold without them.
    within : float
        Share of these that fall in the 95 % foreseen, from 0 to 1; NaN for none.
    moved, most_moved : float
        Mean and largest move of a commune's estimate when its own respondents are left out, in points.
    """

    estimates: LocalEstimates
    groups: tuple[GroupCheck, ...]
    total: float
    compared: int
    within: float
    moved: float
    most_moved: float


def diagnostics(public: str = "") -> Diagnostics | None:
    """Return the diagnostics of the communes; None when no method can serve the public.

    Raises
    ------
    data.errors.TableMissing
        No barometer with one row a respondent.
    """
    return _diagnostics(public, barometer.version())


@lru_cache(maxsize=16)
def _diagnostics(public: str, version: str) -> Diagnostics | None:
    found = everything()
    shown = published("commune", public)
    rates = found.rates["commune", public]
    if rates.estimates is None or rates.before is None or not shown.method:
        return None
    everybody = place_sample(found.respondents, found.ground.commune, found.ground.areas["commune"], "commune")
    left = leave_one_out(everybody, public, rates.estimates.method, rates.estimates.between)
    move = 100 * np.abs(rates.before.value - left.value)
    known = ~np.isnan(move)
    return Diagnostics(
        shown,
        _groups(rates, public, found.wave),
        _mean(rates, np.ones(rates.sample.areas, dtype=bool)),
        left.compared,
        left.within,
        float(move[known].mean()) if known.any() else float("nan"),
        float(move[known].max()) if known.any() else float("nan"),
    )


def _mean(rates: LocalRates, inside: "np.ndarray[tuple[int], np.dtype[np.bool_]]") -> float:
    assert rates.estimates is not None
    weight = np.where(np.isnan(rates.estimates.value), 0.0, rates.sample.size) * inside
    if not weight.sum() > 0:
        return float("nan")
    return 100 * float(np.average(np.nan_to_num(rates.estimates.value), weights=weight))


def _groups(rates: LocalRates, public: str, wave: str) -> tuple[GroupCheck, ...]:
    direct = barometer.results(public or EVERYBODY, EVERY_BENEFIT, wave).places
    by_key = {one.key: one for one in direct.findings}
    of = of_communes()
    return tuple(
        GroupCheck(
            one.label, by_key[one.key], _mean(rates, np.array([of[code] == one.key for code in rates.sample.codes]))
        )
        for one in groups()
        if one.key in by_key
    )

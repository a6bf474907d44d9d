"""The expected non-take-up held against the households of each commune, so that small and large ones compare."""

from collections.abc import Sequence

import numpy as np

from indicators.catalogue import Indicator, published
from indicators.estimates import Estimate, Estimates
from indicators.uptake.expected import Measure, Uptake, status
from indicators.uptake.model import bounds, without
from indicators.values import ABSENT, UNRELIABLE, values

BASE = "menages_fiscaux"


def base() -> Indicator | None:
    """Return the indicator that counts the households; None where the territory has none."""
    return published().get(("commune", BASE))


def count(measure: Measure) -> int:
    """Return for how many households a figure is told: euros for one, the others for a hundred."""
    return 1 if measure == "euros" else 100


def rates(of: Uptake, measure: Measure, benefits: Sequence[str], public: str | None = None) -> Estimates:
    """Return, by commune, the measure over its households, with what may be set beside the others.

    Parameters
    ----------
    measure, benefits, public
        As in `Uptake.areas`.

    Returns
    -------
    Estimates
        Euros for one household, or situations for a hundred; NaN where the households are not known, and where the
        count cannot be set beside the others: dividing by a known number changes no reliability.
    """
    value, draws = of.areas(measure, benefits, public)
    households = values(BASE, "commune").value
    known = households > 0
    over = np.where(known, households, np.nan) / count(measure)
    states = tuple(state if told else ABSENT for state, told in zip(status(draws), known.tolist(), strict=True))
    low, high = bounds(draws / over)
    hidden = np.array([state in {UNRELIABLE, ABSENT} for state in states])
    whole = None
    if known.any():
        # Those who live where the households are not known are left out of both.
        codes = [code for code, told in zip(of.codes, known.tolist(), strict=True) if told]
        total, of_all = of.total(measure, benefits, public, codes), float(np.nansum(over))
        whole = Estimate(total.value / of_all, total.low / of_all, total.high / of_all)
    return Estimates(without(value / over, hidden), without(low, hidden), without(high, hidden), states, whole)

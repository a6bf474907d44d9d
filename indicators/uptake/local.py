"""What is known of each commune that the national rates are composed with."""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from data import store
from data.formats import is_missing
from geo import territory
from indicators import catalogue
from indicators.of_communes import from_iris
from indicators.uptake.rates import logit
from indicators.values import ABSENT, values

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Local:
    """The communes, in the order of `Territory.codes`.

    Attributes
    ----------
    codes : tuple of str
    poor : float[n]
        Poor households of the inhabited cells, at least 0.5: what masked counts grow with.
    lone_parents : float[n]
        Gap, on the logit scale, of the share of single-parent households to that of all communes.
    """

    codes: tuple[str, ...]
    poor: Floats
    lone_parents: Floats


def load() -> Local:
    """Return the communes' profile."""
    ground = territory.load()
    codes = tuple(ground.codes("commune"))
    cells = ground.cells
    poor = cells.groupby("commune")["men_pauv"].sum().reindex(codes).fillna(0.0).to_numpy(dtype=float)
    known = np.zeros(len(codes), dtype=bool)
    if {("iris", "part_monoparents"), ("iris", "menages")} <= catalogue.published().keys():
        share = from_iris("part_monoparents").value / 100
        households = from_iris("menages").value
        known = np.isfinite(share) & np.isfinite(households)
    if not known.any():
        return Local(codes, np.maximum(poor, 0.5), np.zeros(len(codes)))
    whole = float(np.average(share[known], weights=households[known]))
    gap = logit(np.clip(share, 0.01, 0.99)) - logit(np.clip(whole, 0.01, 0.99))
    # A commune without a published share is taken to be like the others.
    return Local(codes, np.maximum(poor, 0.5), np.where(known, gap, 0.0))


def is_counted(indicator: str) -> bool:
    """Tell whether a count is known of some commune, be it masked: without any, there is nothing to estimate from."""
    return indicator in _counted(store.fingerprint("figures"))


@lru_cache(maxsize=2)
def _counted(fingerprint: str) -> frozenset[str]:
    rows = store.read_plain("figures", ["level", "indicator", "status"])
    kept = rows["level"].eq("commune") & rows["status"].ne(ABSENT)
    return frozenset(rows.loc[kept, "indicator"])


def published(indicator: str) -> Floats:
    """Return a count by commune, NaN where it is masked."""
    return values(indicator, "commune").value


def published_total(indicator: str) -> float | None:
    """Return the producer's total of the whole territory where the table of facts has one."""
    facts = store.read("facts")
    rows = facts[facts["id"] == indicator]
    return None if rows.empty or is_missing(rows["value"].iloc[0]) else float(rows["value"].iloc[0])

"""How an indicator lies in space: whether like values lie together, where they do, and which areas are exceptions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd

from data import store
from geo import territory
from geo.clusters import HIGH_LOW, LOW_HIGH, Moran, getis_ord, local_moran, moran
from geo.errors import ClusterError
from geo.graphs import within
from geo.shuffles import Graph
from indicators.values import Values

#: A cell's neighbours are the eight around it: their centres are 283 m away at most, and 1 % more once projected.
CELL_REACH = 286.0
#: Shuffles behind the global and the local measures.
SHUFFLES, PERMUTATIONS = 999, 9_999
#: Share of false alarms accepted among the clusters that are shown.
FALSE_ALARMS = 0.05

#: What an area is: in a hot or in a cold spot, an exception among its neighbours, or nothing that chance would not do.
HOT, COLD, HIGH_EXCEPTION, LOW_EXCEPTION, ORDINARY, OUTSIDE = (
    "chaud",
    "froid",
    "exception haute",
    "exception basse",
    "ordinaire",
    "hors du calcul",
)
TOO_FEW, ALL_EQUAL = "trop peu", "égales"


@dataclass(frozen=True, eq=False)
class Grouping:
    """How an indicator lies in space.

    Attributes
    ----------
    of : Values
    whole : Moran or None
        None when nothing can be measured, for the reason given.
    reason : str
        "" or `TOO_FEW` (areas with a value beside another) or `ALL_EQUAL`.
    table : DataFrame
        One row an area, in the order of the values: `value`; `around` (mean of the neighbours' values); `gi` (z of
        Getis and Ord's G*); `moran` (local); `p`, `q` (raw, and adjusted for the number of areas); `kind` (one of
        the constants above); `note` (why it is outside, else "").
    """

    of: Values
    whole: Moran | None
    reason: str
    table: pd.DataFrame

    def areas(self, kind: str) -> list[str]:
        """Return the codes of a kind, the clearest first."""
        kept = self.table[self.table["kind"] == kind]
        order = kept.assign(strength=-kept["gi"].abs()).sort_values(["q", "strength"], kind="stable")
        return [str(code) for code in order.index]

    @property
    def standing(self) -> list[str]:
        """The areas that stand after the control of false alarms: spots, then exceptions."""
        return [code for kind in (HOT, COLD, HIGH_EXCEPTION, LOW_EXCEPTION) for code in self.areas(kind)]


def grouping(of: Values) -> Grouping:
    """Return how an indicator lies in space, from its published values only.

    The hot and cold spots are those of Getis and Ord's G*, the exceptions those of the local Moran. Both compare an
    area's neighbours with shuffles of the others, hence one p for both; an exception is no spot.
    """
    graph = neighbours(of.indicator.level)
    # G* is defined for positive values; its z is the same whatever is added to all of them.
    lowest = float(np.nanmin(of.value)) if of.known.any() else 0.0
    values = of.series
    try:
        whole = moran(values, graph, permutations=SHUFFLES)
        local = local_moran(values, graph, permutations=PERMUTATIONS)
        spots = getis_ord(values - min(lowest, 0.0), graph, permutations=0)
    except ClusterError:
        known = of.value[of.known]
        equal = len(known) > 1 and float(np.ptp(known)) <= 1e-12 * max(1.0, float(np.abs(known).max()))
        return Grouping(of, None, ALL_EQUAL if equal else TOO_FEW, pd.DataFrame())
    kept = local["q"] <= FALSE_ALARMS
    quadrant, gi = local["quadrant"], spots["z"]
    kind = np.select(
        [
            local["note"] != "",
            ~kept,
            quadrant == HIGH_LOW,
            quadrant == LOW_HIGH,
            gi > 0,
        ],
        [OUTSIDE, ORDINARY, HIGH_EXCEPTION, LOW_EXCEPTION, HOT],
        COLD,
    )
    table = pd.DataFrame(
        {
            "value": of.value,
            "around": _around(values, graph),
            "gi": gi.to_numpy(),
            "moran": local["statistic"].to_numpy(),
            "p": local["p"].to_numpy(),
            "q": local["q"].to_numpy(),
            "kind": kind,
            "note": local["note"].to_numpy(),
        },
        index=list(of.codes),
    )
    return Grouping(of, whole, "", table)


def _around(values: pd.Series[float], graph: Graph) -> list[float]:
    known = {str(code): float(value) for code, value in values.dropna().items()}
    means = []
    for code in values.index:
        beside = [known[other] for other in graph[str(code)] if other in known]
        means.append(float(np.mean(beside)) if beside else np.nan)
    return means


def neighbours(level: str) -> Graph:
    """Return the neighbours of each area of a level: by a border, or the cells around a cell."""
    return _neighbours(level, store.fingerprint("communes", "iris", "grid"))


@lru_cache(maxsize=4)
def _neighbours(level: str, fingerprint: str) -> Graph:
    ground = territory.load()
    if level == "carreau":
        return within(ground.codes("carreau"), ground.cell_xy, CELL_REACH)
    return {code: territory.neighbours(code) for code in ground.codes(level)}

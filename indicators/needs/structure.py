"""Where needs add up on the ground: whether areas of great need lie together, and what a zone drawn elsewhere holds."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from data import store
from geo import territory
from geo.clusters import Moran, local_moran, moran
from geo.overlay import COVERAGE, WEIGHT, interpolate
from indicators.demand import demand
from indicators.inside import holds
from indicators.needs.components import EVERYBODY
from indicators.needs.priorities import Priorities
from indicators.spatial import FALSE_ALARMS, PERMUTATIONS, SHUFFLES, neighbours

if TYPE_CHECKING:
    import geopandas as gpd


@dataclass(frozen=True, eq=False)
class Structure:
    """How the index lies in space.

    Attributes
    ----------
    whole : Moran
    local : DataFrame
        `geo.clusters.local_moran` of the ranked areas.
    """

    whole: Moran
    local: pd.DataFrame

    def cluster(self, quadrant: str) -> list[str]:
        """Return the areas of a quadrant that stand after the control of false alarms, the clearest first."""
        kept = self.local[(self.local["q"] <= FALSE_ALARMS) & (self.local["quadrant"] == quadrant)]
        return [str(code) for code in kept.sort_values(["q", "statistic"], ascending=[True, False]).index]


def structure(of: Priorities) -> Structure:
    """Return how the reference index of the ranked areas lies in space.

    Raises
    ------
    geo.errors.ClusterError
        If too few areas are ranked, or all have the same index.
    """
    index = of.ranked["index"]
    graph = neighbours(of.level)
    return Structure(
        moran(index, graph, permutations=SHUFFLES),
        local_moran(index, graph, permutations=PERMUTATIONS),
    )


@dataclass(frozen=True)
class InZone:
    """The need estimated inside a zone.

    Attributes
    ----------
    code, name : str
    index : float
        Mean index of the IRIS that the zone lies in, by the inhabitants of its cells; NaN when one is not ranked.
    above : int
        IRIS of a higher index.
    inhabitants, people : float
        Everybody, and the people of the public, in its inhabited cells.
    coverage : float
        Share of the zone's inhabitants that lie in an IRIS, 0 to 1.
    approximate : bool
        Whether its outline, or that of an IRIS, is approximate.
    misplaced : bool
        Whether the outline does not hold the people that are published for the zone: nothing is estimated.
    """

    code: str
    name: str
    index: float
    above: int
    inhabitants: float
    people: float
    coverage: float
    approximate: bool
    misplaced: bool = False


def inside(zones: gpd.GeoDataFrame, of: Priorities) -> list[InZone]:
    """Estimate the need inside zones, from the index of the IRIS and the inhabitants of the 200 m cells.

    Parameters
    ----------
    zones : GeoDataFrame
        Columns `code`, `name`, `outline`; EPSG:2154.
    of : Priorities
        At the level of the IRIS.

    Returns
    -------
    list of InZone
        The greatest index first, those without one last.
    """
    from geo.outlines import areas

    ground = territory.load()
    cells = areas("carreau").set_index("code").loc[ground.codes("carreau")].reset_index()
    everybody = cells.assign(**{WEIGHT: demand("population").value})
    iris = areas("iris")
    index = of.study.table["index"]
    carried = interpolate(
        iris.assign(index=index.reindex(iris["code"]).to_numpy()), zones, intensive=["index"], weights=everybody
    )
    key = "population" if of.table.public == EVERYBODY else of.table.public
    counted = cells.assign(people=demand(key).value, everybody=demand("population").value)
    held = interpolate(counted, zones, extensive=["people", "everybody"])
    approximate = bool((iris["outline"] == "approché").any())
    known = index.dropna().to_numpy(dtype=float)
    found = []
    for row, inhabitants, people in zip(carried.to_dict("records"), held["everybody"], held["people"], strict=True):
        value = float(row["index"])
        above = int((known > value).sum()) if not np.isnan(value) else 0
        found.append(
            InZone(
                code=str(row["code"]),
                name=str(row["name"]),
                index=value,
                above=above,
                inhabitants=float(inhabitants),
                people=float(people),
                coverage=float(row[COVERAGE]),
                approximate=approximate or row["outline"] == "approché",
            )
        )
    return sorted(found, key=lambda one: (np.isnan(one.index), -one.index, one.name))


def in_neighbourhoods(of: Priorities) -> list[InZone]:
    """Estimate the need inside each priority neighbourhood; see `inside`.

    A neighbourhood is not estimated when the cells under its outline hold fewer than half, or more than twice, the
    inhabitants that are published for it: an approximate outline may lie beside its people.
    """
    from geo.outlines import areas

    published = store.read("qpv").set_index("code")["population_2020"]
    found = []
    for one in inside(areas("qpv"), of):
        misplaced = not holds(one.inhabitants, float(published[one.code]))
        found.append(replace(one, index=np.nan, above=0, people=np.nan, misplaced=True) if misplaced else one)
    return sorted(found, key=lambda one: (np.isnan(one.index), -one.index, one.name))

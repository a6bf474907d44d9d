"""The groups of cells beyond a threshold of minutes: who lives there, and what is nearest to them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from data import store
from geo import territory
from geo.zones import Zone, find_zones
from indicators.demand import demand
from indicators.publics import PUBLICS
from indicators.reach import Reach
from indicators.service_places import Place

#: Everybody, then the four publics.
COUNTED = ("population", *(public.key for public in PUBLICS))


@dataclass(frozen=True)
class FarZone:
    """A group of neighbouring cells beyond the threshold.

    Attributes
    ----------
    zone : Zone
        Named after the communes where most of its inhabitants live.
    people : dict of str to float
        Inhabitants and each public, by the keys of `COUNTED`.
    low, high : float
        Plausible bracket of its mean minutes.
    place : Place or None
        The place nearest for most of its inhabitants.
    """

    zone: Zone
    people: dict[str, float]
    low: float
    high: float
    place: Place | None


def far_zones(of: Reach, threshold: float, *, by: str = "population") -> tuple[FarZone, ...]:
    """Group the cells beyond a threshold into named zones.

    The zones and their names come from the whole population, so that they stay the same whatever the
    public; `by` (a key of `COUNTED`) only says which count ranks them, the largest first.
    """
    found = _zones(of, threshold, store.fingerprint("grid", "communes", "figures"))
    return tuple(sorted(found, key=lambda one: -one.people[by]))


@lru_cache(maxsize=16)
def _zones(of: Reach, threshold: float, fingerprint: str) -> tuple[FarZone, ...]:
    ground = territory.load()
    people = {key: demand(key).value for key in COUNTED}
    names = {code: area.name for code, area in ground.communes.items()}
    x, y = ground.cell_xy.T
    zones = find_zones(
        x,
        y,
        of.minutes > threshold,
        communes=[names[code] for code in ground.cells["commune"]],
        population=people["population"],
        minutes=of.minutes,
    )
    found = []
    for zone in zones:
        cells = np.array(zone.cells, dtype=np.intp)
        low, high = of.bracket(zone.mean_minutes)
        counts = {key: float(value[cells].sum()) for key, value in people.items()}
        found.append(FarZone(zone, counts, low, high, of.usual_place(cells, people["population"])))
    return tuple(found)


def outline(cells: Sequence[int]) -> list[tuple[float, float]]:
    """Return a closed line around some cells (their ranks), as (longitude, latitude)."""
    from pyproj import Transformer

    from geo.surround import around

    grid = store.read_geometry("grid").geometry.iloc[list(cells)].to_crs(2154)
    line = around(grid.to_numpy()).exterior.simplify(20)
    to_degrees = Transformer.from_crs(2154, 4326, always_xy=True)
    return [(lon, lat) for lon, lat in zip(*to_degrees.transform(*line.coords.xy), strict=True)]

"""Estimated minutes from every inhabited cell to the nearest service of each kind."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from data import store
from geo import access, territory, travel
from geo.access import GroupAccess
from geo.travel import TravelMode
from indicators.errors import UnknownService
from indicators.service_places import SERVICES, Place, kind, places

FloatArray = NDArray[np.float64]

SERVICE_KEYS = tuple(one.key for one in SERVICES)


@dataclass(frozen=True)
class ServiceMinutes:
    """Estimated minutes from each inhabited cell to the nearest place of each kind.

    Attributes
    ----------
    mode : TravelMode
        How people travel; `interval` of `geo.travel` brackets the estimates.
    kinds : tuple of str, length k
        Keys of the kinds, the columns.
    minutes : float[n, k]
        In the order of `Territory.cells`; inf where no place of the kind has a known position.
    nearest : int[n, k]
        Rank in `candidates` of the nearest place; -1 where there is none.
    candidates : tuple of Place
        The places with a position that were measured to.
    unplaced : tuple of Place
        Those left out because their position is not known: to be said wherever the minutes are shown.
    """

    mode: TravelMode
    kinds: tuple[str, ...]
    minutes: FloatArray
    nearest: NDArray[np.intp]
    candidates: tuple[Place, ...]
    unplaced: tuple[Place, ...]

    def column(self, key: str) -> int:
        """Return the column of a kind.

        Raises
        ------
        UnknownService
        """
        if key not in self.kinds:
            raise UnknownService(key)
        return self.kinds.index(key)

    def of(self, key: str) -> FloatArray:
        """Return the minutes of each cell to the nearest place of a kind, float[n]."""
        return self.minutes[:, self.column(key)]

    def place_of(self, key: str, cell: int) -> Place | None:
        """Return the place of a kind that is nearest to a cell (its rank), None where there is none."""
        rank = int(self.nearest[cell, self.column(key)])
        return None if rank < 0 else self.candidates[rank]

    def interval(self, minutes: float | None) -> tuple[float, float]:
        """Return the plausible bracket of an estimate of this table, in minutes; NaN for None."""
        if minutes is None:
            return np.nan, np.nan
        low, high = travel.interval(minutes, self.mode)
        return float(low), float(high)


def minutes_to_services(mode: TravelMode | str = "car", kinds: Iterable[str] = SERVICE_KEYS) -> ServiceMinutes:
    """Estimate the minutes from every inhabited cell to the nearest place of each kind.

    A town hall is the one of the cell's own commune, wherever that stands: nobody can turn to another's.

    Parameters
    ----------
    mode : TravelMode or str
        A mode, or the key of a default one ("walk", "bike", "car").
    kinds : iterable of str
        Keys of `indicators.service_places.KINDS`.

    Raises
    ------
    UnknownService
    geo.errors.TravelError
        If there is no such mode.
    """
    chosen = travel.travel_mode(mode) if isinstance(mode, str) else mode
    keys = tuple(kind(key).key for key in kinds)
    return _minutes(chosen, keys, store.fingerprint("places", "grid", "communes"))


@lru_cache(maxsize=24)
def _minutes(mode: TravelMode, keys: tuple[str, ...], fingerprint: str) -> ServiceMinutes:
    ground = territory.load()
    commune = ground.cells["commune"].to_numpy(dtype=str)
    every = places(*keys)
    candidates = tuple(one for one in every if one.placed)
    spots = np.array([(one.x, one.y) for one in candidates], dtype=float).reshape(-1, 2)
    cost = travel.minutes(ground.cell_xy, spots, mode)
    of_kind = np.array([one.kind for one in candidates], dtype=str)
    of_commune = np.array([one.commune for one in candidates], dtype=str)
    minutes = np.full((len(commune), len(keys)), np.inf)
    nearest = np.full((len(commune), len(keys)), -1, dtype=np.intp)
    for column, key in enumerate(keys):
        ranks = np.flatnonzero(of_kind == key)
        own = cost[:, ranks]
        if kind(key).own_commune:
            own = np.where(commune[:, None] == of_commune[ranks][None, :], own, np.inf)
        minutes[:, column] = access.nearest(own) if ranks.size else np.inf
        found = access.nearest_index(own)
        nearest[:, column] = np.where(found >= 0, ranks[found] if ranks.size else -1, -1)
    for array in (minutes, nearest):
        array.setflags(write=False)
    return ServiceMinutes(mode, keys, minutes, nearest, candidates, tuple(one for one in every if not one.placed))


@dataclass(frozen=True)
class CommuneService:
    """How far a commune's inhabitants are from a kind of service.

    Attributes
    ----------
    key : str
        The kind.
    reach : GroupAccess
        Mean, median and worst minutes over the inhabited cells, weighted.
    low, high : float
        Plausible bracket of the mean, minutes; NaN when there is no mean.
    place : Place or None
        The place that is nearest for most of the people counted.
    unplaced : tuple of Place
        Places of the kind whose position is not known.
    """

    key: str
    reach: GroupAccess
    low: float
    high: float
    place: Place | None
    unplaced: tuple[Place, ...]


def of_commune(table: ServiceMinutes, code: str, *, weights: FloatArray | None = None) -> tuple[CommuneService, ...]:
    """Sum up the minutes to each kind of the table for one commune.

    Parameters
    ----------
    code : str
        Of a commune.
    weights : float[n], optional
        People of each cell (a public's demand); by default all inhabitants.

    Raises
    ------
    geo.territory.UnknownArea
    """
    ground = territory.load()
    ground.area(code)
    inside = np.flatnonzero(ground.cells["commune"].to_numpy(dtype=str) == code)
    people = (ground.cells["ind"].to_numpy(dtype=float) if weights is None else weights)[inside]
    result = []
    for key in table.kinds:
        minutes = table.of(key)[inside]
        (reach,) = access.by_group(minutes, people, [code] * len(inside)).values() or (
            GroupAccess(0.0, 0.0, None, None, None),
        )
        low, high = table.interval(reach.mean)
        missing = tuple(one for one in table.unplaced if one.kind == key)
        result.append(CommuneService(key, reach, low, high, _usual(table, key, inside, people), missing))
    return tuple(result)


def _usual(table: ServiceMinutes, key: str, cells: NDArray[np.intp], people: FloatArray) -> Place | None:
    """Return the place that is nearest for most people."""
    ranks = table.nearest[cells, table.column(key)]
    reached = ranks >= 0
    if not reached.any():
        return None
    counted = np.bincount(ranks[reached], weights=people[reached], minlength=len(table.candidates))
    return table.candidates[int(counted.argmax())]

"""How far people live from a service that they choose: minutes of each cell, communes ranked, shares by minutes."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from data import store
from geo import access, territory
from geo.access import GroupAccess
from geo.palettes import MAX_CLASSES
from geo.travel import TravelMode, interval
from indicators.service_access import minutes_to_services
from indicators.service_places import Place
from indicators.targets import Target, target

FloatArray = NDArray[np.float64]


# Bounds of the classes of minutes, inclusive, one list a mode: a quarter of an hour is near by car, not on foot.
_BOUNDS = {"walk": (10, 20, 30, 45, 60, 90), "bike": (5, 10, 15, 20, 30, 45), "car": (5, 10, 15, 20, 25)}
_MARKS = (5, 10, 15, 20, 30, 45, 60, 90, 120)


@dataclass(frozen=True, eq=False)
class Reach:
    """Estimated minutes from each inhabited cell to the nearest place of a target.

    Attributes
    ----------
    target : Target
    mode : TravelMode
    minutes : float[n]
        In the order of `Territory.cells`; inf where no place has a known position.
    nearest : int[n]
        Rank in `places` of the nearest; -1 where there is none.
    places : tuple of Place
        The places measured to.
    unplaced : tuple of Place
        Those left out because their position is not known.
    """

    target: Target
    mode: TravelMode
    minutes: FloatArray
    nearest: NDArray[np.intp]
    places: tuple[Place, ...]
    unplaced: tuple[Place, ...]

    @property
    def known(self) -> bool:
        """Whether some place can be reached from somewhere."""
        return bool(np.isfinite(self.minutes).any())

    @property
    def hours(self) -> FloatArray:
        """Weekly hours of each cell's nearest place, float[n]; NaN where unknown, which is not 0."""
        hours = [np.nan if one.weekly_hours is None else one.weekly_hours for one in self.places]
        return np.array([*hours, np.nan])[self.nearest]

    def place_of(self, cell: int) -> Place | None:
        """Return the place nearest to a cell (its rank), None where there is none."""
        rank = int(self.nearest[cell])
        return None if rank < 0 else self.places[rank]

    def usual_place(self, cells: NDArray[np.intp], people: FloatArray) -> Place | None:
        """Return the place that is nearest for most of the people of some cells.

        Parameters
        ----------
        cells : int[k]
            Ranks of the cells.
        people : float[n]
            People of every cell.
        """
        ranks = self.nearest[cells]
        reached = ranks >= 0
        if not reached.any():
            return None
        weights = people[cells][reached]
        counted = np.bincount(ranks[reached], weights=weights if weights.sum() > 0 else None)
        return self.places[int(counted.argmax())]

    def bracket(self, minutes: float | None) -> tuple[float, float]:
        """Return the plausible bracket of an estimate, in minutes; NaN for None."""
        if minutes is None:
            return np.nan, np.nan
        low, high = interval(minutes, self.mode)
        return float(low), float(high)

    def bracket_of_cells(self) -> tuple[FloatArray, FloatArray]:
        """Return the plausible bracket of every cell's minutes, two float[n]; inf where nothing is reached."""
        return interval(self.minutes, self.mode)


def reach(key: str, mode: TravelMode) -> Reach:
    """Estimate the minutes from every inhabited cell to the nearest place of a target.

    Raises
    ------
    UnknownService
    """
    return _reach(target(key), mode, store.fingerprint("places", "grid", "communes"))


@lru_cache(maxsize=24)
def _reach(chosen: Target, mode: TravelMode, fingerprint: str) -> Reach:
    table = minutes_to_services(mode, chosen.kinds)
    column = table.minutes.argmin(axis=1)
    cells = np.arange(len(column))
    minutes, nearest = table.minutes[cells, column], table.nearest[cells, column]
    for array in (minutes, nearest):
        array.setflags(write=False)
    return Reach(chosen, mode, minutes, nearest, table.candidates, table.unplaced)


@dataclass(frozen=True)
class CommuneReach:
    """How far the people of a commune live from the target.

    Attributes
    ----------
    code : str
    access : GroupAccess
        Mean, median and longest minutes, weighted by the people counted.
    low, high : float
        Plausible bracket of the mean; NaN when there is no mean.
    beyond : float
        People farther than the threshold, those who reach nothing with them.
    place : Place or None
        The place nearest for most of them.
    """

    code: str
    access: GroupAccess
    low: float
    high: float
    beyond: float
    place: Place | None

    @property
    def share_beyond(self) -> float:
        """Share of the people beyond the threshold, 0 to 1; NaN where nobody is counted."""
        return self.beyond / self.access.population if self.access.population > 0 else np.nan


def communes(of: Reach, people: FloatArray, threshold: float) -> tuple[CommuneReach, ...]:
    """Rank the communes, the farthest mean first.

    Parameters
    ----------
    people : float[n]
        People of each cell.
    threshold : float
        Minutes beyond which somebody lives far.

    Returns
    -------
    tuple of CommuneReach
        Those without a mean come last; equals by name.
    """
    ground = territory.load()
    commune = ground.cells["commune"].to_numpy(dtype=str)
    far = of.minutes > threshold
    found = []
    for code, group in access.by_group(of.minutes, people, commune.tolist()).items():
        inside = np.flatnonzero(commune == code)
        low, high = of.bracket(group.mean)
        beyond = float(people[inside][far[inside]].sum())
        found.append(CommuneReach(code, group, low, high, beyond, of.usual_place(inside, people)))
    names = {code: territory.sort_key(area.name) for code, area in ground.communes.items()}
    return tuple(
        sorted(found, key=lambda one: (np.inf if one.access.mean is None else -one.access.mean, names[one.code]))
    )


def minutes_of_share(minutes: FloatArray, people: FloatArray, share: float) -> float:
    """Return the minutes within which a share of the people reach the target.

    Parameters
    ----------
    minutes, people : float[n]
    share : float
        From 0 (excluded) to 1.

    Returns
    -------
    float
        The smallest minutes of a cell that do; inf when too few reach anything; NaN when there is nobody.

    Examples
    --------
    >>> minutes_of_share(np.array([4.0, 10.0, 30.0]), np.array([80.0, 15.0, 5.0]), 0.9)
    10.0
    """
    if people.sum() <= 0:
        return np.nan
    order = np.argsort(minutes, kind="stable")
    filled = np.cumsum(people[order])
    # A sum of decimals may fall a hair short of the share that it makes up.
    rank = int(np.searchsorted(filled, filled[-1] * share * (1 - 1e-12), side="left"))
    return float(minutes[order][rank])


def shares_by(minutes: FloatArray, people: FloatArray, bounds: Sequence[float]) -> FloatArray:
    """Return the share of the people within each bound (minutes, inclusive), float[k], NaN when nobody."""
    if people.sum() <= 0:
        return np.full(len(bounds), np.nan)
    return np.cumsum(access.shares_within(minutes, people, bounds))[:-1]


def class_bounds(mode: str, threshold: float) -> tuple[float, ...]:
    """Return the upper bounds of the map's classes of minutes, the threshold among them.

    Raises
    ------
    KeyError
        If there is no such mode.

    Examples
    --------
    >>> class_bounds("car", 20), class_bounds("bike", 25)
    ((5, 10, 15, 20, 25), (5, 10, 15, 20, 25, 45))
    """
    bounds = _BOUNDS[mode]
    if threshold in bounds:
        return bounds
    if len(bounds) == MAX_CLASSES - 1:
        # The nearest bound gives way, the farther of two equals.
        given_up = min(reversed(bounds), key=lambda bound: abs(bound - threshold))
        bounds = tuple(bound for bound in bounds if bound != given_up)
    return tuple(sorted((*bounds, threshold)))


def marks(threshold: float) -> tuple[float, ...]:
    """Return the minutes at which shares are tabulated, the threshold among them."""
    return tuple(sorted({*_MARKS, threshold}))

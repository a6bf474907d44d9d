"""Opening hours seen by inhabitants: those of the nearest place, and hours per head, competition counted."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo import access, territory, travel
from geo.errors import AccessError
from indicators.reach import Reach
from indicators.service_places import KINDS

FloatArray = NDArray[np.float64]

#: Upper bounds of the classes of weekly hours, exclusive: under 5 hours, 5 to 10…
HOURS_BOUNDS = (5, 10, 20, 30)
#: A place that opens less a week is rarely open; hypothesis, to be confirmed with the users.
RARELY = 5.0
PER = 1000.0
# Luo and Qi (2009) weigh three bands of travel so; that they hold for offices as for physicians is a hypothesis.
_WEIGHTS = (1.0, 0.68, 0.22)


@dataclass(frozen=True)
class HoursSplit:
    """People by the weekly hours of their nearest place.

    Attributes
    ----------
    people : float[k + 1]
        In each class of `HOURS_BOUNDS`, the last open upwards.
    unknown : float
        Those whose nearest place has unknown hours.
    unreached : float
        Those who reach no place.
    """

    people: FloatArray
    unknown: float
    unreached: float

    @property
    def total(self) -> float:
        """Everybody."""
        return float(self.people.sum()) + self.unknown + self.unreached


def by_hours(of: Reach, people: FloatArray) -> HoursSplit:
    """Split people (float[n], one number a cell) by the weekly hours of their nearest place."""
    hours = of.hours
    known = np.isfinite(hours)
    classes = np.searchsorted(HOURS_BOUNDS, hours[known], side="right")
    counted = np.bincount(classes, weights=people[known], minlength=len(HOURS_BOUNDS) + 1)
    reached = of.nearest >= 0
    return HoursSplit(counted.astype(np.float64), float(people[~known & reached].sum()), float(people[~reached].sum()))


def rarely_open(of: Reach, people: FloatArray, threshold: float, *, hours: float = RARELY) -> float:
    """Return how many people have a near place, within the threshold of minutes, that opens fewer hours a week.

    A place of unknown hours is not counted as rarely open.
    """
    return float(people[(of.minutes <= threshold) & (of.hours < hours)].sum())


def hours_per_head(of: Reach, people: FloatArray, cutoff: float) -> FloatArray:
    """Return the weekly opening hours per 1 000 people that each cell has within a number of minutes.

    The enhanced two-step floating catchment area of `geo.access.floating_catchment`: an hour is shared
    among all who can come to it, and counts less from farther away (three equal bands up to the cutoff).

    Parameters
    ----------
    of : Reach
        The target and the mode; a place of unknown hours adds nothing.
    people : float[n]
        Who shares the hours.
    cutoff : float
        Minutes, positive.

    Returns
    -------
    float[n]
        0 where no place of known hours is in reach.

    Raises
    ------
    AccessError
        If no place of the target has known hours.

    References
    ----------
    Luo W., Qi Y. (2009), Health & Place 15.
    """
    open_places = [one for one in of.places if one.weekly_hours is not None]
    if not open_places:
        raise AccessError(
            "Aucun de ces lieux n’a d’horaires connus : les heures par habitant ne peuvent pas être calculées."
        )
    ground = territory.load()
    cost = travel.minutes(ground.cell_xy, [(one.x, one.y) for one in open_places], of.mode)
    commune = ground.cells["commune"].to_numpy(dtype=str)
    for column, place in enumerate(open_places):
        if KINDS[place.kind].own_commune:
            cost[commune != place.commune, column] = np.inf
    supply = [one.weekly_hours or 0.0 for one in open_places]
    bands = [cutoff / 3, cutoff * 2 / 3, cutoff]
    return access.floating_catchment(cost, people, supply, bands=bands, weights=_WEIGHTS) * PER


def commune_means(values: FloatArray, people: FloatArray) -> dict[str, float]:
    """Return the mean of the cells of each commune, weighted by people; NaN where there is nobody."""
    commune = territory.load().cells["commune"].to_numpy(dtype=str)
    means = {}
    for code in dict.fromkeys(commune.tolist()):
        inside = commune == code
        total = people[inside].sum()
        means[code] = float(values[inside] @ people[inside] / total) if total > 0 else np.nan
    return means

"""Areas that lie beyond a threshold, as groups of cells with a name, the most populated first.

Two marked cells belong to the same zone when a chain of marked cells leads from one to the other in steps
of at most `link` metres between centres. On a grid of 200 m, a link of 600 m joins the eight neighbours of a
cell (283 m at most) and steps over a gap of two cells in a row: a hamlet and the next across a field are one
zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
from babel.lists import format_list

from geo import _validate
from geo.errors import ZoneError

FloatArray = npt.NDArray[np.float64]

#: Metres between the centres of two cells of the same zone; hypothesis, to be confirmed with the users.
LINK = 600.0
#: A commune gives its name to a zone from a fifth of the people; three names at most.
_NAMING_SHARE = 0.2
_NAMES = 3
# The grid lies in EPSG:3035: seen in EPSG:2154 its steps are off by two thousandths.
_PROJECTION_SLACK = 1.01


@dataclass(frozen=True)
class Zone:
    """A group of cells beyond the threshold.

    Parameters
    ----------
    name : str
        After the communes where most of its people live; unique among the zones of one call.
    cells : tuple of int
        Positions of its cells in the arrays that were given, ascending.
    population : float
        People in the zone.
    communes : tuple of (str, float)
        People by commune, the most populated first.
    mean_minutes : float
        Mean over the people who reach a site, or over the cells where there is nobody; inf when none does.
    worst_minutes : float
        Longest; inf when a cell reaches no site.
    centroid : tuple of two floats
        Centre of its people, in the coordinates that were given.
    """

    name: str
    cells: tuple[int, ...]
    population: float
    communes: tuple[tuple[str, float], ...]
    mean_minutes: float
    worst_minutes: float
    centroid: tuple[float, float]


def find_zones(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    mask: npt.ArrayLike,
    *,
    communes: Sequence[str],
    population: npt.ArrayLike,
    minutes: npt.ArrayLike,
    link: float = LINK,
) -> tuple[Zone, ...]:
    """Group the marked cells into named zones.

    Parameters
    ----------
    x, y : array_like, shape (n,)
        Centres of the cells, in metres (EPSG:2154 or EPSG:3035).
    mask : array_like of bool, shape (n,)
        The cells beyond the threshold.
    communes : sequence of n str
        Name of the commune of each cell.
    population : array_like, shape (n,)
        People in each cell.
    minutes : array_like, shape (n,)
        Minutes of each cell; inf where no site can be reached.
    link : float
        Longest step between the centres of two cells of the same zone, in metres.

    Returns
    -------
    tuple of Zone
        The most populated first; empty when no cell is marked.

    Raises
    ------
    ZoneError
        If lengths differ, a centre is missing, the mask is not boolean or `link` is not a positive length.
    AccessError
        If a population or a duration is negative or missing.

    Examples
    --------
    >>> zones = find_zones(
    ...     [100, 300, 2100], [100, 300, 100], [True, True, True],
    ...     communes=["Ransart", "Ransart", "Wailly"], population=[10, 30, 5], minutes=[21, 25, 22],
    ... )
    >>> [(zone.name, zone.population, zone.mean_minutes) for zone in zones]
    [('Ransart', 40.0, 24.0), ('Wailly', 5.0, 22.0)]
    """
    centres = np.column_stack([_coordinates(x), _coordinates(y)])
    marked = np.asarray(mask)
    if marked.dtype != np.bool_:
        raise ZoneError(f"Le masque doit être fait de vrai ou faux\u202f: type {marked.dtype} reçu.")
    for what, size in (("marques", marked.size), ("noms de commune", len(communes))):
        if size != len(centres):
            raise ZoneError(f"Il y a {size} {what} pour {len(centres)} carreaux\u202f: il en faut autant.")
    people = _validate.amounts(population, len(centres), "la population", "carreaux")
    durations = _validate.durations(minutes)
    if durations.size != len(centres):
        raise ZoneError(f"Il y a {durations.size} durées pour {len(centres)} carreaux\u202f: il en faut autant.")
    if not 0 < link < np.inf:
        raise ZoneError(f"Le pas entre carreaux vaut {_validate.number(link)}\u202f: il faut des mètres, positifs.")

    cells = np.flatnonzero(marked)
    if not cells.size:
        return ()
    groups = _components(centres[cells], link * _PROJECTION_SLACK)
    found = [_zone(cells[groups == group], centres, communes, people, durations) for group in range(groups.max() + 1)]
    found.sort(key=lambda zone: (-zone.population, zone.cells))
    return _with_unique_names(found)


def _components(centres: FloatArray, reach: float) -> npt.NDArray[np.intp]:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components
    from scipy.spatial import cKDTree

    pairs = cKDTree(centres).query_pairs(reach, output_type="ndarray")
    edges = coo_array((np.ones(len(pairs), dtype=np.int8), (pairs[:, 0], pairs[:, 1])), shape=(len(centres),) * 2)
    return np.asarray(connected_components(edges, directed=False)[1], dtype=np.intp)


def _zone(
    cells: npt.NDArray[np.intp],
    centres: FloatArray,
    communes: Sequence[str],
    people: FloatArray,
    durations: FloatArray,
) -> Zone:
    inhabitants, minutes = people[cells], durations[cells]
    # Nobody of the chosen public may live there: the cells then count alike.
    weight = inhabitants if inhabitants.sum() > 0 else np.ones(cells.size)
    split: dict[str, list[float]] = {}
    for cell, persons, share in zip(cells, inhabitants, weight, strict=True):
        totals = split.setdefault(communes[cell], [0.0, 0.0])
        totals[0] += float(persons)
        totals[1] += float(share)
    ranked = sorted(split, key=lambda commune: (-split[commune][1], commune))
    reached = np.isfinite(minutes) & (weight > 0)
    x, y = np.average(centres[cells], axis=0, weights=weight)
    return Zone(
        name=_name(ranked, [split[commune][1] / weight.sum() for commune in ranked]),
        cells=tuple(int(cell) for cell in cells),
        population=float(inhabitants.sum()),
        communes=tuple((commune, split[commune][0]) for commune in ranked),
        mean_minutes=float(np.average(minutes[reached], weights=weight[reached])) if reached.any() else np.inf,
        worst_minutes=float(minutes.max()),
        centroid=(float(x), float(y)),
    )


def _name(ranked: list[str], shares: list[float]) -> str:
    named = [commune for rank, commune in enumerate(ranked[:_NAMES]) if rank == 0 or shares[rank] >= _NAMING_SHARE]
    if sum(shares[: len(named)]) < 0.5:
        return f"{', '.join(named)} et alentours"
    return str(format_list(named, locale="fr"))


def _with_unique_names(zones: list[Zone]) -> tuple[Zone, ...]:
    taken: dict[str, int] = {}
    unique = []
    for zone in zones:
        taken[zone.name] = rank = taken.get(zone.name, 0) + 1
        unique.append(zone if rank == 1 else replace(zone, name=f"{zone.name} ({rank})"))
    return tuple(unique)


def _coordinates(values: npt.ArrayLike) -> FloatArray:
    found = np.asarray(values, dtype=np.float64)
    if found.ndim != 1:
        raise ZoneError(f"Il faut une coordonnée par carreau\u202f: tableau de forme {found.shape} reçu.")
    missing = np.flatnonzero(~np.isfinite(found))
    if missing.size:
        raise ZoneError(f"La position du carreau {missing[0]} manque.")
    return found

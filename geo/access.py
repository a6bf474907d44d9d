"""How well people reach sites, from a matrix of costs (minutes, or metres) between the two.

Throughout, `cost` has one row a demand point (n) and one column a site (m); inf means that the site cannot be
reached. Costs are never negative and never missing.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar, get_args

import numpy as np
import numpy.typing as npt

from geo import _validate
from geo.errors import AccessError

FloatArray = npt.NDArray[np.float64]
IntArray = npt.NDArray[np.intp]
Group = TypeVar("Group", bound=Hashable)

CatchmentMethod = Literal["2sfca", "e2sfca", "3sfca"]


def nearest(cost: npt.ArrayLike, *, rank: int = 1) -> FloatArray:
    """Return the cost of the rank-th nearest site of each demand point.

    Parameters
    ----------
    cost : array_like, shape (n, m)
        Cost from each point to each site.
    rank : int
        1 for the nearest site, 2 for the second nearest…

    Returns
    -------
    ndarray, shape (n,)
        Cost; inf where fewer than `rank` sites can be reached.

    Raises
    ------
    AccessError
        If the costs are not a matrix of non-negative numbers, or `rank` is not a positive integer.

    Examples
    --------
    >>> nearest([[12.0, 5.0], [7.0, np.inf]], rank=2)
    array([12., inf])
    """
    matrix = _validate.costs(cost)
    if isinstance(rank, bool) or not isinstance(rank, int | np.integer) or rank < 1:
        raise AccessError(f"Le rang vaut {rank}\u202f: il faut un entier d’au moins 1.")
    if rank > matrix.shape[1]:
        return np.full(matrix.shape[0], np.inf)
    return np.asarray(np.partition(matrix, rank - 1, axis=1)[:, rank - 1])


def nearest_index(cost: npt.ArrayLike) -> IntArray:
    """Return the column of the nearest site of each demand point.

    Returns
    -------
    ndarray of int, shape (n,)
        Column; the first of equals; -1 where no site can be reached.

    Raises
    ------
    AccessError
        If the costs are not a matrix of non-negative numbers.

    Examples
    --------
    >>> nearest_index([[12.0, 5.0], [7.0, np.inf], [np.inf, np.inf]])
    array([ 1,  0, -1])
    """
    matrix = _validate.costs(cost)
    if matrix.shape[1] == 0:
        return np.full(matrix.shape[0], -1, dtype=np.intp)
    column = matrix.argmin(axis=1)
    return np.where(np.isfinite(matrix.min(axis=1)), column, -1)


def cumulative(cost: npt.ArrayLike, supply: npt.ArrayLike, *, cutoff: float) -> FloatArray:
    """Return the supply that each demand point reaches within a cost.

    Parameters
    ----------
    cost : array_like, shape (n, m)
        Cost from each point to each site.
    supply : array_like, shape (m,)
        What each site offers (desks, hours…).
    cutoff : float
        Highest cost, inclusive; inf counts whatever can be reached.

    Returns
    -------
    ndarray, shape (n,)
        Supply, in its own unit.

    Raises
    ------
    AccessError
        If an argument has the wrong shape or a negative or missing value.

    Examples
    --------
    >>> cumulative([[10.0, 20.0], [20.1, np.inf]], [3, 4], cutoff=20)
    array([7., 0.])
    """
    matrix = _validate.costs(cost)
    offered = _validate.amounts(supply, matrix.shape[1], "l’offre", "sites")
    if not cutoff >= 0:
        raise AccessError(f"Le seuil vaut {_validate.number(cutoff)}\u202f: il faut 0 ou plus.")
    return np.asarray(((matrix <= cutoff) & np.isfinite(matrix)) @ offered)


def floating_catchment(
    cost: npt.ArrayLike,
    demand: npt.ArrayLike,
    supply: npt.ArrayLike,
    *,
    bands: Sequence[float],
    weights: Sequence[float],
    method: CatchmentMethod = "e2sfca",
) -> FloatArray:
    r"""Return the supply per head that each demand point has, competition for it counted.

    With :math:`P_i` the demand at :math:`i`, :math:`S_j` the supply at :math:`j` and :math:`W_{ij}` the
    weight of the band in which the cost from :math:`i` to :math:`j` falls (0 beyond the last):

    .. math::
        R_j = \frac{S_j}{\sum_i G_{ij} W_{ij} P_i}, \qquad A_i = \sum_j G_{ij} W_{ij} R_j

    with :math:`G_{ij} = 1` in the two-step methods and, in the three-step one, the chance that :math:`i`
    turns to :math:`j` among the sites in its reach, :math:`G_{ij} = W_{ij} / \sum_k W_{ik}`.

    Parameters
    ----------
    cost : array_like, shape (n, m)
        Cost from each point to each site.
    demand : array_like, shape (n,)
        People at each point.
    supply : array_like, shape (m,)
        What each site offers.
    bands : sequence of float
        Upper bounds of the bands, inclusive, strictly ascending.
    weights : sequence of float
        One weight a band, positive for the first and never increasing. Only their ratios matter.
    method : {"e2sfca", "2sfca", "3sfca"}
        "2sfca" knows no decay: its weights must be equal.

    Returns
    -------
    ndarray, shape (n,)
        Supply per unit of demand; 0 where nothing is in reach.

    Raises
    ------
    AccessError
        If an argument has the wrong shape or an impossible value, or the method is unknown.

    Notes
    -----
    A site in whose reach nobody lives serves nobody: it adds nothing, anywhere. Hence in the three methods
    :math:`\sum_i P_i A_i` is the supply of the sites that somebody reaches, and neither more nor less.

    References
    ----------
    Luo W., Wang F. (2003), Measures of spatial accessibility to health care in a GIS environment, Environment
    and Planning B 30 ("2sfca"). Luo W., Qi Y. (2009), An enhanced two-step floating catchment area (E2SFCA)
    method for measuring spatial accessibility to primary care physicians, Health & Place 15 ("e2sfca").
    Wan N., Zou B., Sternberg T. (2012), A three-step floating catchment area method for analyzing spatial
    access to health services, International Journal of Geographical Information Science 26 ("3sfca").

    Examples
    --------
    >>> floating_catchment([[5.0], [15.0]], [100, 200], [1], bands=[10, 20], weights=[1, 0.5])
    array([0.005 , 0.0025])
    """
    matrix = _validate.costs(cost)
    people = _validate.amounts(demand, matrix.shape[0], "la demande", "points de demande")
    offered = _validate.amounts(supply, matrix.shape[1], "l’offre", "sites")
    if method not in get_args(CatchmentMethod):
        known = ", ".join(get_args(CatchmentMethod))
        raise AccessError(f"Méthode inconnue\u202f: «\u202f{method}\u202f». Méthodes\u202f: {known}.")
    bounds = _validate.bounds(bands, "bandes")
    decay = _validate.decay(weights, bounds.size)
    if method == "2sfca" and (decay != decay[0]).any():
        raise AccessError(
            "La méthode 2sfca donne le même poids à toutes les bandes\u202f: choisissez e2sfca pour des "
            "poids décroissants."
        )

    # A band's upper bound is inclusive; whatever lies beyond the last, inf with it, weighs nothing.
    weight = np.append(decay, 0.0)[np.searchsorted(bounds, matrix, side="left")]
    if method == "3sfca":
        reach = weight.sum(axis=1, keepdims=True)
        weight = weight * np.divide(weight, reach, out=np.zeros_like(weight), where=reach > 0)
    competing = people @ weight
    ratio = np.divide(offered, competing, out=np.zeros_like(offered), where=competing > 0)
    return np.asarray(weight @ ratio)


def population_within(minutes: npt.ArrayLike, weights: npt.ArrayLike, bounds: Sequence[float]) -> FloatArray:
    """Return the population in each class of minutes.

    Parameters
    ----------
    minutes : array_like, shape (n,)
        Minutes of each point; inf where nothing can be reached.
    weights : array_like, shape (n,)
        People at each point.
    bounds : sequence of k floats
        Upper bounds of the classes, inclusive, strictly ascending.

    Returns
    -------
    ndarray, shape (k + 1,)
        People in each class; the last holds those beyond the last bound, the unreachable with them.

    Raises
    ------
    AccessError
        If an argument has the wrong shape or an impossible value.

    Examples
    --------
    >>> population_within([4.0, 10.0, 25.0, np.inf], [100, 50, 20, 5], [10, 20])
    array([150.,   0.,  25.])
    """
    durations = _validate.durations(minutes)
    people = _validate.amounts(weights, durations.size, "la population", "durées")
    limits = _validate.bounds(bounds, "classes de minutes")
    classes = np.searchsorted(limits, durations, side="left")
    return np.bincount(classes, weights=people, minlength=limits.size + 1).astype(np.float64)


def shares_within(minutes: npt.ArrayLike, weights: npt.ArrayLike, bounds: Sequence[float]) -> FloatArray:
    """Return the share of the population in each class of minutes.

    Parameters and classes are those of `population_within`.

    Returns
    -------
    ndarray, shape (k + 1,)
        Shares, from 0 to 1, which add up to 1.

    Raises
    ------
    AccessError
        If an argument has the wrong shape or an impossible value, or there is no population to share.

    Examples
    --------
    >>> shares_within([4.0, 10.0, 25.0, np.inf], [100, 50, 30, 20], [10, 20])
    array([0.75, 0.  , 0.25])
    """
    people = population_within(minutes, weights, bounds)
    total = people.sum()
    if total <= 0:
        raise AccessError("La population totale est nulle\u202f: aucune part ne peut être calculée.")
    return np.asarray(people / total)


@dataclass(frozen=True)
class GroupAccess:
    """What the minutes of a group of people amount to.

    Parameters
    ----------
    population : float
        People in the group.
    unreachable : float
        Those of them who reach no site.
    mean : float or None
        Mean minutes of those who reach one; None where nobody does.
    median : float or None
        Minutes within which half the group, the unreachable counted as infinitely far, reaches a site: inf
        when more than half reach none; None where there is nobody.
    worst : float or None
        Longest minutes of anybody in the group, inf when somebody reaches none; None where there is nobody.
    """

    population: float
    unreachable: float
    mean: float | None
    median: float | None
    worst: float | None


def by_group(minutes: npt.ArrayLike, weights: npt.ArrayLike, groups: Sequence[Group]) -> dict[Group, GroupAccess]:
    """Sum up the minutes of each group (commune, IRIS, public) of points.

    Parameters
    ----------
    minutes : array_like, shape (n,)
        Minutes of each point; inf where nothing can be reached.
    weights : array_like, shape (n,)
        People at each point.
    groups : sequence of n hashables
        Group of each point.

    Returns
    -------
    dict of group to GroupAccess
        In the order in which the groups first appear.

    Raises
    ------
    AccessError
        If an argument has the wrong shape or an impossible value.
    """
    durations = _validate.durations(minutes)
    people = _validate.amounts(weights, durations.size, "la population", "durées")
    if len(groups) != durations.size:
        raise AccessError(f"Il y a {len(groups)} groupes pour {durations.size} durées\u202f: un par durée.")
    members: dict[Group, list[int]] = {}
    for index, group in enumerate(groups):
        members.setdefault(group, []).append(index)
    return {group: _sum_up(durations[rows], people[rows]) for group, rows in members.items()}


def _sum_up(durations: FloatArray, people: FloatArray) -> GroupAccess:
    inhabited = people > 0
    durations, people = durations[inhabited], people[inhabited]
    if not people.size:
        return GroupAccess(0.0, 0.0, None, None, None)
    reached = np.isfinite(durations)
    order = np.argsort(durations, kind="stable")
    filled = np.cumsum(people[order])
    middle = order[np.searchsorted(filled, filled[-1] / 2, side="left")]
    return GroupAccess(
        population=float(people.sum()),
        unreachable=float(people[~reached].sum()),
        mean=float(np.average(durations[reached], weights=people[reached])) if reached.any() else None,
        median=float(durations[middle]),
        worst=float(durations.max()),
    )

"""The need index: components on one scale, weighted, made into one number an area."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.needs import normalise as scales
from indicators.needs.aggregate import AGGREGATIONS, Aggregation, aggregate
from indicators.needs.errors import NeedsError
from indicators.needs.normalise import NORMALISATIONS, Normalisation

FloatArray = NDArray[np.float64]


def composite(
    table: pd.DataFrame,
    *,
    normalise: Normalisation = "minmax",
    aggregate: Aggregation = "arithmetic",
    weights: Mapping[str, float] | None = None,
    directions: Mapping[str, int],
    goalposts: Mapping[str, tuple[float, float]] | None = None,
) -> "pd.Series[float]":
    """Return the need index of each area.

    Parameters
    ----------
    table : DataFrame
        Areas by components, NaN where not published.
    normalise : {"minmax", "z", "rank", "goalposts"}
        See `indicators.needs.normalise`.
    aggregate : {"arithmetic", "geometric", "harmonic", "mpi", "pareto"}
        See `indicators.needs.aggregate`.
    weights : mapping of str to float, optional
        By component, zero or more, scaled to 1; equal when not given. A component of weight 0 plays no part: an
        area that misses it only is ranked.
    directions : mapping of str to int
        1 where more is more need, -1 where less is.
    goalposts : mapping of str to (float, float), optional
        In the unit of each component; their 5th and 95th percentiles when not given.

    Returns
    -------
    Series
        Higher is more need; NaN for an area that misses a component: nothing is imputed.

    Raises
    ------
    NeedsError
        If a direction or a weight is missing or impossible, or a method is not known.

    Examples
    --------
    >>> table = pd.DataFrame({"pauvres": [10.0, 30.0, 20.0], "minutes": [5.0, 15.0, 25.0]}, index=list("abc"))
    >>> composite(table, directions={"pauvres": 1, "minutes": 1}).round(1).tolist()
    [1.0, 75.2, 75.2]
    """
    if normalise not in NORMALISATIONS:
        raise NeedsError(f"La normalisation « {normalise} » n’existe pas.")
    if aggregate not in AGGREGATIONS:
        raise NeedsError(f"L’agrégation « {aggregate} » n’existe pas.")
    weight = checked_weights(table, weights)
    used = weight > 0
    part = table.loc[:, used]
    sign = checked_directions(part, directions)
    values = part.to_numpy(dtype=float)
    ranked = np.isfinite(values).all(axis=1)
    result = np.full(len(table), np.nan)
    if ranked.any():
        if goalposts is None:
            posts = scales.goalposts(values[ranked])
        else:
            posts = scales.check_goalposts(goalposts, [str(name) for name in part.columns])
        result[ranked] = index(
            values[ranked].T,
            normalisation=normalise,
            aggregation=aggregate,
            weights=weight[used],
            directions=sign,
            posts=posts,
        )
    return pd.Series(result, index=table.index, name="indice")


def index(
    values: FloatArray,
    *,
    normalisation: Normalisation,
    aggregation: Aggregation,
    weights: FloatArray,
    directions: FloatArray,
    posts: FloatArray,
) -> FloatArray:
    """Return the index of areas whose values are all known; vectorised over draws.

    Parameters
    ----------
    values : float[..., k, n]
    weights : float[..., k]
    directions : float[k]
    posts : float[k, 2]

    Returns
    -------
    float[..., n]
    """
    return aggregate(scales.normalise(values, normalisation, directions, posts), weights, aggregation)


def checked_weights(table: pd.DataFrame, weights: Mapping[str, float] | None) -> FloatArray:
    """Return one weight a component, adding up to 1; equal when none is given or all are 0.

    Raises
    ------
    NeedsError
        If the table has no component, or a weight is missing, negative, or of no component.
    """
    names = [str(name) for name in table.columns]
    if not names:
        raise NeedsError("Il faut au moins une composante pour faire un indice.")
    if weights is None:
        return np.full(len(names), 1 / len(names))
    unknown = [name for name in weights if name not in names]
    if unknown:
        raise NeedsError(f"« {unknown[0]} » a un poids, mais n’est pas une composante de l’indice.")
    found = np.array([weights.get(name, np.nan) for name in names], dtype=float)
    bad = np.flatnonzero(~((found >= 0) & np.isfinite(found)))
    if bad.size:
        raise NeedsError(f"Le poids de « {names[bad[0]]} » manque ou est négatif.")
    total = found.sum()
    return np.full(len(names), 1 / len(names)) if total <= 0 else found / total


def checked_directions(table: pd.DataFrame, directions: Mapping[str, int]) -> FloatArray:
    """Return one direction a component, 1.0 or -1.0.

    Raises
    ------
    NeedsError
        If one is neither.
    """
    for name in table.columns:
        if directions.get(str(name)) not in (1, -1):
            raise NeedsError(
                f"Le sens de « {name} » n’est pas connu : 1 si plus veut dire plus de besoin, −1 si c’est l’inverse."
            )
    return np.array([directions[str(name)] for name in table.columns], dtype=float)

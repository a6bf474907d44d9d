"""Components brought to one scale, from 1 (the least need) to 100 (the greatest), so that they can be added.

The scale begins at 1 and not at 0 because a geometric or harmonic mean of a 0 would be 0, whatever the rest
(OECD and JRC (2008), *Handbook on Constructing Composite Indicators*, step 5). The z-scores have their usual
scale instead: mean 100, standard deviation 10, as Mazziotta and Pareto use them.
"""

from collections.abc import Mapping
from typing import Final, Literal

import numpy as np
from numpy.typing import NDArray

from data.formats import number
from indicators.needs.errors import NeedsError
from indicators.needs.places import places

FloatArray = NDArray[np.float64]
Normalisation = Literal["minmax", "z", "rank", "goalposts"]
NORMALISATIONS: Final[dict[Normalisation, str]] = {
    "minmax": "Du plus bas au plus haut",
    "z": "Écart à la moyenne",
    "rank": "Rang",
    "goalposts": "Bornes fixes",
}
LOWEST, HIGHEST = 1.0, 100.0
MEAN, DEVIATION = 100.0, 10.0
#: Shares of the areas below the lower and the upper goalpost when none are given.
GOALPOST_SHARES = (0.05, 0.95)


def goalposts(values: FloatArray) -> FloatArray:
    """Return the usual goalposts of components: their 5th and 95th percentiles.

    Parameters
    ----------
    values : float[n, k]
        NaN where not published; every column has a value.

    Returns
    -------
    float[k, 2]
        Lower and upper goalpost of each component.
    """
    return np.nanquantile(values, GOALPOST_SHARES, axis=0).T


def check_goalposts(bounds: Mapping[str, tuple[float, float]], components: list[str]) -> FloatArray:
    """Return the goalposts of components in their order.

    Raises
    ------
    NeedsError
        If a component has none, or if its lower one is not below the upper one.
    """
    found = []
    for name in components:
        low, high = bounds.get(name, (np.nan, np.nan))
        if not low < high:
            raise NeedsError(
                f"Les bornes de « {name} » sont {number(low, 1)} et {number(high, 1)} : il faut deux nombres, "
                "le plus bas en premier."
            )
        found.append((low, high))
    return np.array(found, dtype=float)


def normalise(values: FloatArray, method: Normalisation, direction: FloatArray, posts: FloatArray) -> FloatArray:
    """Bring components to one scale on which more is more need; vectorised over draws.

    Parameters
    ----------
    values : float[..., k, n]
        Components by areas, no NaN. The last axis is the areas.
    method : Normalisation
        "minmax": between the lowest and the highest area. "z": standard deviations from the mean, as
        100 + 10 z. "rank": place among the areas, ties sharing the mean place. "goalposts": between two
        fixed bounds, cut beyond them.
    direction : float[k]
        1 where more is more need, -1 where less is.
    posts : float[k, 2]
        Goalposts in the unit of each component; read by "goalposts" only.

    Returns
    -------
    float[..., k, n]
        From 1 to 100; around 100 for "z". A component on which all areas are equal says nothing: it is in the
        middle of the scale everywhere.
    """
    if method == "rank":
        return _ranked(values * direction[:, None])
    if method == "z":
        mean = values.mean(axis=-1, keepdims=True)
        deviation = values.std(axis=-1, keepdims=True)
        flat = deviation <= 1e-12 * np.maximum(1.0, np.abs(mean))
        score: FloatArray = (values - mean) / np.where(flat, 1.0, deviation)
        return np.where(flat, MEAN, MEAN + DEVIATION * score * direction[:, None])
    if method == "goalposts":
        low, high = posts[:, :1], posts[:, 1:]
    else:
        low, high = values.min(axis=-1, keepdims=True), values.max(axis=-1, keepdims=True)
    flat = high - low <= 1e-12 * np.maximum(1.0, np.abs(high))
    share: FloatArray = (values - low) / np.where(flat, 1.0, high - low)
    share = np.clip(np.where(direction[:, None] > 0, share, 1 - share), 0.0, 1.0)
    return LOWEST + (HIGHEST - LOWEST) * np.where(flat, 0.5, share)


def _ranked(values: FloatArray) -> FloatArray:
    """Return the mean place of each area, from 1 to 100."""
    n = values.shape[-1]
    if n == 1:
        return np.full(values.shape, (LOWEST + HIGHEST) / 2)
    first, last = places(values)
    return np.asarray(LOWEST + (HIGHEST - LOWEST) * (first + last) / (2 * (n - 1)), dtype=np.float64)

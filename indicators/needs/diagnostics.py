"""What an index is really made of: correlations, redundancy, each component's part, and what one less would change.

Source: OECD and JRC (2008), *Handbook on Constructing Composite Indicators*, steps 4, 6 and 7; for the part of a
component in the order of areas, Paruolo P., Saisana M., Saltelli A. (2013), Ratings and rankings: voodoo or science?,
*Journal of the Royal Statistical Society A* 176.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.needs import normalise as scales
from indicators.needs.aggregate import Aggregation
from indicators.needs.doubt import Doubt
from indicators.needs.index import checked_directions, checked_weights, composite
from indicators.needs.normalise import Normalisation
from indicators.needs.places import from_the_top

FloatArray = NDArray[np.float64]

#: From this rank correlation on, two components say the same thing twice.
REDUNDANT = 0.9


def correlations(table: pd.DataFrame, directions: Mapping[str, int]) -> pd.DataFrame:
    """Return the Spearman correlations of the components, each turned so that more is more need.

    Areas are compared two components at a time, where both are published; NaN with fewer than three, or where a
    component does not vary.
    """
    turned = table * pd.Series({name: float(sign) for name, sign in directions.items()})[list(table.columns)]
    return turned.corr(method="spearman", min_periods=3)


def redundant(correlation: pd.DataFrame, threshold: float = REDUNDANT) -> list[tuple[str, str, float]]:
    """Return the pairs of components whose correlation reaches a threshold in absolute value, strongest first."""
    names = [str(name) for name in correlation.columns]
    of = correlation.to_numpy(dtype=float)
    found = [
        (names[rank], names[at], float(of[rank, at]))
        for rank, at in zip(*np.triu_indices(len(names), 1), strict=True)
        if abs(of[rank, at]) >= threshold
    ]
    return sorted(found, key=lambda pair: -abs(pair[2]))


def contributions(
    table: pd.DataFrame,
    *,
    directions: Mapping[str, int],
    weights: Mapping[str, float] | None = None,
    normalise: Normalisation = "minmax",
) -> pd.DataFrame:
    """Return the points that each component brings to each area: its score times its weight.

    They add up to the index of that scale that is an arithmetic mean. NaN for an area that misses a component.
    """
    weight = checked_weights(table, weights)
    sign = checked_directions(table, directions)
    values = table.to_numpy(dtype=float)
    known = np.isfinite(values[:, weight > 0]).all(axis=1)
    result = pd.DataFrame(np.nan, index=table.index, columns=table.columns)
    if known.any():
        filled = np.where(weight > 0, values[known], 0.0)
        posts = scales.goalposts(filled)
        result.loc[known] = (scales.normalise(filled.T, normalise, sign, posts) * weight[:, None]).T
    return result


def parts(index: "pd.Series[float]", table: pd.DataFrame) -> "pd.Series[float]":
    """Return the share of the index's variance that each component alone accounts for (its squared correlation).

    Beside its weight, it says whether a component matters as much as the committee meant it to.
    """
    return table.corrwith(index) ** 2


@dataclass(frozen=True)
class LeftOut:
    """What the reference ranking becomes without a component.

    Attributes
    ----------
    key : str
    shift : float
        Places by which an area moves, on average.
    farthest : tuple of (str, int)
        The area that moves most, and by how many places: positive when it rises.
    enters, leaves : tuple of str
        Areas that come into the first `top`, and that fall out of them.
    """

    key: str
    shift: float
    farthest: tuple[str, int]
    enters: tuple[str, ...]
    leaves: tuple[str, ...]


def leave_one_out(
    table: pd.DataFrame,
    *,
    directions: Mapping[str, int],
    weights: Mapping[str, float] | None = None,
    doubt: Doubt | None = None,
    top: int = 10,
    normalise: Normalisation = "minmax",
    aggregate: Aggregation = "arithmetic",
) -> tuple[list[LeftOut], pd.DataFrame]:
    """Rank the areas again without each component in turn.

    Parameters
    ----------
    table : DataFrame
        The ranked areas by components; a value that is not published is the middle of its bounds.

    Returns
    -------
    list of LeftOut
        Components of positive weight, the one that moves the ranking most first; none when there is only one.
    DataFrame
        Places that each area gains (positive) or loses without each component.
    """
    shares = checked_weights(table, weights)
    weight = {str(name): float(share) for name, share in zip(table.columns, shares, strict=True)}
    used = [name for name, share in weight.items() if share > 0]
    central = table
    if doubt is not None:
        central = pd.DataFrame(doubt.central(table.to_numpy(dtype=float)), index=table.index, columns=table.columns)

    def places(of: pd.DataFrame) -> "pd.Series[int]":
        kept = {str(name): weight[str(name)] for name in of.columns}
        found = composite(of, weights=kept, directions=directions, normalise=normalise, aggregate=aggregate)
        best = from_the_top(np.asarray(found, dtype=np.float64))[0]
        return pd.Series(best.tolist(), index=of.index, dtype="int64")

    whole = places(central[used])
    if len(used) < 2 or not len(table):
        return [], pd.DataFrame(index=table.index)
    gains = {}
    found = []
    for name in used:
        without = places(central[[other for other in used if other != name]])
        gain = whole - without
        gains[name] = gain
        far = str(gain.abs().idxmax())
        before, after = set(whole.index[whole <= top]), set(without.index[without <= top])
        found.append(
            LeftOut(
                name,
                float(gain.abs().mean()),
                (far, int(gain[far])),
                tuple(sorted(str(code) for code in after - before)),
                tuple(sorted(str(code) for code in before - after)),
            )
        )
    return sorted(found, key=lambda one: -one.shift), pd.DataFrame(gains)

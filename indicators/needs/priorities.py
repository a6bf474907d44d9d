"""Where to go first: the need of a public ranked with the weights of a committee, and what the ranking hangs on."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Final

import numpy as np
import pandas as pd

from data import store
from indicators.needs import weights as weightings
from indicators.needs.diagnostics import LeftOut, contributions, correlations, leave_one_out, parts, redundant
from indicators.needs.doubt import Doubt
from indicators.needs.experiment import Choices
from indicators.needs.index import checked_weights, composite
from indicators.needs.method import Method
from indicators.needs.observed import Observed
from indicators.needs.places import from_the_top
from indicators.needs.study import DRAWS, MOST_MISSING, TOPS, Study, study
from indicators.needs.table import NeedTable, need_table

#: Of the cells, the first 5, 10 and 15 in a hundred: ten cells of 1 727 would be no priority.
CELL_SHARES = (0.05, 0.10, 0.15)
CELL_DRAWS = 1_000
#: From this probability on, an area is among the first whatever the choices; under the other, it is not. Both are
#: compared to the probability in whole percent, as it is shown.
SURE, OUT = 0.90, 0.10
#: How far the weights may be from those of the committee: mean coefficient of variation of eight equal weights.
WIDTHS: Final[dict[str, float]] = {"serree": 111.0, "moyenne": 27.0, "entiere": 0.0}
POINTS, MOST_POINTS = 5, 10
USUAL: Final = Method()


@dataclass(frozen=True, eq=False)
class Priorities:
    """A ranking and what it hangs on.

    Attributes
    ----------
    table : NeedTable
    weights : dict of str to float
        Of the components, adding up to 1.
    equal : bool
        Whether no point was given to any component: the weights are then equal.
    study : Study
        Indexed by code of area.
    tops : tuple of three int
        How many areas the first few are: 5, 10, 15, or shares of the cells.
    method : Method
        Of the index and the places that are shown; the draws go through all of them but Pareto ranks.
    """

    table: NeedTable
    weights: dict[str, float]
    equal: bool
    study: Study
    tops: tuple[int, ...]
    method: Method = USUAL

    @property
    def level(self) -> str:
        """The level of the areas."""
        return self.table.level

    @cached_property
    def ranked(self) -> pd.DataFrame:
        """The ranked areas, the greatest need first."""
        return self.study.ranked

    @property
    def used(self) -> tuple[str, ...]:
        """The components that have a weight."""
        return tuple(key for key, weight in self.weights.items() if weight > 0)

    @property
    def left_out(self) -> tuple[str, ...]:
        """The codes of the areas that are not ranked."""
        frame = self.study.table
        return tuple(str(code) for code in frame.index[~frame["ranked"]])

    def unpublished(self, code: str) -> list[Observed]:
        """Return the components of positive weight that an area has no published value of."""
        rank = self.table.codes.index(code)
        return [one for one in self.table.observed if one.component.key in self.used and np.isnan(one.value[rank])]

    def sure(self, top: int) -> list[str]:
        """Return the areas that are among the first `top` whatever the choices, the surest first."""
        return self._between(top, SURE, 1.1)

    def debatable(self, top: int) -> list[str]:
        """Return the areas that are among the first `top` by some choices and not by others, the likeliest first."""
        return self._between(top, OUT, SURE)

    def _between(self, top: int, low: float, high: float) -> list[str]:
        of = self.ranked[f"top_{top}"]
        shown = of.round(2)
        kept = of[(shown >= low) & (shown < high)]
        return [str(code) for code in kept.sort_values(ascending=False, kind="stable").index]

    @cached_property
    def _ranked_rows(self) -> tuple[pd.DataFrame, Doubt]:
        kept = self.study.table["ranked"].to_numpy(dtype=bool)
        every = self.table.doubt
        return self.table.frame[kept], Doubt(every.low[kept], every.high[kept], every.law[kept])

    @cached_property
    def central(self) -> pd.DataFrame:
        """The values of the ranked areas, the middle of its bounds for one that is not published."""
        frame, doubt = self._ranked_rows
        return pd.DataFrame(doubt.central(frame.to_numpy(dtype=float)), index=frame.index, columns=frame.columns)

    def without(self, top: int) -> tuple[list[LeftOut], pd.DataFrame]:
        """Return what the ranking becomes without each component; see `leave_one_out`."""
        return leave_one_out(
            self.central,
            directions=self.table.directions,
            weights=self.weights,
            top=top,
            normalise=self.method.scale,
            aggregate=self.method.combine,
        )

    @cached_property
    def points(self) -> pd.DataFrame:
        """The points that each component brings to each ranked area, on the scale of the method.

        For Pareto fronts, that have no weights, each component that plays a part has the same one.
        """
        weights = self.weights
        if self.method.fronts:
            weights = {key: 1 / len(self.used) if key in self.used else 0.0 for key in weights}
        return contributions(
            self.central, directions=self.table.directions, weights=weights, normalise=self.method.scale
        )

    def brought(self, code: str) -> "pd.Series[float]":
        """Return the points that each component brings to a ranked area.

        On a scale around a mean, what counts is what they bring above it.
        """
        every = self.points
        above = every - every.mean() if self.method.scale == "z" else every
        return pd.Series(above.to_numpy(dtype=float)[every.index.get_loc(code)], index=every.columns)

    def leading(self, code: str, most: int = 2) -> list[str]:
        """Return the components that bring an area the most points, the first of them first."""
        points = self.brought(code)
        order = np.argsort(-points.to_numpy(dtype=float), kind="stable")[:most]
        return [str(points.index[rank]) for rank in order if points.iloc[rank] > 1e-9]

    def front(self, code: str) -> tuple[int, int, int]:
        """Return the Pareto front of an area, how many fronts there are, and how many others are on the same."""
        found, sizes = self._fronts
        return found[code], len(sizes), sizes[found[code]] - 1

    @cached_property
    def _fronts(self) -> tuple[dict[str, int], dict[int, int]]:
        """The front of each ranked area, and how many areas each front has."""
        found = {str(code): round(-float(index)) for code, index in self.ranked["index"].items()}
        return found, dict(Counter(found.values()))

    @cached_property
    def correlations(self) -> pd.DataFrame:
        """The rank correlations of the components, each turned to need."""
        return correlations(self.table.frame, self.table.directions)

    @property
    def redundant(self) -> list[tuple[str, str, float]]:
        """The pairs of components that say the same thing."""
        return redundant(self.correlations)

    @cached_property
    def parts(self) -> "pd.Series[float]":
        """The share of the index's variance that each component alone accounts for."""
        return parts(self.ranked["index"], self.central)


def priorities(
    public: str,
    level: str,
    points: Mapping[str, float],
    *,
    width: str = "moyenne",
    method: Method = USUAL,
) -> Priorities:
    """Rank the areas of a level by the need of a public.

    Parameters
    ----------
    public : str
        One of `indicators.needs.components.KEYS`.
    level : {"commune", "iris", "carreau"}
    points : mapping of str to float
        The committee's, by component, 0 or more; a component that is not named has `POINTS`. All at 0 count as
        equal. Weights of comparisons two by two are given here too. Not read when the method takes equal weights,
        or those of the data.
    width : str
        One of `WIDTHS`: how far the draws go from these weights; "entiere" makes every weighting as likely.
    method : Method
        Where the weights come from, and how the index that is shown is scaled and combined.

    Raises
    ------
    indicators.errors.UnknownPublic
    NeedsError
    """
    table = need_table(public, level)
    if method.weighing == "acp":
        given = tuple(float(weight) for weight in analysis(table).weights)
    elif method.weighing == "egaux":
        given = (float(POINTS),) * len(table.components)
    else:
        given = tuple(float(points.get(one.key, POINTS)) for one in table.components)
    return _priorities(public, level, given, width, method=method, fingerprint=store.fingerprint())


@lru_cache(maxsize=32)
def _priorities(
    public: str, level: str, points: tuple[float, ...], width: str, *, method: Method, fingerprint: str
) -> Priorities:
    table = need_table(public, level)
    frame = table.frame
    keys = [one.key for one in table.components]
    shares = checked_weights(frame, dict(zip(keys, points, strict=True)))
    count = int((shares > 0).sum())
    cells = level == "carreau"
    tops = tuple(round(share * len(frame)) for share in CELL_SHARES) if cells else TOPS
    found = study(
        frame,
        directions=table.directions,
        weights=dict(zip(keys, shares, strict=True)),
        doubt=table.doubt,
        choices=Choices(concentration=WIDTHS[width] or float(count)),
        tops=tops,
        draws=CELL_DRAWS if cells else DRAWS,
        normalise=method.scale,
        aggregate=method.combine,
    )
    return Priorities(table, dict(zip(keys, shares.tolist(), strict=True)), sum(points) <= 0, found, tops, method)


def analysis(table: NeedTable) -> weightings.Analysed:
    """Return the weights that the data give, from the areas that equal weights rank.

    They do not depend on the committee's points: the areas are the same whatever these are.

    Raises
    ------
    NeedsError
        If fewer than three areas are ranked.
    """
    values, doubt = table.frame.to_numpy(dtype=float), table.doubt
    ranked = doubt.drawable(values).all(axis=1) & (np.isnan(values).mean(axis=1) <= MOST_MISSING + 1e-12)
    return weightings.analysed(doubt.central(values)[ranked])


EQUAL, FROM_DATA = "egaux", "acp"


def weighting(of: Priorities, name: str) -> dict[str, float]:
    """Return the weights that a name stands for.

    Parameters
    ----------
    of : Priorities
        Whose components are weighted.
    name : str
        "egaux": equal. "acp": had from the data (`indicators.needs.weights.principal`). The key of a component:
        equal, but for that one, which counts twice.

    Raises
    ------
    NeedsError
        If fewer than three areas are ranked, for "acp".
    """
    keys = [one.key for one in of.table.components]
    if name == FROM_DATA:
        return dict(zip(keys, analysis(of.table).weights.tolist(), strict=True))
    given = np.array([2.0 if key == name else 1.0 for key in keys])
    return dict(zip(keys, (given / given.sum()).tolist(), strict=True))


def places_under(of: Priorities, weights: Mapping[str, float]) -> "pd.Series[float]":
    """Return the place of each ranked area under other weights, on the scale and by the way of combining shown."""
    index = composite(
        of.central,
        directions=of.table.directions,
        weights=weights,
        normalise=of.method.scale,
        aggregate=of.method.combine,
    )
    best = from_the_top(np.asarray(index, dtype=np.float64))[0]
    return pd.Series(best.astype(float), index=of.central.index)

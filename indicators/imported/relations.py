"""What an attentive reader notices between columns of figures: the same thing, a sum, a quotient.

Nothing says in a file that a column is the sum of others, or a rate the quotient of two: the figures do. A relation
that holds on every area where it can be tried is taken for true. One that holds by chance only hides a little more.

Source: Insee, Manuel de protection des tableaux (« tableaux liés »); Hundepool et al. (2012), Statistical
Disclosure Control, ch. 4 (linked tables). The parts of a sum are found as a set of columns x in {0, 1} with A x = c.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import pandas as pd

from data.importers.rawvalues import PERSONS
from indicators.imported.columns import Column
from indicators.imported.ground import Ground
from indicators.secrecy.cells import Bools, Floats

FEWEST = 5
"""Areas with a figure on which two columns must be compared before anything is said of them."""

TWIN_SHARE = 0.8
"""Two columns of one level with this share of equal figures are the same thing, corrected."""

QUOTIENT_SHARE = 0.9
"""A rate is the quotient of two counts when it is on this share of the areas."""

BY_CHANCE = 1e-3
"""A rate is of a base when its products with it would all be so near to whole numbers no more often than that."""

_SOLUTIONS, _SECONDS = 6, 2.0
_FACTORS = (1.0, 100.0, 1000.0)


def measures(columns: Sequence[Column], ground: Ground) -> list[int]:
    """Give one number to the columns that are about one thing, at any level and vintage."""
    of = list(range(len(columns)))

    def root(place: int) -> int:
        while of[place] != place:
            place = of[place]
        return place

    own = _aligned([column.values for column in columns])
    summed = _aligned([_by_commune(column, ground) for column in columns])
    for one, other in combinations(range(len(columns)), 2):
        if columns[one].step < 0 and columns[other].step < 0:
            continue
        if root(one) != root(other):
            figures = own if columns[one].level == columns[other].level else summed
            if _alike(columns[one], columns[other], figures[one], figures[other]):
                of[root(other)] = root(one)
    return [root(place) for place in range(len(columns))]


def _aligned(columns: Sequence["pd.Series[float]"]) -> list[Floats]:
    """Return columns over the same areas, NaN where one has no figure."""
    codes = sorted({str(code) for values in columns for code in values.index})
    return [np.asarray(values.reindex(codes), dtype=np.float64) for values in columns]


def _by_commune(column: Column, ground: Ground) -> "pd.Series[float]":
    """Return what a column makes by commune: the sum of its IRIS where all are given."""
    if column.level != "iris":
        return column.values
    made = {of: column.values.reindex(codes).sum(skipna=False) for of, codes in ground.iris.items()}
    own = {of: column.values[code] for code, of in ground.same.items() if code in column.values.index}
    return pd.Series({**made, **own}, dtype=float).dropna()


def _alike(one: Column, other: Column, mine: Floats, theirs: Floats) -> bool:
    if one.name == other.name and one.step >= 0 and other.step >= 0:
        return True
    same_level = one.level == other.level
    if not same_level and "qpv" in (one.level, other.level):
        return False
    shared = ~np.isnan(mine) & ~np.isnan(theirs)
    told = shared & ((mine != 0) | (theirs != 0))
    equal = np.isclose(mine, theirs)
    if same_level and one.step == other.step:
        return bool(np.array_equal(mine, theirs, equal_nan=True))
    if same_level:
        return bool(told.sum() >= FEWEST and equal[told].mean() >= TWIN_SHARE)
    return bool(told.any() and equal[shared].all())


@dataclass(frozen=True)
class Sum:
    """Columns that add up to another, by their places in the list."""

    total: int
    parts: tuple[int, ...]


def sums(columns: Sequence[Column]) -> list[Sum]:
    """Find the columns in use that are the sum of others of their level: women and men, classes of age."""
    found = []
    for level in ("commune", "iris", "qpv"):
        places = [
            place
            for place, column in enumerate(columns)
            if column.level == level and column.in_use and column.values.sum() > 0
        ]
        found += _of_level(columns, _distinct(columns, places), fewest=FEWEST)
        # The headings of one file say that women and men make the total, on however few areas it shows.
        for step in sorted({columns[place].step for place in places}):
            own = [place for place in places if columns[place].step == step]
            found += _of_level(columns, _distinct(columns, own), fewest=1)
    return list(dict.fromkeys(found))


def _distinct(columns: Sequence[Column], places: list[int]) -> list[int]:
    """Keep one of the columns that have the same figures."""
    return sorted({tuple(columns[place].values.items()): place for place in places}.values())


def _of_level(columns: Sequence[Column], places: list[int], *, fewest: int) -> list[Sum]:
    table = pd.DataFrame({place: columns[place].values for place in places})
    found = []
    for total in places:
        if not columns[total].under_rule:
            continue
        parts = [place for place in places if place != total and columns[place].under_rule]
        rows = table[table[total].notna()]
        parts = [place for place in parts if not (rows[place] > rows[total] + 1e-9).any() and rows[place].notna().any()]
        # The parts that the file masks somewhere are compared where they are given.
        rows = rows[[total, *parts]].dropna()
        if len(parts) < 2 or (rows[total] > 0).sum() < fewest:
            continue
        found += [
            Sum(total, tuple(parts[at] for at in chosen))
            for chosen in _subsets(rows[parts].to_numpy(), rows[total].to_numpy())
        ]
    return found


def _subsets(parts: Floats, total: Floats) -> list[tuple[int, ...]]:
    """Return the smallest sets of columns that add up to a total on every row, a few of them."""
    from scipy.optimize import Bounds, LinearConstraint, milp, nnls

    if nnls(parts, total)[1] > 1e-6 * max(1.0, float(np.linalg.norm(total))):
        return []
    width = parts.shape[1]
    slack = 1e-6 * np.maximum(1.0, total)
    constraints = [LinearConstraint(parts, total - slack, total + slack), LinearConstraint(np.ones(width), 2, width)]
    found: list[tuple[int, ...]] = []
    while len(found) < _SOLUTIONS:
        solved = milp(
            np.ones(width),
            constraints=constraints,
            integrality=np.ones(width),
            bounds=Bounds(0, 1),
            options={"time_limit": _SECONDS},
        )
        if solved.x is None:
            break
        chosen = np.flatnonzero(solved.x > 0.5)
        found.append(tuple(chosen.tolist()))
        again = np.zeros(width)
        again[chosen] = 1.0
        constraints.append(LinearConstraint(again, -np.inf, chosen.size - 1))
    return found


@dataclass(frozen=True)
class Quotient:
    """A column that is the quotient of two counts, by their places in the list."""

    rate: int
    numerator: int
    denominator: int


def quotients(columns: Sequence[Column]) -> list[Quotient]:
    """Find the rates that give a count back: a rate beside its denominator gives its numerator.

    A rate r written to d decimals is the quotient of a and b when |r b / f − a| <= b 10^−d / (2 f), with f = 1, 100 or
    1000, on nearly every area (a count corrected since is still the rate's elsewhere); and so is what it leaves of
    100 %. Counts of every vintage are tried: those that are no longer in use were shown once.
    """
    found = []
    for level in ("commune", "iris", "qpv"):
        places = [place for place, column in enumerate(columns) if column.level == level]
        counts = [place for place in places if columns[place].is_count]
        secret = [place for place in counts if columns[place].under_rule]
        rates = [place for place in places if columns[place].in_use and not columns[place].is_count]
        if not secret or not rates:
            continue
        table = pd.DataFrame({place: columns[place].values for place in places})
        figures = table[counts].to_numpy()
        for rate in rates:
            r = table[rate].to_numpy()
            half = 0.5 * 10.0 ** -columns[rate].decimals
            for at, below in enumerate(counts):
                for above in np.flatnonzero(_fits(r, half, figures[:, at], figures)).tolist():
                    if above != at and (columns[counts[above]].under_rule or columns[below].under_rule):
                        found.append(Quotient(rate, counts[above], below))
    return found


def _fits(rate: Floats, half: float, below: Floats, above: Floats) -> Bools:
    """Tell which columns `above` are the rate times the column `below`, within the rounding of the rate."""
    fits = np.zeros(above.shape[1], dtype=bool)
    for factor in _FACTORS:
        for shown in (rate, factor - rate) if factor == 100.0 else (rate,):
            off = np.abs((shown * below / factor)[:, None] - above) <= (below * half / factor)[:, None] * 1.001 + 1e-9
            given = ~np.isnan(above) & ~np.isnan(rate * below)[:, None]
            told = given & (above > 0) & (below > 0)[:, None]
            good = (told & off).sum(axis=0)
            fits |= (good >= FEWEST) & (good >= QUOTIENT_SHARE * told.sum(axis=0))
    return fits


def implied(columns: Sequence[Column]) -> list[Column]:
    """Return the counts that no file gives, and that a rate gives beside a base: 7,8 % of 90 households are 7.

    The product r b / f of a rate and of its base lies within b 10^−d / (2 f) of a whole number on every area. By
    chance it would on an area as often as twice that; where it tells (less than every other time) the chances are
    multiplied. A rate whose numerator is given as well needs none.
    """
    told = {(one.rate, one.denominator) for one in quotients(columns)}
    found = []
    for place, rate in enumerate(columns):
        if rate.is_count or rate.step < 0:
            continue
        for at, base in enumerate(columns):
            if base.level == rate.level and base.is_count and (place, at) not in told:
                found += _implied(rate, base)
    return found


def _implied(rate: Column, base: Column) -> list[Column]:
    codes = rate.values.index.intersection(base.values.index)
    r, b = (column.values[codes].to_numpy(dtype=float) for column in (rate, base))
    for factor in _FACTORS:
        made = r * b / factor
        slack = b * 0.5 * 10.0**-rate.decimals / factor * 1.001 + 1e-9
        telling = (made > 0) & (slack < 0.25)
        near = np.abs(made - np.rint(made)) <= slack
        if telling.sum() < FEWEST or not near[telling].all() or (made > b).any():
            continue
        if np.log(2 * slack[telling]).sum() <= np.log(BY_CHANCE):
            values = pd.Series(np.rint(made), index=codes)
            name = f"{rate.name} {base.name}"
            return [
                Column(
                    rate.step, rate.in_use, rate.level, name, name, "effectif", base.rule or PERSONS, values, {}, 0,
                    implied=True,
                )
            ]  # fmt: skip
    return []

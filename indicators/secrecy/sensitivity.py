"""Which cells are secret by themselves, and how wide an attacker must be left in doubt about them.

Primary secrecy. A cell is secret when its number of contributors u is positive and under the threshold t, or
when its largest contribution x1 is over the share k of its value v (the (1, k) dominance rule). A zero has no
contributor: by default it is published, as Insee does, because here it most often says something of the place
(no such housing, no such benefit) and because hiding every zero empties a table of small areas. But a zero
can tell a secret: "nobody here receives it" is about every inhabitant. With ``zeros="hide"`` zeros are secret too.

What is asked. Let [low, high] be what an attacker computes for a secret cell. He must not be able to tell
that the cell is under the threshold, nor come near its value from below:

    threshold    high >= v t / u (for a count: t itself)      low <= v / 2
    dominance    high >= x1 / k                               low <= v - (x1 / k - v)
    zero         high >= t times the mean value of one unit

The first line is this project's choice, harder than the percentage of the value that τ-ARGUS calls a safety
range. It has a consequence that makes it worth its price: if several secret cells are together under the
threshold, their published sum leaves every one of them with high < t, so that the sum is refused as well. The
second is the upper protection level 100 x1 / k − v of the handbook, with the same distance below.

Source: Insee, Manuel de protection des tableaux, annexe « Règles »; Hundepool et al. (2012), Statistical
Disclosure Control, ch. 4 (sensitivity rules and required protection levels); Fischetti and Salazar (2001),
Solving the cell suppression problem on tabular data with linear constraints (upper and lower levels).
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

import numpy as np

from data.formats import number
from indicators.errors import CellsError, SecrecyError
from indicators.secrecy.cells import Bools, Floats
from indicators.secrecy.table import Table

Zeros: TypeAlias = Literal["publish", "hide"]


@dataclass(frozen=True)
class Settings:
    """The numbers of a rule, as `protect` takes them.

    Attributes
    ----------
    threshold : float
        Fewest contributors of a cell that may be published.
    dominance : float or None
        Largest share of a cell, between 0 and 1, that one contributor may make; None: no such rule.
    zeros : "publish" or "hide"
        What is done with a cell that has no contributor.
    rounding : float
        Published figures are rounded to multiples of this number; 0 when they are exact.
    """

    threshold: float
    dominance: float | None = None
    zeros: Zeros = "publish"
    rounding: float = 0.0

    def __post_init__(self) -> None:
        if not self.threshold >= 1:
            raise SecrecyError(
                f"Le seuil du secret vaut {number(self.threshold, 1)} : il doit être d’au moins 1 unité."
            )
        if self.dominance is not None and not 0 < self.dominance < 1:
            raise SecrecyError(
                f"La part de dominance vaut {number(self.dominance, 2)} : écrivez-la entre 0 et 1 (0,85 pour 85 %)."
            )
        if self.zeros not in ("publish", "hide"):
            raise SecrecyError(f"Le traitement des zéros « {self.zeros} » n’existe pas : « publish » ou « hide ».")
        if not self.rounding >= 0:
            raise SecrecyError(f"L’arrondi vaut {number(self.rounding, 1)} : il doit être positif, ou nul.")


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """Secret cells, and the interval that an attacker must at least be left with.

    Attributes
    ----------
    primary : bool[n]
    reason : object[n]
        « seuil », « dominance », « zéro », or an empty text.
    low, high : float[n]
        What is asked: the attacker's interval must reach down to `low` and up to `high`. NaN for a cell
        that is not secret.
    """

    primary: Bools
    reason: "np.ndarray[tuple[int], np.dtype[np.object_]]"
    low: Floats
    high: Floats


def find_sensitive(table: Table, settings: Settings) -> Sensitivity:
    """Apply the rules to every cell, shown or not, that is not already public elsewhere.

    Raises
    ------
    CellsError
        The dominance rule is asked for and the largest contributions are not given, or one is larger than
        its cell.
    """
    value, units = table.value, table.units
    few = (units > 0) & (units < settings.threshold)
    heavy = np.zeros(value.size, dtype=bool)
    if settings.dominance is not None:
        _refuse_contributions(table)
        heavy = (value > 0) & (table.largest > settings.dominance * value * (1 + 1e-12))
    empty = (units == 0) & (settings.zeros == "hide")
    primary = (few | heavy | empty) & ~table.known
    low, high = np.full(value.size, np.inf), np.full(value.size, -np.inf)
    safe = np.maximum(units, 1e-300)
    high[few] = np.maximum(high, value * settings.threshold / safe)[few]
    low[few] = np.minimum(low, value / 2)[few]
    if settings.dominance is not None:
        needed = table.largest / settings.dominance
        high[heavy] = np.maximum(high, needed)[heavy]
        low[heavy] = np.minimum(low, np.maximum(0.0, 2 * value - needed))[heavy]
    total = float(units[: table.given].max(initial=0.0))
    mean = 1.0 if table.counts or total == 0 else float(value[int(units[: table.given].argmax())] / total)
    high[empty] = settings.threshold * mean
    low[empty] = 0.0
    if table.whole_numbers:
        # An attacker rounds inwards: only a whole bound counts.
        low, high = np.floor(low), np.ceil(high)
    high = np.minimum(high, table.ceiling)
    low[~primary] = high[~primary] = np.nan
    reason = np.full(value.size, "", dtype=object)
    reason[empty], reason[heavy], reason[few] = "zéro", "dominance", "seuil"
    reason[~primary] = ""
    return Sensitivity(primary, reason, low, high)


def _refuse_contributions(table: Table) -> None:
    if np.isnan(table.largest[: table.given]).any():
        raise CellsError(
            "La règle de dominance demande la plus grosse contribution à chaque case : ajoutez la colonne « largest »."
        )
    over = np.flatnonzero(table.largest > table.value * (1 + 1e-9) + 1e-9)
    if over.size:
        cell = over[0]
        raise CellsError(
            f"La case « {table.label(cell)} » vaut {number(table.value[cell], 2)} et sa plus grosse contribution "
            f"{number(table.largest[cell], 2)} : une contribution ne dépasse pas la case."
        )

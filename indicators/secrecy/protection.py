"""Protect a table: which cells are secret, which others must be hidden so that they stay so."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
import pandas as pd

from data.formats import number
from indicators.errors import CellsError, SecrecyError
from indicators.secrecy.cells import Floats
from indicators.secrecy.cuts import Problem
from indicators.secrecy.hierarchy import Hierarchy, Trees, read_hierarchy
from indicators.secrecy.insiders import find_insiders
from indicators.secrecy.sensitivity import Settings, Zeros, find_sensitive
from indicators.secrecy.suppression import suppress
from indicators.secrecy.table import Table, read_table

PUBLISHED = "publié"
PRIMARY = "primaire"
SECONDARY = "secondaire"
NEVER_SHOWN = "jamais montré"

Cost: TypeAlias = Literal["units", "value", "cells"]


@dataclass(frozen=True)
class Proof:
    """How a table was protected, kept with it so that it can be audited: no figure is in it.

    Attributes
    ----------
    trees, settings
        The equations and the rule.
    cost, bound : float
        What the complementary cells cost, and the least that is proven possible.
    proven : bool
        Whether nothing cheaper exists.
    rounds : int
        Programs solved.
    seconds : float
    """

    trees: Trees
    settings: Settings
    cost: float
    bound: float
    proven: bool
    rounds: int
    seconds: float

    @property
    def gap(self) -> float:
        """Largest share of the cost that a better choice could save; 0 when none can."""
        return 0.0 if self.proven else 1.0 - self.bound / self.cost

    def __deepcopy__(self, memo: Mapping[int, Any]) -> "Proof":
        # pandas copies what a frame carries at every step; nothing here can change.
        return self


def protect(
    cells: pd.DataFrame,
    hierarchy: Hierarchy,
    *,
    threshold: float,
    dominance: float | None = None,
    zeros: Zeros = "publish",
    rounding: float = 0.0,
    cost: Cost = "units",
    time_limit: float = 60.0,
) -> pd.DataFrame:
    """Give each cell of a table its status: published, secret, or hidden to protect a secret.

    Cells are hidden so that no attacker who knows all published cells, the sums and that no figure is negative
    can say that a secret cell is under the threshold (see `indicators.secrecy.sensitivity` for what is asked),
    at the least cost: the sum over the complementary cells of their `cost`. In tables of amounts, neither can a
    contributor who is alone in his cell (see `indicators.secrecy.insiders`).

    Several tables are one: cells of linked tables stand in the same long table, with the code of the total
    where a table does not use a dimension (`link` does it), and a shared margin is one cell. Zones that overlap
    are several trees over the same dimension (`with_zones` does it). Rates are not additive: protect their
    numerator and denominator.

    Parameters
    ----------
    cells : DataFrame
        One row a cell, totals included. One column a dimension of `hierarchy`, ``value`` (0 or more, summed
        by totals), and, when there are: ``units``, number of contributors (without it, the figures are
        counts); ``largest``, largest contribution, for dominance; ``ceiling``, a public upper bound of the
        figure (population); ``latent``, True for a cell that is never shown, but that sums would give away
        (piece of two zones); ``known``, True for a cell that is public elsewhere, and stays so.
    hierarchy : mapping
        Dimension to its tree, or trees: see `Tree`. A code's total is the sum of its parts.
    threshold : float
        Fewest contributors of a cell that may be published.
    dominance : float, optional
        Largest share of a cell, between 0 and 1, that one contributor may make.
    zeros : "publish" or "hide"
        A cell without contributors is published by default, as Insee does; "hide" makes it secret, for
        tables where "nobody" says something of everybody.
    rounding : float
        Step to which figures are, and will be, rounded (5 for the Caf's); 0 for exact figures.
    cost : "units", "value" or "cells"
        What a hidden cell costs: its contributors, its figure, or 1; at least 1 each time.
    time_limit : float
        Seconds after which the search stops: the best protection so far, made sufficient and spare, is returned
        with the gap that is proven.

    Returns
    -------
    DataFrame
        `cells` with ``status`` (« publié », « primaire », « secondaire », « jamais montré » for latent cells),
        ``reason`` (« seuil », « dominance », « zéro », « protection », or empty), ``asked_low`` and
        ``asked_high``. It holds every figure: what may be shown is given by `published` and `release`.
        ``attrs["secrecy"]`` is a `Proof`.

    Raises
    ------
    HierarchyError, CellsError, AdditivityError
        The table is not one.
    UnprotectableError
        Cells that must be published give a secret away.

    Notes
    -----
    The attacker does not reason on crossings that are not listed. Three two-way margins of a cube bound its
    cells: list the cube as latent cells to protect it too. A figure that moves by more than 100 times what is
    asked is not thought of when a secret's own table is written into the program: this can only make the
    choice dearer, never unsafe.

    Source: Fischetti and Salazar (2001), Solving the cell suppression problem on tabular data with linear
    constraints; Hundepool et al. (2012), Statistical Disclosure Control, ch. 4.

    Examples
    --------
    >>> cells = pd.DataFrame({"area": ["A", "B", "C", "all"], "value": [5, 40, 60, 105]})
    >>> protect(cells, {"area": {"A": "all", "B": "all", "C": "all"}}, threshold=11)["status"].tolist()
    ['primaire', 'secondaire', 'publié', 'publié']
    """
    settings = Settings(threshold, dominance, zeros, rounding)
    if not time_limit > 0:
        raise SecrecyError(f"Le temps de calcul vaut {number(time_limit, 1)} s : il doit être positif.")
    trees = read_hierarchy(hierarchy)
    table = read_table(cells, trees, rounding=rounding)
    sensitivity = find_sensitive(table, settings)
    always = sensitivity.primary | table.latent
    problem = Problem(
        table=table,
        sensitivity=sensitivity,
        cost=_costs(table, cost),
        rounding=rounding,
        always=always,
        open=~always & ~table.known,
        insiders=find_insiders(table, sensitivity),
    )
    found = suppress(problem, seconds=time_limit)
    result = cells.copy()
    given = slice(0, table.given)
    status = np.full(table.given, PUBLISHED, dtype=object)
    reason = sensitivity.reason[given].copy()
    extra = (found.hidden & problem.open)[given]
    status[extra], reason[extra] = SECONDARY, "protection"
    status[sensitivity.primary[given]] = PRIMARY
    status[table.latent[given]] = NEVER_SHOWN
    result["status"], result["reason"] = status, reason
    result["asked_low"], result["asked_high"] = sensitivity.low[given], sensitivity.high[given]
    result.attrs["secrecy"] = Proof(trees, settings, found.cost, found.bound, found.proven, found.rounds, found.seconds)
    return result


def _costs(table: Table, cost: Cost) -> Floats:
    if cost == "units":
        return np.maximum(table.units, 1.0)
    if cost == "value":
        return np.maximum(table.value, 1.0)
    if cost == "cells":
        return np.ones(table.value.size)
    raise CellsError(f"Le coût « {cost} » n’existe pas : « units », « value » ou « cells ».")

"""A table as an attacker reads it: cells, what adds up to what, and what is never shown."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from indicators.errors import CellsError, HierarchyError
from indicators.secrecy.cells import (
    Bools,
    Floats,
    Key,
    label,
    read_figures,
    read_marks,
    refuse_few_units,
    refuse_low_ceiling,
    refuse_sums,
)
from indicators.secrecy.hierarchy import Trees, known_codes

MEASURES = ("value", "units", "largest", "ceiling")
MARKS = ("latent", "known")


@dataclass(frozen=True, eq=False)
class Table:
    """Cells and their equations: ``matrix @ value = 0``, one row a total that is the sum of its parts.

    Attributes
    ----------
    dimensions : tuple of str
    keys : tuple of tuples
        The codes of each cell: first the cells as given, then the remainders of the trees that are not
        whole.
    value, units, largest, ceiling : float[n]
        The figure; the number of contributors; the largest contribution; what is known to everybody to
        bound the figure from above (``inf`` when nothing is).
    latent, known : bool[n]
        Never shown, but there to be computed; already public elsewhere, and thus impossible to hide.
    matrix : scipy CSR matrix, e × n
        1 for the total, −1 for its parts.
    given : int
        How many cells were given.
    counts : bool
        Whether every figure is the number of its contributors.
    """

    dimensions: tuple[str, ...]
    keys: tuple[Key, ...]
    value: Floats
    units: Floats
    largest: Floats
    ceiling: Floats
    latent: Bools
    known: Bools
    matrix: Any
    given: int
    counts: bool = field(default=False)

    @property
    def whole_numbers(self) -> bool:
        """Whether every figure is a whole number: an attacker then rounds what he computes."""
        return bool(np.all(self.value == np.round(self.value)))

    def label(self, cell: int) -> str:
        """Return the codes of a cell as one text."""
        return label(self.keys[cell])


def read_table(cells: pd.DataFrame, trees: Trees, *, rounding: float = 0.0) -> Table:
    """Read a long table and write its equations from the trees of its dimensions.

    A total is the sum of its parts along one dimension, the codes of the others being the same. A total may
    stand without its parts (a table that is cut less finely there), never with some of them.

    Parameters
    ----------
    cells : DataFrame
        One row a cell: one column a dimension, ``value``, and, when there are, ``units`` (without it the
        figures are counts of units), ``largest``, ``ceiling``, ``latent`` and ``known``.
    trees : dict
        From `read_hierarchy`.
    rounding : float
        The figures were rounded to multiples of this number (0: exact), so that sums are off by as much.

    Raises
    ------
    CellsError
        A column, a total or a part is missing; a cell is there twice; a figure is missing or negative.
    HierarchyError
        A code that the trees of its dimension do not know.
    AdditivityError
        A total that is not the sum of its parts.
    """
    dimensions = tuple(trees)
    for column in (*dimensions, "value"):
        if column not in cells.columns:
            raise CellsError(f"La colonne « {column} » manque au tableau à protéger.")
    if cells.empty:
        raise CellsError("Le tableau à protéger n'a aucune case.")
    keys: list[Key] = list(zip(*(cells[name].tolist() for name in dimensions), strict=True))
    where: dict[Key, int] = {}
    for row, key in enumerate(keys):
        if key in where:
            raise CellsError(f"La case « {label(key)} » est deux fois dans le tableau : gardez-en une.")
        where[key] = row
    for position, (dimension, forest) in enumerate(trees.items()):
        codes = known_codes(forest)
        stranger = next((key for key in keys if forest and key[position] not in codes), None)
        if stranger is not None:
            raise HierarchyError(
                f"Le code « {stranger[position]} » de la colonne « {dimension} » n’est pas dans sa hiérarchie : "
                "on ne peut pas dire à quel total il appartient."
            )
    figures = {name: read_figures(cells, name, keys) for name in MEASURES if name in cells.columns}
    value = figures["value"]
    units = figures.get("units", value)
    counts = bool(np.array_equal(value, units))
    largest = figures.get("largest", np.minimum(1.0, units) if counts else np.full(value.size, np.nan))
    ceiling = figures.get("ceiling", np.full(value.size, np.inf))
    refuse_low_ceiling(keys, value, ceiling)
    marks = {name: read_marks(cells, name) for name in MARKS}
    equations, partial = _equations(trees, keys, where)
    refuse_sums(equations, partial, keys, value, rounding)
    refuse_few_units(equations, keys, units)
    measures = {"value": value, "units": units, "largest": largest, "ceiling": ceiling}
    remainders = [equation for equation, open_ended in zip(equations, partial, strict=True) if open_ended]
    left, extra = _remainders(remainders, keys, measures)
    return Table(
        dimensions=dimensions,
        keys=(*keys, *left),
        **{name: np.concatenate([measures[name], extra[name]]) for name in measures},
        latent=np.concatenate([marks["latent"], np.ones(len(left), dtype=bool)]),
        known=np.concatenate([marks["known"], np.zeros(len(left), dtype=bool)]),
        matrix=_matrix(equations, partial, len(keys)),
        given=len(keys),
        counts=counts,
    )


def _equations(trees: Trees, keys: list[Key], where: dict[Key, int]) -> tuple[list[tuple[int, list[int]]], list[bool]]:
    """List (total, parts) along every dimension, and whether something of the total is left over."""
    found: list[tuple[int, list[int]]] = []
    partial: list[bool] = []
    for position, (dimension, forest) in enumerate(trees.items()):
        for tree in forest:
            parts = tree.parts()
            for total, key in enumerate(keys):
                above = tree.parent.get(key[position])
                if above is not None and _beside(key, position, above) not in where:
                    missing = label(_beside(key, position, above))
                    raise CellsError(
                        f"Le total « {missing} » manque, alors que sa partie « {label(key)} » est là : "
                        f"ajoutez-le, ou retirez « {above} » de la hiérarchie de « {dimension} »."
                    )
                wanted = [_beside(key, position, code) for code in parts.get(key[position], ())]
                there = [where[part] for part in wanted if part in where]
                if not there:
                    continue
                if tree.whole and len(there) < len(wanted):
                    absent = next(part for part in wanted if part not in where)
                    raise CellsError(
                        f"La case « {label(absent)} » manque, alors que d’autres parties de « {label(key)} » sont "
                        "là : une case vide d’effectif s’écrit 0."
                    )
                found.append((total, there))
                partial.append(not tree.whole)
    return found, partial


def _beside(key: Key, position: int, code: Hashable) -> Key:
    return (*key[:position], code, *key[position + 1 :])


def _remainders(
    equations: list[tuple[int, list[int]]], keys: list[Key], measures: dict[str, Floats]
) -> tuple[list[Key], dict[str, Floats]]:
    """Give what is left over of a total a cell of its own."""
    extra = {name: np.zeros(len(equations)) for name in measures}
    extra["ceiling"][:] = np.inf
    left: list[Key] = []
    for row, (total, parts) in enumerate(equations):
        position = next(at for at, code in enumerate(keys[parts[0]]) if code != keys[total][at])
        listed = " + ".join(str(keys[part][position]) for part in parts)
        left.append(_beside(keys[total], position, f"{keys[total][position]} sauf {listed}"))
        for name in ("value", "units"):
            extra[name][row] = max(0.0, measures[name][total] - measures[name][parts].sum())
        # The largest contributor of a remainder is not known: the total's, at most, is taken for it.
        extra["largest"][row] = min(measures["largest"][total], extra["value"][row])
    return left, extra


def _matrix(equations: list[tuple[int, list[int]]], partial: list[bool], given: int) -> Any:
    """Write one row an equation: 1 for the total, −1 for its parts and for what is left over."""
    import scipy.sparse as sp

    rows: list[int] = []
    columns: list[int] = []
    signs: list[float] = []
    width = given
    for row, ((total, parts), open_ended) in enumerate(zip(equations, partial, strict=True)):
        members = [total, *parts]
        if open_ended:
            members.append(width)
            width += 1
        rows += [row] * len(members)
        columns += members
        signs += [1.0] + [-1.0] * (len(members) - 1)
    return sp.csr_matrix((signs, (rows, columns)), shape=(len(equations), width))

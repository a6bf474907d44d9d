"""The columns of a table of cells: read one by one, and refused with the cell at fault."""

from collections.abc import Hashable
from typing import TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.formats import number
from indicators.errors import AdditivityError, CellsError

Floats: TypeAlias = NDArray[np.float64]
Bools: TypeAlias = NDArray[np.bool_]
Ints: TypeAlias = NDArray[np.intp]
Key: TypeAlias = tuple[Hashable, ...]


def label(key: Key) -> str:
    """Return the codes of a cell as one text."""
    return " · ".join(str(code) for code in key)


def figure(value: float) -> str:
    """Write a figure of a table: without decimals when it is whole."""
    return number(value, 0 if float(value).is_integer() else 2)


def read_figures(cells: pd.DataFrame, name: str, keys: list[Key]) -> Floats:
    """Read a column of figures, none of which may be missing or negative."""
    read = pd.to_numeric(cells[name], errors="coerce").to_numpy(dtype=float, copy=True)
    if name == "ceiling":
        read[np.isnan(read)] = np.inf
    lost = np.flatnonzero(np.isnan(read))
    if lost.size:
        raise CellsError(
            f"La case « {label(keys[lost[0]])} » n’a pas de nombre dans la colonne « {name} » : un secret se "
            "calcule sur le tableau complet, où un zéro s’écrit 0."
        )
    below = np.flatnonzero(read < 0)
    if below.size:
        raise CellsError(
            f"La case « {label(keys[below[0]])} » vaut {figure(read[below[0]])} dans la colonne « {name} » : "
            "un effectif ou un montant à protéger n’est pas négatif."
        )
    return read


def read_marks(cells: pd.DataFrame, name: str) -> Bools:
    """Read a column of marks; a missing one is no mark."""
    if name not in cells.columns:
        return np.zeros(len(cells), dtype=bool)
    return cells[name].eq(True).to_numpy(dtype=bool, copy=True)


def refuse_low_ceiling(keys: list[Key], value: Floats, ceiling: Floats) -> None:
    """Refuse a figure over what everybody knows to bound it."""
    low_ceiling = np.flatnonzero(ceiling < value)
    if low_ceiling.size:
        cell = low_ceiling[0]
        raise CellsError(
            f"La case « {label(keys[cell])} » vaut {figure(value[cell])}, plus que son plafond connu de tous, "
            f"{figure(ceiling[cell])}."
        )


def refuse_sums(
    equations: list[tuple[int, list[int]]], partial: list[bool], keys: list[Key], value: Floats, rounding: float
) -> None:
    """Refuse a total that its parts do not make, or are over when some of them are not listed."""
    for (total, parts), open_ended in zip(equations, partial, strict=True):
        made = float(value[parts].sum())
        slack = 1e-6 * max(1.0, value[total]) + rounding / 2 * (1 + len(parts))
        off = made - value[total]
        if off > slack or (off < -slack and not open_ended):
            terms = " + ".join(f"{label(keys[part])} : {figure(value[part])}" for part in parts[:6])
            more = f" + {len(parts) - 6} autres" if len(parts) > 6 else ""
            raise AdditivityError(
                f"Le total « {label(keys[total])} » vaut {figure(value[total])}, ses parties font {figure(made)} "
                f"({terms}{more}). Corrigez le tableau, ou dites à combien ses nombres sont arrondis."
            )


def refuse_few_units(equations: list[tuple[int, list[int]]], keys: list[Key], units: Floats) -> None:
    """Refuse a total of fewer units than one of its parts; units that are in several parts make no sum."""
    for total, parts in equations:
        part = max(parts, key=lambda each: units[each])
        if units[part] > units[total] * (1 + 1e-9):
            raise CellsError(
                f"Le total « {label(keys[total])} » compte {figure(units[total])} unités, moins que les "
                f"{figure(units[part])} de sa partie « {label(keys[part])} »."
            )

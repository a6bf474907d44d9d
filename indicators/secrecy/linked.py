"""Several tables of the same figures, made one, so that they are protected together."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from data.formats import number
from indicators.errors import AdditivityError, CellsError
from indicators.secrecy.cells import label
from indicators.secrecy.hierarchy import Code


def link(tables: Mapping[str, pd.DataFrame], totals: Mapping[str, Code]) -> pd.DataFrame:
    """Stack linked tables into one long table, in which what they share is there once.

    A table that does not use a dimension is, for that dimension, about its total: linked tables then share their
    margins as cells with the same codes. Protected apart, one table would give away what another hides.

    Parameters
    ----------
    tables : mapping of name to DataFrame
        Each with some of the dimensions and the columns of `protect`.
    totals : mapping of dimension to code
        Every dimension, and the code of its total.

    Returns
    -------
    DataFrame
        All the dimensions, the other columns, and ``tables``: the names of the tables a cell is in, parted by
        commas. One row a cell.

    Raises
    ------
    AdditivityError
        Two tables give different figures for the same cell.
    CellsError
        No table, or a table with no known dimension.

    Examples
    --------
    >>> by_public = pd.DataFrame({"public": ["young", "all"], "value": [3, 20]})
    >>> by_right = pd.DataFrame({"right": ["rsa", "any"], "value": [8, 20]})
    >>> linked = link({"p": by_public, "r": by_right}, {"public": "all", "right": "any"})
    >>> linked[["public", "right", "value", "tables"]].values.tolist()
    [['young', 'any', 3, 'p'], ['all', 'any', 20, 'p,r'], ['all', 'rsa', 8, 'r']]
    """
    if not tables:
        raise CellsError("Aucun tableau à relier : donnez-en au moins un.")
    dimensions = list(totals)
    stacked = []
    for name, table in tables.items():
        used = [dimension for dimension in dimensions if dimension in table.columns]
        if not used:
            raise CellsError(f"Le tableau « {name} » n'a aucune des dimensions {', '.join(dimensions)}.")
        absent: dict[str, Any] = {dimension: totals[dimension] for dimension in dimensions if dimension not in used}
        stacked.append(table.assign(**absent, tables=name))
    joined = pd.concat(stacked, ignore_index=True)
    _refuse_differences(joined, dimensions)
    names = joined.groupby(dimensions, sort=False)["tables"].agg(",".join)
    once = joined.drop_duplicates(dimensions).drop(columns="tables")
    once["tables"] = names.to_numpy()
    first = [*dimensions, "value"]
    rest = [column for column in once.columns if column not in first]
    return once[[*first, *rest]].reset_index(drop=True)


def _refuse_differences(joined: pd.DataFrame, dimensions: list[str]) -> None:
    for measure in ("value", "units"):
        if measure not in joined.columns:
            continue
        ends = joined.groupby(dimensions, sort=False)[measure].agg(["min", "max"])
        off = ends[ends["max"] - ends["min"] > 1e-6 * np.maximum(1.0, ends["max"].abs())]
        if len(off):
            key = off.index[0] if isinstance(off.index[0], tuple) else (off.index[0],)
            low, high = float(off["min"].iloc[0]), float(off["max"].iloc[0])
            raise AdditivityError(
                f"La case « {label(key)} » vaut {number(low, 2)} dans un tableau et {number(high, 2)} dans un autre "
                f"(colonne « {measure} ») : deux tableaux liés disent la même chose de ce qu'ils partagent."
            )

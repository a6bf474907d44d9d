"""Imported figures, protected together: the only way in which they reach a page, a table or an export."""

from functools import lru_cache

import pandas as pd

from data import store
from data.importers.rawvalues import RESERVED
from indicators.imported.release import Release

__all__ = ["figures", "of", "released"]


def released() -> Release:
    """Return what may be shown of the imports in use, computed once for their content.

    Raises
    ------
    data.errors.DataError
    """
    return _released(store.fingerprint())


@lru_cache(maxsize=2)
def _released(fingerprint: str) -> Release:
    from indicators.imported import columns, ground
    from indicators.imported.release import release

    return release([*columns.imported(), *columns.public()], ground.load())


def of(level: str) -> pd.DataFrame:
    """Return the imported figures of a level: code, indicator, value (NaN when it is not shown), status."""
    table = released().table
    return table[table["level"].eq(level)].drop(columns="level")


def figures() -> pd.DataFrame:
    """Return the table of figures, in which the imported ones are as they may be shown."""
    table = store.read("figures")
    reserved = table["status"].eq(RESERVED)
    if not reserved.any():
        return table
    keys = ["level", "code", "indicator"]
    shown = table.loc[reserved, keys].merge(released().table, on=keys, how="left")
    table.loc[reserved, "value"] = shown["value"].to_numpy()
    # A reserved value that nothing protects is not shown.
    table.loc[reserved, "status"] = shown["status"].fillna("secret").to_numpy()
    return table

"""The vintage that an import brings, against the one in use."""

from collections.abc import Callable, Hashable

import geopandas as gpd
import numpy as np
import pandas as pd

from data import catalogue, store
from data.errors import TableMissing
from data.formats import is_missing, number
from data.importers import layers
from data.importers.outcome import Import
from data.official.changes import Changes, Move, compare, ordered


def of_import(import_: Import) -> list[Changes]:
    """Compare each table of an import with the one in use; the rows that an import does not touch are left aside."""
    return [_of_table(import_, table) for table in import_.tables]


def _of_table(import_: Import, table: str) -> Changes:
    after = import_.tables[table]
    entry = import_.entries[table]
    keys = tuple(key for key in layers.KEYS.get(table, ()) if key in after.columns) or (str(after.columns[0]),)
    labels = {one.name: (one.label, one.decimals, one.unit) for one in entry.columns}
    title = catalogue.read_embedded(table).title if table in store.TABLES else entry.title
    try:
        before = store.read(table)
    except TableMissing:
        before = after.iloc[:0]
    if isinstance(after, gpd.GeoDataFrame) and isinstance(before, gpd.GeoDataFrame):
        after = after.to_crs(before.crs)
    if table == "figures":
        return _of_figures(before, after, title)
    if table in import_.added:
        wanted = pd.MultiIndex.from_frame(after[list(keys)])
        before = before[pd.MultiIndex.from_frame(before[list(keys)]).isin(wanted)]
    return compare(before, after, keys=keys, title=title, name=_namer(before, after, keys), labels=labels)


def _namer(before: pd.DataFrame, after: pd.DataFrame, keys: tuple[str, ...]) -> Callable[[Hashable], str]:
    """Return from key to name, where the table has names."""
    wanted = next((column for column in ("name", "label", "title") if column in after.columns), None)
    names: dict[Hashable, str] = {}
    for frame in (before, after):
        if wanted and wanted in frame.columns:
            index = frame.set_index(list(keys) if len(keys) > 1 else keys[0]).index
            names |= dict(zip(index, frame[wanted].astype(str), strict=True))
    return lambda key: names.get(key) or (" ".join(map(str, key)) if isinstance(key, tuple) else str(key))


def _of_figures(before: pd.DataFrame, after: pd.DataFrame, title: str) -> Changes:
    """Compare figures: a value, or the reason why there is none, is one thing; units are those of each indicator."""
    keys = ["level", "code", "indicator"]
    touched = after[["level", "indicator"]].drop_duplicates()
    before = before.merge(touched, on=["level", "indicator"])
    described = store.read("indicators").set_index(["level", "id"])
    areas = {
        level: store.read_plain(table, ["code", "name"]).set_index("code")["name"].to_dict()
        for level, table in (("commune", "communes"), ("iris", "iris"), ("qpv", "qpv"))
    }
    old, new = before.set_index(keys), after.set_index(keys)

    def name(key: tuple[str, str, str]) -> tuple[str, str]:
        level, code, indicator = key
        label = described["short"].get((level, indicator), indicator) or indicator
        return str(label), str(areas.get(level, {}).get(code, code))

    moved: list[Move] = []
    for key in new.index[new.index.isin(old.index)]:
        was, now = old.loc[key], new.loc[key]
        if was["status"] == now["status"] and (is_missing(now["value"]) or was["value"] == now["value"]):
            continue
        label, area = name(key)
        known = (key[0], key[2]) in described.index
        decimals = int(described.loc[(key[0], key[2]), "decimals"]) if known else 1
        unit = str(described.loc[(key[0], key[2]), "unit"]).partition(" ")[0] if known else ""
        shown = [
            str(one["status"]) if is_missing(one["value"]) else number(float(one["value"]), decimals, unit)
            for one in (was, now)
        ]
        both = not is_missing(was["value"]) and not is_missing(now["value"]) and was["value"]
        share = (now["value"] - was["value"]) / abs(was["value"]) if both else np.inf
        moved.append(Move(area, label, shown[0], shown[1], float(share)))
    return Changes(
        title=title,
        before=len(old),
        after=len(new),
        added=tuple(", ".join(name(key)) for key in new.index[~new.index.isin(old.index)]),
        removed=tuple(", ".join(name(key)) for key in old.index[~old.index.isin(new.index)]),
        moved=ordered(moved),
    )

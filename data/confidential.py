"""Rows about persons, and imported values as they came, for what computes protected results from them.

Never for a page or an export.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

import pandas as pd

from data import catalogue, current, store
from data.catalogue import Entry
from data.errors import RetentionEnded, TableMissing
from data.formats import day
from data.importers import layers
from data.paths import user_folder

RAW = "raw-"


def raw_name(dataset: str) -> str:
    """Return the name of the table that holds the values of an imported dataset as they came."""
    return f"{RAW}{dataset}"


def names() -> list[str]:
    """Return the names of the tables about persons that are imported, sorted."""
    return sorted(name for name in current.tables() if current.is_confidential(name))


def read(name: str, *, today: date | None = None) -> tuple[pd.DataFrame, Entry]:
    """Return the rows of a table about persons, and its entry; of waves of a survey, those that may still be kept.

    Raises
    ------
    TableMissing
        It is not imported.
    RetentionEnded
        The date until which it may be kept has passed.
    TableDamaged
    """
    folder = current.folder(name)
    if folder is None or not current.is_confidential(name):
        raise TableMissing(name)
    on = today or datetime.now(UTC).date()
    entry = catalogue.read(name)
    rows = store.read_file(folder / f"{name}.parquet", name)
    if not _over(entry, on):
        return rows, entry
    kept = origins(name, today=on)
    if not kept:
        raise RetentionEnded(name, day(date.fromisoformat(entry.keep_until)))
    return rows[rows[layers.WHOLES[name]].isin(kept)].reset_index(drop=True), entry


def origins(name: str, *, today: date | None = None) -> dict[str, Entry]:
    """Return the waves of a survey's table that may be read, and the entry of the import that each comes from.

    None for a table that is not imported, or that has no waves.

    Raises
    ------
    TableDamaged
    """
    if name not in layers.WHOLES or not current.is_confidential(name):
        return {}
    on = today or datetime.now(UTC).date()
    found = layers.origins(current.pointer(), name)
    return {wave: found[wave] for wave in sorted(found) if not _over(found[wave], on)}


def _over(entry: Entry, today: date) -> bool:
    return bool(entry.keep_until) and today > date.fromisoformat(entry.keep_until)


@dataclass(frozen=True, eq=False)
class RawVintage:
    """The values of one vintage of an imported dataset, as they came.

    Attributes
    ----------
    dataset, version : str
    in_use : bool
        False for a vintage kept aside: it was shown once.
    values : DataFrame
        Columns level, code, indicator, value (NaN when the file gives none), status, rule.
    """

    dataset: str
    version: str
    in_use: bool
    values: pd.DataFrame


def raw_vintages() -> list[RawVintage]:
    """Return every kept vintage of the datasets that have raw values, the first imported first.

    Raises
    ------
    TableDamaged
    """
    found = []
    for rank, dataset in enumerate(current.pointer().datasets):
        name = raw_name(dataset.name)
        for place, version in enumerate(dataset.versions):
            if name in version.confidential:
                found.append((version.when, rank, place, dataset, version))
    return [
        RawVintage(dataset.name, version.version, version.version == dataset.current, _raw(dataset.name, version))
        for _, _, _, dataset, version in sorted(found, key=lambda one: one[:3])
    ]


def _raw(dataset: str, version: current.Version) -> pd.DataFrame:
    name = raw_name(dataset)
    path = user_folder() / current.CONFIDENTIAL / dataset / version.version / f"{name}.parquet"
    return store.read_file(path, name).drop(columns="grain")

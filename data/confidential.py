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
from data.paths import user_folder

RAW = "raw-"


def raw_name(dataset: str) -> str:
    """Return the name of the table that holds the values of an imported dataset as they came."""
    return f"{RAW}{dataset}"


def names() -> list[str]:
    """Return the names of the tables about persons that are imported, sorted."""
    return sorted(name for name in current.tables() if current.is_confidential(name))


def read(name: str, *, today: date | None = None) -> tuple[pd.DataFrame, Entry]:
    """Return the rows of a table about persons, and its entry.

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
    entry = catalogue.read(name)
    if entry.keep_until and (today or datetime.now(UTC).date()) > date.fromisoformat(entry.keep_until):
        raise RetentionEnded(name, day(date.fromisoformat(entry.keep_until)))
    return store.read_file(folder / f"{name}.parquet", name), entry


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

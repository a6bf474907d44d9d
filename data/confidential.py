"""Rows about persons, for what computes protected results from them: never for a page or an export."""

from datetime import UTC, date, datetime

import pandas as pd

from data import catalogue, current, store
from data.catalogue import Entry
from data.errors import RetentionEnded, TableMissing
from data.formats import day


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

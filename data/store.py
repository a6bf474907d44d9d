"""Reading and writing the tables: Parquet files, the user's winning over the embedded ones."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from data import catalogue, current
from data.catalogue import Entry
from data.errors import DataError, TableConfidential, TableDamaged, TableEmpty, TableMissing
from data.files import replacing, sha256
from data.paths import ground_tables, user_folder
from data.settings import settings

if TYPE_CHECKING:
    import geopandas as gpd

GEOGRAPHIC = 4326
GEOMETRIC = frozenset({"communes", "iris", "qpv", "grid", "places"})
TABLES = (
    "communes",
    "iris",
    "qpv",
    "grid",
    "places",
    "figures",
    "indicators",
    "ratios",
    "facts",
    "national_rates",
)


def locate(name: str) -> Path:
    """Return the file of a table: of the import in use, else the user's, else the embedded one.

    Raises
    ------
    TableMissing
    TableConfidential
        Rows about persons: `data.confidential.read` is for what computes protected results from them.
    """
    imported = current.folder(name)
    if imported is not None:
        if current.is_confidential(name):
            raise TableConfidential(name)
        return imported / f"{name}.parquet"
    return ground(name)


def ground(name: str) -> Path:
    """Return the file of a table as it is without any import.

    Raises
    ------
    TableMissing
    """
    for folder in (user_folder() / "tables", ground_tables()):
        path = folder / f"{name}.parquet"
        if path.is_file():
            return path
    raise TableMissing(name)


def is_empty(name: str) -> bool:
    """Tell whether a table has no row: nothing of it is known for this territory.

    Raises
    ------
    TableMissing
    TableDamaged
    """
    path = locate(name)
    try:
        return bool(pq.read_metadata(path).num_rows == 0)
    except (OSError, pa.ArrowException) as error:
        raise TableDamaged(name, "fichier Parquet endommagé") from error


def require(*names: str) -> None:
    """Refuse to go on without rows in some tables.

    Raises
    ------
    TableEmpty
        Names the first that has none.
    """
    for name in names:
        if is_empty(name):
            raise TableEmpty(catalogue.read(name).title)


def is_replaced(name: str) -> bool:
    """Tell whether a user's table stands in for the embedded one."""
    return locate(name).parent != ground_tables()


def fingerprint(*names: str) -> str:
    """Return a short hash of the content of the named tables (by default, all that may be read).

    Two runs on the same content give the same text: it keys caches and is kept in saved plans.
    """
    # Rows about persons are read by none but what protects them; their version is told by their folder.
    persons = sorted(folder for name, folder in current.tables().items() if current.is_confidential(name))
    # So are imported figures, which stand in the table of figures once they are protected.
    parts = [] if names and "figures" not in names else persons
    for name in names or _all_tables():
        path = locate(name)
        try:
            stat = path.stat()
        except OSError:  # an import has just switched the table, or its file was taken away
            path = locate(name)
            stat = _stat(path, name)
        parts.append(_digest(str(path), stat.st_mtime_ns, stat.st_size))
    # What the territory sets otherwise changes what is computed from the same figures.
    if (not names or "figures" in names) and (adjusted := settings().adjusted):
        parts.append(adjusted)
    if len(parts) == 1:
        return parts[0][:12]
    import hashlib

    return hashlib.sha256("".join(parts).encode()).hexdigest()[:12]


def _all_tables() -> tuple[str, ...]:
    more = sorted(name for name in current.tables() if name not in TABLES and not current.is_confidential(name))
    return (*TABLES, *more)


def _stat(path: Path, name: str) -> os.stat_result:
    try:
        return path.stat()
    except OSError as error:
        raise TableDamaged(name, "fichier absent") from error


_digests: dict[tuple[str, int, int], str] = {}


def _digest(path: str, modified: int, size: int) -> str:
    key = (path, modified, size)
    if key not in _digests:
        _digests[key] = sha256(Path(path))
    return _digests[key]


def _read_geographic(path: Path, name: str) -> "gpd.GeoDataFrame":
    import geopandas as gpd
    from shapely.errors import ShapelyError

    try:
        table = gpd.read_parquet(path)
    except ShapelyError as error:
        raise TableDamaged(name, "géométrie illisible") from error
    if table.crs is None:
        raise TableDamaged(name, "projection non précisée")
    return table if table.crs == GEOGRAPHIC else table.to_crs(GEOGRAPHIC)


def read(name: str) -> "pd.DataFrame":
    """Return a table; a GeoDataFrame in EPSG:4326 for those of `GEOMETRIC`.

    Raises
    ------
    TableMissing
        In neither folder.
    TableDamaged
        Unreadable, without a projection, or without a column that its catalogue entry describes.
    """
    path = locate(name)
    try:
        return read_file(path, name)
    except TableDamaged:
        # An import may have switched the table between the two lines above, and taken the old file away.
        again = locate(name)
        if again == path:
            raise
        return read_file(again, name)


def read_file(path: Path, name: str) -> "pd.DataFrame":
    """Return the table of one file, checked against the sidecar beside it (else against the one in use).

    Raises
    ------
    TableDamaged
    """
    try:
        geometric = name in GEOMETRIC or b"geo" in (pq.read_schema(path).metadata or {})
        table: pd.DataFrame = _read_geographic(path, name) if geometric else pq.read_table(path).to_pandas()
    except TableDamaged:
        raise
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError, AttributeError) as error:
        raise TableDamaged(name, "fichier Parquet endommagé") from error
    entry = catalogue.read_beside(path, name)
    missing = [column.name for column in entry.columns if column.name not in table.columns]
    if missing:
        raise TableDamaged(name, "colonne absente : " + ", ".join(missing))
    return table


def read_geometry(name: str) -> "gpd.GeoDataFrame":
    """Return a table of `GEOMETRIC`, in EPSG:4326; raises as `read` does."""
    import geopandas as gpd

    return gpd.GeoDataFrame(read(name))


def read_plain(name: str, columns: list[str]) -> "pd.DataFrame":
    """Return some columns of a table as they are stored, without loading what reads geometry.

    Raises
    ------
    TableMissing
    TableDamaged
        Unreadable, or without one of the columns.
    """
    try:
        table: pd.DataFrame = pq.read_table(locate(name), columns=columns).to_pandas(ignore_metadata=True)
        return table[columns]
    except (OSError, pa.ArrowException, ValueError, KeyError, TypeError) as error:
        if isinstance(error, DataError):
            raise
        raise TableDamaged(name, "fichier Parquet endommagé") from error


def write(table: "pd.DataFrame | gpd.GeoDataFrame", entry: Entry, *, tables: Path, sidecars: Path) -> Entry:
    """Write a table and its sidecar (with checksum and row count), each whole or not at all.

    Returns
    -------
    Entry
        The entry as written.
    """
    with replacing(tables / f"{entry.name}.parquet", f"la table « {entry.title} »") as path:
        if entry.name in GEOMETRIC or any(column.nature == "géométrie" for column in entry.columns):
            table.to_parquet(path, index=False, compression="zstd", write_covering_bbox=False)
        else:
            arrow = pa.Table.from_pandas(table, preserve_index=False)
            pq.write_table(arrow, path, compression="zstd")
        checksum = sha256(path)
    written = entry.model_copy(update={"checksum": f"sha256:{checksum}", "rows": len(table)})
    catalogue.write(written, sidecars)
    return written

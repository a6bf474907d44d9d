"""A table in use, put together: the one without any import, or the last that replaces it, plus the rows added."""

from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import pandas as pd

from data import catalogue, store
from data.catalogue import Entry
from data.current import BUILT, CONFIDENTIAL, OPEN, Pointer, Version
from data.errors import TableMissing
from data.files import sha256 as digest
from data.formats import number
from data.importers.folders import place, staging
from data.paths import user_folder

# On which columns a row that is added takes the place of one that is there.
KEYS: dict[str, tuple[str, ...]] = {
    "communes": ("code",),
    "iris": ("code",),
    "qpv": ("code",),
    "grid": ("id",),
    "places": ("id",),
    "figures": ("level", "code", "indicator"),
    "indicators": ("level", "id"),
    "ratios": ("level", "id"),
    "facts": ("id",),
    "national_rates": ("benefit", "profile"),
    "actions": ("id",),
    "action_rights": ("action", "benefit"),
}
# Tables of which the rows that are added take the place of all those that have their value in this column: a wave of
# a survey is replaced whole, the other waves stay.
WHOLES: dict[str, str] = {"barometer_respondents": "wave", "barometer_aggregates": "wave"}


@dataclass(frozen=True)
class Layer:
    """What one dataset brings to a table: its folder inside the data folder, and whether it adds or replaces."""

    dataset: str
    title: str
    folder: str
    added: bool


def folder_of(dataset: str, version: Version, table: str) -> str:
    """Return the folder of a table of one vintage, inside the data folder."""
    area = CONFIDENTIAL if table in version.confidential else OPEN
    return f"{area}/{dataset}/{version.version}"


def stack(pointer: Pointer, table: str) -> list[Layer]:
    """Return what makes a table, from the bottom: everything under the last replacement is left out."""
    layers: list[Layer] = []
    for dataset in pointer.datasets:
        version = dataset.active
        if version is None or table not in (*version.tables, *version.confidential):
            continue
        added = table in version.added
        if not added:
            layers.clear()
        layers.append(Layer(dataset.name, version.title, folder_of(dataset.name, version, table), added))
    return layers


def in_use(pointer: Pointer) -> dict[str, str]:
    """Return the folder of every imported table, building those that are made of several layers.

    Folders are named after what they are built from: an existing one is never written again.
    """
    names: dict[str, None] = {}
    for dataset in pointer.datasets:
        if dataset.active is not None:
            names |= dict.fromkeys((*dataset.active.tables, *dataset.active.confidential))
    found: dict[str, str] = {}
    for name in names:
        layers = stack(pointer, name)
        alone = len(layers) == 1 and not (layers[0].added and _has_ground(name))
        found[name] = layers[0].folder if alone else _built(name, layers)
    return found


def _has_ground(name: str) -> bool:
    try:
        store.ground(name)
    except TableMissing:
        return False
    return True


def _built(name: str, layers: list[Layer]) -> str:
    bottom = f"embedded:{digest(store.ground(name))}" if layers[0].added and _has_ground(name) else ""
    key = sha256("\n".join([bottom, *(layer.folder for layer in layers)]).encode()).hexdigest()[:16]
    # What is put together from what few may read is for few to read.
    secret = any(layer.folder.startswith(f"{CONFIDENTIAL}/") for layer in layers)
    inside = f"{CONFIDENTIAL if secret else BUILT}/{name}/{key}"
    target = user_folder() / inside
    if not target.is_dir():
        table, entry = _together(name, layers)
        with staging(target.parent, secret=secret) as folder:
            store.write(table, entry, tables=folder, sidecars=folder)
            place(folder, target, secret=secret)
    return inside


def _read(path: Path, name: str) -> tuple[pd.DataFrame, Entry]:
    return store.read_file(path, name), catalogue.read_beside(path, name)


def _together(name: str, layers: list[Layer]) -> tuple[pd.DataFrame, Entry]:
    parts = [(layer.title, *_read(user_folder() / layer.folder / f"{name}.parquet", name)) for layer in layers]
    if layers[0].added and _has_ground(name):
        parts.insert(0, ("", *_read(store.ground(name), name)))
    whole = WHOLES.get(name)
    if whole is not None:
        parts = _standing(parts, whole)
    (_, table, entry), *others = parts
    for title, rows, other in others:
        table = _added(table, rows, KEYS.get(name, ()))
        entry = _described(entry, other, title, len(rows), whole=whole is not None)
    return table, entry


Part = tuple[str, pd.DataFrame, Entry]


def _standing(parts: list[Part], column: str) -> list[Part]:
    """Keep of each part the values of a column that none above it has; a part of which nothing stands is left out."""
    above: set[str] = set()
    kept: list[Part] = []
    for title, rows, entry in reversed(parts):
        stands = rows[~rows[column].isin(above)]
        above |= set(rows[column])
        if len(stands):
            kept.append((title, stands, entry))
    return kept[::-1]


def origins(pointer: Pointer, table: str) -> dict[str, Entry]:
    """Return the value of each whole of a table (see `WHOLES`) and the entry of the import that it comes from.

    Raises
    ------
    TableDamaged
    """
    found: dict[str, Entry] = {}
    for layer in stack(pointer, table):
        values, entry = _wholes(str(user_folder() / layer.folder / f"{table}.parquet"), table)
        found |= dict.fromkeys(values, entry)
    return found


def invented(pointer: Pointer) -> dict[str, str]:
    """Return the name and title of every dataset that brings invented rows to a table in use.

    Raises
    ------
    TableDamaged
    """
    found: dict[str, str] = {}
    for dataset in pointer.datasets:
        active = dataset.active
        for table in () if active is None else (*active.tables, *active.confidential):
            layer = next((one for one in stack(pointer, table) if one.dataset == dataset.name), None)
            if layer is None:
                continue
            entry = catalogue.read_beside(user_folder() / layer.folder / f"{table}.parquet", table)
            stands = table not in WHOLES or entry in origins(pointer, table).values()
            if entry.quality == "fictif" and stands:
                found[dataset.name] = layer.title
    return found


@lru_cache(maxsize=64)
def _wholes(path: str, table: str) -> tuple[tuple[str, ...], Entry]:
    """Read them once: folders are named after their content, and never written again."""
    rows, entry = _read(Path(path), table)
    return tuple(sorted({str(value) for value in rows[WHOLES[table]]})), entry


def _added(table: pd.DataFrame, rows: pd.DataFrame, keys: tuple[str, ...]) -> pd.DataFrame:
    """Put rows in the place of those that have their key, and the others after."""
    columns = [*table.columns, *(column for column in rows.columns if column not in table.columns)]
    joined = pd.concat([table.reindex(columns=columns), rows.reindex(columns=columns)], ignore_index=True)
    for column in columns:
        texts = joined[column].map(lambda value: isinstance(value, str))
        if texts.any() and (texts | joined[column].isna()).all():
            joined[column] = joined[column].fillna("")
    return joined.drop_duplicates(list(keys), keep="last", ignore_index=True) if keys else joined


def _described(entry: Entry, other: Entry, title: str, rows: int, *, whole: bool) -> Entry:
    """Return the entry of a table with the rows of another: its sources are both's."""
    # How many answered one wave may be few: it is not said.
    what = "Avec" if whole else f"Avec {number(rows)} lignes de"
    known = {column.name for column in entry.columns}
    fictitious = other.quality == "fictif"
    return entry.model_copy(
        update={
            "producer": _both(entry.producer, other.producer),
            "title": f"{entry.title}, avec « {title} » (exemple fictif)" if fictitious else entry.title,
            "quality": "fictif" if fictitious else entry.quality,
            "vintage": _both(entry.vintage, other.vintage) if whole else entry.vintage,
            "licence": _both(entry.licence, other.licence, " ; "),
            "notes": tuple(dict.fromkeys((*entry.notes, f"{what} « {title} » ({other.source}).", *other.notes))),
            "columns": (*entry.columns, *(column for column in other.columns if column.name not in known)),
            "confidential": entry.confidential or other.confidential,
            "keep_until": min((one.keep_until for one in (entry, other) if one.keep_until), default=""),
        }
    )


def _both(one: str, other: str, between: str = ", ") -> str:
    return one if other in one else one + between + other

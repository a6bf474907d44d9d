"""The sidecar of each table: where it comes from, what its columns mean, how far it can be trusted."""

import json
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from data import current
from data.errors import TableDamaged, TableMissing
from data.files import replacing
from data.paths import CATALOGUE, ground_catalogue, user_folder

Nature = Literal["effectif", "taux", "montant", "indice", "grandeur", "code", "texte", "géométrie"]
Quality = Literal["réel", "estimé", "approché", "fictif"]
# How the title of a fictitious table may begin.
_MARK = "EXEMPLE FICTIF – "


class Column(BaseModel):
    """One column: French label, unit, nature, and threshold of confidentiality (fewer units are hidden)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    label: str
    nature: Nature
    unit: str = ""
    decimals: int = 0
    public: str = ""
    threshold: int | None = None


class Entry(BaseModel):
    """The catalogue entry of a table.

    A `confidential` one describes rows about persons: its table is out of reach of `store.read`, and is
    deleted after `keep_until` (ISO date).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    title: str
    producer: str
    dataset: str
    vintage: str
    accessed: str
    licence: str
    quality: Quality
    obtained: str
    notes: tuple[str, ...] = ()
    stale_after_years: int | None = None
    checksum: str = ""
    rows: int = 0
    confidential: bool = False
    keep_until: str = ""
    columns: tuple[Column, ...]

    @property
    def source(self) -> str:
        """The line that goes under a figure: producer, dataset, vintage."""
        return f"{self.producer}, {self.dataset}, {self.vintage}"

    def column(self, name: str) -> Column:
        """Return the column called `name`; KeyError when the catalogue does not describe it."""
        for column in self.columns:
            if column.name == name:
                return column
        raise KeyError(name)


def folders() -> tuple[Path, Path]:
    """Return the folders of sidecars that are named after their table, the user's before the embedded one."""
    return user_folder() / "catalogue", ground_catalogue()


def locate(name: str) -> Path:
    """Return the sidecar of a table: of the import in use, else the user's, else the embedded one.

    Raises
    ------
    TableMissing
    """
    imported = current.folder(name)
    return ground(name) if imported is None else imported / f"{name}.json"


def ground(name: str) -> Path:
    """Return the sidecar of a table as it is without any import.

    Raises
    ------
    TableMissing
    """
    for folder in folders():
        path = folder / f"{name}.json"
        if path.is_file():
            return path
    raise TableMissing(name)


@cache
def _parse(text: str, name: str) -> Entry:
    try:
        return Entry.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise TableDamaged(name, f"fiche du catalogue, champ « {where} »") from error


def _load(path: Path, name: str) -> Entry:
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise TableMissing(name) from error
    except (OSError, UnicodeDecodeError) as error:
        raise TableDamaged(name, "fiche du catalogue illisible") from error
    return _parse(text, name)


def read(name: str) -> Entry:
    """Return the entry of a table, the user's winning over the embedded one.

    Raises
    ------
    TableMissing, TableDamaged
    """
    path = locate(name)
    try:
        return _load(path, name)
    except TableMissing:
        again = locate(name)  # an import may just have switched the table
        if again == path:
            raise
        return _load(again, name)


def read_beside(path: Path, name: str) -> Entry:
    """Return the entry of the table whose file is `path`, imported or not."""
    sidecar = path.with_suffix(".json")
    return _load(sidecar if sidecar.is_file() else ground(name), name)


def read_embedded(name: str) -> Entry:
    """Return the entry of the embedded table, whatever a user has imported over it.

    Raises
    ------
    TableMissing, TableDamaged
    """
    return _load(CATALOGUE / f"{name}.json", name)


def fictitious() -> tuple[str, ...]:
    """Return the titles of the fictitious tables in use, without their mark: every page and export then says so.

    An import is named once, by the first of its tables: the others (its dictionary, its values before they are
    protected) mean nothing to a reader.
    """
    invented = {entry.name: unmarked(entry.title) for entry in entries() if entry.quality == "fictif"}
    leading, led = set(), set()
    for dataset in current.pointer().datasets:
        if dataset.active is not None:
            first, *others = [
                name for name in (*dataset.active.tables, *dataset.active.confidential) if name in invented
            ] or [""]
            leading.add(first)
            led |= {*others}
    return tuple(dict.fromkeys(title for name, title in invented.items() if name not in led - leading))


def unmarked(title: str) -> str:
    """Return the title of a fictitious table or dataset without its mark, for a sentence that says it already."""
    return title.removeprefix(_MARK)


def entries() -> list[Entry]:
    """Return every entry, sorted by name."""
    names = {path.stem for folder in folders() if folder.is_dir() for path in folder.glob("*.json")}
    names |= current.tables().keys()
    return [read(name) for name in sorted(names)]


def write(entry: Entry, folder: Path) -> None:
    """Write an entry as a sidecar in `folder`, whole or not at all."""
    # What is said of confidential tables only is not repeated in the sidecar of every other.
    content = entry.model_dump(exclude=set() if entry.confidential else {"confidential", "keep_until"})
    text = json.dumps(content, ensure_ascii=False, indent=1)
    with replacing(folder / f"{entry.name}.json", f"la fiche de « {entry.title} »") as path:
        path.write_text(text + "\n", encoding="utf-8")

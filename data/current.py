"""Which imported tables are in use: one small file, switched whole, points to folders that never change."""

import json
import re
from pathlib import Path, PurePosixPath
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError

from data.errors import ImportsDamaged
from data.files import replacing
from data.paths import user_folder

POINTER = "current.json"
FORMAT = 1
OPEN, BUILT, CONFIDENTIAL = "datasets", "built", "confidential"

Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,80}$")]


def _inside(path: str) -> str:
    """Refuse a path that would leave the data folder."""
    parts = PurePosixPath(path).parts
    area = parts[0] if parts else ""
    if area not in {OPEN, BUILT, CONFIDENTIAL} or not all(re.fullmatch(r"[a-z0-9_-]+", part) for part in parts):
        raise ValueError(path)
    return path


class Version(BaseModel):
    """One vintage of a dataset: what one import wrote.

    Attributes
    ----------
    version : str
        Digest of its content, and the name of its folder.
    when : str
        ISO date and time of the import, UTC.
    tables, confidential, added : tuple of str
        The tables that all may read, those that hold persons, and those of which the rows are added.
    keep_until : str
        ISO date after which it must be deleted; "" for none.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Name
    kind: str
    title: str
    when: str
    tables: tuple[Name, ...] = ()
    confidential: tuple[Name, ...] = ()
    added: tuple[Name, ...] = ()
    keep_until: str = ""


class Dataset(BaseModel):
    """A dataset and its vintages, the oldest first; `current` is None when it is rolled back to nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: Name
    current: Name | None
    versions: tuple[Version, ...]

    @property
    def active(self) -> Version | None:
        """The vintage in use."""
        return next((one for one in self.versions if one.version == self.current), None)


class Pointer(BaseModel):
    """The imports in use.

    Attributes
    ----------
    datasets : tuple of Dataset
        In the order in which they apply: the last one wins.
    tables : dict
        Name of a table to the folder that holds it, inside the data folder.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: int = FORMAT
    datasets: tuple[Dataset, ...] = ()
    tables: dict[Name, Annotated[str, AfterValidator(_inside)]] = {}

    def dataset(self, name: str) -> Dataset | None:
        """Return a dataset by name, None when there is none."""
        return next((one for one in self.datasets if one.name == name), None)


_EMPTY = Pointer()
_read: dict[tuple[str, int, int, int], Pointer] = {}


def pointer() -> Pointer:
    """Return the imports in use.

    Raises
    ------
    ImportsDamaged
        The file exists and is not one that the application wrote.
    """
    path = user_folder() / POINTER
    try:
        stat = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        # Nothing was ever imported there; that it is no folder is said by whoever wants to write.
        return _EMPTY
    except OSError as error:
        raise ImportsDamaged(str(path), "dossier inaccessible") from error
    key = (str(path), stat.st_ino, stat.st_mtime_ns, stat.st_size)
    if key not in _read:
        _read.clear()
        try:
            found = Pointer.model_validate_json(path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return _EMPTY
        except (OSError, UnicodeDecodeError, ValidationError) as error:
            raise ImportsDamaged(str(path), "contenu inattendu") from error
        if found.format != FORMAT:
            raise ImportsDamaged(str(path), f"format {found.format}")
        _read[key] = found
        return found
    return _read[key]


def tables() -> dict[str, str]:
    """Return the name of each imported table and its folder, inside the data folder."""
    return pointer().tables


def folder(name: str) -> Path | None:
    """Return the folder of an imported table and its sidecar, None when it is not imported."""
    inside = tables().get(name)
    return None if inside is None else user_folder() / inside


def is_confidential(name: str) -> bool:
    """Tell whether an imported table holds persons."""
    return tables().get(name, "").startswith(f"{CONFIDENTIAL}/")


def switch(to: Pointer) -> None:
    """Put other imports in use, all at once: a reader sees the ones before or the ones after.

    Raises
    ------
    FolderNotWritable
    """
    text = json.dumps(to.model_dump(), ensure_ascii=False, indent=1)
    with replacing(user_folder() / POINTER, "la liste des données importées") as path:
        path.write_text(text + "\n", encoding="utf-8")

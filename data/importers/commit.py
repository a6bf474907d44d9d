"""Switching an import in, back or away: every table of it at the same instant, or none.

An import is written into folders that nothing points to yet, then one small file (`data.current`) is
replaced by a rename. Killed before it, the tables in use are the old ones with their sidecars; killed after
it, the new ones. What is left on the side is swept by the next change.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from data import catalogue, current, store
from data.catalogue import Entry
from data.current import CONFIDENTIAL, OPEN, Dataset, Pointer, Version
from data.importers import layers, soundness
from data.importers.errors import (
    DatasetUnknown,
    ImportEmpty,
    ImportIncomplete,
    NothingToRollBack,
)
from data.importers.folders import alone, place, staging, sweep
from data.importers.outcome import Import
from data.paths import user_folder

VINTAGES_KEPT = 5


@dataclass(frozen=True)
class Vintage:
    """One vintage of an imported dataset, as a screen lists it."""

    version: str
    kind: str
    title: str
    when: datetime
    entries: tuple[Entry, ...]
    in_use: bool


def commit(import_: Import, *, partial: bool = False) -> list[Entry]:
    """Put the tables of an import in use, all at once.

    Parameters
    ----------
    partial : bool
        Accept to leave the refused lines out.

    Returns
    -------
    list of Entry
        The entries of its own tables as written (checksum, rows).

    Raises
    ------
    ImportEmpty, ImportIncomplete, ImportUnsound, PersonsRemain, ImportBusy, FolderNotWritable
        Nothing has changed.
    """
    if import_.accepted == 0 or not import_.tables:
        raise ImportEmpty(import_.title)
    if import_.refused and not partial:
        raise ImportIncomplete(import_.title, import_.accepted, import_.refused)
    soundness.require(import_)
    expire(datetime.now(UTC).date())
    with alone():
        before = current.pointer()
        version, written = _write(import_)
        known = before.dataset(import_.dataset)
        _switch(before, _with_version(import_.dataset, known, version))
    return written


def _with_version(name: str, known: Dataset | None, version: Version) -> Dataset:
    """Return a dataset at a new vintage; those that had been rolled back from are given up."""
    older: tuple[Version, ...] = ()
    if known is not None and known.active is not None:
        upto = known.versions.index(known.active) + 1
        older = tuple(one for one in known.versions[:upto] if one.version != version.version)
    return Dataset(name=name, current=version.version, versions=(*older, version)[-VINTAGES_KEPT:])


def _write(import_: Import) -> tuple[Version, list[Entry]]:
    """Write the tables of an import into folders named after their content."""
    root = user_folder()
    hidden = tuple(name for name in import_.tables if import_.entries[name].confidential)
    shown = tuple(name for name in import_.tables if name not in hidden)
    written: list[Entry] = []
    with ExitStack() as staged:
        folders: dict[bool, Path] = {}
        for secret, names in ((False, shown), (True, hidden)):
            if names:
                group = root / (CONFIDENTIAL if secret else OPEN) / import_.dataset
                folders[secret] = staged.enter_context(staging(group, secret=secret))
        for name, table in import_.tables.items():
            folder = folders[name in hidden]
            written.append(store.write(table, import_.entries[name], tables=folder, sidecars=folder))
        digest = _digest(*folders.values())
        for secret, folder in folders.items():
            place(folder, folder.parent / digest, secret=secret)
    limits = [import_.entries[name].keep_until for name in hidden]
    version = Version(
        version=digest,
        kind=import_.kind,
        title=import_.title,
        when=datetime.now(UTC).isoformat(timespec="microseconds"),
        tables=shown,
        confidential=hidden,
        added=tuple(sorted(import_.added)),
        keep_until=min((limit for limit in limits if limit), default=""),
    )
    return version, written


def _digest(*folders: Path) -> str:
    whole = sha256()
    for folder in folders:
        for path in sorted(folder.iterdir()):
            whole.update(f"{path.name}\n".encode() + sha256(path.read_bytes()).digest())
    return whole.hexdigest()[:16]


def _switch(before: Pointer, changed: Dataset | None, *, without: str = "") -> None:
    """Put a dataset on top of the others (or take one away), and sweep what is no longer pointed to."""
    gone = without if changed is None else changed.name
    datasets = tuple(one for one in before.datasets if one.name != gone)
    bare = Pointer(datasets=datasets if changed is None else (*datasets, changed))
    after = bare.model_copy(update={"tables": layers.in_use(bare)})
    current.switch(after)
    sweep(after)


def _known(pointer: Pointer, name: str) -> Dataset:
    found = pointer.dataset(name)
    if found is None:
        raise DatasetUnknown(name, [one.name for one in pointer.datasets])
    return found


def datasets() -> list[str]:
    """Return the names of the imported datasets, in the order in which they apply."""
    return [one.name for one in current.pointer().datasets]


def invented() -> dict[str, str]:
    """Return the name and title of the datasets whose invented rows are in use: they put the mark on every page."""
    return layers.invented(current.pointer())


def versions(name: str) -> list[Vintage]:
    """Return the vintages kept of a dataset, the newest first.

    Raises
    ------
    DatasetUnknown
    """
    dataset = _known(current.pointer(), name)
    found = []
    for one in reversed(dataset.versions):
        paths = [
            user_folder() / layers.folder_of(name, one, table) / f"{table}.parquet"
            for table in (*one.tables, *one.confidential)
        ]
        entries = tuple(catalogue.read_beside(path, path.stem) for path in paths)
        when = datetime.fromisoformat(one.when)
        found.append(Vintage(one.version, one.kind, one.title, when, entries, one.version == dataset.current))
    return found


def rollback(name: str) -> None:
    """Put the vintage before the present one back in use; before the first, the tables without the dataset.

    The vintage left is kept until the next import of the dataset (`restore` takes it up again).

    Raises
    ------
    DatasetUnknown, NothingToRollBack
    """
    with alone():
        before = current.pointer()
        dataset = _known(before, name)
        if dataset.active is None:
            raise NothingToRollBack(name)
        position = dataset.versions.index(dataset.active)
        _put(before, dataset, dataset.versions[position - 1].version if position else None)


def restore(name: str, version: str) -> None:
    """Put a kept vintage in use.

    Raises
    ------
    DatasetUnknown, NothingToRollBack
    """
    with alone():
        before = current.pointer()
        dataset = _known(before, name)
        if version not in {one.version for one in dataset.versions}:
            raise NothingToRollBack(name)
        _put(before, dataset, version)


def _put(before: Pointer, dataset: Dataset, version: str | None) -> None:
    """Change the vintage of a dataset where it stands among the others."""
    changed = dataset.model_copy(update={"current": version})
    bare = Pointer(datasets=tuple(changed if one.name == dataset.name else one for one in before.datasets))
    after = bare.model_copy(update={"tables": layers.in_use(bare)})
    current.switch(after)
    sweep(after)


def forget(name: str) -> None:
    """Delete a dataset: every vintage, and every table built from it.

    Raises
    ------
    DatasetUnknown
    """
    with alone():
        before = current.pointer()
        _known(before, name)
        _switch(before, None, without=name)


def expire(today: date) -> list[str]:
    """Delete the vintages about persons that may no longer be kept; return the datasets that are gone with theirs.

    A dataset whose vintage in use is over goes whole: an older one is not put back in its place. Every import does
    so first; an application that is left open does it when it starts.
    """
    if not any(_over(version, today) for one in current.pointer().datasets for version in one.versions):
        return []
    gone: list[str] = []
    with alone():
        before = current.pointer()
        kept: list[Dataset] = []
        for one in before.datasets:
            left = tuple(version for version in one.versions if not _over(version, today))
            if not left or (one.active is not None and _over(one.active, today)):
                gone.append(one.name)
            else:
                kept.append(one.model_copy(update={"versions": left}))
        bare = Pointer(datasets=tuple(kept))
        after = bare.model_copy(update={"tables": layers.in_use(bare)})
        current.switch(after)
        sweep(after)
    return gone


def _over(version: Version, today: date) -> bool:
    return bool(version.keep_until) and date.fromisoformat(version.keep_until) < today


def refresh() -> None:
    """Build the tables in use again: to be called when the embedded ones have changed under the imports."""
    if not current.pointer().datasets:
        return
    with alone():
        pointer = current.pointer()
        after = pointer.model_copy(update={"tables": layers.in_use(pointer)})
        current.switch(after)
        sweep(after)

"""Folders that appear whole or not at all, and are only removed when nothing points to them."""

import contextlib
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

from data.current import BUILT, CONFIDENTIAL, OPEN, Pointer
from data.errors import FolderNotWritable
from data.importers.errors import ImportBusy
from data.paths import user_folder

WAIT_SECONDS = 20.0
_WHAT = "les données importées"
_LOCK = ".imports.lock"


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """Let one process at a time change the imports; the lock goes with the process, even killed.

    Raises
    ------
    ImportBusy
        Another import is still under way after `WAIT_SECONDS`.
    FolderNotWritable
    """
    folder = user_folder()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(folder / _LOCK, timeout=WAIT_SECONDS, isolation_level=None)
    except (OSError, sqlite3.OperationalError) as error:
        raise FolderNotWritable(_WHAT) from error
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise ImportBusy from error
            raise FolderNotWritable(_WHAT) from error
        yield
    finally:
        lock.close()


@contextlib.contextmanager
def staging(group: Path, *, secret: bool = False) -> Iterator[Path]:
    """Yield a new empty folder inside `group`, removed at the end unless `place` gave it its name.

    Parameters
    ----------
    secret : bool
        It is for its owner alone, and so are the folders above it inside the data folder.

    Raises
    ------
    FolderNotWritable
    """
    temporary: Path | None = None
    try:
        group.mkdir(parents=True, exist_ok=True)
        if secret:
            for folder in (group, group.parent):
                folder.chmod(0o700)
        temporary = Path(tempfile.mkdtemp(dir=group, prefix="new-"))  # 0700, whatever the umask
        yield temporary
    except OSError as error:
        raise FolderNotWritable(_WHAT) from error
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def place(staged: Path, target: Path, *, secret: bool = False) -> None:
    """Give a staged folder its name, whole; one of that name is the same content and stays.

    Raises
    ------
    OSError
    """
    if target.is_dir():
        return
    for path in staged.iterdir():
        path.chmod(0o600 if secret else 0o644)
    if not secret:
        staged.chmod(0o755)
    _sync(staged)
    staged.replace(target)
    _sync(target.parent)


def _sync(folder: Path) -> None:
    """Write a folder's list of names to the disk, where the system allows it."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(pointer: Pointer) -> None:
    """Remove every folder that the pointer does not name: what was forgotten, replaced, or left half-made."""
    kept = set(pointer.tables.values())
    for dataset in pointer.datasets:
        for version in dataset.versions:
            kept |= {f"{area}/{dataset.name}/{version.version}" for area in (OPEN, CONFIDENTIAL)}
    root = user_folder()
    try:
        for area in (OPEN, BUILT, CONFIDENTIAL):
            for group in sorted((root / area).glob("*")):
                for folder in sorted(group.iterdir()):
                    if f"{area}/{group.name}/{folder.name}" not in kept:
                        shutil.rmtree(folder)
                if not any(group.iterdir()):
                    group.rmdir()
    except OSError as error:
        raise FolderNotWritable(_WHAT) from error

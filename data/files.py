"""Whole files or none: written beside the target, then renamed."""

import contextlib
import hashlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

from data.errors import FolderNotWritable


@contextlib.contextmanager
def replacing(target: Path, what: str) -> Iterator[Path]:
    """Yield a temporary path beside `target`; rename it over the target when the block succeeds.

    Raises
    ------
    FolderNotWritable
        When the folder cannot be made or written; `what` names the thing being saved, in French.
    """
    temporary: Path | None = None
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        os.close(handle)
        temporary = Path(name)
        yield temporary
        temporary.chmod(0o644)
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())  # else a power cut after the rename leaves an empty file
        temporary.replace(target)
    except OSError as error:
        raise FolderNotWritable(what) from error
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def sha256(path: Path) -> str:
    """Return the hexadecimal SHA-256 of a file's bytes."""
    return hashlib.sha256(path.read_bytes()).hexdigest()

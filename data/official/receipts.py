"""What is written beside a fetched file: where it came from, and what lets the next request be short."""

import contextlib
import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from data.errors import FolderNotWritable
from data.files import replacing
from data.official.errors import TransferBusy


@dataclass(frozen=True)
class Receipt:
    """Where a file came from.

    Attributes
    ----------
    url : str
        The address asked; "" for a file dropped by hand.
    etag, last_modified : str
        The validators that the server gave; "" for none.
    size : int
        Bytes: of the whole file, or announced for a part (-1 when unknown).
    sha256 : str
        Of the whole file; "" for a part.
    when : str
        ISO date and time, UTC.
    """

    url: str
    etag: str = ""
    last_modified: str = ""
    size: int = -1
    sha256: str = ""
    when: str = ""

    @property
    def validator(self) -> str:
        """What `If-Range` takes: a strong ETag, else the date; "" when a resumed file could not be trusted."""
        return self.etag if self.etag and not self.etag.startswith("W/") else self.last_modified


def _beside(path: Path) -> Path:
    return path.with_name(path.name + ".json")


def part_of(target: Path) -> Path:
    """Return where the bytes of a file gather before it is whole."""
    return target.with_name(f".{target.name}.part")


def read(path: Path) -> Receipt | None:
    """Return the receipt of a file, None when there is none that can be read, or no file."""
    if not path.is_file():
        return None
    try:
        found = Receipt(**json.loads(_beside(path).read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None  # without it the file is simply fetched again
    whole = all(isinstance(value, int if name == "size" else str) for name, value in asdict(found).items())
    return found if whole else None


def write(path: Path, receipt: Receipt, what: str) -> None:
    """Write the receipt of a file, whole or not at all."""
    with replacing(_beside(path), f"le reçu de « {what} »") as temporary:
        temporary.write_text(json.dumps(asdict(receipt), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def discard(path: Path) -> None:
    """Delete a file and its receipt."""
    path.unlink(missing_ok=True)
    _beside(path).unlink(missing_ok=True)


@contextlib.contextmanager
def alone(target: Path, what: str) -> Iterator[None]:
    """Let one process at a time fetch a file; the lock goes with the process, even killed.

    Raises
    ------
    TransferBusy, FolderNotWritable
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(target.with_name(f".{target.name}.lock"), timeout=0, isolation_level=None)
    except (OSError, sqlite3.OperationalError) as error:
        raise FolderNotWritable(f"« {what} »") from error
    try:
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError as error:
            if "locked" in str(error):
                raise TransferBusy(what) from error
            raise FolderNotWritable(f"« {what} »") from error
        yield
    finally:
        lock.close()

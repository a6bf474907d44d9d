"""From a source to the tables in use: fetch or take what was dropped, read, compare, switch."""

import string
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath
from typing import Literal
from urllib.parse import unquote, urlsplit

from data.errors import DataError, FolderNotWritable
from data.files import sha256
from data.formats import day
from data.importers import commit, kinds
from data.importers.outcome import Import
from data.official import content, locating, receipts, transfer, unpacking, vintages
from data.official.changes import Changes
from data.official.entry import Entry
from data.official.errors import TooLarge, TransferFailed
from data.official.receipts import Receipt
from data.official.transfer import Progress
from data.official.web import Conduct
from data.paths import user_folder

HOSTS_AWAY = 2

How = Literal["téléchargé", "inchangé", "déposé"]


def kept_folder() -> Path:
    """Return where the producers' files are kept."""
    return user_folder() / "officiel"


def drop_folder() -> Path:
    """Return where files obtained by hand are dropped."""
    return user_folder() / "a-importer"


@dataclass(frozen=True)
class Obtained:
    """A producer's file that is here.

    Attributes
    ----------
    path : Path
        In the kept folder, or in the drop folder until it is used.
    how : {"téléchargé", "inchangé", "déposé"}
    """

    entry: Entry
    path: Path
    how: How
    receipt: Receipt


@dataclass(frozen=True)
class Proposal:
    """What a file would become.

    Attributes
    ----------
    obtained : Obtained
    import_ : Import or None
        None when the file is only kept.
    changes : tuple of Changes
        One a table of the import.
    """

    obtained: Obtained
    import_: Import | None
    changes: tuple[Changes, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether the tables in use would stay as they are."""
        return self.import_ is None or all(one.nothing for one in self.changes)

    @property
    def refused(self) -> int:
        """Elements of the file that would be left out."""
        return 0 if self.import_ is None else self.import_.refused


def dropped(entry: Entry) -> Path | None:
    """Return the file of a source that somebody dropped, under its own name or the producer's; None without one."""
    producers = unquote(PurePosixPath(urlsplit(entry.url).path).name)
    for name in (entry.file_name, producers):
        path = drop_folder() / name
        if name and path.is_file():
            return path
    return None


def obtain(entry: Entry, *, progress: Progress = lambda done, total: None, conduct: Conduct | None = None) -> Obtained:
    """Take the file that was dropped for a source, else fetch it.

    Raises
    ------
    OfficialError
        Its attribute `reachable` is False when nobody answered.
    FolderNotWritable
    """
    path = dropped(entry)
    if path is not None:
        try:
            size = path.stat().st_size
            if size > entry.most_bytes:
                raise TooLarge(entry.title, size, entry.most_bytes)
            content.require_whole(path, entry.expected, entry.title)
            receipt = Receipt("", size=size, sha256=sha256(path), when=_now())
        except OSError as error:
            raise TransferFailed(entry.title, f"« {path.name} » ne se lit pas") from error
        return Obtained(entry, path, "déposé", receipt)
    conduct = conduct or Conduct()
    place = locating.locate(entry, conduct)
    received = transfer.fetch(
        place.url,
        kept_folder() / entry.file_name,
        what=entry.title,
        expected=entry.expected,
        most_bytes=entry.most_bytes,
        checksum=place.checksum,
        progress=progress,
        conduct=conduct,
    )
    return Obtained(entry, received.path, "inchangé" if received.unchanged else "téléchargé", received.receipt)


def obtain_each(
    entries: Iterable[Entry], *, progress: Callable[[Entry], Progress], conduct: Conduct | None = None
) -> Iterator[tuple[Entry, Obtained | DataError]]:
    """Obtain several files, one after the other; a fault is given in the place of its file.

    Once `HOSTS_AWAY` servers have not answered and none has, the others are not asked: only what was dropped is taken.
    """
    away: set[str] = set()
    answered = False
    for entry in entries:
        host = urlsplit(entry.url).netloc
        if (host in away or (len(away) >= HOSTS_AWAY and not answered)) and dropped(entry) is None:
            yield entry, TransferFailed(entry.title, "internet n’est pas accessible", reachable=False)
            continue
        try:
            obtained = obtain(entry, progress=progress(entry), conduct=conduct)
        except DataError as fault:
            silent = isinstance(fault, TransferFailed) and not fault.reachable
            away |= {host} if silent else set()
            answered |= not silent
            yield entry, fault
        else:
            answered |= obtained.how != "déposé"
            yield entry, obtained


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def propose(obtained: Obtained) -> Proposal:
    """Read a file and compare it with the tables in use; nothing is written.

    Raises
    ------
    data.errors.DataError
    """
    entry = obtained.entry
    if entry.becomes == "file":
        return Proposal(obtained, None)
    try:
        files = unpacking.files(entry, obtained.path)
    except OSError as error:
        raise TransferFailed(entry.title, f"« {obtained.path.name} » ne se lit pas") from error
    options = {"vintage": _vintage(obtained)} if entry.vintage else {}
    import_ = kinds.get(entry.becomes).prepare(files, options)
    return Proposal(obtained, import_, tuple(vintages.of_import(import_)))


def _vintage(obtained: Obtained) -> str:
    """Return what the file does not say of its date."""
    when = day(datetime.fromisoformat(obtained.receipt.when), "short")
    return string.Template(obtained.entry.vintage).substitute(day=when)


def switch(proposal: Proposal, *, partial: bool = False) -> None:
    """Put a proposal in use, and keep its file; the vintage before it stays one `rollback` away.

    Parameters
    ----------
    partial : bool
        Accept to leave out what is refused.

    Raises
    ------
    data.errors.DataError
        Nothing has changed.
    """
    if proposal.import_ is not None:
        commit.commit(proposal.import_, partial=partial)
    _keep(proposal.obtained)


def _keep(obtained: Obtained) -> None:
    """Move a dropped file among the kept ones: it is not taken for a new one the next time."""
    if obtained.how != "déposé":
        return
    target = kept_folder() / obtained.entry.file_name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        obtained.path.replace(target)
    except OSError as error:
        raise FolderNotWritable(f"« {obtained.entry.title} »") from error
    receipts.write(target, obtained.receipt, obtained.entry.title)

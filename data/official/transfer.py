"""Fetching one file: resumed where it was cut, tried again, whole or not at all."""

import errno
import hashlib
import http.client
import os
import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from data.errors import FolderNotWritable
from data.official import content, receipts
from data.official.entry import Expected
from data.official.errors import DiskFull, NotTheFile, TooLarge, TransferFailed
from data.official.receipts import Receipt
from data.official.web import Conduct, Passing, gave_up, open_url

CHUNK = 256 * 1024
CHECKED_EVERY = 64  # chunks: 16 MB between two looks at the disk
# Kept free: a disk filled to the brim stops more than this download.
SPARE = 100_000_000
# Attempts in all: a server that gives a few bytes each time is given up too.
MOST_ATTEMPTS = 60

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Received:
    """A file that is whole.

    Attributes
    ----------
    path : Path
    receipt : Receipt
    resumed : int
        Bytes that a cut attempt had brought and that were not asked again.
    unchanged : bool
        The server said that the file of the last time is still the one.
    """

    path: Path
    receipt: Receipt
    resumed: int = 0
    unchanged: bool = False


@dataclass(frozen=True)
class _Order:
    """What is asked, fixed for the whole transfer."""

    url: str
    target: Path
    what: str
    expected: Expected
    most_bytes: int
    progress: Progress
    conduct: Conduct
    until: float

    @property
    def part(self) -> Path:
        return receipts.part_of(self.target)


def fetch(
    url: str,
    target: Path,
    *,
    what: str,
    expected: Expected,
    most_bytes: int,
    checksum: str = "",
    progress: Progress = lambda done, total: None,
    conduct: Conduct | None = None,
) -> Received:
    """Fetch a file to `target`.

    Parameters
    ----------
    what : str
        Its French title, for the errors.
    checksum : str
        ``algorithm:hexadecimal``, or "".
    progress : callable
        Takes the bytes there are and the bytes announced (-1 when unknown).

    Raises
    ------
    TransferFailed, NotTheFile, TooLarge, DiskFull, TransferBusy, FolderNotWritable
        `target` is what it was before. The bytes received are kept only where they can be resumed.

    Notes
    -----
    Resuming follows RFC 9110: `Range` with `If-Range`, so that a file changed between the two halves is sent
    whole; the answer's own validator and position are checked too, as not all servers heed it.
    """
    conduct = conduct or Conduct()
    order = _Order(url, target, what, expected, most_bytes, progress, conduct, conduct.clock() + conduct.longest)
    with receipts.alone(target, what):
        try:
            return _persist(order, checksum)
        except (NotTheFile, TooLarge, DiskFull):
            receipts.discard(order.part)
            raise
        except OSError as error:
            receipts.discard(order.part)
            if error.errno == errno.ENOSPC:
                raise DiskFull(what, CHUNK + SPARE, conduct.free(target.parent)) from error
            raise FolderNotWritable(f"« {what} »") from error


def _persist(order: _Order, checksum: str) -> Received:
    failures = 0
    for _ in range(MOST_ATTEMPTS):
        before = _size(order.part)
        known = receipts.read(order.target)
        if known is not None and known.size != _size(order.target):
            known = None
        try:
            start = _attempt(order, known)
        except Passing as fault:
            if fault.restart:
                receipts.discard(order.part)
            failures = 1 if _size(order.part) > before else failures + 1
            if failures >= order.conduct.most(away=not fault.reachable and _size(order.part) == 0):
                raise gave_up(order.what, fault, failures) from fault
            order.conduct.wait(failures, fault.asked)
            continue
        if start is not None:
            return _finish(order, checksum, start)
        if known is not None:
            return Received(order.target, known, unchanged=True)
        raise TransferFailed(order.what, "le serveur dit que rien n’a changé, et il n’y a rien ici")
    raise TransferFailed(order.what, "la connexion est coupée sans cesse")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _attempt(order: _Order, known: Receipt | None) -> int | None:
    """Bring the part to its end, and return from which byte; None when the file of the last time is still the one."""
    have = _size(order.part)
    begun = receipts.read(order.part)
    headers: dict[str, str] = {}
    if have and begun is not None and begun.url == order.url and begun.validator:
        headers = {"Range": f"bytes={have}-", "If-Range": begun.validator}
    else:
        receipts.discard(order.part)
        begun, have = None, 0
        if known is not None and known.url == order.url:
            headers = _unless_changed(known)
    response = open_url(order.url, headers, order.what, order.conduct.timeout)
    if response is None:
        return None
    with response:
        offered = _offered(order, response)
        start = _start(response, have, begun, offered)
        if start < 0:
            raise Passing("le fichier a changé pendant le téléchargement", restart=True)
        _require_room(order, offered.size, start)
        if start == 0:
            receipts.discard(order.part)
        order.part.touch()
        receipts.write(order.part, offered, order.what)
        _pour(order, response, start, offered.size)
    return start


def _unless_changed(known: Receipt) -> dict[str, str]:
    if known.etag:
        return {"If-None-Match": known.etag}
    return {"If-Modified-Since": known.last_modified} if known.last_modified else {}


def _offered(order: _Order, response: http.client.HTTPResponse) -> Receipt:
    """Return what the server says of the whole file."""
    length = response.headers.get("Content-Length", "")
    size = int(length) if length.isdigit() else -1
    if response.status == 206:
        whole = re.fullmatch(r"bytes \d+-\d+/(\d+)", response.headers.get("Content-Range", "").strip())
        size = int(whole[1]) if whole else -1
    return Receipt(
        url=order.url,
        etag=response.headers.get("ETag", ""),
        last_modified=response.headers.get("Last-Modified", ""),
        size=size,
    )


def _start(response: http.client.HTTPResponse, have: int, begun: Receipt | None, offered: Receipt) -> int:
    """Return at which byte the answer begins; -1 when it does not follow what is there."""
    if response.status != 206:
        return 0
    position = re.match(r"bytes (\d+)-", response.headers.get("Content-Range", "").strip())
    if position is None or int(position[1]) != have or begun is None:
        return -1
    moved = (begun.etag and offered.etag and begun.etag != offered.etag) or (
        begun.last_modified and offered.last_modified and begun.last_modified != offered.last_modified
    )
    resized = begun.size >= 0 and offered.size >= 0 and begun.size != offered.size
    return -1 if moved or resized else have


def _require_room(order: _Order, size: int, start: int) -> None:
    if size > order.most_bytes:
        raise TooLarge(order.what, size, order.most_bytes)
    needed = max(size - start, 0) + SPARE
    free = order.conduct.free(order.target.parent)
    if free < needed:
        raise DiskFull(order.what, needed, free)


def _pour(order: _Order, response: http.client.HTTPResponse, start: int, size: int) -> None:
    """Write the answer after what is there."""
    done, chunks, head = start, 0, b""
    with order.part.open("ab") as file:
        while True:
            try:
                block = response.read1(CHUNK)
            except (OSError, http.client.HTTPException) as error:
                raise Passing("la connexion a été coupée") from error
            if not block:
                break
            if done == len(head) < content.HEAD_BYTES:
                # A page of maintenance is told from its first bytes, before the rest is fetched.
                head += block
                if len(head) >= content.HEAD_BYTES:
                    content.require_head(head[: content.HEAD_BYTES], order.expected, order.what)
            done += len(block)
            if done > order.most_bytes:
                raise TooLarge(order.what, done, order.most_bytes)
            file.write(block)
            chunks += 1
            if chunks % CHECKED_EVERY == 0:
                file.flush()
                _require_room(order, size, done)
            order.progress(done, size)
            if order.conduct.clock() > order.until:
                raise TransferFailed(order.what, "le téléchargement dure trop longtemps ; il reprendra où il en est")
    if 0 <= size != done:
        raise Passing("la connexion a été coupée", restart=done > size)


def _finish(order: _Order, checksum: str, resumed: int) -> Received:
    """Check the part, and give it its name."""
    content.require_whole(order.part, order.expected, order.what)
    algorithm, _, wanted = checksum.partition(":")
    digests = _digests(order.part, algorithm)
    if wanted and digests[algorithm] != wanted.lower():
        raise NotTheFile(order.what, "sa somme de contrôle n’est pas celle que le producteur publie")
    offered = receipts.read(order.part) or Receipt(order.url)
    receipt = replace(
        offered,
        size=_size(order.part),
        sha256=digests["sha256"],
        when=datetime.now(UTC).isoformat(timespec="seconds"),
    )
    with order.part.open("rb+") as file:
        os.fsync(file.fileno())
    order.part.replace(order.target)
    receipts.write(order.target, receipt, order.what)
    receipts.discard(order.part)
    return Received(order.target, receipt, resumed)


def _digests(path: Path, algorithm: str) -> dict[str, str]:
    found = {name: hashlib.new(name) for name in {"sha256", algorithm or "sha256"}}
    with path.open("rb") as file:
        while block := file.read(CHUNK):
            for one in found.values():
                one.update(block)
    return {name: one.hexdigest() for name, one in found.items()}

"""Files that the browser loads once: named by their content, written whole, old ones removed."""

import hashlib
import os
from functools import lru_cache
from pathlib import Path

from data.errors import FolderNotWritable
from data.files import replacing
from ui.errors import MapFolderNotWritable

STATIC = Path(__file__).resolve().parents[2] / "static"
CACHE = STATIC / "cache"
# Relative to the frame of the component, so that it also works under server.baseUrlPath.
SERVED = "../../app/static"
KEPT = 4
"""How many versions of one name stay: another session may still show the previous ones."""


def publish(name: str, suffix: str, content: bytes, *, folder: Path | None = None) -> str:
    """Write `content` under the served folder unless it is there, and return its address for the frame.

    Parameters
    ----------
    name
        What it is: « communes ».
    suffix
        « .geojson », « .js » or « .css ».
    folder
        Where to write; `CACHE` by default.

    Raises
    ------
    MapFolderNotWritable
        When the folder refuses writing.
    """
    folder = CACHE if folder is None else folder
    target = folder / f"{name}-{_digest(content)}{suffix}"
    if not target.exists():
        try:
            with replacing(target, name) as temporary:
                temporary.write_bytes(content)
        except FolderNotWritable as error:
            raise MapFolderNotWritable(os.path.relpath(folder, STATIC.parent)) from error
        _clean(name, suffix, folder)
    return f"{SERVED}/cache/{target.name}"


@lru_cache(maxsize=64)
def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:16]


def _clean(name: str, suffix: str, folder: Path) -> None:
    """Remove the oldest versions of one name beyond `KEPT`."""
    versions = sorted(folder.glob(f"{name}-{'?' * 16}{suffix}"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    for path in versions[KEPT:]:
        path.unlink(missing_ok=True)

"""From the file as the producer gives it to what an importer takes: out of its zip, cut around the territory."""

import json
import zipfile
import zlib
from fnmatch import fnmatch
from pathlib import Path, PurePosixPath
from typing import Any

from data import store
from data.official.entry import Entry
from data.official.errors import NotTheFile, TooLarge

MOST_UNFOLDED = 400_000_000
# Degrees around the territory: a shape nearer than this is left to the importer, which looks closely.
MARGIN = 0.2


def files(entry: Entry, path: Path) -> dict[str, bytes]:
    """Return the name and the content of what the importer takes.

    Raises
    ------
    NotTheFile, TooLarge, OSError
    """
    name, content = (entry.file_name, path.read_bytes()) if not entry.member else _member(entry, path)
    return {name: around(content) if name.endswith(".geojson") else content}


def _member(entry: Entry, path: Path) -> tuple[str, bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            names = [PurePosixPath(one.filename.replace("\\", "/")).name for one in archive.infolist()]
            found = [
                (name, one)
                for name, one in zip(names, archive.infolist(), strict=True)
                if fnmatch(name.lower(), entry.member.lower()) and not one.is_dir()
            ]
            if not found:
                raise NotTheFile(entry.title, f"l’archive ne contient pas « {entry.member} »")
            name, member = max(found, key=lambda one: one[1].file_size)
            with archive.open(member) as file:
                content = file.read(MOST_UNFOLDED + 1)  # the directory of a zip may lie about sizes
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError, ValueError) as error:
        if isinstance(error, NotTheFile):
            raise
        raise NotTheFile(entry.title, "l’archive est endommagée") from error
    if len(content) > MOST_UNFOLDED:
        raise TooLarge(entry.title, len(content), MOST_UNFOLDED)
    return name, content


def around(content: bytes) -> bytes:
    """Return a GeoJSON without the shapes that are far from the territory, as it is when it is not in degrees.

    A national file holds islands that no projection of the mainland can draw: they are left out before anything
    is projected.
    """
    try:
        found = json.loads(content.decode("utf-8-sig"))
        shapes = found["features"]
        boxes = [_box(shape.get("geometry")) for shape in shapes]
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return content  # the importer says what is wrong with it
    known = [box for box in boxes if box is not None]
    if not known or any(abs(box[0]) > 180 or abs(box[1]) > 90 for box in known):
        return content
    west, south, east, north = (float(value) for value in store.read_geometry("communes").total_bounds)
    near = [
        shape
        for shape, box in zip(shapes, boxes, strict=True)
        if box is None
        or (
            box[0] <= east + MARGIN
            and box[2] >= west - MARGIN
            and box[1] <= north + MARGIN
            and box[3] >= south - MARGIN
        )
    ]
    return json.dumps({**found, "features": near or shapes}, ensure_ascii=False).encode("utf-8")


def _box(geometry: Any) -> tuple[float, float, float, float] | None:
    points = list(_points(geometry["coordinates"])) if geometry and geometry.get("coordinates") else []
    if not points:
        return None
    xs, ys = [point[0] for point in points], [point[1] for point in points]
    return min(xs), min(ys), max(xs), max(ys)


def _points(coordinates: list[Any]) -> list[tuple[float, float]]:
    if isinstance(coordinates[0], int | float):
        return [(float(coordinates[0]), float(coordinates[1]))]
    return [point for part in coordinates for point in _points(part)]

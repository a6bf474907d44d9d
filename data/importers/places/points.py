"""A file of points, or a table of them, read as rows of text: the same rows whatever the file."""

import io
import json
from typing import Any

import numpy as np
import pandas as pd

from data.formats import number
from data.importers import reading, safety
from data.importers.errors import FileRefused
from data.importers.reading import RawTable
from data.importers.remark import Remark
from data.importers.words import visible

# Where a point of GeoJSON goes among the texts; no published file calls its columns so.
X, Y = "geometry x", "geometry y"
_UNREADABLE = "Exportez-le de nouveau en GeoJSON, en CSV ou en XLSX."


def is_json(content: bytes) -> bool:
    """Tell whether a content is JSON rather than cells."""
    return content.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"{"


def read(content: bytes, name: str, *, sheet: str | None = None) -> RawTable:
    """Read a table of cells, or the points of a GeoJSON or GeoParquet with their properties as text.

    The lines of a GeoJSON are the ranks of its features, from 1. Its points are in `X` and `Y`.

    Raises
    ------
    FileRefused
    """
    safety.refuse_foreign(content, name)
    if content[:4] == b"PAR1":
        return _geoparquet(content, name) or reading.read_table(content, name)
    return _geojson(content, name) if is_json(content) else reading.read_table(content, name, sheet=sheet)


def _geojson(content: bytes, name: str) -> RawTable:
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise FileRefused(name, "ce n’est pas du JSON en UTF-8", _UNREADABLE) from error
    features = found.get("features") if isinstance(found, dict) else None
    if not isinstance(features, list) or not features:
        raise FileRefused(name, "ce n’est pas un GeoJSON, ou il n’a aucun point", _UNREADABLE)
    if len(features) > safety.MAX_ROWS:
        raise FileRefused(name, f"il a {number(len(features))} points", "Gardez ceux de votre territoire.")
    records: list[dict[str, str]] = []
    remarks: list[Remark] = []
    lines: list[int] = []
    for rank, feature in enumerate(features, start=1):
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict):
            remarks.append(
                Remark("refusé", rank, "", "", "ce point n’a pas d’attributs : nom et adresse sont attendus")
            )
            continue
        records.append({visible(str(key)): _text(value) for key, value in properties.items()} | _point(feature))
        lines.append(rank)
    if not records:
        raise FileRefused(name, "aucun de ses points n’a d’attributs", _UNREADABLE)
    frame = pd.DataFrame(records, index=pd.Index(lines, name="line"), dtype=object).fillna("")
    if len(frame.columns) > safety.MAX_COLUMNS:
        raise FileRefused(name, f"il a {number(len(frame.columns))} attributs", _UNREADABLE)
    return RawTable(tuple(frame.columns), frame, tuple(remarks), name)


def _text(value: Any) -> str:
    if value is None or isinstance(value, dict | list):
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return visible(str(value))[: safety.MAX_CELL_CHARACTERS]


def _point(feature: dict[str, Any]) -> dict[str, str]:
    """Return the coordinates of a feature as text; the first point of several, "" without one."""
    geometry = feature.get("geometry")
    pair = geometry.get("coordinates") if isinstance(geometry, dict) else None
    while isinstance(pair, list) and pair and isinstance(pair[0], list):
        pair = pair[0]
    if isinstance(pair, list) and len(pair) >= 2 and all(_is_number(one) for one in pair[:2]):
        return {X: repr(pair[0]), Y: repr(pair[1])}
    return {X: "", Y: ""}


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and bool(np.isfinite(value))


def _geoparquet(content: bytes, name: str) -> RawTable | None:
    """Return the rows of a GeoParquet with their points in degrees; None when it has no geometry."""
    import geopandas as gpd

    try:
        frame = gpd.read_parquet(io.BytesIO(content)).to_crs(4326)
        centres = frame.geometry.representative_point()
        x, y = centres.x.to_numpy(), centres.y.to_numpy()
    except Exception:  # a Parquet file without geometry is a table, and is judged as one
        return None
    bare = io.BytesIO()
    pd.DataFrame(frame.drop(columns=frame.geometry.name)).assign(**{X: x, Y: y}).to_parquet(bare, index=False)
    return reading.read_table(bare.getvalue(), name)

"""A file of outlines, read whatever its format and projection, and put right: one frame in WGS84."""

import io
import json
import math
import re
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import geopandas as gpd
import numpy as np
import shapely

from data.importers.errors import FileRefused
from data.importers.remark import Remark
from data.importers.words import folded

GEOGRAPHIC, LAMBERT_93 = 4326, 2154
# A file of outlines of a whole region fits; what unfolds beyond it is an accident or an attack.
MOST_BYTES = 200_000_000
MOST_UNFOLDED = 500_000_000
MOST_SHAPES = 200_000
EXTENSIONS = (".geojson", ".json", ".gpkg", ".zip", ".parquet", ".geoparquet")
_SHAPEFILE = (".shp", ".shx", ".dbf", ".prj", ".cpg", ".sbn", ".sbx", ".qix", ".qmd", ".xml", ".txt", ".csv", ".pdf")
# Where metropolitan France lies, with a margin: degrees, then Lambert-93 metres.
_DEGREES = (-6.0, 41.0, 10.0, 52.0)
# No projection gives a metre so far from its origin; and a number beyond it, that JSON can write.
_FURTHEST = 1e9
_BEYOND = "1e300"
_HUGE = re.compile(rb"[0-9][eE]\+?[0-9]{3}")
_INFINITE = re.compile(r"(?<=[\[,: ])-?Infinity(?=[,\]}])")
_METRES = (0.0, 6_000_000.0, 1_300_000.0, 7_200_000.0)


@dataclass(frozen=True)
class Shapes:
    """Polygons read from a file.

    Attributes
    ----------
    frame : GeoDataFrame
        EPSG:4326, valid polygons or multipolygons in two dimensions; the file's own columns; the index is the
        rank of the shape in the file, from 1.
    remarks : tuple of Remark
        What was repaired or left out.
    refused : int
        Shapes that could not be kept.
    name : str
        The file's name.
    """

    frame: gpd.GeoDataFrame
    remarks: tuple[Remark, ...]
    refused: int
    name: str


def read(content: bytes, name: str) -> Shapes:
    """Read a file of polygons.

    Repairs are remarks: coordinates given in Lambert-93 under another name, latitude and longitude swapped,
    a third dimension, rings that cross themselves.

    Raises
    ------
    FileRefused
        Not a file of outlines, too large, dangerous, without a known projection, or without any polygon.
    """
    # Coordinates that are no numbers are said in French, not by numpy.
    with np.errstate(all="ignore"):
        frame, remarks = _projected(_opened(content, name), name)
        return _polygons(frame, remarks, name)


def _opened(content: bytes, name: str) -> gpd.GeoDataFrame:
    extension = PurePosixPath(name.lower()).suffix
    if extension not in EXTENSIONS:
        raise FileRefused(
            name,
            f"l’extension « {extension} » n’est pas celle d’un fichier de contours",
            f"Admis : {', '.join(EXTENSIONS)}",
        )
    if len(content) > MOST_BYTES:
        raise FileRefused(name, "il dépasse 200 Mo", "Découpez-le sur votre territoire")
    try:
        if extension in (".parquet", ".geoparquet"):
            return gpd.read_parquet(io.BytesIO(content))
        if extension in (".geojson", ".json"):
            content = _checked_json(content, name)
        with _on_disk(content, name, extension) as path:
            import pyogrio

            return pyogrio.read_dataframe(path, max_features=MOST_SHAPES + 1)
    except FileRefused:
        raise
    except Exception as error:
        # GDAL, Arrow and their wrappers raise what they like on a damaged file: all of it is « unreadable ».
        raise FileRefused(
            name,
            "il est illisible",
            "Attendu : GeoJSON, GeoPackage, Shapefile dans un zip ou GeoParquet, non endommagé",
        ) from error


def _checked_json(content: bytes, name: str) -> bytes:
    """Return a GeoJSON that GDAL reads: without the NaN that some tools write, which are no JSON."""
    strange: list[str] = []

    def constant(word: str) -> float:
        strange.append(word)
        return math.inf

    try:
        found = json.loads(content.decode("utf-8-sig"), parse_constant=constant)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise FileRefused(name, "ce n’est pas du JSON en UTF-8", "Exportez-le de nouveau en GeoJSON") from error
    if not isinstance(found, dict) or found.get("type") not in ("FeatureCollection", "Feature"):
        raise FileRefused(name, "ce n’est pas un GeoJSON", "Attendu : une FeatureCollection")
    # A number beyond any projection can be written in JSON: the shape that has it is refused by itself, later.
    if not strange and _HUGE.search(content) is None:
        return content
    return _INFINITE.sub(_BEYOND, json.dumps(found)).encode()


@contextmanager
def _on_disk(content: bytes, name: str, extension: str) -> Iterator[str]:
    """Yield a path that GDAL opens; the file is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"contours{extension}"
        path.write_bytes(content)
        if extension == ".zip":
            yield f"/vsizip/{path}/{_shapefile_of(path, name)}"
        else:
            yield str(path)


def _shapefile_of(path: Path, name: str) -> str:
    """Return the one shapefile of a zip, having read only its directory."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except zipfile.BadZipFile as error:
        raise FileRefused(name, "le zip est endommagé", "Compressez de nouveau le Shapefile") from error
    if sum(member.file_size for member in members) > MOST_UNFOLDED:
        raise FileRefused(name, "il dépasse 500 Mo une fois décompressé", "Découpez-le sur votre territoire")
    for member in members:
        parts = PurePosixPath(member.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or member.flag_bits & 1:
            raise FileRefused(
                name, "le zip contient un chemin interdit ou chiffré", "Compressez de nouveau le Shapefile"
            )
        if not member.is_dir() and not parts.name.startswith(".") and parts.suffix.lower() not in _SHAPEFILE:
            raise FileRefused(
                name,
                f"le zip contient « {parts.name} », étranger à un Shapefile",
                "N’y laissez que .shp, .shx, .dbf, .prj",
            )
    shapes = [member.filename for member in members if member.filename.lower().endswith(".shp")]
    if len(shapes) != 1:
        raise FileRefused(name, f"le zip contient {len(shapes)} Shapefile", "Un zip contient un seul Shapefile")
    files = {member.filename.lower() for member in members}
    lost = [suffix for suffix in (".dbf", ".shx") if shapes[0].lower().removesuffix(".shp") + suffix not in files]
    if lost:
        raise FileRefused(
            name,
            f"il manque au Shapefile du zip le fichier {' et le fichier '.join(lost)}",
            "Compressez ensemble les fichiers .shp, .shx, .dbf et .prj",
        )
    return shapes[0]


def _within(bounds: Any, box: tuple[float, float, float, float]) -> bool:
    west, south, east, north = (float(value) for value in bounds)
    return box[0] <= west and box[1] <= south and east <= box[2] and north <= box[3]


def _projected(frame: gpd.GeoDataFrame, name: str) -> tuple[gpd.GeoDataFrame, list[Remark]]:
    """Return the frame in EPSG:4326, whatever the file says of its projection."""
    if not isinstance(frame, gpd.GeoDataFrame) or frame.geometry.isna().all() or frame.empty:
        raise FileRefused(name, "il ne contient aucun contour", "Attendu : des polygones")
    if len(frame) > MOST_SHAPES:
        raise FileRefused(name, "il contient plus de 200 000 contours", "Découpez-le sur votre territoire")
    frame.index = range(1, len(frame) + 1)
    frame, remarks = _on_earth(frame, "une de ses coordonnées n’est pas un nombre ; attendu : des degrés ou des mètres")
    if frame.empty:
        raise FileRefused(name, "ses coordonnées ne sont pas des nombres", "Exportez-le de nouveau")
    bounds = frame.total_bounds
    declared = None if frame.crs is None else frame.crs.to_epsg()
    if _within(bounds, _METRES) and (frame.crs is None or frame.crs.is_geographic):
        frame = frame.set_crs(LAMBERT_93, allow_override=True)
        remarks.append(Remark("réparé", None, "", "", "les coordonnées sont en mètres : elles sont lues en Lambert-93"))
    elif _within(bounds[[1, 0, 3, 2]], _DEGREES) and not _within(bounds, _DEGREES):
        frame = frame.set_geometry(shapely.transform(frame.geometry.to_numpy(), lambda xy: xy[:, ::-1]))
        frame = frame.set_crs(GEOGRAPHIC, allow_override=True)
        remarks.append(
            Remark("réparé", None, "", "", "latitude et longitude sont inversées : elles sont remises en ordre")
        )
    elif frame.crs is None:
        if not _within(bounds, _DEGREES):
            raise FileRefused(name, "il ne dit pas sa projection", "Exportez-le en WGS84 (EPSG:4326) ou en Lambert-93")
        frame = frame.set_crs(GEOGRAPHIC)
        remarks.append(
            Remark("réparé", None, "", "", "la projection n’est pas dite : les coordonnées sont lues en WGS84")
        )
    if declared not in (GEOGRAPHIC, None) and frame.crs.to_epsg() == declared:
        remarks.append(Remark("réparé", None, "", f"EPSG:{declared}", "les contours sont reprojetés en WGS84"))
    message = "sa position n’est pas sur Terre dans la projection du fichier"
    frame, lost = _on_earth(frame.to_crs(GEOGRAPHIC), message, furthest=(180.0, 90.0))
    remarks += lost
    if frame.empty:
        raise FileRefused(
            name, "sa projection ne convient pas à ses coordonnées", "Exportez-le en WGS84 ou en Lambert-93"
        )
    return frame, remarks


def _on_earth(
    frame: gpd.GeoDataFrame, message: str, *, furthest: tuple[float, float] = (_FURTHEST, _FURTHEST)
) -> tuple[gpd.GeoDataFrame, list[Remark]]:
    """Leave out the shapes of which a coordinate is no number, or is further than any can be."""
    points, of = shapely.get_coordinates(frame.geometry.to_numpy(), return_index=True)
    strange = ~(np.abs(points) <= furthest).all(axis=1)
    lost = np.unique(of[strange])
    if not len(lost):
        return frame, []
    said = [Remark("refusé", int(line), "", "", message) for line in frame.index[lost]]
    return gpd.GeoDataFrame(frame.drop(index=frame.index[lost])), said


def _polygons(frame: gpd.GeoDataFrame, remarks: list[Remark], name: str) -> Shapes:
    """Keep polygons only, flat and valid; say what was done to which shape."""
    geometry = frame.geometry.to_numpy().copy()
    if shapely.has_z(geometry).any():
        geometry = shapely.force_2d(geometry)
        remarks.append(Remark("réparé", None, "", "", "la troisième dimension est retirée"))
    crossing = ~shapely.is_valid(geometry) & ~shapely.is_missing(geometry)
    if crossing.any():
        geometry[crossing] = shapely.make_valid(geometry[crossing], method="structure", keep_collapsed=False)
        remarks += [
            Remark("réparé", int(line), "", "", "le contour se croise : il est réparé")
            for line in frame.index[crossing]
        ]
    kind = shapely.get_type_id(geometry)
    flat = np.isin(kind, [3, 6]) & ~shapely.is_empty(geometry)
    refused = [
        Remark("refusé", int(line), "", "", "ce n’est pas un polygone ; attendu : un polygone ou un multipolygone")
        for line in frame.index[~flat]
    ]
    if not flat.any():
        raise FileRefused(name, "il ne contient aucun polygone", "Attendu : des contours, non des points ou des lignes")
    kept = gpd.GeoDataFrame(
        frame.drop(columns=frame.geometry.name)[flat], geometry=geometry[flat], crs=GEOGRAPHIC, index=frame.index[flat]
    )
    said = (*remarks, *refused)
    return Shapes(kept, said, sum(one.severity == "refusé" for one in said), name)


def column(frame: gpd.GeoDataFrame, names: tuple[str, ...]) -> str | None:
    """Return the first column of the frame that bears one of the names (case and accents aside)."""
    known = {folded(str(given)).replace(" ", ""): str(given) for given in frame.columns if given != "geometry"}
    return next((known[wanted] for wanted in names if wanted in known), None)

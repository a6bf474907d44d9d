"""A whole table of the catalogue, ready to leave: its columns as the catalogue names them."""

import json
import tempfile
from pathlib import Path

import pandas as pd

from data import catalogue, store
from data.catalogue import Entry
from data.formats import is_missing
from indicators import imported
from reports.tables import Column, Table

TEXT = frozenset({"code", "texte"})


def mentions(entry: Entry) -> tuple[str, ...]:
    """Return what must be said with a table: approximate, estimated or fictitious, and the unsettled licence."""
    of_quality = {
        "approché": "Contours approchés.",
        "estimé": "Estimation.",
        "fictif": "EXEMPLE FICTIF.",
    }
    said = [of_quality[entry.quality]] if entry.quality in of_quality else []
    if "confirmer" in entry.licence:
        said.append(f"Licence : {entry.licence}.")
    return (*said, *entry.notes)


def table(name: str) -> Table:
    """Return a table of the catalogue without its geometry."""
    entry = catalogue.read(name)
    # Imported figures leave as they may be shown: the stored table does not hold them.
    read = imported.figures() if name == "figures" else store.read(name)
    frame = pd.DataFrame(read.drop(columns="geometry", errors="ignore"))
    columns = tuple(
        Column(column.name, column.label, column.unit, column.decimals, text=column.nature in TEXT)
        for column in entry.columns
        if column.nature != "géométrie"
    )
    sources = (entry.source, f"Licence : {entry.licence}", f"Consulté le {entry.accessed}")
    return Table(entry.title, frame, columns, sources, mentions(entry), f"atlas-{name}")


def geojson(name: str) -> bytes:
    """Return a geometric table as GeoJSON (EPSG:4326) with its sources and mentions; no position stays null."""
    of = table(name)
    frame = store.read_geometry(name)
    names = [column.name for column in of.columns]
    features = [
        {
            "type": "Feature",
            "properties": {key: None if is_missing(value) else value for key, value in zip(names, row, strict=True)},
            "geometry": None if geometry is None or geometry.is_empty else geometry.__geo_interface__,
        }
        for row, geometry in zip(frame[names].itertuples(index=False), frame.geometry, strict=True)
    ]
    collection = {
        "type": "FeatureCollection",
        "titre": of.title,
        "sources": list(of.sources),
        "mentions": list(of.all_mentions),
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, default=_plain).encode()


def _plain(value: object) -> object:
    """Return a NumPy number or boolean as Python's own."""
    return value.item() if hasattr(value, "item") else str(value)


def geopackage(name: str) -> bytes:
    """Return a geometric table as a GeoPackage in EPSG:2154."""
    of = table(name)
    frame = store.read_geometry(name)[[*(column.name for column in of.columns), "geometry"]].to_crs(2154)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "atlas.gpkg"
        frame.to_file(path, layer=name, driver="GPKG", engine="pyogrio")
        return path.read_bytes()

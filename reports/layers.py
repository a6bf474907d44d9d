"""A table with its outlines: GeoJSON for the web, GeoPackage for a GIS."""

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.formats import is_missing
from reports.tables import Table, harmless

if TYPE_CHECKING:
    import geopandas as gpd


def _joined(table: Table, outlines: "gpd.GeoDataFrame", key: str) -> "gpd.GeoDataFrame":
    """Join the shown columns to the outlines by code; `outlines` has columns `code` and `geometry`."""
    columns = [column.name for column in table.columns if column.name != "geometry"]
    frame = table.frame[[key, *[name for name in columns if name != key]]]
    return outlines[["code", "outline", "geometry"]].merge(
        frame.rename(columns={key: "code"}), on="code", how="inner", validate="one_to_many"
    )


def to_geojson(table: Table, outlines: "gpd.GeoDataFrame", *, key: str = "code") -> bytes:
    """Return the table on its outlines as GeoJSON (EPSG:4326, RFC 7946), with sources and mentions."""
    frame = _joined(table, outlines, key).to_crs(4326)
    features: list[dict[str, Any]] = []
    names = [name for name in frame.columns if name != "geometry"]
    for values, geometry in zip(frame[names].itertuples(index=False), frame.geometry, strict=True):
        properties = {name: None if is_missing(value) else value for name, value in zip(names, values, strict=True)}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry.__geo_interface__})
    collection = {
        "type": "FeatureCollection",
        "titre": table.title,
        "sources": list(table.sources),
        "mentions": list(table.all_mentions),
        "features": features,
    }
    return json.dumps(collection, ensure_ascii=False, default=float).encode()


def to_gpkg(table: Table, outlines: "gpd.GeoDataFrame", *, key: str = "code") -> bytes:
    """Return the table on its outlines as a GeoPackage in EPSG:2154, with a layer of sources and mentions."""
    import geopandas as gpd
    import pandas as pd

    frame = _joined(table, outlines, key).to_crs(2154)
    lines = list(table.about)
    about = gpd.GeoDataFrame(
        pd.DataFrame({"texte": [harmless(line) for line in lines]}), geometry=[None] * len(lines), crs=2154
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "atlas.gpkg"
        frame.to_file(path, layer=table.file_name, driver="GPKG", engine="pyogrio")
        about.to_file(path, layer="sources", driver="GPKG", engine="pyogrio", geometry_type="Point")
        return path.read_bytes()

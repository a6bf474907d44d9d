"""How far respondents live from France services, in three classes: estimated minutes by car from their area."""

from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data import store
from geo import territory
from indicators.service_access import minutes_to_services

SERVICE, MODE = "france_services", "car"
# Upper bounds of the classes, in estimated minutes: a third, near a half and a quarter of the people around Arras.
NEAR, FAR = 5.0, 10.0
CLASSES = {
    "near": f"Moins de {NEAR:.0f} minutes",
    "middle": f"De {NEAR:.0f} à {FAR:.0f} minutes",
    "far": f"Plus de {FAR:.0f} minutes",
}
UNKNOWN = ""


def of_respondents(rows: pd.DataFrame) -> pd.Series:
    """Return the class of each respondent: of the IRIS when it is known, else of the commune, else `UNKNOWN`.

    The minutes of an area are the mean of its inhabited cells', weighted by inhabitants.
    """
    known = _of_areas(store.fingerprint("grid", "iris", "communes", "places"))
    return pd.Series(
        [
            known.get(iris) or known.get(commune, UNKNOWN)
            for iris, commune in zip(rows["iris"].fillna(""), rows["commune"].fillna(""), strict=True)
        ],
        index=rows.index,
        dtype=object,
    )


@lru_cache(maxsize=2)
def _of_areas(fingerprint: str) -> dict[str, str]:
    ground = territory.load()
    minutes = minutes_to_services(MODE, (SERVICE,)).of(SERVICE)
    people = ground.cells["ind"].to_numpy(dtype=float)
    commune = ground.cells["commune"].to_numpy(dtype=object)
    found: dict[str, str] = {}
    for areas in (_iris_of_cells(), commune):
        for code in np.unique(areas.astype(str)):
            inside = areas == code
            if people[inside].sum() > 0:
                found[code] = _class(float(np.average(minutes[inside], weights=people[inside])))
    return {code: one for code, one in found.items() if code and one}


def _class(minutes: float) -> str:
    if not np.isfinite(minutes):
        return UNKNOWN
    return "near" if minutes < NEAR else "middle" if minutes <= FAR else "far"


def _iris_of_cells() -> NDArray[np.object_]:
    """Return the IRIS that holds the centre of each cell, the nearest where none does."""
    import geopandas as gpd

    cells = territory.load().cells
    outlines = store.read_geometry("iris").to_crs(2154)[["code", "geometry"]]
    centres = gpd.GeoDataFrame(geometry=gpd.points_from_xy(cells["x"], cells["y"], crs=2154))
    joined = gpd.sjoin_nearest(centres, outlines)
    return np.asarray(joined[~joined.index.duplicated()]["code"], dtype=object)

"""In which system a file gives its points: degrees, degrees swapped, Lambert-93, or a neighbour of them.

Numbers alone do not say their system; where the points would fall does. The one that puts most of them on the
territory is taken; where none does, the one that puts most of them in metropolitan France.
"""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import ArrayLike, NDArray

from data import store

Floats = NDArray[np.float64]
# Degrees first: numbers that could be in two systems are seldom anything else.
SYSTEMS = {
    4326: "degrés (WGS84)",
    2154: "mètres Lambert-93",
    3857: "mètres Web Mercator",
    3950: "mètres Lambert conique conforme, zone 50",
    27572: "mètres Lambert II étendu",
    32631: "mètres UTM, zone 31 Nord",
}
FRANCE = (-5.5, 41.0, 9.7, 51.5)
AROUND_DEGREES = 0.5
# Below this share of the points, a system explains the file no better than chance.
SHARE = 0.5


@dataclass(frozen=True)
class System:
    """How a file gives its points.

    Attributes
    ----------
    epsg : int
    swapped : bool
        The first column is the northing or the latitude.
    """

    epsg: int
    swapped: bool

    @property
    def words(self) -> str:
        """French words of what was put right; "" for longitude and latitude in degrees."""
        if self.epsg == 4326:
            return "latitude et longitude inversées, remises en ordre" if self.swapped else ""
        return f"coordonnées en {SYSTEMS[self.epsg]}{', inversées' if self.swapped else ''}, converties en degrés"


def bounds() -> tuple[float, float, float, float]:
    """Return the box of the territory, with `AROUND_DEGREES` around it: west, south, east, north."""
    described = json.loads((pq.read_schema(store.locate("communes")).metadata or {}).get(b"geo", b"{}"))
    west, south, east, north = described["columns"][described["primary_column"]]["bbox"]
    return west - AROUND_DEGREES, south - AROUND_DEGREES, east + AROUND_DEGREES, north + AROUND_DEGREES


def _inside(lon: Floats, lat: Floats, box: tuple[float, float, float, float]) -> int:
    west, south, east, north = box
    return int(((lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)).sum())


def detect(x: ArrayLike, y: ArrayLike, *, box: tuple[float, float, float, float] | None = None) -> System | None:
    """Return the system of points; None when no known one puts most of them in metropolitan France.

    Parameters
    ----------
    x, y : array-like of float, shape (n,)
        As the file gives them; NaN where it gives none.
    box : west, south, east, north in degrees, optional
        Where most points should lie: around the territory by default.
    """
    first, second = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    given = np.isfinite(first) & np.isfinite(second)
    if not given.any():
        return None
    first, second = first[given], second[given]
    for area in (box or bounds(), FRANCE):
        found: list[tuple[int, System]] = []
        for epsg in SYSTEMS:
            for system in (System(epsg, swapped=False), System(epsg, swapped=True)):
                found.append((_inside(*to_degrees(first, second, system), area), system))
        count, best = max(found, key=lambda one: one[0])
        if count >= SHARE * len(first):
            return best
    return None


def to_degrees(x: ArrayLike, y: ArrayLike, system: System) -> tuple[Floats, Floats]:
    """Return longitudes and latitudes (WGS84); NaN where the system gives no place on Earth."""
    first, second = np.asarray(x, dtype=float), np.asarray(y, dtype=float)
    if system.swapped:
        first, second = second, first
    if system.epsg == 4326:
        return first, second
    lon, lat = _transformer(system.epsg).transform(first, second)
    placed = np.isfinite(lon) & np.isfinite(lat)
    return np.where(placed, lon, np.nan), np.where(placed, lat, np.nan)


@cache
def _transformer(epsg: int) -> Any:
    from pyproj import Transformer

    return Transformer.from_crs(epsg, 4326, always_xy=True)

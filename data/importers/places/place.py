"""A place of a list: as the file describes it, then as the table will hold it."""

import math
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data import current, store
from data.errors import TableMissing
from data.importers import layers
from data.paths import user_folder


@dataclass(frozen=True)
class Place:
    """One place.

    Attributes
    ----------
    line : int
        Where the file describes it; 0 for a place of the table in use.
    id : str
        "" until it is given one.
    kind, role : str
        Keys of the tables; "" when unknown.
    name, address : str
    commune : str
        Code; "" when unknown.
    lon, lat : float
        Degrees (WGS84); NaN without a position.
    opening_hours : str
        OpenStreetMap's notation; "" when unknown.
    source, vintage, note : str
    """

    line: int
    id: str
    kind: str
    role: str
    name: str
    commune: str
    address: str
    lon: float
    lat: float
    opening_hours: str
    source: str
    vintage: str
    note: str

    @property
    def placed(self) -> bool:
        """Whether it has a position."""
        return math.isfinite(self.lon) and math.isfinite(self.lat)


EARTH_M = 6_371_008.8


def distance(a: Place, b: Place) -> float:
    """Return the metres between two places, on a sphere (well within 1 % at these distances); NaN without one."""
    if not (a.placed and b.placed):
        return math.nan
    mean = math.radians((a.lat + b.lat) / 2)
    east = math.radians(b.lon - a.lon) * math.cos(mean)
    return EARTH_M * math.hypot(east, math.radians(b.lat - a.lat))


def known(dataset: str) -> list[Place]:
    """Return the places in use, without those that an earlier vintage of the same dataset has brought.

    A row that this dataset replaced is given as it was before.
    """
    try:
        rows = store.read("places")
    except TableMissing:
        return []
    own = _own(dataset)
    if own:
        rows = pd.concat([rows[~rows["id"].isin(own)], _before(own)], ignore_index=True)
    return [
        Place(0, row["id"], row["kind"], row["role"], row["name"], row["commune"], row["address"] or "", row["lon"],
              row["lat"], row["opening_hours"] or "", row["source"], row["vintage"], row.get("note") or "")
        for row in rows.replace({np.nan: None}).assign(lon=rows["lon"], lat=rows["lat"]).to_dict("records")
    ]  # fmt: skip


def _own(dataset: str) -> set[str]:
    found = current.pointer().dataset(dataset)
    version = found.active if found is not None else None
    if version is None or "places" not in version.tables:
        return set()
    path = user_folder() / layers.folder_of(dataset, version, "places") / "places.parquet"
    return set(store.read_file(path, "places")["id"])


def _before(ids: set[str]) -> pd.DataFrame:
    path = store.ground("places")
    ground = store.read_file(path, "places")
    return ground[ground["id"].isin(ids)]

"""The tables of a territory of which only the package of outlines speaks: the others are empty."""

from collections.abc import Callable

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data import store
from data.build.france import PACKAGE, Members
from data.build.outlines import APPROXIMATE, GEOGRAPHIC, METRIC, OFFICIAL
from data.paths import BASE

# Insee cuts into IRIS every commune of 10 000 inhabitants and most of those of 5 000: below, a commune is one IRIS.
CUT_FROM = 5_000
UNDATED = "millésime non précisé"
_NATIONAL = ("indicators", "ratios", "national_rates")
FACTS = ["id", "label", "value", "unit", "decimals", "producer", "dataset", "vintage", "note"]


def _empty(name: str) -> pd.DataFrame:
    """Return the table of the embedded territory without its rows."""
    return store.read_file(BASE / f"{name}.parquet", name).iloc[:0].reset_index(drop=True)


def _communes(of: Members) -> gpd.GeoDataFrame:
    frame = {
        "code": [one.code for one in of.communes],
        "name": [one.name for one in of.communes],
        "siren": "",
        "postcodes": [";".join(one.postcodes) for one in of.communes],
    }
    geometry = list(shapely.set_precision([one.outline for one in of.communes], 1e-7))
    return gpd.GeoDataFrame(frame, geometry=geometry, crs=GEOGRAPHIC)


def _iris(of: Members, communes: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return one IRIS a commune, marked « approché » where the commune is probably cut into several."""
    frame = {
        "code": [f"{one.code}0000" for one in of.communes],
        "name": [one.name for one in of.communes],
        "commune": [one.code for one in of.communes],
        "type": "Z",
        "area_km2": (communes.to_crs(METRIC).area / 1e6).round(3).to_numpy(),
        "outline": np.where([one.population >= CUT_FROM for one in of.communes], APPROXIMATE, OFFICIAL),
    }
    return gpd.GeoDataFrame(frame, geometry=communes.geometry.to_numpy(), crs=GEOGRAPHIC)


def _places(of: Members) -> gpd.GeoDataFrame:
    rows = [
        {
            "id": f"mairie-{one.code}",
            "kind": "mairie",
            "role": "hote",
            "name": f"Mairie – {one.name}",
            "commune": one.code,
            "address": one.address,
            "lon": np.nan if one.position is None else one.position[0],
            "lat": np.nan if one.position is None else one.position[1],
            "opening_hours": one.opening_hours,
            "source": f"DILA, annuaire de l’administration (paquet {PACKAGE})",
            "vintage": "non datée",
            "note": "",
        }
        for one in of.communes
    ]
    frame = pd.DataFrame(rows)
    points = gpd.GeoSeries.from_xy(frame["lon"], frame["lat"], crs=GEOGRAPHIC)
    return gpd.GeoDataFrame(frame, geometry=points.where(frame["lon"].notna(), None), crs=GEOGRAPHIC)


def _figures(of: Members) -> pd.DataFrame:
    rows = [("commune", one.code, "population", float(one.population), "diffusé") for one in of.communes]
    return pd.DataFrame(rows, columns=["level", "code", "indicator", "value", "status"])


def _indicators() -> pd.DataFrame:
    """Return the dictionary, with the source of the populations that the package holds."""
    table = store.read_file(BASE / "indicators.parquet", "indicators").copy()
    population = table["id"].eq("population") & table["level"].eq("commune")
    table.loc[population, ["dataset", "vintage"]] = [f"Populations légales (paquet {PACKAGE})", UNDATED]
    return table


def _facts(of: Members, own: pd.DataFrame) -> pd.DataFrame:
    people = sum(one.population for one in of.communes)
    counted = [
        ("population", "Population municipale", people, "habitants", "Populations légales"),
        ("communes", "Communes", len(of.communes), "communes", "Découpage administratif"),
    ]
    rows = pd.DataFrame(
        [
            (key, label, float(value), unit, 0.0, "Insee", f"{dataset} (paquet {PACKAGE})", UNDATED, "")
            for key, label, value, unit, dataset in counted
        ],
        columns=FACTS,
    )
    kept = own[~own["id"].isin(rows["id"])]
    return pd.concat([rows, kept], ignore_index=True) if len(kept) else rows


def tables(of: Members, facts: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Return every table of a territory, by name.

    Parameters
    ----------
    facts : DataFrame
        The key figures that its people published, with the columns of the table of facts; may be empty.
    """
    communes = _communes(of)
    known: dict[str, Callable[[], pd.DataFrame]] = {
        "communes": lambda: communes,
        "iris": lambda: _iris(of, communes),
        "places": lambda: _places(of),
        "figures": lambda: _figures(of),
        "indicators": _indicators,
        "facts": lambda: _facts(of, facts),
        "commune_changes": lambda: of.changes,
    }
    found: dict[str, pd.DataFrame] = {}
    for name in (*store.TABLES, "commune_changes"):
        if name in known:
            found[name] = known[name]()
        elif name in _NATIONAL:
            found[name] = store.read_file(BASE / f"{name}.parquet", name)
        else:
            found[name] = _empty(name)
    return found

"""Builds every embedded table and writes it with its sidecar."""

import geopandas as gpd
import pandas as pd

from data import catalogue, store
from data.build import figures, grid, outlines, sources
from data.catalogue import Entry
from data.paths import BASE, CATALOGUE

NUMERIC = {
    "indicators": ["decimals", "direction"],
    "ratios": ["decimals", "direction", "factor"],
    "facts": ["value", "decimals"],
    "national_rates": ["rate_percent", "low_percent", "high_percent", "year", "unclaimed_eur_month"],
}


def _places() -> gpd.GeoDataFrame:
    table = sources.numbers(sources.table("places"), ["lon", "lat"], name="places", key="id")
    points = gpd.GeoSeries.from_xy(table["lon"], table["lat"], crs=outlines.GEOGRAPHIC)
    geometry = points.where(table["lon"].notna() & table["lat"].notna(), None)
    return gpd.GeoDataFrame(table, geometry=geometry, crs=outlines.GEOGRAPHIC)


def _dictionary(name: str, source: str, key: str) -> pd.DataFrame:
    return sources.numbers(sources.table(source), NUMERIC[name], name=source, key=key)


def tables() -> dict[str, pd.DataFrame]:
    """Return every embedded table, by name."""
    communes = outlines.communes()
    iris = outlines.iris(communes)
    cells = grid.cells(communes)
    return {
        "communes": communes,
        "iris": iris,
        "qpv": outlines.qpv(),
        "grid": cells,
        "places": _places(),
        "figures": figures.figures(cells, iris),
        "indicators": _dictionary("indicators", "indicators", "id"),
        "ratios": _dictionary("ratios", "ratios", "id"),
        "facts": _dictionary("facts", "territory_facts", "id"),
        "national_rates": _dictionary("national_rates", "national_rates", "benefit"),
    }


def build() -> list[Entry]:
    """Write every embedded table and its sidecar; return the entries with their checksums."""
    return [
        store.write(table, catalogue.read_embedded(name), tables=BASE, sidecars=CATALOGUE)
        for name, table in tables().items()
    ]

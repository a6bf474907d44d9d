"""The figures: one row a value, from the wide tables of each subject and from the sums of the cells."""

import geopandas as gpd
import pandas as pd

from data.build import sources
from data.build.outlines import METRIC

SUBJECTS = {
    "commune": ["population", "revenus", "prestations", "emploi", "sante_retraite", "equipements"],
    "iris": ["recensement", "ages_logements", "revenus", "mobilite_numerique"],
}
# Insee publishes declared income for the IRIS of the cut communes only; the value that the source tables hold
# for an IRIS of a single piece is its commune's disposable income, which is another measure.
DECLARED_ONLY = frozenset({"revenu_median", "taux_pauvrete"})
WHOLE_COMMUNE = "0000"
FROM_CELLS = {"carreaux_menages": "men", "carreaux_menages_pauvres": "men_pauv"}


def published() -> pd.DataFrame:
    """Return the published figures: level, code, indicator, value, status."""
    rows = []
    for level, subjects in SUBJECTS.items():
        for subject in subjects:
            name = f"{level}_{subject}"
            wide = sources.table(name)
            for indicator in wide.columns.drop("code"):
                for code, text in zip(wide["code"], wide[indicator], strict=True):
                    value, status = sources.marked(text, name=name, row=code, column=indicator)
                    if level == "iris" and indicator in DECLARED_ONLY and code.endswith(WHOLE_COMMUNE):
                        value, status = float("nan"), "absent"
                    rows.append((level, code, indicator, value, status))
    return pd.DataFrame(rows, columns=["level", "code", "indicator", "value", "status"])


def from_cells(grid: gpd.GeoDataFrame, iris: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return the sums of the cells by commune (as attributed) and by IRIS.

    A cell belongs to the IRIS that holds its centre; one whose centre lies just outside the territory
    belongs to the nearest IRIS, so that both levels have the same total.
    """
    centres = gpd.GeoDataFrame(
        grid[[*FROM_CELLS.values(), "commune"]], geometry=gpd.points_from_xy(grid["x"], grid["y"]), crs=METRIC
    )
    areas = iris[["code", "geometry"]].to_crs(METRIC)
    inside = gpd.sjoin_nearest(centres, areas, how="left")
    inside = inside[~inside.index.duplicated()]
    rows = []
    for level, key in (("commune", "commune"), ("iris", "code")):
        sums = inside.groupby(key)[list(FROM_CELLS.values())].sum()
        for indicator, column in FROM_CELLS.items():
            rows += [(level, code, indicator, round(float(v), 1), "diffusé") for code, v in sums[column].items()]
    return pd.DataFrame(rows, columns=["level", "code", "indicator", "value", "status"])


def figures(grid: gpd.GeoDataFrame, iris: gpd.GeoDataFrame) -> pd.DataFrame:
    """Return every figure, in a stable order."""
    everything = pd.concat([published(), from_cells(grid, iris)])
    return everything.sort_values(["level", "indicator", "code"]).reset_index(drop=True)

"""The cells of 200 m: where their name says, in their commune, holding together, and how many are imputed."""

import re

import numpy as np
import pandas as pd
import shapely

from data.checks.finding import Finding, Rule
from data.checks.limits import (
    CELL_CORNER_M,
    CELL_LIVING_BOUNDS,
    CELL_M,
    CELL_SECRECY_HOUSEHOLDS,
    CELLS_LEVELS_SHARE,
    CELLS_POPULATION_SHARE,
)
from data.checks.tables import METRIC, Tables, each_row
from data.formats import number

EUROPEAN = 3035
_NAME = re.compile(r"CRS3035RES200mN(\d+)E(\d+)")
_HOUSEHOLDS = ("men_pauv", "men_1ind", "men_fmp", "log_soc")
_PEOPLE = ("ind_18_24", "ind_65_79", "ind_80p")
_ROUNDING = 0.05  # the counts are published to 0.1

_CORNER = Rule(
    "grid",
    "geometry",
    f"un carreau est le carré de {CELL_M} m que dit son identifiant, à {number(CELL_CORNER_M)} m près",
    "les habitants sont placés au mauvais endroit",
    "bloquant",
)
_CENTRE = Rule(
    "grid",
    "x",
    f"le centre écrit est celui du carreau, à {number(CELL_CORNER_M)} m près",
    "les temps d’accès partent du mauvais endroit",
    "bloquant",
)
_COMMUNE = Rule(
    "grid",
    "commune",
    "un carreau est attribué à une commune du territoire",
    "ses habitants manquent dans les totaux par commune",
    "bloquant",
)
_ATTRIBUTED = Rule(
    "grid",
    "commune",
    "le centre d’un carreau est dans la commune à laquelle il est attribué",
    "les sommes de carreaux par commune (ménages pauvres) sont décalées d’une commune à sa voisine",
    "à corriger",
)
_POPULATION = Rule(
    "grid",
    "commune",
    f"les habitants des carreaux (2019) sont à moins de {number(CELLS_POPULATION_SHARE * 100)} % "
    "de la population de la commune (2023)",
    "les ménages pauvres et monoparentaux de ces communes sont sous-estimés ou surestimés d’autant",
    "à corriger",
)
_LEVELS = Rule(
    "figures",
    "carreaux_menages",
    f"les mêmes carreaux donnent la même somme par IRIS et par commune, à {number(CELLS_LEVELS_SHARE * 100)} % près",
    "la part de ménages pauvres change quand on passe de la commune à ses IRIS",
    "à corriger",
)
_PART = Rule(
    "grid",
    "ind",
    "les ménages et les âges d’un carreau ne dépassent pas leur total",
    "la part dépasse 100 % sur la carte des carreaux",
    "à corriger",
)
_LIVING = Rule(
    "grid",
    "ind_snv",
    "le niveau de vie moyen d’un carreau est entre "
    f"{number(CELL_LIVING_BOUNDS[0])} et {number(CELL_LIVING_BOUNDS[1])} € par an",
    "la valeur écrase l’échelle de la carte",
    "à corriger",
)
_SECRET = Rule(
    "grid",
    "imputed",
    f"un carreau de moins de {CELL_SECRECY_HOUSEHOLDS} ménages est imputé",
    "un secret statistique est divulgué",
    "bloquant",
)
_IMPUTED = Rule(
    "grid",
    "imputed",
    "un carreau porte des valeurs observées",
    "les valeurs imputées sont des estimations de l’Insee : ne lisez pas un carreau isolé",
    "à savoir",
)


def geometry(tables: Tables) -> list[Finding]:
    """Find the cells that are not where their name says, or whose written centre is elsewhere."""
    import geopandas as gpd

    grid = tables["grid"]
    named = [_NAME.fullmatch(name) for name in grid["id"]]
    corners = np.array([(int(m[2]), int(m[1])) if m else (np.nan, np.nan) for m in named], dtype=float)
    drawn = shapely.bounds(grid.geometry.to_crs(EUROPEAN).to_numpy())
    expected = np.hstack([corners, corners + CELL_M])
    off = np.abs(drawn - expected).max(axis=1)
    centres = gpd.GeoSeries(shapely.points(corners + CELL_M / 2), crs=EUROPEAN).to_crs(METRIC)
    away = np.hypot(centres.x - grid["x"], centres.y - grid["y"]).to_numpy()
    found = []
    for rule, distance in ((_CORNER, off), (_CENTRE, away)):
        wrong = np.flatnonzero(distance > CELL_CORNER_M)
        wrong = wrong[np.argsort(-distance[wrong])]
        cases = [(str(grid["id"].iat[int(i)]), f"à {number(distance[i])} m de sa place") for i in wrong]
        found += rule.each(cases, of=len(grid), noun="carreaux")
    return found


def attribution(tables: Tables) -> list[Finding]:
    """Find the cells whose centre lies outside the commune they are attributed to, the farthest first."""
    grid = tables["grid"]
    communes = tables.metric("communes").set_index("code").geometry
    strange = grid[~grid["commune"].isin(communes.index)]
    found = _COMMUNE.each(
        [(str(row.id), f"commune {row.commune}") for row in each_row(strange)], of=len(grid), noun="carreaux"
    )
    known = grid[grid["commune"].isin(communes.index)]
    points = np.asarray(shapely.points(known["x"].to_numpy(), known["y"].to_numpy()))
    away = shapely.distance(points, communes.reindex(known["commune"]).to_numpy())
    out = np.flatnonzero(away > 0)
    if len(out) == 0:
        return found
    tree = shapely.STRtree(communes.to_numpy())
    outside = len(set(range(len(out))) - set(tree.query(points[out], predicate="intersects")[0].tolist()))
    people = float(known["ind"].to_numpy()[out].sum())
    worst = out[np.argmax(away[out])]
    cell = known.iloc[worst]
    said = (
        f"{number(people)} habitants, dont {outside} carreaux hors des {number(len(communes))} communes ; "
        f"le plus loin, {cell['id']}, est à {number(away[worst])} m de {tables.named(cell['commune'])}"
    )
    row = f"{number(len(out))} carreaux sur {number(len(grid))}"
    return [*found, _ATTRIBUTED.broken(row, said)]


def population(tables: Tables) -> list[Finding]:
    """Find the communes whose cells do not hold their population."""
    legal = tables.figure("commune", "population")
    grid = tables["grid"]
    summed = grid.groupby("commune")["ind"].sum().reindex(legal.index).fillna(0.0)
    share = (summed - legal) / legal
    far = share[share.abs() > CELLS_POPULATION_SHARE].sort_values(key=abs, ascending=False)
    cases = [
        (
            tables.named(str(code)),
            f"{number(summed[code])} dans les carreaux pour {number(legal[code])}, "
            f"{number(share[code] * 100, sign=True)} %",
        )
        for code in far.index
    ]
    return _POPULATION.each(cases, of=len(legal), noun="communes")


def levels(tables: Tables) -> list[Finding]:
    """Find the communes whose cells do not add up to the same by IRIS and by commune."""
    of_commune, of_iris = tables.figure("commune", _LEVELS.column), tables.figure("iris", _LEVELS.column)
    if of_iris.empty:
        return []
    summed = of_iris.groupby(of_iris.index.str[:5]).sum().reindex(of_commune.index)
    share = ((summed - of_commune) / of_commune).dropna()
    far = share[share.abs() > CELLS_LEVELS_SHARE].sort_values(key=abs, ascending=False)
    cases = [
        (tables.named(str(code)), f"{number(summed[code])} par IRIS pour {number(of_commune[code])} par commune")
        for code in far.index
    ]
    return _LEVELS.each(cases, of=len(share), noun="communes")


def parts(tables: Tables) -> list[Finding]:
    """Find the cells that do not hold together: parts above their total, impossible living standards."""
    grid = tables["grid"]
    cases: list[tuple[str, str]] = []
    for whole, of_whole in (("men", _HOUSEHOLDS), ("ind", ("men", *_PEOPLE))):
        for part in of_whole:
            over = grid[grid[part] > grid[whole] + _ROUNDING]
            cases += _over(over, part, whole)
    of_age = grid[list(_PEOPLE)].sum(axis=1)
    over = grid[of_age > grid["ind"] + _ROUNDING * len(_PEOPLE)]
    cases += [(str(row.id), f"les âges dépassent {number(row.ind, 1)} habitants") for row in each_row(over)]
    found = _PART.each(cases, noun="valeurs")
    mean = grid["ind_snv"] / grid["ind"].where(grid["ind"] > 0)
    off = grid[(mean < CELL_LIVING_BOUNDS[0]) | (mean > CELL_LIVING_BOUNDS[1])]
    return found + _LIVING.each(
        [(str(row.id), f"{number(mean[row.Index])} €/an") for row in each_row(off)],
        of=len(grid),
        noun="carreaux",
    )


def _over(rows: pd.DataFrame, part: str, whole: str) -> list[tuple[str, str]]:
    return [
        (str(cell), f"{part} {number(a, 1)} pour {whole} {number(b, 1)}")
        for cell, a, b in zip(rows["id"], rows[part], rows[whole], strict=True)
    ]


def imputation(tables: Tables) -> list[Finding]:
    """Find the small cells that are not imputed, and say which share of the cells is."""
    grid = tables["grid"]
    imputed = grid["imputed"].astype(bool)
    shown = grid[~imputed & grid["men"].lt(CELL_SECRECY_HOUSEHOLDS)]
    found = _SECRET.each(
        [(str(row.id), f"{number(row.men, 1)} ménages, non imputé") for row in each_row(shown)],
        of=len(grid),
        noun="carreaux",
    )
    if imputed.any():
        people = grid.loc[imputed, "ind"].sum() / grid["ind"].sum()
        said = f"{number(imputed.mean() * 100, 1)} % des carreaux et {number(people * 100, 1)} % des habitants"
        row = f"{number(int(imputed.sum()))} carreaux sur {number(len(grid))}"
        found.append(_IMPUTED.broken(row, said))
    return found

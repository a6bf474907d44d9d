"""The priority neighbourhoods: their generation, their communes, their inhabitants, their size."""

import pandas as pd
import shapely

from data.checks.finding import Finding, Rule
from data.checks.limits import QPV_AREA_SHARE, QPV_OUTSIDE_SHARE
from data.checks.tables import Tables, each_row
from data.checks.vintage import year_of
from data.formats import number

_GENERATION = Rule(
    "qpv",
    "geometry",
    "une statistique de quartier et un contour sont de la même génération (2015 ou 2024)",
    "les deux générations partagent des noms mais pas les contours : un chiffre de l’une ne se rapporte pas à l’autre",
    "à savoir",
)
_FACT = Rule(
    "facts",
    "dataset",
    "un chiffre sur les quartiers prioritaires dit de quelle génération il est (2015 ou 2024)",
    "ne le rapportez pas aux contours ni aux populations de la carte",
    "à savoir",
)
_COMMUNES = Rule(
    "qpv",
    "communes",
    "un quartier est dans des communes du territoire",
    "le quartier ne se rattache à aucune commune",
    "à corriger",
)
_POPULATION = Rule(
    "qpv",
    "population_2020",
    "les quartiers ne comptent pas plus d’habitants que leurs communes",
    "la part de la population en quartier prioritaire dépasse 100 %",
    "à corriger",
)
_IRIS = Rule(
    "qpv",
    "iris_inferred",
    "les IRIS déduits d’un quartier existent et sont dans ses communes",
    "le quartier n’hérite pas des bons indicateurs",
    "à corriger",
)
_OUTSIDE = Rule(
    "qpv",
    "geometry",
    f"moins de {number(QPV_OUTSIDE_SHARE * 100)} % du contour d’un quartier est hors de ses communes",
    "le quartier est dessiné au mauvais endroit",
    "à corriger",
)
_AREA = Rule(
    "qpv",
    "area_ha",
    f"le contour approché a la superficie publiée, à {number(QPV_AREA_SHARE * 100)} % près",
    "la taille du quartier sur la carte n’est pas la sienne",
    "à corriger",
)


def generation(tables: Tables) -> list[Finding]:
    """Warn of the two generations of neighbourhoods, in the outlines and in the facts."""
    entry = tables.entries["qpv"]
    year = year_of(entry.vintage)
    found: list[Finding] = []
    if year is None or year >= 2024:
        said = f"contours de {entry.vintage}, populations de 2020"
        found.append(_GENERATION.broken(f"{len(tables['qpv'])} quartiers", said))
    return found


def facts(tables: Tables) -> list[Finding]:
    """Find the facts on neighbourhoods that do not say their generation."""
    found = []
    for row in each_row(tables["facts"]):
        text = f"{row.dataset} {row.note or ''}"
        if "quartiers prioritaires" in row.label.lower() and "génération" not in text:
            found.append(_FACT.broken(row.id, f"{row.producer}, {row.dataset}, {row.vintage}"))
    return found


def communes(tables: Tables) -> list[Finding]:
    """Find the neighbourhoods of no commune, more peopled than their communes, or of foreign IRIS."""
    qpv = tables["qpv"]
    known = set(tables["communes"]["code"])
    iris = set(tables["iris"]["code"])
    population = tables.figure("commune", "population")
    found: list[Finding] = []
    for row in each_row(qpv):
        codes = row.communes.split(";")
        strange = [code for code in codes if code not in known]
        if strange:
            found.append(_COMMUNES.broken(row.name, "commune " + ", ".join(strange)))
        wrong = [
            code
            for code in str(row.iris_inferred or "").split(";")
            if code and (code not in iris or code[:5] not in codes)
        ]
        if wrong:
            found.append(_IRIS.broken(row.name, "IRIS " + ", ".join(wrong)))
    for codes, rows in qpv.groupby("communes"):
        people = population.reindex(str(codes).split(";")).dropna()
        inside = float(rows["population_2020"].sum())
        if len(people) and inside > people.sum():
            names = " et ".join(tables.named(code) for code in people.index)
            said = f"{number(inside)} habitants en quartier prioritaire pour {number(people.sum())}"
            found.append(_POPULATION.broken(names, said))
    return found


def outlines(tables: Tables) -> list[Finding]:
    """Find the neighbourhoods drawn outside their communes, or not at their published size."""
    qpv = tables.metric("qpv")
    areas = tables.metric("communes").set_index("code").geometry
    found: list[Finding] = []
    for _, row in qpv.iterrows():
        own = shapely.union_all(areas.reindex(row["communes"].split(";")).dropna().to_numpy())
        share = 1 - row.geometry.intersection(own).area / row.geometry.area
        if share > QPV_OUTSIDE_SHARE:
            found.append(_OUTSIDE.broken(row["name"], f"{number(share * 100)} % hors de ses communes"))
    sized: pd.Series = qpv.geometry.area / 1e4
    off = qpv[((sized - qpv["area_ha"]) / qpv["area_ha"]).abs().gt(QPV_AREA_SHARE) & qpv["outline"].eq("approché")]
    return found + _AREA.each(
        [
            (row["name"], f"{number(sized[i], 1)} ha dessinés pour {number(row['area_ha'])} ha publiés")
            for i, row in off.iterrows()
        ],
        noun="quartiers",
    )

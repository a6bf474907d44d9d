"""Insee's Filosofi in its long form: communes since the income of 2021, IRIS where it holds them.

Measures read: ``NUM_HH``, ``NUM_PER``, ``MED_SL``, ``PR_MD60``, ``D1_SL``, ``D9_SL``, ``IR_D9_D1_SL``, ``S_EI_DI_UNE``,
``S_SOC_BEN_DI``, ``S_SOC_BEN_DI_MIN_SOC``, ``S_SOC_BEN_DI_HOU_BEN``, and by IRIS ``Q1_SL``, ``Q3_SL``, ``GI_SL``. The
standard of living is the disposable income by consumption unit: the median of a long file is the disposable one.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from data.importers.official_files import figures, filosofi, melodi
from data.importers.official_files.figures import Source
from data.importers.outcome import Import
from data.importers.reading import RawTable

TITLE = "Revenus et pauvreté (Insee, Filosofi), format long"
MEASURE = "FILOSOFI_MEASURE"
COLUMNS = ("GEO", "GEO_OBJECT", MEASURE, "CONF_STATUS", "OBS_STATUS", "TIME_PERIOD", "OBS_VALUE")
# Measure of the long file to the column of the wide one that it is.
COMMUNES = {
    "NUM_HH": "NBMENFISC",
    "NUM_PER": "NBPERSMENFISC",
    "MED_SL": "MED",
    "PR_MD60": "TP60",
    "D1_SL": "D1",
    "D9_SL": "D9",
    "IR_D9_D1_SL": "RD",
    "S_EI_DI_UNE": "PCHO",
    "S_SOC_BEN_DI": "PPSOC",
    "S_SOC_BEN_DI_MIN_SOC": "PPMINI",
    "S_SOC_BEN_DI_HOU_BEN": "PPLOGT",
}
IRIS = {
    "MED_SL": "MED",
    "PR_MD60": "TP60",
    "Q1_SL": "Q1",
    "Q3_SL": "Q3",
    "D1_SL": "D1",
    "D9_SL": "D9",
    "IR_D9_D1_SL": "RD",
    "GI_SL": "GI",
    "S_EI_DI_UNE": "PCHO",
}
# The first income year of the sources put together anew: Insee warns against comparing it with those before.
REBUILT = 2023


def recognised(headers: Iterable[str]) -> bool:
    """Tell whether the columns are those of the long file."""
    return melodi.is_long(headers, MEASURE)


def read(table: RawTable, *, vintage: str, today: date | None, options: Any) -> Import:
    """Return the figures of the territory at the newest period: the communes, else the IRIS."""
    of_communes = "COM" in melodi.levels(table)
    long = melodi.newest(table, level="COM" if of_communes else "IRIS", keep=(MEASURE,))
    measures = COMMUNES if of_communes else IRIS
    known = filosofi.COMMUNES if of_communes else filosofi.by_iris("DISP_")
    rows = melodi.wide(long.table, measure=MEASURE, wanted=measures)
    year = long.year or vintage
    rebuilt = year.isdigit() and int(year) >= REBUILT
    words = "fichier communal" if of_communes else "infracommunal, revenu disponible"
    source = Source(
        dataset="filosofi-communes" if of_communes else "filosofi-iris-disponible",
        title=f"Filosofi {year}, {'communes' if of_communes else 'IRIS'}",
        producer="Insee",
        name=f"Filosofi, {words}",
        vintage=year,
        note=f"sources refondues depuis {REBUILT} : à ne pas comparer aux millésimes d’avant" if rebuilt else "",
    )
    return figures.build(
        rows,
        level="commune" if of_communes else "iris",
        code=melodi.GEO,
        columns={measure: known[measures[measure]] for measure in rows.columns[1:]},
        source=source,
        today=today,
    )

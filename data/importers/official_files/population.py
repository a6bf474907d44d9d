"""Insee's reference populations by commune, in their long form.

Measure read: ``PMUN``, the municipal population, at the newest ``TIME_PERIOD`` (1 January of that year).
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from data.importers.official_files import figures, melodi
from data.importers.official_files.figures import Source, Variable
from data.importers.outcome import Import
from data.importers.reading import RawTable

TITLE = "Populations de référence par commune (Insee), format long"
MEASURE = "POPREF_MEASURE"
COLUMNS = ("GEO", "GEO_OBJECT", f"{MEASURE} (PMUN)", "TIME_PERIOD", "OBS_VALUE")
_POPULATION = Variable("population", "Population municipale", "Population", "habitants", "effectif", "population")


def recognised(headers: Iterable[str]) -> bool:
    """Tell whether the columns are those of the file."""
    return melodi.is_long(headers, MEASURE)


def read(table: RawTable, *, vintage: str, today: date | None, options: Any) -> Import:
    """Return the municipal population of the communes at the newest period."""
    long = melodi.newest(table, level="COM", keep=(MEASURE,))
    rows = melodi.wide(long.table, measure=MEASURE, wanted=("PMUN",))
    year = long.year or vintage
    source = Source(
        dataset="populations-communes",
        title=f"Populations de référence {year}",
        producer="Insee",
        name="Populations de référence",
        vintage=year,
    )
    columns = dict.fromkeys(rows.columns[1:], _POPULATION)
    return figures.build(rows, level="commune", code=melodi.GEO, columns=columns, source=source, today=today)

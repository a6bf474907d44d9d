"""The values of a table of indicators, whether each has its column (wide) or its row (long)."""

import math
import re
from dataclasses import dataclass
from statistics import median

import pandas as pd

from data.formats import number, plural
from data.importers import areas
from data.importers.errors import ColumnsMissing
from data.importers.numbers import figure
from data.importers.reading import RawTable
from data.importers.remark import Remark
from data.importers.words import folded, visible

_INDICATOR = frozenset({"indicateur", "code indicateur", "variable", "code variable", "nom indicateur", "indicator"})
_VALUE = frozenset({"valeur", "value", "valeurs", "obs value", "chiffre"})
_YEAR = frozenset({"annee", "an", "year", "millesime", "time period", "periode"})
# A column is of figures when this share of its filled cells reads as numbers or marks of secrecy.
READABLE_SHARE = 0.5
# A number is out of place among others that are this many times greater.
FAR = 100
_THOUSAND = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")


@dataclass(frozen=True)
class Cell:
    """A value of the file, wherever it stands."""

    line: int
    column: str
    indicator: str
    text: str


def of_one_year(table: RawTable) -> tuple[pd.DataFrame, str, list[Remark]]:
    """Keep the rows of the latest year, where a column says the year of each row."""
    column = next((one for one in table.columns if folded(one) in _YEAR), None)
    years = table.rows[column].map(visible) if column is not None else None
    if (
        column is None
        or years is None
        or not years.map(lambda text: re.fullmatch(r"(?:19|20)\d{2}", text) is not None).all()
    ):
        return table.rows, "", []
    latest = str(years.max())
    others = int((years != latest).sum())
    rows = table.rows[years == latest].drop(columns=column)
    if not others:
        return rows, latest, []
    return (
        rows,
        latest,
        [Remark("à savoir", None, column, "", f"{plural(others, 'ligne')} d’années avant {latest}, laissées de côté")],
    )


def _long(rows: pd.DataFrame) -> tuple[str, str] | None:
    """Return the columns of the indicator and of the value of a long table; None for a wide one."""
    indicator = next((str(one) for one in rows.columns if folded(str(one)) in _INDICATOR), None)
    value = next((str(one) for one in rows.columns if folded(str(one)) in _VALUE), None)
    return (indicator, value) if indicator is not None and value is not None else None


def two_ways(cells: list[Cell]) -> dict[tuple[int, str], str]:
    """Return, by line and indicator, why a number like « 1.052 » may be a thousand or one and some.

    It may where three figures follow the separator, and the others of its indicator are far greater: one file was
    put together from two, of which one parts thousands with a point or a comma.
    """
    by_indicator: dict[str, list[tuple[Cell, float]]] = {}
    for cell in cells:
        value = figure(cell.text).value
        if not math.isnan(value):
            by_indicator.setdefault(cell.indicator, []).append((cell, value))
    found = {}
    for indicator, read in by_indicator.items():
        others = [abs(value) for cell, value in read if not _THOUSAND.fullmatch(cell.text.strip())]
        for cell, value in read if others else ():
            if _THOUSAND.fullmatch(cell.text.strip()) and value * FAR <= median(others):
                whole = number(float(re.sub("[.,]", "", cell.text.strip())))
                found[cell.line, indicator] = (
                    f"ce nombre peut être {number(value, 3)} ou {whole}, et les autres de la colonne sont bien plus "
                    "grands ; écrivez-le sans séparateur de milliers"
                )
    return found


def once(rows: pd.DataFrame, placed: areas.Placed) -> tuple[list[int], list[Remark]]:
    """Return the lines that say again, word for word, what another says of the same area, with their remarks."""
    said = rows.assign(_area=placed.codes.loc[rows.index])
    first: dict[tuple[str, ...], int] = {}
    again, remarks = [], []
    for row in said.itertuples(name=None):
        line, texts = int(row[0]), row[1:]
        before = first.setdefault(texts, line)
        if before != line:
            again.append(line)
            message = f"ligne répétée mot pour mot de la ligne {number(before)}, lue une fois"
            remarks.append(Remark("réparé", line, placed.columns[0], "", message))
    return again, remarks


def repeated(rows: pd.DataFrame, placed: areas.Placed) -> tuple[list[int], list[Remark]]:
    """Return the lines that say twice something of one area."""
    named = _long(rows)
    if named is None:
        return areas.duplicated(placed.codes, placed.columns[0])
    lines: list[int] = []
    remarks: list[Remark] = []
    indicators = rows[named[0]].loc[placed.codes.index].map(folded)
    for _, of in indicators.groupby(indicators):
        found, said = areas.duplicated(placed.codes.loc[of.index], placed.columns[0])
        lines += found
        remarks += said
    return lines, remarks


def values(rows: pd.DataFrame, name: str, headers: list[str]) -> tuple[list[Cell], list[Remark]]:
    """Return every value of a table, wide or long."""
    named = _long(rows)
    if named is not None:
        indicator, value = named
        left = [column for column in map(str, rows.columns) if column not in named and (rows[column] != "").any()]
        cells = [
            Cell(int(line), value, visible(label), text)
            for line, label, text in zip(rows.index, rows[indicator], rows[value], strict=True)
        ]
        return cells, _left(left)
    kept = [str(column) for column in rows.columns if _of_figures(rows[column])]
    if not kept:
        raise ColumnsMissing(name, ["au moins une colonne de chiffres"], headers)
    left = [column for column in map(str, rows.columns) if column not in kept and (rows[column] != "").any()]
    cells = [
        Cell(int(line), column, column, text)
        for column in kept
        for line, text in zip(rows.index, rows[column], strict=True)
    ]
    return cells, _left(left)


def _left(columns: list[str]) -> list[Remark]:
    return [Remark("à savoir", None, column, "", "colonne qui n’est pas de chiffres, non lue") for column in columns]


def _of_figures(cells: "pd.Series[str]") -> bool:
    read = [figure(text).status for text in cells if text]
    numbers = sum(status == "diffusé" for status in read)
    return numbers > 0 and sum(status != "illisible" for status in read) >= READABLE_SHARE * len(read)

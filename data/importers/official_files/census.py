"""Insee's census bases by IRIS, as published: population, households, housing, activity, training.

Each base has ``IRIS`` and columns named after the census year and the survey: ``P21_POP`` (main results), ``C21_MEN``
(complementary ones). Counts are rounded to one, as Insee asks of its estimates, and shares to a tenth of a point.
Read in ``base-ic-evol-struct-pop``: ``POP``, ``POP0019``, ``POP2064``, ``POP65P``, ``POP75P``; in
``base-ic-couples-familles-menages``: ``MEN``, ``MENPSEUL``, ``MENFAMMONO``, ``POP80P``, ``POP80P_PSEUL``; in
``base-ic-logement``: ``LOG``, ``RP``, ``RP_LOCHLMV``, ``RP_VOIT1P``; in ``base-ic-activite-residents``: ``POP1524``,
``ACT1564``, ``CHOM1564``, ``ACT1524``, ``CHOM1524``; in ``base-ic-diplomes-formation``: ``NSCOL15P`` and its diplomas.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from data import store
from data.formats import plural
from data.importers import geography
from data.importers.numbers import number
from data.importers.official_files import figures
from data.importers.official_files.census_formulas import BASES, MARKS, POPULATION, Formula
from data.importers.official_files.figures import Source, Variable
from data.importers.outcome import Import
from data.importers.reading import RawTable
from data.importers.remark import Remark
from data.importers.words import visible

TITLE = "Bases du recensement par IRIS (Insee)"
COLUMNS = (
    "IRIS",
    "P21_POP, P21_POP0019, P21_POP2064, P21_POP65P, P21_POP75P",
    "C21_MEN, C21_MENPSEUL, C21_MENFAMMONO, P21_POP80P, P21_POP80P_PSEUL",
    "P21_LOG, P21_RP, P21_RP_LOCHLMV, P21_RP_VOIT1P",
    "P21_POP1524, P21_ACT1564, P21_CHOM1564, P21_ACT1524, P21_CHOM1524",
    "P21_NSCOL15P, _DIPLMIN, _BEPC, _CAPBEP",
)
_HEADER = re.compile(r"(?P<survey>[PC])(?P<year>\d{2})_(?P<name>[A-Z0-9_]+)")


def _parsed(headers: Iterable[str]) -> dict[str, dict[str, str]]:
    """Return the columns of each year, by their name without it (« P_POP ») to their header."""
    years: dict[str, dict[str, str]] = {}
    for header in headers:
        match = _HEADER.fullmatch(header.strip().upper())
        if match:
            years.setdefault(match["year"], {}).setdefault(f"{match['survey']}_{match['name']}", header)
    return years


def recognised(headers: Iterable[str]) -> bool:
    """Tell whether the columns are those of one of the bases."""
    listed = list(headers)
    if "IRIS" not in {one.strip().upper() for one in listed}:
        return False
    return any(mark in columns for columns in _parsed(listed).values() for mark in MARKS.values())


def read(table: RawTable, *, vintage: str, today: date | None, options: Any) -> Import:
    """Return the indicators of a base for the IRIS of the territory, at the year of its columns.

    The share of the 15-24 years needs the population of the same year: it is left out, and said, until the base of
    population of that year is imported.
    """
    years = _parsed(table.columns)
    year, columns = next(
        (one, years[one]) for one in sorted(years, reverse=True) if set(MARKS.values()) & set(years[one])
    )
    base = next(name for name, mark in MARKS.items() if mark in columns)
    words, formulas = BASES[base]
    code = next(one for one in table.columns if one.strip().upper() == "IRIS")
    names = geography.gazetteer().names["iris"]
    inside = table.rows[table.rows[code].map(lambda text: visible(text).zfill(9) in names)]
    outside = len(table.rows) - len(inside)
    cells: dict[str, Sequence[str]] = {column: list(inside[header]) for column, header in columns.items()}
    remarks = list(table.remarks)
    full_year = str(2000 + int(year))
    if any(formula.over == POPULATION for formula in formulas) and POPULATION not in cells:
        known = _population(full_year)
        if known:
            cells[POPULATION] = [known.get(visible(text).zfill(9), "") for text in inside[code]]
    made: dict[str, list[str]] = {}
    variables: dict[str, Variable] = {}
    for formula in formulas:
        terms = [term.rstrip("?") for term in formula.plus if not term.endswith("?") or term.rstrip("?") in cells]
        needed = [*terms, *formula.minus, *([formula.over] if formula.over else [])]
        lost = [term for term in needed if term not in cells]
        if lost:
            remarks.append(Remark("à savoir", None, _named(lost[0], year), "", _left(formula, lost[0], full_year)))
            continue
        header = _written(terms, formula, year)
        made[header] = [
            _value({term: cells[term][row] for term in needed}, terms, formula) for row in range(len(inside))
        ]
        variables[header] = formula.variable
    frame = pd.DataFrame({code: list(inside[code]), **made}, index=inside.index, dtype=object)
    if outside:
        remarks.append(Remark("à savoir", None, code, "", f"{plural(outside, 'ligne')} d’autres territoires, non lues"))
    rows = replace(table, columns=tuple(frame.columns), rows=frame, remarks=tuple(remarks))
    source = Source(
        dataset=f"recensement-{base}",
        title=f"Recensement {full_year}, {words}",
        producer="Insee",
        name="Recensement de la population",
        vintage=full_year,
    )
    return figures.build(rows, level="iris", code=code, columns=variables, source=source, today=today)


def _left(formula: Formula, lost: str, year: str) -> str:
    if lost == POPULATION:
        return (
            f"« {formula.variable.label} » n’est pas calculé : importez d’abord la base « {BASES['population'][0]} » "
            f"de {year}, qui donne la population"
        )
    return f"colonne absente : « {formula.variable.label} » n’est pas gardé"


def _named(column: str, year: str) -> str:
    return f"{column[0]}{year}{column[1:]}"


def _written(terms: Sequence[str], formula: Formula, year: str) -> str:
    """Return what stands for the column in a remark: « P21_POP65P / P21_POP »."""
    text = " + ".join(_named(term, year) for term in terms)
    text += "".join(f" - {_named(term, year)}" for term in formula.minus)
    return f"{text} / {_named(formula.over, year)}" if formula.over else text


def _value(cells: Mapping[str, str], terms: Sequence[str], formula: Formula) -> str:
    """Return the text of an indicator of one IRIS; the cell at fault itself where one is no positive number."""
    read: dict[str, float] = {}
    for column, text in cells.items():
        value = number(text)
        if value is None or value < 0:
            return text
        read[column] = value
    total = sum(read[term] for term in terms) - sum(read[term] for term in formula.minus)
    if not formula.over:
        return f"{total:.0f}"
    # An IRIS without anybody has no share at all.
    return f"{100 * total / read[formula.over]:.1f}" if read[formula.over] > 0 else ""


def _population(year: str) -> dict[str, str]:
    """Return the population of each IRIS in use, if it is of that census; nothing otherwise."""
    described = store.read("indicators").set_index(["level", "id"])
    if ("iris", "population") not in described.index or described.loc[("iris", "population"), "vintage"] != year:
        return {}
    rows = store.read("figures")
    rows = rows[(rows["level"] == "iris") & (rows["indicator"] == "population") & (rows["status"] == "diffusé")]
    return {str(code): f"{value:.12g}" for code, value in zip(rows["code"], rows["value"], strict=True)}

"""Columns that identify persons, taken out; or, if the user confirms it, made less precise."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise

import pandas as pd

from data.importers import dates, geography
from data.importers.personal import Coarsening, PersonalColumn
from data.importers.remark import Remark
from data.importers.words import visible

# Lower bounds of the classes of age: those of the four publics (16-25, 65 and over), cut again where the census is.
AGE_BOUNDS = (0, 16, 26, 40, 55, 65, 75)
OLDEST = 115
NAMES: dict[Coarsening, str] = {"age_class": "Classe d’âge", "commune": "Commune"}
_TOWN = re.compile(r"(?P<town>(?:[0-9]{5}\s+)?[^\d,;]+)$")


def age_class(age: int) -> str:
    """Return the class of an age in years.

    Examples
    --------
    >>> age_class(16), age_class(25), age_class(8), age_class(80)
    ('16-25 ans', '16-25 ans', 'moins de 16 ans', '75 ans ou plus')
    """
    if age < AGE_BOUNDS[1]:
        return f"moins de {AGE_BOUNDS[1]} ans"
    for low, high in pairwise(AGE_BOUNDS[1:]):
        if age < high:
            return f"{low}-{high - 1} ans"
    return f"{AGE_BOUNDS[-1]} ans ou plus"


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _class_of(text: str, on: date) -> str:
    found = dates.parse(text)
    age = _age(found.value, on) if found else -1
    return age_class(age) if 0 <= age <= OLDEST else ""


def _commune_of(text: str, known: geography.Gazetteer) -> str:
    """Return the name of the commune at the end of an address, "" when it is not one of the territory's."""
    match = _TOWN.search(visible(text).rstrip(" ,;."))
    if match is None:
        return ""
    found = geography.match(match["town"].strip(), "commune", known=known)
    return known.names["commune"][found.code] if found.code else ""


def without(rows: pd.DataFrame, found: Iterable[PersonalColumn]) -> pd.DataFrame:
    """Return the rows without the columns that identify persons."""
    return rows.drop(columns=[one.column for one in found], errors="ignore")


def apply(
    rows: pd.DataFrame,
    found: Iterable[PersonalColumn],
    *,
    confirmed: Mapping[str, Coarsening] | None = None,
    on: date,
) -> tuple[pd.DataFrame, tuple[Remark, ...]]:
    """Take out the columns that identify persons, but for those that the user has confirmed to coarsen.

    Parameters
    ----------
    rows : DataFrame of str
    confirmed : mapping of column to coarsening, optional
        Only a coarsening that the column offers is accepted; any other column is taken out.
    on : date
        Day on which ages are counted.

    Returns
    -------
    (DataFrame, tuple of Remark)
        One remark a column, without any of its values.
    """
    asked = confirmed or {}
    kept = rows.copy()
    remarks: list[Remark] = []
    for one in found:
        wanted = asked.get(one.column)
        if wanted is None or wanted != one.coarsening:
            kept = kept.drop(columns=one.column)
            remarks.append(Remark("à savoir", None, one.column, "", f"colonne retirée : {one.reason}"))
            continue
        name = _free(NAMES[wanted], kept.columns)
        position = list(kept.columns).index(one.column)
        cells = _coarsened(kept[one.column], wanted, on)
        kept = kept.drop(columns=one.column)
        kept.insert(position, name, cells)
        lost = sum(bool(written) and not read for written, read in zip(rows[one.column], cells, strict=True))
        said = f"colonne remplacée par « {name} » ({one.reason})"
        remarks.append(Remark("réparé", None, one.column, "", said + (f" ; {lost} valeurs non lues" if lost else "")))
    return kept, tuple(remarks)


def _coarsened(cells: "pd.Series[str]", wanted: Coarsening, on: date) -> list[str]:
    if wanted == "age_class":
        return [_class_of(text, on) for text in cells]
    known = geography.gazetteer()
    return [_commune_of(text, known) for text in cells]


def _free(name: str, taken: Iterable[str]) -> str:
    used, rank, chosen = set(taken), 2, name
    while chosen in used:
        chosen = f"{name} ({rank})"
        rank += 1
    return chosen

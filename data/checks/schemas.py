"""Runs the schemas of the tables with pandera, and words what they refuse."""

import pandas as pd

from data.checks.fields import FIELDS, KEYS, UNREADABLE, Demand
from data.checks.finding import Finding, Rule
from data.checks.tables import Tables, each_row
from data.formats import is_missing

_PRESENT = Demand("la colonne est présente", UNREADABLE, "bloquant", bool, structural=True)
_GIVEN = Demand("la valeur est renseignée", UNREADABLE, "bloquant", bool, structural=True)
_SINGLE = Demand("une clé n’apparaît qu’une fois", "la ligne est comptée ou dessinée deux fois", "bloquant", bool)
_EMPTY = Demand("la table a au moins une ligne", "rien ne peut s’afficher", "bloquant", bool, structural=True)
_NOT_YET = Demand(
    "la table a au moins une ligne",
    "ce qui en vient est « non disponible » : importez le fichier de son producteur",
    "à savoir",
    bool,
    structural=True,
)
_OF_PANDERA = {"column_in_dataframe": _PRESENT, "not_nullable": _GIVEN}


def _rows(name: str, frame: pd.DataFrame) -> list[str]:
    """Return what names each row: its key, or its number where the key is missing."""
    keys = [frame[column] for column in KEYS[name] if column in frame.columns]
    if not keys:
        return [f"n° {position + 1}" for position in range(len(frame))]
    return [" · ".join(str(part) for part in parts) for parts in zip(*keys, strict=True)]


def _failures(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """Return pandera's failure cases of a table, one a broken value."""
    import pandera.pandas as pa

    columns = {
        column: pa.Column(
            None,
            [pa.Check(demand.test, error=demand.text) for demand in field.demands],
            nullable=field.nullable,
        )
        for column, field in FIELDS[name].items()
    }
    try:
        pa.DataFrameSchema(columns).validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        cases: pd.DataFrame = error.failure_cases
        return cases
    return pd.DataFrame(columns=["column", "check", "failure_case", "index"])


def _written(value: object) -> str:
    from shapely.geometry.base import BaseGeometry

    if isinstance(value, BaseGeometry):
        if value.is_empty:
            return "géométrie vide"
        return f"géométrie de type {value.geom_type}" + ("" if value.is_valid else ", qui se recoupe")
    if is_missing(value) or (isinstance(value, str) and not value.strip()):
        return "vide"
    return f"« {value} »" if isinstance(value, str) else str(value)


def _of_table(name: str, frame: pd.DataFrame, *, declared_empty: bool = False) -> tuple[list[Finding], bool]:
    """Return the findings of one table, and whether the rules that read it may run.

    A table that its sidecar says is empty was built so: nothing of it is known for this territory yet.
    """
    frame = frame.reset_index(drop=True)
    if frame.empty:
        return [_rule(name, "", _NOT_YET if declared_empty else _EMPTY).broken("", "aucune ligne")], False
    rows = _rows(name, frame)
    demands = {(column, demand.text): demand for column, field in FIELDS[name].items() for demand in field.demands}
    broken: dict[tuple[str, Demand], list[tuple[str, str]]] = {}
    for case in each_row(_failures(name, frame)):
        absent = case.check == "column_in_dataframe"
        column = str(case.failure_case if absent else case.column)
        demand = _OF_PANDERA.get(str(case.check)) or demands[column, str(case.check)]
        if absent:
            row, value = "", "colonne absente"
        elif is_missing(case.index):  # the test judged the column as a whole
            row, value = "", f"colonne de type {frame[column].dtype}"
        else:
            row, value = rows[case.index], _written(frame[column][case.index])
        broken.setdefault((column, demand), []).append((row, value))
    unusable = {column for column, demand in broken if demand.structural}
    found = [
        finding
        for (column, demand), cases in broken.items()
        if demand.structural or column not in unusable
        for finding in _rule(name, column, demand).each(cases, of=len(frame))
    ]
    keys = list(KEYS[name])
    comparable = set(keys) <= set(frame.columns)
    twice = [rows[position] for position in frame.index[frame.duplicated(keys)]] if comparable else []
    found += _rule(name, KEYS[name][-1], _SINGLE).each([(row, "déjà présente") for row in twice], of=len(frame))
    return found, not unusable and not twice


def _rule(table: str, column: str, demand: Demand) -> Rule:
    return Rule(table, column, demand.text, demand.consequence, demand.severity)


def check(tables: Tables) -> tuple[list[Finding], frozenset[str]]:
    """Return the findings of the schemas, and the names of the tables sound enough for the other rules."""
    found: list[Finding] = []
    sound: set[str] = set()
    for name, frame in tables.frames.items():
        entry = tables.entries.get(name)
        of_table, usable = _of_table(name, frame, declared_empty=entry is not None and entry.rows == 0)
        found += of_table
        if usable:
            sound.add(name)
    return found, frozenset(sound)

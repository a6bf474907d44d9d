"""Reading the project's own tables of figures: every cell is text until a rule says what it is."""

import pandas as pd

from data.errors import SourceInvalid, TableMissing
from data.paths import SOURCES

MARKS = {"s": "secret", "m": "masqué"}


def table(name: str) -> pd.DataFrame:
    """Return a source table with every column as text ("" where empty).

    Text keeps what a guess would lose: the zero of a code, a commune called "NA".
    """
    path = SOURCES / f"{name}.csv"
    if not path.is_file():
        raise TableMissing(name)
    return pd.read_csv(path, dtype=str, keep_default_na=False)


def decimal(text: str, *, name: str, row: str, column: str) -> float:
    """Read a number; NaN where empty.

    Raises
    ------
    SourceInvalid
        Names the table, row, column and value.
    """
    if text == "":
        return float("nan")
    try:
        return float(text)
    except ValueError as error:
        raise SourceInvalid(name, row, column, text, "un nombre") from error


def numbers(frame: pd.DataFrame, columns: list[str], *, name: str, key: str) -> pd.DataFrame:
    """Return a copy of `frame` with `columns` read as numbers."""
    read = frame.copy()
    for column in columns:
        read[column] = [
            decimal(text, name=name, row=row, column=column)
            for row, text in zip(frame[key], frame[column], strict=True)
        ]
    return read


def marked(text: str, *, name: str, row: str, column: str) -> tuple[float, str]:
    """Read a published figure: its value and status, NaN for « s » (secret) and « m » (masked or nil)."""
    if text in MARKS:
        return float("nan"), MARKS[text]
    value = decimal(text, name=name, row=row, column=column)
    return value, "diffusé" if text else "absent"

"""A small territory and columns on it."""

from collections.abc import Mapping

import pandas as pd

from indicators.imported.columns import PUBLIC, Column
from indicators.imported.ground import Ground

GROUND = Ground(
    communes=("A", "B", "C", "D", "E", "F"),
    iris={"A": ("A1", "A2", "A3")},
    same={"B1": "B", "C1": "C", "D1": "D", "E1": "E", "F1": "F"},
    communes_of={"Q": ("A",), "R": ("A", "B")},
    iris_of={"Q": ("A1",), "R": ("A3", "B")},
)


def column(
    level: str,
    name: str,
    values: Mapping[str, float],
    *,
    step: int = 0,
    rule: str = "importe",
    nature: str = "effectif",
    in_use: bool = True,
    decimals: int = 0,
) -> Column:
    """Return a column of an import, named apart for each level and step."""
    given = pd.Series({code: float(value) for code, value in values.items()}, dtype=float)
    indicator = name if step == PUBLIC else f"{level}{step}_{name}"
    return Column(step, in_use, level, indicator, name, nature, rule, given, {}, decimals)


def shown(table: pd.DataFrame, column: Column) -> dict[str, float | None]:
    """Return what is shown of a column: None where it is secret."""
    rows = table[table["indicator"].eq(column.indicator) & table["level"].eq(column.level)]
    return {
        code: float(value) if status == "diffusé" else None
        for code, value, status in zip(rows["code"], rows["value"], rows["status"], strict=True)
    }

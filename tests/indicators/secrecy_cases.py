"""Small tables with their totals, and naive answers to compare with."""

import itertools
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from scipy.optimize import linprog

TOTAL = "total"

TEXTBOOK = [[20, 50, 15], [8, 19, 22], [17, 32, 12]]
"""Three activities by three regions; one cell, row II column A, is under 11."""


def cross(figures: Sequence[Sequence[float]], rows: str = "", columns: str = "ABCDEFGH") -> pd.DataFrame:
    """Return a two-way table as cells, with its margins."""
    inner = np.asarray(figures, dtype=float)
    names = list(rows) or [f"{'I' * (at + 1)}" for at in range(inner.shape[0])]
    with_row = np.vstack([inner, inner.sum(axis=0)])
    whole = np.column_stack([with_row, with_row.sum(axis=1)])
    cells = [
        (row, column, whole[i, j])
        for i, row in enumerate([*names, TOTAL])
        for j, column in enumerate([*columns[: inner.shape[1]], TOTAL])
    ]
    return pd.DataFrame(cells, columns=["row", "column", "value"])


def flat(cells: pd.DataFrame, dimensions: Sequence[str] = ("row", "column")) -> dict[str, dict[str, str]]:
    """Return the hierarchy in which every code but the total is a part of the total."""
    return {name: {code: TOTAL for code in cells[name].unique() if code != TOTAL} for name in dimensions}


def sums(hierarchy: Mapping[str, Mapping[str, str]], cells: pd.DataFrame) -> list[tuple[int, list[int]]]:
    """List the totals and their parts, found the slow way."""
    dimensions = list(hierarchy)
    keys = list(cells[dimensions].itertuples(index=False, name=None))
    found = []
    for at, dimension in enumerate(dimensions):
        for row, key in enumerate(keys):
            parts = [
                other
                for other, candidate in enumerate(keys)
                if hierarchy[dimension].get(candidate[at]) == key[at]
                and all(candidate[d] == key[d] for d in range(len(dimensions)) if d != at)
            ]
            if parts:
                found.append((row, parts))
    return found


def naive_intervals(cells: pd.DataFrame, hierarchy: Mapping[str, Mapping[str, str]], hidden: np.ndarray) -> np.ndarray:
    """Solve two whole linear programs a cell: the least and the most that it can be."""
    equations = sums(hierarchy, cells)
    matrix = np.zeros((len(equations), len(cells)))
    for row, (total, parts) in enumerate(equations):
        matrix[row, total], matrix[row, parts] = 1.0, -1.0
    value = cells["value"].to_numpy(dtype=float)
    bounds = [(0, None) if out else (figure, figure) for figure, out in zip(value, hidden, strict=True)]
    ends = np.empty((len(cells), 2))
    for cell, side in itertools.product(range(len(cells)), (0, 1)):
        goal = np.zeros(len(cells))
        goal[cell] = 1.0 if side == 0 else -1.0
        answer = linprog(goal, A_eq=matrix, b_eq=np.zeros(len(equations)), bounds=bounds)
        ends[cell, side] = np.inf if answer.status == 3 else goal[cell] * answer.fun
    return ends


def naive_cheapest(
    cells: pd.DataFrame, hierarchy: Mapping[str, Mapping[str, str]], threshold: float, cost: np.ndarray
) -> float:
    """Try every set of cells, cheapest first, until one leaves every secret count the doubt that is asked."""
    value = cells["value"].to_numpy(dtype=float)
    secret = (value > 0) & (value < threshold)
    others = np.flatnonzero(~secret)
    sets = [chosen for size in range(len(others) + 1) for chosen in itertools.combinations(others.tolist(), size)]
    for chosen in sorted(sets, key=lambda each: cost[list(each)].sum()):
        hidden = secret.copy()
        hidden[list(chosen)] = True
        # A secret alone in a sum is given away: no need to solve anything.
        if any(
            sum(hidden[[total, *parts]]) == 1 and any(secret[[total, *parts]])
            for total, parts in sums(hierarchy, cells)
        ):
            continue
        ends = naive_intervals(cells, hierarchy, hidden)[secret]
        if np.all(ends[:, 0] <= np.floor(value[secret] / 2) + 1e-7) and np.all(ends[:, 1] >= threshold - 1e-7):
            return float(cost[list(chosen)].sum())
    raise AssertionError("hiding everything is always enough")

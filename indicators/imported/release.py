"""What may be shown of all that is imported: vintage after vintage, what was published stays, what was hidden too.

Each vintage is protected given all that came before: the figures already published are known to all, those that
were hidden stay hidden, and the new ones are hidden at least cost (`indicators.secrecy.protect`). Cells are
protected with all that sums tie them to, and audited; what cannot be protected because its producer has published
too much is hidden whole.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from time import perf_counter

import pandas as pd

from indicators.errors import SecrecyError
from indicators.imported import cells as table
from indicators.imported import columns as files
from indicators.imported import relations
from indicators.imported.cells import Cells, Equation
from indicators.imported.columns import Column
from indicators.imported.ground import Ground
from indicators.secrecy.auditing import audit
from indicators.secrecy.hierarchy import Tree
from indicators.secrecy.protection import NEVER_SHOWN, PUBLISHED, protect
from indicators.secrecy.rules import rule

SHOWN, SECRET = "diffusé", "secret"
SECONDS = 20.0
"""Longest search of the cells to hide in one group of tied cells."""


@dataclass(frozen=True, eq=False)
class Release:
    """What may be shown of the columns in use.

    Attributes
    ----------
    table : DataFrame
        One row an area and indicator: level, code, indicator, value (NaN when it is not shown), status.
    few, others : int
        Cells hidden because they count few units; cells hidden so that the first stay so.
    rates : int
        Rates hidden because they would give a hidden count back.
    groups : int
        Groups of tied cells that held a secret.
    kept_whole : int
        Those hidden whole, because what a producer has published leaves no protection.
    seconds : float
    """

    table: pd.DataFrame
    few: int
    others: int
    rates: int
    groups: int
    kept_whole: int
    seconds: float


@dataclass(eq=False)
class _State:
    """The status of each cell so far: shown, or not."""

    shown: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    groups: int = 0
    kept_whole: int = 0


def release(columns: Sequence[Column], ground: Ground) -> Release:
    """Protect imported columns.

    Parameters
    ----------
    columns : sequence of Column
        Every vintage of every dataset, and the public columns, which step is `files.PUBLIC`.
    ground : Ground
    """
    start = perf_counter()
    columns = [*columns, *relations.implied(columns)]
    counts = [place for place, column in enumerate(columns) if column.under_rule or column.step == files.PUBLIC]
    chosen = [columns[place] for place in counts]
    numbers = relations.measures(chosen, ground)
    cells = table.build(chosen, numbers, relations.sums(chosen), ground)
    state = _State(shown=set(cells.public))
    for step in sorted({column.step for column in chosen if column.step != files.PUBLIC}):
        _next(cells, state, step)
    by_place = {counts[place]: place for place in range(len(counts))}
    hidden = _hidden_areas(columns, cells, state, by_place, ground)
    rates = _rates(columns, hidden)
    rows = []
    for place, column in enumerate(columns):
        if column.step == files.PUBLIC or not column.in_use or column.implied:
            continue
        away = hidden.get(place, set()) | rates.get(place, set())
        for code, value in column.values.items():
            secret = str(code) in away
            rows.append((column.level, str(code), column.indicator, float("nan") if secret else value,
                         SECRET if secret else SHOWN))  # fmt: skip
        rows += [(column.level, code, column.indicator, float("nan"), why) for code, why in column.missing.items()]
    few = {code for code in state.hidden if _is_few(cells, code)}
    return Release(
        table=pd.DataFrame(rows, columns=["level", "code", "indicator", "value", "status"]),
        few=len(few),
        others=len(state.hidden) - len(few),
        rates=sum(len(codes) for codes in rates.values()),
        groups=state.groups,
        kept_whole=state.kept_whole,
        seconds=perf_counter() - start,
    )


def _threshold(cells: Cells, codes: Sequence[str]) -> int:
    kinds = set().union(*(cells.rule[code] for code in codes)) - {""}
    return max(rule(kind).threshold for kind in kinds)


def _is_few(cells: Cells, code: str) -> bool:
    return 0 < cells.value[code] < _threshold(cells, [code])


def _next(cells: Cells, state: _State, step: int) -> None:
    """Settle the cells that a vintage is the first to say."""
    known = [equation for equation in cells.equations if equation.step <= step]
    said = [code for code, first in cells.step.items() if first <= step]
    for group, equations in _groups(said, known):
        new = [code for code in group if cells.step[code] == step and code not in state.shown]
        if not new:
            continue
        secret = any(code in state.hidden or (code not in state.shown and _is_few(cells, code)) for code in group)
        remainder = any(not equation.whole for equation in equations)
        if not secret and not remainder:
            state.shown.update(new)
            continue
        state.groups += 1
        _protect(cells, state, group, equations, new)


def _groups(said: Sequence[str], equations: Sequence[Equation]) -> list[tuple[list[str], list[Equation]]]:
    """Part the cells into groups that no equation ties."""
    of = {code: code for code in said}

    def root(code: str) -> str:
        while of[code] != code:
            of[code] = of[of[code]]
            code = of[code]
        return code

    for equation in equations:
        for part in equation.parts:
            of[root(part)] = root(equation.total)
    groups: dict[str, tuple[list[str], list[Equation]]] = {}
    for code in said:
        groups.setdefault(root(code), ([], []))[0].append(code)
    for equation in equations:
        groups[root(equation.total)][1].append(equation)
    return list(groups.values())


def _protect(cells: Cells, state: _State, group: list[str], equations: list[Equation], new: list[str]) -> None:
    frame = pd.DataFrame(
        {
            "cell": group,
            "value": [cells.value[code] for code in group],
            "known": [code in state.shown for code in group],
            # Hidden once, hidden for ever: to show it now would undo the protection of the time.
            "latent": [code in state.hidden for code in group],
        }
    )
    forest = table.trees(equations)
    hierarchy = {"cell": (*forest, Tree({})) if forest else ()}
    try:
        protection = protect(frame, hierarchy, threshold=_threshold(cells, group), time_limit=SECONDS)
        sound = not audit(protection)["open"].any()
    except SecrecyError:
        sound = False
    if not sound:
        state.kept_whole += 1
        state.hidden.update(new)
        return
    status = dict(zip(group, protection["status"], strict=True))
    for code in new:
        (state.shown if status[code] == PUBLISHED else state.hidden).add(code)
        if status[code] == NEVER_SHOWN:
            state.hidden.add(code)


def _hidden_areas(
    columns: Sequence[Column], cells: Cells, state: _State, by_place: dict[int, int], ground: Ground
) -> dict[int, set[str]]:
    """Return the areas of each column whose figure is not shown."""
    return {
        place: {
            str(code)
            for code in columns[place].values.index
            if cells.of.get((own, ground.area(str(code)))) not in state.shown
        }
        for place, own in by_place.items()
        if columns[place].under_rule
    }


def _rates(columns: Sequence[Column], hidden: dict[int, set[str]]) -> dict[int, set[str]]:
    """Return the areas of each rate that would give a hidden count back."""
    found: dict[int, set[str]] = {}
    for quotient in relations.quotients(columns):
        away = hidden.get(quotient.numerator, set()) | hidden.get(quotient.denominator, set())
        own = {str(code) for code in columns[quotient.rate].values.index}
        found.setdefault(quotient.rate, set()).update(away & own)
    return found

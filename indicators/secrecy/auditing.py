"""What an attacker computes for each hidden cell of a table, and whether it is too much."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.formats import number, plural
from indicators.errors import CellsError, LeakError, StructureLostError
from indicators.secrecy.attacker import Attack, Attacker, is_exact
from indicators.secrecy.cells import Bools, figure
from indicators.secrecy.cuts import Breach, insider_sides, sides
from indicators.secrecy.hierarchy import Hierarchy, read_hierarchy
from indicators.secrecy.insiders import find_insiders
from indicators.secrecy.protection import NEVER_SHOWN, PUBLISHED, Proof
from indicators.secrecy.sensitivity import Sensitivity, Settings, Zeros, find_sensitive
from indicators.secrecy.table import Table, read_table

REMAINDER = "reste"
"""What is left of a total whose listed parts do not make all of it."""


def audit(
    cells: pd.DataFrame,
    hierarchy: Hierarchy | None = None,
    *,
    threshold: float | None = None,
    dominance: float | None = None,
    zeros: Zeros = "publish",
    rounding: float = 0.0,
) -> pd.DataFrame:
    """Compute the interval that an attacker gets for each hidden cell from all that is published.

    He knows every cell whose ``status`` is « publié » (give or take half of `rounding`), the sums, the ceilings,
    and that no figure is negative; whole figures he rounds inwards.

    Parameters
    ----------
    cells : DataFrame
        What `protect` returns; or any table of such cells with a ``status``, and then `hierarchy` and `threshold`.
    hierarchy, threshold, dominance, zeros, rounding
        As for `protect`; needed when `cells` no longer carries its `Proof`.

    Returns
    -------
    DataFrame
        One row a cell that is hidden, or that is secret and published, or a remainder that is secret: the
        dimensions; ``status`` (« reste » for a remainder); ``low`` and ``high``, the attacker's interval;
        ``asked_low`` and ``asked_high``, what the rule asks him to be left with (NaN: nothing); ``exact``: he knows
        the figure; ``open``: he learns too much (a secret cell published, or narrower than asked, or a hidden
        cell known exactly), or a contributor alone in his cell does; ``recipe``: for an open cell, the
        published figures that give it away.

        Most open first. It tells secrets: not for pages.

    Raises
    ------
    StructureLostError
        `cells` carries no `Proof` and no hierarchy is given.
    CellsError
        No column ``status``.

    Examples
    --------
    >>> cells = pd.DataFrame({"area": ["A", "B", "all"], "value": [5, 40, 45],
    ...                       "status": ["primaire", "publié", "publié"]})
    >>> audit(cells, {"area": {"A": "all", "B": "all"}}, threshold=11)[["low", "high", "exact", "open"]].values.tolist()
    [[5.0, 5.0, True, True]]
    """
    if hierarchy is not None and threshold is not None:
        trees, settings = read_hierarchy(hierarchy), Settings(threshold, dominance, zeros, rounding)
    elif hierarchy is None and threshold is None and isinstance(cells.attrs.get("secrecy"), Proof):
        trees, settings = cells.attrs["secrecy"].trees, cells.attrs["secrecy"].settings
    else:
        raise StructureLostError(
            "On ne sait plus quelles sommes relient les cases de ce tableau, ni à quel seuil il est soumis : "
            "donnez la hiérarchie et le seuil, ou le tableau tel que la protection l'a rendu."
        )
    if "status" not in cells.columns:
        raise CellsError("La colonne « status » manque : elle dit quelles cases sont publiées.")
    table = read_table(cells, trees, rounding=settings.rounding)
    sensitivity = find_sensitive(table, settings)
    status = [*cells["status"].tolist(), *[REMAINDER] * (table.value.size - table.given)]
    hidden = np.array([each != PUBLISHED for each in status])
    attacker = Attacker(table, hidden, rounding=settings.rounding)
    verdicts = _verdicts(table, sensitivity, attacker)
    _add_insiders(verdicts, table, sensitivity, attacker.hidden, settings)
    rows = [
        _Row(table.keys[cell], NEVER_SHOWN if table.latent[cell] and cell < table.given else status[cell], verdict)
        for cell, verdict in verdicts.items()
    ]
    return _frame(table, rows)


@dataclass(frozen=True)
class _Verdict:
    """What is known of one cell, and whether it is too much."""

    low: float
    high: float
    asked_low: float
    asked_high: float
    exact: bool
    open: bool
    recipe: str


@dataclass(frozen=True)
class _Row:
    key: tuple[object, ...]
    status: str
    verdict: _Verdict


def _verdicts(table: Table, sensitivity: Sensitivity, attacker: Attacker) -> dict[int, _Verdict]:
    given = np.arange(table.value.size) < table.given
    # A latent cell that is not secret asks for nothing: it is there for the equations only.
    concerned = np.flatnonzero(sensitivity.primary | (attacker.hidden & given & ~table.latent))
    whole = table.whole_numbers
    verdicts: dict[int, _Verdict] = {}
    for cell in concerned.tolist():
        low, high = attacker.interval(cell)
        exact = is_exact(low, high)
        asked = sides(sensitivity, cell) if sensitivity.primary[cell] else ()
        found = _narrow(asked, low, high) or (Breach(cell, 1, np.inf) if exact else None)
        recipe = "" if found is None else _recipe(table, attacker, found, exact=exact)
        if whole:
            low, high = np.ceil(low - 1e-6), np.floor(high + 1e-6)
        ends = float(low), float(high), float(sensitivity.low[cell]), float(sensitivity.high[cell])
        verdicts[cell] = _Verdict(*ends, exact, found is not None, recipe)
    return verdicts


def _narrow(sides: Iterable[Breach], low: float, high: float) -> Breach | None:
    """Return the side on which an interval is narrower than what is asked."""
    return next((side for side in sides if not side.reached(high if side.sign > 0 else low)), None)


def _add_insiders(
    verdicts: dict[int, _Verdict], table: Table, sensitivity: Sensitivity, hidden: Bools, settings: Settings
) -> None:
    """Open the cells that a lone contributor of another cell can compute, though nobody else can."""
    for insider in find_insiders(table, sensitivity):
        if not hidden[insider.cell]:
            continue
        attacker = Attacker(table, hidden, rounding=settings.rounding, knows=insider.cell)
        for side in insider_sides(sensitivity, insider):
            if verdicts[side.cell].open:
                continue
            low, high = attacker.interval(side.cell)
            if _narrow([side], low, high) is not None:
                recipe = _recipe(table, attacker, side, exact=is_exact(low, high))
                told = f"pour qui connaît « {table.label(insider.cell)} », {recipe}"
                verdicts[side.cell] = replace(verdicts[side.cell], open=True, recipe=told)


def _recipe(table: Table, attacker: Attacker, breach: Breach, *, exact: bool) -> str:
    """Say which published figures give a cell away, from the multipliers of the attack."""
    if not attacker.hidden[breach.cell]:
        return "publiée telle quelle"
    attack: Attack = attacker.extreme(breach.cell, breach.sign)
    ratio = -(table.matrix[attack.rows].T @ attack.multipliers)
    ratio[breach.cell] += breach.sign
    ratio *= breach.sign
    known = ~attacker.hidden
    if attacker.knows is not None:
        known[attacker.knows] = True
    shown = np.flatnonzero((np.abs(ratio) > 1e-7) & known & (table.value > 0))
    order = shown[np.lexsort((-np.abs(ratio[shown]) * table.value[shown], ratio[shown] < 0))]
    text = " ".join(_term(table, int(cell), float(ratio[cell])) for cell in order[:8]).removeprefix("+ ")
    more = f" … et {order.size - 8} autres" if order.size > 8 else ""
    verb = "vaut" if exact else "au plus" if breach.sign > 0 else "au moins"
    return f"{verb} {text or '0'}{more}"


def _term(table: Table, cell: int, ratio: float) -> str:
    times = "" if abs(abs(ratio) - 1) < 1e-7 else f"{number(abs(ratio), 2)} × "
    return f"{'+' if ratio > 0 else '−'} {times}{figure(float(table.value[cell]))} ({table.label(cell)})"


def _frame(table: Table, rows: list[_Row]) -> pd.DataFrame:
    columns = {name: [row.key[at] for row in rows] for at, name in enumerate(table.dimensions)}
    frame = pd.DataFrame({**columns, "status": [row.status for row in rows]}, dtype=object)
    for name in ("low", "high", "asked_low", "asked_high"):
        frame[name] = np.array([getattr(row.verdict, name) for row in rows], dtype=float)
    for name in ("exact", "open"):
        frame[name] = np.array([getattr(row.verdict, name) for row in rows], dtype=bool)
    frame["recipe"] = [row.verdict.recipe for row in rows]
    return frame.sort_values("open", ascending=False, kind="stable", ignore_index=True)


def refuse_leaks(audited: pd.DataFrame) -> None:
    """Stop a table that gives a secret away.

    Parameters
    ----------
    audited : DataFrame
        From `audit`.

    Raises
    ------
    LeakError
        Names the first open cell and how it is computed.
    """
    leaks = audited[audited["open"]]
    if leaks.empty:
        return
    first = leaks.iloc[0]
    dimensions = list(audited.columns[: audited.columns.get_loc("status")])
    name = " · ".join(str(first[dimension]) for dimension in dimensions)
    others = f" De même pour {plural(len(leaks) - 1, 'autre case', 'autres cases')}." if len(leaks) > 1 else ""
    raise LeakError(
        f"Ce tableau ne peut pas sortir : la case « {name} » est divulguée ({first['recipe']}).{others} "
        "Protégez-le de nouveau."
    )

"""The fictitious tables as an attacker reads them: every sum that he knows, whatever the application makes of it.

Written apart from `indicators.imported`: nothing here is found from the figures; the sums are those with which
`tests.exports.imports` made them.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from data import confidential, store
from indicators.secrecy import audit
from indicators.secrecy.hierarchy import Tree
from tests.exports.harvest import Told

IRIS = "abse_analyse_iris_zeta_"
COMMUNES = "abse_analyse_communes_zeta_ensemble"
QUARTERS = "abse_analyse_quartiers_zeta_tous"
THRESHOLD = 11

Cell = tuple[str, str]
"""(indicator and vintage, code)."""


@dataclass(frozen=True, eq=False)
class Truth:
    """Every figure that was imported, and the sums that tie them."""

    values: dict[Cell, float]
    rates: dict[str, float]
    trees: list[Tree]


def truth() -> Truth:
    """Return the figures that were imported, vintage by vintage."""
    values: dict[Cell, float] = {}
    rates: dict[str, float] = {}
    for rank, vintage in enumerate(confidential.raw_vintages()):
        for row in vintage.values.itertuples():
            if row.indicator == f"{IRIS}taux_pct":
                rates[row.code] = float(row.value)
            elif row.status == "diffusé":
                name = f"{COMMUNES} {rank}" if row.indicator == COMMUNES else row.indicator
                values[name, row.code] = float(row.value)
    return Truth(values, rates, list(_trees(values)))


def _trees(values: dict[Cell, float]) -> Iterable[Tree]:
    iris = store.read("iris")
    everybody, women, men = f"{IRIS}tous", f"{IRIS}femmes", f"{IRIS}hommes"
    yield Tree({(name, code): (everybody, code) for code in iris["code"] for name in (women, men)})
    communes = sorted({name for name, _ in values if name.startswith(COMMUNES)})
    for vintage in communes:
        parent = {(everybody, code): (vintage, of) for code, of in zip(iris["code"], iris["commune"], strict=True)}
        made: dict[Cell, float] = {}
        for part, total in parent.items():
            made[total] = made.get(total, 0.0) + values[part]
        # In the commune that was corrected since, the sum of the IRIS is that of the other vintage.
        yield Tree({part: total for part, total in parent.items() if made[total] == values[total]})
    for before, after in pairwise(communes):
        same = [code for name, code in values if name == before and values[before, code] == values[after, code]]
        yield Tree({(before, code): (after, code) for code in same})
    quarters = store.read_plain("qpv", ["code", "iris_inferred"])
    for code, inside in zip(quarters["code"], quarters["iris_inferred"], strict=True):
        yield Tree({(QUARTERS, code): (everybody, inside.split(";")[0])}, whole=False)


def attacked(of: Truth, told: Iterable[Cell], rates: Told) -> pd.DataFrame:
    """Audit what was told, once and for all: the cells, and the rates with the households beside them.

    Returns
    -------
    DataFrame
        The open cells that count from 1 to 10, or that are hidden and known exactly.
    """
    shown = set(told)
    for (_, code), rate in rates.items():
        everybody, homes = (f"{IRIS}tous", code), (f"{IRIS}menages", code)
        # One decimal of the rate leaves one whole number of people for so few households.
        if homes in shown and abs(rate / 100 * of.values[homes] - of.values[everybody]) < 0.5:
            shown.add(everybody)
    tied = {code for tree in of.trees for code in tree.codes()}
    cells = pd.DataFrame(
        {
            "cell": list(tied),
            "value": [of.values[cell] for cell in tied],
            "status": ["publié" if cell in shown else "primaire" for cell in tied],
        }
    )
    found = audit(cells, {"cell": of.trees}, threshold=THRESHOLD)
    return found[found["open"]]

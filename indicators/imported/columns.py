"""The imported columns of figures as they came, vintage after vintage, beside the public ones they may repeat."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data import confidential, store
from data.importers.words import folded

PUBLIC = -1
"""Step of the embedded figures: their producers published them before anything was imported."""


@dataclass(frozen=True, eq=False)
class Column:
    """One indicator of one vintage, as the file gave it.

    Attributes
    ----------
    step : int
        Rank of the vintage among all that were imported; `PUBLIC` for an embedded figure.
    in_use : bool
    level, indicator, name : str
        `name` is what the file calls it, folded: two columns of one name are about one thing.
    nature, rule : str
        `rule` is the kind of its rule of secrecy; "" when there is none.
    values : Series
        By code of area; only the values that the file gives.
    missing : mapping of code to status
        Why the file gives none.
    decimals : int
        Of the values, as they are written.
    implied : bool
        Whether no file gives it, but a rate beside its base does.
    """

    step: int
    in_use: bool
    level: str
    indicator: str
    name: str
    nature: str
    rule: str
    values: "pd.Series[float]"
    missing: Mapping[str, str]
    decimals: int
    implied: bool = False

    @property
    def is_count(self) -> bool:
        """Whether it counts units, as far as is known."""
        return self.under_rule or self.nature == "effectif"

    @property
    def under_rule(self) -> bool:
        """Whether its figures are counts under secrecy."""
        return bool(self.rule)


def imported() -> list[Column]:
    """Return every column of every kept vintage, the first imported first.

    Raises
    ------
    data.errors.DataError
    """
    natures = _natures()
    found = []
    for step, vintage in enumerate(confidential.raw_vintages()):
        prefix = f"{vintage.dataset}_".replace("-", "_")
        for (level, indicator), rows in vintage.values.groupby(["level", "indicator"], sort=True):
            given = rows["status"].eq("diffusé")
            values = rows[given].set_index("code")["value"].astype(float).sort_index()
            missing = rows[~given].set_index("code")["status"]
            found.append(
                Column(
                    step=step,
                    in_use=vintage.in_use,
                    level=str(level),
                    indicator=str(indicator),
                    name=str(indicator).removeprefix(prefix),
                    nature=natures.get((str(level), str(indicator)), ""),
                    rule=str(rows["rule"].iloc[0]),
                    values=values,
                    missing={str(code): str(status) for code, status in missing.items()},
                    decimals=_decimals(values),
                )
            )
    return found


def public() -> list[Column]:
    """Return the counts of the embedded tables: known to all, whatever is hidden elsewhere."""
    described = store.read("indicators")
    counts = described[described["nature"].eq("effectif") & described["level"].isin(["commune", "iris"])]
    figures = store.read("figures")
    figures = figures[figures["status"].eq("diffusé")]
    found = []
    for (level, indicator), rows in figures.groupby(["level", "indicator"], sort=True):
        own = counts[counts["level"].eq(str(level)) & counts["id"].eq(str(indicator))]
        if own.empty:
            continue
        values = rows.set_index("code")["value"].astype(float).sort_index()
        name = folded(str(own["label"].iloc[0])).replace(" ", "_")
        found.append(
            Column(PUBLIC, True, str(level), str(indicator), name, "effectif", "", values, {}, _decimals(values))
        )
    return found


def _natures() -> dict[tuple[str, str], str]:
    table = store.read("indicators")
    return dict(zip(zip(table["level"], table["id"], strict=True), table["nature"], strict=True))


def _decimals(values: "pd.Series[float]") -> int:
    """Return how many decimals the values are written with, three at most."""
    figures = values.to_numpy(dtype=float)
    return next((n for n in range(3) if np.allclose(figures, np.round(figures, n), rtol=0, atol=1e-9)), 3)

"""What pages and exports get: a table whose secrets are gone, or nothing.

The frame that `protect` returns still holds every figure, and `audit` tells what they are near to: both stay in
this layer. A page is given a `Protected`, which only `release` and `ratio` make: it holds the dimensions, the
figures that may be shown and whether a cell is secret, and not why. To tell secret cells from those that are
hidden to protect them would tell that the first are under the threshold; to leave the number of contributors
beside a hidden figure would give it away. Neither leaves.

Source: Hundepool et al. (2012), Statistical Disclosure Control, ch. 4 (primary and complementary suppressions
carry one sign in what is published).
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from indicators.errors import CellsError, LeakError
from indicators.secrecy.auditing import audit, refuse_leaks
from indicators.secrecy.cells import label
from indicators.secrecy.hierarchy import Hierarchy
from indicators.secrecy.protection import NEVER_SHOWN, PUBLISHED, Proof, protect

SECRET = "secret"


def published(cells: pd.DataFrame, protection: pd.DataFrame) -> pd.DataFrame:
    """Return what may be shown of a table: hidden figures are NaN, and every other measure is dropped.

    Parameters
    ----------
    cells : DataFrame
        The table that was protected.
    protection : DataFrame
        What `protect` returned for it.

    Returns
    -------
    DataFrame
        The rows of `cells` that are not latent, in their order and with their index: the dimensions, ``value``
        (NaN when hidden) and ``status`` (« publié » or « secret », whichever the reason).

    Raises
    ------
    LeakError
        The audit finds an open cell.
    CellsError
        `protection` is of another table.
    """
    refuse_leaks(audit(protection))
    dimensions = list(protection.attrs["secrecy"].trees)
    _refuse_other(cells, protection, dimensions)
    status = protection["status"].to_numpy()
    shown = status == PUBLISHED
    kept = status != NEVER_SHOWN
    frame: pd.DataFrame = cells.loc[kept, dimensions].copy()
    frame.attrs = {}
    frame["value"] = np.where(shown, protection["value"].to_numpy(dtype=float), np.nan)[kept]
    frame["status"] = np.where(shown, PUBLISHED, SECRET)[kept]
    return frame


def _refuse_other(cells: pd.DataFrame, protection: pd.DataFrame, dimensions: list[str]) -> None:
    columns = [*dimensions, "value"]
    missing = next((name for name in columns if name not in cells.columns), None)
    if missing is not None:
        raise CellsError(f"La colonne « {missing} » manque au tableau à publier.")
    if len(cells) != len(protection):
        raise CellsError(
            f"Le tableau a {len(cells)} cases et sa protection {len(protection)} : protégez-le tel qu'il est publié."
        )
    differs = np.any(cells[columns].to_numpy(dtype=object) != protection[columns].to_numpy(dtype=object), axis=1)
    if differs.any():
        first = label(tuple(cells[dimensions].iloc[int(np.argmax(differs))]))
        raise CellsError(f"La case « {first} » a changé depuis que le tableau est protégé : protégez-le de nouveau.")


@dataclass(frozen=True, eq=False)
class Protected:
    """A table that may be shown: the only form in which figures under secrecy reach a page or an export.

    Attributes
    ----------
    dimensions : tuple of str
    table : DataFrame
        Dimensions, ``value`` (NaN when secret), ``status`` (« publié » or « secret »); a copy each time.
    threshold : float
        The threshold that it was protected with.
    proven : bool
        Whether no cheaper choice of hidden cells exists.
    gap : float
        Largest share of the loss that a better choice could save.

    Raises
    ------
    LeakError
        A secret row with a figure, or a column that is neither a dimension, the figure nor its status.
    """

    dimensions: tuple[str, ...]
    _table: pd.DataFrame
    threshold: float
    proven: bool
    gap: float

    def __post_init__(self) -> None:
        expected = [*self.dimensions, "value", "status"]
        if list(self._table.columns) != expected:
            stranger = next((name for name in self._table.columns if name not in expected), "status")
            raise LeakError(f"La colonne « {stranger} » n'a pas sa place dans un tableau protégé.")
        told = self._table["value"].notna() & self._table["status"].ne(PUBLISHED)
        if told.any():
            first = label(tuple(self._table.loc[told, list(self.dimensions)].iloc[0]))
            raise LeakError(f"La case « {first} » est secrète et porte un nombre.")
        object.__setattr__(self, "_table", self._table.copy())

    @property
    def table(self) -> pd.DataFrame:
        """The table; changing it changes nothing here."""
        return self._table.copy()

    @property
    def secrets(self) -> int:
        """Number of cells that are not shown."""
        return int(self._table["status"].ne(PUBLISHED).sum())


def release(cells: pd.DataFrame, hierarchy: Hierarchy, **settings: Any) -> Protected:
    """Protect a table, audit it, and give what may be shown of it.

    Parameters
    ----------
    cells, hierarchy
        As for `protect`.
    **settings
        The other arguments of `protect`; `Rule.settings` gives those of a kind of table.

    Raises
    ------
    SecrecyError
        Whatever `protect` refuses.
    LeakError
        The audit finds an open cell.

    Examples
    --------
    >>> cells = pd.DataFrame({"area": ["A", "B", "C", "all"], "value": [5, 40, 60, 105]})
    >>> release(cells, {"area": {"A": "all", "B": "all", "C": "all"}}, threshold=11).table["value"].tolist()
    [nan, nan, 60.0, 105.0]
    """
    protection = protect(cells, hierarchy, **settings)
    proof: Proof = protection.attrs["secrecy"]
    return Protected(
        tuple(proof.trees), published(cells, protection), proof.settings.threshold, proof.proven, proof.gap
    )


def ratio(numerator: Protected, denominator: Protected, *, scale: float = 100.0) -> Protected:
    """Divide two protected tables over the same cells; a quotient is shown when both its terms are.

    Both must have been protected with all that is published of them: a quotient beside its denominator gives its
    numerator. A quotient whose denominator is 0 is published as missing.

    Raises
    ------
    CellsError
        The tables do not have the same dimensions and cells.
    """
    if numerator.dimensions != denominator.dimensions:
        raise CellsError("Les deux tableaux du rapport n'ont pas les mêmes dimensions.")
    names = list(numerator.dimensions)
    above, below = numerator.table.set_index(names), denominator.table.set_index(names)
    lost = above.index.difference(below.index)
    if len(lost):
        key = lost[0] if isinstance(lost[0], tuple) else (lost[0],)
        raise CellsError(f"La case « {label(key)} » du numérateur n'a pas de dénominateur.")
    below = below.loc[above.index]
    shown = above["status"].eq(PUBLISHED) & below["status"].eq(PUBLISHED)
    divided = scale * above["value"] / below["value"].where(below["value"] > 0)
    frame = pd.DataFrame({"value": divided.where(shown), "status": np.where(shown, PUBLISHED, SECRET)}).reset_index()
    return Protected(
        numerator.dimensions,
        frame,
        max(numerator.threshold, denominator.threshold),
        numerator.proven and denominator.proven,
        max(numerator.gap, denominator.gap),
    )

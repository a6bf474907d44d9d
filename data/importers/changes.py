"""Codes that are no longer in use, and those that took their place: communes merged or renamed, IRIS redrawn.

Two tables of the user's folder complete the embedded list of the department (`data/sources/commune_changes.csv`,
with those that came with another territory): `commune_changes` and `iris_changes`, with the columns
`code_before`, `name_before`, `code_after`, `name_after`. Insee's own list of events on communes
(`mvtcommune_AAAA.csv`, documented with the code officiel géographique) is turned into the first by `of_insee`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import pandas as pd

from data import store
from data.build import sources
from data.errors import TableMissing

COLUMNS = ("code_before", "name_before", "code_after", "name_after")
# Insee's events that make a code stand for another commune: new name (10), creation (20), re-establishment (21),
# change of code after a change of department (41) or of chief town (50), mergers (30 to 34). Only communes proper.
_COMMUNE = "COM"


@dataclass(frozen=True)
class Changes:
    """Old codes and names, each with the codes that stand in their place after one event."""

    after: dict[str, frozenset[str]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)

    def now(self, code: str, known: Iterable[str]) -> frozenset[str]:
        """Follow a code from one event to the next, to codes in use.

        Parameters
        ----------
        known : codes in use

        Returns
        -------
        frozenset of str
            Several when the area was cut; those that are not in use where the list says nothing more.
        """
        in_use = frozenset(known)
        found: set[str] = set()
        seen: set[str] = set()
        waiting = [code]
        while waiting:
            one = waiting.pop()
            if one in seen:
                continue
            seen.add(one)
            further = self.after.get(one, frozenset()) - {one}
            if one in in_use or not further:
                found.add(one)
            else:
                waiting += sorted(further)
        return frozenset(found)


def of_table(table: pd.DataFrame) -> Changes:
    """Index a table of changes, columns `COLUMNS`."""
    after: dict[str, set[str]] = {}
    names: dict[str, str] = {}
    for before, name, code, _ in table[list(COLUMNS)].itertuples(index=False):
        after.setdefault(before, set()).add(code)
        if name:
            names[name] = before
    return Changes({code: frozenset(codes) for code, codes in after.items()}, names)


def read(level: str) -> Changes:
    """Return the changes of communes (the embedded list and the imported one) or of IRIS (the imported one).

    Raises
    ------
    TableDamaged
    """
    tables = [sources.table("commune_changes")] if level == "commune" else []
    try:
        tables.append(store.read(f"{level}_changes"))
    except TableMissing:
        if not tables:
            return Changes()
    return of_table(pd.concat([table[list(COLUMNS)] for table in tables], ignore_index=True).fillna("").astype(str))


def of_insee(rows: pd.DataFrame) -> pd.DataFrame:
    """Turn Insee's list of events on communes into a table of changes.

    Parameters
    ----------
    rows : DataFrame of str
        Columns TYPECOM_AV, COM_AV, LIBELLE_AV, TYPECOM_AP, COM_AP, LIBELLE_AP.

    Returns
    -------
    DataFrame
        `COLUMNS`, one row an old commune and a new one, those that only keep their code and name left out.
    """
    of_communes = rows[(rows["TYPECOM_AV"] == _COMMUNE) & (rows["TYPECOM_AP"] == _COMMUNE)]
    table = of_communes[["COM_AV", "LIBELLE_AV", "COM_AP", "LIBELLE_AP"]].set_axis(list(COLUMNS), axis=1)
    same = (table["code_before"] == table["code_after"]) & (table["name_before"] == table["name_after"])
    return table[~same].drop_duplicates(ignore_index=True)

"""What a new vintage changes: rows added and removed, values that moved, columns, said before anything is switched."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from data.formats import NARROW, enumerate_words, is_missing, number, plural, typography

NAMED = 5
METRIC = 2154
# An outline drawn again with other vertices strays by less than this share of its area.
SAME_OUTLINE = 0.001


@dataclass(frozen=True)
class Move:
    """One value that is not what it was.

    Attributes
    ----------
    row, column : str
        French names.
    before, after : str
        As a screen shows them.
    share : float
        Relative change, 0.1 for 10 %; infinite between a value and none, NaN where it has no sense (texts).
    """

    row: str
    column: str
    before: str
    after: str
    share: float

    @property
    def sentence(self) -> str:
        """« Revenu médian, Achicourt : 21 900 € → 22 300 € (+1,8 %) »."""
        size = f" ({number(100 * self.share, 1, '%', sign=True)})" if np.isfinite(self.share) else ""
        what = ", ".join(part for part in (self.column, self.row) if part)
        return typography(f"{what} : {self.before} → {self.after}{size}")


@dataclass(frozen=True)
class Changes:
    """What a table becomes.

    Attributes
    ----------
    title : str
    before, after : int
        Rows compared.
    added, removed : tuple of str
        Names of rows.
    moved : tuple of Move
        The largest first.
    columns_added, columns_removed : tuple of str
    """

    title: str
    before: int
    after: int
    added: tuple[str, ...]
    removed: tuple[str, ...]
    moved: tuple[Move, ...]
    columns_added: tuple[str, ...] = ()
    columns_removed: tuple[str, ...] = ()

    @property
    def nothing(self) -> bool:
        """Whether the table stays as it is."""
        return not (self.added or self.removed or self.moved or self.columns_added or self.columns_removed)


def sentences(changes: Changes) -> list[str]:
    """Say what changes, the heading first, then one sentence a sort of change."""
    if changes.nothing:
        return [typography(f"{changes.title} : rien ne change ({plural(changes.after, 'ligne')}).")]
    said = [f"{changes.title} : {plural(changes.before, 'ligne')} avant, {number(changes.after)} après."]
    for rows, word in ((changes.added, "ajoutée"), (changes.removed, "retirée")):
        if rows:
            several = "s" if len(rows) > 1 else ""
            said.append(f"{plural(len(rows), 'ligne')} {word}{several} : {_listed(rows)}.")
    for columns, word in ((changes.columns_added, "nouvelle"), (changes.columns_removed, "retirée")):
        if columns:
            several = "s" if len(columns) > 1 else ""
            said.append(f"{plural(len(columns), 'colonne')} {word}{several} : {_listed(columns)}.")
    moves = [move for move in changes.moved if not np.isnan(move.share)]
    if moves:
        shown = f"{NARROW}; ".join(move.sentence for move in moves[:NAMED])
        verb = "changent" if len(moves) > 1 else "change"
        most = "Les plus grands écarts" if len(moves) > NAMED else "Le détail"
        said.append(f"{plural(len(moves), 'valeur')} {verb}. {most} : {shown}.")
    said += _texts([move for move in changes.moved if np.isnan(move.share)])
    return [typography(one) for one in said]


def _texts(moves: list[Move]) -> list[str]:
    """Say which texts change: the same change of many rows is said once, with their number."""
    groups: dict[tuple[str, str, str], list[Move]] = {}
    for move in moves:
        groups.setdefault((move.column, move.before, move.after), []).append(move)
    common = sorted(groups.items(), key=lambda item: -len(item[1]))
    said = [
        f"{column} : {before} → {after} ({rows[0].row if len(rows) == 1 else plural(len(rows), 'ligne')})."
        for (column, before, after), rows in common[:NAMED]
    ]
    beyond = sum(len(rows) for _, rows in common[NAMED:])
    return [*said, f"Et {plural(beyond, 'autre texte', 'autres textes')}."] if beyond else said


def _listed(names: tuple[str, ...]) -> str:
    beyond = len(names) - NAMED
    if beyond <= 0:
        return enumerate_words(list(names))
    return f"{', '.join(names[:NAMED])} et {plural(beyond, 'autre')}"


def compare(
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    keys: tuple[str, ...],
    title: str,
    name: Callable[[Hashable], str] = str,
    labels: dict[str, tuple[str, int, str]] | None = None,
) -> Changes:
    """Compare two vintages of a table.

    Parameters
    ----------
    before, after : DataFrame
        Geometry columns are compared by the share of the area that moves.
    keys : tuple of str
        Columns that name a row; present in both.
    name : callable
        From a key (a tuple when there are several) to the name of its row.
    labels : dict
        Column to label, decimals and unit.
    """
    labels = labels or {}
    key = list(keys) if len(keys) > 1 else keys[0]
    old, new = before.set_index(key), after.set_index(key)
    common = new.index[new.index.isin(old.index)]
    shared = [column for column in new.columns if column in old.columns]
    moved: list[Move] = []
    for column in shared:
        label, decimals, unit = labels.get(str(column), (str(column), 2, ""))
        was, now = old[column].reindex(common), new[column].reindex(common)
        if isinstance(now, gpd.GeoSeries):
            moved += _outlines(was, now, label, name)
        else:
            moved += _values(was, now, (label, decimals, unit), name)
    return Changes(
        title=title,
        before=len(old),
        after=len(new),
        added=tuple(name(one) for one in new.index[~new.index.isin(old.index)]),
        removed=tuple(name(one) for one in old.index[~old.index.isin(new.index)]),
        moved=ordered(moved),
        columns_added=tuple(labels.get(str(c), (str(c),))[0] for c in new.columns if c not in old.columns),
        columns_removed=tuple(labels.get(str(c), (str(c),))[0] for c in old.columns if c not in new.columns),
    )


def ordered(moves: list[Move]) -> tuple[Move, ...]:
    """Put moves in order: numbers by how far they go, then what appears or disappears, then texts."""
    return tuple(sorted(moves, key=_size, reverse=True))


def _size(move: Move) -> float:
    if np.isnan(move.share):
        return -2.0
    return -1.0 if np.isinf(move.share) else abs(move.share)


def _shown(value: object, decimals: int, unit: str) -> str:
    if is_missing(value) or value == "":
        return "rien"
    return number(float(value), decimals, unit) if isinstance(value, int | float | np.number) else f"« {value} »"


def _values(
    was: pd.Series, now: pd.Series, written: tuple[str, int, str], name: Callable[[Hashable], str]
) -> list[Move]:
    label, decimals, unit = written
    found = []
    for key, one, other in zip(now.index, was, now, strict=True):
        absent = [is_missing(one) or one == "", is_missing(other) or other == ""]
        if all(absent) or (not any(absent) and one == other):
            continue
        if any(absent):
            share = np.inf
        elif isinstance(one, int | float | np.number) and isinstance(other, int | float | np.number):
            share = (float(other) - float(one)) / abs(float(one)) if one else np.inf
        else:
            share = np.nan
        found.append(Move(name(key), label, _shown(one, decimals, unit), _shown(other, decimals, unit), float(share)))
    return found


def _outlines(was: pd.Series, now: gpd.GeoSeries, label: str, name: Callable[[Hashable], str]) -> list[Move]:
    old = gpd.GeoSeries(was.to_numpy(), crs=now.crs).to_crs(METRIC).to_numpy()
    new = gpd.GeoSeries(now.to_numpy(), crs=now.crs).to_crs(METRIC).to_numpy()
    moved = shapely.area(shapely.symmetric_difference(shapely.make_valid(old), shapely.make_valid(new)))
    shares = moved / np.maximum(shapely.area(old), 1.0)
    return [
        Move(name(key), label, _hectares(one), f"{_hectares(other)}, dont {number(area / 1e4)} ha déplacés", share)
        for key, one, other, area, share in zip(
            now.index, shapely.area(old), shapely.area(new), moved, shares, strict=True
        )
        if share > SAME_OUTLINE
    ]


def _hectares(area: float) -> str:
    return number(area / 1e4, 0, "ha")

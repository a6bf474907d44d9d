"""From one row a unit to a table with all its totals, ready to be protected."""

from collections.abc import Iterable

import pandas as pd

from indicators.errors import CellsError, HierarchyError
from indicators.secrecy.hierarchy import Code, Hierarchy, Tree, known_codes, read_hierarchy


def tabulate(records: pd.DataFrame, hierarchy: Hierarchy, *, value: str | None = None) -> pd.DataFrame:
    """Count units, or add up what they carry, in every crossing of the codes, totals and zeros included.

    Parameters
    ----------
    records : DataFrame
        One row a unit (respondent, household). One column a dimension, with the unit's finest code; or with a
        tuple, list or set of codes, for parts that overlap (a young lone parent is in two publics; with no
        code, a unit counts in the total alone).
    hierarchy : mapping
        As for `protect`.
    value : str, optional
        Column to add up (weight, amount). Without it the units are counted.

    Returns
    -------
    DataFrame
        Every crossing of the codes of the dimensions: the dimensions, ``value`` and ``units``; and, with `value`,
        ``largest``, the largest that one unit brings.

    Raises
    ------
    CellsError
        A column is missing; an amount is missing or negative.
    HierarchyError
        A unit has a code that the hierarchy does not know, or that of a total whose parts make all of it.

    Examples
    --------
    >>> people = pd.DataFrame({"area": ["a", "a", "b"]})
    >>> tabulate(people, {"area": {"a": "all", "b": "all"}}).values.tolist()
    [['a', 2, 2], ['b', 1, 1], ['all', 3, 3]]
    """
    trees = read_hierarchy(hierarchy)
    for column in (*trees, *([value] if value else [])):
        if column not in records.columns:
            raise CellsError(f"La colonne « {column} » manque aux lignes à compter.")
    unit = pd.DataFrame({"units": 1, "value": 1 if value is None else records[value]}, index=records.index)
    if unit["value"].isna().any() or (unit["value"] < 0).any():
        raise CellsError(f"La colonne « {value} » a une valeur absente ou négative : elle ne peut pas s'additionner.")
    every: dict[str, list[Code]] = {}
    for dimension, forest in trees.items():
        every[dimension] = list(dict.fromkeys(_listed(forest))) or list(pd.unique(records[dimension]))
        covered = [_covered(codes, dimension, forest) for codes in records[dimension]]
        unit[dimension] = pd.Series(covered, index=unit.index, dtype=object)
    for dimension in trees:
        unit = unit.explode(dimension)
    columns = {"value": ("value", "sum"), "units": ("units", "sum")}
    if value is not None:
        columns["largest"] = ("value", "max")
    made = unit.groupby(list(trees), sort=False).agg(**columns)
    crossings = pd.MultiIndex.from_product(list(every.values()), names=list(every))
    index = crossings if len(every) > 1 else crossings.get_level_values(0)
    return pd.DataFrame(made.reindex(index, fill_value=0)).reset_index()


def _listed(forest: Iterable[Tree]) -> Iterable[Code]:
    """Yield the codes of some trees, parts before their totals."""
    for tree in forest:
        yield from (code for code in tree.parent if code not in tree.parent.values())
    for tree in forest:
        yield from tree.parent
        yield from tree.parent.values()


def _covered(codes: object, dimension: str, forest: tuple[Tree, ...]) -> list[Code]:
    """Return the codes in which a unit counts: its own, and all the totals above, each once."""
    own: list[Code] = list(codes) if isinstance(codes, tuple | list | set | frozenset) else [codes]
    if not forest:
        return own
    known = known_codes(forest)
    for code in own:
        if code not in known:
            raise HierarchyError(f"Le code « {code} » de la colonne « {dimension} » n'est pas dans sa hiérarchie.")
    whole = {total for tree in forest if tree.whole for total in tree.parent.values()}
    lost = next((code for code in own if code in whole), None)
    if lost is not None or (not own and whole):
        raise HierarchyError(
            f"Une ligne est rattachée à « {lost if lost is not None else 'aucun code'} » de « {dimension} » : il faut "
            "une de ses parties, sinon le total ne serait pas leur somme."
        )
    children = {part for tree in forest for part in tree.parent}
    waiting = own or [code for code in dict.fromkeys(_listed(forest)) if code not in children]
    covered: dict[Code, None] = {}
    while waiting:
        covered.update(dict.fromkeys(waiting))
        waiting = [tree.parent[code] for code in waiting for tree in forest if code in tree.parent]
    return list(covered)

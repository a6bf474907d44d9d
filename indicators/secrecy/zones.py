"""Zones that overlap (QPV against IRIS): what the difference of two published zones gives away.

Cut one zoning by the other. Each zone is the sum of its pieces, and pieces are never shown; but a difference
of published zones is a sum of pieces, and may be under the threshold. Pieces are therefore cells, protected
like the others. It is enough: a region under the threshold whose figure is known leaves to each of its pieces
a figure under the threshold, which is less than what is asked (see `indicators.secrecy.sensitivity`).

Source: Duncan, Elliot and Salazar (2011), Statistical Confidentiality, ch. 4 (differencing); Insee, Manuel de
protection des tableaux (« hiérarchies non-emboîtées »).
"""

from collections.abc import Collection, Sequence

import pandas as pd

from indicators.errors import CellsError, HierarchyError
from indicators.secrecy.auditing import audit
from indicators.secrecy.hierarchy import Code, Hierarchy, Tree, read_hierarchy
from indicators.secrecy.protection import NEVER_SHOWN, PRIMARY, PUBLISHED

OUTSIDE = "hors zone"


def with_zones(
    cells: pd.DataFrame,
    hierarchy: Hierarchy,
    pieces: pd.DataFrame,
    *,
    dimension: str,
    zone: str = "zone",
) -> tuple[pd.DataFrame, dict[str, tuple[Tree, ...]]]:
    """Add to a table the pieces of its areas that another zoning makes, as latent cells.

    Parameters
    ----------
    cells : DataFrame
        As for `protect`; the zones of the other zoning are rows of it too, with their code in `dimension`.
    hierarchy : mapping
        As for `protect`, without the other zoning.
    pieces : DataFrame
        One row a piece and a crossing of the other dimensions: the area in column `dimension`, the zone in
        column `zone` (missing: outside any zone), ``value`` and the other measures of `cells`.
        Areas that no zone touches need no piece.
    dimension, zone : str

    Returns
    -------
    tuple
        The cells and the hierarchy to give to `protect`.

    Raises
    ------
    CellsError
        A column of the pieces is missing.
    HierarchyError
        `hierarchy` does not have this dimension.
    """
    trees = read_hierarchy(hierarchy)
    if dimension not in trees:
        raise HierarchyError(f"La dimension « {dimension} » n'est pas dans la hiérarchie.")
    measures = [name for name in ("value", "units", "largest") if name in cells.columns]
    for column in (*trees, zone, *measures):
        if column not in pieces.columns:
            raise CellsError(f"La colonne « {column} » manque aux morceaux de zones.")
    inside = pieces[zone].notna()
    names = [
        piece_code(area, code if there else None)
        for area, code, there in zip(pieces[dimension], pieces[zone], inside, strict=True)
    ]
    to_area: dict[Code, Code] = dict(zip(names, pieces[dimension], strict=True))
    to_zone: dict[Code, Code] = {
        name: code for name, code, there in zip(names, pieces[zone], inside, strict=True) if there
    }
    latent = pieces[[*trees, *measures]].assign(latent=True)
    latent[dimension] = names
    shown = cells.assign(latent=cells["latent"] if "latent" in cells.columns else False)
    first, *others = trees[dimension] or (Tree({}),)
    grown = (Tree({**to_area, **first.parent}, first.whole), *others, Tree(to_zone))
    return pd.concat([shown, latent], ignore_index=True), {**trees, dimension: grown}


def piece_code(area: Code, zone: Code | None) -> str:
    """Return the code of the piece of an area that lies in a zone, or in none."""
    return f"{area} ∩ {OUTSIDE if zone is None else zone}"


def differencing(
    pieces: pd.DataFrame,
    *,
    threshold: float,
    zonings: Sequence[str] = ("iris", "qpv"),
    units: str = "units",
    hidden: Collection[Code] = (),
) -> pd.DataFrame:
    """List the pieces of zones of which published counts tell that they are under the threshold.

    Parameters
    ----------
    pieces : DataFrame
        One row a piece: its zone in each zoning (missing: in none), and its count of units.
    threshold : float
        Fewest units that may be told.
    zonings : sequence of str
        The columns of the zonings. Every zone is published, but those in `hidden`.
    units : str
    hidden : collection of codes

    Returns
    -------
    DataFrame
        One row a piece, or zone, that is given away: ``zone``, ``low`` and ``high`` (what an attacker computes of its
        count), ``exact``, and ``recipe``, the sums and differences of zones that give it. Empty when nothing is.

    Raises
    ------
    CellsError
        A column is missing, or two zonings share a code.

    Examples
    --------
    >>> pieces = pd.DataFrame({"iris": ["I", "I"], "qpv": ["Q", None], "units": [120, 4]})
    >>> differencing(pieces, threshold=11)["recipe"].tolist()
    ['vaut 124 (I) − 120 (Q)']
    """
    for column in (*zonings, units):
        if column not in pieces.columns:
            raise CellsError(f"La colonne « {column} » manque aux morceaux de zones.")
    counts = pieces.groupby(list(zonings), dropna=False, sort=False)[units].sum().reset_index()
    names = [
        " ∩ ".join(OUTSIDE if pd.isna(code) else str(code) for code in row)
        for row in counts[list(zonings)].itertuples(index=False)
    ]
    rows: list[tuple[Code, float, bool, str]] = [
        (name, float(count), True, NEVER_SHOWN) for name, count in zip(names, counts[units], strict=True)
    ]
    trees = []
    seen: set[Code] = set()
    for zoning in zonings:
        within = counts[zoning].notna()
        trees.append(
            Tree({name: code for name, code, there in zip(names, counts[zoning], within, strict=True) if there})
        )
        for code, count in counts[within].groupby(zoning, sort=False)[units].sum().items():
            if code in seen:
                raise CellsError(f"Le code « {code} » est dans deux zonages : donnez-leur des codes différents.")
            seen.add(code)
            rows.append((code, float(count), False, PRIMARY if code in hidden else PUBLISHED))
    cells = pd.DataFrame(rows, columns=["zone", "value", "latent", "status"])
    found = audit(cells, {"zone": [tree for tree in trees if tree.parent]}, threshold=threshold)
    told = found["open"] & (found["high"] < threshold)
    return found.loc[told, ["zone", "low", "high", "exact", "recipe"]].reset_index(drop=True)

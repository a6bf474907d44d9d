"""Contributors who know their own figure: a cell of one unit is no secret to that unit.

In a table of amounts, two cells of one unit each that are hidden in the same sum protect one another from
everybody but their two contributors: each knows his own, and computes the other's. Each contributor who is alone
in his cell is therefore an attacker as well, who is refused the same knowledge of the secret cells that share a
sum with his. In a table of counts a unit counts for 1, and knows nothing more.

Source: Hundepool et al. (2012), Statistical Disclosure Control, ch. 4 (singletons).
"""

from dataclasses import dataclass

import numpy as np

from indicators.secrecy.cells import Floats, Ints
from indicators.secrecy.sensitivity import Sensitivity
from indicators.secrecy.table import Table


@dataclass(frozen=True, eq=False)
class Insider:
    """A lone contributor, and what he must not compute.

    Attributes
    ----------
    cell : int
        His cell, of which he knows the figure.
    secrets : int[k]
        The secret cells that share a sum with it.
    low : float[k]
        How far down his intervals of them must reach: for a total of his own cell, half of the others' figure.
    """

    cell: int
    secrets: Ints
    low: Floats


def find_insiders(table: Table, sensitivity: Sensitivity) -> tuple[Insider, ...]:
    """List the lone contributors of secret cells, and the other secret cells of their sums."""
    if table.counts:
        return ()
    columns = table.matrix.tocsc()
    found = []
    for cell in np.flatnonzero(sensitivity.primary & (table.units == 1)).tolist():
        beside: dict[int, float] = {}
        for row in columns.indices[columns.indptr[cell] : columns.indptr[cell + 1]]:
            members = table.matrix.indices[table.matrix.indptr[row] : table.matrix.indptr[row + 1]]
            total = int(members[table.matrix.data[table.matrix.indptr[row] : table.matrix.indptr[row + 1]] > 0][0])
            if cell == total:
                # Its parts are his own, or nobody's.
                continue
            for other in members.tolist():
                if other == cell or not sensitivity.primary[other] or (other == total and table.units[other] == 1):
                    continue
                own = float(table.value[cell]) if other == total else 0.0
                half = (float(table.value[other]) + own) / 2
                half = float(np.floor(half)) if table.whole_numbers else half
                low = float(sensitivity.low[other])
                beside[other] = max(beside.get(other, low), half if own else low)
        if beside:
            secrets = sorted(beside)
            low_ends = np.array([beside[each] for each in secrets])
            found.append(Insider(cell, np.array(secrets, dtype=np.intp), low_ends))
    return tuple(found)

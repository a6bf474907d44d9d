"""From respondents to cells."""

import pandas as pd
import pytest

from indicators.errors import CellsError, HierarchyError
from indicators.secrecy import Tree, audit, protect, tabulate

AREA = {"i1": "c1", "i2": "c1", "i3": "c2", "c1": "cua", "c2": "cua"}
PUBLIC = (Tree({"young": "all"}, whole=False), Tree({"lone": "all"}, whole=False))
PEOPLE = pd.DataFrame(
    {
        "area": ["i1", "i1", "i2", "i3", "i3"],
        "public": [("young",), ("young", "lone"), (), ("lone",), ("young",)],
        "weight": [2.0, 1.5, 4.0, 3.0, 1.0],
    }
)


def test_every_unit_counts_once_in_each_total() -> None:
    """A young lone parent of i1 is in two publics, in i1, in c1 and in the CUA, and once in « all » of each."""
    made = tabulate(PEOPLE, {"area": AREA, "public": PUBLIC}).set_index(["area", "public"])
    assert made.loc[("c1", "young"), "value"] == 2
    assert made.loc[("c1", "lone"), "value"] == 1
    assert made.loc[("c1", "all"), "value"] == 3
    assert made.loc[("cua", "all"), "value"] == 5
    assert len(made) == 6 * 3


def test_crossing_without_unit_is_a_zero() -> None:
    """Nobody young in i2 is written 0, with no unit."""
    made = tabulate(PEOPLE, {"area": AREA, "public": PUBLIC}, value="weight").set_index(["area", "public"])
    assert made.loc[("i2", "young")].tolist() == [0, 0, 0]
    assert made.loc[("c1", "all")].tolist() == [7.5, 3, 4.0]


def test_table_can_be_protected_as_it_is() -> None:
    """The sums of the table are those of its hierarchy, and no cell is open after protection."""
    many = pd.concat([PEOPLE] * 9, ignore_index=True)
    hierarchy = {"area": AREA, "public": PUBLIC}
    protection = protect(tabulate(many, hierarchy), hierarchy, threshold=11)
    assert protection["status"].eq("primaire").any()
    assert not audit(protection)["open"].any()


def test_dimension_without_total_keeps_its_codes() -> None:
    """Periods have no total: each is counted apart."""
    made = tabulate(PEOPLE.assign(period=[1, 1, 1, 2, 2]), {"period": {}, "area": AREA}).set_index(["period", "area"])
    assert made.loc[(1, "cua"), "value"] == 3
    assert made.loc[(2, "i1"), "value"] == 0


def test_unit_that_cannot_be_placed_is_refused() -> None:
    """An unknown code, a total for a part, no code at all, a missing or negative amount, a missing column."""
    with pytest.raises(HierarchyError, match="i9"):
        tabulate(PEOPLE.assign(area="i9"), {"area": AREA})
    with pytest.raises(HierarchyError, match="c1"):
        tabulate(PEOPLE.assign(area="c1"), {"area": AREA})
    with pytest.raises(HierarchyError, match="aucun code"):
        tabulate(pd.DataFrame({"area": [()]}), {"area": AREA})
    with pytest.raises(CellsError, match="weight"):
        tabulate(PEOPLE.assign(weight=[1, None, 1, 1, 1]), {"area": AREA}, value="weight")
    with pytest.raises(CellsError, match="amount"):
        tabulate(PEOPLE, {"area": AREA}, value="amount")

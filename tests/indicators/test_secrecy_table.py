"""Tables and hierarchies that are none, each refused with the numbers at fault."""

import pandas as pd
import pytest

from indicators.errors import AdditivityError, CellsError, HierarchyError
from indicators.secrecy import Tree, protect
from indicators.secrecy.hierarchy import read_hierarchy
from indicators.secrecy.table import read_table
from tests.indicators.secrecy_cases import TEXTBOOK, TOTAL, cross, flat, sums

AREAS = {"a": "all", "b": "all"}


def areas(*figures: float) -> pd.DataFrame:
    """Return the cells of two areas and their total."""
    return pd.DataFrame({"area": ["a", "b", "all"], "value": figures})


def test_equations_are_the_sums_of_every_dimension() -> None:
    """A 3 × 3 table has 4 + 4 sums, those that a naive reading finds."""
    cells = cross(TEXTBOOK)
    table = read_table(cells, read_hierarchy(flat(cells)))
    found = {
        (int(row.indices[row.data > 0][0]), tuple(sorted(row.indices[row.data < 0].tolist())))
        for row in (table.matrix[[at]] for at in range(table.matrix.shape[0]))
    }
    assert found == {(total, tuple(sorted(parts))) for total, parts in sums(flat(cells), cells)}
    assert len(found) == 8


def test_table_that_does_not_add_up_is_refused_with_its_sum() -> None:
    """The error gives the total, what the parts make, and each part."""
    with pytest.raises(AdditivityError) as refused:
        read_table(areas(60, 58, 120), read_hierarchy({"area": AREAS}))
    assert "« all » vaut 120" in str(refused.value).replace("\u202f", " ")
    assert "font 118 (a : 60 + b : 58)" in str(refused.value).replace("\u202f", " ")


def test_rounded_figures_may_be_off_by_their_rounding() -> None:
    """Rounded to 5, three figures may be off by 7.5 together, and by no more."""
    read_table(areas(60, 55, 120), read_hierarchy({"area": AREAS}), rounding=5)
    with pytest.raises(AdditivityError):
        read_table(areas(60, 50, 120), read_hierarchy({"area": AREAS}), rounding=5)


def test_parts_of_an_open_total_may_be_less_but_not_more() -> None:
    """Some of the parts make at most their total; the rest is a cell that is never shown."""
    cells = pd.DataFrame({"area": ["a", "all"], "value": [30, 50]})
    table = read_table(cells, read_hierarchy({"area": Tree({"a": "all"}, whole=False)}))
    assert table.keys[-1] == ("all sauf a",)
    assert (table.value[-1], table.latent[-1], table.given) == (20, True, 2)
    with pytest.raises(AdditivityError):
        read_table(cells.assign(value=[60, 50]), read_hierarchy({"area": Tree({"a": "all"}, whole=False)}))


def test_part_that_is_not_listed_is_in_the_rest() -> None:
    """Where the seniors of an open total are not a cell, they are in what is left over."""
    cells = pd.DataFrame({"public": ["young", "all"], "value": [30, 50]})
    tree = Tree({"young": "all", "seniors": "all"}, whole=False)
    assert read_table(cells, read_hierarchy({"public": tree})).value[-1] == 20


def test_total_may_stand_without_its_parts() -> None:
    """A linked table that is cut less finely somewhere has no equation there."""
    cells = pd.DataFrame(
        {
            "area": ["a", "b", "all", "all", "all"],
            "right": ["any", "any", "any", "rsa", "aah"],
            "value": [5, 7, 12, 9, 3],
        }
    )
    table = read_table(cells, read_hierarchy({"area": AREAS, "right": {"rsa": "any", "aah": "any"}}))
    assert table.matrix.shape == (2, 5)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (areas(5, 6, 11).drop(index=2), "total « all » manque"),
        (areas(5, 6, 11).drop(index=1), "case « b » manque"),
        (areas(5, 6, 11).drop(columns="value"), "colonne « value »"),
        (areas(5, 6, 11).drop(columns="area"), "colonne « area »"),
        (pd.concat([areas(5, 6, 11), areas(5, 6, 11).iloc[:1]]), "deux fois"),
        (areas(-5, 16, 11), "« a » vaut −5"),
        (areas(float("nan"), 6, 11), "n’a pas de nombre"),
        (areas(5, 6, 11).assign(units=[5, None, 11]), "« units »"),
        (areas(5, 6, 11).assign(units=[5, -6, 11]), "« b » vaut −6"),
        (areas(5, 6, 11).assign(units=[5, 6, 4]), "« all » compte 4 unités, moins que les 6"),
        (areas(5, 6, 11).assign(ceiling=[4, 9, 20]), "« a » vaut 5, plus que son plafond connu de tous, 4"),
        (areas(5, 6, 11).iloc[:0], "aucune case"),
    ],
)
def test_table_with_a_fault_is_refused(cells: pd.DataFrame, said: str) -> None:
    """Each error names the cell, or the column."""
    with pytest.raises(CellsError) as refused:
        protect(cells, {"area": AREAS}, threshold=11)
    assert said in str(refused.value).replace("\u202f", " ")


def test_cycle_is_refused_with_its_path() -> None:
    """A code that is a part of itself through two others is named with them."""
    with pytest.raises(HierarchyError, match="b → c → d → b"):
        read_hierarchy({"area": {"a": "b", "b": "c", "c": "d", "d": "b"}})


def test_code_out_of_its_hierarchy_is_refused() -> None:
    """A code that the tree does not know could hide in any total."""
    cells = pd.concat([areas(5, 6, 11), pd.DataFrame({"area": ["z"], "value": [3]})])
    with pytest.raises(HierarchyError, match="« z »".replace(" ", "\u202f")):
        protect(cells, {"area": AREAS}, threshold=11)


def test_hierarchy_without_dimension_is_refused() -> None:
    """There is nothing to protect without a dimension."""
    with pytest.raises(HierarchyError):
        protect(areas(5, 6, 11), {}, threshold=11)


def test_dimension_without_totals_has_no_equation() -> None:
    """Two periods are two tables side by side: what one hides does not bind the other."""
    cells = pd.concat([areas(5, 40, 45).assign(period=2023), areas(50, 40, 90).assign(period=2024)])
    protection = protect(cells, {"area": AREAS, "period": {}}, threshold=11)
    assert protection["status"].tolist()[3:] == ["publié"] * 3
    assert protection["status"].tolist()[:3].count("publié") == 1


def test_total_code_of_a_cross_table_is_a_code_like_another() -> None:
    """Codes may be anything that can be told apart: text, or whole numbers."""
    cells = pd.DataFrame({"year": [1, 2, 0], "value": [4, 40, 44]})
    protection = protect(cells, {"year": {1: 0, 2: 0}}, threshold=11)
    assert protection["status"].tolist()[0] == "primaire"
    assert TOTAL not in protection.columns


def test_missing_mark_is_no_mark() -> None:
    """A table stacked from others, some without the column, does not become public or latent by it."""
    cells = areas(5, 40, 45).assign(known=[None, True, None], latent=[None, None, None])
    table = read_table(cells, read_hierarchy({"area": AREAS}))
    assert table.known.tolist() == [False, True, False]
    assert not table.latent.any()

"""The attacker: intervals against whole linear programs, and leaks planted one by one."""

import numpy as np
import pandas as pd
import pytest

from indicators.errors import CellsError, LeakError, StructureLostError
from indicators.secrecy import Tree, audit, link, protect, refuse_leaks, with_zones
from tests.indicators.secrecy_cases import TEXTBOOK, TOTAL, cross, flat, naive_intervals

HIDDEN = "secondaire"
SHOWN = "publié"


def hide(cells: pd.DataFrame, *keys: object) -> pd.DataFrame:
    """Mark as hidden the cells of some keys, the others as published."""
    dimensions = [name for name in cells.columns if name not in ("value", "units", "largest", "latent", "tables")]
    named = list(cells[dimensions].itertuples(index=False, name=None))
    wanted = {key if isinstance(key, tuple) else (key,) for key in keys}
    assert wanted <= set(named)
    return cells.assign(status=[HIDDEN if key in wanted else SHOWN for key in named])


@pytest.mark.parametrize("seed", range(8))
def test_intervals_are_those_of_whole_programs(seed: int) -> None:
    """Whatever is hidden, each interval is that of a program over the whole table, rounded inwards."""
    rng = np.random.default_rng(seed)
    cells = cross(rng.integers(0, 30, (3, 4)))
    hidden = rng.random(len(cells)) < (0.35 if seed % 2 else 0.6)
    marked = cells.assign(status=np.where(hidden, HIDDEN, SHOWN))
    found = audit(marked, flat(cells), threshold=1).set_index(["row", "column"])
    expected = naive_intervals(cells, flat(cells), hidden)
    assert len(found) == hidden.sum()
    for key, (low, high) in zip(cells[["row", "column"]].itertuples(index=False, name=None), expected, strict=True):
        if key in found.index:
            assert found.loc[key, "low"] == pytest.approx(np.ceil(low - 1e-6))
            assert found.loc[key, "high"] == pytest.approx(np.floor(high + 1e-6))
            assert found.loc[key, "exact"] == (high - low < 1e-6)


def test_amounts_are_not_rounded() -> None:
    """A table with cents leaves the attacker an interval with cents."""
    cells = pd.DataFrame({"area": ["a", "b", "all"], "value": [10.5, 20.25, 30.75]})
    found = audit(hide(cells, "a", "b"), {"area": {"a": "all", "b": "all"}}, threshold=1)
    assert found["high"].tolist() == [30.75, 30.75]


def test_whole_figures_are_rounded_inwards() -> None:
    """Three sums known to 1 leave each of three figures at 4.5 to 7.5: the attacker of whole figures says 5 to 7."""
    cells = pd.DataFrame({"area": ["a", "b", "c", "ab", "bc", "ac"], "value": [6, 6, 6, 12, 12, 12]})
    trees = [Tree({"a": "ab", "b": "ab"}), Tree({"b": "bc", "c": "bc"}), Tree({"a": "ac", "c": "ac"})]
    found = audit(hide(cells, "a", "b", "c"), {"area": trees}, threshold=1, rounding=3)
    assert found[["low", "high"]].values.tolist() == [[5, 7]] * 3


def test_cell_hidden_alone_in_its_row_is_found() -> None:
    """One hidden cell is its total minus the others, and the recipe says so with the numbers."""
    cells = cross(TEXTBOOK)
    found = audit(hide(cells, ("II", "A")), flat(cells), threshold=11)
    assert found[["low", "high", "exact", "open"]].values.tolist() == [[8, 8, True, True]]
    recipe = found.loc[0, "recipe"]
    assert recipe in {
        "vaut 49 (II · total) − 22 (II · C) − 19 (II · B)",
        "vaut 45 (total · A) − 20 (I · A) − 17 (III · A)",
    }


def test_leak_through_two_levels_is_found() -> None:
    """An IRIS and its commune are hidden, but the CUA minus the other commune minus the other IRIS is left."""
    cells = pd.DataFrame({"area": ["i1", "i2", "c1", "c2", "cua"], "value": [6, 30, 36, 50, 86]})
    hierarchy = {"area": {"i1": "c1", "i2": "c1", "c1": "cua", "c2": "cua"}}
    found = audit(hide(cells, "i1", "c1"), hierarchy, threshold=11)
    assert found["exact"].all()
    recipe = found.set_index("area").loc["i1", "recipe"]
    assert recipe == "vaut 86 (cua) − 50 (c2) − 30 (i2)"


def test_leak_through_a_rectangle_that_lacks_room_is_found() -> None:
    """Four hidden cells of which the corner is 1 leave the 8 between 7 and 9: not exact, and too narrow."""
    cells = cross([[8, 20, 30], [12, 1, 40], [50, 60, 70]])
    marked = hide(cells, ("I", "A"), ("I", "B"), ("II", "A"), ("II", "B"))
    found = audit(marked, flat(cells), threshold=11).set_index(["row", "column"])
    assert tuple(found.loc[("I", "A"), ["low", "high"]]) == (7, 20)
    assert found.loc[("I", "A"), "open"]
    assert found.loc[("I", "A"), "recipe"].startswith("au moins")


def test_linked_tables_give_away_what_each_hides() -> None:
    """Each table is safe alone; together, one publishes the margin that the other hides."""
    by_public = pd.DataFrame(
        {
            "area": ["a", "b", "all"] * 3,
            "public": ["young"] * 3 + ["old"] * 3 + ["every"] * 3,
            "value": [4, 30, 34, 13, 60, 73, 17, 90, 107],
        }
    )
    by_right = pd.DataFrame({"area": ["a", "b", "all"], "right": ["any"] * 3, "value": [17, 90, 107]})
    area, public = {"a": "all", "b": "all"}, {"young": "every", "old": "every"}
    totals = {"area": "all", "public": "every", "right": "any"}
    linked = link({"p": by_public, "r": by_right}, totals)
    hierarchy = {"area": area, "public": public, "right": {}}
    alone = hide(by_public, ("a", "young"), ("b", "young"), ("a", "every"), ("b", "every"))
    assert not audit(alone, {"area": area, "public": public}, threshold=11)["open"].any()
    status = alone.set_index(["area", "public"])["status"]
    joined = linked.assign(
        status=[
            SHOWN if "r" in tables else status[key]
            for key, tables in zip(
                linked[["area", "public"]].itertuples(index=False, name=None), linked["tables"], strict=True
            )
        ]
    )
    found = audit(joined, hierarchy, threshold=11)
    assert found.set_index(["area", "public"]).loc[("a", "young"), "exact"].all()
    assert not audit(protect(linked, hierarchy, threshold=11))["open"].any()


def test_difference_of_a_zone_and_its_areas_is_found() -> None:
    """An IRIS of 124 holds a QPV of 120: publishing both tells that 4 live outside it."""
    cells = pd.DataFrame({"area": ["i1", "i2", "q", "all"], "value": [124, 80, 120, 204]})
    pieces = pd.DataFrame({"area": ["i1", "i1"], "zone": ["q", None], "value": [120, 4]})
    joined, hierarchy = with_zones(cells, {"area": {"i1": "all", "i2": "all"}}, pieces, dimension="area")
    found = audit(joined.assign(status=SHOWN), hierarchy, threshold=11)
    assert found[["area", "status", "low", "high", "open"]].values.tolist() == [
        ["i1 ∩ hors zone", "jamais montré", 4, 4, True]
    ]
    protection = protect(joined, hierarchy, threshold=11)
    assert not audit(protection)["open"].any()
    # The QPV alone (120) is cheaper than the two IRIS (124 + 80).
    assert protection.loc[protection["status"] == HIDDEN, "area"].tolist() == ["q"]


def test_published_zero_is_a_leak_where_zeros_are_secret() -> None:
    """Where "nobody" is secret, a zero that is shown is open, and so is a hidden one under a total of 0."""
    cells = pd.DataFrame({"area": ["a", "b", "c", "all"], "value": [0, 20, 30, 50]})
    hierarchy = {"area": dict.fromkeys("abc", "all")}
    assert audit(hide(cells), hierarchy, threshold=11).empty
    found = audit(hide(cells), hierarchy, threshold=11, zeros="hide")
    assert found[["area", "open", "recipe"]].values.tolist() == [["a", True, "publiée telle quelle"]]
    empty = pd.DataFrame({"area": ["a", "b", "all"], "value": [0, 0, 0]})
    assert audit(hide(empty, "a", "b"), {"area": dict.fromkeys("ab", "all")}, threshold=11)["exact"].all()


def test_published_secret_is_open() -> None:
    """A cell under the threshold that is shown is open, whatever else is hidden."""
    cells = cross(TEXTBOOK)
    found = audit(hide(cells, ("III", "A"), ("III", "C")), flat(cells), threshold=11)
    assert found.set_index(["row", "column"]).loc[("II", "A"), "open"]


def test_total_minus_its_parts_is_found() -> None:
    """A public of 15 in 20 people tells that 5 are not of it, although no cell says so."""
    cells = pd.DataFrame({"public": ["monoparents", "ensemble"], "value": [15, 20]})
    tree = Tree({"monoparents": "ensemble"}, whole=False)
    found = audit(hide(cells), {"public": tree}, threshold=11)
    assert found[["public", "status", "low", "high", "open"]].values.tolist() == [
        ["ensemble sauf monoparents", "reste", 5, 5, True]
    ]


def test_figures_rounded_by_their_producer_leave_more_doubt() -> None:
    """Rounded to 5, the total minus the parts is known to a few units: 5 could be 0 to 11, and is safe."""
    cells = pd.DataFrame({"area": ["a", "b", "c", "all"], "value": [5, 40, 60, 105]})
    hierarchy = {"area": dict.fromkeys("abc", "all")}
    exact = audit(hide(cells, "a"), hierarchy, threshold=11)
    rounded = audit(hide(cells, "a"), hierarchy, threshold=11, rounding=5)
    assert exact[["low", "high", "open"]].values.tolist() == [[5, 5, True]]
    assert rounded[["low", "high", "open"]].values.tolist() == [[0, 11, False]]
    assert protect(cells, hierarchy, threshold=11, rounding=5)["status"].tolist()[1:] == [SHOWN] * 3
    # Of two parts, the other two figures are each off by 2 at most: 45 − 40 is 1 to 9.
    two = pd.DataFrame({"area": ["a", "b", "all"], "value": [5, 40, 45]})
    narrow = audit(hide(two, "a"), {"area": dict.fromkeys("ab", "all")}, threshold=11, rounding=5)
    assert narrow[["low", "high", "open"]].values.tolist() == [[1, 9, True]]


def test_open_cells_come_first() -> None:
    """The leaks head the list."""
    cells = cross([[20, 50, 15], [8, 19, 22], [17, 32, 12], [5, 70, 80]])
    marked = hide(cells, ("IIII", "A"), ("IIII", "B"), ("I", "A"), ("I", "B"), ("II", "A"))
    found = audit(marked, flat(cells), threshold=11)
    assert found["open"].tolist() == sorted(found["open"], reverse=True)


def test_table_without_its_structure_is_refused() -> None:
    """A table that lost its proof, and comes without hierarchy or threshold, cannot be audited."""
    cells = hide(cross(TEXTBOOK), ("II", "A"))
    with pytest.raises(StructureLostError, match="hiérarchie"):
        audit(cells)
    with pytest.raises(StructureLostError):
        audit(cells, flat(cells))
    with pytest.raises(CellsError, match="status"):
        audit(cross(TEXTBOOK), flat(cells), threshold=11)


def test_leak_stops_the_table_and_says_how() -> None:
    """The error names the cell and the figures that give it away; a safe table passes."""
    cells = cross(TEXTBOOK)
    with pytest.raises(LeakError, match=r"II · A.*vaut 4[59]"):
        refuse_leaks(audit(hide(cells, ("II", "A")), flat(cells), threshold=11))
    refuse_leaks(audit(protect(cells, flat(cells), threshold=11)))


def test_total_code_is_named_as_given() -> None:
    """The audit speaks with the codes of the table."""
    cells = cross(TEXTBOOK)
    found = audit(hide(cells, ("II", "A"), ("II", TOTAL), (TOTAL, "A"), (TOTAL, TOTAL)), flat(cells), threshold=11)
    assert set(found["row"]) == {"II", TOTAL}

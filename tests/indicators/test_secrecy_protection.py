"""The choice of hidden cells: by hand, against every other choice, and on tables drawn at random."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indicators.errors import CellsError, SecrecyError, UnprotectableError
from indicators.secrecy import PRIMARY, PUBLISHED, SECONDARY, Tree, audit, protect
from indicators.secrecy.cuts import Problem, find_breaches
from indicators.secrecy.hierarchy import read_hierarchy
from indicators.secrecy.repair import Repairer
from indicators.secrecy.sensitivity import Settings, find_sensitive
from indicators.secrecy.table import read_table
from tests.indicators.secrecy_cases import TEXTBOOK, TOTAL, cross, flat, naive_cheapest


def hidden_keys(protection: pd.DataFrame, status: str) -> set[tuple[str, str]]:
    """Return the cells of a status."""
    rows = protection[protection["status"] == status]
    return set(zip(rows["row"], rows["column"], strict=True))


def test_one_secret_of_a_three_by_three_table_takes_the_cheapest_rectangle() -> None:
    """The 8 of (II, A) is protected by 22 + 17 + 12 = 51, the cheapest of the four rectangles (51, 57, 68, 89)."""
    cells = cross(TEXTBOOK)
    protection = protect(cells, flat(cells), threshold=11)
    assert hidden_keys(protection, PRIMARY) == {("II", "A")}
    assert hidden_keys(protection, SECONDARY) == {("II", "C"), ("III", "A"), ("III", "C")}
    assert protection.attrs["secrecy"].cost == 51
    assert protection.attrs["secrecy"].proven


def test_interval_of_the_three_by_three_table_is_worked_by_hand() -> None:
    """With y in (II, A): 30 − y, 25 − y and y + 4 are not negative, so that y goes from 0 to 25."""
    cells = cross(TEXTBOOK)
    found = audit(protect(cells, flat(cells), threshold=11)).set_index(["row", "column"])
    assert tuple(found.loc[("II", "A"), ["low", "high", "asked_low", "asked_high"]]) == (0, 25, 4, 11)
    assert tuple(found.loc[("III", "C"), ["low", "high"]]) == (4, 29)


def test_zero_cannot_give_room_downwards() -> None:
    """The rectangle through the zero costs 33 and leaves 8 at least; the next that works costs 30 + 12 + 40 = 82."""
    cells = cross([[8, 20, 30], [12, 0, 40], [50, 60, 70]])
    protection = protect(cells, flat(cells), threshold=11)
    assert protection.attrs["secrecy"].cost == 82
    assert hidden_keys(protection, SECONDARY) == {("I", "C"), ("II", "A"), ("II", "C")}


def test_secrets_that_are_together_under_the_threshold_need_another_cell() -> None:
    """3 and 5 hidden alone would tell that both are under 9: the cheapest other part is hidden with them."""
    cells = pd.DataFrame({"area": ["a", "b", "c", "d", "all"], "value": [3, 5, 20, 30, 58]})
    protection = protect(cells, {"area": dict.fromkeys("abcd", "all")}, threshold=11)
    assert protection["status"].tolist() == [PRIMARY, PRIMARY, SECONDARY, PUBLISHED, PUBLISHED]


def test_secrets_that_protect_one_another_cost_nothing() -> None:
    """10 and 10 hidden in one sum leave each between 0 and 20: nothing else is hidden."""
    cells = pd.DataFrame({"area": ["a", "b", "c", "all"], "value": [10, 10, 30, 50]})
    protection = protect(cells, {"area": dict.fromkeys("abc", "all")}, threshold=11)
    assert protection["status"].tolist() == [PRIMARY, PRIMARY, PUBLISHED, PUBLISHED]
    assert protection.attrs["secrecy"].cost == 0


def test_total_under_the_threshold_is_secret_with_its_parts() -> None:
    """A commune of 9 is as secret as its 4 and its 5; a commune and its only IRIS are hidden together."""
    cells = pd.DataFrame({"area": ["i", "j", "c", "k", "d", "e", "cua"], "value": [4, 5, 9, 50, 50, 60, 119]})
    hierarchy = {"area": {"i": "c", "j": "c", "c": "cua", "k": "d", "d": "cua", "e": "cua"}}
    protection = protect(cells, hierarchy, threshold=11, cost="value")
    # 119 − 60 − 50 would give the 9 away; e alone costs 60, d and its IRIS 100, the total 119.
    assert protection["status"].tolist() == [PRIMARY, PRIMARY, PRIMARY, PUBLISHED, PUBLISHED, SECONDARY, PUBLISHED]
    dear = cells.assign(known=cells["area"].isin(["e", "cua"]))
    protection = protect(dear, hierarchy, threshold=11)
    assert protection["status"].tolist() == [PRIMARY, PRIMARY, PRIMARY, SECONDARY, SECONDARY, PUBLISHED, PUBLISHED]


def test_zeros_are_published_unless_they_are_to_be_hidden() -> None:
    """By default a zero is published; with `zeros="hide"` it is secret, and could then be as many as the threshold."""
    cells = pd.DataFrame({"area": ["a", "b", "c", "all"], "value": [0, 20, 30, 50]})
    hierarchy = {"area": dict.fromkeys("abc", "all")}
    assert protect(cells, hierarchy, threshold=11)["status"].eq(PUBLISHED).all()
    protection = protect(cells, hierarchy, threshold=11, zeros="hide")
    assert protection["status"].tolist() == [PRIMARY, SECONDARY, PUBLISHED, PUBLISHED]
    assert protection["reason"].tolist() == ["zéro", "protection", "", ""]
    assert audit(protection)["high"].tolist() == [20, 20]


def test_dominance_asks_for_the_room_of_the_handbook() -> None:
    """With 90 of 100 from one contributor and k = 85 %, the attacker must be left with 94.1 to 105.9 at least."""
    cells = pd.DataFrame(
        {
            "area": ["a", "b", "c", "all"],
            "value": [100.0, 300.5, 400.0, 800.5],
            "units": [20, 30, 40, 90],
            "largest": [90.0, 30.0, 40.0, 90.0],
        }
    )
    protection = protect(cells, {"area": dict.fromkeys("abc", "all")}, threshold=3, dominance=0.85)
    assert protection["reason"].tolist() == ["dominance", "protection", "", ""]
    assert protection.loc[0, "asked_high"] == pytest.approx(90 / 0.85)
    assert protection.loc[0, "asked_low"] == pytest.approx(200 - 90 / 0.85)


def test_amount_under_the_threshold_must_seem_able_to_reach_it() -> None:
    """600 € of 2 units, 300 € each, must be taken for at least 3 units: 900 €."""
    cells = pd.DataFrame({"area": ["a", "b", "c", "all"], "value": [600, 200, 5000, 5800], "units": [2, 9, 30, 41]})
    protection = protect(cells, {"area": dict.fromkeys("abc", "all")}, threshold=3)
    assert protection.loc[0, "asked_high"] == 900
    # The cheap 200 € do not give 300 € of room.
    assert protection["status"].tolist() == [PRIMARY, PUBLISHED, SECONDARY, PUBLISHED]


def test_lone_contributor_must_not_compute_another() -> None:
    """Whoever is alone in a knows that b + c is 250, under the 300 that b must seem able to reach: f is taken for c."""
    cells = pd.DataFrame(
        {
            "area": ["a", "b", "c", "f", "g", "all"],
            "value": [100, 100, 150, 260, 900, 1510],
            "units": [1, 1, 20, 30, 40, 92],
        }
    )
    hierarchy = {"area": dict.fromkeys("abcfg", "all")}
    protection = protect(cells, hierarchy, threshold=3)
    assert protection.attrs["secrecy"].proven
    assert protection["status"].tolist() == [PRIMARY, PRIMARY, PUBLISHED, SECONDARY, PUBLISHED, PUBLISHED]
    cheaper = protection.assign(status=[PRIMARY, PRIMARY, SECONDARY, PUBLISHED, PUBLISHED, PUBLISHED])
    found = audit(cheaper, hierarchy, threshold=3).set_index("area")
    assert found.loc["b", "high"] == 350
    assert found["open"].to_dict() == {"a": True, "b": True, "c": False}
    told = "pour qui connaît « a », au plus 1 510 (all) − 900 (g) − 260 (f) − 100 (a)"
    assert found.loc["b", "recipe"].replace("\u202f", " ") == told


def test_lone_contributor_of_a_total_may_know_his_own_share_of_it() -> None:
    """Of the 100 of s and q together, s knows that 90 are his: he must not know the 10, and cannot be left with 50."""
    cells = pd.DataFrame(
        {
            "area": ["s", "q", "p", "c", "d", "all"],
            "value": [90, 10, 100, 400, 700, 1200],
            "units": [1, 1, 2, 20, 30, 52],
        }
    )
    hierarchy = {"area": {"s": "p", "q": "p", "p": "all", "c": "all", "d": "all"}}
    protection = protect(cells, hierarchy, threshold=3)
    assert protection["status"].tolist() == [PRIMARY] * 3 + [SECONDARY, PUBLISHED, PUBLISHED]
    assert not audit(protection)["open"].any()


def test_cost_decides_which_cells_are_hidden() -> None:
    """The same secret takes the cell of fewest units, or that of least value."""
    cells = pd.DataFrame({"area": ["a", "b", "c", "all"], "value": [5, 4000, 90, 4095], "units": [5, 40, 60, 105]})
    hierarchy = {"area": dict.fromkeys("abc", "all")}
    assert protect(cells, hierarchy, threshold=11)["status"].tolist()[1:3] == [SECONDARY, PUBLISHED]
    assert protect(cells, hierarchy, threshold=11, cost="value")["status"].tolist()[1:3] == [PUBLISHED, SECONDARY]


def test_cell_that_is_public_elsewhere_is_never_hidden() -> None:
    """With b already known, c must be hidden in its place."""
    cells = pd.DataFrame(
        {"area": ["a", "b", "c", "all"], "value": [5, 20, 60, 85], "known": [False, True, False, False]}
    )
    protection = protect(cells, {"area": dict.fromkeys("abc", "all")}, threshold=11)
    assert protection["status"].tolist() == [PRIMARY, PUBLISHED, SECONDARY, PUBLISHED]


def test_secret_that_public_cells_give_away_is_named() -> None:
    """When the other part and the total are public elsewhere, no choice protects a: the error names it."""
    cells = pd.DataFrame({"area": ["a", "b", "all"], "value": [5, 20, 25], "known": [False, True, True]})
    with pytest.raises(UnprotectableError, match="«\u202fa\u202f»"):
        protect(cells, {"area": dict.fromkeys("ab", "all")}, threshold=11)


def test_public_ceiling_limits_what_is_asked() -> None:
    """In a commune of 8 inhabitants a count cannot be taken for 11: up to 8 is asked."""
    cells = pd.DataFrame({"area": ["a", "b", "all"], "value": [5, 40, 45], "ceiling": [8, np.nan, np.nan]})
    protection = protect(cells, {"area": dict.fromkeys("ab", "all")}, threshold=11)
    assert protection.loc[0, "asked_high"] == 8
    assert audit(protection).set_index("area").loc["a", "high"] == 8


def test_rest_of_a_total_is_protected_without_being_a_cell() -> None:
    """15 lone parents of 20 people leave 5 others to be computed: the 15 are hidden, and the others with them."""
    cells = pd.DataFrame({"public": ["monoparents", "ensemble"], "value": [15, 20]})
    protection = protect(cells, {"public": Tree({"monoparents": "ensemble"}, whole=False)}, threshold=11)
    assert protection["status"].tolist() == [SECONDARY, PUBLISHED]
    found = audit(protection)
    assert "ensemble sauf monoparents" in found["public"].tolist()
    assert not found["open"].any()


def test_publics_that_overlap_have_a_tree_each() -> None:
    """Young and lone parents overlap: 30 + 40 of 50 people is no error, and 10 others of the lone parents are kept."""
    cells = pd.DataFrame({"public": ["jeunes", "monoparents", "ensemble"], "value": [30, 40, 50]})
    trees = [Tree({"jeunes": "ensemble"}, whole=False), Tree({"monoparents": "ensemble"}, whole=False)]
    protection = protect(cells, {"public": trees}, threshold=11)
    assert protection["status"].tolist() == [PUBLISHED, SECONDARY, PUBLISHED]


def test_same_table_gives_the_same_choice() -> None:
    """Two runs agree, and the order of the rows does not change what is lost."""
    cells = cross([[12, 4, 31, 20], [15, 40, 9, 14], [33, 25, 18, 70]])
    first, second = (protect(cells, flat(cells), threshold=11) for _ in range(2))
    pd.testing.assert_frame_equal(first, second)
    turned = protect(cells.iloc[::-1], flat(cells), threshold=11)
    assert turned.attrs["secrecy"].cost == first.attrs["secrecy"].cost


def test_result_keeps_rows_index_and_columns() -> None:
    """The table comes back as it was, with its status beside."""
    cells = cross(TEXTBOOK).assign(note="x")
    cells.index = cells.index + 100
    before = cells.copy()
    protection = protect(cells, flat(cells), threshold=11)
    pd.testing.assert_frame_equal(cells, before)
    pd.testing.assert_frame_equal(protection[list(cells.columns)], cells, check_flags=False)


def test_without_time_the_choice_is_safe_and_its_gap_is_told() -> None:
    """A search stopped at once still returns a table that stands the audit, with a bound under its cost."""
    rng = np.random.default_rng(3)
    figures = rng.integers(11, 90, (8, 7))
    figures[rng.random(figures.shape) < 0.15] = 4
    cells = cross(figures, rows="abcdefgh")
    protection = protect(cells, flat(cells), threshold=11, time_limit=1e-9)
    proof = protection.attrs["secrecy"]
    assert not audit(protection)["open"].any()
    assert 0 <= proof.bound <= proof.cost
    assert not proof.proven
    assert 0 < proof.gap <= 1
    # The heuristic that ends the search is not far from the least.
    least = protect(cells, flat(cells), threshold=11).attrs["secrecy"].cost
    assert least <= proof.cost <= 1.5 * least


@pytest.mark.parametrize("seed", range(6))
def test_heuristic_hides_what_moves_and_no_more(seed: int) -> None:
    """Protecting one secret after another never falls back on hiding everything, and hides 4 cells a secret at most."""
    rng = np.random.default_rng(seed)
    figures = rng.integers(11, 90, (9, 8))
    figures[rng.random(figures.shape) < 0.1] = 10
    cells = cross(figures, rows="abcdefghi")
    table = read_table(cells, read_hierarchy(flat(cells)))
    sensitivity = find_sensitive(table, Settings(11))
    problem = Problem(table, sensitivity, table.units, 0.0, sensitivity.primary, ~sensitivity.primary)
    hidden = Repairer(problem).complete(problem.always)
    assert next(find_breaches(problem, hidden), None) is None
    assert (hidden & problem.open).sum() <= 4 * sensitivity.primary.sum()


def test_cells_hidden_in_vain_are_published_again() -> None:
    """A cell alone in its sum is computed whether hidden or not; those that protect the secret stay hidden."""
    cells = pd.DataFrame(
        {"area": ["a", "b", "all"] * 2, "period": [1] * 3 + [2] * 3, "value": [5, 40, 45, 50, 60, 110]}
    )
    table = read_table(cells, read_hierarchy({"area": dict.fromkeys("ab", "all"), "period": {}}))
    sensitivity = find_sensitive(table, Settings(11))
    always = sensitivity.primary
    problem = Problem(table, sensitivity, np.ones(6), 0.0, always, ~always)
    hidden = np.array([True, True, False, True, False, False])
    assert Repairer(problem).publish_vain(hidden).tolist() == [True, True, False, False, False, False]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"threshold": 0}, "seuil"),
        ({"threshold": 11, "dominance": 85}, "0,85"),
        ({"threshold": 11, "zeros": "keep"}, "keep"),
        ({"threshold": 11, "rounding": -5}, "−5"),
        ({"threshold": 11, "cost": "euros"}, "euros"),
        ({"threshold": 11, "time_limit": 0}, "temps"),
    ],
)
def test_setting_without_meaning_is_refused(arguments: dict[str, object], said: str) -> None:
    """Each error names the value at fault, in French."""
    cells = cross(TEXTBOOK)
    with pytest.raises(SecrecyError, match=said):
        protect(cells, flat(cells), **arguments)  # type: ignore[arg-type]


def test_dominance_without_contributions_is_refused() -> None:
    """Amounts without their largest contribution cannot be tried for dominance; one larger than its cell neither."""
    cells = pd.DataFrame({"area": ["a", "all"], "value": [50, 50], "units": [12, 12]})
    with pytest.raises(CellsError, match="largest"):
        protect(cells, {"area": {"a": "all"}}, threshold=3, dominance=0.85)
    with pytest.raises(CellsError, match="60"):
        protect(cells.assign(largest=60), {"area": {"a": "all"}}, threshold=3, dominance=0.85)


@pytest.mark.parametrize("seed", range(12))
def test_choice_is_the_cheapest_of_all(seed: int) -> None:
    """On a small table no set of cells that protects it is cheaper: every one has been tried."""
    rng = np.random.default_rng(seed)
    figures = rng.integers(0, 40, (2, 2 + seed % 2))
    figures.flat[seed % figures.size] = rng.integers(1, 11)
    cells = cross(figures)
    units = np.maximum(cells["value"].to_numpy(), 1.0)
    cost = {"units": units, "cells": np.ones(len(cells))}["units" if seed % 3 else "cells"]
    protection = protect(cells, flat(cells), threshold=11, cost="units" if seed % 3 else "cells")
    assert protection.attrs["secrecy"].proven
    assert protection.attrs["secrecy"].cost == naive_cheapest(cells, flat(cells), 11, cost)


@st.composite
def cubes(draw: st.DrawFn) -> tuple[pd.DataFrame, dict[str, dict[str, str]]]:
    """Draw an area hierarchy of two levels crossed with a flat dimension, all totals included."""
    communes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=3))
    publics = [f"p{at}" for at in range(draw(st.integers(1, 3)))]
    count = st.one_of(st.integers(0, 12), st.integers(0, 60))
    figures: dict[tuple[str, str], int] = {}
    area: dict[str, str] = {}
    for commune, parts in enumerate(communes):
        area[f"c{commune}"] = "cua"
        for part in range(parts):
            area[f"i{commune}{part}"] = f"c{commune}"
            for public in publics:
                figure = draw(count)
                for above in (f"i{commune}{part}", f"c{commune}", "cua"):
                    for of in (public, TOTAL):
                        figures[above, of] = figures.get((above, of), 0) + figure
    cells = pd.DataFrame([(*key, figure) for key, figure in figures.items()], columns=["area", "public", "value"])
    return cells, {"area": area, "public": dict.fromkeys(publics, TOTAL)}


@settings(max_examples=40, deadline=None)
@given(cubes(), st.sampled_from([3, 11]), st.sampled_from(["publish", "hide"]))
def test_protected_table_has_no_open_cell(
    drawn: tuple[pd.DataFrame, dict[str, dict[str, str]]], threshold: int, zeros: str
) -> None:
    """Whatever the table, no secret is published, none is open to an attacker, and the choice is proven."""
    cells, hierarchy = drawn
    protection = protect(cells, hierarchy, threshold=threshold, zeros=zeros)  # type: ignore[arg-type]
    shown = protection["status"] == PUBLISHED
    least = threshold if zeros == "hide" else 0
    assert ((protection.loc[shown, "value"] >= threshold) | (protection.loc[shown, "value"] == least)).all()
    assert not audit(protection)["open"].any()
    assert protection.attrs["secrecy"].proven

"""Zones that overlap: the differences that tell, and the pieces that stop them."""

import pandas as pd
import pytest

from indicators.errors import CellsError, HierarchyError
from indicators.secrecy import audit, differencing, protect, with_zones

PIECES = pd.DataFrame(
    {
        "iris": ["i1", "i1", "i2", "i2", "i3"],
        "qpv": ["q", None, "q", None, None],
        "units": [120, 5, 60, 4, 300],
    }
)


def test_sum_of_two_areas_minus_a_zone_is_found() -> None:
    """Neither IRIS holds the QPV, but i1 + i2 − q = 9 people, so that each outside is 9 at most."""
    found = differencing(PIECES, threshold=11)
    assert found["zone"].tolist() == ["i1 ∩ hors zone", "i2 ∩ hors zone"]
    assert found["high"].tolist() == [9, 9]
    assert found["recipe"].tolist() == ["au plus 125 (i1) + 64 (i2) − 180 (q)"] * 2


def test_hidden_zone_gives_nothing_away() -> None:
    """Without the QPV, nothing tells what lies outside it."""
    assert differencing(PIECES, threshold=11, hidden=["q"]).empty


def test_published_zone_under_the_threshold_is_listed() -> None:
    """A zone of 8 that is shown is found as such."""
    found = differencing(pd.DataFrame({"iris": ["i"], "qpv": ["q"], "units": [8]}), threshold=11)
    assert set(found["zone"]) == {"i ∩ q", "i", "q"}


def test_crossings_are_added_before_they_are_compared() -> None:
    """Rows by public of one piece are one piece: 3 + 9 people outside are enough."""
    by_public = pd.DataFrame(
        {"iris": ["i"] * 3, "qpv": ["q", None, None], "public": ["p", "p", "r"], "units": [120, 3, 9]}
    )
    assert differencing(by_public, threshold=11).empty


def test_zoning_without_its_column_or_with_shared_codes_is_refused() -> None:
    """The errors name the column, or the code."""
    with pytest.raises(CellsError, match="qpv"):
        differencing(PIECES.drop(columns="qpv"), threshold=11)
    with pytest.raises(CellsError, match="deux zonages"):
        differencing(pd.DataFrame({"iris": ["x"], "qpv": ["x"], "units": [50]}), threshold=11)


def table() -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return counts by area and public, the QPV among the areas, and the pieces of the areas."""
    figures = {("i1", "q"): (80, 40), ("i1", None): (30, 5), ("i2", None): (70, 35)}
    pieces = pd.DataFrame(
        [
            (area, zone, public, figure)
            for (area, zone), both in figures.items()
            for public, figure in zip(("p", "r", "every"), (*both, sum(both)), strict=True)
        ],
        columns=["area", "zone", "public", "value"],
    )
    areas = pieces.groupby(["area", "public"], as_index=False)["value"].sum()
    zones = pieces.dropna().groupby(["zone", "public"], as_index=False)["value"].sum().rename(columns={"zone": "area"})
    whole = areas.groupby("public", as_index=False)["value"].sum().assign(area="all")
    return pd.concat([areas, zones, whole], ignore_index=True), pieces


def test_pieces_are_protected_across_the_other_dimensions() -> None:
    """The 5 of public r outside the QPV are no cell, and cannot be computed once the table is protected."""
    cells, pieces = table()
    joined, hierarchy = with_zones(
        cells, {"area": {"i1": "all", "i2": "all"}, "public": {"p": "every", "r": "every"}}, pieces, dimension="area"
    )
    protection = protect(joined, hierarchy, threshold=11)
    found = audit(protection)
    piece = found.set_index(["area", "public"]).loc[("i1 ∩ hors zone", "r")]
    assert piece["low"] <= 2
    assert piece["high"] >= 11
    assert not found["open"].any()
    assert protection["status"].eq("secondaire").any()
    assert protection["status"].eq("jamais montré").sum() == len(pieces)


def test_zone_that_does_not_add_up_to_its_pieces_is_refused() -> None:
    """A QPV published with another figure than that of its pieces is an error of the table."""
    cells, pieces = table()
    wrong = cells.assign(value=cells["value"] + (cells["area"] == "q"))
    joined, hierarchy = with_zones(
        wrong, {"area": {"i1": "all", "i2": "all"}, "public": {"p": "every", "r": "every"}}, pieces, dimension="area"
    )
    with pytest.raises(ValueError, match="q · "):
        protect(joined, hierarchy, threshold=11)


def test_pieces_of_another_dimension_are_refused() -> None:
    """The dimension must be one of the hierarchy, and the pieces must have its columns."""
    cells, pieces = table()
    hierarchy = {"area": {"i1": "all", "i2": "all"}, "public": {"p": "every", "r": "every"}}
    with pytest.raises(HierarchyError, match="benefit"):
        with_zones(cells, hierarchy, pieces, dimension="benefit")
    with pytest.raises(CellsError, match="public"):
        with_zones(cells, hierarchy, pieces.drop(columns="public"), dimension="area")

"""The tables and the printed map of the priorities."""

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from indicators.needs.priorities import places_under, priorities, weighting
from indicators.needs.structure import in_neighbourhoods, structure
from reports import needs_map, needs_tables, tables


@pytest.fixture(name="of", scope="module")
def _of():
    return priorities("rsa_ppa_de", "commune", {})


def test_the_ranking_leaves_with_its_method_and_licences(of):
    """Every area once, the greatest need first, with what must be said."""
    table = needs_tables.ranking(of)
    assert table.frame["place"].tolist() == sorted(table.frame["place"])
    assert sorted(table.frame["code"]) == sorted(of.table.codes)
    said = " ".join(table.about)
    assert "Estimation\u202f: 5\u202f000" in said.replace("\u00a0", " ") or "Estimation" in said
    assert "licence à confirmer" in said
    text = tables.to_csv(table).decode("utf-8-sig")
    assert text.startswith("Rang;Commune;Rang bas;Rang haut;")
    assert len(tables.to_xlsx(table)) > 1000


def test_every_table_of_a_ranking_is_whole(of):
    """Each column that is announced is there, and each table leaves as CSV."""
    left, _ = of.without(10)
    names = {code: code for code in of.table.codes}
    iris = priorities("rsa_ppa_de", "iris", {})
    listed = [
        needs_tables.choices(of),
        needs_tables.components(of, left, names),
        needs_tables.moves(of, places_under(of, weighting(of, "acp")), "des poids tirés des données"),
        needs_tables.clusters(of, structure(of).local),
        needs_tables.zones(iris, in_neighbourhoods(iris), "situations"),
    ]
    for table in listed:
        assert not table.frame.empty
        assert {column.name for column in table.columns} <= set(table.frame.columns)
        assert tables.to_csv(table)
        assert table.sources


def test_the_points_of_an_area_add_up_to_its_index(of):
    """Beside each component, the value of the area that is looked at and the points that it brings there."""
    names = {code: code for code in of.table.codes}
    table = needs_tables.components(of, [], names, "62041")
    assert table.frame["points"].sum() == pytest.approx(of.study.table.loc["62041", "index"])
    assert table.frame["valeur"].tolist() == of.central.loc["62041"].tolist()
    assert "Points, 62041" in [column.label for column in table.columns]
    for nobody in (None, "tout"):
        assert "points" not in {column.name for column in needs_tables.components(of, [], names, nobody).columns}


def test_sources_are_said_once_without_their_notes(of):
    """Under the map, components of one source share a line; in the files, each has its own with how it was had."""
    short, long = needs_tables.sources(of, notes=False), needs_tables.sources(of)
    assert len(long) == len(of.table.components) > len(short)
    for one in of.table.components:
        assert sum(one.short in line.split("\u202f: ")[0] for line in short) == 1
    assert sum(map(len, short)) < sum(map(len, long)) / 1.5


def test_moves_are_the_difference_of_two_places(of):
    """Positive when the area rises."""
    frame = needs_tables.moves(of, of.ranked["place"] + 1, "x").frame
    assert (frame["gain"] == -1).all()


def test_what_reads_ninety_percent_is_painted_so(of):
    """Classes follow the whole percents that tooltips and tables show."""
    painted = needs_map.painted(of, 10)
    for code, probability in of.study.table["top_10"].items():
        percent = round(100 * float(probability))
        expected = 0 if percent < 10 else 1 if percent < 50 else 2 if percent < 90 else 3
        assert painted.classes[str(code)] == expected


def test_an_area_without_a_place_is_hatched(of, monkeypatch):
    """It has no class, and its tooltip says why."""
    frame = of.study.table.copy()
    frame.loc["62041", "ranked"] = False
    frame.loc["62041", ["place", "low", "high", "top_10"]] = np.nan
    hidden = priorities("rsa_ppa_de", "commune", {})
    monkeypatch.setitem(hidden.study.__dict__, "table", frame)
    painted = needs_map.painted(hidden, 10)
    assert painted.classes["62041"] == -1
    assert painted.tips["62041"].startswith("sans classement")
    assert any("1 commune sans classement" in line for line in needs_tables.mentions(hidden))


@pytest.mark.parametrize("level", ["commune", "iris"])
def test_the_map_prints(level):
    """PNG and SVG are drawn, with the weights in the margin."""
    from reports.print_map import render

    spec = needs_map.to_print(priorities("seniors", level, {}), 10, day=dt.date(2026, 11, 24), more=("Poids : a.",))
    assert "Poids : a." in spec.mentions
    assert render(spec, format="png").startswith(b"\x89PNG")


def test_nothing_moves_without_open_choices(of):
    """The table of choices keeps its five rows, or none when no sensitivity was computed."""
    assert len(needs_tables.choices(of).frame) == 5
    assert isinstance(needs_tables.choices(of).frame, pd.DataFrame)

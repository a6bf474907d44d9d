"""What a new vintage changes is said before it is switched in: hand-worked cases, and a naive recount."""

import geopandas as gpd
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import box

from data import store
from data.formats import NARROW
from data.importers import kinds
from data.official import changes, vintages
from data.official.changes import compare, sentences
from tests.data.official import published

OLD = pd.DataFrame({"code": ["a", "b", "c"], "name": ["A", "B", "C"], "value": [10.0, 100.0, None]})
LABELS = {"value": ("Revenu", 0, "€"), "name": ("Nom", 0, "")}


def test_nothing_changes_is_said() -> None:
    """The same table gives one sentence, whatever the order of its rows."""
    found = compare(OLD, OLD.iloc[::-1], keys=("code",), title="Table", labels=LABELS)
    assert found.nothing
    assert sentences(found) == [f"Table{NARROW}: rien ne change (3\u00a0lignes)."]


def test_rows_values_and_columns_are_told_apart() -> None:
    """One row gone, one new, one value up, one that appears, a name and a column: each is said, the largest first."""
    new = pd.DataFrame(
        {"code": ["b", "c", "d", "a"], "name": ["B", "C", "D", "Aa"], "value": [90.0, 5.0, 1.0, 15.0], "more": 1}
    )
    found = compare(OLD, new.iloc[:3], keys=("code",), title="Table", labels=LABELS)
    assert found.added == ("d",)
    assert found.removed == ("a",)
    assert found.columns_added == ("more",)
    assert [(move.row, move.before, move.after) for move in found.moved] == [
        ("b", "100\u00a0€", "90\u00a0€"),
        ("c", "rien", "5\u00a0€"),
    ]
    said = sentences(found)
    assert said[0].endswith("3\u00a0lignes avant, 3 après.")
    assert f"Revenu, b{NARROW}: 100\u00a0€ → 90\u00a0€ (−10,0\u00a0%)" in said[-1]
    assert len(said) == 5
    every = compare(OLD, new, keys=("code",), title="Table", labels=LABELS)
    assert [move.row for move in every.moved] == ["a", "b", "c", "a"]
    assert every.moved[-1].after == "« Aa »"
    assert compare(new, OLD, keys=("code",), title="T").columns_removed == ("more",)


def test_many_changes_are_cut_with_their_number() -> None:
    """Beyond five names the rest is counted."""
    codes = [f"c{rank}" for rank in range(8)]
    one = pd.DataFrame({"code": codes, "value": 1.0})
    found = compare(one.iloc[:0], one, keys=("code",), title="T")
    assert "8\u00a0lignes ajoutées" in sentences(found)[1]
    assert "et 3\u00a0autres" in sentences(found)[1]
    moved = compare(one, one.assign(value=2.0), keys=("code",), title="T")
    assert "Les plus grands écarts" in sentences(moved)[1]
    assert sentences(moved)[1].count("→") == 5


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(-5, 5)),
    st.dictionaries(st.sampled_from("abcdefgh"), st.integers(-5, 5)),
)
def test_counts_are_those_of_a_naive_recount(old: dict[str, int], new: dict[str, int]) -> None:
    """Rows and values counted with sets and dictionaries give the same numbers."""
    frames = [
        pd.DataFrame({"code": pd.Series(list(one), dtype=str), "value": pd.Series(list(one.values()), dtype=float)})
        for one in (old, new)
    ]
    found = compare(*frames, keys=("code",), title="T")
    assert set(found.added) == new.keys() - old.keys()
    assert set(found.removed) == old.keys() - new.keys()
    assert {move.row for move in found.moved} == {key for key in old.keys() & new.keys() if old[key] != new[key]}
    assert found.nothing == (old == new)
    shares = [abs(move.share) for move in found.moved if move.share != float("inf")]
    assert shares == sorted(shares, reverse=True)


def test_outline_is_compared_by_the_area_that_moves() -> None:
    """A square slid by a tenth moves two tenths of its area; the same square drawn otherwise does not move."""
    old = gpd.GeoDataFrame({"code": ["a", "b"]}, geometry=[box(0, 0, 1000, 1000)] * 2, crs=2154)
    new = gpd.GeoDataFrame(
        {"code": ["a", "b"]}, geometry=[box(100, 0, 1100, 1000), box(0, 0, 1000, 1000).segmentize(10)], crs=2154
    )
    (move,) = compare(old, new, keys=("code",), title="T").moved
    assert move.row == "a"
    assert round(move.share, 6) == 0.2
    assert "dont 20 ha déplacés" in move.after


def test_same_change_of_many_texts_is_said_once() -> None:
    """Texts that change alike are counted together, the most common first, and the rest counted."""
    old = pd.DataFrame({"code": list("abcdefgh"), "mark": ["x"] * 8})
    new = old.assign(mark=["y", "y", *"123456"])
    first, *_, last = sentences(compare(old, new, keys=("code",), title="T"))[1:]
    assert first == f"mark{NARROW}: «{NARROW}x{NARROW}» → «{NARROW}y{NARROW}» (2\u00a0lignes)."
    assert last == "Et 2\u00a0autres textes."


def test_official_outlines_against_the_embedded_ones() -> None:
    """The same outlines given as official change no shape, only what is said of them, by the name of each IRIS."""
    import_ = kinds.get("outlines").prepare({"iris.geojson": published.iris_geojson()}, {})
    found = {one.title: one for one in vintages.of_import(import_)}
    iris = next(one for title, one in found.items() if "iris" in title.lower())
    assert iris.before == iris.after == 66
    assert not iris.added
    assert not iris.removed
    assert {move.after for move in iris.moved if "approché" in move.before} == {"« officiel »"}
    assert {move.row for move in iris.moved} <= set(store.read("iris")["name"])


def test_sentences_of_a_move_need_no_number() -> None:
    """A text that changes, and a value that disappears, are said without a percentage."""
    assert changes.Move(
        "Arras", "Nom", "« A »", "« B »", float("nan")
    ).sentence == f"Nom, Arras{NARROW}: « A » → « B »".replace("« ", f"«{NARROW}").replace(" »", f"{NARROW}»")
    assert "%" not in changes.Move("Arras", "Revenu", "12", "secret", float("inf")).sentence

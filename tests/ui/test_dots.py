"""A chart of dots says each figure with its interval, on an axis of its own unit."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ui import dots


def _chart() -> None:
    from ui import dots

    def dot(value: float, rank: int = 0, fragile: bool = False) -> dots.Dot:
        return dots.Dot(value, value / 2, value * 2, f"{value:.0f}", "survol", fragile, rank)

    rows = [
        dots.Row("Près", (dot(20), dot(10, 1, True), dot(8, 2))),
        dots.Row("Loin", (dot(30), dot(12, 1), dot(9, 2))),
    ]
    dots.show(rows, key="essai", alt="Deux lignes", unit="%", most=50, classes=("a", "b", "c"), level=(15, "ensemble"))


@pytest.fixture(scope="module")
def figure() -> dict[str, Any]:
    """What Plotly is given."""
    app = AppTest.from_function(_chart, default_timeout=60).run()
    assert not app.exception
    found: dict[str, Any] = json.loads(app.get("plotly_chart")[0].proto.spec)
    return found


def _texts(figure: dict[str, Any]) -> dict[str, float]:
    return {one["text"]: one["y"] for one in figure["layout"]["annotations"]}


def test_every_dot_has_its_interval_and_its_figure(figure: dict[str, Any]) -> None:
    """A line from low to high, a mark at the value, and the figure written after the interval."""
    lines = [one for one in figure["data"] if one["mode"] == "lines"]
    assert [one["x"] for one in lines] == [
        [10, 40, None, 15, 60, None],
        [5, 20, None, 6, 24, None],
        [4, 16, None, 4.5, 18, None],
    ]
    written = [one for one in figure["layout"]["annotations"] if one["text"] == "30"]
    assert [one["x"] for one in written] == [60]


def test_a_fragile_estimate_is_hollow(figure: dict[str, Any]) -> None:
    """Its mark is open; the others are full."""
    marks = [one for one in figure["data"] if one["mode"] == "markers" and one["x"] != [None]]
    assert [one["x"] for one in marks] == [[20, 30], [10, 12], [8, 9]]
    symbols = [one["marker"]["symbol"] for one in marks]
    assert symbols == [["circle", "circle"], ["square-open", "square"], ["diamond", "diamond"]]


def test_the_legend_names_each_class_with_a_full_mark(figure: dict[str, Any]) -> None:
    """Even where the first estimate of the class is fragile."""
    named = [(one["name"], one["marker"]["symbol"]) for one in figure["data"] if one.get("name")]
    assert named == [("a", "circle"), ("b", "square"), ("c", "diamond")]


def test_a_label_is_nearer_to_its_own_dots_than_to_those_above(figure: dict[str, Any]) -> None:
    """« Loin » stands closer to its first dot than to the last one of « Près »."""
    at = _texts(figure)
    assert at["30"] - at["Loin"] < at["Loin"] - at["8"]


def test_the_axis_says_its_unit_once_and_stops_where_it_must(figure: dict[str, Any]) -> None:
    """The last number has the unit, and none goes beyond what can be."""
    axis = figure["layout"]["xaxis"]
    assert axis["tickvals"] == [0, 20, 40]
    assert axis["ticktext"] == ["0", "20", "40\u00a0%"]


def test_what_rows_are_held_against_is_named(figure: dict[str, Any]) -> None:
    """A line stands at the value of the whole, with its name."""
    assert figure["layout"]["shapes"][0]["x0"] == 15
    assert "ensemble" in _texts(figure)


@pytest.mark.parametrize("end", [0.7, 1, 3.3, 70, 175, 18_000, 2.4e7])
def test_ticks_are_few_and_within(end: float) -> None:
    """From 0, evenly, three to seven numbers, none beyond the end."""
    found = dots.ticks(end)
    assert found[0] == 0
    assert 3 <= len(found) <= 7
    assert found[-1] <= end

"""The component inside a running page script."""

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from ui.map.component import MapEvent, read_event


def page() -> None:
    """Show a map of two squares whose painting follows a radio."""
    import json as codec

    import streamlit as st

    from ui.map.base import BaseMap, GeometryLayer
    from ui.map.component import show
    from ui.map.paint import Paint

    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "nom": code},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[west, 0], [west + 1, 0], [west + 1, 1], [west, 1], [west, 0]]],
            },
        }
        for west, code in enumerate("ab")
    ]
    content = codec.dumps({"type": "FeatureCollection", "features": features}).encode()
    rank = st.radio("Classe", [0, 1])
    event = show(
        BaseMap((GeometryLayer("communes", "Communes", content),)),
        key="carte",
        level="communes",
        paint=Paint({"a": rank}, ["#fff", "#000"], ["un", "deux"]),
    )
    st.text(f"clic: {event}")


def arguments(app: AppTest) -> dict[str, Any]:
    """Return what the page sends to the map's frame."""
    return json.loads(app.get("component_instance")[0].proto.json_args)


def test_a_page_shows_the_map_and_no_click_yet() -> None:
    """The page runs without fault; the map's value is no event until somebody clicks."""
    app = AppTest.from_function(page).run()
    assert not app.exception
    assert app.text[0].value == "clic: None"
    assert arguments(app)["returned_objects"] == []


def test_a_run_without_change_sends_the_same_map() -> None:
    """Running the page again sends equal bytes; another class changes the painter alone."""
    app = AppTest.from_function(page).run()
    first = arguments(app)
    assert arguments(app.run()) == first
    app.radio[0].set_value(1).run()
    second = arguments(app)
    assert {name for name in first if first[name] != second[name]} == {"feature_group"}


@pytest.mark.parametrize("value", [None, {}, {"last_active_drawing": None}])
def test_anything_else_than_a_click_is_noread_event(value: object) -> None:
    """Streamlit-folium's own values are ignored."""
    assert read_event(value, fresh=True) is None


def test_a_click_is_read_with_its_layer_code_and_sequence() -> None:
    """The browser's three values become an event."""
    assert read_event({"clicked": ["communes", "62041", 12]}, fresh=True) == MapEvent("communes", "62041", 12, True)

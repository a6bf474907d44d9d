"""The folium map: the same at each run, safe to put in a script, and asking nothing of the internet."""

import json
import re
from pathlib import Path
from typing import Any

import folium
import pytest
import streamlit_folium
from folium.plugins import Fullscreen

from ui.errors import MapInputError
from ui.map import static_files
from ui.map.base import BaseMap, GeometryLayer
from ui.map.elements import folium_map, painter_group, script_json
from ui.map.paint import Circles, Entry, Legend, Line, Matrix, Paint, Point, PointLayer, View, Zone
from ui.map.spec import view_spec
from ui.map.vendor import serve_locally


def collection(*codes: str) -> bytes:
    """Return squares in a row."""
    features = [
        {
            "type": "Feature",
            "properties": {"code": code, "nom": f"Commune {code}"},
            "geometry": {
                "type": "Polygon",
                "coordinates": [[[rank, 0], [rank + 1, 0], [rank + 1, 1], [rank, 1], [rank, 0]]],
            },
        }
        for rank, code in enumerate(codes)
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


BASE = BaseMap(
    (
        GeometryLayer("communes", "Communes", collection("62041", "62004"), framed=True, source="IGN"),
        GeometryLayer("iris", "IRIS", collection("620410101"), approximate=True),
        GeometryLayer("qpv", "Quartiers", collection("QN1"), role="overlay", approximate=True),
    )
)
PAINT = Paint({"62041": 0, "62004": -1}, ["#fff"], ["tout"], {"62041": "12,4 %", "62004": "secret"})


@pytest.fixture(autouse=True)
def cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Write what the browser would load in a folder of the test's own."""
    monkeypatch.setattr(static_files, "CACHE", tmp_path)


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return a function that gives what streamlit-folium sends to the browser for a view."""

    def send(view: View) -> dict[str, Any]:
        calls: list[dict[str, Any]] = []
        monkeypatch.setattr(streamlit_folium, "_component_func", lambda **arguments: calls.append(arguments))
        streamlit_folium.st_folium(
            folium_map(BASE),
            key="carte",
            returned_objects=[],
            feature_group_to_add=painter_group(view_spec(BASE, view)),
        )
        calls[0].pop("on_change")
        return calls[0]

    return send


def test_an_unchanged_view_sends_the_same_bytes(sent: Any) -> None:
    """Two runs of one view give equal arguments, so that Streamlit sends nothing and the frame stays."""
    view = View("communes", PAINT, legend=Legend("Pauvreté"))
    assert sent(view) == sent(view)


def test_a_change_of_indicator_changes_the_painter_only(sent: Any) -> None:
    """The base map, its key and its links stay: the frame is not loaded again and keeps its zoom."""
    before = sent(View("communes", PAINT))
    after = sent(View("iris", circles=Circles({"620410101": 12}), labels=True, background="osm"))
    assert {name for name in before if before[name] != after[name]} == {"feature_group"}


def test_names_that_come_first_are_sent_in_their_order(sent: Any) -> None:
    """The order is that of the page, not that of the codes; a map that names none sends nothing of it."""
    assert '"named":["62041","62004"]' in sent(View("iris", labels=True, named=("62041", "62004")))["feature_group"]
    assert "named" not in sent(View("iris", labels=True))["feature_group"]


def test_every_script_and_style_is_served_by_the_application(sent: Any) -> None:
    """No link leads outside; the only outside addresses are those of the tiles, asked for on demand."""
    arguments = sent(View("communes", PAINT))
    links = arguments["css_links"] + arguments["js_links"]
    assert links
    assert all(link.startswith("../../app/static/") for link in links)
    for tile in BASE.backgrounds:
        arguments["script"] = arguments["script"].replace(script_json({"url": tile.url})[7:-1], "")
    assert "http" not in json.dumps({**arguments, "header": arguments["header"].replace("http-equiv", "")})


def test_what_changes_is_small() -> None:
    """Texts shared by many areas are sent once."""
    codes = [f"c{rank}" for rank in range(500)]
    base = BaseMap((GeometryLayer("cells", "Carreaux", collection(*codes)),))
    paint = Paint(dict.fromkeys(codes, -1), [], [], dict.fromkeys(codes, "secret statistique"))
    text = script_json(view_spec(base, View("cells", paint)))
    assert text.count("secret statistique") == 1
    assert len(text) < 5000


def test_the_values_of_a_view_follow_the_order_of_the_outlines() -> None:
    """Classes and tips are lists in the order of the features, whatever the order of the mapping."""
    spec = view_spec(BASE, View("communes", Paint({"62004": -1, "62041": 0}, ["#fff"], ["tout"], {"62004": "secret"})))
    assert spec["paint"]["classes"] == [0, -1]
    assert spec["paint"]["tips"] == {"texts": ["secret"], "of": [None, 0]}


def test_hidden_counts_have_a_hatched_ground() -> None:
    """Under circles alone, an area whose count is hidden is hatched and the legend says so."""
    circles = Circles({"62041": 12}, hatched=["62004"], hatched_label="masqué")
    spec = view_spec(BASE, View("communes", circles=circles, legend=Legend("Ménages")))
    assert spec["paint"]["classes"] == [None, -1]
    assert {"swatch": "hatch", "label": "masqué"} in spec["legend"]["rows"]


@pytest.mark.parametrize(
    ("view", "named"),
    [
        (View("cantons"), "cantons"),
        (View("qpv"), "Quartiers"),
        (View("communes", Paint({"99999": 0}, ["#fff"], ["tout"])), "99999"),
        (View("communes", selected=["99999"]), "99999"),
        (View("communes", focus="99999"), "99999"),
        (View("communes", overlays=["iris"]), "iris"),
        (View("communes", background="satellite"), "satellite"),
    ],
)
def test_a_view_of_what_the_map_does_not_have_is_refused(view: View, named: str) -> None:
    """The French sentence names the level, area, overlay or background at fault."""
    with pytest.raises(MapInputError, match=named):
        view_spec(BASE, view)


def test_json_in_a_script_cannot_close_it_nor_call_folium() -> None:
    """Markup, apostrophes and line separators are escaped, and read back the same."""
    values = {"tip": "</script><b>{{'map_div'}}&\u2028 «\u202fé\u202f»"}
    text = script_json(values)
    assert not re.search("[<>&'\u2028]", text)
    assert json.loads(text) == values


def test_an_element_that_wants_the_internet_is_refused() -> None:
    """A folium plugin whose files are not served here stops the map with its files' names."""
    chart = folium.Map(tiles=None)
    Fullscreen().add_to(chart)
    with pytest.raises(MapInputError, match=r"Control\.Fullscreen"):
        serve_locally(chart)


def test_links_are_changed_on_the_map_and_not_on_folium() -> None:
    """Another folium map of the same process keeps folium's own links."""
    before = list(folium.Map.default_js)
    folium_map(BASE)
    assert folium.Map.default_js == before


def test_the_legend_lists_what_the_map_shows() -> None:
    """Classes, hatching, lines, places in their states, own entries, in that order."""
    hosts = PointLayer(
        "hosts",
        "Lieux",
        [Point("a", 0, 0, "A", "locked"), Point("b", 0, 0, "B")],
        states={"chosen": "Retenu", "locked": "Imposé"},
    )
    services = PointLayer("caf", "Caf", [Point("c", 0, 0, "C")])
    nowhere = PointLayer("ccas", "CCAS", [])
    view = View(
        "communes",
        PAINT,
        points=[hosts, services, nowhere],
        lines=[Line("l", "Mardi", [(0, 0), (1, 1)])],
        legend=Legend("Pauvreté", entries=[Entry("À part", colour="#000")]),
    )
    labels = [row["label"] for row in view_spec(BASE, view)["legend"]["rows"]]
    assert labels == ["tout", PAINT.hatched_label, "Mardi", "Imposé", "Caf", "À part"]


def test_approximate_outlines_announce_themselves() -> None:
    """The legend of an approximate level says so even when the page does not."""
    legend = view_spec(BASE, View("iris", legend=Legend("Revenu")))["legend"]
    assert legend["approximate"] == "Contours approchés\u202f: IRIS"
    assert "approximate" not in view_spec(BASE, View("communes", legend=Legend("Revenu")))["legend"]


def test_a_zone_is_drawn_listed_and_said_approximate() -> None:
    """A zone travels as its rings, rounded to the metre; the legend names it, and says an approximate limit."""
    ring = [(2.7, 50.2), (2.8000049, 50.2), (2.8, 50.3)]
    zones = [Zone("a", "Quartier A", [[ring]], approximate=True), Zone("b", "Quartier B", [[ring]])]
    spec = view_spec(BASE, View("communes", zones=zones, legend=Legend("Pauvreté")))
    assert spec["zones"][0]["polygons"] == [[[[2.7, 50.2], [2.8, 50.2], [2.8, 50.3]]]]
    assert [one["approximate"] for one in spec["zones"]] == [True, False]
    rows = [(row["swatch"], row["label"]) for row in spec["legend"]["rows"]]
    assert rows == [("zone", "Quartier A (contour approché)"), ("zone", "Quartier B")]
    assert "zones" not in view_spec(BASE, View("communes"))


def test_two_crossed_variables_have_a_square_instead_of_a_list() -> None:
    """The legend of a 3 × 3 map is its palette in a square with two arrows."""
    paint = Paint({"62041": 8}, ["#fff"] * 9, [str(rank) for rank in range(9)])
    legend = view_spec(BASE, View("communes", paint, legend=Legend("Croisé", matrix=Matrix("x", "y"))))["legend"]
    assert legend["matrix"]["columns"] == 3
    assert "rows" not in legend


def test_fixed_places_travel_once() -> None:
    """Places that never change are an address and their states; the browser keeps the rest."""
    places = [Point("a", 2.5, 50.2, "Mairie"), Point("b", 2.6, 50.3, "Centre", "chosen")]
    (layer,) = view_spec(BASE, View("communes", points=[PointLayer("hosts", "Lieux", places, fixed=True)]))["points"]
    assert re.fullmatch(r"\.\./\.\./app/static/cache/points-hosts-\w{16}\.json", layer["url"])
    assert layer["states"] == {"b": "chosen"}
    assert "points" not in layer

"""A small map on which a click gives a position: the commune, what is known of it, and nothing from the internet."""

import math
from collections.abc import Sequence
from typing import Any

import folium
import streamlit as st
from branca.element import MacroElement
from folium.template import Template

from data import catalogue, store
from geo import outlines
from ui import maps
from ui.map.base import IGN_PLAN
from ui.map.vendor import check_vendor, serve_locally

HEIGHT = 380
_PLACE, _KNOWN, _BORDER, _INHABITED = "#C0392B", "#1F5F7A", "#5B6770", "#D3DBD9"


class _French(MacroElement):
    """The map's own buttons and name, in French."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "L.control.zoom({zoomInTitle: 'Zoom avant', zoomOutTitle: 'Zoom arrière'})"
        ".addTo({{ this._parent.get_name() }});"
        "L.control.scale({imperial: false, position: 'bottomright'}).addTo({{ this._parent.get_name() }});"
        "{{ this._parent.get_name() }}.getContainer().setAttribute('aria-label', {{ this.label|tojson }});"
        "{{ this._parent.get_name() }}.getContainer().style.cursor = 'crosshair';"
        "{{ this._parent.get_name() }}.getContainer().style.background = '#EDF0F0';"
        "{% endmacro %}"
    )

    def __init__(self, label: str) -> None:
        super().__init__()
        self._name = "French"
        self.label = label


Lines = list[list[tuple[float, float]]]


@st.cache_data(show_spinner=False, max_entries=64)
def _shapes(code: str, fingerprint: str) -> tuple[Lines, Lines, Lines]:
    """Return the borders of a commune, of its IRIS, and its inhabited cells, as (latitude, longitude)."""
    towns, parts, cells = (outlines.areas(level).to_crs(4326) for level in ("commune", "iris", "carreau"))
    inside = cells[cells["commune"] == code]
    together = inside.dissolve() if len(inside) else inside
    return _lines(towns[towns["code"] == code]), _lines(parts[parts["commune"] == code]), _lines(together)


def _view(points: Sequence[tuple[float, float]]) -> tuple[tuple[float, float], int]:
    """Return the middle of some points, and the zoom at which they fit in the height of the map."""
    lats, lons = [lat for lat, _ in points], [lon for _, lon in points]
    middle = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    # A tile of 256 pixels is 360 degrees of longitude at zoom 0, and half as many at each step; a degree of latitude
    # is drawn as 1 / cos(latitude) of one of longitude.
    high = (max(lats) - min(lats)) / math.cos(math.radians(middle[0])) * 256 / 360
    return middle, max(10, min(16, math.floor(math.log2(0.9 * HEIGHT / max(high, 1e-6)))))


def _lines(areas: Any) -> Lines:
    return [
        [(round(lat, 5), round(lon, 5)) for lon, lat in ring.coords]
        for shape in areas.geometry.simplify(0.00005).explode(index_parts=False)
        for ring in (shape.exterior, *shape.interiors)
    ]


def show(
    commune: str,
    landmarks: Sequence[tuple[str, float, float]],
    *,
    placed: tuple[float, float] | None,
    background: bool,
    key: str,
) -> None:
    """Show the map of a commune; `clicked` gives the last click on it, from the run that it causes.

    Parameters
    ----------
    landmarks
        Name, longitude and latitude of the places that are known, to find one's way.
    placed
        The position chosen so far.
    background
        Whether the IGN's map lies under the borders: the only thing that asks the internet.
    """
    from streamlit_folium import st_folium

    check_vendor()
    borders, inner, inhabited = _shapes(commune, store.fingerprint("communes", "iris", "grid"))
    middle, zoom = _view([point for line in borders for point in line])
    chart = folium.Map(location=middle, zoom_start=zoom, tiles=None, zoom_control=False, attribution_control=background)
    if background:
        folium.TileLayer(IGN_PLAN.url, attr=IGN_PLAN.attribution, max_zoom=IGN_PLAN.max_zoom).add_to(chart)
    ground = 0 if background else 1
    folium.Polygon(
        borders, stroke=False, fill=True, fill_color="#FFFFFF", fill_opacity=ground, interactive=False
    ).add_to(chart)
    folium.Polygon(
        inhabited, stroke=False, fill=True, fill_color=_INHABITED, fill_opacity=ground,
        interactive=False,
    ).add_to(chart)  # fmt: skip
    for line in inner:
        folium.PolyLine(line, color=_BORDER, weight=1, opacity=0.5, dash_array="3 4", interactive=False).add_to(chart)
    for line in borders:
        folium.PolyLine(line, color=_BORDER, weight=2.5, interactive=False).add_to(chart)
    for name, lon, lat in landmarks:
        folium.CircleMarker(
            (lat, lon), radius=5, color="#FFFFFF", weight=1, fill=True, fill_color=_KNOWN, fill_opacity=1, tooltip=name
        ).add_to(chart)
    _French("Carte pour placer un lieu").add_to(chart)
    serve_locally(chart)
    # What changes at a click is added to a map that does not: the zoom stays.
    chosen = folium.FeatureGroup(name="position", control=False)
    if placed is not None:
        folium.CircleMarker(
            (placed[1], placed[0]), radius=8, color="#FFFFFF", weight=2, fill=True, fill_color=_PLACE, fill_opacity=1,
            tooltip="Position choisie",
        ).add_to(chosen)  # fmt: skip
    st_folium(
        chart,
        key=key,
        height=HEIGHT,
        use_container_width=True,
        returned_objects=["last_clicked"],
        feature_group_to_add=chosen,
    )


def clicked(key: str) -> tuple[float, float] | None:
    """Return the longitude and latitude of the last click on a map, None before any."""
    value = st.session_state.get(key)
    at = value.get("last_clicked") if isinstance(value, dict) else None
    return (float(at["lng"]), float(at["lat"])) if isinstance(at, dict) else None


def source() -> str:
    """Return what goes under the map: whose borders, and whether some are approximate."""
    return f"Contours : {catalogue.read('communes').source}. {maps.approximate_mention('iris')}".strip()

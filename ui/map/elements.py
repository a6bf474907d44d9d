"""The two folium elements of a map: what starts it, once, and what paints it, at each change."""

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import folium
from branca.element import MacroElement
from folium.elements import JSCSSMixin
from folium.template import Template

from ui.map.base import BaseMap, outlines
from ui.map.static_files import publish
from ui.map.vendor import serve_locally

_HERE = Path(__file__).resolve().parent
# One scope, in this order: the last one hands out `window.atlas`.
SCRIPTS = (
    "texts",
    "dom",
    "theme",
    "hatch",
    "tooltip",
    "outlines",
    "areas",
    "frames",
    "labels",
    "symbols",
    "points",
    "lines",
    "zones",
    "legend",
    "controls",
    "gestures",
    "keyboard",
    "background",
    "home",
    "start",
)


@lru_cache(maxsize=1)
def _assets() -> tuple[bytes, bytes]:
    parts = [(_HERE / "js" / f"{name}.js").read_text(encoding="utf-8") for name in SCRIPTS]
    script = '(function () {\n"use strict";\n' + "\n".join(parts) + "\n})();\n"
    return script.encode(), (_HERE / "css" / "map.css").read_bytes()


class Start(JSCSSMixin, MacroElement):
    """Belongs to the base map: loads the map's script and style, gives the outlines' addresses."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "window.atlas.start({{ this._parent.get_name() }}, {{ this.settings }});"
        "{% endmacro %}"
    )

    def __init__(self, base: BaseMap) -> None:
        super().__init__()
        self._name = "Start"
        script, style = _assets()
        self.default_js = [("map", publish("map", ".js", script))]
        self.default_css = [("map_style", publish("map", ".css", style))]
        self.settings = script_json(_settings(base))


class Painter(MacroElement):
    """Belongs to a feature group: carries only what the map shows of the moment."""

    _template = Template("{% macro script(this, kwargs) %}window.atlas.paint({{ this.spec }});{% endmacro %}")

    def __init__(self, spec: dict[str, Any]) -> None:
        super().__init__()
        self._name = "Painter"
        self.spec = script_json(spec)


def script_json(values: dict[str, Any]) -> str:
    """Write values as JSON that can stand inside a script element: shorter than Jinja's, as safe.

    The apostrophe is escaped too: streamlit-folium rewrites ``{{'name'}}`` wherever it finds it.
    """
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    for character in "<>&'\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return text


def _settings(base: BaseMap) -> dict[str, Any]:
    west, south, east, north = base.bounds or outlines(base.layers[0]).bounds
    return {
        "label": base.label,
        "bounds": [[south, west], [north, east]],
        "layers": [
            {
                "name": layer.name,
                "title": layer.title,
                "role": layer.role,
                "framed": layer.framed,
                "approximate": layer.approximate,
                "source": layer.source,
                "canvas": outlines(layer).on_canvas,
                "url": publish(layer.name, ".geojson", outlines(layer).content),
            }
            for layer in base.layers
        ],
        "backgrounds": [
            {
                "name": tile.name,
                "title": tile.title,
                "url": tile.url,
                "attribution": tile.attribution,
                "maxZoom": tile.max_zoom,
            }
            for tile in base.backgrounds
        ],
    }


def folium_map(base: BaseMap) -> folium.Map:
    """Return the folium map that starts `base`; its rendering is the same at each call."""
    chart = folium.Map(
        location=None,
        tiles=None,
        zoom_control=False,
        attribution_control=False,
        font_size="13px",
        zoom_snap=0.25,
        max_bounds_viscosity=0.8,
    )
    Start(base).add_to(chart)
    serve_locally(chart)
    return chart


def painter_group(spec: dict[str, Any]) -> folium.FeatureGroup:
    """Return the feature group that streamlit-folium evaluates when the view changes."""
    group = folium.FeatureGroup(name="view", control=False, show=False)
    Painter(spec).add_to(group)
    return group

"""Show a map on a page, and return what was clicked."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from ui.errors import MapFilesMissing
from ui.map.base import BaseMap
from ui.map.paint import Circles, Legend, Line, Paint, PointLayer, View, Zone
from ui.map.spec import view_spec


@dataclass(frozen=True)
class MapEvent:
    """A click on an area, a point or a stop.

    Parameters
    ----------
    layer
        The level's name for an area, the layer's or line's `key` for a point or a stop.
    code
        The area's code, or the identifier of the point or stop.
    sequence
        Grows with each click: two clicks on one area differ.
    fresh
        True only in the run that the click causes; afterwards the event is still the last one.
    """

    layer: str
    code: str
    sequence: int
    fresh: bool = False


def show(
    base: BaseMap,
    *,
    key: str,
    level: str,
    paint: Paint | None = None,
    circles: Circles | None = None,
    points: Sequence[PointLayer] = (),
    lines: Sequence[Line] = (),
    zones: Sequence[Zone] = (),
    legend: Legend | None = None,
    selected: Collection[str] = (),
    focus: str | None = None,
    labels: bool = False,
    named: Sequence[str] = (),
    overlays: Collection[str] = (),
    background: str | None = None,
    height: int = 560,
    on_click: Callable[[MapEvent], None] | None = None,
) -> MapEvent | None:
    """Show `base` painted, and return the last click on it.

    The outlines are loaded once; a later run sends only what changed, and keeps the zoom. Panning, zooming
    and the switches on the map cause no run; one click causes one.

    Parameters
    ----------
    key
        Name of this map in the session; one a map and page.
    level
        The outlines that are painted and clicked.
    selected
        Codes outlined strongly.
    focus
        Code of an area to bring into view, once each time it changes.
    labels, overlays, background
        What is switched on at first; the reader can switch it on the map without a run.
    named
        Codes of the framed outlines (the communes) whose names come first where not all have room.
    height
        Pixels.
    on_click
        Called before the run that a click causes, with the event: where session state and query parameters
        can still be set for widgets.

    Raises
    ------
    MapFilesMissing, MapFolderNotWritable
        When the browser could not be served.
    MapInputError
        When the view names something that the map does not have.
    """
    from streamlit_folium import st_folium

    from ui.map.elements import folium_map, painter_group
    from ui.map.vendor import check_vendor

    check_vendor()
    if not st.get_option("server.enableStaticServing"):
        raise MapFilesMissing("l’option server.enableStaticServing de .streamlit/config.toml n’est pas activée")
    view = View(
        level=level,
        paint=paint,
        circles=circles,
        points=points,
        lines=lines,
        zones=zones,
        legend=legend,
        selected=selected,
        focus=focus,
        labels=labels,
        named=named,
        overlays=overlays,
        background=background,
    )

    def clicked() -> None:
        event = read_event(st.session_state.get(key), fresh=True)
        if on_click is not None and event is not None:
            on_click(event)

    value = st_folium(
        folium_map(base),
        key=key,
        height=height,
        use_container_width=True,
        # The map's own script sends clicks: streamlit-folium would wait 250 ms and return the whole outline.
        returned_objects=[],
        feature_group_to_add=painter_group(view_spec(base, view)),
        on_change=clicked,
    )
    return _remembered(key, value)


def read_event(value: Any, *, fresh: bool) -> MapEvent | None:
    """Read what the browser sent; anything else than a click is no event."""
    if not isinstance(value, dict) or "clicked" not in value:
        return None
    layer, code, sequence = value["clicked"]
    return MapEvent(str(layer), str(code), int(sequence), fresh)


def _remembered(key: str, value: Any) -> MapEvent | None:
    event = read_event(value, fresh=False)
    if event is None:
        return None
    seen = f"_map_seen_{key}"
    fresh = st.session_state.get(seen) != event.sequence
    st.session_state[seen] = event.sequence
    return MapEvent(event.layer, event.code, event.sequence, fresh)

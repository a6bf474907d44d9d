"""The map of the page: what is painted, what is outlined, where it looks, and what a click chooses."""

from dataclasses import replace

import numpy as np
import pandas as pd
import streamlit as st

from data import catalogue
from data.formats import capital, typography
from geo import outlines, territory
from indicators import service_places
from indicators.around import parts
from indicators.service_places import Place
from reports.tables import Column, Table
from ui import maps, page, place_layers
from ui.map.component import MapEvent
from ui.map.component import show as show_map
from ui.views.carte_areas import WHOLE
from ui.views.carte_choices import AREA, LEVEL_LABELS
from ui.views.carte_print import kinds
from ui.views.carte_view import View

HEIGHT = 600
# In the session only: the last territory, the one the map looks at, the place that was clicked.
_LAST, _FOCUS, _CLICKED, _PLACE = "_carte_dernier", "_carte_vise", "_carte_clic", "_carte_lieu"


def show(of_view: View, area: str, pins: list[str], layers: tuple[str, ...]) -> None:
    """Show the map; a click on an area chooses it, one on a place shows its hours."""
    level = of_view.of.indicator.level
    shown = [replace(layer, fixed=True) for layer in place_layers.of_kinds(kinds(layers))]

    def clicked(event: MapEvent) -> None:
        if event.layer == level:
            st.session_state[AREA] = event.code
            st.session_state[_CLICKED] = event.code
        else:
            st.session_state[_PLACE] = event.code

    show_map(
        # The same for every indicator: a base that changes would lose the zoom.
        maps.base(level, label=typography(f"Carte des besoins : {LEVEL_LABELS[level]}")),
        key=f"carte-{level}",
        level=level,
        paint=of_view.paint,
        circles=of_view.circles,
        points=shown,
        legend=of_view.legend,
        selected=_outlined(level, (area, *pins)),
        focus=_focus(level, area),
        labels="noms" in layers,
        overlays=maps.overlays("qpv") if "qpv" in layers else (),
        height=HEIGHT,
        on_click=clicked,
    )


def _outlined(level: str, codes: tuple[str, ...]) -> set[str]:
    """Return what to outline: areas of the level, the IRIS of a whole commune; not all cells of one."""
    found: set[str] = set()
    for code in codes:
        if code == WHOLE:
            continue
        if code not in territory.load().communes or level == "commune":
            found.add(code)
        elif level == "iris":
            found.update(parts(code, "iris"))
    return found


def _focus(level: str, area: str) -> str | None:
    """Return the area to bring into view: one that was searched for, not one that was clicked on the map."""
    clicked = st.session_state.pop(_CLICKED, None)
    if st.session_state.get(_LAST) != (level, area):
        st.session_state[_LAST] = (level, area)
        if area != clicked:
            st.session_state[_FOCUS] = None if area == WHOLE else _middle(level, area)
    return st.session_state.get(_FOCUS)


def _middle(level: str, area: str) -> str:
    """Return the area itself, or the part of a commune that lies nearest to its middle."""
    known = territory.load()
    if level == "commune" or area not in known.communes:
        return area
    inside = list(parts(area, level))
    if level == "carreau":
        cells = known.cells.set_index("id").loc[inside]
        xy = cells[["x", "y"]].to_numpy(dtype=float)
    else:
        shapes = outlines.areas("iris").set_index("code").loc[inside].geometry.centroid
        xy = np.column_stack([shapes.x, shapes.y])
    return inside[int(np.linalg.norm(xy - xy.mean(axis=0), axis=1).argmin())]


def clicked_place(layers: tuple[str, ...]) -> None:
    """Show the place that was clicked, with its address and opening hours, while its layer is on."""
    on = {place.id: place for place in _places(layers)}
    place = on.get(st.session_state.get(_PLACE, ""))
    if place is None:
        return
    with st.container(border=True):
        st.markdown(f"**{page.text(place.name)}**")
        kind = service_places.kind(place.kind).label
        st.markdown(page.text(" · ".join(text for text in (kind, place.address) if text)))
        hours = place.hours_in_french
        st.markdown(page.text(capital(hours) + "."))
        note = f" {capital(place.note)}." if place.note else ""
        page.source(f"{place.source}, {place.vintage}.{note}")


def _places(layers: tuple[str, ...]) -> list[Place]:
    return [place for key in kinds(layers) for place in service_places.places(key)]


def places_table(layers: tuple[str, ...]) -> Table | None:
    """Return the places of the layers that are on, with their opening hours; None without any."""
    found = _places(layers)
    if not found:
        return None
    communes = territory.load().communes
    entry = catalogue.read("places")
    frame = pd.DataFrame(
        {
            "lieu": [place.name for place in found],
            "nature": [service_places.kind(place.kind).label for place in found],
            "commune": [communes[place.commune].name for place in found],
            "adresse": [place.address for place in found],
            "heures": [place.weekly_hours if place.weekly_hours is not None else np.nan for place in found],
            "horaires": [typography(place.hours_in_french) for place in found],
            "source": [f"{place.source}, {place.vintage}" for place in found],
            "position": ["" if place.placed else "à géocoder : absent de la carte" for place in found],
        }
    )
    return Table(
        title="Services et lieux d’accueil de la carte",
        frame=frame,
        columns=(
            Column("lieu", "Lieu", text=True),
            Column("nature", "Nature", text=True),
            Column("commune", "Commune", text=True),
            Column("horaires", "Horaires", text=True),
            Column("heures", "Heures par semaine", "h", 1),
            Column("adresse", "Adresse", text=True),
            Column("source", "Source", text=True),
            Column("position", "Position", text=True),
        ),
        sources=(f"{entry.source} ({entry.licence})", *entry.notes),
        file_name="atlas-lieux",
    )

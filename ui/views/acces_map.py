"""The map of minutes: cells or communes in classes, places with their hours, zones beyond the threshold."""

from collections.abc import Sequence

import numpy as np
import streamlit as st

from data import store
from data.formats import interval, minutes, plural, typography
from geo import territory
from indicators import far_zones
from indicators.demand import GRID_SOURCE, demand
from indicators.far_zones import FarZone
from indicators.reach import Reach
from reports.painted import Painted
from reports.sentences import acces_words
from ui import maps, place_layers
from ui.map.component import MapEvent
from ui.map.component import show as show_map
from ui.map.paint import HATCHED, Legend, Line, Paint, Point, PointLayer
from ui.views import acces_choices
from ui.views.acces_choices import Asked

# Above so many, the pins of the zones would hide the map: they wait in the list of layers.
_PINS_IN_SIGHT = 12
# Away from the browns of the minutes, on the light page and on the dark one.
_POINTED = "#5B6DB1"


def _paint(painted: Painted) -> Paint:
    return Paint(
        classes={code: HATCHED if rank < 0 else rank for code, rank in painted.classes.items()},
        palette=painted.colours,
        labels=painted.labels,
        tips=painted.tips,
        hatched_label="Aucun temps estimé",
    )


def _pins(zones: Sequence[FarZone], asked: Asked) -> list[PointLayer]:
    """Return the zones as pins at the centre of their people, named in the tooltip."""
    if not zones:
        return []
    from pyproj import Transformer

    to_degrees = Transformer.from_crs(2154, 4326, always_xy=True)
    points = []
    for one in zones:
        lon, lat = to_degrees.transform(*one.zone.centroid)
        tip = (
            f"{one.zone.name}\n{acces_words.NOUNS[asked.public].count(one.people[asked.public])}\n"
            f"{minutes(one.zone.mean_minutes)} en moyenne ({interval(one.low, one.high)}), estimation"
        )
        points.append(Point(one.zone.name, lon, lat, typography(tip)))
    title = plural(len(zones), "zone", "zones") + f" à plus de {minutes(asked.threshold)}"
    return [PointLayer("zones", title, points, colour=_POINTED, shape="pin", shown=len(zones) <= _PINS_IN_SIGHT)]


@st.cache_data(show_spinner=False, max_entries=64)
def _border(commune: str, fingerprint: str) -> list[tuple[float, float]]:
    """Return the outer line of a commune, as (longitude, latitude)."""
    import shapely

    from geo.outlines import areas

    frame = areas("commune").set_index("code").loc[[commune]]
    frame = frame.set_geometry(shapely.simplify(frame.geometry.to_numpy(), 30)).to_crs(4326)
    largest = max(shapely.get_parts(frame.geometry.to_numpy()), key=lambda part: part.area)
    return [(lon, lat) for lon, lat in largest.exterior.coords]


@st.cache_data(show_spinner=False, max_entries=64)
def _around(cells: tuple[int, ...], fingerprint: str) -> list[tuple[float, float]]:
    return far_zones.outline(cells)


def _central(cells: np.ndarray) -> int:
    """Return the cell (its rank) nearest to the middle of the people of some cells."""
    people = demand("population").value[cells]
    xy = territory.load().cell_xy[cells]
    middle = np.average(xy, axis=0, weights=people if people.sum() > 0 else None)
    return int(cells[np.hypot(*(xy - middle).T).argmin()])


def _pointed(asked: Asked, commune: str | None, zone: FarZone | None) -> tuple[list[Line], str | None, set[str]]:
    """Return the line around what is chosen, the area to bring into view, and the areas outlined."""
    ground = territory.load()

    def from_map(chosen: str) -> bool:
        return st.session_state.get(acces_choices.FROM_MAP) == chosen

    lines: list[Line] = []
    focus: str | None = None
    if zone is not None:
        path = _around(zone.zone.cells, store.fingerprint("grid"))
        lines.append(Line("zone", zone.zone.name, path, colour=_POINTED, dashed=True))
        if not from_map(zone.zone.name):
            rank = _central(np.array(zone.zone.cells))
            focus = ground.cells["id" if asked.level == "carreau" else "commune"].iloc[rank]
    elif commune is not None:
        if not from_map(commune):
            inside = np.flatnonzero((ground.cells["commune"] == commune).to_numpy())
            focus = (
                commune if asked.level == "commune" or not inside.size else ground.cells["id"].iloc[_central(inside)]
            )
        if asked.level == "commune":
            return lines, focus, {commune}
        path = _border(commune, store.fingerprint("communes"))
        lines.append(Line("commune", ground.communes[commune].name, path, colour=_POINTED))
    return lines, focus, set()


def _clicked(event: MapEvent) -> None:
    """Take a click on a cell or a commune for the choice of that commune, one on a pin for that of its zone."""
    if event.layer in {"carreau", "commune"}:
        acces_choices.choose_commune(territory.load().commune_of(event.code), from_map=True)
    elif event.layer == "zones":
        acces_choices.choose_zone(event.code, from_map=True)


def show(
    asked: Asked,
    of: Reach,
    painted: Painted,
    *,
    zones: Sequence[FarZone],
    commune: str | None,
    zone: FarZone | None,
) -> MapEvent | None:
    """Show the map, and return the last click on it."""
    lines, focus, selected = _pointed(asked, commune, zone)
    return show_map(
        maps.base(asked.level, label="Carte des temps estimés jusqu’au service choisi"),
        key="acces_map",
        level=asked.level,
        paint=_paint(painted),
        points=[*place_layers.of_kinds(asked.target.kinds), *_pins(zones, asked)],
        lines=lines,
        legend=Legend(
            title="Temps estimé",
            subtitle=typography(f"{asked.target.label}, {asked.mode.label_fr}"),
            note="Estimation, sans routes ni trafic",
            source=GRID_SOURCE,
        ),
        selected=selected,
        focus=focus,
        height=600,
        on_click=_clicked,
    )

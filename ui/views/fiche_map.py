"""The map of the page Fiche commune: the commune, its likes or its IRIS, the services around."""

from dataclasses import replace

import streamlit as st

from geo import outlines, palettes, territory
from indicators.of_communes import iris_of
from indicators.service_access import SERVICE_KEYS
from indicators.sheet import Sheet
from indicators.values import values
from ui import indicator_map, maps, place_layers
from ui.map.component import MapEvent
from ui.map.component import show as show_map
from ui.map.paint import Legend, Paint

_OF_IRIS = "part_menages_pauvres"
_HEIGHT = 430
_MARGIN = 0.1


def level_of(code: str) -> str:
    """Return the level that the commune is shown at: its IRIS when it has several."""
    return "iris" if len(iris_of(code)) > 1 else "commune"


def _choose(event: MapEvent) -> None:
    """Take the clicked area's commune for the page's."""
    if event.layer in {"commune", "iris"}:
        st.session_state["commune"] = territory.load().commune_of(event.code)


def _alike(of: Sheet) -> tuple[Paint, Legend]:
    light, strong = palettes.sequential(4)[1], palettes.sequential(4)[2]
    classes = dict.fromkeys(of.peers, 0) | {of.code: 1}
    known = territory.load()
    people = values("population", "commune")
    paint = Paint(
        classes=classes,
        palette=(light, strong),
        labels=("Communes de taille semblable", of.name),
        tips={code: people.write(code) for code in known.communes},
    )
    return paint, Legend(title="Communes de taille semblable", source=people.indicator.source)


def _parts(of: Sheet) -> tuple[Paint, Legend]:
    whole = values(_OF_IRIS, "iris")
    paint = indicator_map.flat(whole)
    own = set(iris_of(of.code))
    mine = replace(paint, classes={code: rank for code, rank in paint.classes.items() if code in own})
    return mine, indicator_map.legend(whole)


def _frame(code: str) -> tuple[float, float, float, float]:
    """Return west, south, east, north of a commune with a margin, in degrees."""
    shapes = outlines.areas("commune").to_crs(outlines.GEOGRAPHIC)
    west, south, east, north = shapes[shapes["code"] == code].total_bounds
    wide, high = _MARGIN * (east - west), _MARGIN * (north - south)
    return west - wide, south - high, east + wide, north + high


def show(of: Sheet) -> None:
    """Show the commune on the map; a click on another one opens its sheet."""
    level = level_of(of.code)
    base = maps.base(level, label=f"{of.name} et les services autour")
    points = place_layers.of_kinds(SERVICE_KEYS)
    if level == "iris":
        paint, legend = _parts(of)
        # No single IRIS is the commune: the map opens on all of them.
        show_map(
            replace(base, bounds=_frame(of.code)),
            key=f"carte-fiche-{of.code}",
            level=level,
            paint=paint,
            points=points,
            legend=legend,
            selected=iris_of(of.code),
            height=_HEIGHT,
            on_click=_choose,
        )
        return
    paint, legend = _alike(of)
    show_map(
        base,
        key="carte-fiche",
        level=level,
        paint=paint,
        points=points,
        legend=legend,
        selected=[of.code],
        focus=of.code,
        height=_HEIGHT,
        on_click=_choose,
    )


def mention(code: str) -> str:
    """Return what must be said of the outlines shown."""
    return maps.approximate_mention(level_of(code), "qpv")

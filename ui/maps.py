"""The base map of the territory: the outlines of each level, made once for everybody."""

import streamlit as st

from data import catalogue, store
from geo import outlines
from ui.map.base import BaseMap, GeometryLayer

# Level of the outlines: French title, role on the map, whether its outlines frame the others.
_LAYERS = {
    "commune": ("Communes", "area", True),
    "iris": ("IRIS", "area", False),
    "carreau": ("Carreaux de 200 m", "area", False),
    "qpv": ("Quartiers prioritaires", "overlay", False),
}


@st.cache_data(show_spinner=False, max_entries=16)
def _geojson(level: str, fingerprint: str) -> bytes:
    return outlines.geojson(level)


@st.cache_data(show_spinner=False, max_entries=16)
def _holds(level: str, outline: str, fingerprint: str) -> bool:
    return bool((outlines.areas(level)["outline"] == outline).any())


def is_approximate(level: str) -> bool:
    """Tell whether some outlines of a level are approximate, so that the page says so."""
    return _holds(level, "approché", store.fingerprint(outlines.TABLE_OF_LEVEL[level]))


def approximate_mention(*levels: str) -> str:
    """Return the sentence that goes with approximate or fictitious outlines, "" when all are official."""
    named = {"iris": "des IRIS", "qpv": "des quartiers prioritaires"}
    said = []
    for outline in ("approché", "fictif"):
        shown = [
            named[level]
            for level in levels
            if level in named and _holds(level, outline, store.fingerprint(outlines.TABLE_OF_LEVEL[level]))
        ]
        if shown:
            said.append(f"Contours {' et '.join(shown)} {outline}s.")
    return " ".join(said)


@st.cache_data(show_spinner=False, max_entries=4)
def _bounds(fingerprint: str) -> tuple[float, float, float, float]:
    return outlines.bounds()


def _layer(level: str) -> GeometryLayer:
    table = outlines.TABLE_OF_LEVEL[level]
    title, role, framed = _LAYERS[level]
    return GeometryLayer(
        name=level,
        title=title,
        geojson=_geojson(level, store.fingerprint(table)),
        key="code",
        label="name",
        role=role,
        framed=framed,
        approximate=is_approximate(level),
        source=catalogue.read(table).source,
    )


def overlays(*levels: str) -> tuple[str, ...]:
    """Return those of some levels of which the territory has areas, to lay over a map."""
    return tuple(level for level in levels if not store.is_empty(outlines.TABLE_OF_LEVEL[level]))


def base(level: str = "commune", *, label: str = "Carte du territoire") -> BaseMap:
    """Return the base map that paints a level, with the communes' borders and the priority neighbourhoods.

    Raises
    ------
    data.errors.TableEmpty
        When the territory has no area of that level.
    """
    store.require(outlines.TABLE_OF_LEVEL[level])
    levels = dict.fromkeys([level, "commune", *overlays("qpv")])
    return BaseMap(tuple(_layer(one) for one in levels), label=label, bounds=_bounds(store.fingerprint("communes")))

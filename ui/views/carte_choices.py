"""The choices in sight above the map: level, theme or public, indicator, territory."""

from dataclasses import dataclass

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.formats import typography
from geo.territory import LEVELS
from indicators import catalogue, related
from indicators.catalogue import Indicator
from indicators.publics import PUBLICS, THEMES
from ui import choices
from ui.views.carte_areas import WHOLE, areas, recognised

LEVEL_LABELS = {"commune": "Communes", "iris": "IRIS", "carreau": "Carreaux de 200 m"}
# Known for every area of its level: a first map without holes.
DEFAULT = {"commune": "part_menages_pauvres", "iris": "part_menages_pauvres", "carreau": "taux_menages_pauvres"}
EVERY_THEME = "tout"
MOST_PINS = 3
# Names of the choices in the address.
LEVEL, THEME, INDICATOR, AREA, PINS = "niveau", "theme", "indicateur", "territoire", "comparer"
TABLE = "tableau"
"""Of the fold of the table in the address: a link opens it."""
# In the session only: the level of the last run, and what was asked for that exists elsewhere.
_LAST_LEVEL, _ELSEWHERE = "_carte_niveau", "_carte_ailleurs"


@dataclass(frozen=True)
class Refined:
    """The choices behind « Affiner ».

    Attributes
    ----------
    breaks : tuple of float
        The inner bounds of the classes set by hand; empty otherwise.
    crossed, under : str
        The rate crossed with the indicator, the one under its circles; "" without.
    """

    scheme: str
    classes: int
    breaks: tuple[float, ...]
    crossed: str
    under: str


def menu_label(indicator: Indicator) -> str:
    """Return a name that is unique at a level: « Foyers au RSA, nombre »."""
    return f"{indicator.short}, {'nombre' if indicator.is_count else indicator.unit}"


def level_choice() -> str:
    """Show the choice of the level; when it changes, carry the other choices over to it."""
    level = choices.one("Niveau", LEVEL_LABELS, key=LEVEL, default="commune", look="segments")
    before = st.session_state.get(_LAST_LEVEL)
    st.session_state[_LAST_LEVEL] = level
    # Another visit or another session may have left codes of another level.
    area = st.session_state.get(AREA)
    if area is not None and area != WHOLE:
        st.session_state[AREA] = recognised(area, level) or WHOLE
    if st.session_state.get(PINS):
        kept = [code for code in (recognised(pin, level) for pin in st.session_state[PINS]) if code]
        st.session_state[PINS] = list(dict.fromkeys(kept))
    if before != level:
        st.session_state.pop(_ELSEWHERE, None)
        _carry_indicator(level, before)
    return level


def _carry_indicator(level: str, before: str | None) -> None:
    """Keep the same figure at the new level; else say where it exists and show the usual one."""
    asked = st.session_state.get(INDICATOR) or st.query_params.get(INDICATOR)
    if asked is None:
        return
    # Of two figures with one name, the one of the level that the reader comes from.
    known = sorted(catalogue.everything().values(), key=lambda one: (one.level != level, one.level != before))
    found = next((one for one in known if asked in (one.id, menu_label(one))), None)
    if found is None or found.level == level:
        return
    same = related.at_level(found.id, level)
    st.session_state[INDICATOR] = same.id if same else DEFAULT[level]
    if same is None:
        st.session_state[_ELSEWHERE] = found.id
        st.session_state[THEME] = EVERY_THEME


def indicator_choice(level: str, left: DeltaGenerator, right: DeltaGenerator) -> tuple[str, Indicator]:
    """Show the choice of a theme or public on the left, of one of its indicators on the right; return both."""
    offered = catalogue.at(level)
    themes = {EVERY_THEME: "Tous les thèmes et publics"}
    themes |= {key: label for key, label in THEMES.items() if any(one.theme == key for one in offered)}
    themes |= {one.key: one.label for one in PUBLICS if any(of.public == one.key for of in offered)}
    if st.session_state.get(THEME, EVERY_THEME) not in themes:
        st.session_state[THEME] = EVERY_THEME
    with left:
        theme = choices.one("Thème ou public", themes, key=THEME)
    listed = {one.id: menu_label(one) for one in offered if theme in (EVERY_THEME, one.theme, one.public)}
    chosen = st.session_state.get(INDICATOR)
    if chosen is not None and chosen not in listed:
        st.session_state[INDICATOR] = next(iter(listed))
    with right:
        usual = DEFAULT[level] if DEFAULT[level] in listed else None
        chosen = choices.one("Indicateur", listed, key=INDICATOR, default=usual)
    return theme, catalogue.get(chosen, level)


def elsewhere_note(shown: Indicator) -> None:
    """Say that what was asked for exists at another level only, and offer to go there."""
    asked = st.session_state.get(_ELSEWHERE)
    levels = related.levels_of(asked) if asked else ()
    if not levels or shown.id != DEFAULT[shown.level]:
        st.session_state.pop(_ELSEWHERE, None)
        return
    there = catalogue.get(asked, levels[0])

    def go() -> None:
        st.session_state[LEVEL], st.session_state[INDICATOR] = there.level, there.id
        st.session_state[THEME] = EVERY_THEME

    left, right = st.columns([4, 1.2], vertical_alignment="center")
    with left:
        st.info(
            typography(
                f"« {there.short} » n’est pas connu au niveau « {LEVEL_LABELS[shown.level]} », mais au niveau "
                f"« {LEVEL_LABELS[there.level]} ». La carte montre « {shown.short} »."
            ),
            icon=":material/info:",
        )
    with right:
        name = LEVELS[there.level] if there.level == "iris" else LEVELS[there.level].lower()
        st.button(f"Voir par {name}", on_click=go, key="carte-aller", width="stretch")


def area_choice(level: str) -> str:
    """Show the search of a territory; return its code, `WHOLE` when none is chosen."""
    chosen = st.session_state.get(AREA)
    if chosen is None and (asked := st.query_params.get(AREA)):
        chosen = recognised(asked, level)
        if chosen is not None:
            st.session_state[AREA] = chosen
    pins = st.session_state.get(PINS) or []
    options = {WHOLE: "Tout le territoire"} | areas(level, *([chosen] if chosen else []), *pins)
    label = "Rechercher un IRIS ou une commune" if level == "iris" else "Rechercher une commune"
    return choices.one(label, options, key=AREA, default=WHOLE)

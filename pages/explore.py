"""Carte: where the needs are, at three levels, by theme and public, with a territory beside its neighbours."""

import streamlit as st

from data.formats import number
from indicators.catalogue import Indicator
from ui import choices, downloads, maps, page, table
from ui.views import (
    carte_choices,
    carte_compare,
    carte_espace,
    carte_link,
    carte_map,
    carte_panel,
    carte_print,
    carte_refine,
    carte_table,
    carte_view,
    carte_zone,
)
from ui.views.carte_areas import WHOLE
from ui.views.carte_choices import AREA, TABLE, Refined
from ui.views.carte_view import View


def show() -> None:
    """Show the page."""
    page.title("Où se concentrent les besoins ?")
    carte_panel.style()
    answer, notes = st.container(), st.container()
    with page.guard(), choices.notes_in(notes):
        theme, indicator, area = _choices()
        with st.expander("Affiner", icon=":material/tune:"):
            refined, layers = carte_refine.refinements(indicator)
        of_view = carte_view.view(indicator, refined)
        with answer:
            page.answer(of_view.sentence)
        pins = _map_and_panel(of_view, area, layers)
        with page.guard():
            _below(of_view, indicator, refined, layers)
        carte_espace.show(of_view.alone)
        carte_zone.show(of_view.alone, refined)
        with page.guard():
            _comparison(indicator, theme, pins)
        with page.guard():
            _table(indicator, refined, area)
        with page.guard():
            _places(layers)


def _choices() -> tuple[str, Indicator, str]:
    first, second, third, fourth = st.columns([3, 2.2, 3.6, 2.3], gap="small")
    with first:
        level = carte_choices.level_choice()
    theme, indicator = carte_choices.indicator_choice(level, second, third)
    with fourth:
        area = carte_choices.area_choice(level)
    carte_choices.elsewhere_note(indicator)
    return theme, indicator, area


def _map_and_panel(of_view: View, area: str, layers: tuple[str, ...]) -> list[str]:
    left, right = st.columns([2, 1], gap="medium")
    with right:
        beside = st.container()
        pins = carte_panel.pins_choice(of_view.of.indicator.level)
        with page.guard():
            carte_panel.show_pins(of_view, pins)
    with left, page.guard():
        carte_map.show(of_view, area, pins, layers)
        carte_map.clicked_place(layers)
    with beside, page.guard():
        carte_panel.show(of_view, area)
    return pins


def _below(of_view: View, indicator: Indicator, refined: Refined, layers: tuple[str, ...]) -> None:
    """Show where the figures come from, and what to take away."""
    approximate = maps.approximate_mention(indicator.level, *(["qpv"] if "qpv" in layers else []))
    page.source(*of_view.sources, approximate)
    with st.container(horizontal=True):
        downloads.menu(
            carte_table.table(indicator, refined),
            key="carte-fichiers",
            level=indicator.level,
            more=carte_print.makers(of_view, layers),
        )
        carte_link.show()


def _comparison(indicator: Indicator, theme: str, pins: list[str]) -> None:
    if len(pins) < 2:
        return
    chosen = carte_compare.theme_of(indicator, theme)
    compared = carte_compare.table(indicator.level, chosen, tuple(pins))
    st.header(page.text(compared.title), anchor=False)
    table.show(compared, key="carte-comparaison", height="content")
    downloads.menu(compared, key="carte-comparaison-fichiers", label="Télécharger la comparaison")


def _table(indicator: Indicator, refined: Refined, area: str) -> None:
    """Show the map as a table; its rows are only sent once it is open."""
    of_level = carte_table.table(indicator, refined)
    label = page.text(f"Le tableau : toutes les valeurs de la carte ({number(len(of_level.frame))} lignes)")
    opened = st.expander(label, icon=":material/table:", on_change="rerun", key=TABLE, bind="query-params")
    if not opened.open:
        return
    with opened:
        table.show(
            of_level,
            key=f"carte-lignes-{indicator.level}",
            height=460,
            select="code",
            chosen=area,
            on_select=_choose,
        )


def _choose(code: str | None) -> None:
    st.session_state[AREA] = code or WHOLE


def _places(layers: tuple[str, ...]) -> None:
    listed = carte_map.places_table(layers)
    if listed is None:
        return
    st.header("Les lieux de la carte", anchor=False)
    table.show(listed, key="carte-lieux", height=360)
    page.source(*listed.sources)
    downloads.menu(listed, key="carte-lieux-fichiers", label="Télécharger les lieux")

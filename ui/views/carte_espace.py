"""Whether the indicator of the map is grouped in space: one sentence, the spots on a map, the areas in a table."""

import re
from collections.abc import Mapping

import streamlit as st

from data import store
from data.formats import number, typography
from geo import palettes, territory
from indicators.spatial import COLD, HIGH_EXCEPTION, HOT, LOW_EXCEPTION, ORDINARY, OUTSIDE, Grouping, grouping
from indicators.values import values
from reports import carte_espace_tables
from reports.sentences import carte_espace as sentences
from reports.tables import Table
from ui import downloads, maps, page, table
from ui.indicator_map import hidden_label
from ui.map.component import show as show_map
from ui.map.paint import HATCHED, Legend, Paint
from ui.views.carte_table import mentions
from ui.views.carte_view import View

KEY = "regroupement"
"""Of the fold in the address: a link opens it."""
HEIGHT = 460
_CELL = re.compile(r"N(\d+)E(\d+)$")
_low, _lowish, _, _highish, _high = palettes.diverging(5)
_COLOURS = {HOT: _high, HIGH_EXCEPTION: _highish, LOW_EXCEPTION: _lowish, COLD: _low}


def show(of_view: View) -> None:
    """Show the fold; nothing is computed nor sent before it is open."""
    fold = st.expander(
        typography("Est-ce regroupé dans l’espace ?"),
        icon=":material/bubble_chart:",
        key=KEY,
        on_change="rerun",
        bind="query-params",
    )
    if not fold.open:
        return
    with fold, page.guard():
        indicator = of_view.of.indicator
        found = _grouping(indicator.id, indicator.level, store.fingerprint())
        st.markdown(page.text(sentences.together(found, _places(found))))
        if found.whole is None:
            return
        if found.standing:
            _map(found)
        listed = carte_espace_tables.spots(found, _names(found), sources=of_view.sources, mentions=mentions(of_view))
        table.show(listed, key=f"carte-regroupement-{indicator.level}", height=360)
        _files(listed, indicator.level)


@st.cache_data(show_spinner="Comparaison avec les voisins…", max_entries=32)
def _grouping(identifier: str, level: str, fingerprint: str) -> Grouping:
    return grouping(values(identifier, level))


def _places(found: Grouping) -> dict[str, str]:
    """Return the name of each area, for a cell that of its commune."""
    known = territory.load()
    if found.of.indicator.level == "carreau":
        return {code: known.communes[known.commune_of(code)].name for code in found.of.codes}
    return {code: known.label(code) for code in found.of.codes}


def _names(found: Grouping) -> Mapping[str, str]:
    """Return a name of each area that is its own."""
    named = _places(found)
    if found.of.indicator.level != "carreau":
        return named
    return {
        code: f"N{match[1]} E{match[2]}, {place}" if (match := _CELL.search(code)) else place
        for code, place in named.items()
    }


def _map(found: Grouping) -> None:
    indicator = found.of.indicator
    kinds = list(_COLOURS)
    # What does not stand out keeps the ground of the map.
    classes = {
        str(code): HATCHED if kind == OUTSIDE else kinds.index(kind)
        for code, kind in found.table["kind"].items()
        if kind != ORDINARY
    }
    tips = {
        str(code): f"{found.of.write(str(code))}\n{sentences.LABELS[kind]}"
        for code, kind in found.table["kind"].items()
    }
    alone = int((found.table["note"] == "sans voisin").sum())
    hatched = [hidden_label(found.of), f"sans voisin ({number(alone)})" if alone else ""]
    show_map(
        maps.base(indicator.level, label=typography(f"Carte des regroupements : {indicator.short}")),
        key=f"carte-regroupement-{indicator.level}-carte",
        level=indicator.level,
        paint=Paint(
            classes,
            tuple(_COLOURS.values()),
            tuple(sentences.LABELS[kind] for kind in kinds),
            tips,
            ", ".join(part for part in hatched if part) or "Hors du calcul",
        ),
        legend=Legend(
            title="Parmi ses voisins",
            subtitle=f"{indicator.short}, {indicator.vintage}",
            note=typography(f"Sans couleur : {sentences.LABELS[ORDINARY].lower()}."),
            source=indicator.source,
        ),
        height=HEIGHT,
    )


def _files(listed: Table, level: str) -> None:
    page.source(*listed.sources, *listed.mentions)
    downloads.menu(listed, key="carte-regroupement-fichiers", level=level)

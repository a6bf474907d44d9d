"""The pinned territories side by side, indicator by indicator, on the whole theme."""

import pandas as pd
import streamlit as st

from data import store
from data.formats import MISSING
from data.settings import settings
from indicators import catalogue
from indicators.around import of_territory
from indicators.beside import line
from indicators.catalogue import Indicator
from indicators.publics import PUBLICS, THEMES
from indicators.values import values
from reports.sentences.carte import brief
from reports.tables import Column, Table
from ui import maps
from ui.views.carte_areas import area_label
from ui.views.carte_choices import menu_label


def theme_of(indicator: Indicator, theme: str) -> str:
    """Return the theme or public to compare on: the one chosen, else the indicator's own theme."""
    chosen = {*THEMES, *(one.key for one in PUBLICS)}
    return theme if theme in chosen else indicator.theme


def title(theme: str) -> str:
    """Return the French name of a theme or public."""
    return THEMES.get(theme) or next(one.label for one in PUBLICS if one.key == theme)


def table(level: str, theme: str, pins: tuple[str, ...]) -> Table:
    """Return one row an indicator of a theme or public, one column a territory, and the whole.

    Values are texts: each row has its own unit, said in its first column.
    """
    return _table(level, theme, pins, store.fingerprint())


@st.cache_data(show_spinner=False, max_entries=64)
def _table(level: str, theme: str, pins: tuple[str, ...], fingerprint: str) -> Table:
    listed = [one for one in catalogue.at(level) if theme in (one.theme, one.public)]
    names = [area_label(code, level) for code in pins]
    content: dict[str, list[str]] = {"indicateur": [menu_label(one) for one in listed]}
    for place, code in enumerate(pins):
        content[f"territoire_{place + 1}"] = [_written(one, code) for one in listed]
    content["cua"] = [_whole(one) for one in listed]
    content["source"] = [_source(one) for one in listed]
    return Table(
        title=f"Comparaison : {title(theme)}",
        frame=pd.DataFrame(content),
        columns=(
            Column("indicateur", "Indicateur", text=True),
            *(Column(f"territoire_{place + 1}", name, text=True) for place, name in enumerate(names)),
            Column("cua", settings().short.name, text=True),
            Column("source", "Source", text=True),
        ),
        sources=tuple(dict.fromkeys(f"{one.source} ({one.licence})" for one in listed)),
        mentions=tuple(line for line in (maps.approximate_mention(level),) if line),
        file_name="atlas-comparaison",
    )


def _written(indicator: Indicator, code: str) -> str:
    found = line(values(indicator.id, indicator.level), code)
    return found.reason or brief(indicator, found.value, found.between)


def _whole(indicator: Indicator) -> str:
    found = of_territory(values(indicator.id, indicator.level))
    text = brief(indicator, found.value, found.between)
    if text == MISSING or found.entire:
        return text
    return f"{text} ({found.label})"


def _source(indicator: Indicator) -> str:
    return indicator.source + (" – licence à confirmer" if indicator.licence_to_confirm else "")

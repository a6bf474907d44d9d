"""The map as a table: the same areas, values, ranks and reasons, to sort, choose from and take away."""

import re

import numpy as np
import pandas as pd
import streamlit as st

from data import store
from data.formats import capital
from geo import outlines, territory
from indicators import catalogue
from indicators.beside import low_first
from indicators.catalogue import Indicator
from indicators.values import Values
from reports.tables import Column, Table
from ui import maps
from ui.views.carte_choices import Refined
from ui.views.carte_view import View, view

LEVELS = ("bas", "moyen", "haut")
"""Of a crossed variable, in the order of the codes."""
_HEADING = {"commune": "Commune", "iris": "IRIS", "carreau": "Carreau"}
_CELL = re.compile(r"N(\d+)E(\d+)$")


def table(indicator: Indicator, refined: Refined) -> Table:
    """Return the table of a view, the greatest need first; made once for everybody."""
    return _table(indicator.id, indicator.level, refined, store.fingerprint())


@st.cache_data(show_spinner=False, max_entries=64)
def _table(identifier: str, level: str, refined: Refined, fingerprint: str) -> Table:
    indicator = catalogue.get(identifier, level)
    of_view = view(indicator, refined)
    columns = [*_names(indicator.level), *_figures(of_view), *_provenance(of_view)]
    frame = pd.DataFrame({column.name: content for column, content in columns})
    # Among equals, the order of the names.
    frame = frame.sort_values("nom", key=lambda names: names.map(territory.sort_key), kind="stable")
    frame = frame.sort_values("valeur", ascending=low_first(indicator), kind="stable", na_position="last")
    return Table(
        title=f"{indicator.short} par {_HEADING[indicator.level].replace('C', 'c')}",
        frame=frame.reset_index(drop=True),
        columns=tuple(column for column, _ in columns),
        sources=of_view.sources,
        mentions=mentions(of_view),
        file_name=f"atlas-{indicator.level}-{indicator.id}".replace("_", "-"),
    )


def mentions(of_view: View) -> tuple[str, ...]:
    """Return what must be said wherever the view goes: approximate outlines, imputed cells, unsettled licences."""
    level = of_view.of.indicator.level
    said = [maps.approximate_mention(level)]
    if of_view.imputed.any():
        said.append(f"{int(of_view.imputed.sum())} carreaux ont des valeurs imputées par l’Insee.")
    said += [f"{one.short} : licence à confirmer." for one in of_view.indicators if one.licence_to_confirm]
    said += [f"{one.short} : valeurs estimées, intervalle à 95 %." for one in of_view.indicators if one.estimated]
    return tuple(line for line in said if line)


def _names(level: str) -> list[tuple[Column, list[str]]]:
    known = territory.load()
    codes = known.codes(level)
    communes = [known.communes[known.commune_of(code)].name for code in codes]
    heading = Column("nom", _HEADING[level], text=True)
    if level == "commune":
        return [(heading, communes)]
    if level == "iris":
        own = [known.iris[code].name for code in codes]
    else:
        own = [f"N{match[1]} E{match[2]}" if (match := _CELL.search(code)) else code for code in codes]
    return [(heading, own), (Column("commune", "Commune", text=True), communes)]


def _figure(name: str, of: Values) -> tuple[Column, list[float]]:
    indicator = of.indicator
    return Column(name, indicator.short, indicator.unit, indicator.decimals, help=indicator.label), of.value.tolist()


def _interval(name: str, of: Values) -> list[tuple[Column, list[float]]]:
    """Return the two columns of an estimate's interval; none for a published figure."""
    if of.low is None or of.high is None:
        return []
    indicator = of.indicator
    bounds = (("bas", "au moins (95 %)", of.low), ("haut", "au plus (95 %)", of.high))
    # The columns of the indicator itself follow it: they need not name it again.
    named = "" if name == "valeur" else f"{indicator.short}, "
    return [
        (Column(f"{name}_{end}", _capital(f"{named}{said}"), decimals=indicator.decimals), bound.tolist())
        for end, said, bound in bounds
    ]


def _capital(text: str) -> str:
    return capital(text)


def _figures(of_view: View) -> list[tuple[Column, list[float] | list[str]]]:
    of, rate, other = of_view.of, of_view.rate, of_view.other
    known = np.sort(of.value[of.known])
    place = np.where(of.known, len(known) - np.searchsorted(known, of.value, side="right") + 1.0, np.nan)
    columns: list[tuple[Column, list[float] | list[str]]] = [
        _figure("valeur", of),
        *_interval("valeur", of),
        (Column("rang", "Rang", help="1 : la valeur la plus haute"), place.tolist()),
    ]
    if of.indicator.is_count and known.sum() > 0:
        share = 100 * of.value / known.sum()
        columns.append((Column("part", "Part du total publié", "%", 1), share.tolist()))
    if other is not None:
        columns += [_figure("autre", other), *_interval("autre", other)]
    elif rate is not None and rate is not of:
        columns += [_figure("taux", rate), *_interval("taux", rate)]
    if of_view.crossed is not None:
        labels = ["" if rank < 0 else f"{LEVELS[rank % 3]} et {LEVELS[rank // 3]}" for rank in of_view.crossed.index]
        columns.append((Column("classe", "Niveaux croisés", text=True, help="Première variable, puis seconde"), labels))
    elif of_view.classes is not None:
        labels = ["" if rank < 0 else of_view.classes.labels[rank] for rank in of_view.classes.index]
        columns.append((Column("classe", "Classe de couleur", text=True), labels))
    return columns


def _provenance(of_view: View) -> list[tuple[Column, list[str]]]:
    of = of_view.of
    state = [
        "imputé par l’Insee" if guessed else status for status, guessed in zip(of.states, of_view.imputed, strict=True)
    ]
    columns = [(Column("etat", "État", text=True), state)]
    if of.indicator.level == "iris":
        table_of_outlines = store.read(outlines.TABLE_OF_LEVEL["iris"]).set_index("code")["outline"]
        columns.append((Column("contour", "Contour", text=True), [table_of_outlines[code] for code in of.codes]))
    columns.append((Column("code", "Code", text=True), list(of.codes)))
    return columns

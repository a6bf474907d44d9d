"""The parts of the first page: what each user comes for, the key figures, the state of the data."""

import html
from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data.formats import typography
from data.state import State
from geo import territory
from indicators.facts import Fact
from indicators.uptake import expected as uptake
from indicators.values import Values
from reports.sentences import accueil as sentences
from reports.sentences import attendu
from reports.tables import Column, Table
from ui import page, shell

# Heading, what it answers, pages to open.
USERS = (
    (
        "Élue ou élu",
        "Que manque-t-il à ma commune, et que vivent ses voisines ?",
        (
            ("fiche", "Lire la fiche de ma commune"),
            ("carte", "Explorer la carte"),
            ("barometre", "Comprendre le non-recours"),
        ),
    ),
    (
        "Cheffe ou chef de projet",
        "Où aller d’abord, où ouvrir un guichet, qui y passe, et quand ?",
        (
            ("priorites", "Choisir par où commencer"),
            ("acces", "Voir qui habite loin"),
            ("guichets", "Choisir les guichets"),
            ("tournees", "Planifier les tournées"),
        ),
    ),
    (
        "Comité de pilotage",
        "Qu’avons-nous décidé, pour qui, et avec quels moyens ?",
        (
            ("barometre", "Voir qui n’a pas ses droits"),
            ("priorites", "Débattre des priorités"),
            ("comite", "Présenter un plan"),
            ("donnees", "Vérifier les données"),
        ),
    ),
)
# Fact, and the fact it is compared with.
FIGURES = (
    ("population", None, ""),
    ("taux_pauvrete", "taux_pauvrete_france", "France"),
    ("revenu_median", "revenu_median_france", "France"),
    ("chomage_qpv", "chomage", "ensemble du territoire"),
)


def users() -> None:
    """Show one card a user, with the pages that answer them."""
    for column, (heading, question, links) in zip(st.columns(len(USERS)), USERS, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{heading}**")
            st.markdown(typography(question))
            for module, label in links:
                shell.link(module, label)


def key_figures(facts: Mapping[str, Fact]) -> None:
    """Show the territory's key figures, each with what it is compared with and its source."""
    shown = [row for row in FIGURES if row[0] in facts]
    for column, (name, other, where) in zip(st.columns(max(len(shown), 1)), shown, strict=False):
        with column:
            st.metric(facts[name].label, facts[name].text)
            compared = f"{where} : {facts[other].text}" if other in facts else ""
            page.source(compared, facts[name].source)


def expected() -> None:
    """Show the euros that public data let expect unclaimed, and where more is said; nothing when not known."""
    said = attendu.in_brief(uptake.expected())
    if said:
        st.markdown(page.text(said))
        shell.link("barometre", "Voir le non-recours attendu par prestation, public et commune")


def poverty_table(rate: Values) -> Table:
    """Return what the map shows, one row a commune, the highest first."""
    communes = territory.load().communes
    frame = pd.DataFrame({"name": [communes[code].name for code in rate.codes], "value": rate.value})
    frame = frame.sort_values("value", ascending=False, na_position="last")
    indicator = rate.indicator
    columns = (
        Column("name", "Commune", text=True),
        Column("value", indicator.short, indicator.unit, indicator.decimals),
    )
    return Table(indicator.label, frame, columns, (indicator.source,), file_name="atlas-menages-pauvres")


def state_of_data(of: State) -> None:
    """Show what is real, estimated, approximate, fictitious and missing."""
    rows = "".join(
        f'<div class="atlas-state"><dt>{html.escape(kind)}</dt>'
        f"<dd>{html.escape(typography(sentence), quote=False)}</dd></div>"
        for kind, _, sentence in sentences.data_state(of)
    )
    st.html(f'<dl class="atlas-states">{rows}</dl>')
    shell.link("donnees", "Voir chaque table, sa provenance et les constats des vérifications")

"""Accueil: what the tool answers, the territory's key figures, the state of the data, one map."""

import streamlit as st

from data.state import state
from geo import territory
from indicators import catalogue
from indicators.facts import facts
from indicators.values import values
from reports.sentences import accueil as sentences
from ui import indicator_map, maps, page, table
from ui.map.component import show as show_map
from ui.views import accueil as view
from ui.views import barometre_lines


def show() -> None:
    """Show the page."""
    page.title("Qui passe à côté de ses droits, et où aller à sa rencontre ?")
    with page.guard():
        known = facts()
        page.answer(sentences.territory({name: fact.value for name, fact in known.items()}))
        if "non_recours" in known:
            page.source(known["non_recours"].source)
    with page.guard():
        barometre_lines.home()
    view.users()
    with page.guard():
        st.header("Le territoire en chiffres", anchor=False)
        view.key_figures(facts())
        view.expected()
    left, right = st.columns([3, 2], gap="large")
    with left, page.guard():
        st.header("Où vivent les ménages pauvres", anchor=False)
        rate = values("part_menages_pauvres", "commune")
        names = {code: area.name for code, area in territory.load().communes.items()}
        st.markdown(page.text(sentences.poor_households(rate, names)))
        show_map(
            maps.base("commune", label="Part des ménages pauvres par commune"),
            key="carte-accueil",
            level="commune",
            paint=indicator_map.flat(rate),
            legend=indicator_map.legend(rate),
            overlays=maps.overlays("qpv"),
            labels=True,
            height=480,
        )
        indicator = catalogue.get("part_menages_pauvres", "commune")
        page.source(f"{indicator.source}. {indicator.licence}. {indicator.note}.", maps.approximate_mention("qpv"))
        with st.expander("Le même contenu, en tableau"):
            table.show(view.poverty_table(rate), key="accueil-tableau", height=360)
    with right, page.guard():
        st.header("Ce que valent les données", anchor=False)
        view.state_of_data(state())

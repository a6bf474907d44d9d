"""Accès: who lives far from services, by estimated minutes, and when the nearest place is open."""

import streamlit as st

from data import store
from reports import access_tables
from reports.sentences import acces as sentences
from ui import maps, page, shell
from ui.views import acces as view
from ui.views import acces_choices, acces_details, acces_map


def show() -> None:
    """Show the page."""
    page.title("Qui habite loin des services ?")
    with page.guard():
        store.require("grid")
        found = view.find(acces_choices.ask())
        page.answer(view.answer(found))
        if found.of.known:
            _map_and_ranking(found)
        else:
            shell.link("donnees", "Voir la table des lieux et ce qui y manque")
        acces_details.detail(found)


def _map_and_ranking(found: view.Found) -> None:
    drawn, listed = st.columns([3, 2], gap="medium")
    # The list of communes is read first: the map shows what it holds.
    with listed:
        commune = acces_choices.locate()
    event = None
    with drawn, page.guard():
        event = acces_map.show(
            found.asked, found.of, found.painted, zones=found.zones, commune=commune, zone=view.chosen_zone(found)
        )
        page.source(
            sentences.method(found.asked.mode),
            sentences.excluded(found.of.unplaced),
            *access_tables.sources(found.of, found.people)[:2],
            maps.approximate_mention("qpv"),
        )
        view.map_files(found)
    with listed, page.guard():
        view.ranking(found, commune, event)

"""Priorités: where to go first, how far the ranking holds, and what would change it."""

import streamlit as st

from ui import page
from ui.views import priorites as view
from ui.views import priorites_choices, priorites_details, priorites_map


def show() -> None:
    """Show the page."""
    page.title("Où aller d’abord ?")
    answer = st.container()
    with page.guard():
        found = view.find(priorites_choices.ask())
        with answer:
            page.answer(view.answer(found))
        _map_and_ranking(found)
        with page.guard():
            view.ranking_table(found)
        priorites_details.detail(found)


def _map_and_ranking(found: view.Found) -> None:
    drawn, listed = st.columns([2, 1], gap="medium")
    # The list of areas is read first: the map shows what it holds.
    with listed:
        area = priorites_choices.locate(found.of.level)
    with drawn, page.guard():
        priorites_map.show(found, area)
    with listed, page.guard():
        view.beside(found, area)
    page.source(*view.about(found))
    priorites_map.files(found)

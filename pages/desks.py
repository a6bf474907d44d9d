"""Guichets: how many desks, for which public, within how many minutes, and what they change."""

import streamlit as st

from data import store
from geo import territory
from indicators import demand
from outreach import scenarios
from reports.sentences import guichets as sentences
from ui import downloads, maps, page, table
from ui.views import guichets as view
from ui.views import saved_plans


def show() -> None:
    """Show the page."""
    page.title("Où ouvrir un guichet de plus ?")
    with page.guard():
        saved_plans.reopen()
    with page.guard():
        _answer(view.ask())


def _answer(question: scenarios.Question) -> None:
    people = demand.demand(question.public)
    version = store.fingerprint()
    plan = view.decided(question, version)
    kept = scenarios.keep(question, plan)
    of = view.effect(question, kept.places, version)
    reach = of.by_public[question.public]
    page.answer(sentences.answer(question, reach, people.unit, proven=plan.proven, estimated=people.estimated))
    with page.guard():
        view.plan_map(question, kept.places, of)
    page.source(people.source, sentences.method(question, people.method), maps.approximate_mention("qpv"))
    view.map_files(question, kept.places, of)
    saved_plans.save(kept)
    why, publics, communes, numbers = st.tabs(
        ["Pourquoi ces lieux", "Par public", "Par commune", "Combien de guichets ?"]
    )
    with why:
        desks = view.desks_table(question, plan)
        view.desks_list(desks)
        downloads.menu(desks, key="guichets-lieux-fichiers")
    with publics:
        shown = view.by_public(question, of)
        table.show(shown, key="guichets-publics")
        downloads.menu(shown, key="guichets-publics-fichiers")
    with communes:
        names = {code: area.name for code, area in territory.load().communes.items()}
        st.markdown(page.text(sentences.gains(of, names)))
        shown = view.by_commune(question, of)
        table.show(shown, key="guichets-communes", height=420)
        downloads.menu(shown, key="guichets-communes-fichiers")
    with numbers, page.guard():
        frame = view.curve(question, version)
        st.markdown(page.text(sentences.enough(frame["sites"].tolist(), frame["covered_share"].tolist())))
        view.curve_chart(question, frame)
        shown = view.curve_table(question, frame)
        table.show(shown, key="guichets-courbe")
        downloads.menu(shown, key="guichets-courbe-fichiers")

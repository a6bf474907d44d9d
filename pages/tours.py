"""Tournées: which team visits which desk of a kept plan, on which half-day, in which order, over four weeks."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.plans import SavedPlan
from outreach.scenarios import Scenario
from outreach.tour_request import split_known
from outreach.tours import TourPlan
from reports.sentences import tournees as sentences
from ui import page, plans, shell
from ui.views import tournees as view
from ui.views import tournees_calendar, tournees_choices, tournees_day, tournees_files


def show() -> None:
    """Show the page."""
    page.title("Qui passe où, et quand ?")
    with page.guard():
        if not plans.stored():
            page.answer(
                "Il n’y a encore **aucun plan à desservir** : choisissez des guichets, puis enregistrez le plan sous "
                "un nom."
            )
            shell.link("guichets", "Choisir des guichets et enregistrer un plan")
            return
        first, *others = st.columns([7, 4, 7, 4], gap="medium")
        with first:
            picked = plans.pick("Plan")
        if picked is not None:
            _answer(*picked, others)


def _answer(picked: SavedPlan, scenario: Scenario, columns: list[DeltaGenerator]) -> None:
    before = view.kept(scenario)
    places, lost = split_known(scenario.places)
    if lost:
        st.warning(sentences.lost_places(lost), icon=":material/wrong_location:")
    first = tournees_choices.usual(scenario, places, tournees_files.today()) if before is None else before.request
    request = tournees_choices.ask(columns, picked.name, tournees_choices.of_places(first, places))
    plan = view.planned(request, before)
    page.answer(sentences.answer(plan))
    view.search_longer(request, plan)
    page.source(sentences.travel_note(), sentences.total(plan))
    view.keep(picked, scenario, request, plan, before)
    view.to_know(plan)
    if plan.days:
        _calendar(plan)


def _calendar(plan: TourPlan) -> None:
    with page.guard():
        st.header("Le calendrier", anchor=False)
        st.markdown(page.text(f"{sentences.period(plan).capitalize()}."))
        tournees_calendar.show(plan, tournees_day.chosen(plan))
        tournees_files.of_plan(plan)
    with page.guard():
        st.header("Une journée", anchor=False)
        date = tournees_day.ask(plan)
        tours = tournees_day.of_date(plan, date)
        st.markdown(page.text(sentences.of_day(tours)))
        left, right = st.columns([3, 2], gap="large")
        with left:
            tournees_day.show_map_of(plan, date)
        with right:
            tournees_day.detail(plan, date)
            tournees_files.of_day(plan, tours)
    with page.guard():
        st.header("Tous les passages", anchor=False)
        view.show_tables(plan)

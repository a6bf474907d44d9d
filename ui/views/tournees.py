"""The parts of the page of the tours: the plan sought or read back, what must be known of it, keeping it."""

import html

import streamlit as st

from data import store
from data.formats import typography
from data.plans import SavedPlan
from outreach import tour_record, tour_request
from outreach.scenarios import Scenario
from outreach.tour_record import KeptTours, ToursUnreadableError
from outreach.tour_request import TourRequest
from outreach.tours import TourPlan
from reports.sentences import tournees as sentences
from ui import page, plans, shell, table
from ui.views import tournees_day, tournees_tables

LIMIT, LONGER = 5.0, 30.0
_LONGER = "_tournees_plus_long"


def kept(scenario: Scenario) -> KeptTours | None:
    """Return the tours kept with a plan, None without any; unreadable ones are said and left aside."""
    try:
        return tour_record.kept(scenario.tours)
    except ToursUnreadableError as fault:
        st.warning(str(fault), icon=":material/history:")
        return None


@st.cache_data(show_spinner="Recherche des meilleures tournées…", max_entries=64)
def _planned(request: TourRequest, limit: float, fingerprint: str) -> TourPlan:
    return tour_request.plan(request, time_limit=limit)


def planned(request: TourRequest, before: KeptTours | None) -> TourPlan:
    """Return the tours that are asked for: those kept when they were the answer to the same, else new ones."""
    version = store.fingerprint()
    if st.session_state.get(_LONGER) == request:
        return _planned(request, LONGER, version)
    if before is not None and before.request == request and before.data_version == version:
        return before.plan
    return _planned(request, LIMIT, version)


def _search_longer(request: TourRequest) -> None:
    st.session_state[_LONGER] = request


def search_longer(request: TourRequest, plan: TourPlan) -> None:
    """Offer to go on where the time ran out before the proof."""
    if not plan.proven and st.session_state.get(_LONGER) != request:
        st.button(
            f"Chercher plus longtemps ({LONGER:.0f} s au plus)",
            icon=":material/hourglass_top:",
            on_click=_search_longer,
            args=(request,),
        )


def keep(picked: SavedPlan, scenario: Scenario, request: TourRequest, plan: TourPlan, before: KeptTours | None) -> None:
    """Let the reader keep the tours with the plan, and say whether they are."""
    same = before is not None and before.plan == plan
    left, right = st.columns([2, 1], vertical_alignment="center", gap="medium")
    with left:
        st.markdown(page.text(sentences.kept(plan, None if before is None else before.plan)))
        if same:
            shell.link("comite", "Voir ce que montre la page Comité", plan=picked.name)
    with right:
        asked = st.button(
            "Enregistrer les tournées avec le plan",
            icon=":material/save:",
            type="primary",
            width="stretch",
            disabled=same or not plan.days,
        )
    if asked:
        tours = tour_record.payload(request, plan, sentence=sentences.answer(plan), data_version=store.fingerprint())
        plans.update(picked, scenario.with_tours(tours))
        st.rerun()


def to_know(plan: TourPlan) -> None:
    """Show what is left out, what falls on a day off, and what to confirm."""
    blocks = (
        ("Sans créneau", [one.reason for one in plan.unplaced]),
        ("Jours fériés", [one.reason for one in plan.cancelled]),
        ("À savoir", list(plan.notes)),
    )
    rows = "".join(
        f'<div class="atlas-state"><dt>{html.escape(title)}</dt>'
        + "".join(f"<dd>{html.escape(typography(line))}</dd>" for line in lines)
        + "</div>"
        for title, lines in blocks
        if lines
    )
    if rows:
        st.html(f'<dl class="atlas-states">{rows}</dl>')


def _open_day(code: str | None) -> None:
    if code is not None:
        st.session_state[tournees_day.DAY] = code


def show_tables(plan: TourPlan) -> None:
    """Show the rhythm and the visits; choosing a visit shows its day."""
    rhythm, visits = st.tabs(["Rythme", "Toutes les visites"])
    with rhythm:
        table.show(tournees_tables.rhythm(plan), key="tournees-rythme")
        page.source("Semaines A : la première et la troisième ; semaines B : la deuxième et la quatrième.")
    with visits:
        shown = tournees_tables.visits(plan)
        table.show(
            shown,
            key="tournees-visites",
            height=420,
            select="code",
            on_select=_open_day,
        )
    page.source(*shown.sources, "Minutes de route : estimation.")

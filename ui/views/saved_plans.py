"""Saving and reopening plans on the page of the desks."""

import streamlit as st

from data.formats import typography
from outreach import scenarios
from outreach.scenarios import Question, Scenario
from ui import page, plans

# What a plan's question sets on the page: the keys of its choices.
_REOPEN = "plan_a_rouvrir"


def _set(question: Question) -> None:
    """Put a kept question into the choices of the page, before they are shown."""
    st.session_state["public"] = question.public
    st.session_state["guichets"] = question.desks
    st.session_state["minutes"] = int(question.radius)
    st.session_state["mode"] = question.mode
    st.session_state["objectif"] = question.goal
    st.session_state["services"] = list(question.counted)
    hosts = {place.id for place in scenarios.hosts()}
    st.session_state["imposes"] = [place for place in question.locked if place in hosts]
    st.session_state["interdits"] = [place for place in question.forbidden if place in hosts]


def reopen() -> None:
    """Show the kept plans in a menu, and set the page's choices to the one that is reopened."""
    kept = plans.stored()
    if not kept:
        return
    with st.popover("Plans enregistrés", icon=":material/folder_open:"):
        names = {plan.name: plans.label(plan) for plan in kept}
        chosen = st.selectbox("Plan", list(names), format_func=names.__getitem__, key=_REOPEN)
        plan = next(one for one in kept if one.name == chosen)
        with page.guard():
            scenario = scenarios.read(plan.payload)
            plans.warn_of_other_vintage(scenario)
            st.button(
                "Rouvrir ce plan",
                icon=":material/open_in_browser:",
                on_click=_set,
                args=(scenario.question,),
                width="stretch",
            )
        if st.button("Supprimer ce plan", icon=":material/delete:", width="stretch"):
            plans.delete(plan)
            st.rerun()


def save(scenario: Scenario) -> None:
    """Let the reader keep the plan on screen under a name."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    name = left.text_input(
        "Enregistrer ce plan sous le nom",
        placeholder="Par exemple : 8 guichets, printemps",
        key="nom_du_plan",
        max_chars=80,
    )
    if right.button("Enregistrer", icon=":material/save:", type="primary", width="stretch"):
        if not name.strip():
            st.error(typography("Donnez un nom au plan : il servira à le retrouver."), icon=":material/error:")
            return
        with page.guard():
            plans.save(name.strip(), scenario)
            st.success(
                typography(f"Plan « {name.strip()} » enregistré. Il est prêt pour les pages Tournées et Comité."),
                icon=":material/check_circle:",
            )

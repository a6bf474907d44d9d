"""Kept plans on screen: saved under a name, listed, reopened, renamed, deleted."""

from datetime import UTC, datetime

import streamlit as st

from data.formats import day, typography
from data.plans import PlanStore, SavedPlan
from outreach import scenarios
from outreach.scenarios import Scenario
from ui import choices


def stored() -> list[SavedPlan]:
    """Return the kept plans, the latest first."""
    return sorted(PlanStore.open().list(), key=lambda plan: plan.updated_at, reverse=True)


def label(plan: SavedPlan) -> str:
    """Return how a kept plan is named in a list."""
    return f"{plan.name} ({day(plan.updated_at, 'short')})"


def save(name: str, scenario: Scenario) -> SavedPlan:
    """Keep a scenario under a name.

    Raises
    ------
    data.errors.DataError
    """
    return PlanStore.open().save(name, scenario.payload(), data_version=scenario.data_version, now=datetime.now(UTC))


def update(plan: SavedPlan, scenario: Scenario) -> None:
    """Write a kept plan again with what was added to it: its tours, its cost."""
    PlanStore.open().save(
        plan.name,
        scenario.payload(),
        data_version=scenario.data_version,
        now=datetime.now(UTC),
        replace=True,
    )


def pick(heading: str = "Plan enregistré") -> tuple[SavedPlan, Scenario] | None:
    """Let the reader choose a kept plan; None when there is none: the page says what to do.

    Raises
    ------
    data.errors.DataError, outreach.errors.OutreachError
        When the plan cannot be read.
    """
    plans = stored()
    if not plans:
        return None
    chosen = choices.one(heading, {plan.name: label(plan) for plan in plans}, key="plan", default=plans[0].name)
    plan = next(one for one in plans if one.name == chosen)
    scenario = scenarios.read(plan.payload)
    warn_of_other_vintage(scenario)
    return plan, scenario


def warn_of_other_vintage(scenario: Scenario) -> None:
    """Say that a plan was decided on other tables than those in use."""
    if not scenario.is_current:
        st.warning(
            typography(
                "Ce plan a été décidé sur d’autres données que celles d’aujourd’hui : ses lieux sont gardés, les "
                "chiffres affichés sont recalculés. Relancez la recherche sur la page Guichets pour le confirmer."
            ),
            icon=":material/update:",
        )


def delete(plan: SavedPlan) -> None:
    """Forget a kept plan."""
    PlanStore.open().delete(plan.id)

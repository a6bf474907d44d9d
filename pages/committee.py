"""Comité: a kept plan, or the territory before any, as a presentation, an editable PPTX and a PDF."""

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from ui import downloads, page, plans, shell
from ui.views import comite as view

if TYPE_CHECKING:
    from streamlit.delta_generator import DeltaGenerator


def show() -> None:
    """Show the page."""
    page.title("Qu’avons-nous décidé, pour qui, et avec quels moyens ?")
    with page.guard():
        picked = plans.pick("Plan présenté")
        if picked is None:
            _diagnosis()
            return
        plan, scenario = picked
        page.answer(view.summary(scenario))
        cost, slides, document = st.columns([2, 1, 1], vertical_alignment="bottom", gap="medium")
        with cost:
            entered = view.cost(scenario)
        if entered != scenario.cost_per_half_day:
            scenario = replace(scenario, cost_per_half_day=entered)
            plans.update(plan, scenario)
        of = view.presentation(plan.name, scenario)
        _files(of, slides, document)
        view.show(plan.name, scenario, of)


def _diagnosis() -> None:
    """Show, before any plan, what the committee can already be shown."""
    page.answer(
        "Il n’y a encore **aucun plan à présenter** ; voici le diagnostic du territoire : les besoins, le non-recours "
        "et les priorités."
    )
    shell.link("guichets", "Choisir des guichets et enregistrer un plan")
    of = view.presentation("", None)
    slides, document, _ = st.columns([1, 1, 2], gap="medium")
    _files(of, slides, document)
    view.show("", None, of)


def _files(of: view.Presentation, slides: "DeltaGenerator", document: "DeltaGenerator") -> None:
    today = date.today()  # noqa: DTZ011 (the reader's own day)
    with slides:
        downloads.file("pptx", "atlas-comite", lambda: _pptx(of), key="comite", label="Diaporama (PPTX)", primary=True)
    with document:
        downloads.file("pdf", "atlas-comite", lambda: _pdf(of, today), key="comite", label="Document (PDF)")


def _pptx(of: view.Presentation) -> bytes:
    from reports.committee.slides import pptx

    return pptx(of)


def _pdf(of: view.Presentation, today: date) -> bytes:
    from reports.committee.document import pdf

    return pdf(of, made_on=today)

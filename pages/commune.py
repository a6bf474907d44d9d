"""Fiche commune: one territory on one page, against the whole and the communes of similar size."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.settings import settings
from geo import territory
from indicators.sheet import Sheet, sheet
from indicators.vicinity import Vicinity, vicinity
from reports import commune_rows, commune_sheet, commune_table
from reports.sentences import fiche as sentences
from ui import choices, page, shell, table
from ui.views import barometre_lines, fiche_files, fiche_map, priorites_lines
from ui.views import fiche as view


def show() -> None:
    """Show the page."""
    page.title("Que manque-t-il à ma commune ?")
    view.style()
    with page.guard():
        names = {code: area.name for code, area in territory.load().communes.items()}
        left, middle, right = st.columns([3, 2, 2], gap="medium", vertical_alignment="bottom")
        with left:
            code = choices.one("Commune", names, key="commune", default=settings().default_commune)
        with middle:
            fiche_files.show_sheet(code)
        with right:
            fiche_files.show_others(code)
        of, around = sheet(code), vicinity(code)
        st.caption(page.text(commune_sheet.subtitle(of)))
        page.answer(sentences.answer(of, around))
        beside = _top(of, around)
        _indicators(of)
        _services(of, around)
        _people(of, around)
        _links(of)
        # Last, because what draws maps takes seconds to load the first time.
        with beside, page.guard():
            fiche_map.show(of)
            page.source(fiche_map.mention(of.code), "Touchez une autre commune pour ouvrir sa fiche.")


def _top(of: Sheet, around: Vicinity) -> DeltaGenerator:
    """Show what stands out, and return the place beside it."""
    left, right = st.columns([1, 1], gap="large")
    with left, page.guard():
        view.points("Ce qui va bien", sentences.good(of, around))
        view.points("À surveiller aussi", sentences.to_watch(of, around))
    return right


def _indicators(of: Sheet) -> None:
    with page.guard():
        st.header("Thème par thème", anchor=False)
        rows = commune_rows.shown(of)
        st.markdown(page.text(" ".join(part for part in (sentences.peers(of), sentences.hidden(of)) if part)))
        view.indicators(rows, of.name, alike=bool(of.peers))
        page.source(*commune_sheet.sources(rows), commune_sheet.agreement_note())
        with st.expander("Le même tableau, à trier"):
            table.show(commune_table.indicators(of.code), key="fiche-tableau", height=420)
        parts = commune_table.iris(of.code)
        if parts is not None:
            st.header("IRIS par IRIS", anchor=False)
            table.show(parts, key="fiche-iris")
            page.source(*parts.sources, *parts.mentions, fiche_map.mention(of.code))


def _services(of: Sheet, around: Vicinity) -> None:
    with page.guard():
        st.header("À combien de minutes sont les services", anchor=False)
        view.services(commune_rows.shown_services(around.services), of.name)
        page.source(commune_sheet.travel_note(), sentences.unlocated(around))


def _people(of: Sheet, around: Vicinity) -> None:
    left, right = st.columns([1, 1], gap="large")
    with left, page.guard():
        st.header("Les publics à rejoindre", anchor=False)
        view.publics(around, of.name)
        view.method(around)
        view.expected(of.code)
        barometre_lines.commune(of.code)
        priorites_lines.commune(of.code)
    with right, page.guard():
        st.header("Sur place", anchor=False)
        view.places(around)
        page.source(view.places_source())


def _links(of: Sheet) -> None:
    with page.guard():
        st.header("Pour aller plus loin", anchor=False)
        first, second, third = st.columns(3)
        with first:
            shell.link("carte", f"Voir {of.name} sur la carte", territoire=of.code)
        with second:
            shell.link("acces", "Voir les temps d’accès", commune=of.code)
        with third:
            shell.link("guichets", "Voir où ouvrir un guichet")

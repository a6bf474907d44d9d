"""The downloads of the page Fiche commune: its PDF, all of them, the tables."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import streamlit as st

from data import store
from data.formats import typography
from data.nouns import after_de
from geo import territory
from reports import commune_sheet, commune_table, tables
from ui import downloads


@st.cache_data(show_spinner=False, max_entries=64)
def _one(code: str, fingerprint: str, made_on: date) -> bytes:
    return commune_sheet.to_pdf(code, made_on=made_on)


@st.cache_data(show_spinner=False, max_entries=1)
def _all(fingerprint: str, made_on: date) -> bytes:
    return commune_sheet.all_to_pdf(made_on=made_on)


def _today() -> date:
    return datetime.now(ZoneInfo("Europe/Paris")).date()


def show_sheet(code: str) -> None:
    """Show the button of this commune's sheet."""
    name = territory.load().label(code)
    downloads.file(
        "pdf",
        f"fiche-{code}",
        lambda: _one(code, store.fingerprint(), _today()),
        key="fiche",
        label=typography(f"Fiche {after_de(name)} (PDF, 1 page)"),
        primary=True,
    )


def show_others(code: str) -> None:
    """Show the menu of the tables, and of the sheets of all the communes."""
    known = territory.load()
    count = len(known.communes)
    of, parts = commune_table.indicators(code), commune_table.iris(code)
    sheets = (of,) if parts is None else (of, parts)
    with st.popover("Autres fichiers", icon=":material/download:", width="stretch"):
        downloads.file("csv", of.file_name, lambda: tables.to_csv(of), key="fiche", label="Indicateurs (CSV)")
        downloads.file("xlsx", of.file_name, lambda: tables.to_xlsx(*sheets), key="fiche", label="Indicateurs (XLSX)")
        downloads.file(
            "pdf",
            "fiches-communes",
            lambda: _all(store.fingerprint(), _today()),
            key="fiches",
            label=f"Les {count} fiches (PDF, une page chacune)",
        )
        downloads.file(
            "xlsx",
            "fiches-communes",
            lambda: tables.to_xlsx(commune_table.everything()),
            key="fiches",
            label=f"Les {count} communes (XLSX)",
        )

"""What other pages say of the barometer in a line, when there is one."""

import streamlit as st

from geo import territory
from indicators import barometer
from reports import survey_tables
from reports.sentences import barometre as sentences
from ui import page, shell


def home() -> None:
    """Say the overall rate, with a link to the page; nothing without a barometer."""
    if not barometer.waves():
        return
    said = sentences.line(barometer.results())
    if said:
        st.markdown(page.text(f"**Baromètre chargé.** {said}"))
        page.source(survey_tables.source())
        shell.link("barometre", "Voir qui ne reçoit pas ses droits, et pourquoi")


def commune(code: str) -> None:
    """Say the rate of the group of communes that a commune is of; nothing without a barometer."""
    found = barometer.of_commune(code)
    if found is None:
        return
    results, place = found
    st.markdown(page.text(sentences.group_of(territory.load().label(code), place, results)))
    page.source(survey_tables.source())

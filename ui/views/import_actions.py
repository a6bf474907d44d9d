"""What the operators' registers in use hold, without any count of people."""

import streamlit as st

from data.formats import typography
from data.importers import commit
from data.importers.actions.register import KIND
from ui import page


def show() -> None:
    """Say for each register in use how many actions it has, of whom, when and where; nothing without any."""
    for name in commit.datasets():
        for vintage in commit.versions(name):
            if not vintage.in_use or vintage.kind != KIND:
                continue
            summary = next((entry.notes[0] for entry in vintage.entries if entry.name == "actions"), "")
            st.info(page.text(typography(f"{vintage.title} : {summary}")), icon=":material/event_available:")

"""The address that shows the same view to somebody else."""

from urllib.parse import urlencode

import streamlit as st

from ui import lazy, page
from ui.views import carte_espace, carte_zone
from ui.views.carte_choices import AREA, INDICATOR, LEVEL, PINS, TABLE, THEME

# Every choice of the page, in the order of the page; codes, which stay when a label is reworded.
_CHOICES = (LEVEL, THEME, INDICATOR, AREA, PINS, "methode", "classes", "bornes", "croiser", "fond", "couches")
# Folds that may be open, and the choices inside one.
_FOLDS = {carte_espace.KEY: (), carte_zone.KEY: carte_zone.CHOICES, TABLE: ()}


def address() -> str:
    """Return the address of the view, with every choice written out."""
    held = {key: st.session_state[key] for key in _CHOICES if st.session_state.get(key) is not None}
    for fold, inside in _FOLDS.items():
        if st.session_state.get(fold):
            held[fold] = "true"
            held |= {key: st.session_state[key] for key in inside if st.session_state.get(key) is not None}
    # An empty list must be written, or its usual value would come back.
    held = {key: value or "" for key, value in held.items() if value or key == "couches"}
    return f"{st.context.url or ''}?{urlencode(held, doseq=True)}"


def show() -> None:
    """Show the address, with a button that copies it, once it is asked for."""
    lazy.menu("Partager cette vue", _fill, icon=":material/link:", key="carte-lien")


def _fill() -> None:
    page.source("Ce lien rouvre la même carte : niveau, indicateur, territoires, classes et couches.")
    st.code(address(), language=None, wrap_lines=True)

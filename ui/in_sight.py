"""What a session keeps of a file under review: it may hold rows about persons, so it does not outlive its page."""

import streamlit as st

FILE = "_import_lu"
SURVEY = "_import_barometre"


def forget() -> None:
    """Forget the file under review."""
    for key in (FILE, SURVEY):
        st.session_state.pop(key, None)

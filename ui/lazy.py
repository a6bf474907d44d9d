"""A menu whose content is made and sent once it is open: what few open costs nobody else anything."""

from collections.abc import Callable

import streamlit as st


def menu(label: str, fill: Callable[[], None], *, icon: str, key: str) -> None:
    """Show a menu that `fill` fills in once it is open; opening it runs nothing else of the page."""
    # A fragment is as wide as what it stands in: two menus side by side would share the page between them.
    with st.container(width="content"):
        _menu(label, fill, icon, key)


@st.fragment
def _menu(label: str, fill: Callable[[], None], icon: str, key: str) -> None:
    opened = st.popover(label, icon=icon, key=key, on_change="rerun")
    if opened.open:
        with opened:
            fill()

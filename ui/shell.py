"""What surrounds every page: its settings, the list of pages, the language and the look of the document."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

import streamlit as st

from ui import chrome, style

NAME = "Atlas aller-vers"
# Module in pages/, title in the menu, address, icon. An address is never the name of a file of pages/: asked first of
# a fresh server, Streamlit would run that file alone, as its older kind of page.
PAGES = (
    ("home", "Accueil", "", ":material/home:"),
    ("explore", "Carte", "carte", ":material/map:"),
    ("commune", "Fiche commune", "fiche", ":material/article:"),
    ("access", "Accès", "acces", ":material/directions_walk:"),
    ("desks", "Guichets", "guichets", ":material/add_location_alt:"),
    ("tours", "Tournées", "tournees", ":material/route:"),
    ("committee", "Comité", "comite", ":material/co_present:"),
    ("sources", "Données", "donnees", ":material/database:"),
    ("method", "Méthode", "methode", ":material/functions:"),
)


def configure() -> None:
    """Set what the whole document shares; call it first."""
    st.set_page_config(
        page_title=NAME,
        page_icon=str(Path(__file__).resolve().parent.parent / "static" / "brand" / "icon.png"),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    style.apply()
    chrome.apply()


def _show(module: str, title: str) -> None:
    st.set_page_config(page_title=f"{title} – {NAME}")
    import_module(f"pages.{module}").show()


def pages() -> list["st.Page"]:
    """Return the pages for `st.navigation`; a page's module is imported when it is opened."""
    listed = []
    for module, title, address, icon in PAGES:
        run: Callable[[], None] = partial(_show, module, title)
        listed.append(st.Page(run, title=title, url_path=address or None, icon=icon, default=not address))
    return listed


def link(address: str, label: str, **choices: str) -> None:
    """Show a link to the page of an address, with choices in it."""
    icon = next(icon for _, _, of, icon in PAGES if of == address)
    target = next(page for page in pages() if page.url_path == address)
    st.page_link(target, label=label, icon=icon, query_params=choices)

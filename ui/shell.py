"""What surrounds every page: its settings, the list of pages, the language and the look of the document."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import Path

import streamlit as st

from ui import style

NAME = "Atlas aller-vers"
# Module in pages/, title in the menu, address, icon.
PAGES = (
    ("accueil", "Accueil", "", ":material/home:"),
    ("carte", "Carte", "carte", ":material/map:"),
    ("fiche", "Fiche commune", "fiche", ":material/article:"),
    ("acces", "Accès", "acces", ":material/directions_walk:"),
    ("guichets", "Guichets", "guichets", ":material/add_location_alt:"),
    ("tournees", "Tournées", "tournees", ":material/route:"),
    ("comite", "Comité", "comite", ":material/co_present:"),
    ("donnees", "Données", "donnees", ":material/database:"),
    ("methode", "Méthode", "methode", ":material/functions:"),
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


def link(module: str, label: str, **choices: str) -> None:
    """Show a link to another page, with choices in its address."""
    _, _, address, icon = next(page for page in PAGES if page[0] == module)
    target = next(page for page in pages() if page.url_path == address)
    st.page_link(target, label=label, icon=icon, query_params=choices)

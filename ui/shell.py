"""What surrounds every page: its settings, the list of pages, the language and the look of the document."""

import logging
from base64 import b64encode
from collections.abc import Callable
from datetime import date
from functools import lru_cache, partial
from importlib import import_module
from pathlib import Path

import streamlit as st

from data.errors import DataError
from ui import chrome, in_sight, style

NAME = "Atlas aller-vers"
# Of the word mark: the browser keeps the file, where Streamlit would send the drawing again at each run.
BRAND = "/app/static/brand"
_ICON = Path(__file__).resolve().parent.parent / "static" / "brand" / "icon.png"
# In the session: a run has come to its end, so the browser has the icon.
_ICON_SHOWN = "_icon_shown"
# Module in pages/, title in the menu, address, icon. An address is never the name of a file of pages/: asked first of
# a fresh server, Streamlit would run that file alone, as its older kind of page.
PAGES = (
    ("home", "Accueil", "", ":material/home:"),
    ("explore", "Carte", "carte", ":material/map:"),
    ("commune", "Fiche commune", "fiche", ":material/article:"),
    ("survey", "Baromètre", "barometre", ":material/forum:"),
    ("priorities", "Priorités", "priorites", ":material/format_list_numbered:"),
    ("access", "Accès", "acces", ":material/directions_walk:"),
    ("desks", "Guichets", "guichets", ":material/add_location_alt:"),
    ("tours", "Tournées", "tournees", ":material/route:"),
    ("committee", "Comité", "comite", ":material/co_present:"),
    ("sources", "Données", "donnees", ":material/database:"),
    ("method", "Méthode", "methode", ":material/functions:"),
)


@st.cache_resource(show_spinner=False, max_entries=2)
def _settled(today: date) -> bool:
    """Once a day: forget the datasets about persons whose time is over, and build again what the tables moved."""
    from data import current

    try:
        if current.pointer().datasets:
            from data.importers import commit

            commit.expire(today)
            commit.refresh()
    except DataError as fault:
        # The page Données says it; the other pages go on with the tables as they are.
        logging.getLogger("atlas").warning("imports were not settled: %s", fault)
        return False
    return True


@lru_cache(maxsize=1)
def _icon() -> str:
    """Return the icon whole: a browser fetches an icon that has an address at each change of the page's own."""
    return "data:image/png;base64," + b64encode(_ICON.read_bytes()).decode()


def configure() -> None:
    """Set what the whole document shares; call it first."""
    st.set_page_config(
        page_title=NAME,
        page_icon=None if st.session_state.get(_ICON_SHOWN) else _icon(),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    st.logo(f"{BRAND}/wordmark-{'dark' if st.context.theme.type == 'dark' else 'light'}.svg", size="medium")
    style.apply()
    _settled(date.today())  # noqa: DTZ011 (the day of the place where the tool is used)
    chrome.apply([address for _, _, address, _ in PAGES if address])


def _show(module: str, title: str) -> None:
    st.set_page_config(page_title=f"{title} – {NAME}")
    if module != "sources":
        in_sight.forget()
    import_module(f"pages.{module}").show()
    st.session_state[_ICON_SHOWN] = True


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

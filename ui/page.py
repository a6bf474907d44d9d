"""What every page is made of: a question, an answer in one sentence, sources, and faults said in French."""

import html
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from data import catalogue
from data.errors import DataError, NotAvailable
from data.formats import typography
from geo.errors import GeoError
from indicators.errors import IndicatorError
from outreach.errors import OutreachError
from reports.errors import ReportError
from ui import shell
from ui.errors import ScreenError

KNOWN_FAULTS = (DataError, GeoError, IndicatorError, OutreachError, ReportError, ScreenError)
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def title(question: str, *, imported: str = "") -> None:
    """Open a page: its question as the title, then what the whole page must warn of.

    Parameters
    ----------
    imported : str
        Anchor of what has been imported, on the page that lists it.
    """
    st.title(typography(question), anchor=False)
    with guard():
        fictitious = catalogue.fictitious()
        if fictitious:
            _fictitious(fictitious, imported)


def _fictitious(tables: tuple[str, ...], imported: str) -> None:
    """Say which tables are invented, which dataset brings it about, and where to take it away."""
    from data.importers import commit

    brought = [catalogue.unmarked(title) for title in commit.invented().values()]
    said = [text(f"EXEMPLE FICTIF. Ces données ne décrivent personne : {' ; '.join(tables)}.")]
    if len(brought) == 1:
        if brought[0] not in tables:
            said.append(text(f"Cet exemple vient de l’import « {brought[0]} »."))
        said.append(text("La mention reste sur toutes les pages tant que cet exemple n’est pas oublié."))
    elif brought:
        # Named a second time, several examples would fill a phone before the page begins.
        said.append(text("La mention reste sur toutes les pages tant que ces exemples ne sont pas oubliés."))
    if brought and imported:
        said.append(f"[Voir ces données et les oublier](#{imported})")
    st.warning(" ".join(said), icon=":material/science:")
    if brought and not imported:
        shell.link("donnees", "Voir les données importées et oublier l’exemple")


def text(sentence: str) -> str:
    """Return a sentence ready for `st.markdown`: French typography, nothing read as mark-up but **bold**."""
    return re.sub(r"([\\`_\[\]#$<>])", r"\\\1", typography(sentence))


def answer(sentence: str) -> None:
    """Show the one sentence that answers the page's question; **…** is bold."""
    marked = _BOLD.sub(r"<strong>\1</strong>", html.escape(typography(sentence), quote=False))
    st.html(f'<p class="atlas-answer" role="status">{marked}</p>')


def source(*lines: str) -> None:
    """Show where the figures above come from."""
    joined = "<br>".join(html.escape(typography(line), quote=False) for line in lines if line)
    st.html(f'<p class="atlas-source">{joined}</p>')


@contextmanager
def guard() -> Iterator[None]:
    """Show a known fault as its French sentence, and let the rest of the page go on.

    An unknown fault is logged with its traceback for whoever runs the server; the screen says only that
    this part cannot be shown.
    """
    try:
        yield
    except NotAvailable as absent:
        st.info(typography(str(absent)), icon=":material/info:")
    except KNOWN_FAULTS as fault:
        st.error(typography(str(fault)), icon=":material/error:")
    except Exception as fault:
        # Streamlit steers its own reruns and stops with exceptions of its own.
        if type(fault).__module__.startswith("streamlit.runtime"):
            raise
        logging.getLogger("atlas").exception("a part of a page failed")
        st.error(
            typography(
                "Cette partie de la page n’a pas pu être affichée. Rechargez la page ; si cela se répète, "
                "vérifiez les données sur la page Données."
            ),
            icon=":material/error:",
        )

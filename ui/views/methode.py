"""The documents of the page of the method, shown as they are written in docs/."""

from pathlib import Path

import streamlit as st

from data.settings import embedded, settings
from reports.sentences import reglages
from ui import downloads, page
from ui.errors import ScreenError

DOCS = Path(__file__).resolve().parents[2] / "docs"
TABS = {"Formules": "methode.md", "Hypothèses": "hypotheses.md"}


def _read(name: str) -> str:
    try:
        return (DOCS / name).read_text(encoding="utf-8")
    except OSError as error:
        raise ScreenError(
            f"Le document docs/{name} manque dans cette installation : réinstallez l’application."
        ) from error


def examples() -> None:
    """Say of which territory the worked examples are, when it is another one."""
    of = embedded()
    if settings().epci.siren != of.epci.siren:
        page.source(f"Les exemples de calcul sont ceux du territoire livré avec l’Atlas : {of.full.the}.")


def set_otherwise() -> None:
    """Say what the territory sets otherwise than the documents below."""
    if told := reglages.set_otherwise():
        st.info("Ce territoire a ses propres réglages, qui remplacent ceux des documents ci-dessous :")
        st.markdown("\n".join(f"- {one}" for one in told))


def documents() -> None:
    """Show each document in its tab, without the heading that the page already has."""
    for tab, (title, name) in zip(st.tabs(list(TABS)), TABS.items(), strict=True):
        with tab:
            content = _read(name)
            _, _, body = content.partition("\n")
            st.markdown(body)
            downloads.file(
                "md",
                name.removesuffix(".md"),
                content.encode,
                key=f"methode-{name}",
                label=f"{title} (Markdown)",
            )

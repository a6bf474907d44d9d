"""The page Baromètre while none is loaded: what was published, and how to load one."""

import streamlit as st

from data.formats import enumerate_words
from indicators.facts import facts
from reports.sentences import barometre as sentences
from ui import page, shell

_PUBLISHED = (
    ("non_recours", ""),
    ("premier_contact_social", "s’adressent d’abord aux organismes de sécurité sociale ou à France Travail"),
    ("premier_contact_communal", "s’adressent d’abord aux services municipaux"),
)


def published() -> None:
    """Answer with the published facts of the national barometer."""
    known = facts()
    told = [(known[key], label) for key, label in _PUBLISHED if key in known]
    by = enumerate_words(list(dict.fromkeys(fact.producer for fact, _ in told)))
    page.answer(sentences.published([(fact.text, label) for fact, label in told], by))
    page.source(*dict.fromkeys(f"Source : {fact.source}." for fact, _ in told))
    shell.link("donnees", "Charger un baromètre, ou son exemple fictif")


def how_to_load() -> None:
    """Say how to load a survey, or its fictitious example."""
    st.header("Charger un baromètre", anchor=False)
    st.markdown(
        page.text(
            "Sur la page **Données**, partie « Apporter vos données », choisissez « Baromètre » : un tableur d’une "
            "ligne par répondant, ou de comptages. Un modèle à remplir et un **exemple fictif** de 1 200 réponses s’y "
            "téléchargent : avec l’exemple, toutes les pages montrent ce que donnerait une enquête, sous la mention "
            "EXEMPLE FICTIF. Les réponses ne quittent pas l’outil : seuls des résultats protégés sont affichés."
        )
    )
    shell.link("donnees", "Aller à la page Données")

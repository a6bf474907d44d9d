"""Données: the catalogue, where each table comes from, what the checks find, and every table to download."""

import streamlit as st

from data import catalogue, store
from reports.sentences import donnees as sentences
from ui import choices, downloads, page, table
from ui.views import donnees as view
from ui.views import geocodage, import_actions, import_done, imports, official


def show() -> None:
    """Show the page."""
    page.title("D’où viennent les chiffres, et que valent-ils ?", imported=view.BROUGHT)
    with page.guard():
        entries = catalogue.entries()
        found, frame = view.findings(store.fingerprint())
        page.answer(sentences.findings([one.severity for one in found], len(entries)))
    view.contents()
    with page.guard():
        st.header("Ce que les vérifications trouvent", anchor=False)
        fix, know, everything = st.tabs(["À corriger", "À savoir", "Tout, en tableau"])
        with fix:
            view.findings_list(found, ("bloquant", "à corriger"))
        with know:
            view.findings_list(found, ("à savoir",))
        with everything:
            listed = view.findings_table(frame)
            table.show(listed, key="constats", height=420)
            downloads.menu(listed, key="constats-fichiers", label="Télécharger les constats")
    with page.guard():
        st.header("Le catalogue", anchor=view.CATALOGUE)
        listed = view.catalogue_table(entries)
        table.show(listed, key="catalogue")
        downloads.menu(listed, key="catalogue-fichiers", label="Télécharger le catalogue")
    with page.guard():
        st.header("Une table en détail", anchor=False)
        name = choices.one("Table", view.titles(), key="table", default="figures")
        view.provenance(catalogue.read(name))
    with page.guard():
        st.header("Apporter vos données", anchor=view.BRING)
        imports.bring()
        official.show()
    with page.guard():
        geocodage.show()
    with page.guard():
        st.header("Vos données importées", anchor=view.BROUGHT)
        import_actions.show()
        import_done.show()

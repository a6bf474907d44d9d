"""What has been imported, each dataset with what undoes it."""

from datetime import date

import streamlit as st

from data.formats import day, plural, typography
from data.importers import commit
from data.importers.commit import Vintage
from reports.sentences import imports as sentences
from ui import page
from ui.views.import_review import announce


def show() -> None:
    """List what has been imported, each with what undoes it."""
    names = commit.datasets()
    invented = commit.invented()
    if not names:
        st.markdown(typography("Aucune donnée importée : l’Atlas travaille sur ses données embarquées."))
    for name in names:
        with page.guard():
            _dataset(name, commit.versions(name), invented=name in invented)


def _dataset(name: str, vintages: list[Vintage], *, invented: bool) -> None:
    latest = vintages[0]
    used = next((one for one in vintages if one.in_use), None)
    with st.container(border=True):
        state = f"version du {day(used.when, 'short')}" if used else "retirée, gardée de côté"
        rows = sum(entry.rows for entry in (used or latest).entries)
        st.markdown(f"**{page.text(latest.title)}** – {state}, {plural(rows, 'ligne')}")
        if invented:
            st.caption(page.text(sentences.INVENTED))
        limits = sorted({entry.keep_until for entry in latest.entries if entry.confidential and entry.keep_until})
        if limits:
            st.caption(page.text(sentences.retained(date.fromisoformat(limits[0]))))
        with st.container(horizontal=True):
            # Under the first version are the tables without it: there is none to go back to.
            first = used is not None and used == vintages[-1]
            back = "Mettre de côté" if first else "Revenir à la version précédente"
            if used is not None and st.button(back, icon=":material/undo:", key=f"retour-{name}"):
                commit.rollback(name)
                st.rerun()
            if used is None and st.button("Reprendre cette version", icon=":material/redo:", key=f"reprise-{name}"):
                commit.restore(name, latest.version)
                st.rerun()
            with st.popover("Oublier ces données", icon=":material/delete_forever:", key=f"oubli-{name}"):
                _forget(name, latest.title, len(vintages))


def _forget(name: str, title: str, versions: int) -> None:
    """Ask before everything is deleted."""
    st.markdown(page.text(sentences.forgetting(title, versions)))
    if st.button("Oui, tout effacer", type="primary", key=f"effacer-{name}"):
        commit.forget(name)
        announce(f"« {title} » et tout ce qui en venait sont supprimés.")
        st.rerun()

"""Bringing one's own data: choose a kind, read what was found, accept or not, and undo."""

import hashlib
from typing import Any

import streamlit as st

from data import store
from data.formats import day, plural, typography
from data.importers import commit, kinds
from data.importers.commit import Vintage
from data.importers.kinds import Kind
from data.importers.outcome import Import
from data.importers.remark import grouped
from reports.sentences import imports as sentences
from ui import choices, downloads, page

SHOWN = 40
_DONE = "_import_fait"
_READ = "_import_lu"


def bring() -> None:
    """Show the whole of it: the kind, its template, the file, what was found, the button."""
    said = st.session_state.pop(_DONE, None)
    if said:
        st.success(said, icon=":material/check_circle:")
    labels = {key: kind.title for key, kind in kinds.KINDS.items()}
    kind = kinds.get(choices.one("Que voulez-vous apporter ?", labels, key="apport"))
    st.markdown(page.text(kind.description))
    _models(kind)
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    file = left.file_uploader(
        "Fichier",
        type=[extension.removeprefix(".") for extension in kind.accepts],
        key=f"fichier-{kind.key}",
        help=typography(f"Formats admis : {', '.join(kind.accepts)}. Rien n’est écrit avant votre accord."),
    )
    vintage = right.text_input("Millésime (facultatif)", key=f"millesime-{kind.key}", max_chars=20)
    if file is None:
        st.session_state.pop(_READ, None)
        return
    with page.guard():
        _judge(kind, file.name, file.getvalue(), {"vintage": vintage.strip()})


def _models(kind: Kind) -> None:
    with st.container(horizontal=True):
        with page.guard():
            downloads.file(
                "xlsx",
                f"modele-{kind.key}",
                kind.template,
                key=f"modele-{kind.key}",
                label="Modèle à remplir (XLSX)",
                stretch=False,
            )
        with page.guard():
            if kind.example() is not None:
                downloads.file(
                    "xlsx",
                    f"exemple-fictif-{kind.key}",
                    lambda: kind.example() or b"",
                    key=f"exemple-{kind.key}",
                    label="Exemple fictif (XLSX)",
                    stretch=False,
                )


def _prepared(kind: Kind, name: str, content: bytes, options: dict[str, Any]) -> tuple[str, Import]:
    """Return a key of the file and what it would become, read once.

    It is kept in this session alone, and only for the file in sight: it may hold rows about persons.
    """
    key = hashlib.sha256(
        repr((kind.key, name, sorted(options.items()), store.fingerprint())).encode() + content
    ).hexdigest()
    if st.session_state.get(_READ, ("", None))[0] != key:
        with st.spinner("Lecture du fichier…"):
            st.session_state[_READ] = (key, kind.prepare({name: content}, options))
    return st.session_state[_READ]


def _judge(kind: Kind, name: str, content: bytes, options: dict[str, Any]) -> None:
    digest, import_ = _prepared(kind, name, content, options)
    page.answer(sentences.verdict(import_))
    for column in import_.personal:
        st.warning(
            typography(
                f"La colonne « {column.column} » ({column.reason}) identifie des personnes : elle n’est pas gardée."
            ),
            icon=":material/shield_person:",
        )
    _remarks(import_)
    partial = True
    if import_.refused:
        partial = st.checkbox(
            typography(f"Importer sans {plural(import_.refused, 'élément refusé', 'éléments refusés')}"),
            key=f"partiel-{digest[:12]}",
        )
    ready = import_.accepted > 0 and partial
    if st.button("Importer", type="primary", icon=":material/upload:", disabled=not ready):
        commit.commit(import_, partial=bool(import_.refused))
        st.session_state.pop(_READ, None)
        st.session_state[_DONE] = typography(
            f"« {import_.title} » est importé : toutes les pages s’en servent dès maintenant."
        )
        st.rerun()


def _remarks(import_: Import) -> None:
    groups = grouped(import_.remarks)
    if not groups:
        return
    icons = {"refusé": ":material/block:", "réparé": ":material/build:", "à savoir": ":material/info:"}
    with st.expander(sentences.counted(import_), expanded=bool(import_.refused)):
        for remark, _, sentence in groups[:SHOWN]:
            st.markdown(f"{icons[remark.severity]} {page.text(sentence)}")
        if len(groups) > SHOWN:
            st.caption(typography(f"Et {plural(len(groups) - SHOWN, 'autre remarque', 'autres remarques')}."))


def present() -> None:
    """List what has been imported, each with what undoes it."""
    names = commit.datasets()
    if not names:
        st.markdown(typography("Aucune donnée importée : l’Atlas travaille sur ses données embarquées."))
    for name in names:
        with page.guard():
            _dataset(name, commit.versions(name))


def _dataset(name: str, vintages: list[Vintage]) -> None:
    latest = vintages[0]
    used = next((one for one in vintages if one.in_use), None)
    with st.container(border=True):
        state = f"version du {day(used.when, 'short')}" if used else "retirée, gardée de côté"
        rows = sum(entry.rows for entry in (used or latest).entries)
        st.markdown(f"**{page.text(latest.title)}** – {state}, {plural(rows, 'ligne')}")
        kept = sorted({entry.keep_until for entry in latest.entries if entry.confidential and entry.keep_until})
        if kept:
            st.caption(
                typography(f"Données sur des personnes, gardées jusqu’au {kept[0]}, jamais affichées ligne à ligne.")
            )
        with st.container(horizontal=True):
            if used is not None and st.button(
                "Revenir à la version précédente", icon=":material/undo:", key=f"retour-{name}"
            ):
                commit.rollback(name)
                st.rerun()
            if used is None and st.button("Reprendre cette version", icon=":material/redo:", key=f"reprise-{name}"):
                commit.restore(name, latest.version)
                st.rerun()
            if st.button("Oublier ces données", icon=":material/delete_forever:", key=f"oubli-{name}"):
                commit.forget(name)
                st.session_state[_DONE] = typography(f"« {latest.title} » et tout ce qui en venait sont supprimés.")
                st.rerun()

"""A file before it is imported, whatever its kind: what was read of it, what is refused, and the button."""

import hashlib
from typing import Any

import streamlit as st

from data import store
from data.formats import plural, typography
from data.importers import commit
from data.importers.kinds import Kind
from data.importers.outcome import Import
from data.importers.remark import NAMED, grouped
from reports import import_remarks, tables
from reports.sentences import imports as sentences
from ui import downloads, in_sight, page

SHOWN = 40
_DONE = "_import_fait"
_TURN = "_import_tour"


def finished(said: str) -> None:
    """Forget the file in sight and empty its field, then say what was done after a new start."""
    in_sight.forget()
    st.session_state[_TURN] = turn() + 1
    announce(said)
    st.rerun()


def announce(said: str) -> None:
    """Keep a sentence to be said after a new start."""
    st.session_state[_DONE] = typography(said)


def said() -> str:
    """Return the sentence kept, once."""
    return str(st.session_state.pop(_DONE, ""))


def turn() -> int:
    """Return how many files this session has brought: each has a field of its own."""
    return int(st.session_state.get(_TURN, 0))


def _prepared(kind: Kind, name: str, content: bytes, options: dict[str, Any]) -> tuple[str, Import]:
    """Return a key of the file and what it would become, read once.

    It is kept in this session alone, and only for the file in sight: it may hold rows about persons.
    """
    key = hashlib.sha256(
        repr((kind.key, name, sorted(options.items()), store.fingerprint())).encode() + content
    ).hexdigest()
    if st.session_state.get(in_sight.FILE, ("", None))[0] != key:
        in_sight.forget()
        with st.spinner("Lecture du fichier…"):
            st.session_state[in_sight.FILE] = (key, kind.prepare({name: content}, options))
    found: tuple[str, Import] = st.session_state[in_sight.FILE]
    return found


def judge(kind: Kind, name: str, content: bytes, options: dict[str, Any]) -> None:
    """Show what a file would become, and import it when asked."""
    digest, import_ = _prepared(kind, name, content, options)
    page.answer(sentences.verdict(import_))
    for column in import_.personal:
        st.warning(
            typography(
                f"La colonne « {column.column} » ({column.reason}) identifie des personnes : elle n’est pas gardée."
            ),
            icon=":material/shield_person:",
        )
    remarks(import_)
    partial = True
    if import_.refused:
        partial = st.checkbox(
            typography(f"Importer sans {plural(import_.refused, 'élément refusé', 'éléments refusés')}"),
            key=f"partiel-{digest[:12]}",
        )
    ready = import_.accepted > 0 and partial
    if st.button("Importer", type="primary", icon=":material/upload:", disabled=not ready):
        commit.commit(import_, partial=bool(import_.refused))
        finished(f"« {import_.title} » est importé : toutes les pages s’en servent dès maintenant.")


def remarks(import_: Import) -> None:
    """Show what was repaired, refused or noticed, each once."""
    groups = grouped(import_.remarks)
    if not groups:
        return
    icons = {"refusé": ":material/block:", "réparé": ":material/build:", "à savoir": ":material/info:"}
    with st.expander(sentences.counted(import_), expanded=bool(import_.refused)):
        lines = [f"- {icons[remark.severity]} {page.text(sentence)}" for remark, _, sentence in groups[:SHOWN]]
        st.markdown("\n".join(lines))
        if len(groups) > SHOWN:
            beyond = plural(len(groups) - SHOWN, "autre remarque", "autres remarques")
            st.caption(typography(f"Et {beyond}, dans le fichier."))
        # Sentences name the first lines alone; who mends the file needs them all.
        if any(count > NAMED for _, count, _ in groups) or len(groups) > SHOWN:
            downloads.file(
                "csv",
                "atlas-remarques",
                lambda: tables.to_csv(import_remarks.table(import_)),
                key="remarques",
                label="Toutes les remarques, ligne par ligne (CSV)",
                stretch=False,
            )

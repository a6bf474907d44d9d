"""Bringing one's own data: choose a kind, take its template, give the file."""

import streamlit as st

from data import store
from data.formats import typography
from data.importers import kinds
from data.importers.kinds import Kind
from ui import choices, downloads, in_sight, page
from ui.views import import_review

_EXAMPLES = {
    "xlsx": "Exemple fictif (XLSX)",
    "csv": "Exemple fictif (CSV)",
    "geojson": "Exemple fictif (GeoJSON)",
}


def bring() -> None:
    """Show the whole of it: the kind, its template, the file, what was found, the button."""
    said = import_review.said()
    if said:
        st.success(said, icon=":material/check_circle:")
    labels = {key: kind.title for key, kind in kinds.KINDS.items()}
    kind = kinds.get(choices.one("Que voulez-vous apporter ?", labels, key="apport"))
    st.markdown(page.text(kind.description))
    _models(kind)
    mapped = kind.key == "barometer"
    left, right = (st.container(), None) if mapped else st.columns([3, 1], vertical_alignment="bottom")
    file = left.file_uploader(
        "Fichier",
        type=[extension.removeprefix(".") for extension in kind.accepts],
        key="-".join(["fichier", kind.key, *([str(import_review.turn())] if import_review.turn() else [])]),
        help=typography(f"Formats admis : {', '.join(kind.accepts)}. Rien n’est écrit avant votre accord."),
    )
    vintage = (
        "" if right is None else right.text_input("Millésime (facultatif)", key=f"millesime-{kind.key}", max_chars=20)
    )
    if file is None:
        in_sight.forget()
    if mapped:
        _barometer(None if file is None else (file.name, file.getvalue()))
    elif file is not None:
        with page.guard():
            import_review.judge(kind, file.name, file.getvalue(), {"vintage": vintage.strip()})


def _barometer(file: tuple[str, bytes] | None) -> None:
    """Show the file of a survey, and the mappings that are kept from one to the next."""
    from ui.views import import_barometre, import_barometre_profiles
    from ui.views.import_barometre_state import Survey

    if file is not None:
        with page.guard():
            import_barometre.show(*file)
    with page.guard():
        survey = st.session_state.get(in_sight.SURVEY)
        import_barometre_profiles.manage(survey if isinstance(survey, Survey) else None)


@st.cache_data(show_spinner=False, max_entries=32)
def _has_example(key: str, fingerprint: str) -> bool:
    """Tell whether a kind has an example: to know it, one is made."""
    return kinds.get(key).example() is not None


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
            if _has_example(kind.key, store.fingerprint()):
                downloads.file(
                    kind.example_format,
                    f"exemple-fictif-{kind.key}",
                    lambda: kind.example() or b"",
                    key=f"exemple-{kind.key}",
                    label=_EXAMPLES[kind.example_format],
                    stretch=False,
                )

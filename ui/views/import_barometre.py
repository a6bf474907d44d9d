"""The barometer before it is imported: what the file is, what each column says, what would be kept, and the button."""

import hashlib
from datetime import UTC, datetime

import streamlit as st

from data import store
from data.formats import plural, typography
from data.importers import commit, kinds
from data.importers.barometer import beside, doubles, importing, preview
from data.importers.barometer.person import LONGEST_WAVE
from data.importers.outcome import Import
from geo import territory
from reports.sentences import import_barometre as sentences
from ui import page
from ui.views import (
    import_barometre_answers,
    import_barometre_columns,
    import_barometre_preview,
    import_barometre_profiles,
)
from ui.views.import_barometre_state import Survey, opened
from ui.views.import_review import finished, remarks


def show(name: str, content: bytes) -> None:
    """Show a file of the barometer, from what it is to its import.

    What comes and goes stands in containers of its own: it would move what follows it on the page, and a fold that is
    moved is closed under the hands of who writes in it.
    """
    survey = opened(name, content)
    _file(survey)
    with st.container():
        import_barometre_profiles.replay(survey)
    with st.container():
        st.subheader("Quelle colonne est quoi ?", anchor=False)
        import_barometre_columns.show(survey)
        import_barometre_answers.show(survey)
    st.subheader("Ce qui serait gardé", anchor=False)
    options = _options(survey)
    with st.container():
        made = _made(survey, options)
        if made is not None:
            _found(made)
    import_barometre_profiles.keep(survey)
    _import(survey, made)


def _file(survey: Survey) -> None:
    st.subheader("Ce qu’est ce fichier", anchor=False)
    raw = survey.raw
    st.markdown(page.text(sentences.file(raw.name, raw.sheet, len(raw.rows), len(raw.columns))))
    left, right = st.columns(2)
    if len(survey.sheets) > 1:
        key = survey.key("feuille")
        st.session_state[key] = raw.sheet
        right.selectbox(
            "Feuille", survey.sheets, key=key, on_change=lambda: survey.read_sheet(str(st.session_state[key]))
        )
    shape = survey.key("forme")
    st.session_state[shape] = survey.mapping.shape
    left.radio(
        "Que contient-il ?",
        list(sentences.SHAPES),
        format_func=sentences.SHAPES.__getitem__,
        key=shape,
        horizontal=True,
        on_change=lambda: survey.reshape(st.session_state[shape]),
    )


def _options(survey: Survey) -> dict[str, str]:
    """Return what the person says of the whole file: the wave, who made it, how long its rows are kept."""
    first, second, third = st.columns(3)
    wave = first.text_input(
        "Vague",
        key=survey.key("vague"),
        max_chars=LONGEST_WAVE,
        placeholder="2024",
        help=typography("Pour les lignes qui ne disent pas la leur ; à défaut, l’année de la réponse."),
    )
    producer = second.text_input("Producteur (facultatif)", key=survey.key("producteur"), max_chars=120)
    months = third.number_input(
        "Durée de conservation (mois)",
        min_value=1,
        max_value=importing.LONGEST_RETENTION,
        value=importing.RETENTION_MONTHS,
        step=1,
        key=survey.key("duree"),
    )
    until = importing.keep_until(datetime.now(UTC).date(), int(months))
    st.caption(page.text(sentences.kept(until, int(months))))
    return {"wave": wave.strip(), "producer": producer.strip(), "retention_months": str(int(months))}


def _made(survey: Survey, options: dict[str, str]) -> Import | None:
    """Return what the file would become, read once for a mapping and its options; None while it says too little."""
    if survey.lacking:
        return None
    given = {**options, "sheet": survey.raw.sheet, "mapping": survey.mapping}
    text = repr((sorted(options.items()), survey.raw.sheet, survey.mapping.model_dump_json(), store.fingerprint()))
    key = hashlib.sha256(text.encode()).hexdigest()
    with page.guard():
        if survey.made is None or survey.made[0] != key:
            survey.made, survey.twice = None, ()
            with st.spinner("Lecture du fichier…"):
                made = kinds.get("barometer").prepare({survey.name: survey.content}, given)
                survey.made, survey.twice = (key, made), tuple(doubles.sentences(made))
        return survey.made[1]
    return None


def _found(made: Import) -> None:
    counts = preview.of(made)
    if counts is None:
        page.answer("**Aucune ligne n’est utilisable** ; les remarques disent pourquoi.")
    else:
        page.answer(sentences.found(counts, len(territory.load().communes), made.refused))
        import_barometre_preview.show(counts)
    remarks(made)


def _import(survey: Survey, made: Import | None) -> None:
    partial = True
    if made is not None and made.refused:
        partial = st.checkbox(
            typography(f"Importer sans {plural(made.refused, 'élément refusé', 'éléments refusés')}"),
            key=survey.key("partiel"),
        )
    if survey.lacking:
        st.caption(page.text(survey.lacking))
    if made is not None:
        for sentence in beside.sentences(made):
            st.caption(page.text(sentence))
    for sentence in survey.twice if made is not None else ():
        st.warning(page.text(sentence), icon=":material/group:")
    anyway = True
    if made is not None and survey.twice:
        anyway = st.checkbox("Importer quand même", key=survey.key("deux-fois"))
    ready = made is not None and made.accepted > 0 and partial and anyway
    if st.button("Importer", type="primary", icon=":material/upload:", disabled=not ready) and made is not None:
        commit.commit(made, partial=bool(made.refused))
        finished(sentences.done(made.title))

"""The texts of a barometer's answers: those that nothing reads need a choice, the others may be corrected."""

import streamlit as st

from data.formats import plural, typography
from data.importers.barometer import privacy, review
from data.importers.barometer.mapping import IGNORED
from reports.sentences import import_barometre as sentences
from ui import page
from ui.views.import_barometre_state import Survey

# Of one column: beyond, one choice is offered for all the other texts.
IN_SIGHT = 8
MOST_COLUMNS = 12
SILENT = ""
_LABELS = {SILENT: "Sans réponse"}


def show(survey: Survey) -> None:
    """Ask what each text that is not read means; those answered since stay in their place."""
    open_ = [column for column in survey.raw.columns if _gather(survey, column)]
    if not open_:
        return
    waiting = [
        (column, text) for column in open_ for text in _asked(survey, column) if _code(survey, column, text) is None
    ]
    st.subheader("Réponses à préciser", anchor=False)
    said = sentences.unread(len(waiting), len({column for column, _ in waiting}))
    if said:
        st.markdown(page.text(said))
    for column in open_[:MOST_COLUMNS]:
        with st.container(border=True):
            _column(survey, column)
    if len(open_) > MOST_COLUMNS:
        others = plural(len(open_) - MOST_COLUMNS, "autre colonne a", "autres colonnes ont")
        st.caption(page.text(f"{others} des réponses à préciser : voyez « Corriger une colonne ou ses réponses »."))


def _name(survey: Survey, column: str) -> tuple[str, str, str]:
    one = survey.mapping.column(column)
    return column, one.field, one.part


def _asked(survey: Survey, column: str) -> dict[str, int]:
    return survey.asked.get(_name(survey, column), {})


def _gather(survey: Survey, column: str) -> bool:
    """Remember the texts of a column that are not read; tell whether there are any, settled since or not."""
    if survey.mapping.column(column).field:
        found = survey.listed(column)
        unread = found[found["how"] == "non lu"]
        if len(unread):
            known = survey.asked.setdefault(_name(survey, column), {})
            for text, count in zip(unread["text"], unread["count"], strict=True):
                known[text] = max(int(count), known.get(text, 0))
    return bool(_asked(survey, column))


def _code(survey: Survey, column: str, text: str) -> str | None:
    """Return what a text is read as by the person's choice; None while nothing says it."""
    one = survey.mapping.column(column)
    given = one.code_of(text)
    return (SILENT if one.rest == IGNORED else one.rest) if given is None and one.rest else given


def _column(survey: Survey, column: str) -> None:
    one = survey.mapping.column(column)
    asked = _asked(survey, column)
    codes = review.codes(survey.mapping, column)
    label = review.reading(one.field, one.part, survey.mapping.shape)
    st.markdown(page.text(f"**« {column} »**, lue comme « {label} »"))
    shown = [text for text in asked if text != privacy.HIDDEN][:IN_SIGHT]
    if not one.rest:
        sides = st.columns(2)
        for rank, text in enumerate(shown):
            with sides[rank % 2]:
                _text(survey, column, text, f"« {text} » – {sentences.times(asked[text])}")
    others = len(asked) - len(shown)
    if codes and review.has_list(survey.mapping, column) and (others or len(shown) > 1 or one.rest):
        _rest(survey, column, codes, alone=bool(one.rest))
    elif others:
        st.caption(page.text(f"Et {plural(others, 'autre texte', 'autres textes')}, refusés ligne par ligne."))


def _text(survey: Survey, column: str, text: str, label: str, *, where: str = "texte") -> None:
    key = survey.key(where, survey.place(column), text)
    st.session_state[key] = survey.mapping.column(column).code_of(text)
    options = {**_LABELS, **review.codes(survey.mapping, column)}
    st.selectbox(
        page.text(label),
        list(options),
        index=None,
        placeholder="À choisir",
        format_func=lambda code: typography(options[code]),
        key=key,
        on_change=lambda: _answer(survey, column, text, st.session_state[key]),
    )


def _answer(survey: Survey, column: str, text: str, code: str | None) -> None:
    if code is None:
        one = survey.mapping.column(column)
        values = {known: value for known, value in one.values.items() if known != text}
        survey.change(survey.mapping.replacing(one.model_copy(update={"values": values})))
    else:
        survey.change(survey.mapping.answering(column, text, code))


def _rest(survey: Survey, column: str, codes: dict[str, str], *, alone: bool) -> None:
    key = survey.key("reste", survey.place(column))
    st.session_state[key] = survey.mapping.column(column).rest or None
    options = {IGNORED: "Sans réponse", **codes}
    st.selectbox(
        "Toutes les réponses non comprises" if alone else "Toutes les autres réponses non comprises",
        list(options),
        index=None,
        placeholder="Refusées",
        format_func=lambda code: typography(options[code]),
        key=key,
        on_change=lambda: survey.change(survey.mapping.answering_others(column, st.session_state[key] or "")),
    )


def correct(survey: Survey, column: str) -> None:
    """Let the person correct what one text of a column is read as, among all of them."""
    found = survey.listed(column)
    found = found[found["text"] != privacy.HIDDEN]
    if found.empty:
        return
    labels = {str(text): f"{text} → {label}" for text, label in zip(found["text"], found["label"], strict=True)}
    key = survey.key("reponse", survey.place(column))
    text = st.selectbox(
        "Réponse",
        list(labels),
        format_func=lambda one: typography(labels.get(one, one)),
        key=key,
        index=None,
        placeholder="Choisir une réponse",
    )
    if text is not None:
        _text(survey, column, text, f"Lire « {text} » comme", where="corrige")

"""The columns of a barometer: those to check in sight, those that identify persons, the others folded."""

import pandas as pd
import streamlit as st

from data.formats import number, plural, typography
from data.importers.barometer import review
from data.importers.barometer.questionnaire import AGGREGATES
from reports.sentences import import_barometre as sentences
from reports.tables import Column, Table
from ui import page, table
from ui.views.import_barometre_answers import correct
from ui.views.import_barometre_state import Survey

# Beyond, the columns to check are folded: the first ones often settle the others.
IN_SIGHT = 8
# Beyond, they are changed one by one: a page of a hundred lists helps nobody.
MOST = 30
LONGEST_HEADER = 110
_FIELDS = {"age_class": "age", "commune": "commune"}


def show(survey: Survey) -> None:
    """Show what each column is read as, and let the person change it."""
    found = review.columns(survey.raw, survey.mapping, survey.personal)
    held = found["personal"] != ""
    checked = found["column"].isin(survey.doubtful)
    sure = found[~held & ~checked & (found["field"] != "")]
    aside = found[~held & ~checked & (found["field"] == "")]
    st.markdown(page.text(sentences.columns(len(sure), int(checked.sum()), len(aside), int(held.sum()))))
    if survey.lacking:
        st.warning(page.text(survey.lacking), icon=":material/rule:")
    _doubtful(survey, found[checked])
    _persons(survey, found[held])
    if len(sure):
        with st.expander(plural(len(sure), "colonne reconnue", "colonnes reconnues"), icon=":material/check:"):
            table.show(_listed("Colonnes reconnues", sure), key=survey.key("reconnues"))
    if len(aside):
        with st.expander(plural(len(aside), "colonne laissée", "colonnes laissées") + " de côté"):
            table.show(_listed("Colonnes laissées de côté", aside), key=survey.key("laissees"))
    _one(survey, found[~held], open_=bool(survey.lacking))


def _doubtful(survey: Survey, rows: pd.DataFrame) -> None:
    if rows.empty:
        return
    with st.container(border=True):
        st.markdown(page.text("**À vérifier** : l’Atlas n’en est pas sûr."))
        for row in rows.head(IN_SIGHT).to_dict("records"):
            _reading(survey, row)
        if len(rows) > IN_SIGHT:
            with st.expander(plural(len(rows) - IN_SIGHT, "autre colonne", "autres colonnes") + " à vérifier"):
                for row in rows.iloc[IN_SIGHT:MOST].to_dict("records"):
                    _reading(survey, row)
                if len(rows) > MOST:
                    table.show(
                        _listed("Colonnes à vérifier une par une", rows.iloc[MOST:]), key=survey.key("douteuses")
                    )


def _short(header: str) -> str:
    flat = " ".join(header.split())
    return flat if len(flat) <= LONGEST_HEADER else flat[: LONGEST_HEADER - 1] + "…"


def _examples(samples: tuple[str, ...]) -> str:
    return " · ".join(samples) if samples else "–"


def _reading(survey: Survey, row: dict, where: str = "") -> None:
    """Let the person say what one column is."""
    column = str(row["column"])
    options: dict[tuple[str, str], str] = {("", ""): "Ne pas garder", **review.readings(survey.mapping.shape)}
    current = (str(row["field"]), str(row["part"]))
    options.setdefault(current, review.reading(*current, survey.mapping.shape))
    key = survey.key("lecture", where, survey.place(column))
    st.session_state[key] = current
    st.selectbox(
        page.text(f"Que dit « {_short(column)} » ?"),
        list(options),
        format_func=lambda one: typography(options[one]),
        key=key,
        on_change=lambda: survey.read_as(column, st.session_state[key], percent=survey.mapping.column(column).percent),
    )
    parts = [f"Exemples : {_examples(row['samples'])}" if row["samples"] else "Aucune réponse n’y revient deux fois"]
    if row["why"] and row["why"] != "choisi":
        parts.append(f"{row['why']} (confiance {number(100 * row['confidence'])} %)")
    st.caption(page.text(" – ".join(parts)))


def _persons(survey: Survey, rows: pd.DataFrame) -> None:
    """Show the columns that identify persons; a coarser reading of some may be confirmed."""
    if rows.empty:
        return
    with st.container(border=True):
        st.markdown(f":material/shield_person: {page.text('**Ces colonnes identifient des personnes.**')}")
        lines, coarser = [], []
        for column, reason, coarsening in zip(rows["column"], rows["personal"], rows["coarsening"], strict=True):
            held = _held(survey, column, coarsening)
            confirmed = survey.mapping.column(column).coarsen if coarsening else ""
            lines.append(f"- {page.text(sentences.person(_short(column), reason, confirmed, held))}")
            if coarsening and not held:
                coarser.append((column, coarsening))
        st.markdown("\n".join(lines))
        for column, coarsening in coarser:
            _coarser(survey, column, coarsening)


def _held(survey: Survey, column: str, coarsening: str) -> str:
    """Return another column that already says what one could be reduced to; "" when there is none."""
    others = [one.column for one in survey.mapping.of(_FIELDS.get(coarsening, "-")) if one.column != column]
    return _short(others[0]) if others else ""


def _coarser(survey: Survey, column: str, coarsening: str) -> None:
    """Let the person confirm that a column is read for its class of age or its commune alone."""
    key = survey.key("grossir", survey.place(column))
    st.session_state[key] = bool(survey.mapping.column(column).coarsen)

    def confirm() -> None:
        chosen = bool(st.session_state[key])
        survey.read_as(column, (_FIELDS[coarsening] if chosen else "", ""), coarsen=coarsening if chosen else "")

    st.checkbox(
        page.text(f"Garder seulement {sentences.COARSER[coarsening]} de « {_short(column)} »"),
        key=key,
        on_change=confirm,
    )


def _listed(title: str, rows: pd.DataFrame) -> Table:
    frame = pd.DataFrame(
        {
            "column": [_short(str(one)) for one in rows["column"]],
            "label": [typography(str(one)) for one in rows["label"]],
            "samples": [_examples(one) for one in rows["samples"]],
            "filled": rows["filled"].to_numpy(),
            "confidence": (100 * rows["confidence"]).round().to_numpy(),
        }
    )
    filled = [sentences.count(int(one) if one >= sentences.THRESHOLD else None) for one in frame["filled"]]
    frame["filled"] = ["vide" if not rows_ else said for rows_, said in zip(rows["filled"], filled, strict=True)]
    shown = [
        Column("column", "Colonne du fichier", text=True),
        Column("label", "Lue comme", text=True),
        Column("samples", "Exemples", text=True),
        Column("filled", "Cases remplies", text=True),
    ]
    if (rows["field"] != "").any():
        shown.append(Column("confidence", "Confiance", "%"))
    return Table(title, frame, tuple(shown))


def _one(survey: Survey, rows: pd.DataFrame, *, open_: bool) -> None:
    """Let the person change any column, and what its texts are read as."""
    with st.expander("Corriger une colonne ou ses réponses", icon=":material/edit:", expanded=open_):
        key = survey.key("corriger")
        column = st.selectbox(
            "Colonne", list(rows["column"]), format_func=_short, key=key, index=None, placeholder="Choisir une colonne"
        )
        if column is None:
            return
        row = rows.set_index("column", drop=False).loc[column].to_dict()
        _reading(survey, row, "une")
        field = AGGREGATES.get(str(row["field"])) if survey.mapping.shape == "aggregates" else None
        if field is not None and field.kind == "count":
            percent = survey.key("parts", survey.place(column))
            st.session_state[percent] = survey.mapping.column(column).percent
            st.checkbox(
                "Ce sont des parts des répondants, en %",
                key=percent,
                on_change=lambda: survey.read_as(
                    column, (str(row["field"]), str(row["part"])), percent=bool(st.session_state[percent])
                ),
            )
        correct(survey, column)

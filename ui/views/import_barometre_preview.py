"""What an import of the barometer would hold, in counts: publics, benefits, places. Never a row."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.importers.barometer.preview import STATUS_LABELS, Counted, Preview
from reports.sentences import import_barometre as sentences
from ui import page


def show(preview: Preview) -> None:
    """Show the counts, by subject."""
    unit = "Lignes" if preview.counted else "Répondants"
    publics, benefits, places = st.tabs(["Publics", "Prestations", "Lieux"])
    with publics:
        _table("Public", [unit], preview.publics)
    with benefits:
        _table("Prestation", [unit] if preview.counted else list(STATUS_LABELS), preview.benefits)
    with places:
        _table("Niveau", ["Lieux" if preview.counted else "Répondants situés"], preview.places)


def _table(first: str, headings: list[str], rows: Sequence[Counted]) -> None:
    shown = [
        {
            first: page.text(row.label),
            **{heading: page.text(sentences.count(count)) for heading, count in zip(headings, row.counts, strict=True)},
            **({"Règle, là où le fichier ne le dit pas": page.text(row.rule.partition(" : ")[2])} if row.rule else {}),
        }
        for row in rows
        if row.asked
    ]
    if shown:
        st.table(pd.DataFrame(shown).set_index(first), border="horizontal")
    absent = [row.label for row in rows if not row.asked]
    if absent:
        st.caption(page.text(f"{sentences.UNASKED} : {' ; '.join(absent)}."))

"""What other pages say of the priorities in a line."""

import streamlit as st

from geo import territory
from reports.sentences import priorites as sentences
from ui import page, shell
from ui.views import priorites
from ui.views.priorites_choices import Asked

TOP = 10


def commune(code: str) -> None:
    """Say where a commune stands, for everybody and with equal weights, with a link to the page."""
    of = priorites.find(Asked("ensemble", "commune", 1, {}, "moyenne")).of
    row = of.study.table.loc[code]
    name = territory.load().label(code)
    if row["ranked"]:
        said = sentences.line(
            name,
            place=float(row["place"]),
            ranked=len(of.ranked),
            low=float(row["low"]),
            high=float(row["high"]),
            probability=float(row[f"top_{TOP}"]),
        )
    else:
        missing = [one.component.short for one in of.unpublished(code)]
        said = sentences.not_ranked(name, missing, float(row["missing"]))
    st.markdown(page.text(said))
    shell.link("priorites", "Voir ce qui tient quels que soient les choix", territoire=code)

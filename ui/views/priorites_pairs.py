"""Weights by comparing components two by two: who counts how many times more, and whether the answers agree."""

from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
import streamlit as st

from data.formats import typography
from indicators.needs.priorities import MOST_POINTS
from indicators.needs.weights import Compared, compared
from reports.sentences import priorites_moves
from ui import page
from ui.views import priorites_choices

if TYPE_CHECKING:
    from ui.views.priorites import Found

# Saaty's scale, from one side to the other.
ANSWERS = {
    "la première, 9 fois plus": 9.0,
    "la première, 7 fois plus": 7.0,
    "la première, 5 fois plus": 5.0,
    "la première, 3 fois plus": 3.0,
    "autant l’une que l’autre": 1.0,
    "la seconde, 3 fois plus": 1 / 3,
    "la seconde, 5 fois plus": 1 / 5,
    "la seconde, 7 fois plus": 1 / 7,
    "la seconde, 9 fois plus": 1 / 9,
}
_EQUAL = "autant l’une que l’autre"


def show(found: "Found") -> None:
    """Show one line a pair; the weights that follow can be taken for the committee's."""
    keys = list(found.components)
    if len(keys) < 2:
        st.markdown(typography("Il faut deux composantes au moins pour les comparer."))
        return
    pairs = list(combinations(range(len(keys)), 2))
    names = list(found.components.values())
    frame = pd.DataFrame(
        {
            "Première": [names[one] for one, _ in pairs],
            "Seconde": [names[other] for _, other in pairs],
            "Laquelle compte le plus ?": [_EQUAL] * len(pairs),
        }
    )
    edited = st.data_editor(
        frame,
        key=f"priorites-paires-{found.asked.public}-{found.asked.level}",
        hide_index=True,
        disabled=["Première", "Seconde"],
        column_config={
            "Laquelle compte le plus ?": st.column_config.SelectboxColumn(options=list(ANSWERS), required=True)
        },
        width="stretch",
        height=320,
    )
    answers = [ANSWERS[str(text)] for text in edited["Laquelle compte le plus ?"]]
    of = compared(matrix(len(keys), answers))
    st.markdown(page.text(priorites_moves.pairs(of, names)))
    points = points_of(of)
    st.button(
        "Prendre ces poids",
        key="priorites-prendre",
        icon=":material/check:",
        on_click=priorites_choices.give,
        args=(dict(zip(keys, points, strict=True)),),
    )


def matrix(count: int, answers: list[float]) -> np.ndarray:
    """Return the reciprocal matrix of answers given pair after pair, float[count, count]."""
    found = np.eye(count)
    for (one, other), answer in zip(combinations(range(count), 2), answers, strict=True):
        found[one, other], found[other, one] = answer, 1 / answer
    return found


def points_of(of: Compared) -> list[float]:
    """Return weights as points of the sliders: the greatest has them all, none falls to 0."""
    share = of.weights / of.weights.max()
    return [float(max(1, round(MOST_POINTS * one))) for one in share]

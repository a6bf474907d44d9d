"""Weights by comparing components two by two: who counts how many times more, and whether the answers agree."""

from collections.abc import Callable, Mapping
from itertools import combinations
from typing import Any

import numpy as np
import pandas as pd
import streamlit as st

from data.formats import typography
from indicators.needs.priorities import MOST_POINTS, POINTS
from indicators.needs.table import NeedTable
from indicators.needs.weights import Compared, compared
from reports.sentences import priorites_moves
from ui import page

# Saaty's scale, from one side to the other; the rank of an answer, from 1, is its digit in the address.
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
_WORDS = list(ANSWERS)
_EQUAL = "autant l’une que l’autre"
_QUESTION = "Laquelle compte le plus ?"
PARAMETER, _STATE = "paires", "_priorites_paires"


def ask(table: NeedTable, *, shown: bool, take: Callable[[Mapping[str, float]], None]) -> dict[str, float]:
    """Return the points that the comparisons amount to; with `shown`, let the reader make them.

    Parameters
    ----------
    take : callable
        Makes whole points, by component, those of the committee.

    Returns
    -------
    dict of str to float
        Points by component, `POINTS` on average, in the exact proportion of the weights.
    """
    keys, names = [one.key for one in table.components], [one.short for one in table.components]
    pairs = list(combinations(names, 2))
    state = _state((table.public, table.level), len(pairs))
    if shown and not pairs:
        st.markdown(typography("Il faut deux composantes au moins pour les comparer."))
    elif shown:
        state["latest"] = _edit(f"priorites-paires-{table.public}-{table.level}-{state['round']}", pairs, state)
    of = compared(matrix(len(keys), [ANSWERS[one] for one in state["latest"]]))
    _to_address(state["latest"])
    if shown and pairs:
        st.markdown(page.text(priorites_moves.pairs(of, names)))
        st.button(
            "Reprendre ces poids en points",
            key="priorites-prendre",
            icon=":material/tune:",
            on_click=take,
            args=(dict(zip(keys, points_of(of), strict=True)),),
        )
    return dict(zip(keys, (POINTS * len(keys) * of.weights).tolist(), strict=True))


def forget() -> None:
    """Forget the answers of an earlier visit: the address says what there is."""
    st.session_state.pop(_STATE, None)


def _state(of: tuple[str, str], count: int) -> dict[str, Any]:
    """Return where the table of a public and level starts from: its rows must not change while it is edited."""
    kept: dict[tuple[str, str], dict[str, Any]] | None = st.session_state.get(_STATE)
    if kept is None:
        kept = st.session_state[_STATE] = {}
        kept[of] = {"start": _from_address(count), "round": 0}
        kept[of]["latest"] = kept[of]["start"]
    state = kept.setdefault(of, {"start": [_EQUAL] * count, "latest": [_EQUAL] * count, "round": 0})
    if len(state["latest"]) != count:
        # Other components than before: a file was brought in, or taken away.
        state |= {"start": [_EQUAL] * count, "latest": [_EQUAL] * count, "round": state["round"] + 1}
    return state


def _from_address(count: int) -> list[str]:
    asked = st.query_params.get(PARAMETER)
    if not asked:
        return [_EQUAL] * count
    if len(asked) != count or not set(asked) <= set("123456789"):
        st.warning(
            typography(
                f"L’adresse demande « {asked} » ({PARAMETER}) : il faut {count} chiffres de 1 à 9, un par paire de "
                "composantes. La page les compte à égalité."
            ),
            icon=":material/link_off:",
        )
        return [_EQUAL] * count
    return [_WORDS[int(digit) - 1] for digit in asked]


def _to_address(answers: list[str]) -> None:
    written = "".join(str(_WORDS.index(one) + 1) for one in answers)
    if all(one == _EQUAL for one in answers):
        if PARAMETER in st.query_params:
            del st.query_params[PARAMETER]
    elif written != st.query_params.get(PARAMETER):
        st.query_params[PARAMETER] = written


def _edit(key: str, pairs: list[tuple[str, str]], state: dict[str, Any]) -> list[str]:
    if key not in st.session_state and state["latest"] != state["start"]:
        # Back from other weights, where the table was not shown: Streamlit has forgotten what was answered.
        state["start"] = state["latest"]
    frame = pd.DataFrame(
        {
            "Première": [one for one, _ in pairs],
            "Seconde": [other for _, other in pairs],
            _QUESTION: state["start"],
        }
    )
    edited = st.data_editor(
        frame,
        key=key,
        hide_index=True,
        disabled=["Première", "Seconde"],
        column_config={_QUESTION: st.column_config.SelectboxColumn(options=_WORDS, required=True)},
        width="stretch",
        height=320,
    )
    return [str(text) for text in edited[_QUESTION]]


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

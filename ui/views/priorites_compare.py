"""Two weightings of the need index, side by side: any two of those that the page knows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd
import streamlit as st

from data.formats import typography
from indicators.needs.priorities import EQUAL, FROM_DATA, Priorities, places_under, weighting
from reports.sentences import priorites_method
from ui import choices

if TYPE_CHECKING:
    from ui.views.priorites import Found

CHOSEN = "choisis"


@dataclass(frozen=True, eq=False)
class Weighting:
    """A weighting to be compared.

    Attributes
    ----------
    phrase, head : str
        « des poids égaux », after « avec »; « poids égaux », over a column.
    weights : mapping of str to float
        By component, zero or more.
    chosen : bool
        Whether it is the one that the page ranks with.
    """

    phrase: str
    head: str
    weights: Mapping[str, float]
    chosen: bool

    def places(self, of: Priorities) -> "pd.Series[float]":
        """Return the place of each ranked area with these weights."""
        return of.ranked["place"] if self.chosen else places_under(of, self.weights)


def ask(found: "Found") -> tuple[Weighting, Weighting]:
    """Let the reader choose two weightings; at first those of the page, and those of the data."""
    weighing = found.asked.method.weighing
    offered = {CHOSEN: priorites_method.option(weighing)}
    offered |= {
        "points": "Points du comité",
        EQUAL: "Poids égaux",
        "paires": "Comparaisons deux à deux",
        FROM_DATA: "Poids tirés des données (analyse en composantes principales)",
    }
    offered |= {key: f"Poids égaux, « {short} » comptant double" for key, short in found.components.items()}
    labels = {key: typography(label) for key, label in offered.items()}
    left, right = st.columns(2, gap="large")
    with left:
        first = choices.one("Comparer", labels, key="comparer", default=CHOSEN)
    with right:
        other = choices.one("à", labels, key="comparer_a", default=FROM_DATA)
    return _weighting(found, first), _weighting(found, other)


def _weighting(found: "Found", name: str) -> Weighting:
    of, asked = found.of, found.asked
    chosen = name in (CHOSEN, asked.method.weighing)
    if name == CHOSEN:
        name = asked.method.weighing
    if name in found.components:
        phrase = f"« {found.components[name]} » comptant double"
        return Weighting(phrase, phrase, weighting(of, name), chosen=False)
    weights: Mapping[str, float] = {"points": asked.committee, "paires": asked.pairs}.get(name) or weighting(of, name)
    known = {str(key): key for key in priorites_method.WITH}[name]
    return Weighting(priorites_method.WITH[known], priorites_method.HEADS[known], weights, chosen)

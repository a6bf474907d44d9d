"""Where the weights of the need index come from: the committee's points, equal ones, comparisons, the data."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

import streamlit as st
from streamlit.errors import StreamlitAPIException

from data.formats import typography
from indicators.needs.components import Component
from indicators.needs.method import Weighing
from indicators.needs.priorities import MOST_POINTS, POINTS, analysis
from indicators.needs.table import NeedTable
from reports.sentences import priorites_method
from ui import choices, page
from ui.views import priorites_pairs

WIDTHS = {
    "serree": "serrée : les poids choisis, à peu de chose près",
    "moyenne": "moyenne : chaque poids peut varier de moitié",
    "entiere": "entière : toute pondération est possible",
}
WEIGHING = "ponderation"
_KEPT = "_priorites_points"


@dataclass(frozen=True)
class Weights:
    """What the block of weights is answered.

    Attributes
    ----------
    weighing : Weighing
        Where the weights come from.
    committee, pairs : dict of str to float
        Points by component: of the committee, and those that the comparisons two by two amount to. Both are kept
        when the weights come from elsewhere: the two can be compared.
    width : str
        How far the draws go from the weights.
    """

    weighing: Weighing
    committee: dict[str, float]
    pairs: dict[str, float]
    width: str

    @property
    def points(self) -> dict[str, float]:
        """The points that the ranking is made with."""
        return {"points": self.committee, "paires": self.pairs}.get(self.weighing, {})


def ask(table: NeedTable) -> Weights:
    """Show where the weights come from, and what goes with it."""
    if WEIGHING not in st.session_state:
        # The page is opened: what was kept is of an earlier visit, only the address counts.
        st.session_state.pop(_KEPT, None)
        priorites_pairs.forget()
    weighing = cast(
        "Weighing",
        choices.one(
            "D’où viennent les poids ?",
            {str(key): label for key, label in priorites_method.WEIGHINGS.items()},
            key=WEIGHING,
            default="points",
            look="pills",
        ),
    )
    st.markdown(page.text(priorites_method.weighing(weighing)))
    names = [one.short for one in table.components]
    committee = _sliders(table.components) if weighing == "points" else _kept(table.components)
    if weighing == "acp":
        st.markdown(page.text(priorites_method.analysis(analysis(table), names)))
    pairs = priorites_pairs.ask(table, shown=weighing == "paires", take=_take)
    left, right = st.columns([2, 1], gap="large", vertical_alignment="bottom")
    with left:
        width = choices.one("Discussion sur les poids", WIDTHS, key="discussion", default="moyenne")
    if weighing == "points":
        with right:
            st.button(
                "Remettre à égalité",
                icon=":material/balance:",
                key="priorites-egalite",
                on_click=give,
                args=({one.key: float(POINTS) for one in table.components},),
                width="stretch",
            )
        if not any(committee.values()):
            st.info(
                typography("Aucune composante n’a de point : elles comptent toutes autant."), icon=":material/info:"
            )
    return Weights(weighing, committee, pairs, width)


def _sliders(components: tuple[Component, ...]) -> dict[str, float]:
    kept = st.session_state.setdefault(_KEPT, {})
    points: dict[str, float] = {}
    columns = st.columns(3, gap="large")
    for rank, one in enumerate(components):
        if one.key in kept and key_of(one.key) not in st.session_state:
            st.session_state[key_of(one.key)] = int(kept[one.key])
        with columns[rank % 3]:
            points[one.key] = float(
                choices.number(one.short, 0, MOST_POINTS, key=key_of(one.key), default=POINTS, help=_help(one))
            )
    kept.update(points)
    return points


def _kept(components: tuple[Component, ...]) -> dict[str, float]:
    """Return the committee's points while the sliders are not shown; the address still holds them."""
    kept = st.session_state.setdefault(_KEPT, {})
    for one in components:
        asked = st.query_params.get(key_of(one.key), "")
        read = float(asked) if asked in {str(value) for value in range(MOST_POINTS + 1)} else float(POINTS)
        points = kept.setdefault(one.key, read)
        if points != POINTS and asked != str(int(points)):
            try:
                st.query_params[key_of(one.key)] = str(int(points))
            except StreamlitAPIException:
                # The slider has just left the screen: the address is its own until the next run.
                continue
    return {one.key: float(kept[one.key]) for one in components}


def _help(one: Component) -> str:
    sense = (
        "Plus il est haut, plus le besoin est fort."
        if one.direction > 0
        else "Plus il est bas, plus le besoin est fort."
    )
    return typography(f"{one.label} ({one.unit}). {sense} {one.source}.")


def key_of(component: str) -> str:
    """Return the name, in the address, of the points of a component."""
    return f"poids_{component}"


def give(points: Mapping[str, float]) -> None:
    """Set the committee's points, before the run that shows them."""
    for key, value in points.items():
        st.session_state[key_of(key)] = int(value)


def _take(points: Mapping[str, float]) -> None:
    """Make points of the comparisons those of the committee, to be shown and moved."""
    give(points)
    st.session_state[WEIGHING] = "points"

"""What one asks of the page Priorités: public, level, how many, and the committee's weights."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st

from data.formats import typography
from geo import territory
from indicators.needs.components import Component
from indicators.needs.priorities import MOST_POINTS, POINTS
from indicators.needs.table import need_table
from reports.sentences.priorites_words import AUDIENCES
from ui import choices

LEVELS = {"commune": "Communes", "iris": "IRIS", "carreau": "Carreaux de 200 m"}
WIDTHS = {
    "serree": "serrée : les poids choisis, à peu de chose près",
    "moyenne": "moyenne : chaque poids peut varier de moitié",
    "entiere": "entière : toute pondération est possible",
}
WHOLE = "tout"
AREA, FROM_MAP = "territoire", "_priorites_from_map"


@dataclass(frozen=True)
class Asked:
    """The question.

    Attributes
    ----------
    public, level : str
    rank : int
        Which of the three sizes of the first ones, 0 to 2.
    points : dict of str to float
        The committee's, by component.
    width : str
        How far the draws go from these weights.
    """

    public: str
    level: str
    rank: int
    points: dict[str, float]
    width: str


def ask() -> Asked:
    """Show the choices and return the question."""
    who, where, many = st.columns([4, 3.4, 2.6], gap="medium")
    with who:
        public = choices.one("Pour quel public ?", AUDIENCES, key="public", default="ensemble")
    with where:
        level = choices.one("Niveau", LEVELS, key="niveau", default="commune", look="segments")
    sizes = {"5": "5 %", "10": "10 %", "15": "15 %"} if level == "carreau" else {"5": "5", "10": "10", "15": "15"}
    with many:
        size = choices.one(
            "Combien de priorités ?",
            {key: typography(label) for key, label in sizes.items()},
            key="combien",
            default="10",
            look="segments",
        )
    with st.expander("Les poids du comité", icon=":material/balance:"):
        points, width = _weights(need_table(public, level).components)
    return Asked(public, level, list(sizes).index(size), points, width)


def key_of(component: str) -> str:
    """Return the name, in the address, of the points of a component."""
    return f"poids_{component}"


def _weights(components: tuple[Component, ...]) -> tuple[dict[str, float], str]:
    st.markdown(
        typography(
            "Donnez à chaque composante de 0 (elle ne compte pas) à 10 points. Les tirages font varier les poids "
            "autour des vôtres : la carte montre ce qui tient malgré tout."
        )
    )
    points: dict[str, float] = {}
    columns = st.columns(3, gap="large")
    for rank, one in enumerate(components):
        with columns[rank % 3]:
            points[one.key] = float(
                choices.number(one.short, 0, MOST_POINTS, key=key_of(one.key), default=POINTS, help=_help(one))
            )
    left, right = st.columns([2, 1], gap="large", vertical_alignment="bottom")
    with left:
        width = choices.one("Discussion sur les poids", WIDTHS, key="discussion", default="moyenne")
    with right:
        st.button(
            "Remettre à égalité",
            icon=":material/balance:",
            key="priorites-egalite",
            on_click=give,
            args=({one.key: float(POINTS) for one in components},),
            width="stretch",
        )
    if not any(points.values()):
        st.info(typography("Aucune composante n’a de point : elles comptent toutes autant."), icon=":material/info:")
    return points, width


def _help(one: Component) -> str:
    sense = (
        "Plus il est haut, plus le besoin est fort."
        if one.direction > 0
        else "Plus il est bas, plus le besoin est fort."
    )
    return typography(f"{one.label} ({one.unit}). {sense} {one.source}.")


def give(points: Mapping[str, float]) -> None:
    """Set the committee's points, before the run that shows them."""
    for key, value in points.items():
        st.session_state[key_of(key)] = int(value)


def locate(level: str) -> str | None:
    """Show the list that finds an area, and return the code of the one chosen."""
    ground = territory.load()
    named = {code: ground.label(code) for code in (ground.communes if level == "commune" else ground.iris)}
    if level == "carreau":
        named = {}
    chosen = st.session_state.get(AREA)
    if level == "carreau" and chosen in set(ground.codes("carreau")):
        named[chosen] = f"{ground.label(chosen)} ({chosen.removeprefix('CRS3035RES200m')})"
    if chosen is not None and chosen != WHOLE and chosen not in named:
        st.session_state[AREA] = WHOLE
    named = dict(sorted(named.items(), key=lambda item: territory.sort_key(item[1])))
    label = {"commune": "Regarder une commune", "iris": "Regarder un IRIS", "carreau": "Regarder un carreau"}[level]
    help_text = "Cliquez sur la carte pour choisir un carreau." if level == "carreau" else None
    found = choices.one(label, {WHOLE: "Tout le territoire"} | named, key=AREA, default=WHOLE, help=help_text)
    return None if found == WHOLE else found


def choose_area(code: str | None, *, from_map: bool = False) -> None:
    """Choose an area (None: the whole territory) before the run that shows it; the map moves unless clicked."""
    st.session_state[AREA] = code or WHOLE
    st.session_state[FROM_MAP] = code if from_map else None

"""What one asks of the page Priorités: public, level, how many, and the committee's weights."""

from dataclasses import dataclass, field, replace
from typing import cast

import streamlit as st

from data.formats import typography
from geo import territory
from indicators.needs.aggregate import Aggregation
from indicators.needs.method import Method, Weighing
from indicators.needs.normalise import Normalisation
from indicators.needs.priorities import USUAL
from indicators.needs.table import need_table
from reports.sentences import priorites_method
from reports.sentences.priorites_words import AUDIENCES
from ui import choices, page
from ui.views import priorites_weights

LEVELS = {"commune": "Communes", "iris": "IRIS", "carreau": "Carreaux de 200 m"}
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
        By component: the committee's, or those that comparisons two by two amount to.
    width : str
        How far the draws go from these weights.
    method : Method
        Where the weights come from, and how the index that is shown is made.
    committee, pairs : dict of str to float
        Points by component, whatever the weights come from: to be compared.
    """

    public: str
    level: str
    rank: int
    points: dict[str, float]
    width: str
    method: Method = USUAL
    committee: dict[str, float] = field(default_factory=dict)
    pairs: dict[str, float] = field(default_factory=dict)


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
        weights = priorites_weights.ask(need_table(public, level))
    with st.expander("Affiner", icon=":material/tune:"):
        method = _refine(weights.weighing)
    return Asked(
        public,
        level,
        list(sizes).index(size),
        weights.points,
        weights.width,
        method,
        weights.committee,
        weights.pairs,
    )


def _refine(weighing: Weighing) -> Method:
    """Let the reader choose the scale and the way of combining of the index that is shown."""
    left, right = st.columns(2, gap="large")
    with left:
        combine = choices.one(
            "Façon de combiner",
            {str(key): label for key, label in priorites_method.WAYS.items()},
            key="combiner",
            default="arithmetic",
        )
    method = Method(weighing, combine=cast("Aggregation", combine))
    if not method.fronts:
        with right:
            scale = choices.one(
                "Mise à l’échelle",
                {str(key): label for key, label in priorites_method.SCALES.items()},
                key="echelle",
                default="minmax",
            )
        method = replace(method, scale=cast("Normalisation", scale))
    st.markdown(page.text(priorites_method.refined(method)))
    return method


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

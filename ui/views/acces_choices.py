"""What one asks of the page Accès: service, way of travelling, public, and behind « Affiner » the hypotheses."""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from data.formats import minutes, number, typography
from geo import territory, travel
from geo.travel import TravelMode
from indicators.publics import PUBLICS
from indicators.service_places import KINDS
from indicators.targets import TARGETS, Target, target
from reports.access_map import LEVELS
from ui import choices, page

WHOLE = "tout"
COMMUNE, ZONE, FROM_MAP = "commune", "_acces_zone", "_acces_from_map"
_FIXED = (0.0, 2.0, 3.0, 5.0, 10.0)


@dataclass(frozen=True)
class Asked:
    """The question: which target, how one travels, who counts, from how many minutes on it is far."""

    target: Target
    mode: TravelMode
    public: str
    threshold: int
    level: str


def ask() -> Asked:
    """Show the choices and return the question."""
    service, way, who = st.columns([4, 3, 4], gap="medium")
    kinds = [KINDS[key].label for key in TARGETS["droits"].kinds]
    with service:
        chosen = choices.one(
            "Quel service ?",
            {key: one.label for key, one in TARGETS.items()},
            key="service",
            default="france_services",
            help=typography(f"« {TARGETS['droits'].label} » : {', '.join(kinds)}."),
        )
    with way:
        modes = {key: one.label_fr.capitalize() for key, one in travel.MODES.items()}
        mode = choices.one("Comment s’y rend-on ?", modes, key="mode", default="car", look="segments")
    with who:
        publics = {"population": "Toute la population"} | {one.key: one.label for one in PUBLICS}
        public = choices.one("Pour quel public ?", publics, key="public", default="population")
    with st.expander("Affiner : seuil, niveau de la carte, hypothèses de déplacement"):
        first, second = st.columns(2, gap="large")
        with first:
            threshold = choices.number("C’est loin au-delà de (minutes)", 5, 60, key="seuil", default=20, step=5)
        with second:
            level = choices.one("La carte montre", LEVELS, key="niveau", look="radio")
        adjusted = _hypotheses(travel.travel_mode(mode))
    return Asked(target(chosen), adjusted, public, threshold, level)


def _offered(values: Iterable[float], usual: float, unit: str, decimals: int) -> dict[str, str]:
    """Return values to choose from by their plain text, the usual one named so."""
    return {
        f"{value:g}": number(value, decimals, unit).replace(",0", "")
        + (" (valeur de départ)" if value == usual else "")
        for value in sorted({*values, usual})
    }


def _hypotheses(mode: TravelMode) -> TravelMode:
    """Show the parameters of the estimate, each a hypothesis with its source, and return the mode they make."""
    slow, fast = mode.speed_range
    straight, winding = mode.detour_range
    steps = (slow, (slow + mode.speed_kmh) / 2, (mode.speed_kmh + fast) / 2, fast)
    columns = st.columns(3, gap="large")
    with columns[0]:
        # One key a mode: 40 km/h is no speed to walk at, and the address must not ask for it.
        speed = choices.one(
            f"Vitesse {mode.label_fr} (hypothèse)",
            _offered(steps, mode.speed_kmh, "km/h", 1),
            key=f"vitesse_{mode.key}",
            default=f"{mode.speed_kmh:g}",
        )
    with columns[1]:
        detour = choices.one(
            "Détour par rapport au vol d’oiseau (hypothèse)",
            _offered((1.0, straight, winding, 1.6), mode.detour, "", 3),
            key="detour",
            default=f"{mode.detour:g}",
        )
    with columns[2]:
        fixed = choices.one(
            "Temps fixe, quelle que soit la distance (hypothèse)",
            {
                f"{value:g}": minutes(value) + (" (valeur de départ)" if value == mode.fixed_minutes else "")
                for value in _FIXED
            },
            key=f"fixe_{mode.key}",
            default=f"{mode.fixed_minutes:g}",
        )
    page.source(mode.source)
    return travel.adjusted(mode, speed_kmh=float(speed), detour=float(detour), fixed_minutes=float(fixed))


def locate() -> str | None:
    """Show the list that finds a commune, and return the code of the one chosen."""
    names = {code: area.name for code, area in territory.load().communes.items()}
    chosen = choices.one("Repérer une commune", {WHOLE: "Tout le territoire"} | names, key=COMMUNE)
    return None if chosen == WHOLE else chosen


def choose_commune(code: str | None, *, from_map: bool = False) -> None:
    """Choose a commune (None: the whole territory) before the run that shows it; the map moves unless clicked."""
    st.session_state[COMMUNE] = code or WHOLE
    st.session_state[FROM_MAP] = code if from_map else None
    st.session_state.pop(ZONE, None)


def choose_zone(name: str | None, *, from_map: bool = False) -> None:
    """Choose a zone by its name before the run that shows it; the map moves unless clicked."""
    st.session_state[ZONE] = name
    st.session_state[COMMUNE] = WHOLE
    st.session_state[FROM_MAP] = name if from_map else None

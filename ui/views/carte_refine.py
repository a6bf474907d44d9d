"""What stands behind « Affiner »: the classes, the second variable, what lies over the map."""

import math
import re

import streamlit as st

from data.formats import typography
from geo.palettes import MAX_CLASSES
from indicators import catalogue, related
from indicators.catalogue import Indicator
from ui import choices
from ui.errors import ScreenError
from ui.views.carte_choices import Refined, menu_label

AUTOMATIC, NONE = "auto", "aucune"
SCHEMES = {
    "jenks": "Seuils naturels (Fisher-Jenks)",
    "quantiles": "Effectifs égaux (quantiles)",
    "equal": "Amplitudes égales",
    "std": "Moyenne et écarts-types",
    "pretty": "Bornes rondes",
    "manual": "Bornes à la main",
}
LAYERS = {
    "noms": "Noms des communes",
    "qpv": "Quartiers prioritaires",
    "services": "Services",
    "hotes": "Lieux d’accueil possibles",
}


def refinements(indicator: Indicator) -> tuple[Refined, tuple[str, ...]]:
    """Show the choices behind « Affiner »; return how to paint, and the layers to lay over."""
    first, second, third = st.columns(3)
    with first:
        scheme, classes, breaks = _classes()
    with second:
        crossed, under = _company(indicator)
    with third:
        layers = choices.many("Couches", LAYERS, key="couches", default=("noms",), placeholder="Aucune")
    return Refined(scheme, classes, breaks, crossed, under), tuple(layers)


def _classes() -> tuple[str, int, tuple[float, ...]]:
    scheme = choices.one("Méthode de classes", SCHEMES, key="methode", default="jenks")
    if scheme != "manual":
        return scheme, choices.number("Nombre de classes", 3, MAX_CLASSES, key="classes", default=5), ()
    written = choices.text("Bornes, de la plus petite à la plus grande", key="bornes", placeholder="5 ; 10 ; 15")
    try:
        breaks = parsed_breaks(written)
    except ScreenError as fault:
        st.warning(str(fault), icon=":material/rule:")
        breaks = ()
    # Until there are bounds to follow, round ones.
    return ("manual", len(breaks) + 1, breaks) if breaks else ("pretty", 5, ())


def _company(indicator: Indicator) -> tuple[str, str]:
    """Show the choice of what goes with the indicator: a rate to cross with, or one under its circles."""
    rates = {
        one.id: menu_label(one) for one in catalogue.at(indicator.level) if not one.is_count and one.id != indicator.id
    }
    if not indicator.is_count:
        options = {NONE: "Aucune", **rates}
        _forget("croiser", options)
        crossed = choices.one(
            "Croiser avec une deuxième variable",
            options,
            key="croiser",
            help="Neuf couleurs : chaque variable est basse, moyenne ou haute.",
        )
        return ("" if crossed == NONE else crossed), ""
    # On cells, circles hide the colour under them.
    matching = related.rate_of(indicator) if indicator.level != "carreau" else None
    usual = f"Celui qui correspond : {matching.short}" if matching else "Celui qui correspond : aucun"
    options = {AUTOMATIC: typography(usual), NONE: "Aucun", **rates}
    _forget("fond", options)
    under = choices.one("Taux en couleur sous les cercles", options, key="fond")
    if under == AUTOMATIC:
        return "", matching.id if matching else ""
    return "", "" if under == NONE else under


def _forget(key: str, options: dict[str, str]) -> None:
    """Drop a choice that belongs to another level or indicator: it is no fault of the address."""
    if st.session_state.get(key) not in (None, *options):
        del st.session_state[key]


def parsed_breaks(text: str) -> tuple[float, ...]:
    """Return the bounds written as « 5 ; 10 ; 12,5 », ascending, each once.

    Raises
    ------
    ScreenError
        When a bound is not a number, or there are more than six.
    """
    found = set()
    for part in re.split(r"[;\s\u202f\u00a0]+", text.strip()):
        if not part:
            continue
        try:
            bound = float(part.replace(",", "."))
        except ValueError:
            bound = math.nan
        if not math.isfinite(bound):
            raise ScreenError(
                typography(f"La borne « {part} » n’est pas un nombre : écrivez par exemple 5 ; 10 ; 12,5.")
            )
        found.add(bound)
    if len(found) >= MAX_CLASSES:
        raise ScreenError(
            typography(
                f"{len(found)} bornes feraient {len(found) + 1} classes : une carte en compte {MAX_CLASSES} au plus."
            )
        )
    return tuple(sorted(found))

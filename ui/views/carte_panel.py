"""The panel beside the map: the territory that is chosen, beside others, and those that are pinned."""

import html
from dataclasses import replace

import numpy as np
import streamlit as st

from data import store
from data.formats import MISSING, capital, typography
from geo import territory
from indicators import catalogue
from indicators.beside import Beside, Line, beside, first, line, low_first
from indicators.catalogue import Indicator
from indicators.comparison import Reference
from indicators.values import values
from reports.sentences import carte as sentences
from ui import choices, page, shell
from ui.views import value_bars
from ui.views.carte_areas import WHOLE, areas
from ui.views.carte_choices import AREA, MOST_PINS, PINS
from ui.views.carte_view import View
from ui.views.value_bars import Bar

SHOWN = 6
"""How many territories are listed when none is chosen."""
LISTED = 7
"""Up to how many neighbours are listed unfolded."""
_VALUE = """
<style>
  .atlas-chosen {margin: 0 0 .3rem;}
  .atlas-chosen em {display: block; font-size: 1.2rem; line-height: 1.4;}
  .atlas-chosen strong {display: block; font-size: 1.9rem; line-height: 1.15; font-weight: 650;
    font-variant-numeric: tabular-nums;}
  .atlas-chosen span {display: block; opacity: .85; line-height: 1.4;}
</style>
"""


@st.cache_data(show_spinner=False, max_entries=512)
def _beside(identifier: str, level: str, code: str, fingerprint: str) -> Beside:
    return beside(values(identifier, level), code)


@st.cache_data(show_spinner=False, max_entries=128)
def _first(identifier: str, level: str, fingerprint: str) -> tuple[Line, ...]:
    return first(values(identifier, level), SHOWN)


def style() -> None:
    """Add the look of the panel; once, before it."""
    value_bars.style()
    st.html(_VALUE)


def show(of_view: View, code: str) -> None:
    """Show the territory that is chosen, or where the need is greatest when none is."""
    indicator = of_view.of.indicator
    if code == WHOLE:
        _whole(of_view)
    else:
        guessed = code in of_view.of.codes and bool(of_view.imputed[of_view.of.codes.index(code)])
        _one(indicator, _beside(indicator.id, indicator.level, code, store.fingerprint()), guessed)
        _buttons(code)


def _big(value: str, *lines: str) -> None:
    """Show a value large, a reason why there is none as a word, then what goes with it."""
    below = "".join(f"<span>{html.escape(typography(said), quote=False)}</span>" for said in lines if said)
    tag = "strong" if any(sign.isdigit() for sign in value) else "em"
    st.html(f'<p class="atlas-chosen"><{tag}>{html.escape(typography(value), quote=False)}</{tag}>{below}</p>')


def _whole(of_view: View) -> None:
    indicator, cua = of_view.of.indicator, of_view.cua
    st.header("Tout le territoire", anchor=False)
    named = "" if cua.entire else cua.label
    _big(*sentences.split(indicator, cua.value, cua.between), f"{named[:1].upper()}{named[1:]}", cua.note)
    listed = _first(indicator.id, indicator.level, store.fingerprint())
    end = "basses" if low_first(indicator) else "hautes"
    caption = f"Les valeurs les plus {end}" + (" par commune" if indicator.level == "carreau" else "")
    value_bars.show([_bar(indicator, one) for one in listed], caption=caption)
    page.source("Cliquez sur la carte, choisissez une ligne du tableau ou cherchez un nom.")


def _one(indicator: Indicator, found: Beside, guessed: bool) -> None:
    own = found.own
    st.header(typography(own.name), anchor=False)
    made = "Carreau imputé par l’Insee : ses valeurs sont estimées." if guessed else ""
    if not guessed and found.terms is not None and not indicator.unit.startswith("€"):
        top, bottom = (catalogue.get(name, indicator.level) for name in (indicator.numerator, indicator.denominator))
        made = sentences.terms(top, bottom, found.terms)
    place = found.rank.text if found.rank else ""
    big, unit = (own.reason, "") if own.reason else sentences.split(indicator, own.value, own.between)
    _big(big, unit, place, made, found.note)
    compared = [replace(_bar(indicator, own), strong=True)]
    compared += [_reference(indicator, one) for one in found.references]
    value_bars.show(compared, caption=f"{indicator.short}, {indicator.unit}")
    for one in found.references:
        if one.note and one.entire:
            page.source(f"{one.label} : {one.note}.")
    if found.others:
        _others(indicator, found)


def _others(indicator: Indicator, found: Beside) -> None:
    """Show the neighbours, or the IRIS of a commune; folded when they are many."""
    title = "Ses voisines"
    if indicator.level == "iris":
        title = "Ses IRIS" if found.rank is None and found.own.code not in territory.load().iris else "Les IRIS voisins"
    bars = [_bar(indicator, other) for other in found.others]
    if len(bars) <= LISTED:
        value_bars.show(bars, caption=title)
        return
    with st.expander(typography(f"{title} ({len(bars)})")):
        value_bars.show(bars)


def _bar(indicator: Indicator, one: Line) -> Bar:
    return Bar(one.name, one.value, one.reason or sentences.brief(indicator, one.value, one.between))


def _reference(indicator: Indicator, one: Reference) -> Bar:
    name = f"{capital(one.label)}"
    return Bar(name, one.value, MISSING if np.isnan(one.value) else sentences.brief(indicator, one.value, one.between))


def _buttons(code: str) -> None:
    pins = list(st.session_state.get(PINS) or [])

    def pin() -> None:
        st.session_state[PINS] = [*pins, code]

    def unpin() -> None:
        st.session_state[PINS] = [one for one in pins if one != code]

    def leave() -> None:
        st.session_state[AREA] = WHOLE

    with st.container(horizontal=True, vertical_alignment="center"):
        if code in pins:
            st.button("Retirer de la comparaison", icon=":material/keep_off:", on_click=unpin, key="carte-retirer")
        else:
            st.button(
                "Épingler",
                icon=":material/keep:",
                on_click=pin,
                disabled=len(pins) >= MOST_PINS,
                help=f"Pour comparer jusqu’à {MOST_PINS} territoires.",
                key="carte-epingler",
            )
        st.button(
            "Fermer", icon=":material/close:", help="Revenir à tout le territoire.", on_click=leave, key="carte-tout"
        )
    known = territory.load()
    commune = known.communes[known.commune_of(code)].name
    shell.link("fiche", f"Ouvrir la fiche : {commune}".replace(" :", "\u202f:"), commune=commune)


def pins_choice(level: str) -> list[str]:
    """Show the choice of the pinned territories; return their codes."""
    held = list(st.session_state.get(PINS) or [])
    chosen = st.session_state.get(AREA, WHOLE)
    options = areas(level, *held, *([chosen] if chosen != WHOLE else []))
    return choices.many(
        "Comparer",
        options,
        key=PINS,
        most=MOST_PINS,
        placeholder="Deux ou trois territoires",
    )


def show_pins(of_view: View, pins: list[str]) -> None:
    """Show the pinned territories and the whole as bars."""
    if not pins:
        return
    indicator = of_view.of.indicator
    bars = [_bar(indicator, line(of_view.of, code)) for code in pins]
    value_bars.show([*bars, _reference(indicator, of_view.cua)])
    if len(pins) == 1:
        page.source("Épinglez un deuxième territoire pour comparer tout le thème, sous la carte.")

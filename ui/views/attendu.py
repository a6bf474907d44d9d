"""The expected non-take-up from public data: answer, benefits by public, communes, and what it does not know."""

import streamlit as st

from data.formats import capital
from indicators.publics import PUBLICS
from indicators.uptake import registered
from indicators.uptake.benefits import BY_KEY
from indicators.uptake.expected import Measure, Uptake, expected
from indicators.values import Values, values
from reports import uptake_tables
from reports.sentences import attendu as sentences
from ui import choices, downloads, indicator_map, maps, page, table
from ui.map.component import show as show_map

_ALL, _EUROS = "situations", "euros"
_PUBLICS = frozenset(one.key for one in PUBLICS)


def show() -> None:
    """Show the expected non-take-up, each part on its own."""
    with page.guard():
        of = expected()
        st.header("Ce que disent les données publiques", anchor=False)
        page.answer(sentences.answer(of))
        if not of.drawn:
            return
        for part in (_by_benefit, _by_commune, _unknown):
            with page.guard():
                part(of)


def _by_benefit(of: Uptake) -> None:
    st.subheader("Par prestation", anchor=False)
    shown = uptake_tables.by_benefit_shown(of)
    table.show(shown, key="attendu-prestations", height="content")
    st.subheader("Par public", anchor=False)
    table.show(uptake_tables.by_public_shown(of), key="attendu-publics", height="content")
    page.source(
        "Entre parenthèses, l’intervalle à 95 %. Chaque situation compte dans un seul public : les publics "
        "s’additionnent. Arrondies, les valeurs ne tombent pas toujours juste ; celles du fichier, oui.",
        *shown.sources,
    )
    downloads.menu(uptake_tables.by_benefit(of), key="attendu-prestations-fichiers", label="Télécharger ce tableau")


def _by_commune(of: Uptake) -> None:
    st.subheader("Par commune", anchor=False)
    offered = uptake_tables.offered(of)
    narrow, _ = st.columns([2, 3])
    with narrow:
        chosen = choices.one("Montrer", offered, key="attendu", default=next(iter(offered)))
    shown = values(_identifier(chosen), "commune")
    label = offered[chosen]
    st.markdown(page.text(sentences.areas(of, int(shown.known.sum()), label)))
    listed = uptake_tables.by_commune(
        of,
        *_asked(of, chosen),
        shown.indicator.unit,
        f"{label} : par commune",
        public=chosen if chosen in _PUBLICS else None,
    )
    left, right = st.columns([3, 2], gap="medium")
    with left, page.guard():
        _map(shown, label)
    with right, page.guard():
        table.show(uptake_tables.rounded(listed), key=f"attendu-communes-{chosen}", height=480)
    page.source(f"{shown.indicator.source}. {capital(shown.indicator.note)}.")
    downloads.menu(listed, key="attendu-communes-fichiers", level="commune", label="Télécharger par commune")


def _identifier(chosen: str) -> str:
    if chosen in _PUBLICS:
        return registered.of_public(chosen)
    return {_ALL: registered.SITUATIONS, _EUROS: registered.EUROS}.get(chosen) or registered.identifier(chosen)


def _asked(of: Uptake, chosen: str) -> tuple[Measure, tuple[str, ...]]:
    if chosen == _EUROS:
        return "euros", of.in_euros
    return "non_recipients", of.at_a_date if chosen == _ALL or chosen in _PUBLICS else (BY_KEY[chosen].key,)


def _map(shown: Values, label: str) -> None:
    show_map(
        maps.base("commune", label="Carte du non-recours attendu par commune"),
        key="attendu-carte",
        level="commune",
        circles=indicator_map.circles(shown),
        legend=indicator_map.legend(shown, f"{label}. Estimation : l’intervalle à 95 % est dans l’infobulle."),
        labels=True,
        height=480,
    )


def _unknown(of: Uptake) -> None:
    left, right = st.columns(2, gap="large")
    with left:
        st.subheader("Ce que l’estimation ne sait pas", anchor=False)
        st.markdown("\n".join(f"- {page.text(one)}" for one in sentences.limits(of)))
    with right:
        st.subheader("Ce qui n’est pas estimé", anchor=False)
        st.markdown("\n".join(f"- {page.text(one)}" for one in sentences.not_estimated()))
        with st.expander("Ce que l’estimation suppose"):
            supposed = uptake_tables.hypotheses()
            table.show(supposed, key="attendu-hypotheses", height="content")
            page.source(*supposed.mentions)
            downloads.menu(supposed, key="attendu-hypotheses-fichiers", label="Télécharger les hypothèses")

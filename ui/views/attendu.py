"""The expected non-take-up from public data: answer, benefits by public, communes, and what it does not know."""

from collections.abc import Callable

import streamlit as st

from data.formats import capital
from indicators.publics import PUBLICS
from indicators.uptake import registered
from indicators.uptake.benefits import BY_KEY
from indicators.uptake.expected import Measure, Uptake, expected
from indicators.values import Values, values
from reports import uptake_households, uptake_tables
from reports.sentences import attendu as sentences
from ui import choices, downloads, indicator_map, maps, page, shell, table
from ui.map.component import show as show_map
from ui.views import attendu_charts as charts

_ALL, _EUROS = "situations", "euros"
_PUBLICS = frozenset(one.key for one in PUBLICS)


def show() -> None:
    """Show the expected non-take-up, each part on its own."""
    with page.guard():
        of = expected()
        st.header("Ce que disent les données publiques", anchor="public")
        page.answer(sentences.answer(of))
        if not of.drawn:
            return
        for part in (_by_benefit, _by_commune, _unknown):
            with page.guard():
                part(of)


def _by_benefit(of: Uptake) -> None:
    st.subheader("Par prestation", anchor=False)
    _side_by_side(of, charts.benefits, charts.euros_of_benefits)
    if len(of.at_a_date) > 1:
        st.subheader("Par public", anchor=False)
        _side_by_side(of, charts.publics, charts.euros_of_publics)
    shown = uptake_tables.by_benefit_shown(of)
    with st.expander("Les tableaux et leurs fichiers"):
        table.show(shown, key="attendu-prestations", height="content")
        table.show(uptake_tables.by_public_shown(of), key="attendu-publics", height="content")
        page.source(
            "Entre parenthèses, l’intervalle à 95 %. Chaque situation compte dans un seul public : les publics "
            "s’additionnent. Arrondies, les valeurs ne tombent pas toujours juste ; celles du fichier, oui.",
            *shown.mentions,
        )
        downloads.menu(uptake_tables.by_benefit(of), key="attendu-prestations-fichiers", label="Télécharger")
    page.source(*shown.sources)


def _side_by_side(of: Uptake, people: Callable[[Uptake], None], euros: Callable[[Uptake], None]) -> None:
    left, right = st.columns(2, gap="large")
    with left, page.guard():
        people(of)
    if of.in_euros:
        with right, page.guard():
            euros(of)


def _by_commune(of: Uptake) -> None:
    st.subheader("Par commune", anchor=False)
    offered = uptake_tables.offered(of)
    narrow, _ = st.columns([2, 3])
    with narrow:
        # Euros have one unit, whatever the benefit: situations do not.
        chosen = choices.one("Montrer", offered, key="attendu", default=_EUROS if _EUROS in offered else None)
    shown = values(_identifier(chosen), "commune")
    label, asked = offered[chosen], _asked(of, chosen)
    public = chosen if chosen in _PUBLICS else None
    for said in (sentences.areas(of, int(shown.known.sum()), label), sentences.where(of, *asked, public)):
        st.markdown(page.text(said))
    unit = shown.indicator.unit
    listed = uptake_tables.by_commune(of, *asked, unit, f"{label} : par commune", public=public)
    held = uptake_households.by_household(of, *asked, unit, f"{label}, rapporté aux ménages", public=public)
    left, right = st.columns([3, 2], gap="medium")
    with left, page.guard():
        _map(shown, label)
    if held is not None:
        with right, page.guard():
            charts.communes(held, uptake_households.unit(asked[0], unit))
    page.source(f"{shown.indicator.source}. {capital(shown.indicator.note)}.", *(held.sources[-1:] if held else ()))
    shell.link("carte", "Voir cette carte en grand, ou la croiser avec d’autres", indicateur=shown.indicator.id)
    with st.expander("Les tableaux des communes et leurs fichiers"):
        table.show(uptake_tables.rounded(listed), key=f"attendu-communes-{chosen}", height=480)
        downloads.menu(listed, key="attendu-communes-fichiers", level="commune", label="Télécharger par commune")
        if held is not None:
            table.show(uptake_households.rounded(held), key=f"attendu-menages-{chosen}", height=480)
            downloads.menu(held, key="attendu-menages-fichiers", level="commune", label="Télécharger par ménage")


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
        height=560,
    )


def _unknown(of: Uptake) -> None:
    first, *others = sentences.limits(of)
    st.subheader("Ce que l’estimation ne sait pas", anchor=False)
    st.markdown(page.text(first))
    with st.expander("Ses autres limites"):
        st.markdown("\n".join(f"- {page.text(one)}" for one in others))
    with st.expander("Ce qui n’est pas estimé"):
        st.markdown("\n".join(f"- {page.text(one)}" for one in sentences.not_estimated()))
    with st.expander("Ce que l’estimation suppose"):
        supposed = uptake_tables.hypotheses()
        table.show(supposed, key="attendu-hypotheses", height="content")
        page.source(*supposed.mentions)
        downloads.menu(supposed, key="attendu-hypotheses-fichiers", label="Télécharger les hypothèses")

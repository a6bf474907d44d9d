"""The barometer commune by commune: estimates that admit what they do not know, and whether they hold."""

import streamlit as st

from geo import territory
from indicators.barometer.topics import EVERY_BENEFIT, EVERYBODY
from indicators.small_area.diagnostics import diagnostics
from indicators.small_area.estimated import identifier
from indicators.small_area.published import LocalEstimates, available, published
from indicators.values import values
from reports import small_area_tables as listed
from reports.sentences import petits_territoires as sentences
from ui import choices, downloads, indicator_map, maps, page, table
from ui.map.component import show as show_map

_LEVELS = {"commune": "Communes", "iris": "IRIS"}


def show(public: str = EVERYBODY, benefit: str = EVERY_BENEFIT, wave: str = "") -> None:
    """Show the estimates of a public by commune or IRIS, and their diagnostics.

    Parameters
    ----------
    public, benefit, wave : str
        What the page shows: the estimates follow the public, and say when they do not follow the rest.
    """
    if not available():
        return
    st.header("Commune par commune", anchor="communes")
    key = "" if public == EVERYBODY else public
    level = choices.one("Maille", _LEVELS, key="maille", look="segments")
    found = published(level, key)
    place = territory.load()
    st.markdown(page.text(sentences.told(found, {code: place.label(code) for code in found.codes})))
    scope = sentences.scope(found, wave=wave, every_benefit=benefit == EVERY_BENEFIT)
    if scope:
        page.source(scope)
    of_areas = listed.areas(found)
    if found.published:
        left, right = st.columns(2, gap="medium")
        with left, page.guard():
            _map(found)
        with right, page.guard():
            table.show(listed.on_screen(of_areas), key=f"petits-{level}", height=520)
        page.source(*of_areas.mentions, maps.approximate_mention(level) if level == "iris" else "", *of_areas.sources)
        downloads.menu(of_areas, key="petits-fichiers", level=level, label="Télécharger les estimations")
    with page.guard():
        _trust(found)


def _map(found: LocalEstimates) -> None:
    shown = values(identifier(found.public), found.level)
    show_map(
        maps.base(found.level, label="Carte du non-recours estimé"),
        key="petits-carte",
        level=found.level,
        paint=indicator_map.flat(shown, k=4),
        legend=indicator_map.legend(shown, "Estimation : l’intervalle à 95 % est dans l’infobulle."),
        labels=found.level == "commune",
        height=520,
    )


def _trust(found: LocalEstimates) -> None:
    with st.expander("Peut-on s’y fier ?"):
        st.markdown(page.text(sentences.method(found.choice)))
        of = diagnostics(found.public)
        if of is None:
            return
        st.markdown(page.text(sentences.local(found)))
        st.markdown(page.text(sentences.agreement(of)))
        table.show(listed.groups(of), key="petits-groupes", height="content")
        st.markdown(page.text(sentences.left_out(of)))
        table.show(listed.methods(of), key="petits-methodes", height="content")
        page.source(
            "L’erreur de prévision tient surtout au hasard de qui est mis de côté, le même pour toutes les méthodes : "
            "seuls les écarts comptent.",
            *listed.groups(of).sources,
        )

"""The indicator of the map inside a priority neighbourhood, or around a place: an estimate, and how it is had."""

import streamlit as st

from data import catalogue as tables_known
from data import store
from data.formats import minutes as in_minutes
from geo import territory
from geo.travel import MODES
from indicators import catalogue, inside, service_places
from indicators.inside import Inside
from indicators.service_places import HOSTS, SERVICES, Place
from indicators.values import values
from reports import carte_espace_tables
from reports.sentences import carte_zone as sentences
from reports.tables import Table
from ui import choices, downloads, maps, page, table
from ui.views import carte_zone_map
from ui.views.carte_choices import Refined
from ui.views.carte_table import mentions
from ui.views.carte_view import View
from ui.views.carte_zone_map import Drawn

KEY = "estimation"
"""Of the fold in the address: a link opens it."""
ZONE, QUARTER, PLACE, MINUTES, MODE = "zone", "quartier", "lieu", "delai", "trajet"
CHOICES = (ZONE, QUARTER, PLACE, MINUTES, MODE)
_QUARTERS, _AROUND = "quartiers", "lieux"
_WAYS = {_QUARTERS: "Un quartier prioritaire", _AROUND: "Autour d’un lieu"}


def show(of_view: View, refined: Refined) -> None:
    """Show the fold; nothing is computed nor sent before it is open."""
    fold = st.expander(
        "Dans un quartier prioritaire ou autour d’un lieu",
        icon=":material/target:",
        key=KEY,
        on_change="rerun",
        bind="query-params",
    )
    if not fold.open:
        return
    with fold, page.guard():
        ways = dict(_WAYS)
        if store.is_empty("qpv"):
            del ways[_QUARTERS]
        if not _offered():
            del ways[_AROUND]
        if not ways:
            st.markdown("Ce territoire n’a ni quartier prioritaire, ni lieu dont la position soit connue.")
            return
        chosen = choices.one("Zone", ways, key=ZONE, look="radio", label_visibility="collapsed")
        if chosen == _QUARTERS:
            _quarters(of_view, refined)
        else:
            _around(of_view, refined)


def _quarters(of_view: View, refined: Refined) -> None:
    found = _in_quarters(of_view.of.indicator.id, of_view.of.indicator.level, store.fingerprint())
    key = choices.one("Quartier", {one.zone.key: one.zone.name for one in found}, key=QUARTER)
    one = next(one for one in found if one.zone.key == key)
    _said(one, of_view, sentences.in_quarter(one.zone.name))
    drawn = Drawn(one.zone.key, sentences.quarter_drawn(one.zone.name), overlays=("qpv",))
    carte_zone_map.show(one, of_view, refined, drawn)
    entry = tables_known.read("qpv")
    _shown(
        carte_espace_tables.zones(
            found,
            of_view.of,
            title=f"{of_view.of.indicator.short} : estimation dans chaque quartier prioritaire",
            heading="Quartier prioritaire",
            labels=[one.zone.name for one in found],
            sources=(*of_view.sources, f"{entry.source} ({entry.licence})"),
            mentions=(*mentions(of_view), maps.approximate_mention("qpv"), _method(of_view)),
            file_name=_file_name(of_view, "quartiers"),
        ),
        level="qpv",
    )


def _around(of_view: View, refined: Refined) -> None:
    places = _offered()
    left, middle, right = st.columns([4, 2.4, 3], gap="small")
    with left:
        key = choices.one("Lieu", {one.id: label for label, one in places.items()}, key=PLACE)
    with middle:
        limit = choices.number("Minutes au plus", 5, 60, key=MINUTES, default=10, step=5)
    with right:
        mode = choices.one(
            "Trajet", {one.key: one.label_fr for one in MODES.values()}, key=MODE, default="car", look="segments"
        )
    of = of_view.of.indicator
    found = {one: _near(of.id, of.level, (key, one, limit), store.fingerprint()) for one in MODES}
    place = next(one for one in places.values() if one.id == key)
    _said(found[mode], of_view, sentences.around_place(place.name, limit, MODES[mode]))
    drawn = Drawn(f"{key} {mode} {limit}", sentences.around_drawn(limit, MODES[mode]), place=place)
    carte_zone_map.show(found[mode], of_view, refined, drawn)
    _shown(
        carte_espace_tables.zones(
            list(found.values()),
            of_view.of,
            title=f"{of.short} : estimation à {in_minutes(limit)} ou moins du lieu « {place.name} »",
            heading="Trajet",
            labels=[f"{MODES[one].label_fr}, {in_minutes(limit)} ou moins" for one in found],
            sources=(*of_view.sources, f"{place.source}, {place.vintage}"),
            mentions=(
                *mentions(of_view),
                "Limites de la zone approchées : les minutes sont une estimation à vol d’oiseau, allongé d’un détour.",
                MODES[mode].source,
                _method(of_view),
            ),
            file_name=_file_name(of_view, "autour-d-un-lieu"),
        ),
        level=None,
    )


@st.cache_data(show_spinner=False, max_entries=64)
def _in_quarters(identifier: str, level: str, fingerprint: str) -> list[Inside]:
    return inside.estimate(values(identifier, level), inside.neighbourhoods())


@st.cache_data(show_spinner=False, max_entries=256)
def _near(identifier: str, level: str, asked: tuple[str, str, int], fingerprint: str) -> Inside:
    place, mode, limit = asked
    there = next(one for one in _offered().values() if one.id == place)
    return inside.estimate(values(identifier, level), [inside.around(there, MODES[mode], limit)])[0]


def _offered() -> dict[str, Place]:
    """Return the places that have a position by a name that is their own: services, host places, town halls."""
    every = service_places.places(*(kind.key for kind in (*SERVICES, *HOSTS)))
    ordered = sorted((one for one in every if one.placed), key=lambda one: one.kind == "mairie")
    communes = territory.load().communes
    names = [one.name for one in ordered]
    found: dict[str, Place] = {}
    for one in ordered:
        label = one.name if names.count(one.name) == 1 else f"{one.name} ({communes[one.commune].name})"
        found[label if label not in found else f"{label}, {one.id}"] = one
    return found


def _said(found: Inside, of_view: View, where: str) -> None:
    known = territory.load()
    name = {code: known.label(code) for code in found.hidden}
    st.markdown(page.text(sentences.inside(found, of_view.of, where=where, cua=of_view.cua, name=name)))


def _method(of_view: View) -> str:
    of = of_view.of.indicator
    weight = catalogue.get(of.weight, of.level).short if of.weight else ""
    return sentences.method(of_view.of, weight)


def _file_name(of_view: View, end: str) -> str:
    of = of_view.of.indicator
    return f"atlas-{of.level}-{of.id}-{end}".replace("_", "-")


def _shown(listed: Table, *, level: str | None) -> None:
    table.show(listed, key=f"carte-zone-{level or 'lieu'}", height="content")
    page.source(*listed.sources, *listed.mentions)
    _files(listed, level)


def _files(listed: Table, level: str | None) -> None:
    downloads.menu(listed, key=f"carte-zone-fichiers-{level or 'lieu'}", level=level)

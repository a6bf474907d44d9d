"""The details of the page Accès, one at a time: publics, zones, opening hours, hours per head, cells."""

from collections.abc import Callable

import numpy as np
import streamlit as st

from data.formats import minutes, typography
from geo import opening, territory
from geo.errors import AccessError
from indicators import nearest_hours
from indicators.demand import demand
from indicators.far_zones import COUNTED
from indicators.reach import reach, shares_by
from indicators.service_places import places
from reports import access_hours_tables, access_tables
from reports.sentences import acces as sentences
from reports.sentences import acces_hours
from reports.tables import Table
from ui import choices, downloads, page, table
from ui.views import acces_charts, acces_choices
from ui.views.acces import Found, chosen_zone

DETAILS = {
    "publics": "Par minutes et par public",
    "zones": "Zones éloignées",
    "horaires": "Horaires",
    "partage": "Heures par habitant",
    "carreaux": "Carreaux",
}


def detail(found: Found) -> None:
    """Let the reader choose one detail, and show it; without minutes there are only the opening hours."""
    st.space("small")
    if not found.of.known:
        _hours(found)
        return
    shown = choices.one("Détail", DETAILS, key="detail", look="segments", label_visibility="collapsed")
    parts: dict[str, Callable[[Found], None]] = {
        "publics": _publics,
        "zones": _zones,
        "horaires": _hours,
        "partage": _per_head,
        "carreaux": _cells,
    }
    with page.guard():
        parts[shown](found)


def _with_files(listed: Table, key: str, *, height: int | str = "auto", level: str | None = None) -> None:
    table.show(listed, key=key, height=height)
    _files(listed, key, level=level)


def _files(listed: Table, key: str, *, level: str | None = None) -> None:
    page.source(*listed.sources[:2], *listed.mentions)
    downloads.menu(listed, key=f"{key}_fichiers", level=level)


def _publics(found: Found) -> None:
    of, asked = found.of, found.asked
    st.subheader(typography("Qui est à combien de minutes ?"), anchor=False)
    within = {key: float(shares_by(of.minutes, demand(key).value, [asked.threshold])[0]) for key in COUNTED}
    said = sentences.publics(within, mode=asked.mode.label_fr, phrase=asked.target.phrase, threshold=asked.threshold)
    st.markdown(page.text(said))
    chart, listed = st.columns([3, 2], gap="large")
    shares = access_tables.shares(of, asked.threshold)
    with chart:
        acces_charts.by_minutes(of, asked.public, asked.threshold, said.replace("**", ""))
    with listed:
        table.show(shares, key="acces_parts")
    _files(shares, "acces_parts")


def _zones(found: Found) -> None:
    st.subheader(f"Zones à plus de {minutes(found.asked.threshold)}", anchor=False)
    said = sentences.zones(found.zones, public=found.asked.public, threshold=found.asked.threshold)
    st.markdown(page.text(said))
    if not found.zones:
        return
    listed = access_tables.zones(found.of, found.zones, found.asked.threshold)
    zone = chosen_zone(found)
    table.show(
        listed,
        key="acces_zones",
        select="zone",
        chosen=None if zone is None else zone.zone.name,
        on_select=acces_choices.choose_zone,
        height=420 if len(found.zones) > 10 else "auto",
    )
    st.caption("Choisir une ligne montre la zone sur la carte.")
    _files(listed, "acces_zones")


def _hours(found: Found) -> None:
    st.subheader(typography("Quand est-ce ouvert ?"), anchor=False)
    every = (*found.of.places, *found.of.unplaced)
    outside = [opening.outside_office_share(one.opening_hours) for one in every]
    st.markdown(page.text(acces_hours.opening(every, outside)))
    listed = access_hours_tables.places(found.of, found.people)
    _with_files(listed, "acces_lieux", height=420 if len(every) > 10 else "auto")
    _town_halls(found)


def _town_halls(found: Found) -> None:
    """Show that a near town hall may hardly be open."""
    st.subheader(typography("Et la mairie, combien d’heures par semaine ?"), anchor=False)
    everybody = demand("population")
    of = reach("mairie", found.asked.mode)
    split = nearest_hours.by_hours(of, everybody.value)
    name = territory.load().label
    rare = sorted(
        (one.weekly_hours, name(one.commune))
        for one in places("mairie")
        if one.weekly_hours is not None and one.weekly_hours < nearest_hours.RARELY
    )
    count = nearest_hours.rarely_open(of, everybody.value, np.inf)
    said = acces_hours.town_halls(split, count, [where for _, where in rare])
    st.markdown(page.text(said))
    listed = access_hours_tables.hours_split(split, of, everybody)
    chart, shown = st.columns([3, 2], gap="large")
    with chart:
        acces_charts.by_hours(listed, said.replace("**", ""))
    with shown:
        table.show(listed, key="acces_mairies")
    _files(listed, "acces_mairies")


def _per_head(found: Found) -> None:
    of, asked = found.of, found.asked
    st.subheader(typography("Combien d’heures d’ouverture à se partager ?"), anchor=False)
    if asked.target.key == "mairie":
        st.markdown(typography("Chaque mairie ne sert que sa commune : ses heures sont sous « Horaires »."))
        return
    try:
        values = nearest_hours.hours_per_head(of, found.people.value, asked.threshold)
    except AccessError as fault:
        st.markdown(page.text(str(fault)))
        return
    means = nearest_hours.commune_means(values, found.people.value)
    name = territory.load().label
    total = found.people.total
    mean = float(values @ found.people.value / total) if total > 0 else np.nan
    said = acces_hours.per_head(
        {name(code): value for code, value in means.items()},
        mean,
        noun=found.noun,
        mode=asked.mode.label_fr,
        threshold=asked.threshold,
    )
    st.markdown(page.text(said))
    listed = access_hours_tables.per_head(means, of, found.people, asked.threshold)
    _with_files(listed, "acces_partage", height=420, level="commune")


def _cells(found: Found) -> None:
    st.subheader("Chaque carreau habité de 200 m", anchor=False)
    _with_files(access_tables.cells(found.of), "acces_carreaux", height=460, level="carreau")

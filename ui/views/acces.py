"""The parts of the page Accès: what is found, the ranking beside the map, and one detail at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import streamlit as st

from data.formats import minutes, typography
from geo import opening, territory
from geo.errors import AccessError
from indicators import nearest_hours
from indicators.demand import Demand, demand
from indicators.far_zones import COUNTED, FarZone, far_zones
from indicators.reach import CommuneReach, Reach, communes, minutes_of_share, reach, shares_by
from indicators.service_places import places
from reports import access_map, access_tables
from reports.access_map import Painted
from reports.sentences import acces as sentences
from reports.tables import Table
from ui import choices, downloads, page, table
from ui.map.component import MapEvent
from ui.views import acces_charts, acces_choices
from ui.views.acces_choices import Asked

DETAILS = {
    "publics": "Par minutes et par public",
    "zones": "Zones éloignées",
    "horaires": "Horaires",
    "partage": "Heures par habitant",
    "carreaux": "Carreaux",
}


@dataclass(frozen=True, eq=False)
class Found:
    """What the question finds."""

    asked: Asked
    of: Reach
    people: Demand
    ranked: tuple[CommuneReach, ...]
    zones: tuple[FarZone, ...]
    painted: Painted

    @property
    def noun(self) -> sentences.Noun:
        """How the public is named."""
        return sentences.NOUNS[self.asked.public]


def find(asked: Asked) -> Found:
    """Compute what the page shows: a few milliseconds once the minutes are known."""
    of = reach(asked.target.key, asked.mode)
    people = demand(asked.public)
    ranked = communes(of, people.value, asked.threshold)
    zones = far_zones(of, asked.threshold, by=asked.public) if of.known else ()
    if asked.level == "carreau":
        painted = access_map.of_cells(of, asked.threshold)
    else:
        painted = access_map.of_communes(of, ranked, asked.threshold, people.unit)
    return Found(asked, of, people, ranked, zones, painted)


def answer(found: Found) -> str:
    """Return the sentence that answers the page's question."""
    of, asked = found.of, found.asked
    if not of.known:
        return sentences.nothing_known(asked.target.label, of.unplaced)
    name = territory.load().label
    return sentences.answer(
        phrase=asked.target.phrase,
        mode=asked.mode.label_fr,
        noun=found.noun,
        total=found.people.total,
        nine_tenths=minutes_of_share(of.minutes, found.people.value, 0.9),
        threshold=asked.threshold,
        beyond={name(one.code): one.beyond for one in found.ranked},
    )


def chosen_zone(found: Found) -> FarZone | None:
    """Return the zone that was chosen in its table, if this question still finds it."""
    name = st.session_state.get(acces_choices.ZONE)
    return next((one for one in found.zones if one.zone.name == name), None)


def ranking(found: Found, commune: str | None, event: MapEvent | None) -> None:
    """Show the communes ranked; a row chosen is the commune chosen."""
    if commune is not None:
        _one_commune(found, commune, event)
    listed = access_tables.communes(found.of, found.ranked, found.people, found.asked.threshold)
    table.show(
        listed,
        key="acces_communes",
        height=470 if commune is None else 300,
        select="code",
        chosen=commune,
        on_select=acces_choices.choose_commune,
    )
    downloads.menu(listed, key="acces_communes_fichiers", level="commune", label="Télécharger les communes")


def _one_commune(found: Found, code: str, event: MapEvent | None) -> None:
    ground = territory.load()
    rank, of = next((rank, one) for rank, one in enumerate(found.ranked, start=1) if one.code == code)
    said = [
        sentences.commune(
            ground.communes[code].name,
            of,
            rank=rank,
            out_of=len(found.ranked),
            phrase=found.asked.target.phrase,
            mode=found.asked.mode.label_fr,
            noun=found.noun,
            threshold=found.asked.threshold,
            alone=len(found.of.places) == 1 or found.asked.target.key == "mairie",
        )
    ]
    if event is not None and event.layer == "carreau" and ground.commune_of(event.code) == code:
        cell = ground.codes("carreau").index(event.code)
        said.append(
            sentences.cell(
                ground.communes[code].name,
                people=float(ground.cells["ind"].iloc[cell]),
                imputed=bool(ground.cells["imputed"].iloc[cell]),
                estimate=float(found.of.minutes[cell]),
                bracket=found.of.bracket(float(found.of.minutes[cell])),
                place=found.of.place_of(cell),
            )
        )
    for sentence in said:
        st.markdown(page.text(sentence))


def map_files(found: Found) -> None:
    """Show the downloads of the map: the cells for a GIS or a table, the map to print."""
    listed = access_tables.cells(found.of)

    def printed(kind: str) -> Callable[[], bytes]:
        def make() -> bytes:
            from reports.print_map import render

            spec = access_map.to_print(
                found.of,
                found.painted,
                level=found.asked.level,
                day=datetime.now(ZoneInfo("Europe/Paris")).date(),
                mentions=(sentences.method(found.asked.mode, bracket=False), sentences.excluded(found.of.unplaced)),
                sources=access_tables.sources(found.of, demand("population")),
            )
            return render(spec, format=kind)  # type: ignore[arg-type]

        return make

    more = {kind: printed(kind) for kind in ("png", "svg", "pdf")}
    downloads.menu(listed, key="acces_carte_fichiers", level="carreau", more=more, label="Télécharger la carte")


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
    st.markdown(page.text(sentences.opening(every, outside)))
    listed = access_tables.places(found.of, found.people)
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
    said = sentences.town_halls(split, count, [where for _, where in rare])
    st.markdown(page.text(said))
    listed = access_tables.hours_split(split, of, everybody)
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
    said = sentences.per_head(
        {name(code): value for code, value in means.items()},
        mean,
        noun=found.noun,
        mode=asked.mode.label_fr,
        threshold=asked.threshold,
    )
    st.markdown(page.text(said))
    listed = access_tables.per_head(means, of, found.people, asked.threshold)
    _with_files(listed, "acces_partage", height=420, level="commune")


def _cells(found: Found) -> None:
    st.subheader("Chaque carreau habité de 200 m", anchor=False)
    _with_files(access_tables.cells(found.of), "acces_carreaux", height=460, level="carreau")

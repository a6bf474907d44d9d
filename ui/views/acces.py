"""The parts of the page Accès: what is found, the ranking beside the map, and one detail at a time."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from geo import territory
from indicators.demand import Demand, demand
from indicators.far_zones import FarZone, far_zones
from indicators.reach import CommuneReach, Reach, communes, minutes_of_share, reach
from reports import access_map, access_tables
from reports.painted import Painted
from reports.sentences import acces as sentences
from reports.sentences import acces_words
from ui import downloads, page, table
from ui.map.component import MapEvent
from ui.views import acces_choices
from ui.views.acces_choices import Asked


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
    def noun(self) -> acces_words.Noun:
        """How the public is named."""
        return acces_words.NOUNS[self.asked.public]


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
        whole="commune",
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

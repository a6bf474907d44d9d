"""The map of the page Priorités: the probability of being among the first."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from data.formats import number, typography
from geo import territory
from reports import needs_map, needs_tables
from reports.sentences import priorites_method
from reports.sentences.priorites_words import AUDIENCES, NOUNS, top
from ui import downloads, maps
from ui.map.component import MapEvent
from ui.map.component import show as show_map
from ui.map.paint import HATCHED, Legend, Paint
from ui.views import priorites_choices

if TYPE_CHECKING:
    from ui.views.priorites import Found


def show(found: "Found", area: str | None) -> None:
    """Show the map; a click on an area chooses it."""
    of = found.of
    shown = needs_map.painted(of, found.count)
    noun = NOUNS[of.level]

    def clicked(event: MapEvent) -> None:
        if event.layer == of.level:
            priorites_choices.choose_area(event.code, from_map=True)

    from_map = st.session_state.get(priorites_choices.FROM_MAP) == area
    show_map(
        maps.base(of.level, label="Carte des priorités"),
        key=f"priorites-{of.level}",
        level=of.level,
        paint=Paint(
            classes={code: HATCHED if rank < 0 else rank for code, rank in shown.classes.items()},
            palette=shown.colours,
            labels=shown.labels,
            tips=shown.tips,
            hatched_label="Sans classement",
        ),
        legend=Legend(
            title="Probabilité",
            subtitle=typography(f"d’être parmi {top(noun, of.level, found.count)}"),
            note=typography(f"Estimation sur {number(of.study.draws)} tirages. {AUDIENCES[of.table.public]}."),
            source="Indice de besoin de l’Atlas",
        ),
        selected={area} if area else set(),
        focus=None if from_map else area,
        labels=True,
        named=_first_communes(found),
        height=600,
        overlays=maps.overlays("qpv") if of.level == "iris" else (),
        on_click=clicked,
    )


def _first_communes(found: "Found") -> tuple[str, ...]:
    """Return the communes of the first areas, the first of them first: their names are on the map before others."""
    ground = territory.load()
    first = found.of.ranked.index[: found.count]
    return tuple(dict.fromkeys(ground.commune_of(str(code)) for code in first))


def files(found: "Found") -> None:
    """Show the downloads of the ranking: table, map for a GIS or the web, map to print."""
    of = found.of

    def printed(kind: str) -> Callable[[], bytes]:
        def make() -> bytes:
            from reports.print_map import render

            today = date.today()  # noqa: DTZ011 (the day of whoever prints)
            spec = needs_map.to_print(of, found.count, day=today, more=(weights_line(found),))
            return render(spec, format=kind)  # type: ignore[arg-type]

        return make

    downloads.menu(
        needs_tables.ranking(of),
        key="priorites-fichiers",
        level=of.level,
        more={kind: printed(kind) for kind in ("png", "svg", "pdf")},
    )


def weights_line(found: "Found") -> str:
    """Return the weights that were chosen, as a line under the map."""
    weights = {found.components[key]: weight for key, weight in found.of.weights.items()}
    return priorites_method.weights_line(weights, of="Poids des tirages" if found.of.method.fronts else "Poids")

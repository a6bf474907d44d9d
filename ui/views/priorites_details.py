"""The details of the page Priorités, one at a time: what moves the ranking, other weights, the ground, the zones."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from data import store
from data.formats import typography
from geo import territory
from indicators.needs.structure import Structure, in_neighbourhoods, structure
from reports import needs_tables
from reports.sentences import priorites_ground, priorites_method, priorites_moves
from reports.sentences.priorites_words import NOUNS
from reports.tables import Table
from ui import choices, downloads, page, table
from ui.views import priorites_charts, priorites_choices, priorites_compare

if TYPE_CHECKING:
    from indicators.needs.priorities import Priorities
    from ui.views.priorites import Found

DETAILS = {
    "change": "Ce qui changerait ce classement",
    "poids": "Deux pondérations",
    "composantes": "Composantes",
    "espace": "Dans l’espace",
    "quartiers": "Quartiers prioritaires",
}


def detail(found: "Found") -> None:
    """Let the reader choose one detail, and show it; without a ranking there are only the components."""
    st.space("small")
    shown = choices.one("Détail", DETAILS, key="detail", look="segments", label_visibility="collapsed")
    parts: dict[str, Callable[[Found], None]] = {
        "change": _change,
        "poids": _weights,
        "composantes": _components,
        "espace": _space,
        "quartiers": _neighbourhoods,
    }
    with page.guard():
        if found.of.ranked.empty and shown != "composantes":
            st.markdown(typography("Sans classement, il n’y a rien à détailler ici."))
            return
        parts[shown](found)


def _files(listed: Table, key: str, *, level: str | None = None) -> None:
    page.source(*listed.mentions)
    downloads.menu(listed, key=f"{key}-fichiers", level=level)


def _change(found: "Found") -> None:
    st.subheader(typography("Qu’est-ce qui changerait ce classement ?"), anchor=False)
    of = found.of
    left, _ = of.without(found.count)
    moved = priorites_moves.what_moves(of.study.sensitivity, of.study.shift, level=of.level)
    st.markdown(page.text(moved))
    st.markdown(
        page.text(priorites_moves.without(left, found.components, found.areas, level=of.level, count=found.count))
    )
    listed = needs_tables.choices(of)
    chart, beside = st.columns([3, 2], gap="large")
    with chart:
        priorites_charts.shares(listed, moved.replace("**", ""))
    with beside:
        table.show(listed, key="priorites-parts", height="content")
    _files(listed, "priorites-parts")


def _weights(found: "Found") -> None:
    st.subheader(typography("Et avec d’autres poids ?"), anchor=False)
    of = found.of
    first, other = priorites_compare.ask(found)
    before, places = first.places(of), other.places(of)
    said = priorites_moves.compared(
        {str(code): (float(before[code]), float(places[code])) for code in of.ranked.index},
        other=other.phrase,
        level=of.level,
        count=found.count,
        areas=found.areas,
        first="" if first.chosen else first.phrase,
    )
    st.markdown(page.text(said))
    if of.method.fronts:
        st.caption(priorites_method.unweighted())
    label = typography(other.phrase)
    listed = needs_tables.moves(of, places, label, before=before, first=first.head)
    if of.level == "carreau":
        table.show(listed, key="priorites-ponderations", height=420)
    else:
        chart, beside = st.columns([3, 2], gap="large")
        with chart:
            priorites_charts.slopes(listed, found.count, (typography(first.head), label), said.replace("**", ""))
        with beside:
            table.show(listed, key="priorites-ponderations", height=520)
    _files(listed, "priorites-ponderations", level=of.level)


def _components(found: "Found") -> None:
    st.subheader(typography("De quoi l’indice est-il fait ?"), anchor=False)
    of = found.of
    left, _ = of.without(found.count) if not of.ranked.empty else ([], None)
    st.markdown(page.text(priorites_moves.redundancy(of.redundant, found.components, weighted=not of.method.fronts)))
    area = st.session_state.get(priorites_choices.AREA)
    if area in of.ranked.index:
        # Only an arithmetic mean adds up the points of its components.
        whole = None if of.method.combine != "arithmetic" or of.method.scale == "z" else float(of.ranked["index"][area])
        brought = {str(key): float(points) for key, points in of.brought(area).items()}
        name = territory.load().label(area)
        st.markdown(page.text(priorites_moves.brought(name, brought, found.components, index=whole)))
    else:
        st.caption(typography(f"Choisissez {NOUNS[of.level].a} pour voir ce que chaque composante y apporte."))
    listed = needs_tables.components(of, left, found.areas, area)
    table.show(listed, key="priorites-composantes", height="content")
    page.source(*listed.sources)
    _files(listed, "priorites-composantes")


@st.cache_resource(show_spinner="Comparaison avec les voisins…", max_entries=16)
def _structure(_of: "Priorities", key: tuple[object, ...], fingerprint: str) -> Structure:
    return structure(_of)


def _space(found: "Found") -> None:
    st.subheader(typography("Les besoins se regroupent-ils ?"), anchor=False)
    of, asked = found.of, found.asked
    key = (asked.public, asked.level, tuple(sorted(asked.points.items())), asked.method)
    ground = _structure(of, key, store.fingerprint())
    hot, cold = ground.cluster("HH"), ground.cluster("LL")
    st.markdown(
        page.text(
            priorites_ground.clustered(
                ground.whole,
                [found.name(code) for code in hot],
                [found.name(code) for code in cold],
                level=of.level,
            )
        )
    )
    listed = needs_tables.clusters(of, ground.local)
    table.show(listed, key="priorites-voisinage", height=420)
    _files(listed, "priorites-voisinage", level=of.level)


def _neighbourhoods(found: "Found") -> None:
    from ui.views.priorites import at_iris

    st.subheader(typography("Et dans les quartiers prioritaires ?"), anchor=False)
    of_iris = at_iris(found)
    inside = in_neighbourhoods(of_iris)
    unit = needs_tables.public_unit(found.asked.public)
    out_of = priorites_method.out_of(of_iris.method)
    st.markdown(page.text(priorites_ground.neighbourhoods(inside, public=found.asked.public, unit=unit, out_of=out_of)))
    if found.of.method.fronts:
        st.caption(priorites_method.averaged())
    listed = needs_tables.zones(of_iris, inside, unit)
    table.show(listed, key="priorites-quartiers", height="content")
    _files(listed, "priorites-quartiers", level="qpv")

"""The parts of the page of the desks: the question, the map that locks and forbids places, what a plan changes."""

import html
from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal

import numpy as np
import pandas as pd
import streamlit as st

from data.formats import NARROW, NO_BREAK, minutes, number, typography
from geo import territory
from indicators import demand, service_places
from indicators.publics import PUBLICS
from indicators.service_places import HOSTS, SERVICES, Place, kind
from outreach import scenarios
from outreach.scenarios import Effect, Question
from outreach.sites import SitePlan
from reports import desks_map
from reports.sentences import guichets as sentences
from reports.tables import Column, Table
from ui import choices, downloads, maps, place_layers
from ui.map.component import MapEvent
from ui.map.component import show as show_map
from ui.map.paint import Legend, Paint, PointLayer, State

PUBLIC_LABELS = {public.key: public.label for public in PUBLICS} | {
    "non_recours": "Non-recours attendu (estimation)",
    "menages_pauvres": "Ménages pauvres",
    "population": "Toute la population",
}
MODES = {"walk": "À pied", "bike": "À vélo", "car": "En voiture"}
GOALS = {"mclp": "Le plus de personnes à portée", "p-median": "Le trajet moyen le plus court"}
LOCKED, FORBIDDEN = "imposes", "interdits"


def _host_names() -> dict[str, str]:
    """Return the host places by identifier, named with their commune when the name does not say it."""
    communes = territory.load().communes
    named = {}
    for place in scenarios.hosts():
        where = communes[place.commune].name
        named[place.id] = place.name if where in place.name else f"{place.name} ({where})"
    return dict(sorted(named.items(), key=lambda item: territory.sort_key(item[1])))


def ask() -> Question:
    """Show the choices and return the question: four on one row, the others behind « Affiner »."""
    first, second, third, fourth = st.columns([4, 3, 4, 5], gap="medium")
    with first:
        public = choices.one("Pour quel public ?", PUBLIC_LABELS, key="public", default="menages_pauvres")
    with second:
        desks = choices.number("Combien de guichets ?", 1, 20, key="guichets", default=8)
    with third:
        radius = choices.number("À combien de minutes au plus ?", 5, 45, key="minutes", default=20, step=5)
    with fourth:
        mode = choices.one("Comment vient-on ?", MODES, key="mode", default="walk", look="segments")
    names = _host_names()
    kinds = {one.key: one.label for one in SERVICES if one.key != "mairie"}
    with st.expander("Affiner : objectif, services déjà là, lieux imposés ou interdits"):
        goal = choices.one("Chercher", GOALS, key="objectif", default="mclp", look="radio")
        counted = choices.many(
            "Services existants qui comptent déjà",
            kinds,
            key="services",
            default=("france_services",),
            placeholder="Aucun : on part de zéro",
            help="Les personnes déjà à portée de ces services ne sont pas à rapprocher.",
        )
        locked = choices.many("Lieux imposés", names, key=LOCKED, placeholder="Aucun")
        forbidden = choices.many("Lieux interdits", names, key=FORBIDDEN, placeholder="Aucun")
    return Question(
        public=public,
        desks=desks,
        goal="p-median" if goal == "p-median" else "mclp",
        radius=float(radius),
        mode=mode,
        counted=tuple(counted),
        locked=tuple(locked),
        forbidden=tuple(forbidden),
    )


@st.cache_data(show_spinner="Recherche du meilleur plan…", max_entries=128)
def decided(question: Question, fingerprint: str) -> SitePlan:
    """Return the best plan; solved once for a question on the same tables."""
    return scenarios.decide(question)


@st.cache_data(show_spinner=False, max_entries=128)
def effect(question: Question, places: tuple[str, ...], fingerprint: str) -> Effect:
    """Return what the plan changes."""
    return scenarios.effect(question, places)


@st.cache_data(show_spinner="Calcul de ce que chaque guichet apporte…", max_entries=64)
def curve(question: Question, fingerprint: str) -> pd.DataFrame:
    """Return what each number of desks brings."""
    return scenarios.curve(question)


def _cycle(event: MapEvent) -> None:
    """Lock a free place, forbid a locked one, free a forbidden one."""
    if event.layer not in {one.key for one in HOSTS} | {"mairie", "guichets"}:
        return
    locked = list(st.session_state.get(LOCKED, []))
    forbidden = list(st.session_state.get(FORBIDDEN, []))
    if event.code in locked:
        locked.remove(event.code)
        forbidden.append(event.code)
    elif event.code in forbidden:
        forbidden.remove(event.code)
    else:
        locked.append(event.code)
    st.session_state[LOCKED], st.session_state[FORBIDDEN] = locked, forbidden


def _layers(question: Question, chosen: tuple[str, ...]) -> list[PointLayer]:
    def state(place: Place) -> State:
        if place.id in question.forbidden:
            return "forbidden"
        if place.id in question.locked:
            return "locked"
        return "chosen" if place.id in chosen else "muted"

    services = [layer for layer in place_layers.of_kinds(question.counted) if layer.key != "mairie"]
    hosts = [
        place_layers.layer(kind(key), service_places.places(key), state=state)
        for key in (*(one.key for one in HOSTS), "mairie")
    ]
    return [*services, *(layer for layer in hosts if layer.points)]


def plan_map(question: Question, chosen: tuple[str, ...], of: Effect) -> None:
    """Show who is reached before and after, the desks, and let a click lock, forbid or free a place."""
    people = demand.demand(question.public)
    ids = territory.load().codes("carreau")
    rank = desks_map.classes(people.value, of, question.radius)
    how = f"{sentences.ON[question.mode]} avec les guichets (estimation)"
    tips = {
        code: f"{number(value, 1)} {people.unit}\n" + (f"{minutes(after_all)} {how}")
        for code, value, after_all in zip(ids, people.value, of.minutes_after, strict=True)
    }
    paint = Paint(
        # A cell without anybody of the public keeps the neutral ground: it must not stand out.
        classes={code: int(one) for code, one in zip(ids, rank, strict=True) if one < 3},
        palette=desks_map.COLOURS[:3],
        labels=desks_map.labels(question.radius)[:3],
        tips=tips,
    )
    show_map(
        maps.base("carreau", label="Qui est à portée d’un guichet, avant et après"),
        key="carte-guichets",
        level="carreau",
        paint=paint,
        points=_layers(question, chosen),
        legend=Legend(
            title="À portée d’un guichet",
            subtitle=f"{minutes(question.radius)} {sentences.ON[question.mode]}, estimation",
            note="Un clic sur un lieu l’impose, un deuxième l’interdit, un troisième le libère.",
            source=people.source,
        ),
        overlays=maps.overlays("qpv"),
        height=600,
        on_click=_cycle,
    )


def map_files(question: Question, chosen: tuple[str, ...], of: Effect) -> None:
    """Show the downloads of the map: its cells as tables and layers, and the map to print."""

    def drawn(kind: Literal["png", "svg", "pdf"]) -> bytes:
        from reports.print_map import render

        return render(desks_map.to_print(question, chosen, of, made_on=date.today()), format=kind)  # noqa: DTZ011

    more: dict[str, Callable[[], bytes]] = {
        "png": lambda: drawn("png"),
        "svg": lambda: drawn("svg"),
        "pdf": lambda: drawn("pdf"),
    }
    cells = desks_map.table(question, of)
    downloads.menu(cells, key="guichets-carte", level="carreau", more=more, label="Télécharger la carte")


def _reason(why: str, name: str) -> str:
    """Return a plan's sentence without the place's name, which stands in its own column."""
    reason = why.removeprefix(typography(name)).lstrip(f"{NARROW}{NO_BREAK}: ")
    return reason[:1].upper() + reason[1:]


def desks_list(of: Table) -> None:
    """Show each desk with its reason and its hours."""
    rows = "".join(
        f'<div class="atlas-state"><dt>{html.escape(row.name)}</dt>'
        f"<dd>{html.escape(row.why)}<br>{html.escape(row.address)}, {html.escape(row.commune)} ; "
        f"{html.escape(row.hours)}</dd></div>".replace(" ; ", f"{NARROW}; ")
        for row in of.frame.itertuples()
    )
    st.html(f'<dl class="atlas-states">{rows}</dl>')


def desks_table(question: Question, plan: SitePlan) -> Table:
    """Return the chosen desks: where, why, and when the host place is open."""
    places = scenarios.ground(question).places
    communes = territory.load().communes
    chosen = [places[column] for column in plan.sites]
    frame = pd.DataFrame(
        {
            "name": [place.name for place in chosen],
            "commune": [communes[place.commune].name for place in chosen],
            "kind": [kind(place.kind).label for place in chosen],
            "why": [_reason(why, place.name) for why, place in zip(plan.why, chosen, strict=True)],
            "hours": [place.hours_in_french for place in chosen],
            "address": [place.address for place in chosen],
            "code": [place.id for place in chosen],
        }
    )
    columns = (
        Column("name", "Lieu", text=True),
        Column("commune", "Commune", text=True),
        Column("why", "Pourquoi", text=True),
        Column("hours", "Horaires du lieu", text=True),
        Column("kind", "Type", text=True),
        Column("address", "Adresse", text=True),
    )
    people = demand.demand(question.public)
    sources = (people.source, *dict.fromkeys(f"{place.source}, {place.vintage}" for place in chosen))
    mentions = (sentences.method(question, people.method), "Estimation.")
    return Table("Guichets proposés", frame, columns, sources, mentions, "atlas-guichets")


_REACH = (
    Column("people", "Personnes concernées"),
    Column("before", "À portée avant"),
    Column("after", "À portée après"),
    Column("gained", "Gagnées"),
    Column("minutes_before", "Minutes avant", "estimation", 1),
    Column("minutes_after", "Minutes après", "estimation", 1),
)


def _reach_table(title: str, heading: str, rows: Mapping[str, scenarios.Reach], question: Question, name: str) -> Table:
    frame = pd.DataFrame(
        [
            {
                "label": label,
                "people": reach.people,
                "before": reach.before,
                "after": reach.after,
                "gained": reach.gained,
                "minutes_before": reach.minutes_before,
                "minutes_after": reach.minutes_after,
            }
            for label, reach in rows.items()
        ]
    )
    people = demand.demand(question.public)
    mentions = (sentences.method(question, people.method), "Estimation.")
    return Table(title, frame, (Column("label", heading, text=True), *_REACH), (people.source,), mentions, name)


def by_public(question: Question, of: Effect) -> Table:
    """Return the effect of the plan on each public."""
    rows = {PUBLIC_LABELS[key]: of.by_public[key] for key in PUBLIC_LABELS}
    return _reach_table("Avant et après, par public", "Public", rows, question, "atlas-guichets-publics")


def by_commune(question: Question, of: Effect) -> Table:
    """Return the effect of the plan on the question's public, commune by commune, the greatest gain first."""
    names = territory.load().communes
    ranked = sorted(of.by_commune.items(), key=lambda item: (-item[1].gained, names[item[0]].name))
    rows = {names[code].name: reach for code, reach in ranked}
    return _reach_table("Avant et après, par commune", "Commune", rows, question, "atlas-guichets-communes")


def curve_table(question: Question, frame: pd.DataFrame) -> Table:
    """Return what each number of desks brings, as a table."""
    shown = frame[["sites", "covered_demand", "mean_cost"]].copy()
    shown["share"] = 100 * frame["covered_share"]
    shown["proof"] = np.where(frame["proven"], "prouvé", "non prouvé")
    people = demand.demand(question.public)
    columns = (
        Column("sites", "Guichets"),
        Column("covered_demand", "À portée", people.unit),
        Column("share", "Part du public", "%", 1),
        Column("mean_cost", "Trajet moyen", "min", 1),
        Column("proof", "Optimum", text=True),
    )
    mentions = (sentences.method(question, people.method), "Estimation.")
    return Table("Ce que chaque nombre de guichets apporte", shown, columns, (people.source,), mentions, "atlas-courbe")


def curve_chart(question: Question, frame: pd.DataFrame) -> None:
    """Show people reached (or mean minutes) against the number of desks, the asked number marked."""
    import plotly.graph_objects as go

    median = question.goal == "p-median"
    y = frame["mean_cost"] if median else 100 * frame["covered_share"]
    unit = "min" if median else "%"
    marked = frame["sites"] == question.desks
    figure = go.Figure(
        go.Scatter(
            x=frame["sites"],
            y=y,
            mode="lines+markers",
            marker={
                "size": np.where(marked, 14, 7),
                "color": np.where(marked, "#C8642B", "#0B6478"),
            },
            line={"color": "#0B6478", "width": 2},
            text=[f"{n} guichets : {number(v, 1, unit)}" for n, v in zip(frame["sites"], y, strict=True)],
            hovertemplate="%{text}<extra></extra>",
        )
    )
    figure.update_layout(
        height=320,
        margin={"l": 10, "r": 10, "t": 10, "b": 10},
        xaxis={"title": "Nombre de guichets", "dtick": 1 if len(frame) <= 20 else 2},
        yaxis={"title": "Minutes en moyenne" if median else "Part du public à portée (%)", "rangemode": "tozero"},
        separators=",\u202f",
        showlegend=False,
    )
    st.plotly_chart(figure, key="courbe-guichets", config={"displayModeBar": False}, alt="Courbe du nombre de guichets")

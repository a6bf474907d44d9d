"""One day of the tours: which one, the way of each team on the map, and its hours from departure to return."""

import datetime as dt
import html
from dataclasses import replace

import streamlit as st

from data.formats import NO_BREAK, number, typography
from data.formats import day as date_text
from outreach.french_time import clock, length
from outreach.tours import TourDay, TourPlan
from reports.sentences import tournees as sentences
from ui import choices, maps
from ui.map.component import MapEvent
from ui.map.component import show as show_map
from ui.map.paint import Legend, Line, Point, PointLayer, Stop
from ui.views import tournees_calendar as calendar

DAY = "jour"
_DESKS, _DEPOTS = "guichets_du_plan", "departs"

_STYLE = """
<style>
  .tour-day {border-left: 4px solid var(--team); padding: .1rem 0 .1rem .8rem; margin: .2rem 0 1rem;}
  .tour-day h3 {font-size: 1.02rem; font-weight: 600; margin: 0; padding: 0;}
  .tour-day .sum {font-size: .86rem; opacity: .8; margin: .1rem 0 .4rem;}
  .tour-day ol {list-style: none; margin: 0; padding: 0;}
  .tour-day li {display: grid; grid-template-columns: 3.9rem 1fr; gap: .5rem; padding: .32rem 0; margin: 0;
                border-top: 1px solid color-mix(in srgb, currentColor 14%, transparent); line-height: 1.4;}
  .tour-day li > b {font-weight: 600; font-variant-numeric: tabular-nums; white-space: nowrap;}
  .tour-day strong {font-weight: 600;}
  .tour-day small {display: block; font-size: .84rem; opacity: .8;}
</style>
"""


def _days(plan: TourPlan) -> dict[str, str]:
    return {one.date.isoformat(): date_text(one.date, "full").capitalize() for one in plan.days}


def _go(to: str) -> None:
    st.session_state[DAY] = to


def chosen(plan: TourPlan) -> dt.date | None:
    """Return the day in the address, else the first one on which a team leaves; None when none does."""
    days = _days(plan)
    if not days:
        return None
    if st.session_state.get(DAY, next(iter(days))) not in days:
        # Other tours than those of which a day was shown.
        st.session_state[DAY] = next(iter(days))
    asked = st.session_state.get(DAY) or st.query_params.get(DAY)
    named = {label: code for code, label in days.items()}
    code = asked if asked in days else named.get(asked or "", next(iter(days)))
    return dt.date.fromisoformat(code)


def ask(plan: TourPlan) -> dt.date:
    """Let the reader choose a day, or go to the one before or after."""
    days = _days(plan)
    left, right = st.columns([3, 2], vertical_alignment="bottom", gap="large")
    with left:
        code = choices.one("Jour", days, key=DAY)
    codes = list(days)
    at = codes.index(code)
    with right, st.container(horizontal=True):
        _step("Précédent", ":material/arrow_back:", codes[at - 1] if at else None)
        _step("Suivant", ":material/arrow_forward:", codes[at + 1] if at + 1 < len(codes) else None)
    return dt.date.fromisoformat(code)


def _step(label: str, icon: str, to: str | None) -> None:
    st.button(label, icon=icon, on_click=_go, args=(to,), disabled=to is None, width="stretch")


def of_date(plan: TourPlan, date: dt.date) -> list[TourDay]:
    """Return what each team does on a day."""
    return [one for one in plan.days if one.date == date]


def _line(plan: TourPlan, tour: TourDay) -> Line:
    depot = [] if tour.team.lon is None or tour.team.lat is None else [(tour.team.lon, tour.team.lat)]
    stops = [
        Stop(
            visit.stop.id,
            visit.stop.lon,
            visit.stop.lat,
            str(rank),
            f"{visit.stop.name}\n{clock(visit.start)} – {clock(visit.end)}\n{sentences.leg(tour, rank - 1)}",
        )
        for rank, visit in enumerate(tour.visits, start=1)
        if visit.stop.lon is not None and visit.stop.lat is not None
    ]
    return Line(
        key=f"equipe-{[one.name for one in plan.teams].index(tour.team.name)}",
        title=tour.team.name,
        path=[*depot, *((stop.lon, stop.lat) for stop in stops), *depot],
        colour=calendar.colour(plan, tour.team),
        stops=stops,
        tip=typography(f"{tour.team.name}\n{length(tour.driving_minutes)} de route (estimation)"),
    )


def _depots(tours: list[TourDay]) -> PointLayer:
    """Return the places that the teams leave from, one point each however many leave there."""
    names: dict[tuple[float, float, str], list[str]] = {}
    for tour in tours:
        if tour.team.lon is not None and tour.team.lat is not None:
            spot = (tour.team.lon, tour.team.lat, tour.team.depot_name)
            names.setdefault(spot, []).append(tour.team.name)
    points = [
        Point(name, lon, lat, typography(f"{name}\nDépart : {', '.join(teams)}"))
        for (lon, lat, name), teams in names.items()
    ]
    return PointLayer(_DEPOTS, "Départ et retour", points, colour="#4D626A", shape="square", letter="D")


def _others(plan: TourPlan, tours: list[TourDay]) -> PointLayer:
    """Return the desks of the plan that nobody visits on the day."""
    today = {visit.stop.id for tour in tours for visit in tour.visits}
    points = [
        Point(one.stop.id, one.stop.lon, one.stop.lat, f"{one.stop.name}\n{one.team.name}, {one.sentence}", "muted")
        for one in plan.rhythms
        if one.stop.id not in today and one.stop.lon is not None and one.stop.lat is not None
    ]
    return PointLayer(
        _DESKS,
        "Guichets des autres jours",
        points,
        colour="#6F868E",
        states={"muted": "Guichets des autres jours"},
    )


def _frame(plan: TourPlan) -> tuple[float, float, float, float]:
    """Return the box that holds every place of the plan with room around it, so that no day moves the map."""
    spots = [(one.stop.lon, one.stop.lat) for one in plan.rhythms] + [(team.lon, team.lat) for team in plan.teams]
    lons, lats = zip(*[(lon, lat) for lon, lat in spots if lon is not None and lat is not None], strict=True)
    wide, high = max(max(lons) - min(lons), 0.05), max(max(lats) - min(lats), 0.03)
    return min(lons) - wide / 8, min(lats) - high / 8, max(lons) + wide / 8, max(lats) + high / 8


def show_map_of(plan: TourPlan, date: dt.date) -> None:
    """Show the way of each team; a click on a desk of another day goes to the first day it is held."""
    tours = of_date(plan, date)
    first = {one.stop.id: one.first.isoformat() for one in plan.rhythms}

    def go(event: MapEvent) -> None:
        if event.layer == _DESKS and event.code in first:
            _go(first[event.code])

    layers = [layer for layer in (_depots(tours), _others(plan, tours)) if layer.points]
    show_map(
        replace(maps.base("commune", label="Trajets des équipes dans la journée"), bounds=_frame(plan)),
        key="carte-tournees",
        level="commune",
        points=layers,
        lines=[_line(plan, tour) for tour in tours],
        legend=Legend(
            title=date_text(date, "full").capitalize(),
            subtitle="À vol d’oiseau, dans l’ordre de la journée",
            note="Un clic sur un guichet d’un autre jour montre ce jour.",
        ),
        height=520,
        on_click=go,
    )


def detail(plan: TourPlan, date: dt.date) -> None:
    """Show the hours of each team on a day."""
    st.html(_STYLE + "".join(steps(plan, tour) for tour in of_date(plan, date)))


def steps(plan: TourPlan, tour: TourDay) -> str:
    """Return a team's day as an HTML list, from departure to return."""
    depot = html.escape(tour.team.depot_name)
    kilometres = f", environ {number(tour.kilometres, 0, 'km')}" if tour.kilometres else ""
    rows = [f"<li><b>{clock(tour.departure)}</b><div>Départ de <strong>{depot}</strong></div></li>"]
    for rank, visit in enumerate(tour.visits):
        said = sentences.leg(tour, rank)
        notes = [said[:1].upper() + said[1:], visit.stop.address]
        if visit.shortened:
            notes.append(f"Présence de {length(visit.presence)} au lieu de {length(visit.stop.length)}")
        if not visit.hours_confirmed:
            notes.append("Horaires du lieu à confirmer avec l’hôte")
        small = "".join(f"<small>{html.escape(typography(note))}</small>" for note in notes if note)
        rows.append(
            f"<li><b>{clock(visit.start)}</b><div><strong>{rank + 1}. {html.escape(visit.stop.name)}</strong>, "
            f"jusqu’à{NO_BREAK}{clock(visit.end)}{small}</div></li>"
        )
    rows.append(f"<li><b>{clock(tour.arrival_back)}</b><div>Retour</div></li>")
    return (
        f'<section class="tour-day" style="--team: {calendar.colour(plan, tour.team)}">'
        f"<h3>{html.escape(tour.team.name)}</h3>"
        f'<p class="sum">{html.escape(tour.team.operator)} – {length(tour.driving_minutes)} de route '
        f"(estimation){kilometres}</p><ol>{''.join(rows)}</ol></section>"
    )

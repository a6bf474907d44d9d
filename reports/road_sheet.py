"""Road sheets: what a team takes with it, one A4 page a day."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

from data import catalogue
from data.formats import day as date_text
from data.formats import enumerate_words, number, ordinal, plural, typography
from geo.opening import DAYS_FR
from indicators.demand import demand
from outreach.french_time import clock, length, span
from outreach.tour_record import letter
from outreach.tour_request import driving_range
from outreach.tours import TourDay, TourPlan, TourVisit
from reports import road_map
from reports.errors import ReportError
from reports.sentences import tournees as sentences
from reports.tables import fictitious_mark
from reports.typesetting import pdf

__all__ = ["RoadSheetError", "road_sheets"]

TEMPLATE = "road_sheet"
# Ruled lines to write on, shared between the stops; the template takes fewer where the page is full.
_LINES = 9


class RoadSheetError(ReportError):
    """A road sheet that was asked for and has nothing to say."""

    def __init__(self, message: str) -> None:
        super().__init__(typography(message))


def road_sheets(plan: TourPlan, *, made_on: dt.date, date: dt.date | None = None, team: str | None = None) -> bytes:
    """Return the road sheets of a plan as a tagged PDF, one A4 page a team and day, in the order of the plan.

    Parameters
    ----------
    plan : TourPlan
    made_on : datetime.date
        The day written on the document.
    date, team : optional
        Only the sheets of this day, or of this team; all unless said.

    Raises
    ------
    RoadSheetError
        When no team drives then.
    reports.errors.TypesettingError
    """
    days = [one for one in plan.days if date in (None, one.date) and team in (None, one.team.name)]
    if not days:
        when = f" le {date_text(date)}" if date else ""
        raise RoadSheetError(f"Aucune feuille de route : {f'« {team} »' if team else 'aucune équipe'} ne sort{when}.")
    mark = fictitious_mark()
    data = {
        "title": _title(days, team),
        "sheets": [_sheet(plan, one) for one in days],
        "fictitious": bool(mark),
        "notes": [*([mark] if mark else []), sentences.travel_note()],
        "sources": [f"Lieux et horaires : {catalogue.read('places').source}."],
    }
    return pdf(TEMPLATE, _typographic(data), made_on=made_on)


def _title(days: Sequence[TourDay], team: str | None) -> str:
    """« Feuille de route – Équipe 1 – 30 novembre 2026 »."""
    of = "Feuille de route" if len(days) == 1 else f"{len(days)} feuilles de route"
    who = team or (days[0].team.name if len(days) == 1 else "")
    first, last = days[0].date, days[-1].date
    when = date_text(first) if first == last else f"du {date_text(first)} au {date_text(last)}"
    return " – ".join(part for part in (of, who, when) if part)


def _sheet(plan: TourPlan, day: TourDay) -> dict[str, Any]:
    """Return what the template shows of a day; every text is ready."""
    drawing = road_map.svg(day)
    when = date_text(day.date, "full")
    return {
        "team": day.team.name,
        "operator": day.team.operator,
        "date": when[:1].upper() + when[1:],
        "week": f"Semaine {letter(day.week)}, {ordinal(day.week + 1, feminine=True)} sur {plan.calendar.weeks}",
        "summary": _summary(day),
        "depot": day.team.depot_name or "dépôt de l’équipe",
        "departure": clock(day.departure),
        "back": clock(day.arrival_back),
        "way_back": length(day.driving_minutes - sum(visit.drive for visit in day.visits)),
        "stops": [_stop(day, rank) for rank in range(len(day.visits))],
        "lines": _LINES // len(day.visits),
        "svg": drawing or "",
        "alt": _alt(day),
    }


def _summary(day: TourDay) -> str:
    low, high = (round(bound) for bound in driving_range((day,)))
    road = f"**{length(day.driving_minutes)} de route** (estimation"
    road += f", de {length(low)} à {length(high)})" if high > low else ")"
    if day.kilometres:
        road += f", environ {number(day.kilometres, 0, 'km')}"
    return (
        f"**{plural(len(day.visits), 'guichet')}** ; départ à **{clock(day.departure)}**, retour à "
        f"**{clock(day.arrival_back)}** ; {road}."
    )


def _stop(day: TourDay, rank: int) -> dict[str, Any]:
    visit = day.visits[rank]
    publics = [demand(key).label for key in visit.stop.publics]
    return {
        "number": rank + 1,
        "name": visit.stop.name,
        "address": visit.stop.address or "Adresse non renseignée",
        "hours": f"{clock(visit.start)} – {clock(visit.end)}",
        "leg": sentences.leg(day, rank),
        "opening": _opening(day, visit),
        "confirmed": visit.hours_confirmed,
        "shortened": f"Présence de {length(visit.presence)} au lieu de {length(visit.stop.length)}."
        if visit.shortened
        else "",
        "publics": enumerate_words(publics) if publics else "Tous publics",
    }


def _opening(day: TourDay, visit: TourVisit) -> str:
    weekday = day.date.weekday()
    windows = visit.stop.opening().get(weekday, ())
    if not visit.hours_confirmed or not windows:
        return "Horaires du lieu à confirmer avec l’hôte"
    return f"Le lieu ouvre le {DAYS_FR[weekday]} {enumerate_words([span(*window) for window in windows])}"


def _alt(day: TourDay) -> str:
    steps = enumerate_words([visit.stop.name for visit in day.visits])
    return f"Schéma du trajet, à vol d’oiseau : départ de {day.team.depot_name or 'l’équipe'}, puis {steps}, et retour."


def _typographic(value: Any) -> Any:
    """Set French spaces and apostrophes in every text but the drawing."""
    if isinstance(value, dict):
        return {key: one if key == "svg" else _typographic(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_typographic(one) for one in value]
    return typography(value) if isinstance(value, str) else value

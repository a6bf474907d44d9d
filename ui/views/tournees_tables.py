"""The tables of the page of the tours: every visit, and the rhythm that the public remembers."""

import pandas as pd

from data.formats import day as date_text
from geo.opening import DAYS_FR
from indicators import service_places
from outreach.french_time import clock
from outreach.tour_record import HALF_DAYS_FR, by_weekday, letter, rhythm_rows
from outreach.tours import TourPlan
from reports.sentences import tournees as sentences
from reports.tables import Column, Table

ESTIMATE = "Estimation."


def _sources() -> tuple[str, ...]:
    return (f"Lieux et horaires : {service_places.source()}.",)


def _mentions(plan: TourPlan) -> tuple[str, ...]:
    return tuple(line for line in (sentences.travel_note(), sentences.total(plan), ESTIMATE) if line)


def visits(plan: TourPlan) -> Table:
    """Return one row a visit, in the order of the calendar; `code` is the day."""
    frame = plan.to_frame()
    shown = pd.DataFrame(
        {
            "rank": range(1, len(frame) + 1),
            "code": [one.isoformat() for one in frame["date"]],
            "date": [date_text(one, "short") for one in frame["date"]],
            "weekday": [DAYS_FR[one] for one in frame["weekday"]],
            "week": [letter(week - 1) for week in frame["week"]],
            "team": frame["team"],
            "order": frame["order"],
            "stop": frame["stop"],
            "half_day": [HALF_DAYS_FR[one] for one in frame["half_day"]],
            "arrival": [clock(one) for one in frame["arrival"]],
            "start": [clock(one) for one in frame["start"]],
            "end": [clock(one) for one in frame["end"]],
            "presence": frame["presence"],
            "drive": frame["drive"],
            "confirmed": ["confirmés" if one else "à confirmer" for one in frame["hours_confirmed"]],
            "operator": frame["operator"],
            "address": [visit.stop.address for one in plan.days for visit in one.visits],
        }
    )
    columns = (
        Column("rank", "N°"),
        Column("date", "Date", text=True),
        Column("weekday", "Jour", text=True),
        Column("start", "Début", text=True),
        Column("end", "Fin", text=True),
        Column("stop", "Lieu", text=True),
        Column("team", "Équipe", text=True),
        Column("order", "Ordre"),
        Column("arrival", "Arrivée", text=True),
        Column("drive", "Route", "min, estimation"),
        Column("presence", "Présence", "min"),
        Column("confirmed", "Horaires du lieu", text=True),
        Column("week", "Semaine", text=True),
        Column("half_day", "Demi-journée", text=True),
        Column("operator", "Opérateur", text=True),
        Column("address", "Adresse", text=True),
    )
    return Table("Visites", shown, columns, _sources(), _mentions(plan), "atlas-tournees")


def rhythm(plan: TourPlan) -> Table:
    """Return one row a place: always the same half-day, the same hours, the same team."""
    rows = [
        {
            **row,
            "first": date_text(one.first, "short"),
            "visits": one.visits,
            "confirmed": "confirmés" if one.stop.hours_known else "à confirmer",
        }
        for row, one in zip(rhythm_rows(plan), by_weekday(plan), strict=True)
    ]
    columns = (
        Column("place", "Lieu", text=True),
        Column("when", "Demi-journée", text=True),
        Column("hours", "Horaires", text=True),
        Column("every", "Rythme", text=True),
        Column("team", "Équipe", text=True),
        Column("first", "Première visite", text=True),
        Column("visits", "Visites"),
        Column("confirmed", "Horaires du lieu", text=True),
    )
    frame = pd.DataFrame(rows, columns=[column.name for column in columns])
    return Table("Rythme des tournées", frame, columns, _sources(), (), "atlas-tournees-rythme")

"""The files of the tours: road sheets, diaries, tracks, tables."""

import datetime as dt
from zoneinfo import ZoneInfo

import streamlit as st

from data.formats import day as date_text
from data.formats import typography
from outreach.tours import TourDay, TourPlan
from reports import tables
from ui import downloads
from ui.views import tournees_tables

_PARIS = ZoneInfo("Europe/Paris")
NAME = "atlas-tournees"


def today() -> dt.date:
    """Return the reader's own day."""
    return dt.datetime.now(_PARIS).date()


def sheets(plan: TourPlan, *, date: dt.date | None = None, team: str | None = None) -> bytes:
    """Return road sheets, dated of today."""
    from reports.road_sheet import road_sheets

    return road_sheets(plan, made_on=today(), date=date, team=team)


def diary(plan: TourPlan, team: str | None = None) -> bytes:
    """Return the diary of a team, or of all."""
    from reports.calendar_file import calendar_file

    return calendar_file(plan, stamp=dt.datetime.now(dt.UTC), team=team)


def _track(tour: TourDay) -> bytes:
    from reports.track import track

    return track(tour)


def _named(rank: int) -> str:
    return f"{NAME}-equipe-{rank}"


def of_plan(plan: TourPlan) -> None:
    """Show the files of the whole plan: for everybody, then for each team."""
    first, second, third = st.columns(3, gap="medium")
    busy = [(rank, team) for rank, team in enumerate(plan.teams, start=1) if any(d.team == team for d in plan.days)]
    with first, st.popover("Feuilles de route (PDF)", icon=":material/description:", width="stretch"):
        downloads.file(
            "pdf", NAME, lambda: sheets(plan), key="tournees-tout", label="Toutes les équipes, tous les jours"
        )
        for rank, team in busy if len(busy) > 1 else ():
            downloads.file(
                "pdf",
                _named(rank),
                lambda name=team.name: sheets(plan, team=name),
                key=f"tournees-{rank}",
                label=team.name,
            )
    with second, st.popover("Agendas (ICS)", icon=":material/event:", width="stretch"):
        downloads.file("ics", NAME, lambda: diary(plan), key="tournees-tout", label="Toutes les équipes")
        for rank, team in busy if len(busy) > 1 else ():
            downloads.file(
                "ics", _named(rank), lambda name=team.name: diary(plan, name), key=f"tournees-{rank}", label=team.name
            )
    with third, st.popover("Tableaux (CSV, XLSX)", icon=":material/table:", width="stretch"):
        visits, rhythm = tournees_tables.visits(plan), tournees_tables.rhythm(plan)
        downloads.file("csv", visits.file_name, lambda: tables.to_csv(visits), key="tournees", label="Visites (CSV)")
        downloads.file("csv", rhythm.file_name, lambda: tables.to_csv(rhythm), key="rythme", label="Rythme (CSV)")
        downloads.file(
            "xlsx", NAME, lambda: tables.to_xlsx(visits, rhythm), key="tournees", label="Visites et rythme (XLSX)"
        )


def of_day(plan: TourPlan, tours: list[TourDay]) -> None:
    """Show the files of one day: its road sheets, and a track a team."""
    date = tours[0].date
    label = "Feuille de route" if len(tours) == 1 else f"Les {len(tours)} feuilles de route"
    downloads.file(
        "pdf",
        f"{NAME}-{date.isoformat()}",
        lambda: sheets(plan, date=date),
        key="jour",
        label=typography(f"{label} du {date_text(date).removesuffix(f' {date.year}')} (PDF)"),
    )
    names = [team.name for team in plan.teams]
    for tour in tours:
        rank = names.index(tour.team.name) + 1
        downloads.file(
            "gpx",
            f"{NAME}-{date.isoformat()}-equipe-{rank}",
            lambda one=tour: _track(one),
            key=f"jour-{rank}",
            label=typography(f"Trajet pour GPS : {tour.team.name} (GPX)"),
        )

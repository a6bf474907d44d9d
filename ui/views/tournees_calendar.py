"""The calendar of the tours: one row a week, one column a weekday; a list of days on a narrow screen."""

import datetime as dt
import html
from collections import defaultdict
from collections.abc import Sequence

import streamlit as st

from data.formats import day as date_text
from data.formats import enumerate_words, typography
from geo.opening import DAYS_FR
from outreach.calendar import Day
from outreach.french_time import clock
from outreach.tour_record import letter
from outreach.tours import Cancelled, Team, TourDay, TourPlan
from ui import page

# At least 3:1 against both page grounds, and told apart by colour-blind readers; the name always stands beside.
UNCONFIRMED = "*"
_MARK = f'<abbr title="Horaires du lieu à confirmer">{UNCONFIRMED}</abbr>'
COLOURS = ("#2B97A4", "#D9740E", "#8368D6", "#8A7468")

_STYLE = """
<style>
  .tours {width: 100%; border-collapse: separate; border-spacing: 0; table-layout: fixed; margin: .25rem 0 .5rem;
          font-size: .9rem; line-height: 1.35;}
  .tours th {font-weight: 600; text-align: left; padding: .35rem .5rem; font-size: .85rem;}
  .tours .week {width: 6.2rem; vertical-align: top; opacity: .8;}
  .tours .idle {width: 6.2rem;}
  .tours abbr {text-decoration: none; margin-left: .1rem;}
  .tours .week small {display: block; font-weight: 400;}
  .tours td {vertical-align: top; padding: .35rem .4rem .45rem;
             border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent);}
  .tours tbody th {border-top: 1px solid color-mix(in srgb, currentColor 18%, transparent);}
  .tours td.chosen {background: color-mix(in srgb, currentColor 7%, transparent);
                    box-shadow: inset 0 0 0 2px color-mix(in srgb, currentColor 55%, transparent);
                    border-radius: .4rem;}
  .tours .date {font-size: .8rem; opacity: .75; font-variant-numeric: tabular-nums;}
  .tours .team {border-left: 4px solid var(--team); padding-left: .45rem; margin-top: .35rem;
                overflow-wrap: anywhere; hyphens: auto;}
  .tours .team b {font-weight: 600; font-size: .8rem; display: block;}
  .tours .visit span {display: block; font-variant-numeric: tabular-nums; opacity: .8; font-size: .82rem;}
  .tours .visit {margin-top: .15rem;}
  .tours .off {font-style: italic; font-size: .85rem; margin-top: .25rem;}
  .tours .full {display: none;}
  @media (max-width: 760px) {
    .tours, .tours tbody, .tours tr, .tours td, .tours tbody th {display: block; width: auto;}
    .tours thead, .tours .short, .tours td.empty {display: none;}
    .tours .full {display: inline;}
    .tours .date {font-size: .95rem; font-weight: 600; opacity: 1;}
    .tours tbody th.week {width: auto; padding: .9rem 0 .3rem; font-size: .95rem; opacity: 1; border-top: 0;}
    .tours .week small {display: inline; margin-left: .4rem;}
    .tours td {padding: .5rem .4rem .6rem;}
  }
</style>
"""


def colour(plan: TourPlan, team: Team) -> str:
    """Return the colour of a team, the same on the calendar and on the map."""
    return COLOURS[[one.name for one in plan.teams].index(team.name) % len(COLOURS)]


def show(plan: TourPlan, chosen: dt.date | None) -> None:
    """Show the calendar, one day of it marked."""
    st.html(_STYLE + grid(plan, chosen))
    if not all(visit.hours_confirmed for one in plan.days for visit in one.visits):
        page.source(f"{UNCONFIRMED} Horaires du lieu à confirmer avec l’hôte.")


def grid(plan: TourPlan, chosen: dt.date | None) -> str:
    """Return the calendar as an HTML table with the roles that its narrow form would lose."""
    weeks: dict[int, list[Day]] = defaultdict(list)
    for one in plan.calendar.days:
        weeks[one.week].append(one)
    of_day: dict[dt.date, list[TourDay]] = defaultdict(list)
    for tour in plan.days:
        of_day[tour.date].append(tour)
    lost: dict[dt.date, list[Cancelled]] = defaultdict(list)
    for each in plan.cancelled:
        lost[each.date].append(each)
    # A week runs from the day chosen first, which need not be a Monday.
    heads = "".join(_head(plan, one.weekday) for one in weeks[0])
    rows = "".join(
        f'<tr role="row">{_week(week, days)}'
        + "".join(_cell(plan, one, of_day[one.date], lost[one.date], chosen) for one in days)
        + "</tr>"
        for week, days in weeks.items()
    )
    return (
        '<table class="tours" role="table" aria-label="Calendrier des tournées"><thead role="rowgroup">'
        f'<tr role="row"><th class="week" role="columnheader" scope="col">Semaine</th>{heads}</tr></thead>'
        f'<tbody role="rowgroup">{rows}</tbody></table>'
    )


def _head(plan: TourPlan, weekday: int) -> str:
    """Name a weekday; one on which nobody ever leaves leaves its room to the others."""
    idle = "" if any(one.date.weekday() == weekday for one in plan.days) else ' class="idle"'
    return f'<th role="columnheader" scope="col"{idle}>{DAYS_FR[weekday].capitalize()}</th>'


def _week(week: int, days: Sequence[Day]) -> str:
    first = days[0].date
    return (
        f'<th class="week" role="rowheader" scope="row">Semaine {letter(week)}'
        f"<small>du {date_text(first).removesuffix(f' {first.year}')}</small></th>"
    )


def _cell(plan: TourPlan, day: Day, tours: Sequence[TourDay], lost: Sequence[Cancelled], chosen: dt.date | None) -> str:
    full = date_text(day.date, "full").removesuffix(f" {day.date.year}")
    parts = [
        f'<div class="date"><span class="short">{day.date.day:02d}/{day.date.month:02d}</span>'
        f'<span class="full">{full.capitalize()}</span></div>'
    ]
    parts += [_tour(plan, tour) for tour in tours]
    if day.closed:
        names = enumerate_words([each.stop.name for each in lost])
        said = typography(f"{day.closed} (jour férié)" + (f", pas de visite : {names}" if names else ""))
        parts.append(f'<div class="off">{html.escape(said)}</div>')
    kinds = [name for name, on in (("chosen", day.date == chosen), ("empty", not tours and not day.closed)) if on]
    marked = f' class="{" ".join(kinds)}"' if kinds else ""
    return f'<td role="cell"{marked}>{"".join(parts)}</td>'


def _tour(plan: TourPlan, tour: TourDay) -> str:
    visits = "".join(
        f'<div class="visit"><span>{clock(visit.start)} – {clock(visit.end)}</span>{html.escape(visit.stop.name)}'
        f"{'' if visit.hours_confirmed else _MARK}</div>"
        for visit in tour.visits
    )
    name = html.escape(tour.team.name)
    return f'<div class="team" style="--team: {colour(plan, tour.team)}"><b>{name}</b>{visits}</div>'

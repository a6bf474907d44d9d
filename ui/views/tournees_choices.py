"""The choices of the page of the tours: when they begin, how often they come, who drives them."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from outreach.french_time import clock, length
from outreach.scenarios import Scenario
from outreach.tour_request import TourRequest, next_monday
from outreach.tour_teams import AskedTeam, default_teams, depot_of, depots, operators, place_name
from ui import choices, page
from ui.views import tournees_wishes
from ui.views.tournees_wishes import FREQUENCIES, LENGTHS, WEEKDAYS

MOST_TEAMS = 4
_USUAL_TEAMS = 2
_OPENED = "_tournees_plan"
_TEAMS = {str(count): str(count) for count in range(1, MOST_TEAMS + 1)}
_LENGTHS = {str(minutes): label for minutes, label in LENGTHS.items()}
_SHORTEST = {str(minutes): length(minutes) for minutes in (30, 60, 90, 120, 150)}
_LEAVES = {str(minute): clock(minute) for minute in range(7 * 60, 9 * 60 + 1, 30)}
_RETURNS = {str(minute): clock(minute) for minute in range(16 * 60, 20 * 60 + 1, 30)}
_WEEKDAYS = {str(day): name.capitalize() for day, name in WEEKDAYS.items()}


def usual(scenario: Scenario, places: tuple[str, ...], today: dt.date) -> TourRequest:
    """Return what a plan without tours opens on."""
    return TourRequest(places, next_monday(today), default_teams(_USUAL_TEAMS), public=scenario.question.public)


def of_places(first: TourRequest, places: tuple[str, ...]) -> TourRequest:
    """Return a request for the places that can be visited now, with the wishes of these alone."""
    return replace(first, places=places, wishes=tuple(wish for wish in first.wishes if wish.place in places))


def _teams(of: TourRequest) -> tuple[AskedTeam, ...]:
    """Return a team for every rank: those asked for, then those that would be added."""
    return (*of.teams, *default_teams(MOST_TEAMS)[len(of.teams) :])[:MOST_TEAMS]


def _open(plan: str, first: TourRequest) -> None:
    """Set every choice to a plan's own when another plan is picked; the address keeps the lead on a first visit."""
    before = st.session_state.get(_OPENED)
    st.session_state[_OPENED] = plan
    if before in (None, plan):
        return
    of: dict[str, Any] = {
        "debut": first.start,
        "rythme": first.frequency,
        "equipes": str(len(first.teams)),
        "presence": str(first.length),
        "presence_min": str(first.shortest),
        "depart": str(first.leaves),
        "retour": str(first.returns),
    }
    known = _depots()
    for rank, team in enumerate(_teams(first), start=1):
        of[f"equipe{rank}"] = team.name
        of[f"operateur{rank}"] = team.operator
        of[f"depot{rank}"] = team.depot if team.depot in known else ""
        of[f"jours{rank}"] = [str(day) for day in team.weekdays]
    for key, value in of.items():
        st.session_state[key] = value


def ask(columns: Sequence[DeltaGenerator], plan: str, first: TourRequest) -> TourRequest:
    """Show the three choices in `columns`, the others behind « Affiner », and return what is asked.

    Parameters
    ----------
    columns
        Where the three choices stand.
    plan
        Name of the kept plan.
    first
        What the page opens on: the tours kept with the plan, or the usual ones.
    """
    _open(plan, first)
    with columns[0]:
        start = choices.date("Premier jour", key="debut", default=first.start)
    with columns[1]:
        frequency = choices.one("Passage", FREQUENCIES, key="rythme", default=first.frequency, look="segments")
    with columns[2]:
        count = int(choices.one("Équipes", _TEAMS, key="equipes", default=str(len(first.teams)), look="segments"))
    with st.expander("Affiner : équipes, durées de présence, demandes des lieux"):
        teams = _ask_teams(_teams(first)[:count])
        times = _ask_times(first)
        st.markdown("**Demandes des lieux**")
        page.source(
            "Ce qu’une mairie ou un autre hôte demande, et qui passe avant le reste : une case vide suit le plan."
        )
        wishes = tournees_wishes.edit(plan, first.places, first.wishes)
    return TourRequest(
        places=first.places,
        start=start,
        teams=teams,
        frequency="fortnightly" if frequency == "fortnightly" else "weekly",
        length=times["presence"],
        shortest=min(times["presence_min"], times["presence"]),
        leaves=times["depart"],
        returns=times["retour"],
        wishes=wishes,
        public=first.public,
    )


def _ask_times(first: TourRequest) -> dict[str, int]:
    asked = (
        ("Présence à chaque visite", "presence", _LENGTHS, first.length, None),
        (
            "Présence acceptée au moins",
            "presence_min",
            _SHORTEST,
            first.shortest,
            "Là où les horaires du lieu ne laissent pas la durée voulue.",
        ),
        ("Départ au plus tôt", "depart", _LEAVES, first.leaves, None),
        (
            "Retour au plus tard",
            "retour",
            _RETURNS,
            first.returns,
            "Un retour plus tardif permet de tenir un guichet en soirée, quand des mairies n’ouvrent qu’alors.",
        ),
    )
    times = {}
    for column, (label, key, options, default, why) in zip(st.columns(4), asked, strict=True):
        with column:
            times[key] = int(choices.one(label, options, key=key, default=str(default), help=why))
    return times


def _depots() -> dict[str, str]:
    return {"": "Chez l’opérateur"} | {place.id: place_name(place) for place in depots()}


def _ask_teams(first: Sequence[AskedTeam]) -> tuple[AskedTeam, ...]:
    """Show one frame a team, two in a row."""
    teams = []
    for at in range(0, len(first), 2):
        row = st.columns(2, gap="medium")
        for column, rank in zip(row, range(at, min(at + 2, len(first))), strict=False):
            with column, st.container(border=True):
                teams.append(_ask_team(rank + 1, first[rank]))
    return tuple(teams)


def _ask_team(rank: int, first: AskedTeam) -> AskedTeam:
    left, right = st.columns(2)
    with left:
        name = choices.text(f"Nom de l’équipe {rank}", key=f"equipe{rank}", default=first.name, most=40)
    with right:
        labels = {one.key: one.label for one in operators()}
        operator = choices.one("Opérateur", labels, key=f"operateur{rank}", default=first.operator)
    depot = choices.one("Lieu de départ", _depots(), key=f"depot{rank}", default=first.depot)
    days = choices.many(
        "Jours travaillés",
        _WEEKDAYS,
        key=f"jours{rank}",
        default=tuple(str(day) for day in first.weekdays),
        look="pills",
    )
    team = AskedTeam(name, operator, depot, tuple(sorted(int(day) for day in days)))
    with page.guard():
        of = depot_of(team)
        if of.note or not depot:
            page.source(of.note or f"Départ : {place_name(of.place)}.")
    return team

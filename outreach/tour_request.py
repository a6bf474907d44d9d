"""What tours are asked from a kept plan: places, teams, rhythm, wishes; and their resolution into stops and teams."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

import numpy as np

from geo import opening, territory, travel
from geo.errors import OpeningHoursError
from indicators.service_places import Place
from outreach import scenarios
from outreach.calendar import AFTERNOON, MORNING, Calendar, build_calendar
from outreach.errors import UnknownPlaceError
from outreach.tour_teams import AskedTeam, depot_of, operator, place_name
from outreach.tours import Frequency, HalfDayName, Stop, Team, TourDay, TourPlan, plan_tours
from outreach.tours.stops import Window

__all__ = [
    "MODE",
    "WEEKS",
    "TourRequest",
    "Wish",
    "driving_range",
    "next_monday",
    "plan",
    "split_known",
    "windows_of",
]

WEEKS = 4
MODE = "car"


@dataclass(frozen=True)
class Wish:
    """What one place asks of its visits, where it is not as the rest; None: as the rest.

    Attributes
    ----------
    place : str
    frequency : {"weekly", "fortnightly"}, optional
    length : int, optional
        Minutes of presence.
    weekday : int, optional
        0 is Monday.
    half_day : {"morning", "afternoon"}, optional
    """

    place: str
    frequency: Frequency | None = None
    length: int | None = None
    weekday: int | None = None
    half_day: HalfDayName | None = None


@dataclass(frozen=True)
class TourRequest:
    """What tours are planned from.

    Attributes
    ----------
    places : tuple of str
        Host places to visit.
    start : datetime.date
    teams : tuple of AskedTeam
    frequency : {"weekly", "fortnightly"}
    length, shortest : int
        Minutes of presence wanted, and the fewest accepted where a host's hours leave no more.
    leaves, returns : int
        Minutes from midnight: no team leaves its depot sooner, nor is back later.
    wishes : tuple of Wish
    public : str
        Key of the public that the plan is for; "" when it is for nobody in particular.
    """

    places: tuple[str, ...]
    start: dt.date
    teams: tuple[AskedTeam, ...]
    frequency: Frequency = "weekly"
    length: int = 150
    shortest: int = 60
    leaves: int = 8 * 60 + 30
    returns: int = 17 * 60 + 30
    wishes: tuple[Wish, ...] = ()
    public: str = ""


def next_monday(today: dt.date) -> dt.date:
    """Return the first Monday after a day.

    Examples
    --------
    >>> next_monday(dt.date(2026, 11, 30)), next_monday(dt.date(2026, 12, 6))
    (datetime.date(2026, 12, 7), datetime.date(2026, 12, 7))
    """
    return today + dt.timedelta(days=7 - today.weekday())


def split_known(places: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the places of a kept plan that can still be visited, then those that cannot, in the same order."""
    hosts = {place.id for place in scenarios.hosts()}
    return (
        tuple(place for place in places if place in hosts),
        tuple(place for place in places if place not in hosts),
    )


def windows_of(place: Place) -> dict[int, tuple[Window, ...]] | None:
    """Return the opening hours of a place by weekday; None when they are unknown or cannot be read."""
    try:
        return opening.windows(place.opening_hours)
    except OpeningHoursError:
        return None


def plan(request: TourRequest, *, time_limit: float = 5.0) -> TourPlan:
    """Plan what is asked, by car, with estimated minutes and kilometres.

    Raises
    ------
    outreach.errors.OutreachError
        When a place is no host place, a depot has no position, or a team has no day.
    """
    hosts = {place.id: place for place in scenarios.hosts()}
    for identifier in request.places:
        if identifier not in hosts:
            raise UnknownPlaceError(identifier)
    leaving = [depot_of(team).place for team in request.teams]
    spots = {place.id: place for place in [*(hosts[one] for one in request.places), *leaving]}
    rank = {identifier: at for at, identifier in enumerate(spots)}
    xy = np.array([(place.x, place.y) for place in spots.values()], dtype=float).reshape(-1, 2)
    mode = travel.travel_mode(MODE)
    duration = travel.minutes(xy, xy, mode)
    # A desk held where the team starts from needs no car.
    np.fill_diagonal(duration, 0.0)
    kilometres = np.hypot(*(xy[:, None] - xy[None, :]).transpose(2, 0, 1)) * mode.detour / 1000
    wishes = {wish.place: wish for wish in request.wishes}
    teams = [_team(asked, place, rank, request) for asked, place in zip(request.teams, leaving, strict=True)]
    return plan_tours(
        [_stop(hosts[one], rank[one], request, wishes.get(one, Wish(one))) for one in request.places],
        duration,
        _calendar(request, teams),
        teams,
        distance=kilometres,
        time_limit=time_limit,
    )


def _stop(place: Place, rank: int, request: TourRequest, wish: Wish) -> Stop:
    length = wish.length or request.length
    return Stop(
        id=place.id,
        name=place_name(place),
        index=rank,
        windows=windows_of(place),
        frequency=wish.frequency or request.frequency,
        length=length,
        minimum_length=min(request.shortest, length),
        weekdays=None if wish.weekday is None else (wish.weekday,),
        half_day=wish.half_day,
        publics=(request.public,) if request.public else (),
        address=f"{place.address}, {territory.load().communes[place.commune].name}".removeprefix(", "),
        lon=place.lon,
        lat=place.lat,
    )


def _team(asked: AskedTeam, depot: Place, rank: dict[str, int], request: TourRequest) -> Team:
    return Team(
        name=asked.name.strip(),
        operator=operator(asked.operator).label,
        depot=rank[depot.id],
        weekdays=asked.weekdays,
        start=request.leaves,
        end=request.returns,
        depot_name=place_name(depot),
        lon=depot.lon,
        lat=depot.lat,
    )


def _calendar(request: TourRequest, teams: list[Team]) -> Calendar:
    """Lay out the days that some team works; a team that is back late may hold a desk in the evening."""
    evening = replace(AFTERNOON, end=max(AFTERNOON.end, request.returns))
    return build_calendar(
        request.start,
        weeks=WEEKS,
        weekdays={day for team in teams for day in team.weekdays} or range(5),
        half_days=(MORNING, evening),
    )


def driving_range(days: tuple[TourDay, ...]) -> tuple[float, float]:
    """Return the lowest and highest plausible minutes driven over some days (see `geo.travel.interval`)."""
    mode = travel.travel_mode(MODE)
    legs = [leg for day in days for leg in _legs(day) if leg]
    low, high = travel.interval(np.array(legs, dtype=float), mode)
    return float(low.sum()), float(high.sum())


def _legs(day: TourDay) -> list[int]:
    out = [visit.drive for visit in day.visits]
    return [*out, day.driving_minutes - sum(out)]

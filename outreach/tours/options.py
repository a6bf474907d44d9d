"""Which half-days of which team each stop may have, and which two of them make one day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from outreach.calendar import Calendar
from outreach.errors import DurationError, StopError, TeamError
from outreach.tours.stops import MIDNIGHT, STEP, HalfDayName, Stop, Team, Window

__all__ = ["UNREACHABLE", "Option", "Problem", "build_problem"]

Legs = npt.NDArray[np.int64]
UNREACHABLE = -1
HALF_DAYS: tuple[HalfDayName, HalfDayName] = ("morning", "afternoon")


@dataclass(frozen=True)
class Option:
    """One stop visited by one team on one weekday, in one half-day.

    Attributes
    ----------
    stop, team : int
        Ranks in the problem.
    weekday : int
        0 for Monday.
    half_day : int
        0 for the morning, 1 for the afternoon.
    low, high : int
        Minutes from midnight between which the desk may be held: inside the host's hours, the half-day, and what
        the team can reach after leaving its depot and before being back.
    presence : int
        Minutes of the longest presence that fits, never more than the stop asks.
    """

    stop: int
    team: int
    weekday: int
    half_day: int
    low: int
    high: int
    presence: int


@dataclass(frozen=True)
class Problem:
    """Checked inputs of a plan, with everything that a stop may be given.

    Attributes
    ----------
    legs : ndarray of int, shape (k, k)
        Travel, in whole minutes rounded up; ``UNREACHABLE`` where there is no way.
    options : tuple of Option
    """

    stops: tuple[Stop, ...]
    teams: tuple[Team, ...]
    calendar: Calendar
    legs: Legs
    options: tuple[Option, ...]

    def leg(self, origin: int, destination: int) -> int:
        """Whole minutes from one row of the matrix to another."""
        return int(self.legs[origin, destination])

    def alone(self, option: Option) -> int:
        """Minutes driven in a day that holds this visit only."""
        place, depot = self.stops[option.stop].index, self.teams[option.team].depot
        return self.leg(depot, place) + self.leg(place, depot)

    def paired(self, morning: Option, afternoon: Option) -> int:
        """Minutes driven in a day that holds these two visits."""
        first, second = self.stops[morning.stop].index, self.stops[afternoon.stop].index
        depot = self.teams[morning.team].depot
        return self.leg(depot, first) + self.leg(first, second) + self.leg(second, depot)

    def gap(self, morning: Option, afternoon: Option) -> int:
        """Minutes from the end of a visit to the start of the next, drive and break; UNREACHABLE without a way."""
        drive = self.leg(self.stops[morning.stop].index, self.stops[afternoon.stop].index)
        return UNREACHABLE if drive == UNREACHABLE else ceil_step(drive + self.teams[morning.team].lunch)

    def overrun(self, morning: Option, afternoon: Option) -> int | None:
        """Minutes of presence to give up so that both visits fit in one day.

        The morning visit held as early and the afternoon visit as late as they can be leave the most time for the
        drive and the break: if those two do not fit, no other times do.

        Returns
        -------
        int or None
            0 when both fit in full; None when they cannot, even with the shortest presences.
        """
        gap = self.gap(morning, afternoon)
        if morning.stop == afternoon.stop or gap == UNREACHABLE:
            return None
        first, second = self.stops[morning.stop], self.stops[afternoon.stop]
        room = afternoon.high - morning.low - gap
        if first.shortest + second.shortest > room:
            return None
        return max(0, morning.presence + afternoon.presence - room)


def ceil_step(minute: int) -> int:
    """First minute on the step, not before the given one."""
    return -(-minute // STEP) * STEP


def floor_step(minute: int) -> int:
    """Last minute on the step, not after the given one."""
    return minute // STEP * STEP


def build_problem(stops: Sequence[Stop], duration: npt.ArrayLike, calendar: Calendar, teams: Sequence[Team]) -> Problem:
    """Check the inputs of a plan and list every half-day that each stop may have.

    Raises
    ------
    StopError, TeamError
        If there is none, if two share an identifier or a name, or if one lies outside the matrix.
    DurationError
        If the matrix is not square, or holds a negative or undefined time.
    """
    legs = _whole_minutes(duration)
    if not stops:
        raise StopError("Aucun lieu à visiter : choisissez un plan de guichets qui en compte au moins un.")
    if not teams:
        raise TeamError("Aucune équipe : il en faut au moins une pour tracer des tournées.")
    ids = [stop.id for stop in stops]
    for stop in stops:
        if ids.count(stop.id) > 1:
            raise StopError(f"L’identifiant « {stop.id} » désigne {ids.count(stop.id)} lieux : un seul est permis.")
        if not 0 <= stop.index < len(legs):
            raise StopError(f"{stop.name} : rang {stop.index} hors de la matrice des trajets, de 0 à {len(legs) - 1}.")
    names = [team.name for team in teams]
    for team in teams:
        if names.count(team.name) > 1:
            raise TeamError(f"Le nom « {team.name} » désigne {names.count(team.name)} équipes : un seul est permis.")
        if not 0 <= team.depot < len(legs):
            raise TeamError(f"{team.name} : dépôt {team.depot} hors de la matrice des trajets, de 0 à {len(legs) - 1}.")
    options = tuple(
        option
        for ranked_stop in enumerate(stops)
        for ranked_team in enumerate(teams)
        for option in _options(ranked_stop, ranked_team, calendar, legs)
    )
    return Problem(tuple(stops), tuple(teams), calendar, legs, options)


def admissible_windows(stop: Stop, weekday: int, half_day: int, calendar: Calendar) -> list[Window]:
    """Intervals in which the host accepts a desk on that half-day, whoever the team; [] if none.

    Requests (weekdays, half-day) and opening hours are applied; unknown hours accept any.
    """
    if stop.weekdays is not None and weekday not in stop.weekdays:
        return []
    if stop.half_day is not None and stop.half_day != HALF_DAYS[half_day]:
        return []
    hours = calendar.half_days[half_day]
    windows = stop.opening().get(weekday, ()) if stop.hours_known else ((0, MIDNIGHT),)
    clipped = ((max(start, hours.start), min(end, hours.end)) for start, end in windows)
    return [(low, high) for low, high in clipped if low < high]


def _options(
    ranked_stop: tuple[int, Stop], ranked_team: tuple[int, Team], calendar: Calendar, legs: Legs
) -> list[Option]:
    (rank, stop), (number, team) = ranked_stop, ranked_team
    out, back = int(legs[team.depot, stop.index]), int(legs[stop.index, team.depot])
    if UNREACHABLE in (out, back):
        return []
    found = []
    for weekday in calendar.weekdays:
        if weekday not in team.weekdays or not calendar.worked(weekday):
            continue
        for half_day in (0, 1):
            for start, end in admissible_windows(stop, weekday, half_day, calendar):
                low, high = ceil_step(max(start, team.start + out)), floor_step(min(end, team.end - back))
                presence = min(stop.length, high - low)
                if presence >= stop.shortest:
                    found.append(Option(rank, number, weekday, half_day, low, high, presence))
    return found


def _whole_minutes(duration: npt.ArrayLike) -> Legs:
    try:
        matrix = np.asarray(duration, dtype=float)
    except (TypeError, ValueError):
        raise DurationError("La matrice des trajets contient une valeur qui n’est pas un nombre de minutes.") from None
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise DurationError(f"La matrice des trajets doit être carrée : reçu {' × '.join(map(str, matrix.shape))}.")
    if np.isnan(matrix).any() or (matrix < 0).any():
        row, column = np.argwhere(np.isnan(matrix) | (matrix < 0))[0]
        raise DurationError(
            f"Le trajet de {row} à {column} vaut {matrix[row, column]} min : "
            "un trajet est positif, ou infini quand il n’y a pas de route."
        )
    # Rounded up, so that no drive is planned shorter than estimated; the slack absorbs binary fractions.
    reachable = np.isfinite(matrix)
    legs = np.full(matrix.shape, UNREACHABLE, dtype=np.int64)
    legs[reachable] = np.ceil(matrix[reachable] - 1e-9).astype(np.int64)
    return legs

"""Tours: which team visits which host place, on which half-day, in which order, over a few weeks."""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from outreach.calendar import Calendar
from outreach.errors import DurationError
from outreach.tours.days_off import lost_visits
from outreach.tours.model import Criterion, solve
from outreach.tours.options import build_problem
from outreach.tours.plan import (
    Cancelled,
    Replacement,
    Rhythm,
    TourDay,
    TourPlan,
    TourVisit,
    Unplaced,
)
from outreach.tours.reasons import notes_of, why_unplaced
from outreach.tours.schedule import hours_of, lay_out, rhythms_of
from outreach.tours.stops import Frequency, HalfDayName, Stop, Team

__all__ = [
    "Cancelled",
    "Criterion",
    "Frequency",
    "HalfDayName",
    "Replacement",
    "Rhythm",
    "Stop",
    "Team",
    "TourDay",
    "TourPlan",
    "TourVisit",
    "Unplaced",
    "plan_tours",
]


def plan_tours(
    stops: Sequence[Stop],
    duration: npt.ArrayLike,
    calendar: Calendar,
    teams: Sequence[Team],
    *,
    distance: npt.ArrayLike | None = None,
    seed: int = 0,
    time_limit: float = 30,
) -> TourPlan:
    """Plan the visits of teams to stops over a calendar.

    Each stop is visited at a steady rhythm: the same team, weekday and hours every week or every fortnight, inside the
    host's opening hours; a team is at one place a half-day, and leaves and finds its depot again within its day. Hours
    told to the public fall on multiples of five minutes. The plan has, in this order: the most visits held (those that
    fall on a public holiday are not), the least presence given up where hosts open for less than asked, the fewest
    minutes driven, the least difference of visits between teams. What cannot be placed is left out with its reason,
    and does not stop the rest.

    Parameters
    ----------
    stops : sequence of Stop
    duration : array-like of float, shape (k, k)
        Estimated minutes of travel from row to column between the places and depots that stops and teams point at;
        ``inf`` where there is no way. Each is rounded up to the whole minute. The diagonal is not read, unless a
        place is its own depot or two stops share a place.
    calendar : Calendar
        From `outreach.calendar.build_calendar`.
    teams : sequence of Team
    distance : array-like of float, shape (k, k), optional
        Estimated kilometres, to be summed along the days.
    seed : int
    time_limit : float
        Seconds. When they run out, the plan is the best one found and says what is not proven.

    Returns
    -------
    TourPlan

    Raises
    ------
    StopError, TeamError, DurationError
        If an input cannot be used (see `outreach.errors`).

    Notes
    -----
    Method: an integer program of set-partitioning form (one pattern a team's day), optimised lexicographically by the
    CP-SAT solver of OR-Tools; see `outreach.tours.model.solve`.
    """
    began = time.perf_counter()
    problem = build_problem(stops, duration, calendar, teams)
    kilometres = None if distance is None else _kilometres(distance, problem.legs.shape)
    choice, criteria = solve(problem, seed=seed, time_limit=time_limit)
    hours = hours_of(problem, choice)
    left_out = [rank for rank in range(len(problem.stops)) if rank not in choice.slots]
    return TourPlan(
        days=tuple(lay_out(problem, choice, hours, kilometres)),
        rhythms=tuple(rhythms_of(problem, hours)),
        unplaced=tuple(Unplaced(problem.stops[rank], why_unplaced(problem, rank, criteria)) for rank in left_out),
        cancelled=tuple(lost_visits(problem, choice, hours)),
        calendar=calendar,
        teams=problem.teams,
        wanted=sum(calendar.weeks // (1 if stop.frequency == "weekly" else 2) for stop in problem.stops),
        criteria=criteria,
        notes=notes_of(problem, choice, criteria),
        seconds=time.perf_counter() - began,
    )


def _kilometres(distance: npt.ArrayLike, shape: tuple[int, ...]) -> npt.NDArray[np.float64]:
    try:
        matrix = np.asarray(distance, dtype=float)
    except (TypeError, ValueError):
        raise DurationError("La matrice des distances contient une valeur qui n’est pas un nombre.") from None
    if matrix.shape != shape:
        raise DurationError(
            f"La matrice des distances ({' × '.join(map(str, matrix.shape))}) n’a pas la taille "
            f"de celle des trajets ({' × '.join(map(str, shape))})."
        )
    return matrix

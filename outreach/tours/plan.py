"""A plan of tours: its dated days, its rhythms, what it leaves out and what was proven of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from data.formats import day as date_text
from data.formats import number, plural, typography
from geo.opening import DAYS_FR
from outreach.calendar import Calendar
from outreach.french_time import length, span
from outreach.tours.model import Criterion
from outreach.tours.stops import HalfDayName, Stop, Team

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Cancelled", "Replacement", "Rhythm", "TourDay", "TourPlan", "TourVisit", "Unplaced"]

_HALF_DAYS_FR = {"morning": "matin", "afternoon": "après-midi"}


@dataclass(frozen=True)
class TourVisit:
    """One visit of one day; times in minutes from midnight.

    Attributes
    ----------
    stop : Stop
    half_day : {"morning", "afternoon"}
    drive : int
        Estimated minutes from the depot or from the visit before.
    arrival, start, end : int
        The team is there from ``arrival``, the desk is held from ``start`` to ``end``.
    hours_confirmed : bool
        False where the host's opening hours are unknown: to be confirmed with it.
    """

    stop: Stop
    half_day: HalfDayName
    drive: int
    arrival: int
    start: int
    end: int
    hours_confirmed: bool

    @property
    def presence(self) -> int:
        """Minutes of presence."""
        return self.end - self.start

    @property
    def shortened(self) -> bool:
        """Whether the presence is shorter than the stop asks."""
        return self.presence < self.stop.length


@dataclass(frozen=True)
class TourDay:
    """One team's day; times in minutes from midnight.

    Attributes
    ----------
    team : Team
    date : datetime.date
    week : int
        Rank of the week in the calendar, 0 for the first.
    departure, arrival_back : int
        From and at the depot.
    visits : tuple of TourVisit
        In the order of the day.
    driving_minutes : int
        Estimated, the way back included.
    kilometres : float or None
        Estimated; None without a matrix of distances.
    """

    team: Team
    date: dt.date
    week: int
    departure: int
    arrival_back: int
    visits: tuple[TourVisit, ...]
    driving_minutes: int
    kilometres: float | None = None


@dataclass(frozen=True)
class Rhythm:
    """What the public remembers of a desk: always the same weekday, the same hours, the same team.

    Attributes
    ----------
    stop : Stop
    team : Team
    weekday : int
        0 for Monday.
    half_day : {"morning", "afternoon"}
    first : datetime.date
        First visit held.
    start, end : int
        Minutes from midnight.
    visits : int
        Visits held over the calendar.
    """

    stop: Stop
    team: Team
    weekday: int
    half_day: HalfDayName
    first: dt.date
    start: int
    end: int
    visits: int

    @property
    def sentence(self) -> str:
        """The rhythm in French: « chaque mardi matin, de 9 h à 11 h 30 »."""
        moment = f"{DAYS_FR[self.weekday]} {_HALF_DAYS_FR[self.half_day]}"
        hours = span(self.start, self.end)
        if self.stop.frequency == "weekly":
            return f"chaque {moment}, {hours}"
        return f"un {moment} sur deux à partir du {date_text(self.first)}, {hours}"


@dataclass(frozen=True)
class Unplaced:
    """A stop that gets no slot, and why, in a French sentence."""

    stop: Stop
    reason: str


@dataclass(frozen=True)
class Replacement:
    """When a visit lost to a day off could be held in the same week; minutes from midnight."""

    date: dt.date
    half_day: HalfDayName
    start: int
    end: int


@dataclass(frozen=True)
class Cancelled:
    """A visit that falls on a day off and is not held.

    Attributes
    ----------
    stop : Stop
    team : Team
    date : datetime.date
    closure : str
        Why the day is off (« Lundi de Pâques »).
    replacement : Replacement or None
        A half-day of the same week when the host is open and the same team free; None when there is none.
    reason : str
        All of this in a French sentence.
    """

    stop: Stop
    team: Team
    date: dt.date
    closure: str
    replacement: Replacement | None
    reason: str


@dataclass(frozen=True)
class TourPlan:
    """Who goes where, and when.

    Attributes
    ----------
    days : tuple of TourDay
        By date, then by team in the order given.
    rhythms : tuple of Rhythm
        One for each stop placed, in the order given.
    unplaced : tuple of Unplaced
    cancelled : tuple of Cancelled
        By date.
    calendar : Calendar
    teams : tuple of Team
    wanted : int
        Visits that the stops' rhythms ask for over the calendar.
    criteria : tuple of Criterion
        The objective, level by level, with the bound of each.
    notes : tuple of str
        What the reader must know: French sentences.
    seconds : float
        Time to plan; not part of what makes two plans equal.
    """

    days: tuple[TourDay, ...]
    rhythms: tuple[Rhythm, ...]
    unplaced: tuple[Unplaced, ...]
    cancelled: tuple[Cancelled, ...]
    calendar: Calendar
    teams: tuple[Team, ...]
    wanted: int
    criteria: tuple[Criterion, ...]
    notes: tuple[str, ...]
    seconds: float = field(compare=False)

    @property
    def visits(self) -> int:
        """Visits held over the calendar."""
        return sum(len(day.visits) for day in self.days)

    @property
    def driving_minutes(self) -> int:
        """Minutes driven over the calendar, estimated."""
        return sum(day.driving_minutes for day in self.days)

    @property
    def kilometres(self) -> float | None:
        """Kilometres driven over the calendar, estimated; None without a matrix of distances."""
        distances = [day.kilometres for day in self.days]
        return None if None in distances else float(sum(distance for distance in distances if distance is not None))

    @property
    def proven(self) -> bool:
        """Whether every criterion is proven: no plan of the same inputs is better."""
        return all(criterion.proven for criterion in self.criteria)

    @property
    def bound(self) -> int:
        """Fewest minutes of driving that any plan with as many visits and as much presence could need."""
        return next(criterion.bound for criterion in self.criteria if criterion.name == "driving")

    @property
    def summary(self) -> str:
        """The plan in one French sentence."""
        quality = "plan prouvé le meilleur" if self.proven else "meilleur plan trouvé, non prouvé"
        served = plural(len(self.rhythms), "lieu desservi", "lieux desservis")
        kept = f"{plural(self.visits, 'visite')} sur {number(self.wanted)} voulues"
        busy = plural(len({day.team.name for day in self.days}), "équipe")
        return typography(
            f"{served}, {kept} en {plural(self.calendar.weeks, 'semaine')} par {busy}, "
            f"{length(self.driving_minutes)} de route (estimation) : {quality}."
        )

    def to_frame(self) -> pd.DataFrame:
        """Give one row a visit, by date, team and order in the day.

        Returns
        -------
        DataFrame
            ``date``, ``week`` (from 1), ``weekday`` (0 is Monday), ``team``, ``operator``, ``order`` (from 1),
            ``stop_id``, ``stop``, ``half_day``, ``drive``, ``arrival``, ``start``, ``end`` (minutes, the last three
            from midnight), ``presence`` (minutes), ``shortened``, ``hours_confirmed``.
        """
        import pandas as pd

        rows = [
            {
                "date": day.date,
                "week": day.week + 1,
                "weekday": day.date.weekday(),
                "team": day.team.name,
                "operator": day.team.operator,
                "order": order,
                "stop_id": visit.stop.id,
                "stop": visit.stop.name,
                "half_day": visit.half_day,
                "drive": visit.drive,
                "arrival": visit.arrival,
                "start": visit.start,
                "end": visit.end,
                "presence": visit.presence,
                "shortened": visit.shortened,
                "hours_confirmed": visit.hours_confirmed,
            }
            for day in self.days
            for order, visit in enumerate(day.visits, start=1)
        ]
        return pd.DataFrame(rows, columns=list(_COLUMNS)).astype(_COLUMNS)


_COLUMNS = {
    "date": "object",
    "week": "int64",
    "weekday": "int64",
    "team": "str",
    "operator": "str",
    "order": "int64",
    "stop_id": "str",
    "stop": "str",
    "half_day": "str",
    "drive": "int64",
    "arrival": "int64",
    "start": "int64",
    "end": "int64",
    "presence": "int64",
    "shortened": "bool",
    "hours_confirmed": "bool",
}

"""The calendar of tours: which days of which weeks a team may drive, cut in half-days."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from data.formats import day as date_text
from data.formats import plural
from geo.opening import DAYS_FR
from outreach.errors import CalendarError
from outreach.french_time import clock

__all__ = ["AFTERNOON", "MORNING", "Calendar", "Day", "HalfDay", "build_calendar", "public_holidays"]

MONDAY_TO_FRIDAY = (0, 1, 2, 3, 4)


@dataclass(frozen=True)
class HalfDay:
    """The hours of a half-day.

    Attributes
    ----------
    name : str
        « matin » or « après-midi ».
    start, end : int
        Minutes from midnight between which a desk may be held.
    """

    name: str
    start: int
    end: int


MORNING = HalfDay("matin", 9 * 60, 12 * 60)
AFTERNOON = HalfDay("après-midi", 13 * 60 + 30, 17 * 60)


@dataclass(frozen=True)
class Day:
    """One day of the calendar.

    Attributes
    ----------
    date : datetime.date
    week : int
        Rank of its week from the start of the calendar, 0 for the first.
    closed : str
        Why nobody drives on that day (« Lundi de Pâques »); empty when the day is worked.
    """

    date: dt.date
    week: int
    closed: str = ""

    @property
    def weekday(self) -> int:
        """Day of the week, 0 for Monday."""
        return self.date.weekday()

    @property
    def parity(self) -> int:
        """0 in the 1st, 3rd… weeks of the calendar, 1 in the 2nd, 4th…: the rhythm of a fortnight."""
        return self.week % 2


@dataclass(frozen=True)
class Calendar:
    """The days on which tours are planned.

    Attributes
    ----------
    start : datetime.date
        First day.
    weeks : int
        Number of weeks, even.
    weekdays : tuple of int
        Chosen days of the week, ascending, 0 for Monday.
    half_days : tuple of two HalfDay
        Morning, then afternoon.
    days : tuple of Day
        Every chosen day of the period in order, public holidays and closures included and marked so.
    """

    start: dt.date
    weeks: int
    weekdays: tuple[int, ...]
    half_days: tuple[HalfDay, HalfDay]
    days: tuple[Day, ...]

    def worked(self, weekday: int, parity: int | None = None) -> tuple[Day, ...]:
        """Days that are worked among the given weekday, of one parity of week or of both."""
        return tuple(day for day in self.occurrences(weekday, parity) if not day.closed)

    def occurrences(self, weekday: int, parity: int | None = None) -> tuple[Day, ...]:
        """Days of the given weekday, closed days included."""
        return tuple(day for day in self.days if day.weekday == weekday and (parity is None or day.parity == parity))


def public_holidays(years: Iterable[int]) -> dict[dt.date, str]:
    """Public holidays of metropolitan France outside Alsace-Moselle, by date.

    Source: articles L. 3133-1 and following of the Code du travail, as computed by the ``holidays`` library.
    """
    import holidays

    found = holidays.country_holidays("FR", years=list(years), language="fr")
    return {day: name.replace("'", "’") for day, name in sorted(found.items())}


def build_calendar(
    start: dt.date,
    *,
    weeks: int = 4,
    weekdays: Iterable[int] = MONDAY_TO_FRIDAY,
    half_days: tuple[HalfDay, HalfDay] = (MORNING, AFTERNOON),
    closures: Mapping[dt.date, str] | None = None,
) -> Calendar:
    """Lay out the days of tours from a start date.

    A week is a run of seven days from the start date, so each chosen weekday comes exactly ``weeks`` times even
    when the start is not a Monday.

    Parameters
    ----------
    start : datetime.date
        First day of the calendar.
    weeks : int
        Number of weeks, even so that each fortnight is whole.
    weekdays : iterable of int
        Days of the week on which teams may drive, 0 for Monday.
    half_days : tuple of two HalfDay
        Hours of the morning and of the afternoon.
    closures : mapping of datetime.date to str, optional
        Other days on which nobody drives, with the reason (a bridge day, a training day).

    Returns
    -------
    Calendar

    Raises
    ------
    CalendarError
        If the number of weeks is not even and positive, if no weekday is chosen or one is not 0 to 6, or if the
        half-days are empty or overlap.
    """
    # A datetime is a date for Python, and would make every day of the calendar a datetime too.
    if isinstance(start, dt.datetime):
        start = start.date()
    if weeks < 2 or weeks % 2:
        raise CalendarError(
            f"Le calendrier compte {plural(weeks, 'semaine')} : "
            "il en faut un nombre pair, au moins 2, pour que chaque quinzaine soit entière."
        )
    chosen = tuple(sorted(set(weekdays)))
    if not chosen:
        raise CalendarError("Aucun jour de la semaine n’est choisi : il en faut au moins un.")
    if not 0 <= chosen[0] <= chosen[-1] <= 6:
        raise CalendarError(f"Les jours de la semaine vont de 0 ({DAYS_FR[0]}) à 6 ({DAYS_FR[6]}) : reçu {chosen}.")
    _check_half_days(half_days)
    try:
        dates = [start + dt.timedelta(days=rank) for rank in range(7 * weeks)]
    except OverflowError:
        raise CalendarError(f"Le {date_text(start)} est trop tard pour {weeks} semaines.") from None
    closed = public_holidays({date.year for date in dates}) | dict(closures or {})
    days = tuple(
        Day(date, week=rank // 7, closed=closed.get(date, ""))
        for rank, date in enumerate(dates)
        if date.weekday() in chosen
    )
    return Calendar(start, weeks, chosen, half_days, days)


def _check_half_days(half_days: tuple[HalfDay, HalfDay]) -> None:
    for half_day in half_days:
        if not 0 <= half_day.start < half_day.end <= 24 * 60:
            raise CalendarError(
                f"La demi-journée « {half_day.name} » va de {clock(half_day.start)} "
                f"à {clock(half_day.end)} : elle doit finir après avoir commencé, dans la journée."
            )
    for first, second in itertools.pairwise(half_days):
        if first.end > second.start:
            raise CalendarError(
                f"La première demi-journée ({first.name}) finit à {clock(first.end)}, après le début "
                f"de la seconde ({second.name}) à {clock(second.start)} : elles ne doivent pas se chevaucher."
            )

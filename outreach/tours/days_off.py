"""The visits that fall on a day off, and when the team could come instead."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from data.formats import day as date_text
from data.formats import typography
from outreach.calendar import Day
from outreach.french_time import span
from outreach.tours.choice import Choice, Slot
from outreach.tours.options import HALF_DAYS, UNREACHABLE, Option, Problem
from outreach.tours.plan import Cancelled, Replacement
from outreach.tours.schedule import Hours, occurrences

__all__ = ["lost_visits"]


@dataclass(frozen=True)
class _Diary:
    """What each team does of each day, the visits promised in place of lost ones included."""

    problem: Problem
    choice: Choice
    hours: dict[int, Hours]
    promised: dict[tuple[int, dt.date], list[Hours]] = field(default_factory=dict)

    def held(self, team: int, day: Day) -> list[Hours]:
        """Visits of a team's day."""
        slots = self.choice.days().get((team, day.weekday, day.parity), ())
        return [self.hours[slot.option.stop] for slot in slots] + self.promised.get((team, day.date), [])

    def promise(self, date: dt.date, visit: Hours) -> None:
        """Take a half-day, so that no other lost visit is offered it."""
        self.promised.setdefault((visit.slot.option.team, date), []).append(visit)


def lost_visits(problem: Problem, choice: Choice, hours: dict[int, Hours]) -> list[Cancelled]:
    """Name the visits that fall on a day off, by date, each with a free half-day of the same week where there is one.

    A visit is not moved by itself: people know the day and the hours, and a change has to be announced. The plan only
    says when the same team could come instead, the host being open; two lost visits never share a half-day.
    """
    diary = _Diary(problem, choice, hours)
    dated = [(day, stop) for stop, each in hours.items() for day in occurrences(problem, each.slot) if day.closed]
    lost: list[Cancelled] = []
    for day, stop in sorted(dated, key=lambda pair: (pair[0].date, pair[1])):
        replacement = None
        found = _free_half_day(diary, stop, day)
        if found is not None:
            date, visit = found
            diary.promise(date, visit)
            replacement = Replacement(date, HALF_DAYS[visit.slot.option.half_day], visit.start, visit.end)
        lost.append(
            Cancelled(
                stop=problem.stops[stop],
                team=problem.teams[hours[stop].slot.option.team],
                date=day.date,
                closure=day.closed,
                replacement=replacement,
                reason=_sentence(problem.stops[stop].name, day, replacement),
            )
        )
    return lost


def _sentence(name: str, day: Day, replacement: Replacement | None) -> str:
    lost = f"{name} : pas de visite le {date_text(day.date, 'full')} ({day.closed})"
    if replacement is None:
        return typography(f"{lost}, et aucune autre demi-journée de la semaine ne convient.")
    when = f"le {date_text(replacement.date, 'full')} {span(replacement.start, replacement.end)}"
    return typography(f"{lost} ; la même équipe pourrait venir {when}.")


def _free_half_day(diary: _Diary, stop: int, off: Day) -> tuple[dt.date, Hours] | None:
    """Find the longest presence, then the earliest time, that the team has free in the week of a day off."""
    team = diary.hours[stop].slot.option.team
    found = [
        (day.date, visit)
        for day in diary.problem.calendar.days
        if not day.closed and day.date.isocalendar()[:2] == off.date.isocalendar()[:2]
        for option in diary.problem.options
        if (option.stop, option.team, option.weekday) == (stop, team, day.weekday)
        and (visit := _beside(diary.problem, diary.held(team, day), option)) is not None
    ]
    return min(found, key=lambda pair: (pair[1].start - pair[1].end, pair[0], pair[1].start), default=None)


def _beside(problem: Problem, held: list[Hours], option: Option) -> Hours | None:
    """Hours of one more visit in a day whose visits are set; None where it does not fit."""
    if len(held) >= min(2, problem.teams[option.team].max_stops):
        return None
    start, latest = option.low, option.high
    for other in held:
        if other.slot.option.half_day == option.half_day:
            return None
        first, second = (option, other.slot.option) if option.half_day == 0 else (other.slot.option, option)
        gap = problem.gap(first, second)
        if gap == UNREACHABLE:
            return None
        if option.half_day == 0:
            latest = min(latest, other.start - gap)
        else:
            start = max(start, other.end + gap)
    return Hours(Slot(option, None), start, start + option.presence) if start + option.presence <= latest else None

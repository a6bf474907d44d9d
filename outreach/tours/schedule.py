"""From the slots chosen to dated days: the hours of each desk, the drives of each team."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from outreach.calendar import Day
from outreach.tours.choice import Choice, Slot, worked_days
from outreach.tours.options import HALF_DAYS, Problem
from outreach.tours.plan import Rhythm, TourDay, TourVisit

__all__ = ["Hours", "hours_of", "lay_out", "occurrences", "rhythms_of"]

Kilometres = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Hours:
    """Hours of a desk, the same at every visit: its slot, and minutes from midnight."""

    slot: Slot
    start: int
    end: int


def hours_of(problem: Problem, choice: Choice) -> dict[int, Hours]:
    """Set the hours of each stop, by rank: mornings as early as they can be, afternoons right after what comes before.

    A stop keeps the same hours at every visit, so an afternoon waits for the latest of the mornings it follows.
    """
    hours: dict[int, Hours] = {}
    for stop, slot in choice.slots.items():
        if slot.option.half_day == 0:
            hours[stop] = Hours(slot, slot.option.low, slot.option.low + _presence(choice, stop))
    starts: dict[int, int] = {}
    for held in choice.days().values():
        last = held[-1].option
        if last.half_day == 1:
            ready = [last.low, starts.get(last.stop, 0)]
            if len(held) > 1:
                ready.append(hours[held[0].option.stop].end + problem.gap(held[0].option, last))
            starts[last.stop] = max(ready)
    for stop, start in starts.items():
        hours[stop] = Hours(choice.slots[stop], start, start + _presence(choice, stop))
    return dict(sorted(hours.items()))


def lay_out(problem: Problem, choice: Choice, hours: dict[int, Hours], distance: Kilometres | None) -> list[TourDay]:
    """Write every worked day of every team, by date then by team."""
    days = choice.days()
    return [
        _tour_day(problem, team, day, [hours[slot.option.stop] for slot in held], distance)
        for day in problem.calendar.days
        if not day.closed
        for team in range(len(problem.teams))
        if (held := days.get((team, day.weekday, day.parity)))
    ]


def rhythms_of(problem: Problem, hours: dict[int, Hours]) -> list[Rhythm]:
    """Sum up each stop placed, in the order given."""
    return [
        Rhythm(
            stop=problem.stops[stop],
            team=problem.teams[each.slot.option.team],
            weekday=each.slot.option.weekday,
            half_day=HALF_DAYS[each.slot.option.half_day],
            first=min(day.date for day in occurrences(problem, each.slot) if not day.closed),
            start=each.start,
            end=each.end,
            visits=worked_days(problem, each.slot),
        )
        for stop, each in hours.items()
    ]


def occurrences(problem: Problem, slot: Slot) -> list[Day]:
    """Days that the rhythm of a slot falls on, days off included."""
    return [day for day in problem.calendar.days if day.weekday == slot.option.weekday and day.parity in slot.parities]


def _presence(choice: Choice, stop: int) -> int:
    return choice.slots[stop].option.presence - choice.given_up.get(stop, 0)


def _tour_day(problem: Problem, number: int, day: Day, held: list[Hours], distance: Kilometres | None) -> TourDay:
    team = problem.teams[number]
    stops = [problem.stops[each.slot.option.stop] for each in held]
    places = [team.depot, *(stop.index for stop in stops), team.depot]
    legs = [problem.leg(origin, destination) for origin, destination in itertools.pairwise(places)]
    visits: list[TourVisit] = []
    for each, stop, drive in zip(held, stops, legs, strict=False):
        visits.append(
            TourVisit(
                stop=stop,
                half_day=HALF_DAYS[each.slot.option.half_day],
                drive=drive,
                # The team leaves its depot no sooner than it must, and a visit as soon as it is over.
                arrival=visits[-1].end + drive if visits else each.start,
                start=each.start,
                end=each.end,
                hours_confirmed=stop.hours_known,
            )
        )
    kilometres = None
    if distance is not None:
        kilometres = float(sum(distance[pair] for pair in itertools.pairwise(places)))
    return TourDay(
        team=team,
        date=day.date,
        week=day.week,
        departure=visits[0].start - legs[0],
        arrival_back=visits[-1].end + legs[-1],
        visits=tuple(visits),
        driving_minutes=sum(legs),
        kilometres=kilometres,
    )

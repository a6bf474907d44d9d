"""A choice of slots: what it is, what it is worth, and a first one built stop by stop."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from outreach.tours.options import Option, Problem

__all__ = ["Choice", "Slot", "TeamDay", "first_choice", "measure", "shortage", "slots_of", "worked_days"]

# A parity of weeks: even ranks (1st, 3rd… week) or odd ones (2nd, 4th…).
PARITIES = (0, 1)

# Team, weekday, parity of weeks: days that are all alike.
TeamDay = tuple[int, int, int]


@dataclass(frozen=True)
class Slot:
    """What one stop gets: an option and, for a fortnightly stop, a parity of weeks (None: every week)."""

    option: Option
    parity: int | None

    @property
    def parities(self) -> tuple[int, ...]:
        """Parities of weeks in which the visit is held."""
        return PARITIES if self.parity is None else (self.parity,)

    @property
    def team_days(self) -> tuple[TeamDay, ...]:
        """Days in which the visit is held."""
        return tuple((self.option.team, self.option.weekday, parity) for parity in self.parities)


@dataclass(frozen=True)
class Choice:
    """Slots by stop rank, and minutes of presence given up by stop rank so that two visits fit in a day."""

    slots: dict[int, Slot] = field(default_factory=dict)
    given_up: dict[int, int] = field(default_factory=dict)

    def days(self) -> dict[TeamDay, tuple[Slot, ...]]:
        """Slots of each day, the morning's before the afternoon's."""
        days: dict[TeamDay, list[Slot]] = defaultdict(list)
        for slot in self.slots.values():
            for day in slot.team_days:
                days[day].append(slot)
        return {day: tuple(sorted(held, key=lambda slot: slot.option.half_day)) for day, held in days.items()}


def slots_of(problem: Problem) -> Iterator[Slot]:
    """Every slot that yields at least one visit."""
    for option in problem.options:
        weekly = problem.stops[option.stop].frequency == "weekly"
        for parity in (None,) if weekly else PARITIES:
            slot = Slot(option, parity)
            if worked_days(problem, slot):
                yield slot


def worked_days(problem: Problem, slot: Slot) -> int:
    """Visits that a slot yields over the calendar, days off counted out."""
    return sum(len(problem.calendar.worked(slot.option.weekday, parity)) for parity in slot.parities)


def shortage(problem: Problem, slot: Slot) -> int:
    """Minutes of presence that a slot lacks, a fortnight."""
    return (problem.stops[slot.option.stop].length - slot.option.presence) * len(slot.parities)


def day_minutes(problem: Problem, held: tuple[Slot, ...]) -> int:
    """Minutes driven in one day that holds these slots, in this order."""
    if len(held) == 1:
        return problem.alone(held[0].option)
    morning, afternoon = held
    return problem.paired(morning.option, afternoon.option)


def measure(problem: Problem, choice: Choice) -> dict[str, int]:
    """Value of each criterion: visits held, presence given up a fortnight, minutes driven, imbalance of teams."""
    loads = dict.fromkeys(range(len(problem.teams)), 0)
    for slot in choice.slots.values():
        loads[slot.option.team] += worked_days(problem, slot)
    lacking = sum(shortage(problem, slot) for slot in choice.slots.values())
    lacking += sum(minutes * len(choice.slots[stop].parities) for stop, minutes in choice.given_up.items())
    driving = sum(
        day_minutes(problem, held) * len(problem.calendar.worked(weekday, parity))
        for (_, weekday, parity), held in choice.days().items()
    )
    return {
        "visits": sum(loads.values()),
        "presence": lacking,
        "driving": driving,
        "balance": max(loads.values()) - min(loads.values()),
    }


def first_choice(problem: Problem) -> Choice:
    """Give each stop in turn, the most constrained first, the best slot left: a plan to start the proof from.

    The best slot holds the most visits, then lacks the least presence, then adds the least driving.
    """
    slots_by_stop: dict[int, list[Slot]] = defaultdict(list)
    for slot in slots_of(problem):
        slots_by_stop[slot.option.stop].append(slot)
    days: dict[TeamDay, tuple[Slot, ...]] = {}
    chosen: dict[int, Slot] = {}
    for stop in sorted(slots_by_stop, key=lambda stop: (len(slots_by_stop[stop]), stop)):
        best: tuple[tuple[int, int, int], Slot] | None = None
        for slot in slots_by_stop[stop]:
            added = _added_minutes(problem, days, slot)
            if added is not None:
                rank = (-worked_days(problem, slot), shortage(problem, slot), added)
                best = min(best or (rank, slot), (rank, slot), key=lambda entry: entry[0])
        if best is not None:
            chosen[stop] = best[1]
            for day in best[1].team_days:
                days[day] = _with(days.get(day, ()), best[1])
    return Choice(chosen)


def _with(held: Iterable[Slot], slot: Slot) -> tuple[Slot, ...]:
    return tuple(sorted((*held, slot), key=lambda each: each.option.half_day))


def _added_minutes(problem: Problem, days: dict[TeamDay, tuple[Slot, ...]], slot: Slot) -> int | None:
    """Driving that the slot adds over the calendar; None where a day has no room for it."""
    added = 0
    for day in slot.team_days:
        held = days.get(day, ())
        if len(held) >= min(2, problem.teams[day[0]].max_stops):
            return None
        after = _with(held, slot)
        if held and (
            held[0].option.half_day == slot.option.half_day or problem.overrun(after[0].option, after[1].option) != 0
        ):
            return None
        before = day_minutes(problem, held) if held else 0
        added += (day_minutes(problem, after) - before) * len(problem.calendar.worked(day[1], day[2]))
    return added

"""Teams, weekdays and weeks that may be swapped without changing the worth of a plan, and one plan among the swaps.

Proving that no plan is better means going through all of them; where two weekdays or two teams are alike, each plan
has twins, and only one of them need be looked at. Among alike weekdays (or teams), the one that holds the first stop
in the order given comes first: a precedence of values, as used in bin packing and graph colouring.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from outreach.tours.choice import Choice, Slot
from outreach.tours.options import Option, Problem

__all__ = ["Region", "Symmetry", "find_symmetry"]


@dataclass(frozen=True)
class Region:
    """Slots of one team, of one of its weekdays, or of one parity of weeks of that weekday."""

    team: int
    weekday: int | None = None
    parity: int | None = None

    def __contains__(self, slot: Slot) -> bool:
        return (
            slot.option.team == self.team
            and self.weekday in (None, slot.option.weekday)
            and self.parity in (None, slot.parity)
        )


@dataclass(frozen=True)
class Symmetry:
    """What may be swapped.

    Attributes
    ----------
    teams : tuple of tuple of int
        Groups of teams that are alike on every weekday.
    weekdays : dict of int to tuple of tuple of int
        For each team, groups of weekdays that are alike.
    fortnights : frozenset of int
        Weekdays with as many worked days in the even weeks as in the odd ones.
    """

    teams: tuple[tuple[int, ...], ...]
    weekdays: dict[int, tuple[tuple[int, ...], ...]]
    fortnights: frozenset[int]

    def precedences(self) -> Iterator[tuple[Region, Region]]:
        """Pairs of twins: the second may only hold a stop when the first holds one that comes before it."""
        for group in self.teams:
            for first, second in itertools.pairwise(group):
                yield Region(first), Region(second)
        for team, groups in self.weekdays.items():
            for days in groups:
                for day, next_day in itertools.pairwise(days):
                    yield Region(team, day), Region(team, next_day)
                for day in days:
                    if day in self.fortnights:
                        yield Region(team, day, 0), Region(team, day, 1)

    def canonical(self, problem: Problem, choice: Choice) -> Choice:
        """Swap what may be swapped so that the choice keeps every precedence; it is worth the same."""
        options = {_key(option, option.team, option.weekday): option for option in problem.options}
        slots = dict(choice.slots)
        for team, groups in self.weekdays.items():
            for days in groups:
                for day in set(days) & self.fortnights:
                    if _first(slots, Region(team, day, 1)) < _first(slots, Region(team, day, 0)):
                        _flip(slots, Region(team, day))
                ranked = sorted(days, key=lambda day: _first(slots, Region(team, day)))
                moves = {(team, day): (team, place) for day, place in zip(ranked, days, strict=True)}
                _move(slots, options, moves)
        for group in self.teams:
            ranked = sorted(group, key=lambda team: _first(slots, Region(team)))
            places = dict(zip(ranked, group, strict=True))
            weekdays = problem.calendar.weekdays
            _move(slots, options, {(team, day): (places[team], day) for team in group for day in weekdays})
        return replace(choice, slots=slots)


_Key = tuple[int, int, int, int, int, int]


def find_symmetry(problem: Problem) -> Symmetry:
    """Compare weekdays and teams by all that the worth of a plan depends on."""
    calendar = problem.calendar
    held: dict[tuple[int, int], list[tuple[int, int, int, int]]] = {}
    for option in problem.options:
        held.setdefault((option.team, option.weekday), []).append(
            (option.stop, option.half_day, option.low, option.high)
        )
    day_marks = {
        (team, day): (len(calendar.worked(day, 0)), len(calendar.worked(day, 1)), tuple(sorted(kept)))
        for (team, day), kept in held.items()
    }
    team_marks = {
        number: (
            team.depot,
            team.lunch,
            team.max_stops,
            tuple(day_marks.get((number, day)) for day in calendar.weekdays),
        )
        for number, team in enumerate(problem.teams)
    }
    return Symmetry(
        teams=_groups(team_marks),
        weekdays={
            number: _groups({day: mark for (team, day), mark in sorted(day_marks.items()) if team == number})
            for number in range(len(problem.teams))
        },
        fortnights=frozenset(
            day for day in calendar.weekdays if len(calendar.worked(day, 0)) == len(calendar.worked(day, 1))
        ),
    )


def _groups(marks: Mapping[int, tuple[object, ...]]) -> tuple[tuple[int, ...], ...]:
    alike: dict[tuple[object, ...], list[int]] = {}
    for key, mark in marks.items():
        alike.setdefault(mark, []).append(key)
    return tuple(tuple(keys) for keys in alike.values())


def _first(slots: dict[int, Slot], region: Region) -> float:
    """Rank of the first stop of a region; infinite where there is none."""
    return min((stop for stop, slot in slots.items() if slot in region), default=float("inf"))


def _flip(slots: dict[int, Slot], region: Region) -> None:
    for stop, slot in slots.items():
        if slot in region and slot.parity is not None:
            slots[stop] = replace(slot, parity=1 - slot.parity)


def _move(slots: dict[int, Slot], options: dict[_Key, Option], moves: dict[tuple[int, int], tuple[int, int]]) -> None:
    for stop, slot in slots.items():
        place = moves.get((slot.option.team, slot.option.weekday))
        if place is not None:
            slots[stop] = replace(slot, option=options[_key(slot.option, *place)])


def _key(option: Option, team: int, weekday: int) -> _Key:
    return (option.stop, team, weekday, option.half_day, option.low, option.high)

"""The choice of a team, a weekday, a half-day and a week parity for each stop, proven by CP-SAT."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from outreach.tours.choice import (
    Choice,
    Slot,
    TeamDay,
    day_minutes,
    first_choice,
    measure,
    shortage,
    slots_of,
    worked_days,
)
from outreach.tours.options import Problem
from outreach.tours.stops import STEP
from outreach.tours.symmetry import Symmetry, find_symmetry

__all__ = ["Criterion", "solve"]

# Share of the remaining time that each criterion may take: driving is the hardest to prove.
_SHARES = {"visits": 0.3, "presence": 0.2, "driving": 0.85, "balance": 1.0}


@dataclass(frozen=True)
class Criterion:
    """One level of the lexicographic objective.

    Attributes
    ----------
    name : str
        "visits" (held, to be as many as can be), "presence" (minutes given up, a fortnight), "driving" (minutes over
        the calendar) or "balance" (visits between the most and the least loaded team); the last three to be as few
        as can be.
    value : int
        Reached by the plan.
    bound : int
        No plan goes past it, the criteria above being kept.
    """

    name: str
    value: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether no plan does better."""
        return self.value == self.bound


@dataclass(frozen=True)
class _Pattern:
    """What a team may do of a day: its slots in order, and the variable that says whether it does."""

    day: TeamDay
    held: tuple[Slot, ...]
    taken: Any


@dataclass
class _Variables:
    """``given_up`` counts steps of presence."""

    slots: dict[Slot, Any] = field(default_factory=dict)
    given_up: dict[int, Any] = field(default_factory=dict)
    patterns: list[_Pattern] = field(default_factory=list)
    loads: list[Any] = field(default_factory=list)
    most: Any = None
    least: Any = None


@dataclass(frozen=True)
class _Level:
    """A criterion to minimise (sense 1) or maximise (-1).

    ``limit`` is a bound known without solving. ``anchor`` is the criterion above, which ``weight`` makes heavier
    than any change of this one.
    """

    name: str
    sense: int
    expression: Any
    limit: int = 0
    anchor: Any = 0
    weight: int = 0


def solve(problem: Problem, *, seed: int, time_limit: float) -> tuple[Choice, tuple[Criterion, ...]]:
    r"""Choose the slots.

    Each stop :math:`s` takes at most one slot :math:`o` (team, weekday, half-day, parity of weeks), so that it is
    visited on the same weekday, at the same hours, by the same team, all along. With :math:`x_o` the slots taken,
    each team-weekday-parity :math:`d` follows at most one pattern :math:`z`: a morning visit alone, an afternoon
    visit alone, or both in that order when both presences, the drive and the break fit:

    .. math:: \sum_{z \ni o,\, z \in d} z = x_o \quad \forall o, d; \qquad \sum_{z \in d} z \le 1 \quad \forall d

    The order of the day is thus chosen with the rest and proven with it. Criteria are optimised one after another,
    each kept as a constraint of the next: most visits held (days off counted out), least presence given up, fewest
    minutes driven :math:`\sum_z n_d c_z z` (:math:`n_d` worked days, :math:`c_z` minutes of the round), then least
    difference of visits between teams.

    One worker and a fixed seed give the same plan for the same input, unless the time limit cuts the search.

    Returns
    -------
    choice : Choice
        At worst the one built stop by stop, when the time allows nothing better.
    criteria : tuple of Criterion
        One for each criterion, most important first.
    """
    from ortools.sat.python import cp_model

    deadline = time.perf_counter() + time_limit
    model: Any = cp_model.CpModel()
    variables = _constrain(model, problem)
    symmetry = find_symmetry(problem)
    _break_symmetry(model, variables, symmetry)
    choice = symmetry.canonical(problem, first_choice(problem))
    bounds: dict[str, int] = {}
    for level in _levels(model, problem, variables, visits=measure(problem, choice)["visits"]):
        value = measure(problem, choice)[level.name]
        bounds[level.name] = level.limit
        if value != level.limit:
            solver = cp_model.CpSolver()
            solver.parameters.num_workers = 1
            solver.parameters.random_seed = seed
            # All constraints in the linear relaxation: without its bound hardly any plan is proven.
            solver.parameters.linearization_level = 2
            # Symmetries are broken in the model; the solver's own search for them does not heed the time limit.
            solver.parameters.symmetry_level = 0
            solver.parameters.max_time_in_seconds = max(0.0, (deadline - time.perf_counter()) * _SHARES[level.name])
            model.minimize(level.sense * level.expression + level.weight * level.anchor)
            model.clear_hints()
            for variable, hint in _hints(problem, variables, choice):
                model.add_hint(variable, hint)
            if solver.solve(model) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
                choice = _read(solver, variables)
                value = measure(problem, choice)[level.name]
                bounds[level.name] = _bound(level, round(solver.best_objective_bound), problem, choice, bounds)
        model.add(level.sense * level.expression <= level.sense * value)
    values = measure(problem, choice)
    return choice, tuple(Criterion(name, values[name], bound) for name, bound in bounds.items())


def _bound(level: _Level, bound: int, problem: Problem, choice: Choice, bounds: dict[str, int]) -> int:
    if level.weight:
        driving = measure(problem, choice)["driving"]
        # Where the driving is not proven, the bound of the sum says nothing of this criterion.
        return max(level.limit, bound - level.weight * driving) if driving == bounds["driving"] else level.limit
    return min(level.limit, -bound) if level.sense < 0 else max(level.limit, bound)


def _read(solver: Any, variables: _Variables) -> Choice:
    slots = {slot.option.stop: slot for slot, taken in variables.slots.items() if solver.value(taken)}
    steps = {stop: solver.value(taken) for stop, taken in variables.given_up.items() if stop in slots}
    return Choice(slots, {stop: STEP * taken for stop, taken in steps.items() if taken})


def _hints(problem: Problem, variables: _Variables, choice: Choice) -> Iterator[tuple[Any, int]]:
    """Give every variable its value in a choice already found."""
    for slot, taken in variables.slots.items():
        yield taken, int(choice.slots.get(slot.option.stop) == slot)
    for stop, steps in variables.given_up.items():
        yield steps, choice.given_up.get(stop, 0) // STEP
    days = choice.days()
    for pattern in variables.patterns:
        yield pattern.taken, int(days.get(pattern.day) == pattern.held)
    if variables.loads:
        loads = [0] * len(problem.teams)
        for slot in choice.slots.values():
            loads[slot.option.team] += worked_days(problem, slot)
        yield variables.most, max(loads)
        yield variables.least, min(loads)


def _constrain(model: Any, problem: Problem) -> _Variables:
    variables = _Variables()
    slots_of_stop: dict[int, list[Any]] = defaultdict(list)
    # The slots that may fill the morning and the afternoon of each day.
    candidates: dict[TeamDay, tuple[list[Slot], list[Slot]]] = defaultdict(lambda: ([], []))
    for slot in slots_of(problem):
        variables.slots[slot] = taken = model.new_bool_var("")
        slots_of_stop[slot.option.stop].append(taken)
        for day in slot.team_days:
            candidates[day][slot.option.half_day].append(slot)
    for taken_slots in slots_of_stop.values():
        model.add_at_most_one(taken_slots)
    for day, slots in candidates.items():
        _constrain_day(model, problem, variables, day, slots)
    for slot, taken in variables.slots.items():
        if slot.option.stop in variables.given_up:
            spare = slot.option.presence - problem.stops[slot.option.stop].shortest
            model.add(STEP * variables.given_up[slot.option.stop] <= spare).only_enforce_if(taken)
    return variables


def _break_symmetry(model: Any, variables: _Variables, symmetry: Symmetry) -> None:
    """Keep one plan among those that swapping alike teams, weekdays or weeks turns into one another."""
    stops = sorted({slot.option.stop for slot in variables.slots})
    for first, second in symmetry.precedences():
        before: Any = 0
        for stop in stops:
            of_stop = [(slot, taken) for slot, taken in variables.slots.items() if slot.option.stop == stop]
            later = [taken for slot, taken in of_stop if slot in second]
            if later:
                model.add(sum(later) <= before)
            before += sum(taken for slot, taken in of_stop if slot in first)


def _constrain_day(
    model: Any,
    problem: Problem,
    variables: _Variables,
    day: TeamDay,
    candidates: tuple[list[Slot], list[Slot]],
) -> None:
    """One pattern at most in this team's day: a visit alone, or two that fit."""
    mornings, afternoons = candidates
    patterns_of_slot: dict[Slot, list[Any]] = defaultdict(list)

    def add_pattern(*held: Slot) -> Any:
        taken = model.new_bool_var("")
        variables.patterns.append(_Pattern(day, held, taken))
        for slot in held:
            patterns_of_slot[slot].append(taken)
        return taken

    patterns = [add_pattern(slot) for slot in (*mornings, *afternoons)]
    two_allowed = problem.teams[day[0]].max_stops > 1
    for morning in mornings if two_allowed else ():
        for afternoon in afternoons:
            overrun = problem.overrun(morning.option, afternoon.option)
            if overrun is None:
                continue
            taken = add_pattern(morning, afternoon)
            patterns.append(taken)
            if overrun:
                shorter = [_given_up(model, problem, variables, slot.option.stop) for slot in (morning, afternoon)]
                model.add(STEP * sum(shorter) >= overrun).only_enforce_if(taken)
    model.add_at_most_one(patterns)
    for slot, chosen in patterns_of_slot.items():
        model.add(sum(chosen) == variables.slots[slot])


def _room(problem: Problem, variables: _Variables) -> int:
    """Visits that the teams' days can hold at most, each half-day that some stop could fill being filled."""
    half_days: dict[TeamDay, set[int]] = defaultdict(set)
    for slot in variables.slots:
        for day in slot.team_days:
            half_days[day].add(slot.option.half_day)
    return sum(
        min(len(halves), problem.teams[team].max_stops) * len(problem.calendar.worked(weekday, parity))
        for (team, weekday, parity), halves in half_days.items()
    )


def _given_up(model: Any, problem: Problem, variables: _Variables, stop: int) -> Any:
    if stop not in variables.given_up:
        spare = problem.stops[stop].length - problem.stops[stop].shortest
        variables.given_up[stop] = model.new_int_var(0, spare // STEP, "")
    return variables.given_up[stop]


def _levels(model: Any, problem: Problem, variables: _Variables, *, visits: int) -> Iterator[_Level]:
    """Criteria, most important first; ``visits`` are known to be possible."""
    held = {slot: worked_days(problem, slot) for slot in variables.slots}
    # The best that each stop could have if it were alone: most visits, then least presence lacking.
    alone: dict[int, tuple[int, int]] = {}
    for slot, days in held.items():
        rank = (-days, shortage(problem, slot))
        alone[slot.option.stop] = min(alone.get(slot.option.stop, rank), rank)
    ceiling = -sum(days for days, _ in alone.values())
    total = sum(days * variables.slots[slot] for slot, days in held.items())
    yield _Level("visits", -1, total, limit=min(ceiling, _room(problem, variables)))

    lacking = sum(shortage(problem, slot) * taken for slot, taken in variables.slots.items())
    rates = {stop: 2 if problem.stops[stop].frequency == "weekly" else 1 for stop in variables.given_up}
    lacking += sum(STEP * rates[stop] * steps for stop, steps in variables.given_up.items())
    # A stop left out lacks nothing: its least only counts where every visit is held.
    least = sum(minutes for _, minutes in alone.values()) if visits == ceiling else 0
    yield _Level("presence", 1, lacking, limit=least)

    driving = sum(
        day_minutes(problem, pattern.held)
        * len(problem.calendar.worked(pattern.day[1], pattern.day[2]))
        * pattern.taken
        for pattern in variables.patterns
    )
    yield _Level("driving", 1, driving)

    if len(problem.teams) > 1:
        variables.most, variables.least = (model.new_int_var(0, ceiling, "") for _ in range(2))
        for team in range(len(problem.teams)):
            load = sum(days * variables.slots[slot] for slot, days in held.items() if slot.option.team == team)
            model.add(load <= variables.most)
            model.add(load >= variables.least)
            variables.loads.append(load)
        # Alone, this criterion has a relaxation that proves nothing; with the driving, which outweighs it, the
        # reduced costs of the driving settle almost every slot.
        yield _Level("balance", 1, variables.most - variables.least, anchor=driving, weight=ceiling + 1)

"""Tours against a naive planner that tries everything on tiny instances."""

import datetime as dt
import functools
import itertools
import math
from dataclasses import replace

import numpy as np
import pytest

from outreach.calendar import build_calendar
from outreach.tours import Stop, Team, plan_tours

STEP = 5
HALF_DAYS = ((540, 720), (810, 1020))


def minutes(duration, origin, destination):
    """Travel rounded up to the minute."""
    return math.ceil(duration[origin][destination])


def ways_to_hold(stop, team, weekday, half, duration):
    """List every (start, end) on five-minute marks in which the desk may be held, trying each."""
    out, back = minutes(duration, team.depot, stop.index), minutes(duration, stop.index, team.depot)
    windows = [(0, 1440)] if stop.windows is None else stop.windows.get(weekday, ())
    shortest = stop.minimum_length or stop.length
    return [
        (start, start + length)
        for length in range(shortest, stop.length + STEP, STEP)
        for start in range(*HALF_DAYS[half], STEP)
        if start + length <= HALF_DAYS[half][1]
        and any(opens <= start and start + length <= closes for opens, closes in windows)
        and start - out >= team.start
        and start + length + back <= team.end
    ]


def weeks_of(stop, parity):
    """Parities of week in which a stop is visited."""
    return (0, 1) if stop.frequency == "weekly" else (parity,)


def best_plan(stops, duration, calendar, teams):
    """Try every slot of every stop; return the least (−visits, presence lost, driving, imbalance)."""
    worked = {
        (weekday, parity): sum(
            day.weekday == weekday and day.week % 2 == parity for day in calendar.days if not day.closed
        )
        for weekday in calendar.weekdays
        for parity in (0, 1)
    }
    ways = functools.cache(
        lambda stop, team, weekday, half: ways_to_hold(stops[stop], teams[team], weekday, half, duration)
    )

    @functools.cache
    def presence_lost(team, weekday, group):
        """Least minutes lost on one weekday of a team, hours being the same every week; None if nothing fits."""
        best = None
        for hours in itertools.product(*(ways(stop, team, weekday, half) for stop, half, _ in group)):
            fits = all(
                hours[first][1] + minutes(duration, stops[a].index, stops[b].index) + teams[team].lunch
                <= hours[second][0]
                for first, (a, half_a, weeks_a) in enumerate(group)
                for second, (b, half_b, weeks_b) in enumerate(group)
                if half_a < half_b and set(weeks_a) & set(weeks_b)
            )
            if fits:
                lost = sum(
                    (stops[stop].length - (end - start)) * len(weeks)
                    for (stop, _, weeks), (start, end) in zip(group, hours, strict=True)
                )
                best = lost if best is None else min(best, lost)
        return best

    slots = [
        [
            None,
            *(
                (team, weekday, half, parity)
                for team, weekday, half in itertools.product(range(len(teams)), calendar.weekdays, (0, 1))
                if weekday in teams[team].weekdays and ways(rank, team, weekday, half)
                for parity in ((0,) if stop.frequency == "weekly" else (0, 1))
            ),
        ]
        for rank, stop in enumerate(stops)
    ]
    best = None
    for choice in itertools.product(*slots):
        value = worth((stops, duration, calendar, teams), choice, worked=worked, presence_lost=presence_lost)
        if value is not None and (best is None or value < best):
            best = value
    return best


def worth(instance, choice, *, worked, presence_lost):
    """Value of one choice of slots; None where it breaks a rule."""
    stops, duration, _, teams = instance
    lost, driving, loads = 0, 0, [0] * len(teams)
    groups = {}
    for rank, slot in enumerate(choice):
        if slot is not None:
            team, weekday, half, parity = slot
            weeks = weeks_of(stops[rank], parity)
            groups.setdefault((team, weekday), []).append((rank, half, weeks))
            loads[team] += sum(worked[weekday, week] for week in weeks)
    for (team, weekday), group in groups.items():
        for week in (0, 1):
            day = sorted((half, rank) for rank, half, weeks in group if week in weeks)
            if len({half for half, _ in day}) < len(day) or len(day) > teams[team].max_stops:
                return None
            depot = teams[team].depot
            places = [depot, *(stops[rank].index for _, rank in day), depot]
            driving += worked[weekday, week] * sum(minutes(duration, *leg) for leg in itertools.pairwise(places) if day)
        missing = presence_lost(team, weekday, tuple(group))
        if missing is None:
            return None
        lost += missing
    return (-sum(loads), lost, driving, max(loads) - min(loads))


def draw(seed, *, places, teams, shorten=False):
    """Draw a small instance with tight hours and long drives, so that every rule binds somewhere."""
    rng = np.random.default_rng(seed)
    size = places + teams
    duration = rng.integers(1, 50, (size, size)) + rng.choice([0.0, 0.5], (size, size))
    choices = [((540, 720),), ((810, 1020),), ((480, 660), (840, 1110)), ((600, 690),), ((930, 1020),), ()]
    stops = [
        Stop(
            f"p{index}",
            f"P{index}",
            index,
            None if rng.random() < 0.2 else {day: choices[rng.integers(6)] for day in (0, 1)},
            frequency="weekly" if rng.random() < 0.5 else "fortnightly",
            length=int(rng.choice([90, 120, 150])),
            minimum_length=60 if shorten else None,
        )
        for index in range(places)
    ]
    crew = [
        Team(
            f"T{number}",
            "Opérateur",
            places + number,
            weekdays=((0, 1), (1,))[int(rng.random() < 0.3)],
            start=int(rng.choice([480, 510, 540])),
            end=int(rng.choice([1020, 1050, 1080])),
            max_stops=1 if rng.random() < 0.2 else 2,
            lunch=int(rng.choice([30, 45, 60])),
        )
        for number in range(teams)
    ]
    # Easter Monday closes one Monday of the odd seeds.
    start = dt.date(2026, 3, 30) if seed % 2 else dt.date(2026, 3, 2)
    return stops, duration, build_calendar(start, weeks=2, weekdays=(0, 1)), crew


def reached(plan):
    """Recount the criteria of a plan from its own dated days."""
    loads = {team.name: 0 for team in plan.teams}
    for day in plan.days:
        loads[day.team.name] += len(day.visits)
    lost = sum(
        (rhythm.stop.length - (rhythm.end - rhythm.start)) * (2 if rhythm.stop.frequency == "weekly" else 1)
        for rhythm in plan.rhythms
    )
    return (-sum(loads.values()), lost, plan.driving_minutes, max(loads.values()) - min(loads.values()))


def told(plan):
    """The criteria as the plan tells them."""
    values = {criterion.name: criterion.value for criterion in plan.criteria}
    return (-values["visits"], values["presence"], values["driving"], values.get("balance", 0))


@pytest.mark.parametrize("seed", range(24))
def test_no_plan_of_one_team_is_better(seed):
    """Four places and one team: the plan is worth exactly what the best of all choices is worth."""
    instance = draw(seed, places=4, teams=1)
    plan = plan_tours(*instance)
    assert plan.proven
    assert reached(plan) == told(plan) == best_plan(*instance)


@pytest.mark.parametrize("seed", range(24))
def test_no_plan_of_two_teams_is_better(seed):
    """Three places and two teams: the plan is worth exactly what the best of all choices is worth."""
    instance = draw(seed, places=3, teams=2)
    plan = plan_tours(*instance)
    assert plan.proven
    assert reached(plan) == told(plan) == best_plan(*instance)


@pytest.mark.parametrize("seed", range(24))
def test_no_plan_with_shortened_presences_is_better(seed):
    """Two places whose presences may be shortened: no minute more than needed is given up."""
    instance = draw(seed, places=2, teams=1, shorten=True)
    plan = plan_tours(*instance)
    assert plan.proven
    assert reached(plan) == told(plan) == best_plan(*instance)


@pytest.mark.parametrize("seed", range(12))
def test_no_plan_of_alike_teams_and_days_is_better(seed):
    """Two teams of one depot and places of unknown hours: looking at one plan among twins loses nothing."""
    stops, duration, calendar, teams = draw(seed, places=3, teams=2)
    stops = [replace(stop, windows=None) for stop in stops]
    teams = [replace(teams[0], name=name, weekdays=(0, 1)) for name in ("A", "B")]
    plan = plan_tours(stops, duration, calendar, teams)
    assert plan.proven
    assert reached(plan) == told(plan) == best_plan(stops, duration, calendar, teams)

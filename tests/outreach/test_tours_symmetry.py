"""Swaps that leave a plan of tours worth the same, and the one plan kept among them."""

import datetime as dt

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from outreach.calendar import build_calendar
from outreach.tours.choice import Choice, measure, slots_of
from outreach.tours.options import build_problem
from outreach.tours.stops import Stop, Team
from outreach.tours.symmetry import find_symmetry

MORNING = ((540, 720),)
EASTER = build_calendar(dt.date(2026, 3, 30))


def problem_of(stops, teams, calendar=EASTER):
    """Build a problem on uneven drives."""
    size = 1 + max([stop.index for stop in stops] + [team.depot for team in teams])
    duration = np.random.default_rng(1).integers(5, 30, (size, size))
    return build_problem(stops, duration, calendar, teams)


def test_weekdays_are_alike_when_hosts_and_days_off_are():
    """Closed on Wednesdays, with Easter Monday in the period: Tuesday, Thursday and Friday alone are alike."""
    stop = Stop("a", "A", 0, dict.fromkeys((0, 1, 3, 4), MORNING))
    symmetry = find_symmetry(problem_of([stop], [Team("T", "", 1)]))
    assert symmetry.weekdays == {0: ((0,), (1, 3, 4))}
    assert symmetry.fortnights == {1, 2, 3, 4}


def test_teams_are_alike_when_depot_days_and_rules_are():
    """Another depot, other days or another break make another team; another name or operator does not."""
    teams = [
        Team("T", "CCAS", 1),
        Team("U", "PIMMS", 1),
        Team("V", "", 2),
        Team("W", "", 1, weekdays=(1,)),
        Team("X", "", 1, lunch=60),
        Team("Y", "", 1, start=545, end=1020),
    ]
    assert find_symmetry(problem_of([Stop("a", "A", 0)], teams)).teams == ((0, 1), (2,), (3,), (4,), (5,))


@given(data=st.data())
def test_canonical_choice_is_worth_the_same_and_keeps_every_precedence(data):
    """Whatever the slots, swapping keeps each stop's half-day and every criterion, and puts first stops first."""
    stops = [
        Stop(f"s{index}", f"S{index}", index, frequency=("weekly", "fortnightly")[index % 2]) for index in range(4)
    ]
    teams = [Team("T", "", 4), Team("U", "", 4), Team("V", "", 5)]
    problem = problem_of(stops, teams)
    slots, busy = {}, set()
    for rank in range(len(stops)):
        free = [
            slot
            for slot in slots_of(problem)
            if slot.option.stop == rank and (slot.option.team, slot.option.weekday, slot.option.half_day) not in busy
        ]
        chosen = data.draw(st.none() | st.sampled_from(free))
        if chosen is not None:
            slots[rank] = chosen
            busy.add((chosen.option.team, chosen.option.weekday, chosen.option.half_day))

    symmetry = find_symmetry(problem)
    kept = symmetry.canonical(problem, Choice(slots))
    before, after = (measure(problem, choice) for choice in (Choice(slots), kept))
    assert before == after
    assert {stop: slot.option.half_day for stop, slot in kept.slots.items()} == {
        stop: slot.option.half_day for stop, slot in slots.items()
    }
    for first, second in symmetry.precedences():
        leaders = [stop for stop, slot in kept.slots.items() if slot in first]
        for stop, slot in kept.slots.items():
            if slot in second:
                assert leaders
                assert min(leaders) < stop
    assert symmetry.canonical(problem, kept) == kept

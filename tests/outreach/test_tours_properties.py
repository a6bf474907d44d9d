"""What holds of every plan of tours, whatever the stops, the hours and the teams."""

import datetime as dt
import itertools

import numpy as np
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.calendar import build_calendar
from outreach.tours import Stop, Team, plan_tours

HOURS = st.lists(
    st.tuples(st.integers(84, 220), st.integers(6, 60)).map(lambda pair: (pair[0] * 5, (pair[0] + pair[1]) * 5)),
    max_size=2,
).map(tuple)

# Quarters of a minute, so that rounding up shows; now and then no way at all.
LEGS = st.integers(0, 250).map(lambda quarters: quarters / 4 if quarters < 245 else float("inf"))


@st.composite
def instances(draw):
    """Draw up to five stops, two teams and two or four weeks, most of them with a public holiday."""
    places, crew = draw(st.integers(1, 5)), draw(st.integers(1, 2))
    size = places + crew
    legs = draw(st.lists(LEGS, min_size=size * size, max_size=size * size))
    stops = []
    for index in range(places):
        longest = draw(st.integers(6, 36)) * 5
        stops.append(
            Stop(
                f"p{index}",
                f"P{index}",
                index,
                draw(st.none() | st.dictionaries(st.integers(0, 5), HOURS)),
                frequency=draw(st.sampled_from(["weekly", "fortnightly"])),
                length=longest,
                minimum_length=draw(st.none() | st.just(min(longest, 60))),
                weekdays=draw(st.none() | st.just((0, 3))),
                half_day=draw(st.sampled_from([None, None, "morning", "afternoon"])),
            )
        )
    teams = [
        Team(
            f"T{number}",
            "Opérateur",
            places + number,
            weekdays=draw(st.sampled_from([(0, 1, 2, 3, 4), (0, 3), (5,)])),
            start=draw(st.sampled_from([480, 523])),
            end=draw(st.sampled_from([1020, 1082])),
            max_stops=draw(st.integers(1, 3)),
            lunch=draw(st.sampled_from([0, 45])),
        )
        for number in range(crew)
    ]
    start = draw(st.sampled_from([dt.date(2026, 3, 30), dt.date(2026, 5, 6), dt.date(2026, 11, 2)]))
    calendar = build_calendar(start, weeks=draw(st.sampled_from([2, 4])), weekdays=(0, 2, 3, 5))
    return stops, np.reshape(legs, (size, size)), calendar, teams


def check_day(day, duration, calendar):
    """Check one day: on a worked day, in order, drives and break fit, and the team is back in time."""
    assert {each.date: each.closed for each in calendar.days}[day.date] == ""
    assert day.date.weekday() in day.team.weekdays
    assert 1 <= len(day.visits) <= min(2, day.team.max_stops)
    assert len({visit.half_day for visit in day.visits}) == len(day.visits)
    clock, place, driven = day.departure, day.team.depot, 0
    assert clock >= day.team.start
    for rank, visit in enumerate(day.visits):
        drive = duration[place, visit.stop.index]
        assert drive <= visit.drive < drive + 1
        assert visit.arrival == clock + visit.drive
        assert visit.arrival + (day.team.lunch if rank else 0) <= visit.start < visit.end
        clock, place, driven = visit.end, visit.stop.index, driven + visit.drive
    back = day.arrival_back - clock
    assert duration[place, day.team.depot] <= back < duration[place, day.team.depot] + 1
    assert day.arrival_back <= day.team.end
    assert day.driving_minutes == driven + back


def check_visit(visit, date, calendar):
    """Check one visit: inside the half-day and the host's hours, as long as allowed, as requested."""
    stop = visit.stop
    half_day = calendar.half_days[("morning", "afternoon").index(visit.half_day)]
    assert half_day.start <= visit.start < visit.end <= half_day.end
    assert visit.start % 5 == visit.end % 5 == 0
    assert stop.shortest <= visit.presence <= stop.length
    assert stop.half_day in (None, visit.half_day)
    assert stop.weekdays is None or date.weekday() in stop.weekdays
    assert visit.hours_confirmed == bool(stop.windows)
    if stop.windows:
        open_minutes = {minute for opens, closes in stop.windows[date.weekday()] for minute in range(opens, closes)}
        assert open_minutes >= set(range(visit.start, visit.end))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(instance=instances())
def test_every_plan_keeps_every_rule(instance):
    """No team is in two places at once, visits fit hours and drives, rhythms are steady, nothing is forgotten."""
    stops, duration, calendar, teams = instance
    plan = plan_tours(stops, duration, calendar, teams)

    for day in plan.days:
        check_day(day, duration, calendar)
        for visit in day.visits:
            check_visit(visit, day.date, calendar)
    assert len({(day.team.name, day.date) for day in plan.days}) == len(plan.days)

    placed = {rhythm.stop.id for rhythm in plan.rhythms}
    assert sorted([*placed, *(left.stop.id for left in plan.unplaced)]) == sorted(stop.id for stop in stops)
    assert all(left.reason.startswith(left.stop.name) for left in plan.unplaced)
    for rhythm in plan.rhythms:
        visits = [
            (day.date, day.team.name, visit.half_day, visit.start, visit.end)
            for day in plan.days
            for visit in day.visits
            if visit.stop.id == rhythm.stop.id
        ]
        assert {visit[1:] for visit in visits} == {(rhythm.team.name, rhythm.half_day, rhythm.start, rhythm.end)}
        assert len(visits) == rhythm.visits
        lost = [each.date for each in plan.cancelled if each.stop.id == rhythm.stop.id]
        dates = sorted([*(visit[0] for visit in visits), *lost])
        step = 7 if rhythm.stop.frequency == "weekly" else 14
        assert {(after - before).days for before, after in itertools.pairwise(dates)} <= {step}
        assert len(dates) == calendar.weeks * 7 // step

    check_replacements(plan, duration)
    assert plan.visits == len(plan.to_frame())
    assert plan.visits + len(plan.cancelled) <= plan.wanted
    assert plan.proven
    assert plan.bound == plan.driving_minutes


def check_replacements(plan, duration):
    """Check that the half-days offered are free, worked, and leave the time to drive."""
    busy = {
        (day.date, day.team.name): [(visit.stop, visit.start, visit.end) for visit in day.visits] for day in plan.days
    }
    worked = {day.date for day in plan.calendar.days if not day.closed}
    for lost in plan.cancelled:
        offer = lost.replacement
        if offer is None:
            continue
        assert offer.date in worked
        assert offer.date.isocalendar()[:2] == lost.date.isocalendar()[:2]
        day = busy.setdefault((offer.date, lost.team.name), [])
        day.append((lost.stop, offer.start, offer.end))
        day.sort(key=lambda visit: visit[1])
        assert len(day) <= min(2, lost.team.max_stops)
        for (one, _, leaves), (other, opens, _) in itertools.pairwise(day):
            assert leaves + duration[one.index, other.index] + lost.team.lunch <= opens
        if lost.stop.windows:
            windows = lost.stop.windows[offer.date.weekday()]
            minutes = {minute for opens, closes in windows for minute in range(opens, closes)}
            assert minutes >= set(range(offer.start, offer.end))

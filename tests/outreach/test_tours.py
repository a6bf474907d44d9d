"""Tours on weeks worked out by hand."""

import datetime as dt
import itertools
import pickle

import numpy as np
import pytest

from outreach.calendar import build_calendar
from outreach.tours import Stop, Team, plan_tours

MARCH = build_calendar(dt.date(2026, 3, 2))  # four weeks without a holiday
EASTER = build_calendar(dt.date(2026, 3, 30))  # Monday 6 April is a holiday
MORNINGS = dict.fromkeys(range(5), ((540, 720),))


def apart(places, minutes=10.0):
    """Give a matrix in which every two places are as far from each other."""
    return np.full((places, places), minutes) - np.eye(places) * minutes


def team(name="Équipe A", depot=0, **options):
    """Make a team that works from Monday to Friday."""
    return Team(name, "CCAS d’Arras", depot, **options)


def stop(index, windows=None, **options):
    """Make a stop named after its row."""
    return Stop(f"lieu-{index}", f"Lieu {index}", index, windows, **options)


def held(plan):
    """List the visits as (date, team, stop, start, end)."""
    return [
        (day.date, day.team.name, visit.stop.id, visit.start, visit.end) for day in plan.days for visit in day.visits
    ]


def test_one_weekly_stop_is_visited_on_the_same_weekday_at_the_same_hours():
    """A place open on Tuesday mornings only is visited on each of the four Tuesdays from 9:00 to 11:30."""
    plan = plan_tours([stop(1, {1: ((540, 720),)})], apart(2), MARCH, [team()])
    tuesdays = [dt.date(2026, 3, day) for day in (3, 10, 17, 24)]
    assert held(plan) == [(date, "Équipe A", "lieu-1", 540, 690) for date in tuesdays]
    assert (plan.proven, plan.visits, plan.wanted, plan.driving_minutes, plan.bound) == (True, 4, 4, 80, 80)
    assert (plan.days[0].departure, plan.days[0].arrival_back) == (530, 700)
    assert plan.rhythms[0].sentence.replace("\u202f", " ") == "chaque mardi matin, de 9 h à 11 h 30"


def test_fortnightly_stop_is_visited_every_other_week():
    """Two visits in four weeks, fourteen days apart."""
    plan = plan_tours([stop(1, {3: ((810, 1020),)}, frequency="fortnightly")], apart(2), MARCH, [team()])
    first, second = (day.date for day in plan.days)
    assert second - first == dt.timedelta(days=14)
    assert first.weekday() == 3
    assert "un jeudi après-midi sur deux à partir du " in plan.rhythms[0].sentence


def test_two_places_next_to_each_other_make_one_day():
    """A morning and an afternoon in the same village cost one return drive: 30 + 5 + 30 minutes, not 2 × 60."""
    duration = np.array([[0, 30, 30], [30, 0, 5], [30, 5, 0]])
    plan = plan_tours([stop(1), stop(2)], duration, MARCH, [team()])
    assert len(plan.days) == 4
    assert plan.driving_minutes == 4 * 65
    day = plan.days[0]
    morning, afternoon = day.visits
    assert (morning.start, morning.end) == (540, 690)
    assert (afternoon.arrival, afternoon.start, afternoon.end) == (695, 810, 960)
    assert (day.departure, day.arrival_back) == (510, 990)


def test_order_of_the_day_follows_the_shorter_way_round():
    """Where one-way streets make a round shorter in one direction, the day is driven in that direction."""
    duration = np.array([[0, 10, 25], [25, 0, 10], [10, 25, 0]])
    plan = plan_tours([stop(2), stop(1)], duration, MARCH, [team(weekdays=(0,))])
    assert [visit.stop.index for visit in plan.days[0].visits] == [1, 2]
    assert plan.driving_minutes == 4 * 30


def test_hours_may_force_the_longer_way_round():
    """The place that only opens in the morning comes first, whatever the drive."""
    duration = np.array([[0, 10, 25], [25, 0, 10], [10, 25, 0]])
    plan = plan_tours([stop(2, MORNINGS), stop(1)], duration, MARCH, [team(weekdays=(0,))])
    assert [visit.stop.index for visit in plan.days[0].visits] == [2, 1]
    assert plan.driving_minutes == 4 * 75


def test_afternoon_waits_for_the_drive_and_the_break():
    """After a morning until noon, 50 minutes of road and 60 of break, the afternoon opens at 13:50."""
    stops = [stop(1, {0: ((540, 720),)}, length=180), stop(2, {0: ((810, 1020),)}, length=180)]
    plan = plan_tours(stops, apart(3, 50), MARCH, [team(start=480, end=1110, lunch=60)])
    assert [(visit.arrival, visit.start, visit.end) for visit in plan.days[0].visits] == [
        (540, 540, 720),
        (770, 830, 1010),
    ]


def test_afternoon_keeps_its_hours_when_only_one_week_in_two_has_a_morning():
    """A weekly afternoon that follows a fortnightly morning starts late every week: people know its hours."""
    stops = [
        stop(1, {0: ((540, 720),)}, length=180, frequency="fortnightly"),
        stop(2, {0: ((810, 1020),)}, length=180),
    ]
    plan = plan_tours(stops, apart(3, 50), MARCH, [team(start=480, end=1110, lunch=60)])
    assert [len(day.visits) for day in plan.days] in ([2, 1, 2, 1], [1, 2, 1, 2])
    assert {visit.start for day in plan.days for visit in day.visits if visit.stop.index == 2} == {830}


def test_presences_are_shortened_together_when_a_day_is_too_tight():
    """Two full presences overrun the day by 20 minutes: both are kept, and exactly 20 minutes are given up."""
    stops = [
        stop(1, {0: ((540, 720),)}, length=180, minimum_length=120),
        stop(2, {0: ((810, 1020),)}, length=210, minimum_length=120),
    ]
    plan = plan_tours(stops, apart(3, 50), MARCH, [team(start=480, end=1110, lunch=60)])
    morning, afternoon = plan.days[0].visits
    assert plan.unplaced == ()
    assert morning.presence + afternoon.presence == 180 + 210 - 20
    assert afternoon.start >= morning.end + 50 + 60
    assert any("pour que deux visites tiennent dans la journée" in note for note in plan.notes)


def test_no_presence_is_shortened_below_its_minimum():
    """The fortnightly place is the cheaper to shorten, but it only has 10 minutes to give: the other gives the rest."""
    stops = [
        stop(1, {0: ((590, 720),)}, length=180, minimum_length=120, frequency="fortnightly"),
        stop(2, {0: ((810, 1020),)}, length=210, minimum_length=120),
    ]
    plan = plan_tours(stops, apart(3, 50), MARCH, [team(start=480, end=1110, lunch=60)])
    presences = {visit.stop.index: visit.presence for day in plan.days for visit in day.visits}
    assert presences == {1: 120, 2: 200}


def test_presence_is_shortened_to_the_hours_of_the_town_hall():
    """A town hall open for two hours gets two hours where the minimum allows, and the plan says so."""
    plan = plan_tours([stop(1, {1: ((900, 1020),)}, minimum_length=90)], apart(2), MARCH, [team()])
    assert {(visit.presence, visit.shortened) for day in plan.days for visit in day.visits} == {(120, True)}
    assert plan.notes[0].replace("\u202f", " ").startswith("Lieu 1 : présence de 2 h au lieu de 2 h 30")
    assert plan.proven


def test_presence_is_shortened_only_to_hold_another_visit():
    """The short morning is taken when another place needs the afternoon, and left as soon as none does."""
    near = stop(1, {0: ((540, 660), (810, 1020))}, minimum_length=60)
    other = stop(2, {0: ((810, 1020),)}, frequency="fortnightly")
    plan = plan_tours([near, other], apart(3), MARCH, [team()])
    assert plan.visits == 6
    assert {visit.presence for day in plan.days for visit in day.visits if visit.stop is near} == {120}
    alone = plan_tours([near], apart(3), MARCH, [team()])
    assert {visit.presence for day in alone.days for visit in day.visits} == {150}


def test_unknown_hours_are_planned_but_not_confirmed():
    """A place whose hours are unknown gets a half-day, and every visit says that it is to be confirmed."""
    for windows in (None, {}):
        plan = plan_tours([stop(1, windows)], apart(2), MARCH, [team()])
        assert [visit.hours_confirmed for day in plan.days for visit in day.visits] == [False] * 4
        assert "à confirmer" in plan.notes[0]


def test_requests_of_a_mayor_are_followed():
    """A requested weekday and half-day are kept even where another costs less."""
    wanted = stop(1, weekdays=(2,), half_day="afternoon")
    plan = plan_tours([wanted, stop(2, {0: ((540, 720),)})], apart(3), MARCH, [team()])
    assert (plan.rhythms[0].weekday, plan.rhythms[0].half_day) == (2, "afternoon")


def test_overlapping_windows_are_one():
    """Two overlapping intervals of a day hold the presence that neither holds alone."""
    plan = plan_tours([stop(1, {0: ((540, 630), (615, 720))})], apart(2), MARCH, [team()])
    assert (plan.days[0].visits[0].start, plan.days[0].visits[0].end) == (540, 690)


def test_visits_start_on_a_multiple_of_five_minutes():
    """A team that could be there at 9:07 opens at 9:10, the hours that people remember."""
    plan = plan_tours([stop(1, {0: ((540, 720),)})], apart(2, 37), MARCH, [team()])
    assert plan.days[0].visits[0].start == 550
    assert plan.days[0].departure == 513


def test_travel_is_rounded_up_to_the_minute():
    """10.2 minutes of travel are planned as 11."""
    plan = plan_tours([stop(1, {0: ((540, 720),)})], apart(2, 10.2), MARCH, [team()])
    assert plan.driving_minutes == 4 * 22


def test_stop_avoids_the_weekday_of_a_holiday():
    """Open on Mondays and Tuesdays, with Easter Monday in the period: Tuesday holds one visit more."""
    plan = plan_tours([stop(1, {0: ((540, 720),), 1: ((540, 720),)})], apart(2), EASTER, [team()])
    assert plan.rhythms[0].weekday == 1
    assert plan.cancelled == ()


def test_fortnightly_stop_avoids_the_week_of_a_holiday():
    """Open on Mondays only, a fortnightly stop takes the weeks without Easter Monday."""
    plan = plan_tours([stop(1, {0: ((540, 720),)}, frequency="fortnightly")], apart(2), EASTER, [team()])
    assert [day.date for day in plan.days] == [dt.date(2026, 3, 30), dt.date(2026, 4, 13)]


def test_visits_come_before_presence():
    """Four shortened Thursdays are better than three full Mondays and a public holiday."""
    place = stop(1, {0: ((540, 720),), 3: ((840, 930),)}, minimum_length=60)
    plan = plan_tours([place], apart(2), EASTER, [team()])
    assert [day.date.isoformat() for day in plan.days] == ["2026-04-02", "2026-04-09", "2026-04-16", "2026-04-23"]


def test_visit_of_a_holiday_is_cancelled_and_said():
    """A desk that can only be held on Mondays loses Easter Monday, with the reason and no replacement."""
    plan = plan_tours([stop(1, {0: ((540, 720),)})], apart(2), EASTER, [team()])
    assert (plan.visits, plan.wanted) == (3, 4)
    assert [(lost.date, lost.closure, lost.replacement) for lost in plan.cancelled] == [
        (dt.date(2026, 4, 6), "Lundi de Pâques", None)
    ]
    assert "pas de visite le lundi 6 avril 2026 (Lundi de Pâques)" in plan.cancelled[0].reason


def test_lost_visit_is_offered_a_half_day_that_the_team_has_free():
    """Of two desks lost on Easter Monday, each is offered its own free half-day of the week, the host being open."""
    # Training closes most Wednesdays and Fridays, so that Monday is the best day of the first two places.
    stops = [
        stop(1, {0: ((540, 720),), 2: ((540, 720),), 4: ((540, 720),)}),
        stop(2, {0: ((810, 1020),), 2: ((540, 720),), 4: ((540, 720),)}),
        stop(3, {1: ((540, 720),)}),
    ]
    calendar = build_calendar(
        dt.date(2026, 3, 30),
        closures=dict.fromkeys((dt.date(2026, 4, 15), dt.date(2026, 4, 17), dt.date(2026, 4, 24)), "formation")
        | {dt.date(2026, 4, 1): "formation", dt.date(2026, 4, 22): "formation", dt.date(2026, 4, 3): "formation"},
    )
    plan = plan_tours(stops, apart(4), calendar, [team()])
    assert [rhythm.weekday for rhythm in plan.rhythms] == [0, 0, 1]
    offers = [lost.replacement for lost in plan.cancelled if lost.closure == "Lundi de Pâques"]
    assert [(offer.date.day, offer.half_day, offer.start, offer.end) for offer in offers] == [
        (8, "morning", 540, 690),
        (10, "morning", 540, 690),
    ]
    assert "la même équipe pourrait venir le mercredi 8 avril 2026" in plan.cancelled[0].reason


@pytest.mark.parametrize(("drive", "opens"), [(10, 810), (60, 825)])
def test_offered_half_day_leaves_the_time_to_come_from_the_morning(drive, opens):
    """After a morning that ends at 12:00, the offered afternoon waits for the drive and the break of 45 minutes."""
    stops = [
        stop(1, {0: ((540, 720),), 1: ((810, 1020),)}, length=120),
        stop(2, {1: ((540, 720),)}, length=180),
    ]
    closures = dict.fromkeys((dt.date(2026, 3, 31), dt.date(2026, 4, 14)), "formation")
    calendar = build_calendar(dt.date(2026, 3, 30), closures=closures)
    plan = plan_tours(stops, apart(3, drive), calendar, [team(start=450, end=1110)])
    assert [rhythm.weekday for rhythm in plan.rhythms] == [0, 1]
    (offer,) = (lost.replacement for lost in plan.cancelled if lost.closure == "Lundi de Pâques")
    assert (offer.date, offer.half_day, offer.start, offer.end) == (
        dt.date(2026, 4, 7),
        "afternoon",
        opens,
        opens + 120,
    )


def test_work_is_shared_when_driving_allows():
    """Four places each as far from one depot: two teams that cost the same take half of the visits each."""
    stops = [stop(index, {0: ((540, 720),), 1: ((540, 720),)}) for index in range(1, 5)]
    plan = plan_tours(stops, apart(5), MARCH, [team("A"), team("B")])
    loads = [sum(len(day.visits) for day in plan.days if day.team.name == name) for name in "AB"]
    assert loads == [8, 8]
    assert plan.criteria[-1].name == "balance"
    assert plan.criteria[-1].value == 0


def test_nearer_team_goes_even_if_it_works_more():
    """Driving counts before balance: the team next door does everything."""
    duration = np.array([[0, 60, 5, 5], [60, 0, 60, 60], [5, 60, 0, 5], [5, 60, 5, 0]])
    plan = plan_tours([stop(2), stop(3)], duration, MARCH, [team("loin", 1), team("près", 0)])
    assert {day.team.name for day in plan.days} == {"près"}


def test_team_of_one_stop_a_day_is_not_given_two():
    """The most stops in a day is kept, and drives are then separate."""
    plan = plan_tours([stop(1), stop(2)], apart(3), MARCH, [team(max_stops=1)])
    assert {len(day.visits) for day in plan.days} == {1}
    assert plan.driving_minutes == 8 * 20


def test_kilometres_are_summed_along_the_day():
    """With distances, a day tells its kilometres, the way back included."""
    duration = np.array([[0, 30, 30], [30, 0, 5], [30, 5, 0]])
    plan = plan_tours([stop(1), stop(2)], duration, MARCH, [team()], distance=duration / 2)
    assert [day.kilometres for day in plan.days] == [32.5] * 4
    assert plan.kilometres == 130
    assert plan_tours([stop(1)], duration, MARCH, [team()]).kilometres is None


def test_frame_has_one_row_a_visit():
    """The table holds each visit with its order in the day, and has its columns even when empty."""
    plan = plan_tours([stop(1), stop(2)], apart(3), MARCH, [team()])
    frame = plan.to_frame()
    assert len(frame) == plan.visits == 8
    assert frame["order"].tolist() == [1, 2] * 4
    assert frame["week"].tolist() == [1, 1, 2, 2, 3, 3, 4, 4]
    nothing = plan_tours([stop(1, {0: ((540, 545),)})], apart(2), MARCH, [team()])
    assert list(nothing.to_frame()) == list(frame)
    assert nothing.to_frame().dtypes.to_dict() == frame.dtypes.to_dict()


def test_summary_says_how_much_and_how_well():
    """One sentence holds the places, the visits, the road and whether the plan is proven."""
    plan = plan_tours([stop(1)], apart(2), MARCH, [team()])
    said = plan.summary.replace("\u202f", " ").replace("\u00a0", " ")
    assert said == (
        "1 lieu desservi, 4 visites sur 4 voulues en 4 semaines par 1 équipe, 1 h 20 de route (estimation) : "
        "plan prouvé le meilleur."
    )


def test_same_input_gives_the_same_plan():
    """Two runs of a plan with many ties are equal, and the plan survives being stored."""
    stops = [stop(index, frequency="fortnightly" if index % 2 else "weekly") for index in range(1, 7)]
    teams = [team("A"), team("B"), team("C", weekdays=(1, 3))]
    first, second = (plan_tours(stops, apart(7), MARCH, teams) for _ in range(2))
    assert first.proven
    assert first == second
    assert pickle.loads(pickle.dumps(first)) == first


def test_twelve_places_and_three_teams_are_proven():
    """A plan of a real size is proven on every criterion."""
    rng = np.random.default_rng(3)
    places = rng.uniform(0, 20, (15, 2))
    duration = np.hypot(*(places[:, None] - places[None]).transpose(2, 0, 1)) * 2
    hours = [((540, 720),), ((840, 1020),), ((510, 720), (810, 1050))]
    stops = [
        stop(
            index,
            {day: hours[(index + day) % 3] for day in range(5) if (index * day) % 4 != 1},
            frequency=("weekly", "fortnightly")[index % 2],
            minimum_length=90,
        )
        for index in range(12)
    ]
    teams = [team("A", 12), team("B", 13), team("C", 14, weekdays=(1, 3))]
    plan = plan_tours(stops, duration, MARCH, teams)
    assert plan.proven
    assert (plan.visits, plan.unplaced, plan.cancelled) == (36, (), ())
    assert plan.bound == plan.driving_minutes


@pytest.mark.parametrize("time_limit", [0, -5])
def test_plan_without_time_is_valid_and_says_that_it_is_not_proven(time_limit):
    """With no time to prove anything, the plan built stop by stop is given, and named as such."""
    rng = np.random.default_rng(0)
    duration = rng.uniform(5, 40, (9, 9))
    stops = [stop(index, MORNINGS, frequency="fortnightly") for index in range(1, 9)]
    plan = plan_tours(stops, duration, MARCH, [team(), team("B")], time_limit=time_limit)
    assert plan.visits == 16
    assert not plan.proven
    assert plan.bound <= plan.driving_minutes
    assert "Le temps de calcul n’a pas suffi pour prouver le temps de route" in plan.notes[-1]
    for first, second in itertools.combinations(held(plan), 2):
        assert first[:2] != second[:2]

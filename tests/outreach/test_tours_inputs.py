"""What tours refuse, and how they say why a place is left out."""

import datetime as dt

import numpy as np
import pytest

from outreach.calendar import AFTERNOON, MORNING, HalfDay, build_calendar
from outreach.errors import DurationError, OutreachError, StopError, TeamError
from outreach.tours import Stop, Team, plan_tours

MARCH = build_calendar(dt.date(2026, 3, 2))
HOUR = np.full((3, 3), 10.0)
TEAM = Team("Équipe A", "CCAS d’Arras", 0)


def plain(text):
    """Give a text with ordinary spaces."""
    return text.replace("\u202f", " ").replace("\u00a0", " ")


def town_hall(windows=None, **options):
    """Make the town hall of the examples."""
    return Stop("ransart", "Ransart", 1, windows, **options)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"id": " "}, "sans identifiant ou sans nom"),
        ({"frequency": "daily"}, "Ransart : rythme « daily » inconnu"),
        ({"half_day": "night"}, "demi-journée « night » inconnue"),
        ({"length": 0}, "présence de 0 min"),
        ({"length": 60, "minimum_length": 90}, "présence de 60 min et son minimum de 90 min"),
        ({"length": 62}, "par pas de 5 min, reçu 62 min"),
        ({"minimum_length": 61}, "un minimum de 61 min"),
        ({"weekdays": (0, 8)}, "jour 8 inconnu"),
        ({"windows": {7: ((540, 720),)}}, "jour 7 inconnu"),
        ({"windows": {1: ((720, 540),)}}, "horaire du mardi de 720 à 540 min illisible"),
        ({"windows": {1: ((1300, 1500),)}}, "horaire du mardi de 1300 à 1500 min illisible"),
        ({"lon": 2.7}, "position (2.7, None) illisible"),
        ({"lon": 2.7, "lat": 95.0}, "position (2.7, 95.0) illisible"),
        ({"lon": float("nan"), "lat": 50.2}, "position (nan, 50.2) illisible"),
    ],
)
def test_unreadable_stop_is_refused_with_its_value(options, said):
    """A stop that cannot be read names its place and the value at fault."""
    values = {"id": "ransart", "name": "Ransart", "index": 1} | options
    with pytest.raises(StopError) as error:
        Stop(**values)
    assert said in plain(str(error.value))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"name": ""}, "Une équipe n’a pas de nom"),
        ({"weekdays": ()}, "aucun jour travaillé"),
        ({"weekdays": (-1,)}, "jour -1 inconnu"),
        ({"start": 1080}, "la journée va de 18 h à 17 h 30"),
        ({"max_stops": 0}, "0 lieu par jour"),
        ({"lunch": -10}, "pause de -10 min"),
        ({"lat": 50.0}, "position (None, 50.0) illisible"),
    ],
)
def test_unreadable_team_is_refused_with_its_value(options, said):
    """A team that cannot be read names itself and the value at fault."""
    values = {"name": "Équipe A", "operator": "CCAS d’Arras", "depot": 0} | options
    with pytest.raises(TeamError) as error:
        Team(**values)
    assert said in plain(str(error.value))


@pytest.mark.parametrize(
    ("stops", "teams", "kind", "said"),
    [
        ([], [TEAM], StopError, "Aucun lieu à visiter"),
        ([town_hall()], [], TeamError, "Aucune équipe"),
        ([town_hall(), town_hall()], [TEAM], StopError, "« ransart » désigne 2 lieux"),
        ([town_hall()], [TEAM, TEAM], TeamError, "« Équipe A » désigne 2 équipes"),
        ([Stop("a", "Acq", 3)], [TEAM], StopError, "Acq : rang 3 hors de la matrice des trajets, de 0 à 2"),
        ([town_hall()], [Team("B", "", -1)], TeamError, "B : dépôt -1 hors de la matrice des trajets"),
    ],
)
def test_unusable_plan_is_refused_with_its_value(stops, teams, kind, said):
    """Stops and teams that cannot be planned together say why."""
    with pytest.raises(kind) as error:
        plan_tours(stops, HOUR, MARCH, teams)
    assert said in plain(str(error.value))


@pytest.mark.parametrize(
    ("duration", "said"),
    [
        (np.zeros((2, 3)), "doit être carrée : reçu 2 × 3"),
        (np.zeros(3), "doit être carrée : reçu 3"),
        ([[0, -1], [1, 0]], "Le trajet de 0 à 1 vaut -1.0 min"),
        ([[0, 1], [float("nan"), 0]], "Le trajet de 1 à 0 vaut nan min"),
        ([["a", 1], [1, 0]], "n’est pas un nombre de minutes"),
        ([[0, 1], [1]], "n’est pas un nombre de minutes"),
    ],
)
def test_unusable_travel_times_are_refused(duration, said):
    """A matrix that is not one of travel times names the entry at fault."""
    with pytest.raises(DurationError) as error:
        plan_tours([town_hall()], duration, MARCH, [TEAM])
    assert said in plain(str(error.value))


@pytest.mark.parametrize(
    ("distance", "said"),
    [(np.zeros((2, 2)), "distances (2 × 2) n’a pas la taille de celle des trajets (3 × 3)"), ([["x"]], "un nombre")],
)
def test_unusable_distances_are_refused(distance, said):
    """Distances must go with the travel times."""
    with pytest.raises(OutreachError) as error:
        plan_tours([town_hall()], HOUR, MARCH, [TEAM], distance=distance)
    assert said in plain(str(error.value))


def reason(place, *, duration=HOUR, calendar=MARCH, teams=(TEAM,)):
    """Say why a place is left out of a plan that holds it alone."""
    plan = plan_tours([place], duration, calendar, teams)
    assert plan.visits == 0
    assert plan.proven
    (left,) = plan.unplaced
    return plain(left.reason)


RANSART = {0: ((1110, 1170),), 1: ((900, 960),), 3: ((1110, 1170),)}


def test_hours_too_short_are_quoted():
    """A town hall that opens one hour at a time says its hours and the presence that does not fit."""
    assert reason(town_hall({1: ((900, 960),)})) == (
        "Ransart n’ouvre que le mardi de 15 h à 16 h : aucune demi-journée de 2 h 30 n’y tient."
    )
    assert reason(town_hall(RANSART, minimum_length=90)) == (
        "Ransart n’ouvre que le lundi et le jeudi de 18 h 30 à 19 h 30, et le mardi de 15 h à 16 h : "
        "aucune demi-journée de 2 h 30, même réduite à 1 h 30, n’y tient."
    )


def test_hours_outside_the_half_days_are_said():
    """A place open long enough, but in the evening, is told apart from one that opens too little."""
    assert reason(town_hall({1: ((1020, 1200),)})) == (
        "Ransart n’ouvre que le mardi de 17 h à 20 h : aucune présence de 2 h 30 n’y tient "
        "du lundi au vendredi, le matin (de 9 h à 12 h) ou l’après-midi (de 13 h 30 à 17 h)."
    )


def test_requested_half_day_that_the_host_is_closed_is_said():
    """A mayor asks for a Tuesday morning, and the place opens in the afternoon."""
    said = reason(town_hall({1: ((810, 1020),)}, weekdays=(1,), half_day="morning"))
    assert said.endswith("aucune présence de 2 h 30 n’y tient le mardi, le matin (de 9 h à 12 h).")


def test_host_that_never_opens_is_said():
    """Hours known to be closed all week are not unknown hours."""
    assert reason(town_hall(dict.fromkeys(range(7), ()))) == "Ransart n’ouvre aucun jour de la semaine."


def test_requested_days_outside_the_calendar_are_said():
    """A Saturday asked for where tours run from Monday to Friday."""
    assert reason(town_hall(weekdays=(5,))) == (
        "Ransart demande le samedi : les tournées n’ont lieu que du lundi au vendredi."
    )


def test_presence_longer_than_a_half_day_is_said():
    """Unknown hours do not help where the half-day itself is too short."""
    short = build_calendar(dt.date(2026, 3, 2), half_days=(HalfDay("matin", 540, 600), AFTERNOON))
    said = reason(town_hall(length=150, half_day="morning"), calendar=short)
    assert "une présence de 2 h 30 ne tient pas dans une demi-journée" in said


def test_period_closed_all_along_is_said():
    """The only possible weekday is a day off throughout."""
    days = [day.date for day in build_calendar(dt.date(2026, 3, 2), weekdays=[1]).days]
    closed = build_calendar(dt.date(2026, 3, 2), closures=dict.fromkeys(days, "congés"))
    assert "fermés pendant la période" in reason(town_hall({1: ((540, 720),)}), calendar=closed)


def test_days_without_a_team_are_said():
    """The place opens on a day when nobody works."""
    said = reason(town_hall({1: ((540, 720),)}), teams=[Team("B", "", 0, weekdays=(0,))])
    assert said == "Ransart ne peut recevoir que le mardi : aucune équipe ne travaille alors."


def test_unreachable_and_too_distant_places_are_told_apart():
    """No road at all, and a road too long for the day, are two reasons."""
    assert "aucune route n’y mène" in reason(town_hall(), duration=np.full((3, 3), np.inf))
    far = reason(town_hall({1: ((540, 720),)}), duration=np.full((3, 3), 75.0))
    assert "aucune équipe n’a le temps d’y aller (1 h 15 de route au moins, estimation)" in far


def test_lack_of_room_is_proven_and_counted():
    """Fourteen weekly desks for one team and ten half-days: four are left out, and the numbers are said."""
    size = 15
    stops = [Stop(f"p{index}", f"P{index}", index) for index in range(1, size)]
    plan = plan_tours(stops, np.full((size, size), 10.0), MARCH, [TEAM])
    assert (plan.visits, len(plan.unplaced)) == (40, 4)
    assert plan.proven
    assert "14 demi-journées par semaine demandées, 10 possibles" in plain(plan.notes[0])
    assert "le calcul prouve qu’aucun plan ne tient plus de visites" in plain(plan.unplaced[0].reason)


def test_half_days_wanted_may_be_a_half():
    """A fortnightly desk wants half of a half-day a week."""
    stops = [Stop(f"p{index}", f"P{index}", index, frequency="fortnightly") for index in (1, 2)]
    stops.append(Stop("p0", "P0", 0, frequency="fortnightly"))
    plan = plan_tours(stops, HOUR, MARCH, [Team("B", "", 0, weekdays=(0,), max_stops=1)])
    assert "1,5 demi-journées par semaine demandées, 1 possible" in plain(plan.notes[0])


def test_only_possible_half_day_taken_by_another_is_said():
    """Two places that open on the same single morning, and one team."""
    stops = [Stop("a", "Acq", 1, {0: ((540, 720),)}), Stop("b", "Agny", 2, {0: ((540, 720),)})]
    plan = plan_tours(stops, HOUR, MARCH, [TEAM])
    (left,) = plan.unplaced
    assert "sa seule demi-journée possible est prise par une autre visite" in plain(left.reason)


def test_default_half_days_are_those_of_the_town_halls():
    """Morning from 9:00 to noon, afternoon from 13:30 to 17:00."""
    assert [(half.start, half.end) for half in (MORNING, AFTERNOON)] == [(540, 720), (810, 1020)]

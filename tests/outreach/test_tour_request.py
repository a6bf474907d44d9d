"""What tours are asked from a plan, how it is resolved, and how it is kept."""

import datetime as dt
import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import travel
from indicators import service_places
from outreach import tour_record, tour_request, tour_teams
from outreach.errors import OutreachError, StopError, TeamError, UnknownPlaceError
from outreach.tour_request import TourRequest, Wish
from outreach.tour_teams import AskedTeam, AskedTeamError, default_teams, depot_of, operators

MONDAY = dt.date(2026, 11, 30)
AGNY, MAROEUIL, ACQ = "mairie-62013", "mairie-62557", "mairie-62007"
REQUEST = TourRequest((AGNY, MAROEUIL), MONDAY, default_teams(1), public="seniors")


@pytest.fixture(scope="module")
def planned():
    """The answer to REQUEST."""
    return tour_request.plan(REQUEST)


@given(st.dates(dt.date(2020, 1, 1), dt.date(2040, 1, 1)))
def test_next_monday_is_a_monday_after_today(today: dt.date) -> None:
    """Tours begin on the first Monday that is strictly later, at most a week away."""
    monday = tour_request.next_monday(today)
    assert monday.weekday() == 0
    assert 0 < (monday - today).days <= 7


def test_agreement_has_six_operators_each_with_somewhere_to_leave_from() -> None:
    """Every operator of the agreement has a depot whose position is known."""
    assert len(operators()) == len({one.key for one in operators()}) == 6
    for one in operators():
        assert depot_of(AskedTeam("Équipe", one.key)).place.placed


def test_operator_without_a_position_leaves_from_its_town_hall_and_says_so() -> None:
    """The CCAS of Arras has an address and no position: the team leaves from the town hall, in so many words."""
    depot = depot_of(AskedTeam("Équipe", "ccas_arras"))
    assert depot.place.id == "mairie-62041"
    for words in ("CCAS d’Arras", "62 rue des Trois-Visages", "pas encore de position", "mairie"):
        assert words in depot.note


def test_operator_with_a_position_leaves_from_its_own_address() -> None:
    """The PIMMS leaves from its own place, without a word."""
    depot = depot_of(AskedTeam("Équipe", "pimms"))
    assert (depot.place.id, depot.note) == ("fs-1940", "")


def test_own_address_is_used_once_it_is_placed(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the table of places gives the CCAS a position, the team leaves from there."""
    known = service_places.places()
    placed = tuple(replace(one, x=1.0, y=1.0, lon=2.7, lat=50.3) if one.id == "ccas-arras" else one for one in known)
    monkeypatch.setattr(service_places, "places", lambda *kinds, commune=None: placed)
    assert depot_of(AskedTeam("Équipe", "ccas_arras")).place.id == "ccas-arras"


def test_team_with_nowhere_to_leave_from_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the operator nor a town hall in the table: the sentence names the team."""
    monkeypatch.setattr(service_places, "places", lambda *kinds, commune=None: ())
    with pytest.raises(AskedTeamError, match="Équipe 9"):
        depot_of(AskedTeam("Équipe 9", "ccas_arras"))


@pytest.mark.parametrize(
    ("team", "named"),
    [
        (AskedTeam("Équipe 1", "inconnu"), "inconnu"),
        (AskedTeam("Équipe 1", "pimms", "nulle-part"), "nulle-part"),
        (AskedTeam("Équipe 1", "pimms", "ccas-arras"), "CCAS d’Arras"),
    ],
)
def test_impossible_team_names_what_is_wrong(team: AskedTeam, named: str) -> None:
    """An unknown operator, an unknown depot and one without a position are each named."""
    with pytest.raises(AskedTeamError, match=named):
        depot_of(team)


def test_depots_all_have_a_position() -> None:
    """Only places that can be driven from are offered."""
    offered = tour_teams.depots()
    assert all(one.placed for one in offered)
    assert "ccas-arras" not in {one.id for one in offered}


def test_default_teams_are_numbered_and_distinct() -> None:
    """Teams are added one by one, each with an operator of its own."""
    assert [one.name for one in default_teams(3)] == ["Équipe 1", "Équipe 2", "Équipe 3"]
    assert len({one.operator for one in default_teams(4)}) == 4


def test_places_that_are_gone_are_told_apart() -> None:
    """A place that is no host place any more is set aside; the order of the others keeps."""
    assert tour_request.split_known((MAROEUIL, "disparu", AGNY)) == ((MAROEUIL, AGNY), ("disparu",))


def test_unknown_hours_are_not_closed_hours() -> None:
    """A place without hours, or with hours that cannot be read, has none to hold a team to."""
    known = service_places.place(AGNY)
    assert tour_request.windows_of(known)[0] == ((540, 720), (840, 1050))
    assert tour_request.windows_of(replace(known, opening_hours="")) is None
    assert tour_request.windows_of(replace(known, opening_hours="quand on veut")) is None


def test_visits_stay_within_the_hosts_hours_and_the_teams_day(planned) -> None:
    """Each visit lies in an opening window of the place and between departure and return."""
    assert planned.visits == 8
    for day in planned.days:
        assert day.departure >= REQUEST.leaves
        assert day.arrival_back <= REQUEST.returns
        for visit in day.visits:
            windows = visit.stop.windows[day.date.weekday()]
            assert any(low <= visit.start < visit.end <= high for low, high in windows)


def test_stops_carry_what_a_road_sheet_needs(planned) -> None:
    """Name, address with commune, position and public of the plan."""
    stop = planned.rhythms[0].stop
    assert stop.address == "3 rue Ferdinand-Buisson, Agny"
    assert stop.publics == ("seniors",)
    assert 2 < stop.lon < 3
    assert planned.teams[0].depot_name == "Mairie – Arras"
    assert planned.teams[0].operator == "CCAS d’Arras"


def test_minutes_are_those_of_the_car_from_the_depot(planned) -> None:
    """The first drive of a day is the estimate from the depot, rounded up to the minute."""
    first = planned.days[0]
    xy = [(one.x, one.y) for one in map(service_places.place, ("mairie-62041", first.visits[0].stop.id))]
    expected = travel.minutes(xy[:1], xy[1:], travel.travel_mode("car"))[0, 0]
    assert first.visits[0].drive == int(np.ceil(expected))
    assert first.kilometres > 0


def test_desk_at_the_depot_needs_no_car() -> None:
    """A team that holds a desk where it leaves from drives no minute, and no kilometre."""
    at_home = TourRequest((AGNY,), MONDAY, (AskedTeam("Équipe 1", "pimms", AGNY),))
    plan = tour_request.plan(at_home)
    assert plan.driving_minutes == 0
    assert plan.kilometres == 0
    assert tour_request.driving_range(plan.days) == (0, 0)


def test_wish_of_a_place_goes_before_the_rest() -> None:
    """Frequency, length, weekday and half-day asked by one place are its own alone."""
    wish = Wish(AGNY, "fortnightly", 120, 4, "morning")
    plan = tour_request.plan(replace(REQUEST, wishes=(wish,)))
    of = {one.stop.id: one for one in plan.rhythms}
    mine, other = of[AGNY], of[MAROEUIL]
    assert (mine.weekday, mine.half_day, mine.end - mine.start, mine.stop.frequency) == (
        4,
        "morning",
        120,
        "fortnightly",
    )
    assert (other.end - other.start, other.stop.frequency) == (150, "weekly")


def test_late_return_opens_the_evening() -> None:
    """Acq opens at 17 h on Mondays: only a team that is back late can hold a desk then."""
    evening = replace(REQUEST, places=(ACQ,), wishes=(Wish(ACQ, weekday=0),))
    early = tour_request.plan(evening)
    assert [one.stop.id for one in early.unplaced] == [ACQ]
    late = tour_request.plan(replace(evening, returns=19 * 60))
    assert [(one.start, one.end) for one in late.rhythms] == [(1020, 1110)]


def test_plausible_range_holds_the_estimate(planned) -> None:
    """The time on the road lies between the bounds of its hypotheses."""
    low, high = tour_request.driving_range(planned.days)
    assert low < planned.driving_minutes < high


@pytest.mark.parametrize(
    ("request_", "error"),
    [
        (replace(REQUEST, places=()), StopError),
        (replace(REQUEST, teams=()), TeamError),
        (replace(REQUEST, places=("disparu",)), UnknownPlaceError),
        (replace(REQUEST, teams=(AskedTeam("Équipe 1", "pimms", weekdays=()),)), TeamError),
        (replace(REQUEST, teams=(AskedTeam(" ", "pimms"),)), TeamError),
        (replace(REQUEST, teams=default_teams(1) * 2), TeamError),
        (replace(REQUEST, leaves=1100, returns=1000), TeamError),
    ],
)
def test_what_cannot_be_asked_is_a_french_sentence(request_: TourRequest, error: type[OutreachError]) -> None:
    """Nothing to visit, nobody to go, a place gone, a team without a day or a name: each has its error."""
    with pytest.raises(error, match=r"\."):
        tour_request.plan(request_)


def test_kept_tours_read_back_as_they_were(planned) -> None:
    """What is kept goes through JSON and comes back equal: request, plan and data version."""
    written = json.loads(json.dumps(tour_record.payload(REQUEST, planned, sentence="Oui !", data_version="v1")))
    kept = tour_record.kept(written)
    assert kept == tour_record.KeptTours(REQUEST, planned, "v1")
    assert written["visits"] == planned.visits
    assert written["sentence"].startswith("Oui")


def test_rhythm_rows_follow_the_week(planned) -> None:
    """One row a place, in the order of weekdays, in French."""
    rows = tour_record.rhythm_rows(planned)
    assert len(rows) == len(planned.rhythms)
    assert [one.weekday for one in tour_record.by_weekday(planned)] == sorted(one.weekday for one in planned.rhythms)
    assert all(row["every"] == "chaque semaine" for row in rows)


def test_fortnights_are_told_by_their_week() -> None:
    """With one half-day for two places, one has the weeks A and the other the weeks B."""
    monday_morning = AskedTeam("Équipe 1", "ccas_arras", weekdays=(0,))
    wishes = tuple(Wish(place, half_day="morning") for place in (AGNY, MAROEUIL))
    plan = tour_request.plan(replace(REQUEST, teams=(monday_morning,), frequency="fortnightly", wishes=wishes))
    every = {row["every"] for row in tour_record.rhythm_rows(plan)}
    assert every == {"une semaine sur deux (A)", "une semaine sur deux (B)"}


def test_plan_without_tours_has_none_kept() -> None:
    """Before any tours, there is nothing to read."""
    assert tour_record.kept({}) is None


@pytest.mark.parametrize("spoilt", [{"format": 2}, {"format": 1}, {"visits": 3}, {"format": 1, "request": 3}])
def test_tours_of_another_version_are_refused_in_french(spoilt: dict[str, object]) -> None:
    """Tours that cannot be read say so, and that new ones are proposed."""
    with pytest.raises(tour_record.ToursUnreadableError, match="relues"):
        tour_record.kept(spoilt)


def test_kept_team_without_days_is_refused(planned) -> None:
    """A record whose team can no longer work is unreadable, not a crash."""
    written = tour_record.payload(REQUEST, planned, sentence="", data_version="v")
    written["plan"]["teams"][0]["weekdays"] = []
    with pytest.raises(tour_record.ToursUnreadableError):
        tour_record.kept(written)

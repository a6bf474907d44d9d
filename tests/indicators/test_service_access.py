"""Minutes to services: against a naive loop, by commune, and what is said when a position is missing."""

import math

import numpy as np
import pytest

from geo import territory, travel
from geo.errors import TravelError
from geo.territory import UnknownArea
from indicators import service_access, service_places
from indicators.errors import UnknownService
from indicators.service_access import minutes_to_services, of_commune
from indicators.service_places import place, places

CELLS = territory.load().cells


def test_minutes_are_those_of_a_naive_loop_over_cells_and_places():
    """For some cells, the nearest place is the one that a loop over all the places finds."""
    table = minutes_to_services("bike", ["france_services", "mediatheque"])
    mode = travel.travel_mode("bike")
    for cell in range(0, len(CELLS), 97):
        x, y = CELLS["x"].iloc[cell], CELLS["y"].iloc[cell]
        for key in table.kinds:
            best, found = math.inf, None
            for one in places(key):
                took = math.dist((x, y), (one.x, one.y)) * mode.detour / (mode.speed_kmh / 0.06)
                if took + mode.fixed_minutes < best:
                    best, found = took + mode.fixed_minutes, one
            assert table.of(key)[cell] == pytest.approx(best)
            assert table.place_of(key, cell) == found


def test_the_town_hall_is_always_that_of_the_commune():
    """Nobody is sent to the town hall of another commune, even where that one is nearer."""
    table = minutes_to_services("car", ["mairie"])
    for cell in range(len(CELLS)):
        own = table.place_of("mairie", cell)
        assert own is not None
        assert own.commune == CELLS["commune"].iloc[cell]


def test_places_without_a_position_are_left_out_and_named():
    """The three operators without a position are in no minutes, and the table names them."""
    table = minutes_to_services()
    assert {one.id for one in table.unplaced} == {"ccas-arras", "ccas-saint-nicolas", "mem-artois"}
    assert not {one.id for one in table.candidates} & {one.id for one in table.unplaced}
    assert np.isinf(table.of("ccas")).all()
    assert table.place_of("ccas", 0) is None


def test_the_mean_of_a_commune_is_weighted_by_its_inhabitants():
    """The mean of Boyelles is the one worked out by hand over its cells."""
    table = minutes_to_services("car")
    inside = CELLS["commune"] == "62172"
    people = CELLS.loc[inside, "ind"].to_numpy()
    minutes = table.of("caf")[inside.to_numpy()]
    found = {one.key: one for one in of_commune(table, "62172")}["caf"]
    assert found.reach.mean == pytest.approx((minutes * people).sum() / people.sum())
    assert found.reach.worst == minutes.max()
    assert found.low < found.reach.mean < found.high


def test_a_kind_that_no_place_reaches_has_no_mean_and_says_which_positions_are_missing():
    """The CCAS of a commune has no minutes, no place, and two places to locate."""
    ccas = {one.key: one for one in of_commune(minutes_to_services(), "62041")}["ccas"]
    assert ccas.reach.mean is None
    assert ccas.place is None
    assert math.isnan(ccas.low)
    assert len(ccas.unplaced) == 2


def test_weights_of_a_public_replace_the_inhabitants():
    """With all the weight on one cell, the commune's mean is that cell's minutes."""
    table = minutes_to_services("walk", ["france_services"])
    cell = int(np.flatnonzero(CELLS["commune"].to_numpy() == "62263")[3])
    weights = np.zeros(len(CELLS))
    weights[cell] = 5.0
    (only,) = of_commune(table, "62263", weights=weights)
    assert only.reach.mean == pytest.approx(table.of("france_services")[cell])
    assert only.reach.population == 5.0


def test_nobody_counted_gives_no_mean():
    """A public that nobody belongs to has no minutes, rather than zero."""
    table = minutes_to_services("walk", ["france_services"])
    (only,) = of_commune(table, "62263", weights=np.zeros(len(CELLS)))
    assert only.reach.mean is None
    assert math.isnan(only.low)


def test_a_chosen_speed_changes_the_minutes():
    """Half the speed makes every trip longer, and the mode is kept with its bracket."""
    slow = travel.adjusted(travel.travel_mode("car"), speed_kmh=20)
    assert (minutes_to_services(slow).of("caf") > minutes_to_services("car").of("caf")).all()


def test_arrays_that_everybody_shares_cannot_be_written():
    """The cached arrays are read-only: a page cannot change what another sees."""
    with pytest.raises(ValueError, match="read-only"):
        minutes_to_services().minutes[0, 0] = 0.0


def test_unknown_names_are_refused():
    """An unknown kind, place, mode or commune is named in the fault."""
    with pytest.raises(UnknownService, match="prison"):
        minutes_to_services("car", ["prison"])
    with pytest.raises(UnknownService, match="ccas"):
        minutes_to_services("car", ["caf"]).of("ccas")
    with pytest.raises(UnknownService, match="nulle-part"):
        place("nulle-part")
    with pytest.raises(TravelError, match="fusée"):
        minutes_to_services("fusée")
    with pytest.raises(UnknownArea):
        of_commune(minutes_to_services(), "75056")


def test_every_kind_of_the_table_of_places_is_described():
    """Each kind that the places have is described, so that no code reaches the screen."""
    assert {one.kind for one in places()} <= set(service_places.KINDS)
    assert set(service_access.SERVICE_KEYS) < set(service_places.KINDS)


def test_places_of_a_commune_carry_their_hours_in_french():
    """The town hall of Boyelles opens on Tuesday and Thursday evenings, four hours a week."""
    (hall,) = places("mairie", commune="62172")
    assert hall.weekly_hours == 4.0
    assert hall.hours_in_french.startswith("mardi et jeudi")
    assert place("caf-arras").weekly_hours is None
    assert place("caf-arras").hours_in_french == "horaires non renseignés"


def test_the_position_of_a_place_is_in_metres_of_the_same_grid_as_the_cells():
    """The town hall of Arras lies inside the extent of the cells of Arras."""
    (hall,) = places("mairie", commune="62041")
    arras = CELLS[CELLS["commune"] == "62041"]
    assert arras["x"].min() < hall.x < arras["x"].max()
    assert arras["y"].min() < hall.y < arras["y"].max()
    assert not place("mem-artois").placed

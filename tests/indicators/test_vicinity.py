"""What a commune has at hand: services by mode, publics that add up, neighbourhoods, hours."""

import math

import pytest

from geo import territory
from geo.territory import UnknownArea
from indicators.demand import demand
from indicators.service_access import SERVICE_KEYS
from indicators.vicinity import usual_hours, vicinity

ARRAS, ACHICOURT, BOYELLES = "62041", "62004", "62172"
EVERY = list(territory.load().communes)


def test_every_service_is_shown_by_each_mode_and_walking_is_longest():
    """Each kind of service has a line, and far services take longer on foot than by car."""
    around = vicinity(BOYELLES)
    assert tuple(line.key for line in around.services) == SERVICE_KEYS
    caf = around.service("caf")
    walk, bike, car = (caf.by_mode[mode].reach.mean for mode in ("walk", "bike", "car"))
    assert walk is not None
    assert bike is not None
    assert car is not None
    assert walk > bike > car == caf.minutes


def test_the_farthest_service_is_the_farthest_located_one():
    """What has no position is never the farthest."""
    for code in EVERY:
        around = vicinity(code)
        assert around.farthest is not None
        located = [line.minutes for line in around.services if math.isfinite(line.minutes)]
        assert around.farthest.minutes == max(located)


def test_services_without_a_position_are_named():
    """The three operators that no minutes count are named on every sheet."""
    assert {one.id for one in vicinity(BOYELLES).unlocated} == {"ccas-arras", "ccas-saint-nicolas", "mem-artois"}
    assert math.isinf(vicinity(BOYELLES).service("ccas").minutes)
    assert vicinity(BOYELLES).service("ccas").place is None


def test_the_publics_of_the_communes_add_up_to_the_territory():
    """Summed over the communes, each public is the territory's, and the shares are 100 %."""
    for rank, key in enumerate(("jeunes", "monoparents", "rsa_ppa_de", "seniors", "menages_pauvres")):
        counts = [vicinity(code).publics[rank] for code in EVERY]
        assert {one.key for one in counts} == {key}
        assert sum(one.value for one in counts) == pytest.approx(demand(key).total)
        assert sum(one.share for one in counts) == pytest.approx(100)
    assert sum(vicinity(code).people_share for code in EVERY) == pytest.approx(100)


def test_a_neighbourhood_over_two_communes_is_on_both_sheets():
    """The neighbourhood that lies in Arras and Achicourt names the other on each sheet."""
    shared = {code: {one.code: one.shared_with for one in vicinity(code).neighbourhoods} for code in (ARRAS, ACHICOURT)}
    assert shared[ARRAS]["qpv-cheminots"] == (ACHICOURT,)
    assert shared[ACHICOURT]["qpv-cheminots"] == (ARRAS,)
    assert vicinity(BOYELLES).neighbourhoods == ()


def test_every_commune_has_its_town_hall_apart_from_its_other_places():
    """The 46 town halls are found, and none is listed again among the places."""
    for code in EVERY:
        around = vicinity(code)
        assert around.hall is not None
        assert around.hall.commune == code
        assert all(one.kind != "mairie" and one.commune == code for one in around.places)


def test_usual_hours_are_the_median_of_the_town_halls():
    """The median of one town hall is its own hours; without any commune there is none."""
    assert usual_hours((BOYELLES,)) == 4.0
    assert math.isnan(usual_hours(()))


def test_the_imputed_share_is_a_share():
    """The share of people in imputed cells lies between 0 and 1 everywhere."""
    assert all(0 <= vicinity(code).imputed <= 1 for code in EVERY)


def test_an_unknown_commune_is_refused():
    """A code of elsewhere is a fault."""
    with pytest.raises(UnknownArea):
        vicinity("75056")

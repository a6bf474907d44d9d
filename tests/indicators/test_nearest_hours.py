"""Opening hours of the nearest place, and hours per head."""

import numpy as np
import pytest

from geo import territory, travel
from geo.errors import AccessError
from indicators.demand import demand
from indicators.nearest_hours import by_hours, commune_means, hours_per_head, rarely_open
from indicators.reach import reach
from indicators.service_places import places

CAR = travel.travel_mode("car")


@pytest.fixture(scope="module")
def everybody() -> np.ndarray:
    """Inhabitants of each cell."""
    return demand("population").value


@pytest.mark.parametrize("key", ["mairie", "france_services", "caf", "ccas", "droits"])
def test_everybody_is_counted_once(key, everybody):
    """Classes, unknown hours and unreached people add up to the population."""
    assert by_hours(reach(key, CAR), everybody).total == pytest.approx(everybody.sum())


def test_unknown_and_unreached_are_apart(everybody):
    """The Caf's hours are unknown, the CCAS are not reached: neither is a class of hours."""
    assert by_hours(reach("caf", CAR), everybody).unknown == everybody.sum()
    assert by_hours(reach("ccas", CAR), everybody).unreached == everybody.sum()


def test_rarely_open_town_halls_are_those_of_their_communes(everybody):
    """The people counted are those of the communes whose town hall opens under 5 hours a week."""
    rare = {one.commune for one in places("mairie") if one.weekly_hours < 5}
    commune = territory.load().cells["commune"]
    assert rarely_open(reach("mairie", CAR), everybody, 60) == everybody[commune.isin(rare)].sum() > 0


def test_a_far_place_is_not_a_near_one_rarely_open(everybody):
    """With a threshold of 0 minutes nothing is near."""
    assert rarely_open(reach("mairie", CAR), everybody, 0) == 0


def test_hours_per_head_give_out_the_hours_that_exist(everybody):
    """Summed over the people, the hours are those of the places that somebody reaches."""
    per_head = hours_per_head(reach("france_services", CAR), everybody, 20)
    supply = sum(one.weekly_hours for one in places("france_services"))
    assert float(per_head @ everybody) / 1000 == pytest.approx(supply)


def test_a_town_hall_serves_its_commune_alone(everybody):
    """A cell has hours of its own town hall only: the mean is hours ÷ people of the commune."""
    means = commune_means(hours_per_head(reach("mairie", CAR), everybody, 60), everybody)
    (ransart,) = places("mairie", commune="62689")
    inside = everybody[(territory.load().cells["commune"] == "62689").to_numpy()].sum()
    assert means["62689"] == pytest.approx(ransart.weekly_hours / inside * 1000)


def test_unknown_hours_make_no_supply(everybody):
    """Without any known hours the measure is refused, with the reason."""
    with pytest.raises(AccessError, match="horaires connus"):
        hours_per_head(reach("caf", CAR), everybody, 20)


def test_a_commune_of_nobody_has_no_mean():
    """No people, no mean."""
    nobody = np.zeros(len(territory.load().cells))
    assert np.isnan(list(commune_means(nobody, nobody).values())).all()

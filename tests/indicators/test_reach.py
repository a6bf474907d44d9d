"""How far people live from a target: hand-worked minutes, and the embedded tables against a naive count."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo import territory, travel
from indicators.demand import demand
from indicators.errors import UnknownService
from indicators.reach import (
    class_bounds,
    communes,
    marks,
    minutes_of_share,
    reach,
    shares_by,
)
from indicators.service_places import places
from indicators.targets import TARGETS, target

CAR = travel.travel_mode("car")


@pytest.fixture(scope="module")
def everybody() -> np.ndarray:
    """Inhabitants of each cell."""
    return demand("population").value


def test_the_nearest_place_is_that_of_a_naive_search():
    """Minutes and place are those of a search of all places, one cell after another."""
    of = reach("france_services", CAR)
    spots = [one for one in places("france_services") if one.placed]
    for cell, (x, y) in enumerate(territory.load().cell_xy[::97]):
        metres = [math.dist((x, y), (one.x, one.y)) for one in spots]
        best = metres.index(min(metres))
        assert of.minutes[cell * 97] == pytest.approx(min(metres) * 1.343 / (40_000 / 60) + 3)
        assert of.place_of(cell * 97) == spots[best]


def test_any_place_is_at_least_as_near_as_each_kind():
    """« N'importe quel lieu » is the best of its kinds, cell by cell, and equals one of them."""
    several = reach("droits", CAR)
    single = np.column_stack([reach(key, CAR).minutes for key in TARGETS["droits"].kinds])
    assert (several.minutes == single.min(axis=1)).all()


def test_a_target_without_position_is_unknown_rather_than_far():
    """No CCAS has a position: nothing is estimated, and the places left out are named."""
    of = reach("ccas", CAR)
    assert not of.known
    assert np.isinf(of.minutes).all()
    assert np.isnan(of.hours).all()
    assert of.place_of(0) is None
    assert {one.name for one in of.unplaced} == {"CCAS d’Arras", "CCAS de Saint-Nicolas-lez-Arras"}
    assert of.usual_place(np.arange(3), np.ones(len(of.minutes))) is None


def test_unknown_hours_are_not_zero():
    """The Caf's hours are unknown: no cell takes them for 0."""
    assert np.isnan(reach("caf", CAR).hours).all()


def test_communes_are_ranked_and_add_up(everybody):
    """Farthest mean first, and the people beyond the threshold are those of the cells."""
    of = reach("france_services", CAR)
    ranked = communes(of, everybody, 20)
    means = [one.access.mean for one in ranked]
    assert len(ranked) == 46
    assert means == sorted(means, reverse=True)
    assert sum(one.beyond for one in ranked) == pytest.approx(everybody[of.minutes > 20].sum())
    assert all(one.low <= one.access.mean <= one.high for one in ranked)


def test_communes_without_minutes_are_all_beyond(everybody):
    """Where nothing is reached there is no mean, and nobody is within the threshold."""
    for one in communes(reach("ccas", CAR), everybody, 20):
        assert one.access.mean is None
        assert math.isnan(one.low)
        assert one.place is None
        assert one.share_beyond == 1


def test_a_commune_without_the_public_has_no_share():
    """Nobody counted gives no share, not 0 %."""
    nobody = np.zeros(len(territory.load().cells))
    assert all(math.isnan(one.share_beyond) for one in communes(reach("caf", CAR), nobody, 20))


def test_an_unknown_target_is_named():
    """The fault says which target does not exist."""
    with pytest.raises(UnknownService, match="prefecture"):
        target("prefecture")


@given(
    st.lists(st.tuples(st.floats(0, 300), st.floats(0, 500, allow_subnormal=False)), min_size=1, max_size=30).filter(
        lambda rows: sum(weight for _, weight in rows) > 1
    ),
    st.floats(0.01, 1),
)
def test_minutes_of_a_share_are_the_smallest_that_hold_it(rows, share):
    """The share lives within the minutes found, and not within the next smaller ones."""
    minutes, people = np.array(rows).T
    found = minutes_of_share(minutes, people, share)
    total = people.sum()
    assert people[minutes <= found].sum() >= share * total * (1 - 1e-9)
    assert people[minutes < found].sum() < share * total * (1 + 1e-9)


def test_minutes_of_a_share_without_people_are_unknown():
    """Nobody has no quantile; too few reached have an infinite one."""
    assert math.isnan(minutes_of_share(np.array([1.0]), np.array([0.0]), 0.9))
    assert math.isinf(minutes_of_share(np.array([1.0, np.inf]), np.array([5.0, 5.0]), 0.9))


def test_shares_accumulate():
    """Bounds are inclusive, the unreachable never count as reached."""
    shares = shares_by(np.array([4.0, 10.0, 25.0, np.inf]), np.array([50.0, 25.0, 15.0, 10.0]), [5, 10, 60])
    assert shares.tolist() == pytest.approx([0.5, 0.75, 0.9])
    assert np.isnan(shares_by(np.array([4.0]), np.array([0.0]), [5])).all()


@pytest.mark.parametrize("mode", ["walk", "bike", "car"])
@pytest.mark.parametrize("threshold", range(5, 65, 5))
def test_the_threshold_is_a_bound_of_the_map(mode, threshold):
    """Whatever the threshold, the map shows it, in at most seven ascending classes."""
    bounds = class_bounds(mode, threshold)
    assert threshold in bounds
    assert len(bounds) <= 6
    assert list(bounds) == sorted(set(bounds))


def test_the_threshold_is_a_mark_of_the_table():
    """The table of shares has a row for the threshold."""
    assert marks(25)[:5] == (5, 10, 15, 20, 25)

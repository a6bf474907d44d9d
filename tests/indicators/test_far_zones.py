"""The zones beyond a threshold, on the embedded grid."""

import pytest
import shapely

from data import store
from geo import territory, travel
from indicators.demand import demand
from indicators.far_zones import COUNTED, far_zones, outline
from indicators.reach import reach

CAR = travel.travel_mode("car")


def test_zones_share_out_the_people_beyond():
    """Every person beyond the threshold is in exactly one zone, for everybody and for each public."""
    of = reach("france_services", CAR)
    zones = far_zones(of, 20)
    cells = [cell for one in zones for cell in one.zone.cells]
    assert sorted(cells) == (of.minutes > 20).nonzero()[0].tolist()
    for key in COUNTED:
        beyond = demand(key).value[of.minutes > 20].sum()
        assert sum(one.people[key] for one in zones) == pytest.approx(beyond)


def test_a_public_ranks_the_zones_without_renaming_them():
    """The names stay those of the whole population; the order is that of the public."""
    of = reach("caf", CAR)
    all_people, seniors = far_zones(of, 20), far_zones(of, 20, by="seniors")
    assert {one.zone.name for one in all_people} == {one.zone.name for one in seniors}
    counts = [one.people["seniors"] for one in seniors]
    assert counts == sorted(counts, reverse=True)


def test_nobody_beyond_gives_no_zone():
    """Every inhabitant has a town hall within 20 minutes by car."""
    assert far_zones(reach("mairie", CAR), 20) == ()


def test_the_outline_closes_around_its_cells():
    """The line is closed, in degrees, and holds the cells of the zone."""
    zone = far_zones(reach("france_services", CAR), 20)[0].zone
    line = outline(zone.cells)
    around = shapely.Polygon(line)
    cells = store.read_geometry("grid").geometry.iloc[list(zone.cells)]
    assert line[0] == line[-1]
    assert all(around.contains(cell) for cell in cells)
    assert len(territory.load().cells) > len(zone.cells)

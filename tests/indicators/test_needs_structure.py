"""Priorities of the embedded territory on the ground: who is sure, what lies together, what a neighbourhood holds."""

import geopandas as gpd
import numpy as np
import pytest

from geo.outlines import areas
from indicators.needs.priorities import EQUAL, FROM_DATA, places_under, priorities, weighting
from indicators.needs.structure import in_neighbourhoods, inside, structure
from indicators.spatial import neighbours


def test_sure_and_debatable_share_no_area():
    """Nine draws in ten on one side, one to nine on the other, in whole percent."""
    of = priorities("ensemble", "commune", {})
    sure, debatable = of.sure(10), of.debatable(10)
    assert not set(sure) & set(debatable)
    shown = of.ranked["top_10"].round(2)
    assert all(shown[code] >= 0.9 for code in sure)
    assert all(0.1 <= shown[code] < 0.9 for code in debatable)


def test_no_points_at_all_count_as_equal():
    """Zero everywhere is the ranking of equal weights, and is said."""
    keys = [one.key for one in priorities("jeunes", "iris", {}).table.components]
    nothing = priorities("jeunes", "iris", dict.fromkeys(keys, 0))
    assert nothing.equal
    assert nothing.weights == pytest.approx(priorities("jeunes", "iris", {}).weights)


def test_the_widest_discussion_moves_places_more_than_the_narrowest():
    """The farther the weights may go, the more an area moves."""
    narrow, wide = (priorities("seniors", "commune", {}, width=width) for width in ("serree", "entiere"))
    assert narrow.study.shift < wide.study.shift


def test_points_of_the_index_add_up():
    """What each component brings adds up to the reference index."""
    of = priorities("monoparents", "iris", {})
    assert of.points.sum(axis=1).to_numpy() == pytest.approx(of.ranked["index"].reindex(of.points.index).to_numpy())


def test_equal_weights_give_the_reference_places():
    """With the committee's weights equal, the comparison with equal weights moves nobody."""
    of = priorities("ensemble", "iris", {})
    places = places_under(of, weighting(of, EQUAL))
    assert places.reindex(of.ranked.index).tolist() == of.ranked["place"].tolist()
    assert sum(weighting(of, FROM_DATA).values()) == pytest.approx(1)
    key = of.table.components[0].key
    doubled = weighting(of, key)
    assert doubled[key] == pytest.approx(2 * min(doubled.values()))


@pytest.mark.parametrize("level", ["commune", "iris", "carreau"])
def test_neighbours_go_both_ways(level):
    """Each neighbour has the area for neighbour."""
    graph = neighbours(level)
    assert all(code in graph[other] for code, others in graph.items() for other in others)
    assert max(len(others) for others in graph.values()) <= (8 if level == "carreau" else 30)


def test_clusters_of_great_need_are_of_great_need():
    """Those kept have an index above the mean, as have their neighbours."""
    of = priorities("ensemble", "iris", {})
    ground = structure(of)
    assert ground.whole.n == len(of.ranked)
    mean = of.ranked["index"].mean()
    for code in ground.cluster("HH"):
        around = [of.ranked["index"][other] for other in neighbours("iris")[code]]
        assert of.ranked["index"][code] > mean < np.mean(around)


def test_an_iris_holds_its_own_index():
    """Carried over to the outline of an IRIS, the index is that IRIS's."""
    of = priorities("ensemble", "iris", {})
    zones = areas("iris").head(3)
    found = {one.code: one.index for one in inside(gpd.GeoDataFrame(zones), of)}
    for code in zones["code"]:
        assert found[code] == pytest.approx(float(of.study.table.loc[code, "index"]), rel=1e-6)


def test_a_neighbourhood_beside_its_people_is_not_estimated():
    """Where the outline does not hold the published inhabitants, no figure is given."""
    found = in_neighbourhoods(priorities("ensemble", "iris", {}))
    assert len(found) == 6
    for one in found:
        assert one.misplaced == np.isnan(one.index)
        assert one.misplaced == np.isnan(one.people)
        assert one.approximate
    known = [one.index for one in found if not one.misplaced]
    assert known == sorted(known, reverse=True)

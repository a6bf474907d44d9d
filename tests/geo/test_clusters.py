"""Spatial structure: Moran, local Moran, Getis-Ord, against published answers, esda and hand-worked cases.

`columbus.csv` holds the 49 quarters of Columbus (Anselin, *Spatial Econometrics*, 1988, table 12.1), their queen
neighbours, and what esda 2.9 computes for them (local Moran, Getis-Ord, 9 999 conditional permutations).
"""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from geo.clusters import NO_NEIGHBOUR, NO_VALUE, getis_ord, local_moran, moran
from geo.errors import ClusterError, NeighbourError
from geo.graphs import nearest, within
from geo.multiplicity import adjusted

# A line of four areas: a – b – c – d.
LINE = {"a": ("b",), "b": ("a", "c"), "c": ("b", "d"), "d": ("c",)}


@pytest.fixture(name="columbus", scope="module")
def _columbus():
    return pd.read_csv(Path(__file__).with_name("columbus.csv"), dtype={"area": str}).set_index("area")


@pytest.fixture(name="graph", scope="module")
def _graph(columbus):
    return {area: tuple(text.split(";")) for area, text in columbus["neighbours"].items()}


def _series(*values):
    return pd.Series(values, index=list("abcdefgh"[: len(values)]), dtype=float)


def test_crime_in_columbus_is_clustered(columbus, graph):
    """The published Moran, its expectation and its standard deviate under randomisation."""
    found = moran(columbus["crime"], graph)
    assert found.statistic == pytest.approx(0.50019, abs=5e-6)
    assert found.expected == pytest.approx(-1 / 48)
    assert found.z == pytest.approx(5.589383, abs=1e-6)
    assert found.p_analytic == pytest.approx(2.2788e-08, rel=1e-4)
    assert found.p == pytest.approx(0.002)


def test_local_moran_is_that_of_esda(columbus, graph):
    """Statistics and quadrants agree; twice esda's one-sided p is ours, up to the luck of the shuffles."""
    found = local_moran(columbus["crime"], graph, permutations=9999)
    assert found["statistic"].to_numpy() == pytest.approx(columbus["local_moran"].to_numpy(), abs=1e-7)
    names = {1: "HH", 2: "LH", 3: "LL", 4: "HL"}
    assert found["quadrant"].tolist() == [names[rank] for rank in columbus["quadrant"]]
    assert found["p"].to_numpy() == pytest.approx(2 * columbus["p_one_sided"].to_numpy(), abs=0.03)


@pytest.mark.parametrize(("star", "column"), [(True, "g_star_z"), (False, "g_z")])
def test_getis_ord_is_that_of_esda(columbus, graph, star, column):
    """With and without the area among its own neighbours."""
    found = getis_ord(columbus["crime"], graph, star=star, permutations=9)
    assert found["z"].to_numpy() == pytest.approx(columbus[column].to_numpy(), abs=1e-7)


def test_local_parts_add_up_to_the_whole(columbus, graph):
    """The local Morans, added and divided by n − 1, are the global one."""
    local = local_moran(columbus["crime"], graph, permutations=9)
    assert local["statistic"].sum() / 48 == pytest.approx(moran(columbus["crime"], graph, permutations=9).statistic)


def test_moran_of_a_line_by_hand():
    """Values 1, 2, 3, 4: deviations −1.5, −0.5, 0.5, 1.5, means of neighbours −0.5, −0.5, 0.5, 0.5."""
    found = moran(_series(1, 2, 3, 4), LINE, permutations=99)
    assert found.statistic == pytest.approx((0.75 + 0.25 + 0.25 + 0.75) / 5)
    assert (found.n, found.dropped, found.islands) == (4, (), ())


def test_the_exact_variance_is_that_of_all_shuffles():
    """The z of the global Moran comes from the mean and variance over the 120 orders of five values."""
    from itertools import permutations

    star = {"a": ("b", "c"), "b": ("a",), "c": ("a", "d"), "d": ("c", "e"), "e": ("d",)}
    values = (1.0, 7.0, 2.0, 9.0, 4.0)
    every = [moran(_series(*order), star, permutations=0).statistic for order in permutations(values)]
    found = moran(_series(*values), star, permutations=0)
    assert found.expected == pytest.approx(np.mean(every))
    assert found.z == pytest.approx((found.statistic - np.mean(every)) / np.std(every))


def test_the_exact_local_score_is_that_of_all_shuffles():
    """The z of an area comes from every way of giving it neighbours among the others."""
    from itertools import combinations

    values = _series(1, 7, 2, 9, 4)
    star = {"a": ("b", "c"), "b": ("a",), "c": ("a", "d"), "d": ("c", "e"), "e": ("d",)}
    found = local_moran(values, star, permutations=9)
    z = values - values.mean()
    means = [np.mean(pair) for pair in combinations(z[["b", "c", "d", "e"]], 2)]
    lag = z[["b", "c"]].mean()
    assert found["z"]["a"] == pytest.approx(np.sign(z["a"]) * (lag - np.mean(means)) / np.std(means))


def test_what_has_no_value_or_no_neighbour_is_left_out_and_said():
    """An area without a value, and one whose only neighbour has none, have no statistic, and a note."""
    values = _series(1, 2, 3, 5, np.nan, 6)
    graph = LINE | {"e": ("f",), "f": ("e",)}
    whole = moran(values, graph, permutations=9)
    assert (whole.n, whole.dropped, whole.islands) == (4, ("e",), ("f",))
    for found in (local_moran(values, graph, permutations=9), getis_ord(values, graph, permutations=9)):
        assert found["note"].tolist() == ["", "", "", "", NO_VALUE, NO_NEIGHBOUR]
        assert found.loc[["e", "f"], ["statistic", "p", "q"]].isna().all(axis=None)
        assert found.loc[["a", "d"], ["statistic", "p", "q"]].notna().all(axis=None)


def test_the_same_seed_gives_the_same_p(columbus, graph):
    """Shuffles are seeded."""
    one, two = (local_moran(columbus["crime"], graph, permutations=99, seed=3) for _ in range(2))
    pd.testing.assert_frame_equal(one, two)


@given(arrays(np.float64, 4, elements=st.integers(0, 9).map(float)))
def test_unit_and_origin_do_not_matter(values):
    """Moran is the same in another unit."""
    if len(set(values)) < 2:
        return
    one = moran(_series(*values), LINE, permutations=0).statistic
    assert moran(_series(*(values * 10 + 3)), LINE, permutations=0).statistic == pytest.approx(one)


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ([2.0, 2, 2, 2], "égales"),
        ([1.0, np.nan, 2, 3], "2 territoire"),
        ([1.0, np.inf, 2, 3], "infinie"),
        ([np.nan] * 4, "0 territoire"),
    ],
)
def test_values_that_say_nothing_are_refused(values, says):
    """All equal, too few, infinite or all secret."""
    with pytest.raises(ClusterError, match=says):
        moran(_series(*values), LINE, permutations=9)


def test_hot_spots_need_positive_values():
    """A share of a total has no meaning below 0."""
    with pytest.raises(ClusterError, match="négative"):
        getis_ord(_series(-1, 2, 3, 4), LINE)


def test_an_area_without_neighbours_in_the_graph_is_refused():
    """The message names it."""
    with pytest.raises(ClusterError, match="e"):
        moran(_series(1, 2, 3, 4, 5), LINE)


@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_adjusted_p_finds_what_the_step_up_rule_finds(p):
    """Those at or under 5 % are those up to the last p at or under its share of 5 %."""
    ordered = np.sort(p)
    below = np.flatnonzero(ordered <= 0.05 * np.arange(1, len(p) + 1) / len(p) + 1e-15)
    limit = ordered[below[-1]] if below.size else -1
    assert (adjusted(p) <= 0.05 + 1e-12).tolist() == [one <= limit for one in p]


def test_what_was_not_tested_does_not_count():
    """A missing p stays missing and does not make the others harder to find."""
    assert adjusted([np.nan, 0.02]).tolist() == pytest.approx([np.nan, 0.02], nan_ok=True)
    assert np.isnan(adjusted([np.nan])).all()


def test_nearest_points_are_neighbours_both_ways():
    """The far point has a neighbour, which has it too."""
    found = nearest(["a", "b", "c"], [(0, 0), (1, 0), (10, 0)], 1)
    assert found == {"a": ("b",), "b": ("a", "c"), "c": ("b",)}


def test_points_within_a_distance_are_neighbours():
    """At the distance counts; the far point is alone."""
    assert within(["a", "b", "c"], [(0, 0), (200, 0), (900, 0)], 200) == {"a": ("b",), "b": ("a",), "c": ()}


@pytest.mark.parametrize(("k", "xy"), [(0, [(0, 0), (1, 1)]), (2, [(0, 0), (1, 1)]), (1, [(0, 0), (np.nan, 1)])])
def test_impossible_neighbours_are_refused(k, xy):
    """No neighbour, more than there are, a missing position."""
    with pytest.raises(NeighbourError):
        nearest(["a", "b"], xy, k)

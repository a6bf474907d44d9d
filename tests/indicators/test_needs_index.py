"""The need index: scales, aggregations, what is refused and what is not imputed."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from indicators.needs import NeedsError, composite
from indicators.needs.aggregate import AGGREGATIONS, aggregate, fronts
from indicators.needs.normalise import NORMALISATIONS, normalise
from indicators.needs.places import from_the_top, places, share_in_top

ONE = np.array([1.0])
NO_POSTS = np.zeros((1, 2))


def _scaled(values, method, direction=1.0, posts=NO_POSTS):
    return normalise(np.array([values], dtype=float), method, np.array([direction]), np.array(posts, dtype=float))[0]


def test_lowest_and_highest_areas_are_the_ends_of_the_scale():
    """Between the lowest and the highest, an area is where its value is."""
    assert _scaled([10, 20, 30], "minmax").tolist() == [1, 50.5, 100]
    assert _scaled([10, 20, 30], "minmax", -1).tolist() == [100, 50.5, 1]


def test_z_scores_have_mean_100_and_deviation_10():
    """Two areas are one standard deviation away from their mean."""
    assert _scaled([4, 8], "z").tolist() == [90, 110]
    assert _scaled([4, 8], "z", -1).tolist() == [110, 90]


def test_equal_values_share_the_mean_place():
    """Places 2 and 3 of four are shared by two equals."""
    assert _scaled([7, 9, 9, 12], "rank").tolist() == [1, 50.5, 50.5, 100]


def test_goalposts_cut_what_lies_beyond():
    """Below the lower goalpost counts like it, above the upper one too."""
    assert _scaled([0, 10, 15, 99], "goalposts", posts=[[10, 20]]).tolist() == [1, 1, 50.5, 100]


@pytest.mark.parametrize("method", NORMALISATIONS)
def test_a_component_that_does_not_vary_moves_nobody(method):
    """Where all areas are equal, all have the same score, and no division fails."""
    assert len(set(_scaled([5, 5, 5], method, posts=[[5, 5]]).tolist())) == 1
    assert np.isfinite(_scaled([5], method, posts=[[5, 5]])).all()


def test_means_of_two_components():
    """Arithmetic, geometric and harmonic means of 4 and 16; Mazziotta-Pareto adds variance over mean."""
    scores = np.array([[4.0], [16.0]])
    half = np.array([0.5, 0.5])
    found = {name: aggregate(scores, half, name).item() for name in ("arithmetic", "geometric", "harmonic", "mpi")}
    assert found == pytest.approx({"arithmetic": 10, "geometric": 8, "harmonic": 6.4, "mpi": 13.6})


def test_mazziotta_pareto_puts_the_unbalanced_area_first():
    """Two areas of the same mean: the one with a very high component has the greater need."""
    scores = np.array([[50.0, 90.0], [50.0, 10.0]])
    balanced, unbalanced = aggregate(scores, np.array([0.5, 0.5]), "mpi")
    assert unbalanced > balanced == 50


def test_pareto_fronts_by_hand():
    """Neither of (3, 1) and (1, 3) is above the other; (2, 0) is only below the first; (0, 0) is below all."""
    assert fronts(np.array([[3.0, 1, 2, 0], [1.0, 3, 0, 0]])).tolist() == [1, 1, 2, 3]


def test_equals_are_on_the_same_front():
    """No area is above its equal."""
    assert fronts(np.array([[1.0, 1, 0]])).tolist() == [1, 1, 2]


@given(
    arrays(np.float64, (3, 6), elements=st.floats(1, 100)),
    arrays(np.float64, 3, elements=st.floats(0.01, 1)),
)
def test_means_are_ordered_and_within_the_components(scores, weights):
    """Harmonic ≤ geometric ≤ arithmetic ≤ Mazziotta-Pareto, each between the lowest and the highest component."""
    weights = weights / weights.sum()
    harmonic, geometric, arithmetic, mpi = (
        aggregate(scores, weights, name) for name in ("harmonic", "geometric", "arithmetic", "mpi")
    )
    slack = 1e-9 * scores.max(axis=0)
    assert (scores.min(axis=0) - slack <= harmonic).all()
    assert (harmonic <= geometric + slack).all()
    assert (geometric <= arithmetic + slack).all()
    assert (arithmetic <= mpi + slack).all()
    assert (arithmetic <= scores.max(axis=0) + slack).all()


@given(arrays(np.float64, (4, 5), elements=st.integers(0, 3).map(float)))
def test_places_match_a_naive_count(values):
    """The first place of a value is the number of lower ones; its last adds its equals."""
    first, last = places(values)
    for row, starts, ends in zip(values, first, last, strict=True):
        assert starts.tolist() == [int((row < value).sum()) for value in row]
        assert ends.tolist() == [int((row <= value).sum()) - 1 for value in row]


@given(arrays(np.float64, (4, 5), elements=st.integers(0, 3).map(float)), st.integers(1, 7))
def test_shares_of_the_seats_add_up(scores, top):
    """As many areas as there are seats are among the first, equals sharing."""
    best, worst = from_the_top(scores)
    assert share_in_top(best, worst, top).sum(axis=1) == pytest.approx(min(top, 5))


def test_a_missing_component_leaves_the_area_without_an_index():
    """Nothing is imputed; the others are scaled among themselves."""
    table = pd.DataFrame({"a": [0.0, 5, 10, np.nan], "b": [0.0, 5, 10, 99]})
    found = composite(table, directions={"a": 1, "b": 1})
    assert found[:3].tolist() == [1, 50.5, 100]
    assert np.isnan(found[3])


def test_a_component_of_no_weight_plays_no_part():
    """An area that misses only such a component has an index."""
    table = pd.DataFrame({"a": [0.0, 5, 10], "b": [1.0, np.nan, 2]})
    assert composite(table, weights={"a": 3, "b": 0}, directions={"a": 1, "b": 1}).tolist() == [1, 50.5, 100]


def test_weights_that_are_all_zero_count_as_equal():
    """No weight at all is no wish: each component counts the same."""
    table = pd.DataFrame({"a": [0.0, 10], "b": [10.0, 0]})
    assert composite(table, weights={"a": 0, "b": 0}, directions={"a": 1, "b": 1}).tolist() == [50.5, 50.5]


@pytest.mark.parametrize("normalise", NORMALISATIONS)
@pytest.mark.parametrize("aggregate", AGGREGATIONS)
def test_one_area_and_one_component_have_an_index(normalise, aggregate):
    """Every method says something of the smallest table there is."""
    found = composite(pd.DataFrame({"a": [3.0]}), normalise=normalise, aggregate=aggregate, directions={"a": 1})
    assert np.isfinite(found).all()


def test_nobody_has_an_index_when_all_is_secret():
    """A table without a value gives an index without a value."""
    assert composite(pd.DataFrame({"a": [np.nan, np.nan]}), directions={"a": 1}).isna().all()


@pytest.mark.parametrize("normalise", ["minmax", "z", "rank"])
def test_the_order_does_not_depend_on_the_unit(normalise):
    """Percent or per thousand: the index is the same."""
    table = pd.DataFrame({"a": [1.0, 4, 9, 2], "b": [5.0, 3, 8, 1]})
    directions = {"a": 1, "b": -1}
    one = composite(table, normalise=normalise, directions=directions)
    other = composite(table * [10, 1000] + [3, 0], normalise=normalise, directions=directions)
    assert one.tolist() == pytest.approx(other.tolist())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ({"directions": {}}, "sens de « a »"),
        ({"directions": {"a": 1}, "weights": {"a": -1}}, "poids de « a »"),
        ({"directions": {"a": 1}, "weights": {"a": 1, "z": 1}}, "« z »"),
        ({"directions": {"a": 1}, "normalise": "log"}, "normalisation « log »"),
        ({"directions": {"a": 1}, "aggregate": "sum"}, "agrégation « sum »"),
        ({"directions": {"a": 1}, "goalposts": {"a": (4, 4)}}, "bornes de « a »"),
    ],
)
def test_what_is_impossible_is_named(arguments, says):
    """The sentence names the component or the method at fault."""
    with pytest.raises(NeedsError) as fault:
        composite(pd.DataFrame({"a": [1.0, 2.0]}), **arguments)
    assert says in str(fault.value).replace("\u202f", " ")


def test_an_index_needs_a_component():
    """A table without columns is refused."""
    with pytest.raises(NeedsError, match="au moins une composante"):
        composite(pd.DataFrame(index=["x"]), directions={})

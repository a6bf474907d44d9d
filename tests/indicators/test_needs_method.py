"""The index shown by other weights, scales and ways of combining; the draws stay what they are."""

import numpy as np
import pandas as pd
import pytest

from indicators.needs import composite, study
from indicators.needs.diagnostics import contributions, leave_one_out
from indicators.needs.method import COMBINATIONS, WEIGHINGS, Method
from indicators.needs.normalise import NORMALISATIONS
from indicators.needs.priorities import analysis, places_under, priorities, weighting
from indicators.needs.weights import analysed

BOTH = {"a": 1, "b": 1}
DRAWN = ["top_5", "top_10", "top_15", "low", "median", "high"]


def test_two_components_of_correlation_one_half():
    """1, 2, 3 and 1, 3, 2 have a correlation of 0.5: one factor, three quarters of the variance, equal weights."""
    found = analysed(np.array([[1.0, 1.0], [2.0, 3.0], [3.0, 2.0]]))
    assert (found.factors, found.share) == (1, pytest.approx(0.75))
    assert found.weights.tolist() == pytest.approx([0.5, 0.5])


def test_nothing_to_analyse_is_told_apart():
    """Where no component varies, no factor explains anything."""
    found = analysed(np.ones((4, 2)))
    assert found.factors == 0
    assert np.isnan(found.share)


def test_the_reference_follows_the_method_and_the_draws_do_not():
    """Scores 1 and 100, 50.5 and 50.5, 100 and 1: a tie by the mean, the middle first by the geometric one."""
    table = pd.DataFrame({"a": [0.0, 5, 10], "b": [10.0, 5, 0]}, index=list("xyz"))
    usual = study(table, directions=BOTH, draws=200, tops=(1,)).table
    other = study(table, directions=BOTH, draws=200, tops=(1,), aggregate="geometric").table
    assert usual["place"].tolist() == [1, 1, 1]
    assert other["index"].tolist() == pytest.approx([10, 50.5, 10])
    assert other["place"].tolist() == [2, 1, 2]
    assert other["top_1"].tolist() == usual["top_1"].tolist()


def test_leaving_one_out_follows_the_way_of_combining():
    """(3, 1), (1, 3), (2, 0), (0, 0): without the first component, the second area is alone on the first front."""
    table = pd.DataFrame({"a": [3.0, 1, 2, 0], "b": [1.0, 3, 0, 0]}, index=list("wxyz"))
    gains = leave_one_out(table, directions=BOTH, top=1, aggregate="pareto")[1]
    assert gains["a"].tolist() == [-1, 0, 0, 1]
    assert gains["b"].tolist() == [0, -2, 1, 0]


def test_points_are_scores_times_weights_on_any_scale():
    """Two areas at 4 and 8 minutes are at 90 and 110: half of that with half of the weight."""
    table = pd.DataFrame({"a": [4.0, 8], "b": [8.0, 4]})
    assert contributions(table, directions=BOTH, normalise="z")["a"].tolist() == pytest.approx([45, 55])


@pytest.mark.parametrize("level", ["commune", "iris"])
def test_the_usual_method_is_the_one_of_before(level):
    """Equal weights by any name, and no method at all, give the same numbers."""
    of = priorities("ensemble", level, {})
    same = priorities("ensemble", level, {"part_sans_voiture": 10}, method=Method("egaux"))
    pd.testing.assert_frame_equal(of.study.table, same.study.table)


@pytest.mark.parametrize("scale", NORMALISATIONS)
@pytest.mark.parametrize("combine", COMBINATIONS)
def test_every_method_shows_its_own_index_over_the_same_draws(scale, combine):
    """The index is that of `composite`; probabilities and intervals are those of the usual method."""
    of = priorities("seniors", "commune", {}, method=Method("points", scale, combine))
    index = composite(
        of.central, directions=of.table.directions, weights=of.weights, normalise=scale, aggregate=combine
    )
    assert of.study.table["index"].reindex(index.index).tolist() == pytest.approx(index.tolist())
    usual = priorities("seniors", "commune", {})
    pd.testing.assert_frame_equal(of.study.table[DRAWN], usual.study.table[DRAWN])
    own = places_under(of, of.weights)
    assert own.reindex(of.ranked.index).tolist() == of.ranked["place"].tolist()
    assert len(of.leading(str(of.ranked.index[0]))) == 2


@pytest.mark.parametrize("weighing", WEIGHINGS)
def test_weights_come_from_where_the_method_says(weighing):
    """Points and comparisons are given; equal ones and those of the data are not asked for."""
    of = priorities("jeunes", "commune", {"part_15_24": 10}, method=Method(weighing))
    count = len(of.weights)
    given = 10 / (10 + 5 * (count - 1))
    expected = {"points": given, "paires": given, "egaux": 1 / count, "acp": analysis(of.table).weights[0]}
    assert of.weights["part_15_24"] == pytest.approx(expected[weighing])
    assert sum(of.weights.values()) == pytest.approx(1)
    assert weighting(of, "acp")["part_15_24"] == pytest.approx(expected["acp"])


def test_weights_of_the_data_do_not_follow_the_committee():
    """A component that the committee sets aside is analysed all the same."""
    aside = priorities("ensemble", "commune", {"minutes_droits": 0})
    assert weighting(aside, "acp") == weighting(priorities("ensemble", "commune", {}), "acp")


def test_fronts_are_counted():
    """The first front is 1, and the areas of all fronts are those ranked."""
    of = priorities("ensemble", "iris", {}, method=Method(combine="pareto"))
    told = [of.front(str(code)) for code in of.ranked.index]
    assert told[0][0] == 1
    assert {front for front, _, _ in told} == set(range(1, told[0][1] + 1))
    assert sum(1 / (others + 1) for _, _, others in told) == pytest.approx(told[0][1])

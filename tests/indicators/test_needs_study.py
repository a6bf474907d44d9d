"""Whether a ranking holds: probabilities, intervals of places, Sobol indices, what is never imputed."""

import numpy as np
import pandas as pd
import pytest

from indicators.needs import Choices, Doubt, NeedsError, composite, robustness, study
from indicators.needs.doubt import NORMAL, UNIFORM
from indicators.needs.experiment import FACTORS, Problem, draw, scores
from indicators.needs.sobol import indices

SETTLED = Choices(normalisations=("minmax",), aggregations=("arithmetic",), concentration=np.inf)


def _table(rows=30, columns=4, seed=1):
    values = np.random.default_rng(seed).gamma(3, 10, (rows, columns))
    return pd.DataFrame(values, columns=[f"c{rank}" for rank in range(columns)], index=[f"a{i}" for i in range(rows)])


def _up(table):
    return dict.fromkeys(table.columns, 1)


def _doubt(table, *cells):
    found = Doubt.none(table)
    for row, column, low, high, law in cells:
        found.low[row, column], found.high[row, column], found.law[row, column] = low, high, law
    return found


def test_settled_choices_leave_one_ranking():
    """With nothing open, each area has its one place, with certainty."""
    table = _table()
    found = study(table, directions=_up(table), choices=SETTLED, draws=50)
    expected = composite(table, directions=_up(table)).rank(ascending=False)
    assert found.table["place"].tolist() == expected.tolist()
    assert found.table["low"].tolist() == found.table["high"].tolist() == expected.tolist()
    assert set(found.table["top_10"]) == {0.0, 1.0}
    assert found.shift == 0
    assert np.isnan(found.sensitivity.whole_first).all()


def test_probabilities_add_up_to_the_seats():
    """Over the areas, the probabilities of the first 5, 10 and 15 add up to 5, 10 and 15."""
    table = _table()
    found = robustness(table, directions=_up(table), draws=300)
    for top in (5, 10, 15):
        assert found[f"top_{top}"].sum() == pytest.approx(top)
    assert (found["low"] <= found["median"]).all()
    assert (found["median"] <= found["high"]).all()


def test_an_area_above_all_others_everywhere_is_first_whatever_the_choices():
    """No weighting, scale or mean can move it."""
    table = _table()
    table.loc["a3"] = table.max() + 1
    found = robustness(table, directions=_up(table), draws=300)
    assert found.loc["a3", ["low", "high", "top_5"]].tolist() == [1, 1, 1]


def test_the_same_seed_gives_the_same_result():
    """Two runs agree to the last digit; another seed moves the probabilities a little."""
    table = _table()
    one, two, other = (robustness(table, directions=_up(table), draws=200, seed=seed) for seed in (4, 4, 5))
    pd.testing.assert_frame_equal(one, two)
    assert not one["top_10"].equals(other["top_10"])


def test_draws_are_those_of_a_naive_loop():
    """Each draw of the vectorised experiment is the index that `composite` gives for that draw."""
    table = _table(12, 3)
    table.iloc[2, 1] = np.nan
    doubt = _doubt(table, (2, 1, 5.0, 50.0, UNIFORM), (4, 0, 1.0, 1.0, UNIFORM))
    table.iloc[4, 0] = 1.0
    posts = np.array([[5.0, 60.0]] * 3)
    choices = Choices(aggregations=("arithmetic", "geometric", "harmonic", "mpi", "pareto"))
    sign = np.array([1.0, -1.0, 1.0])
    problem = Problem(table.to_numpy(), doubt, np.full(3, 1 / 3), sign, posts, choices)
    sample = draw(problem, 60, np.random.default_rng(0))
    fast = scores(problem, sample)
    directions = dict(zip(table, (1, -1, 1), strict=True))
    for rank in range(60):
        one = table.copy()
        one.iloc[2, 1] = 5 + 45 * sample.hidden[rank, 0]
        slow = composite(
            one,
            normalise=choices.normalisations[sample.normalisation[rank]],
            aggregate=choices.aggregations[sample.aggregation[rank]],
            weights=dict(zip(table, sample.weights[rank], strict=True)),
            directions=directions,
            goalposts=dict.fromkeys(table, (5.0, 60.0)),
        )
        assert fast[rank].tolist() == pytest.approx(slow.tolist())


def test_weights_vary_as_the_concentration_says():
    """Mean and standard deviation of the drawn weights are those of the Dirichlet law."""
    table = _table(3, 4)
    weights = np.array([0.1, 0.2, 0.3, 0.4])
    problem = Problem(table.to_numpy(), Doubt.none(table), weights, np.ones(4), np.zeros((4, 2)), Choices())
    drawn = draw(problem, 40_000, np.random.default_rng(0)).weights
    assert drawn.sum(axis=1) == pytest.approx(1)
    assert drawn.mean(axis=0) == pytest.approx(weights, abs=0.003)
    assert drawn.std(axis=0) == pytest.approx(np.sqrt(weights * (1 - weights) / 28), abs=0.003)


def test_an_error_is_drawn_within_its_interval():
    """Nineteen draws in twenty of an estimate lie within its 95 % interval, more on its longer side."""
    table = pd.DataFrame({"a": [10.0, 0.0, 40.0]})
    problem = Problem(
        table.to_numpy(), _doubt(table, (0, 0, 8.0, 16.0, NORMAL)), np.ones(1), np.ones(1), np.zeros((1, 2)), SETTLED
    )
    # From 0 to 40, the score of the first area is 1 + 99 × value / 40.
    value = (scores(problem, draw(problem, 20_000, np.random.default_rng(0)))[:, 0] - 1) / 99 * 40
    assert ((value >= 8) & (value <= 16)).mean() == pytest.approx(0.95, abs=0.006)
    assert np.quantile(value, 0.975) == pytest.approx(16, abs=0.15)
    assert np.quantile(value, 0.025) == pytest.approx(8, abs=0.05)


def test_what_is_never_negative_is_never_drawn_so():
    """A rate near 0 with a wide interval stays at 0 or above: the lowest score stays that of 0."""
    table = pd.DataFrame({"a": [0.5, 0.0, 40.0]})
    problem = Problem(
        table.to_numpy(), _doubt(table, (0, 0, -9.0, 9.0, NORMAL)), np.ones(1), np.ones(1), np.zeros((1, 2)), SETTLED
    )
    drawn = scores(problem, draw(problem, 500, np.random.default_rng(0)))
    assert (drawn[:, 0] >= drawn[:, 1]).all()


def test_a_hidden_value_spreads_the_places_over_its_bounds():
    """Between bounds that go from the lowest to the highest, the area may have any place."""
    table = pd.DataFrame({"a": [0.0, 25.0, 50.0, 75.0, 100.0, np.nan]})
    found = robustness(
        table, directions={"a": 1}, doubt=_doubt(table, (5, 0, 0.0, 100.0, UNIFORM)), choices=SETTLED, draws=2000
    )
    # Its index counts the whole weight as missing: it would not be ranked.
    assert not found.loc[5, "ranked"]
    both = table.assign(b=[3.0, 3, 3, 3, 3, 3], c=[3.0, 3, 3, 3, 3, 3])
    found = robustness(
        both, directions=_up(both), doubt=_doubt(both, (5, 0, 0.0, 100.0, UNIFORM)), choices=SETTLED, draws=2000
    )
    assert found.loc[5, "ranked"]
    assert found.loc[5, "missing"] == pytest.approx(1 / 3)
    assert (found.loc[5, "low"], found.loc[5, "high"]) == (2, 5)


def test_an_area_that_misses_too_much_or_has_no_bounds_is_not_ranked():
    """It has no place and no probability, and the others are ranked among themselves."""
    table = _table(10, 4)
    table.iloc[0, :2] = np.nan
    table.iloc[1, 0] = np.nan
    bounded = _doubt(table, (0, 0, 1.0, 9.0, UNIFORM), (0, 1, 1.0, 9.0, UNIFORM))
    found = robustness(table, directions=_up(table), doubt=bounded, draws=100)
    assert found["ranked"].tolist() == [False, False, *[True] * 8]
    assert found.loc[["a0", "a1"], ["place", "top_5", "low", "high", "index"]].isna().all(axis=None)
    assert found["top_5"].sum() == pytest.approx(5)


def test_all_secret_gives_no_ranking():
    """Nobody is ranked, and nothing fails."""
    table = pd.DataFrame({"a": [np.nan, np.nan]})
    found = study(table, directions={"a": 1})
    assert not found.table["ranked"].any()
    assert found.ranked.empty
    assert found.draws == 0


def test_one_area_is_first():
    """There is one place to have."""
    found = study(pd.DataFrame({"a": [3.0]}, index=["x"]), directions={"a": 1}, draws=20)
    assert found.table.loc["x", ["place", "low", "high", "top_5"]].tolist() == [1, 1, 1, 1]


def test_equal_areas_share_the_seats():
    """Four equals, two seats: one chance in two each; the place is the first, shared."""
    table = pd.DataFrame({"a": [5.0, 5, 5, 5]})
    found = robustness(table, directions={"a": 1}, tops=(2,), draws=20)
    assert found["top_2"].tolist() == [0.5] * 4
    assert found["place"].tolist() == [1] * 4


def test_the_only_open_choice_explains_everything():
    """With only the weights open, their indices are 1 and the others' are 0."""
    table = _table()
    only_weights = Choices(normalisations=("minmax",), aggregations=("arithmetic",))
    of = study(table, directions=_up(table), choices=only_weights, draws=2000).sensitivity
    expected = [float(factor == "weights") for factor in FACTORS]
    assert of.whole_first.tolist() == pytest.approx(expected, abs=0.06)
    assert of.whole_total.tolist() == pytest.approx(expected, abs=0.06)


def test_what_nobody_can_move_explains_nothing():
    """With every value exact and published, their errors and bounds have indices of 0, not of some sampling error."""
    table = _table()
    of = study(table, directions=_up(table), draws=100).sensitivity
    for factor in ("error", "hidden"):
        rank = list(FACTORS).index(factor)
        assert of.whole_first[rank] == of.whole_total[rank] == 0
        assert (of.first[rank] == 0).all()


def test_a_choice_explains_no_more_alone_than_with_the_others():
    """Few draws estimate badly; the two indices still keep the order that the true ones have."""
    table = _table()
    doubt = _doubt(table, *[(row, 1, 0.0, 200.0, UNIFORM) for row in range(0, 30, 3)])
    for seed in range(5):
        of = study(table, directions=_up(table), doubt=doubt, draws=60, seed=seed).sensitivity
        for first, total in ((of.first, of.total), (of.whole_first, of.whole_total)):
            assert ((first >= 0) & (first <= total)).all()


def test_the_indices_are_of_the_very_draws_of_the_study():
    """They are had later, from draws made again: those that gave the probabilities."""
    table = _table()
    doubt = _doubt(table, (4, 1, 0.0, 200.0, UNIFORM), (5, 2, table.iloc[5, 2] - 1, table.iloc[5, 2] + 1, NORMAL))
    of = study(table, directions=_up(table), doubt=doubt, draws=80, seed=3)
    assert "indices" not in vars(of.design)
    places = of.design.ends / 2
    assert np.abs(places - of.design.reference).mean() == pytest.approx(of.shift)
    by_hand = []
    generator = np.random.default_rng(3)
    sample_a, sample_b = draw(of.design.problem, 40, generator), draw(of.design.problem, 40, generator)
    for factor in FACTORS:
        scored = pd.DataFrame(scores(of.design.problem, sample_a.with_factor(factor, sample_b)))
        by_hand.append(scored.rank(axis=1, ascending=False))
    expected = indices(places[:40], places[40:], np.stack(by_hand))
    assert of.sensitivity.whole_total.tolist() == pytest.approx(expected.whole_total.tolist())
    assert of.sensitivity.whole_first.tolist() == pytest.approx(expected.whole_first.tolist())


def test_sobol_indices_of_ishigami():
    """The published indices of the function that everybody tests on (a = 7, b = 0.1)."""
    generator = np.random.default_rng(0)
    a, b = generator.uniform(-np.pi, np.pi, (2, 60_000, 3))

    def ishigami(x):
        return (np.sin(x[:, 0]) + 7 * np.sin(x[:, 1]) ** 2 + 0.1 * x[:, 2] ** 4 * np.sin(x[:, 0]))[:, None]

    mixed = []
    for rank in range(3):
        one = a.copy()
        one[:, rank] = b[:, rank]
        mixed.append(ishigami(one))
    found = indices(ishigami(a), ishigami(b), np.stack(mixed))
    assert found.whole_first.tolist() == pytest.approx([0.3139, 0.4424, 0.0], abs=0.02)
    assert found.whole_total.tolist() == pytest.approx([0.5576, 0.4424, 0.2437], abs=0.02)


@pytest.mark.parametrize(
    "cell",
    [
        (0, 0, 9.0, 1.0, UNIFORM),
        (0, 0, np.nan, 1.0, UNIFORM),
        (0, 0, 1e6, 2e6, NORMAL),
        (1, 0, 1.0, 2.0, NORMAL),
    ],
)
def test_bounds_that_cannot_be_are_refused(cell):
    """Upside down, missing, away from their value, or an error on what is not published."""
    table = _table(4, 2)
    table.iloc[1, 0] = np.nan
    with pytest.raises(NeedsError):
        robustness(table, directions=_up(table), doubt=_doubt(table, cell))


def test_one_draw_is_not_enough():
    """Two halves need at least one each."""
    with pytest.raises(NeedsError, match="2 tirages"):
        robustness(_table(), directions=_up(_table()), draws=1)

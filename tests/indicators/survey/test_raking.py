"""Raking: the margins are met, as near to the first weights as can be, or the category at fault is named."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.survey import effective_size, poststratify, rake, raking
from indicators.survey.errors import MarginUnreachable, SurveyError

PEOPLE = pd.DataFrame({"age": ["a", "a", "b", "b"], "area": ["x", "y", "x", "y"], "w": [1.0, 1.0, 1.0, 1.0]})
MARGINS = {"age": {"a": 30, "b": 70}, "area": {"x": 40, "y": 60}}


def test_independent_margins_give_their_products() -> None:
    """From equal weights, a cell of two margins weighs the product of its shares."""
    assert rake(PEOPLE, MARGINS).tolist() == pytest.approx([12, 18, 28, 42])


def test_diagnostics_worked_by_hand() -> None:
    """Weights 12, 18, 28, 42 have an effective size of 100² / 3 016 = 3.32 and factors from 0.48 to 1.68."""
    found = raking(PEOPLE, MARGINS, weight="w")
    assert found.effective == pytest.approx(10_000 / 3_016)
    assert found.design_effect == pytest.approx(4 * 3_016 / 10_000)
    assert (found.smallest, found.largest) == pytest.approx((0.48, 1.68))
    assert found.trimmed == 0
    assert found.variables == ("age", "area")


def test_one_margin_is_poststratification() -> None:
    """With one margin, each weight is multiplied by the total over the sum of its category."""
    table = pd.DataFrame({"g": ["a", "a", "b"], "w": [1.0, 3.0, 2.0]})
    assert poststratify(table, "g", {"a": 8, "b": 6}, weight="w").tolist() == pytest.approx([2, 6, 6])


@given(
    st.lists(st.floats(0.2, 5), min_size=12, max_size=12),
    st.lists(st.floats(0.1, 0.9), min_size=2, max_size=2),
)
def test_every_margin_is_met_whatever_the_weights(base: list[float], shares: list[float]) -> None:
    """Where every crossing has respondents, raking meets every margin to its tolerance."""
    table = pd.DataFrame({"p": list("aabb") * 3, "q": list("xyxy") * 3, "w": base})
    margins = {"p": {"a": shares[0], "b": 1 - shares[0]}, "q": {"x": shares[1], "y": 1 - shares[1]}}
    weights = rake(table, margins, weight="w")
    for name, of in margins.items():
        for category, total in of.items():
            assert weights[table[name] == category].sum() == pytest.approx(total, rel=1e-6)
    assert (weights > 0).all()


@given(st.lists(st.floats(0.2, 5), min_size=12, max_size=12))
def test_raked_weights_are_base_times_one_factor_a_category(base: list[float]) -> None:
    """The solution is multiplicative: the odds ratio of the base weights between categories is kept."""
    table = pd.DataFrame({"p": list("aabb") * 3, "q": list("xyxy") * 3, "w": base})
    weights = rake(table, {"p": {"a": 3, "b": 7}, "q": {"x": 6, "y": 4}}, weight="w")
    factor = np.log(weights / np.array(base))
    ax, ay, bx, by = factor[:4]
    assert ax - ay - bx + by == pytest.approx(0, abs=1e-6)


def test_trimming_keeps_the_bounds_and_the_margins() -> None:
    """Bounds on the factors hold, and the margins are still met."""
    rng = np.random.default_rng(3)
    table = pd.DataFrame({"p": rng.choice(list("ab"), 300, p=[0.2, 0.8]), "q": rng.choice(list("xyz"), 300)})
    margins = {"p": {"a": 35, "b": 65}, "q": {"x": 15, "y": 25, "z": 60}}
    free, held = raking(table, margins), raking(table, margins, trim=(0.3, 3.0))
    assert free.largest > 3.0
    assert held.largest <= 3.0 + 1e-9
    assert held.trimmed > 0
    assert held.weights[table["p"] == "a"].sum() == pytest.approx(35)
    assert held.weights[table["q"] == "z"].sum() == pytest.approx(60)


def test_trimmed_weights_are_the_nearest_within_their_bounds() -> None:
    """What makes weights the nearest: log(w / base) is a sum of one number a category, and what is held at a bound
    is held because its own sum lies beyond it. A weight that meets a bound on the way may have to leave it again.
    """
    rng = np.random.default_rng(3)
    shares = {"a": 4, "b": 3, "c": 2}
    low, high = 0.7, 1.5
    compared = 0
    for _ in range(40):
        n = int(rng.integers(60, 120))
        people = pd.DataFrame({name: rng.integers(0, k, n) for name, k in shares.items()})
        people["w"] = rng.lognormal(0, 0.5, n)
        margins = {name: dict(enumerate(1000 * rng.dirichlet(np.full(k, 25)))) for name, k in shares.items()}
        try:
            found = raking(people, margins, weight="w", trim=(low, high))
        except MarginUnreachable:
            continue
        moved = np.log(found.weights / (people["w"] * 1000 / people["w"].sum()).to_numpy())
        x = np.column_stack([(people[name] == one).to_numpy(float) for name, k in shares.items() for one in range(k)])
        held = np.isclose(moved, np.log(low)) | np.isclose(moved, np.log(high))
        if not held.any() or np.linalg.matrix_rank(x[~held]) < np.linalg.matrix_rank(x):
            continue
        own = x @ np.linalg.lstsq(x[~held], moved[~held], rcond=None)[0]
        assert own.clip(np.log(low), np.log(high)) == pytest.approx(moved, abs=1e-6)
        compared += 1
    assert compared >= 5


def test_contradictory_margins_within_bounds_are_refused_without_overflow() -> None:
    """All of x are a, so that x cannot be more than a: the bounds alone would let each margin be met."""
    people = pd.DataFrame({"age": list("aabb"), "area": list("xxyy")})
    with pytest.raises(MarginUnreachable, match="n’aboutit pas"):
        raking(people, {"age": {"a": 50, "b": 50}, "area": {"x": 60, "y": 40}}, trim=(0.1, 5.0))


@pytest.mark.parametrize(
    ("margins", "named"),
    [
        ({"age": {"a": 30, "b": 60, "c": 10}}, "« c » de « age »"),
        ({"age": {"a": 100}}, "« b »"),
        ({"age": {"a": 100, "b": 0}}, "« b »"),
    ],
)
def test_a_category_that_cannot_be_met_is_named(margins: dict[str, dict[str, float]], named: str) -> None:
    """A category without respondents, without a total, or with a total of 0 is named in the error."""
    with pytest.raises(MarginUnreachable, match=named):
        rake(PEOPLE, margins)


def test_margins_that_contradict_one_another_are_refused() -> None:
    """When age and area coincide among respondents, their margins cannot differ."""
    table = pd.DataFrame({"age": list("aabb"), "area": list("xxyy")})
    with pytest.raises(MarginUnreachable, match="se contredisent"):
        rake(table, {"age": {"a": 30, "b": 70}, "area": {"x": 40, "y": 60}})


def test_bounds_too_narrow_name_the_category() -> None:
    """A category that its bounds keep from its total is named with what they allow."""
    with pytest.raises(MarginUnreachable, match="bornes"):
        rake(PEOPLE, {"age": {"a": 10, "b": 90}}, trim=(0.5, 1.5))


@pytest.mark.parametrize(
    ("margins", "weight", "said"),
    [
        ({}, None, "Aucune marge"),
        ({"sex": {"f": 1}}, None, "« sex » manque"),
        (MARGINS, "poids", "« poids » manque"),
        ({"age": {"a": 30, "b": 70}, "area": {"x": 40, "y": 70}}, None, "même total"),
        ({"age": {"a": -1, "b": 70}}, None, "positif"),
    ],
)
def test_what_cannot_be_read_is_said(margins: dict[str, dict[str, float]], weight: str | None, said: str) -> None:
    """Missing columns, empty or unequal margins are refused with what is wrong."""
    with pytest.raises(SurveyError, match=said):
        rake(PEOPLE, margins, weight=weight)


def test_no_respondent_is_said() -> None:
    """Nothing is raked of nobody."""
    with pytest.raises(SurveyError, match="Aucun répondant"):
        rake(PEOPLE.iloc[:0], MARGINS)


def test_equal_weights_lose_nothing() -> None:
    """The effective size of equal weights is the number of respondents."""
    assert effective_size(np.full(7, 3.0)) == pytest.approx(7)


@pytest.mark.reference
def test_raked_total_of_the_reference(schools: pd.DataFrame) -> None:
    """R's raking of apiclus1 on stype and sch.wide makes 3 647 280.15 pupils at convergence."""
    assert float((schools["raked"] * schools["enroll"]).sum()) == pytest.approx(3_647_280.15, abs=0.05)

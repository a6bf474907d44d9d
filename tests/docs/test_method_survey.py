"""The worked examples of the barometer, done again with the functions of the application."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from data.formats import number
from indicators.barometer.gaps import probability
from indicators.barometer.margins import tenants
from indicators.survey import (
    THRESHOLDS,
    contrast,
    design,
    effective_size,
    estimate,
    intervals,
    poststratify,
    rake,
    reliability,
    replicate,
    variation,
)

Says = Callable[..., None]


def test_four_respondents_are_raked(says: Says) -> None:
    """The weights, what they are worth, and what they cost."""
    people = pd.DataFrame({"age": list("aabb"), "area": list("xyxy")})
    weights = rake(people, {"age": {"a": 30, "b": 70}, "area": {"x": 40, "y": 60}})
    shown = [number(weight) for weight in weights]
    effective = effective_size(weights)
    says(
        f"Poids calés : {', '.join(shown[:3])} et {shown[3]}",
        f"10 000 / {number(float((weights**2).sum()))} = {number(effective, 2)}",
        f"effet de plan 4 / {number(effective, 2)} = {number(4 / effective, 2)}",
    )


def test_homes_become_people(says: Says) -> None:
    """The tenants of HLM of two IRIS."""
    adults = np.array([1000.0, 500.0])
    social = tenants(adults, np.array([30.0, 10.0]))
    says(f"500 × 10 % = {number(social)} personnes en HLM, {number(adults.sum() - social)} ailleurs")


def test_a_mean_of_three_answers(says: Says) -> None:
    """Mean, linearised variable, variance and standard error."""
    table = pd.DataFrame({"y": [2.0, 4.0, 6.0], "weight": [1.0, 1.0, 2.0]})
    found = estimate(table, "y").iloc[0]
    scores = table["weight"] * (table["y"] - found["estimate"]) / table["weight"].sum()
    shown = [number(score, 3).rstrip("0") for score in scores]
    says(
        f"= {number(found['estimate'], 1)}. Les",
        f"valent {', '.join(shown[:2])} et {shown[2]}",
        f"3/2 × {number(float((scores**2).sum()), 3)} = {number(found['se'] ** 2, 2)}",
        f"l'erreur type, {number(found['se'], 2)}",
    )


def test_a_calibrated_total(says: Says) -> None:
    """What is gained by knowing the totals of the groups."""
    table = pd.DataFrame({"g": list("aaabb"), "y": [1.0, 5.0, 3.0, 2.0, 4.0]})
    table["weight"] = poststratify(table, "g", {"a": 30, "b": 70})
    found = estimate(table, "y", kind="total", calibrated_on=["g"]).iloc[0]
    plain = estimate(table, "y", kind="total").iloc[0]
    says(
        f"= {number(found['estimate'])}. Résidus",
        f"= {number(found['se'], 1)}, au lieu de {number(plain['se'], 1)}",
    )


def test_three_answers_left_out_in_turn(says: Says) -> None:
    """1, 2 and 6 by the jackknife: as the textbook's variance of a mean."""
    y = np.array([1.0, 2.0, 6.0])
    made = design(pd.DataFrame({"y": y}), weight=None)
    found = replicate(made, "JKn").variance(lambda w: float(w @ y / w.sum()), made.weights)
    says(f"2/3 × (1² + 0,5² + 1,5²) = {number(found, 2)}, comme la variance des réponses, {number(y.var(ddof=1))}")


def test_a_share_of_a_fifth(says: Says) -> None:
    """Coefficient of variation, class, and the ends of the logit interval."""
    cv = variation(0.2, 0.04, proportion=True)
    low, high = intervals.logit(0.2, 0.04, 199, 200)
    assert reliability(200, cv) == "fragile"
    says(
        f"4 / 20 = {number(cv)} %, estimation fragile",
        f"= {number(float(np.log(0.2 / 0.8)), 3)}",
        f"soit de {number(100 * low, 1)} à {number(100 * high, 1)} %",
        f"jusqu'à {number(THRESHOLDS.fragile, 1)} %, **fragile** jusqu'à {number(THRESHOLDS.unpublishable)} %",
        f"avec moins de {THRESHOLDS.respondents} répondants",
    )


def test_two_shares_whose_intervals_meet(says: Says) -> None:
    """Their logits, standard errors, and the probability of the gap, alone and among three."""
    shares = (19.0, 15.7, 22.8), (12.0, 9.0, 15.8)
    logits = [np.log(one / (100 - one)) for one in shares[0] + shares[1]]
    errors = [(logits[at + 2] - logits[at + 1]) / (2 * 1.96) for at in (0, 3)]
    spread = float(np.hypot(*errors))
    found = probability(*shares)
    says(
        f"Logits : {number(logits[0], 3)} et {number(logits[3], 3)}",
        f"erreurs types : {number(errors[0], 3)} et {number(errors[1], 3)}",
        f"{number(logits[0] - logits[3], 3)} / {number(spread, 3)} = {number((logits[0] - logits[3]) / spread, 2)}",
        f"p = {number(found, 3)}. Parmi trois groupes",
        f"3 × 0,007 = {number(3 * round(found, 3), 3)}",
    )


def test_two_waves_of_a_hundred(says: Says) -> None:
    """The standard error of a difference, and its test."""
    table = pd.DataFrame({"y": [1.0] * 20 + [0.0] * 80 + [1.0] * 40 + [0.0] * 60, "wave": ["1"] * 100 + ["2"] * 100})
    waves = [(table["wave"] == name).to_numpy() for name in ("1", "2")]
    found = contrast(design(table, weight=None, strata="wave"), table["y"].to_numpy(), *waves)
    assert found.significant
    says(
        f"= {number(found.se**2, 5)} ; erreur type {number(100 * found.se, 1)} points",
        f"= {number(found.statistic, 2)} ; p = {number(found.p_value, 3)}",
    )

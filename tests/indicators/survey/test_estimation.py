"""Estimates of a survey: the answers that R's `survey` publishes, hand-worked cases, naive oracles."""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.survey import Thresholds, contrast, design, estimate, poststratify, replicate
from indicators.survey.errors import SurveyError

DESIGN = {"weight": "pw", "cluster": "dnum", "fpc": "fpc"}


def row(table: pd.DataFrame) -> pd.Series:
    """The only row."""
    assert len(table) == 1
    return table.iloc[0]


@pytest.mark.reference
def test_mean_of_the_reference(schools: pd.DataFrame) -> None:
    """The mean of api00 is 644.1694, standard error 23.54224."""
    found = row(estimate(schools, "api00", **DESIGN))
    assert (found["estimate"], found["se"]) == pytest.approx((644.1694, 23.54224), abs=1e-4)


@pytest.mark.reference
def test_proportion_and_logit_interval_of_the_reference(schools: pd.DataFrame) -> None:
    """The share of schools above 650 is 0.5136612, logit interval 0.3009271 to 0.7215582."""
    found = row(estimate(schools, "above", **DESIGN))
    assert found[["estimate", "low", "high"]].tolist() == pytest.approx([0.5136612, 0.3009271, 0.7215582], abs=1e-6)


@pytest.mark.reference
def test_poststratified_total_of_the_reference(schools: pd.DataFrame) -> None:
    """Post-stratified on stype, the total of enroll is 3 680 893, standard error 406 292.6."""
    made = DESIGN | {"weight": "post", "calibrated_on": ["stype"], "base": "pw"}
    found = row(estimate(schools, "enroll", kind="total", **made))
    assert found["estimate"] == pytest.approx(3_680_893, abs=0.5)
    assert found["se"] == pytest.approx(406_292.6, abs=0.1)


@pytest.mark.reference
def test_raked_total_and_mean_of_the_reference(schools: pd.DataFrame) -> None:
    """Raked, the total has a standard error of 400 602.7 (R stops earlier), the mean is 641.2302 (23.70364)."""
    made = DESIGN | {"weight": "raked", "calibrated_on": ["stype", "sch.wide"], "base": "pw"}
    total, mean = row(estimate(schools, "enroll", kind="total", **made)), row(estimate(schools, "api00", **made))
    assert total["estimate"] == pytest.approx(3_647_280.15, abs=0.05)
    assert total["se"] == pytest.approx(400_602.7, abs=1)
    assert (mean["estimate"], mean["se"]) == pytest.approx((641.2302, 23.70364), abs=2e-4)


def test_a_mean_worked_by_hand() -> None:
    """Weights 1, 1, 2 on 2, 4, 6: mean 4.5, residuals −2.5, −0.5, 3 over 4; variance 3/2 · 15.5 / 16 = 1.453."""
    table = pd.DataFrame({"y": [2.0, 4.0, 6.0], "weight": [1.0, 1.0, 2.0]})
    found = row(estimate(table, "y"))
    assert found["estimate"] == pytest.approx(4.5)
    assert found["se"] ** 2 == pytest.approx(1.5 * 15.5 / 16)
    assert found["cv"] == pytest.approx(100 * found["se"] / 4.5)


def test_a_stratified_mean_worked_by_hand() -> None:
    """Two strata of two with half of each drawn: variance (1 − ½) · Σ 2 (t₁ − t₂)² / 2 of the weighted residuals."""
    table = pd.DataFrame({"y": [1.0, 3.0, 10.0, 14.0], "h": list("aabb"), "size": [4, 4, 4, 4], "weight": [2.0] * 4})
    found = row(estimate(table, "y", strata="h", fpc="size"))
    # Residuals −6, −4, 3, 7, weighed 2/8: gaps 0.5 and 1; (1 − ½)(0.5² + 1²) = 0.625.
    assert found["estimate"] == 7
    assert found["se"] ** 2 == pytest.approx(0.625)


def test_a_ratio_worked_by_hand() -> None:
    """Equal weights: (2 + 4) / (1 + 3) = 1.5; residuals 0.5 and −0.5 over 4; variance 2 · (0.125² · 2)."""
    table = pd.DataFrame({"y": [2.0, 4.0], "x": [1.0, 3.0], "weight": [1.0, 1.0]})
    found = row(estimate(table, "y", denominator="x"))
    assert found["estimate"] == 1.5
    assert found["se"] ** 2 == pytest.approx(2 * 2 * 0.125**2)


@given(st.lists(st.floats(-50, 50), min_size=5, max_size=30))
def test_equal_weights_give_the_textbook_variance(values: list[float]) -> None:
    """Of a simple random sample, the standard error of the mean is s / √n."""
    table = pd.DataFrame({"y": values})
    found = row(estimate(table, "y", weight=None))
    assert found["se"] == pytest.approx(np.std(values, ddof=1) / np.sqrt(len(values)), abs=1e-9)


@given(st.integers(0, 1000))
def test_a_domain_counts_the_others_as_zeros(seed: int) -> None:
    """The total of a domain is the total of the outcome set to zero outside it, with the same variance."""
    rng = np.random.default_rng(seed)
    table = pd.DataFrame({"y": rng.normal(10, 3, 40), "d": rng.choice(list("ab"), 40), "weight": rng.uniform(1, 3, 40)})
    table["inside"] = np.where(table["d"] == "a", table["y"], 0.0)
    by = estimate(table, "y", by="d", kind="total").set_index("d").loc["a"]
    whole = row(estimate(table, "inside", kind="total"))
    assert (by["estimate"], by["se"]) == pytest.approx((whole["estimate"], whole["se"]))
    assert by["n"] == (table["d"] == "a").sum()


def test_poststratification_leaves_no_doubt_on_what_it_is_calibrated_to() -> None:
    """The total of a calibration category has no variance: it is known."""
    table = pd.DataFrame({"g": list("aaabb"), "y": [1.0, 5.0, 3.0, 2.0, 4.0]})
    table["weight"] = poststratify(table, "g", {"a": 30, "b": 70})
    table["is_a"] = (table["g"] == "a").astype(float)
    found = row(estimate(table, "is_a", kind="total", calibrated_on=["g"]))
    assert found["estimate"] == pytest.approx(30)
    assert found["se"] == pytest.approx(0, abs=1e-9)


def test_the_replicates_agree_with_linearisation(schools_like: pd.DataFrame) -> None:
    """Jackknife and bootstrap standard errors of a mean are near the linearised one."""
    made = design(schools_like, strata="h", cluster="c")
    y = schools_like["y"].to_numpy()
    linear = row(estimate(schools_like, "y", strata="h", cluster="c"))["se"]

    def mean(weights: np.ndarray) -> float:
        return float(weights @ y / weights.sum())

    for method in ("JKn", "bootstrap"):
        found = np.sqrt(replicate(made, method, repetitions=2000).variance(mean, made.weights))
        assert found == pytest.approx(linear, rel=0.06)


def test_the_jackknife_of_a_total_is_exact(schools_like: pd.DataFrame) -> None:
    """A total is linear: its jackknife variance is the linearised one."""
    made = design(schools_like, strata="h", cluster="c")
    y = schools_like["y"].to_numpy()
    found = replicate(made, "JKn").variance(lambda w: float(w @ y), made.weights)
    linear = row(estimate(schools_like, "y", strata="h", cluster="c", kind="total"))["se"]
    assert found == pytest.approx(linear**2)


@pytest.fixture
def schools_like() -> pd.DataFrame:
    """Two strata of 12 clusters of 5, with a cluster effect."""
    rng = np.random.default_rng(1)
    cluster = np.repeat(np.arange(24), 5)
    return pd.DataFrame(
        {
            "h": np.where(cluster < 12, "north", "south"),
            "c": cluster,
            "y": 20 + rng.normal(0, 2, 24)[cluster] + rng.normal(0, 3, 120),
            "weight": rng.uniform(1, 2, 120),
        }
    )


def test_a_lone_cluster_has_no_variance() -> None:
    """A stratum of one cluster gives no standard error, and replicates refuse it."""
    table = pd.DataFrame({"y": [1.0, 2.0, 3.0], "h": list("aab")})
    found = row(estimate(table, "y", weight=None, strata="h"))
    assert np.isnan(found["se"])
    assert found["reliability"] == "non publiable"
    with pytest.raises(SurveyError, match="qu’une grappe"):
        replicate(design(table, weight=None, strata="h"))


@pytest.mark.parametrize("method", ["JKn", "bootstrap"])
def test_a_stratum_that_was_asked_whole_adds_no_doubt(method: str) -> None:
    """One cluster drawn out of one is known: the variance of a total is that of the other stratum, by hand.

    Of the other, 3 of 12: (1 − 1/4) × 3/2 × Σ (w y − mean)² = 0.75 × 1.5 × 4² × ((1−3)² + (2−3)² + (6−3)²).
    """
    table = pd.DataFrame({"y": [7.0, 1.0, 2.0, 6.0], "h": list("abbb"), "N": [1, 12, 12, 12], "weight": [1, 4, 4, 4]})
    found = row(estimate(table, "y", strata="h", fpc="N", kind="total"))
    assert found["estimate"] == 43
    assert found["se"] ** 2 == pytest.approx(0.75 * 1.5 * 16 * (4 + 1 + 9))
    made = design(table, strata="h", fpc="N")
    y = table["y"].to_numpy()
    again = replicate(made, method, repetitions=20_000).variance(lambda w: float(w @ y), made.weights)
    assert again == pytest.approx(found["se"] ** 2, rel=1e-9 if method == "JKn" else 0.05)


def test_the_calibrated_jackknife_sees_what_the_census_tells(schools_like: pd.DataFrame) -> None:
    """Post-stratified again in each replicate, the jackknife agrees with the residuals of the linearised total."""
    table = schools_like.assign(g=np.where(schools_like["y"] > 20, "high", "low"), base=schools_like["weight"])
    totals = {"high": 110.0, "low": 90.0}

    def again(weights: np.ndarray) -> np.ndarray:
        kept = weights > 0
        found = np.zeros_like(weights)
        found[kept] = poststratify(table.assign(w=weights)[kept], "g", totals, weight="w")
        return found

    table["weight"] = poststratify(table, "g", totals, weight="base")
    linear = row(estimate(table, "y", strata="h", cluster="c", kind="total", calibrated_on=["g"], base="base"))["se"]
    made, y = design(table, strata="h", cluster="c"), table["y"].to_numpy()
    plain = np.sqrt(replicate(made, "JKn").variance(lambda w: float(w @ y), made.weights))
    seen = np.sqrt(replicate(made, "JKn", calibrate=again).variance(lambda w: float(w @ y), made.weights))
    assert seen == pytest.approx(linear, rel=0.1)
    assert seen < plain / 2


def test_a_cluster_where_all_answer_alike_counts_once() -> None:
    """Two clusters of 20 noes tell no more than two answers: Clopper and Pearson's bound is 1 − 0.025^(1/2)."""
    table = pd.DataFrame({"y": [False] * 40, "c": np.repeat([1, 2], 20)})
    found = row(estimate(table, "y", weight=None, cluster="c"))
    assert (found["low"], found["high"]) == pytest.approx((0.0, 1 - 0.025 ** (1 / 2)))


@pytest.mark.parametrize(("answers", "share"), [([False] * 40, 0.0), ([True] * 40, 1.0)])
def test_nobody_or_everybody_has_an_interval_but_is_not_published(answers: list[bool], share: float) -> None:
    """A share of 0 or 100 % has the interval of Clopper and Pearson, and no coefficient of variation."""
    found = row(estimate(pd.DataFrame({"y": answers}), "y", weight=None))
    edge = 1 - 0.025 ** (1 / 40)
    assert found["estimate"] == share
    assert (found["low"], found["high"]) == pytest.approx((0.0, edge) if share == 0 else (1 - edge, 1.0))
    assert found["reliability"] == "non publiable"


def test_missing_answers_are_out_of_the_domain() -> None:
    """Somebody who did not answer is not in the base."""
    table = pd.DataFrame({"y": pd.array([True, False, None, True], dtype="boolean")})
    found = row(estimate(table, "y", weight=None))
    assert (found["n"], found["estimate"]) == (3, pytest.approx(2 / 3))


def test_a_share_and_its_complement_have_the_same_class() -> None:
    """2 % who do not receive and 98 % who do are as fragile as each other."""
    rng = np.random.default_rng(0)
    yes = rng.random(300) < 0.05
    table = pd.DataFrame({"yes": yes, "no": ~yes})
    first, second = (row(estimate(table, name, weight=None)) for name in ("yes", "no"))
    assert first["cv"] == pytest.approx(second["cv"])
    assert first["reliability"] == second["reliability"]


def test_thresholds_are_settings() -> None:
    """A harder threshold changes the class, not the estimate."""
    table = pd.DataFrame({"y": [True] * 50 + [False] * 50})
    easy = row(estimate(table, "y", weight=None))
    hard = row(estimate(table, "y", weight=None, thresholds=Thresholds(fragile=5, unpublishable=8)))
    assert (easy["reliability"], hard["reliability"]) == ("fiable", "non publiable")
    assert easy["estimate"] == hard["estimate"]


def test_a_difference_is_tested_as_two_independent_samples() -> None:
    """Waves are strata: the variance of a difference is the sum of the two, and the test is Student's."""
    first, second = [True] * 20 + [False] * 80, [True] * 40 + [False] * 60
    table = pd.DataFrame({"y": first + second, "wave": ["1"] * 100 + ["2"] * 100})
    found = contrast(
        design(table, weight=None, strata="wave"),
        table["y"].to_numpy(dtype=float),
        (table["wave"] == "1").to_numpy(),
        (table["wave"] == "2").to_numpy(),
    )
    assert found.difference == pytest.approx(0.2)
    assert found.se**2 == pytest.approx(0.2 * 0.8 / 99 + 0.4 * 0.6 / 99)
    assert found.significant
    assert found.freedom == 198


def test_equal_waves_do_not_differ() -> None:
    """Two waves that answer alike have a difference of 0, and p = 1."""
    table = pd.DataFrame({"y": [1.0, 0.0] * 20, "wave": ["1"] * 20 + ["2"] * 20})
    waves = [(table["wave"] == name).to_numpy() for name in ("1", "2")]
    found = contrast(design(table, weight=None, strata="wave"), table["y"].to_numpy(), *waves)
    assert (found.difference, found.p_value) == (0.0, pytest.approx(1.0))
    assert not found.significant


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ({"outcome": "z"}, "« z » manque"),
        ({"outcome": "y", "strata": "h"}, "« h »"),
        ({"outcome": "y", "by": "d"}, "« d » manque"),
        ({"outcome": "word"}, "« word »"),
        ({"outcome": "y", "fpc": "small"}, "moins que"),
        ({"outcome": "y", "weight": "bad"}, "« bad »"),
    ],
)
def test_what_is_missing_is_named(arguments: dict[str, str], said: str) -> None:
    """A column that is absent, not a number, or too small a population is refused by name."""
    table = pd.DataFrame({"y": [1.0, 2.0, 3.0], "word": list("abc"), "small": [2.0] * 3, "bad": [1.0, 0.0, 1.0]})
    with pytest.raises(SurveyError, match=said):
        estimate(table, **({"weight": None} | arguments))

"""Fay–Herriot: published answers, cases worked by hand, properties."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from indicators.small_area import SmallAreaError, benchmark, fay_herriot
from indicators.small_area.between_areas import log_likelihood, variance_between

MILK = Path(__file__).resolve().parents[4] / "shared" / "reference" / "expenditure_on_milk.csv"


@pytest.fixture(scope="module")
def milk() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Direct estimates, variances and covariates of the milk expenditure of 43 areas."""
    if not MILK.is_file():
        pytest.skip("the reference files are not on this machine")
    table = pd.read_csv(MILK)
    X = pd.get_dummies(table["major_area"]).to_numpy(dtype=float).copy()
    X[:, 0] = 1.0
    return table["direct_est"].to_numpy(float), table["std_error"].to_numpy(float) ** 2, X


@pytest.mark.reference
def test_reference_milk_by_restricted_likelihood(milk: tuple[np.ndarray, ...]) -> None:
    """The variance, coefficients, estimates and error that are published are found again."""
    found = fay_herriot(*milk)
    assert found.sigma2 == pytest.approx(0.01855033, abs=1e-7)
    assert found.beta == pytest.approx([0.968189, 0.1327803, 0.2269462, -0.241301], abs=1e-6)
    assert found.eblup[:3] == pytest.approx([1.021971, 1.047602, 1.067951], abs=1e-5)
    assert found.mse[0] == pytest.approx(0.0134603, abs=1e-7)
    assert not found.adjusted


@pytest.mark.reference
@pytest.mark.parametrize("method", ["reml", "ml"])
def test_reference_milk_variance_is_where_the_likelihood_is_greatest(milk: tuple[np.ndarray, ...], method: str) -> None:
    """No other variance of a fine grid is likelier than the one found by scoring."""
    found = variance_between(*milk, method=method).sigma2
    best = log_likelihood(*milk, found, method=method)
    assert all(log_likelihood(*milk, one, method=method) <= best + 1e-9 for one in np.linspace(1e-4, 0.1, 400))


def test_five_areas_by_hand() -> None:
    """With equal variances the estimator of σ² is the sample variance less ψ, and each γ is the same."""
    direct = np.array([10.0, 12.0, 14.0, 16.0, 18.0])
    found = fay_herriot(direct, np.full(5, 4.0), np.ones((5, 1)))
    assert found.sigma2 == pytest.approx(6.0)
    assert found.gamma == pytest.approx(np.full(5, 0.6))
    assert found.eblup == pytest.approx([11.6, 12.8, 14.0, 15.2, 16.4])
    # g1 = 0.6 · 4 = 2.4; g2 = 0.4² · 10/5 = 0.32; g3 = 4² / 10³ · 2/(5/10²) = 0.64, twice
    assert found.mse == pytest.approx(np.full(5, 2.4 + 0.32 + 1.28))


def test_maximum_likelihood_corrects_its_bias_by_hand() -> None:
    """Under maximum likelihood σ² divides by m, and its bias is added to the error (Datta and Lahiri)."""
    direct = np.array([10.0, 12.0, 14.0, 16.0, 18.0])
    found = fay_herriot(direct, np.full(5, 4.0), np.ones((5, 1)), method="ml")
    assert found.sigma2 == pytest.approx(4.0)
    # γ = 0.5; g1 = 2; g2 = 0.25 · 8/5; g3 = 16/8³ · 2·64/5; bias of σ² = −8/5, times (1 − γ)²
    assert found.mse == pytest.approx(np.full(5, 2 + 0.4 + 2 * 0.8 + 1.6 * 0.25))


def test_identical_areas_keep_a_variance() -> None:
    """Where the likelihood is greatest at 0 the adjusted one is used, and no estimate loses its own answers."""
    found = fay_herriot(np.full(8, 0.3), np.linspace(0.01, 0.05, 8), np.ones((8, 1)))
    assert found.adjusted
    assert found.sigma2 > 0
    assert (found.gamma > 0).all()


@pytest.mark.parametrize("method", ["reml", "ml"])
@pytest.mark.parametrize("unit", [1.0, 1e-3, 1e-6])
def test_the_unit_changes_nothing(method: str, unit: float) -> None:
    """Told in other units, σ² and the errors are those, squared; it is not left at 0 for being written small."""
    direct, variance = np.array([0.31, 0.30, 0.29, 0.30, 0.31, 0.30]), np.array([4, 2, 3, 5, 2, 4]) * 1e-3
    X = np.ones((6, 1))
    one, other = (
        fay_herriot(direct, variance, X, method=method),
        fay_herriot(direct * unit, variance * unit**2, X, method=method),
    )
    assert one.adjusted
    assert other.adjusted
    assert other.sigma2 == pytest.approx(one.sigma2 * unit**2, rel=1e-4)
    assert other.mse == pytest.approx(one.mse * unit**2, rel=1e-4)


@pytest.mark.parametrize("areas", [4, 5, 9])
def test_the_adjusted_likelihood_has_its_maximum_inside(areas: int) -> None:
    """From three more areas than coefficients on, σ² lies where neighbours on both sides are less likely."""
    direct, variance, X = np.linspace(0.2, 0.4, areas), np.full(areas, 0.02), np.ones((areas, 1))
    found = variance_between(direct, variance, X, method="adjusted").sigma2

    def height(sigma2: float) -> float:
        return np.log(sigma2) + log_likelihood(direct, variance, X, sigma2)

    assert height(found) > max(height(found * 0.9), height(found * 1.1))
    assert found < 1


def test_an_area_without_respondents_takes_the_regression() -> None:
    """Its share of direct estimate is 0 and its error holds the variance between areas."""
    direct = np.array([1.0, 2.1, 2.9, 4.2, 4.8, 6.3, np.nan])
    X = np.column_stack([np.ones(7), np.arange(1.0, 8.0)])
    found = fay_herriot(direct, np.full(7, 0.1), X)
    assert found.gamma[-1] == 0
    assert found.eblup[-1] == pytest.approx(X[-1] @ found.beta)
    assert found.mse[-1] > found.sigma2
    assert found.mse[-1] > found.mse[:-1].max()


def test_benchmarking_by_hand() -> None:
    """Every estimate is multiplied by the same ratio, and its error grows by the square of the move."""
    start = fay_herriot([10.0, 12.0, 14.0, 16.0, 18.0], np.full(5, 4.0), np.ones((5, 1)))
    found = benchmark(start, np.ones(5), 15.4)
    assert found.ratio == pytest.approx(1.1)
    assert found.benchmarked.mean() == pytest.approx(15.4)
    assert found.benchmarked_mse == pytest.approx(start.mse + (0.1 * start.eblup) ** 2)


@given(
    st.lists(st.floats(0.05, 0.95), min_size=6, max_size=12),
    st.integers(0, 10_000),
)
def test_estimates_lie_between_the_direct_one_and_the_regression(direct: list[float], seed: int) -> None:
    """Whatever the areas, shrinkage goes towards the regression and never beyond, and errors are positive."""
    rng = np.random.default_rng(seed)
    y, psi = np.array(direct), rng.uniform(0.001, 0.1, len(direct))
    X = np.ones((len(direct), 1))
    found = fay_herriot(y, psi, X)
    regression = X @ found.beta
    low, high = np.minimum(y, regression), np.maximum(y, regression)
    assert ((found.eblup >= low - 1e-9) & (found.eblup <= high + 1e-9)).all()
    assert (found.mse > 0).all()
    assert ((found.gamma > 0) & (found.gamma < 1)).all()


@pytest.mark.parametrize(
    ("direct", "variance", "X", "words"),
    [
        ([1.0, 2.0, 3.0], [0.1, 0.0, 0.1], np.ones((3, 1)), "lissez"),
        ([1.0, 2.0, 3.0], [0.1] * 3, np.ones((3, 1)), "ne suffisent pas"),
        ([1.0, 2.0, 3.0, 4.0, 5.0], [0.1] * 5, np.ones((5, 2)), "deux fois"),
        ([1.0, 2.0, 3.0], [0.1] * 3, np.ones((4, 1)), "ne se répondent pas"),
        ([1.0, 2.0, 3.0, 4.0], [0.1] * 4, np.array([[1.0], [1.0], [np.nan], [1.0]]), "manque"),
    ],
)
def test_what_cannot_be_estimated_is_refused(
    direct: list[float], variance: list[float], X: np.ndarray, words: str
) -> None:
    """The message names what is wrong."""
    with pytest.raises(SmallAreaError, match=words):
        fay_herriot(direct, variance, X)


def test_an_unknown_method_is_refused() -> None:
    """The message names the methods that exist."""
    with pytest.raises(SmallAreaError, match="reml"):
        fay_herriot([1.0, 2.0, 3.0, 4.0], [0.1] * 4, np.ones((4, 1)), method="moments")

"""The logistic model with effects of areas."""

import numpy as np
import pytest
from scipy.special import expit

from indicators.small_area.arrow import Arrow
from indicators.small_area.logistic import Answers, best_guess, fit_logistic


def make(seed: int, *, n: int = 400, areas: int = 12, spread: float = 0.8) -> tuple[Answers, np.ndarray]:
    """Draw answers from the model; return them and the effects of the areas."""
    rng = np.random.default_rng(seed)
    effect = rng.normal(0, spread, areas)
    area = rng.integers(0, areas, n)
    X = np.column_stack([np.ones(n), rng.normal(size=n)])
    yes = (rng.random(n) < expit(X @ [-0.5, 0.7] + effect[area])).astype(float)
    return Answers(yes, np.ones(n), X, area, areas, rng.integers(0, 2, n), 2), effect


def test_arrow_is_the_dense_matrix() -> None:
    """Solving, the determinant and the covariance of draws are those of the whole matrix written out."""
    rng = np.random.default_rng(0)
    p, m, g, n = 3, 4, 2, 60
    X, area, group, w = rng.normal(size=(n, p)), rng.integers(0, m, n), rng.integers(0, g, n), rng.random(n) + 0.1
    Z, V = np.zeros((n, m)), np.zeros((n, m * g))
    Z[np.arange(n), area] = V[np.arange(n), area * g + group] = 1
    everything = np.hstack([X, Z, V])
    prior = rng.random(everything.shape[1]) + 0.5
    dense = everything.T @ (w[:, None] * everything) + np.diag(prior)
    crossed = ((X * w[:, None]).T @ V).reshape(p, m, g)
    arrow = Arrow(
        X.T @ (w[:, None] * X) + np.diag(prior[:p]), crossed, (w @ V).reshape(m, g), prior[p : p + m],
        prior[p + m :].reshape(m, g),
    )  # fmt: skip
    right = rng.normal(size=len(prior))
    assert arrow.solve(right) == pytest.approx(np.linalg.solve(dense, right))
    assert arrow.log_determinant == pytest.approx(np.linalg.slogdet(dense)[1])
    root = arrow.scatter(np.eye(len(prior)))
    assert root.T @ root == pytest.approx(np.linalg.inv(dense))


def test_the_mode_has_no_slope() -> None:
    """At the most likely coefficients the derivative of the penalised likelihood is 0, by finite differences."""
    answers, _ = make(1)
    theta, sigma = best_guess(answers, 0.6), 0.6

    def height(at: np.ndarray) -> float:
        p, m = 2, answers.areas
        eta = answers.X @ at[:p] + at[p : p + m][answers.area] + at[p + m :][answers.place]
        prior = (at[0] / 5) ** 2 + at[1] ** 2 + ((at[p : p + m] / sigma) ** 2).sum()
        prior += ((at[p + m :] / (sigma / 2)) ** 2).sum()
        return float((answers.yes * eta - np.logaddexp(0, eta)).sum() - prior / 2)

    step = 1e-5
    slopes = [(height(theta + step * one) - height(theta - step * one)) / (2 * step) for one in np.eye(len(theta))]
    assert np.abs(slopes).max() < 1e-4


def test_areas_are_found_again() -> None:
    """With many respondents the effects of the areas come back, and their standard deviation with them."""
    answers, effect = make(2, n=6000)
    fit = fit_logistic(answers)
    means = fit.draws[:, 2 : 2 + answers.areas].mean(axis=0)
    assert np.corrcoef(means, effect)[0, 1] > 0.95
    assert fit.between == pytest.approx(effect.std(), abs=0.25)


def test_an_area_without_respondents_knows_nothing_of_its_own() -> None:
    """Its local share is 0, and its effect is as uncertain as before any answer."""
    answers, _ = make(3)
    more = Answers(answers.yes, answers.weight, answers.X, answers.area, answers.areas + 1, answers.group, 2)
    fit = fit_logistic(more, draws=4000)
    local = fit.local(np.full((more.areas, 2), 0.5))
    assert local[-1] == pytest.approx(0.0, abs=1e-9)
    assert (local[:-1] > 0.2).all()
    assert fit.draws[:, 2 + answers.areas].std() == pytest.approx(fit.between, abs=0.15)


def test_same_seed_same_draws() -> None:
    """Estimates do not change from one reading to the next."""
    answers, _ = make(4)
    assert np.array_equal(fit_logistic(answers, draws=50).draws, fit_logistic(answers, draws=50).draws)


def test_a_public_that_all_says_yes_stays_finite() -> None:
    """Separation does not send a coefficient to infinity: priors are weak, not flat."""
    n = 60
    X = np.column_stack([np.ones(n), np.repeat([0.0, 1.0], n // 2)])
    answers = Answers(X[:, 1], np.ones(n), X, np.arange(n) % 5, 5, np.zeros(n, dtype=int), 1)
    assert np.abs(best_guess(answers, 0.3)).max() < 10

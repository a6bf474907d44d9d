"""A logistic regression on respondents, with effects of the area where they live and of their group in it.

Model: logit P(y = 1) = x′β + u_a + v_ag, with u_a ~ N(0, σ²), v_ag ~ N(0, (σ/2)²), β ~ N(0, diag(prior²)) and
σ ~ σ exp(−σ²/2s²); a is the area, g the group. Answers weigh w, scaled in each area to Kish's effective number of
respondents, so that unequal weights widen the intervals.

For each σ of a grid, Newton's method finds the most likely (β, u, v) and Laplace's formula the likelihood of σ;
draws are then taken from the normal approximations, each σ as often as it is likely. Nothing is fixed at its
best value: intervals carry what is not known of σ too, which is what keeps them honest when σ looks like 0.

Sources: Breslow and Clayton (1993), *JASA* 88; Rue, Martino and Chopin (2009), *JRSS B* 71 (nested Laplace
approximations); Gelman, Jakulin, Pittau and Su (2008), *Ann. Appl. Stat.* 2 for weak priors on β; Chung et al.
(2013), *Psychometrika* 78 for keeping σ away from 0; Potthoff, Woodbury and Manton (1992), *JASA* 87 for weights.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from indicators.small_area.arrow import Arrow
from indicators.small_area.regression import Floats

Ints = NDArray[np.intp]

BETWEEN_SCALE = 0.5
"""Most likely σ before any answer, on the logit scale: odds of most areas within a factor 2 of one another."""
GROUP_RATIO = 0.5
"""Standard deviation of a group's effect in an area, over the area's own: most of what sets an area apart is shared."""
SLOPE_SCALE = 1.0
INTERCEPT_SCALE = 5.0
_GRID = np.array([0.02, 0.08, 0.15, 0.22, 0.30, 0.38, 0.47, 0.57, 0.68, 0.80, 0.95, 1.15, 1.40])
_MOST_STEPS = 50


@dataclass(frozen=True)
class Answers:
    """Yes and no of n respondents.

    Attributes
    ----------
    yes : float[n]
        0 or 1.
    weight : float[n]
        Scaled to effective respondents.
    X : float[n, p]
        Covariates; the first column is the intercept.
    area : int[n]
    areas : int
    group : int[n]
    groups : int
    """

    yes: Floats
    weight: Floats
    X: Floats
    area: Ints
    areas: int
    group: Ints
    groups: int

    @property
    def width(self) -> int:
        """How many coefficients and effects there are: p + areas + areas × groups."""
        return int(self.X.shape[1]) + self.areas * (1 + self.groups)

    @property
    def place(self) -> Ints:
        """Position of each respondent's area and group among all, int[n]."""
        return np.asarray(self.area * self.groups + self.group)


@dataclass(frozen=True)
class Fit:
    """What is known of the coefficients.

    Attributes
    ----------
    sigma : float[s]
        The grid of σ.
    probability : float[s]
        How likely each is.
    draws : float[k, p + areas × (1 + groups)]
        Coefficients, effects of the areas, effects of the groups in each area.
    told : float[s, areas, groups]
        What the respondents of an area and group tell of their linear predictor: Σ w p (1 − p), for each σ.
    """

    sigma: Floats
    probability: Floats
    draws: Floats
    told: Floats

    @property
    def between(self) -> float:
        """Mean of σ over what is likely."""
        return float(self.sigma @ self.probability)

    def local(self, share: Floats) -> Floats:
        """Return how much of what is known of each area is its own respondents', from 0 to 1, float[areas].

        1 − Var(e | y) / Var(e), the coefficients being given, for e = u_a + Σ share_g v_ag: what γ is to Fay–Herriot.

        Parameters
        ----------
        share : float[areas, groups]
            Of the people of the area that the estimate is for, by group.
        """
        groups = share.shape[1]
        weight = np.concatenate([np.ones((len(share), 1)), share], axis=1)
        found = np.zeros(len(share))
        for sigma, likely, told in zip(self.sigma, self.probability, self.told, strict=True):
            prior = np.full(1 + groups, sigma**2)
            prior[1:] *= GROUP_RATIO**2
            precision = np.zeros((len(share), 1 + groups, 1 + groups))
            precision[:, 0, 0] = told.sum(axis=1)
            precision[:, 0, 1:] = precision[:, 1:, 0] = told
            inside = np.arange(1, 1 + groups)
            precision[:, inside, inside] = told
            precision += np.diag(1 / prior)
            after = np.einsum("ai,aij,aj->a", weight, np.linalg.inv(precision), weight)
            found += likely * (1 - after / ((weight**2) @ prior))
        return found.clip(0.0, 1.0)


@dataclass(frozen=True)
class _Peak:
    """The most likely coefficients for one σ, with their precision."""

    mode: Floats
    precision: Arrow
    log_likelihood: float


def fit_logistic(answers: Answers, *, draws: int = 1000, seed: int = 0) -> Fit:
    """Fit the model.

    Parameters
    ----------
    answers : Answers
        With at least one respondent.
    draws : int
        How many are taken.
    seed : int
        Of the draws; the same seed gives the same draws.
    """
    width = answers.width
    start = np.zeros(width)
    peaks = []
    for sigma in _GRID:
        peak = _climb(answers, sigma, start)
        start = peak.mode
        peaks.append(peak)
    spacing = np.gradient(_GRID)
    log_prior = np.log(_GRID) - 0.5 * (_GRID / BETWEEN_SCALE) ** 2
    height = np.array([peak.log_likelihood for peak in peaks]) + log_prior
    probability = np.exp(height - height.max()) * spacing
    probability /= probability.sum()
    rng = np.random.default_rng(seed)
    counts = _apportion(probability, draws)
    taken = np.concatenate(
        [
            peak.mode + peak.precision.scatter(rng.standard_normal((count, width)))
            for peak, count in zip(peaks, counts, strict=True)
        ]
    )
    return Fit(_GRID, probability, taken, np.stack([_told(answers, peak.mode) for peak in peaks]))


def best_guess(answers: Answers, sigma: float) -> Floats:
    """Return the most likely coefficients and effects for a given σ, in the order of `Fit.draws`."""
    return _climb(answers, sigma, np.zeros(answers.width)).mode


def _prior_precision(answers: Answers, sigma: float) -> Floats:
    slopes = np.full(answers.X.shape[1], SLOPE_SCALE**-2)
    slopes[0] = INTERCEPT_SCALE**-2
    areas = np.full(answers.areas, sigma**-2)
    groups = np.full(answers.areas * answers.groups, (GROUP_RATIO * sigma) ** -2)
    return np.concatenate([slopes, areas, groups])


def _linear(answers: Answers, theta: Floats) -> Floats:
    p = answers.X.shape[1]
    of_area, of_group = theta[p : p + answers.areas], theta[p + answers.areas :]
    return np.asarray(answers.X @ theta[:p] + of_area[answers.area] + of_group[answers.place])


def _objective(answers: Answers, theta: Floats, prior: Floats) -> float:
    eta = _linear(answers, theta)
    said = float((answers.weight * (answers.yes * eta - np.logaddexp(0.0, eta))).sum())
    return said - 0.5 * float((prior * theta**2).sum())


def _climb(answers: Answers, sigma: float, start: Floats) -> _Peak:
    """Find the mode by Newton's method, halving steps that do not climb."""
    prior = _prior_precision(answers, sigma)
    theta, height = start, _objective(answers, start, prior)
    for _ in range(_MOST_STEPS):
        gradient, precision = _slope(answers, theta, prior)
        step = precision.solve(gradient)
        following, reached = theta + step, _objective(answers, theta + step, prior)
        while reached < height - 1e-9 and np.abs(step).max() > 1e-10:
            step = step / 2
            following, reached = theta + step, _objective(answers, theta + step, prior)
        theta, height = following, reached
        if np.abs(step).max() < 1e-6:
            break
    _, precision = _slope(answers, theta, prior)
    log_likelihood = height + 0.5 * float(np.log(prior).sum()) - 0.5 * precision.log_determinant
    return _Peak(theta, precision, log_likelihood)


def _slope(answers: Answers, theta: Floats, prior: Floats) -> tuple[Floats, Arrow]:
    """Return the gradient and the precision matrix (minus the Hessian) at theta."""
    X, p, m, groups = answers.X, answers.X.shape[1], answers.areas, answers.groups
    chance = expit(_linear(answers, theta))
    error = answers.weight * (answers.yes - chance)
    curve = answers.weight * chance * (1 - chance)
    own = np.bincount(answers.place, error, m * groups)
    gradient = np.concatenate([X.T @ error, own.reshape(m, groups).sum(axis=1), own]) - prior * theta
    crossed = np.stack([np.bincount(answers.place, curve * X[:, column], m * groups) for column in range(p)])
    told = np.bincount(answers.place, curve, m * groups).reshape(m, groups)
    precision = Arrow(
        X.T @ (curve[:, None] * X) + np.diag(prior[:p]),
        np.asarray(crossed.reshape(p, m, groups), dtype=float),
        np.asarray(told, dtype=float),
        prior[p : p + m],
        prior[p + m :].reshape(m, groups),
    )
    return gradient, precision


def _apportion(probability: Floats, draws: int) -> Ints:
    """Share the draws out over the grid, to the nearest whole number (largest remainders)."""
    wanted = probability * draws
    counts = np.floor(wanted).astype(np.intp)
    left = np.argsort(counts - wanted, kind="stable")[: draws - int(counts.sum())]
    counts[left] += 1
    return counts


def _told(answers: Answers, theta: Floats) -> Floats:
    chance = expit(_linear(answers, theta))
    told = np.bincount(answers.place, answers.weight * chance * (1 - chance), answers.areas * answers.groups)
    return np.asarray(told.reshape(answers.areas, answers.groups), dtype=float)

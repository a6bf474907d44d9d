"""The model of respondents added up over the census: multilevel regression and post-stratification.

What respondents of each age, household and situation answer, and what is peculiar to their area, is applied to
everybody who lives there. Source: Gelman and Little (1997), Poststratification into many categories using
hierarchical logistic regression, *Survey Methodology* 23; Park, Gelman and Bafumi (2004), *Political Analysis* 12.
"""

import numpy as np
from scipy.special import expit

from indicators.small_area.cells import group_of
from indicators.small_area.logistic import Answers, Fit, best_guess, fit_logistic
from indicators.small_area.profiles import profile_columns
from indicators.small_area.regression import Floats
from indicators.small_area.results import AreaEstimates
from indicators.small_area.sample import PlacedSample

DRAWS = 1000


def answers_of(everybody: PlacedSample) -> Answers:
    """Write a sample as yes, weights, covariates (intercept, profile, area), area and group."""
    n = len(everybody.yes)
    X = np.hstack([np.ones((n, 1)), profile_columns()[everybody.profile], everybody.X[everybody.area]])
    groups = group_of()
    return Answers(
        everybody.yes, everybody.scaled_weight, X, everybody.area, everybody.areas,
        groups[everybody.profile], int(groups.max()) + 1,
    )  # fmt: skip


def add_up(sample: PlacedSample, coefficients: Floats) -> Floats:
    """Return the proportion of each area under each vector of coefficients, float[m, k].

    Parameters
    ----------
    sample : PlacedSample
        Of the public that is estimated; its people count, its respondents do not.
    coefficients : float[k, p + m × (1 + groups)]
        Intercept, profiles, areas' covariates, effects of areas, effects of groups in areas.
    """
    own, groups = profile_columns(), group_of()
    q, m, k = own.shape[1], sample.areas, len(coefficients)
    intercept, of_profile, of_covariates, effects = np.split(
        coefficients, [1, 1 + q, 1 + q + sample.X.shape[1]], axis=1
    )
    of_area = intercept.T + sample.X @ of_covariates.T + effects[:, :m].T
    of_group = effects[:, m:].reshape(k, m, -1)
    size = sample.size
    total = np.where(size[:, None] > 0, np.zeros((m, k)), np.nan)
    for profile in np.flatnonzero(sample.members):
        share = np.divide(sample.people[:, profile], size, out=np.zeros(m), where=size > 0)
        chance = expit(of_area + of_group[:, :, groups[profile]].T + own[profile] @ of_profile.T)
        total += share[:, None] * chance
    return np.asarray(total)


def fit_unit(everybody: PlacedSample, *, draws: int = DRAWS, seed: int = 0) -> Fit:
    """Fit the model on everybody: the publics borrow from one another what sets an area apart.

    Parameters
    ----------
    everybody : PlacedSample
        With at least one respondent.
    draws, seed : int
        Of the coefficients.
    """
    return fit_logistic(answers_of(everybody), draws=draws, seed=seed)


def unit_level(sample: PlacedSample, fit: Fit, *, seed: int = 0) -> AreaEstimates:
    """Estimate a public in every area from the model of everybody.

    Parameters
    ----------
    sample : PlacedSample
        Of the public.
    fit : Fit
        Of everybody, in the same areas.
    seed : int
        Of the chance among few people.
    """
    drawn = _of_people(sample, add_up(sample, fit.draws), np.random.default_rng([seed, 1]))
    low, high = np.percentile(drawn, [2.5, 97.5], axis=1)
    groups = group_of()
    people = np.stack([sample.people[:, groups == group].sum(axis=1) for group in range(groups.max() + 1)], axis=1)
    share = people / np.maximum(sample.size, 1e-9)[:, None]
    return AreaEstimates("unit", drawn.mean(axis=1), low, high, drawn.std(axis=1), fit.local(share), fit.between)


def _of_people(sample: PlacedSample, chance: Floats, rng: np.random.Generator) -> Floats:
    """Draw the share of the people who live there from their chance: with 40 people, chance alone counts."""
    people = np.rint(sample.size).astype(int)[:, None]
    asked = np.minimum(sample.count[:, None], people)
    known = np.nan_to_num(chance)
    others = rng.binomial(people - asked, known)
    # Those who answered are known; they are counted at their chance, not to weigh their answers twice.
    share = np.divide(others + asked * known, people, out=np.full_like(chance, np.nan), where=people > 0)
    return np.asarray(share)


def predict_unit(everybody: PlacedSample, sigma: float) -> Floats:
    """Return the most likely coefficients for a given σ, float[1, …]: quick, for cross-validation with `add_up`."""
    return best_guess(answers_of(everybody), sigma)[None, :]

"""A known truth: everybody of 16 or more in the territory, with what they would answer.

Who lives where is the census: IRIS by age, household and situation. What they would answer is drawn from chances
that depend on the profile, on the area and on the public in the area, in a way that the models of the estimates
do not have in full: ages and households act together, and each public has its own effect in each area.
"""

from dataclasses import dataclass

import numpy as np
from scipy.special import expit

from geo import territory
from indicators.publics import PUBLICS
from indicators.small_area.cells import AGES, HOUSEHOLDS, PROFILES, SITUATIONS, Cells, build_cells, in_public
from indicators.small_area.census import covariates, margins
from indicators.small_area.regression import Floats

HELPED = 0.19
"""Share of people who receive RSA or prime d'activité or look for a job: that of the invented barometer."""
# How ages, households and situations go together: orders of magnitude, only the seed of the truth.
_HOUSEHOLDS = {
    "16_25": (0.20, 0.03, 0.77),
    "26_64": (0.17, 0.12, 0.71),
    "65_74": (0.31, 0.02, 0.67),
    "75_plus": (0.45, 0.02, 0.53),
}
_HELPED = {"16_25": 0.22, "26_64": 0.26, "65_74": 0.02, "75_plus": 0.01}
_AGE_EFFECT = {"16_25": 0.15, "26_64": 0.0, "65_74": -0.5, "75_plus": -0.3}
_HOME_EFFECT = {"alone": 0.25, "single_parent": 0.6, "other": 0.0}
_HELPED_EFFECT = 0.7
# Young people who live alone, older ones who raise children: together, not the sum of both.
_TOGETHER = {("16_25", "alone"): 0.35, ("65_74", "single_parent"): -0.4}
_INTERCEPT, _POOR, _RURAL = -2.25, 0.25, 0.15


@dataclass(frozen=True)
class Spread:
    """Standard deviations on the logit scale: between communes, between IRIS, between publics in an area."""

    commune: float = 0.35
    iris: float = 0.15
    public: float = 0.15


@dataclass(frozen=True, eq=False)
class Truth:
    """Everybody, one row a person.

    Attributes
    ----------
    cells : Cells
        Of the IRIS.
    iris : int[N]
        Position in `cells.codes`.
    profile : int[N]
        Position in `PROFILES`.
    yes : bool[N]
    """

    cells: Cells
    iris: np.ndarray
    profile: np.ndarray
    yes: np.ndarray

    def rate(self, people: np.ndarray) -> float:
        """Return the true share of some people, bool[N]; NaN for none."""
        return float(self.yes[people].mean()) if people.any() else float("nan")


def population() -> Cells:
    """Return the people of every IRIS by profile, the census's margins held."""
    seed = np.array(
        [
            [[_HOUSEHOLDS[age][at] * (_HELPED[age] if helped else 1 - _HELPED[age]) for helped in SITUATIONS]
             for at in range(len(HOUSEHOLDS))]
            for age in AGES
        ]
    )  # fmt: skip
    return build_cells(margins(HELPED), seed)


def draw_truth(cells: Cells, spread: Spread, rng: np.random.Generator) -> Truth:
    """Draw effects of areas, then everybody's answer."""
    place = territory.load()
    communes = np.array([place.commune_of(code) for code in cells.codes])
    names = sorted(set(communes))
    of_commune = dict(zip(names, rng.normal(0, spread.commune, len(names)), strict=True))
    area = np.array([of_commune[one] for one in communes]) + rng.normal(0, spread.iris, len(communes))
    known = covariates("iris").X @ np.array([_POOR, _RURAL])
    chance = expit(_INTERCEPT + (known + area)[:, None] + _profile_effects()[None, :] + _own(cells, spread, rng))
    count = np.rint(cells.people).astype(int)
    iris, profile = np.indices(count.shape)
    iris, profile = np.repeat(iris.ravel(), count.ravel()), np.repeat(profile.ravel(), count.ravel())
    return Truth(cells, iris, profile, rng.random(len(iris)) < chance[iris, profile])


def _profile_effects() -> Floats:
    return np.array(
        [
            _AGE_EFFECT[age] + _HOME_EFFECT[home] + _HELPED_EFFECT * helped + _TOGETHER.get((age, home), 0.0)
            for age, home, helped in PROFILES
        ]
    )


def _own(cells: Cells, spread: Spread, rng: np.random.Generator) -> Floats:
    """Return what is peculiar to each public in each IRIS, float[m, 24]; somebody in two publics has both."""
    own = np.zeros(cells.people.shape)
    for public in PUBLICS:
        own += rng.normal(0, spread.public, len(cells.codes))[:, None] * in_public(public.key)
    return own

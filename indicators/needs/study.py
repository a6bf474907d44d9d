"""Whether a ranking would survive other choices: probabilities, intervals of places, and what moves them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.needs import normalise as scales
from indicators.needs import sobol
from indicators.needs.aggregate import Aggregation
from indicators.needs.doubt import Doubt
from indicators.needs.errors import NeedsError
from indicators.needs.experiment import FACTORS, Choices, Draws, Problem, draw, moves, scores
from indicators.needs.index import checked_directions, checked_weights, index
from indicators.needs.normalise import Normalisation
from indicators.needs.places import from_the_top, share_in_top
from indicators.needs.sobol import Indices

FloatArray = NDArray[np.float64]

TOPS = (5, 10, 15)
DRAWS = 5_000
#: Share of the draws outside the interval of places: half below, half above.
OUTSIDE = 0.10
#: Above this share of the weights on components that are not published, an area is not ranked.
MOST_MISSING = 1 / 3


@dataclass(frozen=True, eq=False)
class Study:
    """A ranking and how far it holds.

    Attributes
    ----------
    table : DataFrame
        One row an area, in the order given: `index` (of the reference choice), `missing` (share of the weights on
        components that are not published), `ranked`, `place` (by the reference index, 1 the greatest need, ties
        sharing the best), `top_5`… (probability of being among so many first), `low`, `median`, `high` (places;
        nine draws in ten are between `low` and `high`). NaN where not ranked.
    shift : float
        Places by which an area moves from the reference, on average over areas and draws.
    draws : int
    design : Design or None
        What the Sobol indices are had from; None when nothing is ranked.
    """

    table: pd.DataFrame
    shift: float
    draws: int
    design: "Design | None" = None

    @property
    def sensitivity(self) -> Indices | None:
        """Sobol indices of the places of the ranked areas, choices in the order of `FACTORS`."""
        return None if self.design is None else self.design.indices[0]

    @property
    def shift_sensitivity(self) -> Indices | None:
        """Sobol indices of the average shift."""
        return None if self.design is None else self.design.indices[1]

    @property
    def ranked(self) -> pd.DataFrame:
        """The areas that are ranked, the greatest need first: by place, then by median place."""
        return self.table[self.table["ranked"]].sort_values(["place", "median"], kind="stable")


@dataclass(frozen=True, eq=False)
class Design:
    """The Saltelli design of a study: its draws, and the places that they gave.

    Its indices cost more than the study itself, and few readers ask for them: they are had when they are asked for.
    The draws are made again from their seed, not kept: with the errors of 1 727 cells they would weigh 13 MB a study.

    Attributes
    ----------
    problem : Problem
    seed, half : int
        The two halves A and B have `half` draws each.
    ends : int[2 half, n]
        Best place plus worst place of each ranked area under each draw, A then B: whole numbers are small to keep.
    reference : float[n]
        Place by the reference index, equals sharing the mean of their places.
    """

    problem: Problem
    seed: int
    half: int
    ends: NDArray[np.integer]
    reference: FloatArray

    @cached_property
    def indices(self) -> tuple[Indices, Indices]:
        """Sobol indices of the places, and of the average shift from the reference."""
        sample_a, sample_b = _halves(self.problem, self.half, self.seed)
        places_a, places_b = self.ends[: self.half] / 2, self.ends[self.half :] / 2
        mixed = np.stack(
            [
                _ends(scores(self.problem, sample_a.with_factor(factor, sample_b))) / 2
                if moves(self.problem, factor)
                else places_a
                for factor in FACTORS
            ]
        )
        return (
            sobol.indices(places_a, places_b, mixed),
            sobol.indices(self._shift(places_a), self._shift(places_b), self._shift(mixed)),
        )

    def _shift(self, places: FloatArray) -> FloatArray:
        return np.asarray(np.abs(places - self.reference).mean(axis=-1, keepdims=True), dtype=np.float64)


def robustness(
    table: pd.DataFrame,
    *,
    directions: Mapping[str, int],
    weights: Mapping[str, float] | None = None,
    doubt: Doubt | None = None,
    choices: Choices | None = None,
    tops: Sequence[int] = TOPS,
    draws: int = DRAWS,
    seed: int = 0,
) -> pd.DataFrame:
    """Return how likely each area is to be among the first, whatever the choices.

    Parameters
    ----------
    table : DataFrame
        Areas by components, NaN where not published.
    directions, weights : mapping by component
        As in `composite`.
    doubt : Doubt, optional
        Errors of the values, bounds of those that are not published. Without bounds, an area that misses a
        component is not ranked.
    choices : Choices, optional
        What is left open.
    tops : sequence of int
        « Among the first 5, 10, 15 ».
    draws, seed : int
        The same seed gives the same result.

    Returns
    -------
    DataFrame
        `Study.table`.

    Raises
    ------
    NeedsError
    """
    return study(
        table,
        directions=directions,
        weights=weights,
        doubt=doubt,
        choices=choices,
        tops=tops,
        draws=draws,
        seed=seed,
    ).table


def study(
    table: pd.DataFrame,
    *,
    directions: Mapping[str, int],
    weights: Mapping[str, float] | None = None,
    doubt: Doubt | None = None,
    choices: Choices | None = None,
    tops: Sequence[int] = TOPS,
    draws: int = DRAWS,
    seed: int = 0,
    normalise: Normalisation = "minmax",
    aggregate: Aggregation = "arithmetic",
) -> Study:
    """Return a ranking, how far it holds and, when asked, which choice moves it; see `robustness`.

    The draws are the two independent halves A and B of a Saltelli design; its indices add one half more for each
    choice that is open. The reference index is made as `normalise` and `aggregate` say (from the lowest to the
    highest area, arithmetic mean) and takes, for a value that is not published, the middle of its bounds. The draws
    do not depend on it: they go through all of `choices`.

    Raises
    ------
    NeedsError
        If components, weights, directions, bounds or the number of draws are impossible.
    """
    if draws < 2:
        raise NeedsError(f"Il faut au moins 2 tirages : {draws} demandé.")
    weight = checked_weights(table, weights)
    used = weight > 0
    part = table.loc[:, used]
    values = part.to_numpy(dtype=float)
    every = doubt if doubt is not None else Doubt.none(table)
    every.check(table.to_numpy(dtype=float))
    of_part = Doubt(every.low[:, used], every.high[:, used], every.law[:, used])
    missing = np.isnan(values) @ weight[used]
    ranked = of_part.drawable(values).all(axis=1) & (missing <= MOST_MISSING + 1e-12)
    problem = _problem(
        values[ranked],
        Doubt(of_part.low[ranked], of_part.high[ranked], of_part.law[ranked]),
        weight[used],
        checked_directions(part, directions),
        choices or Choices(),
    )
    frame = pd.DataFrame({"missing": missing, "ranked": ranked}, index=table.index)
    for name in ("index", "place", *(f"top_{top}" for top in tops), "low", "median", "high"):
        frame[name] = np.nan
    if not ranked.any():
        return Study(frame, np.nan, 0)

    reference = _reference(problem, normalise, aggregate)
    place = from_the_top(reference)[0]
    half = (draws + 1) // 2
    sample_a, sample_b = _halves(problem, half, seed)
    best, worst = from_the_top(np.concatenate([scores(problem, sample_a), scores(problem, sample_b)]))
    middle = (best + worst) / 2
    found = {"index": reference, "place": place.astype(float)}
    found |= {f"top_{top}": share_in_top(best, worst, top).mean(axis=0) for top in tops}
    # Places that some draw gave: nothing is interpolated between two.
    low, median, high = np.quantile(middle, [OUTSIDE / 2, 0.5, 1 - OUTSIDE / 2], axis=0, method="inverted_cdf")
    found |= {"low": np.floor(low), "median": median, "high": np.ceil(high)}
    for name, column in found.items():
        frame.loc[ranked, name] = column
    at = middle_place(reference)
    shift = float(np.abs(middle - at).mean())
    return Study(frame, shift, 2 * half, Design(problem, seed, half, _small(best + worst), at))


def _halves(problem: Problem, half: int, seed: int) -> tuple[Draws, Draws]:
    """Return the two independent samples of a design, the same for the same seed."""
    generator = np.random.default_rng(seed)
    return draw(problem, half, generator), draw(problem, half, generator)


def _ends(of: FloatArray) -> NDArray[np.int64]:
    """Return the best place plus the worst one of each score."""
    best, worst = from_the_top(of)
    return best + worst


def _small(ends: NDArray[np.int64]) -> NDArray[np.integer]:
    """Keep whole numbers in the smallest type that holds them."""
    return ends.astype(np.min_scalar_type(2 * ends.shape[-1]))


def middle_place(index: FloatArray) -> FloatArray:
    """Return the place of each area, 1 the highest index, equals sharing the mean of their places."""
    best, worst = from_the_top(index)
    return np.asarray((best + worst) / 2, dtype=float)


def _problem(
    values: FloatArray, doubt: Doubt, weights: FloatArray, directions: FloatArray, choices: Choices
) -> Problem:
    posts = np.zeros((len(weights), 2))
    if len(values):
        posts = scales.goalposts(doubt.central(values))
    return Problem(values, doubt, weights, directions, posts, choices)


def _reference(problem: Problem, normalise: Normalisation, aggregate: Aggregation) -> FloatArray:
    """Return the index of the reference choice, float[n]."""
    return index(
        problem.doubt.central(problem.values).T,
        normalisation=normalise,
        aggregation=aggregate,
        weights=problem.weights,
        directions=problem.directions,
        posts=problem.posts,
    )

"""Draws of every choice that a need index rests on, and the places that follow; vectorised over draws.

A draw takes, at once and independently:

- weights from a Dirichlet law around those of the committee: its density grows with the concentration c, and each
  weight w varies with a standard deviation √(w (1 − w) / (c + 1));
- a normalisation and an aggregation, each with the same chance;
- the values that carry an error, from their laws (`indicators.needs.doubt`);
- the values that are not published, uniformly between their bounds: never one imputed figure.

Source: Saisana M., Saltelli A., Tarantola S. (2005), Uncertainty and sensitivity analysis techniques as tools for the
quality assessment of composite indicators, *Journal of the Royal Statistical Society A* 168.
"""

from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from indicators.needs.aggregate import Aggregation
from indicators.needs.doubt import EXACT, NORMAL, Z95, Doubt
from indicators.needs.index import index
from indicators.needs.normalise import Normalisation

FloatArray = NDArray[np.float64]

#: The choices whose part in the ranking is measured, in the order of the draws.
FACTORS: Final[dict[str, str]] = {
    "weights": "Poids des composantes",
    "normalisation": "Mise à l’échelle",
    "aggregation": "Façon de combiner",
    "error": "Erreur sur les valeurs",
    "hidden": "Valeurs non publiées",
}
# Numbers held at once while a draw is computed: 32 MB each array.
_AT_ONCE = 4_000_000


@dataclass(frozen=True)
class Choices:
    """What is left open.

    Attributes
    ----------
    normalisations, aggregations : tuple
        Drawn with the same chance.
    concentration : float
        Of the weights around those given; inf leaves the weights as they are. As many as there are components,
        with equal weights, makes every weighting as likely as any other.
    """

    normalisations: tuple[Normalisation, ...] = ("minmax", "z", "rank", "goalposts")
    aggregations: tuple[Aggregation, ...] = ("arithmetic", "geometric", "mpi")
    concentration: float = 27.0


@dataclass(frozen=True, eq=False)
class Problem:
    """An index to be drawn.

    Attributes
    ----------
    values : float[n, k]
        Of the ranked areas; NaN only where `doubt` has bounds.
    doubt : Doubt
        Of the same shape.
    weights, directions : float[k]
        Weights above 0, adding up to 1.
    posts : float[k, 2]
        Goalposts.
    choices : Choices
    """

    values: FloatArray
    doubt: Doubt
    weights: FloatArray
    directions: FloatArray
    posts: FloatArray
    choices: Choices


@dataclass(frozen=True, eq=False)
class Draws:
    """One value of every choice, for each of s draws.

    Attributes
    ----------
    weights : float[s, k]
    normalisation, aggregation : int[s]
        Ranks in the problem's choices.
    error, hidden : float[s, ...]
        One number for each uncertain value: standard normal or uniform, by its law.
    """

    weights: FloatArray
    normalisation: NDArray[np.int64]
    aggregation: NDArray[np.int64]
    error: FloatArray
    hidden: FloatArray

    def with_factor(self, factor: str, of: "Draws") -> "Draws":
        """Return these draws, one choice taken from others."""
        return replace(self, **{factor: getattr(of, factor)})


def _uncertain(problem: Problem) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return where a known value has an error, and where a value is not published: bool[k, n]."""
    missing = np.isnan(problem.values).T
    drawn = (problem.doubt.law != EXACT).T
    return drawn & ~missing, drawn & missing


def moves(problem: Problem, factor: str) -> bool:
    """Tell whether a choice is open at all: settled, or of no value, it moves no place in any draw."""
    choices = problem.choices
    error, hidden = _uncertain(problem)
    return {
        "weights": not np.isinf(choices.concentration) and problem.weights.size > 1,
        "normalisation": len(choices.normalisations) > 1,
        "aggregation": len(choices.aggregations) > 1,
        "error": bool(error.any()),
        "hidden": bool(hidden.any()),
    }[factor]


def draw(problem: Problem, count: int, generator: np.random.Generator) -> Draws:
    """Return `count` independent draws of every choice."""
    error, hidden = _uncertain(problem)
    normal = problem.doubt.law.T[error] == NORMAL
    noise = generator.random((count, int(error.sum())))
    noise[:, normal] = generator.standard_normal((count, int(normal.sum())))
    if np.isinf(problem.choices.concentration):
        weights = np.broadcast_to(problem.weights, (count, problem.weights.size))
    else:
        parts = generator.standard_gamma(problem.choices.concentration * problem.weights, (count, problem.weights.size))
        weights = parts / parts.sum(axis=1, keepdims=True)
    return Draws(
        weights=weights,
        normalisation=generator.integers(len(problem.choices.normalisations), size=count),
        aggregation=generator.integers(len(problem.choices.aggregations), size=count),
        error=noise,
        hidden=generator.random((count, int(hidden.sum()))),
    )


def scores(problem: Problem, draws: Draws) -> FloatArray:
    """Return the index of each area under each draw, float[s, n]; only its order within a draw has a meaning."""
    n, count = problem.values.shape
    s = len(draws.weights)
    step = max(1, _AT_ONCE // (n * count))
    found = np.empty((s, n))
    kinds = draws.normalisation * len(problem.choices.aggregations) + draws.aggregation
    for rank, normalisation in enumerate(problem.choices.normalisations):
        for other, aggregation in enumerate(problem.choices.aggregations):
            those = np.flatnonzero(kinds == rank * len(problem.choices.aggregations) + other)
            for start in range(0, those.size, step):
                some = those[start : start + step]
                found[some] = index(
                    _values(problem, draws, some),
                    normalisation=normalisation,
                    aggregation=aggregation,
                    weights=draws.weights[some],
                    directions=problem.directions,
                    posts=problem.posts,
                )
    return found


def _values(problem: Problem, draws: Draws, some: NDArray[np.intp]) -> FloatArray:
    """Return the values of some draws, float[s, k, n]."""
    base = problem.values.T
    low, high, law = problem.doubt.low.T, problem.doubt.high.T, problem.doubt.law.T
    error, hidden = _uncertain(problem)
    if not (error.any() or hidden.any()):
        # One set of values serves every draw.
        return base[None] if some.size else base[None][:0]
    drawn = np.repeat(base[None], some.size, axis=0)
    if hidden.any():
        drawn[:, hidden] = low[hidden] + draws.hidden[some] * (high - low)[hidden]
    if error.any():
        noise, value = draws.error[some], base[error]
        down, up = (value - low[error]) / Z95, (high[error] - value) / Z95
        normal = value + noise * np.where(noise < 0, down, up)
        moved = np.where(law[error] == NORMAL, normal, low[error] + noise * (high - low)[error])
        # What is never below 0 where it is published is never drawn below 0.
        positive = np.broadcast_to((np.nanmin(base, axis=1) >= 0)[:, None], base.shape)[error]
        drawn[:, error] = np.where(positive, np.maximum(moved, 0.0), moved)
    return drawn

"""Raking: weights moved as little as possible until they add up to known margins."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.formats import enumerate_words, number
from indicators.survey.errors import MarginUnreachable, SurveyError

Floats = NDArray[np.float64]
Margins: TypeAlias = Mapping[str, "Mapping[Any, float] | pd.Series[float]"]

TOLERANCE = 1e-8
MOST_ITERATIONS = 500
_FAR = 1e60


@dataclass(frozen=True, eq=False)
class Raked:
    """Weights that meet the margins, and what it took.

    Attributes
    ----------
    weights : float[n]
    base : float[n]
        The weights before.
    variables : tuple of str
        The columns that carry the margins: `estimate` takes them for its residuals.
    iterations : int
        Rounds over all the margins.
    gap : float
        Largest relative gap that is left between a margin and its target.
    design_effect : float
        Of unequal weights, after Kish: n Σw² / (Σw)².
    effective : float
        Respondents divided by the design effect: (Σw)² / Σw².
    smallest, largest : float
        Extreme factors w / base, divided by the mean factor.
    trimmed : int
        Respondents whose factor lies at a bound.
    """

    weights: Floats
    base: Floats
    variables: tuple[str, ...]
    iterations: int
    gap: float
    design_effect: float = 1.0
    effective: float = 0.0
    smallest: float = 1.0
    largest: float = 1.0
    trimmed: int = 0


@dataclass(frozen=True, eq=False)
class _Category:
    """Some respondents and the total that their weights must make."""

    variable: str
    name: Hashable
    rows: NDArray[np.intp]
    target: float


def rake(
    respondents: pd.DataFrame,
    margins: Margins,
    *,
    weight: str | None = None,
    tolerance: float = TOLERANCE,
    trim: tuple[float, float] | None = None,
) -> Floats:
    """Return weights that add up to every margin; `raking` gives the diagnostics too.

    Examples
    --------
    >>> people = pd.DataFrame({"age": ["a", "a", "b", "b"], "area": ["x", "y", "x", "y"]})
    >>> rake(people, {"age": {"a": 30, "b": 70}, "area": {"x": 40, "y": 60}}).round(6).tolist()
    [12.0, 18.0, 28.0, 42.0]
    """
    return raking(respondents, margins, weight=weight, tolerance=tolerance, trim=trim).weights


def raking(
    respondents: pd.DataFrame,
    margins: Margins,
    *,
    weight: str | None = None,
    tolerance: float = TOLERANCE,
    trim: tuple[float, float] | None = None,
) -> Raked:
    """Adjust weights to margins by iterative proportional fitting.

    Round after round, each category of each margin is multiplied so that it makes its total. What it converges to
    is, of all weights that meet the margins, the one nearest to the first weights in the sense of
    Σ w log(w / base) − w + base. With `trim`, each step finds the multiple that makes the total *with* the bounds
    kept; a weight held at a bound keeps the product of its multiples, and leaves the bound when they say so: the
    final weights are the nearest of those that meet both, where any do.

    Parameters
    ----------
    respondents : DataFrame of n rows
    margins : mapping
        Column to its categories and their totals, in any unit but the same for all columns.
    weight : str, optional
        Column of the weights to start from; without it each respondent weighs the same.
    tolerance : float
        Largest relative gap to a total at which to stop.
    trim : (float, float), optional
        Bounds of w / base, relative to its mean: (0.3, 3) keeps each factor between a third and three times
        the mean one.

    Raises
    ------
    SurveyError
        No respondents or margins, a column that is missing, weights that are not positive, margins of different
        totals.
    MarginUnreachable
        A category without respondents, respondents whose category has no total, bounds that are too narrow, or
        margins that contradict one another for these respondents.

    Notes
    -----
    Deming and Stephan (1940), "On a least squares adjustment of a sampled frequency table when the expected
    marginal totals are known", Annals of Mathematical Statistics 11. Deville, Särndal and Sautory (1993),
    "Generalized raking procedures in survey sampling", JASA 88. Kish (1965), Survey Sampling, § 11.7.
    """
    base = base_weights(respondents, weight)
    categories, total = _read(respondents, margins)
    start = base * (total / base.sum())
    low, high = _bounds(trim, start)
    # `free` is the first weights times the multiples of their categories; what it is within the bounds counts.
    free, weights = start.copy(), start.copy()
    gap = np.inf
    iterations = 0
    for iterations in range(1, MOST_ITERATIONS + 1):  # noqa: B007 (its last value is a diagnostic)
        for one in categories:
            _adjust(free, weights, one, low, high)
        gap = max((_gap(weights, one) for one in categories), default=0.0)
        if gap <= tolerance:
            break
    else:
        worst = max(categories, key=lambda one: _gap(weights, one))
        raise MarginUnreachable(
            f"Le calage n’aboutit pas : la catégorie « {worst.name} » de « {worst.variable} » fait "
            f"{number(float(weights[worst.rows].sum()), 2)} au lieu de {number(worst.target, 2)} après "
            f"{MOST_ITERATIONS} tours. Ces marges se contredisent pour ces répondants : retirez-en une ou "
            "regroupez des catégories."
        )
    return _diagnosed(Raked(weights, base, tuple(margins), iterations, gap), start, low, high)


def base_weights(respondents: pd.DataFrame, weight: str | None) -> Floats:
    """Return the weights of a column, 1 for all without one.

    Raises
    ------
    SurveyError
    """
    if not len(respondents):
        raise SurveyError("Aucun répondant : il n’y a rien à estimer.")
    if weight is None:
        return np.ones(len(respondents))
    if weight not in respondents.columns:
        raise SurveyError(f"La colonne de poids « {weight} » manque aux répondants.")
    found = respondents[weight].to_numpy(dtype=float, na_value=np.nan)
    if not np.isfinite(found).all() or (found <= 0).any():
        raise SurveyError(f"La colonne « {weight} » a un poids absent, nul ou négatif : un poids est positif.")
    return found


def _read(respondents: pd.DataFrame, margins: Margins) -> tuple[list[_Category], float]:
    if not margins:
        raise SurveyError("Aucune marge : le calage a besoin d’au moins une variable et de ses totaux.")
    found: list[_Category] = []
    totals: dict[str, float] = {}
    for variable, given in margins.items():
        if variable not in respondents.columns:
            raise SurveyError(f"La variable de calage « {variable} » manque aux répondants.")
        targets = dict(given.items())
        _refuse_targets(variable, targets)
        values = respondents[variable]
        lost = next((value for value in pd.unique(values) if pd.isna(value) or value not in targets), None)
        if lost is not None or values.isna().any():
            shown = "sans réponse" if lost is None or pd.isna(lost) else lost
            raise MarginUnreachable(
                f"Des répondants ont « {shown} » pour « {variable} », qui n’a pas de total : donnez-en un, ou "
                "rattachez-les à une autre catégorie."
            )
        for name, target in targets.items():
            rows = np.flatnonzero((values == name).to_numpy(dtype=bool))
            if not rows.size and target > 0:
                raise MarginUnreachable(
                    f"Aucun répondant pour « {name} » de « {variable} », qui doit faire {number(target)} : "
                    "regroupez cette catégorie avec une autre, ou retirez cette marge."
                )
            if rows.size and target <= 0:
                raise MarginUnreachable(
                    f"La catégorie « {name} » de « {variable} » a un total nul mais "
                    f"{number(rows.size)} répondants : corrigez le total ou la catégorie."
                )
            if rows.size:
                found.append(_Category(variable, name, rows, float(target)))
        totals[variable] = float(sum(targets.values()))
    first = next(iter(totals.values()))
    other = next((name for name, total in totals.items() if abs(total - first) > 1e-6 * first), None)
    if other is not None:
        said = enumerate_words([f"{number(total, 1)} pour « {name} »" for name, total in totals.items()])
        raise SurveyError(f"Les marges n’ont pas le même total ({said}) : elles doivent décrire la même population.")
    return found, first


def _refuse_targets(variable: str, targets: Mapping[Hashable, float]) -> None:
    for name, target in targets.items():
        if not np.isfinite(target) or target < 0:
            raise SurveyError(
                f"Le total de « {name} » pour « {variable} » n’est pas un nombre positif : corrigez la marge."
            )
    if not targets or sum(targets.values()) <= 0:
        raise SurveyError(f"La marge « {variable} » est vide : donnez au moins une catégorie et son total.")


def _bounds(trim: tuple[float, float] | None, start: Floats) -> tuple[Floats, Floats]:
    if trim is None:
        return np.zeros_like(start), np.full_like(start, np.inf)
    if not 0 <= trim[0] < 1 < trim[1]:
        raise SurveyError(
            f"Les bornes du calage ({number(trim[0], 2)} et {number(trim[1], 2)}) doivent encadrer 1 et être positives."
        )
    return start * trim[0], start * trim[1]


def _adjust(free: Floats, weights: Floats, one: _Category, low: Floats, high: Floats) -> None:
    """Multiply the free weights of a category so that, within their bounds, they make its total."""
    rows = one.rows
    own, least, most = free[rows], low[rows], high[rows]
    scaled = own * (one.target / own.sum())
    if (scaled >= least).all() and (scaled <= most).all():
        free[rows] = weights[rows] = scaled
        return
    slack = 1e-9 * one.target
    if not least.sum() - slack <= one.target <= most.sum() + slack:
        raise MarginUnreachable(
            f"Les bornes du calage ne laissent à « {one.name} » de « {one.variable} » que de "
            f"{number(float(least.sum()))} à {number(float(most.sum()))}, et elle doit faire {number(one.target)} : "
            "élargissez-les, ou regroupez des catégories."
        )
    # Margins that contradict one another drive free weights apart for ever: they are refused, and are not to overflow.
    free[rows] = np.clip(own * _multiple(own, least, most, one.target), most / _FAR, most * _FAR)
    weights[rows] = np.clip(free[rows], least, most)


def _multiple(own: Floats, least: Floats, most: Floats, target: float) -> float:
    """Return f such that Σ clip(f · own, least, most) = target; the sum grows piecewise linearly with f."""
    knots = np.unique(np.concatenate([least / own, most / own]))
    sums = np.clip(knots[:, None] * own[None, :], least, most).sum(axis=1)
    return float(np.interp(target, sums, knots))


def _gap(weights: Floats, one: _Category) -> float:
    return float(abs(weights[one.rows].sum() / one.target - 1))


def _diagnosed(raked: Raked, start: Floats, low: Floats, high: Floats) -> Raked:
    weights = raked.weights
    factors = weights / start
    effective = effective_size(weights)
    held = (np.isclose(weights, low, rtol=1e-9) & (low > 0)) | np.isclose(weights, high, rtol=1e-9)
    return replace(
        raked,
        design_effect=len(weights) / effective,
        effective=effective,
        smallest=float(factors.min()),
        largest=float(factors.max()),
        trimmed=int(held.sum()),
    )


def effective_size(weights: Floats) -> float:
    """Return how many respondents of equal weight tell as much: (Σw)² / Σw² (Kish, 1965).

    Examples
    --------
    >>> effective_size(np.array([1.0, 1.0, 2.0]))
    2.6666666666666665
    """
    return float(weights.sum() ** 2 / (weights**2).sum())

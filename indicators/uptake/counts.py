"""The true counts behind published ones: what rounding and masking leave possible, drawn at random."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import gammaln, logsumexp

from indicators.uptake.errors import CountImpossible

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
# An area is like a masked one up to so many times the weight of the largest masked area.
_LIKE = 2.0
# How many roundings are tried for each draw that a published total must let stand.
_TRIES = 20


@dataclass(frozen=True)
class Rule:
    """How a producer publishes counts.

    Attributes
    ----------
    step : int
        Counts are rounded to the nearest multiple of it.
    least : int
        The least count that is published; a smaller one is masked, like a nil one.
    """

    step: int
    least: int

    @property
    def hidden_at_most(self) -> int:
        """The greatest count that is masked."""
        return self.least - 1

    def bounds(self, published: Floats) -> tuple[Integers, Integers]:
        """Return the least and the greatest true count that is published as each value; int[n] each."""
        half = self.step // 2
        low = np.maximum(np.rint(published).astype(np.int64) - half, np.where(published > 0, self.least, 0))
        return low, np.maximum(np.rint(published).astype(np.int64) + half, low)


CAF = Rule(step=5, least=5)
FRANCE_TRAVAIL = Rule(step=5, least=5)
CNAM = Rule(step=1, least=10)


@dataclass(frozen=True)
class Counts:
    """Counts of areas, with what is not known of them.

    Attributes
    ----------
    value : float[n]
        Published, or expected where masked.
    draws : int[d, n]
        Possible true counts.
    masked : bool[n]
    """

    value: Floats
    draws: Integers
    masked: NDArray[np.bool_]


def complete(
    published: Floats,
    weight: Floats,
    rule: Rule,
    *,
    draws: int,
    generator: np.random.Generator,
    total: float | None = None,
    ceiling: Integers | None = None,
) -> Counts:
    r"""Draw true counts: rounded ones within their rounding, masked ones from a bounded model.

    A masked count :math:`k_i` follows a Poisson law of mean :math:`\rho w_i` cut at the greatest masked count
    :math:`b`; :math:`\rho` has the greatest likelihood over the areas of like size, those that are masked
    included (each tells that its count is at most b). Where the published total is known, the masked counts of
    each draw add up to what it leaves, exactly: of the roundings that are possible one by one, those that the total
    and the masked counts make likely together are kept, each as often as it is likely.

    Parameters
    ----------
    published : float[n]
        NaN where masked.
    weight : float[n]
        What a masked count grows with, positive: poor households.
    total : float, optional
        The published total of the areas, rounded as they are.
    ceiling : int[d, n], optional
        Counts that these are a part of.

    Returns
    -------
    Counts

    Raises
    ------
    CountImpossible
        No masked count can meet the total.
    """
    masked = np.isnan(published)
    known = ~masked
    found = np.zeros((draws, len(published)), dtype=np.int64)
    low, high = rule.bounds(published[known])
    chances = _chances(published, weight, rule) if masked.any() else np.ones((0, 1))
    if total is not None and masked.any():
        found[:, known], left = _rounded_under(
            total, (low, high), _sums(chances)[0], rule, draws=draws, generator=generator
        )
        found[:, masked] = _adding_up(chances, left, generator)
    else:
        found[:, known] = generator.integers(low, high + 1, size=(draws, int(known.sum())))
        if ceiling is not None:
            found[:, known] = np.minimum(found[:, known], np.maximum(ceiling[:, known], low))
        if masked.any():
            at_most = np.full((draws, int(masked.sum())), rule.hidden_at_most)
            if ceiling is not None:
                at_most = np.minimum(at_most, ceiling[:, masked])
            found[:, masked] = _bounded(chances, at_most, generator)
    value = np.where(masked, found.mean(axis=0), published)
    return Counts(value, found, masked)


def _chances(published: Floats, weight: Floats, rule: Rule) -> Floats:
    """Return the chances of 0 … b for each masked area, float[masked, b + 1]."""
    masked = np.isnan(published)
    bound = rule.hidden_at_most
    like = ~masked & (weight <= _LIKE * weight[masked].max())
    values = np.arange(bound + 1)
    if not like.any():
        # Nothing of like size is published: every masked count is as likely as another.
        return np.full((int(masked.sum()), bound + 1), 1 / (bound + 1))
    low, high = rule.bounds(published[like])
    possible = low[:, None] + np.arange(int((high - low).max()) + 1)[None, :]
    inside = possible <= high[:, None]

    def deviance(log_ratio: float) -> float:
        mean = np.exp(log_ratio) * weight
        seen = np.where(inside, _log_poisson(possible, mean[like][:, None]), -np.inf)
        unseen = _log_poisson(values[None, :], mean[masked][:, None])
        return float(-logsumexp(seen, axis=1).sum() - logsumexp(unseen, axis=1).sum())

    start = np.log(max(published[like].sum(), 1.0) / weight[like].sum())
    ratio = np.exp(minimize_scalar(deviance, bounds=(start - 4, start + 4), method="bounded").x)
    chances = _log_poisson(values[None, :], ratio * weight[masked][:, None])
    return np.asarray(np.exp(chances - logsumexp(chances, axis=1, keepdims=True)), dtype=float)


def _log_poisson(count: Integers, mean: Floats) -> Floats:
    """Return the logarithm of the chance of a count under a Poisson law; the mean is positive."""
    return np.asarray(count * np.log(mean) - mean - gammaln(count + 1), dtype=float)


def _bounded(chances: Floats, at_most: Integers, generator: np.random.Generator) -> Integers:
    """Draw each masked count up to a bound of its own; int[d, masked]."""
    cumulated = np.cumsum(chances, axis=1)
    columns = np.arange(chances.shape[0])[None, :]
    drawn = generator.random(at_most.shape) * cumulated[columns, at_most]
    counted = (drawn[:, :, None] > cumulated[None, :, :]).sum(axis=2)
    return np.asarray(np.minimum(counted, at_most), dtype=np.int64)


def _rounded_under(
    total: float,
    bounds: tuple[Integers, Integers],
    law: Floats,
    rule: Rule,
    *,
    draws: int,
    generator: np.random.Generator,
) -> tuple[Integers, Integers]:
    """Draw the published counts under a total, and what it leaves to the masked ones; int[d, known], int[d].

    Parameters
    ----------
    law : float[m]
        Chances of 0 … m − 1 for the sum of the masked counts.
    """
    low, high = bounds
    least, most = (int(one[0]) for one in rule.bounds(np.array([total])))
    tries = _TRIES * draws
    # One byte each: a territory may have hundreds of areas.
    over = generator.integers(0, high - low + 1, size=(tries, len(low)), dtype=np.int8)
    left = generator.integers(least, most + 1, size=tries) - low.sum() - over.sum(axis=1, dtype=np.int64)
    chance = np.where((left >= 0) & (left < len(law)), law[np.clip(left, 0, len(law) - 1)], 0.0)
    if not chance.any():
        raise CountImpossible(total, int(left.min()), len(law) - 1)
    kept = generator.choice(tries, size=draws, p=chance / chance.sum())
    return low + over[kept], left[kept]


def _sums(chances: Floats) -> list[Floats]:
    """Return the law of the sum of the areas from each on, and from after the last on (nothing: 0 for certain)."""
    ending = [np.ones(1)]
    for law in chances[::-1]:
        ending.append(np.convolve(law, ending[-1]))
    return ending[::-1]


def _adding_up(chances: Floats, left: Integers, generator: np.random.Generator) -> Integers:
    """Draw masked counts whose sum is given in each draw, from their law under that condition."""
    areas, several = chances.shape
    ending = _sums(chances)
    found = np.zeros((len(left), areas), dtype=np.int64)
    for j in range(areas):
        rest = left[:, None] - np.arange(several)[None, :]
        after = ending[j + 1]
        possible = (rest >= 0) & (rest < len(after))
        chance = chances[j][None, :] * np.where(possible, after[np.clip(rest, 0, len(after) - 1)], 0.0)
        cumulated = np.cumsum(chance, axis=1)
        drawn = generator.random(len(left)) * cumulated[:, -1]
        found[:, j] = np.minimum((drawn[:, None] > cumulated).sum(axis=1), several - 1)
        left = left - found[:, j]
    return found

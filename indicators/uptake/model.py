"""From recipients and a rate to those entitled and those who do not claim, with what chance adds."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indicators.uptake.counts import Counts, Rule, complete
from indicators.uptake.rates import Rate, draw

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
LEVEL = 95.0


@dataclass(frozen=True)
class Expected:
    """Estimates and their 95 % intervals, one an area; they add up, the intervals come from sums of draws.

    Attributes
    ----------
    value, low, high : float[n]
    whole : tuple of float
        Value, low and high of all the areas together.
    """

    value: Floats
    low: Floats
    high: Floats
    whole: tuple[float, float, float]


def bounds(draws: Floats | Integers) -> tuple[Floats, Floats]:
    """Return the bounds of the 95 % interval of draws along their first axis."""
    low, high = np.percentile(draws, [(100 - LEVEL) / 2, (100 + LEVEL) / 2], axis=0)
    return np.asarray(low), np.asarray(high)


def without(of: Floats, hidden: "NDArray[np.bool_]") -> Floats:
    """Return values with NaN in place of those that are hidden."""
    return np.where(hidden, np.nan, of)


def noise(deviation: float, shape: tuple[int, ...], generator: np.random.Generator) -> Floats:
    """Return factors of mean 1 whose logarithm has a standard deviation."""
    return np.exp(deviation * generator.standard_normal(shape) - deviation**2 / 2)


def non_recipients(recipients: Integers, odds: Floats, generator: np.random.Generator) -> Integers:
    """Draw how many people do not claim where so many do, each with the same chance.

    If E people are entitled and each claims with the chance p = 1 − rate, R = Binomial(E, p) do; with E as likely
    to be one number as another on a logarithmic scale, E − R given R follows the negative binomial law of R
    successes of chance p: its mean is R × rate / (1 − rate).

    Parameters
    ----------
    recipients : int[d, n]
    odds : float[d, n]
        rate / (1 − rate).

    Returns
    -------
    int[d, n]
    """
    some = recipients > 0
    found = np.zeros(recipients.shape, dtype=np.int64)
    odds = np.broadcast_to(odds, recipients.shape)
    found[some] = generator.negative_binomial(recipients[some], 1 / (1 + odds[some]))
    return found


def unclaimed(
    counts: Counts, odds: Floats, odds_draws: Floats, generator: np.random.Generator
) -> tuple[Floats, Integers]:
    r"""Return those who do not claim beside recipients: :math:`N_i = R_i\,t_i / (1 - t_i)`, and their draws.

    Parameters
    ----------
    counts : Counts
        The recipients, and their draws where they are rounded or masked.
    odds : float[n]
        rate / (1 − rate) of each area.
    odds_draws : float[d, n]
        The same in each draw, with how far an area departs from it.

    Returns
    -------
    float[n], int[d, n]
    """
    return counts.value * odds, non_recipients(counts.draws, odds_draws, generator)


def take_up(
    published: Floats,
    weight: Floats,
    rule: Rule,
    rate: Rate,
    *,
    of_areas: float = 0.0,
    total: float | None = None,
    draws: int = 2000,
    seed: int = 0,
) -> Expected:
    """Return the expected non-recipients of areas with one rate for all: see `unclaimed`.

    The interval carries the rate (one draw for all areas), rounding, masking, how areas differ and chance.

    Parameters
    ----------
    published : float[n]
        Recipients; NaN where masked.
    weight : float[n]
        What a masked count grows with.
    of_areas : float
        Standard deviation, on the logarithmic scale, of non-recipients per recipient between areas.
    total : float, optional
        Published total of the recipients.

    Examples
    --------
    >>> of = take_up(np.array([340.0, 66.0]), np.ones(2), Rule(1, 1), Rate(0.34, 0.29, 0.39, False, 2018, ""))
    >>> of.value.round().tolist(), round(of.whole[0])
    ([175.0, 34.0], 209)
    """
    generator = np.random.default_rng(seed)
    counts = complete(published, weight, rule, draws=draws, generator=generator, total=total)
    drawn = draw(rate, generator.standard_normal(draws))[:, None]
    odds = drawn / (1 - drawn) * noise(of_areas, counts.draws.shape, generator)
    value, found = unclaimed(counts, np.full(len(published), rate.odds), odds, generator)
    low, high = bounds(found)
    whole_low, whole_high = bounds(found.sum(axis=1))
    return Expected(value, low, high, (float(value.sum()), float(whole_low), float(whole_high)))

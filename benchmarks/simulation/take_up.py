"""Does the expected take-up hold the truth? Entitled people, a true rate within its published interval, masked counts.

For each benefit, a true national rate is drawn from the interval that the estimate itself is given; communes differ
as much as it is told. Those entitled claim or not, and what claims is counted, rounded and masked as the producer
does: the estimate sees nothing else. What this cannot tell is whether the published interval is itself right.
"""

from collections.abc import Iterable

import numpy as np

from benchmarks.simulation.coverage import Tallies, Tally
from indicators.uptake import assumptions, local
from indicators.uptake.benefits import BENEFITS, Benefit
from indicators.uptake.counts import complete
from indicators.uptake.expected import is_known
from indicators.uptake.model import take_up
from indicators.uptake.rates import Rate, draw, national


def run(seed: int, runs: Iterable[int]) -> Tallies:
    """Draw the truth of each benefit again and again; return the tallies by commune and of the whole."""
    tallies: Tallies = {}
    known = local.load()
    chosen = [(benefit, rate) for benefit in BENEFITS if (rate := _rate(benefit)) is not None]
    usual = {benefit.key: _entitled(benefit, rate, known.poor) for benefit, rate in chosen}
    for number in runs:
        # Apart from the surveys' [seed, number]: [seed, 1, 0] would be one of them.
        rng = np.random.default_rng([seed, number, 1])
        for benefit, rate in chosen:
            _once(tallies, number, (benefit, rate), (usual[benefit.key], known.poor), rng)
    return tallies


def _rate(benefit: Benefit) -> Rate | None:
    return national(benefit.key) if is_known(benefit) and not benefit.is_flow else None


def _entitled(benefit: Benefit, rate: Rate, weight: np.ndarray) -> np.ndarray:
    """Return how many are entitled in each commune, about as many as the published counts imply."""
    counts = complete(
        local.published(benefit.counts), weight, benefit.rule, draws=200, generator=np.random.default_rng(0)
    )
    return counts.value / (1 - rate.value)


def _once(
    tallies: Tallies,
    run: int,
    of: tuple[Benefit, Rate],
    communes: tuple[np.ndarray, np.ndarray],
    rng: np.random.Generator,
) -> None:
    """Draw one truth, publish it, estimate it; `communes`: usual entitled people, weight of masked counts."""
    (benefit, rate), (usual, weight) = of, communes
    spread = assumptions.held(assumptions.OF_COMMUNE).value
    entitled = rng.poisson(usual * np.exp(rng.normal(0, 0.3, len(usual))))
    true = draw(rate, rng.standard_normal(1))[0]
    odds = true / (1 - true) * np.exp(spread * rng.standard_normal(len(usual)) - spread**2 / 2)
    claiming = rng.binomial(entitled, 1 / (1 + odds))
    missing = entitled - claiming
    step, least = benefit.rule.step, benefit.rule.least
    rounded = step * np.rint(claiming / step)
    published = np.where(claiming >= least, np.maximum(rounded, least), np.nan)
    found = take_up(
        published,
        weight,
        benefit.rule,
        rate,
        of_areas=spread,
        # Only where the producer of the real counts gives one: the estimate is not to know more than it does.
        total=float(step * np.rint(claiming.sum() / step)) if local.published_total(benefit.counts) else None,
        draws=1000,
        seed=int(rng.integers(2**31)),
    )
    everywhere = np.ones(len(usual), dtype=bool)
    name = benefit.label
    tallies.setdefault(f"Par commune : {name}", Tally()).add(run, found.low, found.high, missing, everywhere)
    _, low, high = found.whole
    tallies.setdefault("Territoire entier", Tally()).add(
        run, np.array([low]), np.array([high]), np.array([missing.sum()]), np.ones(1, dtype=bool)
    )

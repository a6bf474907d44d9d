"""The expected non-take-up of the communes: each benefit drawn once, so that communes, publics and euros add up."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from data import store
from indicators import catalogue
from indicators.estimates import Estimate
from indicators.survey.reliability import thresholds_in_use
from indicators.uptake import assumptions, local, publics
from indicators.uptake.assumptions import held
from indicators.uptake.benefits import BENEFITS, Benefit
from indicators.uptake.composition import composed, share_implied
from indicators.uptake.counts import CAF, CNAM, Counts, complete
from indicators.uptake.local import Local
from indicators.uptake.model import bounds, noise, unclaimed
from indicators.uptake.publics import KEYS
from indicators.uptake.rates import NORMAL_975, Rate, draw, national
from indicators.values import FRAGILE, PUBLISHED, UNRELIABLE

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
DRAWS, SEED = 2000, 62
MONTHS = 12
Measure = Literal["non_recipients", "entitled", "euros"]


@dataclass(frozen=True)
class Drawn:
    """One benefit on the communes.

    Attributes
    ----------
    people : float[5, n]
        Expected non-recipients of each public of `publics.KEYS` in each commune.
    people_draws : int[5, d, n]
    recipients : Counts
    entitled : float[n]
    entitled_draws : float[d, n]
    rate : Rate
        The national rate.
    local_rate : float[n]
        The rate of the commune's mix.
    amount : float
        Euros a year that a household does not claim; NaN when no amount is known.
    amount_draws : float[d]
    """

    benefit: Benefit
    people: Floats
    people_draws: Integers
    recipients: Counts
    entitled: Floats
    entitled_draws: Floats
    rate: Rate
    local_rate: Floats
    amount: float
    amount_draws: Floats


@dataclass(frozen=True)
class Uptake:
    """The expected non-take-up of the territory.

    Attributes
    ----------
    codes : tuple of str
        The communes.
    drawn : dict
        Key of a benefit to its draws; a benefit without a national rate is not there.
    """

    codes: tuple[str, ...]
    drawn: dict[str, Drawn]

    @property
    def at_a_date(self) -> tuple[str, ...]:
        """The benefits whose non-recipients are counted at a date: they add up to situations."""
        return tuple(key for key, one in self.drawn.items() if not one.benefit.is_flow)

    @property
    def in_euros(self) -> tuple[str, ...]:
        """The benefits that have an amount."""
        return tuple(key for key, one in self.drawn.items() if np.isfinite(one.amount))

    def areas(self, measure: Measure, benefits: Sequence[str], public: str | None = None) -> tuple[Floats, Floats]:
        """Return the central values, float[n], and the draws, float[d, n], of benefits together.

        Parameters
        ----------
        measure : {"non_recipients", "entitled", "euros"}
            Those entitled are not told by public.
        public : str, optional
            One of `publics.KEYS`; all of them by default.
        """
        value, draws = np.zeros(len(self.codes)), np.zeros((DRAWS, len(self.codes)))
        for key in benefits:
            one = self.drawn[key]
            if measure == "entitled":
                value, draws = value + one.entitled, draws + one.entitled_draws
                continue
            rows = slice(None) if public is None else slice(KEYS.index(public), KEYS.index(public) + 1)
            central, drawn = one.people[rows].sum(axis=0), one.people_draws[rows].sum(axis=0)
            if measure == "euros":
                central, drawn = central * one.amount, drawn * one.amount_draws[:, None]
            value, draws = value + central, draws + drawn
        return value, draws

    def total(
        self,
        measure: Measure,
        benefits: Sequence[str],
        public: str | None = None,
        codes: Sequence[str] | None = None,
    ) -> Estimate:
        """Return one estimate for communes together (all of them by default), with its 95 % interval.

        Estimates add up over communes, publics and benefits; intervals come from the sums of draws.
        """
        value, draws = self.areas(measure, benefits, public)
        inside = slice(None) if codes is None else [self.codes.index(code) for code in codes]
        low, high = bounds(draws[:, inside].sum(axis=1))
        return Estimate(float(value[inside].sum()), float(low), float(high))


def status(draws: Floats) -> tuple[str, ...]:
    """Return whether each commune can be set beside the others, by how well its part of the whole is known.

    The coefficient of variation of that part is held against the survey's thresholds: what is uncertain of all
    communes alike (the national rate) makes every interval wide and changes no comparison.

    Parameters
    ----------
    draws : float[d, n]
    """
    part = draws / np.maximum(draws.sum(axis=1, keepdims=True), 1e-12)
    mean = part.mean(axis=0)
    spread = 100 * np.divide(part.std(axis=0), mean, out=np.full(len(mean), np.inf), where=mean > 0)
    held_against = thresholds_in_use()
    return tuple(
        UNRELIABLE if one > held_against.unpublishable else FRAGILE if one > held_against.fragile else PUBLISHED
        for one in spread
    )


def expected() -> Uptake:
    """Return the expected non-take-up from the tables in use; made once for each content."""
    return _expected(store.fingerprint())


def is_known(benefit: Benefit) -> bool:
    """Return whether a benefit has both a national rate and recipients counted by commune."""
    declared = ("commune", benefit.counts) in catalogue.published()
    return declared and local.is_counted(benefit.counts) and national(benefit.key) is not None


@lru_cache(maxsize=2)
def _expected(fingerprint: str) -> Uptake:
    known = local.load()
    # Beyond the ranks of the benefits: NumPy gives SEED alone the stream of [SEED, 0], the first benefit's.
    generator = np.random.default_rng([SEED, len(BENEFITS)])
    shared = generator.standard_normal(DRAWS)
    part = held(assumptions.SHARED).value
    found = {}
    for benefit in BENEFITS:
        # Drawn for every benefit, known or not: one without a rate does not change the others.
        normal = np.sqrt(part) * shared + np.sqrt(1 - part) * generator.standard_normal(DRAWS)
        own = np.random.default_rng([SEED, BENEFITS.index(benefit)])
        rate = national(benefit.key)
        if rate is not None and is_known(benefit):
            found[benefit.key] = _drawn(benefit, rate, normal, known, own)
    return Uptake(known.codes, found)


def _counts(indicator: str, benefit: Benefit, known: Local, generator: np.random.Generator) -> Counts:
    return complete(
        local.published(indicator),
        known.poor,
        benefit.rule,
        draws=DRAWS,
        generator=generator,
        total=local.published_total(indicator),
    )


def _drawn(benefit: Benefit, rate: Rate, normal: Floats, known: Local, generator: np.random.Generator) -> Drawn:
    counts = _counts(benefit.counts, benefit, known, generator)
    national_draws = draw(rate, normal)[:, None]
    areas = len(known.codes)
    if benefit.is_flow:
        central_rate, rate_draws = np.full(areas, rate.value), national_draws
    else:
        central_rate, rate_draws = _local_rates(benefit, rate, national_draws, counts, generator)
    differ = noise(held(assumptions.OF_TERRITORY).value, (DRAWS, 1), generator)
    differ = differ * noise(held(assumptions.OF_COMMUNE).value, (DRAWS, areas), generator)
    if benefit.is_flow:
        of_a_year, registered = held(assumptions.ENTITLED_A_YEAR), held(assumptions.REGISTERED).value
        entitled = counts.value * of_a_year.value / registered
        entitled_draws = counts.draws * (_split_normal(of_a_year, generator) / registered)[:, None]
        people = entitled * central_rate
        drawn = generator.poisson(entitled_draws * np.clip(rate_draws * differ, 0.0, 1.0))
        entitled_draws = np.maximum(entitled_draws, drawn)
    else:
        odds = rate_draws / (1 - rate_draws) * differ
        people, drawn = unclaimed(counts, central_rate / (1 - central_rate), odds, generator)
        entitled, entitled_draws = counts.value + people, (counts.draws + drawn).astype(float)
    shares = _shares(benefit, rate, counts, known, generator)
    amount = held(assumptions.EUROS[benefit.key]) if benefit.key in assumptions.EUROS else None
    return Drawn(
        benefit=benefit,
        people=people[None, :] * publics.central(shares),
        people_draws=publics.split(drawn, shares, generator),
        recipients=counts,
        entitled=entitled,
        entitled_draws=entitled_draws,
        rate=rate,
        local_rate=central_rate,
        amount=np.nan if amount is None else amount.value * MONTHS,
        amount_draws=np.full(DRAWS, np.nan) if amount is None else _split_normal(amount, generator) * MONTHS,
    )


def _local_rates(
    benefit: Benefit, rate: Rate, national_draws: Floats, counts: Counts, generator: np.random.Generator
) -> tuple[Floats, Floats]:
    """Return the rate of each commune's mix, float[n], and its draws, float[d, n].

    RSA alone has published rates that split everybody in two: with a housing benefit, and without. The rates of
    the two move with the rate of all; the national mix stays, being what the three published rates imply.
    """
    areas = counts.draws.shape[1]
    these, others = national(benefit.key, "beneficiaires_aide_logement"), national(benefit.key, "sans_aide_logement")
    told = all(("commune", name) in catalogue.published() for name in ("foyers_aide_logement", "allocataires_caf"))
    if not told or these is None or others is None or not these.value < rate.value < others.value:
        return np.full(areas, rate.value), np.broadcast_to(national_draws, counts.draws.shape)
    share = share_implied(rate.value, these.value, others.value)
    housing = complete(local.published("foyers_aide_logement"), np.ones(areas), CAF, draws=DRAWS, generator=generator)
    households = complete(local.published("allocataires_caf"), np.ones(areas), CAF, draws=DRAWS, generator=generator)
    own = draw(these, generator.standard_normal(DRAWS))[:, None]
    # What the rate of all leaves to the others in each draw, so that the national mix gives the rate of all.
    rest = np.clip((national_draws - share * own) / (1 - share), own, 0.95)
    elasticity = held(assumptions.ELASTICITY)
    varying = generator.uniform(elasticity.low, elasticity.high, size=(DRAWS, 1))
    central = composed(
        counts.value[None, :],
        (housing.value / households.value)[None, :],
        np.full((1, 1), housing.value.sum() / households.value.sum()),
        share=share,
        rates=(np.full((1, 1), these.value), np.full((1, 1), others.value)),
        elasticity=np.full((1, 1), elasticity.value),
    )[0]
    prevalence = housing.draws / np.maximum(households.draws, 1)
    reference = housing.draws.sum(axis=1, keepdims=True) / households.draws.sum(axis=1, keepdims=True)
    drawn = composed(
        counts.draws.astype(float), prevalence, reference, share=share, rates=(own, rest), elasticity=varying
    )
    return central, drawn


def _split_normal(of: assumptions.Assumption, generator: np.random.Generator) -> Floats:
    """Return draws of an assumption: its value is the median, its bounds hold 95 %."""
    normal = generator.standard_normal(DRAWS)
    below, above = (of.value - of.low) / NORMAL_975, (of.high - of.value) / NORMAL_975
    return np.asarray(np.maximum(of.value + np.where(normal < 0, below, above) * normal, 0.0), dtype=float)


def _shares(
    benefit: Benefit, rate: Rate, counts: Counts, known: Local, generator: np.random.Generator
) -> dict[str, Floats]:
    lone_parents = national("rsa", "femmes_seules_avec_enfants")
    if benefit.key == "rsa" and lone_parents is not None:
        return publics.shares_rsa(rate, lone_parents, known.lone_parents)
    if benefit.key == "ppa":
        return publics.shares_ppa(known.lone_parents)
    part = {"c2s_gratuite": ("jeunes", "css_gratuite_16_24"), "c2s_participative": ("seniors", "css_participative_65")}
    public, indicator = part.get(benefit.key, ("", ""))
    if ("commune", indicator) in catalogue.published():
        of_public = complete(
            local.published(indicator), known.poor, CNAM, draws=DRAWS, generator=generator, ceiling=counts.draws
        )
        return publics.shares_part(public, of_public, counts)
    whole = publics.OTHERS if benefit.key in part else "rsa_ppa_de"
    return {whole: np.ones((1, len(known.codes)))}

"""Of which public the non-recipients of a benefit are: a partition, so that publics add up to the whole."""

import numpy as np
from numpy.typing import NDArray

from indicators.publics import PUBLICS
from indicators.uptake.assumptions import LONE_PARENTS_PPA, LONE_PARENTS_RSA, OF_SHARES, YOUNG_PPA, held
from indicators.uptake.composition import moved_share, share_of_non_recipients
from indicators.uptake.counts import Counts
from indicators.uptake.model import noise
from indicators.uptake.rates import Rate

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
OTHERS = "autres"
KEYS = (*(one.key for one in PUBLICS), OTHERS)
"""The four publics in their order, then everybody else: each non-recipient is counted once."""


def shares_rsa(rate: Rate, of_lone_parents: Rate, gap: Floats) -> dict[str, Floats]:
    """Return the shares of RSA's non-recipients: single parents by their own rate, the others with the third public."""
    lone = share_of_non_recipients(held(LONE_PARENTS_RSA).value, rate.value, of_lone_parents.value, gap)
    return {"monoparents": lone[None, :], "rsa_ppa_de": 1 - lone[None, :]}


def shares_ppa(gap: Floats) -> dict[str, Floats]:
    """Return the shares of the prime d’activité: those of its recipients, no rate by profile being published."""
    lone = moved_share(held(LONE_PARENTS_PPA).value, gap)
    young = (1 - lone) * held(YOUNG_PPA).value / (1 - held(LONE_PARENTS_PPA).value)
    return {"jeunes": young[None, :], "monoparents": lone[None, :], "rsa_ppa_de": (1 - lone - young)[None, :]}


def shares_part(public: str, part: Counts, whole: Counts) -> dict[str, Floats]:
    """Return the share of a public from a count of its recipients among all of them, in each draw."""
    share = np.clip(part.draws / np.maximum(whole.draws, 1), 0.0, 1.0)
    return {public: share, OTHERS: 1 - share}


def central(shares: dict[str, Floats]) -> Floats:
    """Return the central share of each public of `KEYS` in each area, float[5, n], summing to 1."""
    areas = next(iter(shares.values())).shape[1]
    return np.stack([shares[key].mean(axis=0) if key in shares else np.zeros(areas) for key in KEYS])


def split(people: Integers, shares: dict[str, Floats], generator: np.random.Generator) -> Integers:
    """Split the people of each draw between the publics of `KEYS`, at random, each with its share.

    Parameters
    ----------
    people : int[d, n]
    shares : dict of float[d or 1, n]

    Returns
    -------
    int[5, d, n]
        Summing to `people`.
    """
    deviation = held(OF_SHARES).value
    # The share of a public is off in the same way in all areas of a draw.
    weights = {key: share * noise(deviation, (len(people), 1), generator) for key, share in shares.items()}
    found = np.zeros((len(KEYS), *people.shape), dtype=np.int64)
    rest_people, rest_weight = people, np.sum(list(weights.values()), axis=0)
    present = [key for key in KEYS if key in weights]
    for key in present[:-1]:
        chance = np.divide(weights[key], rest_weight, out=np.zeros_like(weights[key]), where=rest_weight > 0)
        taken = generator.binomial(rest_people, np.clip(chance, 0.0, 1.0))
        found[KEYS.index(key)] = taken
        rest_people, rest_weight = rest_people - taken, rest_weight - weights[key]
    found[KEYS.index(present[-1])] = rest_people
    return found

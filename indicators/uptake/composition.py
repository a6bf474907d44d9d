"""A national rate taken to a local profile: who is entitled here, and of which public the non-recipients are."""

import numpy as np
from numpy.typing import NDArray

from indicators.uptake.rates import expit, logit

Floats = NDArray[np.float64]
# A share of 0 or 1 has no logit: published counts of 5 do not tell it from this one.
_EDGE = 0.02
# Halvings of the interval that the calibration is looked for in: to 1e-9 of a logit.
_STEPS = 33


def share_implied(of_all: float, of_these: float, of_others: float) -> float:
    """Return the share of those entitled who have a profile, from the rates of all, of these and of the others.

    The rate of all is their mean: no other source is needed.

    Examples
    --------
    >>> round(share_implied(0.34, 0.18, 0.57), 3)
    0.59
    """
    return (of_others - of_all) / (of_others - of_these)


def local_shares(prevalence: Floats, reference: Floats, share: float, elasticity: Floats, shift: Floats) -> Floats:
    """Return the share of a profile among those entitled in each area, float[d, n].

    Its logit is the national one, moved by the elasticity times the gap between the area's prevalence of the
    profile and the reference's, and by a calibration.

    Parameters
    ----------
    prevalence : float[d, n]
        Share of the profile in a wider local population.
    reference : float[d, 1]
        The same for all areas together.
    elasticity, shift : float[d, 1]
    """
    own, whole = (np.clip(one, _EDGE, 1 - _EDGE) for one in (prevalence, reference))
    return expit(logit(share) + elasticity * (logit(own) - logit(whole)) + shift)


def composed(
    recipients: Floats,
    prevalence: Floats,
    reference: Floats,
    *,
    share: float,
    rates: tuple[Floats, Floats],
    elasticity: Floats,
) -> Floats:
    """Return the local rate of non-take-up of each area, from the rates of a profile and of the others.

    The rate of an area is that of its mix. A shift, the same for all areas in a draw, makes the areas together
    have the national mix: then their rate is the national one, whatever the profiles of the areas.

    Parameters
    ----------
    recipients, prevalence : float[d, n]
    reference : float[d, 1]
    share : float
        National share of the profile among those entitled.
    rates : tuple of float[d, 1]
        Of the profile, and of the others.
    elasticity : float[d, 1]

    Returns
    -------
    float[d, n]
        Shares of those entitled.
    """

    def rate(shift: Floats) -> tuple[Floats, Floats]:
        of_area = local_shares(prevalence, reference, share, elasticity, shift)
        return of_area * rates[0] + (1 - of_area) * rates[1], of_area

    low, high = np.full((len(recipients), 1), -6.0), np.full((len(recipients), 1), 6.0)
    for _ in range(_STEPS):
        middle = (low + high) / 2
        found, of_area = rate(middle)
        entitled = recipients / (1 - found)
        mix = (entitled * of_area).sum(axis=1, keepdims=True) / np.maximum(entitled.sum(axis=1, keepdims=True), 1e-12)
        low, high = np.where(mix < share, middle, low), np.where(mix < share, high, middle)
    return rate((low + high) / 2)[0]


def share_of_non_recipients(of_recipients: float, rate: float, rate_of_these: float, moved: Floats) -> Floats:
    """Return the share of a profile among the non-recipients, from its share among the recipients.

    Among those entitled, the profile's share is that among the recipients times (1 − rate) / (1 − its rate);
    the others' rate is what the rate of all leaves them. Each area's share among those entitled is moved on the
    logit scale.

    Parameters
    ----------
    of_recipients : float
        National share of the profile among the recipients.
    rate, rate_of_these : float
        National rates of all, and of the profile.
    moved : float[n]
        Gap of each area on the logit scale.

    Returns
    -------
    float[n]

    Examples
    --------
    >>> share_of_non_recipients(0.321, 0.34, 0.16, np.zeros(1)).round(3).tolist()
    [0.119]
    """
    entitled = of_recipients * (1 - rate) / (1 - rate_of_these)
    rate_of_others = (rate - entitled * rate_of_these) / (1 - entitled)
    local = expit(logit(entitled) + moved)
    return local * rate_of_these / (local * rate_of_these + (1 - local) * rate_of_others)


def moved_share(share: float, moved: Floats) -> Floats:
    """Return a share moved on the logit scale in each area, float[n]."""
    return expit(logit(share) + moved)

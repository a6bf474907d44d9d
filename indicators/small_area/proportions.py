"""Proportions of few respondents: on the arcsine scale, where their variance depends on their number alone.

The variance p(1 − p)/n of a proportion is 0 when nobody, or everybody, of an area says yes, and says nothing of
how little is known. On the scale of arcsin √p the variance is close to 1 / (4ñ + 2) whatever p, ñ being the
effective number of respondents: no variance needs to be guessed from the few answers of an area. A logit would be
undefined at 0 and 1. Averages are taken back to proportions by integrating sin² over what is not known.

Sources: Efron and Morris (1975), *JASA* 70; Jiang, Lahiri, Wan and Wu (2001); Hadam, Würz, Kreutzmann and Schmid
(2024), Estimating regional unemployment with mobile network data for Functional Urban Areas in Germany,
*Statistical Methods & Applications* 33, for the back-transformation.
"""

import numpy as np
from numpy.typing import ArrayLike

from indicators.small_area.regression import Floats

_NODES, _WEIGHTS = np.polynomial.hermite_e.hermegauss(21)
_QUARTER_TURN = np.pi / 2


def to_arcsine(share: ArrayLike, effective: ArrayLike = np.inf) -> Floats:
    """Return the angle of proportions of ñ effective respondents, in radians; arcsin √p without a number.

    arcsin √((ñp + 3/8) / (ñ + 3/4)), after Anscombe (1948, *Biometrika* 35): its mean and its variance,
    1 / (4ñ + 2), hold for fewer respondents than those of arcsin √p.

    Parameters
    ----------
    share : float[m]
        From 0 to 1.
    effective : float[m], optional
    """
    p, count = np.asarray(share, dtype=float), np.asarray(effective, dtype=float)
    with np.errstate(divide="ignore"):
        inverse = np.where(count > 0, 1 / count, 0.0)
    return np.asarray(np.arcsin(np.sqrt((p + 0.375 * inverse) / (1 + 0.75 * inverse))))


def arcsine_variance(effective: ArrayLike) -> Floats:
    """Return the variance 1 / (4ñ + 2) of the angle of ñ effective respondents; NaN for none."""
    count = np.asarray(effective, dtype=float)
    return np.where(count > 0, 1 / (4 * count + 2), np.nan)


def from_arcsine(angle: ArrayLike, variance: ArrayLike = 0.0) -> Floats:
    """Return the mean of sin² of angles that are known up to a variance, by Gauss–Hermite quadrature.

    Parameters
    ----------
    angle, variance : float[m]
        Without a variance, sin² of the angle alone, which is what a bound of an interval needs.
    """
    middle, spread = np.broadcast_arrays(np.asarray(angle, dtype=float), np.sqrt(np.asarray(variance, dtype=float)))
    turned = (middle[..., None] + spread[..., None] * _NODES).clip(0.0, _QUARTER_TURN)
    return np.asarray((np.sin(turned) ** 2 @ _WEIGHTS) / _WEIGHTS.sum()).clip(0.0, 1.0)


def generalised_variance(count: ArrayLike, share: float, design_effect: float) -> Floats:
    """Return a smoothed variance of each area's proportion, from what is common to all areas.

    A generalised variance function, deff · p(1 − p) / n with p the whole territory's share: it is positive where
    an area's own variance would be 0.

    Parameters
    ----------
    count : float[m]
        Respondents of each area; NaN is returned for none.
    share : float
        The whole territory's share, from 0 to 1; (0.5 / n) is kept from both ends.
    design_effect : float
        What the design multiplies the variance by, 1 for a simple random sample.

    Source: Wolter (2007), *Introduction to Variance Estimation*, chap. 7.
    """
    people = np.asarray(count, dtype=float)
    margin = 0.5 / max(float(np.nansum(people)), 1.0)
    held = min(max(share, margin), 1 - margin)
    with np.errstate(divide="ignore"):
        return np.where(people > 0, design_effect * held * (1 - held) / people, np.nan)


def effective_number(weight: Floats, area: "np.ndarray[tuple[int], np.dtype[np.intp]]", areas: int) -> Floats:
    """Return Kish's effective number of respondents of each area, (Σw)² / Σw².

    Parameters
    ----------
    weight : float[n]
    area : int[n]
        Which area each respondent lives in, from 0.
    areas : int
        How many areas there are.
    """
    total = np.bincount(area, weight, areas)
    squares = np.bincount(area, weight**2, areas)
    return np.divide(total**2, squares, out=np.zeros(areas), where=squares > 0)

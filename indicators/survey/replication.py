"""Replicate weights: the variance of any statistic, by computing it again on samples of the sample."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from indicators.survey.design import Codes, Design, Floats
from indicators.survey.errors import SurveyError

Method = Literal["JK1", "JKn", "bootstrap"]


@dataclass(frozen=True, eq=False)
class Replicates:
    """Weights of the replicates, and what each counts for in the variance.

    Attributes
    ----------
    weights : float[r, n]
    scale : float[r]
        The variance is Σ scale (θ_r − θ)².
    """

    weights: Floats
    scale: Floats

    def variance(self, statistic: Callable[[Floats], float], weights: Floats) -> float:
        """Return the variance of a statistic of the weights, around its value with the full sample's.

        Examples
        --------
        >>> import pandas as pd
        >>> from indicators.survey.design import design
        >>> made = design(pd.DataFrame({"y": [1.0, 2.0, 6.0]}), weight=None)
        >>> y = np.array([1.0, 2.0, 6.0])
        >>> round(replicate(made, "JK1").variance(lambda w: float(w @ y / w.sum()), made.weights), 6)
        2.333333
        """
        whole = statistic(weights)
        return float(sum(s * (statistic(w) - whole) ** 2 for s, w in zip(self.scale, self.weights, strict=True)))


def replicate(
    made: Design,
    method: Method = "JKn",
    *,
    repetitions: int = 500,
    seed: int = 0,
    calibrate: Callable[[Floats], Floats] | None = None,
) -> Replicates:
    """Return the replicate weights of a design.

    Parameters
    ----------
    made : Design
    method : "JK1", "JKn" or "bootstrap"
        Jackknife without strata (one cluster left out at a time, one factor for all); jackknife within strata;
        bootstrap of Rao and Wu: n_h − 1 clusters drawn with replacement in each stratum, and rescaled.
    repetitions, seed : int
        Of the bootstrap.
    calibrate : callable, optional
        From the weights of a replicate to weights that meet the margins again; without it a calibrated design's
        gain is not seen. Left-out respondents have weight 0, which `rake` refuses: rake the others.

    Raises
    ------
    SurveyError
        A stratum of one cluster; JK1 of a design with strata.

    Notes
    -----
    Rao and Wu (1988), "Resampling inference with complex survey data", JASA 83; Wolter (2007), Introduction to
    Variance Estimation, ch. 4. The finite population correction multiplies each stratum's part.
    """
    first = np.unique(made.cluster, return_index=True)[1]
    stratum, fraction = made.stratum[first], made.fraction[first]
    count = np.bincount(stratum)
    if made.alone(stratum, fraction):
        raise SurveyError("Une strate n’a qu’une grappe : regroupez-la avec une autre pour en estimer la variance.")
    if method == "JK1" and count.size > 1:
        raise SurveyError("Le jackknife JK1 ne connaît pas les strates : choisissez JKn.")
    if method == "bootstrap":
        factors = _bootstrap(stratum, count, repetitions, seed)
        # Rescaling by the root of 1 − f inside the factors carries the finite population into the replicates.
        factors = 1 + np.sqrt(1 - fraction) * (factors - 1)
        scale = np.full(repetitions, 1 / repetitions)
    else:
        factors = _jackknife(stratum, count)
        scale = (1 - fraction) * (count[stratum] - 1) / count[stratum]
    weights = made.weights * factors[:, made.cluster]
    if calibrate is not None:
        weights = np.array([calibrate(one) for one in weights])
    return Replicates(weights, scale)


def _jackknife(stratum: Codes, count: Codes) -> Floats:
    """Return one row a cluster left out: 0 for itself, n_h / (n_h − 1) for the others of its stratum."""
    same = stratum[:, None] == stratum[None, :]
    factors = np.where(same, (count / np.maximum(count - 1, 1))[stratum][None, :], 1.0)
    np.fill_diagonal(factors, 0.0)
    return factors


def _bootstrap(stratum: Codes, count: Codes, repetitions: int, seed: int) -> Floats:
    rng = np.random.default_rng(seed)
    factors = np.empty((repetitions, stratum.size))
    for at, size in enumerate(count):
        members = np.flatnonzero(stratum == at)
        drawn = rng.multinomial(size - 1, np.full(size, 1 / size), size=repetitions)
        factors[:, members] = size / max(size - 1, 1) * drawn
    return factors

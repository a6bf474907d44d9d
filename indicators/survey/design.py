"""The design of a sample: its weights, strata, clusters and calibration, and the variance that they make."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.formats import number
from indicators.survey.errors import SurveyError
from indicators.survey.raking import base_weights, effective_size

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Design:
    """A sample drawn in one stage: clusters (or respondents) within strata.

    Attributes
    ----------
    weights : float[n]
        Final weights.
    stratum : int[n]
        0 for all without strata.
    cluster : int[n]
        A number of its own for each cluster of each stratum; each respondent is one without clusters.
    fraction : float[n]
        Share of its stratum's clusters that were drawn: 0 where the population of clusters is not known.
    basis : float[n, k] or None
        Orthonormal columns √d x of the calibration variables x, d the weights before calibration.
    root : float[n]
        √d.
    """

    weights: Floats
    stratum: Codes
    cluster: Codes
    fraction: Floats
    basis: Floats | None
    root: Floats

    def residuals(self, scores: Floats) -> Floats:
        """Return what a calibrated design leaves of some scores: the residuals of their regression on x."""
        if self.basis is None:
            return scores
        scaled = self.root * scores
        return np.asarray((scaled - self.basis @ (self.basis.T @ scaled)) / self.root)

    def variance(self, scores: Floats) -> float:
        """Return the variance of Σ w z, z the linearised variable of each respondent (0 outside a domain).

        Σ_h (1 − f_h) n_h / (n_h − 1) Σ_i (t_hi − t̄_h)², t_hi the weighted sum over cluster i of stratum h of the
        residuals of z. NaN for a stratum, or a sample, of one cluster, unless it was the only one to be drawn (f = 1).

        Notes
        -----
        Särndal, Swensson and Wretman (1992), Model Assisted Survey Sampling, ch. 5-6; Deville and Särndal (1992)
        for the residuals of a calibrated total; Binder (1983) for the linearisation.
        """
        totals = np.bincount(self.cluster, weights=self.weights * self.residuals(scores))
        first = np.zeros(totals.size, dtype=np.intp)
        first[self.cluster[::-1]] = np.arange(self.cluster.size)[::-1]
        stratum, fraction = self.stratum[first], self.fraction[first]
        count = np.bincount(stratum).astype(float)
        if self.alone(stratum, fraction):
            return float("nan")
        mean = np.bincount(stratum, weights=totals) / count
        squares = np.bincount(stratum, weights=(1 - fraction) * (totals - mean[stratum]) ** 2)
        return float((count / np.maximum(count - 1, 1) * squares).sum())

    @staticmethod
    def alone(stratum: Codes, fraction: Floats) -> bool:
        """Tell whether a stratum has one cluster, drawn among several: nothing says how they differ."""
        return bool(((np.bincount(stratum) < 2) & (np.bincount(stratum, weights=1 - fraction) > 0)).any())

    def units(self, inside: NDArray[np.bool_]) -> float:
        """Return how many independent answers a domain is worth at most: Kish's number, of its clusters' weights.

        Where all answer alike nothing tells whether people of one cluster would have differed: it counts once.
        """
        totals = np.bincount(self.cluster[inside], weights=self.weights[inside])
        return effective_size(totals[totals > 0].astype(float))

    def freedom(self, inside: NDArray[np.bool_]) -> int:
        """Return the degrees of freedom of a domain: its clusters less its strata (Korn and Graubard, 1999)."""
        return int(np.unique(self.cluster[inside]).size - np.unique(self.stratum[inside]).size)


def design(
    respondents: pd.DataFrame,
    *,
    weight: str | None = "weight",
    strata: str | None = None,
    cluster: str | None = None,
    fpc: str | None = None,
    calibrated_on: Sequence[str] = (),
    base: str | None = None,
) -> Design:
    """Read the design of a sample from the columns of its respondents.

    Parameters
    ----------
    weight : str or None
        Column of the final weights; None: all equal.
    strata, cluster : str, optional
        Columns of the stratum, and of the cluster (counted within its stratum).
    fpc : str, optional
        Column of the number of clusters in the stratum's population, or, where not above 1, of the share drawn.
    calibrated_on : sequence of str
        Columns whose categories the weights were raked or post-stratified to.
    base : str, optional
        Column of the weights before calibration; all equal by default.

    Raises
    ------
    SurveyError
        A column is missing, or a finite population smaller than its sample.
    """
    for column in (strata, cluster, fpc, base, *calibrated_on):
        if column is not None and column not in respondents.columns:
            raise SurveyError(f"La colonne « {column} » du plan de sondage manque aux répondants.")
    weights = base_weights(respondents, weight)
    n = len(respondents)
    stratum = _codes(respondents[strata]) if strata else np.zeros(n, dtype=np.intp)
    within = _codes(respondents[cluster]) if cluster else np.arange(n, dtype=np.intp)
    clusters = np.unique(stratum * (within.max() + 1) + within, return_inverse=True)[1].astype(np.intp)
    before = base_weights(respondents, base)
    return Design(
        weights=weights,
        stratum=stratum,
        cluster=clusters,
        fraction=_fraction(respondents[fpc], stratum, clusters) if fpc else np.zeros(n),
        basis=_basis(respondents[list(calibrated_on)], np.sqrt(before)) if calibrated_on else None,
        root=np.sqrt(before),
    )


def _codes(column: "pd.Series[Any]") -> Codes:
    return np.asarray(pd.factorize(column, use_na_sentinel=False)[0], dtype=np.intp)


def _fraction(column: "pd.Series[float]", stratum: Codes, cluster: Codes) -> Floats:
    given = column.to_numpy(dtype=float)
    pairs = np.unique(np.column_stack([stratum, cluster]), axis=0)
    drawn = np.bincount(pairs[:, 0])[stratum].astype(float)
    if not np.isfinite(given).all() or (given <= 0).any():
        raise SurveyError(f"La colonne « {column.name} » a une taille de population absente ou nulle.")
    small = (given > 1) & (given < drawn)
    if small.any():
        first = int(np.argmax(small))
        raise SurveyError(
            f"La colonne « {column.name} » dit une population de {number(given[first])} grappes, moins que les "
            f"{number(drawn[first])} tirées : corrigez-la."
        )
    return np.where(given > 1, drawn / given, given)


def _basis(columns: pd.DataFrame, root: Floats) -> Floats:
    """Return orthonormal columns that span √d x, x the indicators of the categories of all the columns."""
    parts = []
    for name in columns:
        codes = _codes(columns[name])
        parts.append(np.eye(codes.max() + 1)[codes])
    left, size, _ = np.linalg.svd(root[:, None] * np.hstack(parts), full_matrices=False)
    return np.asarray(left[:, size > 1e-9 * size[0]])

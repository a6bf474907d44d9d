"""Weights of the components: equal, shared out by a committee, compared two by two, or had from the data.

Sources: OECD and JRC (2008), *Handbook on Constructing Composite Indicators*, step 6; Saaty T. L. (1980), *The Analytic
Hierarchy Process*, for the pairwise comparison and its consistency.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from numpy.typing import NDArray

from data.formats import number
from indicators.needs.errors import NeedsError

FloatArray = NDArray[np.float64]

#: Saaty's mean consistency index of random matrices, by their size from 1 on.
RANDOM_INDEX = (0.0, 0.0, 0.58, 0.90, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59)
#: Above it, Saaty asks that the comparisons be made again.
CONSISTENT = 0.10


def equal(count: int) -> FloatArray:
    """Return the same weight for each of `count` components, float[count]."""
    return np.full(count, 1.0 / count)


def shared(points: npt.ArrayLike) -> FloatArray:
    """Return the weights of points that one or several people shared out among the components.

    Parameters
    ----------
    points : array_like, shape (k,) or (people, k)
        Zero or more. Each person's points count as shares of their own total; who gives none has no say.

    Returns
    -------
    float[k]
        Adding up to 1; equal when nobody gave a point.

    Raises
    ------
    NeedsError
        If a number of points is negative or missing.

    Examples
    --------
    >>> shared([[50, 30, 20], [1, 1, 2]]).round(4).tolist()
    [0.375, 0.275, 0.35]
    """
    given = np.atleast_2d(np.asarray(points, dtype=float))
    bad = given[~(given >= 0) | np.isinf(given)]
    if bad.size:
        raise NeedsError(f"Un poids vaut {number(float(bad[0]), 1)} : il faut un nombre de points positif ou nul.")
    totals = given.sum(axis=1)
    if not (totals > 0).any():
        return equal(given.shape[1])
    spoke = given[totals > 0]
    return np.asarray((spoke / spoke.sum(axis=1, keepdims=True)).mean(axis=0), dtype=float)


@dataclass(frozen=True, eq=False)
class Compared:
    """Weights had from comparisons two by two.

    Attributes
    ----------
    weights : float[k]
        The principal eigenvector, adding up to 1.
    eigenvalue : float
        The principal eigenvalue, k at least.
    consistency_ratio : float
        (eigenvalue − k) / (k − 1), over that of random comparisons; 0 when the comparisons agree entirely.
    """

    weights: FloatArray
    eigenvalue: float
    consistency_ratio: float

    @property
    def consistent(self) -> bool:
        """Whether the comparisons agree well enough, by Saaty's rule."""
        return self.consistency_ratio <= CONSISTENT


def compared(matrix: npt.ArrayLike) -> Compared:
    """Return the weights of comparisons two by two (analytic hierarchy process).

    Parameters
    ----------
    matrix : array_like, shape (k, k)
        How many times more component i counts than component j; 1 on the diagonal, reciprocal.

    Raises
    ------
    NeedsError
        If it is not a positive reciprocal matrix, or has more components than Saaty's table.

    Examples
    --------
    >>> of = compared([[1, 3, 5], [1 / 3, 1, 3], [1 / 5, 1 / 3, 1]])
    >>> of.weights.round(3).tolist(), round(of.eigenvalue, 3), round(of.consistency_ratio, 3)
    ([0.637, 0.258, 0.105], 3.039, 0.033)
    """
    given = np.asarray(matrix, dtype=float)
    count = len(given)
    if given.ndim != 2 or given.shape != (count, count) or not 1 <= count <= len(RANDOM_INDEX):
        raise NeedsError(
            f"Les comparaisons forment un tableau {' × '.join(str(size) for size in given.shape)} : il faut autant de "
            f"lignes que de colonnes, {len(RANDOM_INDEX)} au plus."
        )
    positive = bool((given > 0).all() and np.isfinite(given).all())
    if not positive or not np.allclose(given * given.T, 1.0, rtol=1e-6):
        raise NeedsError("Si A compte 3 fois plus que B, B doit compter 1/3 de A : les comparaisons se contredisent.")
    values, vectors = np.linalg.eig(given)
    rank = int(np.argmax(values.real))
    vector = np.abs(vectors[:, rank].real)
    largest = max(float(values[rank].real), float(count))
    ratio = 0.0
    if count > 2:
        ratio = (largest - count) / (count - 1) / RANDOM_INDEX[count - 1]
    return Compared(vector / vector.sum(), largest, max(ratio, 0.0))


@dataclass(frozen=True, eq=False)
class Analysed:
    """Weights had from a principal component analysis.

    Attributes
    ----------
    weights : float[k]
        Adding up to 1.
    factors : int
        How many are kept; 0 when no component varies: the weights are then equal.
    share : float
        What they explain together of the variance of the components, 0 to 1; NaN when none varies.
    """

    weights: FloatArray
    factors: int
    share: float


def principal(values: FloatArray) -> FloatArray:
    """Return the weights of `analysed`, float[k]."""
    return analysed(values).weights


def analysed(values: FloatArray) -> Analysed:
    """Return weights had from a principal component analysis of the components, as the handbook does.

    The factors kept have an eigenvalue of 1 at least and explain more than 10 % of the variance each; the first is
    always kept. After a varimax rotation, a component belongs to the factor on which its loading is greatest; its
    weight is the square of that loading as a share of its factor's squares, times what the factor explains: the
    second cancels the division by the first, and leaves the square of the loading. Weights are then scaled to 1.
    They say what varies together, not what matters.

    Parameters
    ----------
    values : float[n, k]
        No NaN. A component on which all areas are equal has no weight.

    Raises
    ------
    NeedsError
        If there are fewer than three areas, or a value is missing.

    Examples
    --------
    >>> of = analysed(np.array([[1.0, 2.0, 1.0], [2.0, 4.0, -2.0], [3.0, 6.0, 1.0]]))
    >>> of.weights.round(3).tolist(), of.factors, round(of.share, 3)
    ([0.333, 0.333, 0.333], 2, 1.0)
    """
    if len(values) < 3 or not np.isfinite(values).all():
        raise NeedsError("Une analyse en composantes principales demande trois territoires sans valeur manquante.")
    moving = values.std(axis=0) > 1e-12 * np.maximum(1.0, np.abs(values.mean(axis=0)))
    weights = np.zeros(values.shape[1])
    if not moving.any():
        return Analysed(equal(values.shape[1]), 0, float("nan"))
    correlation = np.atleast_2d(np.corrcoef(values[:, moving], rowvar=False))
    eigenvalues, vectors = np.linalg.eigh(correlation)
    order = np.argsort(eigenvalues)[::-1]
    eigenvalues, vectors = eigenvalues[order], vectors[:, order]
    kept = max(1, int(((eigenvalues >= 1 - 1e-9) & (eigenvalues / len(eigenvalues) > 0.10)).sum()))
    loadings = _varimax(vectors[:, :kept] * np.sqrt(eigenvalues[:kept]))
    weights[moving] = np.square(loadings).max(axis=1)
    share = float(eigenvalues[:kept].sum() / eigenvalues.sum())
    return Analysed(np.asarray(weights / weights.sum(), dtype=float), kept, share)


def _varimax(loadings: FloatArray) -> FloatArray:
    """Rotate loadings so that each component lies on as few factors as it can (Kaiser, 1958)."""
    rows, factors = loadings.shape
    rotation, before = np.eye(factors), 0.0
    for _ in range(200):
        turned = loadings @ rotation
        target = turned**3 - turned * np.square(turned).sum(axis=0) / rows
        left, singular, right = np.linalg.svd(loadings.T @ target)
        rotation = left @ right
        if singular.sum() <= before * (1 + 1e-10):
            break
        before = singular.sum()
    return np.asarray(loadings @ rotation, dtype=float)

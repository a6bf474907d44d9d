"""The precision matrix of coefficients, effects of areas and effects of groups in areas: large, mostly zeros.

An area's effect meets the coefficients and its own groups alone, a group's meets the coefficients and its area.
Taking the groups out, then the areas (block elimination), leaves a matrix as small as the coefficients are few.
"""

from functools import cached_property

import numpy as np
from scipy.linalg import cho_factor, cho_solve, solve_triangular

from indicators.small_area.regression import Floats


class Arrow:
    """A symmetric positive matrix of p + m + m × g rows: coefficients, areas, groups in areas.

    Parameters
    ----------
    coefficients : float[p, p]
        Their block, prior included.
    crossed : float[p, m, g]
        Coefficients against groups; against areas, its sum over groups.
    told : float[m, g]
        What is told of each group in each area: areas against groups; its sum over groups, areas.
    prior_areas : float[m]
    prior_groups : float[m, g]
    """

    def __init__(
        self, coefficients: Floats, crossed: Floats, told: Floats, prior_areas: Floats, prior_groups: Floats
    ) -> None:
        self._shape = crossed.shape
        self._crossed, self._told = crossed, told
        self._groups = told + prior_groups
        ratio = told / self._groups
        self._areas = told.sum(axis=1) + prior_areas - (told * ratio).sum(axis=1)
        self._met = (crossed * (1 - ratio)).sum(axis=2)
        flat = crossed.reshape(len(crossed), -1)
        left = coefficients - (flat / self._groups.ravel()) @ flat.T
        self._left = left - (self._met / self._areas) @ self._met.T

    @cached_property
    def _root(self) -> Floats:
        return np.asarray(np.linalg.cholesky(self._left), dtype=float)

    @property
    def log_determinant(self) -> float:
        """The logarithm of the determinant."""
        small = 2 * float(np.log(np.diag(self._root)).sum())
        return small + float(np.log(self._areas).sum()) + float(np.log(self._groups).sum())

    def solve(self, right: Floats) -> Floats:
        """Return x such that the matrix times x is `right`, float[p + m + m × g]."""
        p, m, g = self._shape
        of_beta, of_area, of_group = right[:p], right[p : p + m], right[p + m :].reshape(m, g)
        scaled = of_group / self._groups
        of_area = of_area - (self._told * scaled).sum(axis=1)
        of_beta = of_beta - np.tensordot(self._crossed, scaled, axes=2) - self._met @ (of_area / self._areas)
        beta = cho_solve(cho_factor(self._left), of_beta)
        area = (of_area - beta @ self._met) / self._areas
        group = scaled - (np.tensordot(beta, self._crossed, axes=1) + self._told * area[:, None]) / self._groups
        return np.concatenate([beta, area, group.ravel()])

    def scatter(self, normal: Floats) -> Floats:
        """Turn independent standard normals into draws whose precision is the matrix, float[k, p + m + m × g]."""
        p, m, g = self._shape
        k = len(normal)
        beta = solve_triangular(self._root, normal[:, :p].T, lower=True, trans="T").T
        area = normal[:, p : p + m] / np.sqrt(self._areas) - (beta @ self._met) / self._areas
        met = np.tensordot(beta, self._crossed, axes=1) + self._told * area[:, :, None]
        group = normal[:, p + m :].reshape(k, m, g) / np.sqrt(self._groups) - met / self._groups
        return np.concatenate([beta, area, group.reshape(k, m * g)], axis=1)

"""Checks of the arrays that measures of access take, with a French sentence for what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from geo.errors import AccessError

FloatArray = npt.NDArray[np.float64]


def costs(cost: npt.ArrayLike) -> FloatArray:
    """Return the matrix of costs, none missing or negative; inf is out of reach."""
    matrix = np.asarray(cost, dtype=np.float64)
    if matrix.ndim != 2:
        raise AccessError(
            f"Les coûts doivent former une matrice points × sites\u202f: tableau de forme {matrix.shape} reçu."
        )
    bad = np.argwhere(~(matrix >= 0))
    if bad.size:
        row, column = bad[0]
        raise AccessError(
            f"Le coût du point {row} au site {column} vaut {number(matrix[row, column])}\u202f: il faut 0 ou "
            "plus (infini si le site est hors d’atteinte)."
        )
    return matrix


def durations(minutes: npt.ArrayLike) -> FloatArray:
    """Return one duration a point, none missing or negative; inf is out of reach."""
    found = np.asarray(minutes, dtype=np.float64)
    if found.ndim != 1:
        raise AccessError(f"Il faut une durée par point\u202f: tableau de forme {found.shape} reçu.")
    bad = np.flatnonzero(~(found >= 0))
    if bad.size:
        raise AccessError(
            f"La durée du point {bad[0]} vaut {number(found[bad[0]])}\u202f: il faut 0 ou plus (infini si "
            "rien n’est à portée)."
        )
    return found


def amounts(values: npt.ArrayLike, expected: int, what: str, of_what: str) -> FloatArray:
    """Return the expected number of finite, non-negative amounts."""
    found = np.asarray(values, dtype=np.float64)
    if found.shape != (expected,):
        raise AccessError(
            f"Pour {what}, il faut {expected} valeurs, une par ligne des {of_what}\u202f: tableau de forme "
            f"{found.shape} reçu."
        )
    bad = np.flatnonzero(~((found >= 0) & np.isfinite(found)))
    if bad.size:
        raise AccessError(
            f"Pour {what}, la valeur {bad[0]} est {number(found[bad[0]])}\u202f: il faut un nombre positif ou nul."
        )
    return found


def bounds(values: Sequence[float], what: str) -> FloatArray:
    """Return upper bounds of classes: finite, non-negative, strictly ascending."""
    found = np.asarray(values, dtype=np.float64)
    if found.ndim != 1 or found.size == 0:
        raise AccessError(f"Les {what} sont vides\u202f: donnez au moins une borne.")
    if not (np.isfinite(found).all() and found[0] >= 0 and (np.diff(found) > 0).all()):
        shown = "\u202f; ".join(number(bound) for bound in found)
        raise AccessError(f"Les bornes des {what} ({shown}) doivent être positives et croissantes.")
    return found


def decay(weights: Sequence[float], bands: int) -> FloatArray:
    """Return one weight a band: the first positive, none greater than the one before."""
    found = amounts(weights, bands, "les poids", "bandes")
    if not (found[0] > 0 and (np.diff(found) <= 0).all()):
        shown = "\u202f; ".join(number(weight) for weight in found)
        raise AccessError(f"Les poids ({shown}) doivent partir d’une valeur positive et ne jamais croître.")
    return found


def number(value: float) -> str:
    """Return a number as a French sentence shows it."""
    if np.isnan(value):
        return "manquant"
    if np.isinf(value):
        return "infini" if value > 0 else "−infini"
    return f"{value:.10g}".replace("-", "−").replace(".", ",")

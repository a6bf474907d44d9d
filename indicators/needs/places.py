"""Places in an order, and what equals share."""

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]


def places(values: FloatArray) -> tuple[IntArray, IntArray]:
    """Return the first and the last place that each value may take among those of its row, 0 for the lowest.

    Parameters
    ----------
    values : float[..., n]
        No NaN. Equal values may take the same places.

    Returns
    -------
    first, last : int[..., n]

    Examples
    --------
    >>> first, last = places(np.array([4.0, 1.0, 4.0]))
    >>> first.tolist(), last.tolist()
    ([1, 0, 1], [2, 0, 2])
    """
    n = values.shape[-1]
    # Equals share their places: their order among themselves is nobody's.
    order = np.argsort(values, axis=-1)
    ordered = np.take_along_axis(values, order, axis=-1)
    starts = np.ones(values.shape, dtype=bool)
    starts[..., 1:] = ordered[..., 1:] != ordered[..., :-1]
    at = np.arange(n)
    first = np.empty(values.shape, dtype=np.int64)
    if starts.all():
        np.put_along_axis(first, order, np.broadcast_to(at, values.shape), axis=-1)
        return first, first
    ends = np.ones(values.shape, dtype=bool)
    ends[..., :-1] = starts[..., 1:]
    last = np.empty(values.shape, dtype=np.int64)
    np.put_along_axis(first, order, np.maximum.accumulate(np.where(starts, at, 0), axis=-1), axis=-1)
    reversed_ends = np.where(ends, at, n - 1)[..., ::-1]
    np.put_along_axis(last, order, np.minimum.accumulate(reversed_ends, axis=-1)[..., ::-1], axis=-1)
    return first, last


def from_the_top(scores: FloatArray) -> tuple[IntArray, IntArray]:
    """Return the best and the worst place of each score, 1 for the highest; see `places`.

    Examples
    --------
    >>> best, worst = from_the_top(np.array([4.0, 1.0, 4.0]))
    >>> best.tolist(), worst.tolist()
    ([1, 3, 1], [2, 3, 2])
    """
    n = scores.shape[-1]
    first, last = places(scores)
    return n - last, n - first


def share_in_top(best: IntArray, worst: IntArray, top: int) -> FloatArray:
    """Return how much of each area is among the first `top`: 0 or 1, or the share of the seats that equals divide.

    The shares of a row add up to `top`, or to n when there are fewer areas.

    Examples
    --------
    >>> share_in_top(np.array([1, 3, 1]), np.array([2, 3, 2]), 1).tolist()
    [0.5, 0.0, 0.5]
    """
    return np.clip((top - best + 1) / (worst - best + 1), 0.0, 1.0)

"""Where a series of values is cut into classes, one function a scheme.

Two families: quantiles and natural breaks choose which values lie together, and leave the bound free
between the last value of a class and the first of the next; equal intervals, standard deviations and round
bounds choose the bound.
"""

from __future__ import annotations

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

import numpy as np
from numpy.typing import NDArray

from geo.palettes import MAX_CLASSES

Floats = NDArray[np.float64]


def inner_bounds(distinct: Floats, counts: NDArray[np.int64], scheme: str, k: int, places: int) -> list[float]:
    """The rounded bounds between `k` classes, ascending, above the least value and up to the greatest."""
    if len(distinct) == 1 or k == 1:
        return []
    if scheme in {"quantiles", "jenks"}:
        cut = quantile_cuts if scheme == "quantiles" else natural_cuts
        return [_roundest(distinct[c - 1], distinct[c]) for c in cut(distinct, counts, k)]
    if scheme == "equal":
        thresholds = equal_thresholds(distinct, k)
    elif scheme == "std":
        thresholds = deviation_thresholds(distinct, counts, k)
    else:
        thresholds = round_thresholds(distinct, k, MAX_CLASSES, 10.0**-places)
    rounded: set[float] = set()
    for threshold in thresholds.tolist():
        start = int(np.searchsorted(distinct, threshold, side="left"))
        if 0 < start < len(distinct):
            rounded.add(_nearest(threshold, distinct[start - 1], distinct[start], places))
    return sorted(rounded)


def quantile_cuts(distinct: Floats, counts: NDArray[np.int64], k: int) -> list[int]:
    """Cut so that the classes hold as many values as ties allow.

    The bounds are the sample quantiles of order 1/k … (k−1)/k (Hyndman and Fan 1996, *The American
    Statistician* 50-4, type 7), and a value equal to a bound lies below it. Such a bound lies from the
    value of rank ⌊(n−1) j/k⌋ on and short of the next greater one, so the cut follows from whole numbers
    alone. Equal values stay together: heavy ties give fewer classes.

    Parameters
    ----------
    distinct : float[m]
        The values, ascending, each once.
    counts : int[m]
        How many times each occurs.
    k : int
        Number of classes asked for.

    Returns
    -------
    list of int
        Positions in `distinct` where the second, third … class begins, strictly ascending.
    """
    through = np.cumsum(counts)
    ranks = (int(through[-1]) - 1) * np.arange(1, k) // k
    starts = np.unique(np.searchsorted(through, ranks, side="right") + 1)
    return [int(start) for start in starts if start < len(distinct)]


def natural_cuts(distinct: Floats, counts: NDArray[np.int64], k: int) -> list[int]:
    """Cut where the sum of squared deviations from the class means is smallest.

    The exact optimum (Fisher 1958), known in cartography as Jenks' natural breaks. Dynamic programming over
    the number of classes: with :math:`c(i, j)` the squared deviation of the values i … j−1 around their
    mean, the best cost of the first j values in q classes is :math:`D_q(j) = min_i D_{q-1}(i) + c(i, j)`.
    The best i never decreases with j, so a layer is filled by halving (Grønlund et al. 2017, "Fast exact
    k-means in 1D") in O(m log m).

    Parameters and result are those of `quantile_cuts`; `k` must not exceed the number of distinct values.
    """
    m = len(distinct)
    weight = counts.astype(np.float64)
    # Centred and scaled: a small spread on a large level would be lost in the difference of two large
    # squares.
    centred = distinct - distinct[m // 2]
    centred = centred / max(float(np.abs(centred).max()), np.finfo(np.float64).tiny)
    w = np.concatenate([[0.0], np.cumsum(weight)])
    s1 = np.concatenate([[0.0], np.cumsum(weight * centred)])
    s2 = np.concatenate([[0.0], np.cumsum(weight * centred**2)])

    def deviation(starts: NDArray[np.int64], end: int) -> Floats:
        sums = s1[end] - s1[starts]
        return np.asarray(s2[end] - s2[starts] - sums * sums / (w[end] - w[starts]), dtype=np.float64)

    best = np.concatenate([[0.0], [float(deviation(np.array([0]), end)[0]) for end in range(1, m + 1)]])
    choice = np.zeros((k + 1, m + 1), dtype=np.int64)
    for classes in range(2, k + 1):
        previous = best
        best = np.full(m + 1, np.inf)
        pending = [(classes, m, classes - 1, m - 1)]
        while pending:
            first, last, low, high = pending.pop()
            if first > last:
                continue
            end = (first + last) // 2
            starts = np.arange(low, min(high, end - 1) + 1)
            costs = previous[starts] + deviation(starts, end)
            least = int(np.argmin(costs))
            best[end] = costs[least]
            choice[classes, end] = starts[least]
            pending.append((first, end - 1, low, int(starts[least])))
            pending.append((end + 1, last, int(starts[least]), high))
    cuts: list[int] = []
    end = m
    for classes in range(k, 1, -1):
        end = int(choice[classes, end])
        cuts.append(end)
    return cuts[::-1]


def equal_thresholds(distinct: Floats, k: int) -> Floats:
    """Bounds that part the range of the values into `k` intervals of one width: float[k−1]."""
    return np.linspace(distinct[0], distinct[-1], k + 1)[1:-1]


def deviation_thresholds(distinct: Floats, counts: NDArray[np.int64], k: int) -> Floats:
    """Bounds one standard deviation apart, placed evenly around the mean: float[k−1].

    With an odd `k` the middle class straddles the mean (−½ to +½ standard deviation for three classes),
    with an even one the mean is a bound. The standard deviation is the sample's (divisor n − 1).
    """
    values = np.repeat(distinct, counts)
    multiples = np.arange(1, k) - k / 2
    return np.asarray(values.mean() + multiples * values.std(ddof=1), dtype=np.float64)


def round_thresholds(distinct: Floats, k: int, most: int, finest: float) -> Floats:
    """Bounds at multiples of 1, 2 or 5 times a power of ten, as near to `k` classes as such a step allows.

    Parameters
    ----------
    distinct : float[m]
        The values, ascending, at least two.
    k : int
        Number of classes aimed at.
    most : int
        Number of classes never exceeded.
    finest : float
        The smallest step that the decimals shown can write.

    Returns
    -------
    float[q]
        The bounds strictly inside the range, ascending; the coarser step wins a draw.
    """
    low, high = float(distinct[0]), float(distinct[-1])
    top = int(np.ceil(np.log10(high - low))) + 1
    chosen, gap = np.empty(0), float("inf")
    for exponent in range(top, top - 5, -1):
        for unit in (5, 2, 1):
            step = unit * 10.0**exponent
            first, last = np.floor(low / step) + 1, np.ceil(high / step) - 1
            classes = int(last - first) + 2
            if step < finest * (1 - 1e-9) or classes > most:
                continue
            if abs(classes - k) < gap:
                gap = abs(classes - k)
                marks = np.arange(first, last + 1)
                # Divided when the step is below one, because 3 × 0.1 is not 0.3.
                chosen = marks * step if exponent >= 0 else marks * unit / 10.0**-exponent
    return np.asarray(chosen, dtype=np.float64)


def _roundest(below: float, above: float) -> float:
    """The multiple of the coarsest step that fits into ]below, above], the nearest to its middle."""
    low, high = Decimal(repr(float(below))), Decimal(repr(float(above)))
    width = high - low
    step = Decimal(1).scaleb(width.adjusted())
    step = 5 * step if 5 * step <= width else step
    near = ((low + high) / 2 / step).to_integral_value(ROUND_HALF_EVEN) * step
    return float(near if low < near <= high else (high / step).to_integral_value(ROUND_FLOOR) * step)


def _nearest(threshold: float, below: float, above: float, places: int) -> float:
    """The threshold at the decimals shown, within ]below, above] so that no value changes its class."""
    step = Decimal(1).scaleb(-places)
    exact = Decimal(repr(threshold)) / step
    for rounding in (ROUND_HALF_EVEN, ROUND_CEILING):
        candidate = float(exact.to_integral_value(rounding) * step)
        if below < candidate <= above:
            return candidate
    return float(above)

"""Many tests at once: p-values adjusted so that few of the findings are false alarms.

Source: Benjamini Y., Hochberg Y. (1995), Controlling the false discovery rate, *Journal of the Royal Statistical
Society B* 57.
"""

import numpy as np
import numpy.typing as npt


def adjusted(p: npt.ArrayLike) -> npt.NDArray[np.float64]:
    """Return the adjusted p-values of Benjamini and Hochberg.

    Keeping those at or under a level leaves, on average, at most that share of false alarms among those kept.

    Parameters
    ----------
    p : array_like, shape (n,)
        From 0 to 1; NaN where nothing was tested, which counts for nothing.

    Returns
    -------
    float[n]

    Examples
    --------
    >>> adjusted([0.01, 0.04, 0.03, 0.5]).round(4).tolist()
    [0.04, 0.0533, 0.0533, 0.5]
    """
    given = np.asarray(p, dtype=np.float64)
    result = np.full(given.shape, np.nan)
    tested = np.flatnonzero(~np.isnan(given))
    if not tested.size:
        return result
    order = tested[np.argsort(given[tested], kind="stable")]
    scaled = given[order] * tested.size / np.arange(1, tested.size + 1)
    result[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1.0)
    return result

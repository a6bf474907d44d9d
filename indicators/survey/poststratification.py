"""Post-stratification: weights brought to the known totals of one partition, in one step."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from indicators.survey.raking import Floats, rake


def poststratify(
    respondents: pd.DataFrame, variable: str, totals: Mapping[Any, float], *, weight: str | None = None
) -> Floats:
    """Return weights that add up to the totals of a variable's categories: w = d N_c / Σ_c d.

    The variance of what is estimated with them is that of `estimate` with ``calibrated_on=[variable]``.

    Raises
    ------
    SurveyError, MarginUnreachable
        As `rake`, of which it is the case of one margin.

    Notes
    -----
    Holt and Smith (1979), "Post stratification", JRSS A 142.

    Examples
    --------
    >>> poststratify(pd.DataFrame({"g": ["a", "a", "b"]}), "g", {"a": 10, "b": 30}).tolist()
    [5.0, 5.0, 30.0]
    """
    return rake(respondents, {variable: totals}, weight=weight)

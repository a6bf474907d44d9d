"""Weighted proportions, means, totals and ratios of domains, each with its interval and how far to trust it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from indicators.survey import intervals
from indicators.survey.design import Design, design
from indicators.survey.errors import SurveyError
from indicators.survey.reliability import Thresholds, reliability, variation

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Kind = Literal["proportion", "mean", "total", "ratio"]
COLUMNS = ("estimate", "se", "low", "high", "n", "cv", "reliability")


@dataclass(frozen=True)
class Estimate:
    """One figure estimated from a survey.

    Attributes
    ----------
    estimate, se : float
        In the unit of the outcome; proportions between 0 and 1. NaN without respondents.
    low, high : float
        Ends of the 95 % interval.
    n : int
        Respondents that it is made of.
    cv : float
        Percent, see `variation`.
    reliability : str
        « fiable », « fragile » or « non publiable ».
    """

    estimate: float
    se: float
    low: float
    high: float
    n: int
    cv: float
    reliability: str


def estimate(
    respondents: pd.DataFrame,
    outcome: str,
    *,
    by: str | Sequence[str] | None = None,
    weight: str | None = "weight",
    strata: str | None = None,
    cluster: str | None = None,
    fpc: str | None = None,
    kind: Kind | None = None,
    denominator: str | None = None,
    calibrated_on: Sequence[str] = (),
    base: str | None = None,
    thresholds: Thresholds | None = None,
) -> pd.DataFrame:
    """Estimate a figure of a population, or of each of its domains, from the respondents of a survey.

    A domain is not a sample of its own: the respondents outside count as zeros in the variance, because how many
    would fall inside is random too.

    Parameters
    ----------
    respondents : DataFrame of n rows
    outcome : str
        Column; missing where somebody did not answer, who is then out of the domain.
    by : str or sequence of str, optional
        Columns whose crossings are the domains; rows where one is missing are in none.
    weight, strata, cluster, fpc, calibrated_on, base
        As for `design`.
    kind : "proportion", "mean", "total" or "ratio", optional
        By default, a proportion for a boolean outcome, a ratio with a `denominator`, else a mean.
    denominator : str, optional
        Column that divides, for a ratio.
    thresholds : Thresholds, optional
        Where the classes of reliability begin; those in use by default.

    Returns
    -------
    DataFrame
        One row a domain: its `by` columns, then ``estimate``, ``se``, ``low``, ``high``, ``n``, ``cv``,
        ``reliability`` (see `Estimate`). The interval of a proportion is the logit one, of the others Student's.

    Raises
    ------
    SurveyError
        A column is missing, or what the kind needs.

    Notes
    -----
    Linearised variance: Särndal, Swensson and Wretman (1992), § 5.5 and 10.3 (domains).

    Examples
    --------
    >>> people = pd.DataFrame({"missed": [True, False, False, False], "weight": [2.0, 1.0, 1.0, 4.0]})
    >>> estimate(people, "missed")[["estimate", "n", "reliability"]].to_dict("records")
    [{'estimate': 0.25, 'n': 4, 'reliability': 'non publiable'}]
    """
    made = design(
        respondents, weight=weight, strata=strata, cluster=cluster, fpc=fpc, calibrated_on=calibrated_on, base=base
    )
    asked = [outcome, *([denominator] if denominator else [])]
    names = [by] if isinstance(by, str) else list(by or ())
    missing = next((name for name in (*asked, *names) if name not in respondents.columns), None)
    if missing is not None:
        raise SurveyError(f"La colonne « {missing} » manque aux répondants.")
    numerator = column(respondents, outcome)
    divisor = column(respondents, denominator) if denominator else np.ones(len(respondents))
    answered = np.isfinite(numerator) & np.isfinite(divisor)
    chosen = kind or _kind(respondents[outcome], denominator)
    rows = []
    for key, inside in _domains(respondents, names):
        found = figure(made, numerator, inside & answered, chosen, divisor, thresholds=thresholds)
        rows.append({**dict(zip(names, key, strict=True)), **vars(found)})
    return pd.DataFrame(rows, columns=[*names, *COLUMNS])


def column(respondents: pd.DataFrame, name: str) -> Floats:
    """Return a column as numbers, NaN where it is missing; a boolean is 1 or 0.

    Raises
    ------
    SurveyError
        It holds texts.
    """
    try:
        return respondents[name].to_numpy(dtype=float, na_value=np.nan)
    except (TypeError, ValueError) as error:
        raise SurveyError(f"La colonne « {name} » n’est pas faite de nombres ni de oui et de non.") from error


def _kind(outcome: "pd.Series[Any]", denominator: str | None) -> Kind:
    if denominator:
        return "ratio"
    return "proportion" if pd.api.types.is_bool_dtype(outcome.dtype) else "mean"


def _domains(respondents: pd.DataFrame, names: list[str]) -> Iterator[tuple[tuple[object, ...], Bools]]:
    if not names:
        yield (), np.ones(len(respondents), dtype=bool)
        return
    for key, rows in respondents.groupby(names, sort=True, observed=True).indices.items():
        inside = np.zeros(len(respondents), dtype=bool)
        inside[rows] = True
        yield (key if isinstance(key, tuple) else (key,)), inside


def figure(
    made: Design,
    outcome: Floats,
    inside: Bools,
    kind: Kind = "proportion",
    divisor: Floats | None = None,
    *,
    thresholds: Thresholds | None = None,
) -> Estimate:
    """Estimate the figure of one domain; `outcome` and `divisor` must be known wherever `inside` is true."""
    n = int(inside.sum())
    value, scores = linearised(made.weights, outcome, inside, kind, divisor)
    if n == 0 or not np.isfinite(value):
        return Estimate(np.nan, np.nan, np.nan, np.nan, n, np.nan, reliability(0, np.nan, thresholds))
    se = float(np.sqrt(made.variance(scores)))
    freedom = made.freedom(inside)
    if kind == "proportion":
        value = min(1.0, max(0.0, value))
        low, high = intervals.logit(value, se, freedom, made.units(inside))
    else:
        low, high = intervals.symmetric(value, se, freedom)
    cv = variation(value, se, proportion=kind == "proportion")
    return Estimate(value, se, low, high, n, cv, reliability(n, cv, thresholds))


def linearised(
    weights: Floats, outcome: Floats, inside: Bools, kind: Kind, divisor: Floats | None = None
) -> tuple[float, Floats]:
    """Return a figure of a domain and its linearised variable z: the variance of Σ w z is that of the figure.

    Total: z = y. Ratio Y / X: z = (y − R x) / X. A mean, and a proportion, are ratios to the number of people.
    """
    y = np.where(inside, outcome, 0.0)
    total = float((weights * y).sum())
    if kind == "total":
        return total, y
    x = np.where(inside, 1.0 if divisor is None or kind != "ratio" else divisor, 0.0)
    whole = float((weights * x).sum())
    if whole == 0:
        return float("nan"), np.zeros_like(y)
    value = total / whole
    return value, (y - value * x) / whole

"""Confidence intervals of estimates from a survey."""

import numpy as np

LEVEL = 0.95


def symmetric(estimate: float, se: float, freedom: float, level: float = LEVEL) -> tuple[float, float]:
    """Return estimate ± t · se, t of Student with these degrees of freedom; NaN without any.

    Examples
    --------
    >>> low, high = symmetric(644.1694, 23.54224, 14)
    >>> round(low, 3), round(high, 3)
    (593.676, 694.662)
    """
    reach = _student(freedom, level) * se
    return estimate - reach, estimate + reach


def logit(share: float, se: float, freedom: float, effective: float, level: float = LEVEL) -> tuple[float, float]:
    """Return the interval of a proportion, symmetric on its logit, so that it stays between 0 and 1.

    ln(p / (1 − p)) ± t · se / (p (1 − p)). A proportion of 0 or 1 has no logit: its interval is that of Clopper and
    Pearson on as many respondents as its weights and clusters are worth.

    Parameters
    ----------
    effective : float
        Effective number of respondents, for a proportion of 0 or 1.

    Notes
    -----
    Lumley (2010), Complex Surveys, § 2.3 (method "logit" of `svyciprop`); Korn and Graubard (1998), "Confidence
    intervals for proportions with small expected number of positive counts", Survey Methodology 24.

    Examples
    --------
    >>> low, high = logit(0.5136612, 0.06676, 14, 6.0)
    >>> low < 0.5136612 < high
    True
    """
    from scipy.special import betaincinv, expit
    from scipy.special import logit as log_odds

    if not np.isfinite(share) or freedom < 1:
        return float("nan"), float("nan")
    if share in {0.0, 1.0}:
        # Beta quantiles at 0 or n successes out of n.
        tail = (1 - level) / 2
        edge = float(betaincinv(1.0, max(effective, 1e-9), 1 - tail))
        return (0.0, edge) if share == 0 else (1 - edge, 1.0)
    reach = _student(freedom, level) * se / (share * (1 - share))
    centre = float(log_odds(share))
    return float(expit(centre - reach)), float(expit(centre + reach))


def _student(freedom: float, level: float) -> float:
    from scipy.special import stdtrit

    return float(stdtrit(freedom, (1 + level) / 2)) if freedom >= 1 else float("nan")


def two_sided(statistic: float, freedom: float) -> float:
    """Return the probability of a Student statistic at least as far from 0; NaN without degrees of freedom.

    Examples
    --------
    >>> round(two_sided(2.0, 60), 4)
    0.05
    """
    from scipy.special import stdtr

    if not np.isfinite(statistic) or freedom < 1:
        return float("nan")
    return float(2 * stdtr(freedom, -abs(statistic)))

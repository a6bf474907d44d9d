"""How far an estimate can be trusted: its class, from its coefficient of variation and its respondents."""

from dataclasses import dataclass

import numpy as np

from data.settings import settings

RELIABLE, FRAGILE, UNPUBLISHABLE = "fiable", "fragile", "non publiable"


@dataclass(frozen=True)
class Thresholds:
    """Where the classes begin.

    Attributes
    ----------
    fragile, unpublishable : float
        Coefficients of variation, in percent: over the first an estimate is fragile, over the second it is not
        published.
    respondents : int
        Under this many respondents nothing is published.
    source : str
    """

    fragile: float = 16.5
    unpublishable: float = 33.0
    respondents: int = 30
    source: str = (
        "Statistique Canada, lignes directrices de diffusion des enquêtes : coefficient de variation de 16,5 % et de "
        "33 %, 30 répondants au moins"
    )


THRESHOLDS = Thresholds()
"""Those of the project."""


def thresholds_in_use() -> Thresholds:
    """Return the thresholds in use: the territory's when `atlas.toml` sets them, the project's otherwise.

    Raises
    ------
    SettingsInvalid
    """
    given = settings().fiabilite
    if given is None:
        return THRESHOLDS
    return Thresholds(given.fragile, given.non_publiable, given.repondants, given.source)


def variation(estimate: float, se: float, *, proportion: bool = False) -> float:
    """Return the coefficient of variation of an estimate, in percent; NaN where it has none.

    That of a proportion is taken on the smaller of itself and its complement: « 98 % reçoivent » and
    « 2 % ne reçoivent pas » say the same and are as fragile as each other. An estimate of 0, and a proportion of
    100 %, have none: nothing was seen of one of the two sides.

    Examples
    --------
    >>> variation(0.25, 0.05, proportion=True), variation(0.75, 0.05, proportion=True), variation(50.0, 5.0)
    (20.0, 20.0, 10.0)
    >>> variation(1.0, 0.0, proportion=True)
    nan
    """
    against = min(estimate, 1 - estimate) if proportion else abs(estimate)
    if not np.isfinite(against) or not np.isfinite(se) or against <= 0:
        return float("nan")
    return 100 * se / against


def reliability(n: int, cv: float, thresholds: Thresholds | None = None) -> str:
    """Return the class of an estimate: « fiable », « fragile » or « non publiable ».

    Parameters
    ----------
    n : int
        Respondents that it is made of.
    cv : float
        In percent; NaN is not publishable.
    thresholds : Thresholds, optional
        Those in use by default.

    Notes
    -----
    Statistics Canada, guidelines for the release of survey estimates: unweighted counts under 30 are not released;
    a coefficient of variation up to 16.5 % asks for no warning, up to 33 % for one, and above for no release.

    Examples
    --------
    >>> reliability(200, 12.0), reliability(200, 20.0), reliability(200, 40.0), reliability(29, 5.0)
    ('fiable', 'fragile', 'non publiable', 'non publiable')
    """
    thresholds = thresholds or thresholds_in_use()
    if n < thresholds.respondents or not np.isfinite(cv) or cv > thresholds.unpublishable:
        return UNPUBLISHABLE
    return FRAGILE if cv > thresholds.fragile else RELIABLE

"""The registry of estimated indicators: how a room that estimates adds its figures to the catalogue."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from data import store
from data.formats import typography
from indicators.catalogue import Indicator
from indicators.errors import EstimateShape

WORD = "estimation"


@dataclass(frozen=True)
class Estimate:
    """One estimate and its 95 % interval; NaN bounds when there is none."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Estimates:
    """An estimated indicator on the areas of a level, in the order of `geo.territory.Territory.codes`.

    Attributes
    ----------
    value, low, high : float[n]
        The estimate and its 95 % interval; NaN where it is not publishable.
    status : str[n]
        "diffusé", "fragile" or "non publiable" (see `indicators.values`); "absent" where nothing is estimated.
    whole : Estimate or None
        Of the whole territory; None when it cannot be had.
    """

    value: NDArray[np.float64]
    low: NDArray[np.float64]
    high: NDArray[np.float64]
    status: tuple[str, ...]
    whole: Estimate | None = None


@dataclass(frozen=True)
class Estimated:
    """An indicator that a room estimates, and what computes it; `compute` is called when it is shown."""

    indicator: Indicator
    compute: Callable[[], Estimates]


def indicator(
    identifier: str,
    level: str,
    *,
    label: str,
    short: str,
    unit: str,
    nature: str,
    theme: str,
    dataset: str,
    vintage: str,
    note: str,
    producer: str = "Atlas aller-vers",
    licence: str = "Licence Ouverte 2.0",
    decimals: int = 0,
    public: str = "",
    direction: int = 1,
    numerator: str = "",
    denominator: str = "",
    factor: float = 1.0,
) -> Indicator:
    """Describe an estimated indicator; its names say « estimation », so that every heading and file does.

    Parameters
    ----------
    dataset, vintage : str
        What it is estimated from; with `producer`, its source line.
    note : str
        How, in one French sentence.
    numerator, denominator, factor
        Of an estimated rate, so that a count goes with it under the circles.
    """

    def said(name: str) -> str:
        return typography(name if WORD in name.lower() else f"{name} ({WORD})")

    return Indicator(
        id=identifier,
        level=level,
        label=said(label),
        short=said(short),
        unit=unit,
        nature=nature,
        decimals=decimals,
        theme=theme,
        public=public,
        direction=direction,
        weight="",
        producer=producer,
        dataset=dataset,
        vintage=vintage,
        licence=licence,
        obtained="estimation de l’Atlas",
        note=typography(note),
        numerator=numerator,
        denominator=denominator,
        factor=factor,
        estimated=True,
    )


def _rooms() -> tuple[Callable[[], list[Estimated]], ...]:
    """Return what lists the estimated indicators of each room; none at the top, they read the catalogue."""
    from indicators.small_area import estimated as small_area
    from indicators.uptake import registered as uptake

    return (uptake.listed, small_area.estimated)


def indicators() -> dict[tuple[str, str], Indicator]:
    """Return the estimated indicators by (level, id)."""
    return {key: one.indicator for key, one in _listed(store.fingerprint()).items()}


@lru_cache(maxsize=2)
def _listed(fingerprint: str) -> dict[tuple[str, str], Estimated]:
    found = [one for room in _rooms() for one in room()]
    return {(one.indicator.level, one.indicator.id): one for one in found}


def compute(of: Indicator) -> Estimates:
    """Return the estimates of an indicator of this registry.

    Raises
    ------
    indicators.errors.EstimateShape
        The room gave another number of areas than the level has, or a value without its status.
    """
    from geo import territory

    found = _listed(store.fingerprint())[of.level, of.id].compute()
    n = len(territory.load().codes(of.level))
    sizes = {len(found.value), len(found.low), len(found.high), len(found.status)}
    shown = np.array([state in ("diffusé", "fragile") for state in found.status])
    if sizes != {n} or bool((shown == np.isnan(found.value)).any()):
        raise EstimateShape(of.id, of.level, n)
    return found

"""Values at commune level, those of the IRIS averaged: what a commune's census rates are."""

from dataclasses import replace
from functools import lru_cache

import numpy as np

from data import store
from data.formats import typography
from geo import territory
from indicators import catalogue
from indicators.values import ABSENT, PUBLISHED, Values, values


def from_iris(identifier: str) -> Values:
    """Return an IRIS indicator at commune level.

    Where the commune is one IRIS, the value is that IRIS's. Where it is cut into several, it is their mean
    weighted by the count that the rate is a share of, or their sum for a count; without such a count (a
    median, an index, a share of people whose number is not published) there is no value, and
    `range_within` tells how far the IRIS differ.

    Raises
    ------
    indicators.errors.UnknownIndicator
    """
    return _from_iris(identifier, store.fingerprint("figures", "indicators", "ratios", "iris", "communes"))


@lru_cache(maxsize=64)
def _from_iris(identifier: str, fingerprint: str) -> Values:
    indicator = catalogue.get(identifier, "iris")
    of = values(identifier, "iris")
    weight = values(indicator.weight, "iris") if indicator.weight else None
    codes = tuple(territory.load().codes("commune"))
    result = np.full(len(codes), np.nan)
    status = []
    for rank, code in enumerate(codes):
        parts = iris_of(code)
        own = np.array([of.of(part) for part in parts])
        states = {of.status_of(part) for part in parts}
        if len(parts) == 1:
            result[rank] = own[0]
            status.append(of.status_of(parts[0]))
        elif states != {PUBLISHED}:
            status.append(next(iter(states - {PUBLISHED}), ABSENT))
        elif indicator.is_count:
            result[rank] = own.sum()
            status.append(PUBLISHED)
        else:
            base = np.array([weight.of(part) for part in parts]) if weight is not None else np.zeros(len(parts))
            whole = bool(np.isfinite(base).all() and base.sum() > 0)
            result[rank] = np.average(own, weights=base) if whole else np.nan
            status.append(PUBLISHED if whole else ABSENT)
    return Values(_at_commune_level(identifier), codes, result, tuple(status))


def _at_commune_level(identifier: str) -> "catalogue.Indicator":
    indicator = catalogue.get(identifier, "iris")
    how = (
        "somme des IRIS"
        if indicator.is_count
        else "moyenne des IRIS de la commune, pondérée par l’Atlas"
        if indicator.weight
        else "valeur de l’IRIS quand la commune n’en compte qu’un"
    )
    note = typography(f"{indicator.note} ; {how}" if indicator.note else how)
    return replace(indicator, level="commune", note=note)


def range_within(identifier: str, code: str) -> tuple[float, float] | None:
    """Return the lowest and highest published value among a commune's IRIS, None when it has but one.

    Raises
    ------
    indicators.errors.UnknownIndicator
    geo.territory.UnknownArea
    """
    parts = iris_of(code)
    of = values(identifier, "iris")
    known = [value for value in (of.of(part) for part in parts) if not np.isnan(value)]
    if len(parts) < 2 or not known:
        return None
    return min(known), max(known)


def iris_of(code: str) -> tuple[str, ...]:
    """Return the codes of a commune's IRIS, by name in French order.

    Raises
    ------
    geo.territory.UnknownArea
    """
    ground = territory.load()
    ground.area(code)
    return tuple(part for part, area in ground.iris.items() if area.commune == code)

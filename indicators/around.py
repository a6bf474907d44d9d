"""The areas around an area and the parts of a commune, at any level, and what they are worth together."""

import re

import numpy as np
from numpy.typing import NDArray

from data import store
from data.formats import plural, typography
from geo import territory
from geo.territory import UnknownArea
from indicators.comparison import Reference, of_all, whole
from indicators.values import Values, values

# Insee's name of a cell holds its lower-left corner in EPSG:3035, metres.
_CELL = re.compile(r"CRS3035RES200mN(\d+)E(\d+)")
_SIDE_M = 200
_PARTS = {"commune": ("commune", "communes"), "iris": ("IRIS", "IRIS"), "carreau": ("carreau", "carreaux")}


def around(code: str) -> tuple[str, ...]:
    """Return the areas of the same level that touch an area.

    Communes and IRIS touch by a border; an inhabited cell touches the up to eight inhabited cells around
    it, by a side or a corner.

    Raises
    ------
    geo.territory.UnknownArea
    """
    match = _CELL.fullmatch(code)
    if match is None:
        return territory.neighbours(code)
    inhabited = territory.load().cells["id"].to_numpy()
    if code not in inhabited:
        raise UnknownArea(code)
    north, east = int(match[1]), int(match[2])
    ring = [
        f"CRS3035RES200mN{north + up * _SIDE_M}E{east + right * _SIDE_M}"
        for up in (1, 0, -1)
        for right in (-1, 0, 1)
        if (up, right) != (0, 0)
    ]
    kept = set(inhabited[np.isin(inhabited, ring)])
    return tuple(name for name in ring if name in kept)


def parts(commune: str, level: str) -> tuple[str, ...]:
    """Return the codes of a level that lie in a commune: its IRIS, its cells, or itself.

    Raises
    ------
    geo.territory.UnknownArea
    """
    known = territory.load()
    if commune not in known.communes:
        raise UnknownArea(commune)
    if level == "commune":
        return (commune,)
    if level == "carreau":
        return tuple(known.cells["id"][known.cells["commune"] == commune])
    return tuple(sorted(code for code, area in known.iris.items() if area.commune == commune))


def together(of: Values, codes: tuple[str, ...], label: str) -> Reference:
    """Return what some areas are worth together, from those that are published.

    Counts are added; a ratio is the sum of its numerators over that of its denominators; a rate with a
    known base is averaged with it; for what cannot be averaged, the median of the areas.
    """
    return where(of, np.isin(np.array(of.codes), codes), label)


def where(of: Values, inside: NDArray[np.bool_], label: str) -> Reference:
    """Return what the areas of a mask, bool[n], are worth together; see `together`."""
    indicator = of.indicator
    known = of.known & inside
    hidden = int(inside.sum() - known.sum())
    singular, several = _PARTS[indicator.level]
    missing = f"{plural(hidden, singular, several)} sans valeur publiée" if hidden else ""
    if not known.any():
        return Reference(np.nan, label, "aucune valeur publiée")
    if indicator.is_count or indicator.nature == "grandeur":
        return Reference(float(of.value[known].sum()), label, typography(f"au moins : {missing}") if hidden else "")
    if indicator.is_ratio:
        top = values(indicator.numerator, indicator.level).value[known].sum()
        bottom = values(indicator.denominator, indicator.level).value[known].sum()
        value = indicator.factor * top / bottom if bottom > 0 else np.nan
        return Reference(float(value), label, f"hors {missing}" if hidden else "")
    if indicator.weight:
        base = values(indicator.weight, indicator.level).value[known]
        if np.nansum(base) > 0:
            mean = float(np.nansum(of.value[known] * base) / np.nansum(base))
            return Reference(mean, label, "moyenne pondérée" + (f", hors {missing}" if hidden else ""))
    note = f"médiane de {plural(int(known.sum()), singular, several)}" + (f", hors {missing}" if hidden else "")
    return Reference(float(np.median(of.value[known])), label, note)


def of_territory(of: Values) -> Reference:
    """Return the value of the whole territory: the published one where there is, else from its areas.

    A median or a poverty rate cannot be had from those of the communes; the framework agreement publishes
    them for the territory.
    """
    indicator = of.indicator
    # At the IRIS, income is declared and not disposable: the published figure is another one.
    if indicator.level == "commune":
        facts = store.read("facts")
        for fact in facts[facts["id"] == indicator.id].to_dict("records"):
            if fact["unit"] == indicator.unit:
                source = f"{fact['producer']}, {fact['dataset']}, {fact['vintage']}"
                return of_all(float(fact["value"]), source)
    return whole(of)

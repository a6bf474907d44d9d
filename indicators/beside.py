"""An area beside others: its value, its rank, the whole, its neighbours; the same for a commune's parts together."""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from geo import territory
from indicators import comparison
from indicators.around import around, of_territory, parts, together, where
from indicators.catalogue import Indicator
from indicators.comparison import Rank, Reference
from indicators.values import STATUS_LABEL, Values, values

_MEDIAN = {
    "commune": "médiane des communes voisines",
    "iris": "médiane des IRIS voisins",
    "carreau": "médiane des carreaux voisins",
}


@dataclass(frozen=True)
class Line:
    """One territory among others.

    Attributes
    ----------
    value : float
        NaN when there is none.
    reason : str
        Why there is none: « secret statistique »; "" with a value.
    between : tuple of two floats or None
        The 95 % interval of an estimate.
    """

    code: str
    name: str
    value: float
    reason: str = ""
    between: tuple[float, float] | None = None


@dataclass(frozen=True)
class Beside:
    """A territory and what to compare it with.

    Attributes
    ----------
    own : Line
        The territory; a commune at a finer level is its parts together.
    note : str
        How `own` was had when it is not published as it is: « moyenne pondérée ».
    rank : Rank or None
        Among the areas of the level; None without a value, or for parts together.
    terms : tuple of float, or None
        Numerator and denominator of a ratio; NaN where hidden.
    references : tuple of Reference
        The whole territory, the commune of a part, the median of the neighbours.
    others : tuple of Line
        The neighbours, or the IRIS of the commune; the highest value first.
    """

    own: Line
    note: str
    rank: Rank | None
    terms: tuple[float, float] | None
    references: tuple[Reference, ...]
    others: tuple[Line, ...]


def line(of: Values, code: str) -> Line:
    """Return a territory with its value: an area of the level, or a commune whose parts are put together.

    Raises
    ------
    geo.territory.UnknownArea
    """
    name = territory.load().label(code)
    if code in of.codes:
        value = of.of(code)
        return Line(code, name, value, STATUS_LABEL[of.status_of(code)] if np.isnan(value) else "", of.bounds(code))
    found = together(of, parts(code, of.indicator.level), name)
    return Line(code, name, found.value, "aucune valeur publiée" if np.isnan(found.value) else "")


def lines(of: Values, codes: Iterable[str]) -> tuple[Line, ...]:
    """Return territories with their values, the highest first, those without at the end."""
    return _ordered([line(of, code) for code in codes])


def _ordered(found: Iterable[Line]) -> tuple[Line, ...]:
    return tuple(
        sorted(found, key=lambda one: (np.isnan(one.value), -np.nan_to_num(one.value), territory.sort_key(one.name)))
    )


def beside(of: Values, code: str) -> Beside:
    """Return an area of the level, or a commune at a finer level, beside others.

    Raises
    ------
    geo.territory.UnknownArea
    """
    level = of.indicator.level
    own = line(of, code)
    cua = of_territory(of)
    if code not in of.codes:
        inside = parts(code, level)
        note = together(of, inside, own.name).note
        others = inside if level == "iris" else around(code)
        return Beside(own, note, None, _terms(of, inside), (cua,), lines(of, others))
    near = around(code)
    references = [cua]
    commune = territory.load().commune_of(code)
    inside = parts(commune, level)
    if len(inside) > 1:
        name = territory.load().communes[commune].name
        references.append(together(of, inside, f"commune : {name}"))
    references.append(comparison.median_of(of, near, _MEDIAN[level]))
    # Cells have no name of their own: their neighbours are told by their median.
    others = () if level == "carreau" else near
    return Beside(own, "", comparison.rank(of, code), _terms(of, (code,)), tuple(references), lines(of, others))


def _terms(of: Values, codes: tuple[str, ...]) -> tuple[float, float] | None:
    """Return the sums of numerators and denominators of a ratio, NaN when one is hidden."""
    indicator = of.indicator
    if not indicator.is_ratio:
        return None
    inside = np.isin(np.array(of.codes), codes)
    top, bottom = (
        float(values(term, indicator.level).value[inside].sum())
        for term in (indicator.numerator, indicator.denominator)
    )
    return top, bottom


def first(of: Values, count: int) -> tuple[Line, ...]:
    """Return the territories where the need is greatest (`low_first`), without those that have no value.

    Of cells, whose extremes count a handful of people, the communes with their cells together.
    """
    known = [
        one for one in (_communes(of) if of.indicator.level == "carreau" else lines(of, of.codes)) if not one.reason
    ]
    return tuple(reversed(known[-count:])) if low_first(of.indicator) else tuple(known[:count])


def low_first(indicator: Indicator) -> bool:
    """Tell whether need is at the low end: of an income, but not of a count, whose many zeros have no order."""
    return indicator.direction < 0 and not indicator.is_count


def _communes(of: Values) -> tuple[Line, ...]:
    """Return the communes with their cells together."""
    known = territory.load()
    commune = known.cells["commune"].to_numpy()
    found = [(area, where(of, commune == code, area.name).value) for code, area in known.communes.items()]
    return _ordered(
        Line(area.code, area.name, value, "aucune valeur publiée" if np.isnan(value) else "") for area, value in found
    )

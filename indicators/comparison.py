"""What a value is worth beside others: the territory's, the neighbours', communes of similar size, a rank."""

from dataclasses import dataclass

import numpy as np

from data.formats import number, ordinal, plural, typography
from data.settings import settings
from geo import territory
from indicators import catalogue
from indicators.values import Values, values

SIMILAR = 8


@dataclass(frozen=True)
class Reference:
    """A value to compare with.

    Attributes
    ----------
    value : float
        NaN when it cannot be had.
    label : str
        What it is, in French: the territory's short name, « médiane des 12 communes ».
    note : str
        How far it can be trusted: « au moins : 13 communes sont masquées ».
    between : tuple of two floats or None
        The 95 % interval of an estimate.
    entire : bool
        True when it is the value of the whole territory, whose short name is the label.
    """

    value: float
    label: str
    note: str = ""
    between: tuple[float, float] | None = None
    entire: bool = False


@dataclass(frozen=True)
class Rank:
    """A place among the areas that have a value: 1 is the highest value; ties share the best place."""

    place: int
    among: int
    total: int

    @property
    def text(self) -> str:
        """« 3ᵉ sur 46 », saying how many have no value."""
        missing = self.total - self.among
        hidden = f" ({plural(missing, 'valeur non publiée', 'valeurs non publiées')})" if missing else ""
        return f"{ordinal(self.place)} sur {number(self.among)}{hidden}"


def of_all(value: float, note: str = "", between: tuple[float, float] | None = None) -> Reference:
    """Return the value of the whole territory, under its short name."""
    return Reference(value, settings().short.name, note, between, entire=True)


def rank(of: Values, code: str) -> Rank | None:
    """Return the place of an area among those of its level, None when it has no value."""
    value = of.of(code)
    if np.isnan(value):
        return None
    known = of.value[of.known]
    return Rank(int((known > value).sum()) + 1, len(known), len(of.codes))


def whole(of: Values) -> Reference:
    """Return the value of the whole territory, from the areas that are published.

    Counts are added; a ratio is the sum of its numerators over the sum of its denominators; a rate that
    has a known base is averaged with it. What cannot be averaged (a median, an index) gives the median
    of the areas, and says so. An estimate has its own for the whole territory.
    """
    indicator, known = of.indicator, of.known
    if of.whole is not None:
        between = (of.whole.low, of.whole.high)
        return of_all(of.whole.value, "intervalle à 95 %", between)
    hidden = int((~known).sum())
    missing = f"{plural(hidden, 'territoire')} sans valeur publiée" if hidden else ""
    if not known.any():
        return of_all(np.nan, "aucune valeur publiée")
    if indicator.is_count or indicator.id == "superficie":
        note = typography(f"au moins : {missing}") if hidden else ""
        return of_all(float(of.value[known].sum()), note)
    if indicator.is_ratio:
        top = values(indicator.numerator, indicator.level).value[known].sum()
        bottom = values(indicator.denominator, indicator.level).value[known].sum()
        return of_all(float(indicator.factor * top / bottom), f"hors {missing}" if hidden else "")
    if indicator.weight:
        base = values(indicator.weight, indicator.level).value[known]
        mean = float(np.average(of.value[known], weights=base))
        weight = catalogue.get(indicator.weight, indicator.level).short.lower()
        return of_all(mean, f"moyenne pondérée ({weight})" + (f", hors {missing}" if hidden else ""))
    kind = "communes" if indicator.level == "commune" else "IRIS" if indicator.level == "iris" else "carreaux"
    published = "" if not hidden else " publiées" if kind == "communes" else " publiés"
    return Reference(float(np.median(of.value[known])), f"médiane des {number(int(known.sum()))} {kind}{published}")


def median_of(of: Values, codes: tuple[str, ...], label: str) -> Reference:
    """Return the median of some areas' published values."""
    known = [value for value in (of.of(code) for code in codes) if not np.isnan(value)]
    if not known:
        return Reference(np.nan, label, "aucune valeur publiée")
    hidden = len(codes) - len(known)
    note = f"{plural(len(known), 'valeur')} sur {len(codes)}" if hidden else ""
    return Reference(float(np.median(known)), label, note)


def neighbours(of: Values, code: str) -> Reference:
    """Return the median of the areas that share a border with an area."""
    return median_of(of, territory.neighbours(code), "médiane des voisines")


def similar(code: str, count: int = SIMILAR) -> tuple[str, ...]:
    """Return the communes nearest in population (on a ratio scale) to a commune, nearest first."""
    people = values("population", "commune")
    own = people.of(code)
    gap = {
        other: abs(np.log(value / own))
        for other, value in zip(people.codes, people.value, strict=True)
        if other != code
    }
    return tuple(sorted(gap, key=lambda other: (gap[other], other))[:count])

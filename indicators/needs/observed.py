"""The values of a component on the areas of a level, and how far they may be from the truth."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geo import territory
from geo.travel import MODES
from indicators import catalogue
from indicators.catalogue import Indicator
from indicators.needs.components import ACCESS, Component
from indicators.needs.doubt import EXACT, NORMAL, UNIFORM, Z95
from indicators.of_communes import from_iris, iris_of, range_within
from indicators.reach import Reach, reach
from indicators.values import ABSENT, MASKED, STATUS_LABEL, Values, values

FloatArray = NDArray[np.float64]

#: The Caf rounds its counts to a multiple of 5: a rounded one is off by half of that at most.
ROUNDING = 2.5
#: In a commune of so many inhabitants the census asks two households in five over five years; elsewhere, all.
SURVEYED_FROM = 10_000.0
SURVEYED_SHARE = 0.40
# What a census rate is a share of, where the catalogue has no count of it: a count, and the share of it.
_BASES = {
    "taux_chomage_rp": ("population", 0.45),
    "taux_chomage_rp_15_24": ("population", 0.05),
    "part_sans_bac": ("population", 0.70),
    "part_80_seuls": ("population", 0.06),
}
_CENSUS = "Recensement de la population"


@dataclass(frozen=True, eq=False)
class Observed:
    """A component on the areas of a level.

    Attributes
    ----------
    component : Component
    value : float[n]
        NaN where not published.
    low, high : float[n]
        What may be drawn, by `law`; NaN where the value is exact.
    law : int[n]
        See `indicators.needs.doubt.Doubt`.
    state : str[n]
        How the value is had, in French: « publié », « masqué ou nul, de 0 à 2,4 ».
    """

    component: Component
    value: FloatArray
    low: FloatArray
    high: FloatArray
    law: NDArray[np.int8]
    state: tuple[str, ...]


def observed(key: str, level: str) -> Observed:
    """Return a component at a level.

    Raises
    ------
    indicators.errors.UnknownIndicator
    """
    if key == ACCESS:
        return _access(level)
    borrowed = (level, key) not in catalogue.everything()
    of = from_iris(key) if borrowed else values(key, level)
    indicator = of.indicator
    low, high = np.full(len(of.codes), np.nan), np.full(len(of.codes), np.nan)
    law = np.full(len(of.codes), EXACT, dtype=np.int8)
    _errors(of, low, high, law, borrowed=borrowed)
    _bounds(of, low, high, law, borrowed=borrowed)
    component = Component(
        key=key,
        label=indicator.label,
        short=indicator.short,
        unit=indicator.unit,
        decimals=max(indicator.decimals, 1) if indicator.nature == "taux" else indicator.decimals,
        direction=indicator.direction,
        source=indicator.source,
        licence=indicator.licence,
        note=indicator.note,
        estimated=indicator.estimated,
    )
    return Observed(component, of.value, low, high, law, _states(of, low, high, borrowed=borrowed))


def _states(of: Values, low: FloatArray, high: FloatArray, *, borrowed: bool) -> tuple[str, ...]:
    said = []
    unit = of.indicator.nature != "indice"
    for status, value, bottom, top in zip(of.status, of.value, low, high, strict=True):
        text = "publié par IRIS" if borrowed and status == ABSENT else STATUS_LABEL[status]
        if np.isnan(value) and not np.isnan(bottom):
            text += f", de {of.indicator.write(bottom, unit=False)} à {of.indicator.write(top, unit=unit)}"
        said.append(text)
    return tuple(said)


def _errors(of: Values, low: FloatArray, high: FloatArray, law: NDArray[np.int8], *, borrowed: bool) -> None:
    """Fill in what a known value may be off by: an estimate's interval, a sample, an imputation, a rounding."""
    indicator, known = of.indicator, of.known
    if of.low is not None and of.high is not None:
        there = known & np.isfinite(of.low) & np.isfinite(of.high)
        # An interval of Monte Carlo draws may leave a skewed estimate outside.
        low[there] = np.minimum(of.low, of.value)[there]
        high[there] = np.maximum(of.high, of.value)[there]
        law[there] = NORMAL
        return
    half = np.zeros(len(of.codes))
    if indicator.level == "carreau" and indicator.is_ratio and indicator.unit.startswith("%"):
        imputed = territory.load().cells["imputed"].to_numpy(dtype=bool)
        base = np.maximum(values(indicator.denominator, "carreau").value, 1.0)
        half = np.where(imputed, Z95 * _binomial(of.value, base), 0.0)
    elif indicator.dataset.startswith(_CENSUS) and indicator.unit.startswith("%"):
        base = _census_base(indicator, "iris" if borrowed else indicator.level)
        half = Z95 * _binomial(of.value, base * SURVEYED_SHARE) * np.sqrt(1 - SURVEYED_SHARE)
    if half.any():
        moved = known & (half > 0)
        low[moved] = np.maximum(of.value[moved] - half[moved], 0.0)
        high[moved] = of.value[moved] + half[moved]
        law[moved] = NORMAL
    elif indicator.is_ratio and "multiple de 5" in indicator.note:
        step = indicator.factor * ROUNDING / values(indicator.denominator, indicator.level).value[known]
        low[known], high[known], law[known] = np.maximum(of.value[known] - step, 0.0), of.value[known] + step, UNIFORM


def _binomial(percent: FloatArray, base: FloatArray) -> FloatArray:
    """Return the standard deviation, in points, of a percentage of so many units; 0 where it is not known."""
    share = np.clip(percent / 100, 0.0, 1.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        deviation = 100 * np.sqrt(share * (1 - share) / base)
    return np.asarray(np.nan_to_num(deviation, nan=0.0, posinf=0.0), dtype=np.float64)


def _census_base(indicator: Indicator, level: str) -> FloatArray:
    """Return what a census rate is a share of, where the census is a sample; inf elsewhere: no error there."""
    name, share = (indicator.weight, 1.0) if indicator.weight else _BASES.get(indicator.id, ("", 0.0))
    codes = territory.load().codes("commune" if indicator.level == "commune" else "iris")
    if not name:
        return np.full(len(codes), np.inf)
    counts = from_iris(name) if indicator.level == "commune" and level == "iris" else values(name, level)
    people = values("population", "commune")
    communes = [territory.load().commune_of(code) for code in codes]
    surveyed = np.array([people.of(code) >= SURVEYED_FROM for code in communes])
    return np.where(surveyed, counts.value * share, np.inf)


def _bounds(of: Values, low: FloatArray, high: FloatArray, law: NDArray[np.int8], *, borrowed: bool) -> None:
    """Fill in the bounds of what is not published.

    A masked count is under the smallest that its producer publishes, and may be 0; a commune cut into IRIS is
    between its own; any other lies between the lowest and the highest published value of the level.
    """
    indicator = of.indicator
    if not of.known.any():
        return
    lowest, highest = float(of.value[of.known].min()), float(of.value[of.known].max())
    ceiling = _masked_ceiling(indicator) if indicator.is_ratio else None
    for rank in np.flatnonzero(~of.known):
        bounds = (lowest, highest)
        within = range_within(indicator.id, of.codes[rank]) if borrowed else None
        if within is not None:
            bounds = within
        elif ceiling is not None and of.status[rank] == MASKED and np.isfinite(ceiling[rank]):
            bounds = (0.0, float(ceiling[rank]))
        low[rank], high[rank] = bounds
        law[rank] = UNIFORM


def _masked_ceiling(indicator: Indicator) -> FloatArray:
    """Return the greatest rate that a masked numerator can make, float[n]; NaN where it cannot be told."""
    top, bottom = values(indicator.numerator, indicator.level), values(indicator.denominator, indicator.level)
    if not top.known.any():
        return np.full(len(top.codes), np.nan)
    most = top.value[top.known].min() - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        ceiling = np.where(bottom.value > 0, indicator.factor * most / bottom.value, np.nan)
    masked = np.array([state == MASKED for state in top.status])
    return np.where(masked, ceiling, np.nan)


def _access(level: str) -> Observed:
    """Return the mean minutes of the inhabitants to the nearest place of information about rights, by car.

    The error of speeds and detours is the same everywhere and moves no place: none is drawn.
    """
    of = reach("droits", MODES["car"])
    codes = territory.load().codes(level)
    minutes = _by_area(of, level)
    minutes[~np.isfinite(minutes)] = np.nan
    blank = np.full(len(codes), np.nan)
    component = Component(
        key=ACCESS,
        label="Minutes en voiture jusqu’au lieu d’information sur les droits le plus proche",
        short="Minutes jusqu’aux droits (estimation)",
        unit="min",
        decimals=1,
        direction=1,
        source="Atlas aller-vers, temps estimés d’après le vol d’oiseau ; Insee, Filosofi carroyé à 200 m, 2019",
        licence="Licence Ouverte 2.0",
        note="moyenne des habitants, en voiture, sans routes ni trafic",
        estimated=True,
    )
    state = tuple("non disponible" if np.isnan(value) else "estimation" for value in minutes)
    return Observed(component, minutes, blank, blank.copy(), np.full(len(codes), EXACT, dtype=np.int8), state)


def _by_area(of: Reach, level: str) -> FloatArray:
    ground = territory.load()
    if level == "carreau":
        return np.array(of.minutes, dtype=float)
    people = ground.cells["ind"].to_numpy(dtype=float)
    area = ground.cells["commune"].to_numpy(dtype=str) if level == "commune" else _iris_of_cells()
    means = []
    for code in ground.codes(level):
        inside = area == code
        weight = people[inside]
        means.append(np.average(of.minutes[inside], weights=weight) if weight.sum() > 0 else np.nan)
    return np.array(means)


def _iris_of_cells() -> NDArray[np.str_]:
    """Return the IRIS of each inhabited cell: the one of its commune that holds its centre, or the nearest."""
    import shapely

    from geo.outlines import areas

    ground = territory.load()
    outlines = areas("iris").set_index("code")["geometry"]
    commune = ground.cells["commune"].to_numpy(dtype=str)
    centres = np.asarray(shapely.points(ground.cell_xy), dtype=object)
    found = np.empty(len(commune), dtype="U9")
    for code in ground.communes:
        inside = np.flatnonzero(commune == code)
        parts = np.array(iris_of(code))
        away = np.stack([shapely.distance(outlines[part], centres[inside]) for part in parts])
        found[inside] = parts[away.argmin(axis=0)]
    return found

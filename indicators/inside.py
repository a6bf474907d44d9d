"""An indicator estimated inside a zone that follows no limit: a priority neighbourhood, ten minutes around a place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from data import store
from geo import territory, travel
from geo.overlay import WEIGHT, shares
from geo.travel import TravelMode
from indicators import catalogue
from indicators.catalogue import Indicator
from indicators.service_places import Place
from indicators.values import MASKED, Values, values

if TYPE_CHECKING:
    import geopandas as gpd

FloatArray = NDArray[np.float64]

#: How many times fewer or more inhabitants than published an outline may hold and still be taken for the zone.
OFF_BY = 2.0
#: Share of an area under which it takes no part in a zone: what two drawings of one border differ by.
_TOUCHED = 1e-9

#: What can be said of an indicator inside a zone.
ESTIMATED, BRACKET, HIDDEN, EMPTY, MISPLACED, REFUSED = (
    "estimation",
    "fourchette",
    "non disponible",
    "sans habitant",
    "contour loin de ses habitants",
    "ne s’estime pas",
)
#: How an indicator is carried over, and why it cannot be.
COUNT, RATIO, MEAN = "effectif", "rapport", "moyenne"
NO_MEDIAN, NO_INDEX, NO_BASE, NO_SITE, NO_SURFACE = "médiane", "indice", "base", "lieux", "surface"


@dataclass(frozen=True, eq=False)
class Zone:
    """A zone to estimate something in.

    Attributes
    ----------
    key, name : str
    geometry : shapely geometry or None
        EPSG:2154; None when nobody lives in it.
    approximate : bool
        Whether its outline is.
    published : float
        The inhabitants that are published for it; NaN when none are.
    """

    key: str
    name: str
    geometry: Any
    approximate: bool
    published: float = np.nan


@dataclass(frozen=True, eq=False)
class Inside:
    """An indicator inside a zone.

    Attributes
    ----------
    zone : Zone
    state : str
        One of the constants above.
    value : float
        NaN without a single estimate.
    low, high : float
        The bracket; NaN without one.
    inhabitants : float
        Of its cells.
    coverage : float
        Share of them that lies in an area of the level, 0 to 1.
    hidden : tuple of str
        Codes of the areas that take part and have no published value.
    lowest, highest : float
        Published values of the areas that take part; NaN when none is published.
    touched : int
        How many areas take part.
    """

    zone: Zone
    state: str
    value: float = np.nan
    low: float = np.nan
    high: float = np.nan
    inhabitants: float = 0.0
    coverage: float = np.nan
    hidden: tuple[str, ...] = field(default=())
    lowest: float = np.nan
    highest: float = np.nan
    touched: int = 0


def way(indicator: Indicator) -> tuple[str, str]:
    """Return how an indicator is carried over to a zone, and "" ; or "" and why it cannot be.

    What adds up is shared out; a ratio is that of its two terms; a rate whose base is counted is weighted by it. A
    median or an index is no mean of its parts, and places do not spread like inhabitants.
    """
    if indicator.nature == "grandeur":
        return "", NO_SURFACE
    if indicator.is_count:
        return ("", NO_SITE) if indicator.unit == "équipements" else (COUNT, "")
    if indicator.is_ratio:
        bottom = catalogue.get(indicator.denominator, indicator.level)
        return ("", NO_SURFACE) if bottom.nature == "grandeur" else (RATIO, "")
    if indicator.nature == "indice":
        return "", NO_INDEX
    if indicator.weight:
        return MEAN, ""
    return "", NO_MEDIAN if indicator.nature == "montant" else NO_BASE


def neighbourhoods() -> list[Zone]:
    """Return the priority neighbourhoods, by name."""
    from geo.outlines import areas

    published = store.read("qpv").set_index("code")["population_2020"]
    found = [
        Zone(row.code, row.name_, row.geometry, row.outline == "approché", float(published[row.code]))
        for row in areas("qpv").rename(columns={"name": "name_"}).itertuples()
    ]
    return sorted(found, key=lambda one: territory.sort_key(one.name))


def around(place: Place, mode: TravelMode, minutes: float) -> Zone:
    """Return the inhabited cells from which a place is within so many minutes, as a zone.

    Its limit is an estimate of travel times, hence approximate.
    """
    ground = territory.load()
    near = travel.minutes(ground.cell_xy, [[place.x, place.y]], mode)[:, 0] <= minutes
    geometry = None
    if near.any():
        import shapely

        geometry = shapely.union_all(_cells().geometry.to_numpy()[near])
    return Zone(place.id, place.name, geometry, approximate=True)


def holds(inhabitants: float, published: float) -> bool:
    """Tell whether an outline holds about the inhabitants that are published for its zone."""
    return published > 0 and 1 / OFF_BY <= inhabitants / published <= OFF_BY


def estimate(of: Values, zones: Sequence[Zone]) -> list[Inside]:
    """Estimate an indicator inside zones, from the published values of its areas only.

    Communes and IRIS are shared out by the inhabitants of the 200 m cells, cells by their surface. A zone that an
    area without a published value takes part in has no estimate; when that value is a count that its producer
    masks because it is small, the zone has a bracket, from none to the most that it can be. The bracket of an
    estimated indicator adds up the ends of the intervals: it is wider than an interval at 95 %.

    Returns
    -------
    list of Inside
        In the order of the zones.
    """
    lived_in = [zone for zone in zones if zone.geometry is not None]
    found = dict(zip((id(zone) for zone in lived_in), _estimate(of, lived_in), strict=True)) if lived_in else {}
    return [found.get(id(zone), Inside(zone, EMPTY)) for zone in zones]


def _estimate(of: Values, zones: Sequence[Zone]) -> list[Inside]:
    import geopandas as gpd

    from geo.outlines import METRIC, areas

    indicator = of.indicator
    target = gpd.GeoDataFrame(geometry=[zone.geometry for zone in zones], crs=METRIC)
    cells = _cells()
    people = cells[WEIGHT].to_numpy(dtype=float)
    of_cells, _ = shares(cells, target)
    inhabitants = of_cells.T @ people
    if indicator.level == "carreau":
        held, coverage = of_cells, np.ones(len(zones))
    else:
        source = areas(indicator.level).set_index("code").loc[list(of.codes)].reset_index()
        held, coverage = shares(source, target, weights=cells)
    how, _ = way(indicator)
    value, low, high = _carried(of, held, how) if how else (np.full(len(zones), np.nan),) * 3
    codes = np.array(of.codes)
    made = []
    for rank, zone in enumerate(zones):
        part = held[:, rank] > _TOUCHED
        hidden = tuple(str(code) for code in codes[part & ~of.known])
        known = of.value[part & of.known]
        state = _state(zone, how, value[rank], low[rank], inhabitants[rank])
        shown = state in (ESTIMATED, BRACKET)
        made.append(
            Inside(
                zone,
                state,
                value=float(value[rank]) if state == ESTIMATED else np.nan,
                low=float(low[rank]) if shown else np.nan,
                high=float(high[rank]) if shown else np.nan,
                inhabitants=float(inhabitants[rank]),
                coverage=float(coverage[rank]),
                hidden=hidden,
                lowest=float(known.min()) if known.size else np.nan,
                highest=float(known.max()) if known.size else np.nan,
                touched=int(part.sum()),
            )
        )
    return made


def _state(zone: Zone, how: str, value: float, low: float, inhabitants: float) -> str:
    if not np.isnan(zone.published) and not holds(inhabitants, zone.published):
        return MISPLACED
    # Less than half an inhabitant: slivers of cells.
    if inhabitants < 0.5:
        return EMPTY
    if not how:
        return REFUSED
    if not np.isnan(value):
        return ESTIMATED
    return HIDDEN if np.isnan(low) else BRACKET


def _carried(of: Values, held: FloatArray, how: str) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return the estimate in each zone, and its bracket where there is one, three float[n]."""
    indicator = of.indicator
    if how == COUNT:
        low, high = _ends(of)
        return _sum(held, of.value), *_bracket(_sum(held, low), _sum(held, high), _sum(held, of.value))
    if how == MEAN:
        base = values(indicator.weight, indicator.level).value
        top, bottom, factor = of.value * base, base, 1.0
        low = high = top
    else:
        first = values(indicator.numerator, indicator.level)
        bottom, factor = values(indicator.denominator, indicator.level).value, indicator.factor
        # The ratio may be hidden where its terms are not, and is then hidden here too.
        masked = np.array([state == MASKED for state in of.status])
        usable = of.known | (bottom == 0) | (masked & np.isfinite(bottom))
        top = np.where(of.known | (bottom == 0), first.value, np.nan)
        low, high = (np.where(usable, end, np.nan) for end in _ends(first))
    below = _sum(held, bottom)
    with np.errstate(divide="ignore", invalid="ignore"):
        value, least, most = (
            np.where(below > 0, factor * _sum(held, part) / below, np.nan) for part in (top, low, high)
        )
    return value, *_bracket(least, most, value)


def _ends(of: Values) -> tuple[FloatArray, FloatArray]:
    """Return the least and the most that each value can be; NaN for one that is secret or missing."""
    low = of.value.copy() if of.low is None else np.where(of.known, np.fmin(of.low, of.value), np.nan)
    high = of.value.copy() if of.high is None else np.where(of.known, np.fmax(of.high, of.value), np.nan)
    masked = np.array([state == MASKED for state in of.status])
    if masked.any() and of.known.any():
        # A masked count is under the smallest that its producer publishes.
        shown = of.value[of.known]
        shown = shown[shown > 0]
        if shown.size:
            low[masked], high[masked] = 0.0, max(float(shown.min()) - 1, 0.0)
    return low, high


def _bracket(low: FloatArray, high: FloatArray, value: FloatArray) -> tuple[FloatArray, FloatArray]:
    """Return the bracket; none around a value that has no other."""
    exact = ~np.isnan(value) & np.isclose(low, high)
    return np.where(exact, np.nan, low), np.where(exact, np.nan, high)


def _sum(held: FloatArray, each: FloatArray) -> FloatArray:
    """Return the sum of the shares in each zone; NaN where an area that takes part is missing."""
    missing = np.isnan(each)
    total = held.T @ np.where(missing, 0.0, each)
    return np.where((held[missing] > _TOUCHED).any(axis=0), np.nan, total)


def _cells() -> gpd.GeoDataFrame:
    return _weighted(store.fingerprint("grid"))


@lru_cache(maxsize=2)
def _weighted(fingerprint: str) -> gpd.GeoDataFrame:
    from geo.outlines import areas

    ground = territory.load()
    cells = areas("carreau").set_index("code").loc[ground.codes("carreau")].reset_index()
    return cells.assign(**{WEIGHT: ground.cells["ind"].to_numpy(dtype=float)})

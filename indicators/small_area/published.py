"""What pages may show of small areas: rounded estimates, and none where they are not reliable.

Estimates leave in whole percents, the local share of their information in four words: the answers of the few
respondents of an area cannot be worked out from them. How many there are in an area is never told.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from indicators import barometer
from indicators.barometer import Finding
from indicators.barometer.topics import EVERYBODY
from indicators.small_area import local_rates
from indicators.small_area.choice import Choice
from indicators.small_area.local_rates import Ground, LocalRates
from indicators.small_area.profiles import Respondents, read_respondents
from indicators.small_area.regression import Floats
from indicators.survey import FRAGILE, UNPUBLISHABLE, reliability, thresholds_in_use, variation

LEVELS = ("commune", "iris")
FEWEST_PEOPLE = 30
"""People of the public under which an area's share is not told: it would speak of persons."""
NONE, LITTLE, PARTLY, MOSTLY = "nulle", "moins d’un quart", "d’un quart à la moitié", "plus de la moitié"
LOCAL_WORDS = (NONE, LITTLE, PARTLY, MOSTLY)
_NEXT_TO_NOTHING = 0.02


@dataclass(frozen=True, eq=False)
class LocalEstimates:
    """A public on the areas of a level, as it may be shown.

    Attributes
    ----------
    level : {"commune", "iris"}
    public : str
        "" for everybody.
    wave : str
    codes : tuple of str
        In the order of `geo.territory.Territory.codes`.
    value, low, high : float[m]
        Whole percents: the estimate and its 95 % interval; NaN where it is not publishable.
    reliability : tuple of str
        « fiable », « fragile » or « non publiable ».
    local : tuple of str
        How much of the information is the area's own: one of `LOCAL_WORDS`.
    method : str
        "" when no method can serve.
    choice : Choice
    overall : Finding
        Direct estimate of the whole territory.
    """

    level: str
    public: str
    wave: str
    codes: tuple[str, ...]
    value: Floats
    low: Floats
    high: Floats
    reliability: tuple[str, ...]
    local: tuple[str, ...]
    method: str
    choice: Choice
    overall: Finding

    @property
    def published(self) -> int:
        """How many areas have an estimate."""
        return int((~np.isnan(self.value)).sum())

    def count(self, word: str) -> int:
        """Return how many areas are of a class of reliability."""
        return self.reliability.count(word)


@dataclass(frozen=True, eq=False)
class Everything:
    """The rates of a wave, by level and public, before publication; never leaves the room."""

    wave: str
    respondents: Respondents
    ground: Ground
    rates: dict[tuple[str, str], LocalRates]


def available() -> bool:
    """Tell whether a barometer with one row a respondent is loaded, enough of whom answered."""
    return barometer.has_rows() and len(everything().respondents) >= thresholds_in_use().respondents


def everything() -> Everything:
    """Return the rates of the last wave, computed once for a barometer and a census."""
    return _everything(barometer.version())


@lru_cache(maxsize=2)
def _everything(version: str) -> Everything:
    rows = barometer.respondents()
    wave = max(str(one) for one in rows["wave"])
    people = read_respondents(rows[rows["wave"] == wave])
    if not len(people):
        return Everything(wave, people, _no_ground(), {})
    ground = local_rates.read_ground(people)
    of_communes = local_rates.communes(people, ground)
    of_iris = local_rates.iris(people, ground, of_communes)
    by_level = {"commune": of_communes, "iris": of_iris}
    rates = {(level, public): one for level, by in by_level.items() for public, one in by.items()}
    return Everything(wave, people, ground, rates)


def published(level: str, public: str = "") -> LocalEstimates:
    """Return what may be shown of a public at a level.

    Parameters
    ----------
    level : {"commune", "iris"}
    public : str
        A key of the four publics, "" for everybody.

    Raises
    ------
    data.errors.TableMissing
        No barometer with one row a respondent.
    KeyError
        An unknown level or public.
    """
    return _published(level, public, barometer.version())


@lru_cache(maxsize=32)
def _published(level: str, public: str, version: str) -> LocalEstimates:
    found = everything()
    overall = barometer.results(public or EVERYBODY, wave=found.wave).overall
    return publish(found.rates[level, public], level, public, found.wave, overall)


def publish(rates: LocalRates, level: str, public: str, wave: str, overall: Finding) -> LocalEstimates:
    """Decide what may be shown of some rates, and round it."""
    m = rates.sample.areas
    nothing = np.full(m, np.nan)
    estimates, n = rates.estimates, len(rates.sample.yes)
    if estimates is None or not overall.shown:
        # Without a direct estimate of the whole that may be told, its parts may not be either.
        words = (UNPUBLISHABLE,) * m
        return LocalEstimates(
            level, public, wave, rates.sample.codes, nothing, nothing, nothing, words, (NONE,) * m, "",
            rates.choice, overall,
        )  # fmt: skip
    few = rates.sample.size < FEWEST_PEOPLE
    words = tuple(
        UNPUBLISHABLE if small or np.isnan(value) else reliability(n, variation(value, error, proportion=True))
        for value, error, small in zip(estimates.value, estimates.error, few, strict=True)
    )
    shown = np.array([word != UNPUBLISHABLE for word in words])
    value, low, high = (
        np.where(shown, np.rint(100 * one), np.nan) for one in (estimates.value, estimates.low, estimates.high)
    )
    local = tuple(local_word(share) for share in estimates.local)
    return LocalEstimates(
        level, public, wave, rates.sample.codes, value, low, high, words, local, estimates.method, rates.choice, overall
    )  # fmt: skip


def local_word(share: float) -> str:
    """Return the local share of information, in words.

    Examples
    --------
    >>> local_word(0.01), local_word(0.2), local_word(0.4), local_word(0.7)
    ('nulle', 'moins d’un quart', 'd’un quart à la moitié', 'plus de la moitié')
    """
    if not share > _NEXT_TO_NOTHING:
        return NONE
    return LITTLE if share < 0.25 else PARTLY if share <= 0.5 else MOSTLY


def _no_ground() -> Ground:
    from indicators.small_area.cells import Cells

    none = Cells((), np.zeros((0, 24)))
    return Ground(none, none, {}, {})


__all__ = ["FRAGILE", "UNPUBLISHABLE", "LocalEstimates", "available", "everything", "publish", "published"]

"""Ages as questionnaires write them: in years, in classes of any bounds, or as a year of birth."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from data.importers.barometer.living import AGE_CLASSES
from data.importers.words import folded

OLDEST = 120
# An open class ends at an age that few go beyond: it only serves to find the class's middle.
OPEN_END = 100
# The survey asks people from this age on: « moins de 25 ans » begins there, unless it ends before.
YOUNGEST = 16

_BOTH = re.compile(r"(?:de |entre )?([0-9]{1,3}) (?:ans )?(?:(?:a|et|ou|ans) )*([0-9]{1,3})(?: ans)?(?: inclus)?")
_FROM = re.compile(
    r"(?:a partir de |des )?([0-9]{1,3}) (?:ans )?(?:et|ou|ans|ou plus de)? ?(?:plus|au dela|davantage)(?: ans)?"
)
_OVER = re.compile(r"plus de ([0-9]{1,3})(?: ans)?")
_UNDER = re.compile(r"(?:moins de|avant|inferieur a) ([0-9]{1,3})(?: ans)?")
_UPTO = re.compile(r"(?:jusqu a|au plus) ([0-9]{1,3})(?: ans)?")
_ALONE = re.compile(r"([0-9]{1,3})(?: an(?:s|nees)?)?(?: revolus)?")
_YEAR = re.compile(r"(?:ne e? ?en )?((?:19|20)[0-9]{2})")
_SIGNED = re.compile(r"(?P<sign><=|>=|[<>≤≥+]|-(?= ?de\b)) ?(?:de )?(?P<years>[0-9]{1,3})(?: ?ans)?")
_DECIMAL = re.compile(r"([0-9]{1,3})[.,]0+")


@dataclass(frozen=True)
class Age:
    """An age known between two bounds, both included, in whole years; they are equal for an age in years."""

    low: int
    high: int

    @property
    def middle(self) -> float:
        """The middle of the bounds; an open class is taken to end at `OPEN_END`."""
        return (self.low + min(self.high, max(OPEN_END, self.low))) / 2

    @property
    def code(self) -> str:
        """The class kept: the one that holds the middle."""
        middle = int(self.middle)
        return next(code for code, (low, high) in AGE_CLASSES.items() if low <= middle <= high)

    def within(self, low: int, high: int) -> bool | None:
        """Tell whether the age lies between two bounds; None when it may or may not."""
        if low <= self.low and self.high <= high:
            return True
        return False if self.high < low or self.low > high else None


def parse(text: str, on: date | None = None) -> Age | None:
    """Read an age, a class of ages or a year of birth; None when it is none of these, or nobody's.

    Parameters
    ----------
    on : date, optional
        The day of the answer, which a year of birth needs: the age is then one of two, the higher is taken.

    Examples
    --------
    >>> parse("43 ans"), parse("16-25 ans"), parse("65 ans et plus"), parse("moins de 25 ans")
    (Age(low=43, high=43), Age(low=16, high=25), Age(low=65, high=120), Age(low=16, high=24))
    >>> parse("1950", date(2024, 11, 1)), parse("abc")
    (Age(low=74, high=74), None)
    """
    shown = text.strip()
    if match := _DECIMAL.fullmatch(shown):
        shown = match[1]
    if match := _SIGNED.fullmatch(shown):
        return _signed(match["sign"], int(match["years"]))
    words = "" if shown.startswith("-") else folded(shown.replace("+", " plus "))
    if match := _YEAR.fullmatch(words):
        return None if on is None else _closed(on.year - int(match[1]), on.year - int(match[1]))
    for pattern, read in _WORDED:
        if match := pattern.fullmatch(words):
            return read(*(int(years) for years in match.groups()))
    return None


def _signed(sign: str, years: int) -> Age | None:
    """Read an age after a sign: « < 25 », « - de 25 », « > 65 », « + de 65 »."""
    if sign in {"<", "-", "≤", "<="}:
        return _closed(None, years - (sign in {"<", "-"}))
    return _open(years + (sign in {">", "+"}))


def _closed(low: int | None, high: int) -> Age | None:
    first = (YOUNGEST if high >= YOUNGEST else 0) if low is None else low
    return Age(first, high) if 0 <= first <= high <= OLDEST else None


def _open(low: int) -> Age | None:
    return Age(low, OLDEST) if low <= OPEN_END else None


_WORDED: tuple[tuple["re.Pattern[str]", Callable[..., Age | None]], ...] = (
    (_ALONE, lambda years: _closed(years, years)),
    (_BOTH, _closed),
    (_FROM, _open),
    (_OVER, lambda years: _open(years + 1)),
    (_UNDER, lambda years: _closed(None, years - 1)),
    (_UPTO, lambda years: _closed(None, years)),
)

"""How a number, a share or a date is written in French, for every screen, file and error."""

import math
import numbers
import re
from datetime import date, datetime

from babel.dates import format_date
from babel.numbers import format_decimal

NARROW = "\u202f"  # espace fine insécable
NO_BREAK = "\u00a0"
MISSING = "n. d."
_WRITTEN_OUT = 1e15  # beyond, where damaged files alone go, a float has no units and a decimal no room for all digits


def is_missing(value: object) -> bool:
    """Tell whether a value is None or NaN."""
    return value is None or (isinstance(value, numbers.Real) and math.isnan(value))


def number(value: float | None, decimals: int = 0, unit: str = "", *, sign: bool = False) -> str:
    """Write a number with French separators, and its unit after a no-break space.

    Examples
    --------
    >>> number(109884).replace(NARROW, "_")
    '109_884'
    >>> number(15.84, 1, "%").replace(NO_BREAK, "_")
    '15,8_%'
    >>> number(None)
    'n. d.'
    >>> number(2e101).replace(NO_BREAK, "_")
    '2,00_×_10^101'
    >>> number(-2.5, 1), number(2.5, 1, sign=True)
    ('−2,5', '+2,5')
    """
    if value is None or math.isnan(value):
        return MISSING
    if math.isinf(value):
        return "hors d’atteinte"
    rounded = round(float(value), decimals) + 0.0  # + 0.0 turns -0.0 into 0.0
    if abs(rounded) < _WRITTEN_OUT:
        pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
        text = format_decimal(abs(rounded), format=pattern, locale="fr").replace(NO_BREAK, NARROW)
    else:
        text = f"{abs(rounded):.2e}".replace(".", ",").replace("e+", " × 10^").replace(" ", NO_BREAK)
    prefix = "−" if rounded < 0 else "+" if sign and rounded > 0 else ""
    return prefix + text + (NO_BREAK + unit if unit else "")


def about(value: float | None, unit: str = "") -> str:
    """Write an estimate with the precision that it can bear: two significant figures, at least the unit.

    Examples
    --------
    >>> about(1234.0).replace(NARROW, "_"), about(7.4), about(0.3)
    ('environ 1_200', 'environ 7', 'moins de 1')
    """
    if value is None or not math.isfinite(value):
        return number(value)
    if value == 0:
        return number(0, 0, unit)
    if 0 < value < 1:
        return "moins de 1" + (NO_BREAK + unit if unit else "")
    digits = max(0, math.floor(math.log10(abs(value))) - 1)
    return "environ " + number(round(value, -digits), 0, unit)


def estimated(value: float, low: float, high: float, decimals: int = 0, unit: str = "") -> str:
    """Write an estimate and its interval, rounded to what the interval can bear: 1 234 ± 300 reads « environ 1 200 ».

    The last figure kept is worth at most half of the interval's half, and never finer than `decimals`.

    Examples
    --------
    >>> estimated(1234, 934, 1534, 0, "foyers").replace(NARROW, "_").replace(NO_BREAK, "~")
    'environ 1_200~foyers (de 900 à 1_500)'
    >>> estimated(12.34, 11.9, 12.8, 1, "%").replace(NO_BREAK, "~")
    'environ 12,3~% (de 11,9 à 12,8)'
    >>> estimated(0.4, 0.1, 1.2, 0, "foyer").replace(NO_BREAK, "~")
    'moins de 1~foyer (de 0 à 1)'
    """
    if not math.isfinite(value):
        return number(value)
    if not (math.isfinite(low) and math.isfinite(high)):
        return "environ " + number(value, decimals, unit)
    shown, (told, *bounds) = kept_decimals(value, low, high, decimals), bearable(value, low, high, decimals)
    least, most = (number(one, shown) for one in bounds)
    if value > 0 and told == 0:
        said = f"moins de {number(10.0**-shown, shown)}"
    else:
        said = f"environ {number(told, shown)}"
    return f"{said}{NO_BREAK + unit if unit else ''} (de {least} à {most})"


def bearable(value: float, low: float, high: float, decimals: int = 0) -> tuple[float, float, float]:
    """Round an estimate and its interval to what the interval can bear (see `estimated`).

    Examples
    --------
    >>> bearable(1234, 934, 1534), bearable(8.26, 7.9, 8.5, 1)
    ((1200, 900, 1500), (8.3, 7.9, 8.5))
    """
    places = _places(value, low, high, decimals)
    return round(value, places), round(low, places), round(high, places)


def kept_decimals(value: float, low: float, high: float, decimals: int = 0) -> int:
    """Return how many decimals an estimate keeps once rounded to what its interval can bear.

    Examples
    --------
    >>> kept_decimals(34.2, 23.1, 48.7, 1), kept_decimals(8.26, 7.9, 8.5, 1)
    (0, 1)
    """
    return max(0, _places(value, low, high, decimals))


def _places(value: float, low: float, high: float, decimals: int) -> int:
    half = (high - low) / 2
    places = min(decimals, -math.floor(math.log10(half / 2))) if half > 0 else decimals
    return decimals if round(value, places) == 0 and value > 0 else places


def interval(low: float, high: float, decimals: int = 0, unit: str = "") -> str:
    """Write an interval: « 12 à 15 min »."""
    return f"{number(low, decimals)} à {number(high, decimals, unit)}"


def minutes(value: float | None) -> str:
    """Write minutes, whole: « 12 min »; « hors d’atteinte » when infinite."""
    return number(value, 0, "" if value is not None and math.isinf(value) else "min")


def euros(value: float | None, decimals: int = 0) -> str:
    """Write an amount in euros."""
    return number(value, decimals, "€")


def plural(count: float, singular: str, several: str | None = None) -> str:
    """Write a count and its noun; in French, the plural begins at 2.

    Examples
    --------
    >>> plural(1, "commune").replace(NO_BREAK, "_"), plural(46, "commune").replace(NO_BREAK, "_")
    ('1_commune', '46_communes')
    """
    return number(count, 0, singular if abs(round(count)) < 2 else several or singular + "s")


def ordinal(rank: int, *, feminine: bool = False) -> str:
    """Write a rank: « 1ᵉʳ », « 1ʳᵉ », « 1 082ᵉ ».

    Examples
    --------
    >>> ordinal(1), ordinal(1, feminine=True), ordinal(12)
    ('1ᵉʳ', '1ʳᵉ', '12ᵉ')
    """
    return number(rank) + ("ᵉ" if rank != 1 else "ʳᵉ" if feminine else "ᵉʳ")


def capital(text: str) -> str:
    """Return a text with its first letter in capital, for the start of a sentence; the rest as it is.

    Examples
    --------
    >>> capital("foyers au RSA"), capital("")
    ('Foyers au RSA', '')
    """
    return text[:1].upper() + text[1:]


def uncapital(text: str) -> str:
    """Return a text with its first letter small, for the inside of a sentence; the rest as it is.

    Examples
    --------
    >>> uncapital("Foyers au RSA"), uncapital("")
    ('foyers au RSA', '')
    """
    return text[:1].lower() + text[1:]


def day(value: date | datetime, style: str = "long") -> str:
    """Write a date: « 24 novembre 2026 » (long), « mardi 24 novembre 2026 » (full), « 24/11/2026 » (short).

    The first of the month is an ordinal in French.

    Examples
    --------
    >>> day(date(2026, 12, 1)), day(date(2026, 12, 2), "full"), day(date(2026, 12, 1), "short")
    ('1er décembre 2026', 'mercredi 2 décembre 2026', '01/12/2026')
    """
    rank = "d'er'" if value.day == 1 else "d"
    pattern = {
        "full": f"EEEE {rank} MMMM y",
        "long": f"{rank} MMMM y",
        "medium": f"EEE {rank} MMM",
        "short": "dd/MM/y",
    }[style]
    return str(format_date(value, format=pattern, locale="fr"))


def enumerate_words(words: list[str], conjunction: str = "et") -> str:
    """Join words as a French sentence does: « Arras, Beaurains et Dainville »."""
    if len(words) < 2:
        return "".join(words)
    return ", ".join(words[:-1]) + f" {conjunction} " + words[-1]


_BEFORE = re.compile(r"[ \u00a0\u202f]*([;!?»]|:(?=\s|$))")
_AFTER = re.compile(r"«[ \u00a0\u202f]*")
_UNIT = re.compile(r"(?<=\d) (?=(?:%|€|km|m|min|h|ha)(?!\w))")


def typography(text: str) -> str:
    """Set the no-break spaces of French (before ; : ! ? » and after «, before a unit) and curly apostrophes.

    Examples
    --------
    >>> typography("Où ? L'accès : 5 km").replace(NARROW, "_").replace(NO_BREAK, "~")
    'Où_? L’accès_: 5~km'
    """
    text = _UNIT.sub(NO_BREAK, _BEFORE.sub(lambda match: NARROW + match.group(1), text))
    return _AFTER.sub("«" + NARROW, text).replace("'", "’")

"""The ways of writing the name of a place, reduced to one: accents, hyphens, « St », « lez », articles."""

import re
from functools import cache, lru_cache

from data.importers.words import folded
from data.settings import settings

_SAINTS = {"saint": "st", "sainte": "ste", "saints": "sts", "saintes": "stes"}
_NUMBERS = {"deux": "2", "trois": "3", "quatre": "4", "cinq": "5", "six": "6", "sept": "7", "huit": "8", "neuf": "9"}
_ARTICLES = frozenset({"le", "la", "les", "l"})
_BEFORE = re.compile(r"(?:(?:la )?(?:commune|ville|mairie|village)(?: de la| de| du| des| d)?) ")
# « Saint-Nicolas-lez-Arras »: the town beside which it lies is not part of the official name.
_BESIDE = re.compile(r"(.+) (?:lez|les) ([a-z ]+)")


def _words(text: str) -> list[str]:
    parts = [_SAINTS.get(word, _NUMBERS.get(word, word)) for word in folded(text).split()]
    parts = ["les" if word == "lez" else word for word in parts]
    parts = ["sur" if word == "s" and 0 < position < len(parts) - 1 else word for position, word in enumerate(parts)]
    return parts[1:] if len(parts) > 1 and parts[0] in _ARTICLES else parts


@lru_cache(maxsize=50_000)
def key(name: str) -> str:
    """Return what every way of writing a name has in common.

    Examples
    --------
    >>> key("Mont-Saint-Éloi") == key("MONT ST ELOI"), key("Rœux") == key("roeux"), key("Les Hochettes")
    (True, True, 'hochettes')
    >>> key("Hénin-sur-Cojeul") == key("Henin s/ Cojeul"), key("Tilloy-lès-Mofflaines") == key("Tilloy lez Mofflaines")
    (True, True)
    """
    return "".join(_words(name))


@cache
def _after(departments: tuple[tuple[str, str], ...]) -> re.Pattern[str]:
    """Return a pattern for what follows a town in an address: « Cedex 9 », the department's number or name."""
    named = "|".join(re.escape(folded(text)) for department in departments for text in department)
    return re.compile(rf"(?: (?:cedex(?: [0-9]+)?|{named}))+$")


def plain(name: str) -> str:
    """Return a name without what comes before or after it in an address: « Ville d'Arras », « ARRAS CEDEX »."""
    words = _after(tuple((one.code, one.nom) for one in settings().departements)).sub("", folded(name))
    return _BEFORE.sub("", words, count=1) if _BEFORE.match(words) and _BEFORE.sub("", words, count=1) else words


def beside(name: str) -> tuple[str, str] | None:
    """Part a name from the town beside which it lies, as keys: « Saint-Nicolas-lez-Arras »; None without one.

    Examples
    --------
    >>> beside("Saint-Nicolas-lez-Arras"), beside("Arras")
    (('stnicolas', 'arras'), None)
    """
    match = _BESIDE.fullmatch(folded(name))
    return None if match is None else (key(match[1]), key(match[2]))


def wildcard(name: str) -> re.Pattern[str] | None:
    """Return a pattern for a name one letter of which was lost (« R?ux »); None when none was, or more.

    Old code pages have no « œ »: they write a question mark in its place.
    """
    lost = re.findall(r"[?\ufffd]", name)
    if len(lost) != 1:
        return None
    before, after = re.split(r"[?\ufffd]", name)
    known = key("x" + before)[1:] + "@" + key(after) if before else "@" + key(after)
    if len(known) < 4:
        return None
    return re.compile(re.escape(known).replace("@", "[a-z]{1,2}"))

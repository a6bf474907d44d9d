"""Days as people type them: 24/11/2024, 2024-11-24, 24 novembre 2024, or a spreadsheet's number of days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from data.importers.words import folded

_MONTHS = {
    name: month
    for month, names in enumerate(
        ("janvier janv jan", "fevrier fevr fev", "mars mar", "avril avr", "mai", "juin", "juillet juil", "aout",
         "septembre sept sep", "octobre oct", "novembre nov", "decembre dec"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ISO = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})(?:[T ][0-9]{1,2}:[0-9]{2}.*)?")
_FRENCH = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4}|[0-9]{2})(?: +[0-9]{1,2}[:h][0-9]{2}.*)?")
_WORDS = re.compile(r"(?:[a-z]+ )?([0-9]{1,2})(?:er)? ([a-z]+) ([0-9]{4})")
_SERIAL = re.compile(r"([0-9]{5})(?:[.,][0-9]+)?")
# A spreadsheet counts days from 30 December 1899 (its 29 February 1900 never was); these are 1927 to 2064.
_EPOCH = date(1899, 12, 30)
SERIALS = range(10_000, 60_000)
# A year of two figures is of this century up to this one.
PIVOT = 50


@dataclass(frozen=True)
class Day:
    """A day read from a text, and what was put right to read it ("" when nothing was)."""

    value: date
    repaired: str = ""


def parse(text: str) -> Day | None:
    """Read a day, the French order always; None when the text is not a day that exists.

    Examples
    --------
    >>> [parse(text).value.isoformat() for text in ("24/11/2024", "1er mars 2024", "45620")]
    ['2024-11-24', '2024-03-01', '2024-11-24']
    >>> parse("31/02/2024"), parse("11/24/2024")
    (None, None)
    """
    read = " ".join(text.split())
    if match := _ISO.fullmatch(read):
        year, month, day = (int(part) for part in match.groups())
        return _day(year, month, day, "")
    if match := _FRENCH.fullmatch(read):
        day, month = int(match[1]), int(match[2])
        if len(match[3]) == 2:
            year = int(match[3]) + (2000 if int(match[3]) <= PIVOT else 1900)
            return _day(year, month, day, f"année à deux chiffres, lue {year}")
        return _day(int(match[3]), month, day, "")
    if (match := _SERIAL.fullmatch(read)) and int(match[1]) in SERIALS:
        found = _EPOCH + timedelta(days=int(match[1]))
        return Day(found, f"nombre de jours d’un tableur, lu {found:%d/%m/%Y}")
    if (match := _WORDS.fullmatch(folded(read))) and match[2] in _MONTHS:
        return _day(int(match[3]), _MONTHS[match[2]], int(match[1]), "mois en toutes lettres")
    return None


def _day(year: int, month: int, day: int, repaired: str) -> Day | None:
    try:
        return Day(date(year, month, day), repaired)
    except ValueError:
        return None

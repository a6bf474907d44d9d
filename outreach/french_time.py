"""How an hour, a length of time, a day and a date are written in French."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence

__all__ = ["WEEKDAYS", "clock", "enumeration", "length", "long_date", "opening", "span"]

WEEKDAYS: tuple[str, ...] = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

_MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip

# No-break: a line must not end between the figure and its unit.
_GLUE = "\N{NO-BREAK SPACE}"


def clock(minute: int) -> str:
    """Write a time of day.

    Parameters
    ----------
    minute : int
        Minutes from midnight, 0 to 1440.

    Examples
    --------
    >>> clock(540).replace(chr(160), " "), clock(930).replace(chr(160), " ")
    ('9 h', '15 h 30')
    """
    hours, minutes = divmod(minute, 60)
    return f"{hours}{_GLUE}h" + (f"{_GLUE}{minutes:02d}" if minutes else "")


def length(minutes: int) -> str:
    """Write a length of time, in minutes below the hour.

    Examples
    --------
    >>> length(45).replace(chr(160), " "), length(150).replace(chr(160), " ")
    ('45 min', '2 h 30')
    """
    return f"{minutes}{_GLUE}min" if minutes < 60 else clock(minutes)


def span(start: int, end: int) -> str:
    """Write an interval of the day, minutes from midnight: « de 9 h à 12 h »."""
    return f"de {clock(start)} à {clock(end)}"


def long_date(day: dt.date) -> str:
    """Write a date in full.

    Examples
    --------
    >>> long_date(dt.date(2026, 4, 6)), long_date(dt.date(2026, 5, 1))
    ('lundi 6 avril 2026', 'vendredi 1er mai 2026')
    """
    number = "1er" if day.day == 1 else str(day.day)
    return f"{WEEKDAYS[day.weekday()]} {number} {_MONTHS[day.month - 1]} {day.year}"


def enumeration(words: Iterable[str]) -> str:
    """Join words with commas and a last « et ».

    Examples
    --------
    >>> enumeration(["lundi", "mardi", "jeudi"])
    'lundi, mardi et jeudi'
    """
    items = list(words)
    return items[0] if len(items) == 1 else ", ".join(items[:-1]) + " et " + items[-1] if items else ""


def opening(windows: Mapping[int, Sequence[tuple[int, int]]]) -> str:
    """Write opening hours, days that share the same hours together.

    Parameters
    ----------
    windows : mapping of int to sequence of (int, int)
        For each weekday (0 is Monday), intervals in minutes from midnight.

    Examples
    --------
    >>> opening({0: [(1110, 1170)], 1: [(900, 960)], 3: [(1110, 1170)]}).replace(chr(160), " ")
    'le lundi et le jeudi de 18 h 30 à 19 h 30 et le mardi de 15 h à 16 h'
    """
    days_by_hours: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for weekday in sorted(windows):
        if windows[weekday]:
            days_by_hours.setdefault(tuple(windows[weekday]), []).append(weekday)
    phrases = [
        f"{enumeration(f'le {WEEKDAYS[day]}' for day in days)} {enumeration(span(*hours) for hours in intervals)}"
        for intervals, days in days_by_hours.items()
    ]
    # A comma before the last group: it may itself hold « et ».
    return enumeration(phrases) if len(phrases) < 3 else ", ".join(phrases[:-1]) + ", et " + phrases[-1]

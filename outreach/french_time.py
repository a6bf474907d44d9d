"""How an hour of the day, a length of time and opening hours are written in a French sentence."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from data.formats import NARROW, NO_BREAK, enumerate_words
from geo.opening import DAYS_FR

__all__ = ["clock", "length", "opening", "span"]


def clock(minute: int) -> str:
    """Write a time of day given in minutes from midnight.

    Examples
    --------
    >>> clock(540).replace(NARROW, "_"), clock(930).replace(NARROW, "_")
    ('9_h', '15_h_30')
    """
    hours, minutes = divmod(minute, 60)
    return f"{hours}{NARROW}h" + (f"{NARROW}{minutes:02d}" if minutes else "")


def length(minutes: int) -> str:
    """Write a length of time, in minutes below the hour.

    Examples
    --------
    >>> length(45).replace(NO_BREAK, "_"), length(150).replace(NARROW, "_")
    ('45_min', '2_h_30')
    """
    return f"{minutes}{NO_BREAK}min" if minutes < 60 else clock(minutes)


def span(start: int, end: int) -> str:
    """Write an interval of the day, in minutes from midnight: « de 9 h à 12 h »."""
    return f"de {clock(start)} à {clock(end)}"


def opening(windows: Mapping[int, Sequence[tuple[int, int]]]) -> str:
    """Write opening hours inside a sentence, days that share the same hours together.

    Parameters
    ----------
    windows : mapping of int to sequence of (int, int)
        For each weekday (0 is Monday), intervals in minutes from midnight.

    Examples
    --------
    >>> opening({0: [(1110, 1170)], 1: [(900, 960)], 3: [(1110, 1170)]}).replace(NARROW, " ")
    'le lundi et le jeudi de 18 h 30 à 19 h 30, et le mardi de 15 h à 16 h'
    """
    days_by_hours: dict[tuple[tuple[int, int], ...], list[int]] = {}
    for weekday in sorted(windows):
        if windows[weekday]:
            days_by_hours.setdefault(tuple(windows[weekday]), []).append(weekday)
    phrases = [
        f"{enumerate_words([f'le {DAYS_FR[day]}' for day in days])} {enumerate_words([span(*hours) for hours in each])}"
        for each, days in days_by_hours.items()
    ]
    # A comma before the last group, since each may itself hold « et ».
    return enumerate_words(phrases, "et") if len(phrases) < 2 else ", ".join(phrases[:-1]) + ", et " + phrases[-1]

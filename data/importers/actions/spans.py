"""Half-days and durations as people write them in a register."""

import re

from data.importers.barometer.choices import Choice
from data.importers.numbers import number
from data.importers.words import folded

# The evening first, then the whole day: « matin et après-midi » is a day.
HALF_DAYS = (
    Choice("soiree", "Soirée", r"\bsoir"),
    Choice("journee", "Journée", r"\bjour|\bmatin.*\bapres\b|\bam pm\b"),
    Choice("matin", "Matin", r"\bmatin|^am$"),
    Choice("apres_midi", "Après-midi", r"\bapres|^pm$|^apm$"),
)
_HOURS = re.compile(r"(\d{1,2})\s*(?:h|:)\s*(\d{2})?", re.IGNORECASE)
_MINUTES = re.compile(r"(\d{1,3})\s*(?:min(?:utes?)?|mn|')", re.IGNORECASE)
_WORDS = re.compile(r"\s*(?:heures?|h)$", re.IGNORECASE)
LONGEST_HOURS = 24.0


def hours(text: str) -> float | None:
    """Return a duration in hours; None when it is none, or longer than a day.

    Examples
    --------
    >>> hours("3h30"), hours("2,5"), hours("90 min"), hours("3 heures"), hours("03:00"), hours("longtemps")
    (3.5, 2.5, 1.5, 3.0, 3.0, None)
    """
    shown = text.strip()
    if match := _HOURS.fullmatch(shown):
        minutes = int(match[2] or 0)
        found = int(match[1]) + minutes / 60 if minutes < 60 else None
    elif match := _MINUTES.fullmatch(shown):
        found = int(match[1]) / 60
    else:
        found = number(_WORDS.sub("", shown))
    return found if found is not None and 0 < found <= LONGEST_HOURS else None


def yes(text: str) -> bool | None:
    """Return what a cell of yes or no says; None when it says neither.

    Examples
    --------
    >>> yes("Oui"), yes("x"), yes(""), yes("non"), yes("peut-être")
    (True, True, False, False, None)
    """
    words = folded(text)
    if words in {"oui", "o", "x", "1", "vrai", "true", "yes"}:
        return True
    return False if words in {"", "non", "n", "0", "faux", "false", "no"} else None

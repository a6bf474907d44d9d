"""Opening hours: from OpenStreetMap's notation to the windows of a week, in numbers and in French.

The `opening_hours` library parses the notation and evaluates it over a year without public holidays; the week
that holds all year but for a few days is the one kept, and hours without such a week are refused rather than
averaged. No text means that the hours are unknown, which is not the same as closed: it gives None, never 0.
"""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from babel.lists import format_list

from geo.errors import OpeningHoursError

Window = tuple[int, int]

NNBSP = "\u202f"
DAYS_FR = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

#: When an office worker's day ends: what is open later, or at the weekend, is outside office hours.
OFFICE_CLOSES = 17 * 60

_DAY = 24 * 60
_SATURDAY = 5
# Any Monday would do: it opens the year whose weeks are compared.
_FIRST_MONDAY = datetime(2024, 1, 1)  # noqa: DTZ001 - opening hours are local wall-clock time
_WEEKS = 53
# Weeks of the year that may differ: closings on single days leave a week typical, one of a month does not.
_EXCEPTIONS = 3
# The parser fills these in by itself: an open end runs to midnight, the sun rises at 7 and sets at 19.
_WITHOUT_END = re.compile(r"\d\+|sunrise|sunset|dawn|dusk", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')


class _Span(NamedTuple):
    start: int
    end: int
    comment: str


def windows(text: str) -> dict[int, tuple[Window, ...]]:
    """Return the opening windows of each day of the week.

    Parameters
    ----------
    text : str
        Hours in OpenStreetMap's notation (wiki.openstreetmap.org/wiki/Key:opening_hours).

    Returns
    -------
    dict of int to tuple of (int, int)
        For each weekday, 0 (Monday) to 6 (Sunday), its windows in order, as minutes from midnight: opens at
        the first, closes at the second. Empty on a closed day; a night is cut at midnight. Hours that the
        text calls "unknown" are not counted.

    Raises
    ------
    OpeningHoursError
        If the text is empty, cannot be read, has no closing time or changes with the season.

    Examples
    --------
    >>> windows("Mo-Fr 08:00-12:00,13:30-17:30; Sa 09:00-12:00")[5]
    ((540, 720),)
    """
    known = _known(text)
    if known is None:
        raise OpeningHoursError(
            f"Horaires non renseignés{NNBSP}: ils sont inconnus, ce qui n’est pas «{NNBSP}fermé{NNBSP}»."
        )
    return {day: tuple((span.start, span.end) for span in spans) for day, spans in enumerate(_evaluate(known))}


def weekly_hours(text: str | None) -> float | None:
    """Return the hours open in a week, or None when the hours are unknown.

    Raises
    ------
    OpeningHoursError
        If the text cannot be read.

    Examples
    --------
    >>> weekly_hours("Tu 17:00-19:00; Th 17:00-19:00")
    4.0
    >>> weekly_hours("") is None
    True
    """
    known = _known(text)
    if known is None:
        return None
    return sum(span.end - span.start for spans in _evaluate(known) for span in spans) / 60


def outside_office_share(text: str | None) -> float | None:
    """Return the share of the weekly hours that somebody who works office hours can use.

    These are the hours after 17:00 from Monday to Friday, and all those of Saturday and Sunday.

    Returns
    -------
    float or None
        From 0 to 1; None when the hours are unknown or the place never opens.

    Raises
    ------
    OpeningHoursError
        If the text cannot be read.

    Examples
    --------
    >>> outside_office_share("Mo 14:00-18:00; Sa 09:00-12:00")
    0.5714285714285714
    """
    known = _known(text)
    if known is None:
        return None
    total = outside = 0
    for day, spans in enumerate(_evaluate(known)):
        opens_late = 0 if day >= _SATURDAY else OFFICE_CLOSES
        for span in spans:
            total += span.end - span.start
            outside += max(span.end - max(span.start, opens_late), 0)
    return outside / total if total else None


def describe(text: str | None) -> str:
    """Write the hours in French, days with the same hours together.

    Returns
    -------
    str
        For instance « lundi au vendredi 8 h – 12 h et 13 h 30 – 17 h 30 ; samedi 9 h – 12 h », « fermé », or
        « horaires non renseignés » when they are unknown.

    Raises
    ------
    OpeningHoursError
        If the text cannot be read.

    Examples
    --------
    >>> describe("Tu 17:00-19:00; Th 17:00-19:00").replace("\u202f", " ")
    'mardi et jeudi 17 h – 19 h'
    """
    known = _known(text)
    if known is None:
        return "horaires non renseignés"
    days_by_hours: dict[tuple[_Span, ...], list[int]] = {}
    for day, spans in enumerate(_evaluate(known)):
        if spans:
            days_by_hours.setdefault(spans, []).append(day)
    if not days_by_hours:
        return "fermé"
    return f"{NNBSP}; ".join(f"{_days(days)} {_hours(spans)}" for spans, days in days_by_hours.items())


def _known(text: str | None) -> str | None:
    # A table's missing value arrives as NaN.
    return text if isinstance(text, str) and text.strip() else None


@lru_cache(maxsize=1024)
def _evaluate(text: str) -> tuple[tuple[_Span, ...], ...]:
    from opening_hours import OpeningHours, State, validate

    if _WITHOUT_END.search(_QUOTED.sub("", text)):
        raise _refused(text, "l’heure d’ouverture ou de fermeture manque ou suit le soleil")
    if not validate(text):
        raise _refused(text, "ce n’est pas la notation d’OpenStreetMap")
    hours = OpeningHours(text, auto_country=False, auto_timezone=False)

    days: list[list[_Span]] = [[] for _ in range(_WEEKS * 7)]
    for opens, closes, state, comment in hours.intervals(_FIRST_MONDAY, _FIRST_MONDAY + timedelta(weeks=_WEEKS)):
        if state != State.OPEN:
            continue
        start, end = _minutes_from_start(opens), _minutes_from_start(closes)
        for day in range(start // _DAY, -(-end // _DAY)):
            days[day].append(_Span(max(start - day * _DAY, 0), min(end - day * _DAY, _DAY), comment))
    weeks = Counter(tuple(tuple(day) for day in days[first : first + 7]) for first in range(0, len(days), 7))
    (typical, times) = weeks.most_common(1)[0]
    if times < _WEEKS - _EXCEPTIONS:
        raise _refused(text, "ils changent au cours de l’année, une semaine type ne peut les représenter")
    return typical


def _minutes_from_start(moment: datetime) -> int:
    return int((moment - _FIRST_MONDAY) / timedelta(minutes=1))


def _refused(text: str, why: str) -> OpeningHoursError:
    return OpeningHoursError(
        f"Horaires refusés{NNBSP}: «{NNBSP}{text}{NNBSP}»{NNBSP}; {why}. "
        f"Exemple{NNBSP}: «{NNBSP}Mo-Fr 09:00-12:00,14:00-17:00; Sa 09:00-12:00{NNBSP}»."
    )


def _days(days: list[int]) -> str:
    if len(days) == len(DAYS_FR):
        return "tous les jours"
    names: list[str] = []
    for _, run in groupby(enumerate(days), key=lambda pair: pair[1] - pair[0]):
        consecutive = [day for _, day in run]
        if len(consecutive) >= 3:
            names.append(f"{DAYS_FR[consecutive[0]]} au {DAYS_FR[consecutive[-1]]}")
        else:
            names.extend(DAYS_FR[day] for day in consecutive)
    return str(format_list(names, locale="fr"))


def _hours(spans: tuple[_Span, ...]) -> str:
    return str(format_list([_span(span) for span in spans], locale="fr"))


def _span(span: _Span) -> str:
    if (span.start, span.end) == (0, _DAY):
        shown = f"24{NNBSP}h sur 24"
    else:
        shown = f"{_clock(span.start)} – {_clock(span.end)}"
    return f"{shown} ({span.comment})" if span.comment else shown


def _clock(minute: int) -> str:
    hour, rest = divmod(minute, 60)
    return f"{hour}{NNBSP}h{NNBSP}{rest:02d}" if rest else f"{hour}{NNBSP}h"

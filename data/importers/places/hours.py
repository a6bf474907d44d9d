"""Opening hours as files write them, in OpenStreetMap's notation: what the tables hold."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from data.importers.words import folded, visible

DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
OSM_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = 24 * 60
_CLOSED = frozenset({"ferme", "fermee", "fermeture", "neant"})
# « 9h », « 09:00 », « 13 h 30 », « 14h00 »; « midi » is written by town halls.
_TIME = r"(\d{1,2})\s*(?::|[hH])\s*(\d{2})?|(midi)"
_WINDOW = re.compile(rf"(?:de\s+)?(?:{_TIME})\s*(?:-|–|—|à|a|au|jusqu[’']à)\s*(?:{_TIME})", re.IGNORECASE)
_BETWEEN = re.compile(r"^[\s/,;&|+.]*(?:et|puis)?[\s/,;&|+.]*$", re.IGNORECASE)
_DAY_WORD = re.compile(rf"\b(?:{'|'.join(DAYS)})s?\b", re.IGNORECASE)
_RANGE = re.compile(r"\s*(?:au|à|-|–|—)\s*", re.IGNORECASE)
_LIST = re.compile(r"\s*(?:,|et|/|&)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Hours:
    """Hours read: in OSM's notation, "" when unknown; what is wrong with the text, "" when nothing is; of which day."""

    text: str
    refused: str = ""
    day: int | None = None


def windows(text: str) -> list[tuple[int, int]] | None:
    """Return the windows of one day, in minutes from midnight; [] when closed, None when it cannot be read.

    Examples
    --------
    >>> windows("09:00 - 12:00 / 13h30-17h"), windows("fermé"), windows("sur rendez-vous")
    ([(540, 720), (810, 1020)], [], None)
    """
    shown = visible(text)
    if folded(shown) in _CLOSED or shown in {"-", "–", "—"}:
        return []
    found: list[tuple[int, int]] = []
    end = 0
    for match in _WINDOW.finditer(shown):
        if not _BETWEEN.match(shown[end : match.start()]):
            return None
        end = match.end()
        first, last = _minutes(match.groups()[:3]), _minutes(match.groups()[3:])
        if first is None or last is None or not first < last or (found and first < found[-1][1]):
            return None
        found.append((first, last))
    return found if found and _BETWEEN.match(shown[end:]) else None


def _minutes(parts: tuple[str | None, ...]) -> int | None:
    hour, minute, noon = parts
    if noon:
        return 12 * 60
    value = int(hour or 0) * 60 + int(minute or 0)
    return value if int(minute or 0) < 60 and value <= _DAY else None


def _written(spans: list[tuple[int, int]]) -> str:
    return ",".join(f"{a // 60:02d}:{a % 60:02d}-{b // 60:02d}:{b % 60:02d}" for a, b in spans)


def of_days(days: Mapping[int, str]) -> Hours:
    """Read hours written day by day.

    Parameters
    ----------
    days : mapping of int to str
        Weekday (0: Monday) to what the file writes; "" is a day without hours.

    Returns
    -------
    Hours
        "off" when days are said to be closed and none opens; "" when nothing is said, or a day is not read:
        half of a week would pass for the whole of it.
    """
    rules: list[str] = []
    closed = False
    for day in sorted(days):
        if not days[day].strip():
            continue
        spans = windows(days[day])
        if spans is None:
            shown = visible(days[day])
            said = f"horaires du {DAYS[day]} illisibles (« {shown} ») ; attendu : 09:00 - 12:00 / 13:30 - 17:00"
            return Hours("", said, day)
        closed = closed or not spans
        if spans:
            rules.append(f"{OSM_DAYS[day]} {_written(spans)}")
    return Hours("; ".join(rules) if rules else "off" if closed else "")


def of_text(text: str) -> Hours:
    """Read hours written in one cell: OSM's notation, or French sentences day by day.

    Examples
    --------
    >>> of_text("Mo-Fr 09:00-12:00").text, of_text("lundi au mercredi : 9h-12h ; samedi de 10h à midi").text
    ('Mo-Fr 09:00-12:00', 'Mo 09:00-12:00; Tu 09:00-12:00; We 09:00-12:00; Sa 10:00-12:00')
    """
    from opening_hours import validate

    shown = visible(text)
    if not shown:
        return Hours("")
    named = list(_DAY_WORD.finditer(shown))
    if not named:
        if len(shown) <= 1_000 and validate(shown):
            return Hours(shown)
        return Hours("", "horaires illisibles : notation d’OpenStreetMap attendue, ou « lundi : 9h-12h ; mardi : … »")
    days: dict[int, str] = {}
    refused = Hours("", "horaires illisibles : attendu « lundi : 9h-12h et 14h-17h ; mardi : fermé »")
    if shown[: named[0].start()].strip(" :;,.-"):
        return refused
    for group, said in _groups(shown, named):
        for day in group:
            if day in days:
                return refused
            days[day] = said
    return of_days(days) if all(days.values()) else refused


def _groups(text: str, named: list[re.Match[str]]) -> list[tuple[list[int], str]]:
    """Part a sentence into the days and what is said of them: « lundi, mardi : 9h-12h »."""
    found: list[tuple[list[int], str]] = []
    days: list[int] = []
    for rank, match in enumerate(named):
        day = next(rank for rank, name in enumerate(DAYS) if match.group().lower().startswith(name))
        end = named[rank + 1].start() if rank + 1 < len(named) else len(text)
        before = text[named[rank - 1].end() : match.start()] if rank else ""
        if days and _RANGE.fullmatch(before) and day > days[-1]:
            days += range(days[-1] + 1, day + 1)
        else:
            days.append(day)
        said = text[match.end() : end]
        if rank + 1 < len(named) and (_RANGE.fullmatch(said) or _LIST.fullmatch(said)):
            continue
        found.append((days, said.strip(" :;,.")))
        days = []
    return found

"""The opening hours of the places: readable, there, and saying one thing for each day."""

import re

from data.checks.finding import Finding, Rule
from data.checks.tables import Tables, each_row

_READABLE = Rule(
    "places",
    "opening_hours",
    "les horaires se lisent dans la notation d’OpenStreetMap",
    "le lieu est traité comme un lieu sans horaires",
    "à corriger",
)
_GIVEN = Rule(
    "places",
    "opening_hours",
    "chaque lieu a des horaires publiés",
    "les heures d’ouverture de ces lieux restent inconnues : à confirmer avant d’y poser un guichet",
    "à savoir",
)
_ONCE = Rule(
    "places",
    "opening_hours",
    "un jour de la semaine n’est décrit qu’une fois",
    "la dernière description l’emporte, ce qui n’est peut-être pas le bon horaire",
    "à corriger",
)
_OPEN = Rule(
    "places",
    "opening_hours",
    "un lieu ouvre au moins une fois par semaine",
    "aucun guichet ne peut y être posé",
    "à corriger",
)

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_FRENCH = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_SELECTOR = re.compile(r"^((?:(?:Mo|Tu|We|Th|Fr|Sa|Su)(?:-(?:Mo|Tu|We|Th|Fr|Sa|Su))?,?)+)\s")


def days(rule: str) -> list[int]:
    """Return the days of the week (0: Monday) that one rule of the notation names.

    Examples
    --------
    >>> days("Mo-We 09:00-12:00"), days("Sa,Mo 09:00-12:00"), days("Sa-Mo 10:00-12:00"), days("24/7")
    ([0, 1, 2], [5, 0], [5, 6, 0], [])
    """
    match = _SELECTOR.match(rule.strip() + " ")
    if match is None:
        return []
    named = []
    for part in match[1].rstrip(",").split(","):
        first, _, last = part.partition("-")
        start = _DAYS.index(first)
        length = (_DAYS.index(last) - start) % 7 + 1 if last else 1
        named += [(start + step) % 7 for step in range(length)]
    return named


def hours(tables: Tables) -> list[Finding]:
    """Find the hours that are missing, unreadable, contradictory or empty."""
    from opening_hours import OpeningHours, validate

    places = tables["places"]
    found: list[Finding] = []
    silent: list[tuple[str, str]] = []
    for row in each_row(places):
        called, text = f"{row.id} ({row.name})", row.opening_hours
        if not isinstance(text, str) or not text.strip():
            silent.append((called, "aucun horaire"))
            continue
        if not validate(text):
            found.append(_READABLE.broken(called, f"« {text} »"))
            continue
        if str(OpeningHours(text).normalize()) in {"closed", "off"}:
            found.append(_OPEN.broken(called, f"« {text} »"))
        described = [day for rule in text.split(";") for day in days(rule)]
        again = sorted({day for day in described if described.count(day) > 1})
        if again:
            said = ", ".join(_FRENCH[day] for day in again)
            found.append(_ONCE.broken(called, f"deux fois {said} dans « {text} »"))
    return found + _GIVEN.each(silent, of=len(places), noun="lieux")

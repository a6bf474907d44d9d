"""The calendar of tours as an iCalendar file, to import in a diary."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator

from data.formats import plural, typography
from outreach.french_time import clock, length
from outreach.tours import TourDay, TourPlan, TourVisit
from reports.errors import ReportError
from reports.tables import marked

__all__ = ["CalendarFileError", "calendar_file"]

_OCTETS_A_LINE = 75
# What some readers take for the end of a line, besides what the standard does.
_LINE_END = re.compile(r"\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_DOMAIN = "atlas-aller-vers"
# Central European time as France has kept it since 1996 (directive 2000/84/EC and its predecessors).
_PARIS = (
    "BEGIN:VTIMEZONE",
    "TZID:Europe/Paris",
    "BEGIN:STANDARD",
    "DTSTART:19961027T030000",
    "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
    "TZOFFSETFROM:+0200",
    "TZOFFSETTO:+0100",
    "TZNAME:CET",
    "END:STANDARD",
    "BEGIN:DAYLIGHT",
    "DTSTART:19960331T020000",
    "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
    "TZOFFSETFROM:+0100",
    "TZOFFSETTO:+0200",
    "TZNAME:CEST",
    "END:DAYLIGHT",
    "END:VTIMEZONE",
)


class CalendarFileError(ReportError):
    """A calendar that cannot be written as it was asked."""

    def __init__(self, message: str) -> None:
        super().__init__(typography(message))


def calendar_file(plan: TourPlan, *, stamp: dt.datetime, team: str | None = None) -> bytes:
    """Write the visits of a plan as an iCalendar object, one event a visit.

    Parameters
    ----------
    plan : TourPlan
    stamp : datetime.datetime
        When the file is made, with its time zone: given by the caller so that the same plan gives the same bytes.
    team : str, optional
        Only the visits of this team; all unless said.

    Returns
    -------
    bytes
        UTF-8, lines ended by CRLF and folded at 75 octets. A visit keeps its identifier from one export to the next
        as long as its place and date are the same, so that a diary updates it instead of doubling it. A visit whose
        hours are to be confirmed is tentative.

    Raises
    ------
    CalendarFileError
        If the stamp has no time zone, or if the plan has no such team.

    References
    ----------
    RFC 5545, Internet Calendaring and Scheduling Core Object Specification; RFC 7986 for the name of the calendar.
    """
    if stamp.tzinfo is None:
        raise CalendarFileError("La date du fichier doit porter son fuseau horaire.")
    names = [each.name for each in plan.teams]
    if team is not None and team not in names:
        raise CalendarFileError(f"Aucune équipe ne s’appelle « {team} » : le plan connaît {', '.join(names)}.")
    title = typography(marked("Guichets hors les murs" + (f" : {team}" if team else "")))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Atlas aller-vers//Tournées//FR",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{_text(title)}",
        # Most diaries still read the name here.
        f"X-WR-CALNAME:{_text(title)}",
        *_PARIS,
    ]
    made = stamp.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    for day in plan.days:
        if team is None or day.team.name == team:
            for visit in day.visits:
                lines += _event(day, visit, made)
    lines.append("END:VCALENDAR")
    return b"".join(_fold(line) for line in lines)


def _event(day: TourDay, visit: TourVisit, made: str) -> Iterator[str]:
    stop = visit.stop
    yield "BEGIN:VEVENT"
    yield f"UID:{uuid.uuid5(uuid.NAMESPACE_URL, f'{_DOMAIN}/{stop.id}/{day.date.isoformat()}')}"
    yield f"DTSTAMP:{made}"
    yield f"DTSTART;TZID=Europe/Paris:{_local(day.date, visit.start)}"
    yield f"DTEND;TZID=Europe/Paris:{_local(day.date, visit.end)}"
    yield f"SUMMARY:{_text(typography(marked(f'Guichet hors les murs : {stop.name}')))}"
    yield f"LOCATION:{_text(', '.join(part for part in (stop.name, stop.address) if part.strip()))}"
    if stop.lat is not None and stop.lon is not None:
        yield f"GEO:{stop.lat:.6f};{stop.lon:.6f}"
    yield f"DESCRIPTION:{_text(_description(day, visit))}"
    yield f"CATEGORIES:{_text(day.team.name)}"
    yield f"STATUS:{'CONFIRMED' if visit.hours_confirmed else 'TENTATIVE'}"
    yield "END:VEVENT"


def _description(day: TourDay, visit: TourVisit) -> str:
    operator = f" ({day.team.operator})" if day.team.operator.strip() not in ("", day.team.name) else ""
    lines = [
        f"Équipe : {day.team.name}{operator}",
        f"Arrivée sur place à {clock(visit.arrival)}, après {plural(visit.drive, 'minute')} de route (estimation).",
    ]
    if visit.shortened:
        lines.append(f"Présence de {length(visit.presence)} au lieu de {length(visit.stop.length)}.")
    if not visit.hours_confirmed:
        lines.append("Horaires d’ouverture inconnus : à confirmer avec le lieu d’accueil.")
    return "\n".join(typography(line) for line in lines)


def _local(date: dt.date, minute: int) -> str:
    # A desk that closes at midnight ends on the next day.
    moment = dt.datetime.combine(date, dt.time.min) + dt.timedelta(minutes=minute)
    return moment.strftime("%Y%m%dT%H%M%S")


def _text(value: str) -> str:
    """Escape a value of type TEXT (RFC 5545, 3.3.11); control characters, which it forbids, are dropped."""
    value = _CONTROL.sub("", _LINE_END.sub("\n", value))
    for plain, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        value = value.replace(plain, escaped)
    return value


def _fold(line: str) -> bytes:
    """Cut a line every 75 octets, never inside a character (RFC 5545, 3.1)."""
    pieces: list[bytes] = []
    piece = b""
    for character in line:
        octets = character.encode()
        if len(piece) + len(octets) > _OCTETS_A_LINE:
            pieces.append(piece)
            piece = b" "
        piece += octets
    return b"\r\n".join([*pieces, piece]) + b"\r\n"

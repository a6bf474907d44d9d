"""The rows of a list as places: names, kinds, hours and positions read, nothing compared yet."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from data.formats import number
from data.importers import coordinates, dates, numbers, personal
from data.importers.coordinates import Floats
from data.importers.places import hours, kindwords, titles
from data.importers.places.columns import Columns, find
from data.importers.places.place import Place
from data.importers.places.points import X, Y
from data.importers.reading import RawTable
from data.importers.remark import Remark
from data.importers.words import folded, visible

_CLOSED = re.compile(r"\b(?:fermee?s?|definitivement|inacti[fv]e?|supprimee?|cessee?|desaffectee?)\b")
_CLOSED_NAME = re.compile(r"\((?:[^()]*\b)?ferm[ée]e?(?:\b[^()]*)?\)|\bferm[ée]e? d[ée]finitivement\b", re.IGNORECASE)
_NO = frozenset({"", "non", "0", "faux", "false", "n"})


@dataclass(frozen=True)
class Defaults:
    """What is said of a whole list, for what its rows do not say."""

    source: str
    vintage: str
    prefix: str = ""
    kind: str = ""


@dataclass(frozen=True)
class Row:
    """A place as its row describes it, with the texts that say its commune, and whether it is said to be closed."""

    place: Place
    texts: Mapping[str, str]
    closed: bool = False


@dataclass(frozen=True)
class Read:
    """The rows of a list, its columns, and what was said in reading them."""

    rows: tuple[Row, ...]
    columns: Columns
    remarks: tuple[Remark, ...]


def read(table: RawTable, defaults: Defaults) -> Read:
    """Return the places of a table as they are written; those without a name have an empty one."""
    columns = find(table.columns)
    remarks: list[Remark] = list(table.remarks)
    lon, lat, said = _positions(table, columns)
    remarks += said
    rows: list[Row] = []
    for position, (line, cells) in enumerate(zip(table.rows.index, table.rows.to_dict("records"), strict=True)):
        get = {what: visible(str(cells[header])) for what, header in columns.of.items()}
        name, address = titles.titled(get.get("name", "")), titles.titled(get.get("address", ""))
        if folded(name) and name != titles.curled(get["name"]):
            remarks.append(
                Remark("réparé", int(line), columns.of["name"], get["name"], "capitales mises en minuscules")
            )
        kind = defaults.kind or kindwords.kind_of(get.get("kind", "")) or kindwords.kind_of(name)
        opening = _hours(get, {day: str(cells[header]) for day, header in columns.days.items()})
        if opening.refused:
            header = ("" if opening.day is None else columns.days[opening.day]) or columns.of.get("hours", "")
            remarks.append(Remark("à savoir", int(line), header, "", f"{opening.refused} ; horaires laissés inconnus"))
        note = titles.curled(get.get("note", ""))
        if personal.tells_a_person(note):
            message = "remarque laissée de côté : elle contient de quoi joindre ou reconnaître une personne"
            remarks.append(Remark("à savoir", int(line), columns.of["note"], "", message))
            note = ""
        place = Place(
            line=int(line),
            id=_identifier(get.get("id", ""), defaults.prefix),
            kind=kind,
            role=kindwords.role_of(get.get("role", "")) or (kindwords.KINDS[kind][1] if kind else ""),
            name=name,
            commune="",
            address=address,
            lon=lon[position],
            lat=lat[position],
            opening_hours=opening.text,
            source=defaults.source if defaults.kind or defaults.prefix else get.get("source") or defaults.source,
            vintage=_vintage(get.get("vintage", ""), defaults.vintage),
            note=note,
        )
        rows.append(Row(place, get, _closed(get)))
    return Read(tuple(rows), columns, tuple(remarks))


def _identifier(given: str, prefix: str) -> str:
    """Return the identifier of a place from its list's: what names it, without what a platform adds."""
    short = re.sub(r"-mediation-numerique.*$", "", given)
    words = "-".join(folded(short).split())
    return f"{prefix}{words}"[:80] if words else ""


def _hours(get: Mapping[str, str], days: Mapping[int, str]) -> hours.Hours:
    if any(text.strip() for text in days.values()):
        return hours.of_days(days)
    return replace(hours.of_text(get.get("hours", "")), day=None)


def _vintage(text: str, otherwise: str) -> str:
    found = dates.parse(text[:10]) if text else None
    if found is not None:
        return found.value.isoformat()
    return text[:20] or otherwise


def _closed(get: Mapping[str, str]) -> bool:
    if "closed" in get and folded(get["closed"]) not in _NO:
        return True
    if "active" in get and get["active"] and folded(get["active"]) in _NO:
        return True
    return bool(_CLOSED.search(folded(get.get("state", "")))) or bool(_CLOSED_NAME.search(get.get("name", "")))


def _column(table: RawTable, header: str | None) -> list[float]:
    if header is None or header not in table.rows.columns:
        return [float("nan")] * len(table.rows)
    found = (numbers.number(str(text)) for text in table.rows[header])
    return [float("nan") if value is None else value for value in found]


def _positions(table: RawTable, columns: Columns) -> tuple[list[float], list[float], list[Remark]]:
    """Return longitudes and latitudes: of the file's points, else of its columns, whatever their system."""
    remarks: list[Remark] = []
    drawn = np.array([_column(table, X), _column(table, Y)])
    written = np.array([_column(table, columns.of.get("x")), _column(table, columns.of.get("y"))])
    for header in (columns.of.get("x"), columns.of.get("y")):
        for line, text in table.rows[header].items() if header else ():
            if str(text).strip() and numbers.number(str(text)) is None:
                said = "ce n’est pas une coordonnée"
                remarks.append(Remark("à savoir", int(str(line)), header or "", str(text), said))
    found = np.full((2, len(table.rows)), np.nan)
    for pair in (written, drawn):
        degrees, of_rows = _in_degrees(pair, [int(line) for line in table.rows.index])
        given = np.isfinite(degrees).all(axis=0)
        found[:, given] = degrees[:, given]
        remarks += of_rows
    return [float(one) for one in found[0]], [float(one) for one in found[1]], remarks


def _in_degrees(pair: Floats, lines: list[int]) -> tuple[Floats, list[Remark]]:
    """Return longitudes and latitudes in France, NaN elsewhere: in the system of most rows, else in a row's own."""
    given = np.isfinite(pair).all(axis=0)
    found = np.full(pair.shape, np.nan)
    remarks: list[Remark] = []
    system = coordinates.detect(pair[0], pair[1])
    if system is not None:
        found = np.array(coordinates.to_degrees(pair[0], pair[1], system))
        if system.words:
            remarks.append(Remark("réparé", None, "", "", system.words))
    west, south, east, north = coordinates.FRANCE
    astray = given & ~((found[0] >= west) & (found[0] <= east) & (found[1] >= south) & (found[1] <= north))
    found[:, astray | ~given] = np.nan
    for row in np.flatnonzero(astray):
        written = f"{number(pair[0, row], 5)} ; {number(pair[1, row], 5)}"
        own = coordinates.detect(pair[:1, row], pair[1:, row])
        if own is None:
            message = "position hors de France, laissée de côté : attendu une longitude et une latitude en degrés"
            remarks.append(Remark("à savoir", lines[row], "", written, message))
            continue
        found[:, row] = np.array(coordinates.to_degrees(pair[:1, row], pair[1:, row], own))[:, 0]
        words = own.words or "coordonnées en degrés"
        message = f"la ligne n’est pas écrite comme la plupart des autres : {words}"
        remarks.append(Remark("réparé", lines[row], "", written, message))
    return found, remarks

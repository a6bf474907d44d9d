"""The route of a team's day as a GPX file, for a navigation device."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

from data.formats import day as date_text
from data.formats import typography
from outreach.french_time import clock, length
from outreach.tours import TourDay
from reports.errors import ReportError
from reports.tables import marked

__all__ = ["TrackError", "track"]

_NAMESPACE = "http://www.topografix.com/GPX/1/1"
# XML 1.0 has no way to hold these characters, even escaped.
_NOT_XML = re.compile("[^\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_END = re.compile(r"[\t\n\r]")
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


class TrackError(ReportError):
    """A route that cannot be drawn."""

    def __init__(self, message: str) -> None:
        super().__init__(typography(message))


def track(day: TourDay) -> bytes:
    """Write a day as a GPX 1.1 document: a waypoint a stop, and the route from the depot through them and back.

    Parameters
    ----------
    day : TourDay

    Returns
    -------
    bytes
        UTF-8 XML. The route holds the places only, joined as the crow flies: the device finds the roads. It begins and
        ends at the depot where its position is known.

    Raises
    ------
    TrackError
        If a stop has no position.

    References
    ----------
    GPX 1.1 schema, topografix.com/GPX/1/1.
    """
    unplaced = [visit.stop.name for visit in day.visits if visit.stop.lon is None]
    if unplaced:
        raise TrackError(f"Pas de tracé : la position de {unplaced[0]} est inconnue.")
    title = typography(marked(f"{day.team.name}, {date_text(day.date, 'full')}"))
    root = ET.Element(
        "gpx",
        {
            "version": "1.1",
            "creator": "Atlas aller-vers",
            "xmlns": _NAMESPACE,
            "xmlns:xsi": _XSI,
            "xsi:schemaLocation": f"{_NAMESPACE} {_NAMESPACE}/gpx.xsd",
        },
    )
    metadata = ET.SubElement(root, "metadata")
    _child(metadata, "name", title)
    _child(metadata, "desc", _description(day))
    for visit in day.visits:
        waypoint = _point(root, "wpt", visit.stop.lon, visit.stop.lat)
        _child(waypoint, "name", visit.stop.name)
        said = f"Guichet de {clock(visit.start)} à {clock(visit.end)}"
        _child(waypoint, "desc", typography(said + (f" ; {visit.stop.address}" if visit.stop.address else "")))
    route = ET.SubElement(root, "rte")
    _child(route, "name", title)
    _child(route, "desc", typography("Estimation à vol d’oiseau entre les lieux, dans l’ordre de la journée."))
    depot = day.team.depot_name or typography(f"Dépôt : {day.team.name}")
    _depot(route, day, depot, f"Départ à {clock(day.departure)}")
    for visit in day.visits:
        place = _point(route, "rtept", visit.stop.lon, visit.stop.lat)
        _child(place, "name", visit.stop.name)
        _child(place, "desc", f"Arrivée à {clock(visit.arrival)}")
    _depot(route, day, depot, f"Retour à {clock(day.arrival_back)}")
    ET.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode").encode() + b"\n"


def _description(day: TourDay) -> str:
    said = f"Trace : estimation à vol d’oiseau. {length(day.driving_minutes)} de route dans la journée (estimation)."
    if day.team.lon is None:
        said += " La position du dépôt est inconnue : la trace va du premier au dernier lieu."
    return typography(said)


def _depot(route: ET.Element, day: TourDay, name: str, when: str) -> None:
    if day.team.lon is not None:
        place = _point(route, "rtept", day.team.lon, day.team.lat)
        _child(place, "name", name)
        _child(place, "desc", when)


def _point(parent: ET.Element, tag: str, lon: float | None, lat: float | None) -> ET.Element:
    return ET.SubElement(parent, tag, {"lat": f"{lat:.6f}", "lon": f"{lon:.6f}"})


def _child(parent: ET.Element, tag: str, text: str) -> None:
    ET.SubElement(parent, tag).text = _NOT_XML.sub("", _LINE_END.sub(" ", text))

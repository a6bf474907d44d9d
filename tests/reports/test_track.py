"""The GPX file of a team's day, read back as XML."""

import datetime as dt
from dataclasses import replace
from xml.etree import ElementTree as ET

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data import catalogue
from outreach.calendar import build_calendar
from outreach.tours import Stop, Team, plan_tours
from reports.track import TrackError, track

GPX = {"gpx": "http://www.topografix.com/GPX/1/1"}
STOPS = (
    Stop("acq", "Mairie – Acq", 1, {1: ((540, 720),)}, address="1 rue de l’Église", lon=2.6519, lat=50.3478),
    Stop("ecurie", "Écurie", 2, {1: ((810, 1020),)}, lon=2.7634, lat=50.3296),
)
UNKNOWN_TO_XML = "\ufffe\uffff"
TEAM = Team("Équipe A", "CCAS d’Arras", 0, depot_name="CCAS d’Arras", lon=2.7772, lat=50.2910)


def one_day(stops=STOPS, team=TEAM):
    """Plan a Tuesday with a morning and an afternoon."""
    calendar = build_calendar(dt.date(2026, 3, 2))
    return plan_tours(stops, np.full((3, 3), 12.0), calendar, [team]).days[0]


def names(root, path):
    """List the names of some points."""
    return [point.findtext("gpx:name", namespaces=GPX) for point in root.findall(path, GPX)]


def test_route_goes_from_the_depot_through_the_stops_and_back():
    """The route holds depot, morning, afternoon, depot; the waypoints are the two stops."""
    root = ET.fromstring(track(one_day()))
    assert root.tag == "{http://www.topografix.com/GPX/1/1}gpx"
    assert root.attrib["version"] == "1.1"
    assert names(root, "gpx:wpt") == ["Mairie – Acq", "Écurie"]
    assert names(root, "gpx:rte/gpx:rtept") == ["CCAS d’Arras", "Mairie – Acq", "Écurie", "CCAS d’Arras"]
    first = root.find("gpx:wpt", GPX)
    assert (float(first.attrib["lat"]), float(first.attrib["lon"])) == (50.3478, 2.6519)


def test_elements_follow_the_order_of_the_schema():
    """GPX 1.1 wants metadata, then waypoints, then routes; in each, the name before the description."""
    root = ET.fromstring(track(one_day()))
    assert [child.tag.split("}")[1] for child in root] == ["metadata", "wpt", "wpt", "rte"]
    for parent in root.iter():
        tags = [child.tag.split("}")[1] for child in parent]
        if "desc" in tags:
            assert tags[:2] == ["name", "desc"]


def test_metadata_say_that_the_track_is_an_estimate():
    """Nobody takes the straight lines for roads: the file says « estimation à vol d’oiseau »."""
    root = ET.fromstring(track(one_day()))
    assert root.findtext("gpx:metadata/gpx:name", namespaces=GPX) == "Équipe A, mardi 3 mars 2026"
    said = root.findtext("gpx:metadata/gpx:desc", namespaces=GPX)
    assert "estimation à vol d’oiseau" in said
    assert "36\u00a0min de route" in said


def test_points_tell_their_hours():
    """Departure, arrivals, desks and return are told by the clock."""
    text = track(one_day()).decode().replace("\u202f", " ")
    for said in ("Départ à 8 h 48", "Arrivée à 9 h", "Guichet de 9 h à 11 h 30 ; 1 rue", "Retour à 16 h 12"):
        assert said in text


def test_depot_without_position_is_left_out_and_said():
    """The route then goes from the first stop to the last, and the file says why."""
    root = ET.fromstring(track(one_day(team=Team("Équipe A", "", 0))))
    assert names(root, "gpx:rte/gpx:rtept") == ["Mairie – Acq", "Écurie"]
    assert "position du dépôt est inconnue" in root.findtext("gpx:metadata/gpx:desc", namespaces=GPX)


def test_stop_without_position_is_refused_by_name():
    """A route with a hole would send the team astray."""
    with pytest.raises(TrackError, match="la position de Écurie est inconnue"):
        track(one_day(stops=(STOPS[0], replace(STOPS[1], lon=None, lat=None))))


@settings(deadline=None)  # each example plans tours
@given(
    name=st.text(st.characters(exclude_categories=["Cs"]) | st.sampled_from('<&>"\r\ufffe'), min_size=1).filter(
        str.strip
    )
)
def test_any_name_is_escaped(name):
    """Whatever a place is called, the file is well-formed and keeps, on one line, what XML allows."""
    root = ET.fromstring(track(one_day(stops=(replace(STOPS[0], name=name), STOPS[1]))))
    written = names(root, "gpx:wpt")[0] or ""
    kept = [
        " " if one in "\t\n\r" else one for one in name if one in "\t\n\r" or (one >= " " and one not in UNKNOWN_TO_XML)
    ]
    assert written == "".join(kept)


def test_file_is_the_same_each_time():
    """Two exports of a day are equal byte for byte."""
    assert track(one_day()) == track(one_day())


def test_a_fictitious_table_marks_the_track(monkeypatch):
    """The route that a device lists says « EXEMPLE FICTIF » first."""
    monkeypatch.setattr(catalogue, "fictitious", lambda: ("Lieux inventés",))
    root = ET.fromstring(track(one_day()))
    for path in ("gpx:metadata/gpx:name", "gpx:rte/gpx:name"):
        assert root.findtext(path, namespaces=GPX).startswith("EXEMPLE FICTIF – Équipe A")

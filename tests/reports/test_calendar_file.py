"""The iCalendar file of tours, read back by another library."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from data import catalogue
from outreach.calendar import build_calendar
from outreach.tours import Stop, Team, plan_tours
from reports.calendar_file import CalendarFileError, calendar_file

STAMP = dt.datetime(2026, 11, 24, 12, 30, tzinfo=dt.UTC)
PARIS = ZoneInfo("Europe/Paris")
BOTH_TIMES = build_calendar(dt.date(2026, 3, 16))  # summer time begins on 29 March 2026


def one_plan(name="Mairie – Acq", address="1, rue de l’Église ; 62144 Acq", *, calendar=BOTH_TIMES):
    """Plan a Tuesday morning with known hours and a Thursday afternoon without, by two teams."""
    stops = [
        Stop("acq", name, 1, {1: ((540, 720),)}, address=address, lon=2.6519, lat=50.3478),
        Stop("agny", "Agny", 2, weekdays=(3,), half_day="afternoon", frequency="fortnightly"),
    ]
    teams = [
        Team("Équipe A", "CCAS d’Arras", 0, weekdays=(1,)),
        Team("Équipe B", "PIMMS", 0, weekdays=(3,)),
    ]
    return plan_tours(stops, np.full((3, 3), 12.0), calendar, teams)


def events(plan, **options):
    """Read the events of a plan's file."""
    return Calendar.from_ical(calendar_file(plan, stamp=STAMP, **options)).walk("VEVENT")


def test_each_visit_is_an_event_at_its_local_hours():
    """Four Tuesdays and two Thursdays, at 9:00 by the clock of Paris before and after the change to summer time."""
    plan = one_plan()
    found = sorted(event.decoded("dtstart") for event in events(plan))
    assert len(found) == plan.visits == 6
    tuesdays = [start for start in found if start.weekday() == 1]
    assert [start.hour for start in tuesdays] == [9] * 4
    assert [start.astimezone(dt.UTC).hour for start in tuesdays] == [8, 8, 7, 7]
    first = next(event for event in events(plan) if event.decoded("dtstart") == tuesdays[0])
    assert first.decoded("dtend") == dt.datetime(2026, 3, 17, 11, 30, tzinfo=PARIS)
    assert first.decoded("dtstamp") == STAMP


def test_event_says_what_where_and_who():
    """The text of an event survives commas, semicolons and line ends."""
    event = next(each for each in events(one_plan()) if each.decoded("dtstart").weekday() == 1)
    assert event["summary"] == "Guichet hors les murs\u202f: Mairie – Acq"
    assert event["location"] == "Mairie – Acq, 1, rue de l’Église ; 62144 Acq"
    assert event["geo"].to_ical() == "50.3478;2.6519"
    assert event["description"].split("\n") == [
        "Équipe\u202f: Équipe A (CCAS d’Arras)",
        "Arrivée sur place à 9\u202fh, après 12\u00a0minutes de route (estimation).",
    ]
    assert event["status"] == "CONFIRMED"


def test_unknown_hours_make_a_tentative_event():
    """A visit whose hours are to be confirmed with the host is tentative and says so; no position, no GEO."""
    event = next(each for each in events(one_plan()) if each.decoded("dtstart").weekday() == 3)
    assert event["status"] == "TENTATIVE"
    assert "à confirmer avec le lieu d’accueil" in event["description"]
    assert "geo" not in event


def test_shortened_presence_is_said():
    """An event shorter than asked tells both lengths."""
    stop = Stop("acq", "Acq", 1, {1: ((540, 660),)}, minimum_length=60)
    plan = plan_tours([stop], np.full((2, 2), 12.0), BOTH_TIMES, [Team("A", "", 0)])
    assert "Présence de 2\u202fh au lieu de 2\u202fh\u202f30." in events(plan)[0]["description"]


def test_desk_held_until_midnight_ends_on_the_next_day():
    """24:00 does not exist in a diary: the event ends at 0:00 of the day after."""
    from outreach.calendar import MORNING, HalfDay

    late = build_calendar(dt.date(2026, 3, 2), half_days=(MORNING, HalfDay("soir", 1200, 1440)))
    stop = Stop("acq", "Acq", 1, {1: ((1320, 1440),)}, length=120)
    plan = plan_tours([stop], np.zeros((2, 2)), late, [Team("A", "", 0, end=1440)])
    assert events(plan)[0].decoded("dtend") == dt.datetime(2026, 3, 4, 0, 0, tzinfo=PARIS)


def test_file_is_the_same_each_time_and_identifiers_hold():
    """Two exports are equal byte for byte, and a visit keeps its identifier when its address or its stamp changes."""
    plan = one_plan()
    assert calendar_file(plan, stamp=STAMP) == calendar_file(plan, stamp=STAMP)
    moved = one_plan(address="Place de la mairie")
    identifiers = [str(event["uid"]) for event in events(plan)]
    assert identifiers == [str(event["uid"]) for event in events(moved)]
    assert len(set(identifiers)) == len(identifiers)


def test_stamp_is_written_in_utc():
    """A stamp of Paris is the same instant as its UTC one."""
    plan = one_plan()
    assert calendar_file(plan, stamp=STAMP.astimezone(PARIS)) == calendar_file(plan, stamp=STAMP)


def test_one_team_gets_its_own_visits():
    """A team's file holds its visits only, under its name."""
    content = calendar_file(one_plan(), stamp=STAMP, team="Équipe B")
    calendar = Calendar.from_ical(content)
    assert len(calendar.walk("VEVENT")) == 2
    assert calendar["x-wr-calname"] == "Guichets hors les murs\u202f: Équipe B"


def test_plan_without_a_visit_is_still_a_calendar():
    """An empty plan gives a calendar that holds its time zone and no event."""
    plan = plan_tours([Stop("a", "A", 1, {0: ((540, 545),)})], np.zeros((2, 2)), BOTH_TIMES, [Team("A", "", 0)])
    calendar = Calendar.from_ical(calendar_file(plan, stamp=STAMP))
    assert calendar.walk("VEVENT") == []
    assert len(calendar.walk("VTIMEZONE")) == 1


def test_time_zone_agrees_with_that_of_paris():
    """The rules written in the file give the offsets of Europe/Paris all year round."""
    zone = Calendar.from_ical(calendar_file(one_plan(), stamp=STAMP)).walk("VTIMEZONE")[0].to_tz()
    for year in (1997, 2026, 2035):
        for day in range(0, 365, 3):
            noon = dt.datetime(year, 1, 1, 12, tzinfo=PARIS) + dt.timedelta(days=day)
            assert noon.replace(tzinfo=zone).utcoffset() == noon.utcoffset()


@settings(deadline=None)  # each example plans tours
@given(
    name=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip),
    address=st.text('é😀,;\\:"\r\n\t a\x00', max_size=200),
)
def test_any_text_is_escaped_and_folded(name, address):
    """Whatever a place is called, lines end with CRLF, hold 75 octets at most, and no event is added or lost."""
    content = calendar_file(one_plan(name, address), stamp=STAMP)
    lines = content.split(b"\r\n")
    assert lines[-1] == b""
    assert all(len(line) <= 75 for line in lines)
    assert not re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", content.replace(b"\r\n", b""))
    assert b"\n" not in content.replace(b"\r\n", b"")
    for line in lines:
        line.decode()  # no character is cut in two
    assert len(Calendar.from_ical(content).walk("VEVENT")) == 6


def test_long_text_is_read_back_whole():
    """Folding and escaping lose nothing."""
    address = "Salle des fêtes, 2e étage ; sonner à « Mairie » \\ entrée côté cour, " * 5
    event = next(each for each in events(one_plan(address=address)) if each.decoded("dtstart").weekday() == 1)
    assert event["location"] == f"Mairie – Acq, {address}"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"stamp": dt.datetime(2026, 11, 24)}, "fuseau horaire"),  # noqa: DTZ001 - the fault under test
        ({"stamp": STAMP, "team": "Équipe Z"}, "« Équipe Z »\u202f: le plan connaît Équipe A, Équipe B"),
    ],
)
def test_unusable_request_is_refused(options, said):
    """A stamp without time zone or an unknown team is refused by name."""
    with pytest.raises(CalendarFileError) as error:
        calendar_file(one_plan(), **options)
    assert said in str(error.value).replace("«\u202f", "« ").replace("\u202f»", " »")


def test_a_fictitious_table_marks_the_diary_and_each_event(monkeypatch):
    """In a diary an event stands alone: each one says « EXEMPLE FICTIF », as does the calendar's name."""
    monkeypatch.setattr(catalogue, "fictitious", lambda: ("Lieux inventés",))
    content = calendar_file(one_plan(), stamp=STAMP)
    assert Calendar.from_ical(content)["name"].startswith("EXEMPLE FICTIF – Guichets")
    assert all(event["summary"].startswith("EXEMPLE FICTIF – ") for event in events(one_plan()))

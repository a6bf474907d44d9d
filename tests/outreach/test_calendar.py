"""The calendar of tours: its days, its weeks, its days off, and what it refuses."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.calendar import AFTERNOON, MORNING, HalfDay, build_calendar, public_holidays
from outreach.errors import CalendarError


def test_four_weeks_hold_twenty_days_from_monday_to_friday():
    """Four weeks from a Monday without a holiday hold twenty worked days, the last one a Friday."""
    calendar = build_calendar(dt.date(2026, 3, 2))
    assert len(calendar.days) == 20
    assert not any(day.closed for day in calendar.days)
    assert (calendar.days[0].date, calendar.days[-1].date) == (dt.date(2026, 3, 2), dt.date(2026, 3, 27))
    assert calendar.half_days == (MORNING, AFTERNOON)


@pytest.mark.parametrize(
    ("start", "date", "name"),
    [
        (dt.date(2026, 3, 30), dt.date(2026, 4, 6), "Lundi de Pâques"),
        (dt.date(2026, 11, 2), dt.date(2026, 11, 11), "Armistice"),
        (dt.date(2025, 12, 22), dt.date(2026, 1, 1), "Jour de l’an"),
    ],
)
def test_public_holidays_are_days_off_with_their_name(start, date, name):
    """A public holiday stays in the calendar as a closed day, even in the year after the start."""
    calendar = build_calendar(start)
    assert {day.date: day.closed for day in calendar.days}[date] == name
    assert date not in [day.date for day in calendar.worked(date.weekday())]


def test_holidays_of_2026_are_the_eleven_of_the_labour_code():
    """Metropolitan France has eleven public holidays outside Alsace-Moselle."""
    holidays = public_holidays([2026])
    assert len(holidays) == 11
    assert holidays[dt.date(2026, 5, 14)] == "Ascension"


def test_other_closures_are_days_off_too():
    """A closure given by the caller closes its day with its own reason."""
    calendar = build_calendar(dt.date(2026, 5, 11), closures={dt.date(2026, 5, 15): "pont de l’Ascension"})
    closed = {day.date.day: day.closed for day in calendar.days if day.closed and day.date.month == 5}
    assert closed == {14: "Ascension", 15: "pont de l’Ascension", 25: "Lundi de Pentecôte"}


def test_chosen_weekdays_are_kept_once_and_in_order():
    """Weekdays may be given in any order, Saturday included."""
    calendar = build_calendar(dt.date(2026, 3, 2), weekdays=[5, 1, 1])
    assert calendar.weekdays == (1, 5)
    assert {day.weekday for day in calendar.days} == {1, 5}


def test_fortnight_counts_from_the_start_even_over_new_year():
    """The parity alternates from the first week, where week numbers of the year would stumble (53 then 1)."""
    calendar = build_calendar(dt.date(2026, 12, 21), weekdays=[2])
    assert [day.parity for day in calendar.days] == [0, 1, 0, 1]
    assert [day.date.isocalendar().week for day in calendar.days] == [52, 53, 1, 2]


@given(start=st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), weeks=st.sampled_from([2, 4, 12]))
def test_each_weekday_comes_once_a_week(start, weeks):
    """Whatever the first day, each chosen weekday comes once in each week and days are in order."""
    calendar = build_calendar(start, weeks=weeks, weekdays=range(7))
    assert set(Counter(day.weekday for day in calendar.days).values()) == {weeks}
    assert set(Counter((day.week, day.weekday) for day in calendar.days).values()) == {1}
    assert [day.date for day in calendar.days] == sorted(day.date for day in calendar.days)


def test_datetime_start_gives_dates():
    """A datetime is taken for its date, so that holidays are still found."""
    calendar = build_calendar(dt.datetime(2026, 4, 6, 12, 0, tzinfo=dt.UTC))
    assert type(calendar.days[0].date) is dt.date
    assert calendar.days[0].closed == "Lundi de Pâques"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"weeks": 3}, "compte 3\u00a0semaines\u202f: il en faut un nombre pair"),
        ({"weeks": 0}, "compte 0\u00a0semaine\u202f:"),
        ({"weekdays": []}, "Aucun jour de la semaine n’est choisi"),
        ({"weekdays": [0, 7]}, "reçu (0, 7)"),
        ({"half_days": (HalfDay("matin", 720, 540), AFTERNOON)}, "va de 12\u202fh à 9\u202fh"),
        ({"half_days": (HalfDay("matin", 540, 840), AFTERNOON)}, "finit à 14\u202fh"),
    ],
)
def test_unusable_calendar_is_refused_with_its_values(options, said):
    """A calendar that holds no usable week, day or half-day says which value is at fault."""
    with pytest.raises(CalendarError) as error:
        build_calendar(dt.date(2026, 3, 2), **options)
    assert said in str(error.value)


def test_calendar_beyond_the_last_date_is_refused():
    """The last date that Python knows is the end of any calendar."""
    with pytest.raises(CalendarError, match="20 décembre 9999"):
        build_calendar(dt.date(9999, 12, 20))

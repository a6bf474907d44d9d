"""Opening hours: windows of a week, hours, French wording."""

import math
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geo.errors import OpeningHoursError
from geo.opening import (
    describe,
    outside_office_share,
    weekly_hours,
    windows,
)

FRANCE_SERVICES = (
    "Mo 13:00-17:00; Tu 09:00-12:00,13:00-17:00; We 09:00-12:00,13:00-17:00; Th 09:00-12:00,13:00-17:00; Fr 09:00-16:30"
)
TOWN_HALL = "Mo-Fr 08:00-12:00,13:30-17:30; Sa 09:00-12:00"
LATER_RULE = "Mo-Th 08:15-12:00,13:30-18:30; Tu-Th 08:15-12:00,13:30-17:00; Fr 08:15-12:00,13:30-16:00"
TWO_EVENINGS = "Tu 17:00-19:00; Th 17:00-19:00"
SATURDAY = "Sa 09:00-12:00"
ALL = (FRANCE_SERVICES, TOWN_HALL, LATER_RULE, TWO_EVENINGS, SATURDAY)


def plain(text: str) -> str:
    return text.replace("\u202f", " ")


def at(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


def naive_week(text: str) -> dict[int, list[tuple[int, int]]]:
    """Read by hand the simple rules "days hours; …", the last rule of a day winning."""
    names = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]
    week: dict[int, list[tuple[int, int]]] = {day: [] for day in range(7)}
    for rule in text.split("; "):
        days, hours = rule.split(" ")
        first, last = names.index(days[:2]), names.index(days[-2:])
        spans = [tuple(at(clock) for clock in span.split("-")) for span in hours.split(",")]
        for day in range(first, last + 1):
            week[day] = [(start, end) for start, end in spans]
    return week


@pytest.mark.parametrize("text", ALL)
def test_windows_are_those_that_the_rules_say(text: str) -> None:
    """Each day of the week has the windows of the last rule that names it, and none when no rule does."""
    assert {day: list(spans) for day, spans in windows(text).items()} == naive_week(text)


@pytest.mark.parametrize(
    ("text", "hours"), list(zip(ALL, [32.5, 43.0, 36.75, 4.0, 3.0], strict=True)), ids=range(len(ALL))
)
def test_weekly_hours_add_up(text: str, hours: float) -> None:
    """Hours a week are those added up by hand."""
    assert weekly_hours(text) == hours


@pytest.mark.parametrize("unknown", ["", "  ", None, math.nan])
def test_unknown_hours_are_not_closed_hours(unknown: str | None) -> None:
    """Nothing written means that nobody knows: None everywhere, never 0 nor « fermé »."""
    assert weekly_hours(unknown) is None
    assert outside_office_share(unknown) is None
    assert describe(unknown) == "horaires non renseignés"
    with pytest.raises(OpeningHoursError, match="non renseignés"):
        windows(unknown)  # type: ignore[arg-type]


def test_a_place_that_never_opens_has_zero_hours() -> None:
    """Said to be closed, it opens 0 hours, and no share of them can be taken."""
    assert weekly_hours("off") == 0
    assert outside_office_share("off") is None
    assert describe("off") == "fermé"


@pytest.mark.parametrize(
    ("text", "french"),
    [
        (
            FRANCE_SERVICES,
            "lundi 13 h – 17 h ; mardi au jeudi 9 h – 12 h et 13 h – 17 h ; vendredi 9 h – 16 h 30",
        ),
        (TOWN_HALL, "lundi au vendredi 8 h – 12 h et 13 h 30 – 17 h 30 ; samedi 9 h – 12 h"),
        (TWO_EVENINGS, "mardi et jeudi 17 h – 19 h"),
        (SATURDAY, "samedi 9 h – 12 h"),
        ("Mo-We 08:05-09:00; Fr 08:05-09:00", "lundi au mercredi et vendredi 8 h 05 – 9 h"),
        ("Mo-Tu 14:00-15:00; Th 14:00-15:00", "lundi, mardi et jeudi 14 h – 15 h"),
        ("Mo 08:00-09:00,10:00-11:00,14:00-15:00", "lundi 8 h – 9 h, 10 h – 11 h et 14 h – 15 h"),
        ("Mo-Su 10:00-12:00", "tous les jours 10 h – 12 h"),
        ("24/7", "tous les jours 24 h sur 24"),
        ('We 09:00-12:00 "sur rendez-vous"', "mercredi 9 h – 12 h (sur rendez-vous)"),
        ("Fr 22:00-02:00", "vendredi 22 h – 24 h ; samedi 0 h – 2 h"),
    ],
)  # fmt: skip
def test_hours_read_as_a_french_sentence(text: str, french: str) -> None:
    """Days with the same hours are said together, from three in a row as a range."""
    assert plain(describe(text)) == french


def test_french_hours_break_only_where_they_may() -> None:
    """A narrow no-break space holds « 13 h 30 » together and stands before the semicolon."""
    assert describe("Mo 13:30-17:00; Sa 09:00-12:00") == (
        "lundi 13\u202fh\u202f30 – 17\u202fh\u202f; samedi 9\u202fh – 12\u202fh"
    )


def test_a_night_is_cut_at_midnight() -> None:
    """What runs past midnight, Sunday's included, belongs to the next day from 0 h."""
    week = windows("Su 22:00-02:00")
    assert week[6] == ((1320, 1440),)
    assert week[0] == ((0, 120),)


def test_holidays_do_not_change_the_reference_week() -> None:
    """A rule on public holidays, or on a day of the year, leaves the typical week as it is."""
    for rule in ("PH off", "Dec 24 off", "Jan 02 off"):
        assert windows(f"Mo-Fr 09:00-12:00; {rule}") == windows("Mo-Fr 09:00-12:00")


def test_hours_called_unknown_are_not_counted_open() -> None:
    """The notation can say that nobody knows whether it opens: it is then not open."""
    assert weekly_hours("Mo 09:00-12:00; Tu 09:00-12:00 unknown") == 3


@pytest.mark.parametrize("text", ALL)
def test_counting_open_minutes_gives_the_weekly_hours_and_the_share_outside(text: str) -> None:
    """Minute after minute through the week, open ones add up to the hours and to the share outside office."""
    of = windows(text)
    open_minutes = [
        (day, minute)
        for day in range(7)
        for minute in range(1440)
        if any(start <= minute < end for start, end in of.get(day, ()))
    ]
    outside = [1 for day, minute in open_minutes if day >= 5 or minute >= 17 * 60]
    assert weekly_hours(text) == len(open_minutes) / 60
    assert outside_office_share(text) == pytest.approx(len(outside) / len(open_minutes))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("lundi 9h-12h", "notation"),
        ("Mo 09.00-12.00", "notation"),
        ("Mo 09:00-12:00;; Tu", "notation"),
        ("Mo 09:00+", "manque"),
        ("sunrise-18:00", "soleil"),
        ("Jul-Aug Mo 09:00-12:00", "au cours de l’année"),
        ("Mo-Fr 09:00-12:00; Aug off", "au cours de l’année"),
        ("Sa[1] 09:00-12:00", "au cours de l’année"),
        ("week 1-53/2 Mo 09:00-12:00", "au cours de l’année"),
    ],
)
def test_hours_that_no_week_can_represent_are_refused_by_name(text: str, why: str) -> None:
    """Text that is not the notation, has no end, or changes with the date is refused and quoted."""
    with pytest.raises(OpeningHoursError, match=why) as fault:
        weekly_hours(text)
    assert text in str(fault.value)


@given(st.lists(st.lists(st.integers(0, 1440), max_size=6, unique=True).map(sorted), min_size=7, max_size=7))
def test_what_is_written_is_what_opens(week: list[list[int]]) -> None:
    """Whatever the week, its windows come back from the notation as they were, and nothing of it is left in French."""
    # Two windows that touch are one; so are kept apart by construction, all bounds being different.
    expected = {day: tuple(zip(bounds[::2], bounds[1::2], strict=False)) for day, bounds in enumerate(week)}
    rules = [
        f"{name} "
        + ",".join(f"{start // 60:02d}:{start % 60:02d}-{end // 60:02d}:{end % 60:02d}" for start, end in expected[day])
        for day, name in enumerate(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"))
        if expected[day]
    ]
    text = "; ".join(rules) or "off"
    assert windows(text) == expected
    assert not re.search(r"\b[A-Za-z]{2}:", describe(text))

"""Days as people type them, in the French order."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.importers import dates

DAY = date(2024, 11, 24)


@pytest.mark.parametrize(
    "text",
    ["24/11/2024", "24-11-2024", "24.11.2024", "2024-11-24", "2024/11/24", "24/11/24", "24 novembre 2024",
     "dimanche 24 nov. 2024", "45620", "45620,5", "2024-11-24T10:30:00Z", "24/11/2024 10:30", " 24/11/2024 "],
)  # fmt: skip
def test_one_day_has_many_ways_of_being_written(text: str) -> None:
    """French, ISO and spreadsheet days lead to the same one."""
    read = dates.parse(text)
    assert read is not None
    assert read.value == DAY


@pytest.mark.parametrize(
    "text", ["", "31/02/2024", "11/24/2024", "24/11", "2024", "hier", "00/00/0000", "99999", "123"]
)
def test_a_day_that_does_not_exist_is_refused(text: str) -> None:
    """The American order is never guessed, nor a day that no calendar has."""
    assert dates.parse(text) is None


@given(st.dates(date(1951, 1, 1), date(2050, 12, 31)))
def test_every_way_of_writing_a_day_gives_it_back(day: date) -> None:
    """A day survives each of its forms."""
    serial = str((day - date(1899, 12, 30)).days)
    for text in (f"{day:%d/%m/%Y}", f"{day:%d/%m/%y}", day.isoformat(), serial):
        read = dates.parse(text)
        assert read is not None
        assert read.value == day


def test_the_first_of_a_month_is_an_ordinal() -> None:
    """« 1er mars » is read, and said to be in words."""
    read = dates.parse("1er mars 2024")
    assert read is not None
    assert (read.value, read.repaired) == (date(2024, 3, 1), "mois en toutes lettres")
    assert date(1899, 12, 30) + timedelta(days=45352) == date(2024, 3, 1)

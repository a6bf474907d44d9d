"""Numbers as people type them: read when they can only be one, refused otherwise."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import formats
from data.importers.numbers import figure, number, parse


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12.0),
        ("12,5", 12.5),
        ("12.5", 12.5),
        ("1 234", 1234.0),
        ("1\u202f234,5", 1234.5),
        ("1\u00a0234\u00a0567", 1_234_567.0),
        ("1\u2009234", 1234.0),
        ("1’234", 1234.0),
        ("1.234,5", 1234.5),
        ("1,234.5", 1234.5),
        ("1.234.567", 1_234_567.0),
        ("1,234,567", 1_234_567.0),
        ("15,8 %", 15.8),
        ("15,8%", 15.8),
        ("1 200 €", 1200.0),
        ("−3,2", -3.2),
        ("- 3,2", -3.2),
        ("(12)", -12.0),
        ("+4", 4.0),
        ("1,5E+3", 1500.0),
        (" 7 ", 7.0),
        (",5", 0.5),
        ("-0", 0.0),
    ],
)
def test_a_number_is_read_as_it_is_written_in_france(text: str, value: float) -> None:
    """Commas, spaces of every width and signs lead to one value."""
    read = number(text)
    assert read == value
    assert math.copysign(1, read) == math.copysign(1, value)


@pytest.mark.parametrize(
    "text",
    ["", " ", "douze", "12 34", "1 23", "1,2,3", "1.2.3", "1,23.4", "12a", "inf", "nan", "NaN", "1e999", "0x12",
     "%", "€", "--1", "1-2", "12/5", "5 à 10", "²", "１２ ３", "1_000", "9" * 41],
)  # fmt: skip
def test_what_is_not_one_number_is_refused(text: str) -> None:
    """A text that is no number, or could be two, gives none."""
    assert number(text) is None


def test_what_was_put_right_is_said() -> None:
    """Each repair has its words; a plain number has none."""
    read = parse("1\u202f234,5 %")
    assert read is not None
    assert read.repaired == ("espaces des milliers", "virgule décimale", "signe %")
    plain = parse("1234.5")
    assert plain is not None
    assert plain.repaired == ()


@given(st.floats(min_value=-1e9, max_value=1e9), st.integers(0, 3), st.sampled_from(["", "%", "€"]))
def test_what_the_screens_write_is_read_back(value: float, decimals: int, unit: str) -> None:
    """A number copied from a page of the application means the same again."""
    read = number(formats.number(value, decimals, unit))
    assert read == pytest.approx(round(value, decimals), abs=1e-9)


@given(st.text(max_size=12))
def test_no_text_without_a_figure_is_a_number(text: str) -> None:
    """Whatever the text, a value comes from its figures and is finite."""
    read = number(text)
    assert read is None or (math.isfinite(read) and any(character in "0123456789" for character in text))


@pytest.mark.parametrize(
    ("text", "status"),
    [("s", "secret"), ("S", "secret"), ("c", "secret"), ("nd", "absent"), ("n.d.", "absent"), ("", "absent"),
     ("#N/A", "absent"), ("m", "masqué"), ("<11", "masqué"), ("0", "diffusé"), ("abc", "illisible")],
)  # fmt: skip
def test_a_mark_is_never_zero(text: str, status: str) -> None:
    """Secret, masked and missing values keep their status, and have no value."""
    read = figure(text)
    assert read.status == status
    assert math.isnan(read.value) == (status != "diffusé")

"""How numbers, dates and words are written in French."""

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import formats
from data.formats import MISSING, NARROW, NO_BREAK, about, day, enumerate_words, number, plural, typography


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        (0, 0, "0"),
        (-0.04, 1, "0,0"),
        (999.96, 1, "1_000,0"),
        (1234567, 0, "1_234_567"),
        (-12345.678, 2, "−12_345,68"),
        (-1.99568554435047e101, 5, f"−2,00{NO_BREAK}×{NO_BREAK}10^101"),
        (math.inf, 0, "hors d’atteinte"),
        (math.nan, 0, MISSING),
        (None, 0, MISSING),
        (np.float32(2.5), 1, "2,5"),
        (np.int64(46), 0, "46"),
    ],
)
def test_a_number_has_french_separators(value: float | None, decimals: int, text: str) -> None:
    """Thousands take a narrow no-break space, decimals a comma, negatives a minus sign, never « -0 »."""
    assert number(value, decimals).replace(NARROW, "_") == text


@given(st.floats(min_value=-1e12, max_value=1e12), st.integers(min_value=0, max_value=4))
def test_a_number_reads_back_to_its_rounding(value: float, decimals: int) -> None:
    """A reader who types the text back finds the value, rounded."""
    text = number(value, decimals).replace(NARROW, "").replace(",", ".").replace("−", "-")
    assert float(text) == pytest.approx(round(value, decimals), abs=1e-9)


@given(st.floats(min_value=1, max_value=1e9))
def test_an_estimate_keeps_two_figures(value: float) -> None:
    """An estimate is within 5 % of its text, and shows at most two significant figures."""
    text = about(value)
    written = float(text.removeprefix("environ ").replace(NARROW, ""))
    assert abs(written - value) <= max(0.5, 0.05 * value)
    assert len(str(int(written)).rstrip("0")) <= 2


@pytest.mark.parametrize("value", [None, math.nan, math.inf])
def test_an_estimate_without_a_value_is_not_a_number(value: float | None) -> None:
    """What is missing or out of reach is said so, without « environ »."""
    assert about(value) == number(value)


def test_missing_values_of_any_kind_are_missing() -> None:
    """None and every kind of NaN are missing; zero and texts are not."""
    assert all(formats.is_missing(value) for value in (None, math.nan, np.float64("nan"), np.float32("nan")))
    assert not any(formats.is_missing(value) for value in (0, 0.0, "", "nan", False))


@pytest.mark.parametrize(
    ("count", "text"),
    [(0, "0 jour"), (1, "1 jour"), (1.4, "1 jour"), (1.6, "2 jours"), (2, "2 jours"), (-1, "−1 jour")],
)
def test_the_plural_begins_at_two(count: float, text: str) -> None:
    """The noun agrees with the number that is written."""
    assert plural(count, "jour").replace(NO_BREAK, " ") == text


def test_an_irregular_plural_is_given() -> None:
    """A noun whose plural is not in « s » brings it."""
    assert plural(3, "bureau", "bureaux").replace(NO_BREAK, " ") == "3 bureaux"


@pytest.mark.parametrize(
    ("style", "text"),
    [("long", "1er janvier 2027"), ("full", "vendredi 1er janvier 2027"), ("short", "01/01/2027")],
)
def test_the_first_of_a_month_is_an_ordinal(style: str, text: str) -> None:
    """« 1er » in words, « 01 » in figures."""
    assert day(date(2027, 1, 1), style) == text


def test_words_are_joined_as_a_sentence_does() -> None:
    """Commas, then « et » before the last."""
    assert enumerate_words([]) == ""
    assert enumerate_words(["Arras"]) == "Arras"
    assert enumerate_words(["Arras", "Thélus", "Rœux"]) == "Arras, Thélus et Rœux"


@pytest.mark.parametrize(
    "text", ["de 9:30 à 12:00", "https://exemple.fr", "2_3", "Mairie – Écurie", "", "« déjà juste » : oui"]
)
def test_typography_settles(text: str) -> None:
    """Setting a text twice changes nothing more, and times and addresses keep their colons."""
    once = typography(text)
    assert typography(once) == once
    assert once.replace(NARROW, " ").replace(NO_BREAK, " ") == text

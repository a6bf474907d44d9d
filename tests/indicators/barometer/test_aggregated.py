"""A barometer that comes already counted says what its counts allow, protected in the same way."""

import numpy as np
import pandas as pd
import pytest

from indicators.barometer import aggregated
from indicators.secrecy import PUBLISHED

KEY = ("non_take_up", "tous", "")


def _counts(*rows: tuple[str, str, str, str, float, float]) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["level", "code", "public", "benefit", "respondents", "missed"])
    return table.assign(wave="2024", received=table["respondents"] - table["missed"] - 10)


def test_a_whole_and_a_public() -> None:
    """400 respondents, 80 in non-take-up: 20 %, as of a simple random sample; a public beside."""
    counts = _counts(
        ("epci", "ensemble", "ensemble", "ensemble", 400, 80), ("epci", "ensemble", "jeunes", "ensemble", 100, 40)
    )
    wave = aggregated.read(counts, "2024")
    found = wave.finding("tous", KEY, "tous", "Toute la population")
    assert (found.share, found.n) == (pytest.approx(20), 400)
    se = 100 * np.sqrt(0.2 * 0.8 / 399)
    assert found.high - found.low == pytest.approx(2 * 1.966 * se, rel=0.02)
    assert wave.finding("jeunes", KEY, "jeunes", "Jeunes").share == pytest.approx(40)


def test_communes_add_up_to_groups_and_to_the_whole() -> None:
    """Without a row for the whole, the communes make it; each group has its share."""
    counts = _counts(
        ("commune", "62041", "ensemble", "ensemble", 200, 60),
        ("commune", "62004", "ensemble", "ensemble", 100, 30),
        ("commune", "62007", "ensemble", "ensemble", 100, 20),
    )
    wave = aggregated.read(counts, "2024")
    assert wave.finding("tous", KEY, "", "").n == 400
    assert wave.finding("tous", (*KEY[:2], "centre"), "", "").share == pytest.approx(30)
    assert wave.finding("tous", (*KEY[:2], "rural"), "", "").share == pytest.approx(20)


def test_masked_communes_make_no_group() -> None:
    """When the communes do not make the whole, groups of them would not be whole: none is told."""
    counts = _counts(
        ("epci", "ensemble", "ensemble", "ensemble", 400, 80),
        ("commune", "62041", "ensemble", "ensemble", 200, 60),
    )
    wave = aggregated.read(counts, "2024")
    assert set(wave.claims) == {KEY}


def test_small_counts_are_hidden() -> None:
    """A public with 6 in non-take-up of 60 has no share, and the cell is not released."""
    counts = _counts(
        ("epci", "ensemble", "ensemble", "ensemble", 400, 80), ("epci", "ensemble", "jeunes", "ensemble", 60, 6)
    )
    wave = aggregated.read(counts, "2024")
    assert not wave.finding("jeunes", KEY, "", "").shown
    table = wave.released.table
    own = table[(table["public"] == "jeunes") & (table["cell"] == "non_take_up:tous")]
    assert (own["status"] != PUBLISHED).all()


def test_a_benefit_is_told_of_those_concerned() -> None:
    """Of 400 respondents, 60 miss the RSA and 90 receive it: 40 % of the 150 concerned."""
    counts = pd.concat(
        [
            _counts(("epci", "ensemble", "ensemble", "ensemble", 400, 80)),
            _counts(("epci", "ensemble", "ensemble", "rsa", 400, 60)).assign(received=90),
        ]
    )
    found = aggregated.read(counts, "2024").finding("tous", ("non_take_up", "rsa", ""), "rsa", "RSA")
    assert (found.share, found.n) == (pytest.approx(40), 150)


def test_two_waves_are_independent_samples() -> None:
    """From 20 % to 30 % of 400: 10 points, more than chance explains."""
    first = aggregated.read(_counts(("epci", "ensemble", "ensemble", "ensemble", 400, 80)), "2024")
    second = aggregated.read(_counts(("epci", "ensemble", "ensemble", "ensemble", 400, 120)), "2024")
    gap, low, high, p_value = aggregated.difference(first, second, "tous", "tous")
    assert gap == pytest.approx(10)
    assert 0 < low < 10 < high
    assert p_value < 0.01

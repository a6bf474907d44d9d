"""The expected non-take-up held against households: a ranking of what can be compared, beside the whole."""

import numpy as np
import pytest

from indicators.uptake import households
from indicators.uptake.expected import Uptake, expected, status
from indicators.values import UNRELIABLE, values
from reports import uptake_households as tables
from reports.tables import to_csv


@pytest.fixture(scope="module")
def uptake() -> Uptake:
    """The expected non-take-up of the embedded tables."""
    return expected()


def test_a_commune_by_hand(uptake: Uptake) -> None:
    """The euros of Arras over its 19 654 tax households; people are told for a hundred."""
    place = uptake.codes.index("62041")
    euros = uptake.total("euros", uptake.in_euros, codes=["62041"])
    found = households.rates(uptake, "euros", uptake.in_euros)
    assert found.value[place] == pytest.approx(euros.value / 19_654)
    assert (found.low[place], found.high[place]) == pytest.approx((euros.low / 19_654, euros.high / 19_654))
    people = uptake.total("non_recipients", ["rsa"], codes=["62041"]).value
    assert households.rates(uptake, "non_recipients", ["rsa"]).value[place] == pytest.approx(people / 196.54)


def test_the_rate_of_the_map_is_the_same(uptake: Uptake) -> None:
    """The indicator for 100 households and the ranking are one calculation."""
    shown = values("non_recours_pour_100", "commune")
    found = households.rates(uptake, "non_recipients", uptake.at_a_date)
    assert np.array_equal(shown.value, found.value, equal_nan=True)
    assert shown.whole == found.whole


def test_what_cannot_be_compared_has_no_figure_and_no_rank(uptake: Uptake) -> None:
    """Such communes come after the others, without an estimate; the last row is the whole."""
    table = tables.by_household(uptake, "euros", uptake.in_euros, "€ par an", "Titre")
    assert table is not None
    frame = table.frame
    hidden = np.array(status(uptake.areas("euros", uptake.in_euros)[1])) == UNRELIABLE
    ranked = frame["rapport"].iloc[:-1]
    assert int(ranked.isna().sum()) == int(hidden.sum()) > 0
    assert ranked.dropna().is_monotonic_decreasing
    assert ranked.isna().is_monotonic_increasing
    assert frame["nom"].iloc[-1].startswith("Ensemble")
    count = values("menages_fiscaux", "commune").value.sum()
    assert frame["rapport"].iloc[-1] == pytest.approx(uptake.total("euros", uptake.in_euros).value / count)
    text = to_csv(table).decode()
    assert "€ par ménage et par an" in text
    assert "Filosofi" in text


def test_rounded_for_the_screen(uptake: Uptake) -> None:
    """On screen an estimate keeps the figures that its interval bears."""
    table = tables.by_household(uptake, "euros", uptake.in_euros, "€ par an", "Titre")
    assert table is not None
    assert (tables.rounded(table).frame["rapport"].dropna() % 10 == 0).all()
    assert not (table.frame["rapport"].dropna() % 10 == 0).all()


def test_without_households_there_is_no_ranking(uptake: Uptake, monkeypatch: pytest.MonkeyPatch) -> None:
    """A territory whose households are not counted has no such table."""
    monkeypatch.setattr(households, "published", dict)
    assert tables.by_household(uptake, "euros", uptake.in_euros, "€ par an", "Titre") is None
